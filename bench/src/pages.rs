//! `pages`: how well the text of articles is told from the rest of a page.
//!
//! The folder holds `html/*.html.gz` and `ground-truth.json` (`articleBody` by the name of the page), as in the
//! article extraction benchmark of Zyte; what other programs made of the same pages is scored beside if it stands in
//! `output/*.json`. The measure is that benchmark's own: runs of four words, counted; precision and recall of each
//! page, their means over the pages, and the harmonic mean of those.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};
use variorum::capture::Capture;
use variorum::extract;
use variorum::report::{Report, SectionKind};

const RUN: usize = 4;

/// Where the pages are.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folder with `html/*.html.gz` and `ground-truth.json`.
    dir: PathBuf,
    /// Print the pages with the lowest scores too, this many.
    #[arg(long, default_value_t = 0)]
    worst: usize,
}

/// Scores the product's reading of the pages, and saved outputs of others.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let truth = bodies(&arguments.dir.join("ground-truth.json"))?;
    let mut found = BTreeMap::new();
    let mut spent = Duration::ZERO;
    for name in truth.keys() {
        let capture = read_page(&arguments.dir, name)?;
        let start = Instant::now();
        let extraction = extract::read(&capture);
        spent += start.elapsed();
        found.insert(name.clone(), extraction.reports.first().map(article_body).unwrap_or_default());
    }
    println!("{:<24} {:>6} {:>9} {:>6}", "", "F1", "precision", "recall");
    let ours = score(&truth, &found);
    ours.print("variorum");
    for path in saved_outputs(&arguments.dir) {
        let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        score(&truth, &bodies(&path)?).print(&name);
    }
    print_worst(&truth, &found, arguments.worst);
    let last = json!({
        "f1": ours.f1(), "precision": ours.precision, "recall": ours.recall, "pages": truth.len(),
        "ms_per_page": spent.as_secs_f64() * 1000.0 / truth.len().max(1) as f64,
    });
    println!("{last}");
    Ok(())
}

/// The running text and what belongs to it; the headline is no part of the body by the measure.
fn article_body(report: &Report) -> String {
    let parts = report.sections.iter().filter(|section| section.kind == SectionKind::Body);
    parts.map(|section| section.span.of(&report.text)).collect::<Vec<_>>().join("\n")
}

fn read_page(dir: &Path, name: &str) -> anyhow::Result<Capture> {
    let path = dir.join("html").join(format!("{name}.html.gz"));
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut bytes = Vec::new();
    MultiGzDecoder::new(file)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot unpack {}", path.display()))?;
    Ok(Capture::new(path.display().to_string(), bytes))
}

/// The `articleBody` of every page in a file, which may stand under the key `output`.
fn bodies(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let value: Value =
        serde_json::from_str(&text).with_context(|| format!("no JSON in {}", path.display()))?;
    let pages =
        value.get("output").unwrap_or(&value).as_object().context("an object of pages was expected")?;
    let body = |page: &Value| page["articleBody"].as_str().unwrap_or_default().to_owned();
    Ok(pages.iter().map(|(name, page)| (name.clone(), body(page))).collect())
}

fn saved_outputs(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.join("output")).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
    paths.sort();
    paths
}

/// Means over the pages.
#[derive(Debug, Clone, Copy)]
struct Score {
    precision: f64,
    recall: f64,
}

impl Score {
    fn f1(self) -> f64 {
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }

    fn print(self, name: &str) {
        println!("{name:<24} {:>6.4} {:>9.4} {:>6.4}", self.f1(), self.precision, self.recall);
    }
}

fn score(truth: &BTreeMap<String, String>, found: &BTreeMap<String, String>) -> Score {
    let mut precisions = Vec::new();
    let mut recalls = Vec::new();
    for (name, body) in truth {
        let match_ = Match::of(body, found.get(name).map_or("", String::as_str));
        // As the measure has it: a page without words on one side has no say in the mean of that side.
        if match_.both + match_.extra > 0 {
            precisions.push(match_.precision());
        }
        if match_.both + match_.missed > 0 {
            recalls.push(match_.recall());
        }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    Score { precision: mean(&precisions), recall: mean(&recalls) }
}

/// How many runs of words two texts share, and how many only one of them has.
#[derive(Debug, Default)]
struct Match {
    both: usize,
    extra: usize,
    missed: usize,
}

impl Match {
    fn of(truth: &str, found: &str) -> Match {
        let (truth, found) = (runs(truth), runs(found));
        let mut counts = Match::default();
        for (run, &count) in &truth {
            let other = found.get(run).copied().unwrap_or(0);
            counts.both += count.min(other);
            counts.missed += count.saturating_sub(other);
        }
        for (run, &count) in &found {
            counts.extra += count.saturating_sub(truth.get(run).copied().unwrap_or(0));
        }
        counts
    }

    fn precision(&self) -> f64 {
        if self.extra + self.missed == 0 {
            1.0
        } else {
            self.both as f64 / (self.both + self.extra).max(1) as f64
        }
    }

    fn recall(&self) -> f64 {
        if self.extra + self.missed == 0 {
            1.0
        } else {
            self.both as f64 / (self.both + self.missed).max(1) as f64
        }
    }
}

/// Runs of four words and how often each stands there; a text with fewer words is one run.
fn runs(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> = text
        .split(|character: char| !(character.is_alphanumeric() || character == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut runs = BTreeMap::new();
    if words.len() < RUN && !words.is_empty() {
        runs.insert(words.clone(), 1);
    }
    for run in words.windows(RUN) {
        *runs.entry(run.to_vec()).or_insert(0) += 1;
    }
    runs
}

fn print_worst(truth: &BTreeMap<String, String>, found: &BTreeMap<String, String>, count: usize) {
    let mut pages: Vec<(f64, f64, &String)> = truth
        .iter()
        .map(|(name, body)| {
            let counts = Match::of(body, found.get(name).map_or("", String::as_str));
            (counts.precision(), counts.recall(), name)
        })
        .collect();
    pages.sort_by(|left, right| (left.0 + left.1).total_cmp(&(right.0 + right.1)));
    for (precision, recall, name) in pages.into_iter().take(count) {
        println!("{name}  precision {precision:.3}  recall {recall:.3}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_counts_runs_of_four_words() {
        let counts = Match::of("a b c d e", "a b c d x");
        assert_eq!((counts.both, counts.extra, counts.missed), (1, 1, 1));
        let counts = Match::of("a b", "a b");
        assert_eq!((counts.precision(), counts.recall()), (1.0, 1.0));
        let counts = Match::of("a b c d a b c d", "");
        assert_eq!((counts.precision(), counts.recall()), (0.0, 0.0));
    }

    #[test]
    fn empty_pages_have_no_say_in_the_other_mean() {
        let truth =
            BTreeMap::from([("1".to_owned(), "a b c d".to_owned()), ("2".to_owned(), "e f g h".to_owned())]);
        let found = BTreeMap::from([("1".to_owned(), "a b c d".to_owned()), ("2".to_owned(), String::new())]);
        let score = score(&truth, &found);
        assert_eq!((score.precision, score.recall), (1.0, 0.5));
    }
}
