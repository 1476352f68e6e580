//! The parts of a page's report that are no running text: headline, standfirst, byline, captions; and all of it put
//! in order.

use super::body::{Body, is_prose, running_text};
use super::boilerplate::recognise;
use super::layout::Paragraph;
use super::main_text::told;
use super::metadata::Metadata;
use super::normal::letters;
use super::page::{Block, Page};
use crate::note::Note;
use crate::report::SectionKind;

/// How many blocks before the running text may belong to the report, if the headline is not found.
const HEAD_REACH: usize = 15;

/// The longest standfirst and the longest byline.
const STANDFIRST_LENGTH: usize = 500;
const BYLINE_LENGTH: usize = 150;

/// The paragraphs of the report on `page`, which was parsed from `markup`; none if it has no running text.
pub fn paragraphs(page: &Page, markup: &str, metadata: &Metadata, path: &str) -> (Vec<Paragraph>, Vec<Note>) {
    let Some(told) = told(page, markup, metadata.url.as_deref()) else {
        let note = format!(
            "{path}: the page is so broken that its main text could not be told. Save its text as .txt instead."
        );
        return (Vec::new(), vec![Note::warning(note)]);
    };
    let Some(body) = running_text(page, &told) else {
        let blocks = page.blocks.iter().zip(&told).filter(|(_, told)| **told).map(|(block, _)| block);
        return (blocks.map(|block| Paragraph::body(&block.text)).collect(), Vec::new());
    };
    (Parts::of(page, metadata, &told, &body).paragraphs(), Vec::new())
}

/// How many blocks from the first paragraph on may be a byline.
const BYLINE_REACH: usize = 3;

struct Parts<'a> {
    page: &'a Page,
    metadata: &'a Metadata,
    told: &'a [bool],
    body: &'a Body,
    headline: Option<usize>,
}

impl<'a> Parts<'a> {
    fn of(page: &'a Page, metadata: &'a Metadata, told: &'a [bool], body: &'a Body) -> Parts<'a> {
        let title = metadata.title.as_deref().map(letters);
        let before = page.blocks.iter().take(body.first + 1).enumerate().rev();
        let headline = before
            .filter(|(_, block)| {
                !block.hidden && title.as_deref().is_some_and(|title| letters(&block.text) == title)
            })
            .max_by_key(|(_, block)| page.around(block.element).take(3).any(|element| element.name == "h1"))
            .map(|(index, _)| index);
        Parts { page, metadata, told, body, headline }
    }

    fn paragraphs(&self) -> Vec<Paragraph> {
        let start = self.headline.unwrap_or_else(|| self.body.first.saturating_sub(HEAD_REACH));
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        for (index, block) in self.page.blocks.iter().enumerate().skip(start.min(self.body.first)) {
            let Some(kind) = self.kind(index, block) else { continue };
            let is_repeat = kind != SectionKind::Body
                && paragraphs.iter().any(|other| other.kind == kind && other.text == block.text);
            if !is_repeat {
                paragraphs.push(Paragraph { kind, text: block.text.clone() });
            }
        }
        paragraphs
    }

    /// What a block is; `None` if it is no part of the report.
    fn kind(&self, index: usize, block: &Block) -> Option<SectionKind> {
        let is_within = self.page.within(block.element, self.body.container);
        match () {
            () if self.headline == Some(index) => Some(SectionKind::Headline),
            () if block.hidden => None,
            () if index <= self.body.first && self.is_standfirst(index, block) => {
                Some(SectionKind::Standfirst)
            }
            () if self.body.is_text[index] => Some(SectionKind::Body),
            () if index < self.body.last && self.is_caption(block) => Some(SectionKind::Caption),
            () if self.is_byline(index, block) => Some(SectionKind::Byline),
            () if is_within && self.told[index] && index > self.body.first => Some(SectionKind::Boilerplate),
            () => None,
        }
    }

    /// The page's own summary, or what is marked as one, above the running text.
    fn is_standfirst(&self, index: usize, block: &Block) -> bool {
        const MARKS: &[&str] = &[
            "standfirst",
            "dek",
            "deck",
            "subtitle",
            "subhead",
            "sub-head",
            "subheadline",
            "sub-headline",
            "summary",
            "lede",
            "strapline",
            "description",
        ];
        let length = block.text.len();
        let is_described = || {
            let described = self.metadata.description.as_deref().map(letters).unwrap_or_default();
            let own = letters(&block.text);
            own.len() > 30
                && (described.starts_with(&own) || described.len() > 30 && own.starts_with(&described))
        };
        (25..STANDFIRST_LENGTH).contains(&length)
            && block.link_share() < 0.5
            && recognise(&block.text).is_none()
            && (self.is_subheading(block)
                || self.page.elements[block.element].marks.split(' ').any(|mark| MARKS.contains(&mark))
                || !self.body.is_among_paragraphs[index] && (self.has_mark(block, MARKS) || is_described()))
    }

    /// A heading of the second or third level right after the headline.
    fn is_subheading(&self, block: &Block) -> bool {
        matches!(self.page.elements[block.element].name.as_str(), "h2" | "h3")
            && self.headline.is_some()
            && block.text.len() > 40
    }

    fn is_caption(&self, block: &Block) -> bool {
        let is_captioned =
            self.page.around(block.element).take(3).any(|element| element.name == "figcaption")
                || self.has_mark(block, &["caption", "wp-caption-text"]);
        is_captioned && block.link_share() < 0.5 && block.text.len() > 15
    }

    /// A byline stands near the first paragraph, and may stand after a standfirst that passed for one.
    fn is_byline(&self, index: usize, block: &Block) -> bool {
        index < self.body.first + BYLINE_REACH
            && block.text.len() < BYLINE_LENGTH
            && !is_prose(block)
            && (recognise(&block.text) == Some(SectionKind::Byline)
                || self.has_mark(block, &["byline", "author"]))
            && block.text.chars().any(char::is_alphabetic)
    }

    /// Whether one of the nearest elements has one of the marks, as a word of its class or the end of one.
    fn has_mark(&self, block: &Block, marks: &[&str]) -> bool {
        let outer = self.page.elements[self.body.container].depth;
        self.page
            .around(block.element)
            .take(3)
            .take_while(|element| element.depth > outer || element.depth > 3)
            .any(|element| {
                element.marks.split(' ').any(|word| {
                    marks.iter().any(|mark| {
                        word == *mark
                            || word.ends_with(mark) && word[..word.len() - mark.len()].ends_with(['-', '_'])
                    })
                })
            })
    }
}
