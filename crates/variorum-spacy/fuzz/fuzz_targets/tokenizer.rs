//! Any text: its tokens, with the spaces between them, give the text.
//!
//! Set `VARIORUM_MODEL` to an unpacked pipeline to use its tokenizer.

#![no_main]

use std::path::Path;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use variorum_spacy::{Norms, TokenCache, Tokenizer};

static TOKENIZER: LazyLock<Tokenizer> = LazyLock::new(|| {
    let model = std::env::var_os("VARIORUM_MODEL").expect("VARIORUM_MODEL names an unpacked pipeline");
    let file = std::fs::read(Path::new(&model).join("tokenizer")).expect("the file `tokenizer`");
    Tokenizer::from_bytes(&file, Norms::default()).expect("a sound tokenizer")
});

fuzz_target!(|text: &str| {
    let mut cache = TokenCache::default();
    let tokens = TOKENIZER.tokenize(text, &mut cache).expect("a short text");
    let mut rebuilt = String::new();
    for (span, lexeme) in tokens.spans.iter().zip(&tokens.lexemes) {
        assert_eq!(span.start as usize, rebuilt.len());
        rebuilt.push_str(&cache.lexemes.get(*lexeme).text);
        rebuilt.push_str(if span.whitespace { " " } else { "" });
    }
    assert_eq!(rebuilt, text);
});
