//! The short name of a body, and the longer names that hold it: "Brattholm" is the Brattholm Line, but "Boeing" is not
//! Boeing Commercial Airplanes.
//!
//! One name of a story is one body, whichever longer names its reports use. Reports give the full name first and shorten it
//! afterwards; a product or a branch comes after the name that it begins with.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::EntityKind;

use super::cluster::{Clusters, quoted};
use super::form::Form;

/// Puts each short name of a body with the one longer name that it stands for, if there is one.
pub(crate) fn merge(forms: &[Form], clusters: &mut Clusters) {
    let mut known: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, form) in forms.iter().enumerate().filter(|(_, form)| is_full(form)) {
        let telling = form.name.telling();
        let ends: BTreeSet<&str> = [telling.first(), telling.last()].into_iter().flatten().copied().collect();
        ends.into_iter().for_each(|word| known.entry(word).or_default().push(place));
    }
    let mut shorts: Vec<usize> = (0..forms.len()).filter(|&place| is_short(&forms[place])).collect();
    // The longest first: "Mac OS" finds its own full name before "Mac" is asked for.
    shorts.sort_by_key(|&place| Reverse(forms[place].name.telling().len()));
    for short in shorts {
        let telling = forms[short].name.telling();
        let ends = telling.first().into_iter().chain(telling.last());
        let longer: BTreeSet<usize> = ends
            .flat_map(|word| known.get(word).into_iter().flatten().copied())
            .filter(|&other| holds(&forms[other], &forms[short]))
            .collect();
        if let Some(full) = full_name(forms, short, &longer, clusters) {
            let why = format!("{} is short for {}.", quoted(&forms[short]), quoted(&forms[full]));
            clusters.merge(full, short, why);
        }
    }
}

/// Whether it may be short for the longer name of a body.
pub(crate) fn is_short(form: &Form) -> bool {
    is_body(form) && !form.acronym
}

/// Whether a body's longer name ends with the short one: "the Indian Navy", "the Navy".
pub(crate) fn ends_with(longer: &Form, short: &Form) -> bool {
    is_full(longer) && is_part(short, longer) && longer.name.telling().ends_with(&short.name.telling())
}

/// Whether it is the name of a body, as far as it shows: no model ("Skua 400"), no words of a headline.
fn is_full(form: &Form) -> bool {
    let numbered = form.name.words.iter().any(|word| word.contains(|char: char| char.is_ascii_digit()));
    is_body(form) && !numbered && form.in_text
}

fn is_part(short: &Form, longer: &Form) -> bool {
    short.name.telling().len() < longer.name.telling().len()
}

fn is_body(form: &Form) -> bool {
    form.kind == Some(EntityKind::Organization)
}

/// Whether the longer name begins or ends with the short one.
fn holds(longer: &Form, short: &Form) -> bool {
    let (part, whole) = (short.name.telling(), longer.name.telling());
    is_part(short, longer) && (whole.starts_with(&part) || whole.ends_with(&part))
}

/// Of the longer names, the one that the short name stands for in all of the story; `None` where several are as likely, as
/// for "the Navy" beside two navies, and where all are names of something else.
fn full_name(forms: &[Form], short: usize, longer: &BTreeSet<usize>, clusters: &Clusters) -> Option<usize> {
    let mut groups: BTreeMap<usize, Candidate> = BTreeMap::new();
    for &other in longer.iter().filter(|&&other| clusters.of(other) != clusters.of(short)) {
        let candidate = Candidate {
            full: other,
            votes: votes(&forms[other], &forms[short]),
            ends: ends_with(&forms[other], &forms[short]),
        };
        match groups.get_mut(&clusters.of(other)) {
            None => drop(groups.insert(clusters.of(other), candidate)),
            Some(known) => {
                known.votes += candidate.votes;
                known.ends |= candidate.ends;
            }
        }
    }
    // A headline shortens the only longer name before the text gives it.
    let alone = groups.len() == 1;
    let is_likely =
        |candidate: &Candidate| candidate.ends || candidate.votes > 0 || alone && candidate.votes == 0;
    let likely: Vec<Candidate> = groups.into_values().filter(is_likely).collect();
    if let [only] = likely[..] {
        return Some(only.full);
    }
    let all: i32 = likely.iter().map(|candidate| candidate.votes.max(0)).sum();
    let most = likely.iter().find(|candidate| 2 * candidate.votes > all);
    most.filter(|_| !likely.iter().any(|candidate| candidate.ends)).map(|candidate| candidate.full)
}

/// A group of longer names.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    full: usize,
    votes: i32,
    /// Whether they end with the short name, as nothing but a fuller name of the same does.
    ends: bool,
}

/// In how many reports more the full name comes first.
fn votes(longer: &Form, short: &Form) -> i32 {
    let both = longer.first.iter().filter_map(|(report, place)| Some((place, short.first.get(report)?)));
    both.map(|(full, short)| if full < short { 1 } else { -1 }).sum()
}
