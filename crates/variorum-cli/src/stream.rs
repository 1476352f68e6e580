//! Work on a stream by several threads: results in order, memory bounded.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use anyhow::Context;

/// Pieces of work that may wait for each thread.
const WAITING: usize = 2;

/// A piece of work, and where its result is expected.
type Job<T, R> = (T, SyncSender<R>);

/// A result that is to come, and the weight of the piece it comes of.
type Promise<R> = (Receiver<R>, usize);

/// How much may be on its way from the source to the sink.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Threads that work.
    pub threads: usize,
    /// The weight of all pieces together. A heavier piece goes alone.
    pub weight: usize,
}

/// Runs `work` on all that `source` gives; `sink` is given the results in the order of the source.
///
/// Only a few pieces for each thread are held at a time, and no more than the limits allow by `weigh`: when the sink
/// is slow, the source has to wait. A failure of the sink ends the work.
///
/// # Errors
/// What `sink` returns, or that a thread failed.
pub fn run<T, R>(
    limits: Limits,
    source: impl Iterator<Item = T> + Send + 'static,
    weigh: impl Fn(&T) -> usize + Send + 'static,
    work: impl Fn(T) -> R + Send + Sync + 'static,
    mut sink: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()>
where
    T: Send + 'static,
    R: Send + 'static,
{
    let threads = limits.threads.max(1);
    let (jobs, waiting) = sync_channel::<Job<T, R>>(threads);
    let (order, results) = sync_channel::<Promise<R>>(WAITING * threads);
    let (waiting, work) = (Arc::new(Mutex::new(waiting)), Arc::new(work));
    for _ in 0..threads {
        let (waiting, work) = (Arc::clone(&waiting), Arc::clone(&work));
        thread::spawn(move || work_off(&waiting, &*work));
    }
    let scales = Arc::new(Scales { limit: limits.weight, ..Scales::default() });
    let weighed = Arc::clone(&scales);
    // Not joined: after a failure of the sink it may wait for input that never comes.
    thread::spawn(move || {
        for item in source {
            let weight = weigh(&item);
            weighed.add(weight);
            let (reply, result) = sync_channel(1);
            if order.send((result, weight)).is_err() || jobs.send((item, reply)).is_err() {
                return;
            }
        }
    });
    for (result, weight) in results {
        sink(result.recv().context("a thread failed; this is a fault of the program")?)?;
        scales.remove(weight);
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

/// What is on its way, by weight.
#[derive(Default)]
struct Scales {
    limit: usize,
    load: Mutex<usize>,
    lightened: Condvar,
}

impl Scales {
    /// Waits until there is room for a piece, or nothing else is on its way.
    fn add(&self, weight: usize) {
        let load = self.load.lock().unwrap_or_else(PoisonError::into_inner);
        let is_full = |load: &mut usize| *load > 0 && load.saturating_add(weight) > self.limit;
        let mut load = self.lightened.wait_while(load, is_full).unwrap_or_else(PoisonError::into_inner);
        *load += weight;
    }

    fn remove(&self, weight: usize) {
        *self.load.lock().unwrap_or_else(PoisonError::into_inner) -= weight;
        self.lightened.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    fn limits(threads: usize) -> Limits {
        Limits { threads, weight: usize::MAX }
    }

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
        run(
            limits(3),
            source,
            |_| 1,
            work,
            |number| {
                assert_eq!(number, taken);
                taken += 1;
                assert!(given.load(Ordering::SeqCst) <= taken + 3 * WAITING + 3 + 3, "the source ran ahead");
                Ok(())
            },
        )
        .expect("no failure");
        assert_eq!(taken, 400);
    }

    #[test]
    fn no_more_than_the_limit_is_on_its_way_and_what_is_heavier_goes_alone() {
        let on_its_way = Arc::new(AtomicUsize::new(0));
        let (heavier, lighter) = (Arc::clone(&on_its_way), Arc::clone(&on_its_way));
        let weights = [40, 40, 40, 500, 10, 10, 10, 10, 99, 1, 60, 300, 60];
        let work = move |weight: usize| {
            let load = heavier.fetch_add(weight, Ordering::SeqCst) + weight;
            thread::sleep(Duration::from_millis(2));
            (weight, load)
        };
        let mut taken = Vec::new();
        run(
            Limits { threads: 4, weight: 100 },
            weights.into_iter(),
            |weight| *weight,
            work,
            |(weight, load)| {
                assert!(load <= 100.max(weight), "{load} with a piece of {weight}");
                taken.push(weight);
                lighter.fetch_sub(weight, Ordering::SeqCst);
                Ok(())
            },
        )
        .expect("no failure");
        assert_eq!(taken, weights);
    }

    #[test]
    fn a_failure_of_the_sink_or_of_a_thread_ends_the_work() {
        let failed = run(
            limits(2),
            0..u64::MAX,
            |_| 1,
            |number| number,
            |number| {
                anyhow::ensure!(number < 5, "full");
                Ok(())
            },
        );
        assert_eq!(failed.expect_err("a failure").to_string(), "full");
        let failed = run(limits(2), 0..9, |_| 1, |number| assert!(number < 3), |()| Ok(()));
        assert!(failed.is_err());
    }
}
