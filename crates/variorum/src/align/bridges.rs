//! How the places of a story lie to each other, as far as the reports themselves show it.

use std::collections::{BTreeMap, BTreeSet};

use super::context::OPENING;
use super::figure::Figure;
use super::{Story, country};
use crate::annotate::{Annotated, EntityKind};
use crate::text::Span;

/// Pairs of places of which one lies in the other by the reports' word, places too wide to tell anything apart, and
/// the one that the story is about.
#[derive(Debug, Clone, Default)]
pub struct Bridges {
    pairs: BTreeSet<(usize, usize)>,
    wide: BTreeSet<usize>,
    main: Option<usize>,
    /// Places that structures are named after ("the Ossel dam"): each lies in some town that another report may name.
    sites: BTreeSet<usize>,
    /// Those of them that the story is about.
    main_sites: BTreeSet<usize>,
    /// For each report, the places that its first sentences name.
    opening: Vec<BTreeSet<usize>>,
}

/// The words that may stand between a place and the place it lies in.
const BETWEEN: usize = 4;
/// Words that show a name before or after them to be one of a wide region.
const REGIONS: &[&str] = &[
    "province",
    "governorate",
    "region",
    "state",
    "county",
    "district",
    "countryside",
    "prefecture",
    "republic",
];
/// The share of the reports that name the place that a story is about.
const MAIN: f64 = 0.5;

impl Bridges {
    /// Reads them from the places of a story: two lie in one another that stand side by side in a sentence, parted by a
    /// comma, "in" or "of".
    pub fn of(story: &Story<'_>) -> Bridges {
        let mut bridges = Bridges::default();
        let mut named: BTreeMap<usize, usize> = BTreeMap::new();
        let mut structures: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (report, annotated) in story.reports.iter().enumerate() {
            let places = places(story, report);
            bridges.link(annotated, &places);
            bridges.widen(story, annotated, &places);
            for &(mention, place) in &places {
                let (structures, all) = structures.entry(place).or_default();
                *structures += usize::from(names_structure(annotated, mention));
                *all += 1;
            }
            let opening =
                places.iter().filter(|(mention, _)| annotated.mentions[*mention].sentence < OPENING);
            bridges.opening.push(opening.map(|(_, place)| *place).collect());
            for place in places.iter().map(|(_, place)| *place).collect::<BTreeSet<usize>>() {
                *named.entry(place).or_default() += 1;
            }
        }
        let enough =
            |count: usize| story.reports.len() > 1 && count as f64 >= MAIN * story.reports.len() as f64;
        let sites = structures.into_iter().filter(|(_, (structures, all))| 2 * structures > *all);
        bridges.sites = sites.map(|(place, _)| place).collect();
        let (sites, towns): (Vec<_>, Vec<_>) = named
            .into_iter()
            .filter(|(place, count)| !bridges.wide.contains(place) && enough(*count))
            .partition(|(place, _)| bridges.sites.contains(place));
        bridges.main_sites = sites.into_iter().map(|(place, _)| place).collect();
        let narrow = towns.into_iter();
        bridges.main = narrow.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(place, _)| place);
        bridges
    }

    /// The places that tell one matter from another: neither wide nor the one that the story is about.
    pub fn telling(&self, places: &BTreeSet<usize>) -> BTreeSet<usize> {
        places
            .iter()
            .copied()
            .filter(|place| !self.wide.contains(place) && Some(*place) != self.main)
            .filter(|place| !self.main_sites.contains(place))
            .collect()
    }

    /// Whether two sets of places share one, one of the first lies in or around one of the second, or either holds no
    /// place narrow enough to tell.
    pub fn meet(&self, a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> bool {
        let narrow = |places: &BTreeSet<usize>| places.iter().any(|place| !self.wide.contains(place));
        let sites =
            |places: &BTreeSet<usize>| places.iter().filter(|place| self.sites.contains(place)).count();
        let site_and_town = sites(a) == a.len() && sites(b) == 0 || sites(b) == b.len() && sites(a) == 0;
        !narrow(a)
            || !narrow(b)
            || site_and_town
            || a.iter().any(|one| {
                b.iter().any(|other| one == other || self.pairs.contains(&(*one.min(other), *one.max(other))))
            })
    }

    /// Whether the places of the first figure are no narrower than what the second may speak of: they tell nothing, the
    /// second names places itself, or its report opens with one of them.
    pub fn covers(&self, first: &Figure, second: &Figure) -> bool {
        let telling = self.telling(&first.places);
        let opened = || self.opening[second.claim.0].intersection(&telling).next().is_some();
        telling.is_empty() || !second.places.is_empty() || opened()
    }

    fn link(&mut self, annotated: &Annotated, places: &[(usize, usize)]) {
        for pair in places.windows(2) {
            let [(first, one), (second, other)] = pair else { continue };
            let (left, right) = (&annotated.mentions[*first], &annotated.mentions[*second]);
            let gap = left.tokens.end..right.tokens.start;
            if one == other || left.sentence != right.sentence || gap.len() > BETWEEN || gap.start > gap.end {
                continue;
            }
            let words: Vec<&str> = gap.map(|token| annotated.doc.token(token).text()).collect();
            if words.is_empty() || words == [","] || words.contains(&"in") || words.contains(&"of") {
                self.pairs.insert((*one.min(other), *one.max(other)));
            }
        }
    }

    fn widen(&mut self, story: &Story<'_>, annotated: &Annotated, places: &[(usize, usize)]) {
        for &(mention, place) in places {
            let tokens = &annotated.mentions[mention].tokens;
            let is_region = |index: usize| {
                annotated.doc.tokens.get(index).is_some_and(|token| {
                    let word = Span { start: token.start, end: token.end };
                    let word = annotated.doc.text.get(word.range()).unwrap_or("");
                    REGIONS.contains(&word.to_lowercase().as_str())
                })
            };
            let region = is_region(tokens.end) || tokens.clone().any(is_region);
            let of_region = tokens.start >= 2 && is_region(tokens.start - 2);
            let name = story.entities.entities.get(place).map_or("", |entity| entity.name.as_str());
            // "Syrias": a possessive that has lost its mark.
            let country = || country::is_wide(name) || name.strip_suffix('s').is_some_and(country::is_wide);
            if region || of_region || country() || country::is_american_state(name) {
                self.wide.insert(place);
            }
        }
    }
}

/// Whether the noun of a structure follows the mention.
fn names_structure(annotated: &Annotated, mention: usize) -> bool {
    let next = annotated.mentions[mention].tokens.end;
    let word = annotated.doc.tokens.get(next).map(|_| annotated.doc.token(next).text().to_lowercase());
    word.is_some_and(|word| STRUCTURES.contains(&word.as_str()))
}

const STRUCTURES: &[&str] = &[
    "dam",
    "bridge",
    "tunnel",
    "mine",
    "plant",
    "mill",
    "factory",
    "station",
    "tower",
    "reservoir",
    "harbour",
    "harbor",
    "port",
    "pier",
    "airport",
    "stadium",
    "arena",
    "canal",
    "pass",
    "viaduct",
    "refinery",
    "quarry",
];

/// The mentions of places in a report, in order, with their entities.
fn places(story: &Story<'_>, report: usize) -> Vec<(usize, usize)> {
    let place = |mention: usize| {
        let entity = (*story.entities.of_mention.get(report)?.get(mention)?)?;
        (story.entities.entities.get(entity)?.kind == EntityKind::Place).then_some((mention, entity))
    };
    (0..story.reports[report].mentions.len()).filter_map(place).collect()
}
