//! Derivations: which report copies, rewrites or quotes which, or shares a source with it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::{Cite, Span};

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
