//! What a person corrects: kept apart from what is computed, never changed, and applied whenever an account is made.
//!
//! Corrections name things by what they are, and not by numbers that a rebuild could give anew: a report by the hash of
//! its capture, a claim by its place and its words, an entity by its name.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, Transaction, params};
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;
use variorum::derive::DerivationKind;

use crate::change;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::member;
use crate::reports;
use crate::sum::Sum;

/// A correction. As JSON it is an object with the key `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Correction {
    /// In the story of this report two names mean one and the same.
    MergeEntities {
        /// SHA-256 of the capture of a report of the story.
        capture: String,
        /// The name that stays.
        one: String,
        /// The other name.
        other: String,
    },
    /// In the story of this report, who is called so is somebody else than whom it was put with.
    SplitEntity {
        /// SHA-256 of the capture of a report of the story.
        capture: String,
        /// The name.
        name: String,
    },
    /// A claim does not belong to a point.
    RejectClaim {
        /// The claim.
        claim: Cite,
        /// What the point is about; without it the claim is taken out of every point.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<String>,
    },
    /// A claim tells the same as another one, and stands beside it in every point.
    AddClaim {
        /// The claim.
        claim: Cite,
        /// The other.
        beside: Cite,
    },
    /// A report was published on another day, or nobody knows when.
    FixDate {
        /// SHA-256 of the report's capture.
        capture: String,
        /// The day.
        #[schemars(with = "Option<String>", extend("format" = "date"))]
        published: Option<Date>,
    },
    /// Somebody else published a report.
    FixOutlet {
        /// SHA-256 of the report's capture.
        capture: String,
        /// The outlet.
        outlet: String,
    },
    /// Somebody else says it.
    FixSpeaker {
        /// The claim.
        claim: Cite,
        /// Who says it, by a name that stands in the report; without it the outlet itself says it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        speaker: Option<String>,
    },
    /// One report draws on another, or does not.
    MarkDerivation {
        /// SHA-256 of the capture of the report that was drawn on.
        from: String,
        /// SHA-256 of the capture of the report that draws on it.
        to: String,
        /// How; without it, it does not.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        how: Option<DerivationKind>,
    },
    /// Reports belong to the story of another.
    MergeStories {
        /// SHA-256 of the capture of a report of the story that stays.
        into: String,
        /// SHA-256 of the captures of the reports that join it.
        reports: Vec<String>,
    },
    /// Reports make a story of their own.
    SplitStory {
        /// SHA-256 of the capture of a report that stays behind.
        rest: String,
        /// SHA-256 of the captures of the reports that leave.
        reports: Vec<String>,
    },
    /// A private note; it changes nothing.
    Note {
        /// SHA-256 of the capture of the report that it is about, or of one of the story's.
        capture: String,
        /// The note.
        text: String,
    },
}

/// A place in a report's text with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cite {
    /// SHA-256 of the report's capture.
    pub capture: String,
    /// First code point.
    #[serde(deserialize_with = "whole")]
    pub start: usize,
    /// One past the last code point.
    #[serde(deserialize_with = "whole")]
    pub end: usize,
    /// The words that stand there.
    pub text: String,
}

/// A whole number however it is written: to JSON, 12 and 12.0 are one.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<usize, D::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number = Number::deserialize(deserializer)?;
    let written = || number.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=EXACT).contains(number));
    let whole = number.as_u64().or_else(|| written().map(|number| number as u64));
    let whole = whole.and_then(|whole| usize::try_from(whole).ok());
    whole.ok_or_else(|| D::Error::custom(format!("{number} is no place in a text")))
}

/// A correction as the desk keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Entry {
    /// Its number.
    pub id: i64,
    /// When it was made, in UTC.
    pub made: String,
    /// Who made it.
    pub author: String,
    /// What it says; `None` for the taking back of another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// The number of the correction that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// The number of the entry that took it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<i64>,
    /// Why it found nothing to correct when the account was last made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub misfit: Option<String>,
}

impl Correction {
    /// The captures of the reports that it speaks of, the one that names its story first.
    pub fn captures(&self) -> Vec<&str> {
        match self {
            Correction::MergeEntities { capture, .. }
            | Correction::SplitEntity { capture, .. }
            | Correction::FixDate { capture, .. }
            | Correction::FixOutlet { capture, .. }
            | Correction::Note { capture, .. } => vec![capture],
            Correction::RejectClaim { claim, .. } | Correction::FixSpeaker { claim, .. } => {
                vec![&claim.capture]
            }
            Correction::AddClaim { claim, beside } => vec![&claim.capture, &beside.capture],
            Correction::MarkDerivation { from, to, .. } => vec![to, from],
            Correction::MergeStories { into: first, reports }
            | Correction::SplitStory { rest: first, reports } => {
                std::iter::once(first).chain(reports).map(String::as_str).collect()
            }
        }
    }
}

impl Desk {
    /// Keeps a correction; gives its number. The story that it touches waits for its account then. `now` is the time, by
    /// the caller's clock; nothing depends on it.
    ///
    /// # Errors
    /// If it names a report that the desk does not hold or words that do not stand where it says, or can't be kept.
    pub fn correct(&mut self, correction: &Correction, author: &str, now: Timestamp) -> Result<i64> {
        self.write(|db| {
            let id = append(db, &now.to_string(), author, Some(correction), None)?;
            apply(db, id, correction)?;
            Ok(id)
        })
    }

    /// Takes a correction back; gives the number of the entry that says so.
    ///
    /// # Errors
    /// If there is no such correction, or it was taken back already.
    pub fn undo(&mut self, correction: i64, author: &str, now: Timestamp) -> Result<i64> {
        self.write(|db| {
            let entries = entries(db)?;
            let entry = entries.iter().find(|entry| entry.id == correction);
            let entry =
                entry.ok_or_else(|| Error::unknown(format!("no correction has the number {correction}")))?;
            let Some(body) = &entry.correction else {
                return Err(Error::other(format!(
                    "{correction} takes another correction back; make that one again"
                )));
            };
            if let Some(by) = entry.undone_by {
                return Err(Error::other(format!("{correction} was taken back already, by {by}")));
            }
            let id = append(db, &now.to_string(), author, None, Some(correction))?;
            take_back(db, correction, body)?;
            Ok(id)
        })
    }

    /// All corrections and what took them back, in order.
    ///
    /// # Errors
    /// If the store can't be read, or a row is damaged.
    pub fn corrections(&self) -> Result<Vec<Entry>> {
        entries(&self.db)
    }

    /// The corrections as a text file: JSON Lines, one entry a line.
    ///
    /// # Errors
    /// As for [`Desk::corrections`].
    pub fn export_corrections(&self) -> Result<String> {
        let mut text = String::new();
        for entry in self.corrections()? {
            let entry = Entry { undone_by: None, misfit: None, ..entry };
            text += &serde_json::to_string(&entry).unwrap_or_default();
            text.push('\n');
        }
        Ok(text)
    }

    /// Adds the corrections of a file that [`Desk::export_corrections`] wrote; those that the desk has already are passed
    /// over. Gives how many were added.
    ///
    /// # Errors
    /// If a line is no correction, or names what the desk does not hold; nothing is added then.
    pub fn import_corrections(&mut self, text: &str) -> Result<usize> {
        self.write(|db| import(db, text))
    }
}

fn import(db: &Transaction<'_>, text: &str) -> Result<usize> {
    let mut added = 0;
    let mut numbers = std::collections::BTreeMap::new();
    for (line, entry) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |error: &dyn std::fmt::Display| Error::other(format!("line {}: {error}", line + 1));
        let entry: Entry = serde_json::from_str(entry).map_err(|error| wrong(&error))?;
        let undoes = match entry.undoes {
            Some(old) => Some(
                *numbers.get(&old).ok_or_else(|| wrong(&format!("takes back {old}, which is not there")))?,
            ),
            None => None,
        };
        let held = entries(db)?;
        let is_same = |held: &&Entry| {
            (held.made.as_str(), held.author.as_str(), &held.correction, held.undoes)
                == (entry.made.as_str(), entry.author.as_str(), &entry.correction, undoes)
        };
        let id = match held.iter().find(is_same) {
            Some(held) => held.id,
            None => {
                added += 1;
                let id = append(db, &entry.made, &entry.author, entry.correction.as_ref(), undoes)?;
                match (&entry.correction, undoes) {
                    (Some(correction), _) => apply(db, id, correction)?,
                    (None, Some(undone)) => {
                        let body = held.iter().find(|held| held.id == undone);
                        let body = body.and_then(|entry| entry.correction.as_ref());
                        body.map_or(Ok(()), |body| take_back(db, undone, body))?;
                    }
                    (None, None) => return Err(wrong(&"neither corrects nor takes back anything")),
                }
                id
            }
        };
        numbers.insert(entry.id, id);
    }
    Ok(added)
}

/// A correction that nobody took back.
#[derive(Debug)]
pub(crate) struct Standing {
    /// Its number.
    pub number: i64,
    /// What it says.
    pub correction: Correction,
    /// The story of the first report that it names.
    pub story: Option<i64>,
    /// Why what it says of stories holds no longer.
    pub undone: Option<String>,
}

/// The corrections that stand, in order.
pub(crate) fn standing(db: &Connection) -> Result<Vec<Standing>> {
    let mut standing = Vec::new();
    for entry in entries(db)?.into_iter().filter(|entry| entry.undone_by.is_none()) {
        let Some(correction) = entry.correction else { continue };
        let story = correction.captures().first().map_or(Ok(None), |capture| story_of(db, capture))?;
        let undone = undone(db, &correction, story)?;
        standing.push(Standing { number: entry.id, correction, story, undone });
    }
    Ok(standing)
}

/// Whether the reports that a person put together, or apart, stand otherwise since.
fn undone(db: &Connection, correction: &Correction, story: Option<i64>) -> Result<Option<String>> {
    let (reports, are_together) = match correction {
        Correction::MergeStories { reports, .. } => (reports, true),
        Correction::SplitStory { reports, .. } => (reports, false),
        _ => return Ok(None),
    };
    for capture in reports {
        if (story_of(db, capture)? == story) != are_together {
            let place = if are_together { "in another story" } else { "in the story that it left" };
            return Ok(Some(format!(
                "the report {} stands {place} again",
                &capture[..capture.len().min(12)]
            )));
        }
    }
    Ok(None)
}

/// The sum of a row.
pub(crate) fn sum(made: &str, author: &str, body: &str, undoes: Option<i64>) -> i64 {
    Sum::new().text(made).text(author).text(body).number(undoes.unwrap_or(0)).finish()
}

fn append(
    db: &Transaction<'_>,
    made: &str,
    author: &str,
    correction: Option<&Correction>,
    undoes: Option<i64>,
) -> Result<i64> {
    if let Some(correction) = correction {
        prove(db, correction)?;
    }
    let body = correction.map_or(Ok(String::new()), serde_json::to_string);
    let body =
        body.map_err(|error| Error::other(format!("this correction can’t be written down: {error}")))?;
    let sum = sum(made, author, &body, undoes);
    db.prepare_cached(
        "INSERT INTO correction (made, author, body, undoes, sum) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![made, author, body, undoes, sum])?;
    Ok(db.last_insert_rowid())
}

/// Refuses what can't be meant: a report that is not held, words that do not stand there.
fn prove(db: &Connection, correction: &Correction) -> Result<()> {
    for capture in correction.captures() {
        if capture.len() != 64 || reports::find(db, capture)?.is_none() {
            return Err(Error::unknown(format!("no report of this desk was drawn from a capture {capture}")));
        }
    }
    let cites = match correction {
        Correction::RejectClaim { claim, .. } | Correction::FixSpeaker { claim, .. } => vec![claim],
        Correction::AddClaim { claim, beside } => vec![claim, beside],
        _ => Vec::new(),
    };
    for cite in cites {
        let Some(id) = reports::find(db, &cite.capture)? else { continue };
        let text = reports::get(db, id)?.report.text;
        let held: String = text.chars().skip(cite.start).take(cite.end.saturating_sub(cite.start)).collect();
        if held != cite.text || held.is_empty() {
            return Err(Error::unknown(format!(
                "{}..{} of {} reads “{held}”, not “{}”",
                cite.start, cite.end, cite.capture, cite.text
            )));
        }
    }
    Ok(())
}

/// Does at once what can be done at once, and marks the stories that wait for their accounts.
fn apply(db: &Transaction<'_>, id: i64, correction: &Correction) -> Result<()> {
    match correction {
        Correction::MergeStories { into, reports } => {
            if let Some(story) = story_of(db, into)? {
                remember(db, id, reports, story)?;
                move_to(db, reports, story)?;
            }
        }
        Correction::SplitStory { reports, .. } => found_with(db, reports)?,
        _ => {}
    }
    touch(db, correction)
}

/// Undoes what [`apply`] did at once. What was moved elsewhere since stays there.
fn take_back(db: &Transaction<'_>, id: i64, correction: &Correction) -> Result<()> {
    match correction {
        Correction::MergeStories { into, .. } => move_back(db, id, story_of(db, into)?)?,
        Correction::SplitStory { rest, reports } => {
            if let Some(story) = story_of(db, rest)? {
                move_to(db, reports, story)?;
            }
        }
        _ => {}
    }
    touch(db, correction)
}

/// Notes where reports stand that a correction is about to move to `story`.
fn remember(db: &Transaction<'_>, correction: i64, captures: &[String], story: i64) -> Result<()> {
    for capture in captures {
        if let Some(report) = current(db, capture)?
            && let Some(old) = member::story_of(db, report)?
            && old != story
        {
            db.prepare_cached("INSERT OR IGNORE INTO moved (correction, report, story) VALUES (?1, ?2, ?3)")?
                .execute([correction, report, old])?;
        }
    }
    Ok(())
}

/// Moves the reports that a correction moved to where they came from, if they still stand in `story`. A story that went
/// when its last report left comes back under its old number, so that links to it hold.
fn move_back(db: &Transaction<'_>, correction: i64, story: Option<i64>) -> Result<()> {
    let mut statement =
        db.prepare_cached("SELECT report, story FROM moved WHERE correction = ?1 ORDER BY report")?;
    let moved = statement.query_map([correction], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for (report, old) in moved.collect::<rusqlite::Result<Vec<(i64, i64)>>>()? {
        let report = reports::newest(db, report)?;
        if member::story_of(db, report)? == story {
            member::restore(db, old, &title(db, report)?)?;
            member::put(db, report, old)?;
        }
    }
    Ok(())
}

fn touch(db: &Transaction<'_>, correction: &Correction) -> Result<()> {
    let mut story = None;
    for capture in correction.captures() {
        let touched = story_of(db, capture)?;
        story = story.or(touched);
        if let Some(touched) = touched {
            member::touch(db, touched)?;
        }
    }
    change::tell(db, change::CORRECTION, story, None)?;
    Ok(())
}

/// Moves reports, by their captures, to a story.
pub(crate) fn move_to(db: &Transaction<'_>, captures: &[String], story: i64) -> Result<()> {
    for capture in captures {
        if let Some(report) = current(db, capture)?
            && member::story_of(db, report)? != Some(story)
        {
            member::put(db, report, story)?;
        }
    }
    Ok(())
}

fn found_with(db: &Transaction<'_>, captures: &[String]) -> Result<()> {
    let Some(first) = captures.first() else { return Ok(()) };
    let Some(report) = current(db, first)? else { return Ok(()) };
    let story = member::found(db, &title(db, report)?)?;
    move_to(db, captures, story)
}

/// What a story that begins with this report is called.
fn title(db: &Connection, report: i64) -> Result<String> {
    Ok(reports::get(db, report)?.report.title.unwrap_or_else(|| "Untitled".to_owned()))
}

/// The newest version of the report that was drawn from a capture.
fn current(db: &Connection, capture: &str) -> Result<Option<i64>> {
    reports::find(db, capture)?.map(|report| reports::newest(db, report)).transpose()
}

fn story_of(db: &Connection, capture: &str) -> Result<Option<i64>> {
    match reports::find(db, capture)? {
        Some(report) => member::story_of(db, report),
        None => Ok(None),
    }
}

fn entries(db: &Connection) -> Result<Vec<Entry>> {
    let mut statement = db.prepare_cached(
        "SELECT correction.id, made, author, body, undoes,
         (SELECT later.id FROM correction AS later WHERE later.undoes = correction.id ORDER BY later.id LIMIT 1),
         (SELECT why FROM misfit WHERE misfit.correction = correction.id)
         FROM correction ORDER BY correction.id",
    )?;
    let rows = statement.query_map([], entry)?;
    rows.map(|row| {
        let (entry, body) = row?;
        let correction = if body.is_empty() { Ok(None) } else { serde_json::from_str(&body).map(Some) };
        let correction = correction.map_err(|error| {
            Error::damaged(format!(
                "correction {} can’t be read ({error}); run `variorum desk check`",
                entry.id
            ))
        })?;
        Ok(Entry { correction, ..entry })
    })
    .collect()
}

fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, String)> {
    let entry = Entry {
        id: row.get(0)?,
        made: row.get(1)?,
        author: row.get(2)?,
        correction: None,
        undoes: row.get(4)?,
        undone_by: row.get(5)?,
        misfit: row.get(6)?,
    };
    Ok((entry, row.get(3)?))
}
