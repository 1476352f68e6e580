//! Frames: attributions as the text puts them, one link each, before they are nested into chains.

use std::ops::Range;

use super::Stance;
use super::scene::Scene;

/// One attribution: who, by which words, what. All places are ranges of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The words that name the source; `None` where the text leaves it out.
    pub source: Option<Range<usize>>,
    /// The words that show the attribution; `None` where nothing but the layout does.
    pub cue: Option<Range<usize>>,
    /// The token that the cue hangs on: a verb, a noun, an adjective, a preposition.
    pub head: Option<usize>,
    /// What is attributed, in order.
    pub content: Vec<Range<usize>>,
    /// What the source does with the content.
    pub stance: Stance,
    /// Whether the content is what the source puts forward, not only what it speaks of.
    pub asserts: bool,
    /// The rule that made it.
    pub by: &'static str,
}

/// A frame that the text may hold.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The frame.
    pub frame: Frame,
    /// Whether the lexicon lets its cue take such a content.
    pub licensed: bool,
}

impl Frame {
    /// Whether token `index` stands in the content.
    pub fn covers(&self, index: usize) -> bool {
        self.content.iter().any(|range| range.contains(&index))
    }

    /// How many tokens the content has.
    pub fn size(&self) -> usize {
        self.content.iter().map(Range::len).sum()
    }

    /// The token by which the frame is placed in the content of others: its cue, else its source, else its content.
    pub fn anchor(&self) -> usize {
        let first = self.cue.as_ref().or(self.source.as_ref()).or(self.content.first());
        self.head.or(first.map(|range| range.start)).unwrap_or(0)
    }

    /// Puts the content in order, trimmed, without what the cue and the source cover; joins what touches.
    pub(super) fn settle(&mut self, scene: &Scene<'_>) {
        let mut ranges = std::mem::take(&mut self.content);
        for taken in [self.cue.clone(), self.source.clone()].into_iter().flatten() {
            ranges = ranges.into_iter().flat_map(|range| without(range, &taken)).collect();
        }
        ranges.sort_by_key(|range| range.start);
        for range in ranges {
            let range = scene.trim(range);
            if scene.words(range.clone()) == 0 {
                continue;
            }
            match self.content.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => self.content.push(range),
            }
        }
    }
}

/// What is left of `range` without `taken`.
pub(super) fn without(range: Range<usize>, taken: &Range<usize>) -> Vec<Range<usize>> {
    if taken.end <= range.start || range.end <= taken.start {
        return vec![range];
    }
    [range.start..taken.start.max(range.start), taken.end.min(range.end)..range.end]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect()
}
