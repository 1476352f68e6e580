//! A story on its way out: with a key and addresses that hold outside of its own collation.

use serde_json::Value;

use crate::capture::Capture;
use crate::contract::{Claim, Collation, Report, Span};
use crate::export::escape;
use crate::render::story::Story;
use crate::render::words::clip;

/// Code points that are shown around a span where no claim holds it.
const AROUND: usize = 120;

/// A story, and what it is called elsewhere.
pub(crate) struct View<'a> {
    /// The story.
    pub(crate) story: Story<'a>,
    /// Twelve hexadecimal digits that follow from the reports alone.
    pub(crate) key: String,
}

impl<'a> View<'a> {
    pub(crate) fn new(collation: &'a Collation) -> View<'a> {
        let mut reports: Vec<String> =
            collation.reports.iter().map(|report| format!("{} {}\n", report.sha256, report.id)).collect();
        reports.sort();
        let mut key = Capture::new("", reports.concat().into_bytes()).sha256();
        key.truncate(12);
        View { story: Story::new(collation), key }
    }

    /// The collation.
    pub(crate) fn collation(&self) -> &'a Collation {
        self.story.collation
    }

    /// The address of the story.
    pub(crate) fn urn(&self) -> String {
        format!("urn:variorum:{}", self.key)
    }

    /// The address of an item of the story.
    pub(crate) fn item(&self, id: &str) -> String {
        format!("{}:{}", self.urn(), escape::percent(id))
    }

    /// Where a report is found: on the web, else by its address within the story.
    pub(crate) fn source(&self, report: &Report) -> String {
        web_address(report).unwrap_or_else(|| self.item(&report.id))
    }

    /// What a report is called, by its id.
    pub(crate) fn label(&self, report: &str) -> String {
        self.story.label(report)
    }

    /// "Meridian Post, citing the agency".
    pub(crate) fn voices(&self, claim: &Claim) -> String {
        let mut voices = self.label(&claim.report);
        for speaker in self.story.speakers(claim) {
            voices.push_str(", citing ");
            voices.push_str(&speaker);
        }
        voices
    }

    /// A claim as a reader sees it: whose words they are, the words, and where they stand.
    pub(crate) fn quoted(&self, claim: &Claim) -> String {
        format!("{}: “{}” [{}]", self.label(&claim.report), one_line(&claim.span.text), cite(&claim.span))
    }

    /// The smallest claim that holds a span, else the words around it.
    pub(crate) fn sentence(&self, span: &Span) -> String {
        let holding = self.collation().claims.iter().filter(|claim| {
            claim.report == span.report && claim.span.start <= span.start && span.end <= claim.span.end
        });
        if let Some(claim) = holding.min_by_key(|claim| claim.span.end - claim.span.start) {
            return self.quoted(claim);
        }
        let (start, end) = self.story.paragraph(span).unwrap_or((span.start, span.end));
        let from = start.max(span.start.saturating_sub(AROUND));
        let to = end.min(span.end.saturating_add(AROUND));
        let report = self.story.report_index(&span.report);
        let words = report.map_or(span.text.as_str(), |report| self.story.slice(report, from, to));
        format!("{}: “{}” [{}]", self.label(&span.report), one_line(words), cite(span))
    }

    /// The claims with these ids, those of one report once: its first.
    pub(crate) fn one_a_report(&self, claims: &[String]) -> Vec<&'a Claim> {
        let mut first: Vec<&Claim> = Vec::new();
        for claim in claims.iter().filter_map(|id| self.story.claim(id)) {
            if !first.iter().any(|held| held.report == claim.report) {
                first.push(claim);
            }
        }
        first
    }
}

/// "cpa:0-48": a report and code points of its text.
pub(crate) fn cite(span: &Span) -> String {
    format!("{}:{}-{}", span.report, span.start, span.end)
}

/// A report's address on the web, safe to stand as a link.
pub(crate) fn web_address(report: &Report) -> Option<String> {
    let url = report.url.as_deref()?.trim();
    let is_web = ["http://", "https://"]
        .iter()
        .any(|scheme| url.get(..scheme.len()).is_some_and(|front| front.eq_ignore_ascii_case(scheme)));
    is_web.then(|| escape::iri(url))
}

/// A day of the contract in numbers: year, month, day. What is no day is left out.
pub(crate) fn day_parts(iso: Option<&str>) -> Option<(i16, i8, i8)> {
    let date: jiff::civil::Date = iso?.get(..10)?.parse().ok()?;
    Some((date.year(), date.month(), date.day()))
}

/// The word that the contract uses for a value of a closed set.
pub(crate) fn word(value: impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}

/// A value without the keys that say nothing.
pub(crate) fn compact(value: Value) -> Value {
    match value {
        Value::Object(keys) => Value::Object(
            keys.into_iter()
                .map(|(key, value)| (key, compact(value)))
                .filter(|(_, value)| !says_nothing(value))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(compact).collect()),
        other => other,
    }
}

fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(keys) => keys.is_empty(),
        _ => false,
    }
}

/// Indented JSON that ends with a line break.
pub(crate) fn pretty(value: Value) -> String {
    serde_json::to_string_pretty(&compact(value)).unwrap_or_default() + "\n"
}

fn one_line(text: &str) -> String {
    clip(text, usize::MAX)
}
