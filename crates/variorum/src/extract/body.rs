//! Which blocks of a page are the running text of its report: the main text as told, without what stands beside it
//! by the structure of the page, and with what was missed between its paragraphs.

use std::collections::BTreeMap;

use super::boilerplate::recognise;
use super::page::{Block, Element, Page};
use crate::report::SectionKind;

/// The running text of a page.
#[derive(Debug)]
pub struct Body {
    /// For each block, whether it is running text.
    pub is_text: Vec<bool>,
    /// For each block, whether it shares its place on the page with two paragraphs at least.
    pub is_among_paragraphs: Vec<bool>,
    /// The element that holds most of it.
    pub container: usize,
    /// Its first paragraph.
    pub first: usize,
    /// Its last paragraph.
    pub last: usize,
}

/// The share of the words of all paragraphs that the container holds. Less cuts off parts of the report, more lets
/// the stories beside it in: of 0.5 to 0.95, 0.8 did best on the 181 pages of Zyte's benchmark.
const CONTAINER_SHARE: f64 = 0.8;

/// A block is a link to elsewhere if this share of it is linked, and not running text at all if half of it is.
const LINK_SHARE: f64 = 0.8;

/// A block that does not end as a sentence is a paragraph if it has as many letters as this.
const PARAGRAPH_LENGTH: usize = 140;

/// How many elements around a block are asked for marks.
const MARK_REACH: usize = 4;

/// Tells the running text from what was told as main text, a flag for each block. `None` if there is no paragraph.
pub fn running_text(page: &Page, told: &[bool]) -> Option<Body> {
    let survey = Survey::of(page, told)?;
    let is_text = (0..page.blocks.len()).map(|index| survey.is_text(index)).collect();
    let is_among_paragraphs = page.blocks.iter().map(|block| survey.neighbours(block) >= 2).collect();
    Some(Body {
        is_text,
        is_among_paragraphs,
        container: survey.container,
        first: survey.first,
        last: survey.last,
    })
}

struct Survey<'a> {
    page: &'a Page,
    told: &'a [bool],
    /// For each block, what it is by its words.
    recognised: Vec<Option<SectionKind>>,
    container: usize,
    first: usize,
    last: usize,
    /// How many paragraphs stand directly in an element.
    homes: BTreeMap<usize, usize>,
}

impl<'a> Survey<'a> {
    fn of(page: &'a Page, told: &'a [bool]) -> Option<Survey<'a>> {
        let recognised: Vec<_> = page.blocks.iter().map(|block| recognise(&block.text)).collect();
        let is_paragraph =
            |index: &usize| told[*index] && recognised[*index].is_none() && is_prose(&page.blocks[*index]);
        let all: Vec<usize> = (0..page.blocks.len()).filter(is_paragraph).collect();
        let outer = container(page, &all)?;
        let mut within: Vec<usize> =
            all.into_iter().filter(|&index| page.within(page.blocks[index].element, outer)).collect();
        drop_other_articles(page, outer, &mut within);
        let container = container(page, &within)?;
        within.retain(|&index| page.within(page.blocks[index].element, container));
        let mut homes = BTreeMap::new();
        for &index in &within {
            *homes.entry(home(page, &page.blocks[index])).or_insert(0) += 1;
        }
        let is_listed = |index: &&usize| {
            page.around(page.blocks[**index].element).take(3).any(|element| element.name == "li")
        };
        let last = within.iter().rev().find(|index| !is_listed(index)).or(within.last());
        Some(Survey { page, told, recognised, container, first: *within.first()?, last: *last?, homes })
    }

    fn is_text(&self, index: usize) -> bool {
        let block = &self.page.blocks[index];
        if block.hidden
            || self.recognised[index] == Some(SectionKind::Caption)
            || !self.page.within(block.element, self.container)
        {
            return false;
        }
        let home = self.neighbours(block);
        if self.told[index] { self.belongs(index, home) } else { self.was_missed(index, home) }
    }

    /// How many paragraphs share the place of a block; a quotation stands in the place of what it is embedded in.
    fn neighbours(&self, block: &Block) -> usize {
        let count = |element: usize| self.homes.get(&element).copied().unwrap_or(0);
        let own = home(self.page, block);
        if !self.around(block).any(|element| element.name == "blockquote") {
            return count(own);
        }
        let outer = std::iter::successors(Some(own), |&element| self.page.elements[element].parent);
        outer.take(MARK_REACH).map(count).max().unwrap_or(0)
    }

    /// Whether a block of the main text belongs to the report; `home` tells how many paragraphs share its place.
    fn belongs(&self, index: usize, home: usize) -> bool {
        let block = &self.page.blocks[index];
        let is_beside = home == 0 && !is_prose(block) && !(self.first..=self.last).contains(&index);
        let is_title = index < self.first && self.page.elements[block.element].name == "h1";
        !is_beside
            && !is_title
            && !self.is_pointer(index)
            && !self.is_marked(block)
            && !self.is_teaser(index, home)
    }

    /// Whether a block between the paragraphs was missed: it shares its place with two of them at least.
    fn was_missed(&self, index: usize, home: usize) -> bool {
        let block = &self.page.blocks[index];
        home >= 2
            && (self.first..=self.last).contains(&index)
            && self.recognised[index].is_none()
            && block.link_share() < 0.5
            && !self.is_marked(block)
            && !self.around(block).any(|element| is_beside_text(&element.name))
            && self.page.elements[block.element].name != "h1"
    }

    /// Whether all of a block is a link to elsewhere. A bare address is part of the text, and so is the heading of
    /// the paragraph that follows.
    fn is_pointer(&self, index: usize) -> bool {
        let block = &self.page.blocks[index];
        let is_address = block.text.starts_with("http") || block.text.starts_with("www.");
        let is_listed = || self.page.around(block.element).take(3).any(|element| element.name == "li");
        let limit = match (self.first..=self.last).contains(&index) {
            true => LINK_SHARE,
            false if is_listed() => 0.3,
            false => 0.5,
        };
        if block.link_share() < limit || is_address && !block.text.contains(' ') {
            return false;
        }
        let is_heading = index > self.first
            && self.page.around(block.element).take(2).any(|element| is_heading(&element.name));
        let next = self.page.blocks.get(index + 1);
        !(is_heading && next.is_some_and(|next| self.told[index + 1] && is_prose(next)))
    }

    /// Whether the elements around a block say that it is no running text.
    fn is_marked(&self, block: &Block) -> bool {
        let is_quote = self.around(block).any(|element| element.name == "blockquote");
        !is_quote
            && self
                .around(block)
                .any(|element| element.marks.split([' ', '_', '-']).any(|mark| BESIDE.contains(&mark)))
    }

    /// Whether a block is the summary of another story: alone in its place, with a linked heading before it.
    fn is_teaser(&self, index: usize, home: usize) -> bool {
        let before = (index.saturating_sub(3)..index).rev().map(|other| &self.page.blocks[other]);
        let near = |other: &&Block| self.distance(other, &self.page.blocks[index]) <= 6;
        home < 2
            && before.filter(near).any(|other| {
                other.link_share() >= LINK_SHARE
                    && self.page.around(other.element).take(3).any(|element| is_heading(&element.name))
            })
    }

    /// How many steps lead from one block to the other up and down the elements.
    fn distance(&self, left: &Block, right: &Block) -> usize {
        let (mut left, mut right, mut steps) = (left.element, right.element, 0);
        while left != right {
            let deeper = if self.page.elements[left].depth >= self.page.elements[right].depth {
                &mut left
            } else {
                &mut right
            };
            match self.page.elements[*deeper].parent {
                Some(parent) => *deeper = parent,
                None => return usize::MAX,
            }
            steps += 1;
        }
        steps
    }

    /// The elements around a block up to the container, the nearest few.
    fn around(&self, block: &Block) -> impl Iterator<Item = &Element> {
        let outer = self.page.elements[self.container].depth;
        self.page.around(block.element).take_while(move |element| element.depth > outer).take(MARK_REACH)
    }
}

/// Drops the paragraphs that stand in an `article` of their own within `outer`, other than that of the first one: the
/// teasers of other stories. Those of three paragraphs and more stay: they are the entries of a live report.
fn drop_other_articles(page: &Page, outer: usize, paragraphs: &mut Vec<usize>) {
    let article_of = |index: usize| inner_article(page, page.blocks[index].element, outer);
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for article in paragraphs.iter().filter_map(|&index| article_of(index)) {
        *counts.entry(article).or_insert(0) += 1;
    }
    let own = paragraphs.first().and_then(|&index| article_of(index));
    paragraphs.retain(|&index| {
        let article = article_of(index);
        article == own || article.is_none_or(|article| counts.get(&article).is_some_and(|&count| count >= 3))
    });
}

/// The innermost `article` around an element, within `outer`.
fn inner_article(page: &Page, element: usize, outer: usize) -> Option<usize> {
    let mut current = Some(element);
    while let Some(index) = current.filter(|&index| index != outer) {
        if page.elements[index].name == "article" {
            return Some(index);
        }
        current = page.elements[index].parent;
    }
    None
}

/// The innermost element that holds most of the paragraphs by their length.
fn container(page: &Page, paragraphs: &[usize]) -> Option<usize> {
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    let mut all = 0;
    for &index in paragraphs {
        let block = &page.blocks[index];
        all += block.text.len();
        let mut current = Some(block.element);
        while let Some(element) = current {
            *held.entry(element).or_insert(0) += block.text.len();
            current = page.elements[element].parent;
        }
    }
    // Elements within others have the higher numbers.
    held.into_iter()
        .filter(|(_, length)| *length as f64 >= CONTAINER_SHARE * all as f64)
        .map(|(element, _)| element)
        .next_back()
}

/// The element in which a paragraph stands among others: the first around it that is more than a paragraph.
fn home(page: &Page, block: &Block) -> usize {
    let mut current = block.element;
    while let (true, Some(parent)) =
        (is_paragraph_or_less(&page.elements[current].name), page.elements[current].parent)
    {
        current = parent;
    }
    current
}

/// Whether a block reads as running text.
pub fn is_prose(block: &Block) -> bool {
    let text = block.text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', '」', ' ']);
    let ends = text.ends_with(['.', '!', '?', '…', '。', '।', '！', '？', '؟']) || block.text.ends_with(']');
    !block.hidden
        && block.link_share() < 0.5
        && (ends && block.text.len() >= 25 || block.text.chars().count() > PARAGRAPH_LENGTH)
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_beside_text(name: &str) -> bool {
    matches!(name, "aside" | "nav" | "footer" | "form" | "figure" | "figcaption" | "table")
}

fn is_paragraph_or_less(name: &str) -> bool {
    is_heading(name)
        || matches!(
            name,
            "strong"
                | "em"
                | "b"
                | "i"
                | "a"
                | "span"
                | "p"
                | "h1"
                | "li"
                | "ul"
                | "ol"
                | "blockquote"
                | "font"
                | "u"
                | "code"
                | "sup"
                | "sub"
                | "mark"
                | "small"
                | "cite"
                | "q"
                | "time"
                | "del"
                | "ins"
                | "abbr"
                | "big"
        )
}

/// Words in classes and ids of what stands beside running text.
const BESIDE: &[&str] = &[
    "share",
    "sharing",
    "social",
    "related",
    "newsletter",
    "promo",
    "comment",
    "comments",
    "caption",
    "credit",
    "credits",
    "byline",
    "author",
    "ad",
    "ads",
    "advert",
    "advertisement",
    "sponsor",
    "sponsored",
    "sidebar",
    "widget",
    "recirc",
    "recommended",
    "teaser",
    "breadcrumb",
    "breadcrumbs",
    "tags",
    "taglist",
    "meta",
    "timestamp",
    "subscribe",
    "signup",
    "pagination",
    "readmore",
    "signature",
    "disclaimer",
    "print",
    "toolbar",
    "outbrain",
    "taboola",
    "trending",
    "popular",
    "datepublished",
    "dateline",
    "pubdate",
];
