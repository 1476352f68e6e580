//! Whether reports tell one story, or are a mixed pile of several.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::Pos;

use crate::annotate::Annotated;

/// Likeness below which two groups of reports share practically nothing.
const APART: f64 = 0.12;
/// Weight of a name against that of a noun: names tell stories apart, nouns only subjects.
const NAME_WEIGHT: f64 = 2.0;

/// Parts reports into stories: indices of the reports of each, the largest story first, then by first report.
///
/// Conservative: groups stay together unless they share practically no names and nouns. Different events of one kind
/// in one region are not told apart here.
pub fn stories(reports: &[Annotated]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |index: usize| {
            (reports[index].report.published, &reports[index].report.id, &reports[index].report.text)
        };
        key(a).cmp(&key(b))
    });
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        let mut joined = Group::of(index, &reports[index]);
        for group in std::mem::take(&mut groups) {
            if joined.is_empty() || group.is_empty() || joined.likeness(&group) >= APART {
                joined.merge(group);
            } else {
                groups.push(group);
            }
        }
        groups.push(joined);
    }
    let mut stories: Vec<Vec<usize>> = groups.into_iter().map(Group::sorted).collect();
    stories.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    stories
}

/// Reports and the words that they use.
struct Group {
    reports: Vec<usize>,
    /// For each name or noun, its weight by how many reports use it and how often.
    words: BTreeMap<String, f64>,
}

impl Group {
    fn of(index: usize, report: &Annotated) -> Group {
        let mut counts: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for token in report.doc.iter() {
            let is_name = token.pos() == Pos::Propn;
            let word = token.lemma().to_lowercase();
            if (is_name || token.pos() == Pos::Noun)
                && word.chars().count() > 2
                && !COMMON.contains(&word.as_str())
            {
                *counts.entry((is_name, word)).or_default() += 1;
            }
        }
        let mut words = BTreeMap::new();
        for ((is_name, word), count) in counts {
            let weight = (1.0 + (count as f64).ln()) * if is_name { NAME_WEIGHT } else { 1.0 };
            *words.entry(word).or_insert(0.0) += weight;
        }
        Group { reports: vec![index], words }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn merge(&mut self, other: Group) {
        self.reports.extend(other.reports);
        for (word, weight) in other.words {
            *self.words.entry(word).or_insert(0.0) += weight;
        }
    }

    /// The cosine of the words' weights.
    fn likeness(&self, other: &Group) -> f64 {
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let shared: f64 =
            short.words.iter().filter_map(|(word, weight)| Some(weight * long.words.get(word)?)).sum();
        let norm = |group: &Group| group.words.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        shared / (norm(self) * norm(other)).max(f64::MIN_POSITIVE)
    }

    fn sorted(mut self) -> Vec<usize> {
        let sorted: BTreeSet<usize> = std::mem::take(&mut self.reports).into_iter().collect();
        sorted.into_iter().collect()
    }
}

/// Nouns and names of the calendar and of the trade, which any two stories share.
const COMMON: &[&str] = &[
    "people",
    "person",
    "year",
    "day",
    "time",
    "week",
    "month",
    "hour",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "report",
    "news",
    "statement",
    "official",
    "thing",
    "man",
    "woman",
    "number",
    "part",
    "way",
    "state",
    "country",
    "group",
    "world",
    "case",
    "place",
    "end",
    "reuters",
    "agency",
    "press",
    "associated",
    "spokesman",
    "spokeswoman",
    "reporter",
    "today",
];
