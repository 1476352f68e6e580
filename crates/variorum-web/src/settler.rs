//! Makes the accounts of stories anew after a person corrected them, or when a stale one is looked at: one at a time, beside
//! all that is read.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::oneshot;
use variorum_desk::Desk;
use variorum_spacy::Pipeline;

/// A thread that makes accounts.
pub struct Settler {
    /// `None` once it was told to end.
    wishes: Mutex<Option<Sender<Wish>>>,
    /// Stories that are wished for and not begun: whoever looks at a stale one again need not wish again.
    wished: Arc<Mutex<BTreeSet<i64>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

/// A story whose account is wanted, and who waits for it.
struct Wish {
    story: i64,
    done: Option<oneshot::Sender<()>>,
}

impl Settler {
    /// Starts it.
    pub fn start(folder: &Path, pipeline: Arc<Pipeline>) -> Settler {
        let (wishes, asked) = channel();
        let folder = folder.to_owned();
        let wished = Arc::new(Mutex::new(BTreeSet::new()));
        let begun = Arc::clone(&wished);
        let thread = std::thread::spawn(move || {
            if let Ok(desk) = Desk::open(folder) {
                work(desk, &pipeline, &asked, &begun);
            }
        });
        Settler { wishes: Mutex::new(Some(wishes)), wished, thread: Mutex::new(Some(thread)) }
    }

    /// Wishes for the account of a story. Where nothing can be written the account stays as it is.
    pub fn wish(&self, story: i64) {
        let is_new = self.wished.lock().unwrap_or_else(PoisonError::into_inner).insert(story);
        if is_new {
            self.send(Wish { story, done: None });
        }
    }

    /// Wishes for the account of a story, and waits for it, but not for long; the account follows all the same.
    pub async fn wait(&self, story: i64, patience: Duration) {
        let (done, is_done) = oneshot::channel();
        self.send(Wish { story, done: Some(done) });
        // Whoever does not get the new account in time is told that it follows.
        let _ = tokio::time::timeout(patience, is_done).await;
    }

    /// Ends it after the accounts that were wished for.
    pub fn stop(&self) {
        drop(self.wishes.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A panic in it was told by it.
        thread.map(JoinHandle::join);
    }

    fn send(&self, wish: Wish) {
        if let Some(wishes) = &*self.wishes.lock().unwrap_or_else(PoisonError::into_inner) {
            // The thread is gone where nothing can be written.
            let _ = wishes.send(wish);
        }
    }
}

fn work(mut desk: Desk, pipeline: &Pipeline, asked: &Receiver<Wish>, wished: &Mutex<BTreeSet<i64>>) {
    while let Ok(wish) = asked.recv() {
        wished.lock().unwrap_or_else(PoisonError::into_inner).remove(&wish.story);
        // What fails now stays stale, and is made at the next wish.
        let _ = desk.settle_story(wish.story, pipeline);
        if let Some(done) = wish.done {
            // Whoever asked may be gone.
            let _ = done.send(());
        }
    }
}
