//! One row a story in the columns of the UCDP Georeferenced Event Dataset, with the sentence and the rule behind each cell
//! that reports support.
//!
//! See the UCDP GED codebook. Sides, types of violence, codes and coordinates are a coder's to give: they stay empty.

use crate::days::Precision;
use crate::export::event;
use crate::export::table::csv;
use crate::export::view::{View, day_parts};

const HEADER: [&str; 63] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
    "story",
    "number_of_sources_rule",
    "where_sentence",
    "where_rule",
    "date_sentence",
    "date_rule",
    "best_sentence",
    "best_rule",
    "high_sentence",
    "high_rule",
    "low_sentence",
    "low_rule",
    "source_rule",
    "source_original_rule",
];

/// Writes the table.
pub(crate) fn write(views: &[View]) -> String {
    csv(&HEADER, views.iter().map(row))
}

fn row(view: &View) -> Vec<String> {
    let when = event::when(view);
    let place = event::place(view).unwrap_or_default();
    let deaths = event::deaths(view);
    let low = deaths.as_ref().map(|deaths| deaths.low.clone()).unwrap_or_default();
    let high = deaths.as_ref().map(|deaths| deaths.high.clone()).unwrap_or_default();
    let source = deaths.as_ref().and_then(|deaths| view.story.report(&deaths.claim.report));
    let origin = deaths.as_ref().and_then(|deaths| view.story.origin(&deaths.claim.origin));
    let date = when.as_ref().map(|when| when.cell.clone()).unwrap_or_default();
    let only_if = |known: bool, words: &str| if known { words.to_owned() } else { String::new() };
    HEADER
        .iter()
        .map(|&column| match column {
            "year" => {
                let start = when.as_ref().and_then(|when| day_parts(Some(&when.entry.start)));
                start.map_or(String::new(), |(year, ..)| year.to_string())
            }
            "number_of_sources" => view.story.independent().to_string(),
            "number_of_sources_rule" => "reports; copies and rewrites of one report count once".to_owned(),
            "source_article" => articles(view),
            "source_office" => source.map_or(String::new(), |report| view.label(&report.id)),
            "source_date" => source.and_then(|report| report.published.clone()).unwrap_or_default(),
            "source_headline" => source.and_then(|report| report.title.clone()).unwrap_or_default(),
            "source_rule" => only_if(source.is_some(), "the report behind the best estimate"),
            "source_original" => origin.map_or(String::new(), |origin| origin.name.clone()),
            "source_original_rule" => {
                only_if(origin.is_some(), "whoever the claim behind the best estimate rests on")
            }
            "where_description" => place.value.clone(),
            "where_sentence" => place.sentence.clone(),
            "where_rule" => place.rule.clone(),
            "date_prec" => {
                when.as_ref().map_or(String::new(), |when| precision(when.entry.precision).to_owned())
            }
            "date_start" => date.value.clone(),
            "date_end" => when.as_ref().map_or(String::new(), |when| when.entry.end.clone()),
            "date_sentence" => date.sentence.clone(),
            "date_rule" => date.rule.clone(),
            "best" | "low" => low.value.clone(),
            "best_sentence" | "low_sentence" => low.sentence.clone(),
            "low_rule" => low.rule.clone(),
            "best_rule" => match &deaths {
                Some(deaths) if deaths.contested => {
                    format!(
                        "UCDP takes the lower figure where no source is known to be the better one: {}",
                        low.rule
                    )
                }
                _ => low.rule.clone(),
            },
            "high" => high.value.clone(),
            "high_sentence" => high.sentence.clone(),
            "high_rule" => high.rule.clone(),
            "story" => view.key.clone(),
            _ => String::new(),
        })
        .collect()
}

/// How GED counts: 1 a day, 3 a week, 4 a month, 5 a year. Spans of two to six days, its 2, are not told apart here.
fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "1",
        Precision::Week => "3",
        Precision::Month => "4",
        Precision::Year => "5",
    }
}

/// Each report as "outlet,day,headline" between quotation marks, as GED lists its articles.
fn articles(view: &View) -> String {
    let reports = view.collation().reports.iter().map(|report| {
        let day = report.published.as_deref().unwrap_or_default();
        let title = report.title.as_deref().unwrap_or_default().replace('"', "'");
        format!("\"{},{day},{title}\"", view.label(&report.id).replace('"', "'"))
    });
    reports.collect::<Vec<_>>().join(";")
}
