//! Any bytes as text and as Markdown with front matter: sections lie within the text, on characters.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum::capture::Capture;
use variorum::extract;

fuzz_target!(|bytes: &[u8]| {
    for path in ["a.txt", "a.md"] {
        for report in extract::read(&Capture::new(path, bytes)).reports {
            assert!(report.sections.iter().all(|section| report.text.get(section.span.range()).is_some()));
        }
    }
});
