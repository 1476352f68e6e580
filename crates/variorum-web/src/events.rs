//! What happens at the desk, as it happens: server-sent events, and the same as a list.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio::sync::{OwnedSemaphorePermit, mpsc, watch};
use tokio::time::{interval, sleep};
use variorum_desk::change::Change;

use crate::address::query;
use crate::app::{App, stopping};
use crate::problem::Problem;

/// How often the desk is asked whether anything happened.
const PULSE: Duration = Duration::from_millis(500);
/// After so long without an event the client is told that the connection still stands.
const SIGN_OF_LIFE: Duration = Duration::from_secs(15);
/// Changes that are read at a time.
const BATCH: usize = 200;

/// What is asked of the changes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    /// The number of the last change that is known already.
    after: Option<u32>,
}

/// Changes, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Changes {
    /// The first of those asked for; ask again after the last of them for more.
    pub changes: Vec<Change>,
}

/// `GET /changes`.
pub async fn list(State(app): State<Arc<App>>, uri: Uri) -> Result<Json<Changes>, Problem> {
    let Query(Asked { after }) = query(&uri)?;
    let after = i64::from(after.unwrap_or(0));
    let changes = app.desks.with(move |desk| Ok(desk.changes(after, BATCH)?)).await?;
    Ok(Json(Changes { changes }))
}

/// `GET /events`: from now on, or after the event that the client names as its last.
pub async fn follow(State(app): State<Arc<App>>, headers: HeaderMap, uri: Uri) -> Result<Response, Problem> {
    let Query(Asked { after }) = query(&uri)?;
    let place = Arc::clone(&app.followers).try_acquire_owned();
    let place = place.map_err(|_| Problem::busy("too many follow the desk at a time", 30))?;
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let after = match last.or(after.map(i64::from)) {
        Some(last) => last,
        None => app.desks.with(|desk| Ok(desk.pulse()?)).await?,
    };
    let (send, lines) = mpsc::channel(16);
    tokio::spawn(tell(app, after, send));
    let body = Body::new(Following { lines, _place: place });
    Ok(([(CONTENT_TYPE, "text/event-stream")], body).into_response())
}

/// Asks the desk again and again whether anything happened, while anybody wants to know.
pub async fn watch(app: Arc<App>, pulse: watch::Sender<i64>) {
    let mut ticks = interval(PULSE);
    let all = app.limits.followers;
    loop {
        ticks.tick().await;
        if app.followers.available_permits() == all {
            continue;
        }
        // A desk that is too busy to tell is asked again.
        if let Ok(now) = app.desks.with(|desk| Ok(desk.pulse()?)).await {
            pulse.send_if_modified(|held| std::mem::replace(held, now) != now);
        }
    }
}

/// Tells one client of all that happens, until it or the server goes.
async fn tell(app: Arc<App>, mut after: i64, send: mpsc::Sender<Bytes>) {
    let (mut pulse, mut stops) = (app.pulse.clone(), app.stops.clone());
    if send.send(Bytes::from_static(b"retry: 2000\n\n")).await.is_err() {
        return;
    }
    loop {
        pulse.mark_unchanged();
        // Whoever is not told now comes back and names what it was told last.
        let Ok(changes) = app.desks.with(move |desk| Ok(desk.changes(after, BATCH)?)).await else { return };
        for change in &changes {
            after = change.id;
            if send.send(line(change)).await.is_err() {
                return;
            }
        }
        if !changes.is_empty() {
            continue;
        }
        tokio::select! {
            changed = pulse.changed() => if changed.is_err() { return },
            () = stopping(&mut stops) => return,
            () = send.closed() => return,
            () = sleep(SIGN_OF_LIFE) => {
                if send.send(Bytes::from_static(b":\n\n")).await.is_err() {
                    return;
                }
            }
        }
    }
}

fn line(change: &Change) -> Bytes {
    let data = serde_json::to_string(change).unwrap_or_default();
    format!("id: {}\nevent: {}\ndata: {data}\n\n", change.id, change.kind).into()
}

/// The events of one client as a body.
struct Following {
    lines: mpsc::Receiver<Bytes>,
    _place: OwnedSemaphorePermit,
}

impl http_body::Body for Following {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.get_mut().lines.poll_recv(context).map(|line| line.map(|line| Ok(Frame::data(line))))
    }
}
