//! Any bytes as a web archive: its pages, or a note; never more than one page in memory.

#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use variorum_desk::source::{MAX_PAGE_BYTES, warc};

fuzz_target!(|bytes: &[u8]| {
    for given in warc::pages(bytes, "a.warc", Timestamp::UNIX_EPOCH) {
        if let Ok(arrival) = given {
            assert!(arrival.capture.bytes.len() <= 2 * MAX_PAGE_BYTES);
        }
    }
});
