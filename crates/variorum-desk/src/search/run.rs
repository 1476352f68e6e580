//! Searching the store.

use rusqlite::types::Value;
use rusqlite::{Row, params_from_iter};
use schemars::JsonSchema;
use serde::Serialize;

use super::query::Query;
use crate::desk::Desk;
use crate::error::Result;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// A report.
    Report,
    /// A claim of a report.
    Claim,
    /// A point of a story.
    Point,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Hit {
    /// What it is.
    pub place: Place,
    /// The story it belongs to.
    pub story: Option<i64>,
    /// SHA-256 of the capture of the report that is cited.
    pub capture: String,
    /// Who published that report.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its day.
    pub published: Option<String>,
    /// Of a claim on whose word it is told; of a point what its readings say.
    pub detail: Option<String>,
    /// The words found with those around them.
    pub snippet: Vec<Piece>,
    /// Where the snippet stands in the report's text: first code point.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
    /// How well it fits: the lower the better (BM25, as SQLite gives it); 0 where no words were sought.
    pub score: f64,
}

/// A stretch of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Whether they were sought.
    pub is_hit: bool,
}

/// Marks around what was found: characters that no text has, since extraction leaves none of the private use area.
const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

impl Desk {
    /// Finds reports, claims or points: the best first, and where no words are sought the newest.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn search(&self, query: &Query, place: Place, limit: usize) -> Result<Vec<Hit>> {
        let Some(plan) = plan(query, place) else { return Ok(Vec::new()) };
        let mut statement = self.db.prepare_cached(&plan.sql)?;
        let values = plan.values.into_iter().chain([Value::Integer(limit as i64)]);
        let found = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let found: Vec<(i64, f64)> = found.collect::<rusqlite::Result<_>>()?;
        // Snippets are cut for those only that are shown: it takes longer than finding them.
        let mut shown = self.db.prepare_cached(&details(place, plan.words.is_some()))?;
        let hits = found.into_iter().map(|(id, score)| {
            let words = plan.words.iter().map(|words| Value::Text(words.clone()));
            let values = words.chain([Value::Integer(id)]);
            shown.query_row(params_from_iter(values), |row| hit(row, place, score))
        });
        Ok(hits.collect::<rusqlite::Result<_>>()?)
    }
}

/// How a query is put to the store: what finds the numbers of the hits with their scores.
struct Plan {
    sql: String,
    values: Vec<Value>,
    /// The words that are sought, in the language of FTS5.
    words: Option<String>,
}

/// `None` where a query can find nothing.
fn plan(query: &Query, place: Place) -> Option<Plan> {
    if query.is_empty() {
        return None;
    }
    let (own, table) = names(place);
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    let words = Some(matching(query, place)).filter(|words| !words.is_empty());
    if let Some(words) = &words {
        conditions.push(format!("{table} MATCH ?"));
        values.push(Value::Text(words.clone()));
    }
    add_filters(query, place, &mut conditions, &mut values);
    let score = if words.is_some() { format!("bm25({table}{})", weights(place)) } else { "0.0".to_owned() };
    // A cross join keeps to the order in which the tables are named.
    let (id, from) = match (&words, conditions.len()) {
        // Nothing but the words decides: no row need be looked at.
        (Some(_), 1) => (format!("{table}.rowid"), table.to_owned()),
        (Some(_), _) => (
            format!("{own}.id"),
            format!("{table} CROSS JOIN {own} ON {own}.id = {table}.rowid{}", report_of(place)),
        ),
        (None, _) => (format!("{own}.id"), format!("{own}{}", report_of(place))),
    };
    let order = match (&words, place) {
        (Some(_), _) => "score".to_owned(),
        (None, Place::Report) => "report.published DESC, report.id DESC".to_owned(),
        (None, _) => format!("{own}.id DESC"),
    };
    let sql = format!(
        "SELECT {id}, {score} AS score FROM {from} WHERE {} ORDER BY {order} LIMIT ?",
        conditions.join(" AND ")
    );
    Some(Plan { sql, values, words })
}

/// What is shown of a hit, by the words that were sought and its number.
fn details(place: Place, has_words: bool) -> String {
    let (own, table) = names(place);
    let (from, condition) = if has_words {
        (
            format!("{table} JOIN {own} ON {own}.id = {table}.rowid"),
            format!("{table} MATCH ? AND {table}.rowid = ?"),
        )
    } else {
        (own.to_owned(), format!("{own}.id = ?"))
    };
    format!(
        "SELECT (SELECT story FROM member WHERE member.report = report.id), report.capture, report.outlet, report.title,
         report.published, {} FROM {from}{} WHERE {condition}",
        columns(place, has_words),
        report_of(place)
    )
}

/// The table of a place, and that of its words.
fn names(place: Place) -> (&'static str, &'static str) {
    match place {
        Place::Report => ("report", "report_words"),
        Place::Claim => ("claim", "claim_words"),
        Place::Point => ("point", "point_words"),
    }
}

/// Leads from a claim or a point to its report.
fn report_of(place: Place) -> &'static str {
    match place {
        Place::Report => "",
        Place::Claim => " CROSS JOIN report ON report.id = claim.report",
        Place::Point => {
            " CROSS JOIN capture ON capture.sha256 = point.capture CROSS JOIN report ON report.id = capture.id"
        }
    }
}

/// A headline weighs more than the text, and a name more than a word.
fn weights(place: Place) -> &'static str {
    match place {
        Place::Report => ", 4.0, 1.0, 1.0, 2.0",
        Place::Claim | Place::Point => ", 2.0, 1.0",
    }
}

/// Detail, snippet, first and last code point of what is cited, and the text that a report's snippet stands in.
fn columns(place: Place, has_words: bool) -> String {
    match place {
        Place::Report => {
            let snippet = if has_words {
                format!("snippet(report_words, 1, '{OPEN}', '{CLOSE}', '', 32)")
            } else {
                "substr(report.text, 1, 200)".to_owned()
            };
            format!("NULL, {snippet}, 0, 0, report.text")
        }
        Place::Claim => {
            let text = if has_words {
                format!("highlight(claim_words, 0, '{OPEN}', '{CLOSE}')")
            } else {
                "claim.text".to_owned()
            };
            format!("nullif(claim.source, ''), {text}, claim.start, claim.stop, NULL")
        }
        Place::Point => {
            let text = if has_words {
                format!("highlight(point_words, 0, '{OPEN}', '{CLOSE}')")
            } else {
                "point.about".to_owned()
            };
            format!("point.readings, {text}, point.start, point.stop, NULL")
        }
    }
}

/// The query in the language of FTS5, every word between quotation marks, so that none is read as an operator.
fn matching(query: &Query, place: Place) -> String {
    let mut parts: Vec<String> = query.words.iter().map(|words| quoted(words)).collect();
    match place {
        Place::Report => {
            parts.extend(query.outlet.iter().map(|words| format!("outlet : {}", quoted(words))));
            parts.extend(query.entity.iter().map(|words| format!("names : {}", quoted(words))));
        }
        Place::Claim => {
            parts.extend(query.source.iter().map(|words| format!("source : {}", quoted(words))));
            parts.extend(query.entity.iter().map(|words| format!("text : {}", quoted(words))));
        }
        Place::Point => {}
    }
    let mut sought = parts.join(" AND ");
    if !sought.is_empty() {
        sought =
            query.without.iter().fold(sought, |sought, words| format!("({sought}) NOT {}", quoted(words)));
    }
    sought
}

fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace(['"', '\0'], " "))
}

fn add_filters(query: &Query, place: Place, conditions: &mut Vec<String>, values: &mut Vec<Value>) {
    if let Some(day) = query.before {
        conditions.push("report.published < ?".to_owned());
        values.push(Value::Text(day.to_string()));
    }
    if let Some(day) = query.after {
        conditions.push("report.published >= ?".to_owned());
        values.push(Value::Text(day.to_string()));
    }
    if place != Place::Report {
        let outlets = query.outlet.iter().map(|words| format!("outlet : {}", quoted(words)));
        let names = query.entity.iter().map(|words| format!("names : {}", quoted(words)));
        let names = names.filter(|_| place == Place::Point);
        for words in outlets.chain(names) {
            conditions
                .push("report.id IN (SELECT rowid FROM report_words WHERE report_words MATCH ?)".to_owned());
            values.push(Value::Text(words));
        }
    }
    if place != Place::Claim {
        for words in &query.source {
            conditions.push(
                "report.id IN (SELECT report FROM claim JOIN claim_words ON claim_words.rowid = claim.id
                 WHERE claim_words MATCH ?)"
                    .to_owned(),
            );
            values.push(Value::Text(format!("source : {}", quoted(words))));
        }
    }
    let own = match place {
        Place::Claim => "number.claim = claim.id",
        Place::Report | Place::Point => "number.report = report.id",
    };
    if !query.numbers.is_empty() {
        // One number must fit them all: ">100" and "<200" are two ends of one stretch.
        let low = query.numbers.iter().map(|number| number.low).fold(f64::MIN, f64::max);
        let high = query.numbers.iter().map(|number| number.high).fold(f64::MAX, f64::min);
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM number WHERE {own} AND number.high >= ? AND number.low <= ?)"
        ));
        values.extend([Value::Real(low), Value::Real(high)]);
    }
    if conditions.is_empty() {
        // Only what must not stand there was given.
        conditions.push("0".to_owned());
    }
}

fn hit(row: &Row<'_>, place: Place, score: f64) -> rusqlite::Result<Hit> {
    let marked: String = row.get(6)?;
    let snippet = pieces(&marked);
    let (mut start, mut end) = (row.get::<_, i64>(7)? as usize, row.get::<_, i64>(8)? as usize);
    if place == Place::Report {
        let text: String = row.get(9)?;
        let plain: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
        let before = text.find(&plain).map_or(0, |byte| text[..byte].chars().count());
        (start, end) = (before, before + plain.chars().count());
    }
    Ok(Hit {
        place,
        story: row.get(0)?,
        capture: row.get(1)?,
        outlet: row.get(2)?,
        title: row.get(3)?,
        published: row.get(4)?,
        detail: row.get(5)?,
        snippet,
        start,
        end,
        score,
    })
}

fn pieces(marked: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (number, part) in marked.split(OPEN).enumerate() {
        let (hit, plain) =
            if number == 0 { ("", part) } else { part.split_once(CLOSE).unwrap_or((part, "")) };
        for (text, is_hit) in [(hit, true), (plain, false)] {
            if !text.is_empty() {
                pieces.push(Piece { text: text.to_owned(), is_hit });
            }
        }
    }
    pieces
}
