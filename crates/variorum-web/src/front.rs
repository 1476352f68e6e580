//! The front page: the stories of the desk.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_desk::status::Status;
use variorum_desk::story::{Order, StoryLine};

use crate::address::query;
use crate::app::App;
use crate::page::{Bar, html};
use crate::problem::Problem;
use crate::wanted::Wanted;

/// The most stories of one answer.
pub const MOST: usize = 200;
/// The most stories that can be passed over.
pub const DEEPEST: usize = 1_000_000;

/// What is asked of the list of stories.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    order: Asking,
    limit: usize,
    skip: usize,
}

impl Default for Asked {
    fn default() -> Asked {
        Asked { order: Asking::Changed, limit: 50, skip: 0 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Asking {
    Changed,
    Size,
}

/// Stories in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stories {
    /// Those asked for.
    pub stories: Vec<StoryLine>,
    /// How many to skip for the next; `null` after the last.
    pub next: Option<usize>,
}

/// `GET /` and `GET /stories`.
pub async fn list(
    State(app): State<Arc<App>>,
    Extension(wanted): Extension<Wanted>,
    uri: Uri,
) -> Result<Response, Problem> {
    let Query(asked): Query<Asked> = query(&uri)?;
    if !(1..=MOST).contains(&asked.limit) {
        return Err(Problem::wrong(format!("limit goes from 1 to {MOST}")));
    }
    if asked.skip > DEEPEST {
        return Err(Problem::wrong(format!("skip goes to {DEEPEST}")));
    }
    let Asked { order, limit, skip } = asked;
    let order = match order {
        Asking::Changed => Order::Changed,
        Asking::Size => Order::Size,
    };
    let (mut stories, status) =
        app.desks.with(move |desk| Ok((desk.stories(order, limit + 1, skip)?, desk.status()?))).await?;
    let next = (stories.len() > limit).then_some(skip + limit);
    stories.truncate(limit);
    // Another program may have changed them since their accounts were made.
    stories.iter().filter(|story| story.is_stale).for_each(|story| app.settler.wish(story.id));
    Ok(match wanted {
        Wanted::Json => Json(Stories { stories, next }).into_response(),
        Wanted::Page => html(&Front {
            bar: Bar { sought: "" },
            rows: stories.iter().map(Row::new).collect(),
            status: &status,
            by_size: order == Order::Size,
            before: (skip > 0).then(|| skip.saturating_sub(limit)),
            next,
        }),
    })
}

/// `GET /status`.
pub async fn status(State(app): State<Arc<App>>) -> Result<Json<Status>, Problem> {
    Ok(Json(app.desks.with(|desk| Ok(desk.status()?)).await?))
}

#[derive(Template)]
#[template(path = "front.html")]
struct Front<'a> {
    bar: Bar<'a>,
    rows: Vec<Row<'a>>,
    status: &'a Status,
    by_size: bool,
    before: Option<usize>,
    next: Option<usize>,
}

struct Row<'a> {
    story: &'a StoryLine,
    days: String,
    /// To the minute, in UTC.
    received: String,
}

impl<'a> Row<'a> {
    fn new(story: &'a StoryLine) -> Row<'a> {
        let days = match (&story.first_day, &story.last_day) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (Some(day), _) | (None, Some(day)) => day.clone(),
            (None, None) => "undated".to_owned(),
        };
        let received = story.received.as_deref().and_then(|received| received.parse::<Timestamp>().ok());
        let received = received.map_or(String::new(), |time| time.strftime("%Y-%m-%d %H:%M UTC").to_string());
        Row { story, days, received }
    }
}
