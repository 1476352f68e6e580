//! From a [`Report`] to an [`Annotated`] report: tokens, sentences, parse, mentions, quantities, times, quotations.

use std::ops::Range;

use variorum_spacy::Doc;

use crate::report::{Report, SectionKind};
use crate::text::Span;

pub mod mention;
pub mod quantity;
pub mod quotation;
pub mod time;

pub use mention::{EntityKind, Mention, MentionForm};
pub use quantity::{Bound, Quantity};
pub use quotation::Quotation;
pub use time::{Anchor, Modifier, Time, TimeKind};

/// A report with all that is known of its text alone.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The report.
    pub report: Report,
    /// Tokens, tags, parse and names. Its text is the report's text; sections that hold no content have no tokens.
    pub doc: Doc,
    /// Sentences in order. None crosses a section.
    pub sentences: Vec<Sentence>,
    /// Names, noun phrases and pronouns in order.
    pub mentions: Vec<Mention>,
    /// Numbers in order.
    pub quantities: Vec<Quantity>,
    /// Time expressions in order.
    pub times: Vec<Time>,
    /// Quotations in order of their opening mark.
    pub quotations: Vec<Quotation>,
}

/// One sentence of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Its tokens, as a range of indices into the document.
    pub tokens: Range<usize>,
    /// What kind of section it belongs to.
    pub section: SectionKind,
    /// The index of that section in the report.
    pub paragraph: usize,
}
