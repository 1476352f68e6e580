//! How far points and derivations agree with the gold.

use std::fmt;

use serde_json::{Value, json};

use super::gold::{Edge, Place, Point as Gold, Relation, Story};
use super::view::{Point, View};

/// How many there are, how many were found, how many of them are right.
#[derive(Debug, Default, Clone, Copy)]
pub struct Tally {
    pub gold: usize,
    pub found: usize,
    pub right: usize,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }

    /// Counts one judgement.
    pub fn judge(&mut self, right: bool) {
        self.add(Tally { gold: 1, found: 1, right: usize::from(right) });
    }

    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    pub fn f1(&self) -> f64 {
        share(2 * self.right, self.gold + self.found)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "P {:.3}  R {:.3}  F1 {:.3}  (gold {}, found {}, right {})",
            self.precision(),
            self.recall(),
            self.f1(),
            self.gold,
            self.found,
            self.right
        )
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// A share to three places.
pub fn round(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// All that is measured.
#[derive(Debug, Default)]
pub struct Scores {
    /// Pairs of claims of two reports that are of one matter; precision and recall are counted on different sides.
    found_pairs: Tally,
    gold_pairs: Tally,
    relation: Tally,
    conflict: Tally,
    numeric: Tally,
    origins: Tally,
    copies: Tally,
    rewrites: Tally,
}

impl Scores {
    /// Counts one story.
    pub fn add(&mut self, story: &Story, views: &[View], show: bool) {
        let points: Vec<Point> = views.iter().flat_map(|view| view.points.iter().cloned()).collect();
        let (found, gold) = pair_tallies(story, &points);
        self.found_pairs.add(found);
        self.gold_pairs.add(gold);
        for point in story.points.iter().filter(|point| point.sure) {
            let own = counterpart(point, &points);
            let relation = own.and_then(|own| own.relation);
            if show {
                missed(story, point, own);
            }
            if let (Some(wanted), Some(_)) = (point.relation, own) {
                self.relation.judge(relation == Some(wanted));
            }
            if let Some(wanted @ (Relation::Conflict | Relation::Evolving)) = point.relation
                && matches!(point.dimension.as_str(), "quantity" | "time")
            {
                self.numeric.judge(relation == Some(wanted));
            }
            if let (Some(wanted), Some(own)) = (point.origins, own) {
                self.origins.judge(own.origins == Some(wanted));
            }
        }
        for own in points.iter().filter(|point| point.relation == Some(Relation::Conflict)) {
            match is_conflict(story, own) {
                Some(right) => {
                    if show && !right {
                        println!("{}: no conflict: {} {:?}", story.name, own.about, numbers(own));
                    }
                    self.conflict.judge(right);
                }
                None => continue,
            }
        }
        if let Some(gold) = &story.derivations {
            let own: Vec<Edge> = views.iter().flat_map(|view| view.derivations.iter().cloned()).collect();
            self.copies.add(edges(gold, &own, "copy"));
            self.rewrites.add(edges(gold, &own, "rewrite"));
            if show {
                for edge in own.iter().filter(|edge| !gold.iter().any(|gold| same_edge(gold, edge))) {
                    println!("{}: no derivation: {edge:?}", story.name);
                }
                for edge in gold.iter().filter(|edge| !own.iter().any(|own| same_edge(own, edge))) {
                    println!("{}: missed derivation: {edge:?}", story.name);
                }
            }
        }
    }

    fn pairs_f1(&self) -> f64 {
        let (precision, recall) = (self.found_pairs.precision(), self.gold_pairs.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    pub fn print(&self) {
        println!(
            "{:<34} P {:.3} of {}  R {:.3} of {}  F1 {:.3}",
            "pairs of claims",
            self.found_pairs.precision(),
            self.found_pairs.found,
            self.gold_pairs.recall(),
            self.gold_pairs.gold,
            self.pairs_f1()
        );
        let judged =
            |name: &str, tally: &Tally| println!("{name:<34} {:.3} of {}", tally.precision(), tally.found);
        judged("relation right, where found", &self.relation);
        judged("precision of `conflict`", &self.conflict);
        judged("recall of conflicts and updates", &self.numeric);
        judged("origin count exact, where found", &self.origins);
        println!("{:<34} {}", "derivations: copies", self.copies);
        println!("{:<34} {}", "derivations: rewrites", self.rewrites);
    }

    pub fn figures(&self) -> Value {
        json!({
            "pairs_p": round(self.found_pairs.precision()), "pairs_r": round(self.gold_pairs.recall()),
            "pairs_f1": round(self.pairs_f1()), "relation": round(self.relation.precision()),
            "conflict_precision": round(self.conflict.precision()),
            "numeric_recall": round(self.numeric.recall()), "origins_exact": round(self.origins.precision()),
            "copies_f1": round(self.copies.f1()), "rewrites_f1": round(self.rewrites.f1()),
        })
    }
}

fn numbers(point: &Point) -> Vec<(&str, &[f64])> {
    point.claims.iter().map(|(place, numbers)| (place.report.as_str(), numbers.as_slice())).collect()
}

fn missed(story: &Story, point: &Gold, own: Option<&Point>) {
    let values: Vec<f64> = point.readings.iter().filter_map(|reading| reading.value).collect();
    let place = &point.readings[0].claims[0];
    let what = format!("{} {values:?} at {} {}", point.dimension, place.report, place.start);
    match own {
        None => println!("{}: missed: {what}, {:?}", story.name, point.relation),
        Some(own) => {
            if point.relation.is_some() && own.relation != point.relation {
                println!(
                    "{}: {what} is {:?}, not {:?}: {}",
                    story.name, point.relation, own.relation, own.about
                );
            }
            if point.origins.is_some() && own.origins != point.origins {
                println!(
                    "{}: {what} has {:?} origins, not {:?}: {}",
                    story.name, point.origins, own.origins, own.about
                );
            }
        }
    }
}

/// Pairs of claims as one tally, for readings that are compared with each other.
pub fn pairs(story: &Story, points: &[Point]) -> Tally {
    let (found, gold) = pair_tallies(story, points);
    Tally { gold: gold.gold, found: found.found, right: found.right.min(gold.right) }
}

/// Of the pairs found those that the gold has, and of the gold's pairs those that were found.
fn pair_tallies(story: &Story, points: &[Point]) -> (Tally, Tally) {
    let own: Vec<(Place, Place)> =
        points.iter().flat_map(|point| crossed(point.claims.iter().map(|(place, _)| place))).collect();
    let own = distinct(own);
    tallies(story, &own)
}

/// As [`pair_tallies`], of pairs that something else found.
pub fn tallies(story: &Story, own: &[(Place, Place)]) -> (Tally, Tally) {
    let marked = |sure: bool| -> Vec<(Place, Place)> {
        let points = story.points.iter().filter(|point| point.sure == sure);
        distinct(
            points
                .flat_map(|point| crossed(point.readings.iter().flat_map(|reading| &reading.claims)))
                .collect(),
        )
    };
    let (gold, unsure) = (marked(true), marked(false));
    let among = |pair: &(Place, Place), pairs: &[(Place, Place)]| {
        pairs.iter().any(|other| {
            pair.0.meets(&other.0) && pair.1.meets(&other.1)
                || pair.0.meets(&other.1) && pair.1.meets(&other.0)
        })
    };
    let mut found = Tally::default();
    for pair in own {
        if among(pair, &gold) {
            found.add(Tally { gold: 0, found: 1, right: 1 });
        } else if !among(pair, &unsure) {
            found.add(Tally { gold: 0, found: 1, right: 0 });
        }
    }
    let recalled = gold.iter().filter(|pair| among(pair, own)).count();
    (found, Tally { gold: gold.len(), found: gold.len(), right: recalled })
}

/// All pairs of places of different reports.
fn crossed<'p>(places: impl Iterator<Item = &'p Place>) -> Vec<(Place, Place)> {
    let places: Vec<&Place> = places.collect();
    let mut pairs = Vec::new();
    for (index, one) in places.iter().enumerate() {
        for other in &places[index + 1..] {
            if one.report != other.report {
                pairs.push(((*one).clone(), (*other).clone()));
            }
        }
    }
    pairs
}

fn distinct(pairs: Vec<(Place, Place)>) -> Vec<(Place, Place)> {
    let mut kept: Vec<(Place, Place)> = Vec::new();
    for (one, other) in pairs {
        if !kept.contains(&(one.clone(), other.clone())) && !kept.contains(&(other.clone(), one.clone())) {
            kept.push((one, other));
        }
    }
    kept
}

/// The point found that speaks of the same matter: of one dimension, or both without a number, with claims of two
/// reports or more where the gold has claims, of the same number.
pub fn counterpart<'p>(gold: &Gold, points: &'p [Point]) -> Option<&'p Point> {
    let fits = |point: &&Point| {
        let numbers = |dimension: &str| dimension == "quantity";
        numbers(&point.dimension) == numbers(&gold.dimension)
    };
    let shared = |point: &Point| -> (usize, usize) {
        let held = gold.readings.iter().flat_map(|reading| {
            reading.claims.iter().filter(|place| {
                point.claims.iter().any(|(own, numbers)| {
                    own.meets(place)
                        && reading.value.is_none_or(|value| numbers.iter().any(|&own| same(own, value)))
                })
            })
        });
        let held: Vec<&Place> = held.collect();
        let mut reports: Vec<&str> = held.iter().map(|place| place.report.as_str()).collect();
        reports.sort_unstable();
        reports.dedup();
        (reports.len(), held.len())
    };
    let best = points.iter().filter(fits).max_by_key(|point| {
        (shared(point), point.dimension == gold.dimension, std::cmp::Reverse(point.claims.len()))
    })?;
    (shared(best).0 >= 2).then_some(best)
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-6 * other.abs().max(1.0)
}

/// Whether a conflict found is one in the gold; `None` where the reader was not sure.
fn is_conflict(story: &Story, own: &Point) -> Option<bool> {
    let of_it: Vec<&Gold> =
        story.points.iter().filter(|gold| counterpart(gold, std::slice::from_ref(own)).is_some()).collect();
    if of_it.iter().any(|gold| gold.sure && gold.relation == Some(Relation::Conflict)) {
        return Some(true);
    }
    let open = of_it.iter().any(|gold| !gold.sure || gold.relation.is_none());
    (!open).then_some(false)
}

fn edges(gold: &[Edge], own: &[Edge], kind: &str) -> Tally {
    let of_kind =
        |edges: &[Edge]| -> Vec<Edge> { edges.iter().filter(|edge| edge.kind == kind).cloned().collect() };
    let (wanted, found) = (of_kind(gold), of_kind(own));
    let right = found.iter().filter(|edge| wanted.iter().any(|gold| same_edge(gold, edge))).count();
    Tally { gold: wanted.len(), found: found.len(), right }
}

/// Whether two edges join the same reports in the same way; who was first is not always to be told.
fn same_edge(one: &Edge, other: &Edge) -> bool {
    let ends = (&one.from, &one.to);
    one.kind == other.kind && (ends == (&other.from, &other.to) || ends == (&other.to, &other.from))
}
