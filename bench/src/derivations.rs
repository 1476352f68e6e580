//! `derivations`: who draws on whom in a file of reports, how fast that is found, and whether exact duplicates are.
//!
//! The file holds one JSON object a line: `text` or `body`, and where they are known `id`, `outlet`, `title`,
//! `published` and `story`. Reports of one `story` are compared with each other; without that key the file is one
//! pile. Sentences are cut at full stops, so that the figures tell the cost of comparing and not that of annotating.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use serde_json::{Value, json};
use variorum::annotate::{Annotated, Sentence, quotation};
use variorum::derive::{Derivation, DerivationKind, derivations, roots};
use variorum::report::{Report, Section, SectionKind, Stamp};
use variorum::text::Span;

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// File of reports, one JSON object a line.
    file: PathBuf,
    /// Print the derivations too, with their evidence, this many of each kind.
    #[arg(long, default_value_t = 0)]
    show: usize,
}

/// Finds the derivations in the file and prints their number, their cost and the recall of exact duplicates.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let text = fs::read_to_string(&arguments.file)
        .with_context(|| format!("cannot read {}", arguments.file.display()))?;
    let stories = stories(&text).with_context(|| format!("in {}", arguments.file.display()))?;
    let reports: usize = stories.values().map(Vec::len).sum();
    let start = Instant::now();
    let found: Vec<Vec<Derivation>> = stories.values().map(|story| derivations(story)).collect();
    let seconds = start.elapsed().as_secs_f64();
    let mut kinds: BTreeMap<DerivationKind, usize> = BTreeMap::new();
    for derivation in found.iter().flatten() {
        let seen = kinds.entry(derivation.kind).or_default();
        *seen += 1;
    }
    show(&stories, &found, arguments.show);
    let mut duplicates = Duplicates::default();
    for (story, found) in stories.values().zip(&found) {
        duplicates.add(story, found);
    }
    let count = |kind| kinds.get(&kind).copied().unwrap_or(0);
    println!("{:>9} reports in {} stories, {:.0} a second", reports, stories.len(), reports as f64 / seconds);
    for kind in
        [DerivationKind::Copy, DerivationKind::Rewrite, DerivationKind::Quotes, DerivationKind::SharedSource]
    {
        println!("{:>9} {kind:?}", count(kind));
    }
    println!(
        "{:>9} groups of exact duplicates, {} reports beyond the first",
        duplicates.groups, duplicates.further
    );
    println!("{:>9} of those found; {} copies are no exact duplicates", duplicates.found, duplicates.inexact);
    let last = json!({
        "reports": reports, "seconds": seconds, "reports_per_second": reports as f64 / seconds,
        "copies": count(DerivationKind::Copy), "rewrites": count(DerivationKind::Rewrite),
        "quotes": count(DerivationKind::Quotes), "shared_sources": count(DerivationKind::SharedSource),
        "exact_groups": duplicates.groups,
        "exact_recall": duplicates.found as f64 / duplicates.further.max(1) as f64,
        "inexact_copies": duplicates.inexact,
    });
    println!("{last}");
    Ok(())
}

/// How the exact duplicates fared.
#[derive(Debug, Default)]
struct Duplicates {
    groups: usize,
    /// Reports of the groups beyond the first of each: as many edges as are needed.
    further: usize,
    found: usize,
    /// Edges between held reports that are called copies and do not hold the same words.
    inexact: usize,
}

impl Duplicates {
    fn add(&mut self, story: &[Annotated], found: &[Derivation]) {
        let words: Vec<Vec<&str>> =
            story.iter().map(|report| body(report).split_whitespace().collect()).collect();
        let mut groups: BTreeMap<&[&str], Vec<usize>> = BTreeMap::new();
        for (index, words) in words.iter().enumerate().filter(|(_, words)| !words.is_empty()) {
            groups.entry(words).or_default().push(index);
        }
        let roots = roots(found, story.len());
        for group in groups.values().filter(|group| group.len() > 1) {
            self.groups += 1;
            self.further += group.len() - 1;
            let mut own: Vec<usize> = group.iter().map(|&report| roots[report]).collect();
            own.sort_unstable();
            own.dedup();
            self.found += group.len() - own.len();
        }
        let copies = found.iter().filter(|derivation| derivation.kind == DerivationKind::Copy);
        self.inexact += copies
            .filter_map(|copy| Some((copy.from?, copy.to)))
            .filter(|&(from, to)| words[from] != words[to])
            .count();
    }
}

fn body(report: &Annotated) -> &str {
    let start = report.report.sections.iter().find(|section| section.kind == SectionKind::Body);
    start.map_or("", |section| &report.report.text[section.span.start as usize..])
}

fn show(stories: &BTreeMap<String, Vec<Annotated>>, found: &[Vec<Derivation>], most: usize) {
    let mut shown: BTreeMap<DerivationKind, usize> = BTreeMap::new();
    for ((name, story), found) in stories.iter().zip(found) {
        for derivation in found {
            let count = shown.entry(derivation.kind).or_default();
            *count += 1;
            if *count > most {
                continue;
            }
            let label = |report: usize| {
                let report = &story[report].report;
                format!("{} ({})", report.id, report.outlet.as_deref().unwrap_or("?"))
            };
            let from = derivation
                .from
                .map_or_else(|| format!("[{}]", derivation.source.as_deref().unwrap_or("")), label);
            println!(
                "{name}: {from} -> {} {:?} {:.2} {:?}",
                label(derivation.to),
                derivation.kind,
                derivation.coverage,
                derivation.direction
            );
            println!("    {}", derivation.evidence.join(" "));
        }
    }
}

fn stories(text: &str) -> anyhow::Result<BTreeMap<String, Vec<Annotated>>> {
    let mut stories: BTreeMap<String, Vec<Annotated>> = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let record: Value = serde_json::from_str(line).with_context(|| format!("line {}", number + 1))?;
        let story = record["story"].as_str().unwrap_or_default().to_owned();
        stories.entry(story).or_default().push(annotated(&record, number));
    }
    Ok(stories)
}

fn annotated(record: &Value, number: usize) -> Annotated {
    let get = |key: &str| record[key].as_str().map(str::trim).filter(|value| !value.is_empty());
    let mut report = Report {
        id: get("id").map_or_else(|| number.to_string(), str::to_owned),
        outlet: get("outlet").map(str::to_owned),
        title: get("title").map(str::to_owned),
        published: get("published").and_then(|date| date.parse().ok()).map(Stamp::day),
        ..Report::default()
    };
    if let Some(title) = get("title") {
        push(&mut report, SectionKind::Headline, title);
    }
    for line in paragraphs(get("text").or(get("body")).unwrap_or_default()) {
        push(&mut report, SectionKind::Body, &line);
    }
    let quotations = quotation::find(&report);
    let sentences = sentences(&report);
    Annotated {
        doc: variorum_spacy::Doc::default(),
        sentences,
        mentions: Vec::new(),
        quantities: Vec::new(),
        times: Vec::new(),
        quotations,
        report,
    }
}

/// The paragraphs of a text: lines, or, where lines are wrapped, what a blank or indented line begins.
fn paragraphs(text: &str) -> Vec<String> {
    let wrapped = text.lines().skip(1).any(|line| line.starts_with("   ")) || text.contains("\n\n");
    let mut paragraphs: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = !wrapped || line.starts_with("   ") || line.trim().is_empty();
        match paragraphs.last_mut() {
            Some(last) if !begins => {
                last.push(' ');
                last.push_str(line.trim());
            }
            _ => paragraphs.push(line.trim().to_owned()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

fn push(report: &mut Report, kind: SectionKind, words: &str) {
    if !report.text.is_empty() {
        report.text.push('\n');
    }
    let start = report.text.len();
    report.text.push_str(words);
    report.sections.push(Section { kind, span: Span::new(start, report.text.len()) });
}

/// Cuts each section after a full stop that a space and a capital or a quotation mark follow.
fn sentences(report: &Report) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (paragraph, section) in report.sections.iter().enumerate() {
        let text = section.span.of(&report.text);
        let offset = section.span.start as usize;
        let mut start = 0;
        let mut add = |start: usize, end: usize| {
            let span = Span::new(offset + start, offset + end);
            sentences.push(Sentence { span, tokens: 0..0, section: section.kind, paragraph });
        };
        for (space, _) in text.match_indices(' ') {
            let stopped = text[..space].trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '?', '!']);
            let opens =
                text[space + 1..].starts_with(|first: char| first.is_uppercase() || "\"“‘".contains(first));
            if stopped && opens && space > start + 20 {
                add(start, space);
                start = space + 1;
            }
        }
        if start < text.len() {
            add(start, text.len());
        }
    }
    sentences
}
