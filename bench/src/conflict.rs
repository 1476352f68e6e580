//! `conflict FILE`: whether evidence bears out or gainsays a claim, against VitaminC.
//!
//! Each line is a JSON object with `claim`, `evidence` and `label`: `SUPPORTS`, `REFUTES` or `NOT ENOUGH INFO`. Both
//! sentences are annotated as reports of their own and compared as the product compares numbers and dates.

use std::path::PathBuf;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::align::gainsay::{Verdict, compare};

use crate::score::Counts;
use crate::{model, peers, plain};

/// Arguments of `conflict`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A VitaminC file: one JSON object a line.
    pub file: PathBuf,
    /// Print every pair that is judged wrongly.
    #[arg(long)]
    pub show: bool,
    /// Compare what quantulum3 finds in the same pairs: the same numbers support, another number of a unit refutes.
    #[arg(long)]
    pub peer: bool,
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
    let mut tally = Tally::default();
    let mut pairs = Vec::new();
    for (number, line) in lines.lines().enumerate() {
        let pair: Value =
            serde_json::from_str(line).with_context(|| format!("{name}, line {}", number + 1))?;
        let text = |key: &str| pair[key].as_str().unwrap_or_default();
        let gold = VERDICTS.iter().position(|(_, label)| *label == text("label"));
        let Some(gold) = gold else { bail!("{name}, line {}: no label", number + 1) };
        let side = |key: &str| plain::annotate(&pipeline, key, text(key), None);
        let verdict = compare(&side("claim"), &side("evidence"));
        let hit = tally.add(gold, verdict);
        if arguments.show && !hit {
            println!("{} as {verdict:?}: {} | {}", VERDICTS[gold].1, text("claim"), text("evidence"));
        }
        pairs.push((gold, text("claim").to_owned(), text("evidence").to_owned()));
    }
    let peer = if arguments.peer { Some(peer_tally(&pairs)?) } else { None };
    let mut line = tally.table("variorum");
    if let Some(tally) = peer {
        line["peers"]["quantulum3"] = tally.table("quantulum3");
    }
    println!("{line}");
    Ok(())
}

/// What comparing the quantities of quantulum3 reaches on the same pairs.
fn peer_tally(pairs: &[(usize, String, String)]) -> anyhow::Result<Tally> {
    let texts: Vec<String> =
        pairs.iter().flat_map(|(_, claim, evidence)| [claim.clone(), evidence.clone()]).collect();
    let found = peers::quantities(&texts)?;
    let mut tally = Tally::default();
    for ((gold, ..), sides) in pairs.iter().zip(found.chunks_exact(2)) {
        tally.add(*gold, compare_quantities(&sides[0], &sides[1]));
    }
    Ok(tally)
}

fn compare_quantities(claim: &[peers::Quantity], evidence: &[peers::Quantity]) -> Verdict {
    let told = |own: &peers::Quantity| evidence.contains(own);
    let gainsaid = |own: &peers::Quantity| !told(own) && evidence.iter().any(|other| other.unit == own.unit);
    if claim.iter().any(gainsaid) {
        Verdict::Refutes
    } else if !claim.is_empty() && claim.iter().all(told) {
        Verdict::Supports
    } else {
        Verdict::Unclear
    }
}

/// Counts for each verdict, in the order of [`VERDICTS`].
#[derive(Debug, Default)]
struct Tally {
    counts: [Counts; 3],
    right: usize,
}

impl Tally {
    /// Adds one pair; gives whether the verdict is right.
    fn add(&mut self, gold: usize, verdict: Verdict) -> bool {
        for (index, (known, _)) in VERDICTS.iter().enumerate() {
            let (is_gold, is_found) = (usize::from(index == gold), usize::from(*known == verdict));
            self.counts[index].add(is_gold, is_found, is_gold * is_found);
        }
        let hit = VERDICTS[gold].0 == verdict;
        self.right += usize::from(hit);
        hit
    }

    /// Prints the table; gives its figures in percent.
    fn table(&self, name: &str) -> Value {
        println!("{name}");
        let percent = |part: f64| (part * 1000.0).round() / 10.0;
        for ((_, label), counts) in VERDICTS.iter().zip(&self.counts) {
            println!("  {label:<16}{counts}");
        }
        let pairs: usize = self.counts.iter().map(|counts| counts.gold).sum();
        let macro_f1 = self.counts.iter().map(|counts| counts.f1()).sum::<f64>() / self.counts.len() as f64;
        let refutes = self.counts[1];
        json!({
            "accuracy": percent(self.right as f64 / pairs.max(1) as f64),
            "macro_f1": percent(macro_f1),
            "refutes_precision": percent(refutes.precision()),
            "refutes_recall": percent(refutes.recall()),
        })
    }
}
