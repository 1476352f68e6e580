//! From a [`Report`] to an [`Annotated`] report: tokens, sentences, parse, mentions, quantities, times, quotations.

use std::ops::Range;

use variorum_spacy::{Doc, Pipeline};

use crate::report::Report;
use lexeme::Lexemes;

pub mod lexeme;
pub mod mention;
pub mod numeral;
pub mod parse;
pub mod predicate;
pub mod quantity;
pub mod quotation;
pub mod sentence;
pub mod time;

pub use mention::{EntityKind, Mention, MentionForm, is_person_noun, is_title, kind_of_noun};
pub use parse::Parse;
pub use quantity::{Bound, Change, Quantity};
pub use quotation::Quotation;
pub use sentence::Sentence;
pub use time::{Anchor, Modifier, Time, TimeKind};

/// A report with all that is known of its text alone.
#[derive(Debug, Clone)]
pub struct Annotated {
    /// The report.
    pub report: Report,
    /// Tokens, tags, parse and names. Its text is the report's text; sections that hold no content have no tokens.
    pub doc: Doc,
    /// Sentences in order. None crosses a section.
    pub sentences: Vec<Sentence>,
    /// Names, noun phrases and pronouns in order.
    pub mentions: Vec<Mention>,
    /// Numbers in order.
    pub quantities: Vec<Quantity>,
    /// Time expressions in order.
    pub times: Vec<Time>,
    /// Quotations in order of their opening mark.
    pub quotations: Vec<Quotation>,
}

/// Annotates `report`: its content goes to the pipeline section by section, so that no sentence crosses one.
pub fn annotate(report: Report, pipeline: &Pipeline) -> Annotated {
    let (sections, texts): (Vec<usize>, Vec<&str>) = content_sections(&report).unzip();
    let docs = pipeline.annotate_many(&texts);
    from_docs(report, sections.into_iter().zip(docs).collect())
}

/// Annotates `report` from the documents that a pipeline made of its sections, each with the section's index.
///
/// All documents must come from the same pipeline. A document of a section that the report does not have is left out.
pub fn from_docs(report: Report, parts: Vec<(usize, Doc)>) -> Annotated {
    let (mut doc, tokens) = join(&report, parts);
    let quotations = quotation::find(&report);
    let sentences = sentence::draw(&report, &mut doc, &tokens, &quotations);
    let parse = Parse::new(&doc);
    let mentions = mention::find(&parse, &sentences, &quotations);
    let paragraphs: Vec<Lexemes> = tokens
        .iter()
        .map(|(section, _)| Lexemes::cut(&report.text, report.sections[*section].span))
        .collect();
    let times = time::find(&report, &parse, &sentences, &paragraphs);
    let quantities = quantity::find(&parse, &sentences, &paragraphs, &mentions, &times);
    Annotated { report, doc, sentences, mentions, quantities, times, quotations }
}

/// The sections whose text a pipeline should see, in order.
pub fn content_sections(report: &Report) -> impl Iterator<Item = (usize, &str)> {
    report
        .sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.kind.is_content())
        .map(|(index, section)| (index, section.span.of(&report.text)))
}

/// Joins the documents of the sections; gives the tokens of each section beside the whole.
fn join(report: &Report, mut parts: Vec<(usize, Doc)>) -> (Doc, Vec<(usize, Range<usize>)>) {
    parts.sort_by_key(|(section, _)| *section);
    let mut doc = Doc { text: report.text.clone(), ..Doc::default() };
    let mut tokens = Vec::with_capacity(parts.len());
    for (index, part) in &parts {
        let Some(section) = report.sections.get(*index) else { continue };
        if section.span.of(&report.text) != part.text {
            continue;
        }
        let first = doc.len();
        doc.append(part, section.span.start as usize);
        if doc.len() > first {
            doc.tokens[first].sent_start = true;
            tokens.push((*index, first..doc.len()));
        }
    }
    (doc, tokens)
}
