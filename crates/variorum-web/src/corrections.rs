//! What a person corrects: from a page as a form, from a program as JSON. What is kept is the same.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum::contract::Collation;
use variorum_desk::Desk;
use variorum_desk::correction::{Correction, Entry};

use crate::address::number;
use crate::app::App;
use crate::body;
use crate::form::Form;
use crate::page::{Bar, html, see_other};
use crate::problem::Problem;
use crate::told::{Names, told};
use crate::wanted::Wanted;

mod meant;

pub use meant::meant;

/// How long the answer to a correction waits for the new account.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most characters of an author's name.
pub const LONGEST_NAME: usize = 100;

/// A correction that a program sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCorrection {
    /// Who says so.
    #[schemars(length(min = 1, max = 100))]
    pub author: String,
    /// What is wrong.
    pub correction: Correction,
}

/// A wish to take a correction back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undoing {
    /// Who says so.
    #[schemars(length(min = 1, max = 100))]
    pub author: String,
}

/// Corrections and what took them back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Corrections {
    /// In order.
    pub corrections: Vec<Entry>,
}

/// `GET /corrections`.
pub async fn list(
    State(app): State<Arc<App>>,
    Extension(wanted): Extension<Wanted>,
) -> Result<Response, Problem> {
    let corrections = app.desks.with(|desk| Ok(desk.corrections()?)).await?;
    Ok(match wanted {
        Wanted::Json => Json(Corrections { corrections }).into_response(),
        Wanted::Page => html(&List {
            bar: Bar { sought: "" },
            lines: corrections.iter().rev().filter_map(|entry| Line::new(entry, &Names::none())).collect(),
        }),
    })
}

/// `GET /corrections/NUMBER`.
pub async fn show(State(app): State<Arc<App>>, Path(entry): Path<String>) -> Result<Response, Problem> {
    let entry = number(&entry)?;
    Ok(Json(entry_of(&app, entry).await?).into_response())
}

/// `POST /corrections`.
pub async fn make(State(app): State<Arc<App>>, headers: HeaderMap, body: Body) -> Result<Response, Problem> {
    if Wanted::is_form(&headers) {
        let form = Form::read(&body::read(body, &app.limits).await?)?;
        let story = number(form.need("story")?)?;
        let author = author(form.filled("author").unwrap_or("me"))?;
        let stories = app
            .desks
            .with(move |desk| {
                let line = desk.story(story)?;
                let collation = desk.collation(story)?;
                let collation = collation.ok_or_else(|| Problem::busy("this story has no account yet", 3))?;
                let correction = meant(&form, &line, &collation, |other| desk.captures_of(other))?;
                let touched = stories_of(desk, &correction)?;
                desk.correct(&correction, &author, Timestamp::now())?;
                Ok([touched, stories_of(desk, &correction)?].concat())
            })
            .await?;
        settle(&app, stories).await;
        return Ok(see_other(&format!("/stories/{story}#correct")));
    }
    body::must_be(&headers, "application/json")?;
    let sent: NewCorrection = body::json(&body::read(body, &app.limits).await?)?;
    let author = author(&sent.author)?;
    let (number, stories) = app
        .desks
        .with(move |desk| {
            let touched = stories_of(desk, &sent.correction)?;
            let number = desk.correct(&sent.correction, &author, Timestamp::now())?;
            Ok((number, [touched, stories_of(desk, &sent.correction)?].concat()))
        })
        .await?;
    settle(&app, stories).await;
    created(&app, number).await
}

/// `POST /corrections/NUMBER/undo`.
pub async fn undo(
    State(app): State<Arc<App>>,
    Path(correction): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let correction = number(&correction)?;
    let is_form = Wanted::is_form(&headers);
    let (name, back) = if is_form {
        let form = Form::read(&body::read(body, &app.limits).await?)?;
        let back = form.filled("story").map(number).transpose()?;
        (author(form.filled("author").unwrap_or("me"))?, back)
    } else {
        body::must_be(&headers, "application/json")?;
        let Undoing { author: name } = body::json(&body::read(body, &app.limits).await?)?;
        (author(&name)?, None)
    };
    let undone = entry_of(&app, correction).await?;
    let (number, stories) = app
        .desks
        .with(move |desk| {
            let of =
                |desk: &Desk| undone.correction.as_ref().map_or(Ok(Vec::new()), |own| stories_of(desk, own));
            let touched = of(desk)?;
            let number = desk.undo(correction, &name, Timestamp::now())?;
            Ok((number, [touched, of(desk)?].concat()))
        })
        .await?;
    settle(&app, stories).await;
    match (is_form, back) {
        (false, _) => created(&app, number).await,
        (true, Some(story)) => Ok(see_other(&format!("/stories/{story}#correct"))),
        (true, None) => Ok(see_other("/corrections")),
    }
}

async fn created(app: &App, number: i64) -> Result<Response, Problem> {
    let entry = entry_of(app, number).await?;
    Ok((StatusCode::CREATED, [(LOCATION, format!("/corrections/{number}"))], Json(entry)).into_response())
}

async fn entry_of(app: &App, number: i64) -> Result<Entry, Problem> {
    let entries = app.desks.with(|desk| Ok(desk.corrections()?)).await?;
    let entry = entries.into_iter().find(|entry| entry.id == number);
    entry.ok_or_else(|| Problem::unknown(format!("no correction has the number {number}")))
}

/// The stories that a correction speaks of.
fn stories_of(desk: &Desk, correction: &Correction) -> Result<Vec<i64>, Problem> {
    let mut stories = Vec::new();
    for capture in correction.captures() {
        stories.extend(desk.story_of(capture)?);
    }
    stories.sort_unstable();
    stories.dedup();
    Ok(stories)
}

/// Has the accounts made anew, and waits a while for them.
async fn settle(app: &App, mut stories: Vec<i64>) {
    stories.sort_unstable();
    stories.dedup();
    let waits = stories.into_iter().map(|story| app.settler.wait(story, PATIENCE));
    for wait in waits {
        wait.await;
    }
}

fn author(name: &str) -> Result<String, Problem> {
    let name = name.trim();
    match name.chars().count() {
        1..=LONGEST_NAME => Ok(name.to_owned()),
        _ => Err(Problem::wrong(format!("give a name of at most {LONGEST_NAME} characters as the author"))),
    }
}

#[derive(Template)]
#[template(path = "corrections.html")]
struct List<'a> {
    bar: Bar<'a>,
    lines: Vec<Line<'a>>,
}

/// A correction in a list.
pub struct Line<'a> {
    pub entry: &'a Entry,
    pub told: String,
    pub day: &'a str,
    pub capture: Option<String>,
}

impl<'a> Line<'a> {
    fn new(entry: &'a Entry, names: &Names) -> Option<Line<'a>> {
        let correction = entry.correction.as_ref()?;
        Some(Line {
            entry,
            told: told(correction, names),
            day: entry.made.split('T').next().unwrap_or_default(),
            capture: correction.captures().first().map(|capture| (*capture).to_owned()),
        })
    }
}

/// What the page of a story needs to take corrections.
pub struct Correctable<'a> {
    /// What was corrected already.
    pub lines: Vec<Line<'a>>,
    /// Reports by hash and name.
    pub reports: Vec<(&'a str, String)>,
    /// Names that the story knows.
    pub names: Vec<&'a str>,
}

impl<'a> Correctable<'a> {
    /// Of a story.
    pub fn new(story: &'a Collation, corrections: &'a [Entry]) -> Correctable<'a> {
        const NAMES: usize = 2000;
        let own = |entry: &&Entry| {
            let captures = entry.correction.iter().flat_map(Correction::captures);
            let held = |capture: &str| story.reports.iter().any(|report| report.sha256 == capture);
            captures.into_iter().any(held)
        };
        let names = Names::of(story);
        let reports = story.reports.iter().map(|report| {
            let outlet = report.outlet.as_deref().unwrap_or("Unknown outlet");
            let title = report.title.as_deref().unwrap_or("no title");
            (report.sha256.as_str(), format!("{outlet}: {title}"))
        });
        let all =
            story.entities.iter().flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases));
        let mut known: Vec<&str> = all.map(String::as_str).collect();
        known.sort_unstable();
        known.dedup();
        known.truncate(NAMES);
        Correctable {
            lines: corrections
                .iter()
                .rev()
                .filter(own)
                .filter_map(|entry| Line::new(entry, &names))
                .collect(),
            reports: reports.collect(),
            names: known,
        }
    }
}
