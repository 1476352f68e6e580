//! From arrivals to reports in stories: read, annotated on all cores, kept in one transaction a batch.
//!
//! ```text
//! arrivals ── known? ──▶ batches ── prepare, on all cores ──▶ commit ──▶ stories
//! ```
//!
//! What was told as added is on the disk. Whatever stops the program, the next run goes on: what is held already is
//! passed over, and what was being written leaves no trace but a file that is written again.

use std::collections::HashSet;
use std::path::Path;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Transaction};
use variorum::note::Note;
use variorum::report::Report;
use variorum_spacy::Pipeline;

use crate::arrival::{Arrival, Given};
use crate::change;
use crate::desk::{Desk, Turn};
use crate::error::{Error, Result};
use crate::group::StoryId;
use crate::member::{self, Known, Newcomer};
pub use crate::memo::Ready;
use crate::prepare::{self, Outcome, Prepared};
use crate::{captures, identity, reports, rows, words};

/// Reports that are annotated at a time, on all cores, and kept in one transaction. Each transaction writes every page of the
/// store that it touches: fewer transactions write fewer pages.
const BATCH: usize = 1024;
/// A batch that was begun so long ago is given on when the next report arrives, so that what a slow source gave is kept before
/// long.
const BATCH_TIME: Duration = Duration::from_secs(2);
/// Bytes after which a batch is full, so that large pages do not pile up in memory.
const BATCH_BYTES: usize = 16 << 20;

/// Something that ingest tells while it works.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A report was added; it is on the disk.
    Added {
        /// Its number.
        report: i64,
        /// The story that it joined; a merge, a split or a regrouping may move it.
        story: StoryId,
        /// Where it came from.
        origin: String,
        /// The number of the version that it takes the place of.
        older: Option<i64>,
    },
    /// The desk holds it already.
    Known {
        /// Where it came from.
        origin: String,
    },
    /// Nothing could be drawn from it, or something should be known of it.
    Noted(Note),
}

/// What an ingest did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Reports added, versions included.
    pub added: usize,
    /// Of those, newer versions of reports that were there.
    pub versions: usize,
    /// What the desk held already.
    pub known: usize,
    /// What no report could be drawn from.
    pub left_out: usize,
}

/// Adds what arrives. Stories are joined as reports come; their accounts are made by [`Desk::settle_stories`].
///
/// # Errors
/// If the desk can't be written. What was told as added stays.
pub fn ingest(
    desk: &mut Desk,
    turn: &Turn,
    pipeline: &Pipeline,
    arrivals: impl Iterator<Item = Given> + Send,
    tell: impl FnMut(Event),
) -> Result<Tally> {
    ingest_with(desk, turn, pipeline, |report| prepare::ready(report, pipeline), arrivals, tell)
}

/// [`ingest`] with annotations from elsewhere: `annotate` gives what `pipeline` would make of a report.
///
/// # Errors
/// As there.
pub fn ingest_with(
    desk: &mut Desk,
    turn: &Turn,
    pipeline: &Pipeline,
    annotate: impl Fn(Report) -> Ready + Sync,
    arrivals: impl Iterator<Item = Given> + Send,
    mut tell: impl FnMut(Event),
) -> Result<Tally> {
    if !turn.is_for(desk) {
        return Err(Error::other("this turn is for another desk"));
    }
    let folder = desk.folder.clone();
    let reader = Desk::open(&folder)?;
    // Read when the first report is added: a run that finds nothing new need not know what there is.
    let mut known = None;
    let mut version = data_version(&desk.db)?;
    let mut tally = Tally::default();
    std::thread::scope(|scope| {
        let (give, take) = sync_channel::<Vec<Step>>(1);
        let (give_ready, take_ready) = sync_channel::<Result<Vec<Step>>>(1);
        scope.spawn(move || cut(arrivals, &reader.db, &give));
        let prepared_in = folder.clone();
        let annotate = &annotate;
        scope.spawn(move || {
            for batch in take {
                let prepared = prepare_all(batch, &prepared_in, pipeline, annotate);
                let failed = prepared.is_err();
                if give_ready.send(prepared).is_err() || failed {
                    return;
                }
            }
        });
        for batch in take_ready {
            let batch = batch?;
            let now = data_version(&desk.db)?;
            if now != version {
                // Another process merged or split stories, or corrected something.
                known = None;
                version = now;
            }
            captures::settle(&folder, batch.iter().filter_map(Step::stored))?;
            for event in desk.write(|db| commit(db, &mut known, batch))? {
                tally.count(&event);
                tell(event);
            }
        }
        Ok(tally)
    })
}

impl Tally {
    fn count(&mut self, event: &Event) {
        match event {
            Event::Added { older, .. } => {
                self.added += 1;
                self.versions += usize::from(older.is_some());
            }
            Event::Known { .. } => self.known += 1,
            Event::Noted(_) => self.left_out += 1,
        }
    }
}

/// An arrival on its way.
enum Step {
    Read(Box<Arrival>),
    Kept(Box<Prepared>),
    Told(Event),
}

impl Step {
    fn stored(&self) -> Option<&captures::Stored> {
        match self {
            Step::Kept(prepared) => Some(&prepared.stored),
            Step::Read(_) | Step::Told(_) => None,
        }
    }
}

/// Changes when another connection has written.
fn data_version(db: &Connection) -> Result<i64> {
    Ok(db.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

/// Cuts arrivals into batches, and passes over what is held. Ends when all is read or nobody listens any longer.
fn cut(arrivals: impl Iterator<Item = Given>, db: &Connection, give: &SyncSender<Vec<Step>>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut batch = Batch::default();
    let records = arrivals.flat_map(|given| -> Box<dyn Iterator<Item = Given>> {
        match given {
            Ok(arrival) => Box::new(arrival.records().map(Ok)),
            Err(note) => Box::new(std::iter::once(Err(note))),
        }
    });
    for record in records {
        match record {
            Err(note) => batch.add(Step::Told(Event::Noted(note)), 0),
            Ok(arrival) => {
                let sha256 = arrival.capture.sha256();
                // If the store can't be read now, the writer will say so.
                let is_held = reports::has_capture(db, &sha256).unwrap_or(false);
                if is_held || !seen.insert(sha256) {
                    batch.add(Step::Told(Event::Known { origin: arrival.capture.path }), 0);
                } else {
                    let bytes = arrival.capture.bytes.len();
                    batch.add(Step::Read(Box::new(arrival)), bytes);
                }
            }
        }
        if batch.is_full() && give.send(std::mem::take(&mut batch).steps).is_err() {
            return;
        }
    }
    if !batch.steps.is_empty() {
        // Nobody listens any longer after a failure, which is told elsewhere.
        let _ = give.send(batch.steps);
    }
}

/// What is gathered until it is worth a transaction.
#[derive(Default)]
struct Batch {
    steps: Vec<Step>,
    bytes: usize,
    /// When the first step came.
    begun: Option<Instant>,
}

impl Batch {
    fn add(&mut self, step: Step, bytes: usize) {
        self.begun.get_or_insert_with(Instant::now);
        self.steps.push(step);
        self.bytes += bytes;
    }

    fn is_full(&self) -> bool {
        let is_old = self.begun.is_some_and(|begun| begun.elapsed() >= BATCH_TIME);
        self.steps.len() >= BATCH || self.bytes >= BATCH_BYTES || is_old
    }
}

fn prepare_all(
    batch: Vec<Step>,
    folder: &Path,
    pipeline: &Pipeline,
    annotate: &(impl Fn(Report) -> Ready + Sync),
) -> Result<Vec<Step>> {
    let prepared = batch.into_par_iter().map(|step| {
        let Step::Read(arrival) = step else { return Ok(vec![step]) };
        Ok(match prepare::prepare(folder, &arrival, pipeline, annotate)? {
            Outcome::Report(prepared) => vec![Step::Kept(prepared)],
            Outcome::LeftOut(notes) => notes.into_iter().map(|note| Step::Told(Event::Noted(note))).collect(),
        })
    });
    let prepared: Result<Vec<Vec<Step>>> = prepared.collect();
    Ok(prepared?.into_iter().flatten().collect())
}

fn commit(db: &Transaction<'_>, known: &mut Option<Known>, batch: Vec<Step>) -> Result<Vec<Event>> {
    let last = words::last_report(db)?;
    let events: Result<Vec<Event>> = batch
        .into_iter()
        .filter_map(|step| match step {
            Step::Told(event) => Some(Ok(event)),
            Step::Kept(prepared) => Some(keep(db, known, &prepared)),
            Step::Read(_) => None,
        })
        .collect();
    let events = events?;
    words::add_after(db, last)?;
    Ok(events)
}

fn keep(db: &Transaction<'_>, known: &mut Option<Known>, prepared: &Prepared) -> Result<Event> {
    let Prepared { stored, origin, received, report, derived } = prepared;
    let older = match &derived.identity {
        Some(identity) => current_version(db, identity)?,
        None => None,
    };
    let is_known = reports::has_capture(db, &stored.sha256)?;
    let says_nothing_new = match older {
        Some(older) => identity::same_words(&reports::get(db, older)?.report, report),
        None => false,
    };
    if is_known || says_nothing_new {
        return Ok(Event::Known { origin: origin.clone() });
    }
    let known = match known {
        Some(known) => known,
        None => known.insert(member::known(db)?),
    };
    let id = reports::next(db)?;
    reports::insert_capture(db, id, stored, origin, received)?;
    let new = reports::NewReport { report, identity: derived.identity.as_deref(), names: &derived.names };
    reports::insert(db, id, &new)?;
    rows::insert(db, id, derived)?;
    if let Some(older) = older {
        db.prepare_cached("UPDATE report SET newer = ?2 WHERE id = ?1")?.execute([older, id])?;
    }
    let newcomer = Newcomer {
        report: id,
        older,
        day: report.published.map(|stamp| stamp.date),
        counts: &derived.counts,
        signature: &derived.signature,
        title: report.title.as_deref().unwrap_or(origin),
    };
    let story = member::join(db, known, &newcomer)?;
    let kind = if older.is_some() { change::VERSION } else { change::REPORT };
    change::tell(db, kind, Some(story), Some(id))?;
    Ok(Event::Added { report: id, story, origin: origin.clone(), older })
}

/// The newest report with this identity.
fn current_version(db: &Connection, identity: &str) -> Result<Option<i64>> {
    let mut statement = db.prepare_cached(
        "SELECT id FROM report WHERE identity = ?1 AND newer IS NULL ORDER BY id DESC LIMIT 1",
    )?;
    Ok(statement.query_row([identity], |row| row.get(0)).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use variorum::capture::Capture;

    use crate::schema;

    #[test]
    fn the_records_of_one_file_are_cut_evenly_however_long_a_batch_takes() {
        let mut db = Connection::open_in_memory().expect("memory");
        schema::migrate(&mut db).expect("the schema");
        let lines: String =
            (0..BATCH + 100).map(|number| format!("{{\"text\": \"Report {number}.\"}}\n")).collect();
        let file = Arrival::new(Capture::new("all.jsonl", lines), Timestamp::UNIX_EPOCH);
        let (give, take) = sync_channel::<Vec<Step>>(0);
        let sizes: Vec<usize> = std::thread::scope(|scope| {
            scope.spawn(move || cut(std::iter::once(Ok(file)), &db, &give));
            std::thread::sleep(BATCH_TIME + Duration::from_millis(200));
            take.into_iter().map(|batch| batch.len()).collect()
        });
        assert_eq!(sizes, [BATCH, 100]);
    }
}
