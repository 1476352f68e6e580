//! Any bytes as a feed and as a sitemap: read or refused, and what is read becomes captures.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_desk::source::{feed, sitemap};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(read) = feed::read(bytes, "https://radioaldra.example/feed") {
        feed::captures(&read, "feed.xml").iter().for_each(|capture| assert!(!capture.bytes.is_empty()));
    }
    if let Ok(read) = sitemap::read(bytes, "map.xml") {
        assert!(read.pages.iter().all(|page| page.starts_with("http")));
    }
});
