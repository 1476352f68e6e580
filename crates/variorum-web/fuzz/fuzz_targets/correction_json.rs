//! Any bytes as the body that corrects: what is read is written as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_web::{NewCorrection, body};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sent) = body::json::<NewCorrection>(bytes) {
        let written = serde_json::to_vec(&sent).expect("it is written");
        assert_eq!(body::json::<NewCorrection>(&written), Ok(sent));
    }
});
