//! The story sheet: what is contested, changing, agreed, of different scope, or told by one report only.

use std::collections::BTreeMap;

use askama::Template;

use crate::contract::Point;
use crate::render::labels::{Group, GroupLabel};
use crate::render::page::cite::{self, Cite};
use crate::render::story::Story;
use crate::render::words::{says_the_same, sentence_case};

/// The sheet, in the order in which a reader needs it.
#[derive(Template)]
#[template(path = "sheet.html")]
pub(crate) struct Sheet {
    main: Vec<Section>,
    side: Vec<Section>,
    silences: Vec<Silent>,
    /// More of them, folded.
    more_silences: Vec<Silent>,
    /// Whether what is folded is put off until it is opened.
    many: bool,
}

/// The points of one group. In the main column they are told in full, at the side in one line each.
struct Section {
    label: &'static GroupLabel,
    points: Vec<PointView>,
    /// More points, folded.
    rest: Vec<PointView>,
}

struct PointView {
    id: String,
    name: String,
    about: String,
    readings: Vec<ReadingView>,
    why: String,
}

struct ReadingView {
    value: String,
    /// Whether the value adds to what the point is about and to the other readings.
    new: bool,
    told: String,
    cites: Vec<Cite>,
    left_out: usize,
    /// The point above that has the same claims in full.
    above: Option<Above>,
}

/// A point that stands above.
struct Above {
    href: String,
    name: String,
}

/// What one report does not tell.
struct Silent {
    outlet: String,
    href: String,
    points: Vec<cite::PointLink>,
    left_out: usize,
}

impl Sheet {
    pub(crate) fn new(story: &Story) -> Sheet {
        let section = |group: Group| Section {
            label: group.label(),
            points: story
                .collation
                .points
                .iter()
                .filter(|point| Group::of(point) == group)
                .map(|point| view(story, point))
                .collect(),
            rest: Vec::new(),
        };
        let mut main = vec![section(Group::Contested), section(Group::Changing), section(Group::Scope)];
        let mut side = vec![section(Group::Agreed), section(Group::OneOrigin)];
        main.retain(|section| !section.points.is_empty());
        side.retain(|section| !section.points.is_empty());
        if main.is_empty() && side.len() > 1 {
            main.push(side.remove(0));
        }
        for section in &mut main {
            section.rest = section.points.split_off(section.points.len().min(IN_FULL));
        }
        tell_once(story, &mut main);
        for section in &mut side {
            section.rest = section.points.split_off(section.points.len().min(AT_SIDE));
        }
        let mut silences = silences(story);
        let more_silences = silences.split_off(silences.len().min(SILENCES));
        Sheet { main, side, silences, more_silences, many: story.is_large() }
    }
}

/// How many reports are listed as silent, and how many points with each.
const SILENCES: usize = 6;
const UNTOLD: usize = 12;
/// How many points of a section are told in full.
const IN_FULL: usize = 20;
/// How many lines of a section stand at the side; the rest is folded.
const AT_SIDE: usize = 14;

fn view(story: &Story, point: &Point) -> PointView {
    let readings = point
        .readings
        .iter()
        .map(|reading| {
            let (cites, left_out) = cite::of_reading(story, reading);
            ReadingView {
                value: reading.value.clone(),
                new: point.readings.len() > 1 || !says_the_same(&point.about, &reading.value),
                told: cite::told_by(story, reading),
                cites,
                left_out,
                above: None,
            }
        })
        .collect();
    PointView {
        id: cite::point_anchor(point),
        name: point.id.clone(),
        about: sentence_case(&point.about),
        readings,
        why: story.retold(&point.why),
    }
}

/// Shortens readings whose claims stand under a point above: a toll that is contested and then changes is told twice.
fn tell_once(story: &Story, main: &mut [Section]) {
    let mut told: BTreeMap<Vec<String>, (String, String)> = BTreeMap::new();
    for view in main.iter_mut().flat_map(|section| &mut section.points) {
        let Some(point) = story.point(&view.name) else { continue };
        for (reading, shown) in point.readings.iter().zip(&mut view.readings) {
            let mut claims = reading.claims.clone();
            claims.sort_unstable();
            match told.get(&claims) {
                Some((href, name)) if shown.cites.len() > 1 => {
                    shown.left_out += shown.cites.len() - 1;
                    shown.cites.truncate(1);
                    shown.above = Some(Above { href: href.clone(), name: name.clone() });
                }
                Some(_) => {}
                None => {
                    told.insert(claims, (format!("#{}", view.id), view.name.clone()));
                }
            }
        }
    }
}

fn silences(story: &Story) -> Vec<Silent> {
    story
        .collation
        .silences
        .iter()
        .map(|silence| Silent {
            outlet: cite::outlet(story, &silence.report),
            href: format!("#{}", cite::report_anchor(&silence.report)),
            points: silence
                .points
                .iter()
                .filter_map(|id| story.point(id))
                .map(cite::PointLink::new)
                .take(UNTOLD)
                .collect(),
            left_out: silence.points.len().saturating_sub(UNTOLD),
        })
        .filter(|silent| !silent.points.is_empty())
        .collect()
}
