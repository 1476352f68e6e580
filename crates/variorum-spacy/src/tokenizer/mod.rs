//! Cuts a text into tokens as spaCy's `Tokenizer` does.
//!
//! The text falls into chunks at white space; prefixes and suffixes are stripped from a chunk, then it is cut
//! at infixes, and special cases go before all of these. A second pass over the tokens finds the special cases
//! that the cutting took apart. A chunk is always cut the same way, so the result is kept for the next time.

mod file;
mod special;
mod split;

use crate::lexeme::{LexemeId, Lexemes, Norms};
use crate::pattern::{Pattern, Scratch};
use crate::strings::QuickMap;
use crate::unicode;

use special::Specials;
use split::Piece;

/// The tokenizer of a pipeline. It never changes, so threads share it; what they learn is in a [`TokenCache`].
#[derive(Debug)]
pub struct Tokenizer {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token: Option<Pattern>,
    url: Option<Pattern>,
    specials: Specials,
    norms: Norms,
}

/// The tokens of a text: where they are, and which lexeme each one is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// Where the tokens are.
    pub spans: Vec<TokenSpan>,
    /// Their lexemes, one a token, numbered by the [`TokenCache`] that was used.
    pub lexemes: Vec<LexemeId>,
}

/// Where a token is. Between two tokens there is one space or nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenSpan {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte in the text.
    pub end: u32,
    /// Whether one space follows, which belongs to no token.
    pub whitespace: bool,
}

/// What one worker remembers from text to text: lexemes, and chunks already cut.
///
/// It grows with the vocabulary that is met. [`TokenCache::clear`] between two texts gives the memory back.
#[derive(Debug, Default)]
pub struct TokenCache {
    /// The lexemes met so far.
    pub lexemes: Lexemes,
    chunks: QuickMap<Box<str>, (u32, u32)>,
    /// The pieces of known chunks, back to back: length in bytes, and lexeme.
    pieces: Vec<(u32, LexemeId)>,
    /// For each lexeme whether a special case of several tokens can start with it, as far as looked up.
    starts_phrase: Vec<Option<bool>>,
    scratch: Scratch,
    cut: Vec<Piece>,
}

/// Longer chunks seldom come again.
const LONGEST_KEPT_CHUNK: usize = 64;

impl TokenCache {
    /// How many lexemes and chunks it remembers.
    pub fn remembered(&self) -> usize {
        self.lexemes.len() + self.chunks.len()
    }

    /// Forgets everything; the numbers of lexemes given out before are void.
    pub fn clear(&mut self) {
        *self = TokenCache::default();
    }
}

impl Tokenizer {
    /// Cuts `text` into tokens. Put back together with the spaces between them they give the text.
    ///
    /// # Errors
    /// A sentence, if the text is too long for offsets of 32 bits.
    pub fn tokenize(&self, text: &str, cache: &mut TokenCache) -> Result<Tokens, String> {
        if u32::try_from(text.len()).is_err() {
            return Err(format!("a text of {} bytes is too long; split it below 4 GiB", text.len()));
        }
        let mut tokens = Tokens::default();
        for chunk in chunks(text) {
            self.add_chunk(text, chunk.start, chunk.end, cache, &mut tokens);
            if chunk.space_after {
                mark_space(&mut tokens);
            }
        }
        self.apply_phrases(text, cache, &mut tokens);
        Ok(tokens)
    }

    /// The words that the patterns alone make of `text`, for the second pass.
    fn words_without_specials(&self, text: &str) -> Vec<Box<str>> {
        let mut words = Vec::new();
        let mut scratch = Scratch::default();
        for chunk in chunks(text) {
            let chunk = &text[chunk.start..chunk.end];
            let mut cut = Vec::new();
            self.split(chunk, false, &mut scratch, &mut cut);
            words.extend(cut.iter().map(|piece| Box::from(&chunk[piece.start..piece.end])));
        }
        words
    }

    fn add_chunk(&self, text: &str, start: usize, end: usize, cache: &mut TokenCache, tokens: &mut Tokens) {
        let chunk = &text[start..end];
        let (first, last) = match cache.chunks.get(chunk) {
            Some(&known) => known,
            None => self.cut_chunk(chunk, cache),
        };
        let mut at = start as u32;
        for &(length, lexeme) in &cache.pieces[first as usize..last as usize] {
            tokens.spans.push(TokenSpan { start: at, end: at + length, whitespace: false });
            tokens.lexemes.push(lexeme);
            at += length;
        }
        if chunk.len() > LONGEST_KEPT_CHUNK {
            cache.pieces.truncate(first as usize);
        }
    }

    /// Cuts a new chunk; gives the range of its pieces in the cache.
    fn cut_chunk(&self, chunk: &str, cache: &mut TokenCache) -> (u32, u32) {
        let mut cut = std::mem::take(&mut cache.cut);
        cut.clear();
        self.split(chunk, true, &mut cache.scratch, &mut cut);
        let first = cache.pieces.len() as u32;
        for piece in &cut {
            let lexeme = self.intern(&chunk[piece.start..piece.end], piece.norm, &mut cache.lexemes);
            cache.pieces.push(((piece.end - piece.start) as u32, lexeme));
        }
        cache.cut = cut;
        let range = (first, cache.pieces.len() as u32);
        if chunk.len() <= LONGEST_KEPT_CHUNK {
            cache.chunks.insert(chunk.into(), range);
        }
        range
    }

    fn intern(&self, text: &str, norm: Option<u64>, lexemes: &mut Lexemes) -> LexemeId {
        match norm {
            Some(norm) => lexemes.intern_with_norm(text, norm, &self.norms),
            None => lexemes.intern(text, &self.norms),
        }
    }

    /// Puts special cases of several tokens in the place of the tokens that spell them.
    fn apply_phrases(&self, text: &str, cache: &mut TokenCache, tokens: &mut Tokens) {
        let found = self.find_phrases(text, cache, tokens);
        if found.is_empty() {
            return;
        }
        let mut result = Tokens::default();
        let mut next = 0;
        for (first, last) in special::longest_first(found, tokens.spans.len()) {
            result.copy(tokens, next, first);
            next = last;
            let (start, end) = (tokens.spans[first].start, tokens.spans[last - 1].end);
            match self.specials.get(&text[start as usize..end as usize]) {
                // Tokens that spell a special case only if the spaces between them are overlooked.
                None => result.copy(tokens, first, last),
                Some(parts) => {
                    let mut at = start;
                    for part in parts {
                        let to = at + part.text.len() as u32;
                        result.spans.push(TokenSpan { start: at, end: to, whitespace: false });
                        result.lexemes.push(self.intern(&part.text, part.norm, &mut cache.lexemes));
                        at = to;
                    }
                    if tokens.spans[last - 1].whitespace {
                        mark_space(&mut result);
                    }
                }
            }
        }
        result.copy(tokens, next, tokens.spans.len());
        *tokens = result;
    }

    fn find_phrases(&self, text: &str, cache: &mut TokenCache, tokens: &Tokens) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let words = |index: usize| {
            let span: &TokenSpan = tokens.spans.get(index)?;
            Some(&text[span.start as usize..span.end as usize])
        };
        cache.starts_phrase.resize(cache.lexemes.len(), None);
        for (index, lexeme) in tokens.lexemes.iter().enumerate() {
            let known = &mut cache.starts_phrase[lexeme.0 as usize];
            let starts = *known.get_or_insert_with(|| self.specials.starts_phrase(words(index)));
            if starts {
                self.specials.phrases_at(index, words, &mut found);
            }
        }
        found
    }
}

impl Tokens {
    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    fn copy(&mut self, from: &Tokens, first: usize, last: usize) {
        self.spans.extend_from_slice(&from.spans[first..last]);
        self.lexemes.extend_from_slice(&from.lexemes[first..last]);
    }
}

fn mark_space(tokens: &mut Tokens) {
    if let Some(last) = tokens.spans.last_mut() {
        last.whitespace = true;
    }
}

/// A run of white space or of other characters, in bytes of the text.
struct Chunk {
    start: usize,
    end: usize,
    /// Whether a space follows that belongs to no chunk.
    space_after: bool,
}

/// The chunks of a text. The first space after text parts two chunks and belongs to neither.
fn chunks(text: &str) -> impl Iterator<Item = Chunk> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let in_space = unicode::is_space(rest.chars().next()?);
        let length = rest.find(|c| unicode::is_space(c) != in_space).unwrap_or(rest.len());
        let chunk =
            Chunk { start: at, end: at + length, space_after: !in_space && rest[length..].starts_with(' ') };
        at = chunk.end + usize::from(chunk.space_after);
        Some(chunk)
    })
}
