//! What went wrong with a request, as a page or as JSON (RFC 9457).

use axum::Json;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// Trouble that the client is told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of trouble.
    pub status: StatusCode,
    /// What happened and what to do, as a sentence.
    pub detail: String,
    /// After how many seconds to ask again.
    pub retry_after: Option<u64>,
}

/// A [`Problem`] as JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemBody {
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What happened and what to do.
    pub detail: String,
}

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

impl Problem {
    /// Trouble of some kind.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into(), retry_after: None }
    }

    /// There is no such thing.
    pub fn unknown(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    /// The request can't be meant.
    pub fn wrong(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, detail)
    }

    /// The same may succeed after some seconds.
    pub fn busy(detail: impl Into<String>, seconds: u64) -> Problem {
        Problem { retry_after: Some(seconds), ..Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// As JSON.
    pub fn body(&self) -> ProblemBody {
        ProblemBody {
            title: self.status.canonical_reason().unwrap_or("Trouble").to_owned(),
            status: self.status.as_u16(),
            detail: self.detail.clone(),
        }
    }
}

impl IntoResponse for Problem {
    /// As JSON; the problem goes along, so that it can still become a page.
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, seconds.into());
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<variorum_desk::Error> for Problem {
    fn from(error: variorum_desk::Error) -> Problem {
        let detail = error.to_string();
        if error.is_unknown() {
            Problem::unknown(detail)
        } else if error.is_busy() {
            Problem::busy(detail, 2)
        } else if error.is_forbidden() {
            Problem::new(StatusCode::FORBIDDEN, detail)
        } else if error.is_full() {
            Problem::new(StatusCode::INSUFFICIENT_STORAGE, detail)
        } else if error.is_damaged() {
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
        } else {
            Problem::new(StatusCode::CONFLICT, detail)
        }
    }
}
