//! Reports as the store holds them.

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};
use variorum::capture::Capture;
use variorum::report::Report;

use crate::captures::Stored;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::memo;
use crate::sum::Sum;

/// A report of a desk.
#[derive(Debug, Clone)]
pub struct Held {
    /// The file of its capture within the desk's folder.
    pub file: String,
    /// The report; its path is where it came from.
    pub report: Report,
}

/// The row of a report without its number.
#[derive(Debug, Clone)]
pub struct NewReport<'r> {
    /// The report.
    pub report: &'r Report,
    /// What versions of one report have in common, such as the address.
    pub identity: Option<&'r str>,
    /// What it names, one a line.
    pub names: &'r str,
}

/// Keeps a capture that has been written, under the number that its report will have.
pub fn insert_capture(
    db: &Transaction<'_>,
    id: i64,
    stored: &Stored,
    origin: &str,
    received: &str,
) -> Result<()> {
    let mut statement = db.prepare_cached(
        "INSERT INTO capture (id, sha256, file, size, crc, origin, received, sum)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let sum = capture_sum(stored, origin, received);
    let Stored { sha256, file, size, crc } = stored;
    statement.execute(params![id, sha256, file, *size as i64, crc, origin, received, sum])?;
    Ok(())
}

/// The number of the next report.
pub fn next(db: &Connection) -> Result<i64> {
    let mut statement = db.prepare_cached(
        "SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'report'), 0),
                        coalesce((SELECT max(id) FROM report), 0))",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// The sum of a capture's row.
pub fn capture_sum(stored: &Stored, origin: &str, received: &str) -> i64 {
    Sum::new()
        .text(&stored.sha256)
        .text(&stored.file)
        .number(stored.size as i64)
        .number(i64::from(stored.crc))
        .text(origin)
        .text(received)
        .finish()
}

/// Keeps a report under the number of its capture.
pub fn insert(db: &Transaction<'_>, id: i64, new: &NewReport<'_>) -> Result<()> {
    let NewReport { report, identity, names } = new;
    let published = report.published.map(|stamp| stamp.date.to_string());
    let body = body(report);
    let mut statement = db.prepare_cached(
        "INSERT INTO report (id, capture, identity, outlet, title, url, published, text, names, body, sum)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    statement.execute(params![
        id,
        report.sha256,
        identity,
        report.outlet,
        report.title,
        report.url,
        published,
        report.text,
        names,
        body,
        row_sum(&report.sha256, *identity, names, &report.text, &body),
    ])?;
    Ok(())
}

/// Puts a report that was drawn anew in the place of what was drawn before.
pub fn replace(db: &Transaction<'_>, id: i64, new: &NewReport<'_>) -> Result<()> {
    let NewReport { report, identity, names } = new;
    let published = report.published.map(|stamp| stamp.date.to_string());
    let body = body(report);
    let sum = row_sum(&report.sha256, *identity, names, &report.text, &body);
    let mut statement = db.prepare_cached(
        "UPDATE report SET identity = ?2, outlet = ?3, title = ?4, url = ?5, published = ?6, text = ?7, names = ?8,
         body = ?9, sum = ?10 WHERE id = ?1",
    )?;
    let Report { outlet, title, url, text, .. } = report;
    statement.execute(params![id, identity, outlet, title, url, published, text, names, body, sum])?;
    Ok(())
}

/// The sum of a report's row. Outlet, title, address and day are compared with the body instead.
pub fn row_sum(capture: &str, identity: Option<&str>, names: &str, text: &str, body: &[u8]) -> i64 {
    Sum::new().text(capture).maybe(identity).text(names).text(text).bytes(body).finish()
}

/// What the row keeps of a report beside its text.
fn body(report: &Report) -> Vec<u8> {
    memo::pack(&memo::encode(&Report { text: String::new(), ..report.clone() }))
}

/// Reads the report with this number.
///
/// # Errors
/// If there is none, or its row is damaged.
pub fn get(db: &Connection, id: i64) -> Result<Held> {
    let sql = format!("{SELECT} WHERE report.id = ?1");
    let row = db.prepare_cached(&sql)?.query_row([id], parts).optional()?;
    held(row.ok_or_else(|| Error::unknown(format!("no report has the number {id}")))?)
}

/// Reads the newest version of each report of a story, in order of arrival.
pub fn of_story(db: &Connection, story: i64) -> Result<Vec<Held>> {
    let sql = format!(
        "{SELECT} JOIN member ON member.report = report.id WHERE member.story = ?1 ORDER BY report.id"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([story], parts)?.collect::<rusqlite::Result<Vec<_>>>()?;
    rows.into_iter().map(held).collect()
}

/// The number of the report that was drawn from the capture with this hash, or with the one hash that begins so.
pub fn find(db: &Connection, capture: &str) -> Result<Option<i64>> {
    if capture.is_empty() || !capture.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    let mut statement =
        db.prepare_cached("SELECT id FROM capture WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' LIMIT 2")?;
    let found = statement.query_map([capture], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(if let [only] = found[..] { Some(only) } else { None })
}

/// The newest version of a report.
pub fn newest(db: &Connection, mut report: i64) -> Result<i64> {
    let mut newer = db.prepare_cached("SELECT newer FROM report WHERE id = ?1")?;
    while let Some(next) = newer.query_row([report], |row| row.get::<_, Option<i64>>(0)).optional()?.flatten()
    {
        report = next;
    }
    Ok(report)
}

/// Whether this capture is held.
pub fn has_capture(db: &Connection, sha256: &str) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM capture WHERE sha256 = ?1")?.exists([sha256])?)
}

impl Desk {
    /// The bytes of a capture by the hash of its bytes, proved against it.
    ///
    /// # Errors
    /// If there is no such capture, or its file is missing or damaged.
    pub fn capture(&self, sha256: &str) -> Result<Capture> {
        let mut statement = self.db.prepare_cached("SELECT file FROM capture WHERE sha256 = ?1")?;
        let file: Option<String> = statement.query_row([sha256], |row| row.get(0)).optional()?;
        let file = file.ok_or_else(|| Error::unknown(format!("no capture has the SHA-256 {sha256}")))?;
        crate::captures::read(&self.folder, &file, sha256)
    }
}

const SELECT: &str = "SELECT report.id, capture.file, report.text, report.body
    FROM report JOIN capture ON capture.id = report.id";

type Parts = (i64, String, String, Vec<u8>);

fn parts(row: &Row<'_>) -> rusqlite::Result<Parts> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn held((id, file, text, body): Parts) -> Result<Held> {
    let what = format!("report {id}");
    let unpacked = memo::unpack(&body)
        .ok_or_else(|| Error::damaged(format!("{what}: not what was stored; run `variorum desk check`")))?;
    let report: Report = memo::decode(&unpacked, &what)?;
    let is_whole = report.sections.iter().all(|section| text.get(section.span.range()).is_some());
    if !is_whole {
        return Err(Error::damaged(format!(
            "{what}: its text is not what was stored; run `variorum desk check`"
        )));
    }
    Ok(Held { file, report: Report { text, ..report } })
}
