//! The main text of a page as `rs-trafilatura` tells it, found again among the page's blocks, so that the report keeps
//! the page's own paragraphs and spaces.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};

use rs_trafilatura::page_type::PageType;

use super::page::Page;

/// Words are compared in runs of so many.
const RUN: usize = 4;

/// A block is told if this share of its runs is in the main text.
const SHARE: f64 = 0.7;

/// Which blocks of `page`, that was parsed from `markup`, are in its main text. `None` if the page broke the library
/// that tells it.
pub fn told(page: &Page, markup: &str, url: Option<&str>) -> Option<Vec<bool>> {
    let options = rs_trafilatura::Options {
        url: url.map(str::to_owned),
        // Its guess at the kind of page costs as much time as the rest, and reports are articles.
        page_type: Some(PageType::Article),
        ..rs_trafilatura::Options::default()
    };
    let found = catch_unwind(AssertUnwindSafe(|| rs_trafilatura::extract_with_options(markup, &options)));
    let text = found.ok()?.map(|result| result.content_text).unwrap_or_default();
    let known = runs(&text);
    Some(page.blocks.iter().map(|block| share_known(&block.text, &known) >= SHARE).collect())
}

/// The runs of words of a text; lines that are shorter than a run stand for themselves.
fn runs(text: &str) -> HashSet<u64> {
    let mut runs: HashSet<u64> = word_hashes(text).windows(RUN).map(run_hash).collect();
    runs.extend(
        text.lines().map(word_hashes).filter(|words| words.len() < RUN).map(|words| run_hash(&words)),
    );
    runs
}

/// How much of a block's words the main text has.
fn share_known(text: &str, known: &HashSet<u64>) -> f64 {
    let words = word_hashes(text);
    if words.len() < RUN {
        return if !words.is_empty() && known.contains(&run_hash(&words)) { 1.0 } else { 0.0 };
    }
    let hits = words.windows(RUN).filter(|run| known.contains(&run_hash(run))).count();
    hits as f64 / (words.len() + 1 - RUN) as f64
}

/// A number for each word, by its letters and digits in lower case.
fn word_hashes(text: &str) -> Vec<u64> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut hasher = DefaultHasher::new();
            word.chars().flat_map(char::to_lowercase).for_each(|letter| letter.hash(&mut hasher));
            hasher.finish()
        })
        .collect()
}

fn run_hash(words: &[u64]) -> u64 {
    let mut hasher = DefaultHasher::new();
    words.hash(&mut hasher);
    hasher.finish()
}
