//! What tests that read text with the real model share.

use std::path::PathBuf;

use variorum::report::{Report, Section, SectionKind, Stamp};
use variorum::text::Span;
use variorum_spacy::Pipeline;

/// The pipeline of the fetched model, or `None`, with a line that says so, where there is none.
pub fn pipeline() -> Option<Pipeline> {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models/en_core_web_sm-3.8.0.zip");
    let path = std::env::var_os("VARIORUM_MODEL").map_or(kept, PathBuf::from);
    match Pipeline::load(&path) {
        Ok(pipeline) => Some(pipeline),
        Err(error) => {
            println!("skipped: {error}; `make model` fetches the model");
            None
        }
    }
}

/// A report of Wednesday, 11 March 2026, whose paragraphs are the lines of `text`.
pub fn report(text: &str) -> Report {
    let mut sections = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        let span = Span::new(start, start + paragraph.len());
        sections.push(Section { kind: SectionKind::Body, span });
        start += paragraph.len() + 1;
    }
    let published = Some(Stamp { date: jiff::civil::date(2026, 3, 11), utc: None });
    Report { id: "a".to_owned(), text: text.to_owned(), sections, published, ..Report::default() }
}
