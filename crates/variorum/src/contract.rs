//! The output contract `variorum.collation/1`: what the program prints, keeps and shows.
//!
//! Wire types: keys stand in the order of the contract, absent things are `null` or `[]`, and positions are
//! Unicode code points of a report's text. Every view is drawn from these values alone.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

use crate::align::{Dimension, Relation};
pub use crate::days::Precision;

use crate::annotate::{Anchor, Bound, EntityKind, Modifier, TimeKind};
use crate::claim::{Manner, Modality, Stance};
use crate::derive::{DerivationKind, Direction};
use crate::note::Note;
use crate::report::{PublishedFrom, SectionKind};
use crate::resolve::OriginKind;

/// The name of the contract.
pub const SCHEMA: &str = "variorum.collation/1";

/// All of it for one story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the nouns are those of the core, documented there")]
pub struct Collation {
    /// Always [`SCHEMA`].
    pub schema: String,
    pub generator: Generator,
    pub reports: Vec<Report>,
    pub entities: Vec<Entity>,
    pub quantities: Vec<Quantity>,
    pub times: Vec<Time>,
    pub claims: Vec<Claim>,
    pub origins: Vec<Origin>,
    pub points: Vec<Point>,
    pub derivations: Vec<Derivation>,
    pub timeline: Vec<TimelineEntry>,
    pub silences: Vec<Silence>,
    pub wording: Vec<Wording>,
}

/// What made the collation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Generator {
    /// The program.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The pipeline and its version.
    pub model: String,
}

/// A range of code points of one report's text, with the words.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    /// Id of the report.
    pub report: String,
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// The words that stand there.
    pub text: String,
}

/// One report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Report`")]
pub struct Report {
    pub id: String,
    pub path: String,
    pub url: Option<String>,
    pub sha256: String,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    /// The day as `YYYY-MM-DD`.
    pub published: Option<String>,
    pub published_from: Option<PublishedFrom>,
    /// The day as `YYYY-MM-DD`.
    pub modified: Option<String>,
    pub language: Option<String>,
    pub text: String,
    pub sections: Vec<Section>,
    pub notes: Vec<Note>,
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Section`")]
pub struct Section {
    pub kind: SectionKind,
    pub start: usize,
    pub end: usize,
}

/// Somebody or something that reports speak of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Entity`")]
pub struct Entity {
    pub id: String,
    pub name: String,
    pub kind: EntityKind,
    pub aliases: Vec<String>,
    pub mentions: Vec<Span>,
    pub links: Links,
}

/// Where else an entity is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Links {
    /// The id in GeoNames.
    pub geonames: Option<u64>,
}

/// A number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Quantity`")]
pub struct Quantity {
    pub id: String,
    pub span: Span,
    #[serde(serialize_with = "plain_number")]
    pub low: Option<f64>,
    #[serde(serialize_with = "plain_number")]
    pub high: Option<f64>,
    pub bound: Bound,
    pub unit: Option<String>,
    pub of: Option<Span>,
    pub measure: Option<String>,
}

/// A time expression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Time`")]
pub struct Time {
    pub id: String,
    pub span: Span,
    #[serde(rename = "type")]
    pub kind: TimeKind,
    pub value: Option<String>,
    #[serde(rename = "mod")]
    pub modifier: Option<Modifier>,
    pub anchor: Option<Anchor>,
}

/// A claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Claim`")]
pub struct Claim {
    pub id: String,
    pub report: String,
    pub span: Span,
    pub content: Vec<Span>,
    /// Outermost first; empty for the outlet's own voice.
    pub attribution: Vec<Attribution>,
    pub origin: String,
    pub negated: bool,
    pub modality: Modality,
    pub entities: Vec<String>,
    pub quantities: Vec<String>,
    pub times: Vec<String>,
    pub by: String,
}

/// One link of an attribution chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Attribution`")]
pub struct Attribution {
    pub source: Option<Span>,
    pub source_entity: Option<String>,
    pub cue: Option<Span>,
    pub manner: Manner,
    pub stance: Stance,
}

/// Whom claims rest on in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Origin`")]
pub struct Origin {
    pub id: String,
    pub name: String,
    pub kind: OriginKind,
    pub entity: Option<String>,
}

/// One matter on which reports speak.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Point`")]
pub struct Point {
    pub id: String,
    pub about: String,
    pub dimension: Dimension,
    pub relation: Relation,
    pub readings: Vec<Reading>,
    pub why: String,
}

/// One version of a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Reading`")]
pub struct Reading {
    pub value: String,
    pub claims: Vec<String>,
    pub reports: Vec<String>,
    pub origins: Vec<String>,
}

/// A report draws on another, or on a source that is not held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Derivation`")]
pub struct Derivation {
    pub from: Option<String>,
    pub source: Option<String>,
    pub to: String,
    pub kind: DerivationKind,
    pub coverage: f64,
    pub direction: Direction,
    pub passages: Vec<Passage>,
    pub evidence: Vec<String>,
}

/// Words that stand in both reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "as in the core's `Passage`")]
pub struct Passage {
    pub from: Option<Span>,
    pub to: Span,
}

/// When something happened, by the reports' word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimelineEntry {
    /// First day as `YYYY-MM-DD`.
    pub start: String,
    /// Last day as `YYYY-MM-DD`.
    pub end: String,
    /// How exactly it is told.
    pub precision: Precision,
    /// Points that speak of it.
    pub points: Vec<String>,
    /// Claims that say so.
    pub claims: Vec<String>,
}

/// What others had told before a report appeared (or where the order is not known), and it does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Silence {
    pub report: String,
    pub points: Vec<String>,
}

/// The words that reports use for one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Wording {
    pub entity: Option<String>,
    pub about: String,
    pub terms: Vec<Term>,
}

/// One word or phrase for a thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// The term in its dictionary form.
    pub term: String,
    /// Whether the lexicon marks it as loaded.
    pub loaded: bool,
    /// Where it stands.
    pub spans: Vec<Span>,
}

/// Writes a whole number without a decimal point, as a reader writes it.
fn plain_number<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        None => serializer.serialize_none(),
        Some(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            serializer.serialize_i64(*number as i64)
        }
        Some(number) => serializer.serialize_f64(*number),
    }
}
