//! Lengths of time and what recurs: "three years", "the past two months", "for weeks", "every Sunday", "daily".

use super::Modifier;
use super::expression::{Expression, Reader, What};
use super::value::{Unit, duration};
use super::{date, names};
use crate::annotate::numeral::{self, Form};

/// A number of units, as read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Length {
    /// How many; `None` where the text does not say.
    pub amount: Option<f64>,
    /// Of what.
    pub unit: Unit,
    /// One past the last lexeme.
    pub end: usize,
    /// Whether a hyphen joins number and unit ("three-year").
    pub hyphenated: bool,
}

/// Reads a length or something that recurs at `at`.
pub fn read(reader: &Reader, at: usize) -> Option<Expression> {
    let found = [set(reader, at), vague(reader, at), length(reader, at)];
    found.into_iter().flatten().max_by_key(|expression| expression.end)
}

/// "three years", "a day", "two and a half hours", "several weeks", "6-month".
pub fn counted(reader: &Reader, at: usize) -> Option<Length> {
    let start = if matches!(reader.word(at), "the" | "these" | "those") { at + 1 } else { at };
    let (mut amount, mut after) = with_hyphens(reader, amount(reader, start)?);
    if let Some((upper, end)) = upper_end(reader, after) {
        (amount, after) = (upper.filter(|_| amount.is_some()), end);
    }
    let hyphen = reader.past_hyphen(after);
    let mut unit_at = hyphen;
    while is_filler(reader.word(unit_at)) && unit_at < hyphen + 2 {
        unit_at += 1;
    }
    let (unit, plural) = names::unit(reader.word(unit_at))?;
    // "a year-long trial": the article belongs to the noun.
    if unit_at == start + 1 && matches!(reader.word(start), "a" | "an") && is_long(reader, unit_at) {
        return None;
    }
    let hyphenated = hyphen > after;
    let singular_fits = amount.is_some_and(|amount| amount <= 1.0) || hyphenated || after > start && !plural;
    let is_ordinal = unit == Unit::Second && !plural && !hyphenated;
    if !(plural || singular_fits) || is_ordinal || matches!(unit, Unit::Season(_)) && !plural {
        return None;
    }
    let (amount, end) = with_half(reader, amount, unit_at + 1);
    Some(Length { amount, unit, end, hyphenated })
}

/// The upper end of "two to three", "12-18", and one past its last lexeme.
fn upper_end(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    let next = match reader.word(at) {
        "to" | "or" | "and" => at + 1,
        "-" | "–" if reader.lexemes.is_glued(at) => {
            if reader.word(at + 1) == "to" {
                at + 2
            } else {
                at + 1
            }
        }
        _ => return None,
    };
    let numeral = numeral::read(reader.lexemes, next)
        .filter(|numeral| matches!(numeral.form, Form::Digits | Form::Words))?;
    let unit_at = reader.past_hyphen(numeral.end);
    names::unit(reader.word(unit_at)).filter(|(_, plural)| *plural || unit_at > numeral.end)?;
    Some((numeral.high, numeral.end))
}

/// "three-and-a-half": the half behind the hyphens.
fn with_hyphens(reader: &Reader, (amount, end): (Option<f64>, usize)) -> (Option<f64>, usize) {
    let half = reader.lexemes.reads(end, &["-", "and", "-", "a", "-", "half"]);
    if half { (amount.map(|amount| amount + 0.5), end + 6) } else { (amount, end) }
}

fn with_half(reader: &Reader, amount: Option<f64>, end: usize) -> (Option<f64>, usize) {
    if reader.lexemes.reads(end, &["and", "a", "half"]) {
        return (amount.map(|amount| amount + 0.5), end + 3);
    }
    (amount, end)
}

/// How many: `Some(None)` for a number that the text leaves open.
fn amount(reader: &Reader, at: usize) -> Option<(Option<f64>, usize)> {
    let lexemes = reader.lexemes;
    // "two quarters" is no fraction unless something is quartered.
    if reader.word(at + 1) == "quarters"
        && reader.word(at + 2) != "of"
        && let Some(number) = numeral::small_cardinal(reader.word(at))
    {
        return Some((Some(number), at + 1));
    }
    if let Some(numeral) = numeral::read(lexemes, at)
        .filter(|numeral| !(numeral.form == Form::Fraction && reader.word(numeral.end) == "of"))
    {
        let value = if numeral.form == Form::Vague { None } else { numeral.high };
        let end = if numeral.form == Form::Vague && reader.word(numeral.end) == "of" {
            numeral.end + 1
        } else {
            numeral.end
        };
        return Some((value, end));
    }
    let word = reader.word(at);
    match word {
        "a" | "an" if matches!(reader.word(at + 1), "few" | "couple" | "half") => {
            let end = if reader.word(at + 2) == "of" { at + 3 } else { at + 2 };
            Some((
                match reader.word(at + 1) {
                    "couple" => Some(2.0),
                    "half" => Some(0.5),
                    _ => None,
                },
                end,
            ))
        }
        "half" if matches!(reader.word(at + 1), "a" | "an") => Some((Some(0.5), at + 2)),
        "a" | "an" => Some((Some(1.0), at + 1)),
        "several" | "few" | "many" | "couple" => {
            let end = if reader.word(at + 1) == "of" { at + 2 } else { at + 1 };
            Some((if word == "couple" { Some(2.0) } else { None }, end))
        }
        _ => None,
    }
}

/// Words between number and unit.
fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "more"
            | "consecutive"
            | "straight"
            | "full"
            | "additional"
            | "whole"
            | "trading"
            | "business"
            | "working"
            | "calendar"
            | "long"
            | "further"
            | "other"
            | "extra"
            | "successive"
            | "solid"
            | "entire"
            | "difficult"
            | "-"
    )
}

/// Words that make a length vague, and what they do to its modifier.
const HEDGES: &[&[&str]] = &[
    &["at", "least"],
    &["more", "than"],
    &["less", "than"],
    &["fewer", "than"],
    &["no", "more", "than"],
    &["up", "to"],
    &["about"],
    &["around"],
    &["nearly"],
    &["almost"],
    &["over"],
    &["roughly"],
    &["approximately"],
    &["some"],
    &["under"],
    &["close", "to"],
    &["just", "under"],
    &["just", "over"],
    &["well", "over"],
    &["as", "many", "as"],
];

/// One past a hedge at `at`, and whether it tells "about".
pub fn hedge(reader: &Reader, at: usize) -> Option<(usize, Option<Modifier>)> {
    let words =
        HEDGES.iter().filter(|words| reader.lexemes.reads(at, words)).max_by_key(|words| words.len())?;
    let about = matches!(words[0], "around" | "nearly" | "almost" | "roughly" | "approximately" | "close");
    Some((at + words.len(), about.then_some(Modifier::Approx)))
}

/// A length with its hedge and its pointers ("the past two years", "at least three months").
fn length(reader: &Reader, at: usize) -> Option<Expression> {
    let (first, modifier) =
        hedge(reader, at).filter(|(next, _)| !is_article(reader.word(*next))).unwrap_or((at, None));
    let pointed = past_pointers(reader, first);
    let length = counted(reader, pointed)
        .filter(|length| is_length(reader, pointed, length))
        .or_else(|| bare_plural(reader, first))
        .or_else(|| recent(reader, first))
        .or_else(|| long(reader, first))
        .or_else(|| edge(reader, first))
        .or_else(|| year_earlier(reader, first))
        .or_else(|| one(reader, first))?;
    let mut end = length.end;
    let suffix = reader.past_hyphen(end);
    if suffix > end && reader.word(suffix) == "long" {
        end = suffix + 1;
    }
    let compared = suffix > end && matches!(reader.word(suffix), "earlier" | "ago");
    if compared {
        return None;
    }
    if is_age(reader, end)
        || length.hyphenated && is_article(reader.word(at)) && !matches!(reader.word(end), "period" | "term")
    {
        return None;
    }
    if reader.lexemes.reads(end, &["or", "so"])
        || reader.lexemes.reads(end, &["or", "more"])
        || reader.lexemes.reads(end, &["or", "two"])
    {
        end += 2;
    }
    Some(Expression { start: at, end, what: What::Duration(duration(length.amount, length.unit)), modifier })
}

/// Whether a length is an age ("6-year-old", "six years old").
fn is_age(reader: &Reader, end: usize) -> bool {
    matches!(reader.word(reader.past_hyphen(end)), "old" | "olds")
}

fn is_article(word: &str) -> bool {
    matches!(word, "the" | "its" | "their" | "his" | "her" | "our" | "these" | "those" | "this")
}

/// One past "the last", "the first", "another", "next" before a number.
fn past_pointers(reader: &Reader, at: usize) -> usize {
    let article = if matches!(reader.word(at), "the" | "these" | "those" | "its" | "this" | "their") {
        at + 1
    } else {
        at
    };
    let pointer = matches!(
        reader.word(article),
        "last"
            | "past"
            | "next"
            | "first"
            | "previous"
            | "coming"
            | "final"
            | "latest"
            | "following"
            | "preceding"
            | "another"
            | "opening"
    );
    let next = article + 1;
    // "is expected to last three weeks"
    let pointer = pointer && !(reader.word(article) == "last" && reader.tag(article).starts_with("VB"));
    if pointer && amount(reader, next).is_some() && !matches!(reader.word(next), "a" | "an") {
        next
    } else if article > at
        && amount(reader, article).is_some_and(|_| !matches!(reader.word(article), "a" | "an"))
    {
        article
    } else {
        at
    }
}

/// Whether a counted unit is a length and no part of something else.
fn is_length(reader: &Reader, at: usize, length: &Length) -> bool {
    let single = matches!(reader.word(at), "a" | "an");
    let rate = single && length.end == at + 2 && is_rate(reader, at);
    let fraction = length.unit == Unit::Quarter && length.amount.is_some() && reader.word(length.end) == "of";
    let glued = reader.lexemes.is_glued(at)
        && at > 0
        && !matches!(reader.before(at, 1), "(" | "\"" | "“" | "`" | "'" | "‘" | "—" | "-" | "–");
    !rate && !fraction && !glued
}

/// "$5 a day": a rate, not a length.
fn is_rate(reader: &Reader, at: usize) -> bool {
    let before = reader.before(at, 1);
    let tag = at.checked_sub(1).map_or("", |at| reader.tag(at));
    matches!(
        before,
        "once"
            | "twice"
            | "times"
            | "%"
            | "dollars"
            | "million"
            | "billion"
            | "percent"
            | "tons"
            | "barrels"
            | "thousand"
    ) || tag == "CD"
        || tag == "NNS" && !matches!(before, "days" | "weeks" | "months" | "years")
}

/// "for years", "in recent weeks", "decades".
fn bare_plural(reader: &Reader, at: usize) -> Option<Length> {
    let (unit, plural) = names::unit(reader.word(at))?;
    let grain = matches!(
        unit,
        Unit::Day
            | Unit::Week
            | Unit::Month
            | Unit::Year
            | Unit::Decade
            | Unit::Century
            | Unit::Hour
            | Unit::Minute
    );
    let led = matches!(
        reader.before(at, 1),
        "for"
            | "in"
            | "of"
            | "within"
            | "after"
            | "over"
            | "take"
            | "takes"
            | "took"
            | "taken"
            | "spent"
            | "spend"
            | "until"
            | "lasted"
            | "last"
            | "through"
            | "with"
            | "only"
            | "and"
            | "or"
            | "many"
            | "some"
            | "during"
            | "the"
    );
    // "a matter of days" tells that it is short, and no length.
    let led = led && reader.before(at, 2) != "matter";
    let vague_minutes = unit == Unit::Minute && !matches!(reader.before(at, 1), "within" | "for" | "in");
    (plural && grain && led && !vague_minutes).then_some(Length {
        amount: None,
        unit,
        end: at + 1,
        hyphenated: false,
    })
}

/// "recent weeks": a length that is not told.
fn recent(reader: &Reader, at: usize) -> Option<Length> {
    let (unit, plural) =
        names::unit(reader.word(at + 1)).filter(|_| matches!(reader.word(at), "recent" | "past"))?;
    let grain = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Decade);
    (plural && grain).then_some(Length { amount: None, unit, end: at + 2, hyphenated: false })
}

/// "the first hours", "the last years": a length that is not told. "The early hours" are a time of day.
fn edge(reader: &Reader, at: usize) -> Option<Length> {
    let edge = matches!(reader.word(at + 1), "first" | "early" | "last" | "final" | "closing" | "opening");
    let (unit, plural) = names::unit(reader.word(at + 2)).filter(|_| reader.word(at) == "the" && edge)?;
    let grain = match unit {
        Unit::Hour => reader.word(at + 1) != "early",
        Unit::Minute | Unit::Day | Unit::Week | Unit::Month | Unit::Year => true,
        _ => false,
    };
    (plural && grain).then_some(Length { amount: None, unit, end: at + 3, hyphenated: false })
}

/// "the year-earlier nine months".
fn year_earlier(reader: &Reader, at: usize) -> Option<Length> {
    let hyphen = reader.past_hyphen(at + 2);
    let led = reader.lexemes.reads(at, &["the", "year"]) && matches!(reader.word(hyphen), "earlier" | "ago");
    counted(reader, hyphen + 1).filter(|_| led && hyphen > at + 2)
}

/// "day-long", "decades-long": one unit, or a number that is not told.
fn long(reader: &Reader, at: usize) -> Option<Length> {
    let (unit, plural) = names::unit(reader.word(at))?;
    is_long(reader, at).then_some(Length {
        amount: if plural { None } else { Some(1.0) },
        unit,
        end: at + 1,
        hyphenated: true,
    })
}

/// Whether "-long" follows the unit at `at`.
fn is_long(reader: &Reader, at: usize) -> bool {
    let next = reader.past_hyphen(at + 1);
    next > at + 1 && reader.word(next) == "long"
}

/// "the past decade", "the year ended June 30": one unit that is no unit of the calendar.
fn one(reader: &Reader, at: usize) -> Option<Length> {
    if reader.word(at) != "the" {
        return None;
    }
    let past = matches!(reader.word(at + 1), "past" | "last");
    let fiscal = matches!(reader.word(at + 1), "fiscal" | "full");
    let unit_at = if past || fiscal { at + 2 } else { at + 1 };
    let (unit, plural) = names::unit(reader.word(unit_at))?;
    let end = unit_at + 1;
    let ended = matches!(unit, Unit::Week | Unit::Month | Unit::Year)
        && matches!(reader.word(end), "ended" | "ending")
        && ends_on_date(reader, end + 1);
    let fits = !plural && (ended || past && matches!(unit, Unit::Decade | Unit::Century));
    fits.then_some(Length { amount: Some(1.0), unit, end, hyphenated: false })
}

/// Whether a date follows, with or without "on".
fn ends_on_date(reader: &Reader, at: usize) -> bool {
    let start = if matches!(reader.word(at), "on" | "in") { at + 1 } else { at };
    date::read(reader, start).is_some() || reader.word(start) == "tomorrow"
}

/// "every Sunday", "each year", "daily", "Mondays".
fn set(reader: &Reader, at: usize) -> Option<Expression> {
    let (value, end) = [
        each(reader, at),
        times_per(reader, at),
        per(reader, at),
        adverb(reader, at),
        plural_weekday(reader, at),
    ]
    .into_iter()
    .flatten()
    .next()?;
    Some(Expression { start: at, end, what: What::Set(value), modifier: None })
}

fn each(reader: &Reader, at: usize) -> Option<(String, usize)> {
    if !matches!(reader.word(at), "every" | "each") {
        return None;
    }
    let other = reader.word(at + 1) == "other";
    let next = if other { at + 2 } else { at + 1 };
    if let Some(length) = counted(reader, next).filter(|length| length.amount.is_some()) {
        return Some((duration(length.amount, length.unit), length.end));
    }
    let word = reader.word(next);
    if let Some((unit, false)) = names::unit(word) {
        let value = match unit {
            Unit::Season(season) => format!("XXXX-{}", season.code()),
            unit => duration(Some(if other { 2.0 } else { 1.0 }), unit),
        };
        return Some((value, next + 1));
    }
    if let Some((day, end)) = names::weekday(reader.lexemes, next) {
        return Some((format!("XXXX-WXX-{}", day.to_monday_one_offset()), end));
    }
    if let Some((month, end)) = names::month(reader.lexemes, next) {
        return Some((format!("XXXX-{month:02}"), end));
    }
    names::part_of_day(word).map(|part| (format!("XXXX-XX-XXT{part}"), next + 1))
}

/// "twice a week", "three times per year".
fn times_per(reader: &Reader, at: usize) -> Option<(String, usize)> {
    let next = match reader.word(at) {
        "once" | "twice" | "thrice" => at + 1,
        word if reader.word(at + 1) == "times" => {
            numeral::small_cardinal(word).or_else(|| reader.lexemes.integer(at).map(f64::from))?;
            at + 2
        }
        _ => return None,
    };
    let (unit, plural) = names::unit(reader.word(next + 1))?;
    let each = matches!(reader.word(next), "a" | "an" | "per" | "each" | "every");
    (each && !plural).then(|| (duration(Some(1.0), unit), next + 2))
}

/// "per day"; rates by the hour and less are speeds and wages.
fn per(reader: &Reader, at: usize) -> Option<(String, usize)> {
    let (unit, plural) = names::unit(reader.word(at + 1)).filter(|_| reader.word(at) == "per")?;
    let long = matches!(unit, Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year);
    (long && !plural).then(|| (duration(Some(1.0), unit), at + 2))
}

fn adverb(reader: &Reader, at: usize) -> Option<(String, usize)> {
    let value = match reader.word(at) {
        "daily" => "P1D",
        "nightly" => "XXXX-XX-XXTNI",
        "weekly" => "P1W",
        "biweekly" | "fortnightly" => "P2W",
        "monthly" => "P1M",
        "yearly" | "annually" => "P1Y",
        "hourly" => "PT1H",
        _ => return None,
    };
    // "the Daily Herald" is a name.
    let named = reader.lexemes.is_capitalised(at) && reader.lexemes.is_capitalised(at + 1);
    (!named).then_some((value.to_owned(), at + 1))
}

fn plural_weekday(reader: &Reader, at: usize) -> Option<(String, usize)> {
    if let Some(day) = names::weekdays(reader.lexemes, at) {
        return Some((format!("XXXX-WXX-{}", day.to_monday_one_offset()), at + 1));
    }
    if reader.word(at) == "weekends" && matches!(reader.before(at, 1), "on" | "at" | "most") {
        return Some(("XXXX-WXX-WE".to_owned(), at + 1));
    }
    let (day, end) = names::weekday(reader.lexemes, at)?;
    let part = reader.word(end).strip_suffix('s').and_then(names::part_of_day)?;
    Some((format!("XXXX-WXX-{}T{part}", day.to_monday_one_offset()), end + 1))
}

/// "now", "recently", "in recent weeks", "the near future".
fn vague(reader: &Reader, at: usize) -> Option<Expression> {
    let (value, end) = phrase(reader, at).or_else(|| single_word(reader, at))?;
    Some(Expression { start: at, end, what: What::Vague(value), modifier: None })
}

const PAST: &str = "PAST_REF";
const PRESENT: &str = "PRESENT_REF";
const FUTURE: &str = "FUTURE_REF";

fn phrase(reader: &Reader, at: usize) -> Option<(&'static str, usize)> {
    const PHRASES: &[(&[&str], &str)] = &[
        (&["the", "near", "future"], FUTURE),
        (&["the", "foreseeable", "future"], FUTURE),
        (&["the", "future"], FUTURE),
        (&["near", "future"], FUTURE),
        (&["the", "near", "term"], FUTURE),
        (&["the", "short", "term"], FUTURE),
        (&["the", "recent", "past"], PAST),
        (&["the", "past"], PAST),
        (&["the", "present"], PRESENT),
        (&["these", "days"], PRESENT),
        (&["at", "present"], PRESENT),
        (&["years", "ago"], PAST),
        (&["decades", "ago"], PAST),
        (&["months", "ago"], PAST),
        (&["weeks", "ago"], PAST),
        (&["days", "ago"], PAST),
        (&["hours", "ago"], PAST),
        (&["long", "ago"], PAST),
        (&["more", "recently"], PAST),
        (&["not", "long", "ago"], PAST),
    ];
    if let Some((words, value)) = PHRASES
        .iter()
        .filter(|(words, _)| reader.lexemes.reads(at, words))
        .max_by_key(|(words, _)| words.len())
    {
        let unit_follows = names::unit(reader.word(at + words.len())).is_some()
            || numeral::read(reader.lexemes, at + words.len()).is_some()
            || matches!(reader.word(at + words.len()), "few" | "several" | "couple");
        return (!unit_follows).then_some((*value, at + words.len()));
    }
    if let Some(length) =
        counted(reader, at).filter(|length| length.amount.is_none() && reader.word(length.end) == "ago")
    {
        return Some((PAST, length.end + 1));
    }
    let (unit, plural) = names::unit(reader.word(at + 1))?;
    let grain = plural
        && matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade);
    match reader.word(at) {
        "recent" | "past" if grain && unit == Unit::Year => Some((PAST, at + 2)),
        "coming" | "future" if grain => Some((FUTURE, at + 2)),
        _ => None,
    }
}

fn single_word(reader: &Reader, at: usize) -> Option<(&'static str, usize)> {
    let promised =
        matches!(reader.before(at, 1), "will" | "would" | "may" | "might" | "could" | "can" | "'ll");
    if promised && reader.lexemes.reads(at, &["one", "day"]) {
        return Some((FUTURE, at + 2));
    }
    let value = match reader.word(at) {
        "now" | "currently" | "nowadays" => PRESENT,
        "current" if reader.tag(at) == "JJ" => PRESENT,
        "recently" | "lately" => PAST,
        _ => return None,
    };
    Some((value, at + 1))
}
