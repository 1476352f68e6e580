//! Threads: claims of several reports that speak of one matter, put together by what they share.

use super::context::{ClaimId, Context, Features, shared};
use super::lexicon;

/// How many members of a thread a new claim is held against.
const REPRESENTATIVES: usize = 6;
/// How many of its rarest terms a claim is looked up under.
const LOOKUPS: usize = 8;
/// How many candidate threads a claim is held against.
const CANDIDATES: usize = 24;
/// How many of the newest threads of a term are looked at.
const POSTINGS: usize = 256;
/// Likeness at which shared words alone put claims together.
const LIKE: f64 = 0.5;
/// Likeness that suffices with one predicate and a participant in the same role.
const LIKE_IN_ROLE: f64 = 0.35;
/// Likeness at which claims of different days still speak of one matter.
const LIKE_THOUGH_DATED: f64 = 0.65;

/// How many sentences, the headline among them, tell what happened.
const LEAD: usize = 3;
/// Likeness at which leads tell of one happening, all words counting alike.
const LIKE_LEADS: f64 = 0.3;

/// Claims of one matter, in order of report and place.
#[derive(Debug, Clone, Default)]
pub struct Thread {
    /// The claims.
    pub claims: Vec<ClaimId>,
    representatives: Vec<ClaimId>,
}

/// All threads, in order of their first claim. Claims too slight to compare are in none.
pub fn threads(context: &Context<'_>) -> Vec<Thread> {
    let mut threads: Vec<Thread> = Vec::new();
    let mut index: Vec<Vec<usize>> = vec![Vec::new(); context.rarity.len()];
    let mut weights = Weights::default();
    for (report, features) in context.features.iter().enumerate() {
        for claim in 0..features.len() {
            let id = (report, claim);
            let terms = &context.features(id).terms;
            if terms.iter().filter(|&&term| !context.is_number[term]).count() < 3 {
                continue;
            }
            let keys = rarest(context, terms);
            let thread = best(context, &threads, &index, &mut weights, id, &keys).unwrap_or_else(|| {
                threads.push(Thread::default());
                threads.len() - 1
            });
            threads[thread].claims.push(id);
            if threads[thread].represent(context, id) {
                for key in keys {
                    let postings = &mut index[key];
                    if postings.last() != Some(&thread) {
                        postings.push(thread);
                    }
                }
            }
        }
    }
    threads
}

impl Thread {
    /// How well the claim fits: at best with one member, and with no fewer than half of those compared, so that a
    /// thread does not drift from matter to matter.
    fn score(&self, context: &Context<'_>, id: ClaimId) -> Option<f64> {
        let scores: Vec<f64> =
            self.representatives.iter().filter_map(|&known| fit(context, known, id)).collect();
        let enough = 2 * scores.len() >= self.representatives.len();
        scores.into_iter().filter(|_| enough).max_by(f64::total_cmp)
    }

    /// Keeps the claim for comparison where it adds a report.
    fn represent(&mut self, context: &Context<'_>, id: ClaimId) -> bool {
        let group = context.groups[id.0];
        let adds = self.representatives.iter().all(|known| context.groups[known.0] != group);
        if adds && self.representatives.len() < REPRESENTATIVES {
            self.representatives.push(id);
        }
        adds
    }
}

fn rarest(context: &Context<'_>, terms: &[usize]) -> Vec<usize> {
    let mut keys = terms.to_vec();
    keys.sort_by(|a, b| context.rarity[*b].total_cmp(&context.rarity[*a]).then(a.cmp(b)));
    keys.truncate(LOOKUPS);
    keys
}

/// What threads share with a claim: the summed rarity of the terms, by thread. Kept from claim to claim, for there are
/// many.
#[derive(Default)]
struct Weights {
    of_thread: Vec<f64>,
    touched: Vec<usize>,
}

impl Weights {
    fn add(&mut self, thread: usize, weight: f64) {
        if self.of_thread.len() <= thread {
            self.of_thread.resize(thread + 1, 0.0);
        }
        if self.of_thread[thread] == 0.0 {
            self.touched.push(thread);
        }
        self.of_thread[thread] += weight;
    }

    /// Takes out the threads with most weight, of equals the first; nothing is left.
    fn take_best(&mut self, count: usize) -> Vec<usize> {
        let taken =
            self.touched.drain(..).map(|thread| (thread, std::mem::take(&mut self.of_thread[thread])));
        let mut best: Vec<(usize, f64)> = taken.collect();
        let order = |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if best.len() > count {
            best.select_nth_unstable_by(count, order);
            best.truncate(count);
        }
        best.sort_by(order);
        best.into_iter().map(|(thread, _)| thread).collect()
    }
}

/// The thread that the claim fits best.
fn best(
    context: &Context<'_>,
    threads: &[Thread],
    index: &[Vec<usize>],
    weights: &mut Weights,
    id: ClaimId,
    keys: &[usize],
) -> Option<usize> {
    for &key in keys {
        for &thread in index[key].iter().rev().take(POSTINGS) {
            weights.add(thread, context.rarity[key]);
        }
    }
    let candidates = weights.take_best(CANDIDATES).into_iter();
    let scored =
        candidates.filter_map(|thread| threads[thread].score(context, id).map(|score| (score, thread)));
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, thread)| thread)
}

/// How well two claims speak of one matter; `None` where they do not.
pub fn fit(context: &Context<'_>, a: ClaimId, b: ClaimId) -> Option<f64> {
    let (one, other) = (context.features(a), context.features(b));
    let common = shared(&one.terms, &other.terms).count();
    if common < 2 {
        return None;
    }
    let likeness = context.likeness(&one.terms, &other.terms);
    let roles = Roles::of(one, other);
    let by_words = likeness >= LIKE && common >= 3;
    let by_lead = is_lead(context, a)
        && is_lead(context, b)
        && leads_alike(context, one, other, roles)
        && !counts_part(context, a, b);
    let by_roles = roles.predicate && (roles.subject || roles.object) && likeness >= LIKE_IN_ROLE;
    let dated_apart = days_part(one, other) && likeness < LIKE_THOUGH_DATED;
    let fits = (by_words || by_roles || by_lead)
        && !dated_apart
        && !named_apart(context, &one.subject, &other.subject);
    let bonus = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    fits.then(|| {
        likeness + bonus(roles.predicate, 0.25) + bonus(roles.subject, 0.15) + bonus(roles.object, 0.15)
    })
}

/// Whether the claim stands where a report tells what happened: in its headline or first sentences.
fn is_lead(context: &Context<'_>, claim: ClaimId) -> bool {
    context.claim(claim).sentence < LEAD
}

/// Whether both count people or things in states, and tell no number in the same state: then the numbers are compared,
/// and the leads are not alike.
fn counts_part(context: &Context<'_>, a: ClaimId, b: ClaimId) -> bool {
    let counts = |claim: ClaimId| -> Vec<(&str, Option<f64>)> {
        let quantities = &context.report(claim).quantities;
        let held = context.claim(claim).quantities.iter().filter_map(|&index| quantities.get(index));
        held.filter_map(|held| Some((lexicon::measure(held.measure.as_deref()?), held.low.or(held.high))))
            .collect()
    };
    let (one, other) = (counts(a), counts(b));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|count| other.contains(count))
}

/// Whether two leads tell of one happening: its kind with a name, or with one name acting in both. All reports of a
/// story use the words for what it is about, so that here their rarity tells nothing.
fn leads_alike(context: &Context<'_>, a: &Features, b: &Features, roles: Roles) -> bool {
    let common: Vec<usize> = shared(&a.terms, &b.terms).collect();
    let likeness = common.len() as f64 / ((a.terms.len() * b.terms.len()) as f64).sqrt();
    let is_named = |term: usize| context.is_entity[term];
    let same_kind = a.events.intersection(&b.events).next().is_some() && common.iter().copied().any(is_named);
    let same_actor = roles.subject && shared(&a.subject, &b.subject).any(is_named);
    likeness >= LIKE_LEADS && (same_kind || same_actor)
}

/// Whether both name days and no day is named by both.
pub fn days_part(a: &Features, b: &Features) -> bool {
    !a.days.is_empty()
        && !b.days.is_empty()
        && !a.days.iter().any(|one| b.days.iter().any(|other| one.meets(*other)))
}

/// Which roles two claims share.
#[derive(Debug, Clone, Copy)]
pub struct Roles {
    /// The predicate is of one class.
    pub predicate: bool,
    /// Whoever acts.
    pub subject: bool,
    /// Whatever is acted on.
    pub object: bool,
}

impl Roles {
    /// Compares the roles of two claims.
    pub fn of(a: &Features, b: &Features) -> Roles {
        let meet = |one: &[usize], other: &[usize]| shared(one, other).next().is_some();
        Roles {
            predicate: a.predicate.is_some() && a.predicate == b.predicate,
            subject: meet(&a.subject, &b.subject),
            object: meet(&a.object, &b.object),
        }
    }
}

/// Whether both name who takes part, and they are different bodies or people.
pub fn named_apart(context: &Context<'_>, one: &[usize], other: &[usize]) -> bool {
    let named = |terms: &[usize]| terms.iter().any(|&term| context.is_entity[term]);
    named(one) && named(other) && shared(one, other).next().is_none()
}
