//! One row a story in the columns of ACLED, with the sentence and the rule behind each cell that reports support.
//!
//! See the ACLED codebook. Who fought whom, codes and coordinates are a coder's to give: they stay empty.

use crate::days::Precision;
use crate::export::event::{self, Cell};
use crate::export::table::csv;
use crate::export::view::{View, day_parts};

const HEADER: [&str; 39] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
    "story",
    "event_date_sentence",
    "event_date_rule",
    "location_sentence",
    "location_rule",
    "fatalities_sentence",
    "fatalities_rule",
    "source_rule",
];

/// Writes the table.
pub(crate) fn write(views: &[View]) -> String {
    csv(&HEADER, views.iter().map(row))
}

fn row(view: &View) -> Vec<String> {
    // ACLED codes no time less exact than a month.
    let when = event::when(view).filter(|when| event::is_within(when.entry.precision, Precision::Month));
    let year = when.as_ref().and_then(|when| day_parts(Some(&when.entry.start)));
    let precision = when.as_ref().map_or("", |when| match when.entry.precision {
        Precision::Day => "1",
        Precision::Week => "2",
        Precision::Month | Precision::Year => "3",
    });
    let date = when.map(|when| when.cell).unwrap_or_default();
    let place = event::place(view).unwrap_or_default();
    let fatalities = event::deaths(view).map(|deaths| deaths.low).unwrap_or_default();
    HEADER
        .iter()
        .map(|&column| match column {
            "event_date" => date.value.clone(),
            "year" => year.map_or(String::new(), |(year, ..)| year.to_string()),
            "time_precision" => precision.to_owned(),
            "location" => place.value.clone(),
            "source" => outlets(view),
            "notes" => notes(view, &fatalities),
            "fatalities" => fatalities.value.clone(),
            "story" => view.key.clone(),
            "event_date_sentence" => date.sentence.clone(),
            "event_date_rule" => date.rule.clone(),
            "location_sentence" => place.sentence.clone(),
            "location_rule" => place.rule.clone(),
            "fatalities_sentence" => fatalities.sentence.clone(),
            "fatalities_rule" => conservative(&fatalities),
            "source_rule" => "all outlets of the story that do not only copy another".to_owned(),
            _ => String::new(),
        })
        .collect()
}

fn conservative(fatalities: &Cell) -> String {
    match fatalities.rule.as_str() {
        "" => String::new(),
        rule => format!("ACLED takes the most conservative estimate: {rule}"),
    }
}

fn notes(view: &View, fatalities: &Cell) -> String {
    [view.story.title(), fatalities.sentence.clone()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" — ")
}

/// The outlets, those of copies left out.
fn outlets(view: &View) -> String {
    let reports = view.collation().reports.iter().enumerate();
    let own = reports.filter(|&(index, _)| view.story.copied_from(index).is_none());
    own.map(|(_, report)| view.label(&report.id)).collect::<Vec<_>>().join("; ")
}
