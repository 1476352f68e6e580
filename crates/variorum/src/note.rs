//! Trouble that is not failure.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something a reader should know about a report: what happened, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// How much it matters.
    pub severity: Severity,
    /// What happened, where, and the remedy, as a sentence.
    pub message: String,
}

/// How much a [`Note`] matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Part of the input was lost or is doubtful.
    Warning,
}

impl Note {
    /// A note that is good to know.
    pub fn info(message: impl Into<String>) -> Note {
        Note { severity: Severity::Info, message: message.into() }
    }

    /// A note that part of the input was lost or is doubtful.
    pub fn warning(message: impl Into<String>) -> Note {
        Note { severity: Severity::Warning, message: message.into() }
    }
}
