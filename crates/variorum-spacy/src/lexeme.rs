//! Lexemes: the forms of words, with the attributes that the models read.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::base_norms::BASE_NORMS;
use crate::strings::{QuickMap, string_id};
use crate::unicode;

/// The number of a lexeme within one [`Lexemes`]: dense, from 0, so that it can index a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LexemeId(pub u32);

/// What the embedding layers read of a lexeme, as string ids (see [`crate::string_id`]).
///
/// The remaining attribute, SPACY, belongs to a token: [`crate::TokenSpan::whitespace`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenAttributes {
    /// NORM: the usual spelling in lower case, or what a special case of the tokenizer says.
    pub norm: u64,
    /// PREFIX: the first character.
    pub prefix: u64,
    /// SUFFIX: the last three characters.
    pub suffix: u64,
    /// SHAPE: `Xxxx` for `Paris`, `d.d` for `3.5`.
    pub shape: u64,
    /// IS_SPACE: 1 for white space, else 0.
    pub is_space: u64,
}

/// One form of a word.
#[derive(Debug, Clone)]
pub struct Lexeme {
    /// The word as written.
    pub text: Arc<str>,
    /// The word in lower case, as Python lowers it; shared with `text` where they are the same.
    pub lower: Arc<str>,
    /// What the models read of it.
    pub attributes: TokenAttributes,
}

/// The lexemes that one worker has met so far, each with a dense number.
///
/// Not shared between threads: each worker owns one, next to whatever it keeps for each lexeme.
#[derive(Debug, Default)]
pub struct Lexemes {
    entries: Vec<Lexeme>,
    by_text: QuickMap<Arc<str>, LexemeId>,
    /// Lexemes whose NORM is set by a special case of the tokenizer.
    by_norm: QuickMap<(LexemeId, u64), LexemeId>,
}

impl Lexemes {
    /// How many lexemes are known: their numbers are below this.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lexeme with this number.
    ///
    /// # Panics
    /// If the number comes from another `Lexemes`, or from before [`Lexemes::clear`].
    pub fn get(&self, id: LexemeId) -> &Lexeme {
        &self.entries[id.0 as usize]
    }

    /// The number of the lexeme `text`, which is made if it is new.
    pub fn intern(&mut self, text: &str, norms: &Norms) -> LexemeId {
        if let Some(&known) = self.by_text.get(text) {
            return known;
        }
        let lexeme = Lexeme::new(text, norms);
        let key = Arc::clone(&lexeme.text);
        let id = self.push(lexeme);
        self.by_text.insert(key, id);
        id
    }

    /// The number of the lexeme `text` whose NORM is the string id `norm`.
    pub fn intern_with_norm(&mut self, text: &str, norm: u64, norms: &Norms) -> LexemeId {
        let plain = self.intern(text, norms);
        if self.get(plain).attributes.norm == norm {
            return plain;
        }
        if let Some(&known) = self.by_norm.get(&(plain, norm)) {
            return known;
        }
        let mut lexeme = self.get(plain).clone();
        lexeme.attributes.norm = norm;
        let id = self.push(lexeme);
        self.by_norm.insert((plain, norm), id);
        id
    }

    /// Forgets all lexemes; numbers given out before are void.
    pub fn clear(&mut self) {
        self.entries.clear();
        self.by_text.clear();
        self.by_norm.clear();
    }

    fn push(&mut self, lexeme: Lexeme) -> LexemeId {
        self.entries.push(lexeme);
        LexemeId(self.entries.len() as u32 - 1)
    }
}

impl Lexeme {
    fn new(text: &str, norms: &Norms) -> Lexeme {
        let lower = unicode::lower(text);
        let text: Arc<str> = Arc::from(text);
        let attributes = TokenAttributes {
            norm: norms.norm(&text, &lower),
            prefix: string_id(prefix(&text)),
            suffix: string_id(suffix(&text)),
            shape: string_id(&shape(&text)),
            is_space: u64::from(unicode::is_all_space(&text)),
        };
        let lower = if *lower == *text { Arc::clone(&text) } else { Arc::from(lower) };
        Lexeme { text, lower, attributes }
    }
}

fn prefix(text: &str) -> &str {
    let end = text.chars().next().map_or(0, char::len_utf8);
    &text[..end]
}

fn suffix(text: &str) -> &str {
    let start = text.char_indices().rev().nth(2).map_or(0, |(byte, _)| byte);
    &text[start..]
}

/// From this many characters on a word's shape is only that it is long.
const LONG: usize = 100;

/// The longest run of one kind of character that a shape shows.
const LONGEST_RUN: usize = 4;

/// The shape of a word: letters become `X` and `x`, digits `d`, and long runs are cut.
fn shape(text: &str) -> String {
    if text.len() >= LONG && text.chars().nth(LONG - 1).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let mut run = ('\0', 0);
    for c in text.chars() {
        let kind = kind(c);
        run = if kind == run.0 { (kind, run.1 + 1) } else { (kind, 1) };
        if run.1 <= LONGEST_RUN {
            shape.push(kind);
        }
    }
    shape
}

fn kind(c: char) -> char {
    if unicode::is_alpha(c) {
        if unicode::is_upper(c) { 'X' } else { 'x' }
    } else if unicode::is_digit(c) {
        'd'
    } else {
        c
    }
}

/// The spellings that a pipeline treats as one word: its table `lexeme_norm`, and those of every language.
#[derive(Debug)]
pub struct Norms {
    /// From the string id of a word to that of its norm.
    by_id: QuickMap<u64, u64>,
}

#[derive(Deserialize)]
struct VocabTables {
    #[serde(default)]
    lexeme_norm: BTreeMap<u64, String>,
}

impl Default for Norms {
    /// The norms of every language alone, for a pipeline that has no table.
    fn default() -> Norms {
        Norms { by_id: BASE_NORMS.iter().map(|&(word, norm)| (string_id(word), string_id(norm))).collect() }
    }
}

impl Norms {
    /// Reads `vocab/lookups.bin` of a pipeline folder.
    ///
    /// # Errors
    /// A sentence that says what is wrong, for data of another shape.
    pub fn from_bytes(file: &[u8]) -> Result<Norms, String> {
        let tables: VocabTables =
            rmp_serde::from_slice(file).map_err(|error| format!("the table of norms is damaged: {error}"))?;
        let mut norms = Norms::default();
        norms.by_id.extend(tables.lexeme_norm.iter().map(|(&word, norm)| (word, string_id(norm))));
        Ok(norms)
    }

    fn norm(&self, text: &str, lower: &str) -> u64 {
        self.by_id.get(&string_id(text)).copied().unwrap_or_else(|| string_id(lower))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_follow_spacy() {
        let cases = [
            ("Paris", "P", "ris", "Xxxxx"),
            ("COVID-19", "C", "-19", "XXXX-dd"),
            ("aaaaaaaaB2²", "a", "B2²", "xxxxXdd"),
            ("é", "é", "é", "x"),
            ("!!!!!!!", "!", "!!!", "!!!!"),
            ("東京", "東", "東京", "xx"),
        ];
        let mut lexemes = Lexemes::default();
        let norms = Norms::default();
        for (text, first, last, form) in cases {
            let id = lexemes.intern(text, &norms);
            let found = lexemes.get(id).attributes;
            let lower = string_id(&unicode::lower(text));
            let expected = TokenAttributes {
                norm: lower,
                prefix: string_id(first),
                suffix: string_id(last),
                shape: string_id(form),
                is_space: 0,
            };
            assert_eq!(found, expected, "{text}");
        }
        assert_eq!(shape(&"a".repeat(100)), "LONG");
        assert_eq!(shape(&"é".repeat(99)), "xxxx");
    }

    #[test]
    fn a_special_norm_makes_a_lexeme_of_its_own() {
        let mut lexemes = Lexemes::default();
        let norms = Norms::default();
        let plain = lexemes.intern("'m", &norms);
        let am = lexemes.intern_with_norm("'m", string_id("am"), &norms);
        assert_ne!(plain, am);
        assert_eq!(lexemes.intern_with_norm("'m", string_id("am"), &norms), am);
        assert_eq!(lexemes.get(am).attributes.norm, string_id("am"));
        assert_eq!(lexemes.intern("'m", &norms), plain);
    }
}
