//! The whole way from captures to collations, stage after stage.
//!
//! ```text
//! captures ── extract ──▶ reports ── annotate, claim ──▶ Readied ── collate ──▶ collations, one a story
//! ```

use rayon::prelude::*;
use variorum_spacy::Pipeline;

use crate::annotate::{self, Annotated};
use crate::capture::Capture;
use crate::claim::{self, Claim};
use crate::contract::{Collation, Generator};
use crate::note::Note;
use crate::report::Report;
use crate::{collate, extract};

/// What was drawn from captures.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The reports, each with an id of its own, in an order that does not depend on that of the captures.
    pub reports: Vec<Report>,
    /// What was left out, and why.
    pub notes: Vec<Note>,
}

/// One report with its claims: all that needs no other report.
#[derive(Debug, Clone)]
pub struct Readied {
    /// The annotated report.
    pub annotated: Annotated,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// Draws the reports from captures; a capture given twice counts once.
pub fn read(captures: &[Capture]) -> Reading {
    let extractions: Vec<_> = captures.par_iter().map(extract::read).collect();
    let mut reading = Reading::default();
    for extraction in extractions {
        reading.reports.extend(extraction.reports);
        reading.notes.extend(extraction.notes);
    }
    reading.notes.extend(extract::drop_repeats(&mut reading.reports));
    extract::assign_ids(&mut reading.reports);
    reading
}

/// Annotates one report and draws its claims.
pub fn ready(report: Report, pipeline: &Pipeline) -> Readied {
    let annotated = annotate::annotate(report, pipeline);
    let claims = claim::claims(&annotated);
    Readied { annotated, claims }
}

/// Annotates reports and draws their claims, on all threads.
pub fn ready_all(reports: Vec<Report>, pipeline: &Pipeline) -> Vec<Readied> {
    reports.into_par_iter().map(|report| ready(report, pipeline)).collect()
}

/// Collates reports story by story, the largest story first.
///
/// With `one_story` they are all taken for reports of one event.
pub fn collate(readied: Vec<Readied>, model: &str, one_story: bool) -> Vec<Collation> {
    let generator = Generator {
        name: "variorum".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: model.to_owned(),
    };
    let stories = if one_story { vec![readied] } else { split(readied) };
    stories
        .into_iter()
        .filter(|story| !story.is_empty())
        .map(|story| {
            let (reports, claims) = story.into_iter().map(|one| (one.annotated, one.claims)).unzip();
            collate::collate(reports, claims, generator.clone())
        })
        .collect()
}

fn split(readied: Vec<Readied>) -> Vec<Vec<Readied>> {
    let annotated: Vec<&Annotated> = readied.iter().map(|one| &one.annotated).collect();
    let groups = collate::stories(&annotated);
    let mut left: Vec<Option<Readied>> = readied.into_iter().map(Some).collect();
    groups
        .into_iter()
        .map(|group| group.into_iter().filter_map(|index| left[index].take()).collect())
        .collect()
}
