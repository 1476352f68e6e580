//! The log of writes beside the store, as SQLite keeps it (its "WAL-mode File Format"), read to prove it.
//!
//! SQLite takes a log up to the first entry whose sum is wrong, and drops the rest without a word: it can't tell an entry
//! that was cut off from one that was damaged. Here the entries behind it tell: each sum goes on from the one before, so
//! an entry that is whole, and ends a write, behind one that is not, means that something committed was lost.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use crate::error::{Error, Result};

/// The log within the desk's folder.
pub const LOG: &str = "desk.db-wal";
/// Bytes of a page of the store.
pub const PAGE: usize = 4096;
const HEAD: usize = 32;
const FRAME_HEAD: usize = 24;
/// How a log begins; the last bit tells the order of bytes in which its sums are reckoned.
const MAGIC: u32 = 0x377f_0682;

/// What the log holds that is committed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Log {
    /// For each page, by its number from 1, the CRC-32 of every state that it was committed in; the last one counts.
    pub pages: BTreeMap<u32, Vec<u32>>,
    /// How many writes were committed.
    pub commits: u64,
    /// How many pages the store has after the last of them.
    pub size: usize,
    /// Where it is damaged: first byte of the first entry of which something committed was lost.
    pub damage: Option<u64>,
    /// Where its end is not whole: damaged, or cut off by a loss of power before it was acknowledged.
    pub torn: Option<u64>,
}

/// Reads the log; an empty one, or none at all, holds nothing.
///
/// # Errors
/// If it can't be read.
pub fn read(folder: &Path) -> Result<Log> {
    let path = folder.join(LOG);
    match File::open(&path) {
        Ok(file) => {
            entries(BufReader::with_capacity(1 << 20, file)).map_err(|error| Error::file(&path, &error))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Log::default()),
        Err(error) => Err(Error::file(&path, &error)),
    }
}

/// The sum of a log: two numbers that are carried from entry to entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sum(u32, u32);

fn entries(mut reader: impl Read) -> std::io::Result<Log> {
    let mut head = [0; HEAD];
    if fill(&mut reader, &mut head)? < HEAD {
        return Ok(Log::default());
    }
    let is_big = number(&head, 0) & 1 == 1;
    let sum = Sum(0, 0).over(&head[..24], is_big);
    let is_log = number(&head, 0) & !1 == MAGIC && number(&head, 8) as usize == PAGE;
    if !is_log || sum != held(&head, 24) {
        return Ok(Log { damage: Some(0), ..Log::default() });
    }
    let mut walk = Walk { log: Log::default(), open: Vec::new(), broken: None, sum, is_big };
    let mut frame = vec![0; FRAME_HEAD + PAGE];
    let mut place = HEAD as u64;
    while fill(&mut reader, &mut frame)? == frame.len() {
        // What an earlier log left behind carries other marks.
        walk.take(&frame, frame[8..16] == head[16..24], place);
        place += frame.len() as u64;
    }
    Ok(walk.log)
}

/// The log, as far as it was read.
struct Walk {
    log: Log,
    /// Pages of a write that is not committed yet, with their states.
    open: Vec<(u32, u32)>,
    /// The first entry that does not belong.
    broken: Option<u64>,
    sum: Sum,
    is_big: bool,
}

impl Walk {
    fn take(&mut self, frame: &[u8], is_marked: bool, place: u64) {
        let given = held(frame, 16);
        let fits = self.sum.over(&frame[..8], self.is_big).over(&frame[FRAME_HEAD..], self.is_big) == given;
        self.sum = given;
        let (page, size) = (number(frame, 0), number(frame, 4) as usize);
        if let (None, true, true) = (self.broken, is_marked, fits) {
            self.open.push((page, crc32fast::hash(&frame[FRAME_HEAD..])));
            if size > 0 {
                self.commit(size);
            }
            return;
        }
        // What fits behind this log's own entries is one of them, whatever became of its marks.
        let is_own = is_marked || self.broken.is_none() && fits;
        let broken = *self.broken.get_or_insert(place);
        if is_own && fits && size > 0 {
            self.log.damage = self.log.damage.or(Some(broken));
        } else if is_own {
            self.log.torn = self.log.torn.or(Some(broken));
        }
    }

    fn commit(&mut self, size: usize) {
        self.log.commits += 1;
        self.log.size = size;
        for (page, state) in self.open.drain(..) {
            self.log.pages.entry(page).or_default().push(state);
        }
    }
}

impl Sum {
    /// Carries the sum over more bytes, which come in pairs of numbers.
    fn over(self, bytes: &[u8], is_big: bool) -> Sum {
        let number =
            |bytes: [u8; 4]| if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) };
        bytes.as_chunks::<8>().0.iter().fold(self, |Sum(one, other), [a, b, c, d, e, f, g, h]| {
            let one = one.wrapping_add(number([*a, *b, *c, *d])).wrapping_add(other);
            Sum(one, other.wrapping_add(number([*e, *f, *g, *h])).wrapping_add(one))
        })
    }
}

fn held(bytes: &[u8], place: usize) -> Sum {
    Sum(number(bytes, place), number(bytes, place + 4))
}

/// Numbers in the log are written with the greatest byte first.
fn number(bytes: &[u8], place: usize) -> u32 {
    bytes[place..place + 4].iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// Reads until `block` is full or the end is reached; gives how much was read.
pub fn fill(reader: &mut impl Read, block: &mut [u8]) -> std::io::Result<usize> {
    let mut filled = 0;
    while filled < block.len() {
        match reader.read(&mut block[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
