//! A claim as a cite: who, on whose word, the words, and the way to the sentence.

use std::collections::BTreeSet;

use crate::claim::{Modality, Stance};
use crate::contract::{Claim, Point, Reading, Span};
use crate::render::labels::{self, Group};
use crate::render::page::escape::element_id;
use crate::render::story::Story;
use crate::render::words::{clip, count, quoted, sentence_case, short_day};

/// A claim in a list.
pub(crate) struct Cite {
    /// Where the sentence stands in the page.
    pub(crate) href: String,
    pub(crate) outlet: String,
    /// On whose word, outermost first, joined; empty for the outlet's own voice.
    pub(crate) speakers: String,
    pub(crate) day: String,
    pub(crate) quote: String,
    /// How it is put, where it is not put as a fact: "as possible", "denies".
    pub(crate) put: Vec<&'static str>,
    /// What the report copies, where it is a copy.
    pub(crate) copy_of: Option<String>,
}

const QUOTE: usize = 240;

impl Cite {
    /// The cite of a claim.
    pub(crate) fn new(story: &Story, claim: &Claim) -> Cite {
        let report = story.report_index(&claim.report);
        let published = story.report(&claim.report).and_then(|report| report.published.as_deref());
        Cite {
            href: format!("#{}", element_id(&claim.id)),
            outlet: outlet(story, &claim.report),
            speakers: clip(&story.speakers(claim).join(", citing "), 80),
            day: published.map_or("undated".to_owned(), short_day),
            quote: quoted(&clip(&claim.span.text, QUOTE)),
            put: put(claim),
            copy_of: report
                .and_then(|report| story.copied_from(report))
                .and_then(|derivation| derivation.from.as_deref())
                .map(|from| story.label(from)),
        }
    }
}

fn put(claim: &Claim) -> Vec<&'static str> {
    let modality = Some(claim.modality).filter(|modality| *modality != Modality::Asserted);
    let stances = claim.attribution.iter().map(|link| link.stance);
    let stances = stances.filter(|stance| *stance != Stance::Says).map(labels::stance);
    stances.chain(modality.map(labels::modality)).collect()
}

/// How many reports a reading cites; the grid has all of them.
const CITES: usize = 16;

/// The cites of a reading: one a report, originals before copies; and how many more there are.
pub(crate) fn of_reading(story: &Story, reading: &Reading) -> (Vec<Cite>, usize) {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut cites = Vec::new();
    for claim in story.spoken_first(reading) {
        if seen.insert(&claim.report) {
            cites.push(Cite::new(story, claim));
        }
    }
    cites.sort_by_key(|cite| cite.copy_of.is_some());
    let left_out = cites.len().saturating_sub(CITES);
    cites.truncate(CITES);
    (cites, left_out)
}

/// "3 reports, 1 origin", or the outlet where one report alone gives the reading.
pub(crate) fn told_by(story: &Story, reading: &Reading) -> String {
    match reading.reports.as_slice() {
        [only] => outlet(story, only),
        reports => format!("{}, {}", count(reports.len(), "report"), count(reading.origins.len(), "origin")),
    }
}

/// What a report is called.
pub(crate) fn outlet(story: &Story, report: &str) -> String {
    story.label(report)
}

/// The fragment of a report.
pub(crate) fn report_anchor(report: &str) -> String {
    format!("r-{}", element_id(report))
}

/// The fragment of a point.
pub(crate) fn point_anchor(point: &Point) -> String {
    element_id(&point.id)
}

/// The fragment of a span that is no claim.
pub(crate) fn span_anchor(span: &Span) -> String {
    format!("s-{}-{}-{}", element_id(&span.report), span.start, span.end)
}

/// A report as a small mark: its short name, with the way to it.
pub(crate) struct Chip {
    pub(crate) href: String,
    pub(crate) name: String,
}

impl Chip {
    pub(crate) fn new(story: &Story, report: &str) -> Chip {
        Chip { href: format!("#{}", report_anchor(report)), name: clip(&story.label(report), 26) }
    }
}

/// A point as a line: what it is about, with the way to it.
pub(crate) struct PointLink {
    pub(crate) href: String,
    pub(crate) about: String,
    pub(crate) sign: &'static str,
    pub(crate) class: &'static str,
}

impl PointLink {
    pub(crate) fn new(point: &Point) -> PointLink {
        let label = Group::of(point).label();
        PointLink {
            href: format!("#{}", point_anchor(point)),
            about: sentence_case(&clip(&point.about, 120)),
            sign: label.sign,
            class: label.class,
        }
    }
}

/// A claim or span that a view names, as a link.
pub(crate) struct Place {
    pub(crate) href: String,
    pub(crate) outlet: String,
    pub(crate) text: String,
}

impl Place {
    /// A place that is no claim.
    pub(crate) fn of_span(story: &Story, span: &Span) -> Place {
        Place {
            href: format!("#{}", span_anchor(span)),
            outlet: outlet(story, &span.report),
            text: quoted(&clip(&span.text, QUOTE)),
        }
    }
}
