//! The number track: each count that is contested or changes, told over time, every report on one scale.

use std::collections::BTreeSet;

use askama::Template;

use crate::align::{Dimension, Relation};
use crate::annotate::Bound;
use crate::contract::{Claim, Point, Quantity};
use crate::render::labels::{self, Group};
use crate::render::page::cite::{Cite, PointLink};
use crate::render::story::Story;
use crate::render::words::{clip, day, number};

/// All tracks.
#[derive(Template)]
#[template(path = "numbers.html")]
pub(crate) struct Numbers {
    tracks: Vec<Track>,
    /// More of them, folded.
    rest: Vec<Track>,
    /// Whether what is folded is put off until it is opened.
    many: bool,
}

/// One count.
struct Track {
    point: PointLink,
    relation: &'static str,
    ticks: Vec<Tick>,
    rows: Vec<Row>,
    left_out: usize,
}

/// A value on the scale, at a share of its length in percent.
struct Tick {
    at: f64,
    label: String,
}

/// What one report says.
struct Row {
    day: String,
    first_of_day: bool,
    cite: Cite,
    value: String,
    bound: &'static str,
    /// Whether the report has words of magnitude alone: they have a band and no mark.
    worded: bool,
    /// Where the mark stands, in percent of the scale.
    at: f64,
    /// The band that the bound leaves open, as start and length in percent.
    band: Option<(f64, f64)>,
}

/// Reports of one track.
const ROWS: usize = 80;
/// How many tracks are drawn at once.
const TRACKS: usize = 24;

impl Numbers {
    pub(crate) fn new(story: &Story) -> Numbers {
        let told = [Relation::Conflict, Relation::Evolving, Relation::Scope];
        let points = story.collation.points.iter();
        let points: Vec<&Point> = points
            .filter(|point| point.dimension == Dimension::Quantity && told.contains(&point.relation))
            .collect();
        let tracks = points.iter().filter(|point| !is_told_by_another(point, &points));
        let mut tracks: Vec<Track> = tracks.filter_map(|point| track(story, point)).collect();
        let rest = tracks.split_off(tracks.len().min(TRACKS));
        Numbers { tracks, rest, many: story.is_large() }
    }
}

/// Whether a larger track of the same matter shows all that this point tells: a clash within what changes later.
fn is_told_by_another(point: &Point, points: &[&Point]) -> bool {
    let claims = |point: &Point| -> BTreeSet<String> {
        point.readings.iter().flat_map(|reading| reading.claims.iter().cloned()).collect()
    };
    let own = claims(point);
    points.iter().any(|other| {
        let others = claims(other);
        other.about == point.about && own.len() < others.len() && own.is_subset(&others)
    })
}

fn track(story: &Story, point: &Point) -> Option<Track> {
    let mut told: Vec<(&Claim, &Quantity)> = Vec::new();
    let mut seen = BTreeSet::new();
    for reading in &point.readings {
        for claim in story.spoken_first(reading) {
            let quantity = story.measured(claim, reading)?;
            let key = |bound: Option<f64>| bound.map(f64::to_bits);
            if seen.insert((&claim.report, key(quantity.low), key(quantity.high), quantity.bound as u8)) {
                told.push((claim, quantity));
            }
        }
    }
    let bounds = |vague: bool| {
        let told = told.iter().filter(move |(_, quantity)| vague || !is_vague(quantity));
        told.flat_map(|(_, quantity)| [quantity.low, quantity.high]).flatten()
    };
    // "Hundreds of thousands" beside 73,000 would leave no room for what is told exactly.
    let scale = Scale::new(bounds(false)).or_else(|| Scale::new(bounds(true)))?;
    told.sort_by_key(|(claim, _)| {
        let published = story.report(&claim.report).and_then(|report| report.published.as_deref());
        (published.is_none(), published, story.report_index(&claim.report))
    });
    let mut last = None;
    let left_out = told.len().saturating_sub(ROWS);
    let rows = told
        .into_iter()
        .take(ROWS)
        .filter_map(|(claim, quantity)| {
            let published = story.report(&claim.report).and_then(|report| report.published.as_deref());
            let day = published.map_or("Undated".to_owned(), day);
            let first_of_day = last.as_ref() != Some(&day);
            last = Some(day.clone());
            row(story, claim, quantity, &scale, day, first_of_day)
        })
        .collect();
    let relation = Group::of(point).label().name;
    Some(Track { point: PointLink::new(point), relation, ticks: scale.ticks(), rows, left_out })
}

fn row(
    story: &Story,
    claim: &Claim,
    quantity: &Quantity,
    scale: &Scale,
    day: String,
    first: bool,
) -> Option<Row> {
    let (low, high) = (quantity.low, quantity.high);
    let at = scale.place(match quantity.bound {
        Bound::AtMost | Bound::LessThan => high.or(low)?,
        _ => low.or(high)?,
    });
    let (start, end) =
        (low.map_or(0.0, |low| scale.place(low)), high.map_or(100.0, |high| scale.place(high)));
    let band = (end - start > 0.5).then_some((start, end - start));
    let (bound, value) = figure(quantity)?;
    let worded = is_worded(quantity);
    Some(Row { day, first_of_day: first, cite: Cite::new(story, claim), value, bound, worded, at, band })
}

/// What a report gives as a count: the words of its bound, and the number, or its own words where they name none.
/// `None` for a quantity without any.
pub(crate) fn figure(quantity: &Quantity) -> Option<(&'static str, String)> {
    if is_worded(quantity) {
        return Some(("", clip(&quantity.span.text, 24)));
    }
    let bound = match quantity.bound {
        Bound::Exact | Bound::Range => "",
        bound => labels::bound(bound),
    };
    let value = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low != high && quantity.bound == Bound::Range => {
            format!("{}–{}", number(low), number(high))
        }
        (low, high) => number(match quantity.bound {
            Bound::AtMost | Bound::LessThan => high.or(low)?,
            Bound::About => low.zip(high).map(|(low, high)| (low + high) / 2.0).or(low).or(high)?,
            _ => low.or(high)?,
        }),
    };
    Some((bound, value))
}

/// Whether the report gives a magnitude in words and no number: "dozens", "scores", "hundreds of thousands".
fn is_worded(quantity: &Quantity) -> bool {
    const MAGNITUDES: [&str; 12] = [
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "millions",
        "billions",
        "tens",
        "several",
        "some",
        "few",
        "many",
        "handful",
    ];
    let words = quantity.span.text.to_lowercase();
    let written = words.contains(|character: char| character.is_ascii_digit());
    let worded =
        words.split(|character: char| !character.is_alphabetic()).any(|word| MAGNITUDES.contains(&word));
    is_vague(quantity) || !written && worded && quantity.low != quantity.high
}

/// Whether the number is one of magnitude only: "hundreds of thousands".
fn is_vague(quantity: &Quantity) -> bool {
    const WIDE: f64 = 4.0;
    quantity.low.zip(quantity.high).is_some_and(|(low, high)| low > 0.0 && high >= WIDE * low)
}

/// A straight scale with room at both ends.
struct Scale {
    least: f64,
    most: f64,
}

impl Scale {
    fn new(values: impl Iterator<Item = f64>) -> Option<Scale> {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()) {
            least = least.min(value);
            most = most.max(value);
        }
        if least > most {
            return None;
        }
        let room = if most > least { (most - least) * 0.12 } else { most.abs().max(1.0) * 0.12 };
        let least = if least >= 0.0 && least < room * 3.0 { 0.0 } else { least - room };
        Some(Scale { least, most: most + room })
    }

    fn place(&self, value: f64) -> f64 {
        let share = (value - self.least) / (self.most - self.least) * 100.0;
        if share.is_finite() { (share.clamp(0.0, 100.0) * 100.0).round() / 100.0 } else { 0.0 }
    }

    /// Three to seven round values.
    fn ticks(&self) -> Vec<Tick> {
        let span = self.most - self.least;
        let rough = span / 6.0;
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].map(|digit| digit * power).into_iter().find(|step| *step >= rough);
        let Some(step) = step.filter(|step| step.is_finite() && *step > 0.0) else { return Vec::new() };
        let first = (self.least / step).ceil();
        (0..8)
            .map(|place| (first + f64::from(place)) * step)
            .take_while(|value| *value <= self.most)
            .map(|value| Tick { at: self.place(value), label: number((value / step).round() * step) })
            .collect()
    }
}
