//! From annotated reports and their claims to the collation of a story.

use crate::align::{self, Story};
use crate::annotate::Annotated;
use crate::claim::Claim;
use crate::contract::{Collation, Generator};
use crate::{derive, resolve, silence, timeline, wording};

mod pile;
#[cfg(test)]
mod tests;
mod wire;

pub use pile::stories;
use wire::Findings;

/// Collates the reports of one story; `claims` holds for each report its claims.
///
/// The reports are put in order by date and id first, so the same reports give the same bytes in whatever order they
/// come. Undated reports stand last. Missing claims count as none.
pub fn collate(reports: Vec<Annotated>, mut claims: Vec<Vec<Claim>>, generator: Generator) -> Collation {
    claims.resize_with(reports.len(), Vec::new);
    let (reports, claims) = in_order(reports, claims);
    let entities = resolve::entities(&reports);
    let derivations = derive::derivations(&reports);
    let origins = resolve::origins(&reports, &claims, &entities, &derivations);
    let story = Story {
        reports: &reports,
        claims: &claims,
        entities: &entities,
        origins: &origins,
        derivations: &derivations,
    };
    let points = align::points(&story);
    let findings = Findings {
        timeline: timeline::timeline(&story, &points),
        silences: silence::silences(&story, &points),
        wording: wording::wording(&story, &points),
        points,
    };
    wire::collation(&story, &findings, generator)
}

fn in_order(reports: Vec<Annotated>, claims: Vec<Vec<Claim>>) -> (Vec<Annotated>, Vec<Vec<Claim>>) {
    let mut both: Vec<(Annotated, Vec<Claim>)> = reports.into_iter().zip(claims).collect();
    both.sort_by(|(a, _), (b, _)| {
        let key = |annotated: &Annotated| (annotated.report.published.is_none(), annotated.report.published);
        let (one, other) = (&a.report, &b.report);
        key(a)
            .cmp(&key(b))
            .then_with(|| one.id.cmp(&other.id))
            .then_with(|| one.sha256.cmp(&other.sha256))
            .then_with(|| one.text.cmp(&other.text))
    });
    both.into_iter().unzip()
}
