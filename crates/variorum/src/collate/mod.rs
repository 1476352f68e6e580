//! From annotated reports and their claims to the collation of a story.

use crate::align::{self, Story};
use crate::annotate::Annotated;
use crate::claim::Claim;
use crate::contract::{Collation, Generator};
use crate::{derive, gazetteer, resolve, silence, timeline, wording};

mod correct;
pub mod pile;
#[cfg(test)]
mod tests;
mod wire;

use correct::Corrector;
pub use correct::{Correction, Place};
pub use pile::stories;
use wire::Findings;

/// Collates the reports of one story; `claims` holds for each report its claims.
///
/// The reports are put in order by date and id first, so the same reports give the same bytes in whatever order they
/// come. Undated reports stand last. Missing claims count as none.
pub fn collate(reports: Vec<Annotated>, claims: Vec<Vec<Claim>>, generator: Generator) -> Collation {
    corrected(reports, claims, generator, &[]).0
}

/// Collates as [`collate`] does, and applies what a person corrected. Gives also which corrections found nothing to
/// correct, by their places in the list.
pub fn corrected(
    reports: Vec<Annotated>,
    claims: Vec<Vec<Claim>>,
    generator: Generator,
    corrections: &[Correction],
) -> (Collation, Vec<usize>) {
    in_stages(reports, claims, generator, corrections, &|| ())
}

/// How many stages the collation of one story has.
pub(crate) const STAGES: usize = 6;

/// Collates as [`collate`] does, and calls `stage_done` after each of the [`STAGES`].
pub(crate) fn told(
    reports: Vec<Annotated>,
    claims: Vec<Vec<Claim>>,
    generator: Generator,
    stage_done: &dyn Fn(),
) -> Collation {
    in_stages(reports, claims, generator, &[], stage_done).0
}

fn in_stages(
    reports: Vec<Annotated>,
    mut claims: Vec<Vec<Claim>>,
    generator: Generator,
    corrections: &[Correction],
    stage_done: &dyn Fn(),
) -> (Collation, Vec<usize>) {
    claims.resize_with(reports.len(), Vec::new);
    let (reports, mut claims) = in_order(reports, claims);
    let mut corrector = Corrector::new(corrections);
    corrector.claims(&reports, &mut claims);
    let mut entities = resolve::entities(&reports);
    corrector.entities(&reports, &mut entities);
    stage_done();
    let mut derivations = derive::derivations(&reports);
    corrector.derivations(&reports, &mut derivations);
    stage_done();
    let origins = resolve::origins(&reports, &claims, &entities, &derivations);
    stage_done();
    let story = Story {
        reports: &reports,
        claims: &claims,
        entities: &entities,
        origins: &origins,
        derivations: &derivations,
    };
    let mut points = align::points(&story);
    corrector.points(&reports, &claims, &origins, &mut points);
    stage_done();
    let findings = Findings {
        geonames: gazetteer::links(&reports, &claims, &entities),
        timeline: timeline::timeline(&story, &points),
        silences: silence::silences(&story, &points),
        wording: wording::wording(&story, &points),
        points,
    };
    stage_done();
    let collation = wire::collation(&story, &findings, generator);
    stage_done();
    (collation, corrector.misfits())
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
