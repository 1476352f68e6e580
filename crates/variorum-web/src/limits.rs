//! How much of everything a client may have.

use std::time::Duration;

/// The limits of a server. Whoever goes beyond one is refused with a sentence; nobody else notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Open connections; more wait for one to close.
    pub connections: usize,
    /// Questions to the desk that are worked on at a time.
    pub working: usize,
    /// Questions that wait for their turn; more are refused as busy.
    pub waiting: usize,
    /// Clients that follow events.
    pub followers: usize,
    /// Bytes of path and query.
    pub target: usize,
    /// Bytes of head: request line and all header fields.
    pub head: usize,
    /// Bytes of body.
    pub body: usize,
    /// Within this time a head must have come, on a new connection and on one that is kept.
    pub head_time: Duration,
    /// Within this time a body must have come.
    pub body_time: Duration,
    /// Within this time an answer must be found.
    pub answer_time: Duration,
    /// After this time without taking a byte of an answer a client is given up.
    pub stall_time: Duration,
    /// After this time a connection is closed between two answers.
    pub connection_time: Duration,
    /// How long the answers under way are waited for when the server stops.
    pub stop_time: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Limits {
            connections: 512,
            working: (2 * cores).max(4),
            waiting: 256,
            followers: 128,
            target: 4096,
            head: 16 * 1024,
            body: 1024 * 1024,
            head_time: Duration::from_secs(15),
            body_time: Duration::from_secs(20),
            answer_time: Duration::from_secs(60),
            stall_time: Duration::from_secs(20),
            connection_time: Duration::from_secs(15 * 60),
            stop_time: Duration::from_secs(10),
        }
    }
}
