//! Which blocks of a page make the report.
//!
//! `rs-trafilatura` tells the main text; its words are then found again among the page's blocks, so that the text
//! keeps the page's own paragraphs and spaces.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rs_trafilatura::page_type::PageType;

use super::layout::Paragraph;
use super::metadata::Metadata;
use super::normal::words;
use super::page::Page;
use crate::note::Note;

/// The words of the main text are compared in runs of so many.
const RUN: usize = 4;

/// The paragraphs of a page's report.
#[derive(Debug, Default)]
pub struct Choice {
    /// The paragraphs, in the order of the page.
    pub paragraphs: Vec<Paragraph>,
    /// What went wrong.
    pub notes: Vec<Note>,
}

/// Chooses the blocks of `page`, which was parsed from `markup`, that make the report.
pub fn choose(page: &Page, markup: &str, metadata: &Metadata, path: &str) -> Choice {
    let mut notes = Vec::new();
    let main = main_text(markup, metadata).unwrap_or_else(|| {
        notes.push(Note::warning(format!(
            "{path}: the page is so broken that its main text could not be told. Save its text as .txt instead."
        )));
        String::new()
    });
    let known = runs(&main);
    let paragraphs = page
        .blocks
        .iter()
        .filter(|block| share_known(&block.text, &known) >= 0.7)
        .map(|block| Paragraph::body(&block.text))
        .collect();
    Choice { paragraphs, notes }
}

/// The main text as `rs-trafilatura` tells it; `None` if it broke down.
fn main_text(markup: &str, metadata: &Metadata) -> Option<String> {
    let options = rs_trafilatura::Options {
        url: metadata.url.clone(),
        // Its guess at the kind of page costs as much time as the rest, and reports are articles.
        page_type: Some(PageType::Article),
        ..rs_trafilatura::Options::default()
    };
    let found = catch_unwind(AssertUnwindSafe(|| rs_trafilatura::extract_with_options(markup, &options)));
    Some(found.ok()?.map(|result| result.content_text).unwrap_or_default())
}

/// The runs of words of a text; lines that are shorter than a run stand for themselves.
fn runs(text: &str) -> HashSet<u64> {
    let mut runs: HashSet<u64> = words(text).windows(RUN).map(hash).collect();
    runs.extend(text.lines().map(words).filter(|words| words.len() < RUN).map(|words| hash(&words)));
    runs
}

/// How much of a block's words the main text has.
fn share_known(text: &str, known: &HashSet<u64>) -> f64 {
    let words = words(text);
    if words.len() < RUN {
        return if !words.is_empty() && known.contains(&hash(&words)) { 1.0 } else { 0.0 };
    }
    let hits = words.windows(RUN).filter(|run| known.contains(&hash(run))).count();
    hits as f64 / (words.len() + 1 - RUN) as f64
}

fn hash(words: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
