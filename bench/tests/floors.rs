//! Floors under the quality scores: just below the figures of `bench/README.md`, so that a change that costs quality
//! is seen. The data are not part of the project; where they are not at hand the test says that it skips.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// A command with its options, its folder or file among the data, and the least that each key of its last line may be.
type Floor = (&'static str, &'static str, &'static [(&'static str, f64)]);

const FLOORS: &[Floor] = &[
    (
        "attribution",
        "attribution/polnear/dev",
        &[
            ("source_exact", 77.8),
            ("source_overlap", 80.9),
            ("cue_exact", 71.9),
            ("content_exact", 54.7),
            ("content_overlap", 85.5),
            ("triple_overlap", 75.6),
        ],
    ),
    ("time", "time/timebank", &[("strict", 91.0), ("relaxed", 94.5), ("value", 84.1)]),
    ("time", "time/aquaint", &[("strict", 85.8), ("relaxed", 94.5), ("value", 76.8)]),
    ("time", "time/wikiwars", &[("strict", 86.3), ("relaxed", 92.6), ("value", 82.8)]),
    (
        "quantity",
        "quantity/newsquant-dev.json",
        &[("value", 95.0), ("value_unit", 89.0), ("value_change", 90.5)],
    ),
    (
        "coref",
        "coreference/meantime/meantime.conll",
        &[
            ("conll_f1", 75.8),
            ("links_nouns_precision", 0.95),
            ("links_he_and_she_precision", 0.97),
            ("links_it_precision", 0.82),
        ],
    ),
    (
        "coref",
        "coreference/ecbplus",
        &[("conll_f1", 70.5), ("links_nouns_precision", 0.84), ("links_he_and_she_precision", 0.90)],
    ),
    ("entities", "coreference/meantime/meantime.conll", &[("f1", 87.7), ("span", 92.8)]),
    ("stories", "stories/ecbplus-topics-1-35.jsonl", &[("bcubed_f", 0.950)]),
    ("pages", "html/article-extraction-benchmark", &[("f1", 0.978)]),
    (
        "conflict",
        "conflict/vitaminc-numeric-dev.jsonl",
        &[("refutes_precision", 90.0), ("refutes_recall", 54.0)],
    ),
];

/// The same on small gold of our own, which is always at hand: sentences and stories of our invention.
const OWN_FLOORS: &[Floor] = &[
    (
        "attribution",
        "attribution",
        &[("source_exact", 96.0), ("cue_exact", 93.0), ("content_overlap", 98.0), ("triple_overlap", 98.0)],
    ),
    ("time", "time", &[("strict", 97.0), ("relaxed", 99.0), ("value", 93.0)]),
    ("quantity", "quantity.json", &[("value", 97.0), ("value_unit", 93.0), ("value_change", 89.0)]),
    ("conflict", "conflict.jsonl", &[("refutes_precision", 95.0), ("refutes_recall", 38.0)]),
    ("entities", "entities.txt", &[("f1", 85.7)]),
    ("entities", "entities-held.txt", &[("f1", 78.4), ("span", 92.2)]),
    (
        "collate --own --no-peer",
        "first",
        &[
            ("pairs_f1", 0.82),
            ("relation", 0.96),
            ("conflict_precision", 0.99),
            ("numeric_recall", 0.95),
            ("origins_exact", 0.94),
            ("copies_f1", 0.99),
            ("rewrites_f1", 0.99),
        ],
    ),
];

#[test]
fn no_score_on_our_own_gold_falls_below_its_floor() {
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/en_core_web_sm-3.8.0.zip").is_file() {
        println!("skipped: `make model` fetches the model");
        return;
    }
    hold(OWN_FLOORS, &Path::new(env!("CARGO_MANIFEST_DIR")).join("gold"));
}

#[test]
fn no_score_falls_below_its_floor() {
    let Some(data) = data() else {
        println!("skipped: the evaluation data are not at hand (VARIORUM_SHARED names their folder)");
        return;
    };
    hold(FLOORS, &data);
}

/// Fails with all that has fallen.
fn hold(floors: &[Floor], data: &Path) {
    let mut fallen = Vec::new();
    for (command, place, floors) in floors {
        let scores = scores(command, &data.join(place));
        for (key, least) in *floors {
            let score = scores[*key].as_f64().unwrap_or(f64::NAN);
            if score.is_nan() || score < *least {
                fallen.push(format!("{command} {place}: {key} is {score}, and was {least} at least"));
            }
        }
    }
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

/// The folder of the evaluation data, if it is there.
fn data() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("VARIORUM_SHARED").map_or(beside, PathBuf::from).join("data");
    folder.is_dir().then_some(folder)
}

/// The last line of a command, which is a JSON object.
fn scores(command: &str, place: &Path) -> Value {
    let run = Command::new(env!("CARGO_BIN_EXE_variorum-bench")).args(command.split(' ')).arg(place).output();
    let run = run.expect("the bench program starts");
    let printed = String::from_utf8_lossy(&run.stdout);
    let last = printed.lines().last().unwrap_or_default();
    serde_json::from_str(last).unwrap_or_else(|error| {
        panic!("{command} {}: {error} in {last:?}\n{}", place.display(), String::from_utf8_lossy(&run.stderr))
    })
}
