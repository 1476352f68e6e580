//! What a rule asks of one token.

use std::collections::BTreeSet;

use crate::TokenData;
use crate::lexeme::Lexeme;
use crate::pattern::{Pattern, Scratch};

/// All that a rule asks of one token; an empty test passes always.
#[derive(Debug, Default)]
pub(super) struct TokenTest {
    pub(super) tags: Vec<LabelSet>,
    pub(super) deps: Vec<LabelSet>,
    pub(super) words: Vec<(Form, WordTest)>,
    pub(super) is_space: Option<bool>,
}

/// The labels that pass, by number.
#[derive(Debug)]
pub(super) struct LabelSet(pub(super) Vec<bool>);

/// Which form of a word is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Lower,
}

/// A condition on a word.
#[derive(Debug)]
pub(super) enum WordTest {
    Is(String),
    In(BTreeSet<String>),
    NotIn(BTreeSet<String>),
    Finds(Pattern),
}

/// What a test can see of a token.
pub(super) struct TokenView<'t> {
    pub(super) token: &'t TokenData,
    pub(super) lexeme: &'t Lexeme,
}

impl TokenTest {
    pub(super) fn passes(&self, view: &TokenView<'_>, scratch: &mut Scratch) -> bool {
        let space = view.lexeme.attributes.is_space == 1;
        self.is_space.is_none_or(|asked| asked == space)
            && self.tags.iter().all(|set| set.contains(view.token.tag))
            && self.deps.iter().all(|set| set.contains(view.token.dep))
            && self.words.iter().all(|(form, test)| {
                let word = match form {
                    Form::Text => &view.lexeme.text,
                    Form::Lower => &view.lexeme.lower,
                };
                test.passes(word, scratch)
            })
    }
}

impl LabelSet {
    pub(super) fn contains(&self, label: u16) -> bool {
        self.0.get(usize::from(label)).copied().unwrap_or(false)
    }
}

impl WordTest {
    fn passes(&self, word: &str, scratch: &mut Scratch) -> bool {
        match self {
            WordTest::Is(asked) => asked == word,
            WordTest::In(words) => words.contains(word),
            WordTest::NotIn(words) => !words.contains(word),
            WordTest::Finds(pattern) => pattern.find(word, 0, scratch).is_some(),
        }
    }
}
