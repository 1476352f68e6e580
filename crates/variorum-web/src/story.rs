//! The page of a story, its account as JSON, and its exports.

use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use variorum::contract::Collation;
use variorum::render::{self, Frame};
use variorum_desk::Desk;
use variorum_desk::story::StoryLine;

use crate::address::number;
use crate::app::App;
use crate::assets::{STORY_SCRIPTS, STYLES, is_held, tag};
use crate::corrections::Correctable;
use crate::download::Download;
use crate::page::Bar;
use crate::problem::Problem;
use crate::wanted::Wanted;

/// `GET /stories/STORY`.
pub async fn show(
    State(app): State<Arc<App>>,
    Extension(wanted): Extension<Wanted>,
    Path(story): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let story = number(&story)?;
    let (kind, bytes) = match wanted {
        Wanted::Json => ("application/json", account(&app, story).await?),
        Wanted::Page => ("text/html; charset=utf-8", page(&app, story).await?),
    };
    let tag = tag(&bytes);
    if is_held(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    Ok(([(CONTENT_TYPE, kind.to_owned()), (ETAG, tag)], bytes).into_response())
}

/// `GET /stories/STORY/exports/FORMAT`.
pub async fn export(
    State(app): State<Arc<App>>,
    Path((story, format)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let story = number(&story)?;
    let download = Download::named(&format).ok_or_else(|| {
        let names: Vec<&str> = Download::all().into_iter().map(Download::name).collect();
        Problem::unknown(format!("no format has this name; there are {}", names.join(", ")))
    })?;
    let file = app.desks.with(move |desk| download.of(desk, story, Timestamp::now())).await?;
    let file = file.ok_or_else(|| follows(&app, story))?;
    let name = format!("attachment; filename=\"{}\"", download.file_name(story));
    Ok(([(CONTENT_TYPE, download.media_type().to_owned()), (CONTENT_DISPOSITION, name)], file)
        .into_response())
}

/// What is told while a story has no account yet, which is wished for.
fn follows(app: &App, story: i64) -> Problem {
    app.settler.wish(story);
    Problem::busy(format!("the account of story {story} is being made; ask again in a moment"), 3)
}

async fn account(app: &App, story: i64) -> Result<Bytes, Problem> {
    let found = app.desks.with(move |desk| Ok((desk.story(story)?.is_stale, desk.account(story)?)));
    let (is_stale, account) = found.await?;
    if is_stale {
        app.settler.wish(story);
    }
    account.map(Bytes::from).ok_or_else(|| follows(app, story))
}

async fn page(app: &Arc<App>, story: i64) -> Result<Bytes, Problem> {
    let line = app.desks.with(move |desk| Ok(desk.story(story)?)).await?;
    if line.is_stale {
        app.settler.wish(story);
    }
    let key = (story, line.changed);
    if let Some(page) = app.pages.get(key) {
        return Ok(page);
    }
    // Many ask at once for a story that has just changed: one draws it.
    let _turn = app.pages.turn(story).await;
    if let Some(page) = app.pages.get(key) {
        return Ok(page);
    }
    let page = app.desks.with(move |desk| draw(desk, &line)).await?;
    let page = page.ok_or_else(|| follows(app, story))?;
    app.pages.put(key, page.clone());
    Ok(page)
}

fn draw(desk: &Desk, line: &StoryLine) -> Result<Option<Bytes>, Problem> {
    let Some(collation) = desk.collation(line.id)? else { return Ok(None) };
    let corrections = desk.corrections()?;
    let view = View { line, desk: Correctable::new(&collation, &corrections), downloads: Download::all() };
    let bar = Bar { sought: "" };
    // Templates write into strings, which can't fail.
    let (above, below) = (bar.render().unwrap_or_default(), view.render().unwrap_or_default());
    let frame = Frame {
        styles: &STYLES,
        scripts: &STORY_SCRIPTS,
        above: &above,
        below: &below,
        view: ("correct", "Correct"),
    };
    Ok(Some(framed(&collation, &frame)))
}

fn framed(collation: &Collation, frame: &Frame) -> Bytes {
    render::framed_page(collation, frame).into()
}

/// The view of the desk below the story: corrections and exports.
#[derive(Template)]
#[template(path = "correct.html")]
struct View<'a> {
    line: &'a StoryLine,
    desk: Correctable<'a>,
    downloads: Vec<Download>,
}
