//! Making everything anew that can be made anew: reports from captures, and all that is derived of them.
//!
//! What a person said, which report belongs to which story, and the captures stay. The same program and the same model
//! give the same bytes again.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rusqlite::{Connection, Row, Transaction, params};
use variorum::capture::Capture;
use variorum::extract;
use variorum::report::Report;
use variorum_spacy::Pipeline;

use crate::captures;
use crate::desk::{Desk, Turn};
use crate::error::{Error, Result};
use crate::prepare::{self, Derived};
use crate::reports;
use crate::rows;
use crate::words;

/// Reports that are made anew at a time, in one transaction.
const BATCH: usize = 64;

/// What a rebuild did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Reports made anew.
    pub reports: usize,
    /// Of those, the ones whose text is another now.
    pub changed: usize,
    /// Accounts made anew.
    pub stories: usize,
    /// Reports that stayed as they were, since their capture could not be read, and why.
    pub kept: Vec<String>,
}

impl Desk {
    /// Draws every report from its capture again, annotates it again, and makes every account again. `tell` is told how
    /// many reports are done. May be stopped at any time and run again.
    ///
    /// # Errors
    /// If the store can't be written.
    pub fn rebuild(
        &mut self,
        turn: &Turn,
        pipeline: &Pipeline,
        mut tell: impl FnMut(usize),
    ) -> Result<Rebuilt> {
        if !turn.is_for(self) {
            return Err(Error::other("this turn is for another desk"));
        }
        let mut rebuilt = Rebuilt::default();
        let mut after = 0;
        loop {
            let batch = next(&self.db, after)?;
            let Some(last) = batch.last() else { break };
            after = last.id;
            let drawn: Vec<Drawn> =
                batch.into_par_iter().map(|old| draw(self.folder.as_path(), old, pipeline)).collect();
            self.write(|db| {
                drawn.iter().try_for_each(|drawn| replace(db, drawn, &mut rebuilt))?;
                words::add_claims(db, &made_anew(&drawn))
            })?;
            tell(rebuilt.reports);
        }
        self.write(|db| {
            // Without its key an account is not found, and so is made again.
            db.execute("DELETE FROM memo WHERE stage = ?1", [crate::memo::ACCOUNT])?;
            db.execute("UPDATE story SET is_stale = 1", [])?;
            Ok(())
        })?;
        rebuilt.stories = self.settle_stories(pipeline, |_| ())?;
        self.write(|db| {
            prune(db)?;
            for table in ["report_words", "claim_words", "point_words"] {
                db.execute(&format!("INSERT INTO {table} ({table}) VALUES ('rebuild')"), [])?;
            }
            Ok(())
        })?;
        Ok(rebuilt)
    }
}

struct Old {
    id: i64,
    sha256: String,
    file: String,
    origin: String,
    url: Option<String>,
    /// The report as it is kept; `None` if its row is damaged.
    report: Option<Report>,
}

struct Drawn {
    id: i64,
    is_changed: bool,
    /// The report with what is derived of it; `None` if neither its capture nor its row can be read.
    made: Option<(Report, Derived)>,
    /// Why the capture could not be read.
    trouble: Option<String>,
}

fn next(db: &Connection, after: i64) -> Result<Vec<Old>> {
    let mut statement = db.prepare_cached(
        "SELECT report.id, capture.sha256, capture.file, capture.origin, report.url
         FROM report JOIN capture ON capture.id = report.id WHERE report.id > ?1 ORDER BY report.id LIMIT ?2",
    )?;
    let old = |row: &Row<'_>| -> rusqlite::Result<Old> {
        let (id, sha256, file) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Old { id, sha256, file, origin: row.get(3)?, url: row.get(4)?, report: None })
    };
    let rows = statement.query_map(params![after, BATCH as i64], old)?;
    let mut batch: Vec<Old> = rows.collect::<rusqlite::Result<_>>()?;
    for old in &mut batch {
        old.report = match reports::get(db, old.id) {
            Ok(held) => Some(held.report),
            Err(error) if error.is_damaged() => None,
            Err(error) => return Err(error),
        };
    }
    Ok(batch)
}

fn draw(folder: &std::path::Path, old: Old, pipeline: &Pipeline) -> Drawn {
    let (drawn, trouble) = match captures::read(folder, &old.file, &old.sha256) {
        Ok(capture) => (extract::read(&Capture::new(old.origin, capture.bytes)).reports.pop(), None),
        Err(error) => (None, Some(error.to_string())),
    };
    // An address that only the fetcher knew is in no capture.
    let drawn = drawn.map(|report| Report { url: report.url.clone().or(old.url), ..report });
    let is_changed = drawn.is_some() && drawn != old.report;
    let made = drawn.or(old.report).map(|report| {
        let derived = prepare::derived(&prepare::ready(report.clone(), pipeline), pipeline);
        (report, derived)
    });
    Drawn { id: old.id, is_changed, made, trouble }
}

fn replace(db: &Transaction<'_>, drawn: &Drawn, rebuilt: &mut Rebuilt) -> Result<()> {
    let Drawn { id, is_changed, made, trouble } = drawn;
    rebuilt.kept.extend(trouble.clone());
    let Some((report, derived)) = made else { return Ok(()) };
    let new = reports::NewReport { report, identity: derived.identity.as_deref(), names: &derived.names };
    reports::replace(db, *id, &new)?;
    rows::delete(db, *id)?;
    rows::insert(db, *id, derived)?;
    rebuilt.reports += 1;
    rebuilt.changed += usize::from(*is_changed);
    Ok(())
}

fn made_anew(drawn: &[Drawn]) -> Vec<i64> {
    drawn.iter().filter(|drawn| drawn.made.is_some()).map(|drawn| drawn.id).collect()
}

/// Drops results that nothing leads to any longer: of another model, an earlier program, or an earlier state.
fn prune(db: &Transaction<'_>) -> Result<()> {
    let mut used: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut statement = db.prepare(
        "SELECT account FROM story WHERE account IS NOT NULL UNION SELECT annotation FROM feature",
    )?;
    for key in statement.query_map([], |row| row.get::<_, Vec<u8>>(0))? {
        used.insert(key?);
    }
    let mut statement = db.prepare("SELECT key FROM memo ORDER BY key")?;
    let keys: Vec<Vec<u8>> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for key in keys.iter().filter(|key| !used.contains(*key)) {
        db.prepare_cached("DELETE FROM memo WHERE key = ?1")?.execute([key])?;
    }
    Ok(())
}
