//! Quantities: how many of what, in which state, and how exactly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A number as a report gives it. Years, ordinals, addresses and ages in names are not quantities.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The number with its hedge and its unit ("at least 40 people"), without the rest of the noun phrase.
    pub span: Span,
    /// The least value that fits, where there is one.
    pub low: Option<f64>,
    /// The greatest value that fits, where there is one.
    pub high: Option<f64>,
    /// How the value is hedged.
    pub bound: Bound,
    /// The unit: `person`, `percent`, `km`, `USD`, or the lemma of the noun that is counted.
    pub unit: Option<String>,
    /// The noun phrase that names what is counted ("residents of the lower town").
    pub of: Option<Span>,
    /// The state of what is counted: `killed`, `injured`, `missing`, `displaced`, `arrested`, …
    pub measure: Option<String>,
    /// The token that carries the number (the last of several), as an index into the document.
    pub token: usize,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// How a [`Quantity`] is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "43".
    Exact,
    /// "around 12,000", "dozens".
    About,
    /// "over 40".
    MoreThan,
    /// "at least 40".
    AtLeast,
    /// "fewer than 40".
    LessThan,
    /// "up to 40".
    AtMost,
    /// "between 40 and 50".
    Range,
}
