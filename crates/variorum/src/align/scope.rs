//! Points of scope: numbers that readers take for one another, and that count different things.

use std::collections::{BTreeMap, BTreeSet};

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
    let sides: Vec<Side<'_>> = order.iter().filter_map(|&index| Side::of(&matters[index])).collect();
    let mut of_state: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, side) in sides.iter().enumerate() {
        of_state.entry(side.state).or_default().push(place);
    }
    let mut points = Vec::new();
    let mut used = BTreeSet::new();
    for first in 0..sides.len() {
        if used.contains(&first) {
            continue;
        }
        for differs in [Difference::State, Difference::Place] {
            let free = |side: &usize| *side != first && !used.contains(side);
            let mut alike: Vec<usize> = of_state
                .iter()
                .filter(|(state, _)| match differs {
                    Difference::State => lexicon::confusable(sides[first].state, state),
                    Difference::Place => **state == sides[first].state,
                })
                .flat_map(|(_, places)| places.iter().copied().filter(free))
                .filter(|&other| look_alike(context, &sides[first], &sides[other]) == Some(differs))
                .collect();
            alike.sort_unstable();
            if differs == Difference::State {
                alike = with_further(context, &sides, &of_state, first, alike, &used);
                alike = one_of_each_kind(&sides, first, alike);
            }
            alike.truncate(SIDES - 1);
            if !alike.is_empty() {
                used.extend(alike.iter().copied().chain([first]));
                let sides: Vec<&Series> =
                    std::iter::once(first).chain(alike).map(|side| sides[side].matter).collect();
                points.push(scope_point(context, &sides, differs));
                break;
            }
        }
    }
    points
}

/// The sides that look like `first`, and those that look like one of these: where the killed stand beside casualties,
/// the injured do too.
fn with_further(
    context: &Context<'_>,
    sides: &[Side<'_>],
    of_state: &BTreeMap<&str, Vec<usize>>,
    first: usize,
    alike: Vec<usize>,
    used: &BTreeSet<usize>,
) -> Vec<usize> {
    let mut all = alike.clone();
    for one in alike {
        let states = of_state.iter().filter(|(state, _)| lexicon::confusable(sides[one].state, state));
        for other in states.flat_map(|(_, places)| places.iter().copied()) {
            let is_new = other != first && !used.contains(&other) && !all.contains(&other);
            if is_new && look_alike(context, &sides[one], &sides[other]) == Some(Difference::State) {
                all.push(other);
            }
        }
    }
    all
}

/// Of each state and what is counted in it the matter that comes first: more of them say nothing of how the states
/// differ.
fn one_of_each_kind(sides: &[Side<'_>], first: usize, mut alike: Vec<usize>) -> Vec<usize> {
    let kind = |side: usize| (sides[side].state, sides[side].matter.figures[0].counted.as_str());
    let mut seen = BTreeSet::from([kind(first)]);
    alike.retain(|&side| seen.insert(kind(side)));
    alike
}

/// A matter with a state, as it is held against others.
struct Side<'m> {
    matter: &'m Series,
    state: &'m str,
    wide: bool,
    places: BTreeSet<usize>,
    days: BTreeSet<Days>,
    reports: BTreeSet<usize>,
    versions: Vec<Version<'m>>,
}

impl<'m> Side<'m> {
    fn of(matter: &'m Series) -> Option<Side<'m>> {
        Some(Side {
            matter,
            state: matter.figures[0].measure.as_deref()?,
            wide: is_wide(matter),
            places: places(matter),
            days: matter.figures.iter().flat_map(|figure| figure.days.iter().copied()).collect(),
            reports: matter.figures.iter().map(|figure| figure.claim.0).collect(),
            versions: versions(matter),
        })
    }

    /// Whether some report gives this one and not the other, so that a reader could take one for the other.
    fn is_given_without(&self, other: &Side<'_>) -> bool {
        self.reports.difference(&other.reports).next().is_some()
    }
}

/// How many matters one point of scope sets side by side.
const SIDES: usize = 6;

/// In what two matters that look alike differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Difference {
    State,
    Place,
}

fn look_alike(context: &Context<'_>, one: &Side<'_>, other: &Side<'_>) -> Option<Difference> {
    let same_counted = one.matter.figures[0].counted == other.matter.figures[0].counted;
    let differs = if lexicon::confusable(one.state, other.state) {
        Difference::State
    } else if one.state == other.state && same_counted && (one.wide != other.wide) {
        Difference::Place
    } else if one.state == other.state && same_counted && one.places.is_disjoint(&other.places) {
        if one.places.is_empty() || other.places.is_empty() {
            return None;
        }
        Difference::Place
    } else {
        return None;
    };
    let same_days = one.days.is_empty()
        || other.days.is_empty()
        || one.days.iter().any(|day| other.days.iter().any(|o| day.meets(*o)));
    let like = || {
        one.matter.figures.iter().take(REPRESENTATIVES).any(|a| {
            other.matter.figures.iter().take(REPRESENTATIVES).any(|b| {
                a.claim.0 != b.claim.0 && (context.likeness(&a.terms, &b.terms) >= 0.3 || a.leads && b.leads)
            })
        })
    };
    let same = |a: &Version<'_>, b: &Version<'_>| match differs {
        Difference::State => a.value == b.value,
        Difference::Place => a.value.fits(b.value),
    };
    let fits = || one.versions.iter().any(|a| other.versions.iter().any(|b| same(a, b)));
    let given = one.is_given_without(other) || other.is_given_without(one);
    (same_days && given && like() && !fits()).then_some(differs)
}

/// Whether the matter is told of a whole region.
fn is_wide(matter: &Series) -> bool {
    matter.figures.iter().any(|figure| figure.wide)
}

fn places(matter: &Series) -> BTreeSet<usize> {
    matter.figures.iter().flat_map(|figure| figure.places.iter().copied()).collect()
}

/// How many versions of each side a point of scope shows: enough to tell the two apart; the rest is in points of their
/// own.
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
