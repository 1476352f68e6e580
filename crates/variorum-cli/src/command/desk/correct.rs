//! `variorum desk correct`, `merge`, `split` and `undo`.

use std::path::Path;

use anyhow::{Context, bail};
use jiff::Timestamp;
use variorum::derive::DerivationKind;
use variorum_desk::Desk;
use variorum_desk::correction::{Cite, Correction};

use crate::arguments::desk::{Correct, Person, What};
use crate::{Outcome, output};

/// Keeps a correction.
pub fn run(arguments: &Correct) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(&arguments.desk)?;
    let correction = correction(&desk, &arguments.what)?;
    keep(&mut desk, &correction, &arguments.person)
}

/// Puts the reports of one story to another.
pub fn merge(folder: &Path, into: i64, other: i64, person: &Person) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(folder)?;
    if into == other {
        bail!("{into} and {other} are one story; name two");
    }
    let stays = desk.captures_of(into)?.into_iter().next().context("the story that stays has no report")?;
    let correction = Correction::MergeStories { into: stays, reports: desk.captures_of(other)? };
    keep(&mut desk, &correction, person)
}

/// Makes a story of its own of some reports.
pub fn split(folder: &Path, reports: &[String], person: &Person) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(folder)?;
    let reports: Vec<String> =
        reports.iter().map(|name| capture(&desk, name)).collect::<anyhow::Result<_>>()?;
    let story = desk.story_of(&reports[0])?.context("the report belongs to no story")?;
    let rest = desk.captures_of(story)?.into_iter().find(|held| !reports.contains(held));
    let rest = rest.context("no report would stay behind; name fewer")?;
    keep(&mut desk, &Correction::SplitStory { rest, reports }, person)
}

/// Takes a correction back.
pub fn undo(folder: &Path, correction: i64, person: &Person) -> anyhow::Result<Outcome> {
    let mut desk = Desk::open(folder)?;
    let number = desk.undo(correction, &person.author, Timestamp::now())?;
    tell(person, number, &format!("Correction {correction} is taken back."))
}

const NEXT: &str = "The account follows with the next ingest, or with `variorum desk rebuild --stale`.\n";

fn keep(desk: &mut Desk, correction: &Correction, person: &Person) -> anyhow::Result<Outcome> {
    let number = desk.correct(correction, &person.author, Timestamp::now())?;
    tell(person, number, &format!("Kept as correction {number}; `variorum desk undo` takes it back."))
}

fn tell(person: &Person, number: i64, words: &str) -> anyhow::Result<Outcome> {
    output::print(&if person.json {
        format!("{}\n", serde_json::json!({ "correction": number }))
    } else {
        format!("{words}\n{NEXT}")
    })?;
    Ok(Outcome::Done)
}

fn correction(desk: &Desk, what: &What) -> anyhow::Result<Correction> {
    Ok(match what {
        What::Date { report, day } => {
            let published = if day == "none" {
                None
            } else {
                Some(day.parse().context("give a day as 2026-03-02, or none")?)
            };
            Correction::FixDate { capture: capture(desk, report)?, published }
        }
        What::Outlet { report, outlet } => {
            Correction::FixOutlet { capture: capture(desk, report)?, outlet: outlet.clone() }
        }
        What::Speaker { claim, name } => {
            Correction::FixSpeaker { claim: cite(desk, claim)?, speaker: name.clone() }
        }
        What::Reject { claim, about } => {
            Correction::RejectClaim { claim: cite(desk, claim)?, about: about.clone() }
        }
        What::Add { claim, beside } => {
            Correction::AddClaim { claim: cite(desk, claim)?, beside: cite(desk, beside)? }
        }
        What::MergeNames { report, one, other } => Correction::MergeEntities {
            capture: capture(desk, report)?,
            one: one.clone(),
            other: other.clone(),
        },
        What::SplitName { report, name } => {
            Correction::SplitEntity { capture: capture(desk, report)?, name: name.clone() }
        }
        What::Derivation { from, to, how } => {
            Correction::MarkDerivation { from: capture(desk, from)?, to: capture(desk, to)?, how: kind(how)? }
        }
        What::Note { report, text } => {
            Correction::Note { capture: capture(desk, report)?, text: text.clone() }
        }
        What::Json { body } => serde_json::from_str(body).context("this is no correction")?,
    })
}

fn kind(how: &str) -> anyhow::Result<Option<DerivationKind>> {
    Ok(Some(match how {
        "copy" => DerivationKind::Copy,
        "rewrite" => DerivationKind::Rewrite,
        "quotes" => DerivationKind::Quotes,
        "shared-source" => DerivationKind::SharedSource,
        "none" => return Ok(None),
        _ => bail!("“{how}” is no kind of derivation; give copy, rewrite, quotes, shared-source or none"),
    }))
}

fn capture(desk: &Desk, name: &str) -> anyhow::Result<String> {
    desk.find(name)?.with_context(|| {
        format!(
            "“{name}” names no report, or several; give more of the SHA-256, as `variorum search` shows it"
        )
    })
}

/// A claim by its report and its place: `589a831c4e03:726-800`.
fn cite(desk: &Desk, name: &str) -> anyhow::Result<Cite> {
    let parts = name.split_once(':').and_then(|(report, place)| {
        let (start, end) = place.split_once('-')?;
        Some((report, start.parse().ok()?, end.parse().ok()?))
    });
    let (report, start, end) =
        parts.context("name a claim by its report and place, such as 589a831c4e03:726-800")?;
    let capture = capture(desk, report)?;
    let text = desk.words(&capture, start, end)?;
    Ok(Cite { capture, start, end, text })
}
