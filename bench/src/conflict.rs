//! `conflict FILE`: whether evidence bears out or gainsays a claim, against VitaminC.
//!
//! Each line is a JSON object with `claim`, `evidence` and `label`: `SUPPORTS`, `REFUTES` or `NOT ENOUGH INFO`. Both
//! sentences are annotated as reports of their own and compared as the product compares numbers and dates.

use std::path::PathBuf;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::align::gainsay::{Verdict, compare};

use crate::score::Counts;
use crate::{model, plain};

/// Arguments of `conflict`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A VitaminC file: one JSON object a line.
    pub file: PathBuf,
    /// Print every pair that is judged wrongly.
    #[arg(long)]
    pub show: bool,
}

const VERDICTS: [(Verdict, &str); 3] =
    [(Verdict::Supports, "SUPPORTS"), (Verdict::Refutes, "REFUTES"), (Verdict::Unclear, "NOT ENOUGH INFO")];

/// Scores every pair of the file.
///
/// # Errors
/// If the model or the file can't be read, or a line holds no labelled pair.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = model::load()?;
    let name = arguments.file.display();
    let lines = std::fs::read_to_string(&arguments.file).with_context(|| format!("cannot read {name}"))?;
    let mut counts = [Counts::default(); 3];
    let mut right = 0;
    for (number, line) in lines.lines().enumerate() {
        let pair: Value =
            serde_json::from_str(line).with_context(|| format!("{name}, line {}", number + 1))?;
        let text = |key: &str| pair[key].as_str().unwrap_or_default();
        let gold = VERDICTS.iter().position(|(_, label)| *label == text("label"));
        let Some(gold) = gold else { bail!("{name}, line {}: no label", number + 1) };
        let side = |key: &str| plain::annotate(&pipeline, key, text(key), None);
        let verdict = compare(&side("claim"), &side("evidence"));
        for (index, (known, _)) in VERDICTS.iter().enumerate() {
            let (is_gold, is_found) = (usize::from(index == gold), usize::from(*known == verdict));
            counts[index].add(is_gold, is_found, is_gold * is_found);
        }
        let hit = VERDICTS[gold].0 == verdict;
        right += usize::from(hit);
        if arguments.show && !hit {
            println!("{} as {verdict:?}: {} | {}", VERDICTS[gold].1, text("claim"), text("evidence"));
        }
    }
    print(&counts, right);
    Ok(())
}

fn print(counts: &[Counts; 3], right: usize) {
    let percent = |part: f64| (part * 1000.0).round() / 10.0;
    for ((_, label), counts) in VERDICTS.iter().zip(counts) {
        println!("{label:<16}{counts}");
    }
    let pairs: usize = counts.iter().map(|counts| counts.gold).sum();
    let macro_f1 = counts.iter().map(|counts| counts.f1()).sum::<f64>() / counts.len() as f64;
    let refutes = counts[1];
    let summary = json!({
        "accuracy": percent(right as f64 / pairs.max(1) as f64),
        "macro_f1": percent(macro_f1),
        "refutes_precision": percent(refutes.precision()),
        "refutes_recall": percent(refutes.recall()),
    });
    println!("{summary}");
}
