//! Places in a text: spans of one report, cites across reports, and the way from bytes to code points.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes of one report's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A span of a certain report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cite {
    /// Position of the report among the reports of the story.
    pub report: usize,
    /// The place in its text.
    pub span: Span,
}

impl Span {
    /// The span from `start` to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end as u32 }
    }

    /// The same as a range, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text it covers.
    ///
    /// # Panics
    /// If the span does not lie on character boundaries within `text`.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly within.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// Counts code points, the unit of positions in the output contract.
///
/// ```
/// use variorum::text::CodePoints;
/// let points = CodePoints::new("né à");
/// assert_eq!(points.of_byte(3), 2);
/// assert_eq!(points.to_byte(2), 3);
/// ```
#[derive(Debug, Clone)]
pub struct CodePoints {
    /// Bytes that do not begin a character, counted up to each 64th byte.
    blocks: Vec<u32>,
    text: String,
}

const BLOCK: usize = 64;

impl CodePoints {
    /// Indexes `text`.
    pub fn new(text: &str) -> CodePoints {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for (index, byte) in text.bytes().enumerate() {
            if index % BLOCK == 0 {
                blocks.push(count);
            }
            count += u32::from(is_start(byte));
        }
        if text.len().is_multiple_of(BLOCK) {
            blocks.push(count);
        }
        CodePoints { blocks, text: text.to_owned() }
    }

    /// How many code points stand before byte `byte`; positions past the end count as the end.
    pub fn of_byte(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / BLOCK;
        let rest = &self.text.as_bytes()[block * BLOCK..byte];
        self.blocks[block] as usize + rest.iter().filter(|&&byte| is_start(byte)).count()
    }

    /// The byte where code point `point` begins; positions past the end count as the end.
    pub fn to_byte(&self, point: usize) -> usize {
        let block = self.blocks.partition_point(|&count| (count as usize) <= point).saturating_sub(1);
        let mut count = self.blocks[block] as usize;
        for (index, &byte) in self.text.as_bytes().iter().enumerate().skip(block * BLOCK) {
            if is_start(byte) {
                if count == point {
                    return index;
                }
                count += 1;
            }
        }
        self.text.len()
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_and_bytes_lead_back_to_each_other() {
        for text in ["", "a", "né à la «carte» – 数字 🙂 end", &"é".repeat(64), &"ab🙂".repeat(100)]
        {
            let points = CodePoints::new(text);
            for (point, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.of_byte(byte), point, "{text}");
                assert_eq!(points.to_byte(point), byte, "{text}");
            }
            assert_eq!(points.of_byte(text.len()), text.chars().count());
            assert_eq!(points.to_byte(text.chars().count()), text.len());
        }
    }
}
