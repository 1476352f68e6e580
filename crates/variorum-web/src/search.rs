//! Searching the desk.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use variorum_desk::search::{self, Hit, Place};

use crate::address::query;
use crate::app::App;
use crate::page::{Bar, html};
use crate::problem::Problem;
use crate::wanted::Wanted;

/// The most hits of one place.
pub const MOST: usize = 100;
/// The most characters of a query.
pub const LONGEST: usize = 500;

/// What is asked of the search.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    q: String,
    r#in: Where,
    limit: usize,
}

impl Default for Asked {
    fn default() -> Asked {
        Asked { q: String::new(), r#in: Where::All, limit: 20 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Where {
    All,
    Reports,
    Claims,
    Points,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
pub struct Found {
    /// What of the query could not be understood, and what to write.
    pub notes: Vec<String>,
    /// Points of stories.
    pub points: Vec<Hit>,
    /// Claims of reports.
    pub claims: Vec<Hit>,
    /// Reports.
    pub reports: Vec<Hit>,
}

/// `GET /search`.
pub async fn find(
    State(app): State<Arc<App>>,
    Extension(wanted): Extension<Wanted>,
    uri: Uri,
) -> Result<Response, Problem> {
    let Query(asked): Query<Asked> = query(&uri)?;
    if asked.q.chars().count() > LONGEST {
        return Err(Problem::wrong(format!("a query has at most {LONGEST} characters")));
    }
    if !(1..=MOST).contains(&asked.limit) {
        return Err(Problem::wrong(format!("limit goes from 1 to {MOST}")));
    }
    let (query, notes) = search::parse(&asked.q);
    let (places, limit) = (asked.r#in, asked.limit);
    let mut found = app
        .desks
        .with(move |desk| {
            let hits = |place: Place, own: Where| match places == own || places == Where::All {
                true => desk.search(&query, place, limit),
                false => Ok(Vec::new()),
            };
            Ok(Found {
                notes: Vec::new(),
                points: hits(Place::Point, Where::Points)?,
                claims: hits(Place::Claim, Where::Claims)?,
                reports: hits(Place::Report, Where::Reports)?,
            })
        })
        .await?;
    found.notes = notes.into_iter().map(|note| note.message).collect();
    Ok(match wanted {
        Wanted::Json => Json(found).into_response(),
        Wanted::Page => html(&Results::new(&asked.q, &found)),
    })
}

#[derive(Template)]
#[template(path = "search.html")]
struct Results<'a> {
    bar: Bar<'a>,
    sought: &'a str,
    notes: &'a [String],
    groups: Vec<Group<'a>>,
}

struct Group<'a> {
    name: &'static str,
    hits: &'a [Hit],
}

impl<'a> Results<'a> {
    fn new(sought: &'a str, found: &'a Found) -> Results<'a> {
        let groups = [("Points", &found.points), ("Claims", &found.claims), ("Reports", &found.reports)];
        let groups = groups.into_iter().filter(|(_, hits)| !hits.is_empty());
        Results {
            bar: Bar { sought },
            sought,
            notes: &found.notes,
            groups: groups.map(|(name, hits)| Group { name, hits }).collect(),
        }
    }
}
