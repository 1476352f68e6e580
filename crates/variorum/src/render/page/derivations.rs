//! The derivation tree: which report draws on which, as a drawing and as a list with the reasons.

use std::collections::BTreeMap;

use askama::Template;

use crate::contract::Derivation;
use crate::derive::{DerivationKind, Direction};
use crate::render::labels;
use crate::render::page::cite::{self, Place};
use crate::render::page::layout::{Graph, layout};
use crate::render::story::Story;
use crate::render::words::{clip, day};

/// The tree.
#[derive(Template)]
#[template(path = "derivations.html")]
pub(crate) struct Derivations {
    drawing: Option<Drawing>,
    steps: Vec<Step>,
    /// More of them, folded.
    rest: Vec<Step>,
    /// Reports that no derivation touches.
    alone: Vec<(String, String)>,
    /// Whether what is folded is put off until it is opened.
    many: bool,
}

/// Boxes and lines of the drawing, in pixels.
struct Drawing {
    width: usize,
    height: usize,
    boxes: Vec<Box>,
    lines: Vec<Line>,
}

struct Box {
    x: usize,
    y: usize,
    name: String,
    below: String,
    /// The fragment of the report; none for a source that is not held.
    href: Option<String>,
}

struct Line {
    path: String,
    /// The head of the arrow; none where the direction is not known.
    head: Option<String>,
    href: String,
    label: String,
    x: usize,
    y: usize,
    /// Stroke width by the share that is drawn.
    stroke: String,
    class: &'static str,
}

/// One derivation in words.
struct Step {
    id: String,
    to: String,
    to_href: String,
    verb: &'static str,
    from: String,
    from_href: Option<String>,
    share: String,
    evidence: Vec<String>,
    passages: Vec<(Option<Place>, Place)>,
    left_out: usize,
}

const PASSAGES: usize = 8;
/// How many derivations are listed at once.
const STEPS: usize = 30;
/// More boxes than this are told in words only.
const BOXES: usize = 60;
pub(crate) const BOX_WIDTH: usize = 190;
pub(crate) const BOX_HEIGHT: usize = 46;

impl Derivations {
    pub(crate) fn new(story: &Story) -> Derivations {
        let touched = |id: &str| {
            let mut all = story.collation.derivations.iter();
            all.any(|derivation| derivation.to == id || derivation.from.as_deref() == Some(id))
        };
        let alone = story.collation.reports.iter().filter(|report| !touched(&report.id));
        let steps = story.collation.derivations.iter().enumerate();
        let mut steps: Vec<Step> = steps.map(|(number, step)| view(story, number, step)).collect();
        Derivations {
            drawing: drawing(story),
            many: story.is_large(),
            rest: steps.split_off(steps.len().min(STEPS)),
            steps,
            alone: alone
                .map(|report| {
                    (cite::outlet(story, &report.id), format!("#{}", cite::report_anchor(&report.id)))
                })
                .collect(),
        }
    }
}

fn view(story: &Story, number: usize, derivation: &Derivation) -> Step {
    let from = derivation.from.as_deref();
    Step {
        id: format!("d{}", number + 1),
        to: cite::outlet(story, &derivation.to),
        to_href: format!("#{}", cite::report_anchor(&derivation.to)),
        verb: labels::derivation(derivation.kind),
        from: match from {
            Some(from) => cite::outlet(story, from),
            None => source_name(derivation),
        },
        from_href: from.map(|from| format!("#{}", cite::report_anchor(from))),
        share: labels::share(derivation),
        evidence: derivation.evidence.iter().map(|reason| story.retold(reason)).collect(),
        passages: derivation
            .passages
            .iter()
            .take(PASSAGES)
            .map(|passage| {
                let from = passage.from.as_ref().map(|span| Place::of_span(story, span));
                (from, Place::of_span(story, &passage.to))
            })
            .collect(),
        left_out: derivation.passages.len().saturating_sub(PASSAGES),
    }
}

fn source_name(derivation: &Derivation) -> String {
    derivation.source.clone().unwrap_or_else(|| "a source not held".to_owned())
}

/// What a box stands for.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Report(usize),
    Source(String),
}

fn drawing(story: &Story) -> Option<Drawing> {
    let mut nodes: BTreeMap<Node, usize> = BTreeMap::new();
    let mut edges: Vec<(usize, usize, usize)> = Vec::new();
    for (index, derivation) in story.collation.derivations.iter().enumerate() {
        let Some(to) = story.report_index(&derivation.to) else { continue };
        let from = match &derivation.from {
            Some(from) => Node::Report(story.report_index(from)?),
            None => Node::Source(source_name(derivation)),
        };
        let next = nodes.len();
        let from = *nodes.entry(from).or_insert(next);
        let next = nodes.len();
        let to = *nodes.entry(Node::Report(to)).or_insert(next);
        edges.push((from, to, index));
    }
    if nodes.is_empty() || nodes.len() > BOXES {
        return None;
    }
    let graph = Graph { nodes: nodes.len(), edges: edges.iter().map(|&(from, to, _)| (from, to)).collect() };
    let placed = layout(&graph);
    let mut boxes: Vec<(usize, Box)> =
        nodes.into_iter().map(|(node, at)| (at, a_box(story, node, placed.at[at]))).collect();
    boxes.sort_by_key(|(at, _)| *at);
    let lines =
        edges.iter().map(|&(from, to, index)| line(story, index, placed.at[from], placed.at[to])).collect();
    Some(Drawing {
        width: placed.width,
        height: placed.height,
        boxes: boxes.into_iter().map(|(_, drawn)| drawn).collect(),
        lines,
    })
}

fn a_box(story: &Story, node: Node, (x, y): (usize, usize)) -> Box {
    match node {
        Node::Report(report) => {
            let held = &story.collation.reports[report];
            let date = held.published.as_deref().map_or("undated".to_owned(), day);
            Box {
                x,
                y,
                name: clip(&story.label(&held.id), 24),
                below: date,
                href: Some(format!("#{}", cite::report_anchor(&held.id))),
            }
        }
        Node::Source(name) => {
            Box { x, y, name: clip(&name, 24), below: "not among the reports".to_owned(), href: None }
        }
    }
}

fn line(story: &Story, index: usize, from: (usize, usize), to: (usize, usize)) -> Line {
    let derivation = &story.collation.derivations[index];
    let best = story
        .derivations_to(&derivation.to)
        .all(|other| std::ptr::eq(other, derivation) || other.coverage <= derivation.coverage);
    let ahead = to.0 > from.0;
    let (x1, y1) = (if ahead { from.0 + BOX_WIDTH } else { from.0 }, from.1 + BOX_HEIGHT / 2);
    let (x2, y2) = (if ahead { to.0 } else { to.0 + BOX_WIDTH }, to.1 + BOX_HEIGHT / 2);
    let known = derivation.direction != Direction::Unknown && derivation.kind != DerivationKind::SharedSource;
    let stroke = 1.0 + 3.0 * derivation.coverage.clamp(0.0, 1.0);
    let (long, half) = (9.0 + stroke, 3.0 + stroke);
    let (back, tip) = if ahead { (-long, x2 as f64 - long + 1.0) } else { (long, x2 as f64 + long - 1.0) };
    let head = format!("M{x2} {y2}l{back:.1} -{half:.1}v{:.1}z", 2.0 * half);
    let end = if known { tip.round() as usize } else { x2 };
    let middle = x1.midpoint(end);
    Line {
        path: format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {end} {y2}"),
        head: known.then_some(head),
        href: format!("#d{}", index + 1),
        label: format!("{:.0}%", (derivation.coverage * 100.0).clamp(0.0, 100.0)),
        x: on_curve(x1, middle, middle, end),
        y: on_curve(y1, y1, y2, y2) + 4,
        stroke: format!("{stroke:.1}"),
        class: if best { "best" } else { "rival" },
    }
}

/// Where the label of a line stands along its curve: past the middle, so that lines from one box have parted.
fn on_curve(start: usize, first: usize, second: usize, end: usize) -> usize {
    const AT: f64 = 0.6;
    let (near, far) = (1.0 - AT, AT);
    let place = near.powi(3) * start as f64
        + 3.0 * near.powi(2) * far * first as f64
        + 3.0 * near * far.powi(2) * second as f64
        + far.powi(3) * end as f64;
    place.round() as usize
}
