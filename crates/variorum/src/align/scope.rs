//! Points of scope: numbers that readers take for one another, and that count different things.

use std::collections::BTreeSet;

use super::about::{about, counted_in_state};
use super::context::Context;
use super::series::{REPRESENTATIVES, Series};
use super::version::{Version, reading, versions};
use super::{Dimension, Point, Reading, Relation, lexicon};
use crate::days::Days;

/// Points that show side by side what readers take for one another: killed beside casualties, the city beside the
/// province. A matter stands in one of them at most, the most told first.
pub fn points(context: &Context<'_>, matters: &[Series]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..matters.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(matters[index].figures.len()));
    let mut points = Vec::new();
    let mut used = BTreeSet::new();
    for &first in &order {
        if used.contains(&first) {
            continue;
        }
        for differs in [Difference::State, Difference::Place] {
            let others: Vec<usize> = order
                .iter()
                .copied()
                .filter(|other| *other != first && !used.contains(other))
                .filter(|&other| look_alike(context, &matters[first], &matters[other]) == Some(differs))
                .take(SIDES - 1)
                .collect();
            if !others.is_empty() {
                used.extend(others.iter().copied().chain([first]));
                let sides: Vec<&Series> =
                    std::iter::once(first).chain(others).map(|side| &matters[side]).collect();
                points.push(scope_point(context, &sides, differs));
                break;
            }
        }
    }
    points
}

/// How many matters one point of scope sets side by side.
const SIDES: usize = 6;

/// In what two matters that look alike differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    State,
    Place,
}

fn look_alike(context: &Context<'_>, one: &Series, other: &Series) -> Option<Difference> {
    let (a, b) = (&one.figures[0], &other.figures[0]);
    let (state, other_state) = (a.measure.as_deref()?, b.measure.as_deref()?);
    let differs = if lexicon::confusable(state, other_state) {
        Difference::State
    } else if state == other_state && a.counted == b.counted && (is_wide(one) != is_wide(other)) {
        Difference::Place
    } else if state == other_state && a.counted == b.counted && places(one).is_disjoint(&places(other)) {
        if places(one).is_empty() || places(other).is_empty() {
            return None;
        }
        Difference::Place
    } else {
        return None;
    };
    let same_days = {
        let (days, other_days) = (days(one), days(other));
        days.is_empty()
            || other_days.is_empty()
            || days.iter().any(|day| other_days.iter().any(|o| day.meets(*o)))
    };
    let like = one.figures.iter().take(REPRESENTATIVES).any(|a| {
        other.figures.iter().take(REPRESENTATIVES).any(|b| {
            a.claim.0 != b.claim.0 && (context.likeness(&a.terms, &b.terms) >= 0.3 || a.leads && b.leads)
        })
    });
    let same = |a: &Version<'_>, b: &Version<'_>| match differs {
        Difference::State => a.value == b.value,
        Difference::Place => a.value.fits(b.value),
    };
    let fits = versions(one).iter().any(|a| versions(other).iter().any(|b| same(a, b)));
    (same_days && like && !fits && (gives_only(one, other) || gives_only(other, one))).then_some(differs)
}

/// Whether some report gives the first and not the second, so that a reader could take one for the other.
fn gives_only(one: &Series, other: &Series) -> bool {
    let reports =
        |matter: &Series| -> BTreeSet<usize> { matter.figures.iter().map(|figure| figure.claim.0).collect() };
    reports(one).difference(&reports(other)).next().is_some()
}

/// Whether the matter is told of a whole region.
fn is_wide(matter: &Series) -> bool {
    matter.figures.iter().any(|figure| figure.wide)
}

fn places(matter: &Series) -> BTreeSet<usize> {
    matter.figures.iter().flat_map(|figure| figure.places.iter().copied()).collect()
}

fn days(matter: &Series) -> BTreeSet<Days> {
    matter.figures.iter().flat_map(|figure| figure.days.iter().copied()).collect()
}

/// How many versions of each side a point of scope shows: enough to tell the two apart; the rest is in points of their own.
const SHOWN_OF_SCOPE: usize = 2;

fn scope_point(context: &Context<'_>, sides: &[&Series], differs: Difference) -> Point {
    let about = |matter: &Series| match differs {
        Difference::State => about(context, matter),
        Difference::Place => {
            format!("{} ({})", counted_in_state(context, matter), scope_of(context, matter))
        }
    };
    let abouts: Vec<String> = sides.iter().map(|side| about(side)).collect();
    let of = match differs {
        Difference::State => "different states",
        Difference::Place => "different places",
    };
    let why = format!("They count {of}, so they do not contradict each other: {}.", abouts.join("; "));
    Point {
        about: abouts.join(" / "),
        dimension: Dimension::Quantity,
        relation: Relation::Scope,
        readings: sides.iter().flat_map(|side| qualified(context, side, differs)).collect(),
        why,
    }
}

/// The readings of one side, each with what sets the side apart.
fn qualified(context: &Context<'_>, matter: &Series, differs: Difference) -> Vec<Reading> {
    let tag = match differs {
        Difference::State => matter.figures[0].measure.clone().unwrap_or_default(),
        Difference::Place => scope_of(context, matter),
    };
    let mut versions = versions(matter);
    versions.sort_by_key(|version| (version.value.vague, std::cmp::Reverse(version.figures.len())));
    let shown = versions.iter().take(SHOWN_OF_SCOPE).map(|version| reading(context, version));
    shown.map(|reading| Reading { value: format!("{} ({tag})", reading.value), ..reading }).collect()
}

/// Where the figures of a matter are told of.
fn scope_of(context: &Context<'_>, matter: &Series) -> String {
    let entities = &context.story.entities.entities;
    let places = places(matter);
    let names: Vec<&str> = places
        .iter()
        .take(2)
        .filter_map(|&place| entities.get(place))
        .map(|place| place.name.as_str())
        .collect();
    match (names.is_empty(), is_wide(matter)) {
        (true, true) => "the whole region".to_owned(),
        (true, false) => "one part".to_owned(),
        (false, _) => names.join(", "),
    }
}
