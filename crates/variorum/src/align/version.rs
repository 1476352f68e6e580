//! Versions: the figures of one matter that give one value, and whether two of them clash.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use variorum_spacy::Token;

use super::asof::{AsOf, Order};
use super::context::{ClaimId, Context};
use super::figure::Figure;
use super::series::Series;
use super::value::{Value, written};
use super::{Reading, label, lexicon};
use crate::annotate::Bound;

/// Figures of one matter with one value.
#[derive(Clone)]
pub struct Version<'m> {
    /// The value, exact where any of the figures is.
    pub value: Value,
    /// The figures, in order; never empty.
    pub figures: Vec<&'m Figure>,
}

/// How many times of one version are each held against those of another.
const MANY_TIMES: usize = 64;

/// The versions of a matter, in order of their first figure.
pub fn versions(matter: &Series) -> Vec<Version<'_>> {
    let mut versions: Vec<Version<'_>> = Vec::new();
    let mut places: BTreeMap<(u64, bool), usize> = BTreeMap::new();
    for figure in &matter.figures {
        // Zero is zero, whatever its sign.
        let key = ((figure.value.number + 0.0).to_bits(), figure.value.vague);
        match places.get(&key).map(|&place| &mut versions[place]) {
            Some(version) => {
                if figure.value.bound == Bound::Exact {
                    version.value = figure.value;
                }
                version.figures.push(figure);
            }
            None => {
                places.insert(key, versions.len());
                versions.push(Version { value: figure.value, figures: vec![figure] });
            }
        }
    }
    versions
}

/// Whether two versions that do not fit contradict each other: told as of one time, or a figure that never falls told
/// lower at a later day.
pub fn clashes(matter: &Series, one: &Version<'_>, other: &Version<'_>) -> bool {
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
    let (times, other_times) = (one.times(), other.times());
    let pairs = || times.iter().flat_map(|a| other_times.iter().map(move |b| (*a, *b)));
    let may_fall = measure.is_some_and(lexicon::may_fall);
    // A number told before and after another one has not changed into it and back.
    let stands = may_fall && (surrounds(&times, &other_times) || surrounds(&other_times, &times));
    let told_in_turn = |a: AsOf, b: AsOf| {
        growing
            && !stands
            && (a.is_before(b) && (may_fall || one.value.number < other.value.number)
                || b.is_before(a) && (may_fall || other.value.number < one.value.number))
    };
    // An outlet that tells one number after the other shows that the matter changes, to whatever others tell in
    // between.
    let superseded = pairs().any(|(a, b)| a.outlet.is_some() && a.outlet == b.outlet && told_in_turn(a, b));
    let same = pairs().any(|(a, b)| a.order(b) == Order::Same && !told_in_turn(a, b));
    let different = pairs().any(|(a, b)| a.order(b) == Order::Different || told_in_turn(a, b));
    let fallen = measure.is_some_and(lexicon::only_grows) && (falls(one, other) || falls(other, one));
    match (same, different) {
        (true, _) => !updated && !superseded,
        (false, true) => fallen && !updated,
        (false, false) => !updated,
    }
}

/// Whether the first is told both before and after all of the second.
fn surrounds(outer: &[AsOf], inner: &[AsOf]) -> bool {
    let precedes = |a: AsOf, b: AsOf| a.is_before(b) || a.day.zip(b.day).is_some_and(|(one, two)| one < two);
    inner.iter().all(|&held| {
        outer.iter().any(|&first| precedes(first, held)) && outer.iter().any(|&last| precedes(held, last))
    })
}

/// Whether the second is the lower, is no mere lower bound, and is told at a later day than the first was.
fn falls(first: &Version<'_>, second: &Version<'_>) -> bool {
    let days = |version: &'_ Version<'_>| -> Vec<Date> {
        version.figures.iter().filter_map(|figure| figure.as_of.day).collect()
    };
    let after = match (days(first).iter().min(), days(second).iter().max()) {
        (Some(first), Some(last)) => last > first,
        _ => false,
    };
    second.value.number < first.value.number
        && !matches!(second.value.bound, Bound::AtLeast | Bound::MoreThan)
        && !second.value.vague
        && after
}

impl Version<'_> {
    /// The distinct times as of which the version is told; where they are many, the first and last moment of each day.
    fn times(&self) -> Vec<AsOf> {
        let times: BTreeSet<AsOf> = self.figures.iter().map(|figure| figure.as_of).collect();
        if times.len() <= MANY_TIMES {
            return times.into_iter().collect();
        }
        let outlets: BTreeSet<Option<usize>> = times.iter().map(|time| time.outlet).collect();
        let outlet = outlets.first().copied().flatten().filter(|_| outlets.len() == 1);
        let mut of_day: BTreeMap<_, (AsOf, AsOf)> = BTreeMap::new();
        for time in times.into_iter().map(|time| AsOf { outlet, ..time }) {
            let day = (time.day, time.spoken, time.moment.is_none(), time.earlier, time.update);
            of_day.entry(day).or_insert((time, time)).1 = time;
        }
        of_day.into_values().flat_map(|(first, last)| [first, last]).collect()
    }

    /// The first day and, where it is known, the first moment as of which it is told; undated ones last.
    pub fn since(&self) -> impl Ord {
        let first =
            self.figures.iter().filter_map(|figure| Some((figure.as_of.day?, figure.as_of.moment))).min();
        (first.is_none(), first)
    }

    /// The days as of which it is told, as words.
    pub fn dates(&self) -> Option<String> {
        let days: BTreeSet<_> = self.figures.iter().filter_map(|figure| figure.as_of.day).collect();
        let (first, last) = (days.first()?, days.last()?);
        Some(if first == last { first.to_string() } else { format!("{first} to {last}") })
    }

    /// The claims that tell it, in order.
    pub fn claims(&self) -> Vec<ClaimId> {
        let claims: BTreeSet<ClaimId> = self.figures.iter().map(|figure| figure.claim).collect();
        claims.into_iter().collect()
    }
}

/// The reading that the version gives.
pub fn reading(context: &Context<'_>, version: &Version<'_>) -> Reading {
    let claims = version.claims();
    let origins = context.origins(&claims);
    Reading { value: value_words(context, version), claims, origins }
}

/// The version in words: the number with its hedge for what is counted in a state, else the report's own words.
pub fn value_words(context: &Context<'_>, version: &Version<'_>) -> String {
    let figure = version.figures[0];
    let report = context.report(figure.claim);
    let quantity = &report.quantities[figure.quantity];
    let own = within_sentence(&label::cut(super::context::words(report, quantity.span), 40));
    let plain = figure.measure.is_some() && !version.value.vague && quantity.bound != Bound::Range;
    if !plain {
        return own;
    }
    let value = written(version.value.number, most_common_bound(version));
    match version.figures.iter().all(|figure| figure.additional && !tells_others(context, figure)) {
        true => format!("{value} more"),
        false => value,
    }
}

/// "65 others were injured": on top of the killed, and not of other injured.
fn tells_others(context: &Context<'_>, figure: &Figure) -> bool {
    let report = context.report(figure.claim);
    let number = report.doc.token(report.quantities[figure.quantity].token);
    let more = |token: Token<'_>| {
        matches!(token.text().to_lowercase().as_str(), "more" | "additional" | "another" | "further")
    };
    ![number.next(), number.previous()].into_iter().flatten().any(more)
}

/// Words from the head of a sentence as they stand within one: "Dozens of people" as "dozens of people", "110 K" as it
/// is.
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
