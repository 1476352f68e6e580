//! The room in which one thread annotates: buffers that are used again, and what is known of words.

use std::ops::Range;
use std::sync::Arc;

use super::parts::{Fed, Parts};
use crate::attribute_ruler::RulerRoom;
use crate::close_call::{Layer, Watch};
use crate::lemmatizer::LemmaCache;
use crate::ner::Boundaries;
use crate::nn::{Aligned, Batch, StateScores, TokenKey, TokenVectors};
use crate::parser::{ParserRoom, Tree};
use crate::tokenizer::{TokenCache, Tokens};
use crate::{Doc, TokenData};

/// More lexemes and chunks than this are not remembered: the memory of a worker stays bounded.
const MAX_REMEMBERED: usize = 60_000;

/// One thread's room.
#[derive(Default)]
pub(super) struct Worker {
    cache: TokenCache,
    /// Texts that wait for their annotation, with their tokens.
    texts: Vec<(String, Tokens)>,
    waiting_tokens: usize,
    batch: Batch,
    /// One for each encoder.
    vectors: Vec<TokenVectors>,
    scores: Aligned,
    tags: Vec<u16>,
    spaces: Vec<bool>,
    parser: ParserRoom,
    tree: Tree,
    entities: StateScores,
    ruler: RulerRoom,
    lemmas: LemmaCache,
}

impl Worker {
    /// Adds a text to those that wait.
    pub(super) fn add(&mut self, parts: &Parts, text: &str) {
        if self.texts.is_empty() && self.cache.remembered() > MAX_REMEMBERED {
            self.cache.clear();
            self.vectors.iter_mut().for_each(TokenVectors::forget);
            self.lemmas.clear();
        }
        // The one failure is a text too long for 32-bit offsets.
        let tokens = parts.tokenizer.tokenize(text, &mut self.cache).unwrap_or_default();
        self.waiting_tokens += tokens.lexemes.len();
        self.texts.push((text.to_owned(), tokens));
    }

    /// Number of tokens of the texts that wait.
    pub(super) fn waiting_tokens(&self) -> usize {
        self.waiting_tokens
    }

    /// Annotates the texts that wait and adds their documents to `docs`.
    pub(super) fn finish(&mut self, parts: &Parts, docs: &mut Vec<Doc>) {
        self.finish_watched(parts, docs, &mut ());
    }

    /// As [`Worker::finish`]; `watch` numbers tokens right if there is one text.
    pub(super) fn finish_watched(&mut self, parts: &Parts, docs: &mut Vec<Doc>, watch: &mut impl Watch) {
        self.waiting_tokens = 0;
        let mut texts = std::mem::take(&mut self.texts);
        self.lay_out(parts, &texts);
        self.vectors.resize_with(parts.encoders.len(), TokenVectors::default);
        for (encoder, vectors) in parts.encoders.iter().zip(&mut self.vectors) {
            encoder.run(&self.batch, &self.cache.lexemes, vectors);
        }
        self.tag(parts, watch);
        for (index, (text, tokens)) in texts.drain(..).enumerate() {
            docs.push(self.annotate(parts, index, text, &tokens, watch));
        }
        self.texts = texts;
    }

    fn lay_out(&mut self, parts: &Parts, texts: &[(String, Tokens)]) {
        self.batch.clear();
        for (_, tokens) in texts {
            let keys = tokens.lexemes.iter().zip(&tokens.spans);
            let keys = keys.map(|(&lexeme, span)| TokenKey { lexeme, whitespace: span.whitespace });
            self.batch.push(keys, parts.gap);
        }
    }

    /// Tags all rows of the batch, empty ones included.
    fn tag(&mut self, parts: &Parts, watch: &mut impl Watch) {
        self.tags.clear();
        if let Some(Fed { part: tagger, encoder }) = &parts.tagger {
            let (rows, width) = (self.vectors[*encoder].rows(), parts.encoders[*encoder].width());
            let watch = &mut TokensOf { rows: self.batch.texts().first().cloned().unwrap_or(0..0), watch };
            tagger.tag(rows, width, self.batch.len(), &mut self.scores, &mut self.tags, watch);
        }
    }

    fn annotate(
        &mut self,
        parts: &Parts,
        index: usize,
        text: String,
        tokens: &Tokens,
        watch: &mut impl Watch,
    ) -> Doc {
        let rows = self.batch.texts()[index].clone();
        let lexemes = &self.cache.lexemes;
        self.spaces.clear();
        self.spaces.extend(tokens.lexemes.iter().map(|&id| lexemes.get(id).attributes.is_space == 1));
        self.parse(parts, rows.start, watch);
        let mut doc = Doc { text, labels: Arc::clone(&parts.labels), ..Doc::default() };
        doc.tokens.extend(tokens.spans.iter().enumerate().map(|(token, span)| TokenData {
            start: span.start,
            end: span.end,
            whitespace: span.whitespace,
            head: self.tree.heads[token],
            dep: self.tree.labels[token],
            sent_start: self.tree.starts[token],
            // The empty tag comes before those of the tagger.
            tag: self.tags.get(rows.start + token).map_or(0, |tag| tag + 1),
            ..TokenData::default()
        }));
        if let Some(Fed { part: recognizer, encoder }) = &parts.recognizer {
            let starts = if parts.entities_after_sentences { &*self.tree.starts } else { &[] };
            let text = Boundaries { spaces: &self.spaces, starts };
            let width = parts.encoders[*encoder].width();
            let vectors = &self.vectors[*encoder].rows()[rows.start * width..];
            recognizer.find(vectors, width, &text, &mut self.entities, &mut doc.entities, watch);
        }
        if let Some(ruler) = &parts.ruler {
            ruler.apply(&mut doc, &tokens.lexemes, &self.cache.lexemes, &mut self.ruler);
        }
        if let Some(lemmatizer) = &parts.lemmatizer {
            lemmatizer.apply(&mut doc, &tokens.lexemes, &self.cache.lexemes, &mut self.lemmas);
        }
        doc
    }

    /// Parses the text whose tokens begin at a row of the batch; without a parser each token is a root.
    fn parse(&mut self, parts: &Parts, first: usize, watch: &mut impl Watch) {
        match &parts.parser {
            Some(Fed { part: parser, encoder }) => {
                let width = parts.encoders[*encoder].width();
                let vectors = &self.vectors[*encoder].rows()[first * width..];
                parser.parse(vectors, width, &self.spaces, &mut self.parser, &mut self.tree, watch);
            }
            None => self.tree.set_flat(self.spaces.len()),
        }
    }
}

/// Turns rows of the batch into tokens of its first text, and leaves other rows out.
struct TokensOf<'w, W> {
    rows: Range<usize>,
    watch: &'w mut W,
}

impl<W: Watch> Watch for TokensOf<'_, W> {
    #[inline(always)]
    fn decided(&mut self, layer: Layer, row: usize, margin: impl FnOnce() -> f32) {
        if self.rows.contains(&row) {
            self.watch.decided(layer, row - self.rows.start, margin);
        }
    }
}
