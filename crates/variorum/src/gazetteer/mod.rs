//! Places of the world: which of those that share a name a story means.
//!
//! [`crate::atlas`] holds the countries, American states and towns of GeoNames; `reading` chooses by what the reports say:
//! the country or state named beside the place, the country of the story, its neighbours in the story, its size.

mod reading;
#[cfg(test)]
mod tests;

pub use crate::atlas::{Place, PlaceKind, named};
pub use reading::{PlaceName, read};

use crate::annotate::{Annotated, EntityKind, MentionForm};
use crate::claim::Claim;
use crate::resolve::Entities;

/// For each entity of a story its id in GeoNames: of places alone, and of those only where one reading stands out.
///
/// A capital that does nothing in the story but speak or act is its government and gets none.
pub fn links(reports: &[Annotated], claims: &[Vec<Claim>], entities: &Entities) -> Vec<Option<u64>> {
    let mut names: Vec<PlaceName> = Vec::new();
    let mut of_entity: Vec<Option<usize>> = Vec::new();
    for entity in &entities.entities {
        let is_name = |&&(report, mention): &&(usize, usize)| {
            reports[report].mentions[mention].form == MentionForm::Name
        };
        let mentions: Vec<(usize, usize)> = entity.mentions.iter().filter(is_name).copied().collect();
        let is_place = entity.kind == EntityKind::Place && !mentions.is_empty();
        let governs = mentions.iter().all(|&(report, mention)| speaks(claims, report, mention));
        of_entity.push(is_place.then_some(names.len()));
        if is_place {
            let beside = mentions.iter().filter_map(|&(report, mention)| beside(&reports[report], mention));
            names.push(PlaceName {
                names: std::iter::once(&entity.name).chain(&entity.aliases).cloned().collect(),
                beside: beside.collect(),
                mentions: mentions.len(),
                governs,
            });
        }
    }
    let places = read(&names);
    of_entity.into_iter().map(|name| places[name?].map(|place| place.id)).collect()
}

/// Whether the mention stands there as the source of a claim.
fn speaks(claims: &[Vec<Claim>], report: usize, mention: usize) -> bool {
    let of_report = claims.get(report).into_iter().flatten();
    of_report.flat_map(|claim| &claim.attribution).any(|link| link.source_mention == Some(mention))
}

/// The larger place that stands behind a name: "Paris, Texas", "the town of Dover in Delaware".
fn beside(report: &Annotated, mention: usize) -> Option<String> {
    let own = &report.mentions[mention];
    let next = report.mentions[mention + 1..].iter().find(|next| next.tokens.start >= own.tokens.end)?;
    let text = &report.report.text;
    let between = text.get(own.span.end as usize..next.span.start as usize)?;
    let joined = matches!(between.trim(), "," | "in" | ", in" | "(" | "in the");
    (joined && next.form == MentionForm::Name).then(|| next.span.of(text).to_owned())
}
