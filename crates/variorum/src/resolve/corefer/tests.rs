//! Phrases of small stories of our own invention.

use super::{Phrase, PhraseKind, corefer};
use crate::align::specimen::Specimen;
use crate::annotate::Annotated;

/// All mentions of a report as phrases.
fn names(report: &Annotated) -> Vec<Phrase> {
    let phrase =
        |tokens: &std::ops::Range<usize>| Phrase { tokens: tokens.clone(), kind: Some(PhraseKind::Thing) };
    report.mentions.iter().map(|mention| phrase(&mention.tokens)).collect()
}

#[test]
fn the_bare_name_of_two_people_joins_none_of_them() {
    let specimen = Specimen::read(
        "a 2026-03-02: Police met Halvard Moe on the road. Police met Moe on the road.
         b 2026-03-02: Police met Inger Moe on the bridge. Police met Moe on the bridge.",
        &[],
    );
    let phrases: Vec<Vec<Phrase>> = specimen.reports.iter().map(names).collect();
    let groups = corefer(&specimen.reports, &[0, 0], &phrases);
    assert_eq!(groups, [[0, 0], [2, 2]]);
}

#[test]
fn what_happens_in_the_same_words_is_one_across_reports_of_a_story_only() {
    let specimen = Specimen::read(
        "a 2026-03-02: The landslide killed people in Orvik.
         b 2026-03-02: The landslide killed people in Orvik.
         c 2026-03-02: The landslide killed people in Orvik.",
        &[],
    );
    let verb = |report: &Annotated| {
        let killed = report.doc.iter().position(|token| token.text() == "killed").expect("the verb is there");
        vec![Phrase { tokens: killed..killed + 1, kind: Some(PhraseKind::Event) }]
    };
    let phrases: Vec<Vec<Phrase>> = specimen.reports.iter().map(verb).collect();
    assert_eq!(corefer(&specimen.reports, &[0, 0, 1], &phrases), [[0], [0], [2]]);
}
