//! Reports for tests, made from plain text without a pipeline.

use variorum_spacy::Doc;

use crate::annotate::{Annotated, Quotation, Sentence};
use crate::report::{Report, Section, SectionKind, Stamp};
use crate::text::Span;

/// A report whose paragraphs are the lines of `text`. A line that starts with "# " is the headline, one with "@ " a
/// byline, one with "~ " boilerplate.
pub(crate) fn report(id: &str, outlet: &str, published: &str, text: &str) -> Annotated {
    let mut report = Report { id: id.to_owned(), outlet: Some(outlet.to_owned()), ..Report::default() };
    report.published = published.parse().ok().map(Stamp::day);
    let mut sentences = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (kind, line) = match line.split_at_checked(2) {
            Some(("# ", rest)) => (SectionKind::Headline, rest),
            Some(("@ ", rest)) => (SectionKind::Byline, rest),
            Some(("~ ", rest)) => (SectionKind::Boilerplate, rest),
            _ => (SectionKind::Body, line),
        };
        if !report.text.is_empty() {
            report.text.push('\n');
        }
        let start = report.text.len();
        report.text.push_str(line);
        let paragraph = report.sections.len();
        report.sections.push(Section { kind, span: Span::new(start, report.text.len()) });
        sentences.extend(split(line).into_iter().map(|span| Sentence {
            span: Span::new(start + span.start as usize, start + span.end as usize),
            tokens: 0..0,
            section: kind,
            paragraph,
        }));
    }
    let quotations = quotations(&report.text);
    let doc = Doc { text: report.text.clone(), ..Doc::default() };
    Annotated { report, doc, sentences, mentions: vec![], quantities: vec![], times: vec![], quotations }
}

/// Cuts after a full stop (and a closing mark) that a space and a capital follow.
fn split(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (index, _) in line.match_indices(". ").chain(line.match_indices(".” ")) {
        let end = index + line[index..].find(' ').unwrap_or(0);
        if line[end + 1..].starts_with(|first: char| first.is_uppercase() || first == '“') {
            spans.push(Span::new(start, end));
            start = end + 1;
        }
    }
    spans.sort();
    spans.push(Span::new(start, line.len()));
    spans
}

fn quotations(text: &str) -> Vec<Quotation> {
    let opened = text.match_indices('“');
    let quotation = |(start, mark): (usize, &str)| {
        let inner = start + mark.len();
        let end = inner + text[inner..].find('”')?;
        let span = Span::new(start, end + '”'.len_utf8());
        Some(Quotation { span, inner: Span::new(inner, end), depth: 0, continues: false })
    };
    opened.filter_map(quotation).collect()
}
