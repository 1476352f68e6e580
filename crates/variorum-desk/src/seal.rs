//! The seal: a checksum of every page of the store, written whenever the log of writes is folded into it.
//!
//! Nothing but [`write`] folds the log in, so a page of the store is what was sealed, or one of the states that the log
//! holds, whenever the program was stopped; and the entries of the log carry sums of their own. So every byte can be
//! proved at any time.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::log::{self, Log, PAGE, fill};
use crate::meta;

/// The store within the desk's folder.
pub const STORE: &str = "desk.db";
const FILE: &str = "desk.seal";
const MAGIC: &[u8; 8] = b"vrdseal1";
/// A reader that holds on to an earlier state is waited for so often; then the log stays, and the next seal folds it in.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(10);

/// What a seal says of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// How many writes there had been.
    pub writes: u64,
    /// The CRC-32 of each page.
    pub pages: Vec<u32>,
}

/// Folds the log into the store and seals it; leaves it as it is while another process reads an earlier state.
///
/// # Errors
/// If the log is damaged, or the disk can't be written.
pub fn write(db: &Connection, guard: &Connection, folder: &Path) -> Result<()> {
    // Nobody writes while this is held.
    guard.execute_batch("BEGIN IMMEDIATE")?;
    let sealed = fold(db, folder);
    guard.execute_batch("ROLLBACK")?;
    if sealed? {
        // All of the log is in the store: it may go. Where a reader still uses it, it stays, and does no harm.
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    }
    Ok(())
}

/// Whether the log was folded in and the store sealed.
fn fold(db: &Connection, folder: &Path) -> Result<bool> {
    let log = log::read(folder)?;
    if let Some(place) = log.damage {
        return Err(Error::damaged(format!("{}: byte {place}: {LOST}", folder.join(log::LOG).display())));
    }
    // A seal that can't be read is made anew.
    let before = read(folder).ok().flatten();
    let writes = meta::writes(db)?;
    if log.commits == 0 && before.as_ref().is_some_and(|before| before.writes == writes) {
        return Ok(true);
    }
    for _ in 0..TRIES {
        if is_folded(db)? {
            let pages = match before.filter(|before| log.goes_on_from(before, writes)) {
                Some(before) => carry_on(before.pages, &log, folder)?,
                None => pages(folder)?,
            };
            put(folder, &Seal { writes, pages })?;
            return Ok(true);
        }
        thread::sleep(PAUSE);
    }
    Ok(false)
}

fn is_folded(db: &Connection) -> Result<bool> {
    let (busy, log, folded): (i64, i64, i64) = db
        .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(busy == 0 && log == folded)
}

impl Log {
    /// Whether the log holds all that was written since a seal.
    pub fn goes_on_from(&self, seal: &Seal, writes: u64) -> bool {
        writes.checked_sub(seal.writes).is_some_and(|since| since <= self.commits)
    }
}

/// The sums of all pages after the log was folded in. Only pages that were never written, such as those that were taken
/// and given back within one write, are read.
fn carry_on(mut pages: Vec<u32>, log: &Log, folder: &Path) -> Result<Vec<u32>> {
    let known = pages.len();
    pages.resize(known.max(log.size), 0);
    for (number, states) in &log.pages {
        if let (Some(page), Some(state)) = (pages.get_mut(*number as usize - 1), states.last()) {
            *page = *state;
        }
    }
    let unwritten = (known..pages.len()).filter(|index| !log.pages.contains_key(&(*index as u32 + 1)));
    for index in unwritten.collect::<Vec<_>>() {
        pages[index] = page(folder, index)?;
    }
    Ok(pages)
}

fn put(folder: &Path, seal: &Seal) -> Result<()> {
    let (path, partial) = (folder.join(FILE), folder.join("desk.seal.part"));
    let written = File::create(&partial)
        .and_then(|mut file| file.write_all(&encode(seal)).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&partial, &path))
        // The log is emptied next: the name of the seal must outlast a loss of power by then.
        .and_then(|()| File::open(folder)?.sync_all());
    written.map_err(|error| Error::file(&path, &error))
}

/// What a damaged log means.
pub const LOST: &str = "the log of writes is damaged, and what was written behind this place can’t be read; put the desk \
    back from a copy, or cut the file off at this byte to go on without it";

/// Reads the seal. `None` if there is none.
///
/// # Errors
/// If it can't be read or is damaged.
pub fn read(folder: &Path) -> Result<Option<Seal>> {
    let path = folder.join(FILE);
    match fs::read(&path) {
        Ok(bytes) => decode(&bytes).map(Some).ok_or_else(|| {
            Error::damaged(format!("{}: the seal is damaged; the next ingest writes it anew", path.display()))
        }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::file(&path, &error)),
    }
}

/// The CRC-32 of each page of the store as it lies on the disk.
pub fn pages(folder: &Path) -> Result<Vec<u32>> {
    let path = folder.join(STORE);
    let mut file = File::open(&path).map_err(|error| Error::file(&path, &error))?;
    let mut sums = Vec::new();
    let mut block = vec![0; PAGE * 256];
    loop {
        let read = fill(&mut file, &mut block).map_err(|error| Error::file(&path, &error))?;
        sums.extend(block[..read].chunks(PAGE).map(crc32fast::hash));
        if read < block.len() {
            return Ok(sums);
        }
    }
}

/// The CRC-32 of one page; of zeros where the file does not reach so far.
fn page(folder: &Path, index: usize) -> Result<u32> {
    let path = folder.join(STORE);
    let mut page = vec![0; PAGE];
    let read = File::open(&path).and_then(|mut file| {
        file.seek(SeekFrom::Start((index * PAGE) as u64))?;
        fill(&mut file, &mut page)
    });
    read.map_err(|error| Error::file(&path, &error))?;
    Ok(crc32fast::hash(&page))
}

/// Magic, writes, pages, and the CRC-32 of all that.
fn encode(seal: &Seal) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(seal.writes.to_le_bytes());
    bytes.extend(seal.pages.iter().flat_map(|sum| sum.to_le_bytes()));
    let sum = crc32fast::hash(&bytes);
    bytes.extend(sum.to_le_bytes());
    bytes
}

fn decode(bytes: &[u8]) -> Option<Seal> {
    let (body, sum) = bytes.split_last_chunk::<4>()?;
    if crc32fast::hash(body) != u32::from_le_bytes(*sum) {
        return None;
    }
    let (writes, pages) = body.strip_prefix(MAGIC)?.split_first_chunk::<8>()?;
    let (pages, rest) = pages.as_chunks::<4>();
    rest.is_empty().then(|| Seal {
        writes: u64::from_le_bytes(*writes),
        pages: pages.iter().map(|page| u32::from_le_bytes(*page)).collect(),
    })
}
