//! The text of a report and its sections, laid out from paragraphs.

use std::ops::Range;

use super::boilerplate::{is_end, labels_at_start, recognise, stamp_at_start};
use super::normal::{letters, squeeze};
use crate::report::{Section, SectionKind};
use crate::text::Span;

/// A paragraph before it has its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// What it is.
    pub kind: SectionKind,
    /// Its text, squeezed.
    pub text: String,
}

impl Paragraph {
    /// A paragraph of running text.
    pub fn body(text: &str) -> Paragraph {
        Paragraph { kind: SectionKind::Body, text: squeeze(text) }
    }
}

/// Joins paragraphs by a line feed, and marks what each is; running text with boilerplate within it is parted there.
pub fn lay_out(paragraphs: &[Paragraph]) -> (String, Vec<Section>) {
    let mut text = String::new();
    let mut sections = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !paragraph.text.is_empty()) {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(&paragraph.text);
        let parts = match paragraph.kind {
            SectionKind::Body => parts(&paragraph.text),
            kind => vec![(kind, 0..paragraph.text.len())],
        };
        sections.extend(
            parts.into_iter().map(|(kind, range)| Section {
                kind,
                span: Span::new(start + range.start, start + range.end),
            }),
        );
    }
    mark_tail(&text, &mut sections);
    (text, sections)
}

/// Makes the headline the first paragraph, unless the text begins with it already.
pub fn put_headline(paragraphs: &mut Vec<Paragraph>, title: &str) {
    let title = squeeze(title);
    if letters(&title).is_empty() {
        return;
    }
    let (mut index, mut reach) = (0, HEADLINE_REACH);
    while index < paragraphs.len().min(reach) {
        let text = paragraphs[index].text.clone();
        let lead = stamp_at_start(&text).unwrap_or(0);
        if let Some(end) = end_of_words(&text[lead..], &title).map(|end| lead + end) {
            let (head, rest) = (text[..end].trim_end(), text[end..].trim_start());
            let (stamp, head) = head.split_at(lead);
            let parts = [
                (SectionKind::Boilerplate, stamp.trim_end()),
                (SectionKind::Headline, head),
                (SectionKind::Body, rest),
            ];
            let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
            paragraphs
                .splice(index..=index, parts.map(|(kind, text)| Paragraph { kind, text: text.to_owned() }));
            return;
        }
        if recognise(&text).is_some() {
            reach += 1;
        }
        index += 1;
    }
    paragraphs.insert(0, Paragraph { kind: SectionKind::Headline, text: title });
}

/// How many paragraphs of running text are searched for the headline.
const HEADLINE_REACH: usize = 3;

/// Where `text` has told all the letters of `title`, which it begins with; closing marks included.
fn end_of_words(text: &str, title: &str) -> Option<usize> {
    let mut wanted =
        title.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).peekable();
    for (place, character) in text.char_indices() {
        if wanted.peek().is_none() {
            let rest = &text[place..];
            let closing =
                rest.len() - rest.trim_start_matches(['.', '!', '?', '"', '”', '’', '\'', ')', ':']).len();
            return (!character.is_alphanumeric()).then_some(place + closing);
        }
        if character.is_alphanumeric()
            && !character.to_lowercase().all(|letter| wanted.next() == Some(letter))
        {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

/// A paragraph in parts: sentences that are no running text stand alone, those between stay together.
fn parts(text: &str) -> Vec<(SectionKind, Range<usize>)> {
    let mut parts: Vec<(SectionKind, Range<usize>)> = Vec::new();
    let all = sentences(text);
    if all.len() == 1
        && let Some(kind) = recognise(text)
    {
        return vec![(kind, 0..text.len())];
    }
    for range in all {
        // What follows a label or a stamp may be running text.
        for range in without_lead(text, range) {
            let sentence = &text[range.clone()];
            let before = parts.last().map(|(kind, _)| *kind);
            let kind = match recognise(sentence) {
                Some(kind) => kind,
                None if before == Some(SectionKind::Byline) && is_about_author(sentence) => {
                    SectionKind::Byline
                }
                None => SectionKind::Body,
            };
            match parts.last_mut() {
                Some((last, span)) if *last == kind => span.end = range.end,
                _ => parts.push((kind, range)),
            }
        }
    }
    parts
}

/// A sentence in two where a label (`Read more`) or a stamp (`Published 2 March 2026`) stands before it.
fn without_lead(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let sentence = &text[range.clone()];
    let stamp = if range.start == 0 { stamp_at_start(sentence) } else { None };
    let length = match stamp.unwrap_or_else(|| labels_at_start(sentence)) {
        length if length < sentence.len() && recognise(sentence).is_none() => length,
        _ => 0,
    };
    let lead = range.start..range.start + sentence[..length].trim_end().len();
    [lead, range.start + length..range.end].into_iter().filter(|part| !part.is_empty()).collect()
}

/// `She is also the host of …`, after a byline.
fn is_about_author(sentence: &str) -> bool {
    [
        "He is ",
        "She is ",
        "They are ",
        "He covers ",
        "She covers ",
        "He has ",
        "She has ",
        "He was ",
        "She was ",
    ]
    .iter()
    .any(|start| sentence.starts_with(start))
}

/// What follows the last sentence of the report is boilerplate from the first boilerplate on: names of other stories,
/// menus, addresses. An advertisement, though, may stand before a list that belongs to the report. After the imprint
/// all is boilerplate, sentences too, unless most of the text comes after it.
fn mark_tail(text: &str, sections: &mut [Section]) {
    let mut tail = sections.len();
    let after_imprint = |index: usize| sections[..index].iter().any(|other| is_imprint(text, other));
    for (index, section) in sections.iter().enumerate().skip(1).rev() {
        let words = section.span.of(text);
        let is_late = section.span.start as usize * 2 > text.len();
        match section.kind {
            SectionKind::Boilerplate if words.to_lowercase().starts_with("advertis") => {}
            SectionKind::Boilerplate => tail = index,
            SectionKind::Body if is_label(words) || is_late && after_imprint(index) => {}
            SectionKind::Body => break,
            _ => {}
        }
    }
    for section in &mut sections[tail..] {
        section.kind = SectionKind::Boilerplate;
    }
}

/// Whether a section is the imprint of the outlet, in the second half of the text.
fn is_imprint(text: &str, section: &Section) -> bool {
    section.kind == SectionKind::Boilerplate
        && section.span.start as usize * 2 > text.len()
        && is_end(section.span.of(text))
}

/// Whether a text is a heading or a list of headings, not a sentence.
fn is_label(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|word| word.chars().count() > 3).collect();
    let capitals = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    match text.len() <= LABEL_LIMIT {
        true => !is_sentence(text),
        false => capitals * 10 >= words.len() * 7,
    }
}

/// The most bytes that the name of another story has.
const LABEL_LIMIT: usize = 150;

/// Whether a text ends as a sentence does.
pub fn is_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»', ' ']);
    text.ends_with(['.', '!', '?', '…', '。', '।', '！', '？', '؟']) && text.split(' ').count() > 2
}

/// Sentences by their marks alone: enough to part boilerplate from running text.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (space, _) in text.match_indices(' ') {
        let before = text[..space].trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        let ends = before.len() > start
            && before.ends_with(['.', '!', '?', '…'])
            && !ends_in_short_form(&before[start..]);
        let next = text[space + 1..].trim_start_matches(['"', '“', '‘', '\'', '(', '[']).chars().next();
        let begins =
            next.is_some_and(|next| next.is_uppercase() || next.is_numeric() || "©@•/|".contains(next));
        if ends && begins {
            ranges.push(start..space);
            start = space + 1;
        }
    }
    if start < bytes.len() {
        ranges.push(start..bytes.len());
    }
    ranges
}

fn ends_in_short_form(text: &str) -> bool {
    const SHORT: [&str; 20] = [
        "mr.", "mrs.", "ms.", "dr.", "st.", "gen.", "col.", "sen.", "rep.", "gov.", "lt.", "sgt.", "prof.",
        "no.", "jan.", "feb.", "aug.", "sept.", "oct.", "vs.",
    ];
    let word = text.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let word = word.trim_start_matches(['(', '"', '“']);
    SHORT.contains(&word) || word.len() == 2 && word.ends_with('.') && word.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paragraphs: &[Paragraph]) -> String {
        let (text, sections) = lay_out(paragraphs);
        let mut lines: Vec<String> = Vec::new();
        let mut at = 0;
        for section in sections {
            let between = &text[at..section.span.start as usize];
            assert!(between.trim().is_empty(), "{between:?} stands in no section");
            lines.push(format!("{:?}: {}", section.kind, section.span.of(&text)));
            at = section.span.range().end;
        }
        assert_eq!(at, text.len());
        lines.join("\n")
    }

    #[test]
    fn boilerplate_within_one_line_is_parted_from_the_report() {
        let line = "By Ana Novak, a reporter who covers rivers. She is also the host of a podcast. If you buy something \
                    from a link, we may earn a commission. The Solm rose by 2 metres on Monday, Mayor J. Oller said. \
                    “Nobody was hurt.” Follow us on Twitter. © 2026 The Harbour Post. All Rights Reserved More in \
                    Rivers";
        assert_eq!(
            shown(&[Paragraph::body(line)]),
            "Byline: By Ana Novak, a reporter who covers rivers. She is also the host of a podcast.\n\
             Boilerplate: If you buy something from a link, we may earn a commission.\n\
             Body: The Solm rose by 2 metres on Monday, Mayor J. Oller said. “Nobody was hurt.”\n\
             Boilerplate: Follow us on Twitter. © 2026 The Harbour Post. All Rights Reserved More in Rivers"
        );
    }

    #[test]
    fn the_headline_comes_first_and_only_once() {
        let with_headline = |title: &str, lines: &[&str]| {
            let mut paragraphs: Vec<Paragraph> = lines.iter().map(|line| Paragraph::body(line)).collect();
            put_headline(&mut paragraphs, title);
            shown(&paragraphs)
        };
        assert_eq!(
            with_headline("River rises", &["The Solm rose on Monday."]),
            "Headline: River rises\nBody: The Solm rose on Monday."
        );
        assert_eq!(
            with_headline("River rises", &["RIVER RISES", "The Solm rose on Monday."]),
            "Headline: RIVER RISES\nBody: The Solm rose on Monday."
        );
        assert_eq!(
            with_headline("River rises", &["2 March 2026 River rises. The Solm rose on Monday."]),
            "Boilerplate: 2 March 2026\nHeadline: River rises.\nBody: The Solm rose on Monday."
        );
        assert_eq!(
            with_headline("River rise", &["River rises by the hour."]),
            "Headline: River rise\nBody: River rises by the hour."
        );
    }

    #[test]
    fn a_label_that_lost_its_line_does_not_take_the_lead_with_it() {
        let line = "Read more OLLER, March 2 (Valley Wire) - The Solm rose by two metres on Monday and flooded the lower \
                    town, so that 200 people left their homes, the mayor said. It fell. Our Standards: The Valley Wire \
                    Trust Principles. Regulators have opened an inquiry into banks. See here for more.";
        assert_eq!(
            shown(&[Paragraph::body(line)]),
            "Boilerplate: Read more\n\
             Body: OLLER, March 2 (Valley Wire) - The Solm rose by two metres on Monday and flooded the lower town, so \
             that 200 people left their homes, the mayor said. It fell.\n\
             Boilerplate: Our Standards: The Valley Wire Trust Principles.\n\
             Boilerplate: Regulators have opened an inquiry into banks. See here for more."
        );
    }

    #[test]
    fn the_tail_after_the_report_is_boilerplate() {
        let lines = [
            "It rose.",
            "The Solm rose on Monday.",
            "Mayor opens bridge",
            "Most Read",
            "Ten songs of the sea",
        ];
        let paragraphs: Vec<Paragraph> = lines.iter().map(|line| Paragraph::body(line)).collect();
        assert!(shown(&paragraphs).ends_with(
            "Body: The Solm rose on Monday.\nBody: Mayor opens bridge\nBoilerplate: Most Read\nBoilerplate: Ten songs of the sea"
        ));
    }
}
