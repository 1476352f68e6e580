//! Reads files out of a zip archive held in memory.
//!
//! Layout as in PKWARE's APPNOTE 6.3: the directory stands at the end and gives for each file its place, sizes,
//! method and CRC-32. Of the methods, *stored* and *deflated* occur in wheels.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;

use flate2::{Crc, read::DeflateDecoder};

/// Larger files than this are refused: no pipeline part comes near it.
const MAX_FILE_BYTES: usize = 1 << 30;
/// Files that grow more than this when unpacked are refused: tables and weights grow tenfold at the most.
const MAX_EXPANSION: usize = 100;
const END_OF_DIRECTORY: u32 = 0x0605_4b50;
const DIRECTORY_ENTRY: u32 = 0x0201_4b50;
const LOCAL_HEADER: u32 = 0x0403_4b50;

/// An archive with its directory read.
pub(super) struct Zip {
    bytes: Cow<'static, [u8]>,
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u16,
    crc: u32,
    packed_len: usize,
    len: usize,
    header: usize,
}

impl Zip {
    /// Whether `bytes` begin as a zip archive does.
    pub(super) fn is_zip(bytes: &[u8]) -> bool {
        u32_at(bytes, 0) == Some(LOCAL_HEADER)
    }

    /// Reads the directory. The error is a sentence part that says what is wrong.
    pub(super) fn open(bytes: Cow<'static, [u8]>) -> Result<Zip, String> {
        let entries = read_directory(&bytes).ok_or("its directory cannot be read (cut short?)")?;
        Ok(Zip { bytes, entries })
    }

    /// Paths of all files, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The content of the file at `path`, or `None` if there is no such file.
    pub(super) fn read(&self, path: &str) -> Option<Result<Cow<'_, [u8]>, String>> {
        self.entries.get(path).map(|entry| self.extract(entry))
    }

    /// Finds bytes that were read out of the archive in the archive itself, if that lasts as long as the program.
    pub(super) fn lasting(&self, part: &[u8]) -> Option<&'static [u8]> {
        let Cow::Borrowed(bytes) = self.bytes else { return None };
        let start = part.as_ptr().addr().checked_sub(bytes.as_ptr().addr())?;
        // Whatever the addresses say: what is given back is the same.
        bytes.get(start..start.checked_add(part.len())?).filter(|found| *found == part)
    }

    fn extract(&self, entry: &Entry) -> Result<Cow<'_, [u8]>, String> {
        let packed = packed_bytes(&self.bytes, entry).ok_or("its place in the archive is wrong")?;
        // A small archive must not be able to claim much memory.
        if entry.len / MAX_EXPANSION > entry.packed_len + 1024 {
            return Err("it would grow more than a hundredfold when unpacked".to_owned());
        }
        if entry.len > MAX_FILE_BYTES {
            return Err(format!("it claims {} bytes", entry.len));
        }
        let content = match entry.method {
            0 => Cow::Borrowed(packed),
            8 => Cow::Owned(inflate(packed, entry.len)?),
            other => return Err(format!("packing method {other} is unknown")),
        };
        let mut crc = Crc::new();
        crc.update(&content);
        if content.len() != entry.len || crc.sum() != entry.crc {
            return Err("its checksum does not match".to_owned());
        }
        Ok(content)
    }
}

fn inflate(packed: &[u8], len: usize) -> Result<Vec<u8>, String> {
    // Deflate cannot expand a byte more than 1032-fold, so a false length cannot make us reserve much.
    let mut content = Vec::with_capacity(len.min(packed.len().saturating_mul(1032)));
    DeflateDecoder::new(packed)
        .take(len as u64 + 1)
        .read_to_end(&mut content)
        .map_err(|error| format!("it cannot be inflated ({error})"))?;
    Ok(content)
}

fn packed_bytes<'a>(bytes: &'a [u8], entry: &Entry) -> Option<&'a [u8]> {
    let header = bytes.get(entry.header..)?;
    if u32_at(header, 0)? != LOCAL_HEADER {
        return None;
    }
    let start = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
    header.get(start..start.checked_add(entry.packed_len)?)
}

fn read_directory(bytes: &[u8]) -> Option<BTreeMap<String, Entry>> {
    let end = find_end(bytes)?;
    let count = u16_at(bytes, end + 10)?;
    let mut at = u32_at(bytes, end + 16)? as usize;
    let mut entries = BTreeMap::new();
    for _ in 0..count {
        let record = bytes.get(at..)?;
        if u32_at(record, 0)? != DIRECTORY_ENTRY {
            return None;
        }
        let name_len = usize::from(u16_at(record, 28)?);
        let name = std::str::from_utf8(record.get(46..46 + name_len)?).ok()?;
        let entry = Entry {
            method: u16_at(record, 10)?,
            crc: u32_at(record, 16)?,
            packed_len: u32_at(record, 20)? as usize,
            len: u32_at(record, 24)? as usize,
            header: u32_at(record, 42)? as usize,
        };
        entries.insert(name.to_owned(), entry);
        at += 46 + name_len + usize::from(u16_at(record, 30)?) + usize::from(u16_at(record, 32)?);
    }
    Some(entries)
}

/// The end record is 22 bytes and may be followed by a comment of up to 65,535.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(65_535);
    (first..=last).rev().find(|&at| u32_at(bytes, at) == Some(END_OF_DIRECTORY))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_bytes_of_an_archive_that_lasts_are_found_in_it() {
        const BYTES: &[u8] = b"PK and so on";
        let zip = |bytes: Cow<'static, [u8]>| Zip { bytes, entries: BTreeMap::new() };
        let lasting = zip(BYTES.into());
        assert_eq!(lasting.lasting(&BYTES[3..6]), Some(&b"and"[..]));
        assert_eq!(lasting.lasting(b"and".as_ref()), None);
        assert_eq!(zip(BYTES.to_vec().into()).lasting(&BYTES[3..6]), None);
    }
}
