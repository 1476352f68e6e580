//! `curve`: what collating one story costs as the story grows. Large stories are made of real reports, perturbed: names
//! and numbers changed, sentences moved and cut.
//!
//! Each size runs in a process of its own, so that its peak of memory is its own.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, bail};
use cpu_time::ProcessTime;
use serde_json::{Value, json};
use variorum::capture::Capture;
use variorum::report::Report;
use variorum::{flow, render};

use crate::chance::Chance;
use crate::{model, speed};

/// What to read.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file or folder of reports, as `variorum collate` takes them.
    path: PathBuf,
    /// How many reports to collate.
    #[arg(long, value_delimiter = ',', default_value = "10,100,1000,5000")]
    sizes: Vec<usize>,
    /// Collate the one size given in this process and print its figures alone.
    #[arg(long, hide = true)]
    alone: bool,
}

/// Prints wall time, CPU time and peak memory for each size.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.alone {
        println!("{}", measured(arguments)?);
        return Ok(());
    }
    println!(
        "{:>8} {:>10} {:>10} {:>10} {:>10} {:>10} {:>14}",
        "reports", "claims", "wall s", "CPU s", "collating", "peak MB", "µs CPU/claim"
    );
    let mut rows: Vec<Value> = Vec::new();
    for size in &arguments.sizes {
        let run = Command::new(std::env::current_exe()?)
            .arg("curve")
            .arg(&arguments.path)
            .args(["--alone", "--sizes", &size.to_string()])
            .output()?;
        let printed = String::from_utf8_lossy(&run.stdout);
        let row: Value = serde_json::from_str(printed.trim())
            .with_context(|| format!("{size} reports: {}", String::from_utf8_lossy(&run.stderr)))?;
        let number = |key: &str| row[key].as_f64().unwrap_or(f64::NAN);
        println!(
            "{:>8} {:>10} {:>10.2} {:>10.2} {:>10.2} {:>10.0} {:>14.0}",
            size,
            number("claims"),
            number("wall_s"),
            number("cpu_s"),
            number("collate_cpu_s"),
            number("peak_mb"),
            number("collate_cpu_s") * 1e6 / number("claims").max(1.0)
        );
        rows.push(row);
    }
    // The power of the claims with which the cost of collating grows between the first and the last size.
    let power = rows.first().zip(rows.last()).map(|(first, last)| {
        let ratio = |key: &str| {
            (last[key].as_f64().unwrap_or(0.0) / first[key].as_f64().unwrap_or(0.0).max(1e-3)).ln()
        };
        ratio("collate_cpu_s") / ratio("claims").max(1e-9)
    });
    println!("{}", json!({"rows": rows, "power": power.map(|power| (power * 100.0).round() / 100.0)}));
    Ok(())
}

fn measured(arguments: &Arguments) -> anyhow::Result<Value> {
    let size = arguments.sizes.first().copied().unwrap_or(10);
    let base = flow::read(&speed::captures(&arguments.path)?).reports;
    if base.is_empty() {
        bail!("{}: no report there", arguments.path.display());
    }
    let story = Capture::new("story.jsonl", story(&base, size).into_bytes());
    let pipeline = model::load()?;
    let (wall, cpu) = (Instant::now(), ProcessTime::now());
    let readied = flow::ready(flow::read(&[story]).reports, &pipeline);
    let reports = readied.reports.len();
    let claims: usize = readied.claims.iter().map(Vec::len).sum();
    let before = cpu.elapsed();
    let collations = flow::collate(readied, pipeline.name(), true);
    let collate_cpu = (cpu.elapsed() - before).as_secs_f64();
    let bytes: usize = collations.iter().map(|collation| render::json(collation).len()).sum();
    let points: usize = collations.iter().map(|collation| collation.points.len()).sum();
    Ok(json!({
        "reports": reports, "claims": claims, "points": points, "json_mb": bytes / 1_000_000,
        "wall_s": rounded(wall.elapsed().as_secs_f64()), "cpu_s": rounded(cpu.elapsed().as_secs_f64()),
        "collate_cpu_s": rounded(collate_cpu), "peak_mb": peak(),
    }))
}

fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// The most memory that this process has held, in megabytes, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// One story of `size` reports as JSON Lines, each a perturbed report of `base`.
fn story(base: &[Report], size: usize) -> String {
    let mut lines = String::new();
    for number in 0..size {
        let report = &base[number % base.len()];
        let mut chance = Chance(number as u64 + 1);
        let text =
            if number < base.len() { report.text.clone() } else { perturbed(&report.text, &mut chance) };
        let day = 1 + (number * 28 / size.max(1)) % 28;
        let line = json!({
            "id": format!("r{number}"), "outlet": format!("Outlet {number}"), "published": format!("2026-03-{day:02}"),
            "title": report.title, "text": text,
        });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    lines
}

/// The text with sentences moved and cut, some numbers counted up or down and some names spelt otherwise.
fn perturbed(text: &str, chance: &mut Chance) -> String {
    let mut sentences: Vec<&str> = text.split_inclusive(". ").flat_map(|part| part.split('\n')).collect();
    sentences.retain(|sentence| !sentence.trim().is_empty() && chance.below(10) > 1);
    for _ in 0..sentences.len() / 4 {
        let (one, other) = (chance.below(sentences.len()), chance.below(sentences.len()));
        sentences.swap(one, other);
    }
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    let mut result = String::new();
    for sentence in sentences {
        let words: Vec<String> = sentence
            .split(' ')
            .enumerate()
            .map(|(place, word)| changed(word, place == 0, &mut renamed, chance))
            .collect();
        result.push_str(words.join(" ").trim());
        result.push('\n');
    }
    result
}

fn changed(word: &str, first: bool, renamed: &mut BTreeMap<String, String>, chance: &mut Chance) -> String {
    let digits = word.trim_matches(|char: char| !char.is_ascii_digit());
    if let Ok(number) = digits.parse::<u64>()
        && chance.below(5) == 0
    {
        return word.replace(digits, &(number + chance.below(9) as u64 + 1).to_string());
    }
    let is_name = !first
        && word.len() > 4
        && word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic);
    if is_name {
        let letter = char::from(b'a' + chance.below(26) as u8);
        let other = if chance.below(12) == 0 { format!("{word}{letter}") } else { word.to_owned() };
        return renamed.entry(word.to_owned()).or_insert(other).clone();
    }
    word.to_owned()
}
