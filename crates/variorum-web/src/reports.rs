//! A report of the desk: the way to its sentences, its versions, its bytes as received.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::Uri;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum::contract::Collation;
use variorum::render::element_id;
use variorum_desk::version::Version;

use crate::address::query;
use crate::app::App;
use crate::page::see_other;
use crate::problem::Problem;
use crate::wanted::Wanted;

/// A place in a report's text, in code points.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    start: Option<u32>,
    end: Option<u32>,
}

/// A report of the desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReportBody {
    /// SHA-256 of its capture.
    pub capture: String,
    /// The story that it belongs to.
    pub story: Option<i64>,
    /// All versions of it, the oldest first.
    pub versions: Vec<Version>,
    /// The words at the place that was asked for.
    pub words: Option<String>,
}

/// `GET /reports/CAPTURE`: as a page the way to the sentence in the story's.
pub async fn show(
    State(app): State<Arc<App>>,
    Extension(wanted): Extension<Wanted>,
    Path(capture): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    must_be_hash(&capture)?;
    let Query(Asked { start, end }) = query(&uri)?;
    let place = start.zip(end).map(|(start, end)| (start as usize, end as usize));
    let page = wanted == Wanted::Page;
    app.desks
        .with(move |desk| {
            let capture = desk.find(&capture)?.ok_or_else(|| unknown(&capture))?;
            let story = desk.story_of(&capture)?;
            if page {
                let story = story.ok_or_else(|| unknown(&capture))?;
                let anchor = desk.collation(story)?.and_then(|told| anchor(&told, &capture, place));
                return Ok(see_other(&format!("/stories/{story}{}", anchor.unwrap_or_default())));
            }
            let words = place.map(|(start, end)| desk.words(&capture, start, end)).transpose()?;
            let versions = desk.versions(&capture)?;
            Ok(Json(ReportBody { capture, story, versions, words }).into_response())
        })
        .await
}

/// `GET /reports/CAPTURE/bytes`: never shown by a browser, only kept.
pub async fn bytes(State(app): State<Arc<App>>, Path(capture): Path<String>) -> Result<Response, Problem> {
    must_be_hash(&capture)?;
    let (capture, bytes) = app
        .desks
        .with(move |desk| {
            let capture = desk.find(&capture)?.ok_or_else(|| unknown(&capture))?;
            let bytes = desk.capture(&capture)?.bytes;
            Ok((capture, bytes))
        })
        .await?;
    let headers = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{capture}\"")),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        (CACHE_CONTROL, "private, max-age=31536000, immutable".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

/// The fragment of the claim at a place, else of the report.
fn anchor(story: &Collation, capture: &str, place: Option<(usize, usize)>) -> Option<String> {
    let report = story.reports.iter().find(|report| report.sha256 == capture)?;
    let own = story.claims.iter().filter(|claim| claim.report == report.id);
    let claim = place.and_then(|(start, end)| {
        own.filter(|claim| claim.span.start < end && start < claim.span.end)
            .min_by_key(|claim| (claim.span.start.abs_diff(start) + claim.span.end.abs_diff(end), &claim.id))
    });
    Some(match claim {
        Some(claim) => format!("#{}", element_id(&claim.id)),
        None => format!("#r-{}", element_id(&report.id)),
    })
}

fn must_be_hash(capture: &str) -> Result<(), Problem> {
    let is_hash = (8..=64).contains(&capture.len()) && capture.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_hash { Ok(()) } else { Err(Problem::unknown("a report is named by the SHA-256 of its capture")) }
}

fn unknown(capture: &str) -> Problem {
    Problem::unknown(format!("no report of this desk, or more than one, was drawn from a capture {capture}"))
}
