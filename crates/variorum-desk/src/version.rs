//! Versions of one report, and what changed from each to the next.

use rusqlite::OptionalExtension;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use variorum::report::Report;

use crate::desk::Desk;
use crate::error::Result;
use crate::reports;

/// The name of the contract of [`Versions`].
pub const SCHEMA: &str = "variorum.versions/1";

/// The versions of one report, as JSON: one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Versions {
    /// [`SCHEMA`].
    pub schema: String,
    /// The oldest first.
    pub versions: Vec<Version>,
}

/// One version of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Version {
    /// SHA-256 of its capture.
    pub capture: String,
    /// When it was received, in UTC.
    pub received: String,
    /// Its headline.
    pub title: Option<String>,
    /// When it was last changed, by its own word: the day.
    pub modified: Option<String>,
    /// What changed since the version before; empty for the first.
    pub changes: Vec<Edit>,
}

/// A sentence that was added, taken out or put in other words. Another spacing, case or punctuation is no change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edit {
    /// What stood there before.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
}

impl Versions {
    /// Versions, under the name of their contract.
    pub fn new(versions: Vec<Version>) -> Versions {
        Versions { schema: SCHEMA.to_owned(), versions }
    }

    /// The JSON Schema (draft 2020-12) of [`Versions`], as indented JSON.
    pub fn json_schema() -> String {
        let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
        serde_json::to_string_pretty(&generator.into_root_schema_for::<Versions>()).unwrap_or_default()
    }
}

impl Desk {
    /// All versions of the report that was drawn from this capture, the oldest first.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn versions(&self, capture: &str) -> Result<Vec<Version>> {
        let Some(mut report) = reports::find(&self.db, capture)? else { return Ok(Vec::new()) };
        let mut older = self.db.prepare_cached("SELECT id FROM report WHERE newer = ?1")?;
        while let Some(before) = older.query_row([report], |row| row.get(0)).optional()? {
            report = before;
        }
        let mut newer = self.db.prepare_cached(
            "SELECT report.newer, capture.received FROM report JOIN capture ON capture.id = report.id
             WHERE report.id = ?1",
        )?;
        let mut versions = Vec::new();
        let mut before: Option<Report> = None;
        let mut next = Some(report);
        while let Some(id) = next {
            let (after, received): (Option<i64>, String) =
                newer.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let held = reports::get(&self.db, id)?.report;
            versions.push(Version {
                capture: held.sha256.clone(),
                received,
                title: held.title.clone(),
                modified: held.modified.map(|stamp| stamp.date.to_string()),
                changes: before.as_ref().map_or(Vec::new(), |before| edits(before, &held)),
            });
            before = Some(held);
            next = after;
        }
        Ok(versions)
    }
}

/// What changed from one version to the next, sentence by sentence.
pub fn edits(before: &Report, after: &Report) -> Vec<Edit> {
    let (old, new) = (sentences(before), sentences(after));
    let (old_words, new_words): (Vec<String>, Vec<String>) =
        (old.iter().map(|text| plain(text)).collect(), new.iter().map(|text| plain(text)).collect());
    let mut edits = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old_words, &new_words) {
        let (left, right) = match operation {
            DiffOp::Equal { .. } => continue,
            other => (other.old_range(), other.new_range()),
        };
        // Sentences that changed in one place stand beside each other; what is left over was added or taken out.
        for place in 0..left.len().max(right.len()) {
            let at = |texts: &[&str], range: &std::ops::Range<usize>| {
                (place < range.len()).then(|| texts[range.start + place].to_owned())
            };
            edits.push(Edit { before: at(&old, &left), after: at(&new, &right) });
        }
    }
    edits
}

/// The sentences of the content, cut at marks that end one; good enough for showing what changed.
fn sentences(report: &Report) -> Vec<&str> {
    report
        .sections
        .iter()
        .filter(|section| section.kind.is_content())
        .filter_map(|section| report.text.get(section.span.range()))
        .flat_map(|text| text.split_inclusive(['.', '!', '?']))
        .map(str::trim)
        .filter(|text| !plain(text).is_empty())
        .collect()
}

/// A sentence without what makes no difference.
fn plain(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum::capture::Capture;
    use variorum::extract;

    fn report(text: &str) -> Report {
        extract::read(&Capture::new("a.txt", text)).reports.remove(0)
    }

    #[test]
    fn what_was_said_anew_is_shown_and_a_comma_is_not() {
        let before = report(
            "The wall gave way at dawn, officials said. Twelve people died. A school on the hill took in families.",
        );
        let after = report(
            "The wall gave way at dawn officials said. Nineteen people died. A school on the hill took in \
             families. The governor came on Tuesday.",
        );
        let edits = edits(&before, &after);
        let edits: Vec<_> =
            edits.iter().map(|edit| (edit.before.as_deref(), edit.after.as_deref())).collect();
        assert_eq!(
            edits,
            [
                (Some("Twelve people died."), Some("Nineteen people died.")),
                (None, Some("The governor came on Tuesday."))
            ]
        );
    }
}
