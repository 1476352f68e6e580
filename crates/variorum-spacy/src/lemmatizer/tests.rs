use serde_json::json;

use super::file::LemmatizerSettings;
use super::{Lemmatizer, Tables};
use crate::lexeme::{Lexemes, Norms};
use crate::{Pos, string_id};

const RULES: LemmatizerSettings<'_> = LemmatizerSettings { mode: "rule", language: "en", overwrite: false };

fn rules() -> Vec<u8> {
    let id = |pos: &str| string_id(pos).to_string();
    let tables = json!({
        "lemma_rules": {
            id("noun"): [["s", ""], ["ses", "s"], ["ies", "y"]],
            id("verb"): [["es", "e"], ["es", ""], ["ing", "e"], ["ing", ""], ["s", ""]],
            id("punct"): [["“", "\""]],
        },
        "lemma_index": { id("noun"): ["axe", "bus", "buse"], id("verb"): ["box", "see"] },
        "lemma_exc": { id("noun"): { "axes": ["ax", "axis", "axe"], "men": ["man"] } },
    });
    bytes(&tables)
}

/// As spaCy writes it: the keys of rows are numbers.
fn bytes(tables: &serde_json::Value) -> Vec<u8> {
    let mut out = Vec::new();
    let tables = tables.as_object().expect("an object");
    rmp::encode::write_map_len(&mut out, tables.len() as u32).expect("memory");
    for (name, rows) in tables {
        rmp::encode::write_str(&mut out, name).expect("memory");
        let rows = rows.as_object().expect("an object");
        rmp::encode::write_map_len(&mut out, rows.len() as u32).expect("memory");
        for (key, value) in rows {
            rmp::encode::write_uint(&mut out, key.parse().expect("a number")).expect("memory");
            out.extend(rmp_serde::to_vec(value).expect("plain data"));
        }
    }
    out
}

fn lemma(lemmatizer: &Lemmatizer, word: &str, pos: Pos, features: &str) -> String {
    let mut lexemes = Lexemes::default();
    let id = lexemes.intern(word, &Norms::default());
    lemmatizer.lemma(lexemes.get(id), pos, features).into_owned()
}

#[test]
fn rules_exceptions_and_base_forms_follow_spacy() {
    let lemmatizer = Lemmatizer::from_bytes(&rules(), RULES).expect("valid tables");
    let cases = [
        // The last exception that no rule gives.
        ("Axes", Pos::Noun, "Number=Plur", "axis"),
        ("Men", Pos::Noun, "Number=Plur", "man"),
        // The last rule whose form is in the index.
        ("buses", Pos::Noun, "Number=Plur", "bus"),
        ("seeing", Pos::Verb, "VerbForm=Part", "see"),
        // No form is known: the first that the rules give.
        ("Blorps", Pos::Noun, "Number=Plur", "blorp"),
        // A form that is not of letters counts as known.
        ("mid-90s", Pos::Noun, "Number=Plur", "mid-90"),
        // No rule fits: the word as written.
        ("Sheep", Pos::Noun, "Number=Plur", "Sheep"),
        ("Buses", Pos::Noun, "Number=Sing", "buses"),
        ("Boxes", Pos::Verb, "Tense=Pres|VerbForm=Fin", "boxes"),
        ("boxes", Pos::Verb, "Number=Sing|Tense=Pres|VerbForm=Fin", "box"),
        ("“", Pos::Punct, "", "\""),
        // No tables for the part of speech.
        ("Buses", Pos::Propn, "", "Buses"),
        ("The", Pos::Det, "", "the"),
        ("\n", Pos::Space, "", "\n"),
    ];
    for (word, pos, features, expected) in cases {
        assert_eq!(lemma(&lemmatizer, word, pos, features), expected, "{word} {pos} {features}");
    }
}

#[test]
fn lookup_mode_takes_one_lemma_a_word() {
    let tables = bytes(&json!({ "lemma_lookup": { string_id("chevaux").to_string(): "cheval" } }));
    let settings = LemmatizerSettings { mode: "lookup", language: "fr", overwrite: false };
    let lemmatizer = Lemmatizer::from_bytes(&tables, settings).expect("valid tables");
    assert!(matches!(lemmatizer.tables, Tables::Lookup(_)));
    assert_eq!(lemma(&lemmatizer, "chevaux", Pos::Noun, ""), "cheval");
    assert_eq!(lemma(&lemmatizer, "Chevaux", Pos::Noun, ""), "Chevaux");
}

#[test]
fn damaged_tables_and_other_modes_are_refused() {
    let bytes = rules();
    for settings in [
        LemmatizerSettings { mode: "trainable", ..RULES },
        LemmatizerSettings { language: "ru", ..RULES },
        LemmatizerSettings { mode: "lookup", ..RULES },
    ] {
        assert!(Lemmatizer::from_bytes(&bytes, settings).is_err(), "{settings:?}");
    }
    for length in 0..bytes.len() {
        assert!(Lemmatizer::from_bytes(&bytes[..length], RULES).is_err(), "cut to {length} bytes");
    }
}
