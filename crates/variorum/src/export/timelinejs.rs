//! What happened when, by the reports' word, for TimelineJS (Knight Lab).
//!
//! TimelineJS shows its texts as HTML, so words of reports are escaped.

use serde_json::{Value, json};

use crate::contract::TimelineEntry;
use crate::days::Precision;
use crate::export::escape::markup;
use crate::export::view::{View, day_parts, pretty};
use crate::render::words::{clip, sentence_case};

/// Claims quoted under one date.
const QUOTED: usize = 6;
/// Columns of a headline.
const HEADLINE: usize = 90;

/// Writes one timeline.
pub(crate) fn write(views: &[View]) -> String {
    let titles: Vec<String> = views.iter().map(|view| view.story.title()).collect();
    let events: Vec<Value> = views
        .iter()
        .flat_map(|view| {
            let entries = view.collation().timeline.iter().enumerate();
            entries.filter_map(move |(index, entry)| event(view, index, entry))
        })
        .collect();
    pretty(json!({
        "title": { "text": { "headline": markup(&titles.join(" · ")) } },
        "events": events,
    }))
}

fn event(view: &View, index: usize, entry: &TimelineEntry) -> Option<Value> {
    let claims = view.one_a_report(&entry.claims);
    let about =
        entry.points.iter().find_map(|id| view.story.point(id)).map(|point| sentence_case(&point.about));
    let headline = about.or_else(|| claims.first().map(|claim| claim.span.text.clone()))?;
    let quotations: String = claims
        .iter()
        .take(QUOTED)
        .map(|claim| format!("<p>{}: “{}”</p>", markup(&view.voices(claim)), markup(&claim.span.text)))
        .collect();
    Some(json!({
        "unique_id": format!("{}-{}", view.key, index + 1),
        "start_date": date(&entry.start, entry.precision)?,
        "end_date": if entry.end == entry.start { Value::Null } else { date(&entry.end, entry.precision)? },
        "text": { "headline": markup(&clip(&headline, HEADLINE)), "text": quotations },
        "group": if 1 < claims.len() { "several reports" } else { "one report" },
    }))
}

/// Only as exact as the reports are.
fn date(day: &str, precision: Precision) -> Option<Value> {
    let (year, month, day) = day_parts(Some(day))?;
    Some(match precision {
        Precision::Year => json!({ "year": year }),
        Precision::Month => json!({ "year": year, "month": month }),
        Precision::Week | Precision::Day => json!({ "year": year, "month": month, "day": day }),
    })
}
