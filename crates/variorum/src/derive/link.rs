//! One pair of reports: whether one draws on the other, how, in which direction, and why one should think so.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::annotate::Annotated;
use crate::text::{Cite, Span};

use super::compare::{Comparison, Run, compare, fact_pairs, in_order};
use super::credit::{Credit, Scope};
use super::order::{delay, known_order};
use super::outlet::same_outlet;
use super::words::{Vocabulary, Words};
use super::{Derivation, DerivationKind, Direction, Passage};

/// What is known of all reports of a story.
pub(crate) struct Story<'s> {
    pub(crate) reports: &'s [Annotated],
    pub(crate) words: &'s [Words],
    pub(crate) vocabulary: &'s Vocabulary,
    /// The credits of each report.
    pub(crate) credits: &'s [Vec<Credit>],
}

/// A report is a copy if this share of its words stands in the other.
const COPY: f64 = 0.5;
/// … and this share of its words outside quotations.
const COPY_PLAIN: f64 = 0.4;
/// A report with fewer words that carry meaning is a flash or a form: it is a copy only if it is the same.
const SHORT: usize = 20;
/// Of a table, more of the words that carry meaning are numbers.
const TABLE: f64 = 0.35;
/// A report is a rewrite if this share of it tells, sentence by sentence, what the other tells …
const REWRITE: f64 = 0.5;
/// … in the other's order, as far as this share of its sentences …
const REWRITE_ORDER: f64 = 0.65;
/// … with this many sentences and numbers or names.
const REWRITE_SENTENCES: usize = 4;
const REWRITE_SPECIFICS: usize = 4;
/// Where it credits the other, this share suffices.
const REWRITE_CREDITED: f64 = 0.25;
/// Passages outside quotations count from this many words that carry meaning …
const PASSAGE_WORDS: usize = 20;
/// … one of them with at least this many words …
const PASSAGE_RUN: usize = 12;
/// … that together are this share of the report.
const PASSAGE_SHARE: f64 = 0.1;
/// Shared quotations alone point to a shared source from this share of the report.
const QUOTED_SHARE: f64 = 0.2;
/// One report is cut from another if this share of it stands there …
const CONTAINED: f64 = 0.85;
/// … and at most this share of the other stands in it.
const CONTAINING: f64 = 0.7;
/// Shared numbers, or shared names, below this share of all in the passages mark a form filled in anew …
const COPY_KEPT: f64 = 0.6;
/// … and below this share where the words are not mostly the same.
const OTHERS_KEPT: f64 = 0.7;

/// The derivation between two reports, the first of them earlier in the story's order, if there is one.
pub(crate) fn link(story: &Story, first: usize, second: usize) -> Option<Derivation> {
    let known = known_direction(story, first, second);
    let (from, to) = known.unwrap_or((first, second));
    let forth = Measured::new(story, from, to);
    if forth.is_nothing() {
        return None;
    }
    if known.is_some() {
        return forth.derivation(Direction::Known);
    }
    let back = Measured::new(story, to, from);
    if back.exact >= CONTAINED && forth.exact <= CONTAINING {
        return back.derivation(Direction::Likely);
    }
    if forth.exact >= CONTAINED && back.exact <= CONTAINING {
        return forth.derivation(Direction::Likely);
    }
    forth.derivation(Direction::Unknown).or_else(|| back.derivation(Direction::Unknown))
}

/// Which of two reports can only be the source of the other: by their dates, else by a credit of one of them.
fn known_direction(story: &Story, first: usize, second: usize) -> Option<(usize, usize)> {
    match known_order(&story.reports[first].report, &story.reports[second].report) {
        Some(Ordering::Less) => Some((first, second)),
        Some(_) => Some((second, first)),
        None => match (credit(story, second, first), credit(story, first, second)) {
            (Some(_), None) => Some((first, second)),
            (None, Some(_)) => Some((second, first)),
            _ => None,
        },
    }
}

/// The credit by which `to` names the outlet of `from`.
fn credit<'s>(story: &'s Story, to: usize, from: usize) -> Option<&'s Credit> {
    let outlet = story.reports[from].report.outlet.as_deref()?;
    story.credits[to].iter().find(|credit| same_outlet(outlet, &credit.source))
}

/// What `to` shares with `from`, in figures.
struct Measured<'s> {
    story: &'s Story<'s>,
    from: usize,
    to: usize,
    comparison: Comparison,
    /// Share of `to`'s content words that stand in runs.
    exact: f64,
    /// The same, outside quotations.
    plain: f64,
    /// Content words outside quotations that stand in runs.
    plain_words: usize,
    /// Content words within quotations that stand in runs, as a share of all content words.
    quoted: f64,
    /// Share of `to`'s content words in sentences that tell what a sentence of `from` tells.
    told: f64,
}

impl<'s> Measured<'s> {
    fn new(story: &'s Story<'s>, from: usize, to: usize) -> Measured<'s> {
        let mut comparison =
            compare(&story.words[from], &story.words[to], story.vocabulary, story.reports.len());
        if credit(story, to, from).is_some() {
            let facts = fact_pairs(&story.words[from], &story.words[to], &comparison.pairs);
            comparison.pairs.extend(facts);
            comparison.pairs.sort_by_key(|pair| pair.to);
        }
        let words = &story.words[to].words;
        let all = words.iter().filter(|word| word.content).count();
        let all_plain = words.iter().filter(|word| word.content && !word.quoted).count();
        let in_runs =
            || comparison.runs.iter().flat_map(|run| &words[run.to.clone()]).filter(|word| word.content);
        let plain_words = in_runs().filter(|word| !word.quoted).count();
        let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
        let told = comparison
            .pairs
            .iter()
            .map(|pair| {
                words[story.words[to].sentences[pair.to].clone()].iter().filter(|word| word.content).count()
            })
            .sum();
        Measured {
            story,
            from,
            to,
            exact: share(in_runs().count(), all),
            plain: share(plain_words, all_plain),
            plain_words,
            quoted: share(in_runs().filter(|word| word.quoted).count(), all),
            told: share(told, all),
            comparison,
        }
    }

    fn is_nothing(&self) -> bool {
        self.comparison.runs.is_empty() && self.comparison.pairs.is_empty()
    }

    fn derivation(&self, direction: Direction) -> Option<Derivation> {
        let shared_source = self.shared_source();
        let kind = self.kind(shared_source.is_some())?;
        let direction = match (kind, shared_source) {
            (DerivationKind::SharedSource, _) => Direction::Unknown,
            // Two copies of one wire: the dates tell when they were published, not who copied whom.
            (_, Some(_)) if direction == Direction::Known && self.credit().is_none() => Direction::Likely,
            _ => direction,
        };
        let passages = self.passages(kind);
        let source =
            (kind == DerivationKind::SharedSource).then(|| shared_source.map(str::to_owned)).flatten();
        Some(Derivation {
            from: Some(self.from),
            source,
            to: self.to,
            kind,
            coverage: self.coverage(&passages),
            direction,
            evidence: self.evidence(kind, direction, shared_source),
            passages,
        })
    }

    fn kind(&self, shares_source: bool) -> Option<DerivationKind> {
        let (from, to) = (&self.story.words[self.from], &self.story.words[self.to]);
        if from.same_body(to) {
            return Some(DerivationKind::Copy);
        }
        let numbers = to.words.iter().filter(|word| word.number).count();
        let is_table = numbers as f64 > TABLE * to.content() as f64;
        if (is_table || to.content() < SHORT) && self.exact < 0.9
            || to.content() < SHORT / 2
            || self.is_form(COPY_KEPT)
        {
            return None;
        }
        if self.exact >= COPY && self.plain >= COPY_PLAIN {
            return Some(DerivationKind::Copy);
        }
        if self.is_form(OTHERS_KEPT) {
            return None;
        }
        if self.is_rewrite() {
            return Some(DerivationKind::Rewrite);
        }
        // What an outlet says again in its next report is no news of where it has it from.
        if self.same_outlet() {
            return None;
        }
        if self.repeats_passages() {
            return Some(if shares_source { DerivationKind::SharedSource } else { DerivationKind::Quotes });
        }
        let quoted_run = |run: &&Run| run.to.len() >= 8 && to.words[run.to.start].quoted;
        let quoted_runs = self.comparison.runs.iter().filter(quoted_run).count();
        let shares_quotations = quoted_runs >= 3 || quoted_runs >= 2 && self.quoted >= QUOTED_SHARE;
        let shares_facts = shares_source && self.comparison.pairs.len() >= 2 && self.told >= REWRITE_CREDITED;
        (shares_quotations || shares_facts).then_some(DerivationKind::SharedSource)
    }

    fn same_outlet(&self) -> bool {
        let outlet = |report: usize| self.story.reports[report].report.outlet.as_deref().unwrap_or_default();
        same_outlet(outlet(self.from), outlet(self.to))
    }

    fn is_rewrite(&self) -> bool {
        let pairs = &self.comparison.pairs;
        if self.credit().is_some() {
            return pairs.len() >= 2 && self.told >= REWRITE_CREDITED;
        }
        self.told >= REWRITE
            && pairs.len() >= REWRITE_SENTENCES
            && self.order_kept() >= REWRITE_ORDER
            && self.shared_specifics().len() >= REWRITE_SPECIFICS
    }

    fn repeats_passages(&self) -> bool {
        let words = &self.story.words[self.to].words;
        let long = self.comparison.runs.iter().any(|run| {
            run.to.len() >= PASSAGE_RUN
                && words[run.to.clone()].iter().filter(|word| !word.quoted).count() >= PASSAGE_RUN
        });
        long && self.plain_words >= PASSAGE_WORDS && self.plain >= PASSAGE_SHARE
    }

    /// The share of the paired sentences that come in the order of `from`.
    fn order_kept(&self) -> f64 {
        let places: Vec<usize> = self.comparison.pairs.iter().map(|pair| pair.from).collect();
        if places.is_empty() { 0.0 } else { in_order(&places) as f64 / places.len() as f64 }
    }

    /// Whether the two read like one form filled in twice (price tables, dividend notices): the words stay, but more
    /// of the numbers or names differ than `least` allows, sentence by sentence.
    fn is_form(&self, least: f64) -> bool {
        let (from, to) = (&self.story.words[self.from], &self.story.words[self.to]);
        let mut partners: Vec<Vec<usize>> = vec![Vec::new(); to.sentences.len()];
        let sentence_of =
            |words: &Words, word: usize| words.sentences.partition_point(|range| range.end <= word);
        for run in &self.comparison.runs {
            partners[sentence_of(to, run.to.start)].push(sentence_of(from, run.from.start));
        }
        for pair in &self.comparison.pairs {
            partners[pair.to].push(pair.from);
        }
        let (mut numbers, mut names) = ((0usize, 0usize), (0usize, 0usize));
        for (sentence, partners) in
            to.sentences.iter().zip(&partners).filter(|(_, partners)| !partners.is_empty())
        {
            let held: BTreeSet<u32> = partners
                .iter()
                .flat_map(|&from_sentence| &from.words[from.sentences[from_sentence].clone()])
                .map(|word| word.key)
                .collect();
            for word in &to.words[sentence.clone()] {
                let kept = usize::from(held.contains(&word.key));
                let counts = if word.number { &mut numbers } else { &mut names };
                if word.is_specific() {
                    *counts = (counts.0 + kept, counts.1 + 1);
                }
            }
        }
        let few = |(kept, all): (usize, usize)| all >= 2 && (kept as f64) < least * all as f64;
        few(numbers) || few(names)
    }

    /// The numbers and names that stand in both, within runs and paired sentences, as the words that `to` writes.
    fn shared_specifics(&self) -> BTreeSet<&'s str> {
        let (from, to) = (&self.story.words[self.from], &self.story.words[self.to]);
        let held: BTreeSet<u32> = self
            .comparison
            .pairs
            .iter()
            .flat_map(|pair| &from.words[from.sentences[pair.from].clone()])
            .filter(|word| word.content)
            .map(|word| word.key)
            .collect();
        self.comparison
            .pairs
            .iter()
            .flat_map(|pair| &to.words[to.sentences[pair.to].clone()])
            .filter(|word| word.is_specific() && held.contains(&word.key))
            .filter_map(|word| self.story.reports[self.to].report.text.get(word.span.range()))
            .collect()
    }

    /// The credit by which `to` names the outlet of `from`.
    fn credit(&self) -> Option<&'s Credit> {
        credit(self.story, self.to, self.from)
    }

    /// A source that both reports credit as a whole or in part.
    fn shared_source(&self) -> Option<&'s str> {
        let credits = |report: usize| {
            self.story.credits[report].iter().filter(|credit| !matches!(credit.scope, Scope::Sentence(_)))
        };
        credits(self.to)
            .find(|credit| credits(self.from).any(|other| same_outlet(&other.source, &credit.source)))
            .map(|credit| credit.source.as_str())
    }

    fn passages(&self, kind: DerivationKind) -> Vec<Passage> {
        let (from, to) = (&self.story.words[self.from], &self.story.words[self.to]);
        let passage = |from_span: Span, to_span: Span| Passage {
            from: Some(Cite { report: self.from, span: from_span }),
            to: to_span,
        };
        let of_run = |run: &Run| passage(from.span(run.from.clone()), to.span(run.to.clone()));
        let mut passages: Vec<Passage> = Vec::new();
        if kind == DerivationKind::Rewrite || kind == DerivationKind::SharedSource {
            passages.extend(self.comparison.pairs.iter().map(|pair| {
                passage(from.span(from.sentences[pair.from].clone()), to.span(to.sentences[pair.to].clone()))
            }));
        }
        let sentences: Vec<Span> = passages.iter().map(|passage| passage.to).collect();
        let runs = self.comparison.runs.iter().map(of_run);
        passages.extend(runs.filter(|run| !sentences.iter().any(|sentence| sentence.overlaps(run.to))));
        passages.sort_by_key(|passage| (passage.to, passage.from));
        passages
    }

    /// The share of `to`'s content words that lie within the passages.
    fn coverage(&self, passages: &[Passage]) -> f64 {
        let words = &self.story.words[self.to];
        let covered = |span: Span| {
            let after = passages.partition_point(|passage| passage.to.end < span.end);
            passages.get(after).is_some_and(|passage| passage.to.contains(span))
        };
        let count = words.words.iter().filter(|word| word.content && covered(word.span)).count();
        count as f64 / words.content().max(1) as f64
    }

    fn evidence(
        &self,
        kind: DerivationKind,
        direction: Direction,
        shared_source: Option<&str>,
    ) -> Vec<String> {
        let id = &self.story.reports[self.from].report.id;
        let mut evidence = Vec::new();
        let ordered = self.comparison.runs.is_sorted_by_key(|run| run.from.start);
        if self.exact > 0.05 {
            let order = if ordered { ", in the same order" } else { "" };
            evidence.push(format!("{} of its words stand in report {id}{order}.", percent(self.exact)));
        }
        let pairs = self.comparison.pairs.len();
        if matches!(kind, DerivationKind::Rewrite | DerivationKind::SharedSource) && pairs >= 2 {
            let all = self.story.words[self.to].sentences.len();
            let order = if self.order_kept() >= 0.99 { ", in the same order" } else { "" };
            evidence.push(format!("{pairs} of its {all} sentences tell what report {id} tells{order}."));
        }
        evidence.extend(self.rare_specifics(id));
        if kind == DerivationKind::SharedSource && self.quoted >= 0.05 {
            evidence.push(format!(
                "Words between quotation marks that report {id} has too make up {} of it.",
                percent(self.quoted)
            ));
        }
        if let Some(credit) = self.credit() {
            evidence.push(format!("It credits {}.", credit.source));
        }
        if let Some(source) = shared_source {
            evidence.push(format!("Both credit {source}, so either may have it from there."));
        }
        evidence.push(self.timing(direction));
        evidence
    }

    /// The numbers and names that only these two of several reports give.
    fn rare_specifics(&self, id: &str) -> Option<String> {
        if self.story.reports.len() < 4 {
            return None;
        }
        let text = &self.story.reports[self.to].report.text;
        let from: BTreeSet<u32> = self.story.words[self.from]
            .words
            .iter()
            .filter(|word| word.is_specific())
            .map(|word| word.key)
            .collect();
        let mut shared: Vec<&str> = Vec::new();
        let words = &self.story.words[self.to].words;
        // Numbers convince more than names.
        for word in words.iter().filter(|word| word.number).chain(words.iter().filter(|word| word.name)) {
            let rare = word.span.len() >= 3 && self.story.vocabulary.reports_with(word.key) == 2;
            if let Some(written) = text.get(word.span.range())
                && rare
                && from.contains(&word.key)
                && !shared.contains(&written)
            {
                shared.push(written);
            }
        }
        let more = if shared.len() > 4 { " and others" } else { "" };
        (!shared.is_empty()).then(|| {
            let listed = shared[..shared.len().min(4)].join(", ");
            format!("Only it and report {id} have {listed}{more}.")
        })
    }

    fn timing(&self, direction: Direction) -> String {
        let (from, to) = (&self.story.reports[self.from].report, &self.story.reports[self.to].report);
        if let Some(delay) = delay(from, to) {
            return format!("It was published {delay} later.");
        }
        match direction {
            Direction::Likely => format!(
                "Nearly all of it stands in report {}, which has more: it may be cut from it.",
                from.id
            ),
            Direction::Known => "No dates tell which came first; the credit does.".to_owned(),
            Direction::Unknown => "Nothing tells which of the two came first.".to_owned(),
        }
    }
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round())
}
