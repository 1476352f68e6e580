//! The fact grid: points by reports, silence visible, copies beside what they copy.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::align::Dimension;
use crate::contract::{Claim, Point, Quantity, Reading, Report};
use crate::render::labels::{self, BY_WEIGHT, Group, GroupLabel};
use crate::render::page::cite;
use crate::render::story::Story;
use crate::render::words::{clip, says_the_same, sentence_case, short_day};

/// The grid.
#[derive(Template)]
#[template(path = "grid.html")]
pub(crate) struct Grid {
    pages: Vec<Page>,
    /// What the switches show and hide, with the number of points.
    groups: Vec<(&'static GroupLabel, usize)>,
    dimensions: Vec<&'static str>,
    copies: usize,
}

/// As many reports as one table has room for.
struct Page {
    /// "Reports 1 to 40".
    name: String,
    columns: Vec<Column>,
    groups: Vec<Rows>,
}

struct Column {
    href: String,
    outlet: String,
    day: String,
    copy_of: Option<String>,
    first_of_family: bool,
    /// How many copies are folded under it.
    copies: usize,
}

struct Rows {
    label: &'static GroupLabel,
    rows: Vec<Row>,
    /// Points that this table has no room for.
    left_out: usize,
}

struct Row {
    href: String,
    id: String,
    about: String,
    dimension: &'static str,
    /// Whether all that tell it give one reading.
    alone: bool,
    /// How many of all reports tell it.
    told: usize,
    /// The day on which it was first told; empty where none is known.
    first: String,
    cells: Vec<Cell>,
}

/// What one report says on one point.
struct Cell {
    content: Content,
    copy: bool,
    first_of_family: bool,
}

/// One value that a report gives.
#[derive(Clone)]
struct Said {
    href: String,
    letter: char,
    /// Empty where the value says no more than the point.
    value: String,
    speaker: String,
    /// The time that the sentence itself gives, in its words.
    when: String,
}

#[derive(Clone)]
enum Content {
    Told(Vec<Said>),
    /// Told elsewhere before, not told here.
    Silent,
    /// Told elsewhere, not told in this undated report.
    Untold,
    /// Not told, and nobody had told it.
    Nothing,
}

/// Reports of one table. More are parted into tables of that many.
const COLUMNS: usize = 40;
/// Values in one cell.
const CELL: usize = 3;
/// Points of one group in one table, where the grid is parted.
const ROWS: usize = 8;

impl Grid {
    pub(crate) fn new(story: &Story) -> Grid {
        let order: Vec<(usize, bool)> = story
            .families()
            .into_iter()
            .flat_map(|family| family.into_iter().enumerate().map(|(place, report)| (report, place == 0)))
            .collect();
        let silent: BTreeSet<(&str, &str)> = story
            .collation
            .silences
            .iter()
            .flat_map(|silence| silence.points.iter().map(|point| (silence.report.as_str(), point.as_str())))
            .collect();
        let points = || story.collation.points.iter();
        let told: Vec<BTreeMap<usize, Content>> = points().map(|point| told(story, point)).collect();
        let rows = if order.len() > COLUMNS { ROWS } else { usize::MAX };
        let number = |group: Group| points().filter(|point| Group::of(point) == group).count();
        let mut dimensions: Vec<&'static str> =
            points().map(|point| labels::dimension(point.dimension)).collect();
        dimensions.sort_unstable();
        dimensions.dedup();
        let copied = |report: usize| story.copied_from(report).is_some();
        Grid {
            pages: order
                .chunks(COLUMNS)
                .enumerate()
                .map(|(number, order)| {
                    let table = Table { story, order, told: &told, silent: &silent, rows };
                    table.page(number * COLUMNS)
                })
                .collect(),
            groups: BY_WEIGHT
                .iter()
                .map(|&group| (group.label(), number(group)))
                .filter(|(_, number)| *number > 0)
                .collect(),
            dimensions,
            copies: order.iter().filter(|&&(report, _)| copied(report)).count(),
        }
    }
}

/// What one table of the grid is drawn from.
struct Table<'s, 'a> {
    story: &'s Story<'a>,
    /// Its reports, and whether each is the first of its family.
    order: &'s [(usize, bool)],
    /// What each report tells of each point, in the order of the points.
    told: &'s [BTreeMap<usize, Content>],
    silent: &'s BTreeSet<(&'s str, &'s str)>,
    rows: usize,
}

impl Table<'_, '_> {
    fn page(&self, before: usize) -> Page {
        let columns: Vec<Column> =
            self.order.iter().map(|&(report, first)| column(self.story, report, first)).collect();
        let groups = BY_WEIGHT.iter().map(|&group| self.rows(group, &columns));
        Page {
            name: format!("Reports {} to {}", before + 1, before + columns.len()),
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
            columns,
        }
    }

    /// The points of a group of which any report of the table tells.
    fn rows(&self, group: Group, columns: &[Column]) -> Rows {
        let points = self.story.collation.points.iter().zip(self.told);
        let here = points.filter(|(point, told)| {
            Group::of(point) == group && self.order.iter().any(|(report, _)| told.contains_key(report))
        });
        let mut rows: Vec<(&Point, &BTreeMap<usize, Content>)> = here.collect();
        let left_out = rows.len().saturating_sub(self.rows);
        rows.truncate(self.rows);
        let rows = rows.into_iter().map(|(point, told)| self.row(point, told, columns)).collect();
        Rows { label: group.label(), rows, left_out }
    }

    fn row(&self, point: &Point, told: &BTreeMap<usize, Content>, columns: &[Column]) -> Row {
        let reports = &self.story.collation.reports;
        let cells = self.order.iter().zip(columns).map(|(&(report, first_of_family), column)| {
            let content = match told.get(&report) {
                Some(content) => content.clone(),
                None if self.silent.contains(&(reports[report].id.as_str(), point.id.as_str())) => {
                    if reports[report].published.is_some() { Content::Silent } else { Content::Untold }
                }
                None => Content::Nothing,
            };
            Cell { content, copy: column.copy_of.is_some(), first_of_family }
        });
        let days = told.keys().filter_map(|&report| reports[report].published.as_deref());
        Row {
            href: format!("#{}", cite::point_anchor(point)),
            id: point.id.clone(),
            about: sentence_case(&clip(&point.about, 90)),
            dimension: labels::dimension(point.dimension),
            alone: point.readings.len() == 1,
            told: told.len(),
            first: days.min().unwrap_or_default().to_owned(),
            cells: cells.collect(),
        }
    }
}

fn column(story: &Story, report: usize, first_of_family: bool) -> Column {
    let held: &Report = &story.collation.reports[report];
    Column {
        href: format!("#{}", cite::report_anchor(&held.id)),
        outlet: clip(&cite::outlet(story, &held.id), 32),
        day: held.published.as_deref().map_or("undated".to_owned(), short_day),
        copy_of: story
            .copied_from(report)
            .and_then(|derivation| derivation.from.as_deref())
            .map(|from| clip(&story.label(from), 26)),
        copies: if first_of_family { copies(story, report) } else { 0 },
        first_of_family,
    }
}

/// How many reports are copies of this one.
fn copies(story: &Story, report: usize) -> usize {
    let id = &story.collation.reports[report].id;
    let of = |other: usize| story.copied_from(other).and_then(|derivation| derivation.from.as_ref());
    (0..story.collation.reports.len()).filter(|&other| of(other) == Some(id)).count()
}

/// What each report says of a point: every value once.
fn told(story: &Story, point: &Point) -> BTreeMap<usize, Content> {
    let mut told: BTreeMap<usize, Vec<Said>> = BTreeMap::new();
    for (reading, letter) in point.readings.iter().zip(('A'..='Z').chain(std::iter::repeat('+'))) {
        for claim in story.spoken_first(reading) {
            let Some(report) = story.report_index(&claim.report) else { continue };
            let value = value(story, point, reading, claim);
            let cell = told.entry(report).or_default();
            if !cell.iter().any(|said| said.letter == letter && said.value == value) {
                cell.push(Said {
                    href: format!("#{}", super::escape::element_id(&claim.id)),
                    letter,
                    value,
                    when: time_told(story, claim),
                    speaker: clip(story.speakers(claim).last().map_or("", String::as_str), 32),
                });
            }
        }
    }
    told.into_iter().map(|(report, cell)| (report, Content::Told(cell))).collect()
}

/// The value as this report gives it; empty where it says no more than the point.
fn value(story: &Story, point: &Point, reading: &Reading, claim: &Claim) -> String {
    if point.readings.len() == 1 && says_the_same(&point.about, &reading.value) {
        return String::new();
    }
    // A count of people has no unit; other figures are written with theirs in the reading.
    let bare = |quantity: &&Quantity| point.dimension == Dimension::Quantity && quantity.unit.is_none();
    let figure = story.measured(claim, reading).filter(bare).and_then(super::numbers::figure);
    let state = reading.value.find(" (").map_or("", |at| &reading.value[at..]);
    match figure {
        Some((bound, number)) => clip(format!("{bound} {number}{state}").trim(), 44),
        None => clip(&reading.value, 44),
    }
}

/// The first time that a sentence gives, in its own words; empty for none.
fn time_told(story: &Story, claim: &Claim) -> String {
    let time = claim.times.iter().find_map(|id| story.time(id));
    time.map_or(String::new(), |time| clip(&time.span.text, 24))
}
