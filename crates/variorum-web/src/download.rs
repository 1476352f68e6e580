//! What a story can be taken away as: the formats of other tools, tables, and its captures as a web archive.

use std::io::{self, Cursor, Write};

use axum::http::StatusCode;
use jiff::Timestamp;
use variorum::contract::Collation;
use variorum::export::{self, Format};
use variorum_desk::Desk;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::problem::Problem;

/// A kind of file that a story is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Download {
    /// The format of another tool, drawn from the account.
    Text(Format),
    /// Its reports, claims, points and derivations as Parquet tables, in one ZIP.
    Tables,
    /// The captures of its reports with their hashes, as a WACZ.
    Archive,
}

impl Download {
    /// All of them, in the order in which they are offered.
    pub fn all() -> Vec<Download> {
        Format::ALL.into_iter().map(Download::Text).chain([Download::Tables, Download::Archive]).collect()
    }

    /// The one with this name.
    pub fn named(name: &str) -> Option<Download> {
        Download::all().into_iter().find(|download| download.name() == name)
    }

    /// Its name, as it stands in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Download::Text(format) => format.name(),
            Download::Tables => "parquet",
            Download::Archive => "wacz",
        }
    }

    /// What it is, for whoever chooses one.
    pub fn about(self) -> &'static str {
        match self {
            Download::Text(format) => format.about(),
            Download::Tables => "reports, claims, points and derivations as Parquet tables, in a ZIP",
            Download::Archive => {
                "the pages as they were received, with their hashes, as a web archive (WACZ)"
            }
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Download::Text(format) => format.media_type(),
            Download::Tables => "application/zip",
            Download::Archive => "application/wacz",
        }
    }

    /// The ending of the file's name.
    pub fn ending(self) -> &'static str {
        match self {
            Download::Text(format) => format.ending(),
            Download::Tables => "zip",
            Download::Archive => "wacz",
        }
    }

    /// What the file is called: with the format, where several have one ending.
    pub fn file_name(self, story: i64) -> String {
        let (name, ending) = (self.name(), self.ending());
        if name == ending {
            format!("story-{story}.{ending}")
        } else {
            format!("story-{story}-{name}.{ending}")
        }
    }

    /// The file; `None` while the story has no account. `now` stands in an archive.
    ///
    /// # Errors
    /// If there is no such story, or something of it is damaged.
    pub fn of(self, desk: &Desk, story: i64, now: Timestamp) -> Result<Option<Vec<u8>>, Problem> {
        let Some(collation) = desk.collation(story)? else { return Ok(None) };
        Ok(Some(match self {
            Download::Text(format) => export::export(&[collation], format).into_bytes(),
            Download::Tables => tables(&[collation]).map_err(|error| {
                let what = format!("the tables can’t be written: {error}");
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, what)
            })?,
            Download::Archive => {
                let mut archive = Cursor::new(Vec::new());
                desk.pack(&[story], now, &mut archive)?;
                archive.into_inner()
            }
        }))
    }
}

fn tables(collations: &[Collation]) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Parquet is compressed where that pays.
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in export::tables(collations)? {
        zip.start_file(format!("{name}.parquet"), options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
