//! A desk from nothing to stories that can be searched, proved and made anew.

use std::fs;

use super::common::{Folder, ingest, pipeline, sample};
use variorum_desk::Desk;
use variorum_desk::search::{Place, parse};
use variorum_desk::story::Order;

#[test]
fn a_folder_becomes_a_story_that_can_be_searched_and_verified() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("sample");
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    let (tally, _) = ingest(&mut desk, pipeline, &[sample()]);
    assert_eq!((tally.added, tally.left_out), (8, 0));
    let stories = desk.stories(Order::Changed, 10, 0).expect("stories");
    assert_eq!(stories.len(), 1, "{stories:?}");
    assert_eq!((stories[0].reports, stories[0].contested, stories[0].is_stale), (8, 3, false));
    assert_eq!(stories[0].first_day.as_deref(), Some("2026-03-02"));

    let collation = desk.collation(stories[0].id).expect("readable").expect("made");
    let mut load = |path: &str| {
        let bytes = fs::read(desk.folder.join(path)).map_err(|error| error.to_string())?;
        let mut page = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut page)
            .map_err(|error| error.to_string())?;
        Ok(page)
    };
    let verified = variorum::verify::verify(&collation, &mut load).expect("every span holds");
    assert_eq!(verified.reports, 8);

    let (again, _) = ingest(&mut desk, pipeline, &[sample()]);
    assert_eq!((again.added, again.known), (0, 8));
}

#[test]
fn search_finds_by_word_field_and_number_and_cites_the_place() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("search");
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    ingest(&mut desk, pipeline, &[sample()]);
    let found = |text: &str, place| {
        let (query, notes) = parse(text);
        assert!(notes.is_empty(), "{notes:?}");
        desk.search(&query, place, 50).expect("searched")
    };
    let cases = [
        ("sirens", Place::Report, true),
        ("\"sirens had not\"", Place::Report, true),
        ("\"had sirens not\"", Place::Report, false),
        ("sirens outlet:Torvania", Place::Report, true),
        ("sirens outlet:Nowhere", Place::Report, false),
        ("sirens source:Haverkamp", Place::Claim, true),
        ("entity:Haverkamp after:2026-03-05", Place::Report, true),
        ("before:2026-03-02", Place::Report, false),
        ("people number:>7000", Place::Claim, true),
        ("number:>7000 number:<7100", Place::Claim, false),
        ("killed", Place::Point, true),
        ("killed source:Haverkamp", Place::Point, true),
    ];
    for (text, place, expected) in cases {
        assert_eq!(!found(text, place).is_empty(), expected, "{text}");
    }
    for place in [Place::Report, Place::Claim] {
        let hit = &found("sirens", place)[0];
        let story = hit.story.expect("it belongs to a story");
        let collation = desk.collation(story).expect("readable").expect("made");
        let report = collation.reports.iter().find(|report| report.sha256 == hit.capture).expect("cited");
        let cited: String = report.text.chars().skip(hit.start).take(hit.end - hit.start).collect();
        let shown: String = hit.snippet.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(cited, shown);
        assert!(
            hit.snippet.iter().any(|piece| piece.is_hit && piece.text.eq_ignore_ascii_case("sirens")),
            "{hit:?}"
        );
    }
}

#[test]
fn a_rebuild_gives_the_same_bytes() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("rebuild");
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    ingest(&mut desk, pipeline, &[sample()]);
    let before = desk.account(1).expect("readable").expect("made");
    let turn = desk.turn().expect("the turn");
    let rebuilt = desk.rebuild(&turn, pipeline, |_| ()).expect("rebuilt");
    assert_eq!((rebuilt.reports, rebuilt.changed, rebuilt.stories), (8, 0, 1), "{rebuilt:?}");
    assert_eq!(desk.account(1).expect("readable").expect("made"), before);
    desk.settle().expect("sealed");
    let checked = desk.check().expect("checked");
    assert_eq!(checked.damage, []);
}

#[test]
fn stories_do_not_depend_on_how_arrivals_are_cut_into_runs() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("runs");
    let events = [
        (
            "Dunmarsh",
            "The reservoir wall above Dunmarsh broke and Ilse Haverkamp, the governor, sent for pumps and boats.",
        ),
        (
            "Kestrel",
            "A ferry ran aground off Kestrel Point in fog, harbour master Odo Brand said, and its hull held.",
        ),
        (
            "Velmora",
            "Voters in Velmora chose Ansel Rook as mayor, and the council of Velmora meets again in autumn.",
        ),
    ];
    let files: Vec<_> = (0..24)
        .map(|number| {
            let (name, text) = events[number % 3];
            let day = 1 + number / 3;
            let text = format!(
                "---\noutlet: Outlet {number}\npublished: 2026-03-{day:02}\n---\n{name}, day {day}\n\n{text} \
                 It was the {number}th report of it, and {} people had come to see.\n",
                100 + number * 7
            );
            folder.write(&format!("in/{number:02}.txt"), text)
        })
        .collect();
    let grouped = |name: &str, runs: &[&[std::path::PathBuf]]| {
        let mut desk = Desk::init(folder.path(name)).expect("a desk");
        for run in runs {
            ingest(&mut desk, pipeline, run);
        }
        let stories = desk.stories(Order::Size, 50, 0).expect("listed");
        let mut groups: Vec<Vec<String>> =
            stories.iter().map(|story| desk.captures_of(story.id).expect("captures")).collect();
        groups.sort();
        (groups, desk.regrouping().expect("grouped").stories)
    };
    let (whole, scratch) = grouped("whole", &[&files]);
    assert_eq!(whole.iter().map(Vec::len).collect::<Vec<_>>(), [8, 8, 8], "{whole:?}");
    assert_eq!(scratch, 3);
    let (cut, _) = grouped("cut", &[&files[..3], &files[3..4], &files[4..17], &files[17..]]);
    assert_eq!(cut, whole);
}
