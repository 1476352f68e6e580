//! A report as the rules see it: parse, outer quotations by token, paragraphs.

use std::ops::Range;

use variorum_spacy::Pos;

use crate::annotate::{Annotated, Parse};
use crate::report::SectionKind;
use crate::text::Span;

/// An annotated report with the indices that the rules ask for.
pub(super) struct Scene<'a> {
    /// The annotated report.
    pub annotated: &'a Annotated,
    /// Its parse.
    pub parse: &'a Parse<'a>,
    /// The outer quotations as ranges of tokens, marks included; in order, never overlapping.
    pub quotes: Vec<Quote>,
}

/// An outer quotation.
#[derive(Debug, Clone)]
pub(super) struct Quote {
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
    /// Whether it goes on from the paragraph before.
    pub continues: bool,
}

impl<'a> Scene<'a> {
    pub fn new(annotated: &'a Annotated, parse: &'a Parse<'a>) -> Scene<'a> {
        let mut quotes: Vec<Quote> = Vec::new();
        for quotation in annotated.quotations.iter().filter(|quotation| quotation.depth == 0) {
            let tokens = tokens_within(parse, quotation.span);
            let fresh = quotes.last().is_none_or(|last| last.tokens.end <= tokens.start);
            if !tokens.is_empty() && fresh {
                quotes.push(Quote { tokens, continues: quotation.continues });
            }
        }
        Scene { annotated, parse, quotes }
    }

    /// The outer quotation that token `index` stands in.
    pub fn quote_at(&self, index: usize) -> Option<usize> {
        let after = self.quotes.partition_point(|quote| quote.tokens.end <= index);
        self.quotes.get(after).filter(|quote| quote.tokens.start <= index).map(|_| after)
    }

    /// The outer quotation that begins at token `index`.
    pub fn quote_from(&self, index: usize) -> Option<usize> {
        self.quotes.binary_search_by_key(&index, |quote| quote.tokens.start).ok()
    }

    /// The outer quotation that ends just before token `index`.
    pub fn quote_until(&self, index: usize) -> Option<usize> {
        self.quotes.binary_search_by_key(&index, |quote| quote.tokens.end).ok()
    }

    /// The tokens of the sentence of token `index`.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        let sentences = &self.annotated.sentences;
        let after = sentences.partition_point(|sentence| sentence.tokens.end <= index);
        sentences.get(after).map_or(index..index + 1, |sentence| sentence.tokens.clone())
    }

    /// The index of the sentence of token `index`.
    pub fn sentence_index(&self, index: usize) -> usize {
        self.annotated.sentences.partition_point(|sentence| sentence.tokens.end <= index)
    }

    /// The last token that is not white space in the sentence of token `index`.
    pub fn last_word_or_mark(&self, index: usize) -> Option<&str> {
        let mut tokens = self.sentence(index).rev().filter(|&token| self.parse.pos(token) != Pos::Space);
        tokens.next().map(|token| self.parse.text(token))
    }

    /// The tokens of the next section, if the sentence of token `index` ends its own.
    pub fn paragraph_after(&self, index: usize) -> Option<Range<usize>> {
        let rest = self.annotated.sentences.get(self.sentence_index(index) + 1..)?;
        let first = rest.first().filter(|first| self.paragraph(index) != Some(first.paragraph))?;
        let last = rest.iter().take_while(|sentence| sentence.paragraph == first.paragraph).last()?;
        let mut tokens = first.tokens.start..last.tokens.end;
        while tokens.end > tokens.start && self.parse.pos(tokens.end - 1) == Pos::Space {
            tokens.end -= 1;
        }
        Some(tokens)
    }

    /// The section that token `index` stands in.
    pub fn paragraph(&self, index: usize) -> Option<usize> {
        self.annotated.sentences.get(self.sentence_index(index)).map(|sentence| sentence.paragraph)
    }

    /// What kind of section token `index` stands in.
    pub fn section(&self, index: usize) -> Option<SectionKind> {
        self.annotated.sentences.get(self.sentence_index(index)).map(|sentence| sentence.section)
    }

    /// Whether the token is a mark or white space.
    pub fn is_mark(&self, index: usize) -> bool {
        matches!(self.parse.pos(index), Pos::Punct | Pos::Space | Pos::Sym) && self.is_wordless(index)
    }

    /// Whether the token has neither letter nor digit.
    pub fn is_wordless(&self, index: usize) -> bool {
        !self.parse.text(index).chars().any(char::is_alphanumeric)
    }

    /// How many words a range of tokens holds.
    pub fn words(&self, tokens: Range<usize>) -> usize {
        tokens.filter(|&index| !self.is_wordless(index)).count()
    }

    /// The range without marks and joining words at its ends. Marks of a quotation that lies within stay, and a
    /// quotation that only its closing marks carry over the end is taken whole.
    pub fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        loop {
            let before = range.clone();
            if range.is_empty() {
                return range;
            }
            if let Some(quote) = self.quote_at(range.start).map(|quote| self.quotes[quote].tokens.clone())
                && quote.start != range.start
                && self.words(quote.start..range.start) == 0
                && quote.end <= range.end
            {
                range.start = quote.start;
            }
            if let Some(quote) = self.quote_at(range.end - 1).map(|quote| self.quotes[quote].tokens.clone())
                && quote.start >= range.start
            {
                if quote.end > range.end && self.words(range.end..quote.end) == 0 {
                    range.end = quote.end;
                }
            } else {
                while range.end > range.start && self.is_loose_end(range.end - 1) {
                    range.end -= 1;
                }
            }
            while range.start < range.end
                && self.quote_from(range.start).is_none()
                && self.is_loose_start(range.start)
            {
                range.start += 1;
            }
            if range == before {
                return range;
            }
        }
    }

    fn is_loose_end(&self, index: usize) -> bool {
        match self.parse.text(index) {
            ")" | "]" | "%" => false,
            _ => self.is_mark(index),
        }
    }

    fn is_loose_start(&self, index: usize) -> bool {
        match self.parse.text(index) {
            "(" | "[" | "$" | "£" | "€" | "#" => false,
            _ => self.is_mark(index),
        }
    }
}

/// The tokens that lie within `span`.
pub(super) fn tokens_within(parse: &Parse<'_>, span: Span) -> Range<usize> {
    let start = parse.token_at(span.start);
    let end = start + parse.doc.tokens[start..].partition_point(|token| token.end <= span.end);
    start..end
}
