//! Kin: whether two figures of one state and class speak of one matter.

use std::collections::{BTreeMap, BTreeSet};

use super::bridges::Bridges;
use super::context::Context;
use super::figure::{AGE, Figure, LENGTHS, dominant_event};
use super::landmark::Landmarks;
use super::lexicon;
use super::value::Value;
use crate::annotate::Bound;
use crate::claim::Stance;

/// Evidence that a figure with a state must share with another to stand beside it. These bars were set by reading the
/// points of the development stories.
const JOIN_STATED: f64 = 0.7;
/// The same for figures that differ in value.
const JOIN_DIFFERING: f64 = 0.9;
/// The same where one is the main figure of its report and the other is not: the other report's own main figure is the
/// likelier match.
const JOIN_UNLIKE: f64 = 1.4;
/// The same for figures without a state, which only their words hold together.
const JOIN_PLAIN: f64 = 1.1;
/// Likeness of words without which plain figures that differ are left apart.
const LIKE_DIFFERING: f64 = 0.5;
/// Likeness of words without which plain figures of one value are left apart.
const LIKE_SAME: f64 = 0.2;
/// Likeness of words without which plain figures are left apart though nothing else of their kind is counted otherwise.
const LIKE_ALONE: f64 = 0.1;
/// How many times greater a figure may be than another of the same matter; beyond the second only main figures.
const GREATEST_RATIO: f64 = 50.0;
const GREAT_RATIO: f64 = 10.0;
/// The same above a lower bound.
const OPEN_RATIO: f64 = 250.0;

/// Likeness of words from which two sentences describe one event.
const SAME_EVENT: f64 = 0.45;
/// The same where both stand in the leads of their reports, and are main figures or name one spot.
const SAME_EVENT_IN_LEADS: f64 = 0.3;
/// The same where the reports share a landmark too.
const SAME_EVENT_BY_LANDMARK: f64 = 0.15;
/// Likeness of openings from which two reports are about one event.
const SAME_OPENING: f64 = 0.25;
/// How far wholes may lie apart of which two figures are parts.
const SAME_WHOLE: f64 = 1.1;
/// The same where both reports open with them: a toll grows, and its parts with it.
const GROWN_WHOLE: f64 = 1.5;

/// A story as figures are compared in it.
pub struct Scene<'a> {
    /// The claims and their features.
    pub context: &'a Context<'a>,
    bridges: &'a Bridges,
    landmarks: Landmarks,
    /// Whether the story is of a disaster, which strikes once; `None` where the reports name no kind of event. Violence
    /// goes on in many incidents, and blasts may be either.
    one_event: Option<bool>,
    /// Whether figures are told of several countries, so that one of them is a part.
    many_countries: bool,
    /// What several reports count, all of them with one number: "two bridges", wherever bridges are counted.
    alone: BTreeSet<String>,
    /// Places that more reports name than not: a country among them is one that the story is about.
    own_countries: BTreeSet<usize>,
}

impl<'a> Scene<'a> {
    /// Prepares the comparison.
    pub fn new(context: &'a Context<'a>, bridges: &'a Bridges, figures: &[Figure]) -> Scene<'a> {
        let countries: BTreeSet<usize> = figures.iter().filter_map(|figure| figure.country).collect();
        let one_event = dominant_event(context).map(lexicon::is_disaster);
        Scene {
            context,
            bridges,
            landmarks: Landmarks::of(context.story, bridges),
            one_event,
            many_countries: countries.len() > 1,
            alone: alone(context, figures),
            own_countries: own_countries(context),
        }
    }

    /// Whether nothing that the two say of event, day, place, part or size keeps them apart.
    pub fn compatible(&self, a: &Figure, b: &Figure) -> bool {
        let fits = a.value.fits(b.value);
        let events = a.events.is_empty()
            || b.events.is_empty()
            || a.events.iter().any(|one| b.events.iter().any(|other| lexicon::events_compatible(one, other)));
        let days = a.days.is_empty()
            || b.days.is_empty()
            || a.days.iter().any(|one| b.days.iter().any(|other| one.meets(*other)));
        let covers = |a: &Figure, b: &Figure| self.bridges.covers(a, b) && self.bridges.covers(b, a);
        let one_event = || self.one_event == Some(true) || self.opened_alike(a, b);
        let places = self.bridges.meet(&a.places, &b.places)
            && (fits || covers(a, b) || a.main && b.main && one_event());
        let parts = a.narrowed.is_empty() && b.narrowed.is_empty()
            || a.narrowed.intersection(&b.narrowed).next().is_some()
            || a.measure.is_some() && fits && (a.narrowed.is_empty() || b.narrowed.is_empty());
        let beside = a.measure.is_some() || fits && a.value.number == b.value.number || a.beside == b.beside;
        let scopes = fits || !wider(a, b) && !wider(b, a) && self.one_country(a, b);
        // One number at the head of two reports is one matter, whatever each calls the event: "in the riots", "in the
        // fire".
        let headed =
            a.measure.is_some() && a.value.number == b.value.number && !a.value.vague && a.leads && b.leads;
        (events || headed) && days && places && parts && beside && scopes && (fits || comparable(a, b))
    }

    /// Whether neither is told of a country that the other leaves open, unless it is the one that the story is about.
    fn one_country(&self, a: &Figure, b: &Figure) -> bool {
        !self.many_countries
            || a.country == b.country
            || [a.country, b.country]
                .into_iter()
                .flatten()
                .all(|country| self.own_countries.contains(&country))
    }

    /// How strongly two compatible figures belong together; `None` below what their kind asks for.
    pub fn evidence(&self, a: &Figure, b: &Figure) -> Option<f64> {
        let fits = a.value.fits(b.value);
        let likeness = self.context.likeness(&a.terms, &b.terms);
        let evidence = 1.5 * likeness
            + weight(0.5, a.places.intersection(&b.places).next().is_some())
            + weight(0.5, a.days.iter().any(|one| b.days.iter().any(|other| one.meets(*other))))
            + weight(0.3, !a.events.is_empty() && !b.events.is_empty())
            + weight(0.4, a.leads && b.leads)
            + weight(0.5, a.main && b.main)
            + weight(0.5, self.at_one_spot(a, b, likeness))
            + weight(1.0, a.measure.as_deref() == Some(AGE))
            + weight(0.2, a.predicate.is_some() && a.predicate == b.predicate)
            + weight(0.5, fits && !a.value.vague && !b.value.vague)
            + weight(0.2, fits);
        let enough = match (a.measure.as_deref(), fits) {
            (Some(_), true) => evidence >= JOIN_STATED,
            (Some(AGE), false) => true,
            (Some(_), false) => {
                let least = if a.main == b.main { JOIN_DIFFERING } else { JOIN_UNLIKE };
                evidence >= least && self.same_event(a, b, likeness)
            }
            (None, _) if self.pledged_alike(a, b) => true,
            (None, true) if self.alone.contains(&a.counted) => likeness >= LIKE_ALONE,
            (None, true) => evidence >= JOIN_PLAIN && likeness >= LIKE_SAME,
            (None, false) => {
                evidence >= JOIN_PLAIN && likeness >= LIKE_DIFFERING && a.predicate == b.predicate
            }
        };
        enough.then_some(evidence)
    }

    /// Whether the words of the two have something in common.
    pub fn alike(&self, a: &Figure, b: &Figure) -> bool {
        self.context.likeness(&a.terms, &b.terms) >= LIKE_ALONE
    }

    /// Whether one source promises, demands or estimates both, and not only says so: its word then has no words around
    /// it that could be alike ("pledged 80 million crowns").
    fn pledged_alike(&self, a: &Figure, b: &Figure) -> bool {
        let stance =
            |figure: &Figure| self.context.claim(figure.claim).attribution.last().map(|link| link.stance);
        let pledged = matches!(stance(a), Some(Stance::Promises | Stance::Demands | Stance::Estimates));
        let origin = |figure: &Figure| self.context.origin(figure.claim);
        let bare = |figure: &Figure| self.context.claim(figure.claim).predicate.is_none();
        pledged && stance(a) == stance(b) && origin(a) == origin(b) && bare(a) && bare(b)
    }

    /// Whether the reports of the two open as reports about one event do.
    fn opened_alike(&self, a: &Figure, b: &Figure) -> bool {
        let openings = &self.context.openings;
        self.context.likeness(&openings[a.claim.0], &openings[b.claim.0]) >= SAME_OPENING
    }

    /// Whether both stand in leads that are alike, the less so where the openings share a landmark.
    fn led_alike(&self, a: &Figure, b: &Figure, likeness: f64) -> bool {
        let shared = self.landmarks.shared(a.claim.0, b.claim.0);
        let least = if shared { SAME_EVENT_BY_LANDMARK } else { SAME_EVENT_IN_LEADS };
        a.leads && b.leads && likeness >= least
    }

    /// Whether both stand in leads that are alike and name one place too narrow to see two events of a day.
    fn at_one_spot(&self, a: &Figure, b: &Figure, likeness: f64) -> bool {
        let places = |figure: &Figure| &self.context.features(figure.claim).places;
        let common = places(a).intersection(places(b)).copied().collect();
        a.leads && b.leads && likeness >= SAME_EVENT_IN_LEADS && !self.bridges.telling(&common).is_empty()
    }

    /// Whether two figures that differ are told of one event: their sentences are alike, or they are the main figures
    /// of reports about one event.
    fn same_event(&self, a: &Figure, b: &Figure, likeness: f64) -> bool {
        let one_event = self.one_event.unwrap_or(a.leads && b.leads);
        likeness >= SAME_EVENT
            || a.main && b.main && (one_event || self.opened_alike(a, b) || self.led_alike(a, b, likeness))
            || self.at_one_spot(a, b, likeness)
            || acted_alike(a, b) && a.places.intersection(&b.places).next().is_some()
    }
}

/// Kinds of things without a state of which several reports give a number, and all one that fits. Lengths of time,
/// shares and people are counted for too many reasons.
fn alone(context: &Context<'_>, figures: &[Figure]) -> BTreeSet<String> {
    let mut kinds: BTreeMap<&str, (Value, bool, BTreeSet<usize>)> = BTreeMap::new();
    let common = |counted: &str| is_common(counted) || lexicon::is_person(counted);
    for figure in figures.iter().filter(|figure| figure.measure.is_none() && !common(&figure.counted)) {
        let group = context.groups[figure.claim.0];
        let (value, same, groups) =
            kinds.entry(&figure.counted).or_insert((figure.value, true, BTreeSet::new()));
        *same &= value.fits(figure.value) && !figure.value.vague;
        groups.insert(group);
    }
    let alone = kinds.into_iter().filter(|(_, (_, same, groups))| *same && groups.len() > 1);
    alone.map(|(counted, _)| counted.to_owned()).collect()
}

/// Whether it is counted for too many reasons to be one matter: lengths of time, shares.
pub fn is_common(counted: &str) -> bool {
    LENGTHS.contains(&counted) || counted == "percent"
}

/// The places that more reports name than not.
fn own_countries(context: &Context<'_>) -> BTreeSet<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for features in &context.features {
        let places: BTreeSet<usize> =
            features.iter().flat_map(|features| features.places.iter().copied()).collect();
        for place in places {
            *counts.entry(place).or_default() += 1;
        }
    }
    let most = counts.into_iter().filter(|(_, count)| 2 * count > context.features.len());
    most.map(|(place, _)| place).collect()
}

/// Whether two figures that differ could be of one whole: parts only with parts of one whole, of a stretch of time only
/// with such, of those on top of others with none, and not of wholly different size.
fn comparable(a: &Figure, b: &Figure) -> bool {
    let wholes = match (a.whole, b.whole) {
        (Some(one), Some(other)) => {
            let most = if a.leads && b.leads { GROWN_WHOLE } else { SAME_WHOLE };
            one.max(other) <= one.min(other) * most
        }
        (None, None) => true,
        _ => false,
    };
    let killed = a.measure.as_deref() == Some("killed");
    let on_top = killed && (a.additional || b.additional);
    let (low, high) = (a.value.number.min(b.value.number), a.value.number.max(b.value.number));
    let ratio = if a.main && b.main { GREATEST_RATIO } else { GREAT_RATIO };
    // The first toll of a disaster is often "at least one".
    let least = if a.value.number < b.value.number { a } else { b };
    let open = a.main && b.main && matches!(least.value.bound, Bound::AtLeast | Bound::MoreThan);
    let ratio = if open { OPEN_RATIO } else { ratio };
    wholes && !on_top && a.over_time == b.over_time && high <= low * ratio
}

/// Whether both tell of one act at people's hands that is not a blow ("arrested", "evacuated"): blows fall in many
/// incidents of one place.
fn acted_alike(a: &Figure, b: &Figure) -> bool {
    a.predicate.is_some()
        && a.predicate == b.predicate
        && a.measure.as_deref().is_some_and(|state| !lexicon::only_grows(state))
}

/// Whether the first is told of a whole region and is the greater, and the second is not.
fn wider(a: &Figure, b: &Figure) -> bool {
    a.wide && !b.wide && a.value.number > b.value.number
}

fn weight(weight: f64, holds: bool) -> f64 {
    if holds { weight } else { 0.0 }
}
