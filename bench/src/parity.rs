//! `parity`: real spaCy and our pipeline on the same texts, compared decision by decision.

mod hostile;
mod peer;
mod texts;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use variorum_spacy::{CloseCall, Doc, Layer, Token};

use crate::model;
use peer::Peer;

/// `variorum-bench parity`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Folders and files: each file is one text, but of `.jsonl` each line is one (a JSON string, or an object
    /// with a key `text` or `body`), and of `.tml` the text without its markup
    #[arg(required_unless_present = "hostile")]
    paths: Vec<PathBuf>,
    /// The pipeline to run on both sides
    #[arg(long, value_enum, default_value_t = Which::Sm)]
    pipeline: Which,
    /// Compare texts that are meant to do harm too: every Unicode block, long tokens, addresses, affixes at random
    #[arg(long)]
    hostile: bool,
    /// Compare at most this many texts
    #[arg(long)]
    texts: Option<usize>,
    /// Show this many differences
    #[arg(long, default_value_t = 20)]
    show: usize,
}

/// A pipeline that both sides can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// en_core_web_sm 3.8.0, the one that the program embeds
    Sm,
    /// The same, without the vector instructions that only some processors have
    Portable,
    /// en_core_web_md 3.8.0, which has static word vectors
    Md,
    /// One that `spacy train` makes of its default settings, on what the first texts look like to en_core_web_sm
    Toy,
}

const LAYERS: [&str; 9] =
    ["tokens", "tags", "pos", "morph", "lemmas", "heads", "labels", "sentences", "entities"];

/// How much text one run of the peer is given, in bytes: its answer is some forty times as long.
const LARGEST_TASK: usize = 2_000_000;

/// Two best scores that are closer than this are a near-tie: sums of floats taken in another order may turn the
/// decision. Token vectors differ from spaCy's by up to 3e-6, and a score adds up some hundred products of them.
const NEAR_TIE: f32 = 1e-4;

/// Counts of what was compared and what differs.
#[derive(Default)]
struct Tally {
    tokens: usize,
    entities: usize,
    differ: [usize; LAYERS.len()],
    /// Of these, how many hang on a near-tie.
    near_ties: [usize; LAYERS.len()],
    shown: Vec<String>,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut texts = texts::read(&arguments.paths)?;
    texts.truncate(arguments.texts.unwrap_or(usize::MAX));
    if arguments.hostile {
        texts.extend(hostile::texts());
    }
    if texts.is_empty() {
        bail!("no text there");
    }
    let peer = match arguments.pipeline {
        Which::Sm => Peer::small(model::load()?)?,
        Which::Portable => Peer::small(model::load_portable()?)?,
        Which::Md => Peer::medium()?,
        Which::Toy => Peer::toy(&texts)?,
    };
    let mut tally = Tally::default();
    for task in tasks(&texts) {
        compare_task(task, &peer, arguments.show, &mut tally)?;
    }
    tally.print(peer.ours.name(), texts.len());
    Ok(())
}

fn compare_task(texts: &[String], peer: &Peer, show: usize, tally: &mut Tally) -> anyhow::Result<()> {
    let printed = peer.annotate(texts)?;
    let ours = peer.ours.annotate_many(texts);
    let mut lines = printed.lines();
    for doc in &ours {
        let line = lines.next().context("spaCy answered for fewer texts than it was given")?;
        let theirs = Doc::from_spacy_json(line).map_err(anyhow::Error::msg)?;
        let before = tally.differ;
        tally.compare(&theirs, doc, show);
        if tally.differ != before {
            tally.explain(before, &peer.ours.close_calls(&doc.text, NEAR_TIE));
        }
    }
    Ok(())
}

impl Tally {
    fn print(&self, pipeline: &str, texts: usize) {
        for line in &self.shown {
            println!("{line}");
        }
        println!("{pipeline}: {texts} texts, {} tokens, {} entities", self.tokens, self.entities);
        println!(
            "{:<12} {:>10} {:>10} {:>12} {:>15}",
            "layer", "compared", "differ", "identical", "of these, ties"
        );
        for ((layer, differ), ties) in LAYERS.iter().zip(self.differ).zip(self.near_ties) {
            let compared = if *layer == "entities" { self.entities } else { self.tokens };
            let identical = 100.0 * (1.0 - differ as f64 / compared.max(1) as f64);
            println!("{layer:<12} {compared:>10} {differ:>10} {identical:>10.4} % {ties:>15}");
        }
        println!(
            "(a tie: the two best scores of a decision that it hangs on are at most {NEAR_TIE:e} apart)"
        );
        let differ: serde_json::Map<String, Value> = LAYERS
            .iter()
            .zip(self.differ)
            .map(|(layer, count)| ((*layer).to_owned(), count.into()))
            .collect();
        println!(
            "{}",
            json!({
                "pipeline": pipeline,
                "texts": texts,
                "tokens": self.tokens,
                "entities": self.entities,
                "differ": differ,
                "unexplained": self.differ.iter().sum::<usize>() - self.near_ties.iter().sum::<usize>(),
            })
        );
    }

    /// Counts the differences of one text, those beyond `before`, as near-ties where they hang on one of `calls`.
    fn explain(&mut self, before: [usize; LAYERS.len()], calls: &[CloseCall]) {
        let has = |layer| calls.iter().any(|call| call.layer == layer);
        let (tag, parse, entity) = (has(Layer::Tag), has(Layer::Parse), has(Layer::Entity));
        // Part of speech, morphology and lemma follow from tag and label; entities keep within sentences.
        let explained =
            [false, tag, tag || parse, tag || parse, tag || parse, parse, parse, parse, entity || parse];
        for (layer, explained) in explained.into_iter().enumerate() {
            let differ = self.differ[layer] - before[layer];
            self.near_ties[layer] += if explained { differ } else { 0 };
            let closest = calls.iter().map(|call| call.margin).reduce(f32::min);
            if let (true, true, Some(margin)) = (differ > 0, explained, closest) {
                self.shown.push(format!("{}: {differ} hang on a margin of {margin:e}", LAYERS[layer]));
            }
        }
    }

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
    fn tasks_are_bounded() {
        assert_eq!(tasks(&vec!["x".repeat(100_000); 50]).len(), 3);
    }
}
