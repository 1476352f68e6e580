//! What reports support of a row in a table of events: when, where, how many died. Each value with its sentence and the
//! rule by which it was chosen.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::{Dimension, Relation, is_wide};
use crate::annotate::EntityKind;
use crate::contract::{Claim, Point, Quantity, Reading, TimelineEntry};
use crate::days::Precision;
use crate::export::view::View;
use crate::render::words::{count, number};

/// The measure of a quantity that counts the dead.
const KILLED: &str = "killed";

/// A value, what it rests on, and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    /// The value as it stands in the table.
    pub(crate) value: String,
    /// Whose words it rests on, the words, and where they stand.
    pub(crate) sentence: String,
    /// The rule of choice.
    pub(crate) rule: String,
}

/// When a story's event took place.
pub(crate) struct When<'a> {
    /// The days.
    pub(crate) entry: &'a TimelineEntry,
    /// Its sentence and rule.
    pub(crate) cell: Cell,
}

/// The figures of the dead that stand side by side at the time of the latest telling.
pub(crate) struct Deaths<'a> {
    /// The lowest.
    pub(crate) low: Cell,
    /// The highest.
    pub(crate) high: Cell,
    /// The claim that the lowest rests on.
    pub(crate) claim: &'a Claim,
    /// Whether they differ.
    pub(crate) contested: bool,
}

/// The days that most reports name for the point of the dead, else for anything.
pub(crate) fn when<'a>(view: &View<'a>) -> Option<When<'a>> {
    let collation = view.collation();
    let of_deaths: BTreeSet<&str> = death_points(view)
        .flat_map(|point| &point.readings)
        .flat_map(|reading| reading.claims.iter().map(String::as_str))
        .collect();
    let reports = |entry: &TimelineEntry, only: Option<&BTreeSet<&str>>| -> usize {
        let claims = entry.claims.iter().filter(|id| only.is_none_or(|only| only.contains(id.as_str())));
        let reports = claims.filter_map(|id| Some(view.story.claim(id)?.report.as_str()));
        reports.collect::<BTreeSet<_>>().len()
    };
    let published = view.story.days().map(|(_, last)| last);
    let past =
        collation.timeline.iter().filter(|entry| published.is_none_or(|last| entry.start.as_str() <= last));
    let weighed = past.map(|entry| (reports(entry, Some(&of_deaths)), reports(entry, None), entry));
    // Of equals the earliest.
    let (deaths, all, entry) = weighed.rev().max_by_key(|&(deaths, all, _)| (deaths, all))?;
    let rule = if deaths > 0 {
        format!("the time that most reports give where they tell of the dead ({})", count(deaths, "report"))
    } else {
        format!("the time that most reports give ({})", count(all, "report"))
    };
    let told = entry.claims.iter().filter_map(|id| view.story.claim(id));
    let claim = told.min_by_key(|claim| !of_deaths.contains(claim.id.as_str()))?;
    let cell = Cell { value: entry.start.clone(), sentence: view.quoted(claim), rule };
    Some(When { entry, cell })
}

/// The place, narrower than a country, that most reports name.
pub(crate) fn place(view: &View) -> Option<Cell> {
    let places = view
        .collation()
        .entities
        .iter()
        .filter(|entity| entity.kind == EntityKind::Place && !is_wide(&entity.name));
    let weighed = places.map(|entity| {
        let reports: BTreeSet<&str> = entity.mentions.iter().map(|span| span.report.as_str()).collect();
        (reports.len(), entity.mentions.len(), entity)
    });
    let (reports, _, entity) = weighed.rev().max_by_key(|&(reports, mentions, _)| (reports, mentions))?;
    Some(Cell {
        value: entity.name.clone(),
        sentence: view.sentence(entity.mentions.first()?),
        rule: format!(
            "the place, narrower than a country, that most reports name ({})",
            count(reports, "report")
        ),
    })
}

/// The lowest and the highest figure of the dead, of those that no later figure replaced.
pub(crate) fn deaths<'a>(view: &View<'a>) -> Option<Deaths<'a>> {
    let leading = death_points(view).max_by_key(|point| {
        let reports = point.readings.iter().flat_map(|reading| &reading.reports).collect::<BTreeSet<_>>();
        // Of equals the first, which weighs most.
        (reports.len(), std::cmp::Reverse(position(view, point)))
    })?;
    let same_matter = death_points(view).filter(|point| point.about == leading.about);
    let mut figures: BTreeMap<String, Figure> = BTreeMap::new();
    let mut replaced_until: Option<&str> = None;
    for point in same_matter {
        for figure in point.readings.iter().filter_map(|reading| figure(view, reading)) {
            figures.entry(format!("{}-{}", figure.low, figure.high)).or_insert(figure);
        }
        if point.relation == Relation::Evolving {
            let told = point.readings.iter().filter_map(|reading| first_told(view, reading));
            replaced_until = replaced_until.max(told.max());
        }
    }
    let standing: Vec<&Figure> = figures
        .values()
        .filter(|figure| replaced_until.is_none_or(|day| figure.last_told.is_some_and(|told| told >= day)))
        .collect();
    let low = standing.iter().copied().min_by(|one, other| one.low.total_cmp(&other.low))?;
    let high = standing.iter().copied().max_by(|one, other| one.high.total_cmp(&other.high))?;
    let scope = match replaced_until {
        Some(day) => format!("of the figures still told on {day} or later, when the figure last changed"),
        None => "of all figures told".to_owned(),
    };
    Some(Deaths {
        low: cell(view, low.low, low, &format!("the lowest {scope} ({} of them)", standing.len())),
        high: cell(view, high.high, high, &format!("the highest {scope} ({} of them)", standing.len())),
        claim: low.claim,
        contested: low.low < high.high,
    })
}

fn cell(view: &View, value: f64, figure: &Figure, rule: &str) -> Cell {
    Cell { value: value.to_string(), sentence: view.quoted(figure.claim), rule: rule.to_owned() }
}

/// A figure of the dead that one reading gives.
struct Figure<'a> {
    low: f64,
    high: f64,
    last_told: Option<&'a str>,
    claim: &'a Claim,
}

/// Points on how many were killed, whose readings can be compared.
fn death_points<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Point> {
    view.collation().points.iter().filter(|point| {
        point.dimension == Dimension::Quantity
            && point.relation != Relation::Scope
            && point.readings.iter().any(|reading| figure(view, reading).is_some())
    })
}

/// The number that a reading gives, where it counts people killed.
fn figure<'a>(view: &View<'a>, reading: &Reading) -> Option<Figure<'a>> {
    let claims = reading.claims.iter().filter_map(|id| view.story.claim(id));
    let telling = claims.filter_map(|claim| {
        let mut counted = claim.quantities.iter().filter_map(|id| view.story.quantity(id));
        let dead = counted.find(|quantity| {
            quantity.measure.as_deref() == Some(KILLED) && is_value(quantity, &reading.value)
        })?;
        Some((claim, dead))
    });
    // A claim on somebody's word says more than a headline; of equals the first.
    let (claim, quantity) = telling.min_by_key(|(claim, _)| claim.attribution.is_empty())?;
    let (low, high) = (quantity.low.or(quantity.high)?, quantity.high.or(quantity.low)?);
    let days = reading.reports.iter().filter_map(|id| view.story.report(id)?.published.as_deref());
    Some(Figure { low, high, last_told: days.max(), claim })
}

/// Whether the words of a reading's value hold the quantity.
fn is_value(quantity: &Quantity, value: &str) -> bool {
    let holds = |amount: f64| {
        let written = number(amount);
        value
            .split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ',' | '.')))
            .any(|word| word == written)
    };
    quantity.low.is_some_and(holds)
        || quantity.high.is_some_and(holds)
        || value.to_lowercase().contains(&quantity.span.text.to_lowercase())
}

fn first_told<'a>(view: &View<'a>, reading: &Reading) -> Option<&'a str> {
    reading.reports.iter().filter_map(|id| view.story.report(id)?.published.as_deref()).min()
}

fn position(view: &View, point: &Point) -> usize {
    view.collation().points.iter().position(|other| other.id == point.id).unwrap_or_default()
}

/// Whether a time is told at least as exactly as `longest`.
pub(crate) fn is_within(precision: Precision, longest: Precision) -> bool {
    let rank = |precision| match precision {
        Precision::Day => 0,
        Precision::Week => 1,
        Precision::Month => 2,
        Precision::Year => 3,
    };
    rank(precision) <= rank(longest)
}
