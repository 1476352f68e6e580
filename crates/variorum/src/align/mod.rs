//! Points: the matters on which reports speak, and the readings they give.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One matter on which reports speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is about, in the reports' own words.
    pub about: String,
    /// In which respect the readings are compared.
    pub dimension: Dimension,
    /// How the readings stand to each other.
    pub relation: Relation,
    /// The versions, the one with most origins first.
    pub readings: Vec<Reading>,
    /// Why the relation is what it is, as a sentence for the reader.
    pub why: String,
}

/// One version of a point. A claim is (report, index of the claim in the report).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The version in a few words.
    pub value: String,
    /// The claims that give it, in order.
    pub claims: Vec<(usize, usize)>,
    /// Indices of the origins it rests on, each once, in order; copies add none.
    pub origins: Vec<usize>,
}

/// In which respect the readings of a [`Point`] are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// Whether and how something happened.
    Occurrence,
    /// How many.
    Quantity,
    /// When.
    Time,
    /// Where.
    Place,
    /// Who or what, by name.
    Name,
    /// On whose word.
    Attribution,
    /// The wording of a quotation.
    Quotation,
}

/// How the readings of a [`Point`] stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same or compatible.
    Agree,
    /// Same matter, same scope, same as-of time, incompatible.
    Conflict,
    /// Same matter and scope, incompatible, told as of different times.
    Evolving,
    /// Look alike but measure different things.
    Scope,
    /// One report tells it, or only copies of that report.
    Single,
}
