//! Points about numbers: figures of one matter put together, and how they stand to each other.

use std::collections::BTreeSet;

use super::about::about;
use super::bridges::Bridges;
use super::context::{ClaimId, Context};
use super::figure::{AGE, Figure, LENGTHS};
use super::series::{self, Series};
use super::version::{Version, clashes, reading, value_words, versions};
use super::{Dimension, Point, Reading, Relation, scope, why};
use crate::annotate::Bound;

/// The points about numbers in no order.
pub fn points(context: &Context<'_>, bridges: &Bridges) -> Vec<Point> {
    let series = series::all(context, bridges);
    let mut points: Vec<Point> = series.iter().flat_map(|series| points_of(context, series)).collect();
    let scopes = scope::points(context, &series);
    let shown: BTreeSet<ClaimId> = scopes.iter().flat_map(super::claims_of).collect();
    points.retain(|point| {
        point.relation != Relation::Single || super::claims_of(point).any(|claim| !shown.contains(&claim))
    });
    points.extend(scopes);
    points
}

/// The points of one matter: one, or where some versions clash and others only follow them in time, one of each kind.
fn points_of(context: &Context<'_>, matter: &Series) -> Vec<Point> {
    let versions = versions(matter);
    let rounded = rounded(&versions);
    let pairs =
        || (0..versions.len()).flat_map(|one| (one + 1..versions.len()).map(move |other| (one, other)));
    let differing: Vec<(usize, usize)> =
        pairs().filter(|&(one, other)| !versions[one].value.fits(versions[other].value)).collect();
    let (clashing, changing): (Vec<_>, Vec<_>) = differing.into_iter().partition(|&(one, other)| {
        !rounded[one] && !rounded[other] && clashes(matter, &versions[one], &versions[other])
    });
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

/// For each version, whether all who give it give the exact number that it stands for too: "over 150" above, 154
/// beneath.
fn rounded(versions: &[Version<'_>]) -> Vec<bool> {
    let exact: Vec<(&Version<'_>, BTreeSet<usize>)> = versions
        .iter()
        .filter(|version| version.value.bound == Bound::Exact)
        .map(|version| (version, version.figures.iter().map(|figure| figure.claim.0).collect()))
        .collect();
    let is_rounded = |version: &Version<'_>| {
        let fitting = || exact.iter().filter(|(exact, _)| exact.value.fits(version.value));
        !matches!(version.value.bound, Bound::Exact | Bound::Range)
            && version
                .figures
                .iter()
                .all(|figure| fitting().any(|(_, reports)| reports.contains(&figure.claim.0)))
    };
    versions.iter().map(is_rounded).collect()
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

/// Whether a figure that one report gives is worth a line: it has a state, or stands where main figures stand and is no
/// length of time.
fn matters_alone(matter: &Series) -> bool {
    let main = |figure: &Figure| {
        figure.leads
            && !figure.value.vague
            && figure.value.number >= 10.0
            && !LENGTHS.contains(&figure.counted.as_str())
    };
    matter.figures.iter().any(|figure| match figure.measure.as_deref() {
        Some(measure) => measure != AGE,
        None => main(figure),
    })
}

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
