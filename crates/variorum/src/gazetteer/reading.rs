//! Which place each name of a story means.

use std::collections::BTreeMap;

use crate::atlas::{Place, PlaceKind, named};

/// A name of a story that stands for a place, and what the reports say beside it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlaceName {
    /// The ways in which it is written.
    pub names: Vec<String>,
    /// Larger places named right behind it ("Paris, Texas").
    pub beside: Vec<String>,
    /// How often it is named.
    pub mentions: usize,
    /// Whether it does nothing but speak: "Paris denied that".
    pub governs: bool,
}

/// A place must be ahead of the next by this much to be read for certain: twice as many people, all else alike.
const LEAD: f64 = 0.3;
/// What it counts that the reports name the larger place beside it; more than any difference of size.
const BESIDE: f64 = 6.0;
/// What it counts that all other places of the story lie in its country; a hundred times the people.
const HOME: f64 = 2.0;
/// What it counts that another place of the story lies near.
const NEAR: f64 = 1.0;
/// How near that is, in kilometres.
const NEAR_KM: f64 = 150.0;
/// Sizes of countries and states beside the common logarithm of a town's inhabitants.
const COUNTRY: f64 = 8.0;
const STATE: f64 = 6.6;
/// What a further name of a town counts less than its main one.
const FURTHER_NAME: f64 = 1.0;

/// Reads the names of one story together; `None` where none or no single place stands out.
pub fn read(names: &[PlaceName]) -> Vec<Option<Place>> {
    let choices: Vec<Vec<Place>> = names.iter().map(places_of).collect();
    let mut context = Context::default();
    // What stands out without context is the context of the rest.
    for _ in 0..2 {
        let places: Vec<Option<Place>> =
            names.iter().zip(&choices).map(|(name, places)| context.choose(name, places)).collect();
        context = Context::new(names, &places);
    }
    let chosen = names.iter().zip(&choices).map(|(name, places)| context.choose(name, places));
    let acts = |(name, place): (&PlaceName, Option<Place>)| {
        place.filter(|place| !(name.governs && place.kind == PlaceKind::Town))
    };
    names.iter().zip(chosen).map(acts).collect()
}

fn places_of(name: &PlaceName) -> Vec<Place> {
    let mut places: Vec<Place> = name.names.iter().flat_map(|name| named(name)).collect();
    places.sort_by_key(|place| (place.id, !place.main_name));
    places.dedup_by_key(|place| place.id);
    places
}

/// What the other names of the story tell.
#[derive(Debug, Default)]
struct Context {
    /// The places read so far, one a name.
    places: Vec<Place>,
    /// The share of names in each country.
    shares: BTreeMap<&'static str, f64>,
    /// The same, by region.
    regions: BTreeMap<(&'static str, &'static str), f64>,
}

impl Context {
    fn new(names: &[PlaceName], places: &[Option<Place>]) -> Context {
        let mut context = Context::default();
        let read: Vec<(Place, f64)> = names
            .iter()
            .zip(places)
            .filter_map(|(name, place)| Some(((*place)?, name.mentions.clamp(1, 5) as f64)))
            .collect();
        let total: f64 = read.iter().map(|(_, weight)| weight).sum();
        for (place, weight) in read {
            *context.shares.entry(place.country).or_default() += weight / total;
            if !place.region.is_empty() {
                *context.regions.entry((place.country, place.region)).or_default() += weight / total;
            }
            context.places.push(place);
        }
        context
    }

    /// The place that stands out among those of one name.
    fn choose(&self, name: &PlaceName, places: &[Place]) -> Option<Place> {
        let larger: Vec<Place> = name.beside.iter().flat_map(|name| larger(name)).collect();
        let mut scored: Vec<(f64, Place)> =
            places.iter().map(|&place| (self.score(&place, &larger), place)).collect();
        scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.id.cmp(&other.1.id)));
        let (best, place) = *scored.first()?;
        let next = scored.get(1).map_or(f64::NEG_INFINITY, |(score, _)| *score);
        (best - next >= LEAD).then_some(place)
    }

    fn score(&self, place: &Place, larger: &[Place]) -> f64 {
        let size = match place.kind {
            PlaceKind::Country => COUNTRY,
            PlaceKind::State => STATE,
            PlaceKind::Town => (place.population.max(1) as f64).log10(),
        };
        let within = |larger: &Place| match larger.kind {
            PlaceKind::State => place.kind == PlaceKind::Town && place.region == larger.region,
            _ => place.kind != PlaceKind::Country,
        };
        let beside = larger.iter().any(|larger| larger.country == place.country && within(larger));
        let others = |other: &&Place| other.id != place.id;
        let home = self.shares.get(place.country).copied().unwrap_or(0.0);
        let region = self.regions.get(&(place.country, place.region)).copied().unwrap_or(0.0);
        let near = self.places.iter().filter(others).any(|other| is_near(place, other));
        size + BESIDE * f64::from(u8::from(beside))
            + HOME * (home + region)
            + NEAR * f64::from(u8::from(near))
            - FURTHER_NAME * f64::from(u8::from(!place.main_name))
    }
}

/// The countries and states of a name, abbreviations of states ("Tex.") included.
fn larger(name: &str) -> Vec<Place> {
    let known = |name: &str| {
        named(name).into_iter().filter(|place| place.kind != PlaceKind::Town).collect::<Vec<_>>()
    };
    let short = STATES.iter().find(|(short, _)| *short == name.trim_end_matches('.'));
    short.map_or_else(|| known(name), |(_, full)| known(full))
}

/// American states as datelines shorten them.
const STATES: &[(&str, &str)] = &[
    ("Ala", "Alabama"),
    ("Ariz", "Arizona"),
    ("Ark", "Arkansas"),
    ("Calif", "California"),
    ("Colo", "Colorado"),
    ("Conn", "Connecticut"),
    ("Del", "Delaware"),
    ("Fla", "Florida"),
    ("Ga", "Georgia"),
    ("Ill", "Illinois"),
    ("Ind", "Indiana"),
    ("Kan", "Kansas"),
    ("Ky", "Kentucky"),
    ("La", "Louisiana"),
    ("Mass", "Massachusetts"),
    ("Md", "Maryland"),
    ("Mich", "Michigan"),
    ("Minn", "Minnesota"),
    ("Miss", "Mississippi"),
    ("Mo", "Missouri"),
    ("Mont", "Montana"),
    ("N.C", "North Carolina"),
    ("N.D", "North Dakota"),
    ("N.H", "New Hampshire"),
    ("N.J", "New Jersey"),
    ("N.M", "New Mexico"),
    ("N.Y", "New York"),
    ("Neb", "Nebraska"),
    ("Nev", "Nevada"),
    ("Okla", "Oklahoma"),
    ("Ore", "Oregon"),
    ("Pa", "Pennsylvania"),
    ("R.I", "Rhode Island"),
    ("S.C", "South Carolina"),
    ("S.D", "South Dakota"),
    ("Tenn", "Tennessee"),
    ("Tex", "Texas"),
    ("Va", "Virginia"),
    ("Vt", "Vermont"),
    ("W.Va", "West Virginia"),
    ("Wash", "Washington"),
    ("Wis", "Wisconsin"),
    ("Wyo", "Wyoming"),
];

/// Whether two towns lie near each other; good enough away from the poles.
fn is_near(one: &Place, other: &Place) -> bool {
    let (Some(one), Some(other)) = (one.position, other.position) else { return false };
    let north = (one.0 - other.0) * 111.2;
    let east = (one.1 - other.1) * 111.2 * one.0.to_radians().cos();
    north.hypot(east) < NEAR_KM
}
