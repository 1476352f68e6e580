//! Points about the day of the event that a story is about, where its reports agree on it: "the October 8 quake", "the
//! earthquake that struck on Saturday".

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use variorum_spacy::{Pos, Token};

use super::context::{ClaimId, Context, event_of, words};
use super::figure::dominant_event;
use super::{Dimension, Point, Reading, Relation, label, lexicon, why};
use crate::annotate::{Annotated, Time, TimeKind};
use crate::days::{Days, MONTHS};

/// How many times as many reports must name the day of the event as name any other: other days are told of other
/// things. Set by reading the stories of the suite.
const RIVALS: usize = 2;

/// The point on which day the event was, where several reports name it, all of one year, and more than [`RIVALS`] times
/// as many as name any other day.
pub fn point(context: &Context<'_>) -> Option<Point> {
    let kind = dominant_event(context)?;
    let mut tellers: BTreeMap<Day, BTreeSet<ClaimId>> = BTreeMap::new();
    let mut dates: BTreeMap<Day, BTreeSet<Date>> = BTreeMap::new();
    let mut written: BTreeMap<Day, String> = BTreeMap::new();
    for (report, annotated) in context.story.reports.iter().enumerate() {
        for (index, time) in annotated.times.iter().enumerate() {
            let day = day(annotated, time).filter(|_| of_event(annotated, time, kind));
            let claim = day.and_then(|day| Some((day, telling(context, report, index)?)));
            if let Some((day, claim)) = claim {
                tellers.entry(day).or_default().insert(claim);
                let days = time.value.as_deref().and_then(Days::of_value);
                dates.entry(day).or_default().extend(days.map(|days| days.first));
                written.entry(day).or_insert_with(|| words(annotated, time.span).to_owned());
            }
        }
    }
    let reports =
        |claims: &BTreeSet<ClaimId>| claims.iter().map(|claim| claim.0).collect::<BTreeSet<_>>().len();
    let mut ranked: Vec<(Day, BTreeSet<ClaimId>)> = tellers.into_iter().collect();
    ranked.sort_by_key(|(day, claims)| (std::cmp::Reverse(reports(claims)), *day));
    let rivals = ranked.iter().skip(1).map(|(_, claims)| reports(claims)).max().unwrap_or(0);
    let (day, claims) = ranked.into_iter().next().filter(|(_, claims)| reports(claims) > RIVALS * rivals)?;
    // With the year, where any report is dated.
    let value = match dates.remove(&day).unwrap_or_default().into_iter().collect::<Vec<_>>()[..] {
        [] => written.remove(&day)?,
        [only] => in_full(only),
        _ => return None,
    };
    let claims: Vec<ClaimId> = claims.into_iter().collect();
    let relation = why::plain_relation(context, &claims);
    let event = claims.iter().find_map(|&claim| label::event_phrase(context, claim, kind));
    let about = format!("when: {}", event.unwrap_or_else(|| format!("the {kind}")));
    let why = why::agreed(context, &claims);
    let origins = context.origins(&claims);
    let readings = vec![Reading { value, claims, origins }];
    (relation != Relation::Single).then_some(Point {
        about,
        dimension: Dimension::Time,
        relation,
        readings,
        why,
    })
}

/// "20 November 2025".
fn in_full(date: Date) -> String {
    let month = MONTHS.get(date.month() as usize - 1).copied().unwrap_or_default();
    let (initial, rest) = month.split_at(month.len().min(1));
    format!("{} {}{rest} {}", date.day(), initial.to_uppercase(), date.year())
}

/// Month and day: not every report tells the year.
type Day = (usize, u32);

/// The one day that a date names, also where nothing tells the year: "October 8".
fn day(report: &Annotated, time: &Time) -> Option<Day> {
    if !matches!(time.kind, TimeKind::Date | TimeKind::Time) {
        return None;
    }
    match time.value.as_deref() {
        Some(value) => {
            let days = Days::of_value(value).filter(|days| days.first == days.last)?;
            Some((days.first.month() as usize, days.first.day() as u32))
        }
        None => {
            let words = words(report, time.span).to_lowercase();
            let (one, other) = words.split_once(' ')?;
            let month = |word: &str| Some(MONTHS.iter().position(|month| *month == word)? + 1);
            let day = |word: &str| word.parse::<u32>().ok().filter(|day| (1..=31).contains(day));
            month(one).zip(day(other)).or_else(|| month(other).zip(day(one)))
        }
    }
}

/// The smallest claim that tells the time, as something that was so.
fn telling(context: &Context<'_>, report: usize, time: usize) -> Option<ClaimId> {
    let claim = context.smallest_claim(report, |claim| claim.times.contains(&time));
    claim.filter(|&claim| context.is_told_as_fact(claim))
}

/// Whether the time says when an event of that kind was: it stands beside the noun, or with a verb that tells of it.
fn of_event(report: &Annotated, time: &Time, kind: &str) -> bool {
    let first = report.doc.tokens.partition_point(|token| token.start < time.span.start);
    let last = report.doc.tokens.partition_point(|token| token.start < time.span.end);
    let is_kind = |token: Token<'_>| event_of(token).is_some_and(|event| event == kind);
    let outside = |token: &Token<'_>| !(first..last).contains(&token.index) && token.pos() != Pos::Adp;
    let above = (first < report.doc.len()).then(|| report.doc.token(first));
    let above = above.and_then(|token| token.ancestors().find(outside));
    above.is_some_and(|above| {
        let strikes = above.pos() == Pos::Verb && lexicon::is_arrival(&above.lemma().to_lowercase());
        let subject = || above.child(&["nsubj", "nsubjpass"]).is_some_and(is_kind);
        let relative = || above.dep() == "relcl" && is_kind(above.head());
        is_kind(above) || strikes && (subject() || relative())
    })
}
