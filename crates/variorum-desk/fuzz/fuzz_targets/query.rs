//! Any text as a query: read without a panic, and its days and numbers can be compared.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_desk::search::parse;

fuzz_target!(|text: &str| {
    let (query, _) = parse(text);
    assert!(query.numbers.iter().all(|number| number.low.is_finite() && number.high.is_finite()));
    assert!(query.words.iter().chain(&query.without).all(|words| words.chars().any(char::is_alphanumeric)));
});
