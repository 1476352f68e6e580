//! `coref`: who and what is one across documents, by the CoNLL F1: the mean of MUC, B³ and CEAF-e.
//!
//! Reads ECB+ as distributed (folders of XML) or a CoNLL file such as that of MEANTIME. Mentions are the gold ones,
//! clusters are scored topic by topic with those of one mention, and the baseline of the same run puts together what
//! has the same head lemma in a topic.
//!
//! Beside that, `links` judges the nouns and pronouns that are given to names: by `resolve::entities`, as collations have
//! them, and by all steps of `resolve::corefer`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::prelude::*;
use serde_json::{Value, json};
use variorum::annotate::{Annotated, Parse};
use variorum::collate;
use variorum::resolve;
use variorum::resolve::corefer::{self, Phrase, PhraseKind};
use variorum::text::Span;

use crate::{model, plain};
use corpus::Document;
use measure::Conll;

pub mod corpus;
mod links;
mod measure;

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A folder of ECB+ XML files, or a CoNLL file.
    path: PathBuf,
    /// Print the largest groups that hold several things, and what they hold.
    #[arg(long)]
    show: bool,
    /// Write the pairs of happenings that the resolver weighs, for `training/happening.py`, and measure nothing.
    #[arg(long, value_name = "FILE")]
    pairs: Option<PathBuf>,
}

/// A topic's mentions as both sides put them together: for each mention its number.
#[derive(Debug, Default)]
struct Sides {
    gold: Vec<Vec<usize>>,
    own: Vec<Vec<usize>>,
    baseline: Vec<Vec<usize>>,
    kinds: Vec<Option<PhraseKind>>,
    /// Links to names, by entities and by all steps.
    links: [[links::Count; links::KINDS.len()]; 2],
}

/// Prints the scores of the resolver and of the baseline.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let documents = corpus::read(&arguments.path)?;
    let pipeline = model::load()?;
    let reports: Vec<Annotated> = documents
        .par_iter()
        .map(|document| plain::annotate(&pipeline, &document.name, &document.text, None))
        .collect();
    let mut story = vec![0; reports.len()];
    for (number, members) in collate::stories(&reports).into_iter().enumerate() {
        members.into_iter().for_each(|member| story[member] = number);
    }
    let mut topics: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, document) in documents.iter().enumerate() {
        topics.entry(&document.topic).or_default().push(index);
    }
    if let Some(file) = &arguments.pairs {
        return write_pairs(file, &topics, &documents, &reports, &story);
    }
    let sides: Vec<Sides> = topics
        .par_iter()
        .map(|(topic, members)| {
            let documents: Vec<&Document> = members.iter().map(|&member| &documents[member]).collect();
            let reports: Vec<Annotated> = members.iter().map(|&member| reports[member].clone()).collect();
            let stories: Vec<usize> = members.iter().map(|&member| story[member]).collect();
            sides(topic, &documents, &reports, &stories, arguments.show)
        })
        .collect();

    let mentions: usize = sides.iter().map(|sides| sides.kinds.len()).sum();
    let clusters: usize = sides.iter().map(|sides| sides.gold.len()).sum();
    println!(
        "{} documents, {} topics, {mentions} gold mentions of {clusters} things",
        documents.len(),
        topics.len()
    );
    println!("{:<34} {:>7} {:>7} {:>7} {:>7}", "F1, topic by topic", "MUC", "B³", "CEAF-e", "CoNLL");
    let own = line("resolve", &sides, |_| true, |sides| &sides.own);
    let baseline = line("same head lemma", &sides, |_| true, |sides| &sides.baseline);
    let mut figures = json!({
        "conll_f1": own.conll(), "muc": own.muc, "b3": own.b3, "ceaf_e": own.ceaf_e,
        "baseline_conll_f1": baseline.conll(), "documents": documents.len(), "mentions": mentions,
    });
    for (name, kind) in
        [("events", PhraseKind::Event), ("entities", PhraseKind::Thing), ("times", PhraseKind::Time)]
    {
        if sides.iter().any(|sides| sides.kinds.contains(&Some(kind))) {
            let of_kind = |found: Option<PhraseKind>| found == Some(kind);
            let own = line(&format!("resolve, {name}"), &sides, of_kind, |sides| &sides.own);
            let baseline =
                line(&format!("same head lemma, {name}"), &sides, of_kind, |sides| &sides.baseline);
            figures[format!("{name}_conll_f1")] = own.conll().into();
            figures[format!("baseline_{name}_conll_f1")] = baseline.conll().into();
        }
    }
    print_links(&sides, &mut figures);
    println!("{figures}");
    Ok(())
}

fn print_links(sides: &[Sides], figures: &mut Value) {
    println!("{:<34} {:>9} {:>7} {:>7}", "links to names", "precision", "recall", "made");
    for (way, name) in ["in collations", "by all steps"].into_iter().enumerate() {
        for (place, kind) in links::KINDS.into_iter().enumerate() {
            let mut all = links::Count::default();
            sides.iter().for_each(|sides| all.add(sides.links[way][place]));
            let (precision, recall) = (all.precision(), all.recall());
            println!("{:<34} {precision:>9.3} {recall:>7.3} {:>7}", format!("{kind}, {name}"), all.made());
            if way == 0 {
                let key = kind.replace(' ', "_");
                figures[format!("links_{key}_precision")] = precision.into();
                figures[format!("links_{key}_recall")] = recall.into();
            }
        }
    }
}

fn line(
    name: &str,
    sides: &[Sides],
    keep: impl Fn(Option<PhraseKind>) -> bool,
    of: impl Fn(&Sides) -> &Vec<Vec<usize>>,
) -> Conll {
    let kept = |sides: &Sides, clusters: &[Vec<usize>]| -> Vec<Vec<usize>> {
        let clusters = clusters.iter().map(|cluster| {
            cluster.iter().copied().filter(|&mention| keep(sides.kinds[mention])).collect::<Vec<usize>>()
        });
        clusters.filter(|cluster| !cluster.is_empty()).collect()
    };
    let pairs: Vec<_> =
        sides.iter().map(|sides| (kept(sides, &sides.gold), kept(sides, of(sides)))).collect();
    let score = measure::conll(&pairs);
    println!("{name:<34} {:>7.2} {:>7.2} {:>7.2} {:>7.2}", score.muc, score.b3, score.ceaf_e, score.conll());
    score
}

fn sides(
    topic: &str,
    documents: &[&Document],
    reports: &[Annotated],
    stories: &[usize],
    show: bool,
) -> Sides {
    let mut found = Sides::default();
    let mut gold: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut lemmas: BTreeMap<(String, bool), Vec<usize>> = BTreeMap::new();
    let mut phrases: Vec<Vec<Phrase>> = Vec::new();
    for (document, report) in documents.iter().zip(reports) {
        let parse = Parse::new(&report.doc);
        let mut of_report = Vec::new();
        for mention in &document.mentions {
            let tokens = tokens(&parse, mention.span);
            let number = found.kinds.len();
            gold.entry(&mention.cluster).or_default().push(number);
            let lemma = parse.lemma(corefer::head(&parse, tokens.clone())).to_lowercase();
            lemmas.entry((lemma, mention.kind == Some(PhraseKind::Event))).or_default().push(number);
            of_report.push(Phrase { tokens, kind: mention.kind });
            found.kinds.push(mention.kind);
        }
        phrases.push(of_report);
    }
    let groups = corefer::corefer(reports, stories, &phrases);
    let mut own: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, group) in groups.into_iter().flatten().enumerate() {
        own.entry(group).or_default().push(number);
    }
    found.gold = gold.into_values().collect();
    found.own = own.into_values().collect();
    found.baseline = lemmas.into_values().collect();
    found.links = links(documents, reports, stories);
    if show {
        print_mixed(topic, documents, &found);
    }
    found
}

/// The links that entities and all steps make between the mentions that the product finds.
fn links(
    documents: &[&Document],
    reports: &[Annotated],
    stories: &[usize],
) -> [[links::Count; links::KINDS.len()]; 2] {
    let phrase =
        |tokens: &std::ops::Range<usize>| Phrase { tokens: tokens.clone(), kind: Some(PhraseKind::Thing) };
    let of_report =
        |report: &Annotated| report.mentions.iter().map(|mention| phrase(&mention.tokens)).collect();
    let phrases: Vec<Vec<Phrase>> = reports.iter().map(of_report).collect();
    let groups = corefer::corefer(reports, stories, &phrases);
    let groups: Vec<Vec<Option<usize>>> =
        groups.into_iter().map(|groups| groups.into_iter().map(Some).collect()).collect();
    let entities = resolve::entities(reports).of_mention;
    [links::count(documents, reports, &entities), links::count(documents, reports, &groups)]
}

/// A line for each pair: its topic, whether it is one, and its features.
fn write_pairs(
    file: &Path,
    topics: &BTreeMap<&str, Vec<usize>>,
    documents: &[Document],
    reports: &[Annotated],
    story: &[usize],
) -> anyhow::Result<()> {
    let mut lines = String::new();
    for (topic, members) in topics {
        let of_topic: Vec<Annotated> = members.iter().map(|&member| reports[member].clone()).collect();
        let stories: Vec<usize> = members.iter().map(|&member| story[member]).collect();
        let phrases: Vec<Vec<Phrase>> =
            members.iter().map(|&member| phrases(&documents[member], &reports[member])).collect();
        let clusters: Vec<&str> = members
            .iter()
            .flat_map(|&member| documents[member].mentions.iter().map(|mention| mention.cluster.as_str()))
            .collect();
        for (one, other, features) in corefer::pairs(&of_topic, &stories, &phrases) {
            let same = u8::from(clusters[one] == clusters[other]);
            let features: Vec<String> = features.iter().map(|value| format!("{value:.4}")).collect();
            lines.push_str(&format!("{topic} {same} {}\n", features.join(" ")));
        }
    }
    fs::write(file, lines).with_context(|| format!("cannot write {}", file.display()))
}

/// A document's mentions as phrases of its report.
fn phrases(document: &Document, report: &Annotated) -> Vec<Phrase> {
    let parse = Parse::new(&report.doc);
    let phrase =
        |mention: &corpus::Mention| Phrase { tokens: tokens(&parse, mention.span), kind: mention.kind };
    document.mentions.iter().map(phrase).collect()
}

/// The tokens that overlap a span; at least one.
fn tokens(parse: &Parse, span: Span) -> std::ops::Range<usize> {
    let last = parse.len().saturating_sub(1);
    let start = parse.token_at(span.start).min(last);
    let end = (start..parse.len()).find(|&token| parse.doc.tokens[token].start >= span.end);
    start..end.unwrap_or(parse.len()).max(start + 1)
}

fn print_mixed(topic: &str, documents: &[&Document], sides: &Sides) {
    let words: Vec<(&str, &str)> = documents
        .iter()
        .flat_map(|document| {
            document
                .mentions
                .iter()
                .map(|mention| (mention.span.of(&document.text), mention.cluster.as_str()))
        })
        .collect();
    let mut mixed: Vec<(usize, Value)> = Vec::new();
    for group in &sides.own {
        let mut held: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        group.iter().for_each(|&mention| held.entry(words[mention].1).or_default().push(words[mention].0));
        let largest = held.values().map(Vec::len).max().unwrap_or(0);
        if group.len() > largest {
            mixed.push((group.len() - largest, json!(held)));
        }
    }
    mixed.sort_by_key(|(wrong, _)| std::cmp::Reverse(*wrong));
    for (wrong, held) in mixed.iter().take(8) {
        println!("{topic}: {wrong} too many: {}", held.to_string().chars().take(600).collect::<String>());
    }
}
