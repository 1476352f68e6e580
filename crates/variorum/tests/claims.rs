//! Claims on sentences of our own, with the real model: each text above, its claims beneath.
//!
//! A claim is written `rule | chain | content | marks`; a link of the chain is `source (cue, stance, manner)`.

mod reading;

use variorum::annotate::{self, Annotated};
use variorum::claim::{self, Attribution, Claim, Modality};
use variorum::text::Span;

use reading::{pipeline, report};

/// The text, then all that it claims.
const CASES: &[(&str, &[&str])] = &[
    (
        "The mayor said that three people were killed and 40 homes destroyed.",
        &[
            "says-verb | The mayor (said, says, indirect) | that three people were killed |",
            "says-verb | The mayor (said, says, indirect) | 40 homes destroyed |",
        ],
    ),
    (
        "“We will rebuild,” said Anna Holt, the mayor of Port Ellery. “It will take time.”",
        &[
            "says-quote | Anna Holt, the mayor of Port Ellery (said, says, direct) | “We will rebuild,” | future",
            "says-quote | Anna Holt, the mayor of Port Ellery (said, says, direct) | “It will take time.” | future",
        ],
    ),
    (
        "According to the ministry, the dam has not been damaged.",
        &["according-to | the ministry (According to, says, indirect) | the dam has not been damaged | not"],
    ),
    // "Q" and "A" mark whose turn it is, and name nobody.
    (
        "Q: The dam broke at noon.\nA: The gates stayed shut.",
        &["own-voice |  | Q: The dam broke at noon |", "own-voice |  | A: The gates stayed shut |"],
    ),
    ("The dam seems to have held.", &["own-voice |  | The dam seems to have held | hedged"]),
    (
        "The pipeline is believed to be intact.",
        &["hedged-passive |  | The pipeline is believed to be intact | hedged"],
    ),
    (
        "The minister denied that the army had crossed the river.",
        &["says-verb | The minister (denied, denies, indirect) | that the army had crossed the river |"],
    ),
    (
        "The river burst its banks on Monday. Two bridges collapsed.",
        &["own-voice |  | The river burst its banks on Monday |", "own-voice |  | Two bridges collapsed |"],
    ),
    (
        "The company announced the closure of its mill.",
        &["named-content | The company (announced, says, indirect) | the closure of its mill |"],
    ),
    (
        "The Ellery Gazette reported that officials believe the fire was started on purpose.",
        &[
            "says-verb | The Ellery Gazette (reported, says, indirect) > officials (believe, believes, indirect) | \
           the fire was started on purpose |",
        ],
    ),
    (
        "The flood killed 19 people, the director of Saint Ona hospital told Radio Aldra.",
        &[
            "says-tail | the director of Saint Ona hospital (told, says, indirect) | The flood killed 19 people |",
        ],
    ),
    (
        "Rescuers pulled 12 bodies from the mud, the head of the regional fire service told reporters on Tuesday.",
        &["says-tail | the head of the regional fire service (told, says, indirect) | \
           Rescuers pulled 12 bodies from the mud |"],
    ),
    (
        "No one was warned, the mayor of Ondry, Karel Odding, told the Ledger.",
        &["says-tail | the mayor of Ondry, Karel Odding (told, says, indirect) | No one was warned | not"],
    ),
    (
        "The dam had been neglected, the governor of Lower Brenn province said.",
        &[
            "says-tail | the governor of Lower Brenn province (said, says, indirect) | The dam had been neglected |",
        ],
    ),
    (
        "The Ledger, citing a letter, reported that the dam was unsafe.",
        &["citing | The Ledger (reported, says, indirect) > a letter (citing, says, indirect) | \
           that the dam was unsafe |"],
    ),
    (
        "Petra Haverkamp said, citing the report, that she believes the wall was cracked.",
        &["citing | Petra Haverkamp (said, believes, indirect) > the report (citing, says, indirect) | \
           the wall was cracked |"],
    ),
];

#[test]
fn claims_of_short_texts() {
    let Some(pipeline) = pipeline() else { return };
    let mut failures = Vec::new();
    for (text, expected) in CASES {
        let annotated = annotate::annotate(report(text), &pipeline);
        let found: Vec<String> =
            claim::claims(&annotated).iter().map(|claim| line(&annotated, claim)).collect();
        let missing = expected.iter().any(|line| !found.contains(&(*line).to_owned()));
        if missing || found.len() != expected.len() {
            failures.push(format!(
                "{text}\n  expected\n    {}\n  found\n    {}",
                expected.join("\n    "),
                found.join("\n    ")
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_rule_is_documented() {
    let Some(pipeline) = pipeline() else { return };
    for (text, _) in CASES {
        for claim in claim::claims(&annotate::annotate(report(text), &pipeline)) {
            assert!(claim::rules().iter().any(|rule| rule.name == claim.by), "no rule {}", claim.by);
        }
    }
}

fn line(annotated: &Annotated, claim: &Claim) -> String {
    let text = &annotated.report.text;
    let content: Vec<&str> = claim.content.iter().map(|span| span.of(text)).collect();
    let chain: Vec<String> = claim.attribution.iter().map(|link| link_line(text, link)).collect();
    let mut marks = Vec::new();
    if claim.negated {
        marks.push("not".to_owned());
    }
    if claim.modality != Modality::Asserted {
        marks.push(format!("{:?}", claim.modality).to_lowercase());
    }
    format!("{} | {} | {} | {}", claim.by, chain.join(" > "), content.join(" … "), marks.join(" "))
        .trim_end()
        .to_owned()
}

fn link_line(text: &str, link: &Attribution) -> String {
    let words = |span: Option<Span>| span.map_or("-", |span| span.of(text)).to_owned();
    let stance = format!("{:?}", link.stance).to_lowercase();
    let manner = format!("{:?}", link.manner).to_lowercase();
    format!("{} ({}, {stance}, {manner})", words(link.source), words(link.cue))
}
