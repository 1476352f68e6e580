//! Pages that were made lately, up to so many bytes.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::body::Bytes;
use tokio::sync::{Mutex as Turns, MutexGuard};

/// How many stories can be drawn at a time without one of them waiting for another by chance.
const TURNS: usize = 64;

/// Pages by the story and the number of its last change, which no later page of it shares.
pub struct Shelf {
    room: usize,
    held: Mutex<Held>,
    turns: Vec<Turns<()>>,
}

#[derive(Default)]
struct Held {
    bytes: usize,
    /// The number of the last use.
    clock: u64,
    pages: BTreeMap<(i64, i64), (u64, Bytes)>,
}

impl Shelf {
    /// Room for so many bytes.
    pub fn new(room: usize) -> Shelf {
        Shelf { room, held: Mutex::default(), turns: (0..TURNS).map(|_| Turns::default()).collect() }
    }

    /// The turn to draw a story. Whoever waited for it finds the page on the shelf.
    pub async fn turn(&self, story: i64) -> MutexGuard<'_, ()> {
        let place = usize::try_from(story).unwrap_or_default() % TURNS;
        self.turns[place].lock().await
    }

    /// The page under a key.
    pub fn get(&self, key: (i64, i64)) -> Option<Bytes> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.clock += 1;
        let now = held.clock;
        let (used, page) = held.pages.get_mut(&key)?;
        *used = now;
        Some(page.clone())
    }

    /// Keeps a page; earlier pages of the same story go, and then those that were not asked for longest.
    pub fn put(&self, key: (i64, i64), page: Bytes) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let earlier: Vec<(i64, i64)> =
            held.pages.range((key.0, i64::MIN)..=(key.0, i64::MAX)).map(|(key, _)| *key).collect();
        earlier.into_iter().for_each(|key| held.remove(key));
        if page.len() > self.room {
            return;
        }
        while held.bytes + page.len() > self.room {
            let oldest = held.pages.iter().min_by_key(|(_, (used, _))| *used).map(|(key, _)| *key);
            oldest.into_iter().for_each(|key| held.remove(key));
        }
        held.clock += 1;
        held.bytes += page.len();
        let now = held.clock;
        held.pages.insert(key, (now, page));
    }
}

impl Held {
    fn remove(&mut self, key: (i64, i64)) {
        if let Some((_, page)) = self.pages.remove(&key) {
            self.bytes -= page.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_makes_room() {
        let shelf = Shelf::new(10);
        for (story, changed) in [(1, 1), (2, 1), (1, 2)] {
            shelf.put((story, changed), Bytes::from_static(b"1234"));
        }
        assert!(shelf.get((1, 1)).is_none(), "an earlier page of a story goes");
        assert!(shelf.get((2, 1)).is_some() && shelf.get((1, 2)).is_some());
        shelf.get((2, 1));
        shelf.put((3, 1), Bytes::from_static(b"1234"));
        assert!(shelf.get((1, 2)).is_none() && shelf.get((2, 1)).is_some());
        shelf.put((4, 1), Bytes::from_static(b"far too long"));
        assert!(shelf.get((4, 1)).is_none() && shelf.get((3, 1)).is_some());
    }
}
