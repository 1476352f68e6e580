//! Sentences of two to four texts opposite each other, and the words in which they differ.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::contract::Report;
use crate::report::SectionKind;

/// A sentence of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sentence<'a> {
    /// Its first code point in the report.
    pub(crate) start: usize,
    pub(crate) text: &'a str,
    /// Its first claim.
    pub(crate) claim: Option<&'a str>,
    /// The points of which its claims give readings.
    pub(crate) points: Vec<&'a str>,
}

/// One line of a comparison: for each column the sentence that stands there.
pub(crate) type Row = Vec<Option<usize>>;

/// A stretch of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) kind: RunKind,
}

/// How a stretch stands to the other sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunKind {
    /// Its words stand there too.
    Shared,
    /// Its words do not.
    Word,
    /// Its number does not.
    Number,
}

/// More sentences of one report are not compared.
const SENTENCES: usize = 300;
/// More words of one sentence are not compared.
const WORDS: usize = 200;
/// How many of their words two sentences share at least to stand opposite each other (Dice's coefficient).
const ALIKE: f64 = 0.4;
/// What a point that both speak of is worth beside the words.
const SAME_POINT: f64 = 0.35;

/// The sentences of a report's running text. A line always ends one.
pub(crate) fn sentences<'a>(report: &Report, slice: impl Fn(usize, usize) -> &'a str) -> Vec<Sentence<'a>> {
    let told = |kind| {
        matches!(
            kind,
            SectionKind::Headline | SectionKind::Standfirst | SectionKind::Body | SectionKind::Caption
        )
    };
    let mut sentences = Vec::new();
    for section in report.sections.iter().filter(|section| told(section.kind)) {
        let mut start = section.start;
        for part in parts(slice(section.start, section.end)) {
            let text = part.trim();
            if !text.is_empty() {
                let lead = part.chars().take_while(|character| character.is_whitespace()).count();
                sentences.push(Sentence { start: start + lead, text, claim: None, points: Vec::new() });
            }
            start += part.chars().count();
            if sentences.len() >= SENTENCES {
                return sentences;
            }
        }
    }
    sentences
}

/// Cuts a text behind each mark that ends a sentence.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let closes = |next: char| matches!(next, '"' | '”' | '’' | '\'' | ')' | ']');
        let line = character == '\n';
        if !line && !matches!(character, '.' | '!' | '?') {
            continue;
        }
        while !line && characters.next_if(|&(_, next)| closes(next)).is_some() {}
        let end = characters.peek().map_or(text.len(), |&(end, _)| end);
        let spaced = characters.peek().is_none_or(|&(_, next)| next.is_whitespace());
        let opens = text[end..].trim_start().chars().next();
        let opens = opens.is_none_or(|next| !next.is_lowercase());
        if line || (spaced && opens && !(character == '.' && abbreviated(&text[start..at]))) {
            parts.push(&text[start..end]);
            start = end;
        }
    }
    if start < text.len() {
        parts.push(&text[start..]);
    }
    parts
}

/// Whether a point after `before` belongs to its last word.
fn abbreviated(before: &str) -> bool {
    const TITLES: [&str; 16] = [
        "Mr", "Mrs", "Ms", "Dr", "St", "Gov", "Sen", "Rep", "Gen", "Lt", "Col", "Capt", "Sgt", "Rev", "Prof",
        "No",
    ];
    let word = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial || TITLES.contains(&word)
}

/// Puts the sentences of several texts opposite each other: each text in turn is matched with what the lines so far
/// say, best pairs first; what has no match gets a line of its own behind the sentence that it follows.
pub(crate) fn align(texts: &[Vec<Sentence>]) -> Vec<Row> {
    let mut numbers = BTreeMap::new();
    let words: Vec<Vec<Vec<usize>>> = texts
        .iter()
        .map(|text| text.iter().map(|sentence| vocabulary(sentence.text, &mut numbers)).collect())
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (column, text) in texts.iter().enumerate() {
        let matched = matches(&rows, texts, &words, column);
        let mut next: Vec<(Option<usize>, Row)> =
            rows.into_iter().enumerate().map(|(row, held)| (Some(row), held)).collect();
        let mut behind = 0;
        for sentence in 0..text.len() {
            match matched.iter().find(|&&(_, of)| of == sentence) {
                Some(&(row, _)) => {
                    let at = next.iter().position(|(held, _)| *held == Some(row)).unwrap_or(0);
                    next[at].1[column] = Some(sentence);
                    behind = at + 1;
                }
                None => {
                    let mut row = vec![None; texts.len()];
                    row[column] = Some(sentence);
                    next.insert(behind, (None, row));
                    behind += 1;
                }
            }
        }
        rows = next.into_iter().map(|(_, row)| row).collect();
    }
    rows
}

/// Pairs of a line and a sentence of `column`, each in one pair at most.
fn matches(
    rows: &[Row],
    texts: &[Vec<Sentence>],
    words: &[Vec<Vec<usize>>],
    column: usize,
) -> Vec<(usize, usize)> {
    let mut scored: Vec<(f64, usize, usize)> = Vec::new();
    for (row, held) in rows.iter().enumerate() {
        for (sentence, of) in words[column].iter().enumerate() {
            let points = &texts[column][sentence].points;
            let likeness = |other: usize, cell: usize| {
                let same = texts[other][cell].points.iter().any(|point| points.contains(point));
                dice(&words[other][cell], of) + if same { SAME_POINT } else { 0.0 }
            };
            let cells = held.iter().enumerate().filter_map(|(other, cell)| Some((other, (*cell)?)));
            let score = cells.map(|(other, cell)| likeness(other, cell)).fold(0.0, f64::max);
            if score >= ALIKE {
                scored.push((score, row, sentence));
            }
        }
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let (mut taken_rows, mut taken) = (BTreeSet::new(), BTreeSet::new());
    for (_, row, sentence) in scored {
        if !taken_rows.contains(&row) && !taken.contains(&sentence) {
            taken_rows.insert(row);
            taken.insert(sentence);
            pairs.push((row, sentence));
        }
    }
    pairs
}

/// The words of a text as numbers, each once, in order.
fn vocabulary(text: &str, numbers: &mut BTreeMap<String, usize>) -> Vec<usize> {
    let words = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut vocabulary: Vec<usize> = words
        .take(WORDS)
        .map(|word| {
            let next = numbers.len();
            *numbers.entry(word.to_lowercase()).or_insert(next)
        })
        .collect();
    vocabulary.sort_unstable();
    vocabulary.dedup();
    vocabulary
}

fn dice(one: &[usize], other: &[usize]) -> f64 {
    let all = one.len() + other.len();
    // They can't share more words than the shorter has.
    if all == 0 || 2.0 * (one.len().min(other.len()) as f64) < ALIKE * all as f64 {
        return 0.0;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < one.len() && j < other.len() {
        match one[i].cmp(&other[j]) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    2.0 * f64::from(shared) / all as f64
}

/// `text` in runs: which of its words stand in `other` in the same order, and which do not.
pub(crate) fn runs(text: &str, other: &str) -> Vec<Run> {
    let (words, others) = (spaced(text), spaced(other));
    let kept = common(&keys(&words), &keys(&others));
    let mut runs: Vec<Run> = Vec::new();
    for (word, kept) in words.iter().zip(kept) {
        let kind = match kept || !word.chars().any(char::is_alphanumeric) {
            true => RunKind::Shared,
            false if word.chars().any(|character| character.is_ascii_digit()) => RunKind::Number,
            false => RunKind::Word,
        };
        match runs.last_mut() {
            Some(run) if run.kind == kind => {
                run.text.push(' ');
                run.text.push_str(word);
            }
            _ => runs.push(Run { text: (*word).to_owned(), kind }),
        }
    }
    without_crumbs(runs)
}

/// Runs without the "of" and "the" that two differing stretches share by chance: those read as one stretch.
fn without_crumbs(runs: Vec<Run>) -> Vec<Run> {
    const CRUMB: usize = 7;
    let within = |at: usize| at > 0 && at + 1 < runs.len();
    let crumb = |run: &Run| run.text.len() <= CRUMB && run.text.chars().all(|c| c.is_lowercase() || c == ' ');
    let mut joined: Vec<Run> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let kind = match run.kind {
            RunKind::Shared if within(at) && crumb(run) => RunKind::Word,
            kind => kind,
        };
        match joined.last_mut() {
            Some(last) if last.kind == kind => {
                last.text.push(' ');
                last.text.push_str(&run.text);
            }
            _ => joined.push(Run { text: run.text.clone(), kind }),
        }
    }
    joined
}

fn spaced(text: &str) -> Vec<&str> {
    text.split_whitespace().take(WORDS * 2).collect()
}

fn keys(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()).collect()
}

/// Which items of `one` belong to a longest common subsequence with `other`.
fn common(one: &[String], other: &[String]) -> Vec<bool> {
    let wide = other.len() + 1;
    let mut longest = vec![0u16; (one.len() + 1) * wide];
    for (i, left) in one.iter().enumerate().rev() {
        for (j, right) in other.iter().enumerate().rev() {
            longest[i * wide + j] = if left == right {
                longest[(i + 1) * wide + j + 1] + 1
            } else {
                longest[(i + 1) * wide + j].max(longest[i * wide + j + 1])
            };
        }
    }
    let mut kept = vec![false; one.len()];
    let (mut i, mut j) = (0, 0);
    while i < one.len() && j < other.len() {
        if one[i] == other[j] {
            kept[i] = true;
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * wide + j] >= longest[i * wide + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        parts(text).into_iter().map(str::trim).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_ends_them() {
        assert_eq!(
            split("Mr. Arvel said \"no.\" Twelve died at 4 a.m. on Monday! J. Selke wrote it\nNext line"),
            ["Mr. Arvel said \"no.\"", "Twelve died at 4 a.m. on Monday!", "J. Selke wrote it", "Next line"]
        );
    }

    #[test]
    fn like_sentences_stand_opposite_each_other() {
        let text = |lines: &[&'static str]| -> Vec<Sentence<'static>> {
            lines.iter().map(|text| Sentence { start: 0, text, claim: None, points: vec![] }).collect()
        };
        let rows = align(&[
            text(&["The wall broke on Monday.", "Twelve people died.", "Rain went on."]),
            text(&["Nobody slept.", "Twelve people have died.", "On Monday the wall broke."]),
        ]);
        let shown: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
        assert_eq!(shown, ["[None, Some(0)]", "[Some(0), Some(2)]", "[Some(1), Some(1)]", "[Some(2), None]"]);
    }

    #[test]
    fn differing_words_are_told_apart() {
        let marked: String = runs("Officials said 12 people died.", "Officials say 19 people died")
            .iter()
            .map(|run| match run.kind {
                RunKind::Shared => format!("{} ", run.text),
                RunKind::Word => format!("[{}] ", run.text),
                RunKind::Number => format!("<{}> ", run.text),
            })
            .collect();
        assert_eq!(marked.trim(), "Officials [said] <12> people died.");
    }
}
