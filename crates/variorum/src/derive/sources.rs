//! Sources that reports credit: reports at hand, or sources that only the credits show.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::{Cite, Span};

use super::compare::{Pair, compare};
use super::credit::{Credit, Scope};
use super::link::Story;
use super::order::known_order;
use super::outlet::{Outlets, outlet_key, same_outlet};
use super::{Derivation, DerivationKind, Direction, Passage};

/// The derivations that credits alone show, for the pairs that are not among the `known` ones.
pub(crate) fn credited(story: &Story, known: &[Derivation], rank: &[usize]) -> Vec<Derivation> {
    let mut users: BTreeMap<String, usize> = BTreeMap::new();
    for credits in story.credits {
        let mut keys: Vec<String> = credits.iter().map(|credit| outlet_key(&credit.source)).collect();
        keys.sort();
        keys.dedup();
        keys.into_iter().for_each(|key| *users.entry(key).or_default() += 1);
    }
    let known: BTreeSet<(usize, Option<usize>)> = known.iter().map(|edge| (edge.to, edge.from)).collect();
    let mut outlets = Outlets::default();
    for (index, annotated) in story.reports.iter().enumerate() {
        if let Some(outlet) = &annotated.report.outlet {
            outlets.add(outlet, index);
        }
    }
    let mut derivations = Vec::new();
    for (to, credits) in story.credits.iter().enumerate() {
        let mut sources: Vec<&str> = Vec::new();
        for credit in credits {
            if sources.iter().any(|source| same_outlet(source, &credit.source)) {
                continue;
            }
            sources.push(&credit.source);
            let all: Vec<&Credit> =
                credits.iter().filter(|other| same_outlet(&other.source, &credit.source)).collect();
            let held = held_reports(story, &outlets, to, &credit.source, rank);
            if held.iter().any(|&from| known.contains(&(to, Some(from)))) {
                continue;
            }
            let users = users.get(&outlet_key(&credit.source)).copied().unwrap_or(1);
            let held = from_held(story, to, &held, &all);
            derivations.push(held.unwrap_or_else(|| from_unheld(story, to, &all, users)));
        }
    }
    derivations
}

/// The reports of the outlet `source` that `to` may have read: none that appeared later. In order of the story.
fn held_reports(story: &Story, outlets: &Outlets, to: usize, source: &str, rank: &[usize]) -> Vec<usize> {
    let is_later = |from: usize| {
        known_order(&story.reports[from].report, &story.reports[to].report)
            == Some(std::cmp::Ordering::Greater)
    };
    let of_outlet = outlets.find_all(source).into_iter();
    let mut held: Vec<usize> = of_outlet.filter(|&from| from != to && !is_later(from)).collect();
    held.sort_by_key(|&from| rank[from]);
    held
}

/// Of how many reports of one outlet, the latest, it is asked which of them a credit means.
const COMPARED: usize = 32;

/// A credit to an outlet whose reports are at hand: it points to the one that tells most of what the credit covers. If
/// none does, the words may be ones that the outlet gave elsewhere, and the evidence says so.
fn from_held(story: &Story, to: usize, held: &[usize], credits: &[&Credit]) -> Option<Derivation> {
    let sentences = credited_sentences(story, to, credits);
    let (from, mut passages) = held[held.len().saturating_sub(COMPARED)..]
        .iter()
        .map(|&from| (from, told_by(story, from, to, &sentences)))
        .reduce(|best, next| if next.1.len() > best.1.len() { next } else { best })?;
    let mut evidence = vec![credit_sentence(credits, &format!("report {}", story.reports[from].report.id))];
    let mut direction = Direction::Known;
    if passages.is_empty() {
        evidence.push("What it has from there is not found in that report's words.".to_owned());
        direction = Direction::Likely;
        passages = sentences.iter().map(|&to| Passage { from: None, to }).collect();
    }
    let coverage = coverage(story, to, &passages);
    let kind = DerivationKind::Quotes;
    Some(Derivation { from: Some(from), source: None, to, kind, coverage, direction, passages, evidence })
}

/// The sentences of `to` among `sentences` (all, if there are none) that `from` tells too.
fn told_by(story: &Story, from: usize, to: usize, sentences: &[Span]) -> Vec<Passage> {
    let comparison = compare(&story.words[from], &story.words[to], story.vocabulary, story.reports.len());
    let passage = |pair: &Pair| Passage {
        from: Some(Cite { report: from, span: sentence_span(story, from, pair.from) }),
        to: sentence_span(story, to, pair.to),
    };
    let credited = |passage: &Passage| {
        sentences.is_empty() || sentences.iter().any(|sentence| sentence.overlaps(passage.to))
    };
    comparison.pairs.iter().map(passage).filter(credited).collect()
}

/// A credit to a source that is not at hand.
fn from_unheld(story: &Story, to: usize, credits: &[&Credit], users: usize) -> Derivation {
    let whole = credits.iter().any(|credit| credit.scope == Scope::Whole);
    let kind = match (whole, users) {
        (true, _) => DerivationKind::Copy,
        (false, 1) => DerivationKind::Quotes,
        (false, _) => DerivationKind::SharedSource,
    };
    let spans: Vec<Span> = if whole {
        (0..story.words[to].sentences.len()).map(|sentence| sentence_span(story, to, sentence)).collect()
    } else {
        credited_sentences(story, to, credits)
    };
    let mut passages: Vec<Passage> = spans.into_iter().map(|to| Passage { from: None, to }).collect();
    if passages.is_empty() {
        passages =
            credits.iter().filter_map(|credit| credit.place).map(|to| Passage { from: None, to }).collect();
    }
    let mut evidence = vec![credit_sentence(credits, "a source that is not among the reports")];
    if users > 1 {
        let others = if users == 2 {
            "Another report credits".to_owned()
        } else {
            format!("{} other reports credit", users - 1)
        };
        evidence.push(format!("{others} the same source."));
    }
    Derivation {
        from: None,
        source: credits.first().map(|credit| credit.source.clone()),
        to,
        kind,
        coverage: coverage(story, to, &passages),
        direction: Direction::Known,
        passages,
        evidence,
    }
}

fn credit_sentence(credits: &[&Credit], source: &str) -> String {
    let name = credits.first().map_or("", |credit| credit.source.as_str());
    let sentences =
        credits.iter().filter(|credit| matches!(credit.scope, Scope::Sentence(_) | Scope::Story(_))).count();
    if credits.iter().any(|credit| credit.scope == Scope::Whole) {
        format!("Its dateline, byline or closing line credits {name}, {source}.")
    } else if sentences == 0 {
        format!("It credits {name}, {source}, with a part.")
    } else if sentences == 1 {
        format!("One sentence credits {name}, {source}.")
    } else {
        format!("{sentences} sentences credit {name}, {source}.")
    }
}

/// The sentences that credits of single sentences stand in.
fn credited_sentences(story: &Story, to: usize, credits: &[&Credit]) -> Vec<Span> {
    let sentences = &story.reports[to].sentences;
    let spans = credits.iter().filter_map(|credit| match credit.scope {
        Scope::Sentence(index) | Scope::Story(index) => sentences.get(index).map(|sentence| sentence.span),
        Scope::Whole | Scope::Part => None,
    });
    spans.collect()
}

/// Where a sentence stands, by its index among the sentences with words.
fn sentence_span(story: &Story, report: usize, sentence: usize) -> Span {
    let words = &story.words[report];
    words.span(words.sentences[sentence].clone())
}

fn coverage(story: &Story, to: usize, passages: &[Passage]) -> f64 {
    let words = story.words[to].words.iter().filter(|word| word.content);
    let covered = words.filter(|word| passages.iter().any(|passage| passage.to.contains(word.span))).count();
    covered as f64 / story.words[to].content().max(1) as f64
}
