//! Mentions: the names, noun phrases and pronouns that stand for somebody or something.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Words of a report that stand for an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The words, without articles and titles in front.
    pub span: Span,
    /// Tokens, as a range of indices into the document.
    pub tokens: std::ops::Range<usize>,
    /// Whether it is a name, a common noun or a pronoun.
    pub form: MentionForm,
    /// What kind of thing it names.
    pub kind: EntityKind,
    /// For common nouns and pronouns: the mention of the same report that they stand for, where the text supports it.
    pub antecedent: Option<usize>,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// The grammatical form of a [`Mention`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionForm {
    /// "Halvard Brenn".
    Name,
    /// "the minister".
    Nominal,
    /// "she".
    Pronoun,
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body that acts: a ministry, a company, an agency, an outlet.
    Organization,
    /// A place on the map.
    Place,
    /// A people, a party's followers, a community.
    Group,
    /// Something that happened and has a name.
    Event,
    /// A book, a film, a law, a study.
    Work,
    /// Anything else with a name.
    Other,
}
