//! Work on a stream by several threads: results in order, memory bounded.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Context;

/// Pieces of work that may wait for each thread.
const WAITING: usize = 2;

/// A piece of work, and where its result is expected.
type Job<T, R> = (T, SyncSender<R>);

/// Runs `work` on all that `source` gives, on `threads` threads; `sink` is given the results in the order of the source.
///
/// Only a few pieces for each thread are held at a time: when the sink is slow, the source has to wait. A failure of
/// the sink ends the work.
///
/// # Errors
/// What `sink` returns, or that a thread failed.
pub fn run<T, R>(
    threads: usize,
    source: impl Iterator<Item = T> + Send + 'static,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let threads = threads.max(1);
    let (jobs, waiting) = sync_channel::<Job<T, R>>(threads);
    let (order, results) = sync_channel(WAITING * threads);
    let (waiting, work) = (Arc::new(Mutex::new(waiting)), Arc::new(work));
    for _ in 0..threads {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        thread::spawn(move || work_off(&waiting, &*work));
    }
    // Not joined: after a failure of the sink it may wait for input that never comes.
    thread::spawn(move || hand_out(source, &jobs, &order));
    for result in results {
        sink(result.recv().context("a thread failed; this is a fault of the program")?)?;
    }
    Ok(())
}

fn work_off<T, R>(waiting: &Mutex<Receiver<Job<T, R>>>, work: &impl Fn(T) -> R) {
    loop {
        let job = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((item, reply)) = job else { return };
        // Nobody waits for it any more once the sink has failed.
        let _ = reply.send(work(item));
    }
}

fn hand_out<T, R>(
    source: impl Iterator<Item = T>,
    jobs: &SyncSender<Job<T, R>>,
    order: &SyncSender<Receiver<R>>,
) {
    for item in source {
        let (reply, result) = sync_channel(1);
        if order.send(result).is_err() || jobs.send((item, reply)).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_order_and_the_source_waits_for_the_sink() {
        let given = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&given);
        let source = (0..400_usize).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        });
        let work = |number: usize| {
            // Early pieces take longer than those that follow.
            thread::sleep(Duration::from_micros(if number.is_multiple_of(7) { 900 } else { 10 }));
            number
        };
        let mut taken = 0;
        run(3, source, work, |number| {
            assert_eq!(number, taken);
            taken += 1;
            assert!(given.load(Ordering::SeqCst) <= taken + 3 * WAITING + 3 + 3, "the source ran ahead");
            Ok(())
        })
        .expect("no failure");
        assert_eq!(taken, 400);
    }

    #[test]
    fn a_failure_of_the_sink_or_of_a_thread_ends_the_work() {
        let failed = run(
            2,
            0..u64::MAX,
            |number| number,
            |number| {
                anyhow::ensure!(number < 5, "full");
                Ok(())
            },
        );
        assert_eq!(failed.expect_err("a failure").to_string(), "full");
        let failed = run(2, 0..9, |number| assert!(number < 3), |()| Ok(()));
        assert!(failed.is_err());
    }
}
