//! Times of day: "3 p.m. EST Friday", "10:30", "ten past four", "noon", "1430 GMT", "Friday night", "this morning".

use super::expression::{Expression, Name, Pick, Reader, What, When, longest};
use super::names;
use super::value::Unit;
use super::{date, relative};
use crate::annotate::numeral::small_cardinal;

const ZONES: &[&str] = &[
    "gmt", "utc", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "pt", "bst", "cet",
    "cest", "ist", "jst", "msk", "hkt", "sgt", "aest", "eet", "eest", "z",
];

/// Reads a time of day at `at`, with the day where it stands beside.
pub fn read(reader: &Reader, at: usize) -> Option<Expression> {
    let found = longest([clock(reader, at), part(reader, at), night_of_day(reader, at)])?;
    let ((day, clock), end) = found;
    Some(Expression { start: at, end, what: What::Clock(day, clock), modifier: None })
}

/// The day, where it is named, and the time.
type Reading = ((Option<When>, String), usize);

fn clock(reader: &Reader, at: usize) -> Option<Reading> {
    let ((hour, minute), end) = longest([
        digital(reader, at),
        hourly(reader, at),
        spoken(reader, at),
        named(reader, at),
        military(reader, at),
    ])?;
    let mut value = format!("T{hour:02}:{minute:02}");
    let mut end = end;
    let zone_at = if reader.lexemes.reads(end, &["local", "time"]) {
        end += 2;
        end
    } else if reader.word(end) == "(" {
        end + 1
    } else {
        end
    };
    if ZONES.contains(&reader.word(zone_at))
        && !reader.lexemes.written(zone_at).starts_with(char::is_lowercase)
    {
        if matches!(reader.word(zone_at), "gmt" | "utc" | "z") {
            value.push('Z');
        }
        end = if zone_at > end { zone_at + 2 } else { zone_at + 1 };
    }
    // "10 a.m., Monday", "10 a.m. on Monday"
    let joint = if matches!(reader.word(end), "," | "on") { end + 1 } else { end };
    if let Some(((Some(day), _), end)) = night_of_day(reader, joint) {
        return Some(((Some(day), value), end));
    }
    match day(reader, joint) {
        Some((day, end)) => Some(((Some(day), value), end)),
        None => Some(((day_behind_brackets(reader, end), value), end)),
    }
}

/// The day of "6:30 p.m. local time (2230 GMT) on Wednesday".
fn day_behind_brackets(reader: &Reader, at: usize) -> Option<When> {
    let closed = (at + 1..at + 7).find(|&at| reader.word(at) == ")").filter(|_| reader.word(at) == "(")?;
    let joint = if matches!(reader.word(closed + 1), "," | "on") { closed + 2 } else { closed + 1 };
    Some(day(reader, joint)?.0)
}

/// A day that a time of day may stand beside.
fn day(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (when, end) = longest([date::read(reader, at), relative::read(reader, at)])?;
    let is_day = matches!(
        when,
        When::Named(Name::Weekday(_) | Name::MonthDay(..) | Name::Holiday(_), _)
            | When::Shifted(Unit::Day, _)
            | When::Exact(super::value::Value::Day(_))
    );
    is_day.then_some((when, end))
}

/// Adds twelve for the afternoon; `None` for an hour that no clock shows.
fn on_clock(hour: u32, minute: u32, half: Option<Half>) -> Option<(u32, u32)> {
    let hour = match half {
        Some(Half::Morning) if hour == 12 => 0,
        Some(Half::Evening) if hour < 12 => hour + 12,
        _ => hour,
    };
    (hour < 25 && minute < 60).then_some((hour, minute))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    Morning,
    Evening,
}

fn half(reader: &Reader, at: usize) -> Option<(Half, usize)> {
    let half = match reader.word(at) {
        "a.m." | "am" | "a.m" => Half::Morning,
        "p.m." | "pm" | "p.m" => Half::Evening,
        "in" if reader.lexemes.reads(at, &["in", "the", "morning"]) => return Some((Half::Morning, at + 3)),
        "in" if reader.lexemes.reads(at, &["in", "the", "afternoon"])
            || reader.lexemes.reads(at, &["in", "the", "evening"]) =>
        {
            return Some((Half::Evening, at + 3));
        }
        "at" if reader.lexemes.reads(at, &["at", "night"]) => return Some((Half::Evening, at + 2)),
        _ => return None,
    };
    Some((half, at + 1))
}

/// "10:30", "10:30:15 p.m.", "4.45pm".
fn digital(reader: &Reader, at: usize) -> Option<((u32, u32), usize)> {
    let lexemes = reader.lexemes;
    if let Some((hour, minute)) = reader.word(at).split_once('.') {
        let (half, end) = half(reader, at + 1).filter(|_| minute.len() == 2)?;
        return Some((on_clock(hour.parse().ok()?, minute.parse().ok()?, Some(half))?, end));
    }
    let hour = lexemes.integer(at).filter(|_| reader.word(at).len() < 3)?;
    let minute = lexemes.integer(at + 2).filter(|_| {
        reader.word(at + 1) == ":"
            && lexemes.is_glued(at + 1)
            && lexemes.is_glued(at + 2)
            && reader.word(at + 2).len() == 2
    })?;
    let mut end = at + 3;
    if reader.word(end) == ":" && lexemes.is_number(end + 1) && lexemes.is_glued(end + 1) {
        end += 2;
    }
    let half = half(reader, end);
    let end = half.map_or(end, |(_, end)| end);
    Some((on_clock(hour, minute, half.map(|(half, _)| half))?, end))
}

/// "3 p.m.", "three o'clock", "5 in the morning".
fn hourly(reader: &Reader, at: usize) -> Option<((u32, u32), usize)> {
    let hour =
        reader.lexemes.integer(at).or_else(|| small_cardinal(reader.word(at)).map(|hour| hour as u32))?;
    if hour > 24 || reader.word(at).len() > 2 && reader.lexemes.is_number(at) {
        return None;
    }
    let mut end = at + 1;
    let o_clock = matches!(reader.word(end), "o'clock" | "o’clock");
    if o_clock {
        end += 1;
    }
    match half(reader, end) {
        Some((half, end)) if hour > 0 => Some((on_clock(hour, 0, Some(half))?, end)),
        _ => o_clock.then_some(((hour, 0), end)),
    }
}

/// "ten past four", "half past three in the morning", "a quarter to six": minutes before or after the hour.
fn spoken(reader: &Reader, at: usize) -> Option<((u32, u32), usize)> {
    let (minutes, end) = spoken_minutes(reader, at)?;
    let after = match reader.word(end) {
        "past" => true,
        // "five to six ships" is a range.
        "to" if matches!(reader.before(at, 1), "at" | "by" | "until" | "around" | "before" | "after") => {
            false
        }
        _ => return None,
    };
    let (hour, end) = match reader.word(end + 1) {
        "midnight" => (24, end + 2),
        "noon" | "midday" => (12, end + 2),
        word => {
            let hour = reader.lexemes.integer(end + 1).or_else(|| Some(small_cardinal(word)? as u32))?;
            (Some(hour).filter(|hour| (1..=12).contains(hour))?, end + 2)
        }
    };
    let half = half(reader, end);
    let end = half.map_or(end, |(_, end)| end);
    let (hour, _) = on_clock(hour, 0, half.map(|(half, _)| half))?;
    Some((if after { (hour % 24, minutes) } else { ((hour + 23) % 24, 60 - minutes) }, end))
}

/// The minutes of a time that is spoken, below sixty and above none.
fn spoken_minutes(reader: &Reader, at: usize) -> Option<(u32, usize)> {
    let start = if reader.word(at) == "a" && reader.word(at + 1) == "quarter" { at + 1 } else { at };
    match reader.word(start) {
        "quarter" => return Some((15, start + 1)),
        "half" => return Some((30, start + 1)),
        _ => {}
    }
    let (minutes, end) = match reader.lexemes.integer(start) {
        Some(minutes) => (minutes, start + 1),
        None => {
            let tens = small_cardinal(reader.word(start))? as u32;
            let next = reader.past_hyphen(start + 1);
            match small_cardinal(reader.word(next)).filter(|ones| tens >= 20 && *ones < 10.0) {
                Some(ones) => (tens + ones as u32, next + 1),
                None => (tens, start + 1),
            }
        }
    };
    let end = if matches!(reader.word(end), "minutes" | "minute") { end + 1 } else { end };
    (1..60).contains(&minutes).then_some((minutes, end))
}

/// "noon", "midnight".
fn named(reader: &Reader, at: usize) -> Option<((u32, u32), usize)> {
    match reader.word(at) {
        "noon" | "midday" | "noontime" => Some(((12, 0), at + 1)),
        "midnight" => Some(((24, 0), at + 1)),
        _ => None,
    }
}

/// "1430 GMT".
fn military(reader: &Reader, at: usize) -> Option<((u32, u32), usize)> {
    let packed = reader.lexemes.integer(at).filter(|_| reader.word(at).len() == 4)?;
    let zoned = matches!(reader.word(at + 1), "gmt" | "utc" | "hours" | "hrs");
    let clock = on_clock(packed / 100, packed % 100, None)?;
    zoned.then_some((clock, if matches!(reader.word(at + 1), "hours" | "hrs") { at + 2 } else { at + 1 }))
}

/// "this morning", "last night", "tonight", "overnight", "the afternoon".
fn part(reader: &Reader, at: usize) -> Option<Reading> {
    let today = |by: i32, part: &str, end: usize| {
        Some(((Some(When::Shifted(Unit::Day, by)), format!("T{part}")), end))
    };
    let word = reader.word(at);
    if word == "tonight" {
        return today(0, "NI", at + 1);
    }
    if word == "overnight" {
        return Some(((None, "TNI".to_owned()), at + 1));
    }
    if let Some(reading) = neighbouring_part(reader, at) {
        return Some(reading);
    }
    let middle = if reader.word(at + 1) == "mid" { reader.past_hyphen(at + 2) } else { at + 1 };
    let (part, end) = names::part_of_day(reader.word(middle)).map(|part| (part, middle + 1))?;
    match word {
        "mid" if reader.before(at, 1) == "by" => {
            let part_at = reader.past_hyphen(at + 1);
            let part = names::part_of_day(reader.word(part_at))?;
            Some(((None, format!("T{part}")), part_at + 1))
        }
        "last" if part == "NI" || part == "EV" => today(-1, part, end),
        "this" => today(0, part, end),
        "that" | "same" => Some(((Some(When::FromText(Unit::Day, 0)), format!("T{part}")), end)),
        "the" if matches!(reader.before(at, 1), "in" | "during" | "of" | "by" | "into" | "for") => {
            Some(((None, format!("T{part}")), end))
        }
        _ => None,
    }
}

/// "the next morning", "the following night", "the previous evening".
fn neighbouring_part(reader: &Reader, at: usize) -> Option<Reading> {
    let by = match (reader.word(at), reader.word(at + 1)) {
        ("the", "next" | "following") => 1,
        ("the", "previous" | "preceding") => -1,
        _ => return None,
    };
    let part = names::part_of_day(reader.word(at + 2))?;
    Some(((Some(When::FromText(Unit::Day, by)), format!("T{part}")), at + 3))
}

/// "Friday night", "yesterday afternoon", "late Monday evening", "the morning of May 3".
fn night_of_day(reader: &Reader, at: usize) -> Option<Reading> {
    if let Some((day, end)) = day(reader, at) {
        let middle = if reader.word(end) == "mid" { reader.past_hyphen(end + 1) } else { end };
        let part = names::part_of_day(reader.word(middle)).filter(|_| reader.word(middle) != "overnight")?;
        return Some(((Some(day), format!("T{part}")), middle + 1));
    }
    let start = if matches!(reader.word(at), "the" | "mid") { reader.past_hyphen(at + 1) } else { at };
    let part = names::part_of_day(reader.word(start))?;
    // "the night of 8 February 1904"
    if start > at && reader.word(start + 1) == "of" {
        let (day, end) = day(reader, start + 2)?;
        return Some(((Some(day), format!("T{part}")), end));
    }
    let (day, end) = day(reader, start + 1)?;
    matches!(day, When::Named(Name::Weekday(_), Pick::Tense) | When::Shifted(Unit::Day, _))
        .then_some(((Some(day), format!("T{part}")), end))
}
