//! What all answers share.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, Method, StatusCode, Uri};
use tokio::sync::{Semaphore, watch};

use crate::desks::Desks;
use crate::guard;
use crate::limits::Limits;
use crate::problem::Problem;
use crate::settler::Settler;
use crate::shelf::Shelf;
use crate::token::{Standing, Token};

/// A running server, as its answers see it.
pub struct App {
    pub limits: Limits,
    pub desks: Desks,
    pub settler: Settler,
    /// Pages of stories that were made lately.
    pub pages: Shelf,
    /// The token, where one is asked for.
    pub token: Option<Token>,
    /// Names of this server beside `localhost` and addresses in digits.
    pub names: Vec<String>,
    /// The number of the desk's last change.
    pub pulse: watch::Receiver<i64>,
    /// Whether the server stops.
    pub stops: watch::Receiver<bool>,
    pub followers: Arc<Semaphore>,
}

/// The address of who asks.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub IpAddr);

/// What may be read without the token: how to give it, and what belongs to the program.
fn is_open(path: &str) -> bool {
    path == "/login" || path.starts_with("/assets/")
}

/// How long a wrong token waits for its answer.
const WRONG_WAITS: Duration = Duration::from_millis(300);

impl App {
    /// Lets a request in.
    ///
    /// # Errors
    /// If it is too long, comes from elsewhere, or lacks the token.
    pub async fn admit(
        &self,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        peer: IpAddr,
    ) -> Result<(), Problem> {
        if uri.path().len() + uri.query().map_or(0, str::len) > self.limits.target {
            return Err(Problem::new(StatusCode::URI_TOO_LONG, "this address is too long"));
        }
        guard::admit(method, headers, &self.names)?;
        let Some(token) = self.token.as_ref().filter(|_| !is_open(uri.path())) else { return Ok(()) };
        match token.judge(headers, peer, Instant::now()) {
            Standing::Known => Ok(()),
            Standing::Unknown => {
                Err(Problem::new(StatusCode::UNAUTHORIZED, "give the token: Authorization: Bearer …"))
            }
            Standing::Wrong => Err(wrong_token().await),
            Standing::Barred(wait) => Err(barred(wait)),
        }
    }
}

/// Waits until the server stops.
pub async fn stopping(stops: &mut watch::Receiver<bool>) {
    drop(stops.wait_for(|stops| *stops).await);
}

/// The answer to a wrong token, after a moment.
pub async fn wrong_token() -> Problem {
    tokio::time::sleep(WRONG_WAITS).await;
    Problem::new(StatusCode::UNAUTHORIZED, "this is not the token")
}

/// The answer where too many tokens were wrong.
pub fn barred(wait: Duration) -> Problem {
    Problem {
        retry_after: Some(wait.as_secs() + 1),
        ..Problem::new(StatusCode::TOO_MANY_REQUESTS, "too many wrong tokens; wait before the next")
    }
}
