//! Texts that are no ordinary report, with the real model: none panics, and each gives sensible claims or none.

mod reading;

use std::time::{Duration, Instant};

use variorum::annotate::{self, Annotated};
use variorum::claim::{self, Claim};
use variorum::text::Span;

use reading::{pipeline, report};

/// All that a text gives, every span of it checked.
struct Read {
    annotated: Annotated,
    claims: Vec<Claim>,
}

impl Read {
    /// Whose words the claims rest on, outermost link first, and what they say.
    fn lines(&self) -> Vec<String> {
        let text = &self.annotated.report.text;
        let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" … ");
        let line = |claim: &Claim| {
            let source = claim.attribution.first().and_then(|link| link.source);
            format!("{} | {}", source.map_or("", |span| span.of(text)), words(&claim.content))
        };
        self.claims.iter().map(line).collect()
    }
}

fn read(text: &str) -> Option<Read> {
    let annotated = annotate::annotate(report(text), &pipeline()?);
    let claims = claim::claims(&annotated);
    for claim in &claims {
        let links = claim.attribution.iter().flat_map(|link| link.source.into_iter().chain(link.cue));
        for span in claim.content.iter().copied().chain([claim.span]).chain(links) {
            assert!(!span.is_empty() && !span.of(text).is_empty(), "an empty span in {:?}", claim.by);
        }
    }
    Some(Read { annotated, claims })
}

#[test]
fn a_sentence_of_twenty_thousand_words_is_read() {
    let text = format!("The mayor said {}.", "that the dam broke and ".repeat(4_000));
    let begun = Instant::now();
    let Some(read) = read(&text) else { return };
    assert!(begun.elapsed() < Duration::from_secs(120), "{:?}", begun.elapsed());
    assert!(read.claims.len() <= 8_001, "{} claims", read.claims.len());
}

#[test]
fn a_report_that_is_one_quotation_has_no_invented_speaker() {
    let Some(read) = read("“The dam was unsafe. We told them so in May. Nobody answered.”") else {
        return;
    };
    assert!(read.claims.iter().all(|claim| claim.attribution.is_empty()), "{:?}", read.lines());
}

#[test]
fn broken_quotation_marks_do_not_swallow_the_report() {
    let text = "“The dam was unsafe, said Anna Holt.\nThe river rose on Monday.\n'It was ”dark\", said the \
                mayor.\nTwo bridges collapsed.";
    let Some(read) = read(text) else { return };
    for own in [" | The river rose on Monday", " | Two bridges collapsed"] {
        assert!(read.lines().contains(&own.to_owned()), "{own} is not in {:?}", read.lines());
    }
}

#[test]
fn a_table_gives_no_speakers() {
    let text =
        "Town\tKilled\tMissing\nOndry\t12\t4\nDunmarsh\t3\t0\nKettle Row\t1\t2\n- Ondry: 12\n- Dunmarsh: 3";
    let Some(read) = read(text) else { return };
    let spoken = read.claims.iter().filter(|claim| !claim.attribution.is_empty()).count();
    assert!(spoken <= 2, "{:?}", read.lines());
}

#[test]
fn capitals_or_none_leave_the_speaker_in_place() {
    for text in
        ["THE MAYOR SAID THAT THE DAM BROKE ON MONDAY.", "the mayor said that the dam broke on monday."]
    {
        let Some(read) = read(text) else { return };
        let lines = read.lines();
        let told = lines.iter().any(|line| line.to_lowercase().starts_with("the mayor | "));
        assert!(told, "{lines:?}");
    }
}

#[test]
fn a_transcript_gives_each_line_to_its_speaker() {
    let text =
        "HOLT: The wall was cracked in May.\nVARGA: Nobody told the ministry.\nHOLT: We mended two gates.";
    let Some(read) = read(text) else { return };
    let expected = [
        "HOLT | The wall was cracked in May",
        "VARGA | Nobody told the ministry",
        "HOLT | We mended two gates",
    ];
    assert_eq!(read.lines().iter().map(|line| line.trim_end_matches('.')).collect::<Vec<_>>(), expected);
}

#[test]
fn signed_words_are_those_of_who_signs() {
    let text = "What readers think of the new wall:\n“It will hold for a year. Nobody asked us.” — Odo Brand\n\
                ”My cellar is wet already.” ― Ana M. Sorel\nThe gates close at noon, keep off the quay. — Port of \
                Varn (@portofvarn) March 10, 2026\nThe council met on Monday — a day late.";
    let Some(read) = read(text) else { return };
    let expected = [
        " | What readers think of the new wall",
        "Odo Brand | “It will hold for a year.",
        "Odo Brand | Nobody asked us",
        "Ana M. Sorel | ”My cellar is wet already.”",
        "Port of Varn (@portofvarn) | The gates close at noon, keep off the quay",
        " | The council met on Monday — a day late",
    ];
    let lines = read.lines();
    for line in expected {
        assert!(lines.iter().any(|told| told == line), "{line} is not in {lines:?}");
    }
}

#[test]
fn a_dash_that_signs_nothing_gives_no_speaker() {
    let text = "In a statement Vice-Chair Anna Holt (@holt) rejected the plan.\nOur team at the dam:\n- Jana Smit \
                (@jsmit)\n- Tom Brun (@tbrun)\n“The Long Wet Winter” — Odo Brand\nThe gates held all night — the mayor \
                (@mayor) thanked the crews.";
    let Some(read) = read(text) else { return };
    assert!(read.claims.iter().all(|claim| claim.by != "signed"), "{:?}", read.lines());
}

#[test]
fn questions_and_answers_are_no_persons() {
    let text =
        "Q: Was the wall cracked?\nA: Yes, the wall was cracked in May.\nQ: Who knew?\nA: The ministry knew.";
    let Some(read) = read(text) else { return };
    assert!(
        read.lines().iter().any(|line| line.contains("the wall was cracked in May")),
        "{:?}",
        read.lines()
    );
}

#[test]
fn a_live_blog_puts_every_hour_on_its_day() {
    let text = "10:05 a.m. The wall broke.\n10:40 a.m. Boats reached the school.\n1:15 p.m. The mayor said 12 people \
                died.\n11:50 p.m. The search was halted.";
    let Some(read) = read(text) else { return };
    let values: Vec<_> = read.annotated.times.iter().filter_map(|time| time.value.as_deref()).collect();
    let expected = ["2026-03-11T10:05", "2026-03-11T10:40", "2026-03-11T13:15", "2026-03-11T23:50"];
    assert_eq!(values, expected);
    assert!(read.lines().iter().any(|line| line.starts_with("The mayor | ")), "{:?}", read.lines());
}
