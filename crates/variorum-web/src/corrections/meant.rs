//! What a form of a story's page means.

use axum::http::StatusCode;
use variorum::contract::{Claim, Collation};
use variorum::derive::DerivationKind;
use variorum_desk::correction::{Cite, Correction};
use variorum_desk::story::StoryLine;

use crate::form::Form;
use crate::problem::Problem;

/// The correction that a form of the page of this story means; `captures_of` gives the captures of another story.
///
/// # Errors
/// If a field is missing, names what the story does not have, or the story changed since the page was made, so that
/// `c12` could be another claim now.
pub fn meant(
    form: &Form,
    line: &StoryLine,
    story: &Collation,
    captures_of: impl Fn(i64) -> variorum_desk::Result<Vec<String>>,
) -> Result<Correction, Problem> {
    let first = || story.reports.first().map(|report| report.sha256.clone());
    let capture = || first().ok_or_else(|| Problem::wrong("this story has no report"));
    let text = |name: &str| form.need(name).map(str::to_owned);
    let claim = |name: &str| {
        if form.get("changed") != Some(line.changed.to_string().as_str()) {
            return Err(Problem::new(
                StatusCode::CONFLICT,
                "the story changed since this page was made; go back, reload it, and choose the claim again",
            ));
        }
        cite(story, form.need(name)?)
    };
    Ok(match form.need("kind")? {
        "merge_entities" => {
            Correction::MergeEntities { capture: capture()?, one: text("one")?, other: text("other")? }
        }
        "split_entity" => Correction::SplitEntity { capture: capture()?, name: text("name")? },
        "reject_claim" => {
            Correction::RejectClaim { claim: claim("claim")?, about: form.filled("about").map(str::to_owned) }
        }
        "add_claim" => Correction::AddClaim { claim: claim("claim")?, beside: claim("beside")? },
        "fix_speaker" => Correction::FixSpeaker {
            claim: claim("claim")?,
            speaker: form.filled("speaker").map(str::to_owned),
        },
        "fix_date" => Correction::FixDate {
            capture: text("report")?,
            published: match form.filled("published") {
                None => None,
                Some(day) => {
                    Some(day.parse().map_err(|_| Problem::wrong("give a day as 2026-03-02, or none"))?)
                }
            },
        },
        "fix_outlet" => Correction::FixOutlet { capture: text("report")?, outlet: text("outlet")? },
        "mark_derivation" => {
            Correction::MarkDerivation { from: text("from")?, to: text("to")?, how: how(form.need("how")?)? }
        }
        "merge_stories" => {
            let other = crate::address::number(form.need("other")?)?;
            if other == line.id {
                return Err(Problem::wrong("this is the story itself; name another"));
            }
            Correction::MergeStories { into: capture()?, reports: captures_of(other)? }
        }
        "split_story" => split(form, story)?,
        "note" => Correction::Note { capture: text("report")?, text: text("text")? },
        _ => return Err(Problem::wrong("there is no such kind of correction")),
    })
}

fn split(form: &Form, story: &Collation) -> Result<Correction, Problem> {
    let reports: Vec<String> = form.all("report").map(str::to_owned).collect();
    if reports.is_empty() {
        return Err(Problem::wrong("choose the reports that leave"));
    }
    let rest = story.reports.iter().find(|report| !reports.contains(&report.sha256));
    let rest = rest.ok_or_else(|| Problem::wrong("no report would stay behind; choose fewer"))?;
    Ok(Correction::SplitStory { rest: rest.sha256.clone(), reports })
}

fn how(name: &str) -> Result<Option<DerivationKind>, Problem> {
    Ok(match name {
        "copy" => Some(DerivationKind::Copy),
        "rewrite" => Some(DerivationKind::Rewrite),
        "quotes" => Some(DerivationKind::Quotes),
        "shared_source" => Some(DerivationKind::SharedSource),
        "none" => None,
        _ => return Err(Problem::wrong("choose how one report draws on the other")),
    })
}

/// A claim by the id that the page gives it, as a correction names it.
fn cite(story: &Collation, id: &str) -> Result<Cite, Problem> {
    let id = id.trim_start_matches('#');
    let claim: Option<&Claim> = story.claims.iter().find(|claim| claim.id == id);
    let claim = claim.ok_or_else(|| Problem::wrong("choose a claim: click on its sentence in the text"))?;
    let report = story.reports.iter().find(|report| report.id == claim.report);
    let report = report.ok_or_else(|| Problem::wrong("this claim has no report"))?;
    let span = &claim.span;
    Ok(Cite { capture: report.sha256.clone(), start: span.start, end: span.end, text: span.text.clone() })
}
