//! Compare: reports in columns, like sentences opposite each other, the words that differ marked.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::derive::DerivationKind;
use crate::render::labels::Group;
use crate::render::page::cite::{self, Chip};
use crate::render::page::escape::element_id;
use crate::render::page::sentences::{Run, RunKind, Sentence, align, runs, sentences};
use crate::render::story::Story;
use crate::render::words::{day, short_day};

/// The comparisons that are worth making in any story: versions of one page, a report and those that draw on it, and
/// the two that differ most. Which else to compare is the reader's choice.
#[derive(Template)]
#[template(path = "compare.html")]
pub(crate) struct Compare {
    comparisons: Vec<Comparison>,
    /// How many reports there are to choose from.
    reports: usize,
}

struct Comparison {
    id: String,
    why: &'static str,
    columns: Vec<Column>,
    lines: Vec<Line>,
    left_out: usize,
}

struct Column {
    report: Chip,
    day: String,
}

/// What stands in the columns, in their order.
struct Line {
    cells: Vec<Vec<Said>>,
    /// Whether these are sentences without their like, and not one sentence told by several.
    alone: bool,
}

struct Said {
    href: String,
    runs: Vec<Run>,
    /// The name of the column, for where columns do not fit.
    outlet: String,
}

const COLUMNS: usize = 4;
const COMPARISONS: usize = 8;
const LINES: usize = 120;

impl Compare {
    pub(crate) fn new(story: &Story) -> Compare {
        let comparisons = sets(story).into_iter().take(COMPARISONS).enumerate();
        Compare {
            comparisons: comparisons
                .map(|(number, (why, reports))| comparison(story, number, why, &reports))
                .filter(|comparison| !comparison.lines.is_empty())
                .collect(),
            reports: story.collation.reports.len(),
        }
    }
}

/// What to compare, and why.
fn sets(story: &Story) -> Vec<(&'static str, Vec<usize>)> {
    let mut sets: Vec<(&'static str, Vec<usize>)> = Vec::new();
    sets.extend(versions(story).into_iter().map(|set| ("Versions of one page", set)));
    sets.extend(apart(story));
    sets.extend(families(story).into_iter().map(|set| ("The first, and what draws on it", set)));
    let mut seen = BTreeSet::new();
    sets.retain(|(_, set)| set.len() > 1 && seen.insert(set.clone()));
    sets
}

/// Reports of one address, the oldest first.
fn versions(story: &Story) -> Vec<Vec<usize>> {
    let mut of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, report) in story.collation.reports.iter().enumerate() {
        if let Some(url) = report.url.as_deref() {
            of.entry(url).or_default().push(index);
        }
    }
    let age = |&index: &usize| {
        let report = &story.collation.reports[index];
        (report.modified.as_deref().or(report.published.as_deref()), index)
    };
    let mut sets: Vec<Vec<usize>> = of.into_values().filter(|set| set.len() > 1).collect();
    for set in &mut sets {
        set.sort_by_key(age);
        set.truncate(COLUMNS);
    }
    sets
}

/// A report and the three that draw most on it.
fn families(story: &Story) -> Vec<Vec<usize>> {
    let mut of: BTreeMap<usize, Vec<(f64, usize)>> = BTreeMap::new();
    for derivation in &story.collation.derivations {
        let from = derivation.from.as_deref().and_then(|from| story.report_index(from));
        let to = story.report_index(&derivation.to);
        let text = matches!(derivation.kind, DerivationKind::Copy | DerivationKind::Rewrite);
        if let (true, Some(from), Some(to)) = (text, from, to) {
            of.entry(from).or_default().push((derivation.coverage, to));
        }
    }
    let set = |(from, mut drawn): (usize, Vec<(f64, usize)>)| {
        drawn.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
        let drawn = drawn.into_iter().map(|(_, to)| to).take(COLUMNS - 1);
        std::iter::once(from).chain(drawn).collect()
    };
    of.into_iter().map(set).collect()
}

/// The two reports that give different readings of most contested or changing points, else that share most points.
fn apart(story: &Story) -> Option<(&'static str, Vec<usize>)> {
    /// More reports of one point are not paired: their number grows with the square.
    const PAIRED: usize = 60;
    let mut score: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
    for point in &story.collation.points {
        let weighty = matches!(Group::of(point), Group::Contested | Group::Changing);
        let mut told: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (number, reading) in point.readings.iter().enumerate() {
            for report in reading.reports.iter().filter_map(|id| story.report_index(id)) {
                told.entry(report).or_default().insert(number);
            }
        }
        let told: Vec<(usize, BTreeSet<usize>)> = told.into_iter().take(PAIRED).collect();
        for (place, (one, readings)) in told.iter().enumerate() {
            for (other, elsewhere) in &told[place + 1..] {
                let pair = score.entry((*one, *other)).or_default();
                pair.0 += usize::from(weighty && readings.is_disjoint(elsewhere));
                pair.1 += 1;
            }
        }
    }
    // Reports that draw on each other have a comparison of their own. Of equals the first pair.
    let apart = score.into_iter().filter(|((one, other), _)| !story.are_of_one_family(*one, *other));
    let best = apart.max_by(|one, other| one.1.cmp(&other.1).then(other.0.cmp(&one.0)));
    best.map(|((one, other), (differ, _))| {
        let why = if differ > 0 { "These two differ most" } else { "These two have most in common" };
        (why, vec![one, other])
    })
}

fn comparison(story: &Story, number: usize, why: &'static str, reports: &[usize]) -> Comparison {
    let texts: Vec<Vec<Sentence>> = reports.iter().map(|&report| text(story, report)).collect();
    let rows = align(&texts);
    let left_out = rows.len().saturating_sub(LINES);
    let mut lines: Vec<Line> = Vec::new();
    for row in rows.iter().take(LINES) {
        let line = line(story, reports, &texts, row);
        match lines.last_mut() {
            // Sentences without their like stand side by side until the next that has one.
            Some(last) if last.alone && line.alone => {
                last.cells.iter_mut().zip(line.cells).for_each(|(cell, more)| cell.extend(more));
            }
            _ => lines.push(line),
        }
    }
    Comparison {
        id: format!("compare-{}", number + 1),
        why,
        columns: reports.iter().map(|&report| column(story, report)).collect(),
        lines,
        left_out,
    }
}

/// The sentences of a report, each with the points of its claims.
fn text<'a>(story: &Story<'a>, report: usize) -> Vec<Sentence<'a>> {
    let held = &story.collation.reports[report];
    let mut text = sentences(held, |start, end| story.slice(report, start, end));
    for claim in story.collation.claims.iter().filter(|claim| claim.report == held.id) {
        let at = text.partition_point(|sentence| sentence.start <= claim.span.start);
        if let Some(sentence) = at.checked_sub(1).and_then(|at| text.get_mut(at)) {
            sentence.claim.get_or_insert(&claim.id);
            sentence.points.extend(story.points_of_claim(&claim.id).map(|point| point.id.as_str()));
        }
    }
    text
}

fn line(story: &Story, reports: &[usize], texts: &[Vec<Sentence>], row: &[Option<usize>]) -> Line {
    let told = |(column, cell): (usize, &Option<usize>)| Some((column, &texts[column][(*cell)?]));
    let held: Vec<(usize, &Sentence)> = row.iter().enumerate().filter_map(told).collect();
    let mut cells: Vec<Vec<Said>> = row.iter().map(|_| Vec::new()).collect();
    for &(column, sentence) in &held {
        let report = &story.collation.reports[reports[column]].id;
        let other = held.iter().find(|(other, _)| *other != column);
        let whole = || vec![Run { text: sentence.text.to_owned(), kind: RunKind::Shared }];
        cells[column].push(Said {
            // At its first claim, else at the head of the report.
            href: match sentence.claim {
                Some(claim) => format!("#{}", element_id(claim)),
                None => format!("#{}", cite::report_anchor(report)),
            },
            runs: other.map_or_else(whole, |(_, other)| runs(sentence.text, other.text)),
            outlet: story.label(report),
        });
    }
    Line { cells, alone: held.len() == 1 }
}

fn column(story: &Story, report: usize) -> Column {
    let held = &story.collation.reports[report];
    let published = held.published.as_deref().map_or("undated".to_owned(), day);
    let changed = held.modified.as_deref().map(|modified| format!(", changed {}", short_day(modified)));
    Column { report: Chip::new(story, &held.id), day: format!("{published}{}", changed.unwrap_or_default()) }
}
