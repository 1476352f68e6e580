//! The story sheet: what is contested, changing, agreed, of different scope, or told by one report only.

use askama::Template;

use crate::align::Relation;
use crate::contract::Point;
use crate::render::labels::{self, RelationLabel};
use crate::render::page::cite::{self, Cite};
use crate::render::story::Story;

/// The sheet, in the order in which a reader needs it.
#[derive(Template)]
#[template(path = "sheet.html")]
pub(crate) struct Sheet {
    main: Vec<Group>,
    side: Vec<Group>,
    silences: Vec<Silent>,
}

/// The points of one relation. In the main column they are told in full, at the side in one line each.
struct Group {
    label: &'static RelationLabel,
    points: Vec<PointView>,
}

struct PointView {
    id: String,
    name: String,
    about: String,
    dimension: &'static str,
    readings: Vec<ReadingView>,
    why: String,
}

struct ReadingView {
    value: String,
    told: String,
    cites: Vec<Cite>,
}

/// What one report does not tell.
struct Silent {
    outlet: String,
    href: String,
    points: Vec<cite::PointLink>,
}

impl Sheet {
    pub(crate) fn new(story: &Story) -> Sheet {
        let group = |relation: Relation| Group {
            label: labels::relation(relation),
            points: story
                .collation
                .points
                .iter()
                .filter(|point| point.relation == relation)
                .map(|point| view(story, point))
                .collect(),
        };
        let filled =
            |groups: Vec<Group>| groups.into_iter().filter(|group| !group.points.is_empty()).collect();
        Sheet {
            main: filled(vec![group(Relation::Conflict), group(Relation::Evolving), group(Relation::Scope)]),
            side: filled(vec![group(Relation::Agree), group(Relation::Single)]),
            silences: silences(story),
        }
    }
}

fn view(story: &Story, point: &Point) -> PointView {
    let readings = point
        .readings
        .iter()
        .map(|reading| ReadingView {
            value: reading.value.clone(),
            told: cite::told_by(story, reading),
            cites: cite::of_reading(story, reading),
        })
        .collect();
    PointView {
        id: cite::point_anchor(point),
        name: point.id.clone(),
        about: point.about.clone(),
        dimension: labels::dimension(point.dimension),
        readings,
        why: point.why.clone(),
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
                .collect(),
        })
        .filter(|silent| !silent.points.is_empty())
        .collect()
}
