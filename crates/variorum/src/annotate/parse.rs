//! The parse of a document, indexed so that dependents and subtrees cost nothing to ask for.

use std::ops::Range;

use variorum_spacy::{Doc, Pos, Token};

use crate::text::Span;

/// A document with an index of its dependency trees and of its sentences.
#[derive(Debug)]
pub struct Parse<'d> {
    /// The document.
    pub doc: &'d Doc,
    /// Where each token's dependents begin in `dependents`.
    offsets: Vec<u32>,
    dependents: Vec<u32>,
    /// First token and one past the last token of each token's subtree.
    edges: Vec<(u32, u32)>,
    /// The sentence each token stands in, counted from 0.
    sentences: Vec<u32>,
}

impl<'d> Parse<'d> {
    /// Indexes `doc`.
    pub fn new(doc: &'d Doc) -> Parse<'d> {
        let (offsets, dependents) = dependents_of(doc);
        let mut parse = Parse { doc, offsets, dependents, edges: Vec::new(), sentences: Vec::new() };
        parse.edges = parse.find_edges();
        let mut sentence = 0;
        for (index, token) in doc.tokens.iter().enumerate() {
            sentence += u32::from(token.sent_start && index > 0);
            parse.sentences.push(sentence);
        }
        parse
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.doc.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Token `index`.
    pub fn token(&self, index: usize) -> Token<'d> {
        self.doc.token(index)
    }

    /// The token as written.
    pub fn text(&self, index: usize) -> &'d str {
        self.token(index).text()
    }

    /// Whether the token is `word`, whatever its case.
    pub fn is(&self, index: usize, word: &str) -> bool {
        self.text(index).eq_ignore_ascii_case(word)
    }

    /// Its dictionary form.
    pub fn lemma(&self, index: usize) -> &'d str {
        self.token(index).lemma()
    }

    /// Its fine tag.
    pub fn tag(&self, index: usize) -> &'d str {
        self.token(index).tag()
    }

    /// Its coarse part of speech.
    pub fn pos(&self, index: usize) -> Pos {
        self.doc.tokens[index].pos
    }

    /// The label of its arc.
    pub fn dep(&self, index: usize) -> &'d str {
        self.token(index).dep()
    }

    /// Its head; a root is its own.
    pub fn head(&self, index: usize) -> usize {
        self.doc.tokens[index].head as usize
    }

    /// Its direct dependents in text order.
    pub fn dependents(&self, index: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let range = self.offsets[index] as usize..self.offsets[index + 1] as usize;
        self.dependents[range].iter().map(|&token| token as usize)
    }

    /// Its first direct dependent with one of these labels.
    pub fn dependent(&self, index: usize, labels: &[&str]) -> Option<usize> {
        self.dependents(index).find(|&token| labels.contains(&self.dep(token)))
    }

    /// From the first to the last token of its subtree.
    pub fn subtree(&self, index: usize) -> Range<usize> {
        let (start, end) = self.edges[index];
        start as usize..end as usize
    }

    /// Its heads, nearest first, up to the root; at most 64 of them.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let up = |&token: &usize| (self.head(token) != token).then(|| self.head(token));
        std::iter::successors(up(&index), up).take(64)
    }

    /// The sentence it stands in.
    pub fn sentence(&self, index: usize) -> usize {
        self.sentences[index] as usize
    }

    /// The bytes of a range of tokens; empty for an empty range.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        Span::from(self.doc.span(tokens).bytes())
    }

    /// The first token that ends after byte `byte`.
    pub fn token_at(&self, byte: u32) -> usize {
        self.doc.tokens.partition_point(|token| token.end <= byte)
    }

    fn find_edges(&self) -> Vec<(u32, u32)> {
        let mut edges: Vec<(u32, u32)> = (0..self.len() as u32).map(|index| (index, index + 1)).collect();
        let mut order: Vec<usize> = (0..self.len()).filter(|&index| self.head(index) == index).collect();
        let mut next = 0;
        while next < order.len() {
            let token = order[next];
            order.extend(self.dependents(token));
            next += 1;
        }
        for &token in order.iter().rev() {
            let (start, end) = edges[token];
            let head = &mut edges[self.head(token)];
            *head = (head.0.min(start), head.1.max(end));
        }
        edges
    }
}

fn dependents_of(doc: &Doc) -> (Vec<u32>, Vec<u32>) {
    let heads = || {
        doc.tokens
            .iter()
            .enumerate()
            .map(|(index, token)| (index, token.head as usize))
            .filter(|(index, head)| index != head)
    };
    let mut offsets = vec![0u32; doc.len() + 1];
    for (_, head) in heads() {
        offsets[head + 1] += 1;
    }
    for index in 0..doc.len() {
        offsets[index + 1] += offsets[index];
    }
    let mut free = offsets.clone();
    let mut dependents = vec![0u32; offsets[doc.len()] as usize];
    for (index, head) in heads() {
        dependents[free[head] as usize] = index as u32;
        free[head] += 1;
    }
    (offsets, dependents)
}
