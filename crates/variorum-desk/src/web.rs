//! Reports from the network: pages, feeds and sitemaps that are named by their addresses.

use std::collections::{BTreeSet, VecDeque};

use jiff::{SignedDuration, Timestamp};
use rusqlite::{OptionalExtension, params};
use variorum::capture::Capture;
use variorum::note::Note;

use crate::arrival::{Arrival, Given};
use crate::desk::Desk;
use crate::error::Result;
use crate::fetch::{Fetched, Fetcher, Validators};
use crate::source::{feed, sitemap, warc};
use crate::sum::Sum;

/// Feeds and sitemaps that lead to further ones are followed so far.
const MAX_DEPTH: usize = 2;
/// Minutes between two looks at a feed that answers.
const INTERVAL: i64 = 15;
/// A feed that fails is left alone twice as long each time, up to a day.
const LONGEST: i64 = 24 * 60;

/// Whether a source is named by an address of the web, and not by a path.
pub fn is_address(source: &str) -> bool {
    source.starts_with("http://") || source.starts_with("https://")
}

/// What stands at addresses: each page, and each page that a feed or a sitemap among them leads to; fetched one after
/// another, when asked for. `received` is the time of fetching.
pub fn arrivals(
    addresses: Vec<String>,
    fetcher: Fetcher,
    received: Timestamp,
) -> impl Iterator<Item = Given> + Send {
    let queue = addresses.into_iter().map(|address| (address, 0)).collect();
    Walk { queue, seen: BTreeSet::new(), fetcher, received }
}

struct Walk {
    queue: VecDeque<(String, usize)>,
    seen: BTreeSet<String>,
    fetcher: Fetcher,
    received: Timestamp,
}

impl Iterator for Walk {
    type Item = Given;

    fn next(&mut self) -> Option<Given> {
        while let Some((address, depth)) = self.queue.pop_front() {
            if !self.seen.insert(address.clone()) {
                continue;
            }
            match self.fetcher.fetch(&address, &Validators::default()) {
                Err(note) => return Some(Err(note)),
                Ok(Fetched::Unchanged) => {}
                Ok(Fetched::Body { url, bytes, .. }) => match leads(&bytes, &url) {
                    Ok(None) => return Some(Ok(page(url, bytes, self.received))),
                    Ok(Some(leads)) if depth < MAX_DEPTH => {
                        self.queue.extend(leads.into_iter().map(|lead| (lead.url, depth + 1)));
                    }
                    Ok(Some(_)) => {}
                    Err(note) => return Some(Err(note)),
                },
            }
        }
        None
    }
}

/// An address that a feed or a sitemap names.
struct Lead {
    url: String,
    /// When the page was last changed, where the feed tells.
    updated: Option<Timestamp>,
}

/// Where a feed or a sitemap leads; `None` for a page.
fn leads(bytes: &[u8], url: &str) -> std::result::Result<Option<Vec<Lead>>, Note> {
    if feed::is_feed(bytes) {
        let entries = feed::read(bytes, url)?.entries.into_iter();
        let lead = |entry: feed::Entry| {
            let updated = entry.updated.and_then(|moment| moment.parse().ok());
            entry.url.map(|url| Lead { url, updated })
        };
        return Ok(Some(entries.filter_map(lead).collect()));
    }
    if sitemap::is_sitemap(bytes) {
        let sitemap = sitemap::read(bytes, url)?;
        let urls = sitemap.pages.into_iter().chain(sitemap.sitemaps);
        return Ok(Some(urls.map(|url| Lead { url, updated: None }).collect()));
    }
    Ok(None)
}

fn page(url: String, bytes: Vec<u8>, received: Timestamp) -> Arrival {
    Arrival { capture: Capture::new(warc::page_name(&url), bytes), url: Some(url), received }
}

/// A feed that a desk follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// Its address.
    pub url: String,
    /// When it is looked at next; `None` for at once.
    pub next: Option<Timestamp>,
    /// How often it failed since it last answered.
    pub failures: i64,
    validators: Validators,
}

impl Desk {
    /// Follows a feed or a sitemap from now on.
    ///
    /// # Errors
    /// If the store can't be written.
    pub fn follow(&mut self, url: &str) -> Result<()> {
        self.write(|db| {
            let sum = sum(url, &Validators::default(), 0, None);
            db.execute(
                "INSERT OR IGNORE INTO feed (url, failures, sum) VALUES (?1, 0, ?2)",
                params![url, sum],
            )?;
            Ok(())
        })
    }

    /// What the desk follows, in order of their addresses.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn followed(&self) -> Result<Vec<Followed>> {
        let mut statement = self
            .db
            .prepare_cached("SELECT url, next_poll, failures, etag, modified FROM feed ORDER BY url")?;
        let rows = statement.query_map([], |row| {
            let next: Option<String> = row.get(1)?;
            Ok(Followed {
                url: row.get(0)?,
                next: next.and_then(|next| next.parse().ok()),
                failures: row.get(2)?,
                validators: Validators { etag: row.get(3)?, modified: row.get(4)? },
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Looks at a feed if it changed: the addresses of its pages that the desk does not hold, or that were changed since
    /// it received them. When to look again is kept,
    /// reckoned from `now`; a clock that was put back makes no feed wait longer than a day.
    ///
    /// # Errors
    /// If the store can't be written. A feed that fails is told as a note.
    pub fn look(
        &mut self,
        feed: &Followed,
        fetcher: &mut Fetcher,
        now: Timestamp,
    ) -> Result<(Vec<String>, Vec<Note>)> {
        let fetched = fetcher.fetch(&feed.url, &feed.validators);
        let (pages, notes, validators, failures) = match fetched {
            Ok(Fetched::Unchanged) => (Vec::new(), Vec::new(), feed.validators.clone(), 0),
            Ok(Fetched::Body { url, bytes, validators, .. }) => match leads(&bytes, &url) {
                Ok(pages) => (pages.unwrap_or_default(), Vec::new(), validators, 0),
                Err(note) => (Vec::new(), vec![note], Validators::default(), feed.failures + 1),
            },
            Err(note) => (Vec::new(), vec![note], feed.validators.clone(), feed.failures + 1),
        };
        let mut wanted = Vec::new();
        for page in pages {
            if !self.holds(&page)? {
                wanted.push(page.url);
            }
        }
        // Until all of its pages are held the feed is asked for whole: who is stopped before they are fetched finds them
        // the next time.
        let validators = if wanted.is_empty() { validators } else { Validators::default() };
        let minutes = (INTERVAL << failures.min(16)).min(LONGEST);
        let next = (now + SignedDuration::from_mins(minutes)).to_string();
        self.write(|db| {
            let sum = sum(&feed.url, &validators, failures, Some(&next));
            db.prepare_cached(
                "UPDATE feed SET etag = ?2, modified = ?3, failures = ?4, next_poll = ?5, sum = ?6 WHERE url = ?1",
            )?
            .execute(params![feed.url, validators.etag, validators.modified, failures, next, sum])?;
            Ok(())
        })?;
        Ok((wanted, notes))
    }

    /// Whether the desk has the page as it is now, as far as the feed tells.
    fn holds(&self, lead: &Lead) -> Result<bool> {
        let Some(identity) = crate::identity::address(&lead.url) else { return Ok(false) };
        let mut statement = self.db.prepare_cached(
            "SELECT capture.received FROM report JOIN capture ON capture.id = report.id
             WHERE identity = ?1 AND newer IS NULL",
        )?;
        let received: Option<String> = statement.query_row([identity], |row| row.get(0)).optional()?;
        let received = received.map(|received| received.parse::<Timestamp>().ok());
        Ok(received.is_some_and(|received| lead.updated.is_none() || received >= lead.updated))
    }
}

impl Followed {
    /// Whether it is time to look, `now` being the time. A time further off than any wait is that of a clock that ran
    /// ahead once.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| next <= now || next > now + SignedDuration::from_mins(LONGEST))
    }
}

/// The sum of a row.
pub(crate) fn sum(url: &str, validators: &Validators, failures: i64, next: Option<&str>) -> i64 {
    Sum::new()
        .text(url)
        .maybe(validators.etag.as_deref())
        .maybe(validators.modified.as_deref())
        .number(failures)
        .maybe(next)
        .finish()
}
