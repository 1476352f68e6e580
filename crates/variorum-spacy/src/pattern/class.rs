//! Sets of characters.

use crate::unicode;

/// A set of characters: a bit for each ASCII character, sorted ranges and named classes for the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Class {
    ascii: u128,
    ranges: Vec<(char, char)>,
    named: Vec<(Named, bool)>,
    negated: bool,
}

/// Python's classes by letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Named {
    /// `\d`
    Decimal,
    /// `\w`
    Word,
    /// `\s`
    Space,
}

impl Named {
    fn contains(self, c: char) -> bool {
        match self {
            Named::Decimal => unicode::is_decimal(c),
            Named::Word => unicode::is_word(c),
            Named::Space => unicode::is_space(c),
        }
    }
}

impl Class {
    /// The set of one character.
    pub(crate) fn one(c: char) -> Class {
        let mut class = Class::default();
        class.add_range(c, c);
        class.finish(false)
    }

    /// A class by letter, or its complement.
    pub(crate) fn named(name: Named, negated: bool) -> Class {
        let mut class = Class::default();
        class.add_named(name, negated);
        class.finish(false)
    }

    /// All characters but the line feed (`.`).
    pub(crate) fn any() -> Class {
        Class::one('\n').finish(true)
    }

    /// Adds the characters from `first` to `last`, both included.
    pub(crate) fn add_range(&mut self, first: char, last: char) {
        self.ranges.push((first, last));
    }

    /// Adds a class by letter, or its complement.
    pub(crate) fn add_named(&mut self, name: Named, negated: bool) {
        self.named.push((name, negated));
    }

    /// Sorts and merges what was added; `negated` turns the set into its complement.
    pub(crate) fn finish(mut self, negated: bool) -> Class {
        self.negated = negated;
        self.ranges.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::with_capacity(self.ranges.len());
        for &(first, last) in &self.ranges {
            match merged.last_mut() {
                Some(previous) if u32::from(first) <= u32::from(previous.1) + 1 => {
                    previous.1 = previous.1.max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        self.ranges = merged;
        self.ascii =
            (0u8..128).filter(|&byte| self.search(char::from(byte))).fold(0, |bits, byte| bits | (1 << byte));
        self
    }

    /// Whether the set holds `c`.
    pub(crate) fn contains(&self, c: char) -> bool {
        if c.is_ascii() { self.ascii & (1 << u32::from(c)) != 0 } else { self.search(c) }
    }

    /// Whether the set holds a character beyond ASCII.
    pub(crate) fn beyond_ascii(&self) -> bool {
        self.negated || !self.named.is_empty() || self.ranges.last().is_some_and(|(_, last)| !last.is_ascii())
    }

    fn search(&self, c: char) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= c);
        let in_range = after > 0 && c <= self.ranges[after - 1].1;
        (in_range || self.named.iter().any(|&(name, not)| name.contains(c) != not)) != self.negated
    }
}
