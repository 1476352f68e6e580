//! The words of a report's content, normalised so that reports can be compared.

use std::collections::HashMap;
use std::ops::Range;

use crate::annotate::{Annotated, Quotation, Sentence};
use crate::report::SectionKind;
use crate::text::Span;

/// One word of a report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    /// Its normalised form, as an index into the story's vocabulary.
    pub(crate) key: u32,
    /// Its stem, as an index into the story's vocabulary.
    pub(crate) stem: u32,
    /// Where it stands.
    pub(crate) span: Span,
    /// Whether it carries meaning of its own (no article, preposition, auxiliary).
    pub(crate) content: bool,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
    /// Whether it is a number.
    pub(crate) number: bool,
    /// Whether it is written like a name.
    pub(crate) name: bool,
}

impl Word {
    /// Whether it is a number or part of a name: what tells two events of one kind apart.
    pub(crate) fn is_specific(&self) -> bool {
        self.number || self.name
    }
}

/// The words of a report, without boilerplate, bylines and captions.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    /// In order of the text.
    pub(crate) words: Vec<Word>,
    /// The words of each sentence, as ranges; sentences without words are left out.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The first word that is not of the headline.
    pub(crate) body: usize,
}

impl Words {
    /// How many words carry meaning.
    pub(crate) fn content(&self) -> usize {
        self.words.iter().filter(|word| word.content).count()
    }

    /// Whether the words beneath the headline are the same.
    pub(crate) fn same_body(&self, other: &Words) -> bool {
        let (one, other) = (&self.words[self.body..], &other.words[other.body..]);
        !one.is_empty() && one.len() == other.len() && one.iter().zip(other).all(|(a, b)| a.key == b.key)
    }

    /// The place from the first to the last word of a range that is not empty.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        self.words[range.start].span.join(self.words[range.end - 1].span)
    }
}

/// The normalised forms that the reports of a story use.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    forms: HashMap<String, u32>,
    /// For each form, how many reports hold it.
    reports: Vec<u32>,
    /// For each form, the last report that was seen to hold it, plus one.
    seen: Vec<u32>,
}

impl Vocabulary {
    /// How many reports hold the form `key`.
    pub(crate) fn reports_with(&self, key: u32) -> u32 {
        self.reports.get(key as usize).copied().unwrap_or(0)
    }

    fn intern(&mut self, form: &str, report: u32) -> u32 {
        let key = match self.forms.get(form) {
            Some(&key) => key,
            None => {
                let key = self.reports.len() as u32;
                self.forms.insert(form.to_owned(), key);
                self.reports.push(0);
                self.seen.push(0);
                key
            }
        };
        if self.seen[key as usize] != report + 1 {
            self.seen[key as usize] = report + 1;
            self.reports[key as usize] += 1;
        }
        key
    }
}

/// Reads the words of every report.
pub(crate) fn words(reports: &[Annotated]) -> (Vec<Words>, Vocabulary) {
    let mut vocabulary = Vocabulary::default();
    let words = reports
        .iter()
        .enumerate()
        .map(|(index, report)| words_of(report, index as u32, &mut vocabulary))
        .collect();
    (words, vocabulary)
}

fn words_of(annotated: &Annotated, report: u32, vocabulary: &mut Vocabulary) -> Words {
    let mut result = Words::default();
    for sentence in &annotated.sentences {
        if !sentence.section.is_content() || sentence.section == SectionKind::Caption {
            continue;
        }
        let start = result.words.len();
        push_words(annotated, sentence, report, vocabulary, &mut result.words);
        if sentence.section == SectionKind::Headline {
            result.body = result.words.len();
        }
        if result.words.len() > start {
            result.sentences.push(start..result.words.len());
        }
    }
    result
}

fn push_words(
    annotated: &Annotated,
    sentence: &Sentence,
    report: u32,
    vocabulary: &mut Vocabulary,
    words: &mut Vec<Word>,
) {
    let Some(text) = annotated.report.text.get(sentence.span.range()) else { return };
    let offset = sentence.span.start as usize;
    let first = words.len();
    let overlaps = |quotation: &&Quotation| quotation.inner.overlaps(sentence.span);
    let quotations: Vec<Span> =
        annotated.quotations.iter().filter(overlaps).map(|quotation| quotation.inner).collect();
    for range in word_ranges(text) {
        let raw = &text[range.clone()];
        let form = normalised(raw);
        let span = Span::new(offset + range.start, offset + range.end);
        let number = form.starts_with(|first: char| first.is_ascii_digit());
        let capital = raw.starts_with(char::is_uppercase);
        let content = number || (form.chars().nth(1).is_some() && !is_function_word(&form));
        words.push(Word {
            key: vocabulary.intern(&form, report),
            stem: vocabulary.intern(&format!("~{}", stem(&form)), report),
            span,
            content,
            quoted: quotations.iter().any(|quotation| quotation.contains(span)),
            number,
            name: capital && content && !number && words.len() > first,
        });
    }
    // In a headline every word may have a capital: then capitals show no names.
    let capitals = words[first..].iter().filter(|word| word.name).count();
    if capitals * 10 > (words.len() - first) * 7 {
        words[first..].iter_mut().for_each(|word| word.name = false);
    }
}

/// The words of `text`: runs of letters and digits, with apostrophes within words and marks within numbers.
pub(crate) fn word_ranges(text: &str) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut ranges = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        if !chars[index].1.is_alphanumeric() {
            index += 1;
            continue;
        }
        let start = index;
        while index < chars.len() && (chars[index].1.is_alphanumeric() || joins(&chars, index)) {
            index += 1;
        }
        let end = chars.get(index).map_or(text.len(), |&(byte, _)| byte);
        ranges.push(chars[start].0..end);
    }
    ranges
}

/// Whether the mark at `index` holds the characters around it together.
fn joins(chars: &[(usize, char)], index: usize) -> bool {
    let at = |index: usize| chars.get(index).map(|&(_, char)| char);
    let (Some(before), Some(after)) = (index.checked_sub(1).and_then(at), at(index + 1)) else {
        return false;
    };
    match chars[index].1 {
        '\'' | '’' | 'ʼ' => before.is_alphanumeric() && after.is_alphanumeric(),
        ',' => before.is_ascii_digit() && after.is_ascii_digit(),
        '.' => {
            let digits = before.is_ascii_digit() && after.is_ascii_digit();
            let single = index < 2 || !at(index - 2).is_some_and(char::is_alphanumeric);
            let initials = before.is_uppercase() && after.is_uppercase() && single;
            digits || initials
        }
        _ => false,
    }
}

/// The form under which spellings of one word meet: lower case, without marks, numerals as digits.
pub(crate) fn normalised(word: &str) -> String {
    let digits = word.starts_with(|first: char| first.is_ascii_digit());
    let form: String = word
        .chars()
        .filter(|&char| char.is_alphanumeric() || (digits && char == '.'))
        .flat_map(char::to_lowercase)
        .collect();
    match NUMERALS.binary_search_by_key(&form.as_str(), |(name, _)| name) {
        Ok(index) => NUMERALS[index].1.to_owned(),
        Err(_) => form,
    }
}

/// A rough stem: enough for "killed", "killing" and "kills" to meet.
fn stem(form: &str) -> &str {
    for (ending, least) in
        [("ing", 6), ("ied", 5), ("ies", 5), ("ed", 5), ("es", 5), ("ly", 6), ("y", 4), ("s", 4), ("e", 5)]
    {
        if form.len() >= least
            && !form.ends_with("ss")
            && let Some(stem) = form.strip_suffix(ending)
        {
            let mut ends = stem.char_indices().rev();
            if let (Some((last, a)), Some((_, b))) = (ends.next(), ends.next()) {
                // "stopped" and "stop", but "killed" and "kill".
                return if a == b && !matches!(a, 'l' | 's' | 'z') && matches!(ending, "ing" | "ed") {
                    &stem[..last]
                } else {
                    stem
                };
            }
        }
    }
    form
}

/// Whether `form` is an article, a preposition, a pronoun, an auxiliary or a word of the reporting trade.
pub(crate) fn is_function_word(form: &str) -> bool {
    FUNCTION_WORDS.binary_search(&form).is_ok()
}

const NUMERALS: [(&str, &str); 27] = [
    ("eight", "8"),
    ("eighteen", "18"),
    ("eighty", "80"),
    ("eleven", "11"),
    ("fifteen", "15"),
    ("fifty", "50"),
    ("five", "5"),
    ("forty", "40"),
    ("four", "4"),
    ("fourteen", "14"),
    ("nine", "9"),
    ("nineteen", "19"),
    ("ninety", "90"),
    ("seven", "7"),
    ("seventeen", "17"),
    ("seventy", "70"),
    ("six", "6"),
    ("sixteen", "16"),
    ("sixty", "60"),
    ("ten", "10"),
    ("thirteen", "13"),
    ("thirty", "30"),
    ("three", "3"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("two", "2"),
    ("zero", "0"),
];

/// In order of the alphabet. "Said" and the like stand here because they join any two reports.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "according",
    "added",
    "after",
    "again",
    "against",
    "all",
    "also",
    "am",
    "among",
    "an",
    "and",
    "another",
    "any",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "down",
    "during",
    "each",
    "either",
    "even",
    "every",
    "few",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "hers",
    "herself",
    "him",
    "himself",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "itself",
    "just",
    "like",
    "many",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "neither",
    "no",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "on",
    "once",
    "one",
    "only",
    "onto",
    "or",
    "other",
    "others",
    "our",
    "ours",
    "out",
    "over",
    "own",
    "per",
    "said",
    "same",
    "say",
    "saying",
    "says",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "told",
    "too",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
    "your",
    "yours",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_in_order() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(NUMERALS.is_sorted_by_key(|(name, _)| name));
    }

    #[test]
    fn words_meet_under_one_form() {
        let forms = |text: &str| -> Vec<String> {
            word_ranges(text).into_iter().map(|range| normalised(&text[range])).collect()
        };
        assert_eq!(
            forms("The U.S. paid $4,112.50 – twelve men’s pay."),
            ["the", "us", "paid", "4112.50", "12", "mens", "pay"]
        );
        assert_eq!(forms("rebel-held, co-op. End"), ["rebel", "held", "co", "op", "end"]);
        for (one, other) in
            [("killed", "killing"), ("kills", "killed"), ("stopped", "stopping"), ("cities", "city")]
        {
            assert_eq!(stem(one), stem(other));
        }
    }
}
