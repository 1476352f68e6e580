//! Sets tags, parts of speech, morphology, labels and lemmas by rules over one or a few tokens.
//!
//! All rules are matched against the document as it came. Then they are applied in their order, so that a later
//! rule has the last word.

mod file;
mod test;

use crate::lexeme::{LexemeId, Lexemes};
use crate::pattern::Scratch;
use crate::{Doc, Pos};

use test::{TokenTest, TokenView};

/// The rules of a pipeline, bound to its labels.
#[derive(Debug)]
pub(crate) struct AttributeRuler {
    patterns: Vec<TokenPattern>,
    changes: Vec<Change>,
    /// For each tag, the patterns of which the first token can have it.
    by_tag: Vec<Box<[u32]>>,
}

/// A run of tokens, and the rule that applies where it is found.
#[derive(Debug)]
struct TokenPattern {
    tests: Vec<TokenTest>,
    rule: u32,
    /// Which of the tokens changes.
    target: u32,
}

/// What a rule sets; `None` leaves it.
#[derive(Debug, Default)]
struct Change {
    tag: Option<u16>,
    pos: Option<Pos>,
    morph: Option<u16>,
    dep: Option<u16>,
    lemma: Option<Box<str>>,
}

/// Memory that the ruler uses again and again.
#[derive(Debug, Default)]
pub(crate) struct RulerRoom {
    /// Rule and token.
    matches: Vec<(u32, u32)>,
    scratch: Scratch,
}

impl AttributeRuler {
    /// Applies the rules to a document whose tokens have these lexemes.
    pub(crate) fn apply(&self, doc: &mut Doc, ids: &[LexemeId], lexemes: &Lexemes, room: &mut RulerRoom) {
        room.matches.clear();
        for start in 0..doc.tokens.len() {
            let tag = usize::from(doc.tokens[start].tag);
            for &number in self.by_tag.get(tag).into_iter().flatten() {
                let pattern = &self.patterns[number as usize];
                if self.matches(pattern, doc, ids, lexemes, start, &mut room.scratch) {
                    room.matches.push((pattern.rule, start as u32 + pattern.target));
                }
            }
        }
        room.matches.sort_unstable();
        for &(rule, target) in &room.matches {
            self.changes[rule as usize].apply(doc, target as usize);
        }
    }

    fn matches(
        &self,
        pattern: &TokenPattern,
        doc: &Doc,
        ids: &[LexemeId],
        lexemes: &Lexemes,
        start: usize,
        scratch: &mut Scratch,
    ) -> bool {
        let tokens = doc.tokens[start..].iter().zip(&ids[start..]);
        let mut passed = 0;
        for (test, (token, &id)) in pattern.tests.iter().zip(tokens) {
            if !test.passes(&TokenView { token, lexeme: lexemes.get(id) }, scratch) {
                return false;
            }
            passed += 1;
        }
        passed == pattern.tests.len()
    }
}

impl Change {
    fn apply(&self, doc: &mut Doc, target: usize) {
        let token = &mut doc.tokens[target];
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.morph = self.morph.unwrap_or(token.morph);
        token.dep = self.dep.unwrap_or(token.dep);
        if let Some(lemma) = &self.lemma {
            let start = doc.lemmas.len() as u32;
            doc.lemmas.push_str(lemma);
            token.lemma = (start, doc.lemmas.len() as u32);
        }
    }
}

#[cfg(test)]
mod tests;
