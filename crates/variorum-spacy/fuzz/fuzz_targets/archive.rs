//! Any bytes as a pipeline: an error or a pipeline, never a panic or a huge allocation.

#![no_main]

use libfuzzer_sys::fuzz_target;
use variorum_spacy::Pipeline;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(pipeline) = Pipeline::from_archive(bytes.to_vec()) {
        let doc = pipeline.annotate("The mayor of Port Ellery resigned on Friday.");
        assert!(doc.iter().all(|token| token.head().index < doc.len()));
    }
});
