//! Threads: claims of several reports that speak of one matter, put together by what they share.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{ClaimId, Context, Features, shared};

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
    let mut index: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (report, features) in context.features.iter().enumerate() {
        for claim in 0..features.len() {
            let id = (report, claim);
            let terms = &context.features(id).terms;
            if terms.iter().filter(|&&term| !context.is_number[term]).count() < 3 {
                continue;
            }
            let keys = rarest(context, terms);
            let thread = best(context, &threads, &index, id, &keys).unwrap_or_else(|| {
                threads.push(Thread::default());
                threads.len() - 1
            });
            threads[thread].claims.push(id);
            if threads[thread].represent(context, id) {
                for key in keys {
                    let postings = index.entry(key).or_default();
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
    /// How well the claim fits: at best with one member, and with no fewer than half of those compared, so that a thread
    /// does not drift from matter to matter.
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

/// The thread that the claim fits best.
fn best(
    context: &Context<'_>,
    threads: &[Thread],
    index: &BTreeMap<usize, Vec<usize>>,
    id: ClaimId,
    keys: &[usize],
) -> Option<usize> {
    let mut weights: BTreeMap<usize, f64> = BTreeMap::new();
    for key in keys {
        for &thread in index.get(key).into_iter().flat_map(|postings| postings.iter().rev().take(POSTINGS)) {
            *weights.entry(thread).or_default() += context.rarity[*key];
        }
    }
    let mut candidates: Vec<(usize, f64)> = weights.into_iter().collect();
    candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let scored = candidates
        .into_iter()
        .take(CANDIDATES)
        .filter_map(|(thread, _)| threads[thread].score(context, id).map(|score| (score, thread)));
    scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, thread)| thread)
}

/// How well two claims speak of one matter; `None` where they do not.
pub fn fit(context: &Context<'_>, a: ClaimId, b: ClaimId) -> Option<f64> {
    let (one, other) = (context.features(a), context.features(b));
    let likeness = context.likeness(&one.terms, &other.terms);
    let common = shared(&one.terms, &other.terms).count();
    let roles = Roles::of(one, other);
    if roles.clash(context, one, other) || common < 2 {
        return None;
    }
    let by_words = likeness >= LIKE && common >= 3;
    let by_roles = roles.predicate && (roles.subject || roles.object) && likeness >= LIKE_IN_ROLE;
    let dated_apart = days_part(one, other) && likeness < LIKE_THOUGH_DATED;
    let fits = (by_words || by_roles) && !dated_apart;
    let bonus = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    fits.then(|| {
        likeness + bonus(roles.predicate, 0.25) + bonus(roles.subject, 0.15) + bonus(roles.object, 0.15)
    })
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

    /// Whether both name who acts, and they are different bodies or people.
    fn clash(self, context: &Context<'_>, a: &Features, b: &Features) -> bool {
        let named = |terms: &[usize]| -> BTreeSet<usize> {
            terms.iter().copied().filter(|&term| context.is_entity[term]).collect()
        };
        let (one, other) = (named(&a.subject), named(&b.subject));
        !self.subject && !one.is_empty() && !other.is_empty() && one.is_disjoint(&other)
    }
}
