//! Stories as tables to count with: reports, claims, points and derivations, joined by the keys `story`, `report`,
//! `claim` and `point`.

use std::io;

use jiff::civil::Date;

use crate::contract::{Claim, Collation};
use crate::export::parquet::{self, Cells, Column};
use crate::export::view::{View, day_parts, web_address, word};

/// The tables as Parquet files, each with its name.
///
/// # Errors
///
/// If a table can't be written, which only more than some gigabytes of text bring about.
///
/// ```
/// let names = variorum::export::tables(&[])?.map(|(name, _)| name);
/// assert_eq!(names, ["reports", "claims", "points", "derivations"]);
/// # std::io::Result::Ok(())
/// ```
pub fn tables(collations: &[Collation]) -> io::Result<[(&'static str, Vec<u8>); 4]> {
    let views: Vec<View> = collations.iter().map(View::new).collect();
    let file = |columns: Vec<Column>| parquet::write(&columns).map_err(io::Error::other);
    Ok([
        ("reports", file(reports(&views))?),
        ("claims", file(claims(&views))?),
        ("points", file(points(&views))?),
        ("derivations", file(derivations(&views))?),
    ])
}

/// Rows of one kind, from which columns are drawn one after the other.
struct Rows<R>(Vec<R>);

impl<R> Rows<R> {
    fn text(&self, of: impl Fn(&R) -> Option<String>) -> Cells {
        Cells::Text(self.0.iter().map(of).collect())
    }

    fn whole(&self, of: impl Fn(&R) -> usize) -> Cells {
        Cells::Whole(self.0.iter().map(|row| Some(of(row) as i64)).collect())
    }

    fn day<'r>(&'r self, of: impl Fn(&'r R) -> Option<&'r str>) -> Cells {
        Cells::Day(self.0.iter().map(|row| since_1970(of(row))).collect())
    }
}

fn reports(views: &[View]) -> Vec<Column> {
    let rows =
        views.iter().flat_map(|view| view.collation().reports.iter().map(move |report| (view, report)));
    let rows = Rows(rows.collect());
    vec![
        ("story", rows.text(|(view, _)| Some(view.key.clone()))),
        ("report", rows.text(|(_, report)| Some(report.id.clone()))),
        ("outlet", rows.text(|(_, report)| report.outlet.clone())),
        ("title", rows.text(|(_, report)| report.title.clone())),
        ("byline", rows.text(|(_, report)| joined(report.byline.iter().map(String::as_str)))),
        ("url", rows.text(|(_, report)| web_address(report))),
        ("published", rows.day(|(_, report)| report.published.as_deref())),
        ("published_from", rows.text(|(_, report)| report.published_from.map(word))),
        ("modified", rows.day(|(_, report)| report.modified.as_deref())),
        ("language", rows.text(|(_, report)| report.language.clone())),
        ("sha256", rows.text(|(_, report)| Some(report.sha256.clone()))),
        ("text", rows.text(|(_, report)| Some(report.text.clone()))),
    ]
}

fn claims(views: &[View]) -> Vec<Column> {
    let rows = views.iter().flat_map(|view| view.collation().claims.iter().map(move |claim| (view, claim)));
    let rows: Rows<(&View, &Claim)> = Rows(rows.collect());
    let origin = |view: &View, claim: &Claim| view.story.origin(&claim.origin).cloned();
    vec![
        ("story", rows.text(|(view, _)| Some(view.key.clone()))),
        ("claim", rows.text(|(_, claim)| Some(claim.id.clone()))),
        ("report", rows.text(|(_, claim)| Some(claim.report.clone()))),
        ("start", rows.whole(|(_, claim)| claim.span.start)),
        ("end", rows.whole(|(_, claim)| claim.span.end)),
        ("sentence", rows.text(|(_, claim)| Some(claim.span.text.clone()))),
        (
            "speakers",
            rows.text(|(view, claim)| {
                let speakers = view.story.speakers(claim);
                joined(speakers.iter().map(String::as_str))
            }),
        ),
        ("stance", rows.text(|(_, claim)| claim.attribution.first().map(|link| word(link.stance)))),
        ("manner", rows.text(|(_, claim)| claim.attribution.first().map(|link| word(link.manner)))),
        ("origin", rows.text(|(_, claim)| Some(claim.origin.clone()))),
        ("origin_name", rows.text(|(view, claim)| Some(origin(view, claim)?.name))),
        ("origin_kind", rows.text(|(view, claim)| Some(word(origin(view, claim)?.kind)))),
        ("negated", Cells::Truth(rows.0.iter().map(|(_, claim)| Some(claim.negated)).collect())),
        ("modality", rows.text(|(_, claim)| Some(word(claim.modality)))),
        ("made_by", rows.text(|(_, claim)| Some(claim.by.clone()))),
    ]
}

/// One row a claim of a reading.
fn points(views: &[View]) -> Vec<Column> {
    let mut rows = Vec::new();
    for view in views {
        for point in &view.collation().points {
            for (number, reading) in point.readings.iter().enumerate() {
                let claims = reading.claims.iter().filter_map(|id| view.story.claim(id));
                rows.extend(claims.map(|claim| (view, point, number + 1, reading, claim)));
            }
        }
    }
    let rows = Rows(rows);
    vec![
        ("story", rows.text(|row| Some(row.0.key.clone()))),
        ("point", rows.text(|row| Some(row.1.id.clone()))),
        ("about", rows.text(|row| Some(row.1.about.clone()))),
        ("dimension", rows.text(|row| Some(word(row.1.dimension)))),
        ("relation", rows.text(|row| Some(word(row.1.relation)))),
        ("reading", rows.whole(|row| row.2)),
        ("value", rows.text(|row| Some(row.3.value.clone()))),
        ("reports_of_reading", rows.whole(|row| row.3.reports.len())),
        ("origins_of_reading", rows.whole(|row| row.3.origins.len())),
        ("claim", rows.text(|row| Some(row.4.id.clone()))),
        ("report", rows.text(|row| Some(row.4.report.clone()))),
        ("why", rows.text(|row| Some(row.1.why.clone()))),
    ]
}

fn derivations(views: &[View]) -> Vec<Column> {
    let rows = views.iter().flat_map(|view| view.collation().derivations.iter().map(move |one| (view, one)));
    let rows = Rows(rows.collect());
    vec![
        ("story", rows.text(|(view, _)| Some(view.key.clone()))),
        ("report", rows.text(|(_, one)| Some(one.to.clone()))),
        ("from_report", rows.text(|(_, one)| one.from.clone())),
        ("from_source", rows.text(|(_, one)| one.source.clone())),
        ("kind", rows.text(|(_, one)| Some(word(one.kind)))),
        ("coverage", Cells::Number(rows.0.iter().map(|(_, one)| Some(one.coverage)).collect())),
        ("direction", rows.text(|(_, one)| Some(word(one.direction)))),
        ("passages", rows.whole(|(_, one)| one.passages.len())),
        ("evidence", rows.text(|(_, one)| joined(one.evidence.iter().map(String::as_str)))),
    ]
}

fn joined<'t>(parts: impl Iterator<Item = &'t str>) -> Option<String> {
    let parts: Vec<&str> = parts.collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn since_1970(day: Option<&str>) -> Option<i32> {
    let (year, month, day) = day_parts(day)?;
    let date = Date::new(year, month, day).ok()?;
    Some(date.since(Date::constant(1970, 1, 1)).ok()?.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        for (day, count) in
            [("1970-01-01", Some(0)), ("1969-12-31", Some(-1)), ("2026-03-02", Some(20514)), ("soon", None)]
        {
            assert_eq!(since_1970(Some(day)), count, "{day}");
        }
    }
}
