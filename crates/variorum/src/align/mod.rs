//! Points: the matters on which reports speak, and the readings they give.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotate::Annotated;
use crate::claim::Claim;
use crate::derive::{Derivation, outlet_key};
use crate::resolve::{Entities, Origins};
use context::{ClaimId, Context};

mod about;
mod asof;
mod bridges;
mod clause;
mod clock;
pub(crate) mod context;
mod country;
mod date;
mod extent;
mod figure;
pub mod gainsay;
mod happening;
pub mod independence;
mod kin;
mod label;
mod landmark;
mod lexicon;
mod occurrence;
mod place;
mod quantity;
mod quotation;
mod role;
mod scope;
mod series;
mod single;
#[cfg(test)]
pub(crate) mod specimen;
mod spelling;
#[cfg(test)]
mod tests;
mod thread;
pub mod value;
mod version;
mod why;

pub(crate) use country::is_wide;

/// All that is known of a story before its reports are compared.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// The reports.
    pub reports: &'a [Annotated],
    /// For each report, its claims.
    pub claims: &'a [Vec<Claim>],
    /// Who and what the reports speak of.
    pub entities: &'a Entities,
    /// Whom the claims rest on.
    pub origins: &'a Origins,
    /// Which report draws on which.
    pub derivations: &'a [Derivation],
}

/// One matter on which reports speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is about, in the reports' own words.
    pub about: String,
    /// In which respect the readings are compared.
    pub dimension: Dimension,
    /// How the readings stand to each other.
    pub relation: Relation,
    /// The versions, the one with most origins first.
    pub readings: Vec<Reading>,
    /// Why the relation is what it is, as a sentence for the reader.
    pub why: String,
}

/// One version of a point. A claim is (report, index of the claim in the report).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The version in a few words.
    pub value: String,
    /// The claims that give it, in order.
    pub claims: Vec<(usize, usize)>,
    /// Indices of the origins it rests on, each once, in order; copies add none.
    pub origins: Vec<usize>,
}

/// In which respect the readings of a [`Point`] are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// Whether and how something happened.
    Occurrence,
    /// How many.
    Quantity,
    /// When.
    Time,
    /// Where.
    Place,
    /// Who or what, by name.
    Name,
    /// On whose word.
    Attribution,
    /// The wording of a quotation.
    Quotation,
}

/// How the readings of a [`Point`] stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same or compatible.
    Agree,
    /// Same matter, same scope, same as-of time, incompatible.
    Conflict,
    /// Same matter and scope, incompatible, told as of different times.
    Evolving,
    /// Look alike but measure different things.
    Scope,
    /// One report tells it, or only copies of that report.
    Single,
}

/// The points of a story, the weightiest first: the contested before the agreed, those of many independent reports
/// and origins before those of few.
///
/// Claims are put together by structure (state and counted thing, predicate and roles, shared rare words, quoted
/// words), and only then are their values compared: a clash makes a conflict, an update or a difference of scope.
pub fn points(story: &Story<'_>) -> Vec<Point> {
    let context = Context::new(story);
    let bridges = bridges::Bridges::of(story);
    let mut points = quantity::points(&context, &bridges);
    points.extend(quotation::points(&context));
    let told = shared_claims(&points);
    let threads = thread::threads(&context);
    let of_threads = threads.iter().flat_map(|thread| occurrence::points(&context, thread));
    points.extend(of_threads.filter(|point| adds(point, &told)));
    let of_clauses = happening::happenings(&context, &bridges);
    let of_clauses = of_clauses.iter().filter_map(|happening| occurrence::told_alike(&context, happening));
    let quoted = quoted_claims(&points);
    let of_sentences = points.len();
    points.extend(of_clauses.filter(|point| adds(point, &quoted)).collect::<Vec<_>>());
    drop_covered(&mut points, of_sentences);
    points.extend(threads.iter().filter_map(|thread| place::point(&context, &bridges, thread)));
    points.extend(clock::points(&context));
    points.extend(date::point(&context));
    points.extend(spelling::points(&context));
    points.extend(role::points(&context));
    let used = points.iter().flat_map(claims_of).collect();
    points.extend(single::points(&context, &threads, &used));
    points.retain(|point| !is_furniture(&context, point));
    points.retain(|point| {
        !point.readings.is_empty() && point.readings.iter().all(|reading| !reading.claims.is_empty())
    });
    drop_repeated(&mut points);
    points.sort_by_cached_key(|point| (std::cmp::Reverse(weight(&context, point)), place(point)));
    points
}

/// Drops quotations that another point tells with as many claims or more: one sentence found by two of its cuts.
fn drop_repeated(points: &mut Vec<Point>) {
    let mut told: BTreeMap<String, Vec<BTreeSet<ClaimId>>> = BTreeMap::new();
    let mut quotations: Vec<(usize, BTreeSet<ClaimId>)> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.dimension == Dimension::Quotation)
        .map(|(index, point)| (index, claims_of(point).collect()))
        .collect();
    quotations.sort_by_key(|(index, claims)| (std::cmp::Reverse(claims.len()), *index));
    let mut repeated = BTreeSet::new();
    for (index, claims) in quotations {
        let others = told.entry(points[index].about.clone()).or_default();
        if others.iter().any(|other| claims.is_subset(other)) {
            repeated.insert(index);
        } else {
            others.push(claims);
        }
    }
    let mut indices = 0..points.len();
    points.retain(|_| indices.next().is_none_or(|index| !repeated.contains(&index)));
}

/// The claims that points of quotations show.
fn quoted_claims(points: &[Point]) -> BTreeSet<ClaimId> {
    let quotations = points.iter().filter(|point| point.dimension == Dimension::Quotation);
    quotations.flat_map(claims_of).collect()
}

/// Drops agreements on what happened whose claims all stand in another point of what happened, a greater one, a
/// contested one or an earlier one of whole sentences. The points from `of_clauses` on each tell one clause of their
/// sentences: two that the same sentences tell are two matters.
fn drop_covered(points: &mut Vec<Point>, of_clauses: usize) {
    let held: BTreeMap<usize, BTreeSet<ClaimId>> = points
        .iter()
        .enumerate()
        .filter(|(_, point)| point.dimension == Dimension::Occurrence)
        .map(|(index, point)| (index, claims_of(point).collect()))
        .collect();
    let mut holders: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
    for (&index, claims) in &held {
        claims.iter().for_each(|&claim| holders.entry(claim).or_default().push(index));
    }
    let covers = |one: usize, other: usize| {
        let greater = held[&one].len() > held[&other].len();
        let contested = points[one].relation != Relation::Agree;
        let told_whole = one < other && one < of_clauses;
        one != other && (greater || contested || told_whole) && held[&other].is_subset(&held[&one])
    };
    let covered: BTreeSet<usize> = held
        .iter()
        .filter(|(other, _)| points[**other].relation == Relation::Agree)
        .filter(|(other, claims)| {
            // Whatever covers it stands with the claim that fewest points hold.
            let around = claims.iter().filter_map(|claim| holders.get(claim)).min_by_key(|known| known.len());
            around.is_some_and(|around| around.iter().any(|&one| covers(one, **other)))
        })
        .map(|(other, _)| *other)
        .collect();
    let mut indices = 0..points.len();
    points.retain(|_| indices.next().is_none_or(|index| !covered.contains(&index)));
}

/// Likeness from which one text repeats another but for a date or a name beside it.
const REPEATED: f64 = 0.8;

/// Whether only reports of one outlet tell it, and those in nearly the same words: what stands on each of its pages
/// ("for over 25 years") is no matter of the story.
fn is_furniture(context: &Context<'_>, point: &Point) -> bool {
    let outlets: BTreeSet<String> = claims_of(point)
        .map(|claim| outlet_key(context.report(claim).report.outlet.as_deref().unwrap_or_default()))
        .collect();
    let first = claims_of(point).min().map(|claim| &context.features(claim).terms);
    let repeated = first.is_some_and(|first| {
        claims_of(point).all(|claim| context.likeness(first, &context.features(claim).terms) >= REPEATED)
    });
    let reports: BTreeSet<usize> = claims_of(point).map(|claim| claim.0).collect();
    let own_voice = claims_of(point).all(|claim| context.claim(claim).attribution.is_empty());
    reports.len() > 1 && outlets.len() == 1 && !outlets.contains("") && repeated && own_voice
}

fn claims_of(point: &Point) -> impl Iterator<Item = ClaimId> + '_ {
    point.readings.iter().flat_map(|reading| reading.claims.iter().copied())
}

/// The claims that points of several reports already show.
fn shared_claims(points: &[Point]) -> BTreeSet<ClaimId> {
    points.iter().filter(|point| point.relation != Relation::Single).flat_map(claims_of).collect()
}

/// Whether a point tells more than what points of numbers and quotations already show: it contradicts, or at least two
/// reports and half of all rest on claims that they leave out.
fn adds(point: &Point, told: &BTreeSet<ClaimId>) -> bool {
    let fresh: BTreeSet<usize> =
        claims_of(point).filter(|claim| !told.contains(claim)).map(|claim| claim.0).collect();
    let all: BTreeSet<usize> = claims_of(point).map(|claim| claim.0).collect();
    point.relation != Relation::Agree || fresh.len() > 1 && 2 * fresh.len() >= all.len()
}

/// How much a point matters, in hundredths of a report.
fn weight(context: &Context<'_>, point: &Point) -> usize {
    let reports = independence::count(&context.groups, claims_of(point).map(|claim| claim.0));
    let origins: BTreeSet<usize> =
        point.readings.iter().flat_map(|reading| reading.origins.clone()).collect();
    let contested = match point.relation {
        Relation::Conflict => 300,
        Relation::Evolving => 250,
        Relation::Scope => 100,
        Relation::Agree | Relation::Single => 0,
    };
    let kind = match point.dimension {
        Dimension::Quantity => 150,
        Dimension::Quotation | Dimension::Attribution | Dimension::Time | Dimension::Place => 50,
        Dimension::Occurrence => 50,
        Dimension::Name => 0,
    };
    let told_once = if point.relation == Relation::Single { 0 } else { 200 };
    100 * reports + 50 * origins.len() + contested + kind + told_once
}

/// Where the point is first told: reports as they are numbered, then the order within them.
fn place(point: &Point) -> (ClaimId, Dimension, String) {
    (claims_of(point).min().unwrap_or_default(), point.dimension, point.about.clone())
}
