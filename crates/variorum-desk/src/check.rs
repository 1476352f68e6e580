//! Proves that everything is as it was stored, and says where it is not.

use std::collections::BTreeSet;
use std::fs;

use rusqlite::Row;
use serde::Serialize;

use crate::captures::{self, Stored};
use crate::correction;
use crate::desk::Desk;
use crate::error::{Error, Result};
use crate::fetch::Validators;
use crate::log::{self, Log};
use crate::seal::{self, Seal};
use crate::{memo, meta, reports, rows, web};

/// A store that is written to while it is looked at is looked at again so often.
const TRIES: usize = 3;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Checked {
    /// What is damaged: where, and what to do. Empty where all is well.
    pub damage: Vec<Damage>,
    /// Captures proved against their hashes.
    pub captures: usize,
    /// Rows proved against their sums.
    pub rows: usize,
    /// Pages of the store proved by the seal and the log of writes; 0 where there is no seal.
    pub pages: usize,
    /// Files beside the captures that the store does not know: left by an ingest that was stopped, and harmless.
    pub strays: usize,
}

/// One thing that is not as it was stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file, row or page.
    pub place: String,
    /// What is wrong with it, and the remedy.
    pub what: String,
}

impl Desk {
    /// Checks every capture, every row and, where the seal stands, every byte of the store.
    ///
    /// # Errors
    /// If the store can't be read at all.
    pub fn check(&self) -> Result<Checked> {
        let mut checked = Checked::default();
        self.check_seal(&mut checked);
        self.check_store(&mut checked);
        self.check_rows(&mut checked);
        if let Err(error) = self.check_captures(&mut checked) {
            checked.found("captures", error.to_string());
        }
        Ok(checked)
    }

    /// Proves the log of writes, and each page of the store by the seal and the log.
    fn check_seal(&self, checked: &mut Checked) {
        for _ in 0..TRIES {
            match self.try_seal() {
                // Somebody settled the desk meanwhile, and the store and the seal were not read at one moment.
                Ok(None) => {}
                Ok(Some(sealed)) => {
                    checked.pages = sealed.pages;
                    return checked.damage.extend(sealed.damage);
                }
                Err((place, error)) => return checked.found(place, error.to_string()),
            }
        }
    }

    /// `None` if the desk was written to while it was looked at.
    fn try_seal(&self) -> std::result::Result<Option<Checked>, (&'static str, Error)> {
        let mut checked = Checked::default();
        let log = log::read(&self.folder).map_err(|error| (log::LOG, error))?;
        if let Some(place) = log.damage {
            checked.found(&format!("{}, byte {place}", log::LOG), seal::LOST);
        } else if let Some(place) = log.torn {
            checked.found(&format!("{}, byte {place}", log::LOG), TORN);
        }
        let Some(sealed) = seal::read(&self.folder).map_err(|error| ("desk.seal", error))? else {
            return Ok(Some(checked));
        };
        let writes = meta::writes(&self.db).unwrap_or(sealed.writes);
        if !log.goes_on_from(&sealed, writes) {
            return Ok(Some(checked));
        }
        let pages = seal::pages(&self.folder).map_err(|error| (seal::STORE, error))?;
        self.compare(&sealed, &log, &pages, &mut checked);
        let is_still = checked.damage.is_empty()
            || seal::read(&self.folder).ok().flatten().as_ref() == Some(&sealed)
                && meta::writes(&self.db).unwrap_or(sealed.writes) == writes;
        Ok(is_still.then_some(checked))
    }

    /// A page is what was sealed, or what some write since made of it.
    fn compare(&self, sealed: &Seal, log: &Log, pages: &[u32], checked: &mut Checked) {
        if pages.len() < sealed.pages.len() || pages.len() > sealed.pages.len().max(log.size) {
            let what = format!("has {} pages, and {} were sealed; {COPY}", pages.len(), sealed.pages.len());
            checked.found(seal::STORE, what);
        }
        let is_known = |index: usize, page: &u32| {
            let states = log.pages.get(&(index as u32 + 1));
            // Beyond what was sealed stand pages that no write was committed to yet.
            sealed.pages.get(index).map_or(states.is_none(), |sealed| sealed == page)
                || states.is_some_and(|states| states.contains(page))
        };
        let unknown: Vec<usize> = pages
            .iter()
            .enumerate()
            .filter(|(index, page)| !is_known(*index, page))
            .map(|(index, _)| index)
            .collect();
        let owners = if unknown.is_empty() { None } else { self.owners() };
        for number in unknown {
            let owner = owners.as_ref().and_then(|owners| owners.get(number)).map_or("", String::as_str);
            let place =
                format!("desk.db, page {} (bytes {} to {})", number + 1, number * 4096, number * 4096 + 4095);
            let holds = if owner.is_empty() { String::new() } else { format!(", which holds {owner}") };
            checked.found(&place, format!("is not what was sealed{holds}; {COPY}"));
        }
        checked.pages = pages.len();
    }

    /// What each page holds, as far as SQLite can still tell.
    fn owners(&self) -> Option<Vec<String>> {
        let mut statement = self.db.prepare("SELECT pageno, name FROM dbstat").ok()?;
        let rows =
            statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).ok()?;
        let mut owners = Vec::new();
        for (page, name) in rows.map_while(std::result::Result::ok) {
            let index = usize::try_from(page).ok()?.checked_sub(1)?;
            owners.resize(owners.len().max(index + 1), String::new());
            owners[index] = name;
        }
        Some(owners)
    }

    fn check_store(&self, checked: &mut Checked) {
        let mut found: Vec<String> = Vec::new();
        let mut look = || -> rusqlite::Result<()> {
            let mut statement = self.db.prepare("PRAGMA integrity_check(20)")?;
            let told = statement.query_map([], |row| row.get::<_, String>(0))?;
            found.extend(told.filter_map(std::result::Result::ok).filter(|told| told != "ok"));
            let mut statement = self.db.prepare("PRAGMA foreign_key_check")?;
            let told = statement.query_map([], |row| {
                Ok(format!(
                    "row {:?} of {} leads nowhere",
                    row.get::<_, Option<i64>>(1)?,
                    row.get::<_, String>(0)?
                ))
            })?;
            found.extend(told.filter_map(std::result::Result::ok).take(20));
            Ok(())
        };
        if let Err(error) = look() {
            found.push(error.to_string());
        }
        for what in found {
            checked.found("desk.db", format!("{what}; {COPY}"));
        }
    }

    fn check_rows(&self, checked: &mut Checked) {
        self.check_table(checked, "meta", "SELECT key, value, sum FROM meta", |row| {
            let (key, value): (String, String) = (row.get(0)?, row.get(1)?);
            Ok((meta::sum(&key, &value) == row.get::<_, i64>(2)?, key))
        });
        let sql = "SELECT sha256, file, size, crc, origin, received, sum FROM capture";
        self.check_table(checked, "capture", sql, |row| {
            let (stored, origin, received) =
                (stored(row)?, row.get::<_, String>(4)?, row.get::<_, String>(5)?);
            let sum = reports::capture_sum(&stored, &origin, &received);
            Ok((sum == row.get::<_, i64>(6)?, stored.sha256))
        });
        let sql = "SELECT report.capture, identity, names, text, body, report.sum, report.id, sha256
                   FROM report LEFT JOIN capture ON capture.id = report.id";
        self.check_table(checked, "report", sql, |row| {
            let identity: Option<String> = row.get(1)?;
            let (capture, names, text): (String, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
            let sum =
                reports::row_sum(&capture, identity.as_deref(), &names, &text, &row.get::<_, Vec<u8>>(4)?);
            let is_of_capture = row.get::<_, Option<String>>(7)?.as_ref() == Some(&capture);
            Ok((sum == row.get::<_, i64>(5)? && is_of_capture, row.get::<_, i64>(6)?.to_string()))
        });
        let sql = "SELECT report, words, signature, sum, annotation FROM feature";
        self.check_table(checked, "feature", sql, |row| {
            let report: i64 = row.get(0)?;
            let blob = |index: usize| row.get::<_, Vec<u8>>(index);
            let sum = rows::feature_sum(report, &blob(1)?, &blob(2)?, &blob(4)?);
            Ok((sum == row.get::<_, i64>(3)?, report.to_string()))
        });
        let sql = "SELECT url, etag, modified, failures, next_poll, sum FROM feed";
        self.check_table(checked, "feed", sql, |row| {
            let url: String = row.get(0)?;
            let validators = Validators { etag: row.get(1)?, modified: row.get(2)? };
            let next: Option<String> = row.get(4)?;
            let sum = web::sum(&url, &validators, row.get(3)?, next.as_deref());
            Ok((sum == row.get::<_, i64>(5)?, url))
        });
        let sql = "SELECT made, author, body, undoes, sum, id FROM correction";
        self.check_table(checked, "correction", sql, |row| {
            let (made, author, body): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let sum = correction::sum(&made, &author, &body, row.get(3)?);
            Ok((sum == row.get::<_, i64>(4)?, row.get::<_, i64>(5)?.to_string()))
        });
        self.check_table(checked, "memo", "SELECT key, stage, value, sum, rowid FROM memo", |row| {
            let key: Vec<u8> = row.get(0)?;
            let sum = memo::sum(&key, &row.get::<_, String>(1)?, &row.get::<_, Vec<u8>>(2)?);
            Ok((sum == row.get::<_, i64>(3)?, row.get::<_, i64>(4)?.to_string()))
        });
    }

    fn check_table(
        &self,
        checked: &mut Checked,
        table: &str,
        sql: &str,
        is_whole: impl Fn(&Row<'_>) -> rusqlite::Result<(bool, String)>,
    ) {
        let remedy = if matches!(table, "memo" | "feature") { REBUILD } else { COPY };
        let mut look = || -> rusqlite::Result<()> {
            let mut statement = self.db.prepare(sql)?;
            let mut found = statement.query([])?;
            while let Some(row) = found.next()? {
                match is_whole(row) {
                    Ok((true, _)) => checked.rows += 1,
                    Ok((false, name)) => {
                        checked
                            .found(&format!("{table} {name}"), format!("is not what was stored; {remedy}"));
                    }
                    Err(error) => checked.found(table, format!("a row can’t be read ({error}); {remedy}")),
                }
            }
            Ok(())
        };
        if let Err(error) = look() {
            checked.found(table, format!("can’t be read ({error}); {remedy}"));
        }
    }

    fn check_captures(&self, checked: &mut Checked) -> Result<()> {
        let mut statement = self
            .db
            .prepare("SELECT sha256, file, size, crc, origin, received, sum FROM capture ORDER BY file")?;
        let held: Vec<Stored> = statement.query_map([], stored)?.collect::<rusqlite::Result<_>>()?;
        let mut known = BTreeSet::new();
        for stored in &held {
            known.insert(stored.file.as_str());
            match self.check_capture(stored) {
                Ok(()) => checked.captures += 1,
                Err(what) => checked.found(&stored.file, what),
            }
        }
        checked.strays =
            captures::list(&self.folder)?.iter().filter(|file| !known.contains(file.as_str())).count();
        Ok(())
    }

    fn check_capture(&self, stored: &Stored) -> std::result::Result<(), String> {
        captures::read(&self.folder, &stored.file, &stored.sha256).map_err(|error| error.to_string())?;
        let packed = fs::read(self.folder.join(&stored.file)).map_err(|error| error.to_string())?;
        if packed.len() as u64 != stored.size || crc32fast::hash(&packed) != stored.crc {
            return Err(
                "holds what was received, but its file is not what was written; put it back from a copy"
                    .into(),
            );
        }
        Ok(())
    }
}

const TORN: &str = "the end of the log of writes is not whole: it is damaged, or a loss of power cut off what was not \
    acknowledged yet; the next ingest goes on without it";
const COPY: &str = "put the desk’s store back from a copy";
const REBUILD: &str = "`variorum desk rebuild` makes it anew";

impl Checked {
    fn found(&mut self, place: &str, what: impl Into<String>) {
        self.damage.push(Damage { place: place.to_owned(), what: what.into() });
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        sha256: row.get(0)?,
        file: row.get(1)?,
        size: row.get::<_, i64>(2)? as u64,
        crc: row.get(3)?,
    })
}
