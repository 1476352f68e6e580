//! `stories`: how well a mixed pile of reports is parted into stories, by BCubed (Bagga and Baldwin 1998).
//!
//! The file holds one JSON object a line with `id`, `text` and, as gold, `story`; `title` and `published` are used
//! where they stand.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, bail};
use rayon::prelude::*;
use serde_json::{Value, json};
use variorum::annotate::Annotated;
use variorum::collate;

use crate::{model, plain};

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// File of reports, one JSON object a line, with the key `story`.
    file: PathBuf,
    /// Print the groups that hold several stories, and the stories that lie in several groups.
    #[arg(long)]
    show: bool,
}

/// Parts the pile and prints BCubed precision, recall and F1.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let text = fs::read_to_string(&arguments.file)
        .with_context(|| format!("cannot read {}", arguments.file.display()))?;
    let rows: Vec<Value> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .enumerate()
        .map(|(index, line)| {
            serde_json::from_str(line)
                .with_context(|| format!("line {} of {}", index + 1, arguments.file.display()))
        })
        .collect::<anyhow::Result<_>>()?;
    let gold: Vec<String> = rows.iter().map(|row| key(row, "story")).collect();
    if gold.iter().all(String::is_empty) {
        bail!(
            "no line of {} has a `story`: without it there is nothing to compare with",
            arguments.file.display()
        );
    }
    let pipeline = model::load()?;
    let reports: Vec<Annotated> = rows
        .par_iter()
        .map(|row| {
            let text = [key(row, "title"), key(row, "text")].join("\n");
            plain::annotate(&pipeline, &key(row, "id"), text.trim_start(), row["published"].as_str())
        })
        .collect();
    let groups = collate::stories(&reports);
    let mut own = vec![0; gold.len()];
    for (group, members) in groups.iter().enumerate() {
        members.iter().for_each(|&member| own[member] = group);
    }
    if arguments.show {
        show(&rows, &gold, &groups);
    }
    let (precision, recall) = bcubed(&gold, &own);
    let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
    let stories: BTreeMap<&String, usize> = gold.iter().map(|story| (story, 0)).collect();
    println!("{:>9} reports, {} stories, {} groups found", rows.len(), stories.len(), groups.len());
    println!("{:>9.3} BCubed precision", precision);
    println!("{:>9.3} BCubed recall", recall);
    println!("{:>9.3} BCubed F1", f1);
    println!(
        "{}",
        json!({"bcubed_p": round(precision), "bcubed_r": round(recall), "bcubed_f": round(f1), "reports": rows.len(),
               "stories": stories.len(), "groups": groups.len()})
    );
    Ok(())
}

fn key(row: &Value, name: &str) -> String {
    match &row[name] {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

fn round(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

/// For each item the share of its group that is of its story, and of its story that is in its group; the means of both.
fn bcubed(gold: &[String], own: &[usize]) -> (f64, f64) {
    let mut stories: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<usize, usize> = BTreeMap::new();
    let mut both: BTreeMap<(&str, usize), usize> = BTreeMap::new();
    for (story, &group) in gold.iter().zip(own) {
        *stories.entry(story).or_default() += 1;
        *groups.entry(group).or_default() += 1;
        *both.entry((story, group)).or_default() += 1;
    }
    let mean = |share: &dyn Fn(&str, usize) -> usize| {
        let sum: f64 = both
            .iter()
            .map(|(&(story, group), &count)| count as f64 * count as f64 / share(story, group) as f64)
            .sum();
        sum / gold.len().max(1) as f64
    };
    (mean(&|_, group| groups[&group]), mean(&|story, _| stories[story]))
}

fn show(rows: &[Value], gold: &[String], groups: &[Vec<usize>]) {
    for (index, members) in groups.iter().enumerate() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        members.iter().for_each(|&member| *counts.entry(&gold[member]).or_default() += 1);
        if counts.len() > 1 || members.len() == 1 {
            let first = key(&rows[members[0]], "text").chars().take(80).collect::<String>();
            println!("group {index}: {counts:?} {first:?}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bcubed_of_a_group_too_wide() {
        let gold: Vec<String> = ["a", "a", "b"].into_iter().map(str::to_owned).collect();
        let (precision, recall) = bcubed(&gold, &[0, 0, 0]);
        assert!((precision - 5.0 / 9.0).abs() < 1e-9 && (recall - 1.0).abs() < 1e-9);
        assert_eq!(bcubed(&gold, &[0, 0, 1]), (1.0, 1.0));
    }
}
