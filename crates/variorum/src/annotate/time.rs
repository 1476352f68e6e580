//! Times: dates, times of day, durations and sets with TIMEX3 values.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Span;

/// A time expression, after TIMEX3 (ISO-TimeML).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// The TIMEX3 value ("2024-11", "2026-W10", "P3D"); `None` where it can't be resolved.
    pub value: Option<String>,
    /// The TIMEX3 modifier.
    pub modifier: Option<Modifier>,
    /// What the value rests on; `None` for an expression that needs nothing.
    pub anchor: Option<Anchor>,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// The TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A day or anything longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// The TIMEX3 modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Modifier {
    /// "early in".
    Start,
    /// "in the middle of".
    Mid,
    /// "late in".
    End,
    /// "around".
    Approx,
}

/// What a relative time was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The publication date.
    Published,
    /// Another time in the text.
    Text,
}

/// Whether `word` is the name of a month or of a day of the week.
pub fn is_calendar_name(word: &str) -> bool {
    const NAMES: [&str; 19] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(word))
}
