//! Points about numbers: figures of one matter put together, and how they stand to each other.

use std::collections::{BTreeMap, BTreeSet};

use super::asof::{AsOf, Order};
use super::bridges::Bridges;
use super::context::{ClaimId, Context};
use super::figure::{AGE, Figure};
use super::series::{self, REPRESENTATIVES, Series};
use super::value::{Value, written};
use super::{Dimension, Point, Reading, Relation, label, lexicon, why};
use crate::annotate::Bound;
use crate::days::Days;

/// The points about numbers in no order.
pub fn points(context: &Context<'_>, bridges: &Bridges) -> Vec<Point> {
    let series = series::all(context, bridges);
    let mut points: Vec<Point> = series.iter().flat_map(|series| points_of(context, series)).collect();
    let scopes = scope_points(context, &series);
    let shown: BTreeSet<ClaimId> = scopes.iter().flat_map(super::claims_of).collect();
    points.retain(|point| {
        point.relation != Relation::Single || super::claims_of(point).any(|claim| !shown.contains(&claim))
    });
    points.extend(scopes);
    points
}

/// Figures of one matter with one value.
#[derive(Clone)]
struct Version<'m> {
    value: Value,
    figures: Vec<&'m Figure>,
}

fn versions(matter: &Series) -> Vec<Version<'_>> {
    let mut versions: Vec<Version<'_>> = Vec::new();
    for figure in &matter.figures {
        let same = versions.iter_mut().find(|version| {
            version.value.number == figure.value.number && version.value.vague == figure.value.vague
        });
        match same {
            Some(version) => {
                if figure.value.bound == Bound::Exact {
                    version.value = figure.value;
                }
                version.figures.push(figure);
            }
            None => versions.push(Version { value: figure.value, figures: vec![figure] }),
        }
    }
    versions
}

/// The points of one matter: one, or where some versions clash and others only follow them in time, one of each kind.
fn points_of(context: &Context<'_>, matter: &Series) -> Vec<Point> {
    let versions = versions(matter);
    let pairs =
        || (0..versions.len()).flat_map(|one| (one + 1..versions.len()).map(move |other| (one, other)));
    let differing: Vec<(usize, usize)> =
        pairs().filter(|&(one, other)| !versions[one].value.fits(versions[other].value)).collect();
    let (clashing, changing): (Vec<_>, Vec<_>) =
        differing.into_iter().partition(|&(one, other)| clashes(matter, &versions[one], &versions[other]));
    let contested: BTreeSet<usize> = clashing.iter().flat_map(|&(one, other)| [one, other]).collect();
    let follows = |&(one, other): &(usize, usize)| !contested.contains(&one) || !contested.contains(&other);
    match (contested.is_empty(), changing.iter().any(follows)) {
        (true, true) => point(context, matter, versions, Some(Relation::Evolving)).into_iter().collect(),
        (true, false) => point(context, matter, versions, None).into_iter().collect(),
        (false, false) => point(context, matter, versions, Some(Relation::Conflict)).into_iter().collect(),
        (false, true) => {
            let part = contested.iter().map(|&index| versions[index].clone()).collect();
            let conflict = point(context, matter, part, Some(Relation::Conflict));
            conflict.into_iter().chain(point(context, matter, versions, Some(Relation::Evolving))).collect()
        }
    }
}

/// The point that these versions make, whose values fit or stand to each other as `differs` says.
fn point(
    context: &Context<'_>,
    matter: &Series,
    mut versions: Vec<Version<'_>>,
    differs: Option<Relation>,
) -> Option<Point> {
    let weight = |version: &Version<'_>| {
        let groups: BTreeSet<usize> =
            version.figures.iter().map(|figure| context.groups[figure.claim.0]).collect();
        groups.len()
    };
    versions.sort_by_key(|version| std::cmp::Reverse(weight(version)));
    if differs == Some(Relation::Evolving) {
        versions.sort_by(|a, b| a.since().cmp(&b.since()).then(a.value.number.total_cmp(&b.value.number)));
    }
    let readings: Vec<Reading> = versions.iter().map(|version| reading(context, version)).collect();
    let claims: Vec<ClaimId> = readings.iter().flat_map(|reading| reading.claims.clone()).collect();
    let told = why::plain_relation(context, &claims);
    let origins: BTreeSet<usize> = readings.iter().flat_map(|reading| reading.origins.clone()).collect();
    let relation = match (told, differs) {
        (Relation::Single, Some(differs)) if origins.len() > 1 && all_attributed(context, &readings) => {
            differs
        }
        (Relation::Single, _) => Relation::Single,
        (_, differs) => differs.unwrap_or(Relation::Agree),
    };
    if relation == Relation::Single && !matters_alone(matter) {
        return None;
    }
    let why = match relation {
        Relation::Single => why::single(context, &readings),
        Relation::Agree if readings.len() == 1 => why::agreed(context, &claims),
        relation => account(context, matter, &versions, relation),
    };
    Some(Point { about: about(context, matter), dimension: Dimension::Quantity, relation, readings, why })
}

/// Whether each reading rests on somebody's word, and not on the outlet's alone.
fn all_attributed(context: &Context<'_>, readings: &[Reading]) -> bool {
    let attributed = |claim: &ClaimId| !context.claim(*claim).attribution.is_empty();
    readings.iter().all(|reading| reading.claims.iter().any(attributed))
}

/// Whether two versions that do not fit contradict each other: told as of one time, or a figure that never falls told
/// lower at a later day.
fn clashes(matter: &Series, one: &Version<'_>, other: &Version<'_>) -> bool {
    let measure = matter.figures[0].measure.as_deref();
    let growing = measure.is_some_and(lexicon::is_cumulative);
    let worded = |figure: &Figure| figure.as_of.update || figure.as_of.earlier;
    let undated = |version: &Version<'_>| version.figures.iter().any(|figure| figure.as_of.day.is_none());
    // Without days nothing but the words tells an update, and those of one report speak for the whole matter.
    let updated = growing
        && if undated(one) || undated(other) {
            matter.figures.iter().any(worded)
        } else {
            one.figures.iter().chain(&other.figures).any(|figure| worded(figure))
        };
    let pairs = || one.times().into_iter().flat_map(|a| other.times().into_iter().map(move |b| (a, b)));
    let told_in_turn = |a: AsOf, b: AsOf| {
        growing
            && (a.hours_before(b) && one.value.number < other.value.number
                || b.hours_before(a) && other.value.number < one.value.number)
    };
    let same = pairs().any(|(a, b)| a.order(b) == Order::Same && !told_in_turn(a, b));
    let different = pairs().any(|(a, b)| a.order(b) == Order::Different || told_in_turn(a, b));
    let fallen = measure.is_some_and(lexicon::only_grows) && (falls(one, other) || falls(other, one));
    match (same, different) {
        (true, _) => !updated,
        (false, true) => fallen && !updated,
        (false, false) => !updated,
    }
}

/// Whether the second is the lower, is no mere lower bound, and is told at a later day than the first was.
fn falls(first: &Version<'_>, second: &Version<'_>) -> bool {
    let told_after = |a: AsOf, b: AsOf| matches!((a.day, b.day), (Some(a), Some(b)) if b > a);
    let after = first.times().into_iter().any(|a| second.times().into_iter().any(|b| told_after(a, b)));
    second.value.number < first.value.number
        && !matches!(second.value.bound, Bound::AtLeast | Bound::MoreThan)
        && !second.value.vague
        && after
}

impl Version<'_> {
    /// The distinct times as of which the version is told.
    fn times(&self) -> Vec<AsOf> {
        let mut times: Vec<AsOf> = Vec::new();
        for figure in &self.figures {
            if !times.contains(&figure.as_of) {
                times.push(figure.as_of);
            }
        }
        times
    }

    /// The first day as of which it is told, undated ones last.
    fn since(&self) -> (bool, Option<jiff::civil::Date>) {
        let first = self.figures.iter().filter_map(|figure| figure.as_of.day).min();
        (first.is_none(), first)
    }

    /// The days as of which it is told, as words.
    fn dates(&self) -> Option<String> {
        let days: BTreeSet<_> = self.figures.iter().filter_map(|figure| figure.as_of.day).collect();
        let (first, last) = (days.first()?, days.last()?);
        Some(if first == last { first.to_string() } else { format!("{first} to {last}") })
    }

    fn claims(&self) -> Vec<ClaimId> {
        let claims: BTreeSet<ClaimId> = self.figures.iter().map(|figure| figure.claim).collect();
        claims.into_iter().collect()
    }
}

fn reading(context: &Context<'_>, version: &Version<'_>) -> Reading {
    let claims = version.claims();
    let origins = context.origins(&claims);
    Reading { value: value_words(context, version), claims, origins }
}

/// The version in words: the number with its hedge for what is counted in a state, else the report's own words.
fn value_words(context: &Context<'_>, version: &Version<'_>) -> String {
    let figure = version.figures[0];
    let report = context.report(figure.claim);
    let quantity = &report.quantities[figure.quantity];
    let own = within_sentence(&label::cut(super::context::words(report, quantity.span), 40));
    let plain = figure.measure.is_some() && !version.value.vague && quantity.bound != Bound::Range;
    if !plain {
        return own;
    }
    written(version.value.number, most_common_bound(version))
}

/// Words from the head of a sentence as they stand within one: "Dozens of people" as "dozens of people", "110 K" as it is.
fn within_sentence(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if first.is_uppercase() && second.is_lowercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

fn most_common_bound(version: &Version<'_>) -> Bound {
    let mut counts: BTreeMap<Bound, usize> = BTreeMap::new();
    for figure in &version.figures {
        *counts.entry(figure.value.bound).or_default() += 1;
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map_or(Bound::Exact, |(bound, _)| *bound)
}

/// Whether a figure that one report gives is worth a line: it has a state, or stands where main figures stand and is no
/// length of time.
fn matters_alone(matter: &Series) -> bool {
    let main = |figure: &Figure| {
        figure.leads && figure.value.number >= 10.0 && !LENGTHS.contains(&figure.counted.as_str())
    };
    matter.figures.iter().any(|figure| match figure.measure.as_deref() {
        Some(measure) => measure != AGE,
        None => main(figure),
    })
}

const LENGTHS: &[&str] = &["year", "month", "week", "day", "hour", "minute", "second", "decade", "pm", "am"];

fn account(context: &Context<'_>, matter: &Series, versions: &[Version<'_>], relation: Relation) -> String {
    let one_day = one_day(versions);
    let parts: Vec<String> = versions
        .iter()
        .take(5)
        .map(|version| {
            let claims = version.claims();
            let dates = match (one_day, version.dates()) {
                (None, Some(dates)) => format!(" ({dates})"),
                _ => String::new(),
            };
            let value = value_words(context, version);
            format!("{} {} {value}{dates}", why::reports(context, &claims), why::give(&claims))
        })
        .collect();
    let told = parts.join("; ");
    let updated = matter.figures.iter().find(|figure| figure.as_of.update || figure.as_of.earlier);
    match (relation, one_day) {
        (Relation::Agree, _) => format!("The figures fit each other: {told}."),
        (Relation::Conflict, Some(day)) => format!("As of {day} the figures do not fit: {told}."),
        (Relation::Conflict, None) if matter.figures.iter().all(|figure| figure.as_of.day.is_some()) => {
            format!("The figures do not fit, and no update tells them apart: {told}.")
        }
        (Relation::Conflict, None) => {
            format!("The figures do not fit, and nothing tells them apart in time: {told}.")
        }
        (_, _) => match updated {
            Some(figure)
                if one_day.is_some() || matter.figures.iter().any(|figure| figure.as_of.day.is_none()) =>
            {
                let name = &context.names[figure.claim.0];
                format!("The figure changes; {name} words it as an update: {told}.")
            }
            _ => format!("The figure changes with the time of telling: {told}."),
        },
    }
}

/// The day, where all versions are told as of one.
fn one_day(versions: &[Version<'_>]) -> Option<jiff::civil::Date> {
    let days: BTreeSet<_> =
        versions.iter().flat_map(|version| version.figures.iter().map(|figure| figure.as_of.day)).collect();
    match (days.len(), days.first()) {
        (1, Some(day)) => *day,
        _ => None,
    }
}

/// What the figures count, in the reports' words, and the event or place.
fn about(context: &Context<'_>, matter: &Series) -> String {
    let counted = counted_in_state(context, matter);
    let stated = matter.figures[0].measure.as_deref().is_some_and(|state| state != AGE);
    match circumstance(context, matter).filter(|_| stated) {
        Some(circumstance) => format!("{counted} in {circumstance}"),
        None => counted,
    }
}

/// Nouns whose plural is the singular.
const ALIKE_IN_NUMBER: &[&str] = &["aircraft", "cattle", "fish", "livestock", "police", "poultry", "sheep"];

/// What the figures count and its state, in the reports' words.
fn counted_in_state(context: &Context<'_>, matter: &Series) -> String {
    let representative = matter
        .figures
        .iter()
        .min_by_key(|figure| {
            let quantity = &context.report(figure.claim).quantities[figure.quantity];
            (quantity.of.is_none(), figure.events.is_empty(), !figure.leads, figure.claim)
        })
        .unwrap_or(&matter.figures[0]);
    let report = context.report(representative.claim);
    let quantity = &report.quantities[representative.quantity];
    let Some(state) = &representative.measure else {
        return label::open_clause(context, representative.claim, quantity.span);
    };
    if state == AGE {
        return format!("age of {}", representative.counted);
    }
    let counted = quantity.of.and_then(|of| label::counted_phrase(report, of)).map(|words| {
        let kept = words.split(' ').filter(|word| !lexicon::is_measure(&word.to_lowercase()));
        kept.collect::<Vec<_>>().join(" ")
    });
    let anybody = representative.counted == "person" && representative.narrowed.is_empty();
    let counted = match counted {
        Some(words) if !anybody && !words.is_empty() => words,
        _ if representative.counted == "person" => "people".to_owned(),
        _ if ALIKE_IN_NUMBER.contains(&representative.counted.as_str()) => representative.counted.clone(),
        _ => format!("{}s", representative.counted),
    };
    let state = state.replace('_', " ");
    match state.as_str() {
        "casualties" => state,
        state if counted.ends_with(state) => counted,
        state => format!("{counted} {state}"),
    }
}

/// The event or place in which figures of a state arose, in the words of the report that opens with it.
fn circumstance(context: &Context<'_>, matter: &Series) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in matter.figures.iter().flat_map(|figure| &figure.events) {
        *counts.entry(event).or_default() += 1;
    }
    let kind = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(kind, _)| *kind);
    let phrase = kind.and_then(|kind| {
        matter.figures.iter().find_map(|figure| label::event_phrase(context, figure.claim, kind))
    });
    phrase.or_else(|| {
        let place = matter.figures.iter().find_map(|figure| figure.places.first().copied())?;
        Some(context.story.entities.entities.get(place)?.name.clone())
    })
}

/// Points that show side by side what readers take for one another: killed beside casualties, the city beside the
/// province. A matter stands in one of them at most, the most told first.
fn scope_points(context: &Context<'_>, matters: &[Series]) -> Vec<Point> {
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
