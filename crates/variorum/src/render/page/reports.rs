//! The annotated reports: the stored text with its marks, and in the margin what others report.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::contract::{Claim, Point, Reading, Report, Section, Span};
use crate::note::Severity;
use crate::render::labels::{self, BY_WEIGHT, Group};
use crate::render::page::cite;
use crate::render::page::escape::{element_id, web_address};
use crate::render::page::marks::{Mark, Piece, pieces};
use crate::render::page::palette::Palette;
use crate::render::story::Story;
use crate::render::words::{clip, day};
use crate::report::SectionKind;

/// All reports in the order of the collation.
#[derive(Template)]
#[template(path = "reports.html")]
pub(crate) struct Reports<'a> {
    reports: Vec<ReportView<'a>>,
    /// The classes and names of the origins that have a colour.
    palette: Vec<(String, String)>,
    /// Whether the list of contents is folded, and the texts are put off until they are near.
    many: bool,
}

struct ReportView<'a> {
    anchor: String,
    id: String,
    outlet: String,
    title: String,
    /// The headline with its marks, where it is part of the text.
    headline: Option<Marked<'a>>,
    byline: String,
    published: String,
    /// The day as the contract has it, for a citation.
    iso: String,
    known: &'static str,
    modified: Option<String>,
    link: Option<&'a str>,
    /// An address that is none of the web is shown, never linked.
    address: Option<&'a str>,
    path: &'a str,
    sha256: &'a str,
    copy_of: Option<(String, String)>,
    warnings: Vec<&'a str>,
    paragraphs: Vec<Paragraph<'a>>,
}

struct Paragraph<'a> {
    start: usize,
    kind: &'static str,
    text: Marked<'a>,
    notes: Vec<MarginNote>,
    /// Loaded terms, and what others say for the same thing.
    terms: Vec<TermNote>,
}

/// A loaded term of one report.
#[derive(Clone)]
struct TermNote {
    start: usize,
    term: String,
    /// Where the contrast is told.
    href: String,
    elsewhere: String,
}

/// A text with its marks.
#[derive(Template)]
#[template(path = "marked.html")]
struct Marked<'a> {
    pieces: Vec<Piece<'a>>,
}

/// What others report on a point that a paragraph speaks of.
struct MarginNote {
    point: cite::PointLink,
    others: Vec<(String, String)>,
    left_out: usize,
}

impl<'a> Reports<'a> {
    pub(crate) fn new(story: &Story<'a>) -> Reports<'a> {
        let palette = Palette::new(story);
        let mut marks = all_marks(story, &palette);
        let mut terms = loaded_terms(story);
        let mut claims: BTreeMap<usize, Vec<&Claim>> = BTreeMap::new();
        for claim in &story.collation.claims {
            if let Some(report) = story.report_index(&claim.report) {
                claims.entry(report).or_default().push(claim);
            }
        }
        let view = |(index, report)| {
            let claims = claims.get(&index).map_or(&[] as &[&Claim], Vec::as_slice);
            let terms = terms.remove(&index).unwrap_or_default();
            report_view(story, index, report, marks.remove(&index).unwrap_or_default(), claims, &terms)
        };
        let reports = &story.collation.reports;
        Reports {
            reports: reports.iter().enumerate().map(view).collect(),
            palette: palette.key(),
            many: story.is_large(),
        }
    }
}

fn report_view<'a>(
    story: &Story<'a>,
    index: usize,
    report: &'a Report,
    marks: Vec<Mark>,
    claims: &[&Claim],
    terms: &[TermNote],
) -> ReportView<'a> {
    let link = report.url.as_deref().and_then(web_address);
    let mut paragraphs = paragraphs(story, index, report, marks, claims);
    for term in terms {
        let place = paragraphs.iter_mut().rfind(|paragraph| paragraph.start <= term.start);
        place.into_iter().for_each(|paragraph| paragraph.terms.push(term.clone()));
    }
    let headline = take_headline(&mut paragraphs);
    let copy_of = story.copied_from(index).and_then(|derivation| derivation.from.as_deref());
    ReportView {
        anchor: cite::report_anchor(&report.id),
        id: report.id.clone(),
        outlet: cite::outlet(story, &report.id),
        title: report.title.clone().unwrap_or_else(|| first_words(story, index)),
        headline,
        byline: report.byline.join(", "),
        published: report.published.as_deref().map_or("Undated".to_owned(), day),
        iso: report.published.clone().unwrap_or_default(),
        known: report.published_from.map_or("", labels::published_from),
        modified: report.modified.as_deref().map(day),
        link,
        address: report.url.as_deref().filter(|_| link.is_none()),
        path: &report.path,
        sha256: &report.sha256,
        copy_of: copy_of.map(|from| (cite::outlet(story, from), format!("#{}", cite::report_anchor(from)))),
        warnings: report
            .notes
            .iter()
            .filter(|note| note.severity == Severity::Warning)
            .map(|note| note.message.as_str())
            .collect(),
        paragraphs,
    }
}

/// What stands for the title of a report that has none.
fn first_words(story: &Story, report: usize) -> String {
    const LOOKED_AT: usize = 200;
    match clip(story.slice(report, 0, LOOKED_AT), 70) {
        words if words.is_empty() => "No title".to_owned(),
        words => words,
    }
}

/// The headline stands above the text; what others report on it moves to the next paragraph.
fn take_headline<'a>(paragraphs: &mut Vec<Paragraph<'a>>) -> Option<Marked<'a>> {
    paragraphs.first().filter(|first| first.kind == labels::section(SectionKind::Headline))?;
    let headline = paragraphs.remove(0);
    if let Some(next) = paragraphs.first_mut() {
        next.notes.splice(0..0, headline.notes);
        next.terms.splice(0..0, headline.terms);
    }
    Some(headline.text)
}

fn paragraphs<'a>(
    story: &Story<'a>,
    index: usize,
    report: &'a Report,
    mut marks: Vec<Mark>,
    claims: &[&Claim],
) -> Vec<Paragraph<'a>> {
    marks.sort();
    let length = report.text.chars().count();
    let mut told = BTreeSet::new();
    let mut placed = BTreeSet::new();
    parts(report, length)
        .into_iter()
        .map(|(section, kind)| {
            // Marks come in order of their start, and none is longer than the text.
            let until = marks.partition_point(|mark| mark.start < section.1);
            let here: Vec<Mark> = marks[..until]
                .iter()
                .filter(|mark| mark.end > section.0)
                .map(|mark| in_paragraph(mark, &mut placed))
                .collect();
            Paragraph {
                start: section.0,
                kind: labels::section(kind),
                text: Marked {
                    pieces: pieces(section.0, section.1, here, |start, end| story.slice(index, start, end)),
                },
                notes: notes(story, report, claims, section, &mut told),
                terms: Vec::new(),
            }
        })
        .collect()
}

/// A mark in one of the paragraphs that it covers: it bears its id in the first of them.
fn in_paragraph(mark: &Mark, placed: &mut BTreeSet<String>) -> Mark {
    let mut mark = mark.clone();
    if !mark.id.is_empty() && !placed.insert(mark.id.clone()) {
        mark.continues = std::mem::take(&mut mark.id);
    }
    mark
}

/// The sections of a report, and the text that stands in none as body.
fn parts(report: &Report, length: usize) -> Vec<((usize, usize), SectionKind)> {
    let mut sections: Vec<&Section> = report.sections.iter().collect();
    sections.sort_by_key(|section| section.start);
    let mut parts = Vec::new();
    let mut at = 0;
    for section in sections {
        let (start, end) = (section.start.max(at).min(length), section.end.min(length));
        // One mark parts the paragraphs; more than that is text of its own.
        if start > at + 1 {
            parts.push(((at, start), SectionKind::Body));
        }
        if end > start {
            parts.push(((start, end), section.kind));
            at = end;
        }
    }
    if length > at + 1 {
        parts.push(((at, length), SectionKind::Body));
    }
    parts
}

/// Up to how many reports sources, numbers, dates and quotations are marked too, and notes in the margin spell out what
/// others report. Past that a browser takes long to open the page.
const FINE: usize = 250;

/// For each report the marks over its text: claims, numbers, sources, and what other views cite.
fn all_marks(story: &Story, palette: &Palette) -> BTreeMap<usize, Vec<Mark>> {
    let mut marks: BTreeMap<usize, Vec<Mark>> = BTreeMap::new();
    let mut add = |span: &Span, rank: u8, id: String, class: String, title: String| {
        if let Some(report) = story.report_index(&span.report) {
            marks.entry(report).or_default().push(Mark {
                start: span.start,
                end: span.end,
                rank,
                id,
                continues: String::new(),
                class,
                title,
            });
        }
    };
    let collation = story.collation;
    let fine = collation.reports.len() <= FINE;
    for claim in &collation.claims {
        add(
            &claim.span,
            1,
            element_id(&claim.id),
            format!("claim {}{}", weight(story, claim), palette.class(claim)),
            voice(story, claim),
        );
        for source in claim.attribution.iter().filter_map(|link| link.source.as_ref()).filter(|_| fine) {
            add(source, 3, String::new(), "source".to_owned(), String::new());
        }
    }
    for (index, report) in collation.reports.iter().enumerate().filter(|_| fine) {
        for (start, end) in quotations(story, index, report) {
            let span = Span { report: report.id.clone(), start, end, text: String::new() };
            add(&span, 2, String::new(), "quotation".to_owned(), String::new());
        }
    }
    for quantity in collation.quantities.iter().filter(|_| fine) {
        add(&quantity.span, 4, String::new(), "number".to_owned(), String::new());
    }
    for time in collation.times.iter().filter(|_| fine) {
        let value = time.value.clone().unwrap_or_else(|| "not resolved".to_owned());
        add(&time.span, 4, String::new(), "time".to_owned(), value);
    }
    for passage in collation.derivations.iter().flat_map(|derivation| &derivation.passages) {
        for (span, class) in [(Some(&passage.to), "drawn"), (passage.from.as_ref(), "given")] {
            if let Some(span) = span {
                add(span, 0, cite::span_anchor(span), class.to_owned(), String::new());
            }
        }
    }
    for (wording, term) in
        collation.wording.iter().flat_map(|wording| wording.terms.iter().map(move |term| (wording, term)))
    {
        let others: Vec<&str> = wording
            .terms
            .iter()
            .filter(|other| other.term != term.term)
            .map(|other| other.term.as_str())
            .collect();
        let class = if term.loaded { "term loaded" } else { "term" };
        for span in &term.spans {
            add(
                span,
                5,
                cite::span_anchor(span),
                class.to_owned(),
                format!("Elsewhere: {}", clip(&others.join(", "), 120)),
            );
        }
    }
    unique_ids(&mut marks);
    marks
}

/// The quoted stretches of a report, marks included; one that its paragraph does not close goes on to its end.
fn quotations(story: &Story, index: usize, report: &Report) -> Vec<(usize, usize)> {
    let mut quoted = Vec::new();
    for ((start, end), _) in parts(report, report.text.chars().count()) {
        let mut opened = None;
        for (place, letter) in (start..end).zip(story.slice(index, start, end).chars()) {
            match (letter, opened) {
                ('“' | '«' | '„' | '"', None) => opened = Some(place),
                ('”' | '»' | '"', Some(first)) => {
                    quoted.push((first, place + 1));
                    opened = None;
                }
                _ => {}
            }
        }
        quoted.extend(opened.map(|first| (first, end)));
    }
    quoted
}

/// For each report its loaded terms, each once, with what others say for the same thing.
fn loaded_terms(story: &Story) -> BTreeMap<usize, Vec<TermNote>> {
    let mut notes: BTreeMap<usize, Vec<TermNote>> = BTreeMap::new();
    for (number, wording) in story.collation.wording.iter().enumerate() {
        for term in wording.terms.iter().filter(|term| term.loaded) {
            let elsewhere: Vec<&str> = wording
                .terms
                .iter()
                .filter(|other| other.term != term.term)
                .map(|other| other.term.as_str())
                .collect();
            for span in &term.spans {
                let Some(report) = story.report_index(&span.report) else { continue };
                let held = notes.entry(report).or_default();
                if !elsewhere.is_empty() && held.iter().all(|note| note.term != term.term) {
                    held.push(TermNote {
                        start: span.start,
                        term: term.term.clone(),
                        href: format!("#w{}", number + 1),
                        elsewhere: clip(&elsewhere.join(", "), 90),
                    });
                }
            }
        }
    }
    notes
}

/// An id names one element: the first mark that claims it keeps it.
fn unique_ids(marks: &mut BTreeMap<usize, Vec<Mark>>) {
    let mut taken = BTreeSet::new();
    for mark in marks.values_mut().flatten() {
        if !mark.id.is_empty() && !taken.insert(mark.id.clone()) {
            mark.id.clear();
        }
    }
}

/// The group of a claim that a reader most needs to see.
fn weight(story: &Story, claim: &Claim) -> &'static str {
    let groups: Vec<Group> = story.points_of_claim(&claim.id).map(Group::of).collect();
    BY_WEIGHT.into_iter().find(|group| groups.contains(group)).map_or("", |group| group.label().class)
}

fn voice(story: &Story, claim: &Claim) -> String {
    let speakers = story.speakers(claim);
    match speakers.is_empty() {
        true => format!("{}: in the outlet’s own voice", claim.id),
        false => format!("{}: on the word of {}", claim.id, clip(&speakers.join(", citing "), 100)),
    }
}

fn notes(
    story: &Story,
    report: &Report,
    claims: &[&Claim],
    (start, end): (usize, usize),
    told: &mut BTreeSet<String>,
) -> Vec<MarginNote> {
    let here = claims.iter().filter(|claim| start <= claim.span.start && claim.span.start < end);
    let mut notes = Vec::new();
    for point in here.flat_map(|claim| story.points_of_claim(&claim.id)) {
        let worth = matches!(Group::of(point), Group::Contested | Group::Changing | Group::Scope);
        if worth && told.insert(point.id.clone()) {
            notes.extend(margin_note(story, report, point));
        }
    }
    notes
}

fn told_by(story: &Story, reading: &Reading) -> String {
    const NAMED: usize = 3;
    let mut labels: Vec<String> =
        reading.reports.iter().take(NAMED).map(|report| story.label(report)).collect();
    if reading.reports.len() > NAMED {
        labels.push(format!("{} more", reading.reports.len() - NAMED));
    }
    labels.join(", ")
}

fn margin_note(story: &Story, report: &Report, point: &Point) -> Option<MarginNote> {
    const OTHERS: usize = 4;
    let others = point.readings.iter().filter(|reading| !reading.reports.contains(&report.id));
    let views: Vec<(String, String)> =
        others.map(|reading| (clip(&reading.value, 70), clip(&told_by(story, reading), 60))).collect();
    if views.is_empty() {
        return None;
    }
    let point = cite::PointLink::new(point);
    if story.collation.reports.len() > FINE {
        return Some(MarginNote { point, others: Vec::new(), left_out: 0 });
    }
    let left_out = views.len().saturating_sub(OTHERS);
    Some(MarginNote { point, others: views.into_iter().take(OTHERS).collect(), left_out })
}
