//! Plain texts as annotated reports: one section a line, the first of them the headline.

use variorum::annotate::{self, Annotated};
use variorum::report::{Report, Section, SectionKind, Stamp};
use variorum::text::Span;
use variorum_spacy::Pipeline;

/// Annotates `text` as the report `name`; `published` is a date such as `2016-10-04`.
pub fn annotate(pipeline: &Pipeline, name: &str, text: &str, published: Option<&str>) -> Annotated {
    let published = published.and_then(|date| date.parse().ok()).map(Stamp::day);
    let report = Report {
        id: name.to_owned(),
        text: text.to_owned(),
        sections: sections(text),
        published,
        ..Report::default()
    };
    annotate::annotate(report, pipeline)
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let words = line.trim();
        if !words.is_empty() {
            let first = start + (line.len() - line.trim_start().len());
            let kind = if sections.is_empty() { SectionKind::Headline } else { SectionKind::Body };
            sections.push(Section { kind, span: Span::new(first, first + words.len()) });
        }
        start += line.len() + 1;
    }
    sections
}
