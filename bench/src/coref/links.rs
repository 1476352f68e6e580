//! Links of nouns and pronouns to names: of those that are made, how many are right, and how many of the gold ones are made.
//!
//! Asked of the mentions that the product finds, not of the gold ones, and judged where a gold mention has the same head. A
//! link is right if the names of the entity, those of its own report first, stand for what the gold says of the noun or
//! pronoun. What the gold leaves without any relation is left out.

use std::collections::{BTreeMap, BTreeSet};

use variorum::annotate::{Annotated, Mention, MentionForm, Parse};
use variorum::resolve::corefer;

use super::corpus::Document;
use super::tokens;

/// What kinds of words are linked, as a reader of the table should see them.
pub const KINDS: [&str; 4] = ["nouns", "he and she", "it", "other pronouns"];

/// Links of one kind of word, counted.
#[derive(Debug, Default, Clone, Copy)]
pub struct Count {
    right: usize,
    made: usize,
    gold: usize,
}

impl Count {
    /// Adds another count.
    pub fn add(&mut self, other: Count) {
        self.right += other.right;
        self.made += other.made;
        self.gold += other.gold;
    }

    /// The share of the links made that are right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.made)
    }

    /// The share of the gold links that are made.
    pub fn recall(&self) -> f64 {
        share(self.right, self.gold)
    }

    /// How many are made and judged.
    pub fn made(&self) -> usize {
        self.made
    }
}

fn share(part: usize, whole: usize) -> f64 {
    (1000.0 * part as f64 / whole.max(1) as f64).round() / 1000.0
}

/// A report and its mentions, each with its group and its gold cluster.
struct Report<'r> {
    annotated: &'r Annotated,
    mentions: Vec<(&'r Mention, Option<usize>, Option<&'r str>)>,
}

/// Counts the links that `groups` makes: for each report and mention its group, if it has one.
pub fn count(
    documents: &[&Document],
    reports: &[Annotated],
    groups: &[Vec<Option<usize>>],
) -> [Count; KINDS.len()] {
    let reports: Vec<Report> = documents
        .iter()
        .zip(reports)
        .zip(groups)
        .map(|((document, annotated), groups)| report(document, annotated, groups))
        .collect();
    // The gold clusters of each group's names: in each report, and in all of them.
    let mut names: BTreeMap<(usize, Option<usize>), BTreeMap<&str, usize>> = BTreeMap::new();
    let (mut named, mut is_named) = (BTreeSet::new(), BTreeSet::new());
    for (place, report) in reports.iter().enumerate() {
        for (mention, group, cluster) in &report.mentions {
            if mention.form == MentionForm::Name {
                named.extend(*group);
                is_named.extend(*cluster);
                for (group, cluster) in group.iter().zip(cluster) {
                    for key in [Some(place), None] {
                        *names.entry((*group, key)).or_default().entry(cluster).or_default() += 1;
                    }
                }
            }
        }
    }
    let mut counts = [Count::default(); KINDS.len()];
    for (place, report) in reports.iter().enumerate() {
        let text = &report.annotated.report.text;
        for (mention, group, cluster) in &report.mentions {
            let Some(cluster) = cluster.filter(|_| mention.form != MentionForm::Name) else { continue };
            let count = &mut counts[kind(mention.form, mention.span.of(text))];
            count.gold += usize::from(is_named.contains(cluster));
            let Some(group) = group.filter(|group| named.contains(group)) else { continue };
            let told = names.get(&(group, Some(place))).or_else(|| names.get(&(group, None)));
            let most = told.and_then(|told| told.values().max());
            count.right += usize::from(told.is_some_and(|told| told.get(cluster) == most));
            // Of a name that the gold leaves out it does not say who else stands for it.
            count.made += usize::from(told.is_some() || is_named.contains(cluster));
        }
    }
    counts
}

fn report<'r>(document: &'r Document, annotated: &'r Annotated, groups: &[Option<usize>]) -> Report<'r> {
    let parse = Parse::new(&annotated.doc);
    let mut gold: Vec<_> = document.mentions.iter().filter(|mention| !mention.alone).collect();
    gold.sort_by_key(|mention| mention.span.len());
    let by_head: BTreeMap<usize, &str> = gold
        .into_iter()
        .map(|mention| (corefer::head(&parse, tokens(&parse, mention.span)), mention.cluster.as_str()))
        .collect();
    let cluster = |mention: &Mention| by_head.get(&corefer::head(&parse, mention.tokens.clone())).copied();
    let mentions = annotated.mentions.iter().zip(groups);
    let mentions = mentions.map(|(mention, &group)| (mention, group, cluster(mention))).collect();
    Report { annotated, mentions }
}

/// The kind of a word, as its place in [`KINDS`].
fn kind(form: MentionForm, words: &str) -> usize {
    match (form, words.to_lowercase().as_str()) {
        (MentionForm::Nominal | MentionForm::Name, _) => 0,
        (_, "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself") => 1,
        (_, "it" | "its" | "itself") => 2,
        _ => 3,
    }
}
