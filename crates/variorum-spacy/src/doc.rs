//! The annotated text and the views of its tokens, sentences and entities.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Pos, unicode};

/// A text with its annotation.
///
/// Token offsets are bytes of [`Doc::text`]. The tokens a pipeline makes cover the text; a document put
/// together with [`Doc::append`] may leave parts of it out.
#[derive(Debug, Clone, Default)]
pub struct Doc {
    /// The text that the offsets point into.
    pub text: String,
    /// One entry a token, in order.
    pub tokens: Vec<TokenData>,
    /// Entities in order, never overlapping.
    pub entities: Vec<EntityData>,
    /// Names of tags, morphology and dependency labels that the tokens point into.
    pub labels: Arc<Labels>,
    /// Lemmas, back to back; tokens hold byte ranges of it.
    pub lemmas: String,
}

/// What is known of one token. All fields are plain; read them through [`Token`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TokenData {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte in the text.
    pub end: u32,
    /// Index of the head token; a root points at itself.
    pub head: u32,
    /// Range of bytes in [`Doc::lemmas`].
    pub lemma: (u32, u32),
    /// Index into [`Labels::tags`].
    pub tag: u16,
    /// Index into [`Labels::morphs`].
    pub morph: u16,
    /// Index into [`Labels::deps`].
    pub dep: u16,
    /// Coarse part of speech.
    pub pos: Pos,
    /// Whether a sentence starts here.
    pub sent_start: bool,
    /// Whether one space follows (it belongs to no token).
    pub whitespace: bool,
}

/// One entity: a range of tokens and a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityData {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Index into [`Labels::entities`].
    pub label: u16,
}

/// The closed sets of names a pipeline uses. Index 0 of each is the empty name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Fine tags (`NNP`).
    pub tags: Vec<String>,
    /// Morphology in CoNLL-U form (`Number=Sing|Person=3`).
    pub morphs: Vec<String>,
    /// Dependency labels (`nsubj`).
    pub deps: Vec<String>,
    /// Entity labels (`ORG`).
    pub entities: Vec<String>,
}

impl Default for Labels {
    fn default() -> Labels {
        let only_empty = || vec![String::new()];
        Labels { tags: only_empty(), morphs: only_empty(), deps: only_empty(), entities: only_empty() }
    }
}

impl Doc {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// The token at `index`.
    ///
    /// # Panics
    /// If `index` is not below [`Doc::len`].
    pub fn token(&self, index: usize) -> Token<'_> {
        assert!(index < self.tokens.len(), "token {index} of a document of {}", self.tokens.len());
        Token { doc: self, index }
    }

    /// All tokens in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token<'_>> + DoubleEndedIterator {
        (0..self.tokens.len()).map(|index| Token { doc: self, index })
    }

    /// The tokens `range` as a span.
    pub fn span(&self, range: Range<usize>) -> Span<'_> {
        Span { doc: self, start: range.start, end: range.end, label: "" }
    }

    /// Sentences in order; together they hold every token.
    pub fn sentences(&self) -> impl Iterator<Item = Span<'_>> {
        let mut start = 0;
        std::iter::from_fn(move || {
            if start >= self.tokens.len() {
                return None;
            }
            let mut end = start + 1;
            while end < self.tokens.len() && !self.tokens[end].sent_start {
                end += 1;
            }
            let sentence = self.span(start..end);
            start = end;
            Some(sentence)
        })
    }

    /// Entities in order.
    pub fn entities(&self) -> impl ExactSizeIterator<Item = Span<'_>> {
        self.entities.iter().map(|entity| Span {
            doc: self,
            start: entity.start as usize,
            end: entity.end as usize,
            label: &self.labels.entities[usize::from(entity.label)],
        })
    }

    /// Adds the tokens and entities of `part`, whose text stands at byte `offset` of this document's text.
    ///
    /// Both must come from the same pipeline, or this document must still be empty.
    pub fn append(&mut self, part: &Doc, offset: usize) {
        if self.tokens.is_empty() {
            self.labels = Arc::clone(&part.labels);
        }
        let first = self.tokens.len() as u32;
        let lemma_base = self.lemmas.len() as u32;
        let offset = offset as u32;
        self.lemmas.push_str(&part.lemmas);
        self.tokens.extend(part.tokens.iter().map(|token| TokenData {
            start: token.start + offset,
            end: token.end + offset,
            head: token.head + first,
            lemma: (token.lemma.0 + lemma_base, token.lemma.1 + lemma_base),
            ..*token
        }));
        self.entities.extend(part.entities.iter().map(|entity| EntityData {
            start: entity.start + first,
            end: entity.end + first,
            label: entity.label,
        }));
    }
}

/// A view of one token.
#[derive(Debug, Clone, Copy)]
pub struct Token<'d> {
    /// The document it stands in.
    pub doc: &'d Doc,
    /// Its position among the document's tokens.
    pub index: usize,
}

impl PartialEq for Token<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.doc, other.doc) && self.index == other.index
    }
}

impl Eq for Token<'_> {}

impl<'d> Token<'d> {
    /// The raw record.
    pub fn data(self) -> &'d TokenData {
        &self.doc.tokens[self.index]
    }

    /// The token as written.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.bytes()]
    }

    /// Its range of bytes in the document's text.
    pub fn bytes(self) -> Range<usize> {
        self.data().start as usize..self.data().end as usize
    }

    /// The dictionary form.
    pub fn lemma(self) -> &'d str {
        let (start, end) = self.data().lemma;
        &self.doc.lemmas[start as usize..end as usize]
    }

    /// The fine tag, such as `VBD`.
    pub fn tag(self) -> &'d str {
        &self.doc.labels.tags[usize::from(self.data().tag)]
    }

    /// The coarse part of speech.
    pub fn pos(self) -> Pos {
        self.data().pos
    }

    /// Morphological features in CoNLL-U form; empty when there are none.
    pub fn morph(self) -> &'d str {
        &self.doc.labels.morphs[usize::from(self.data().morph)]
    }

    /// The label of the arc from its head.
    pub fn dep(self) -> &'d str {
        &self.doc.labels.deps[usize::from(self.data().dep)]
    }

    /// Its head; a root is its own head.
    pub fn head(self) -> Token<'d> {
        self.doc.token(self.data().head as usize)
    }

    /// Whether it is the root of its sentence.
    pub fn is_root(self) -> bool {
        self.data().head as usize == self.index
    }

    /// Whether a sentence starts here.
    pub fn is_sent_start(self) -> bool {
        self.data().sent_start
    }

    /// Whether it consists of white space only.
    pub fn is_space(self) -> bool {
        unicode::is_all_space(self.text())
    }

    /// The token before it, if any.
    pub fn previous(self) -> Option<Token<'d>> {
        self.index.checked_sub(1).map(|index| self.doc.token(index))
    }

    /// The token after it, if any.
    pub fn next(self) -> Option<Token<'d>> {
        (self.index + 1 < self.doc.len()).then(|| self.doc.token(self.index + 1))
    }

    /// The tokens of its sentence.
    pub fn sentence(self) -> Range<usize> {
        let tokens = &self.doc.tokens;
        let mut start = self.index;
        while start > 0 && !tokens[start].sent_start {
            start -= 1;
        }
        let mut end = self.index + 1;
        while end < tokens.len() && !tokens[end].sent_start {
            end += 1;
        }
        start..end
    }

    /// Its direct dependents in text order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'d>> {
        self.sentence()
            .map(move |index| self.doc.token(index))
            .filter(move |token| token.index != self.index && token.data().head as usize == self.index)
    }

    /// Its first direct dependent with one of these labels.
    pub fn child(self, labels: &[&str]) -> Option<Token<'d>> {
        self.children().find(|token| labels.contains(&token.dep()))
    }

    /// Its heads, nearest first, up to the root.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'d>> {
        let mut current = self;
        let mut steps_left = self.doc.len();
        std::iter::from_fn(move || {
            if current.is_root() || steps_left == 0 {
                return None;
            }
            steps_left -= 1;
            current = current.head();
            Some(current)
        })
    }

    /// Whether `other` is this token or hangs below it.
    pub fn dominates(self, other: Token<'d>) -> bool {
        self == other || other.ancestors().any(|ancestor| ancestor == self)
    }

    /// The token and all below it, in text order.
    pub fn subtree(self) -> impl Iterator<Item = Token<'d>> {
        self.sentence().map(move |index| self.doc.token(index)).filter(move |token| self.dominates(*token))
    }

    /// The label of the entity it stands in, or the empty string.
    pub fn entity_label(self) -> &'d str {
        let index = self.index as u32;
        let after = self.doc.entities.partition_point(|entity| entity.end <= index);
        match self.doc.entities.get(after) {
            Some(entity) if entity.start <= index => &self.doc.labels.entities[usize::from(entity.label)],
            _ => "",
        }
    }
}

/// A view of neighbouring tokens: a sentence or an entity.
#[derive(Debug, Clone, Copy)]
pub struct Span<'d> {
    /// The document it stands in.
    pub doc: &'d Doc,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// The label of an entity, else empty.
    pub label: &'d str,
}

impl<'d> Span<'d> {
    /// Its tokens in order.
    pub fn tokens(self) -> impl ExactSizeIterator<Item = Token<'d>> + DoubleEndedIterator {
        (self.start..self.end).map(move |index| self.doc.token(index))
    }

    /// Its range of bytes in the document's text; empty for an empty span.
    pub fn bytes(self) -> Range<usize> {
        if self.start >= self.end {
            return 0..0;
        }
        self.doc.tokens[self.start].start as usize..self.doc.tokens[self.end - 1].end as usize
    }

    /// The text between its first and last token.
    pub fn text(self) -> &'d str {
        &self.doc.text[self.bytes()]
    }

    /// The token whose head lies outside the span (the first of several).
    pub fn root(self) -> Option<Token<'d>> {
        self.tokens()
            .find(|token| token.is_root() || !(self.start..self.end).contains(&(token.data().head as usize)))
    }
}
