//! Several texts laid out as the rows of one matrix.

use std::ops::Range;

use crate::lexeme::LexemeId;

/// Tokens of several texts as rows, with empty rows before, between and after the texts.
///
/// spaCy pads each text with as many zero rows at either end as the convolutions reach, and lets these pass through
/// all layers. As many empty rows as there are layers *between* two texts give the same results: after `n` layers
/// a text has changed the `n` rows next to it, and only the `depth - n` nearest are still looked at.
#[derive(Default)]
pub(crate) struct Batch {
    rows: Vec<Option<TokenKey>>,
    texts: Vec<Range<usize>>,
}

/// What the token vectors of a token depend on, its neighbours apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokenKey {
    pub(crate) lexeme: LexemeId,
    /// Whether a space follows.
    pub(crate) whitespace: bool,
}

impl Batch {
    /// Removes all texts.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.texts.clear();
    }

    /// Adds a text; `gap` is the number of convolutions.
    pub(crate) fn push(&mut self, tokens: impl Iterator<Item = TokenKey>, gap: usize) {
        if self.texts.is_empty() {
            self.rows.resize(gap, None);
        }
        let start = self.rows.len();
        self.rows.extend(tokens.map(Some));
        self.texts.push(start..self.rows.len());
        self.rows.resize(self.rows.len() + gap, None);
    }

    /// Number of rows, empty ones included.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// All rows; `None` for an empty one.
    pub(crate) fn rows(&self) -> &[Option<TokenKey>] {
        &self.rows
    }

    /// The rows of each text.
    pub(crate) fn texts(&self) -> &[Range<usize>] {
        &self.texts
    }
}
