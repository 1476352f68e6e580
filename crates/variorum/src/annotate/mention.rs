//! Mentions: the names, noun phrases and pronouns that stand for somebody or something.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Parse, Quotation, Sentence};
use crate::text::Span;

mod agreement;
mod antecedent;
mod beside;
mod compound;
mod demonym;
mod famous;
mod headline;
mod lead;
mod name;
mod name_kind;
mod name_word;
mod nominal;
mod noun;
mod person;
mod person_noun;
mod speech_verb;
mod title;

pub use noun::kind_of_noun;
pub use person_noun::{is_group_noun, is_person_noun};
pub use title::is_title;

/// Words of a report that stand for an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The words, without articles and titles in front.
    pub span: Span,
    /// Tokens, as a range of indices into the document.
    pub tokens: Range<usize>,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Tokens that may become a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Candidate {
    tokens: Range<usize>,
    form: MentionForm,
    kind: EntityKind,
}

/// Finds the mentions of a document, in order. Names may hold no other mention; noun phrases may hold names.
pub fn find(parse: &Parse, sentences: &[Sentence], quotations: &[Quotation]) -> Vec<Mention> {
    let names = name::find(parse, sentences);
    let mut candidates = nominal::find(parse, &names);
    candidates.extend(names);
    candidates.sort_by_key(|candidate| (candidate.tokens.start, std::cmp::Reverse(candidate.tokens.end)));
    let mut mentions: Vec<Mention> = candidates
        .into_iter()
        .filter_map(|candidate| {
            let first = candidate.tokens.start;
            let sentence = sentences.partition_point(|sentence| sentence.tokens.end <= first);
            (sentence < sentences.len()).then(|| Mention {
                span: parse.span(candidate.tokens.clone()),
                tokens: candidate.tokens,
                form: candidate.form,
                kind: candidate.kind,
                antecedent: None,
                sentence,
            })
        })
        .collect();
    antecedent::resolve(parse, &mut mentions, quotations);
    mentions
}

/// The token of a mention whose head lies outside it.
fn head_of(parse: &Parse, tokens: &Range<usize>) -> usize {
    tokens
        .clone()
        .find(|&token| {
            let head = parse.head(token);
            head == token || !tokens.contains(&head)
        })
        .unwrap_or(tokens.start)
}
