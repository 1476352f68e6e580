//! Desks of every format that was ever written are opened by today's program.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::common::Folder;
use jiff::Timestamp;
use variorum_desk::Desk;
use variorum_desk::correction::Correction;

/// A desk of two reports, which a person merged, split and merged again into story 1, and of which one has a note.
fn opened(folder: &Folder, format: &str) -> Desk {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(format);
    let mut store = Vec::new();
    let packed = fs::read(kept.join("desk.db.gz")).expect("the fixture");
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut store).expect("unpacked");
    folder.write("desk/desk.db", store);
    for file in files(&kept.join("captures")) {
        let name = file.strip_prefix(&kept).expect("within the fixture").display().to_string();
        folder.write(&format!("desk/{name}"), fs::read(&file).expect("a capture"));
    }
    Desk::open(folder.path("desk")).expect("opened")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("listed").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_desk_of_each_format_is_opened_whole() {
    for format in ["1", "2", "3"] {
        let folder = Folder::new(&format!("format-{format}"));
        let desk = opened(&folder, format);
        assert_eq!(desk.check().expect("checked").damage, []);
        let story = desk.story(1).expect("it has a story");
        assert_eq!((story.title.as_str(), story.reports), ("Hospital counts 19 dead in Dunmarsh", 2));
        assert!(desk.account(1).expect("readable").is_some_and(|json| json.contains("variorum.collation/1")));
        let corrections = desk.corrections().expect("listed");
        assert!(
            matches!(&corrections[0].correction, Some(Correction::Note { text, .. }) if text.contains("telephone"))
        );
    }
}

#[test]
fn a_merge_that_was_made_under_any_format_can_be_undone() {
    for (format, number) in [("1", None), ("2", Some(2)), ("3", Some(2))] {
        let folder = Folder::new(&format!("undone-{format}"));
        let mut desk = opened(&folder, format);
        let captures = desk.captures_of(1).expect("captures");
        let merge = desk.corrections().expect("listed").pop().expect("a merge");
        desk.undo(merge.id, "editor", Timestamp::UNIX_EPOCH).expect("taken back");
        let story = |capture: &str| desk.story_of(capture).expect("readable").expect("it has a story");
        assert_eq!(story(&captures[0]), 1);
        match number {
            Some(number) => assert_eq!(story(&captures[1]), number, "the number that it had"),
            None => assert_ne!(story(&captures[1]), 1, "format 1 did not keep the number"),
        }
        assert_eq!(desk.check().expect("checked").damage, []);
    }
}
