//! Special cases: strings that become tokens of their own, whatever the patterns say.

use std::collections::HashSet;

use crate::strings::QuickMap;

/// One token of a special case.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) text: Box<str>,
    /// The string id of its NORM, where the special case sets one.
    pub(super) norm: Option<u64>,
}

/// All special cases of a tokenizer.
#[derive(Debug, Default)]
pub(super) struct Specials {
    parts: QuickMap<Box<str>, Vec<Part>>,
    longest: usize,
    /// What the patterns alone make of the special cases that they would cut, by first token.
    phrases: QuickMap<Box<str>, Vec<Vec<Box<str>>>>,
}

impl Specials {
    pub(super) fn add(&mut self, text: Box<str>, parts: Vec<Part>) {
        self.longest = self.longest.max(text.len());
        self.parts.insert(text, parts);
    }

    pub(super) fn add_phrase(&mut self, tokens: Vec<Box<str>>) {
        if let Some(first) = tokens.first() {
            self.phrases.entry(first.clone()).or_default().push(tokens);
        }
    }

    /// The tokens that `text` becomes, if it is a special case.
    pub(super) fn get(&self, text: &str) -> Option<&[Part]> {
        if text.len() > self.longest {
            return None;
        }
        self.parts.get(text).map(Vec::as_slice)
    }

    /// The strings with a special case, in order.
    pub(super) fn texts(&self) -> Vec<Box<str>> {
        let mut texts: Vec<Box<str>> = self.parts.keys().cloned().collect();
        texts.sort_unstable();
        texts
    }

    /// Whether a special case of several tokens starts with this one.
    pub(super) fn starts_phrase(&self, token: Option<&str>) -> bool {
        token.is_some_and(|token| self.phrases.contains_key(token))
    }

    /// Adds the ranges of tokens from `index` on that spell a special case.
    pub(super) fn phrases_at<'t>(
        &self,
        index: usize,
        word: impl Fn(usize) -> Option<&'t str>,
        found: &mut Vec<(usize, usize)>,
    ) {
        let Some(phrases) = word(index).and_then(|first| self.phrases.get(first)) else { return };
        for phrase in phrases {
            let spelled = (1..phrase.len()).all(|offset| word(index + offset) == Some(&*phrase[offset]));
            if spelled {
                found.push((index, index + phrase.len()));
            }
        }
    }
}

/// Keeps the ranges that overlap no longer one (of equals, the first); gives them in order.
pub(super) fn longest_first(mut found: Vec<(usize, usize)>, tokens: usize) -> Vec<(usize, usize)> {
    found.sort_unstable_by_key(|&(first, last)| (std::cmp::Reverse(last - first), first));
    let mut seen = HashSet::with_capacity(found.len().min(tokens));
    let mut kept = Vec::new();
    for (first, last) in found {
        if !seen.contains(&first) && !seen.contains(&(last - 1)) {
            kept.push((first, last));
        }
        // A range that is dropped bars its tokens all the same.
        seen.extend(first..last);
    }
    kept.sort_unstable();
    kept
}
