//! Names in headlines whose words all have capitals: the report below tells which of the words are a name.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Candidate, MentionForm};
use crate::annotate::{Parse, Sentence};
use crate::report::SectionKind;

/// Puts what the body names in place of what it has in part or without capitals.
pub(super) fn settle(parse: &Parse, sentences: &[Sentence], names: &mut Vec<Candidate>) {
    let headlines: Vec<Range<usize>> = sentences
        .iter()
        .filter(|sentence| sentence.section == SectionKind::Headline)
        .map(|sentence| sentence.tokens.clone())
        .filter(|tokens| is_title_case(parse, tokens))
        .collect();
    if headlines.is_empty() {
        return;
    }
    let common = common_stems(parse, sentences);
    let (above, body): (Vec<Candidate>, Vec<Candidate>) = std::mem::take(names)
        .into_iter()
        .partition(|name| headlines.iter().any(|line| line.contains(&name.tokens.start)));
    let mut settled: Vec<Candidate> =
        above.into_iter().filter_map(|name| without_common(parse, name, &common)).collect();
    for name in headlines.iter().flat_map(|line| repeated(parse, line.clone(), &body)) {
        put(&mut settled, name);
    }
    *names = body;
    names.extend(settled);
    names.sort_by_key(|name| name.tokens.start);
}

/// Adds a name that the body has as well, in place of the shorter ones that it meets.
fn put(names: &mut Vec<Candidate>, name: Candidate) {
    let meets =
        |other: &Candidate| other.tokens.start < name.tokens.end && name.tokens.start < other.tokens.end;
    // "Lantern Fund Fraud" is the Lantern Fund's, "Yelena Markova" no mere Markova.
    let opens = |other: &Candidate| name.tokens.len() > 1 && other.tokens.start == name.tokens.start;
    let more = |other: &&Candidate| other.tokens.len() > name.tokens.len() && !opens(other);
    if !names.iter().any(|other| meets(other) && more(&other)) {
        names.retain(|other| !meets(other));
        names.push(name);
    }
}

/// Whether nearly all longer words begin with a capital: short ones seldom do, whatever the style.
fn is_title_case(parse: &Parse, tokens: &Range<usize>) -> bool {
    let words = tokens.clone().map(|at| parse.text(at));
    let long: Vec<&str> =
        words.filter(|word| word.chars().count() > 3 && word.chars().all(char::is_alphabetic)).collect();
    let capital = long.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    long.len() > 2 && capital * 5 >= long.len() * 4
}

/// The names of the body that stand in a headline, in whatever case, the longest first.
fn repeated(parse: &Parse, line: Range<usize>, body: &[Candidate]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = line.start;
    while at < line.end {
        let stands = |name: &&Candidate| {
            at + name.tokens.len() <= line.end
                && name.tokens.clone().zip(at..).all(|(own, place)| {
                    parse.text(own).eq_ignore_ascii_case(parse.text(place))
                        && parse.text(place).starts_with(char::is_uppercase)
                })
        };
        let longest = body.iter().filter(stands).max_by_key(|name| name.tokens.len());
        let length = longest.map_or(1, |name| name.tokens.len());
        found.extend(longest.map(|name| Candidate {
            tokens: at..at + length,
            form: MentionForm::Name,
            kind: name.kind,
        }));
        at += length;
    }
    found
}

/// A name without the words at its ends that the body has without capitals; `None` where nothing is left.
fn without_common(parse: &Parse, mut name: Candidate, common: &BTreeSet<String>) -> Option<Candidate> {
    let is_common = |at: usize| common.contains(&stem(parse.text(at)));
    let whole = name.tokens.end;
    // "Kolm Metals Recalls 2 Million": behind a number that is cut, the words before it.
    let counts = |at: usize| at + 1 < whole && !parse.text(at).contains(char::is_alphabetic);
    while !name.tokens.is_empty()
        && (is_common(name.tokens.end - 1) || name.tokens.end < whole && counts(name.tokens.end - 1))
    {
        name.tokens.end -= 1;
    }
    while !name.tokens.is_empty() && is_common(name.tokens.start) {
        name.tokens.start += 1;
    }
    (!name.tokens.is_empty()).then_some(name)
}

fn common_stems(parse: &Parse, sentences: &[Sentence]) -> BTreeSet<String> {
    let body = sentences.iter().filter(|sentence| sentence.section != SectionKind::Headline);
    let words = body.flat_map(|sentence| sentence.tokens.clone()).map(|at| parse.text(at));
    words.filter(|word| word.starts_with(char::is_lowercase)).map(stem).collect()
}

/// A word without the endings that verbs and nouns change: "capsizes" and "capsized" alike.
fn stem(word: &str) -> String {
    let word = word.to_lowercase();
    let endings = ["es", "ed", "ing", "s"];
    let bare = endings.iter().find_map(|ending| word.strip_suffix(ending)).filter(|bare| bare.len() > 2);
    bare.unwrap_or(&word).trim_end_matches('e').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        assert_eq!(stem("Capsizes"), stem("capsized"));
        assert_eq!(stem("Recalls"), stem("recall"));
        assert_ne!(stem("Tessen"), stem("tests"));
    }
}
