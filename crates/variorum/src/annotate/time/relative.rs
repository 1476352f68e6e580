//! Dates reckoned from the day of writing or from another time of the text: "yesterday", "last week", "three days
//! ago", "the following year", "this year's third quarter".

use super::expression::{Name, Pick, Reader, When, longest};
use super::names::{self, ordinal_at};
use super::value::{Unit, Value};
use super::{date, length};

/// Reads a relative date at `at`, without modifiers before it.
pub fn read(reader: &Reader, at: usize) -> Option<(When, usize)> {
    longest([
        deictic(reader, at),
        pointed(reader, at),
        counted(reader, at),
        season(reader, at),
        weekend(reader, at),
        year_of_report(reader, at),
        quarter(reader, at),
        half(reader, at),
        part_of_year(reader, at),
        the_one_before(reader, at),
    ])
}

/// "earlier in the year", "late in the month".
fn part_of_year(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let part = matches!(reader.word(at), "early" | "earlier" | "late" | "later");
    let (unit, plural) = names::unit(reader.word(at + 3)).filter(|_| part)?;
    let long = matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century);
    (long && !plural && reader.lexemes.reads(at + 1, &["in", "the"]) && reader.word(at + 4) != "of")
        .then_some((When::Shifted(unit, 0), at + 4))
}

/// "today", "yesterday", "the day after tomorrow".
fn deictic(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let day = |by: i32, length: usize| Some((When::Shifted(Unit::Day, by), at + length));
    let lexemes = reader.lexemes;
    match reader.word(at) {
        "today" => day(0, 1),
        "yesterday" => day(-1, 1),
        "tomorrow" => day(1, 1),
        "the" if lexemes.reads(at, &["the", "day", "before", "yesterday"]) => day(-2, 4),
        "the" if lexemes.reads(at, &["the", "day", "after", "tomorrow"]) => day(2, 4),
        "day" if lexemes.reads(at, &["day", "before", "yesterday"]) => day(-2, 3),
        "year" | "month" if reader.past_possessive(at + 1).is_some() => owned_end(reader, at),
        "year" if at > 0 => year_end(reader, at),
        _ => None,
    }
}

/// "year-end", "year end": the last day of the year.
fn year_end(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let next = reader.past_hyphen(at + 1);
    (reader.word(next) == "end").then_some((When::Named(Name::MonthDay(12, 31), Pick::This), next + 1))
}

/// "year's end", "month's end": as rough as "the end of the year".
fn owned_end(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (unit, _) = names::unit(reader.word(at))?;
    let next = reader.past_possessive(at + 1)?;
    (reader.word(next) == "end").then_some((When::Shifted(unit, 0), next + 1))
}

/// How a word before a unit or name points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pointer {
    Last,
    This,
    Next,
    Following,
    Previous,
    Same,
}

fn pointer(word: &str) -> Option<Pointer> {
    Some(match word {
        "last" | "past" => Pointer::Last,
        "this" | "current" => Pointer::This,
        "next" | "coming" | "upcoming" => Pointer::Next,
        "following" => Pointer::Following,
        "previous" | "preceding" | "prior" => Pointer::Previous,
        "same" | "that" => Pointer::Same,
        _ => return None,
    })
}

/// "last week", "this coming Friday", "the following year", "that day", "the current quarter", "last May".
fn pointed(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let article = matches!(reader.word(at), "the" | "its" | "their" | "his" | "her" | "our");
    let first = if article { at + 1 } else { at };
    let mut pointing = pointer(reader.word(first))?;
    let mut next = first + 1;
    let leads_on = matches!(
        (reader.word(first), reader.word(next)),
        ("this", "past" | "coming" | "same") | ("that", "same")
    );
    if let Some(second) = pointer(reader.word(next)).filter(|_| leads_on) {
        pointing = second;
        next += 1;
    }
    while matches!(reader.word(next), "fiscal" | "calendar" | "full" | "school" | "same") {
        next += 1;
    }
    // "the next day" tells a story; "next week" looks from today.
    if article && pointing == Pointer::Next {
        pointing = Pointer::Following;
    }
    if let Some((unit, false)) = names::unit(reader.word(next))
        .filter(|(unit, _)| !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Season(_)))
    {
        // "the past decade" is ten years up to now, and no decade of the calendar.
        let up_to_now = article && pointing == Pointer::Last && matches!(unit, Unit::Decade | Unit::Century);
        return (!up_to_now).then_some((point_unit(pointing, unit), next + 1));
    }
    let name = name_at(reader, next)?;
    let pick = match pointing {
        Pointer::Last => Pick::Last,
        Pointer::This => Pick::This,
        Pointer::Next => Pick::Next,
        Pointer::Following => Pick::After,
        Pointer::Previous => Pick::Before,
        Pointer::Same => Pick::Same,
    };
    Some((When::Named(name.0, pick), name.1))
}

fn name_at(reader: &Reader, at: usize) -> Option<(Name, usize)> {
    if let Some((When::Named(name, _), end)) = date::read(reader, at) {
        return Some((name, end));
    }
    names::season(reader.word(at)).map(|season| (Name::Season(season), at + 1))
}

fn point_unit(pointing: Pointer, unit: Unit) -> When {
    match pointing {
        Pointer::Last => When::Shifted(unit, -1),
        Pointer::This => When::Shifted(unit, 0),
        Pointer::Next => When::Shifted(unit, 1),
        Pointer::Following => When::FromText(unit, 1),
        Pointer::Previous => When::FromText(unit, -1),
        Pointer::Same => When::FromText(unit, 0),
    }
}

/// "three days ago", "a year earlier", "two weeks later", "six months from now".
pub fn counted(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let length = length::counted(reader, at)?;
    let (amount, unit) = whole(length.amount.filter(|amount| *amount < 10_000.0)?, length.unit);
    let lexemes = reader.lexemes;
    let end = if lexemes.reads(length.end, &["or", "so"]) { length.end + 2 } else { length.end };
    let (by_today, direction, words) = match reader.word(end) {
        "ago" => (true, -1, 1),
        "hence" => (true, 1, 1),
        "from" if matches!(reader.word(end + 1), "now" | "today") => (true, 1, 2),
        "earlier" | "previously" => (false, -1, 1),
        "before" if is_clause_end(reader, end + 1) => (false, -1, 1),
        "later" => (false, 1, 1),
        "afterwards" | "afterward" => (false, 1, 1),
        _ => return None,
    };
    // "an hour later" is on no other day: its length tells more than a date would.
    if !by_today && matches!(unit, Unit::Second | Unit::Minute | Unit::Hour) {
        return None;
    }
    let by = amount * direction;
    let plain = matches!(reader.word(at), "a" | "an")
        && !matches!(reader.before(at, 1), "nearly" | "almost" | "about" | "over" | "just")
        && reader.before(at, 2) != "more";
    let when = match by_today {
        true if unit == Unit::Year && by == -1 && plain => When::YearAgo,
        true => When::Shifted(unit, by),
        false => When::FromText(unit, by),
    };
    Some((when, end + words))
}

/// A whole number of units, finer ones where the amount ends in a half: "half a century" is fifty years.
fn whole(amount: f64, unit: Unit) -> (i32, Unit) {
    let finer = match unit {
        Unit::Century => Some((100.0, Unit::Year)),
        Unit::Decade => Some((10.0, Unit::Year)),
        Unit::Year => Some((12.0, Unit::Month)),
        _ => None,
    };
    match finer.filter(|_| amount.fract() != 0.0) {
        Some((factor, unit)) => ((amount * factor).round() as i32, unit),
        None => (amount.round() as i32, unit),
    }
}

/// "the day before", "the year before": where a clause ends with it.
fn the_one_before(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (unit, plural) = names::unit(reader.word(at + 1)).filter(|_| reader.word(at) == "the")?;
    let long = matches!(unit, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Year);
    (long && !plural && reader.word(at + 2) == "before" && is_clause_end(reader, at + 3))
        .then_some((When::FromText(unit, -1), at + 3))
}

/// Whether a clause ends before lexeme `at`.
fn is_clause_end(reader: &Reader, at: usize) -> bool {
    matches!(reader.word(at), "" | "." | "," | ";" | ")" | ":" | "?" | "!" | "\"" | "”")
}

/// "summer", "the spring of 1998", "spring 1998".
fn season(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let article = reader.word(at) == "the";
    let start = if article { at + 1 } else { at };
    let season = names::season(reader.word(start))?;
    let name = Name::Season(season);
    if let Some((year, end)) = year_after(reader, start + 1) {
        return Some((When::Within(name, Box::new(year)), end));
    }
    let led = article
        || matches!(
            reader.before(at, 1),
            "in" | "by" | "during" | "since" | "until" | "early" | "late" | "mid" | "-" | "of" | "for"
        );
    let noun = reader.tag(start).starts_with("NN");
    let no_fall = reader.word(start) != "fall"
        || article && matches!(reader.before(at, 1), "in" | "by" | "during" | "until" | "since");
    (led && noun && no_fall).then_some((When::Named(name, Pick::Tense), start + 1))
}

/// "of 1998", "1998", "last year", "of this year", "a year earlier".
fn year_after(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if matches!(reader.word(at), "of" | "in" | ",") { at + 1 } else { at };
    let skipped = start > at;
    if let Some((year, end)) = date::plain_year(reader, start) {
        return (reader.word(at) != ",").then_some((When::Exact(Value::Year(year)), end));
    }
    if let Some((when @ When::Exact(Value::Year(_)), end)) = date::read(reader, start) {
        return Some((when, end));
    }
    let (when, end) = longest([pointed(reader, start), counted(reader, start)])?;
    let of_year = matches!(when, When::Shifted(Unit::Year, _) | When::FromText(Unit::Year, _));
    let comma_only = skipped && matches!(reader.word(at), "," | "in");
    (of_year && !comma_only).then_some((when, end))
}

/// "the third quarter of 1998", "third-quarter", "this year's third quarter", "Q3 2019", "the year-ago quarter".
fn quarter(reader: &Reader, at: usize) -> Option<(When, usize)> {
    longest([owned_quarter(reader, at), plain_quarter(reader, at), year_ago_quarter(reader, at)])
}

fn owned_quarter(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (year, end) = longest([
        pointed(reader, at),
        date::plain_year(reader, at).map(|(year, end)| (When::Exact(Value::Year(year)), end)),
        article_year(reader, at),
    ])?;
    let year_like = matches!(
        year,
        When::Shifted(Unit::Year, _) | When::FromText(Unit::Year, _) | When::Exact(Value::Year(_))
    );
    let next = reader.past_possessive(end).unwrap_or(end);
    // "last year's quarter" is the one that this year's is compared with.
    if next > end && is_year_before(&year) && matches!(reader.word(next), "quarter" | "period") {
        return Some((When::FromText(Unit::Quarter, -4), next + 1));
    }
    let (quarter, after) = numbered_quarter(reader, next)?;
    year_like.then_some((When::Within(Name::Quarter(quarter), Box::new(year)), after))
}

fn article_year(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (year, end) = (reader.word(at) == "the").then(|| date::plain_year(reader, at + 1)).flatten()?;
    Some((When::Exact(Value::Year(year)), end))
}

/// "the weekend".
fn weekend(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let weekend = reader.lexemes.reads(at, &["the", "weekend"]) && reader.word(at + 2) != "of";
    weekend.then_some((When::Named(Name::Weekend, Pick::Tense), at + 2))
}

/// "for the year", "in the fiscal year", "the full year", "the end of the month": the one that is reported on.
fn year_of_report(reader: &Reader, at: usize) -> Option<(When, usize)> {
    if reader.word(at) != "the" {
        return None;
    }
    if let Some(end) = latest_year(reader, at + 1) {
        return Some((When::Shifted(Unit::Year, -1), end));
    }
    let adjective = matches!(reader.word(at + 1), "fiscal" | "full");
    let next = if adjective { at + 2 } else { at + 1 };
    let led = adjective
        || matches!(reader.before(at, 1), "for" | "of")
            && !matches!(
                reader.before(at, 2),
                "time" | "most" | "part" | "rest" | "end" | "man" | "woman" | "player"
            );
    let end = matches!(reader.before(at, 2), "end" | "beginning" | "start" | "months");
    // "the year ended June 30" is a length, not the year of the calendar; "the year-earlier period" is none of it.
    if matches!(reader.word(next + 1), "ended" | "ending") || reader.past_hyphen(next + 1) > next + 1 {
        return None;
    }
    match reader.word(next) {
        // "a high for the year of $40"
        "year" if (led || end) && (reader.word(next + 1) != "of" || reader.word(next + 2) == "$") => {
            Some((When::Shifted(Unit::Year, 0), next + 1))
        }
        "month" if end => Some((When::Shifted(Unit::Month, 0), next + 1)),
        "week" if reader.before(at, 1) == "for" && reader.word(next + 1) == "," => {
            Some((When::Shifted(Unit::Week, 0), next + 1))
        }
        _ => None,
    }
}

/// One past "latest year", "latest fiscal year": the last that is over.
fn latest_year(reader: &Reader, at: usize) -> Option<usize> {
    let year = if reader.word(at + 1) == "fiscal" { at + 2 } else { at + 1 };
    (reader.word(at) == "latest" && reader.word(year) == "year").then_some(year + 1)
}

/// "[fiscal] third[-]quarter", "Q3".
fn numbered_quarter(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    let mut start = at;
    while matches!(reader.word(start), "fiscal" | "-") {
        start += 1;
    }
    if reader.word(start) == "q" && reader.lexemes.is_glued(start + 1) {
        let quarter = reader.lexemes.integer(start + 1).filter(|quarter| (1..=4).contains(quarter))?;
        return Some((quarter as i8, start + 2));
    }
    let (ordinal, end) = ordinal_at(reader.lexemes, start)?;
    let mut next = reader.past_hyphen(end);
    if reader.word(next) == "fiscal" {
        next += 1;
    }
    ((1..=4).contains(&ordinal) && reader.word(next) == "quarter").then_some((ordinal as i8, next + 1))
}

fn plain_quarter(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (quarter, end) = numbered_quarter(reader, start)?;
    // "the third-quarter loss": the article belongs to the noun behind.
    if start > at && matches!(reader.word(end - 2), "-" | "‐") {
        return None;
    }
    let name = Name::Quarter(quarter);
    Some(match year_after(reader, end) {
        Some((year, end)) => (When::Within(name, Box::new(year)), end),
        None => (When::Named(name, Pick::Tense), end),
    })
}

/// "the year-ago quarter", "the year-earlier period", "the latest quarter", "the quarter", "the 1988 period".
fn year_ago_quarter(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let article = reader.word(at) == "the";
    let mut start = if article { at + 1 } else { at };
    while matches!(reader.word(start), "comparable" | "corresponding" | "same" | "like") {
        start += 1;
    }
    let hyphen = reader.past_hyphen(start + 1);
    if reader.word(start) == "year" && hyphen > start + 1 && matches!(reader.word(hyphen), "ago" | "earlier")
    {
        return year_ago(reader, at, hyphen + 1);
    }
    let noun = |at: usize| matches!(reader.word(at), "quarter" | "period");
    if let Some((year, end)) = date::plain_year(reader, start).filter(|(_, end)| article && noun(*end)) {
        return Some((When::QuarterOf(year), end + 1));
    }
    if article && reader.word(start) == "latest" && noun(start + 1) {
        return Some((When::FromText(Unit::Quarter, 0), start + 2));
    }
    if let Some(end) = year_before(reader, start + 1).filter(|_| noun(start)) {
        return Some((When::FromText(Unit::Quarter, -4), end));
    }
    let bare = article && reader.word(start) == "quarter" && reader.word(start + 1) != "of";
    bare.then_some((When::FromText(Unit::Quarter, 0), start + 1))
}

/// One past "a year ago", "of last year", "in the previous year".
fn year_before(reader: &Reader, at: usize) -> Option<usize> {
    let start = if matches!(reader.word(at), "of" | "in") { at + 1 } else { at };
    let (when, end) = longest([pointed(reader, start), counted(reader, start)])?;
    is_year_before(&when).then_some(end)
}

fn is_year_before(when: &When) -> bool {
    matches!(when, When::YearAgo | When::Shifted(Unit::Year, -1) | When::FromText(Unit::Year, -1))
}

/// What follows "year-ago": a quarter, a period, or the noun that it describes, which is left out.
fn year_ago(reader: &Reader, at: usize, next: usize) -> Option<(When, usize)> {
    let article = reader.word(at) == "the";
    if let Some((quarter, end)) = numbered_quarter(reader, next) {
        return Some((When::Within(Name::Quarter(quarter), Box::new(When::Shifted(Unit::Year, -1))), end));
    }
    if matches!(reader.word(next), "quarter" | "period") {
        return Some((When::FromText(Unit::Quarter, -4), next + 1));
    }
    (!article).then_some((When::YearAgo, next))
}

/// "the first half of 1998", "the second half of the year".
fn half(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (half, end) = match (reader.word(start), ordinal_at(reader.lexemes, start)) {
        ("last" | "latter" | "second", _) => (2, start + 1),
        ("first", _) => (1, start + 1),
        (_, Some((ordinal @ 1..=2, end))) => (ordinal as i8, end),
        _ => return None,
    };
    let next = reader.past_hyphen(end);
    if reader.word(next) != "half" || reader.word(next + 1) != "of" {
        return None;
    }
    let (year, end) = year_after(reader, next + 1).or_else(|| {
        reader.lexemes.reads(next + 2, &["the", "year"]).then_some((When::FromText(Unit::Year, 0), next + 4))
    })?;
    Some((When::Within(Name::Half(half), Box::new(year)), end))
}

/// What narrows a name down behind it: "May last year", "October of that year".
pub fn narrowed(reader: &Reader, when: When, end: usize) -> (When, usize) {
    let When::Named(
        name @ (Name::Month(_) | Name::MonthDay(..) | Name::Season(_) | Name::Quarter(_) | Name::Holiday(_)),
        Pick::Tense,
    ) = when
    else {
        return (when, end);
    };
    match year_after(reader, end) {
        Some((year, after)) => (When::Within(name, Box::new(year)), after),
        None => (when, end),
    }
}
