//! Stories as IPTC ninjs 2.1: one composite item a line, with its reports as associations.
//!
//! See <https://www.iptc.org/standards/ninjs/>. Only the day of publication is known, so its time is given as midnight UTC.

use serde_json::{Value, json};

use crate::annotate::EntityKind;
use crate::contract::{Entity, Report};
use crate::export::view::{View, compact, day_parts};
use crate::report::SectionKind;

/// Writes one item a story.
pub(crate) fn write(views: &[View]) -> String {
    views.iter().map(|view| compact(story(view)).to_string() + "\n").collect()
}

fn story(view: &View) -> Value {
    let generator = &view.collation().generator;
    json!({
        "uri": view.urn(),
        "type": "composite",
        "standard": {
            "name": "ninjs",
            "version": "2.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json",
        },
        "title": view.story.title(),
        "ednote": format!("Collated by {} {}; no statement in it is rated.", generator.name, generator.version),
        "descriptions": points(view),
        "associations": view.collation().reports.iter().map(|report| item(view, report)).collect::<Vec<_>>(),
    })
}

fn points(view: &View) -> Vec<Value> {
    let points = view.collation().points.iter().map(|point| {
        let values: Vec<&str> = point.readings.iter().map(|reading| reading.value.as_str()).collect();
        json!({
            "role": crate::export::view::word(point.relation),
            "contenttype": "text/plain",
            "value": format!("{}: {}", point.about, values.join(" | ")),
        })
    });
    points.collect()
}

fn item(view: &View, report: &Report) -> Value {
    let entities = |kind: EntityKind| -> Vec<Value> {
        let named = view.collation().entities.iter().filter(|entity| {
            entity.kind == kind && entity.mentions.iter().any(|mention| mention.report == report.id)
        });
        named.map(|entity| concept(view, entity)).collect()
    };
    json!({
        "name": view.label(&report.id),
        "uri": view.source(report),
        "type": "text",
        "version": report.sha256,
        "versioncreated": moment(report.modified.as_deref().or(report.published.as_deref())),
        "firstcreated": moment(report.published.as_deref()),
        "language": report.language,
        "by": (!report.byline.is_empty()).then(|| report.byline.join(", ")),
        "headlines": report.title.as_ref().map(|title| vec![plain("main", title)]),
        "bodies": [body(view, report)],
        "infosources": report.outlet.as_ref().map(|outlet| vec![json!({ "name": outlet })]),
        "people": entities(EntityKind::Person),
        "organisations": entities(EntityKind::Organization),
        "places": entities(EntityKind::Place),
    })
}

/// The text without what the page puts around it.
fn body(view: &View, report: &Report) -> Value {
    let index = view.story.report_index(&report.id).unwrap_or_default();
    let kept = report.sections.iter().filter(|section| {
        matches!(section.kind, SectionKind::Body | SectionKind::Standfirst | SectionKind::Caption)
    });
    let paragraphs: Vec<&str> =
        kept.map(|section| view.story.slice(index, section.start, section.end)).collect();
    plain("main", &paragraphs.join("\n"))
}

fn plain(role: &str, value: &str) -> Value {
    json!({ "role": role, "contenttype": "text/plain", "value": value })
}

fn concept(view: &View, entity: &Entity) -> Value {
    let uri = match entity.links.geonames {
        Some(id) => format!("https://sws.geonames.org/{id}/"),
        None => view.item(&entity.id),
    };
    json!({ "name": entity.name, "uri": uri })
}

fn moment(day: Option<&str>) -> Option<String> {
    let (year, month, day) = day_parts(day)?;
    Some(format!("{year:04}-{month:02}-{day:02}T00:00:00Z"))
}
