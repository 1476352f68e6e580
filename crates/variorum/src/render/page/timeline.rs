//! The timeline: when things happened by the reports' word, against when it was reported.

use std::collections::BTreeSet;

use askama::Template;

use crate::contract::{Claim, Precision, TimelineEntry};
use crate::render::page::cite::{Chip, Cite, PointLink};
use crate::render::page::escape::element_id;
use crate::render::story::Story;
use crate::render::words::{clip, day, day_number, quoted, short_day};

/// The timeline.
#[derive(Template)]
#[template(path = "timeline.html")]
pub(crate) struct Timeline {
    /// The ends of the scale.
    first: String,
    last: String,
    publications: Vec<Publication>,
    /// What happened before the scale begins.
    earlier: Vec<Entry>,
    entries: Vec<Entry>,
    /// More of them, folded.
    later: Vec<Entry>,
    /// Whether what is folded is put off until it is opened.
    many: bool,
}

/// The reports of one day.
struct Publication {
    at: f64,
    day: String,
    reports: Vec<Chip>,
}

/// Something that happened.
struct Entry {
    when: String,
    /// Start and length in percent of the scale; `None` for what lies before it.
    bar: Option<(f64, f64)>,
    /// Whether it is told less exactly than by the day.
    uncertain: bool,
    /// The days on which it was reported, in percent of the scale.
    reported: Vec<f64>,
    points: Vec<PointLink>,
    /// Where no point speaks of it: the first sentence that does.
    lead: Option<(String, String)>,
    cites: Vec<Cite>,
    left_out: usize,
}

/// Days before the first report that the scale still holds; what is older is told in words.
const BEFORE: i64 = 30;
const AFTER: i64 = 30;
const CITES: usize = 6;
/// How many days are shown at once.
const ENTRIES: usize = 40;

impl Timeline {
    pub(crate) fn new(story: &Story) -> Timeline {
        let scale = Scale::new(story);
        let mut entries: Vec<&TimelineEntry> = story.collation.timeline.iter().collect();
        entries.sort_by(|one, other| (&one.start, &one.end).cmp(&(&other.start, &other.end)));
        let entries = entries.into_iter().map(|held| entry(story, held, scale.as_ref()));
        let (mut entries, earlier): (Vec<Entry>, Vec<Entry>) =
            entries.partition(|entry| entry.bar.is_some() || scale.is_none());
        let later = entries.split_off(entries.len().min(ENTRIES));
        Timeline {
            first: scale.as_ref().map_or(String::new(), |scale| scale.first.clone()),
            last: scale.as_ref().map_or(String::new(), |scale| scale.last.clone()),
            publications: scale.as_ref().map_or(Vec::new(), |scale| publications(story, scale)),
            earlier,
            entries,
            later,
            many: story.is_large(),
        }
    }
}

fn publications(story: &Story, scale: &Scale) -> Vec<Publication> {
    let mut dated: Vec<(&str, &str)> = story
        .collation
        .reports
        .iter()
        .filter_map(|report| Some((report.published.as_deref()?, report.id.as_str())))
        .collect();
    dated.sort_unstable();
    let mut publications: Vec<Publication> = Vec::new();
    let mut last = None;
    for (published, id) in dated {
        let Some(number) = day_number(published) else { continue };
        let report = Chip::new(story, id);
        match publications.last_mut() {
            Some(held) if last == Some(number) => held.reports.push(report),
            _ => publications.push(Publication {
                at: scale.middle(number),
                day: short_day(published),
                reports: vec![report],
            }),
        }
        last = Some(number);
    }
    publications
}

fn entry(story: &Story, entry: &TimelineEntry, scale: Option<&Scale>) -> Entry {
    let bar = scale.and_then(|scale| {
        let (start, end) = (day_number(&entry.start)?, day_number(&entry.end)?);
        if end < scale.start {
            return None;
        }
        let from = scale.place(start);
        Some((from, (scale.place(end + 1) - from).max(0.8).min(100.0 - from)))
    });
    let claims: Vec<&Claim> = entry.claims.iter().filter_map(|id| story.claim(id)).collect();
    let points: Vec<PointLink> =
        entry.points.iter().filter_map(|id| story.point(id)).map(PointLink::new).collect();
    let lead = claims.first().filter(|_| points.is_empty());
    Entry {
        when: when(entry),
        bar,
        uncertain: entry.precision != Precision::Day,
        reported: scale.map_or(Vec::new(), |scale| reported(story, &claims, scale)),
        lead: lead.map(|claim| (format!("#{}", element_id(&claim.id)), quoted(&clip(&claim.span.text, 110)))),
        points,
        left_out: claims.len().saturating_sub(CITES),
        cites: claims.into_iter().take(CITES).map(|claim| Cite::new(story, claim)).collect(),
    }
}

fn reported(story: &Story, claims: &[&Claim], scale: &Scale) -> Vec<f64> {
    let published = claims.iter().filter_map(|claim| story.report(&claim.report)?.published.as_deref());
    let days: BTreeSet<i64> = published.filter_map(day_number).collect();
    days.into_iter().map(|day| scale.middle(day)).collect()
}

fn when(entry: &TimelineEntry) -> String {
    if entry.start == entry.end {
        return day(&entry.start);
    }
    let month = || day(&entry.start).split_once(' ').map(|(_, month)| month.to_owned());
    match entry.precision {
        Precision::Year => entry.start.chars().take(4).collect(),
        Precision::Month => month().unwrap_or_else(|| entry.start.clone()),
        _ => format!("{} to {}", short_day(&entry.start), day(&entry.end)),
    }
}

/// The days that the strip shows.
struct Scale {
    start: i64,
    length: i64,
    first: String,
    last: String,
}

impl Scale {
    fn new(story: &Story) -> Option<Scale> {
        let published = story.collation.reports.iter().filter_map(|report| report.published.as_deref());
        let told =
            story.collation.timeline.iter().flat_map(|entry| [entry.start.as_str(), entry.end.as_str()]);
        let mut days: Vec<(i64, &str)> = published.filter_map(|day| Some((day_number(day)?, day))).collect();
        let window =
            days.iter().min().zip(days.iter().max()).map(|(first, last)| (first.0 - BEFORE, last.0 + AFTER));
        let told = told.filter_map(|day| Some((day_number(day)?, day)));
        days.extend(
            told.filter(|(number, _)| window.is_none_or(|(first, last)| (first..=last).contains(number))),
        );
        let (first, last) = (days.iter().min()?, days.iter().max()?);
        Some(Scale { start: first.0, length: last.0 - first.0 + 1, first: day(first.1), last: day(last.1) })
    }

    /// The middle of a day.
    fn middle(&self, day: i64) -> f64 {
        self.place(day).midpoint(self.place(day + 1))
    }

    fn place(&self, day: i64) -> f64 {
        let share = (day - self.start) as f64 / self.length as f64 * 100.0;
        (share.clamp(0.0, 100.0) * 100.0).round() / 100.0
    }
}
