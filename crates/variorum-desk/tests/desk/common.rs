//! A desk in a folder of its own, and reports of our own invention.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use variorum_desk::ingest::{self, Event, Tally};
use variorum_desk::{Desk, input};
use variorum_spacy::Pipeline;

/// The pipeline that the program embeds; `None` where the model was not fetched, and then the test says so.
pub fn pipeline() -> Option<&'static Pipeline> {
    static LOADED: OnceLock<Option<Pipeline>> = OnceLock::new();
    let loaded = LOADED.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/en_core_web_sm-3.8.0.zip");
        let bytes = fs::read(path).ok()?;
        Some(Pipeline::from_archive(bytes).expect("the fetched model is whole"))
    });
    if loaded.is_none() {
        println!("skipped: no model; run `make model` first");
    }
    loaded.as_ref()
}

/// A folder of its own, removed at the end.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("variorum-desk-{}-{name}", std::process::id()));
        // One that an earlier run left behind.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder is made");
        Folder(path)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder is made");
        fs::write(&path, contents).expect("a file is written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The story of our own invention that the program ships.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/dunmarsh")
}

/// Ingests what stands at `paths`, and makes the accounts.
pub fn ingest(desk: &mut Desk, pipeline: &Pipeline, paths: &[PathBuf]) -> (Tally, Vec<Event>) {
    let turn = desk.turn().expect("nobody else has the turn");
    let mut events = Vec::new();
    let arrivals = input::arrivals(paths, Timestamp::UNIX_EPOCH);
    let tally =
        ingest::ingest(desk, &turn, pipeline, arrivals, |event| events.push(event)).expect("it is added");
    desk.settle_stories(pipeline, |_| ()).expect("accounts are made");
    desk.settle().expect("it is sealed");
    (tally, events)
}
