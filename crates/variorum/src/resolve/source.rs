//! The words that name a source: persons, documents, descriptions.

use crate::annotate::{Annotated, EntityKind, Mention};
use crate::text::Span;

/// What kind of document a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Document {
    /// Nothing but its issuer's word: a statement, a speech.
    Statement,
    /// An origin of its own: a study, a report; with the word for it.
    Record(&'static str),
}

/// The document that a source is, by its head: the last word before "of", "from", "by" and the like.
pub(crate) fn document(words: &str) -> Option<Document> {
    let head = tokens(words).take_while(|word| !ENDS_HEAD.contains(&word.as_str())).last()?;
    let is = |word: &&&str| {
        **word == head || head.strip_suffix('s') == Some(**word) || head.strip_suffix("es") == Some(**word)
    };
    if STATEMENTS.iter().any(|word| is(&word)) {
        return Some(Document::Statement);
    }
    RECORDS.iter().find(is).map(|word| Document::Record(word))
}

/// What two outlets must share to speak of one unnamed source: the words without articles, numbers, plural and what
/// follows "who".
pub(crate) fn description(words: &str) -> String {
    let words: Vec<String> =
        tokens(words).take_while(|word| !matches!(word.as_str(), "who" | "which" | "speaking")).collect();
    let skipped = words
        .iter()
        .take_while(|word| COUNTING.contains(&word.as_str()) || word.parse::<u64>().is_ok())
        .count();
    let kept = if skipped < words.len() { &words[skipped..] } else { &words[..] };
    kept.iter().map(|word| singular(word)).collect::<Vec<_>>().join(" ")
}

/// Whether the word leads on to what tells more of the noun before it: "farmers along the Isk", "a letter seen by the Post".
pub(crate) fn goes_on(word: &str) -> bool {
    PREPOSITIONS.contains(&word) || ENDS_HEAD.contains(&word) || matches!(word, "along" | "across" | "around")
}

/// The words of a source as a reader should see them: on one line, without the clause after "who".
pub(crate) fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = [", who ", " who ", ", which "].iter().filter_map(|clause| line.find(clause)).min();
    line[..end.unwrap_or(line.len())].to_owned()
}

/// Whether the words stand for nobody in particular, or for one that only the words around them tell.
pub(crate) fn is_nobody(words: &str) -> bool {
    let mut tokens = tokens(words);
    let first = tokens.next().unwrap_or_default();
    first.is_empty() || NOBODY.contains(&first.as_str()) && tokens.next().is_none()
}

/// Whether a source is somebody who only speaks for a body.
pub(crate) fn is_spoken_for(words: &str) -> bool {
    tokens(words).any(|word| word.starts_with("spokes") || word == "representative")
}

/// Whether a source ends with a name that says who it is: "its spokesman, Tomas Arvel", "the agency Norrvik Wire".
pub(crate) fn named_last(annotated: &Annotated, source: Span, name: &Mention) -> bool {
    let text = &annotated.report.text;
    let after = text.get(name.span.end as usize..source.end as usize).unwrap_or_default();
    let before = text.get(source.start as usize..name.span.start as usize).unwrap_or_default();
    let word = tokens(before).last().unwrap_or_default();
    let ends = after.starts_with(',') || !after.contains(char::is_alphanumeric);
    ends && name.kind != EntityKind::Place && !word.is_empty() && !PREPOSITIONS.contains(&word.as_str())
}

/// The words of a text in small letters.
fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|char: char| !char.is_alphanumeric() && !matches!(char, '-' | '’' | '\''))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

fn singular(word: &str) -> &str {
    match word {
        "people" => "person",
        "men" => "man",
        "women" => "woman",
        _ if word.len() > 3 && !word.ends_with("ss") => word.strip_suffix('s').unwrap_or(word),
        _ => word,
    }
}

const ENDS_HEAD: &[&str] = &[
    "about",
    "by",
    "for",
    "from",
    "in",
    "issued",
    "obtained",
    "of",
    "on",
    "published",
    "released",
    "seen",
    "that",
    "to",
    "which",
    "who",
    "with",
];

const PREPOSITIONS: &[&str] =
    &["and", "at", "by", "for", "from", "in", "near", "of", "on", "the", "to", "with"];

const NOBODY: &[&str] = &[
    "anybody",
    "anyone",
    "everybody",
    "everyone",
    "i",
    "nobody",
    "somebody",
    "someone",
    "that",
    "this",
    "we",
    "which",
    "who",
    "you",
];

/// Words before a description that do not make it another one.
const COUNTING: &[&str] = &[
    "a", "an", "another", "at", "both", "dozens", "eight", "few", "five", "four", "least", "many", "most",
    "nine", "of", "one", "other", "others", "several", "seven", "six", "some", "ten", "the", "these",
    "those", "three", "two",
];

/// Documents that are origins of their own.
const RECORDS: &[&str] = &[
    "analysis",
    "assessment",
    "audit",
    "complaint",
    "contract",
    "data",
    "document",
    "estimate",
    "figure",
    "file",
    "filing",
    "indictment",
    "inquiry",
    "investigation",
    "law",
    "lawsuit",
    "log",
    "map",
    "memo",
    "minute",
    "paper",
    "poll",
    "preprint",
    "record",
    "report",
    "ruling",
    "study",
    "survey",
    "transcript",
    "verdict",
];

/// Documents that are nothing but their issuer's word.
const STATEMENTS: &[&str] = &[
    "announcement",
    "briefing",
    "bulletin",
    "communiqué",
    "e-mail",
    "email",
    "letter",
    "message",
    "notice",
    "post",
    "release",
    "speech",
    "statement",
    "tweet",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_of_one_source_meet() {
        for (one, other, same) in [
            ("Two regional officials", "a regional official", true),
            ("The officials, who asked not to be named", "officials", true),
            ("regional officials", "city officials", false),
            ("people familiar with the matter", "a person familiar with the matter", true),
        ] {
            assert_eq!(description(one) == description(other), same, "{one} / {other}");
        }
        assert_eq!(document("a study by the Lunde Institute"), Some(Document::Record("study")));
        assert_eq!(document("the ministry’s statement"), Some(Document::Statement));
        assert_eq!(document("the author of a study"), None);
        assert_eq!(shown("officials, who asked not to be named"), "officials");
    }
}
