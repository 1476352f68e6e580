//! Open desks, one for each question that is worked on, on threads that may block.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::StatusCode;
use tokio::sync::Semaphore;
use variorum_desk::Desk;

use crate::limits::Limits;
use crate::problem::Problem;

/// A bounded number of open desks of one folder.
pub struct Desks {
    folder: PathBuf,
    idle: Arc<Mutex<Vec<Desk>>>,
    /// As many as may work.
    work: Arc<Semaphore>,
    /// As many as may work or wait.
    queue: Semaphore,
    working: usize,
}

impl Desks {
    /// Opens the desk in `folder`, to read only where it can't be written.
    ///
    /// # Errors
    /// If there is none, or it can't be read.
    pub fn open(folder: PathBuf, limits: &Limits) -> variorum_desk::Result<Desks> {
        let first = open(&folder)?;
        Ok(Desks {
            folder,
            idle: Arc::new(Mutex::new(vec![first])),
            work: Arc::new(Semaphore::new(limits.working)),
            queue: Semaphore::new(limits.working + limits.waiting),
            working: limits.working,
        })
    }

    /// Works on a desk.
    ///
    /// # Errors
    /// What the work gives, and that too many wait already.
    pub async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let _place =
            self.queue.try_acquire().map_err(|_| Problem::busy("too many questions at a time", 1))?;
        let turn = Arc::clone(&self.work).acquire_owned().await;
        let turn = turn.map_err(|_| Problem::busy("the server stops", 5))?;
        let (idle, folder) = (Arc::clone(&self.idle), self.folder.clone());
        let done = tokio::task::spawn_blocking(move || {
            let held = idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut desk = held.map_or_else(|| open(&folder), Ok)?;
            let result = work(&mut desk);
            idle.lock().unwrap_or_else(PoisonError::into_inner).push(desk);
            // Held to the end of the work, also where nobody waits for the result any more.
            drop(turn);
            result
        });
        let broken = || Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the work on this was broken off");
        done.await.unwrap_or_else(|_| Err(broken()))
    }

    /// Waits until all work is done, admits no more, and folds what was written into the store.
    pub async fn close(&self) {
        let all = u32::try_from(self.working).unwrap_or(u32::MAX);
        if let Ok(turns) = self.work.acquire_many(all).await {
            turns.forget();
        }
        self.work.close();
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        let settled = tokio::task::spawn_blocking(move || {
            // What is not folded in now is with the next run; nothing acknowledged depends on it.
            idle.first().map(Desk::settle)
        });
        drop(settled.await);
    }
}

fn open(folder: &Path) -> variorum_desk::Result<Desk> {
    match Desk::open(folder) {
        Err(error) if error.is_forbidden() => Desk::open_to_read(folder),
        other => other,
    }
}
