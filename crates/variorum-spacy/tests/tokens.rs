//! Whatever the text, its tokens put together give the text.

use proptest::prelude::*;
use variorum_spacy::{Norms, TokenCache, Tokenizer};

/// A tokenizer with a rule of each kind, small enough to read.
fn tokenizer() -> Tokenizer {
    let file = serde_json::json!({
        "prefix_search": r#"^\(|^"|^\$|^\.\.+|^''"#,
        "suffix_search": r#"\)$|"$|,$|\.\.+$|(?<=[0-9])(?:km|m)$|'s$|(?<=[a-z)])\.$"#,
        "infix_finditer": r"\.\.+|(?<=[a-z])[-/](?=[a-z])|…",
        "token_match": null,
        "url_match": r"(?u)^(?:\w+://)?(?:\S+@)?(?:[a-z0-9]+\.)+[a-z]{2,3}(?:/\S*)?$",
        "exceptions": {
            "don't": [{"ORTH": "do"}, {"ORTH": "n't", "NORM": "not"}],
            ":)": [{"ORTH": ":)"}],
            "a.m.": [{"ORTH": "a.m."}],
            "-_-": [{"ORTH": "-_-"}],
            "''": [{"ORTH": "''"}],
            "\n": [{"ORTH": "\n"}],
            "(c )": [{"ORTH": "(c )"}],
        },
        "faster_heuristics": true,
    });
    let bytes = rmp_serde::to_vec(&file).expect("plain data");
    Tokenizer::from_bytes(&bytes, Norms::default()).expect("a valid tokenizer")
}

/// The tokens with their spaces, parted by `|`.
fn show(tokenizer: &Tokenizer, cache: &mut TokenCache, text: &str) -> String {
    let tokens = tokenizer.tokenize(text, cache).expect("a short text");
    assert_eq!(tokens.spans.len(), tokens.lexemes.len());
    let mut rebuilt = String::new();
    let mut shown = Vec::new();
    for (span, lexeme) in tokens.spans.iter().zip(&tokens.lexemes) {
        assert_eq!(span.start as usize, rebuilt.len(), "offsets in {text:?}");
        let word = &*cache.lexemes.get(*lexeme).text;
        assert_eq!(&text[span.start as usize..span.end as usize], word);
        rebuilt.push_str(word);
        rebuilt.push_str(if span.whitespace { " " } else { "" });
        shown.push(format!("{word}{}", if span.whitespace { " " } else { "" }));
    }
    assert_eq!(rebuilt, text);
    shown.join("|")
}

#[test]
fn rules_apply_in_the_order_of_spacy() {
    let cases = [
        ("(don't, 5km.)", "(|do|n't|, |5|km|.|)"),
        ("well-known and/or", "well|-|known |and|/|or"),
        ("-known", "-known"),
        ("see http://a.org/x-y, ok.", "see |http://a.org/x-y|, |ok|."),
        ("Ann's :) (:)", "Ann|'s |:) |(|:)"),
        ("  two  \n\nlines ", "  |two | \n\n|lines "),
        ("a.m. (a.m.", "a.m. |(|a.m."),
        // A special case that the prefixes take apart is put together again in the second pass.
        ("x '' ''", "x |'' |''"),
        ("(c ) (c)", "(c ) |(|c|)"),
        ("...wait...what...", "...|wait|...|what|..."),
    ];
    let (tokenizer, mut cache) = (tokenizer(), TokenCache::default());
    for (text, expected) in cases {
        assert_eq!(show(&tokenizer, &mut cache, text), expected, "{text:?}");
    }
}

#[test]
fn damaged_files_are_refused() {
    for bytes in [&b""[..], b"\x81", b"\xdf\xff\xff\xff\xff", b"\xc0", &[0x91; 4000]] {
        assert!(Tokenizer::from_bytes(bytes, Norms::default()).is_err());
    }
    let bad_part = serde_json::json!({"exceptions": {"don't": [{"ORTH": "do"}]}});
    let bytes = rmp_serde::to_vec(&bad_part).expect("plain data");
    let message =
        Tokenizer::from_bytes(&bytes, Norms::default()).expect_err("parts that do not spell the whole");
    assert!(message.contains("don't"), "{message}");
}

#[test]
fn hostile_texts_take_no_time() {
    let (tokenizer, mut cache) = (tokenizer(), TokenCache::default());
    for part in ["(", ")", ".", "(.", "a-", "@a.", "x", " ", "''", "5m", "…", "://@", "\u{301}"] {
        show(&tokenizer, &mut cache, &part.repeat(20_000));
    }
}

proptest! {
    #[test]
    fn tokens_give_the_text(texts in prop::collection::vec(r#"([()"'$.,:/@_-]|[a-z]|[0-9]|km|don't|:\)|\PC|\s){0,30}"#, 1..4)) {
        let (tokenizer, mut cache) = (tokenizer(), TokenCache::default());
        let first: Vec<String> = texts.iter().map(|text| show(&tokenizer, &mut cache, text)).collect();
        let again: Vec<String> = texts.iter().map(|text| show(&tokenizer, &mut cache, text)).collect();
        prop_assert_eq!(first, again, "what is remembered changes nothing");
    }
}
