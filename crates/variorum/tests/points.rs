//! What a reader is shown of small stories of our own, with the real model.

mod reading;

use variorum::align::Relation;
use variorum::annotate::annotate;
use variorum::claim::claims;
use variorum::collate::collate;
use variorum::contract::Generator;
use variorum::report::Report;

use reading::{pipeline, report};

/// What is shown, reports of one day, and points that a reader must find: how their readings stand to each other, and the
/// readings in order of their words.
type Case = (&'static str, &'static [&'static str], &'static [(Relation, &'static [&'static str])]);

const CASES: &[Case] = &[
    (
        "whom an event killed is told as of today, whatever it came years after",
        &[
            "Three years after a dam burst at Olm, drowning 21 people, a quay collapsed in Varn, killing 53 people.",
            "The collapse of the quay in Varn killed 61 people.",
        ],
        &[(Relation::Conflict, &["53", "61"]), (Relation::Single, &["21"])],
    ),
    (
        "whom an earlier event killed is no rival figure",
        &[
            "A quay collapsed in Varn, killing 53 people, three years after a dam burst at Olm, drowning 21 people.",
            "The collapse of the quay in Varn killed 61 people.",
        ],
        &[(Relation::Conflict, &["53", "61"]), (Relation::Single, &["21"])],
    ),
    (
        "more years than any calendar has are no date",
        &[
            "A quay collapsed in Varn, killing 53 people, 32,767 years after a glacier burst, drowning 21 people.",
            "The collapse of the quay in Varn killed 61 people.",
        ],
        &[(Relation::Conflict, &["53", "61"])],
    ),
    (
        "fields close to a town are there",
        &[
            "Shells killed 12 people in fields close to Deir Varn. Police in Deir Varn closed the road.",
            "Shells killed 30 people in Orvik. Schools in Orvik closed.",
        ],
        &[(Relation::Scope, &["12 (Deir Varn)", "30 (Orvik)"])],
    ),
];

#[test]
fn readers_are_shown_the_points() {
    let Some(pipeline) = pipeline() else { return };
    let mut wrong = Vec::new();
    for (shown, texts, expected) in CASES {
        let report =
            |(text, id): (&&str, &str)| annotate(Report { id: id.to_owned(), ..report(text) }, &pipeline);
        let reports: Vec<_> = texts.iter().zip(["a", "b"]).map(report).collect();
        let claims = reports.iter().map(claims).collect();
        let generator = Generator { name: "test".into(), version: "0".into(), model: "test".into() };
        let collation = collate(reports, claims, generator);
        let found: Vec<(Relation, Vec<&str>)> = collation
            .points
            .iter()
            .map(|point| {
                let mut values: Vec<&str> =
                    point.readings.iter().map(|reading| reading.value.as_str()).collect();
                values.sort_unstable();
                (point.relation, values)
            })
            .collect();
        for (relation, values) in *expected {
            if !found.iter().any(|(own, held)| own == relation && held == values) {
                wrong.push(format!("{shown}: no {relation:?} {values:?} in {found:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
