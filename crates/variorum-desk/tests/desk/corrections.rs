//! What a person corrects is applied, outlasts a rebuild, can be taken back, and is told when it fits no longer.

use super::common::{Folder, ingest, pipeline, sample};
use jiff::Timestamp;
use variorum::contract::{Claim, Collation};
use variorum_desk::Desk;
use variorum_desk::correction::{Cite, Correction};
use variorum_spacy::Pipeline;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn desk(folder: &Folder, pipeline: &Pipeline) -> Desk {
    let mut desk = Desk::init(folder.path("desk")).expect("a desk");
    ingest(&mut desk, pipeline, &[sample()]);
    desk
}

fn account(desk: &mut Desk, pipeline: &Pipeline) -> Collation {
    desk.settle_stories(pipeline, |_| ()).expect("accounts are made");
    desk.collation(1).expect("readable").expect("made")
}

fn capture_of(collation: &Collation, outlet: &str) -> String {
    let report = collation.reports.iter().find(|report| report.outlet.as_deref() == Some(outlet));
    report.expect("the outlet reports").sha256.clone()
}

fn cite(collation: &Collation, claim: &Claim) -> Cite {
    let report = collation.reports.iter().find(|report| report.id == claim.report).expect("its report");
    let span = &claim.span;
    Cite { capture: report.sha256.clone(), start: span.start, end: span.end, text: span.text.clone() }
}

#[test]
fn each_kind_changes_the_account_and_is_undone_to_the_byte() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("kinds");
    let mut desk = desk(&folder, pipeline);
    let before = account(&mut desk, pipeline);
    let aldra = capture_of(&before, "Radio Aldra");
    let post = capture_of(&before, "Meridian Post");
    let contested = before.points.iter().find(|point| point.id == "p2").expect("a contested point");
    let lone = contested.readings.last().expect("a reading").claims.first().expect("a claim");
    let claim = before.claims.iter().find(|claim| claim.id == *lone).expect("it is there");
    let beside = contested.readings[0].claims.first().expect("a claim");
    let beside = before.claims.iter().find(|claim| claim.id == *beside).expect("it is there");
    let spoken = before.claims.iter().find(|claim| !claim.attribution.is_empty()).expect("somebody speaks");
    let entity =
        before.entities.iter().find(|entity| !entity.aliases.is_empty()).expect("one with two names");
    let other = before.entities.iter().find(|other| other.id != entity.id).expect("another");

    let corrections = [
        Correction::FixDate { capture: aldra.clone(), published: "2026-03-09".parse().ok() },
        Correction::FixDate { capture: aldra.clone(), published: None },
        Correction::FixOutlet { capture: aldra.clone(), outlet: "Aldra Nine".into() },
        Correction::RejectClaim { claim: cite(&before, claim), about: None },
        Correction::AddClaim { claim: cite(&before, claim), beside: cite(&before, beside) },
        Correction::FixSpeaker { claim: cite(&before, spoken), speaker: None },
        Correction::MergeEntities {
            capture: post.clone(),
            one: entity.name.clone(),
            other: other.name.clone(),
        },
        Correction::SplitEntity { capture: post.clone(), name: entity.aliases[0].clone() },
        Correction::MarkDerivation {
            from: aldra.clone(),
            to: post.clone(),
            how: Some(variorum::derive::DerivationKind::Rewrite),
        },
    ];
    for correction in corrections {
        let number = desk.correct(&correction, "editor", NOW).expect("kept");
        let after = account(&mut desk, pipeline);
        let entry = desk.corrections().expect("listed").into_iter().find(|entry| entry.id == number);
        assert_eq!(entry.expect("listed").misfit, None, "{correction:?}");
        assert_ne!(after, before, "{correction:?}");
        desk.undo(number, "editor", NOW).expect("taken back");
        assert_eq!(account(&mut desk, pipeline), before, "{correction:?}");
    }
    let checked = desk.check().expect("checked");
    assert_eq!(checked.damage, []);
}

#[test]
fn a_fixed_date_and_outlet_are_shown_as_a_persons() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("shown");
    let mut desk = desk(&folder, pipeline);
    let aldra = capture_of(&account(&mut desk, pipeline), "Radio Aldra");
    let fix = Correction::FixDate { capture: aldra.clone(), published: "2026-03-09".parse().ok() };
    desk.correct(&fix, "editor", NOW).expect("kept");
    let after = account(&mut desk, pipeline);
    let report = after.reports.iter().find(|report| report.sha256 == aldra).expect("it is there");
    assert_eq!(report.published.as_deref(), Some("2026-03-09"));
    assert!(
        report.notes.iter().any(|note| note.message == "Its day was set by hand; the page tells 2026-03-02.")
    );

    let turn = desk.turn().expect("the turn");
    desk.rebuild(&turn, pipeline, |_| ()).expect("rebuilt");
    assert_eq!(account(&mut desk, pipeline), after);
}

#[test]
fn what_names_nothing_is_refused_and_what_fits_no_longer_is_told() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("misfit");
    let mut desk = desk(&folder, pipeline);
    let before = account(&mut desk, pipeline);
    let aldra = capture_of(&before, "Radio Aldra");
    let unknown = Correction::Note { capture: "0".repeat(64), text: "?".into() };
    assert!(desk.correct(&unknown, "editor", NOW).expect_err("refused").is_unknown());
    let wrong = Cite { capture: aldra.clone(), start: 0, end: 3, text: "not what stands there".into() };
    let wrong = Correction::RejectClaim { claim: wrong, about: None };
    assert!(desk.correct(&wrong, "editor", NOW).expect_err("refused").to_string().contains("reads"));
    let nobody =
        Correction::MergeEntities { capture: aldra, one: "Nobody Known".into(), other: "No One".into() };
    let number = desk.correct(&nobody, "editor", NOW).expect("kept");
    account(&mut desk, pipeline);
    let entries = desk.corrections().expect("listed");
    let entry = entries.iter().find(|entry| entry.id == number).expect("listed");
    assert_eq!(entry.misfit.as_deref(), Some("no two entities are called “Nobody Known” and “No One”"));
}

#[test]
fn stories_are_split_and_merged_and_corrections_carried_to_another_desk() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("split");
    let mut one = desk(&folder, pipeline);
    let captures = one.captures_of(1).expect("captures");
    let split = Correction::SplitStory { rest: captures[0].clone(), reports: captures[5..].to_vec() };
    let number = one.correct(&split, "editor", NOW).expect("kept");
    account(&mut one, pipeline);
    let other = one.story_of(&captures[5]).expect("readable").expect("a story");
    assert_ne!(other, 1);
    assert_eq!(one.collation(other).expect("readable").expect("made").reports.len(), 3);
    assert_eq!(one.regrouping().expect("grouped").moves, [], "what a person split stays apart");
    let regrouping = one.regrouping().expect("grouped");
    assert_eq!(regrouping.stories, 2);

    let mut two = Desk::init(folder.path("two")).expect("a desk");
    ingest(&mut two, pipeline, &[sample()]);
    let exported = one.export_corrections().expect("exported");
    assert_eq!(two.import_corrections(&exported).expect("imported"), 1);
    assert_eq!(two.import_corrections(&exported).expect("imported"), 0, "nothing is added twice");
    assert_ne!(two.story_of(&captures[5]).expect("readable"), two.story_of(&captures[0]).expect("readable"));

    one.undo(number, "editor", NOW).expect("taken back");
    account(&mut one, pipeline);
    assert_eq!(one.story_of(&captures[5]).expect("readable"), Some(1));
    let merge = Correction::MergeStories { into: captures[0].clone(), reports: captures[1..].to_vec() };
    let number = one.correct(&merge, "editor", NOW).expect("kept");
    one.undo(number, "editor", NOW).expect("taken back");
    let left = one.stories(Default::default(), 10, 0).expect("listed");
    assert_eq!(left.len(), 1, "they were one story before, and are again");
}

#[test]
fn a_merge_of_stories_that_was_overruled_is_told() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("overruled");
    let mut desk = desk(&folder, pipeline);
    let captures = desk.captures_of(1).expect("captures");
    let (rest, moved) = (captures[0].clone(), captures[6..].to_vec());
    let split = Correction::SplitStory { rest: rest.clone(), reports: moved.clone() };
    let split = desk.correct(&split, "one editor", NOW).expect("kept");
    account(&mut desk, pipeline);
    let misfit = |desk: &Desk, number: i64| {
        let entries = desk.corrections().expect("listed");
        entries.into_iter().find(|entry| entry.id == number).expect("listed").misfit
    };
    assert_eq!(misfit(&desk, split), None);
    let merge = Correction::MergeStories { into: rest, reports: moved.clone() };
    let merge = desk.correct(&merge, "another editor", NOW).expect("kept");
    account(&mut desk, pipeline);
    let expected = format!("the report {} stands in the story that it left again", &moved[0][..12]);
    assert_eq!((misfit(&desk, split), misfit(&desk, merge)), (Some(expected), None));
    desk.undo(merge, "another editor", NOW).expect("taken back");
    account(&mut desk, pipeline);
    assert_eq!(misfit(&desk, split), None, "it fits again");
}

#[test]
fn a_merge_of_names_that_is_undone_leaves_every_number_as_it_was() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("names");
    let mut desk = desk(&folder, pipeline);
    let before = account(&mut desk, pipeline);
    let numbers = |collation: &Collation| -> Vec<(String, String, usize)> {
        let entities = collation.entities.iter();
        entities.map(|entity| (entity.id.clone(), entity.name.clone(), entity.mentions.len())).collect()
    };
    let capture = before.reports[0].sha256.clone();
    let (one, other) = (before.entities[0].name.clone(), before.entities[1].name.clone());
    let merge = Correction::MergeEntities { capture, one: one.clone(), other };
    let number = desk.correct(&merge, "editor", NOW).expect("kept");
    let merged = account(&mut desk, pipeline);
    assert_eq!(merged.entities.len() + 1, before.entities.len());
    let both = before.entities[0].mentions.len() + before.entities[1].mentions.len();
    let held = merged.entities.iter().find(|entity| entity.name == one || entity.aliases.contains(&one));
    assert_eq!(held.expect("it is there").mentions.len(), both);
    desk.undo(number, "editor", NOW).expect("taken back");
    let after = account(&mut desk, pipeline);
    assert_eq!(numbers(&after), numbers(&before));
    assert_eq!(after, before);
    assert_eq!(
        desk.stories(Default::default(), 10, 0).expect("listed")[0].id,
        1,
        "the story keeps its number"
    );
}

#[test]
fn a_merge_of_stories_that_is_undone_gives_each_report_its_old_story_back() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("old-numbers");
    let mut desk = desk(&folder, pipeline);
    let captures = desk.captures_of(1).expect("captures");
    let split = |desk: &mut Desk, capture: &String| {
        let split = Correction::SplitStory { rest: captures[0].clone(), reports: vec![capture.clone()] };
        desk.correct(&split, "editor", NOW).expect("kept");
        desk.story_of(capture).expect("readable").expect("it has a story")
    };
    let (two, three) = (split(&mut desk, &captures[2]), split(&mut desk, &captures[3]));
    let stories = |desk: &Desk| -> Vec<Option<i64>> {
        captures.iter().map(|capture| desk.story_of(capture).expect("readable")).collect()
    };
    let before = stories(&desk);
    let reports = vec![captures[1].clone(), captures[2].clone(), captures[3].clone()];
    let merge = Correction::MergeStories { into: captures[0].clone(), reports };
    let merge = desk.correct(&merge, "editor", NOW).expect("kept");
    assert!(desk.story(two).is_err() && desk.story(three).is_err(), "they are one story now");
    desk.undo(merge, "editor", NOW).expect("taken back");
    assert_eq!(stories(&desk), before);
    account(&mut desk, pipeline);
    assert_eq!(desk.story(two).expect("it is back").reports, 1);
}

#[test]
fn undoing_a_merge_leaves_alone_what_was_moved_since() {
    let Some(pipeline) = pipeline() else { return };
    let folder = Folder::new("moved-since");
    let mut desk = desk(&folder, pipeline);
    let captures = desk.captures_of(1).expect("captures");
    let (rest, leaving) = (captures[0].clone(), captures[4..6].to_vec());
    let split = Correction::SplitStory { rest: rest.clone(), reports: leaving.clone() };
    desk.correct(&split, "editor", NOW).expect("kept");
    let merge = Correction::MergeStories { into: rest.clone(), reports: leaving.clone() };
    let merge = desk.correct(&merge, "editor", NOW).expect("kept");
    let again = Correction::SplitStory { rest, reports: leaving[1..].to_vec() };
    desk.correct(&again, "another editor", NOW).expect("kept");
    let own = desk.story_of(&leaving[1]).expect("readable");
    desk.undo(merge, "editor", NOW).expect("taken back");
    assert_eq!(desk.story_of(&leaving[1]).expect("readable"), own);
    assert_ne!(desk.story_of(&leaving[0]).expect("readable"), own);
}
