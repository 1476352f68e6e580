//! Words, numbers and signs of a text, cut finer than a tokenizer does: the alphabet of the grammars of numbers and
//! times.

use crate::text::Span;

/// The lexemes of one paragraph, with their text in lower case.
#[derive(Debug)]
pub struct Lexemes<'t> {
    text: &'t str,
    /// The paragraph in ASCII lower case, byte for byte as long as the original.
    lower: String,
    base: u32,
    items: Vec<Lexeme>,
}

/// One word, number or sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexeme {
    /// What it is.
    pub kind: LexemeKind,
    /// Its place in the report's text.
    pub span: Span,
    /// Whether no white space stands before it.
    pub glued: bool,
}

/// What a [`Lexeme`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LexemeKind {
    /// Letters; abbreviations such as "a.m." and "U.S." keep their full stops.
    Word,
    /// Digits, with thousands separators and decimals.
    Number,
    /// Any other character.
    Sign,
}

impl<'t> Lexemes<'t> {
    /// Cuts the paragraph `span` of `text`.
    pub fn cut(text: &'t str, span: Span) -> Lexemes<'t> {
        let lower = span.of(text).to_ascii_lowercase();
        let items = cut(&lower, span.start);
        Lexemes { text, lower, base: span.start, items }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lexeme at `at`.
    pub fn get(&self, at: usize) -> Option<Lexeme> {
        self.items.get(at).copied()
    }

    /// Its text in ASCII lower case; empty past the ends.
    pub fn word(&self, at: usize) -> &str {
        self.items.get(at).map_or("", |item| {
            &self.lower[(item.span.start - self.base) as usize..(item.span.end - self.base) as usize]
        })
    }

    /// The text of the lexeme `back` places before `at`; empty past the start.
    pub fn word_before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.word(at))
    }

    /// Its text as written; empty past the ends.
    pub fn written(&self, at: usize) -> &'t str {
        self.items.get(at).map_or("", |item| item.span.of(self.text))
    }

    /// Whether the lexemes from `at` on are these words.
    pub fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word)
    }

    /// Whether the lexemes before `at` end with these words.
    pub fn ends_with(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|start| self.reads(start, words))
    }

    /// Whether no white space stands before it.
    pub fn is_glued(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.glued)
    }

    /// Whether it is a word.
    pub fn is_word(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.kind == LexemeKind::Word)
    }

    /// Whether it is written in digits.
    pub fn is_number(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(|item| item.kind == LexemeKind::Number)
    }

    /// Whether its first letter is a capital.
    pub fn is_capitalised(&self, at: usize) -> bool {
        self.written(at).starts_with(char::is_uppercase)
    }

    /// The value of a number without decimals; `None` for anything else.
    pub fn integer(&self, at: usize) -> Option<u32> {
        let digits = self.word(at);
        (self.is_number(at) && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())
            .flatten()
    }

    /// The span from lexeme `start` to the one before `end`; empty for an empty range.
    pub fn span(&self, start: usize, end: usize) -> Span {
        match (self.items.get(start), end.checked_sub(1).and_then(|last| self.items.get(last))) {
            (Some(first), Some(last)) if start < end => first.span.join(last.span),
            _ => Span::default(),
        }
    }
}

fn cut(lower: &str, base: u32) -> Vec<Lexeme> {
    let mut items = Vec::with_capacity(lower.len() / 4);
    let mut at = 0;
    let mut glued = false;
    while let Some(first) = lower[at..].chars().next() {
        let rest = &lower[at..];
        let (kind, length) = if first.is_whitespace() {
            glued = false;
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() || is_bare_decimal(rest, glued) {
            (LexemeKind::Number, number_length(rest))
        } else if first.is_alphabetic() {
            (LexemeKind::Word, word_length(rest))
        } else {
            (LexemeKind::Sign, first.len_utf8())
        };
        let start = base + at as u32;
        items.push(Lexeme { kind, span: Span { start, end: start + length as u32 }, glued });
        glued = true;
        at += length;
    }
    items
}

/// ".500", not the end of a sentence.
fn is_bare_decimal(rest: &str, glued: bool) -> bool {
    !glued && rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit())
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Bytes of digits with thousands separators ("12,000", "1.356.000") and decimals.
fn number_length(text: &str) -> usize {
    let mut length = digits(text);
    for separator in [b',', b'.'] {
        let mut groups = length;
        let mut count = 0;
        while (1..=3).contains(&length)
            && text.as_bytes().get(groups) == Some(&separator)
            && digits(&text[groups + 1..]) == 3
        {
            groups += 4;
            count += 1;
        }
        // One group after a full stop is a decimal fraction ("1.356").
        if count > 1 || count == 1 && separator == b',' {
            length = groups;
            break;
        }
    }
    if text.as_bytes().get(length) == Some(&b'.') {
        let decimals = digits(&text[length + 1..]);
        if decimals > 0 {
            length += 1 + decimals;
        }
    }
    length
}

/// Bytes of a word; single letters parted by full stops belong together ("a.m.", "u.s.").
fn word_length(text: &str) -> usize {
    let letters = |text: &str| {
        text.chars().take_while(|c| c.is_alphabetic() || is_mark(*c)).map(char::len_utf8).sum::<usize>()
    };
    let mut length = letters(text);
    if text.starts_with("o'clock") || text.starts_with("o’clock") {
        return text.find("clock").map_or(length, |at| at + "clock".len());
    }
    let single = |at: usize| {
        let letter = letters(&text[at..]);
        (letter == 1 && text[at + letter..].starts_with('.')).then_some(at + letter + 1)
    };
    let mut dotted = 0;
    let mut parts = 0;
    while let Some(next) = single(dotted) {
        dotted = next;
        parts += 1;
    }
    if parts > 1 {
        length = dotted;
    } else if parts == 1 && letters(&text[dotted..]) == 1 {
        // "a.m" without its last full stop.
        length = dotted + 1;
    }
    length
}

/// Combining marks stay with their letter.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_into_words_numbers_and_signs() {
        let cases = [
            ("At 5 a.m. on Jan. 3", "At 5 a.m. on Jan . 3"),
            ("12,000 or 1.5m, 1.356.000", "12,000 or 1.5 m , 1.356.000"),
            ("the 1990s, $3.2bn", "the 1990 s , $ 3.2 bn"),
            ("1998-11-02T10:30", "1998 - 11 - 02 T 10 : 30"),
            ("a .500 record. 5 won.", "a .500 record . 5 won ."),
            ("3 o'clock; 6 a.m today", "3 o'clock ; 6 a.m today"),
            ("né à l’été", "né à l ’ été"),
            ("1,00 1,0000", "1 , 00 1 , 0000"),
        ];
        for (text, expected) in cases {
            let lexemes = Lexemes::cut(text, Span::new(0, text.len()));
            let written: Vec<&str> = (0..lexemes.len()).map(|at| lexemes.written(at)).collect();
            assert_eq!(written.join(" "), expected);
        }
    }
}
