//! Credits: where a report says whom it has something from ("(AP)", "told Reuters", "first reported by …").

use crate::annotate::{Annotated, is_title};
use crate::days::is_calendar_name;
use crate::report::SectionKind;
use crate::text::Span;

use super::outlet::{Outlets, is_media, known_agency, outlet_key, same_outlet};
use super::words::word_ranges;

/// Words of a report that name another outlet as their source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Credit {
    /// The source: an agency under its common short name, another outlet as written.
    pub(crate) source: String,
    /// The words; `None` where only the record of authors names it.
    pub(crate) place: Option<Span>,
    /// The stretch that is credited: the report's content, or one sentence.
    pub(crate) scope: Scope,
}

/// How much of a report a credit speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// A dateline, a byline or a closing line: the whole report.
    Whole,
    /// "With reporting from": some of it, it does not say which.
    Part,
    /// The story as such: "first reported by", in the sentence of that index.
    Story(usize),
    /// One sentence, as its index.
    Sentence(usize),
}

/// The outlets whose reports are at hand.
pub(crate) struct Held<'n> {
    names: &'n [String],
    index: Outlets,
}

impl<'n> Held<'n> {
    /// Indexes the names.
    pub(crate) fn new(names: &'n [String]) -> Held<'n> {
        Held { names, index: names.iter().map(String::as_str).collect() }
    }

    /// The first of the names that means the same outlet as `name`.
    fn find(&self, name: &str) -> Option<&'n str> {
        self.index.find(name).map(|place| self.names[place].as_str())
    }
}

/// The credits of a report, each source and scope once. `held` are the outlets whose reports are at hand.
pub(crate) fn credits(annotated: &Annotated, held: &Held<'_>) -> Vec<Credit> {
    let report = &annotated.report;
    let mut credits: Vec<Credit> = Vec::new();
    for author in &report.byline {
        let name = author.strip_prefix("By ").or_else(|| author.strip_prefix("by ")).unwrap_or(author).trim();
        if let Some(source) = source(name, held) {
            credits.push(Credit { source, place: None, scope: Scope::Whole });
        }
    }
    let last = report.sections.iter().rposition(|section| section.kind != SectionKind::Boilerplate);
    let first_body = report.sections.iter().position(|section| section.kind == SectionKind::Body);
    for (index, section) in report.sections.iter().enumerate() {
        let Some(text) = report.text.get(section.span.range()) else { continue };
        let line = Line::new(text, section.span.start as usize);
        match section.kind {
            SectionKind::Byline | SectionKind::Boilerplate => credits.extend(line.bare(held)),
            SectionKind::Headline | SectionKind::Caption => {}
            SectionKind::Standfirst | SectionKind::Body => {
                if Some(index) == first_body || section.kind == SectionKind::Standfirst {
                    credits.extend(line.dateline(held));
                }
                if Some(index) == last || Some(index + 1) == last {
                    credits.extend(line.bare(held));
                }
            }
        }
        if section.kind != SectionKind::Headline && section.kind != SectionKind::Caption {
            credits.extend(line.lines_of_thanks(held));
        }
    }
    for (index, sentence) in annotated.sentences.iter().enumerate() {
        if let Some(text) = report.text.get(sentence.span.range())
            && sentence.section.is_content()
            && sentence.section != SectionKind::Caption
        {
            credits.extend(Line::new(text, sentence.span.start as usize).mentions(index, held));
        }
    }
    let own = report.outlet.as_deref();
    credits.retain(|credit| !own.is_some_and(|own| same_outlet(own, &credit.source)));
    for credit in &mut credits {
        if let Some(name) = held.find(&credit.source) {
            credit.source = name.to_owned();
        }
    }
    // "The Daily News", after "the Lunde Daily News".
    let full: Vec<String> = credits.iter().map(|credit| credit.source.clone()).collect();
    for credit in &mut credits {
        let ends = |name: &&String| name.ends_with(&format!(" {}", credit.source));
        if let Some(name) = full.iter().find(ends) {
            credit.source = name.clone();
        }
    }
    let mut seen: Vec<(String, Scope)> = Vec::new();
    credits.retain(|credit| {
        let key = (outlet_key(&credit.source), credit.scope);
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    credits
}

/// The source that `name` names, if it is an outlet.
fn source(name: &str, held: &Held<'_>) -> Option<String> {
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name).trim();
    if let Some(agency) = known_agency(name) {
        return Some(agency.to_owned());
    }
    let known = held.find(name).is_some();
    (known || is_media(name)).then(|| name.to_owned())
}

/// A stretch of text with its words.
struct Line<'t> {
    text: &'t str,
    offset: usize,
    words: Vec<std::ops::Range<usize>>,
}

/// A name of an outlet in a line.
struct Found {
    source: String,
    /// Words, as a range of indices.
    words: std::ops::Range<usize>,
}

impl<'t> Line<'t> {
    fn new(text: &'t str, offset: usize) -> Line<'t> {
        Line { text, offset, words: word_ranges(text) }
    }

    fn word(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |range| &self.text[range.clone()])
    }

    /// Whether the words from `index` on are `expected`, whatever their case.
    fn stand(&self, index: usize, expected: &str) -> bool {
        expected
            .split(' ')
            .enumerate()
            .all(|(offset, word)| self.word(index + offset).eq_ignore_ascii_case(word))
    }

    /// What stands between word `index` and the one before it.
    fn before(&self, index: usize) -> &'t str {
        let start = index.checked_sub(1).map_or(0, |previous| self.words[previous].end);
        let end = self.words.get(index).map_or(self.text.len(), |range| range.start);
        &self.text[start..end]
    }

    /// The words `range` as a place in the report.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let end = self.words[range.end.min(self.words.len()) - 1].end;
        Span::new(self.offset + self.words[range.start].start, self.offset + end)
    }

    /// The longest outlet name that starts at word `index`, after an article if there is one.
    fn outlet(&self, index: usize, held: &Held<'_>) -> Option<Found> {
        let mut start = if self.stand(index, "the") { index + 1 } else { index };
        let described_before = self.description_before(start);
        if let Some(length) = described_before {
            start += length;
        }
        let mut end = start;
        while end < self.words.len()
            && end < start + 5
            && self.word(end).starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit())
            && (end == start || matches!(self.before(end), " " | "-" | " & "))
        {
            end += 1;
        }
        (start + 1..=end).rev().find_map(|end| {
            let name = &self.text[self.words[start].start..self.words[end - 1].end];
            let vague = VAGUE.iter().any(|word| self.stand(start, word));
            let described =
                !vague && DESCRIPTIONS.iter().any(|words| self.before(end) == " " && self.stand(end, words));
            let described = described || described_before.is_some() && self.may_name(start);
            let source = source(name, held).or_else(|| described.then(|| name.to_owned()))?;
            (!self.is_picture(end)).then_some(Found { source, words: start..end })
        })
    }

    /// The words from `index` on that say what the name behind them is: "news agency", "Kelmarian state broadcaster".
    fn description_before(&self, index: usize) -> Option<usize> {
        (0..=LONGEST_DESCRIPTION).find_map(|skipped| {
            let start = index + skipped;
            let words = DESCRIPTIONS_BEFORE.iter().find(|words| self.stand(start, words))?;
            let length = skipped + words.split(' ').count();
            let is_named = self.is_capital(index + length) && self.before(index + length) == " ";
            let is_whole = (index..start).all(|word| self.before(word + 1) == " ");
            (is_whole && is_named && (skipped == 0 || self.is_capital(index))).then_some(length)
        })
    }

    /// Whether a name may begin at word `index` for which nothing but the description before it speaks: "told the
    /// newspaper Tuesday" and "according to agency Director Anna Holt" name no outlet.
    fn may_name(&self, index: usize) -> bool {
        let word = self.word(index).to_lowercase();
        !is_calendar_name(&word) && !is_title(&word)
    }

    fn is_capital(&self, index: usize) -> bool {
        self.word(index).starts_with(char::is_uppercase)
    }

    /// Whether the words at `index` say that a name before them credits a picture.
    fn is_picture(&self, index: usize) -> bool {
        ["photo", "photos", "file", "pool", "video", "via", "images", "image"]
            .iter()
            .any(|word| self.stand(index, word))
            && !self.before(index).contains(')')
    }

    /// "HALVOREN, March 2 (AP) —", "AP —", "(AP) -".
    fn dateline(&self, held: &Held<'_>) -> Option<Credit> {
        for index in 0..self.words.len().min(9) {
            let gap = self.before(index);
            if index > 0 && (gap.contains('.') && !gap.contains('(')) {
                return None;
            }
            let bracketed = gap.ends_with('(');
            if (bracketed || index == 0)
                && let Some(found) = self.outlet(index, held)
            {
                let after = self.before(found.words.end).trim();
                let closed = after.starts_with(')');
                let dashed = after.trim_start_matches([')', ' ']).starts_with(['-', '–', '—', ':', '|']);
                if bracketed && closed || dashed && !bracketed {
                    let place = Some(self.span(found.words));
                    return Some(Credit { source: found.source, place, scope: Scope::Whole });
                }
            }
            // Only a place, a date or brackets may stand before the agency.
            let word = self.word(index);
            if !word.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit()) {
                return None;
            }
        }
        None
    }

    /// A line that is nothing but a credit: "AP", "(AFP)", "Source: Reuters", "By Norrvik Wire".
    fn bare(&self, held: &Held<'_>) -> Vec<Credit> {
        let mut index = 0;
        while ["by", "source", "sources", "text", "and", "staff", "with", "agencies"]
            .iter()
            .any(|word| self.stand(index, word))
        {
            index += 1;
        }
        let Some(found) = self.outlet(index, held) else { return self.closing(held) };
        if found.words.end < self.words.len() {
            return self.closing(held);
        }
        let scope = if index > 0 && self.stand(index - 1, "and") { Scope::Part } else { Scope::Whole };
        vec![Credit { source: found.source, place: Some(self.span(found.words)), scope }]
    }

    /// The name in brackets, or after a dash, with which a paragraph ends.
    fn closing(&self, held: &Held<'_>) -> Vec<Credit> {
        let start = self.words.len().saturating_sub(4);
        let credit = (start.max(1)..self.words.len()).find_map(|index| {
            let gap = self.before(index);
            let found = self.outlet(index, held).filter(|found| found.words.end == self.words.len())?;
            let bracketed = gap.ends_with('(') && self.text.trim_end_matches(['.', ' ']).ends_with(')');
            let dashed = gap.ends_with(['–', '—']) || gap.ends_with("— ") || gap.ends_with("– ");
            let place = Some(self.span(found.words));
            (bracketed || dashed).then_some(Credit { source: found.source, place, scope: Scope::Whole })
        });
        credit.into_iter().collect()
    }

    /// "With reporting from …", "… contributed to this report".
    fn lines_of_thanks(&self, held: &Held<'_>) -> Vec<Credit> {
        let mut credits = Vec::new();
        for index in 0..self.words.len() {
            let skipped = PART_BEFORE
                .iter()
                .find(|words| self.stand(index, words))
                .map(|words| words.split(' ').count());
            if let Some(found) = skipped.and_then(|skipped| self.outlet(index + skipped, held)) {
                credits.push((found, Scope::Part));
            } else if PART_AFTER.iter().any(|words| self.stand(index, words)) {
                let found = (index.saturating_sub(4)..index)
                    .find_map(|start| self.outlet(start, held).filter(|found| found.words.end == index));
                credits.extend(found.map(|found| (found, Scope::Part)));
            }
        }
        let credit = |(found, scope): (Found, Scope)| Credit {
            source: found.source,
            place: Some(self.span(found.words)),
            scope,
        };
        credits.into_iter().map(credit).collect()
    }

    /// "told Reuters", "according to the Norrvik Courier", "AFP reported", in the sentence of that index.
    fn mentions(&self, sentence: usize, held: &Held<'_>) -> Vec<Credit> {
        let mut credits = Vec::new();
        let mut index = 0;
        while index < self.words.len() {
            let before = SENTENCE_BEFORE.iter().find(|words| self.stand(index, words));
            let found = match before {
                Some(words) => self.outlet(index + words.split(' ').count(), held),
                None => self
                    .outlet(index, held)
                    .filter(|found| SENTENCE_AFTER.iter().any(|words| self.reported(found.words.end, words))),
            };
            index += 1;
            if let Some(found) = found {
                index = found.words.end.max(index);
                let first = before.is_some_and(|words| words.starts_with("first"))
                    || self.reported(found.words.end, "first");
                let scope = if first { Scope::Story(sentence) } else { Scope::Sentence(sentence) };
                credits.push(Credit { source: found.source, place: Some(self.span(found.words)), scope });
            }
        }
        credits
    }

    /// Whether `words` stand at `index`, or after a description of the outlet ("news agency").
    fn reported(&self, index: usize, words: &str) -> bool {
        let skipped = DESCRIPTIONS
            .iter()
            .find(|words| self.stand(index, words))
            .map_or(0, |words| words.split(' ').count());
        self.stand(index + skipped, words)
            || (self.stand(index + skipped, "first") && self.stand(index + skipped + 1, words))
    }
}

/// Words after a name that show that it names an outlet.
const DESCRIPTIONS: &[&str] = &[
    "news agency",
    "newspaper",
    "news site",
    "news website",
    "television",
    "tv",
    "radio",
    "magazine",
    "newswire",
    "daily",
];

/// Words between an article and such a description: "the Kelmarian state news agency".
const LONGEST_DESCRIPTION: usize = 2;

/// Words before the name of an outlet that say what it is.
const DESCRIPTIONS_BEFORE: &[&str] =
    &["news agency", "agency", "newspaper", "broadcaster", "news site", "radio station"];

/// Words before such a description that name nobody.
const VAGUE: &[&str] =
    &["state", "local", "official", "national", "public", "government", "daily", "weekly", "foreign"];

/// Words before an outlet that gave part of a report.
const PART_BEFORE: &[&str] = &[
    "additional reporting by",
    "additional reporting from",
    "with reporting by",
    "with reporting from",
    "reporting from",
    "with material from",
    "material from",
    "with files from",
    "source",
    "sources",
    "first published by",
    "originally published by",
    "republished from",
];

/// Words after an outlet that gave part of a report.
const PART_AFTER: &[&str] =
    &["contributed to this report", "contributed reporting", "contributed to this story"];

/// Words before an outlet from which one sentence is taken.
const SENTENCE_BEFORE: &[&str] = &[
    "told",
    "according to",
    "first reported by",
    "as reported by",
    "reported by",
    "quoted by",
    "cited by",
    "carried by",
    "published by",
    "citing",
    "quoting",
    "interview with",
    "said to",
];

/// Words after an outlet from which one sentence is taken.
const SENTENCE_AFTER: &[&str] = &[
    "reported",
    "reports",
    "said",
    "wrote",
    "quoted",
    "cited",
    "revealed",
    "has reported",
    "had reported",
    "says",
];
