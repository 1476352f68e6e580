//! Corrections brought to the account of a story.

use std::collections::BTreeMap;

use variorum::collate::{self, Place};
use variorum::note::Note;
use variorum::report::{PublishedFrom, Report, Stamp};
use variorum::text::{CodePoints, Span};

use crate::correction::{Cite, Correction, Standing};

/// The corrections of one story, as they are applied to it.
#[derive(Debug, Default)]
pub struct Applied {
    /// What is applied while the reports are collated.
    pub collated: Vec<collate::Correction>,
    /// For each of those the number of the correction.
    pub numbers: Vec<i64>,
    /// Those that were applied to the reports themselves.
    pub here: Vec<i64>,
    /// Those that can't be applied, and why.
    pub misfits: BTreeMap<i64, String>,
}

/// Corrects what the reports of a story say of themselves, and readies the rest for collating.
pub fn apply(standing: &[Standing], story: i64, reports: &mut [Report]) -> Applied {
    let mut applied = Applied::default();
    for Standing { number, correction, story: own, undone } in standing {
        let names_one = |capture: &&str| reports.iter().any(|report| report.sha256 == **capture);
        if *own != Some(story) && !correction.captures().iter().any(names_one) {
            continue;
        }
        let done = undone.clone().map_or_else(|| correct(correction, reports), Done::Not);
        match done {
            Done::Here => applied.here.push(*number),
            Done::WhenCollating(correction) => {
                applied.collated.push(correction);
                applied.numbers.push(*number);
            }
            Done::Not(why) => {
                applied.misfits.insert(*number, why);
            }
        }
    }
    applied
}

enum Done {
    Here,
    WhenCollating(collate::Correction),
    Not(String),
}

fn correct(correction: &Correction, reports: &mut [Report]) -> Done {
    match correction {
        Correction::FixDate { capture, published } => with(reports, capture, |report| {
            let day =
                |stamp: Option<Stamp>| stamp.map_or("no day".to_owned(), |stamp| stamp.date.to_string());
            let told = day(report.published);
            report.published = published.map(Stamp::day);
            report.published_from = published.map(|_| PublishedFrom::Given);
            report.notes.push(Note::info(format!("Its day was set by hand; the page tells {told}.")));
        }),
        Correction::FixOutlet { capture, outlet } => with(reports, capture, |report| {
            let told = report.outlet.replace(outlet.clone()).unwrap_or_else(|| "no outlet".to_owned());
            report.notes.push(Note::info(format!("Its outlet was set by hand; the page tells {told}.")));
        }),
        Correction::MergeEntities { one, other, .. } => {
            Done::WhenCollating(collate::Correction::MergeEntities { one: one.clone(), other: other.clone() })
        }
        Correction::SplitEntity { name, .. } => {
            Done::WhenCollating(collate::Correction::SplitEntity { name: name.clone() })
        }
        Correction::RejectClaim { claim, about } => match place(claim, reports) {
            Ok(claim) => {
                Done::WhenCollating(collate::Correction::RejectClaim { claim, about: about.clone() })
            }
            Err(why) => Done::Not(why),
        },
        Correction::FixSpeaker { claim, speaker } => match place(claim, reports) {
            Ok(claim) => Done::WhenCollating(collate::Correction::Speaker { claim, name: speaker.clone() }),
            Err(why) => Done::Not(why),
        },
        Correction::AddClaim { claim, beside } => match (place(claim, reports), place(beside, reports)) {
            (Ok(claim), Ok(beside)) => Done::WhenCollating(collate::Correction::AddClaim { claim, beside }),
            (Err(why), _) | (_, Err(why)) => Done::Not(why),
        },
        Correction::MarkDerivation { from, to, how } => {
            let (from, to) = (from.clone(), to.clone());
            Done::WhenCollating(collate::Correction::Derivation { from, to, kind: *how })
        }
        Correction::MergeStories { .. } | Correction::SplitStory { .. } | Correction::Note { .. } => {
            Done::Here
        }
    }
}

fn with(reports: &mut [Report], capture: &str, change: impl FnOnce(&mut Report)) -> Done {
    match reports.iter_mut().find(|report| report.sha256 == capture) {
        Some(report) => {
            change(report);
            Done::Here
        }
        None => Done::Not(gone(capture)),
    }
}

/// The place that a cite means, if the words still stand there.
fn place(cite: &Cite, reports: &[Report]) -> Result<Place, String> {
    let report = reports.iter().find(|report| report.sha256 == cite.capture);
    let report = report.ok_or_else(|| gone(&cite.capture))?;
    let points = CodePoints::new(&report.text);
    let span = Span::new(points.to_byte(cite.start), points.to_byte(cite.end));
    if report.text.get(span.range()) != Some(cite.text.as_str()) {
        return Err(format!("the words “{}” no longer stand where they stood", cite.text));
    }
    Ok(Place { sha256: cite.capture.clone(), span })
}

fn gone(capture: &str) -> String {
    format!(
        "the report {} is no longer in this story, or a newer version took its place",
        &capture[..capture.len().min(12)]
    )
}

/// Why a correction that was applied found nothing.
pub fn found_nothing(correction: &collate::Correction) -> String {
    match correction {
        collate::Correction::MergeEntities { one, other } => {
            format!("no two entities are called “{one}” and “{other}”")
        }
        collate::Correction::SplitEntity { name } => {
            format!("nobody called “{name}” is put with anybody else")
        }
        collate::Correction::RejectClaim { .. } => "no point holds the claim".to_owned(),
        collate::Correction::AddClaim { .. } => "no point holds the claim that it was put beside".to_owned(),
        collate::Correction::Speaker { name, .. } => match name {
            Some(name) => format!("no claim stands there, or the report does not name “{name}”"),
            None => "no claim stands there".to_owned(),
        },
        collate::Correction::Derivation { .. } => "the two reports are no longer in one story".to_owned(),
    }
}
