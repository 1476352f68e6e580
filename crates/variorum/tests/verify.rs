//! A collation is proved against its captures, and the first thing that does not hold is named.

mod fixture;

use serde_json::Value;
use variorum::capture::Capture;
use variorum::contract::{Collation, Section};
use variorum::report::SectionKind;
use variorum::verify::{all_spans, verify};
use variorum::{extract, render};

const PAGE: &str = "<html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>\
    <p>The Tarn bridge was shut on Friday after a barge struck it, the mayor of Ostwell said.</p>\
    <p>Engineers will look at the second pier tomorrow, she told the town council.</p></article></body></html>";
const RECORDS: &str = "{\"id\":\"x\",\"text\":\"The Tarn bridge is shut.\\n\\nNobody was hurt.\"}\n\
    {\"id\":\"y\",\"text\":\"A barge struck the Tarn bridge.\\n\\nThe mayor spoke of luck.\"}\n";

/// A collation of one page and two records, with a claim that spans the last word of the second record.
fn collation() -> Collation {
    let mut collation = fixture::Builder::new().collation;
    for (path, bytes) in [("bridge.html", PAGE), ("bridge.jsonl", RECORDS)] {
        for held in extract::read(&Capture::new(path, bytes)).reports {
            let id = ["p", "x", "y"][collation.reports.len()];
            let mut report = fixture::ferry().reports[0].clone();
            report.id = id.into();
            report.path = held.path;
            report.sha256 = held.sha256;
            report.sections =
                vec![Section { kind: SectionKind::Body, start: 0, end: held.text.chars().count() }];
            report.text = held.text;
            collation.reports.push(report);
        }
    }
    let mut story = fixture::Builder { collation };
    story.origin("o1", "the mayor", variorum::resolve::OriginKind::Named, None);
    story.claim("y", "The mayor spoke of luck.", &[("The mayor", "spoke")], "o1");
    story.collation
}

fn prove(collation: &Collation) -> Result<(usize, usize, usize), String> {
    let mut captures = |path: &str| match path {
        "bridge.html" => Ok(PAGE.into()),
        "bridge.jsonl" => Ok(RECORDS.into()),
        _ => Err("no such file".to_owned()),
    };
    verify(collation, &mut captures)
        .map(|verified| (verified.reports, verified.spans, verified.references))
        .map_err(|failure| failure.to_string())
}

#[test]
fn what_holds_is_counted() {
    assert_eq!(prove(&collation()), Ok((3, 4, 2)));
}

#[test]
fn the_first_thing_that_does_not_hold_is_named() {
    type Damage = fn(&mut Collation);
    let cases: [(&str, Damage); 12] = [
        ("schema: this is “other/2”", |it| it.schema = "other/2".into()),
        ("reports[0].path: the capture gone.html can't be read: no such file", |it| {
            it.reports[0].path = "gone.html".into();
        }),
        ("reports[1].path: bridge.jsonl holds no record bridge.jsonl#9", |it| {
            it.reports[1].path = "bridge.jsonl#9".into();
        }),
        ("reports[2].sha256: bridge.jsonl#2 has the SHA-256", |it| it.reports[2].sha256 = "00".into()),
        ("reports[0].text: the text read from bridge.html is not the text stored", |it| {
            it.reports[0].text.push('!')
        }),
        ("reports[0].sections[0]: it lies outside the text", |it| it.reports[0].sections[0].end += 1),
        ("reports[1].id: two reports have the id p", |it| it.reports[1].id = "p".into()),
        (
            "claims[0].span: 0..5 of report y reads “A bar”, and the span says “The mayor spoke of luck.”",
            |it| {
                (it.claims[0].span.start, it.claims[0].span.end) = (0, 5);
            },
        ),
        ("claims[0].attribution[0].cue: no report has the id z", |it| {
            it.claims[0].attribution[0].cue.as_mut().expect("a cue").report = "z".into();
        }),
        ("claims[0].content[0]: 32..999 of report y", |it| it.claims[0].content[0].end = 999),
        ("claims[0].origin: none of the origins has the id o9", |it| it.claims[0].origin = "o9".into()),
        ("origins: two of them have the id o1", |it| it.origins.push(it.origins[0].clone())),
    ];
    for (expected, damage) in cases {
        let mut collation = collation();
        damage(&mut collation);
        let told = prove(&collation).expect_err(expected);
        assert!(told.starts_with(expected), "expected: {expected}\n    told: {told}");
    }
}

#[test]
fn no_span_of_the_contract_is_passed_over() {
    let collation = fixture::ferry();
    let value: Value = serde_json::from_str(&render::json(&collation)).expect("it is JSON");
    assert_eq!(all_spans(&collation).len(), spans_in(&value));
}

fn spans_in(value: &Value) -> usize {
    match value {
        Value::Object(keys) if keys.keys().eq(["report", "start", "end", "text"]) => 1,
        Value::Object(keys) => keys.values().map(spans_in).sum(),
        Value::Array(items) => items.iter().map(spans_in).sum(),
        _ => 0,
    }
}
