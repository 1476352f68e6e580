//! Happenings: clauses of several reports with one predicate and one participant, whatever else their sentences tell.

use std::collections::{BTreeMap, BTreeSet};

use super::bridges::Bridges;
use super::context::{ClaimId, Context, Told, shared};
use super::lexicon;
use super::thread::{days_part, named_apart};

/// Likeness of clauses with one predicate that share one participant.
const LIKE: f64 = 0.4;
/// The same, all words counting alike, where that participant is named: a name that all reports of a story hold is no
/// rare word in it, and yet tells who did it.
const LIKE_NAMED: f64 = 0.4;
/// How many clauses of one happening a further one is held against.
const REPRESENTATIVES: usize = 6;
/// How many happenings of a predicate a clause is held against: those of which it was told last.
const CANDIDATES: usize = 32;

/// A clause by claim and place among the clauses of the claim.
type ClauseId = (ClaimId, usize);

/// Clauses of one happening, in order.
#[derive(Debug, Clone, Default)]
pub struct Happening {
    clauses: Vec<ClauseId>,
    representatives: Vec<ClauseId>,
}

impl Happening {
    /// The claims that tell it, each once, in order.
    pub fn claims(&self) -> Vec<ClaimId> {
        let claims: BTreeSet<ClaimId> = self.clauses.iter().map(|clause| clause.0).collect();
        claims.into_iter().collect()
    }

    /// The clauses.
    pub fn clauses<'c>(&self, context: &'c Context<'_>) -> impl Iterator<Item = (ClaimId, &'c Told)> {
        self.clauses.iter().map(|&id| (id.0, told(context, id)))
    }

    fn add(&mut self, context: &Context<'_>, id: ClauseId) {
        let group = |id: &ClauseId| context.groups[id.0.0];
        let adds = self.representatives.iter().all(|known| group(known) != group(&id));
        if adds && self.representatives.len() < REPRESENTATIVES {
            self.representatives.push(id);
        }
        self.clauses.push(id);
    }

    /// How well the clause fits: at best with one member, and with no fewer than half of those compared.
    fn score(&self, context: &Context<'_>, bridges: &Bridges, id: ClauseId) -> Option<f64> {
        let scores: Vec<f64> =
            self.representatives.iter().filter_map(|&known| fit(context, bridges, known, id)).collect();
        let enough = 2 * scores.len() >= self.representatives.len();
        scores.into_iter().filter(|_| enough).max_by(f64::total_cmp)
    }
}

fn told<'c>(context: &'c Context<'_>, id: ClauseId) -> &'c Told {
    &context.features(id.0).clauses[id.1]
}

/// All happenings of which several reports tell, in order of their first clause.
pub fn happenings(context: &Context<'_>, bridges: &Bridges) -> Vec<Happening> {
    let mut of_predicate: BTreeMap<usize, Vec<ClauseId>> = BTreeMap::new();
    for (report, features) in context.features.iter().enumerate() {
        for (claim, features) in features.iter().enumerate() {
            let id = (report, claim);
            for (index, clause) in features.clauses.iter().enumerate() {
                let denied = features.denied != context.claim(id).negated;
                if context.is_told_as_fact(id) && !denied && !counts(context, id, clause) {
                    of_predicate.entry(clause.predicate).or_default().push((id, index));
                }
            }
        }
    }
    let mut found: Vec<Happening> =
        of_predicate.into_values().flat_map(|clauses| gathered(context, bridges, &clauses)).collect();
    found.retain(|happening| {
        let reports: BTreeSet<usize> = happening.clauses.iter().map(|clause| clause.0.0).collect();
        reports.len() > 1
    });
    found.sort_by_key(|happening| happening.clauses[0]);
    found
}

/// Whether the clause tells how many, or how many came to harm: numbers are compared elsewhere.
fn counts(context: &Context<'_>, id: ClaimId, clause: &Told) -> bool {
    let report = context.report(id);
    let harms = lexicon::only_grows(lexicon::measure(report.doc.token(clause.verb).lemma()));
    let held = context.claim(id).quantities.iter().filter_map(|&index| report.quantities.get(index));
    let mut held = held.into_iter();
    harms || held.any(|quantity| clause.tokens.binary_search(&quantity.token).is_ok())
}

/// Gathers the clauses of one predicate by what they tell of. The happening told last stands last.
fn gathered(context: &Context<'_>, bridges: &Bridges, clauses: &[ClauseId]) -> Vec<Happening> {
    let mut found: Vec<Happening> = Vec::new();
    for &id in clauses {
        let newest = found.iter().enumerate().rev().take(CANDIDATES);
        let scored = newest.filter_map(|(index, known)| Some((known.score(context, bridges, id)?, index)));
        let begun = |index: usize| found[index].clauses.first();
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(begun(b.1).cmp(&begun(a.1))));
        let mut happening = best.map(|(_, index)| index).map(|index| found.remove(index)).unwrap_or_default();
        happening.add(context, id);
        found.push(happening);
    }
    found
}

/// How well two clauses of one predicate tell of one happening; `None` where they do not.
fn fit(context: &Context<'_>, bridges: &Bridges, one: ClauseId, other: ClauseId) -> Option<f64> {
    let (a, b) = (told(context, one), told(context, other));
    let meet = |one: &[usize], other: &[usize]| shared(one, other).next().is_some();
    let (subject, object) = (meet(&a.subject, &b.subject), meet(&a.object, &b.object));
    let named = |one: &[usize], other: &[usize]| shared(one, other).any(|term| context.is_entity[term]);
    let one_named = named(&a.subject, &b.subject) || named(&a.object, &b.object);
    let evenly = shared(&a.terms, &b.terms).count() as f64 / ((a.terms.len() * b.terms.len()) as f64).sqrt();
    let likeness = context.likeness(&a.terms, &b.terms);
    let (here, there) = (context.features(one.0), context.features(other.0));
    let apart = days_part(here, there)
        || !bridges.meet(&here.places, &there.places)
        || a.negated != b.negated
        || named_apart(context, &a.subject, &b.subject)
        || named_apart(context, &a.object, &b.object);
    let enough =
        subject && object || (subject || object) && likeness >= LIKE || one_named && evenly >= LIKE_NAMED;
    (enough && !apart)
        .then(|| likeness + f64::from(u8::from(subject)) * 0.2 + f64::from(u8::from(object)) * 0.2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::specimen::Specimen;

    #[test]
    fn a_happening_told_again_and_again_is_found_however_many_others_begin() {
        let others = |report: char| {
            let other = |index: u8| {
                let word = format!("{report}{}", char::from(b'a' + index));
                format!("The {word}gang blocked the {word}gate. ")
            };
            (0..20).map(other).collect::<String>()
        };
        let report = |id: char| {
            format!("{id} 2026-03-02: {}The miners blocked the mountain road in Orvik.\n", others(id))
        };
        let story: String = ['a', 'b', 'c', 'd'].into_iter().map(report).collect();
        let specimen = Specimen::read(&story, &[]);
        let story = specimen.story();
        let found = happenings(&Context::new(&story), &Bridges::of(&story));
        let reports: Vec<Vec<usize>> =
            found.iter().map(|known| known.claims().into_iter().map(|claim| claim.0).collect()).collect();
        assert_eq!(reports, [vec![0, 1, 2, 3]]);
    }
}
