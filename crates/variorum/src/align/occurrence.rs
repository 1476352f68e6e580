//! Points about what happened: threads as points, denials against assertions, and days that clash.

use std::collections::BTreeMap;

use variorum_spacy::{Pos, Token};

use super::context::{ClaimId, Context};
use super::figure::governing_predicate;
use super::happening::Happening;
use super::thread::{Roles, Thread, days_part};
use super::value::Value;
use super::{Dimension, Point, Reading, Relation, label, lexicon, why};
use crate::days::Days;

/// Likeness from which a denial and an assertion speak of one content.
const SAME_CONTENT: f64 = 0.4;
/// Likeness from which two days given for a predicate are days of one thing.
const SAME_HAPPENING: f64 = 0.45;
/// An agreement of fewer words tells a reader nothing: "they're skeptical".
const SHORTEST: usize = 4;
/// The same of a clause, which has no sentence around it: "the bus was waiting".
const SHORTEST_CLAUSE: usize = 5;
/// Words beyond which a clause says no more for being longer.
const LONGEST: usize = 9;
/// How many members of each side are held against each other.
const COMPARED: usize = 12;

/// The points of a thread: what is told, and the day where it is told differently.
pub fn points(context: &Context<'_>, thread: &Thread) -> Vec<Point> {
    let mut points: Vec<Point> =
        contradiction(context, thread).into_iter().chain(days(context, thread)).collect();
    if points.is_empty() {
        points.extend(agreement(context, thread));
    }
    points
}

fn agreement(context: &Context<'_>, thread: &Thread) -> Option<Point> {
    let relation = why::plain_relation(context, &thread.claims);
    let dependent = spokesman(context, &thread.claims).is_none_or(|claim| hangs(context, claim));
    if relation == Relation::Single || dependent || counts_differ(context, &thread.claims) {
        return None;
    }
    let reading = reading(context, &thread.claims);
    if reading.value.split(' ').count() < SHORTEST {
        return None;
    }
    Some(Point {
        about: reading.value.clone(),
        dimension: Dimension::Occurrence,
        relation,
        readings: vec![reading],
        why: why::agreed(context, &thread.claims),
    })
}

/// The point of a happening that several reports tell in a clause each.
pub fn told_alike(context: &Context<'_>, happening: &Happening) -> Option<Point> {
    let claims = happening.claims();
    let relation = why::plain_relation(context, &claims);
    let about = happening.clauses(context).map(|(claim, told)| label::told(context, claim, told));
    let about = about.max_by_key(|words| words.split(' ').count().min(LONGEST))?;
    if relation == Relation::Single || about.split(' ').count() < SHORTEST_CLAUSE {
        return None;
    }
    let origins = context.origins(&claims);
    let why = why::agreed(context, &claims);
    let readings = vec![Reading { value: about.clone(), claims, origins }];
    Some(Point { about, dimension: Dimension::Occurrence, relation, readings, why })
}

/// Whether what these claims tell is how many, each in its predicate, and the numbers of two reports do not fit: points
/// of numbers say so, and the claims agree on nothing else ("the toll climbs to 137", "the toll has risen to 154").
fn counts_differ(context: &Context<'_>, claims: &[ClaimId]) -> bool {
    let counts: Vec<(&str, Value)> = claims
        .iter()
        .take(COMPARED)
        .flat_map(|&id| {
            let (report, claim) = (context.report(id), context.claim(id));
            let held = claim.quantities.iter().filter_map(|&index| report.quantities.get(index));
            held.filter_map(move |quantity| {
                let own = quantity.token < report.doc.len()
                    && governing_predicate(report, quantity).map(|verb| verb.index) == claim.predicate;
                let value = Value::of(quantity, super::context::words(report, quantity.span))?;
                Some((quantity.measure.as_deref().filter(|_| own)?, value))
            })
        })
        .collect();
    let differ = |a: &(&str, Value), b: &(&str, Value)| {
        lexicon::measure(a.0) == lexicon::measure(b.0) && !a.1.fits(b.1)
    };
    counts.iter().enumerate().any(|(index, a)| counts[index + 1..].iter().any(|b| differ(a, b)))
}

/// A reading of these claims, in the words of the one that puts it best; where that one tells them as untrue, it says
/// so.
pub fn reading(context: &Context<'_>, claims: &[ClaimId]) -> Reading {
    let origins = context.origins(claims);
    let words = |claim: ClaimId| {
        let denied = context.features(claim).denied && !context.claim(claim).negated;
        format!("{}{}", if denied { "denied: " } else { "" }, label::clause(context, claim))
    };
    let value = spokesman(context, claims).map(words).unwrap_or_default();
    Reading { value, claims: claims.to_vec(), origins }
}

/// The claim that puts a matter best: with a predicate, short, and most like the others.
fn spokesman(context: &Context<'_>, claims: &[ClaimId]) -> Option<ClaimId> {
    let likeness = |claim: ClaimId| {
        let others = claims.iter().take(COMPARED).filter(|&&other| other != claim);
        let terms = &context.features(claim).terms;
        others.map(|&other| context.likeness(terms, &context.features(other).terms)).sum::<f64>()
    };
    let score = |claim: ClaimId| {
        let features = context.features(claim);
        let whole = f64::from(u8::from(!features.subject.is_empty()) + u8::from(!features.object.is_empty()));
        let length = features.tokens.len() as f64;
        likeness(claim) / claims.len().clamp(1, COMPARED) as f64 + 0.3 * whole
            - if hangs(context, claim) { 0.5 } else { 0.0 }
            - if length < 5.0 { 0.3 } else { 0.0 }
            - (length - 12.0).max(0.0) * 0.01
    };
    claims.iter().take(COMPARED).copied().max_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)))
}

/// Whether the content is no sentence by itself: it opens as a clause that hangs on another, or its verb is not finite.
fn hangs(context: &Context<'_>, claim: ClaimId) -> bool {
    opens_dependent(context, claim) || !is_finite(context, claim)
}

/// Whether the predicate, where there is one, is a finite verb: "it will be", and not "it to be".
pub fn is_finite(context: &Context<'_>, claim: ClaimId) -> bool {
    let doc = &context.report(claim).doc;
    let Some(predicate) = context.claim(claim).predicate.filter(|&index| index < doc.len()) else {
        return true;
    };
    let finite = |token: Token<'_>| matches!(token.tag(), "VBD" | "VBZ" | "VBP" | "MD" | "");
    let predicate = doc.token(predicate);
    // "A torrent poured through the town" is often read as a participle with a subject.
    let told = predicate.tag() == "VBN"
        && !predicate.children().any(|child| matches!(child.dep(), "aux" | "auxpass"))
        && predicate.children().any(|child| child.dep() == "nsubj");
    let is_verb = matches!(predicate.pos(), Pos::Verb | Pos::Aux);
    let mut carriers = predicate.children().filter(|child| matches!(child.dep(), "aux" | "auxpass"));
    !is_verb || told || finite(predicate) || carriers.any(finite)
}

/// Whether the content opens as a clause that hangs on another ("whose planes", "to focus").
fn opens_dependent(context: &Context<'_>, claim: ClaimId) -> bool {
    let first = context.features(claim).tokens.first();
    let first = first.map(|&index| context.report(claim).doc.token(index));
    first.is_some_and(|token| token.tag().starts_with('W') || token.tag() == "TO" || token.tag() == "IN")
}

/// The matter of these claims in the words of the one that puts it best, without its times.
pub fn undated(context: &Context<'_>, claims: &[ClaimId]) -> String {
    spokesman(context, claims).map(|claim| label::undated_clause(context, claim)).unwrap_or_default()
}

/// The point of a thread in which some assert what others put as untrue.
fn contradiction(context: &Context<'_>, thread: &Thread) -> Option<Point> {
    let told: Vec<ClaimId> =
        thread.claims.iter().copied().filter(|&claim| context.is_told_as_fact(claim)).collect();
    let (denied, asserted): (Vec<ClaimId>, Vec<ClaimId>) =
        told.into_iter().partition(|&claim| context.features(claim).denied);
    let opposed = |a: ClaimId, b: ClaimId| {
        let (one, other) = (context.features(a), context.features(b));
        let roles = Roles::of(one, other);
        roles.predicate
            && (roles.subject || roles.object)
            && !days_part(one, other)
            && context.likeness(&one.terms, &other.terms) >= SAME_CONTENT
            && context.origin(a) != context.origin(b)
    };
    let clash = denied
        .iter()
        .take(COMPARED)
        .any(|&a| asserted.iter().take(COMPARED).any(|&b| a.0 != b.0 && opposed(a, b)));
    if !clash {
        return None;
    }
    let mut readings = vec![reading(context, &asserted), reading(context, &denied)];
    let names = [why::reports(context, &asserted), why::reports(context, &denied)];
    let about = readings[0].value.clone();
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.origins.len()));
    Some(Point {
        about,
        dimension: Dimension::Occurrence,
        relation: Relation::Conflict,
        readings,
        why: format!("In {} it is told as so; in {} it is denied.", names[0], names[1]),
    })
}

/// The point about the day, where claims with one predicate and one participant give days that do not meet.
fn days(context: &Context<'_>, thread: &Thread) -> Option<Point> {
    let dated: Vec<(ClaimId, Days)> = thread
        .claims
        .iter()
        .filter_map(|&claim| match context.features(claim).days.as_slice() {
            [only] if context.is_told_as_sure(claim) => Some((claim, *only)),
            _ => None,
        })
        .collect();
    let clash = |a: &(ClaimId, Days), b: &(ClaimId, Days)| {
        let (one, other) = (context.features(a.0), context.features(b.0));
        let roles = Roles::of(one, other);
        !a.1.meets(b.1)
            && context.groups[a.0.0] != context.groups[b.0.0]
            && roles.predicate
            && (roles.subject || roles.object)
            && context.likeness(&one.terms, &other.terms) >= SAME_HAPPENING
    };
    let compared = &dated[..dated.len().min(2 * COMPARED)];
    let (first, second) = compared
        .iter()
        .enumerate()
        .find_map(|(index, a)| compared[index + 1..].iter().find(|b| clash(a, b)).map(|b| (a.1, b.1)))?;
    let mut versions: BTreeMap<Days, Vec<ClaimId>> = BTreeMap::new();
    for (claim, days) in &dated {
        let version = [first, second].into_iter().find(|version| version.meets(*days)).unwrap_or(*days);
        versions.entry(version).or_default().push(*claim);
    }
    let parts: Vec<String> = versions
        .iter()
        .map(|(days, claims)| {
            format!("{} {} {}", why::reports(context, claims), why::give(claims), days.written())
        })
        .collect();
    let mut readings: Vec<Reading> = versions
        .iter()
        .map(|(days, claims)| Reading { value: days.written(), ..reading(context, claims) })
        .collect();
    readings.sort_by_key(|reading| std::cmp::Reverse(reading.origins.len()));
    Some(Point {
        about: format!("when: {}", undated(context, &thread.claims)),
        dimension: Dimension::Time,
        relation: Relation::Conflict,
        readings,
        why: format!("The days do not meet: {}.", parts.join("; ")),
    })
}
