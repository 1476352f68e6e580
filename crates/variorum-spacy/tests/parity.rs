//! The pipeline decides as spaCy does, on every token of the golden texts and at every layer.
//!
//! `tests/golden/make_golden.py` says how the golden file is made.

use std::path::{Path, PathBuf};

use serde_json::Value;
use variorum_spacy::{Doc, Layer, Pipeline, Token};

const COLUMNS: [&str; 10] =
    ["token", "space", "tag", "pos", "morph", "lemma", "head", "label", "sentence", "entity"];

/// Lines shown before the report of a failure stops.
const MOST_LINES: usize = 60;

fn golden(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn model() -> PathBuf {
    std::env::var_os("VARIORUM_MODEL").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/en_core_web_sm-3.8.0.zip"),
        PathBuf::from,
    )
}

fn pipeline() -> Pipeline {
    Pipeline::load(model()).unwrap_or_else(|error| panic!("{error}. Run `make model` first."))
}

/// Name and text of each golden text.
fn texts() -> Vec<(String, String)> {
    let field = |item: &Value, key: &str| item[key].as_str().expect("name and text").to_owned();
    let item = |line: &str| serde_json::from_str::<Value>(line).expect("a line of JSON");
    golden("texts.jsonl").lines().map(item).map(|item| (field(&item, "name"), field(&item, "text"))).collect()
}

fn escape(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

fn or_dash(value: &str) -> String {
    if value.is_empty() { "-".to_owned() } else { value.to_owned() }
}

fn row(token: Token<'_>) -> String {
    let starts = token.doc.entities().any(|entity| entity.start == token.index);
    let entity = match token.entity_label() {
        "" => "O".to_owned(),
        label => format!("{}-{label}", if starts { "B" } else { "I" }),
    };
    let flag = |set: bool, name: &str| or_dash(if set { name } else { "" });
    let columns = [
        escape(token.text()),
        flag(token.data().whitespace, "space"),
        token.tag().to_owned(),
        token.pos().to_string(),
        or_dash(token.morph()),
        escape(token.lemma()),
        token.head().index.to_string(),
        token.dep().to_owned(),
        flag(token.is_sent_start(), "start"),
        entity,
    ];
    columns.join("\t")
}

/// How the rows of a document differ from the golden ones, one line a difference.
fn differences(name: &str, golden: &[&str], doc: &Doc) -> Vec<String> {
    let ours: Vec<String> = doc.iter().map(row).collect();
    let mut lines = Vec::new();
    if golden.len() != ours.len() {
        lines.push(format!("{name}: spaCy has {} tokens, ours {}", golden.len(), ours.len()));
    }
    for (index, (golden, ours)) in golden.iter().zip(&ours).enumerate() {
        let word = golden.split('\t').next().unwrap_or_default();
        for (column, (golden, ours)) in golden.split('\t').zip(ours.split('\t')).enumerate() {
            if golden != ours {
                let column = COLUMNS[column];
                lines.push(format!("{name}, token {index} `{word}`: {column} is `{golden}`, ours `{ours}`"));
            }
        }
    }
    lines
}

#[test]
fn every_decision_is_that_of_spacy() {
    let golden = golden("golden.tsv");
    let pipeline = pipeline();
    let texts = texts();
    let mut expected: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in golden.lines() {
        match (line.strip_prefix("# text "), expected.last_mut()) {
            (Some(name), _) => expected.push((name, Vec::new())),
            (None, Some((_, rows))) => rows.push(line),
            (None, None) => {}
        }
    }
    let names: Vec<&str> = expected.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, texts.iter().map(|(name, _)| name).collect::<Vec<_>>(), "run make_golden.py again");

    let portable = Pipeline::load_portable(model()).expect("the model that was loaded before");
    let together = portable.annotate_many(&texts.iter().map(|(_, text)| text).collect::<Vec<_>>());
    let mut lines = Vec::new();
    for (((name, text), (_, rows)), batched) in texts.iter().zip(&expected).zip(&together) {
        lines.extend(differences(name, rows, &pipeline.annotate(text)));
        lines.extend(differences(&format!("{name} in a batch, portable"), rows, batched));
    }
    let count = lines.len();
    lines.truncate(MOST_LINES);
    assert!(lines.is_empty(), "{count} differences:\n{}", lines.join("\n"));
}

#[test]
fn close_calls_are_those_within_the_tolerance() {
    let pipeline = pipeline();
    let text = "They saw her duck by the river bank, Ada Brandt of Tavrin Steel wrote.";
    let all = pipeline.close_calls(text, f32::MAX);
    let tokens = pipeline.annotate(text).len();
    let tags = all.iter().filter(|call| call.layer == Layer::Tag).count();
    let entities = all.iter().filter(|call| call.layer == Layer::Entity).count();
    let moves = all.iter().filter(|call| call.layer == Layer::Parse).count();
    assert_eq!(tags, tokens);
    assert!(entities > tokens / 2 && entities <= tokens, "{entities}");
    // Each token enters and leaves the stack, but where one move is allowed it wins against nothing.
    assert!(moves >= tokens, "{moves}");
    assert!(all.iter().all(|call| call.margin >= 0.0 && call.token <= tokens));
    let within = |margin: f32| all.iter().filter(|call| call.margin <= margin).copied().collect::<Vec<_>>();
    assert_eq!(pipeline.close_calls(text, 2.0), within(2.0));
    assert!(!within(2.0).is_empty() && within(2.0).len() < all.len());
}

#[test]
fn golden_texts_make_valid_conllu() {
    let pipeline = pipeline();
    for (name, text) in texts() {
        let doc = pipeline.annotate(&text);
        for sentence in doc.to_conllu(&name).split_terminator("\n\n") {
            let rows: Vec<Vec<&str>> = sentence
                .lines()
                .filter(|line| !line.starts_with('#'))
                .map(|line| line.split('\t').collect())
                .collect();
            let heads: Vec<usize> = rows.iter().map(|row| row[6].parse().expect("a head")).collect();
            assert_eq!(heads.iter().filter(|&&head| head == 0).count(), 1, "{name}: one root\n{sentence}");
            assert!(
                heads.iter().enumerate().all(|(at, &head)| head <= rows.len() && head != at + 1),
                "{sentence}"
            );
            for (at, row) in rows.iter().enumerate() {
                assert_eq!(row.len(), 10, "{sentence}");
                assert_eq!(row[0], (at + 1).to_string(), "{sentence}");
                assert!(
                    row.iter().all(|column| !column.is_empty() && column.trim() == *column),
                    "{sentence}"
                );
            }
        }
        let again = Doc::from_spacy_json(&doc.to_spacy_json()).expect("what we wrote");
        assert_eq!(again.to_conllu(&name), doc.to_conllu(&name), "{name} by way of JSON");
    }
}
