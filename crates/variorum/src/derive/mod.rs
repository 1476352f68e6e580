//! Derivations: which report copies, rewrites or quotes which, or shares a source with it.
//!
//! 1. `words` reads the words of every report, `credit` whom it credits.
//! 2. `candidates` finds the pairs worth comparing, through an index.
//! 3. `link` compares a pair (`compare`) and judges it; `order` tells who came first.
//! 4. `parents` keeps the best parent of each report, `sources` adds the sources that reports credit.
//!
//! [`roots`] then tells which reports stand on their own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotate::Annotated;
use crate::text::{Cite, Span};

mod candidates;
mod compare;
mod credit;
mod independence;
mod link;
mod order;
mod outlet;
mod parents;
mod sources;
#[cfg(test)]
pub(crate) mod specimen;
#[cfg(test)]
mod tests;
mod words;

pub use independence::roots;
pub(crate) use outlet::{Outlets, outlet_key, same_outlet, without_remark};

/// Finds which reports draw on which, and on which sources that are not among them.
///
/// It works on the sentences and quotations of the reports and needs no parse. Boilerplate, bylines and captions count
/// for nothing but credits. A report draws on at most a few others: of many copies of one text each is given its best
/// parent only. In order of `to`, then of strength.
pub fn derivations(reports: &[Annotated]) -> Vec<Derivation> {
    let (words, vocabulary) = words::words(reports);
    let order = order::order(reports);
    let mut rank = vec![0; reports.len()];
    for (place, &report) in order.iter().enumerate() {
        rank[report] = place;
    }
    let mut held: Vec<String> =
        reports.iter().filter_map(|annotated| annotated.report.outlet.clone()).collect();
    held.sort();
    held.dedup();
    let held = credit::Held::new(&held);
    let credits: Vec<_> = reports.iter().map(|annotated| credit::credits(annotated, &held)).collect();
    let story = link::Story { reports, words: &words, vocabulary: &vocabulary, credits: &credits };
    let pairs = candidates::candidates(&words, &order, &vocabulary);
    let found = pairs.into_iter().filter_map(|(first, second)| link::link(&story, first, second)).collect();
    let mut derivations = parents::best(found, &rank);
    derivations.extend(sources::credited(&story, &derivations, &rank));
    derivations.sort_by_key(|derivation| derivation.to);
    derivations
}

/// Report `to` draws on report `from`, or on a source that is not among the reports.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The report that was drawn on, where it is held.
    pub from: Option<usize>,
    /// The source that was drawn on, where it is not held ("AP").
    pub source: Option<String>,
    /// The report that draws on it.
    pub to: usize,
    /// How.
    pub kind: DerivationKind,
    /// The share of `to`'s content words that the passages cover, from 0 to 1.
    pub coverage: f64,
    /// How sure the direction is.
    pub direction: Direction,
    /// What stands in both.
    pub passages: Vec<Passage>,
    /// The reasons, as sentences.
    pub evidence: Vec<String>,
}

/// Words of `to` and where they stand in `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passage {
    /// The place in the report that was drawn on, where it is held.
    pub from: Option<Cite>,
    /// The place in the report that draws on it.
    pub to: Span,
}

/// How a report draws on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DerivationKind {
    /// Most of it stands in the other word for word.
    Copy,
    /// It tells the other's facts in other words.
    Rewrite,
    /// It repeats passages of the other.
    Quotes,
    /// Both draw on something third.
    SharedSource,
}

/// How sure the direction of a [`Derivation`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Dates or credits show it.
    Known,
    /// Containment or order suggest it.
    Likely,
    /// Nothing tells.
    Unknown,
}
