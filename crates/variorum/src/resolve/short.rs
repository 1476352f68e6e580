//! Whom a bare surname means, or a name that several bodies end with: its own report first, then the story, and nobody in
//! doubt. Only a person's surname is ever in doubt: any other name stands for what bears it.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind};

use super::body;
use super::cluster::{Clusters, quoted};
use super::form::{Form, Forms};
use super::name::{Sound, only_a_for_e, sound_alike};

/// Whom a mention means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meant {
    /// A group of forms.
    Group(usize),
    /// A person whom a name that fits several full names leaves open, within one report.
    Doubtful {
        /// The report.
        report: usize,
        /// The form.
        form: usize,
        /// Why it is open.
        why: String,
    },
}

impl Meant {
    /// The forms of whom it means.
    pub(crate) fn forms<'c>(&'c self, clusters: &'c Clusters) -> &'c [usize] {
        match self {
            Meant::Group(group) => clusters.members(*group),
            Meant::Doubtful { form, .. } => std::slice::from_ref(form),
        }
    }
}

/// For each report and mention, whom it means.
pub(crate) fn meant(
    reports: &[Annotated],
    forms: &Forms,
    clusters: &mut Clusters,
) -> Vec<Vec<Option<Meant>>> {
    let story = Index::new(&forms.forms);
    let mut result = Vec::with_capacity(reports.len());
    for (report, annotated) in reports.iter().enumerate() {
        let of_mention = &forms.of_mention[report];
        let here: BTreeSet<usize> = of_mention.iter().flatten().copied().collect();
        let mut known: BTreeMap<usize, Option<Vec<usize>>> = BTreeMap::new();
        let mut of_report = Vec::with_capacity(of_mention.len());
        for (mention, &form) in of_mention.iter().enumerate() {
            let Some(form) = form else {
                of_report.push(None);
                continue;
            };
            let fitting = known
                .entry(form)
                .or_insert_with(|| fitting(&forms.forms, form, &here, &story, clusters, &annotated.report.id))
                .clone();
            of_report.push(Some(match fitting {
                None => Meant::Group(clusters.of(form)),
                Some(groups) => choose(annotated, report, mention, form, &groups, forms, clusters),
            }));
        }
        result.push(of_report);
    }
    settle(forms, clusters, &mut result);
    result
}

/// A name that is short for one and the same wherever its report tells stands for it in the other reports too.
fn settle(forms: &Forms, clusters: &Clusters, meant: &mut [Vec<Option<Meant>>]) {
    let mut told: BTreeMap<usize, BTreeSet<Meant>> = BTreeMap::new();
    for (of_mention, meant) in forms.of_mention.iter().zip(&*meant) {
        for (form, meant) in of_mention.iter().zip(meant) {
            if let (Some(form), Some(meant)) = (form, meant)
                && *meant != Meant::Group(clusters.of(*form))
            {
                told.entry(*form).or_default().insert(meant.clone());
            }
        }
    }
    for (of_mention, meant) in forms.of_mention.iter().zip(meant) {
        for (form, meant) in of_mention.iter().zip(meant) {
            let Some(told) = form.and_then(|form| told.get(&form)).filter(|told| told.len() == 1) else {
                continue;
            };
            if let Some(only @ Meant::Group(_)) = told.first() {
                *meant = Some(only.clone());
            }
        }
    }
}

/// The full names of a story, by the words that may stand for them.
struct Index {
    /// Full names of persons by the consonants of their surnames.
    surnames: BTreeMap<String, Vec<usize>>,
    /// The reports that write out a full name of a person, by each of its words.
    introduced: BTreeMap<String, BTreeSet<usize>>,
}

impl Index {
    fn new(forms: &[Form]) -> Index {
        let mut index = Index { surnames: BTreeMap::new(), introduced: BTreeMap::new() };
        for (place, form) in forms.iter().enumerate().filter(|(_, form)| form.is_full_person()) {
            index.surnames.entry(Sound::new(form.name.last()).consonants).or_default().push(place);
            for word in [form.name.first(), form.name.last()] {
                index.introduced.entry(word.to_owned()).or_default().extend(&form.reports);
            }
        }
        index
    }

    /// Whether a name of one word may be a person's. A body's name also stands in reports that name no such person.
    fn may_be_person(&self, short: &Form) -> bool {
        match short.kind {
            Some(EntityKind::Person) => true,
            Some(EntityKind::Place) => false,
            Some(EntityKind::Organization) => {
                let introduced = self.introduced.get(short.name.first());
                introduced.is_some_and(|reports| short.reports.is_subset(reports))
            }
            _ => true,
        }
    }
}

/// The groups that the short form `form` may mean in a report that uses the forms `here`: `None` where it is no short
/// form of anything, so that it stands for itself.
fn fitting(
    forms: &[Form],
    form: usize,
    here: &BTreeSet<usize>,
    story: &Index,
    clusters: &mut Clusters,
    report: &str,
) -> Option<Vec<usize>> {
    let short = &forms[form];
    let groups = |fits: &dyn Fn(&Form) -> bool,
                  among: &mut dyn Iterator<Item = usize>,
                  clusters: &Clusters|
     -> Vec<usize> {
        let found: BTreeSet<usize> = among
            .filter(|&other| other != form && fits(&forms[other]))
            .map(|other| clusters.of(other))
            .collect();
        let found = found.into_iter().filter(|&group| group != clusters.of(form));
        // A headline runs names together with its other words: whom the text does not name so is nobody.
        let in_text = |group: &usize| clusters.members(*group).iter().any(|&form| forms[form].in_text);
        found.filter(in_text).collect()
    };
    let named = |group: usize, clusters: &Clusters| quoted(&forms[longest(forms, clusters.members(group))]);
    if short.name.words.len() == 1 && !short.acronym && story.may_be_person(short) {
        let word = short.name.first();
        let surname = |other: &Form| other.is_full_person() && other.name.last() == word;
        let given = |other: &Form| other.is_full_person() && other.name.first() == word;
        for fits in [&surname as &dyn Fn(&Form) -> bool, &given] {
            let found = groups(fits, &mut here.iter().copied(), clusters);
            if !found.is_empty() {
                if let [group] = found[..] {
                    clusters.explain(
                        group,
                        format!(
                            "{} is short for {} in report {report}.",
                            quoted(short),
                            named(group, clusters)
                        ),
                    );
                }
                return Some(found);
            }
        }
    }
    if short.kind == Some(EntityKind::Person) && short.name.words.len() == 1 {
        let word = short.name.first();
        let alike = |other: &Form| {
            other.name.last() == word
                || sound_alike(other.name.last(), word) && !only_a_for_e(other.name.last(), word)
        };
        let block = story.surnames.get(&Sound::new(word).consonants).into_iter().flatten();
        let found = groups(&alike, &mut block.copied(), clusters);
        if let [group] = found[..] {
            clusters.explain(
                group,
                format!("{} in report {report} fits {} only.", quoted(short), named(group, clusters)),
            );
        }
        return (!found.is_empty()).then_some(found);
    }
    if body::is_short(short) {
        let ends = |other: &Form| body::ends_with(other, short);
        let found = groups(&ends, &mut here.iter().copied(), clusters);
        if let [group] = found[..] {
            clusters.explain(
                group,
                format!("{} is short for {} in report {report}.", quoted(short), named(group, clusters)),
            );
            return Some(found);
        }
    }
    None
}

/// Of the groups that a short form fits, the one that this mention means.
fn choose(
    annotated: &Annotated,
    report: usize,
    mention: usize,
    form: usize,
    groups: &[usize],
    forms: &Forms,
    clusters: &Clusters,
) -> Meant {
    let fits = |group: &&usize| titles_agree(annotated, report, mention, **group, forms, clusters);
    let left: Vec<usize> = groups.iter().filter(fits).copied().collect();
    if let [group] = left[..] {
        return Meant::Group(group);
    }
    let before = (0..mention).rev().filter_map(|earlier| forms.of_mention[report][earlier]);
    let nearest =
        before.filter(|&earlier| forms.forms[earlier].is_full_person()).map(|earlier| clusters.of(earlier));
    if let Some(group) = nearest.into_iter().find(|group| left.contains(group)) {
        return Meant::Group(group);
    }
    if forms.forms[form].kind != Some(EntityKind::Person) {
        return Meant::Group(clusters.of(form));
    }
    let names: Vec<String> = groups
        .iter()
        .map(|&group| quoted(&forms.forms[longest(&forms.forms, clusters.members(group))]))
        .collect();
    let why = format!(
        "{} in report {} fits {}: it is kept apart.",
        quoted(&forms.forms[form]),
        annotated.report.id,
        names.join(" and ")
    );
    Meant::Doubtful { report, form, why }
}

/// The form with the most words.
fn longest(forms: &[Form], members: &[usize]) -> usize {
    members
        .iter()
        .copied()
        .max_by_key(|&form| (forms[form].name.words.len(), std::cmp::Reverse(form)))
        .unwrap_or(0)
}

/// Whether "Mr" or "Mrs" before the mention does not speak against the group, as this report titles its names.
fn titles_agree(
    annotated: &Annotated,
    report: usize,
    mention: usize,
    group: usize,
    forms: &Forms,
    clusters: &Clusters,
) -> bool {
    let Some(title) = woman(annotated, mention) else { return true };
    let others = forms.of_mention[report].iter().enumerate();
    others
        .filter(|&(other, form)| other != mention && form.is_some_and(|form| clusters.of(form) == group))
        .filter_map(|(other, _)| woman(annotated, other))
        .all(|other| other == title)
}

/// Whether the title before a mention is a woman's; `None` where it tells neither.
fn woman(annotated: &Annotated, mention: usize) -> Option<bool> {
    let start = annotated.mentions[mention].span.start as usize;
    let before = annotated.report.text.get(..start)?.trim_end();
    let word = before.rsplit(char::is_whitespace).next()?.trim_end_matches('.');
    match word {
        "Mr" | "Sir" | "Lord" => Some(false),
        "Mrs" | "Ms" | "Miss" | "Lady" | "Dame" => Some(true),
        _ => None,
    }
}
