//! Sentences: where the parser drew them, with its wrong boundaries mended.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use variorum_spacy::{Doc, Pos};

use super::Quotation;
use crate::report::{Report, SectionKind};
use crate::text::Span;

/// One sentence of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where it stands, without white space at its ends.
    pub span: Span,
    /// Its tokens, as a range of indices into the document.
    pub tokens: Range<usize>,
    /// What kind of section it belongs to.
    pub section: SectionKind,
    /// The index of that section in the report.
    pub paragraph: usize,
}

/// A sentence longer than this is a list or a table, or lacks its punctuation; it is cut, so that work on one
/// sentence stays bounded.
const LONGEST: usize = 250;

/// Words with a full stop that open a name or a figure and so never end a sentence.
const LEADING_ABBREVIATIONS: [&str; 40] = [
    "mr.", "mrs.", "ms.", "dr.", "prof.", "gen.", "lt.", "col.", "maj.", "capt.", "cmdr.", "adm.", "sgt.",
    "sen.", "rep.", "gov.", "pres.", "hon.", "rev.", "fr.", "st.", "mt.", "ft.", "no.", "nos.", "art.",
    "sec.", "vs.", "v.", "brig.", "cpl.", "insp.", "supt.", "atty.", "messrs.", "cf.", "e.g.", "i.e.",
    "approx.", "ca.",
];

/// Draws the sentences of `report`, whose tokens `doc` holds, and moves the boundaries in `doc` to match.
///
/// `tokens` gives the tokens of each section that has any.
pub fn draw(
    report: &Report,
    doc: &mut Doc,
    tokens: &[(usize, Range<usize>)],
    quotations: &[Quotation],
) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (section, range) in tokens {
        mend(doc, range.clone(), quotations);
        let mut start = range.start;
        while start < range.end {
            let end = (start + 1..range.end).find(|&at| doc.tokens[at].sent_start).unwrap_or(range.end);
            if let Some(span) = trimmed(doc, start..end) {
                let kind = report.sections[*section].kind;
                sentences.push(Sentence { span, tokens: start..end, section: kind, paragraph: *section });
            }
            start = end;
        }
    }
    sentences
}

/// The bytes of `tokens` without white space at the ends; `None` where there is nothing else.
fn trimmed(doc: &Doc, tokens: Range<usize>) -> Option<Span> {
    let first = tokens.clone().find(|&index| !doc.token(index).is_space())?;
    let last = tokens.rev().find(|&index| !doc.token(index).is_space())?;
    Some(Span::from(doc.span(first..last + 1).bytes()))
}

/// Mends the boundaries within one section.
fn mend(doc: &mut Doc, section: Range<usize>, quotations: &[Quotation]) {
    let has_capitals = section.clone().any(|index| doc.token(index).text().starts_with(char::is_uppercase));
    let marks = Marks::within(doc, section.clone(), quotations);
    let mut starts = vec![section.start];
    for index in section.start + 1..section.end {
        let drawn = doc.tokens[index].sent_start;
        let starts_here = if drawn {
            !is_wrong_start(doc, index, has_capitals, &marks)
        } else {
            is_missed_start(doc, index, &marks)
        };
        if starts_here {
            starts.push(index);
        }
    }
    let starts = without_scraps(doc, &starts, section.end);
    let starts = cut_long(doc, &starts, section.end);
    apply(doc, &starts, section);
}

/// Quotation marks of one section, by token.
struct Marks {
    opening: Vec<usize>,
    closing: Vec<usize>,
}

impl Marks {
    fn within(doc: &Doc, section: Range<usize>, quotations: &[Quotation]) -> Marks {
        let at = |byte: u32| doc.tokens.partition_point(|token| token.end <= byte);
        let mut marks = Marks { opening: Vec::new(), closing: Vec::new() };
        for quotation in quotations {
            let first = at(quotation.span.start);
            if section.contains(&first) {
                marks.opening.push(first);
                if quotation.inner.end < quotation.span.end {
                    marks.closing.push(at(quotation.inner.end));
                }
            }
        }
        marks.closing.sort_unstable();
        marks
    }

    fn opens(&self, token: usize) -> bool {
        self.opening.binary_search(&token).is_ok()
    }

    fn closes(&self, token: usize) -> bool {
        self.closing.binary_search(&token).is_ok()
    }
}

fn is_wrong_start(doc: &Doc, index: usize, has_capitals: bool, marks: &Marks) -> bool {
    let Some(before) = last_word_before(doc, index) else { return false };
    let (text, previous) = (doc.token(index).text(), doc.token(before).text());
    if marks.closes(index) || text.chars().all(|c| matches!(c, '.' | ',' | ';' | '!' | '?' | ')' | ']')) {
        return true;
    }
    if is_leading_abbreviation(doc, before) || same_entity(doc, before, index) {
        return true;
    }
    if has_capitals && text.starts_with(char::is_lowercase) {
        return !previous.contains(['•', '*', '|']);
    }
    !ends_sentence(doc, before, marks)
}

/// A boundary that the parser overlooked: a full stop of its own, white space, and a capital.
fn is_missed_start(doc: &Doc, index: usize, marks: &Marks) -> bool {
    let previous = doc.token(index - 1);
    if previous.text().contains('\n') && doc.token(index).text().chars().any(char::is_alphanumeric) {
        return previous.text().matches('\n').count() > 1;
    }
    let closed = marks.closes(index - 1);
    let stop = if closed { index.checked_sub(2) } else { Some(index - 1) };
    let Some(stop) = stop.map(|at| doc.token(at)) else { return false };
    let full_stop = if closed { stop.text() == "." } else { matches!(stop.text(), "." | "?" | "!") };
    let opener = if marks.opens(index) { (index + 1 < doc.len()).then(|| index + 1) } else { Some(index) };
    full_stop
        && previous.data().whitespace
        && opener.is_some_and(|at| doc.token(at).text().starts_with(char::is_uppercase))
        && !same_entity(doc, index - 1, index)
}

fn last_word_before(doc: &Doc, index: usize) -> Option<usize> {
    (0..index).rev().take(3).find(|&before| !doc.token(before).is_space())
}

fn is_leading_abbreviation(doc: &Doc, index: usize) -> bool {
    let text = doc.token(index).text();
    LEADING_ABBREVIATIONS.iter().any(|abbreviation| text.eq_ignore_ascii_case(abbreviation))
        || is_initial(text) && doc.token(index).pos() == Pos::Propn
}

/// "J." of "J. Smith".
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none()
}

fn same_entity(doc: &Doc, first: usize, second: usize) -> bool {
    let index = second as u32;
    let after = doc.entities.partition_point(|entity| entity.end <= index);
    doc.entities.get(after).is_some_and(|entity| entity.start <= first as u32 && index < entity.end)
}

/// Whether a sentence can end with token `index`.
fn ends_sentence(doc: &Doc, index: usize, marks: &Marks) -> bool {
    let text = doc.token(index).text();
    let closes = marks.closes(index) || matches!(text, ")" | "]");
    if closes && index > 0 {
        let inner = doc.token(index - 1).text();
        return inner.ends_with(['.', '!', '?', '…', '—', '-']) || matches!(text, ")" | "]");
    }
    text.ends_with(['.', '!', '?', '…', ':', ';', '—', '–', '_', '|', '•', '\n', '”', '"', '»', '\''])
        || text.ends_with("--")
}

/// Joins stretches without a letter or digit to the sentence before.
fn without_scraps(doc: &Doc, starts: &[usize], end: usize) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::with_capacity(starts.len());
    let mut pending = None;
    for (position, &start) in starts.iter().enumerate() {
        let stop = starts.get(position + 1).copied().unwrap_or(end);
        let is_scrap = (start..stop).all(|index| !doc.token(index).text().contains(char::is_alphanumeric));
        match (is_scrap, pending.take()) {
            (true, None) if kept.is_empty() => pending = Some(start),
            (true, waiting) => pending = waiting,
            (false, waiting) => kept.push(waiting.unwrap_or(start)),
        }
    }
    if kept.is_empty() {
        kept.extend(starts.first());
    }
    kept
}

/// Cuts what is too long, at a semicolon, a comma or white space where there is one near the end.
fn cut_long(doc: &Doc, starts: &[usize], end: usize) -> Vec<usize> {
    let mut cut = Vec::with_capacity(starts.len());
    for (position, &start) in starts.iter().enumerate() {
        let stop = starts.get(position + 1).copied().unwrap_or(end);
        cut.push(start);
        let mut from = start;
        while stop - from > LONGEST {
            let window = from + LONGEST / 2..from + LONGEST;
            let by = |marks: &[&str]| window.clone().rev().find(|&at| marks.contains(&doc.token(at).text()));
            from = by(&[".", "!", "?", "\n"])
                .or_else(|| by(&[";"]))
                .or_else(|| by(&[","]))
                .map_or(window.end, |at| at + 1);
            cut.push(from);
        }
    }
    cut
}

/// Writes the boundaries into the document, and makes roots of tokens whose head fell into another sentence.
fn apply(doc: &mut Doc, starts: &[usize], section: Range<usize>) {
    let mut cut = false;
    for index in section.clone() {
        let starts_here = starts.binary_search(&index).is_ok();
        cut |= starts_here && !doc.tokens[index].sent_start;
        doc.tokens[index].sent_start = starts_here;
    }
    if !cut {
        return;
    }
    let root = root_label(doc);
    let mut bounds = section.start..section.start;
    for index in section.clone() {
        if index >= bounds.end {
            let next = starts.partition_point(|&start| start <= index);
            bounds = index..starts.get(next).copied().unwrap_or(section.end);
        }
        if !bounds.contains(&(doc.tokens[index].head as usize)) {
            doc.tokens[index].head = index as u32;
            doc.tokens[index].dep = root;
        }
    }
}

/// The index of the label `ROOT`, made where the document does not have it yet.
fn root_label(doc: &mut Doc) -> u16 {
    if let Some(index) = doc.labels.deps.iter().position(|label| label == "ROOT") {
        return index as u16;
    }
    let labels = Arc::make_mut(&mut doc.labels);
    labels.deps.push("ROOT".to_owned());
    (labels.deps.len() - 1) as u16
}
