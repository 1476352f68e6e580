//! The seal: a checksum of every page of the store, written when the last write is folded in.
//!
//! While nothing was written since, every single byte of the store can be proved. After a write and until the next
//! seal the sums of the rows and SQLite's own check stand in.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::meta;

/// The store within the desk's folder, and its log of writes.
pub const STORE: &str = "desk.db";
const LOG: &str = "desk.db-wal";
const FILE: &str = "desk.seal";
const PAGE: usize = 4096;
const MAGIC: &[u8; 8] = b"vrdseal1";

/// What a seal says of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// How many writes there had been.
    pub writes: u64,
    /// The CRC-32 of each page.
    pub pages: Vec<u32>,
}

/// Folds the log into the store and seals it; leaves it as it is while another process reads or writes.
pub fn write(db: &Connection, folder: &Path) -> Result<()> {
    let (busy, log, _): (i64, i64, i64) = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    if busy != 0 || log != 0 {
        return Ok(());
    }
    // Nobody can write between the sums and the count while this is held.
    db.execute_batch("BEGIN IMMEDIATE")?;
    let has_log = fs::metadata(folder.join(LOG)).is_ok_and(|about| about.len() > 0);
    let sealed = if has_log { Ok(None) } else { seal(db, folder).map(Some) };
    db.execute_batch("ROLLBACK")?;
    let Some(sealed) = sealed? else { return Ok(()) };
    let bytes = encode(&sealed);
    let (path, partial) = (folder.join(FILE), folder.join("desk.seal.part"));
    let written = File::create(&partial)
        .and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&partial, &path));
    written.map_err(|error| Error::file(&path, &error))
}

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

/// The seal that the store would get now.
fn seal(db: &Connection, folder: &Path) -> Result<Seal> {
    Ok(Seal { writes: meta::writes(db)?, pages: pages(folder)? })
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

fn fill(file: &mut File, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match file.read(&mut block[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
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
