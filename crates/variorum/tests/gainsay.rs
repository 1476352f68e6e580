//! Statements held against others, with the real model.

mod reading;

use variorum::align::gainsay::{Verdict, compare};
use variorum::annotate;

use reading::{pipeline, report};

/// The claim, the evidence, and how they stand.
const PAIRS: &[(&str, &str, Verdict)] = &[
    ("The flood killed more than 40 people.", "The flood in Ondry killed 58 people.", Verdict::Supports),
    ("The flood killed more than 60 people.", "The flood in Ondry killed 58 people.", Verdict::Refutes),
    ("The flood killed fewer than 58 people.", "The flood in Ondry killed 58 people.", Verdict::Refutes),
    ("The flood killed 12 people.", "Twelve people lost their lives in the flood.", Verdict::Supports),
    (
        "Less than 30 percent of the wall was repaired.",
        "31 percent of the wall was repaired.",
        Verdict::Refutes,
    ),
    (
        "The repair cost more than 40 million dollars.",
        "The repair cost 38 million dollars.",
        Verdict::Refutes,
    ),
    (
        "On 3 March 2026 the flood had killed more than 60 people.",
        "As of 2 March 2026, the flood had killed 58 people.",
        Verdict::Unclear,
    ),
    ("The dam opened on 3 May 1951.", "The dam opened on 9 June 1951.", Verdict::Refutes),
    ("The flood destroyed more than 40 homes.", "The flood killed 12 people.", Verdict::Unclear),
];

#[test]
fn numbers_and_dates_gainsay_each_other() {
    let Some(pipeline) = pipeline() else { return };
    let side = |text: &str| annotate::annotate(report(text), &pipeline);
    let mut failures = Vec::new();
    for (claim, evidence, expected) in PAIRS {
        let found = compare(&side(claim), &side(evidence));
        if found != *expected {
            failures.push(format!("{claim} | {evidence}: {found:?}, expected {expected:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
