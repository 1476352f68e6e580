//! Names among the chains of MEANTIME, which marks whole noun phrases with what they stand for (`ORG37154…`).
//!
//! Only a part of what the texts name is marked, so names are held against those that touch a marked one alone: the
//! score tells of boundaries and kinds, and not of names where there is none.

use std::collections::BTreeSet;
use std::path::Path;

use variorum::annotate::{EntityKind, is_title};
use variorum::text::Span;

use super::{Case, Name};
use crate::coref::corpus::{self, Document, Mention};

/// Words without a capital that stand within names.
const LINKS: &[&str] = &["of", "the", "and", "for", "de", "la", "&", "-", "/"];

/// Reads the documents of a CoNLL file whose chains tell their kinds.
///
/// # Errors
/// If the file can't be read or has no mentions.
pub(super) fn read(path: &Path) -> anyhow::Result<Vec<Case>> {
    let documents = corpus::read(path)?;
    let common = common_words(&documents);
    Ok(documents.into_iter().map(|document| case(document, &common)).collect())
}

/// The words that the documents also have without a capital.
fn common_words(documents: &[Document]) -> BTreeSet<String> {
    let words = documents.iter().flat_map(|document| document.text.split_whitespace());
    words.filter(|word| word.starts_with(char::is_lowercase)).map(str::to_owned).collect()
}

fn case(document: Document, common: &BTreeSet<String>) -> Case {
    let name = |mention: &Mention| name(&document.text, mention, common);
    let names: BTreeSet<Name> = document.mentions.iter().filter_map(name).collect();
    // Of "JSA analyst Paul Nesbit" and "Paul Nesbit" the latter is the name.
    let holds_other = |name: &Name| names.iter().any(|other| other.0 != name.0 && name.0.contains(other.0));
    let gold = names.iter().filter(|name| !holds_other(name)).copied().collect();
    Case { text: document.text, gold, complete: false }
}

/// The name that a mention is, if it is one: nothing but words with capitals, without article and titles in front.
fn name(text: &str, mention: &Mention, common: &BTreeSet<String>) -> Option<Name> {
    let kind = match mention.cluster.get(..3)? {
        "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organization,
        "LOC" => EntityKind::Place,
        "PRO" => EntityKind::Other,
        _ => return None,
    };
    let span = without_front(text, mention.span, kind);
    let words: Vec<&str> = span.of(text).split_whitespace().collect();
    let capital = |word: &str| word.starts_with(|letter: char| letter.is_uppercase() || letter.is_numeric());
    let (first, last) = (words.first()?, words.last()?);
    let named = first.starts_with(char::is_uppercase)
        && capital(last)
        && words.iter().all(|word| capital(word) || LINKS.contains(word));
    let begins = span.start == 0 || text[..span.range().start].ends_with('\n');
    let is_common = words.len() == 1 && (begins && common.contains(&first.to_lowercase()) || is_role(first));
    (named && !is_common).then_some((span, kind))
}

/// Pronouns and offices, which have capitals for other reasons.
fn is_role(word: &str) -> bool {
    matches!(word, "I" | "We" | "They" | "Our" | "It" | "CEO" | "CFO") || is_title(&word.to_lowercase())
}

fn without_front(text: &str, span: Span, kind: EntityKind) -> Span {
    let std::ops::Range { mut start, end } = span.range();
    while let Some((word, _)) = text[start..end].split_once(' ') {
        let lower = word.to_lowercase();
        let article = matches!(lower.as_str(), "the" | "a" | "an");
        if !article && (kind != EntityKind::Person || !is_title(&lower)) {
            break;
        }
        start += word.len() + 1;
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_phrases_and_pronouns() {
        let text = "Harl Motors chief Mr. Ivo Brand met We of the Marn Bank\nShares rose; shares";
        let common = BTreeSet::from(["shares".to_owned()]);
        let named = |words: &str, cluster: &str| {
            let start = text.find(words).expect("the words are there");
            let span = Span::new(start, start + words.len());
            let mention = Mention { span, cluster: cluster.to_owned(), kind: None, alone: false };
            name(text, &mention, &common).map(|(span, _)| span.of(text))
        };
        assert_eq!(named("Mr. Ivo Brand", "PER1"), Some("Ivo Brand"));
        assert_eq!(named("the Marn Bank", "ORG1"), Some("Marn Bank"));
        assert_eq!(named("Harl Motors chief Mr. Ivo Brand", "PER1"), None);
        assert_eq!(named("We", "ORG1"), None);
        assert_eq!(named("Shares", "PRO1"), None);
        assert_eq!(named("Harl Motors", "FIN1"), None);
    }
}
