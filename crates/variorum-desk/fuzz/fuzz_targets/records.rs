//! Any bytes as JSON and JSON Lines: what a record gives alone is what it gives within its file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::capture::Capture;
use variorum::extract;

fuzz_target!(|bytes: &[u8]| {
    let file = Capture::new("pile.jsonl", bytes);
    let whole = extract::read(&file).reports;
    let parts = extract::records(file).into_iter().flat_map(|record| extract::read(&record).reports);
    assert!(parts.map(|report| report.text).eq(whole.into_iter().map(|report| report.text)));
});
