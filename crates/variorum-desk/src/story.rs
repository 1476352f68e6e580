//! Stories: their list, and the account of each.

use rusqlite::{Connection, OptionalExtension, Row, params};
use schemars::JsonSchema;
use serde::Serialize;
use variorum::contract::Collation;

use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::memo::{self, Key};

/// One story in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryLine {
    /// Its number, which it keeps.
    pub id: i64,
    /// The headline of its first report.
    pub title: String,
    /// How many reports it has; of each the newest version.
    pub reports: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// How many points are contested.
    pub contested: usize,
    /// The day of its first report.
    pub first_day: Option<String>,
    /// The day of its last report.
    pub last_day: Option<String>,
    /// The number of the last change to it: greater means later.
    pub changed: i64,
    /// When the last of its reports was received, in UTC.
    pub received: Option<String>,
    /// Whether its account does not yet tell of all its reports.
    pub is_stale: bool,
}

/// In which order stories are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// What changed last comes first.
    #[default]
    Changed,
    /// The largest comes first.
    Size,
}

impl Desk {
    /// Stories in order, `limit` of them after the first `skipped`.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn stories(&self, order: Order, limit: usize, skipped: usize) -> Result<Vec<StoryLine>> {
        let order = match order {
            Order::Changed => "changed DESC",
            Order::Size => "reports DESC, id",
        };
        let sql = format!("{SELECT} ORDER BY {order} LIMIT ?1 OFFSET ?2");
        let mut statement = self.db.prepare_cached(&sql)?;
        let rows = statement.query_map(params![limit as i64, skipped as i64], line)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One story.
    ///
    /// # Errors
    /// If there is none with this number.
    pub fn story(&self, id: i64) -> Result<StoryLine> {
        let sql = format!("{SELECT} WHERE id = ?1");
        let found = self.db.prepare_cached(&sql)?.query_row([id], line).optional()?;
        found.ok_or_else(|| unknown(id))
    }

    /// The account of a story as JSON by the contract `variorum.collation/1`; `None` where none was made yet. The path
    /// of each of its reports is that of the capture within the desk's folder.
    ///
    /// # Errors
    /// If there is no such story, its account is damaged, or the store can't be read.
    pub fn account(&self, id: i64) -> Result<Option<String>> {
        let mut statement = self.db.prepare_cached("SELECT account FROM story WHERE id = ?1")?;
        let key: Option<Option<Key>> = statement.query_row([id], |row| row.get(0)).optional()?;
        let Some(key) = key.ok_or_else(|| unknown(id))? else { return Ok(None) };
        let account = account(&self.db, &key)?;
        if account.is_none() && memo::has(&self.db, &key)? {
            return Err(Error::damaged(format!(
                "the account of story {id} is damaged; `variorum desk rebuild` makes it anew"
            )));
        }
        Ok(account)
    }

    /// [`Desk::account`], read.
    ///
    /// # Errors
    /// As there.
    pub fn collation(&self, id: i64) -> Result<Option<Collation>> {
        let Some(json) = self.account(id)? else { return Ok(None) };
        let read = serde_json::from_str(&json);
        read.map(Some)
            .map_err(|error| Error::damaged(format!("the account of story {id} can’t be read: {error}")))
    }

    /// The captures of the reports of a story, by their SHA-256, in order of arrival.
    ///
    /// # Errors
    /// If there is no such story, or the store can't be read.
    pub fn captures_of(&self, story: i64) -> Result<Vec<String>> {
        self.story(story)?;
        let mut statement = self.db.prepare_cached(
            "SELECT capture FROM report JOIN member ON member.report = report.id WHERE story = ?1 ORDER BY report.id",
        )?;
        let rows = statement.query_map([story], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The full SHA-256 of the one capture of a report that begins so; `None` if there is none, or are several.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn find(&self, beginning: &str) -> Result<Option<String>> {
        match crate::reports::find(&self.db, beginning)? {
            Some(report) => Ok(Some(crate::reports::get(&self.db, report)?.report.sha256)),
            None => Ok(None),
        }
    }

    /// The words at a place of a report: code points `start` to `end` of its text.
    ///
    /// # Errors
    /// If the desk holds no such report.
    pub fn words(&self, capture: &str, start: usize, end: usize) -> Result<String> {
        let report = crate::reports::find(&self.db, capture)?;
        let report =
            report.ok_or_else(|| Error::unknown(format!("no report was drawn from a capture {capture}")))?;
        let text = crate::reports::get(&self.db, report)?.report.text;
        Ok(text.chars().skip(start).take(end.saturating_sub(start)).collect())
    }

    /// The story that holds the report drawn from a capture, by the hash of its bytes or the beginning of it.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn story_of(&self, capture: &str) -> Result<Option<i64>> {
        match crate::reports::find(&self.db, capture)? {
            Some(report) => crate::member::story_of(&self.db, report),
            None => Ok(None),
        }
    }
}

/// The account under a key.
pub(crate) fn account(db: &Connection, key: &Key) -> Result<Option<String>> {
    let Some(packed) = memo::get(db, key)? else { return Ok(None) };
    Ok(memo::unpack(&packed).and_then(|bytes| String::from_utf8(bytes).ok()))
}

fn unknown(id: i64) -> Error {
    Error::unknown(format!("no story has the number {id}; `variorum desk status` lists them"))
}

const SELECT: &str = "SELECT id, title, reports, origins, contested, first_day, last_day, changed, is_stale,
     (SELECT max(capture.received) FROM member JOIN report ON report.id = member.report
      JOIN capture ON capture.id = report.id WHERE member.story = story.id)
     FROM story";

fn line(row: &Row<'_>) -> rusqlite::Result<StoryLine> {
    Ok(StoryLine {
        id: row.get(0)?,
        title: row.get(1)?,
        reports: row.get::<_, i64>(2)? as usize,
        origins: row.get::<_, i64>(3)? as usize,
        contested: row.get::<_, i64>(4)? as usize,
        first_day: row.get(5)?,
        last_day: row.get(6)?,
        changed: row.get(7)?,
        is_stale: row.get::<_, i64>(8)? == 1,
        received: row.get(9)?,
    })
}
