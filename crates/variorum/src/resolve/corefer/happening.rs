//! What happens: predicates of one kind within a story, and times in the same words.

use std::collections::BTreeMap;

use variorum_spacy::Pos;

use super::Scene;
use super::feature::{Form, bare};
use super::groups::Groups;
use crate::annotate::predicate::predicate;

/// Joins happenings, and times.
pub(super) fn join(scene: &Scene, groups: &mut Groups) {
    let mut first: BTreeMap<(usize, bool, String), usize> = BTreeMap::new();
    for phrase in scene.of_report.iter().flatten().copied() {
        let feature = &scene.features[phrase];
        let key = match feature.form {
            Form::Event if !tells_nothing(&feature.lemma) => kind(&feature.lemma),
            Form::Time => time_words(scene, phrase),
            _ => continue,
        };
        let key = (scene.story(phrase), feature.form == Form::Time, key);
        groups.join(*first.entry(key).or_insert(phrase), phrase);
    }
}

/// The kind of what happens: the class of the predicate, or the word without its ending.
fn kind(lemma: &str) -> String {
    let class = predicate(lemma);
    if class == lemma { stem(lemma).to_owned() } else { class.to_owned() }
}

/// A word without the ending that makes a verb a noun: "announcement" and "announce".
fn stem(word: &str) -> &str {
    let stem = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.len() >= 4);
    stem.unwrap_or(word)
}

fn time_words(scene: &Scene, phrase: usize) -> String {
    let (feature, parse) = (&scene.features[phrase], scene.parse(phrase));
    let told = feature.tokens.clone().filter(|&token| !matches!(parse.pos(token), Pos::Det | Pos::Adp));
    told.map(|token| bare(parse.text(token))).collect::<Vec<_>>().join(" ")
}

/// Whether a predicate is of speech or says next to nothing alone: many tell it, each of something else.
fn tells_nothing(lemma: &str) -> bool {
    SPEAKING.contains(&lemma) || LIGHT.contains(&lemma)
}

const ENDINGS: &[&str] = &[
    "ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "ers", "er", "ors", "or", "ions",
    "ion", "ed", "es", "s", "e",
];

const SPEAKING: &[&str] = &[
    "add", "announce", "ask", "believe", "call", "claim", "comment", "confirm", "declare", "deny",
    "describe", "explain", "hear", "hope", "know", "mention", "note", "report", "say", "see", "speak",
    "state", "suggest", "talk", "tell", "think", "want", "write",
];

const LIGHT: &[&str] = &[
    "allow", "be", "become", "begin", "bring", "come", "continue", "do", "end", "expect", "follow", "get",
    "give", "go", "happen", "have", "help", "include", "keep", "look", "make", "need", "occur", "plan",
    "put", "seem", "set", "show", "start", "take", "try", "use", "want", "work",
];
