//! Stories as a web archive that others can check: WACZ, with the captures as they were received, their addresses and
//! hashes.
//!
//! <https://specs.webrecorder.net/wacz/1.1.1/>

use std::collections::BTreeSet;
use std::io::{Seek, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;
use variorum::capture::Capture;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::desk::Desk;
use crate::error::{Error, Result};

const PROGRAM: &str = concat!("variorum ", env!("CARGO_PKG_VERSION"));
const ARCHIVE: &str = "archive/data.warc.gz";
const NAME: &str = "data.warc.gz";

/// A capture on its way into the archive.
struct Page {
    address: String,
    received: Timestamp,
    title: String,
    capture: Capture,
    sha256: String,
}

/// A file of the archive.
struct Part {
    path: &'static str,
    bytes: Vec<u8>,
}

impl Desk {
    /// Writes the captures of stories, all versions of each report, and the accounts of the stories, as a WACZ. Gives how
    /// many captures there are. `now` is the time by the caller's clock; it stands in the archive.
    ///
    /// # Errors
    /// If there is no such story, a capture is damaged, or the archive can't be written.
    pub fn pack(&self, stories: &[i64], now: Timestamp, to: impl Write + Seek) -> Result<usize> {
        let mut seen = BTreeSet::new();
        let (mut archive, mut index, mut pages) = (info(now), Vec::new(), vec![heading()]);
        let mut accounts = String::new();
        for story in stories {
            accounts += &self.account(*story)?.map_or(String::new(), |account| account + "\n");
            for page in self.pages_of(*story)? {
                if !seen.insert(page.sha256.clone()) {
                    continue;
                }
                let record = compressed(&record(&page));
                index.push(line(&page, archive.len(), record.len()));
                pages.push(json!({
                    "id": page.sha256[..16], "url": page.address, "ts": page.received.to_string(), "title": page.title,
                }));
                archive.extend(record);
            }
        }
        index.sort();
        let lines = |lines: &[Value]| lines.iter().map(|line| format!("{line}\n")).collect::<String>();
        let parts = [
            Part { path: ARCHIVE, bytes: archive },
            Part { path: "indexes/index.cdx", bytes: index.concat().into_bytes() },
            Part { path: "pages/pages.jsonl", bytes: lines(&pages).into_bytes() },
            Part { path: "variorum/stories.jsonl", bytes: accounts.into_bytes() },
        ];
        zip(&parts, now, to)
            .map_err(|error| Error::other(format!("the archive can’t be written: {error}")))?;
        Ok(seen.len())
    }

    fn pages_of(&self, story: i64) -> Result<Vec<Page>> {
        let mut pages = Vec::new();
        let told = self.collation(story)?;
        for newest in self.captures_of(story)? {
            let report = told.iter().flat_map(|told| &told.reports).find(|report| report.sha256 == newest);
            let url = report.and_then(|report| report.url.as_deref()).and_then(|url| Url::parse(url).ok());
            let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
            for version in self.versions(&newest)? {
                let capture = self.capture(&version.capture)?;
                let received = version.received.parse().unwrap_or(Timestamp::UNIX_EPOCH);
                let address = match &url {
                    Some(url) => url.to_string(),
                    None => format!("urn:sha256:{}", version.capture),
                };
                let title = version.title.unwrap_or_else(|| "Untitled".to_owned());
                pages.push(Page { address, received, title, capture, sha256: version.capture });
            }
        }
        Ok(pages)
    }
}

/// The first record: who wrote the file.
fn info(now: Timestamp) -> Vec<u8> {
    let body = format!("software: {PROGRAM}\r\nformat: WARC File Format 1.1\r\n");
    let head = format!(
        "WARC/1.1\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n\
         WARC-Date: {}\r\nWARC-Filename: {NAME}\r\nContent-Type: application/warc-fields\r\nContent-Length: {}\r\n\r\n",
        second(now),
        body.len()
    );
    compressed(format!("{head}{body}\r\n\r\n").as_bytes())
}

/// A record of the bytes as they were received; the hash is that of the capture.
fn record(page: &Page) -> Vec<u8> {
    let hash = &page.sha256;
    // A name that follows from the content, in the form of a UUID of version 8 (RFC 9562).
    let id =
        format!("{}-{}-8{}-8{}-{}", &hash[..8], &hash[8..12], &hash[13..16], &hash[17..20], &hash[20..32]);
    let head = format!(
        "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: {}\r\nWARC-Date: {}\r\n\
         WARC-Block-Digest: sha256:{hash}\r\nWARC-Payload-Digest: sha256:{hash}\r\nContent-Type: {}\r\n\
         Content-Length: {}\r\n\r\n",
        page.address,
        second(page.received),
        media_type(&page.capture),
        page.capture.bytes.len()
    );
    [head.as_bytes(), &page.capture.bytes, b"\r\n\r\n"].concat()
}

/// A line of the index: the address in the order that sorts by site, the time, and where the record stands.
fn line(page: &Page, offset: usize, length: usize) -> String {
    let about = json!({
        "url": page.address, "mime": media_type(&page.capture), "digest": format!("sha256:{}", page.sha256),
        "length": length.to_string(), "offset": offset.to_string(), "filename": NAME,
    });
    let time: String = second(page.received).chars().filter(char::is_ascii_digit).collect();
    format!("{} {time} {about}\n", by_site(&page.address))
}

/// `https://news.example/a` as `example,news)/a`.
fn by_site(address: &str) -> String {
    let Some(url) = Url::parse(address).ok().filter(Url::has_host) else { return address.to_owned() };
    let host = url.host_str().unwrap_or_default().trim_start_matches("www.");
    let host: Vec<&str> = host.split('.').rev().collect();
    let query = url.query().map_or(String::new(), |query| format!("?{query}"));
    format!("{}){}{query}", host.join(","), url.path()).to_ascii_lowercase()
}

fn media_type(capture: &Capture) -> &'static str {
    let ending = capture.path.trim_end_matches(".gz").rsplit('.').next().unwrap_or_default();
    match ending {
        "html" | "htm" => "text/html",
        "json" => "application/json",
        "md" => "text/markdown",
        _ => "text/plain",
    }
}

fn heading() -> Value {
    json!({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
}

fn second(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    // Memory takes all that is written to it.
    let _ = packer.write_all(bytes);
    packer.finish().unwrap_or_default()
}

fn zip(parts: &[Part], now: Timestamp, to: impl Write + Seek) -> std::io::Result<()> {
    let mut zip = ZipWriter::new(to);
    // What readers seek in must not be compressed once more.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    let mut write = |path: &str, bytes: &[u8]| {
        zip.start_file(path, options)?;
        zip.write_all(bytes)
    };
    for part in parts {
        write(part.path, &part.bytes)?;
    }
    let resources = parts.iter().map(|part| {
        let name = part.path.rsplit('/').next().unwrap_or_default();
        json!({"name": name, "path": part.path, "hash": hash(&part.bytes), "bytes": part.bytes.len()})
    });
    let package = json!({
        "profile": "data-package", "wacz_version": "1.1.1", "software": PROGRAM, "created": second(now),
        "title": "Reports as they were received", "resources": resources.collect::<Vec<_>>(),
    });
    let package = serde_json::to_string_pretty(&package)?;
    write("datapackage.json", package.as_bytes())?;
    let digest = json!({"path": "datapackage.json", "hash": hash(package.as_bytes())});
    write("datapackage-digest.json", digest.to_string().as_bytes())?;
    zip.finish()?;
    Ok(())
}

fn hash(bytes: &[u8]) -> String {
    format!("sha256:{}", Capture::new("", bytes).sha256())
}

#[cfg(test)]
mod tests {
    #[test]
    fn addresses_sort_by_site() {
        for (address, key) in
            [("https://www.News.example/A?b=C", "example,news)/a?b=c"), ("urn:sha256:ab", "urn:sha256:ab")]
        {
            assert_eq!(super::by_site(address), key);
        }
    }
}
