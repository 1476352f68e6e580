//! Points as a table: one row a reading.

use crate::contract::{Point, Reading};
use crate::export::table::csv;
use crate::export::view::{View, cite, word};

const HEADER: [&str; 15] = [
    "story",
    "point",
    "about",
    "dimension",
    "relation",
    "reading",
    "value",
    "reports",
    "outlets",
    "origins",
    "origin_names",
    "first_told",
    "sentences",
    "cites",
    "why",
];

/// Writes the table.
pub(crate) fn write(views: &[View]) -> String {
    let rows = views.iter().flat_map(|view| {
        view.collation().points.iter().flat_map(move |point| {
            let readings = point.readings.iter().enumerate();
            readings.map(move |(index, reading)| row(view, point, index + 1, reading))
        })
    });
    csv(&HEADER, rows)
}

fn row(view: &View, point: &Point, number: usize, reading: &Reading) -> Vec<String> {
    let outlets: Vec<String> = reading.reports.iter().map(|report| view.label(report)).collect();
    let origins: Vec<&str> = reading
        .origins
        .iter()
        .filter_map(|origin| view.story.origin(origin))
        .map(|origin| origin.name.as_str())
        .collect();
    let days = reading.reports.iter().filter_map(|report| view.story.report(report)?.published.as_deref());
    let claims = view.one_a_report(&reading.claims);
    let sentences: Vec<String> =
        claims.iter().map(|claim| format!("{}: “{}”", view.voices(claim), claim.span.text)).collect();
    let cites: Vec<String> = claims.iter().map(|claim| cite(&claim.span)).collect();
    vec![
        view.key.clone(),
        point.id.clone(),
        point.about.clone(),
        word(point.dimension),
        word(point.relation),
        number.to_string(),
        reading.value.clone(),
        reading.reports.len().to_string(),
        outlets.join("; "),
        reading.origins.len().to_string(),
        origins.join("; "),
        days.min().unwrap_or_default().to_owned(),
        sentences.join(" | "),
        cites.join("; "),
        point.why.clone(),
    ]
}
