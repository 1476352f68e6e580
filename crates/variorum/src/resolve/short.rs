//! Whom a bare surname or a shortened name means: its own report first, then the story, and nobody in doubt.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind};

use super::cluster::{Clusters, quoted};
use super::form::{Form, Forms};
use super::name::{Sound, only_a_for_e, sound_alike};

/// Whom a mention means.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meant {
    /// A group of forms.
    Group(usize),
    /// Somebody whom a name that fits several leaves open, within one report.
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
    let story = Index::new(&forms.forms, clusters);
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
    result
}

/// The full names of a story, by the words that may stand for them.
struct Index {
    /// Groups of persons by the consonants of their surnames.
    surnames: BTreeMap<String, Vec<usize>>,
    /// Bodies by their first word.
    bodies: BTreeMap<String, Vec<usize>>,
}

impl Index {
    fn new(forms: &[Form], _clusters: &Clusters) -> Index {
        let mut index = Index { surnames: BTreeMap::new(), bodies: BTreeMap::new() };
        for (place, form) in forms.iter().enumerate() {
            if form.is_full_person() {
                index.surnames.entry(Sound::new(form.name.last()).consonants).or_default().push(place);
            } else if is_body(form) && form.name.words.len() >= 2 {
                index.bodies.entry(form.name.first().to_owned()).or_default().push(place);
            }
        }
        index
    }
}

fn is_body(form: &Form) -> bool {
    form.kind == Some(EntityKind::Organization)
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
        found.into_iter().filter(|&group| group != clusters.of(form)).collect()
    };
    let named = |group: usize, clusters: &Clusters| quoted(&forms[longest(forms, clusters.members(group))]);
    if short.name.words.len() == 1 && short.kind != Some(EntityKind::Place) && !short.acronym {
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
    if is_body(short) && !short.acronym {
        let part = |other: &Form| {
            let (part, whole) = (short.name.telling(), other.name.telling());
            is_body(other) && part.len() < whole.len() && (whole.starts_with(&part) || whole.ends_with(&part))
        };
        let found = groups(&part, &mut here.iter().copied(), clusters);
        if let [group] = found[..] {
            clusters.explain(
                group,
                format!("{} is short for {} in report {report}.", quoted(short), named(group, clusters)),
            );
            return Some(found);
        }
        let begins = |other: &Form| other.name.telling().starts_with(&short.name.telling());
        let block = story.bodies.get(short.name.first()).into_iter().flatten();
        let found = groups(&begins, &mut block.copied(), clusters);
        if let [group] = found[..] {
            clusters.explain(
                group,
                format!("{} in report {report} fits {} only.", quoted(short), named(group, clusters)),
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
