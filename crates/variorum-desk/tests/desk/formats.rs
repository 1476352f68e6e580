//! Desks of every format that was ever written are opened by today's program.

use std::fs;
use std::io::Read;
use std::path::Path;

use super::common::Folder;
use variorum_desk::Desk;
use variorum_desk::correction::Correction;

#[test]
fn a_desk_of_format_1_is_opened_whole() {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/1");
    let folder = Folder::new("format-1");
    let mut store = Vec::new();
    let packed = fs::read(kept.join("desk.db.gz")).expect("the fixture");
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut store).expect("unpacked");
    folder.write("desk/desk.db", store);
    let capture = "ed/ed3d0716185babfd22cf82b25a2b60f6fe92e6dc844b6a278e3aa87d97840f74.txt.gz";
    let bytes = fs::read(kept.join("captures").join(capture)).expect("the fixture");
    folder.write(&format!("desk/captures/{capture}"), bytes);

    let desk = Desk::open(folder.path("desk")).expect("opened");
    assert_eq!(desk.check().expect("checked").damage, []);
    let story = desk.story(1).expect("it has a story");
    assert_eq!((story.title.as_str(), story.reports), ("Hospital counts 19 dead in Dunmarsh", 1));
    assert!(desk.account(1).expect("readable").is_some_and(|json| json.contains("variorum.collation/1")));
    let corrections = desk.corrections().expect("listed");
    assert!(
        matches!(&corrections[0].correction, Some(Correction::Note { text, .. }) if text.contains("telephone"))
    );
}
