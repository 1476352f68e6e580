//! All that can be made of one capture alone: the report, its annotation and claims, what it is searched and grouped by.

use std::collections::BTreeSet;
use std::path::Path;

use variorum::annotate::{self, Annotated, MentionForm, Quantity};
use variorum::claim::{self, Claim};
use variorum::collate::pile::{self, Counts};
use variorum::extract;
use variorum::note::Note;
use variorum::report::Report;
use variorum::text::CodePoints;
use variorum_spacy::Pipeline;

use crate::arrival::Arrival;
use crate::captures::{self, Stored};
use crate::error::Result;
use crate::identity;
use crate::memo::{self, Key, Ready};
use crate::near::{self, Signature};

/// A report ready to be kept; its capture is written.
#[derive(Debug)]
pub struct Prepared {
    /// The capture as written.
    pub stored: Stored,
    /// Where it came from.
    pub origin: String,
    /// When, in UTC.
    pub received: String,
    /// The report.
    pub report: Report,
    /// All that is derived of it.
    pub derived: Derived,
}

/// What is derived of one report and kept in rows.
#[derive(Debug)]
pub struct Derived {
    /// What versions of one report have in common.
    pub identity: Option<String>,
    /// What it names, one a line.
    pub names: String,
    /// The key of the annotation.
    pub key: Key,
    /// The annotation, packed.
    pub annotation: Vec<u8>,
    /// What tells its story.
    pub counts: Counts,
    /// What tells its copies.
    pub signature: Signature,
    /// Its claims, for searching.
    pub claims: Vec<ClaimRow>,
    /// Its numbers that stand in no claim.
    pub numbers: Vec<Range>,
}

/// A claim as it is searched; positions are code points.
#[derive(Debug)]
pub struct ClaimRow {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub stop: usize,
    /// The words.
    pub text: String,
    /// On whose word, outermost first.
    pub source: String,
    /// Its numbers.
    pub numbers: Vec<Range>,
}

/// The values that a number may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

/// What became of an arrival.
#[derive(Debug)]
pub enum Outcome {
    /// A report.
    Report(Box<Prepared>),
    /// No report could be drawn from it, and why.
    LeftOut(Vec<Note>),
}

/// Reads an arrival, annotates it, and writes its capture.
///
/// # Errors
/// If the capture can't be written.
pub fn prepare(
    desk: &Path,
    arrival: &Arrival,
    pipeline: &Pipeline,
    annotate: impl Fn(Report) -> Ready,
) -> Result<Outcome> {
    let mut extraction = extract::read(&arrival.capture);
    let Some(mut report) = extraction.reports.pop() else { return Ok(Outcome::LeftOut(extraction.notes)) };
    report.url = report.url.or_else(|| arrival.url.clone());
    let ready = annotate(report);
    let derived = derived(&ready, pipeline);
    let report = ready.annotated.report;
    let stored = captures::write(desk, &arrival.capture, &report.sha256)?;
    Ok(Outcome::Report(Box::new(Prepared {
        stored,
        origin: arrival.capture.path.clone(),
        received: arrival.received.to_string(),
        report,
        derived,
    })))
}

/// All that is kept of an annotated report.
pub fn derived(ready: &Ready, pipeline: &Pipeline) -> Derived {
    let key = memo::annotation_key(&ready.annotated.report, pipeline.name());
    of_ready(ready, key, memo::pack_annotation(ready, pipeline))
}

/// Annotates a report and draws its claims.
pub fn ready(report: Report, pipeline: &Pipeline) -> Ready {
    let annotated = annotate::annotate(report, pipeline);
    let claims = claim::claims(&annotated);
    Ready { annotated, claims }
}

fn of_ready(ready: &Ready, key: Key, annotation: Vec<u8>) -> Derived {
    let Ready { annotated, claims } = ready;
    let used: BTreeSet<usize> = claims.iter().flat_map(|claim| claim.quantities.iter().copied()).collect();
    let loose = annotated.quantities.iter().enumerate().filter(|(index, _)| !used.contains(index));
    Derived {
        identity: identity::of(&annotated.report),
        names: names(annotated),
        key,
        annotation,
        counts: pile::counts(annotated),
        signature: near::signature(&annotated.report),
        claims: claim_rows(annotated, claims),
        numbers: loose.filter_map(|(_, quantity)| range(quantity)).collect(),
    }
}

fn names(annotated: &Annotated) -> String {
    let text = &annotated.report.text;
    let names = annotated.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    let names: BTreeSet<&str> = names.filter_map(|mention| text.get(mention.span.range())).collect();
    names.into_iter().collect::<Vec<_>>().join("\n")
}

fn claim_rows(annotated: &Annotated, claims: &[Claim]) -> Vec<ClaimRow> {
    let text = &annotated.report.text;
    let points = CodePoints::new(text);
    let row = |claim: &Claim| {
        let sources = claim.attribution.iter().filter_map(|link| text.get(link.source?.range()));
        let numbers = claim.quantities.iter().filter_map(|&index| range(annotated.quantities.get(index)?));
        Some(ClaimRow {
            start: points.of_byte(claim.span.start as usize),
            stop: points.of_byte(claim.span.end as usize),
            text: text.get(claim.span.range())?.to_owned(),
            source: sources.collect::<Vec<_>>().join(" ← "),
            numbers: numbers.collect(),
        })
    };
    claims.iter().filter_map(row).collect()
}

/// A bound that is left open counts as the other: "over 40" is searched as 40.
fn range(quantity: &Quantity) -> Option<Range> {
    let low = quantity.low.or(quantity.high)?;
    let high = quantity.high.unwrap_or(low);
    Some(Range { low, high })
}
