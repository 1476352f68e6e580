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

/// Reports with their claims: all that needs no look at another report.
#[derive(Debug, Clone, Default)]
pub struct Readied {
    /// The annotated reports.
    pub reports: Vec<Annotated>,
    /// The claims of each report, in the order of the reports.
    pub claims: Vec<Vec<Claim>>,
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

/// Annotates reports and draws their claims, each report for itself, on all threads.
pub fn ready(reports: Vec<Report>, pipeline: &Pipeline) -> Readied {
    let ready_one = |report| {
        let annotated = annotate::annotate(report, pipeline);
        let claims = claim::claims(&annotated);
        (annotated, claims)
    };
    let (reports, claims) = reports.into_par_iter().map(ready_one).unzip();
    Readied { reports, claims }
}

/// Collates reports story by story, the largest story first.
///
/// With `one_story` they are all taken for reports of one event.
pub fn collate(readied: Readied, model: &str, one_story: bool) -> Vec<Collation> {
    let generator = generator(model);
    let stories = if one_story { vec![readied] } else { split(readied) };
    stories
        .into_par_iter()
        .filter(|story| !story.reports.is_empty())
        .map(|story| collate::collate(story.reports, story.claims, generator.clone()))
        .collect()
}

/// Collates the reports of one story with what a person corrected of it; gives also which corrections found nothing to
/// correct, by their places in the list.
pub fn corrected(
    readied: Readied,
    model: &str,
    corrections: &[collate::Correction],
) -> (Collation, Vec<usize>) {
    collate::corrected(readied.reports, readied.claims, generator(model), corrections)
}

fn generator(model: &str) -> Generator {
    Generator {
        name: "variorum".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        model: model.to_owned(),
    }
}

fn split(readied: Readied) -> Vec<Readied> {
    let groups = collate::stories(&readied.reports);
    let mut left: Vec<_> = readied.reports.into_iter().zip(readied.claims).map(Some).collect();
    let story = |group: Vec<usize>| {
        let (reports, claims) = group.into_iter().filter_map(|index| left[index].take()).unzip();
        Readied { reports, claims }
    };
    groups.into_iter().map(story).collect()
}
