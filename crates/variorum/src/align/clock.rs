//! Points about the time of day: when the thing happened of which most reports tell.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::context::{ClaimId, Context, words};
use super::{Dimension, Point, Reading, Relation, independence, occurrence, why};
use crate::annotate::{Time, TimeKind};
use crate::days::Days;

/// Minutes by which two times may differ that mean one moment.
const SAME: i32 = 10;
/// The same where one is hedged: "shortly before 5 a.m.".
const SAME_HEDGED: i32 = 20;
/// The share of the reports that tell of the thing that a story is about.
const CENTRAL: f64 = 0.5;

/// A moment that a claim gives.
struct Moment {
    claim: ClaimId,
    time: usize,
    day: Option<Date>,
    minute: i32,
    hedged: bool,
}

/// The points where reports give one central happening different times of one day.
pub fn points(context: &Context<'_>) -> Vec<Point> {
    let mut moments: BTreeMap<usize, Vec<Moment>> = BTreeMap::new();
    for (report, features) in context.features.iter().enumerate() {
        for claim in 0..features.len() {
            if let Some((predicate, moment)) = moment(context, (report, claim)) {
                moments.entry(predicate).or_default().push(moment);
            }
        }
    }
    let tellers = tellers(context);
    let all = independence::count(&context.groups, 0..context.features.len());
    let is_central = |predicate: &usize| {
        tellers.get(predicate).is_some_and(|tellers| tellers.len() as f64 >= CENTRAL * all as f64)
    };
    let central = moments.into_iter().filter(|(predicate, _)| is_central(predicate));
    central.filter_map(|(_, moments)| point(context, &moments)).collect()
}

/// The moment that the claim gives for its predicate, where it gives one only.
fn moment(context: &Context<'_>, claim: ClaimId) -> Option<(usize, Moment)> {
    let features = context.features(claim);
    let predicate = features.predicate?;
    if !context.is_told_as_fact(claim) || features.denied {
        return None;
    }
    let times = &context.report(claim).times;
    let held =
        context.claim(claim).times.iter().filter_map(|&index| times.get(index).map(|time| (index, time)));
    let mut clocks = held.filter_map(|(index, time)| minute(time).map(|minute| (index, time, minute)));
    let (index, time, minute) = clocks.next()?;
    let day = time.value.as_deref().and_then(Days::of_value).map(|days| days.first);
    let before = context.report(claim).report.text.get(..time.span.start as usize).unwrap_or_default();
    let last = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
    let hedged = time.modifier.is_some() || HEDGES.contains(&last.as_str());
    clocks.next().is_none().then_some((predicate, Moment { claim, time: index, day, minute, hedged }))
}

const HEDGES: &[&str] =
    &["about", "around", "before", "after", "nearly", "almost", "approximately", "roughly"];

/// The minute of the day of a time that tells hour and minute.
fn minute(time: &Time) -> Option<i32> {
    let clock = time.value.as_deref().filter(|_| time.kind == TimeKind::Time)?.split_once('T')?.1;
    let (hour, minute) = clock.split_once(':')?;
    Some(hour.parse::<i32>().ok()? * 60 + minute.get(..2)?.parse::<i32>().ok()?)
}

/// For each predicate the reports that tell of it, copies counted once.
fn tellers(context: &Context<'_>) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut tellers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (report, features) in context.features.iter().enumerate() {
        for predicate in features.iter().filter_map(|features| features.predicate) {
            tellers.entry(predicate).or_default().insert(context.groups[report]);
        }
    }
    tellers
}

fn point(context: &Context<'_>, moments: &[Moment]) -> Option<Point> {
    let mut versions: Vec<Vec<&Moment>> = Vec::new();
    for moment in moments {
        match versions.iter_mut().find(|version| is_same(version[0], moment)) {
            Some(version) => version.push(moment),
            None => versions.push(vec![moment]),
        }
    }
    versions.sort_by_key(|version| version[0].minute);
    let group = |moment: &Moment| context.groups[moment.claim.0];
    let clash = versions.iter().enumerate().any(|(index, one)| {
        versions[index + 1..].iter().any(|other| {
            let of_one_day = one.iter().any(|a| other.iter().any(|b| is_one_day(a, b)));
            of_one_day && one.iter().any(|a| other.iter().any(|b| group(a) != group(b)))
        })
    });
    if !clash {
        return None;
    }
    let claims: Vec<Vec<ClaimId>> =
        versions.iter().map(|version| version.iter().map(|moment| moment.claim).collect()).collect();
    let parts: Vec<String> = versions
        .iter()
        .zip(&claims)
        .map(|(version, claims)| {
            format!(
                "{} {} {}",
                why::reports(context, claims),
                why::give(claims),
                written(context, version[0])
            )
        })
        .collect();
    let mut readings: Vec<Reading> = versions
        .iter()
        .zip(&claims)
        .map(|(version, claims)| Reading {
            value: written(context, version[0]),
            ..occurrence::reading(context, claims)
        })
        .collect();
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.origins.len()));
    let all: BTreeSet<ClaimId> = claims.iter().flatten().copied().collect();
    let all: Vec<ClaimId> = all.into_iter().collect();
    Some(Point {
        about: format!("when: {}", occurrence::undated(context, &all)),
        dimension: Dimension::Time,
        relation: Relation::Conflict,
        readings,
        why: format!(
            "They give one happening different times of one day: {}.",
            parts.join("; ").trim_end_matches('.')
        ),
    })
}

fn is_one_day(one: &Moment, other: &Moment) -> bool {
    one.day.is_none() || other.day.is_none() || one.day == other.day
}

fn is_same(one: &Moment, other: &Moment) -> bool {
    let reach = if one.hedged || other.hedged { SAME_HEDGED } else { SAME };
    is_one_day(one, other) && (one.minute - other.minute).abs() <= reach
}

/// The time in the report's words, with the hedge before it.
fn written(context: &Context<'_>, moment: &Moment) -> String {
    let report = context.report(moment.claim);
    let span = report.times[moment.time].span;
    let own = words(report, span);
    if !moment.hedged {
        return own.to_owned();
    }
    let before = report.report.text.get(..span.start as usize).unwrap_or_default();
    let hedge: Vec<&str> = before.split_whitespace().rev().take(2).collect();
    match hedge.as_slice() {
        [last, first, ..] if matches!(*first, "shortly" | "just" | "soon" | "right") => {
            format!("{first} {last} {own}")
        }
        [last, ..] => format!("{last} {own}"),
        [] => own.to_owned(),
    }
}
