//! The fact grid: points by reports, silence visible, copies beside what they copy.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::contract::{Point, Report};
use crate::render::labels::{self, BY_WEIGHT, Group, GroupLabel};
use crate::render::page::cite;
use crate::render::story::Story;
use crate::render::words::{clip, sentence_case, short_day};

/// The grid.
#[derive(Template)]
#[template(path = "grid.html")]
pub(crate) struct Grid {
    columns: Vec<Column>,
    groups: Vec<Rows>,
    copies: usize,
}

struct Column {
    href: String,
    outlet: String,
    day: String,
    copy_of: Option<String>,
    first_of_family: bool,
}

struct Rows {
    label: &'static GroupLabel,
    rows: Vec<Row>,
}

struct Row {
    href: String,
    id: String,
    about: String,
    dimension: &'static str,
    cells: Vec<Cell>,
}

/// What one report says on one point.
struct Cell {
    content: Content,
    copy: bool,
    first_of_family: bool,
}

enum Content {
    Told {
        href: String,
        letter: char,
        value: String,
        speaker: String,
    },
    /// Told elsewhere before, not told here.
    Silent,
    /// Not told, and nobody had told it.
    Nothing,
}

impl Grid {
    pub(crate) fn new(story: &Story) -> Grid {
        let order: Vec<(usize, bool)> = story
            .families()
            .into_iter()
            .flat_map(|family| family.into_iter().enumerate().map(|(place, report)| (report, place == 0)))
            .collect();
        let columns: Vec<Column> =
            order.iter().map(|&(report, first)| column(story, report, first)).collect();
        let silent: BTreeSet<(&str, &str)> = story
            .collation
            .silences
            .iter()
            .flat_map(|silence| silence.points.iter().map(|point| (silence.report.as_str(), point.as_str())))
            .collect();
        let groups = BY_WEIGHT.iter().map(|&group| rows(story, group, &order, &columns, &silent));
        Grid {
            groups: groups.filter(|group| !group.rows.is_empty()).collect(),
            copies: columns.iter().filter(|column| column.copy_of.is_some()).count(),
            columns,
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
        first_of_family,
    }
}

fn rows(
    story: &Story,
    group: Group,
    order: &[(usize, bool)],
    columns: &[Column],
    silent: &BTreeSet<(&str, &str)>,
) -> Rows {
    let points = story.collation.points.iter().filter(|point| Group::of(point) == group);
    let row = |point: &Point| {
        let mut told = told(story, point);
        let cells = order.iter().zip(columns).map(|(&(report, first_of_family), column)| {
            let id = &story.collation.reports[report].id;
            let content = match told.remove(&report) {
                Some(content) => content,
                None if silent.contains(&(id, point.id.as_str())) => Content::Silent,
                None => Content::Nothing,
            };
            Cell { content, copy: column.copy_of.is_some(), first_of_family }
        });
        Row {
            href: format!("#{}", cite::point_anchor(point)),
            id: point.id.clone(),
            about: sentence_case(&clip(&point.about, 90)),
            dimension: labels::dimension(point.dimension),
            cells: cells.collect(),
        }
    };
    Rows { label: group.label(), rows: points.map(row).collect() }
}

fn told(story: &Story, point: &Point) -> BTreeMap<usize, Content> {
    let mut told = BTreeMap::new();
    for (reading, letter) in point.readings.iter().zip(('A'..='Z').chain(std::iter::repeat('+'))) {
        for claim in reading.claims.iter().filter_map(|id| story.claim(id)) {
            let Some(report) = story.report_index(&claim.report) else { continue };
            told.entry(report).or_insert_with(|| Content::Told {
                href: format!("#{}", super::escape::element_id(&claim.id)),
                letter,
                value: clip(&reading.value, 44),
                speaker: clip(story.speakers(claim).last().map_or("", String::as_str), 32),
            });
        }
    }
    told
}
