//! One outlet's text, drawn from a capture; it never changes afterwards.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::note::Note;
use crate::text::Span;

/// One outlet's report of an event.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Report {
    /// Short name, unique within a story.
    pub id: String,
    /// The path of its capture.
    pub path: String,
    /// SHA-256 of the capture's bytes, in hexadecimal digits.
    pub sha256: String,
    /// Address of the page.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its authors.
    pub byline: Vec<String>,
    /// When it appeared.
    pub published: Option<Stamp>,
    /// How [`Report::published`] is known.
    pub published_from: Option<PublishedFrom>,
    /// When it was last changed, by its own word.
    pub modified: Option<Stamp>,
    /// Language as a two-letter code (ISO 639-1).
    pub language: Option<String>,
    /// The text, paragraphs parted by one line feed.
    pub text: String,
    /// What the parts of the text are: in order, never overlapping, one a paragraph, parting marks between them.
    pub sections: Vec<Section>,
    /// What went wrong in reading it.
    pub notes: Vec<Note>,
}

/// A day, and the time of day where it is known, in UTC when the source names its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stamp {
    /// The day, as the source gives it (in the source's own zone).
    pub date: Date,
    /// The moment in UTC as date and time, for putting reports of one day in order.
    pub utc: Option<(Date, Time)>,
}

/// How a publication date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PublishedFrom {
    /// The user or the record gave it.
    Given,
    /// JSON-LD in the page.
    Jsonld,
    /// A `meta` or `time` element in the page.
    Meta,
    /// The address of the page.
    Url,
    /// The text itself.
    Text,
}

/// One paragraph of the text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where it stands.
    pub span: Span,
}

/// What a part of a report's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// The headline.
    Headline,
    /// The summary beneath the headline.
    Standfirst,
    /// Who wrote it, and where.
    Byline,
    /// Words beneath a picture.
    Caption,
    /// The running text.
    Body,
    /// Share and follow lines, read-more links, section labels, update stamps.
    Boilerplate,
}

impl SectionKind {
    /// Whether claims are drawn from such a part.
    pub fn is_content(self) -> bool {
        !matches!(self, SectionKind::Byline | SectionKind::Boilerplate)
    }
}

impl Stamp {
    /// A day without a time.
    pub fn day(date: Date) -> Stamp {
        Stamp { date, utc: None }
    }
}
