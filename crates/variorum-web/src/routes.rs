//! Which handler answers which path.

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::{get, post};

use crate::app::App;
use crate::problem::Problem;
use crate::{assets, corrections, events, front, openapi, reports, search, session, story};

/// All paths.
pub fn routes(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(front::list))
        .route("/stories", get(front::list))
        .route("/stories/{story}", get(story::show))
        .route("/stories/{story}/exports/{format}", get(story::export))
        .route("/search", get(search::find))
        .route("/reports/{capture}", get(reports::show))
        .route("/reports/{capture}/bytes", get(reports::bytes))
        .route("/corrections", get(corrections::list).post(corrections::make))
        .route("/corrections/{number}", get(corrections::show))
        .route("/corrections/{number}/undo", post(corrections::undo))
        .route("/changes", get(events::list))
        .route("/events", get(events::follow))
        .route("/status", get(front::status))
        .route("/api", get(openapi::page))
        .route("/openapi.json", get(openapi::serve))
        .route("/schema.json", get(openapi::schema))
        .route("/login", get(session::page).post(session::open))
        .route("/logout", post(session::close))
        .route("/assets/{name}", get(assets::serve))
        .fallback(async || Problem::unknown("nothing is here; / lists the stories"))
        .method_not_allowed_fallback(async || {
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "this can’t be done here; /api says what can")
        })
        .with_state(app)
}
