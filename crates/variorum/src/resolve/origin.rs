//! Origins: whom a claim rests on in the end.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whom or what claims rest on in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name or description.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// The entity, where it has a name that reports use.
    pub entity: Option<usize>,
}

/// The origins of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    /// In order of first use.
    pub origins: Vec<Origin>,
    /// For each report and claim, the origin it rests on.
    pub of_claim: Vec<Vec<usize>>,
}

/// What kind of [`Origin`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// A person or body with a name.
    Named,
    /// "officials", "witnesses".
    Unnamed,
    /// A study, a statement, a report.
    Document,
    /// The outlet itself.
    Outlet,
}
