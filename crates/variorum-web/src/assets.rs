//! Style and script: of the story page as the core has them, and of the desk's own pages.

use axum::extract::Path;
use axum::http::header::{CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use variorum::render::{PAGE_SCRIPT, PAGE_STYLE};

use crate::problem::Problem;

const DESK_STYLE: &str = include_str!("../templates/desk.css");
const DESK_SCRIPT: &str = include_str!("../templates/desk.js");
const STYLE: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The style sheets of every page.
pub const STYLES: [&str; 2] = ["/assets/page.css", "/assets/desk.css"];
/// The scripts of the page of a story.
pub const STORY_SCRIPTS: [&str; 2] = ["/assets/page.js", "/assets/desk.js"];

/// `GET /assets/NAME`.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let (kind, text) = match name.as_str() {
        "page.css" => (STYLE, PAGE_STYLE),
        "desk.css" => (STYLE, DESK_STYLE),
        "page.js" => (SCRIPT, PAGE_SCRIPT),
        "desk.js" => (SCRIPT, DESK_SCRIPT),
        _ => return Err(Problem::unknown("there is no such file")),
    };
    let tag = tag(text.as_bytes());
    if is_held(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    Ok(([(CONTENT_TYPE, kind.to_owned()), (ETAG, tag)], text).into_response())
}

/// A name for exactly these bytes.
pub fn tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let digits: String = hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("\"{digits}\"")
}

/// Whether the client holds what this tag names.
pub fn is_held(headers: &HeaderMap, tag: &str) -> bool {
    let held = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(',')).any(|held| held.trim().trim_start_matches("W/") == tag)
}
