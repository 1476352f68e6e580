//! What a collation says, in the terms of the gold.

use std::collections::BTreeSet;

use variorum::align::{Dimension, Relation as Found};
use variorum::annotate::numeral::small_cardinal;
use variorum::contract::Collation;
use variorum::derive::DerivationKind;

use super::gold::{self, Edge, Place, Relation};

/// One story's collation.
#[derive(Debug)]
pub struct View {
    /// Points on which two reports or more speak.
    pub points: Vec<Point>,
    /// Who draws on whom, among the reports at hand.
    pub derivations: Vec<Edge>,
}

/// A point in the terms of the gold.
#[derive(Debug, Clone)]
pub struct Point {
    /// For messages.
    pub about: String,
    pub dimension: String,
    pub relation: Option<Relation>,
    pub origins: Option<usize>,
    /// Each claim with the numbers of its reading.
    pub claims: Vec<(Place, Vec<f64>)>,
}

impl View {
    /// Takes a collation for what the gold asks.
    pub fn new(collation: Collation) -> View {
        let points = collation.points.iter().map(|point| own(&collation, point));
        let derivations = collation.derivations.iter().filter_map(|derivation| {
            let kind = match derivation.kind {
                DerivationKind::Copy => "copy",
                // In other words, in whole or in one passage.
                DerivationKind::Rewrite | DerivationKind::Quotes => "rewrite",
                DerivationKind::SharedSource => return None,
            };
            Some(Edge { from: derivation.from.clone()?, to: derivation.to.clone(), kind: kind.to_owned() })
        });
        View { points: points.filter(Point::is_shared).collect(), derivations: derivations.collect() }
    }
}

impl Point {
    /// A gold point seen as one that was found.
    pub fn of_gold(point: &gold::Point) -> Point {
        let claims = point.readings.iter().flat_map(|reading| {
            reading.claims.iter().map(|place| (place.clone(), reading.value.into_iter().collect()))
        });
        Point {
            about: String::new(),
            dimension: point.dimension.clone(),
            relation: point.relation,
            origins: point.origins,
            claims: claims.collect(),
        }
    }

    fn is_shared(&self) -> bool {
        self.claims.iter().map(|(place, _)| &place.report).collect::<BTreeSet<_>>().len() > 1
    }
}

fn own(collation: &Collation, point: &variorum::contract::Point) -> Point {
    let mut claims = Vec::new();
    let mut origins = BTreeSet::new();
    for reading in &point.readings {
        origins.extend(reading.origins.iter());
        let numbers = numbers(&reading.value);
        for claim in collation.claims.iter().filter(|claim| reading.claims.contains(&claim.id)) {
            let place = Place { report: claim.report.clone(), start: claim.span.start, end: claim.span.end };
            claims.push((place, numbers.clone()));
        }
    }
    Point {
        about: point.about.clone(),
        dimension: match point.dimension {
            Dimension::Quantity => "quantity",
            Dimension::Time => "time",
            Dimension::Place => "place",
            Dimension::Quotation => "quotation",
            Dimension::Occurrence => "occurrence",
            Dimension::Name => "name",
            Dimension::Attribution => "attribution",
        }
        .to_owned(),
        relation: match point.relation {
            Found::Agree => Some(Relation::Agree),
            Found::Conflict => Some(Relation::Conflict),
            Found::Evolving => Some(Relation::Evolving),
            Found::Scope => Some(Relation::Scope),
            Found::Single => None,
        },
        origins: Some(origins.len()),
        claims,
    }
}

/// The numbers of a reading's value: "at least 1.7 million" is 1,700,000, "eleven ships" 11.
fn numbers(value: &str) -> Vec<f64> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let mut numbers = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let scale = match words.get(index + 1).map(|word| word.trim_matches(',')) {
            Some("thousand") => 1e3,
            Some("million") => 1e6,
            Some("billion") => 1e9,
            _ => 1.0,
        };
        if let Some(number) = spelt(word) {
            numbers.push(number * scale);
            continue;
        }
        for part in word.split(['–', '-']) {
            let digits: String = part.chars().filter(|char| char.is_ascii_digit() || *char == '.').collect();
            let Ok(number) = digits.trim_matches('.').parse::<f64>() else { continue };
            numbers.push(number * scale);
        }
    }
    numbers
}

/// The number that a word spells out: "eleven", "twenty-two".
fn spelt(word: &str) -> Option<f64> {
    let word = word.to_lowercase();
    let (tens, ones) = word.split_once('-').unwrap_or((&word, ""));
    let tens = small_cardinal(tens)?;
    if ones.is_empty() { Some(tens) } else { Some(tens + small_cardinal(ones)?) }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn values_are_read() {
        for (value, read) in [
            ("at least 1.7 million cubic metres", vec![1_700_000.0]),
            ("12,000 people", vec![12_000.0]),
            ("40–50", vec![40.0, 50.0]),
            ("a dozen", vec![]),
            ("eleven ships", vec![11.0]),
            ("Twenty-two people", vec![22.0]),
            ("two million tonnes", vec![2_000_000.0]),
        ] {
            assert_eq!(numbers(value), read, "{value}");
        }
    }
}
