use std::sync::Arc;

use serde_json::json;

use super::{AttributeRuler, RulerRoom};
use crate::lexeme::{Lexemes, Norms};
use crate::{Doc, Labels, TokenData};

fn labels() -> Labels {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Labels {
        tags: names(&["", "VBZ", "RB", "NN"]),
        deps: names(&["", "aux", "neg", "nsubj"]),
        ..Labels::default()
    }
}

fn read(rules: &serde_json::Value, labels: &mut Labels) -> Result<AttributeRuler, String> {
    AttributeRuler::from_bytes(&rmp_serde::to_vec(rules).expect("rules as bytes"), labels)
}

/// Words with tag and label by number, then what the rules make of them.
fn apply(rules: &serde_json::Value, words: &[(&str, u16, u16)]) -> String {
    let mut labels = labels();
    let ruler = read(rules, &mut labels).expect("valid rules");
    let mut lexemes = Lexemes::default();
    let norms = Norms::default();
    let ids: Vec<_> = words.iter().map(|(word, ..)| lexemes.intern(word, &norms)).collect();
    let mut doc = Doc { labels: Arc::new(labels), ..Doc::default() };
    doc.tokens.extend(words.iter().map(|&(_, tag, dep)| TokenData { tag, dep, ..TokenData::default() }));
    ruler.apply(&mut doc, &ids, &lexemes, &mut RulerRoom::default());
    let shown =
        doc.iter().map(|t| format!("{}/{}/{}/{}/{}", t.tag(), t.pos(), t.morph(), t.dep(), t.lemma()));
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn rules_see_the_document_as_it_came_and_the_last_one_wins() {
    let rules = json!([
        {"patterns": [[{"TAG": "VBZ"}]], "attrs": {"POS": "VERB", "MORPH": "Tense=Pres|Number=Sing"}, "index": 0},
        {"patterns": [[{"LOWER": {"REGEX": "^n'?t$"}}]], "attrs": {"TAG": "NN", "LEMMA": "not"}},
        {"patterns": [[{"TAG": {"IN": ["VBZ", "MD"]}}, {"LOWER": "n't", "TAG": {"NOT_IN": ["", "NN"]}}]],
         "attrs": {"POS": "AUX"}, "index": -2},
        {"patterns": [[{"IS_SPACE": true, "DEP": {"NOT_IN": [""]}}]], "attrs": {"DEP": "dep", "TAG": "_SP"}},
    ]);
    assert_eq!(
        apply(&rules, &[("Is", 1, 3), ("N'T", 2, 2), ("\n", 3, 3), ("is", 1, 0)]),
        "VBZ/AUX/Number=Sing|Tense=Pres/nsubj/ NN///neg/not _SP///dep/ VBZ/VERB/Number=Sing|Tense=Pres//"
    );
}

#[test]
fn refuses_what_it_does_not_know() {
    let with = |pattern: serde_json::Value, attrs: serde_json::Value| {
        let rules = json!([{"patterns": [[pattern]], "attrs": attrs, "index": 0}]);
        read(&rules, &mut labels()).err()
    };
    let cases = [
        (json!({"LIKE_NUM": true}), json!({"POS": "X"}), "tests LIKE_NUM"),
        (json!({"LOWER": {"FUZZY": "a"}}), json!({"POS": "X"}), "FUZZY"),
        (json!({"OP": "?"}), json!({"POS": "X"}), "tests OP"),
        (json!({}), json!({"NORM": "x"}), "sets NORM"),
        (json!({}), json!({"POS": "NOPE"}), "part of speech NOPE"),
    ];
    for (pattern, attrs, expected) in cases {
        let message = with(pattern.clone(), attrs).unwrap_or_default();
        assert!(message.contains(expected), "{pattern}: {message}");
    }
    let beyond = json!([{"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "X"}, "index": 1}]);
    assert!(read(&beyond, &mut labels()).is_err());
    assert!(AttributeRuler::from_bytes(b"\xdd\xff\xff\xff\xff", &mut labels()).is_err());
}
