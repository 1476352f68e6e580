//! Cuts one chunk of text: affixes from outside in, then infixes.

use super::Tokenizer;
use crate::pattern::{Pattern, Scratch};

/// One token of a chunk, in bytes of the chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The string id of the NORM that a special case sets.
    pub(super) norm: Option<u64>,
}

impl Tokenizer {
    /// Cuts a chunk, by the patterns alone or with the special cases before them.
    pub(super) fn split(
        &self,
        chunk: &str,
        with_specials: bool,
        scratch: &mut Scratch,
        out: &mut Vec<Piece>,
    ) {
        let mut suffixes = Vec::new();
        let (start, end) = self.strip_affixes(chunk, with_specials, scratch, out, &mut suffixes);
        self.split_stem(chunk, start, end, with_specials, scratch, out);
        out.extend(suffixes.into_iter().rev());
    }

    /// Strips affixes until none is left, or what is left has a rule of its own. Gives the range that is left.
    fn strip_affixes(
        &self,
        chunk: &str,
        with_specials: bool,
        scratch: &mut Scratch,
        prefixes: &mut Vec<Piece>,
        suffixes: &mut Vec<Piece>,
    ) -> (usize, usize) {
        let is_special = |text: &str| with_specials && self.specials.get(text).is_some();
        let (mut start, mut end) = (0, chunk.len());
        let mut last_length = 0;
        while start < end && end - start != last_length {
            let stem = &chunk[start..end];
            if matches_start(self.token.as_ref(), stem, scratch) || is_special(stem) {
                break;
            }
            last_length = stem.len();
            let prefix = found_length(self.prefix.as_ref(), stem, scratch);
            if prefix > 0 && is_special(&stem[prefix..]) {
                prefixes.push(piece(start, start + prefix));
                start += prefix;
                break;
            }
            let suffix = found_length(self.suffix.as_ref(), &stem[prefix..], scratch);
            if suffix > 0 && is_special(&stem[..stem.len() - suffix]) {
                suffixes.push(piece(end - suffix, end));
                end -= suffix;
                break;
            }
            if prefix > 0 {
                prefixes.push(piece(start, start + prefix));
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push(piece(end - suffix, end));
                end -= suffix;
            }
        }
        (start, end)
    }

    fn split_stem(
        &self,
        chunk: &str,
        start: usize,
        end: usize,
        with_specials: bool,
        scratch: &mut Scratch,
        out: &mut Vec<Piece>,
    ) {
        let stem = &chunk[start..end];
        if stem.is_empty() {
            return;
        }
        if let Some(parts) = self.specials.get(stem).filter(|_| with_specials) {
            let mut at = start;
            for part in parts {
                out.push(Piece { start: at, end: at + part.text.len(), norm: part.norm });
                at += part.text.len();
            }
            return;
        }
        if matches_start(self.token.as_ref(), stem, scratch)
            || matches_start(self.url.as_ref(), stem, scratch)
        {
            out.push(piece(start, end));
            return;
        }
        let mut infixes = Vec::new();
        if let Some(infix) = &self.infix {
            infix.find_all(stem, scratch, &mut infixes);
        }
        let mut at = 0;
        for (from, to) in infixes {
            // spaCy leaves an infix alone that starts the string.
            if from == 0 {
                continue;
            }
            for (from, to) in [(at, from), (from, to)] {
                if from < to {
                    out.push(piece(start + from, start + to));
                }
            }
            at = to;
        }
        if at < stem.len() {
            out.push(piece(start + at, end));
        }
    }
}

fn piece(start: usize, end: usize) -> Piece {
    Piece { start, end, norm: None }
}

fn matches_start(pattern: Option<&Pattern>, text: &str, scratch: &mut Scratch) -> bool {
    pattern.is_some_and(|pattern| pattern.matches_start(text, scratch))
}

/// The length in bytes of the affix that a pattern finds, or 0.
fn found_length(pattern: Option<&Pattern>, text: &str, scratch: &mut Scratch) -> usize {
    pattern.and_then(|pattern| pattern.find(text, 0, scratch)).map_or(0, |(start, end)| end - start)
}
