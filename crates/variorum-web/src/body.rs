//! The body of a request: all of it, within limits of size and time.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode};
use http_body::Body as _;
use serde::de::DeserializeOwned;
use tokio::time::timeout;

use crate::limits::Limits;
use crate::problem::Problem;
use crate::wanted::media_type;

/// So many times the limit is read and thrown away, so that the client gets to read why it was refused.
const PATIENCE: usize = 16;

/// Reads a body.
///
/// # Errors
/// If it is too long, too slow, or broken off.
pub async fn read(body: Body, limits: &Limits) -> Result<Bytes, Problem> {
    let read = timeout(limits.body_time, collect(body, limits.body)).await;
    read.unwrap_or_else(|_| {
        Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "the body took too long to arrive"))
    })
}

/// Reads a value from JSON.
///
/// ```
/// assert_eq!(variorum_web::body::json::<Vec<u8>>(b"[1, 2]"), Ok(vec![1, 2]));
/// assert!(variorum_web::body::json::<Vec<u8>>(b"[1, 2").is_err());
/// ```
///
/// # Errors
/// If it is none, or of another shape.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|error| Problem::wrong(format!("the body can’t be read: {error}")))
}

/// Refuses a body of another kind.
///
/// # Errors
/// If the headers name another media type, or none.
pub fn must_be(headers: &HeaderMap, kind: &str) -> Result<(), Problem> {
    if media_type(headers) == Some(kind) {
        return Ok(());
    }
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, format!("send {kind}")))
}

async fn collect(mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    let mut kept = Vec::new();
    let mut length = 0;
    loop {
        let frame = std::future::poll_fn(|context| std::pin::Pin::new(&mut body).poll_frame(context)).await;
        let Some(frame) = frame else { break };
        let frame = frame.map_err(|_| Problem::wrong("the body broke off"))?;
        let Ok(data) = frame.into_data() else { continue };
        length += data.len();
        if length <= limit {
            kept.extend_from_slice(&data);
        } else if length > limit.saturating_mul(PATIENCE) {
            break;
        }
    }
    if length > limit {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("a body has at most {limit} bytes")));
    }
    Ok(kept.into())
}
