//! One self-contained page: no request leaves it, it reads without scripts, and report text in it is inert.

use askama::Template;

use crate::contract::Collation;
use crate::render::labels::{GROUPS, Group, GroupLabel};
use crate::render::story::Story;
use crate::render::words::{count, day};

mod cite;
mod compare;
mod derivations;
pub(crate) mod escape;
mod grid;
mod layout;
mod marks;
mod numbers;
mod palette;
mod reports;
mod sentences;
mod sheet;
mod sources;
mod timeline;
mod wording;

/// The style of the page.
pub const PAGE_STYLE: &str = include_str!("../../../templates/page.css");
/// The script of the page.
pub const PAGE_SCRIPT: &str = include_str!("../../../templates/page.js");

/// The page of a story as HTML, with its style and script within.
///
/// It opens offline, asks nothing of the network and admits no script but its own (by Content-Security-Policy).
/// Points, claims and reports keep their ids as fragments: `#p12`, `#c3`, `#r-a`.
pub fn page(collation: &Collation) -> String {
    write(collation, None)
}

/// What a server puts around the story, and where the page finds its style and script then.
#[derive(Debug, Clone, Default)]
pub struct Frame<'a> {
    /// The addresses of the style sheets; [`PAGE_STYLE`] is to be served at one of them.
    pub styles: &'a [&'a str],
    /// The addresses of the scripts; [`PAGE_SCRIPT`] is to be served at one of them.
    pub scripts: &'a [&'a str],
    /// HTML above the story, written by a template that escapes with [`Inert`].
    pub above: &'a str,
    /// HTML of one more view below the others, likewise.
    pub below: &'a str,
    /// The id and the name of that view, for the bar.
    pub view: (&'a str, &'a str),
}

/// The page of a story as [`page`] gives it, but with style and script at addresses of their own, so that its policy can
/// be told in a header.
pub fn framed_page(collation: &Collation, frame: &Frame) -> String {
    write(collation, Some(frame))
}

fn write(collation: &Collation, frame: Option<&Frame>) -> String {
    let story = Story::new(collation);
    let mut families = families(&story);
    let more_families = families.split_off(families.len().min(FAMILIES));
    let page = Page {
        title: story.title(),
        reports: count(collation.reports.len(), "report"),
        origins: count(story.independent(), "independent origin"),
        days: days(&story),
        change: change(&story),
        families,
        more_families,
        tallies: tallies(collation),
        policy: format!(
            "default-src 'none'; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
            escape::policy_hash(PAGE_STYLE),
            escape::policy_hash(PAGE_SCRIPT),
        ),
        style: PAGE_STYLE,
        script: PAGE_SCRIPT,
        frame,
        generator: format!(
            "{} {}, {}",
            collation.generator.name, collation.generator.version, collation.generator.model
        ),
        sheet: sheet::Sheet::new(&story),
        numbers: numbers::Numbers::new(&story),
        grid: grid::Grid::new(&story),
        sources: sources::Sources::new(&story),
        derivations: derivations::Derivations::new(&story),
        timeline: timeline::Timeline::new(&story),
        compare: compare::Compare::new(&story),
        wording: wording::Contrasts::new(&story),
        annotated: reports::Reports::new(&story),
    };
    // A template writes into a string, which can't fail.
    page.render().unwrap_or_default()
}

#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    title: String,
    reports: String,
    origins: String,
    days: String,
    change: Option<Change>,
    families: Vec<Vec<cite::Chip>>,
    more_families: Vec<Vec<cite::Chip>>,
    tallies: Vec<Tally>,
    policy: String,
    style: &'static str,
    script: &'static str,
    frame: Option<&'a Frame<'a>>,
    generator: String,
    sheet: sheet::Sheet,
    numbers: numbers::Numbers,
    grid: grid::Grid,
    sources: sources::Sources,
    derivations: derivations::Derivations,
    timeline: timeline::Timeline,
    compare: compare::Compare,
    wording: wording::Contrasts,
    annotated: reports::Reports<'a>,
}

/// How many families the masthead names before it folds the others.
const FAMILIES: usize = 24;

/// What changed last.
struct Change {
    point: cite::PointLink,
    value: String,
    told: String,
    day: String,
}

fn change(story: &Story) -> Option<Change> {
    let (point, reading, published) = story.last_change()?;
    Some(Change {
        point: cite::PointLink::new(point),
        value: reading.value.clone(),
        told: cite::told_by(story, reading),
        day: day(published),
    })
}

/// How many points a group has.
struct Tally {
    label: &'static GroupLabel,
    count: usize,
}

fn tallies(collation: &Collation) -> Vec<Tally> {
    let number = |group: Group| collation.points.iter().filter(|point| Group::of(point) == group).count();
    GROUPS
        .iter()
        .map(|&group| Tally { label: group.label(), count: number(group) })
        .filter(|tally| tally.count > 0)
        .collect()
}

fn families(story: &Story) -> Vec<Vec<cite::Chip>> {
    let chip = |report: usize| cite::Chip::new(story, &story.collation.reports[report].id);
    story.families().into_iter().map(|family| family.into_iter().map(chip).collect()).collect()
}

fn days(story: &Story) -> String {
    let undated = story.collation.reports.iter().filter(|report| report.published.is_none()).count();
    let span = match story.days() {
        None => String::new(),
        Some((first, last)) if first == last => day(first),
        Some((first, last)) => format!("{} to {}", day(first), day(last)),
    };
    match (span.is_empty(), undated) {
        (_, 0) => span,
        (true, _) => "no report is dated".to_owned(),
        (false, undated) => format!("{span}, {undated} undated"),
    }
}
