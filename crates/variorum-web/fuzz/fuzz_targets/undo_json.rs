//! Any bytes as the body that takes a correction back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_web::{Undoing, body};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sent) = body::json::<Undoing>(bytes) {
        let written = serde_json::to_vec(&sent).expect("it is written");
        assert_eq!(body::json::<Undoing>(&written), Ok(sent));
    }
});
