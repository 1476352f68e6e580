//! The whole way from captures to collations, stage after stage.
//!
//! ```text
//! captures ── extract ──▶ reports ── annotate, claim ──▶ Readied ── collate ──▶ collations, one a story
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};

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

/// How far the work on many reports is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being done, as a word.
    pub doing: &'static str,
    /// How much of it is done.
    pub done: usize,
    /// How much there is to do.
    pub all: usize,
    /// What is counted.
    pub what: &'static str,
}

/// Annotates reports and draws their claims, each report for itself, on all threads.
pub fn ready(reports: Vec<Report>, pipeline: &Pipeline) -> Readied {
    ready_told(reports, pipeline, &|_| ())
}

/// Readies reports as [`ready`] does, and tells of each that is done; on which thread, and in what order, is left open.
pub fn ready_told(reports: Vec<Report>, pipeline: &Pipeline, tell: &(dyn Fn(Step) + Sync)) -> Readied {
    let count = Count::new("reading", reports.len(), "reports", tell);
    let ready_one = |report| {
        let annotated = annotate::annotate(report, pipeline);
        let claims = claim::claims(&annotated);
        count.one_more();
        (annotated, claims)
    };
    let (reports, claims) = reports.into_par_iter().map(ready_one).unzip();
    Readied { reports, claims }
}

/// Collates reports story by story, the largest story first.
///
/// With `one_story` they are all taken for reports of one event.
pub fn collate(readied: Readied, model: &str, one_story: bool) -> Vec<Collation> {
    collate_told(readied, model, one_story, &|_| ())
}

/// Collates as [`collate`] does, and tells of each stage of each story that is done.
pub fn collate_told(
    readied: Readied,
    model: &str,
    one_story: bool,
    tell: &(dyn Fn(Step) + Sync),
) -> Vec<Collation> {
    let generator = generator(model);
    let mut stories = if one_story { vec![readied] } else { split(readied) };
    stories.retain(|story| !story.reports.is_empty());
    let count = Count::new("comparing", stories.len() * collate::STAGES, "stages", tell);
    stories
        .into_par_iter()
        .map(|story| collate::told(story.reports, story.claims, generator.clone(), &|| count.one_more()))
        .collect()
}

/// Counts what is done on several threads.
struct Count<'t> {
    step: Step,
    done: AtomicUsize,
    tell: &'t (dyn Fn(Step) + Sync),
}

impl<'t> Count<'t> {
    fn new(
        doing: &'static str,
        all: usize,
        what: &'static str,
        tell: &'t (dyn Fn(Step) + Sync),
    ) -> Count<'t> {
        Count { step: Step { doing, done: 0, all, what }, done: AtomicUsize::new(0), tell }
    }

    fn one_more(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        (self.tell)(Step { done, ..self.step });
    }
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
