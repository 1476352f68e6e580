//! Web archives: the pages of a WARC file (ISO 28500), streamed, whatever its size.

use std::io::{BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use jiff::Timestamp;
use variorum::capture::Capture;
use variorum::note::Note;

use super::{MAX_PAGE_BYTES, http};
use crate::arrival::{Arrival, Given};

/// More bytes of headers are no record.
const MAX_HEAD: usize = 64 << 10;

/// The pages of an archive, one after another; of each record no more than one page is held in memory.
pub struct Pages<R> {
    reader: R,
    path: String,
    received: Timestamp,
    is_done: bool,
}

/// The pages of the archive at `path`, plain or compressed record by record. `received` stands for pages that do not
/// tell when they were received.
pub fn pages<R: Read>(reader: R, path: &str, received: Timestamp) -> Pages<Stream<R>> {
    let mut reader = BufReader::with_capacity(1 << 16, reader);
    let is_packed = reader.fill_buf().is_ok_and(|bytes| bytes.starts_with(&[0x1f, 0x8b]));
    let reader = if is_packed {
        Stream::Packed(Box::new(BufReader::new(MultiGzDecoder::new(reader))))
    } else {
        Stream::Plain(reader)
    };
    Pages { reader, path: path.to_owned(), received, is_done: false }
}

/// An archive as it is read.
pub enum Stream<R: Read> {
    /// As it is.
    Plain(BufReader<R>),
    /// Compressed with gzip, usually record by record.
    Packed(Box<BufReader<MultiGzDecoder<BufReader<R>>>>),
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Stream::Plain(reader) => reader.read(buffer),
            Stream::Packed(reader) => reader.read(buffer),
        }
    }
}

impl<R: Read> BufRead for Stream<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match self {
            Stream::Plain(reader) => reader.fill_buf(),
            Stream::Packed(reader) => reader.fill_buf(),
        }
    }

    fn consume(&mut self, amount: usize) {
        match self {
            Stream::Plain(reader) => reader.consume(amount),
            Stream::Packed(reader) => reader.consume(amount),
        }
    }
}

/// What a record's header tells.
#[derive(Debug, Default)]
struct Header {
    kind: String,
    url: Option<String>,
    date: Option<Timestamp>,
    content_type: String,
    length: u64,
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Given;

    fn next(&mut self) -> Option<Given> {
        while !self.is_done {
            match self.record() {
                Ok(Some(Some(given))) => return Some(given),
                Ok(Some(None)) => {}
                Ok(None) => self.is_done = true,
                Err(what) => {
                    self.is_done = true;
                    return Some(Err(Note::warning(format!(
                        "{}: damaged: {what}; the pages before are read",
                        self.path
                    ))));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Pages<R> {
    /// Reads one record: `None` at the end, `Some(None)` for one that is no page.
    fn record(&mut self) -> Result<Option<Option<Given>>, String> {
        let Some(header) = self.header()? else { return Ok(None) };
        let is_page = matches!(header.kind.as_str(), "response" | "resource");
        if !is_page || header.length > 2 * MAX_PAGE_BYTES as u64 {
            self.skip(header.length)?;
            return Ok(Some(None));
        }
        let mut block = Vec::new();
        let read = self
            .reader
            .by_ref()
            .take(header.length)
            .read_to_end(&mut block)
            .map_err(|error| error.to_string())?;
        if (read as u64) < header.length {
            return Err("it ends within a record".to_owned());
        }
        Ok(Some(self.page(header, block)))
    }

    /// The page of a record, if it is one.
    fn page(&self, header: Header, block: Vec<u8>) -> Option<Given> {
        let url = header.url?;
        let (status, content_type, body) = if header.kind == "response" {
            let response = http::response(&block, MAX_PAGE_BYTES)?;
            (response.status, response.content_type, response.body)
        } else {
            (200, Some(header.content_type), block)
        };
        let is_html = matches!(content_type.as_deref(), Some("text/html" | "application/xhtml+xml"));
        if status != 200 || !is_html || body.trim_ascii().is_empty() {
            return None;
        }
        let received = header.date.unwrap_or(self.received);
        Some(Ok(Arrival { capture: Capture::new(page_name(&url), body), url: Some(url), received }))
    }

    fn header(&mut self) -> Result<Option<Header>, String> {
        let mut line = Vec::new();
        // Two empty lines end a record.
        while line.trim_ascii().is_empty() {
            line.clear();
            if self.line(&mut line)? == 0 {
                return Ok(None);
            }
        }
        if !line.starts_with(b"WARC/") {
            return Err("a record does not begin with WARC/".to_owned());
        }
        let mut header = Header::default();
        let mut has_length = false;
        let mut bytes = 0;
        loop {
            line.clear();
            bytes += self.line(&mut line)?;
            if bytes > MAX_HEAD {
                return Err("a record’s header is longer than 64 KiB".to_owned());
            }
            let text = String::from_utf8_lossy(&line);
            let text = text.trim();
            if text.is_empty() {
                break;
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => header.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => header.date = value.parse().ok(),
                "content-type" => {
                    header.content_type =
                        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                }
                "content-length" => {
                    header.length = value.parse().map_err(|_| "a record’s length is no number".to_owned())?;
                    has_length = true;
                }
                _ => {}
            }
        }
        if has_length { Ok(Some(header)) } else { Err("a record does not tell its length".to_owned()) }
    }

    fn line(&mut self, line: &mut Vec<u8>) -> Result<usize, String> {
        let read = self.reader.by_ref().take(MAX_HEAD as u64).read_until(b'\n', line);
        read.map_err(|error| error.to_string())
    }

    fn skip(&mut self, length: u64) -> Result<(), String> {
        let skipped = std::io::copy(&mut self.reader.by_ref().take(length), &mut std::io::sink());
        match skipped {
            Ok(skipped) if skipped == length => Ok(()),
            Ok(_) => Err("it ends within a record".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// The address as the name of a capture: a number after `#` would name a record.
pub fn page_name(url: &str) -> String {
    url.split('#').next().unwrap_or_default().to_owned()
}
