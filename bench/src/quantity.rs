//! `variorum-bench quantity FILE`: quantities against NewsQuant.
//!
//! A gold quantity is found when one of ours in the same sentence has its value; for the second figure also its unit,
//! for the third its change. Each of ours answers for one of gold. Units are compared by their full names. Where a noun
//! is counted, the noun that we give must be among the words of the gold's unit.

use std::path::PathBuf;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::annotate::quantity::unit::name_of;
use variorum::annotate::{Annotated, Bound, Change, Quantity, annotate};
use variorum::report::{Report, Section, SectionKind};
use variorum::text::Span;

use crate::score::Counts;
use crate::{model, peers};

/// Arguments of `quantity`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A NewsQuant file: a JSON list of sentences with their quantities.
    pub file: PathBuf,
    /// Run quantulum3 on the same sentences.
    #[arg(long)]
    pub peer: bool,
}

/// Scores every sentence of the file.
///
/// # Errors
/// If the model or the file can't be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = model::load()?;
    let name = arguments.file.display();
    let json = std::fs::read_to_string(&arguments.file).with_context(|| format!("cannot read {name}"))?;
    let mut scores = Scores::default();
    let cases = read(&json).with_context(|| format!("{name} is no NewsQuant file"))?;
    for case in &cases {
        compare(case, &own_quantities(&annotate(report_of(&case.text), &pipeline)), &mut scores);
    }
    let peer = if arguments.peer { Some(peer_scores(&cases)?) } else { None };
    let mut line = table("variorum", &scores);
    if let Some(scores) = peer {
        line["peers"]["quantulum3"] = table("quantulum3", &scores);
    }
    println!("{line}");
    Ok(())
}

/// What quantulum3 reaches on the same sentences; it tells no changes.
fn peer_scores(cases: &[Case]) -> anyhow::Result<Scores> {
    let texts: Vec<String> = cases.iter().map(|case| case.text.clone()).collect();
    let mut scores = Scores::default();
    for (case, found) in cases.iter().zip(peers::quantities(&texts)?) {
        let found: Vec<Found> = found.into_iter().map(found_by_peer).collect();
        compare(case, &found, &mut scores);
    }
    Ok(scores)
}

fn found_by_peer(quantity: peers::Quantity) -> Found {
    let unit = match quantity.unit.as_str() {
        "dimensionless" => None,
        // The gold writes it in one way.
        "per cent" | "percent" => Some("percentage".to_owned()),
        name => Some(name.to_owned()),
    };
    let words = unit.clone().unwrap_or_default();
    Found { values: quantity.values, unit, words, change: "=" }
}

/// A quantity that was found.
#[derive(Debug)]
pub struct Found {
    /// One value, or the two ends of a range.
    pub values: Vec<f64>,
    /// The full name of its unit, or the noun that is counted.
    pub unit: Option<String>,
    /// The words that may name whoever is a person for us.
    pub words: String,
    /// `=`, `~`, `<`, `>`, `up` or `down`.
    pub change: &'static str,
}

fn own_quantities(annotated: &Annotated) -> Vec<Found> {
    let text = &annotated.report.text;
    let found = |quantity: &Quantity| Found {
        values: values_of(quantity),
        unit: quantity.unit.clone(),
        words: format!("{} {}", quantity.span.of(text), quantity.of.map_or("", |of| of.of(text))),
        change: change_of(quantity),
    };
    annotated.quantities.iter().map(found).collect()
}

/// A sentence of the set, and what it should give.
#[derive(Debug)]
pub struct Case {
    /// The sentence.
    pub text: String,
    /// Its quantities.
    pub gold: Vec<Gold>,
}

/// A quantity of the gold set.
#[derive(Debug)]
pub struct Gold {
    /// One value, or the two ends of a range.
    pub values: Vec<f64>,
    /// `=`, `~`, `<`, `>`, `up` or `down`.
    pub change: String,
    /// The full name of its unit, or the noun that is counted; `-` for none.
    pub unit: String,
}

/// The three measures of the task.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Values alone.
    pub value: Counts,
    /// Values with their units.
    pub value_unit: Counts,
    /// Values with bound or direction.
    pub value_change: Counts,
}

/// Reads a NewsQuant file.
///
/// # Errors
/// If it is no JSON list of sentences with `text` and `quantities`.
pub fn read(json: &str) -> anyhow::Result<Vec<Case>> {
    let Value::Array(rows) = serde_json::from_str(json).context("not JSON")? else {
        bail!("not a JSON list")
    };
    rows.iter().map(read_case).collect()
}

fn read_case(row: &Value) -> anyhow::Result<Case> {
    let text = row["text"].as_str().context("a row without \"text\"")?.to_owned();
    let quantities = row["quantities"].as_array().context("a row without \"quantities\"")?;
    let gold = quantities
        .iter()
        .filter_map(|quantity| {
            let word = |key: &str| quantity[key].as_str().unwrap_or("-").to_owned();
            let values = values(&word("value"))?;
            Some(Gold { values, change: word("change"), unit: word("normalized_unit") })
        })
        .collect();
    Ok(Case { text, gold })
}

/// The ends of "24.2-35.0", or one value; a leading minus belongs to the first.
fn values(written: &str) -> Option<Vec<f64>> {
    if let Ok(value) = written.parse() {
        return Some(vec![value]);
    }
    let dash =
        written.char_indices().skip(1).find(|&(at, c)| c == '-' && !written[..at].ends_with(['e', 'E']))?.0;
    Some(vec![written[..dash].parse().ok()?, written[dash + 1..].parse().ok()?])
}

/// The report that holds one sentence.
pub fn report_of(text: &str) -> Report {
    let section = Section { kind: SectionKind::Body, span: Span::new(0, text.len()) };
    Report { text: text.to_owned(), sections: vec![section], ..Report::default() }
}

/// Compares the quantities found in one sentence with the gold.
pub fn compare(case: &Case, found: &[Found], scores: &mut Scores) {
    let same_value = |gold: &Gold, own: &Found| same_values(&gold.values, &own.values);
    scores.value.add(case.gold.len(), found.len(), matches(case, found, &same_value));
    let same_unit = |gold: &Gold, own: &Found| same_value(gold, own) && unit_fits(&gold.unit, own);
    scores.value_unit.add(case.gold.len(), found.len(), matches(case, found, &same_unit));
    let same_change = |gold: &Gold, own: &Found| same_value(gold, own) && gold.change == own.change;
    scores.value_change.add(case.gold.len(), found.len(), matches(case, found, &same_change));
}

/// How many of gold find one of ours, each of ours used once.
fn matches(case: &Case, found: &[Found], same: &dyn Fn(&Gold, &Found) -> bool) -> usize {
    let mut free = vec![true; found.len()];
    let mut hits = 0;
    for gold in &case.gold {
        let own = (0..found.len()).find(|&index| free[index] && same(gold, &found[index]));
        if let Some(index) = own {
            free[index] = false;
            hits += 1;
        }
    }
    hits
}

fn values_of(quantity: &Quantity) -> Vec<f64> {
    match (quantity.from, quantity.low, quantity.high) {
        (Some(from), low, high) => vec![from, low.or(high).unwrap_or(from)],
        (None, Some(low), Some(high)) if low != high => vec![low, high],
        (None, low, high) => low.or(high).into_iter().collect(),
    }
}

fn same_values(gold: &[f64], own: &[f64]) -> bool {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-4 * a.abs().max(b.abs());
    let sorted = |values: &[f64]| {
        let mut values = values.to_vec();
        values.sort_by(f64::total_cmp);
        values
    };
    gold.len() == own.len() && sorted(gold).iter().zip(sorted(own)).all(|(a, b)| close(*a, b))
}

fn change_of(quantity: &Quantity) -> &'static str {
    match (quantity.change, quantity.bound) {
        (Some(Change::Up), Bound::Exact | Bound::About) => "up",
        (Some(Change::Down), Bound::Exact | Bound::About) => "down",
        (_, Bound::Exact | Bound::Range) => "=",
        (_, Bound::About) => "~",
        (_, Bound::MoreThan | Bound::AtLeast) => ">",
        (_, Bound::LessThan | Bound::AtMost) => "<",
    }
}

fn unit_fits(gold: &str, own: &Found) -> bool {
    let Some(unit) = &own.unit else { return gold == "-" };
    let words =
        |text: &str| -> Vec<String> { text.to_lowercase().split_whitespace().map(singular).collect() };
    let gold_words = words(gold);
    if name_of(unit).eq_ignore_ascii_case(gold) || gold_words.contains(&singular(unit)) {
        return true;
    }
    // Whoever is a person for us is named by the noun itself in the gold.
    unit == "person" && gold_words.iter().any(|word| words(&own.words).contains(word))
}

fn singular(word: &str) -> String {
    let lower = word.to_lowercase();
    match lower.strip_suffix("ies") {
        Some(stem) if stem.len() > 1 => format!("{stem}y"),
        _ => lower
            .strip_suffix('s')
            .filter(|stem| stem.len() > 2 && !stem.ends_with('s'))
            .map_or(lower.clone(), str::to_owned),
    }
}

/// Prints the table; gives its F1 figures.
fn table(name: &str, scores: &Scores) -> Value {
    println!("{name}");
    for (name, counts) in [
        ("value", scores.value),
        ("value + unit", scores.value_unit),
        ("value + change", scores.value_change),
    ] {
        println!("  {name:16}  {counts}");
    }
    json!({
        "value": scores.value.f1_percent(),
        "value_unit": scores.value_unit.f1_percent(),
        "value_change": scores.value_change.f1_percent(),
    })
}
