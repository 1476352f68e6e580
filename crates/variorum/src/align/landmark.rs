//! Landmarks: names in the openings of reports that tell of which event they are. Reports from one city on one day
//! share its name, whatever they tell; only those of one event share the name of the quarter, the bus or the convoy.

use std::collections::{BTreeMap, BTreeSet};

use super::bridges::Bridges;
use super::context::OPENING;
use super::{Story, country};
use crate::annotate::{EntityKind, MentionForm};

/// For each report, the landmarks of its opening.
#[derive(Debug, Clone, Default)]
pub struct Landmarks {
    of_report: Vec<BTreeSet<usize>>,
}

impl Landmarks {
    /// Reads them: no country, not the place that the story is about, no people, and nobody on whose word several
    /// reports rest, for such informants tell of many events.
    pub fn of(story: &Story<'_>, bridges: &Bridges) -> Landmarks {
        let informants = informants(story);
        let of_report = (0..story.reports.len())
            .map(|report| {
                let named = named(story, report).filter(|entity| !informants.contains(entity));
                bridges.telling(&named.collect())
            })
            .collect();
        Landmarks { of_report }
    }

    /// Whether two reports share one.
    pub fn shared(&self, one: usize, other: usize) -> bool {
        self.of_report[one].intersection(&self.of_report[other]).next().is_some()
    }
}

/// The entities that the opening of a report names.
fn named<'s>(story: &'s Story<'_>, report: usize) -> impl Iterator<Item = usize> + 's {
    let mentions = story.reports[report].mentions.iter().enumerate();
    let opening = mentions.filter(|(_, mention)| {
        mention.sentence < OPENING && mention.form == MentionForm::Name && mention.kind != EntityKind::Group
    });
    let entities =
        opening.filter_map(move |(mention, _)| *story.entities.of_mention.get(report)?.get(mention)?);
    entities.filter(|&entity| {
        let entity = &story.entities.entities[entity];
        // "SANA", "U.N.": agencies and bodies that stand in reports of any event.
        entity.kind != EntityKind::Group && !is_acronym(&entity.name) && !country::is_wide(&entity.name)
    })
}

/// Whether the name is capitals alone, with or without stops.
fn is_acronym(name: &str) -> bool {
    name.chars().all(|letter| letter.is_uppercase() || letter == '.')
}

/// The entities on whose word claims of several reports rest.
fn informants(story: &Story<'_>) -> BTreeSet<usize> {
    let mut reports: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (report, claims) in story.claims.iter().enumerate() {
        let links = claims.iter().flat_map(|claim| &claim.attribution);
        let entity = |mention: usize| *story.entities.of_mention.get(report)?.get(mention)?;
        for source in links.filter_map(|link| entity(link.source_mention?)) {
            reports.entry(source).or_default().insert(report);
        }
    }
    reports.into_iter().filter(|(_, reports)| reports.len() > 1).map(|(source, _)| source).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acronyms_are_capitals_with_or_without_stops() {
        for (name, acronym) in [("SANA", true), ("U.N.", true), ("Orvik", false), ("St. Ola", false)] {
            assert_eq!(is_acronym(name), acronym, "{name}");
        }
    }
}
