//! Reports, names and the event as FollowTheMoney entities, for Aleph and OpenAleph: one JSON object a line.
//!
//! See <https://followthemoney.tech/>. A name becomes a person, an organization or an address; every one has a `Mention`
//! in each report that names it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::annotate::EntityKind;
use crate::contract::{Entity, Report};
use crate::export::event;
use crate::export::view::{View, compact, web_address};
use crate::report::SectionKind;

/// Writes the entities.
pub(crate) fn write(views: &[View]) -> String {
    let mut text = String::new();
    for view in views {
        for entity in entities(view) {
            text += &compact(entity).to_string();
            text.push('\n');
        }
    }
    text
}

fn entities(view: &View) -> Vec<Value> {
    let collation = view.collation();
    let mut all: Vec<Value> = collation.reports.iter().map(|report| article(view, report)).collect();
    for entity in &collation.entities {
        if let Some(schema) = schema(entity.kind) {
            all.push(named(view, entity, schema));
            all.extend(mentions(view, entity, schema));
        }
    }
    all.push(happening(view));
    all
}

fn article(view: &View, report: &Report) -> Value {
    made(
        view,
        &report.id,
        "Article",
        json!({
            "title": list(report.title.as_deref()),
            "author": report.byline,
            "publisher": list(report.outlet.as_deref()),
            "publishedAt": list(report.published.as_deref()),
            "modifiedAt": list(report.modified.as_deref()),
            "sourceUrl": list(web_address(report).as_deref()),
            "language": list(report.language.as_deref()),
            "bodyText": [body(view, report)],
            "notes": [format!("SHA-256 {}", report.sha256)],
        }),
    )
}

fn body(view: &View, report: &Report) -> String {
    let index = view.story.report_index(&report.id).unwrap_or_default();
    let kept = report.sections.iter().filter(|section| section.kind != SectionKind::Boilerplate);
    let paragraphs: Vec<&str> =
        kept.map(|section| view.story.slice(index, section.start, section.end)).collect();
    paragraphs.join("\n")
}

fn schema(kind: EntityKind) -> Option<&'static str> {
    match kind {
        EntityKind::Person => Some("Person"),
        EntityKind::Organization => Some("Organization"),
        EntityKind::Place => Some("Address"),
        EntityKind::Group | EntityKind::Event | EntityKind::Work | EntityKind::Other => None,
    }
}

fn named(view: &View, entity: &Entity, schema: &str) -> Value {
    let properties = match schema {
        "Address" => json!({ "full": [entity.name] }),
        _ => json!({ "name": [entity.name], "alias": entity.aliases }),
    };
    made(view, &entity.id, schema, properties)
}

fn mentions(view: &View, entity: &Entity, schema: &str) -> Vec<Value> {
    let reports: BTreeSet<&str> = entity.mentions.iter().map(|mention| mention.report.as_str()).collect();
    let held = reports.into_iter().filter(|report| view.story.report(report).is_some());
    held.map(|report| {
        let forms: BTreeSet<&str> = entity
            .mentions
            .iter()
            .filter(|mention| mention.report == report)
            .map(|mention| mention.text.as_str())
            .collect();
        made(
            view,
            &format!("{}.{report}", entity.id),
            "Mention",
            json!({
                "document": [id(view, report)],
                "resolved": [id(view, &entity.id)],
                "name": forms,
                "detectedSchema": [schema],
            }),
        )
    })
    .collect()
}

fn happening(view: &View) -> Value {
    let when = event::when(view);
    let (start, end) = match &when {
        Some(when) => (Some(when.entry.start.as_str()), Some(when.entry.end.as_str())),
        None => (None, None),
    };
    let points: Vec<String> = view
        .collation()
        .points
        .iter()
        .map(|point| {
            let values: Vec<&str> = point.readings.iter().map(|reading| reading.value.as_str()).collect();
            format!("{}: {}", point.about, values.join(" | "))
        })
        .collect();
    let proof: Vec<String> = view.collation().reports.iter().map(|report| id(view, &report.id)).collect();
    let place = event::place(view).map(|cell| cell.value);
    made(
        view,
        "event",
        "Event",
        json!({
            "name": [view.story.title()],
            "startDate": list(start),
            "endDate": list(end),
            "location": list(place.as_deref()),
            "description": points,
            "proof": proof,
        }),
    )
}

fn made(view: &View, item: &str, schema: &str, properties: Value) -> Value {
    json!({ "id": id(view, item), "schema": schema, "properties": properties })
}

fn id(view: &View, item: &str) -> String {
    format!("{}-{}", view.key, crate::export::escape::percent(item))
}

fn list(value: Option<&str>) -> Vec<&str> {
    value.into_iter().collect()
}
