//! Dates by the calendar: "3 May 2024", "October", "the third quarter of 1998", "the late 1970s".

use jiff::civil::Date;

use super::expression::{Name, Pick, Reader, When, longest};
use super::names::{self, ordinal_at};
use super::value::Value;
use crate::annotate::numeral::small_cardinal;

/// Reads a date of the calendar at `at`, without modifiers before it.
pub fn read(reader: &Reader, at: usize) -> Option<(When, usize)> {
    longest([
        in_digits(reader, at),
        after_weekday(reader, at),
        month_first(reader, at),
        day_first(reader, at),
        day_before_partner(reader, at),
        day_alone(reader, at),
        fourth_of_july(reader, at),
        year(reader, at),
        year_before_christ(reader, at),
        year_in_words(reader, at),
        decade(reader, at),
        century(reader, at),
        holiday(reader, at),
    ])
}

fn exact(date: Option<Date>) -> Option<When> {
    date.map(|date| When::Exact(Value::Day(date)))
}

/// "2024-05-03", "20240503", "5/3/2024", "03.05.2024".
fn in_digits(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let lexemes = reader.lexemes;
    let number = |offset: usize| lexemes.integer(at + offset);
    let glued =
        |offsets: std::ops::Range<usize>| offsets.into_iter().all(|offset| lexemes.is_glued(at + offset));
    if lexemes.word(at).len() == 8
        && let Some(packed) = number(0)
    {
        let date = date_of(packed / 10_000, packed / 100 % 100, packed % 100)?;
        return Some((exact(Some(date))?, at + 1));
    }
    let separator = lexemes.word(at + 1);
    if separator == lexemes.word(at + 3) && glued(1..5) {
        let (first, second, third) = (number(0)?, number(2)?, number(4)?);
        let date = match separator {
            "-" if first > 1000 => date_of(first, second, third),
            "/" if first > 1000 => date_of(first, second, third),
            "/" | "-" if first > 12 => date_of(full_year(third)?, second, first),
            "/" | "-" => date_of(full_year(third)?, first, second),
            _ => None,
        };
        return Some((exact(date)?, at + 5));
    }
    // "03.05.2024" is cut as the decimal 03.05, a stop, and 2024.
    let (day, month) = lexemes.word(at).split_once('.')?;
    let year =
        number(2).filter(|year| (1900..2100).contains(year) && lexemes.word(at + 1) == "." && glued(1..3))?;
    let date = date_of(year, month.parse().ok()?, day.parse().ok()?);
    Some((exact(date)?, at + 3))
}

fn date_of(year: u32, month: u32, day: u32) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| (1000..=2100).contains(year))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn full_year(year: u32) -> Option<u32> {
    match year {
        0..=40 => Some(2000 + year),
        41..=99 => Some(1900 + year),
        1000..=2100 => Some(year),
        _ => None,
    }
}

/// "Friday, Oct. 1, 1999", "Friday the 13th"; the weekday itself without more.
fn after_weekday(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (weekday, end) = names::weekday(reader.lexemes, at)?;
    let comma = if reader.word(end) == "," { end + 1 } else { end };
    let dated = longest([month_first(reader, comma), day_first(reader, comma)]);
    if let Some((when @ (When::Named(Name::MonthDay(..), _) | When::Exact(Value::Day(_))), end)) = dated {
        return Some((when, end));
    }
    if reader.word(end) == "the"
        && let Some((day, after)) = ordinal_at(reader.lexemes, end + 1).filter(|(day, _)| *day <= 31)
    {
        return Some((When::Named(Name::Day(day as i8), Pick::Tense), after));
    }
    Some((When::Named(Name::Weekday(weekday), Pick::Tense), end))
}

/// "May 3, 2024", "May 2024", "May 3", "May".
fn month_first(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (month, end) = names::month(reader.lexemes, at)?;
    if let Some((day, after)) = day_number(reader, end) {
        let year_at = if reader.word(after) == "," { after + 1 } else { after };
        let year =
            plain_year(reader, year_at).filter(|_| year_at > after || !reader.lexemes.is_glued(year_at));
        return Some(match year {
            Some((year, end)) => (When::Exact(Value::Day(Date::new(year, month, day).ok()?)), end),
            // "March 5-9, 1918"
            None => match partner_day(reader, month, day, after) {
                Some((When::Exact(Value::Day(last)), _)) => {
                    (When::Exact(Value::Day(Date::new(last.year(), month, day).ok()?)), after)
                }
                _ => (day_of_range(reader, month, day, after)?, after),
            },
        });
    }
    let year_at = if matches!(reader.word(end), "," | "of") { end + 1 } else { end };
    if let Some((year, end)) = plain_year(reader, year_at).or_else(|| short_year(reader, year_at)) {
        return Some((When::Exact(Value::Month(year, month)), end));
    }
    if let Some((When::Exact(Value::Year(year)), end)) = year_in_words(reader, year_at) {
        return Some((When::Exact(Value::Month(year, month)), end));
    }
    let when = match year_of_range(reader, month, end) {
        Some(year) => When::Exact(Value::Month(year, month)),
        None => When::Named(Name::Month(month), Pick::Tense),
    };
    is_month(reader, at).then_some((when, end))
}

/// A day of the year, with the year that the other end of a range may give.
fn day_of_range(reader: &Reader, month: i8, day: i8, end: usize) -> Option<When> {
    Some(match year_of_range(reader, month, end) {
        Some(year) => When::Exact(Value::Day(Date::new(year, month, day).ok()?)),
        None => When::Named(Name::MonthDay(month, day), Pick::Tense),
    })
}

/// Whether a lone "May" or "March" is a month.
fn is_month(reader: &Reader, at: usize) -> bool {
    match reader.word(at) {
        "may" | "march" | "mar" | "august" => reader.tag(at).starts_with("NNP"),
        _ => true,
    }
}

/// A day of the month: "3", "3rd", "third".
fn day_number(reader: &Reader, at: usize) -> Option<(i8, usize)> {
    let (day, end) = match ordinal_at(reader.lexemes, at) {
        Some(found) => found,
        None => (reader.lexemes.integer(at).filter(|_| reader.word(at).len() < 3)?, at + 1),
    };
    let clock = matches!(reader.word(end), ":" | "a.m." | "p.m." | "am" | "pm" | "%")
        && reader.word(end) != "."
        && reader.lexemes.is_number(at);
    let month_of_hour = clock
        && (reader.word(end) != ":" || reader.lexemes.is_number(end + 1) && reader.lexemes.is_glued(end + 1));
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    (!month_of_hour).then_some((day, end))
}

/// "3 May 2024", "the 3rd of May", "3 May".
fn day_first(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (day, end) = day_number(reader, start)?;
    let of = if reader.word(end) == "of" { end + 1 } else { end };
    if of == end && ordinal_at(reader.lexemes, start).is_some_and(|_| reader.lexemes.is_word(start)) {
        return None;
    }
    let (month, end) = names::month(reader.lexemes, of)?;
    let year_at = if matches!(reader.word(end), ",") { end + 1 } else { end };
    Some(match plain_year(reader, year_at) {
        Some((year, end)) => (When::Exact(Value::Day(Date::new(year, month, day).ok()?)), end),
        None => (day_of_range(reader, month, day, end)?, end),
    })
}

/// "Fourth of July", which is a day in the United States and no ordinal.
fn fourth_of_july(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (ordinal, end) = ordinal_at(reader.lexemes, start)?;
    let (month, end) = (reader.word(end) == "of").then(|| names::month(reader.lexemes, end + 1)).flatten()?;
    let day = i8::try_from(ordinal).ok().filter(|day| (1..=31).contains(day))?;
    Some((When::Named(Name::MonthDay(month, day), Pick::Tense), end))
}

/// The day or year that a range or a pair ends with: "5" of "May 4 and 5", "16" of "1915-16". `at` is one past the
/// first date.
pub fn partner(reader: &Reader, when: &When, at: usize) -> Option<(When, usize)> {
    match when {
        When::Named(Name::MonthDay(month, day), _) => partner_day(reader, *month, *day, at),
        When::Exact(Value::Year(year)) => partner_year(reader, *year, at),
        // The year stands behind the second day and is the first one's too.
        When::Exact(Value::Day(date)) => partner_day(reader, date.month(), date.day(), at)
            .filter(|(when, _)| matches!(when, When::Exact(Value::Day(last)) if last.year() == date.year())),
        _ => None,
    }
}

fn partner_day(reader: &Reader, month: i8, first: i8, at: usize) -> Option<(When, usize)> {
    let dash = matches!(reader.word(at), "-" | "–");
    if !dash && !matches!(reader.word(at), "and" | "to" | "or") {
        return None;
    }
    let (day, end) = day_number(reader, at + 1).filter(|(day, _)| *day > first)?;
    if let Some((year, end)) = year_behind(reader, end) {
        return Some((When::Exact(Value::Day(Date::new(year, month, day).ok()?)), end));
    }
    (!is_counted(reader, end)).then_some((When::Named(Name::MonthDay(month, day), Pick::Tense), end))
}

/// The year that the other end of a range gives to a month or a day: "April" of "April and June 1955", "January 12" of
/// "January 12 to January 16, 1936". A range that runs over the turn of the year begins in the one before.
fn year_of_range(reader: &Reader, month: i8, at: usize) -> Option<i16> {
    if !matches!(reader.word(at), "and" | "to" | "or" | "through" | "until" | "-" | "–" | "—") {
        return None;
    }
    let start = if reader.word(at + 1) == "from" { at + 2 } else { at + 1 };
    let (year, last) = full_month(reader, start)?;
    Some(if month <= last { year } else { year - 1 })
}

/// Year and month of "June 1955", "January 16, 1936", "4 August 1952".
fn full_month(reader: &Reader, at: usize) -> Option<(i16, i8)> {
    let day_first = day_number(reader, at).map(|(_, end)| end);
    let (month, end) = names::month(reader.lexemes, day_first.unwrap_or(at))?;
    let day_behind = day_number(reader, end).filter(|_| day_first.is_none());
    let (year, _) = year_behind(reader, day_behind.map_or(end, |(_, end)| end))?;
    Some((year, month))
}

/// The year behind a day of the month: ", 1918".
fn year_behind(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let comma = reader.word(at) == ",";
    plain_year(reader, at + usize::from(comma)).filter(|_| comma || !reader.lexemes.is_glued(at))
}

/// Whether what follows a number is counted by it ("and 25 people") or makes it another number.
fn is_counted(reader: &Reader, end: usize) -> bool {
    let tag = reader.tag(end);
    let noun = reader.lexemes.is_word(end) && (tag.starts_with("NN") || tag.starts_with("JJ") || tag == "CD");
    noun || matches!(reader.word(end), "%" | "percent" | "per") || reader.lexemes.is_number(end)
}

fn partner_year(reader: &Reader, first: i16, at: usize) -> Option<(When, usize)> {
    let joined = first > 0 && matches!(reader.word(at), "-" | "–") && reader.lexemes.is_glued(at);
    let short = reader
        .lexemes
        .integer(at + 1)
        .filter(|_| joined && reader.lexemes.is_glued(at + 1) && reader.word(at + 1).len() == 2)?;
    let last = first - first % 100 + short as i16;
    let free = !reader.lexemes.is_glued(at + 2)
        || !reader.lexemes.is_number(at + 2) && reader.past_hyphen(at + 2) == at + 2;
    (last > first && free).then_some((When::Exact(Value::Year(last)), at + 2))
}

/// "28" of "28 and 29 August", "6" of "6-7 January 1916": a day whose month is named behind the other one.
fn day_before_partner(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (first, end) = day_number(reader, start)?;
    if !matches!(reader.word(end), "-" | "–" | "and" | "to" | "or") {
        return None;
    }
    let (_, after) = day_number(reader, end + 1).filter(|(second, _)| *second > first)?;
    let (month, after) = names::month(reader.lexemes, after).filter(|_| is_month(reader, after))?;
    let when = match year_behind(reader, after) {
        Some((year, _)) => When::Exact(Value::Day(Date::new(year, month, first).ok()?)),
        None => When::Named(Name::MonthDay(month, first), Pick::Tense),
    };
    Some((when, end))
}

/// "on the 5th": a day of the month that is told or now.
fn day_alone(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let led = matches!(reader.before(at, 1), "on" | "by" | "until" | "till" | "from" | "since" | "to");
    let digits = reader.word(at) == "the" && reader.lexemes.is_number(at + 1);
    let (day, end) = ordinal_at(reader.lexemes, at + 1).filter(|_| led && digits)?;
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    let free = !is_counted(reader, end) && !matches!(reader.word(end), "of" | "-" | "–");
    free.then_some((When::Named(Name::Day(day), Pick::Tense), end))
}

/// Four digits that can be a year, whatever stands around.
pub fn plain_year(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let year = reader.lexemes.integer(at).filter(|_| reader.word(at).len() == 4)?;
    let suffixed = reader.lexemes.is_glued(at + 1) && reader.lexemes.is_word(at + 1);
    (1000..=2100).contains(&year).then_some((year as i16, at + 1)).filter(|_| !suffixed)
}

/// "'98".
fn short_year(reader: &Reader, at: usize) -> Option<(i16, usize)> {
    let mark = matches!(reader.word(at), "'" | "’" | "‘") && !reader.lexemes.is_glued(at);
    let year = reader
        .lexemes
        .integer(at + 1)
        .filter(|_| mark && reader.lexemes.is_glued(at + 1) && reader.word(at + 1).len() == 2)?;
    let suffixed = reader.lexemes.is_glued(at + 2) && reader.lexemes.is_word(at + 2);
    (!suffixed).then_some((full_year(year)? as i16, at + 2))
}

/// "1998", "the year 2000", "fiscal 1999", "'98".
fn year(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let mut start = at;
    if reader.word(start) == "the" {
        start += 1;
    }
    let told = matches!(reader.word(start), "year" | "fiscal");
    if told {
        start += 1;
    }
    if told && reader.word(start) == "year" {
        start += 1;
    }
    if start > at && !told {
        return None;
    }
    let (year, end) = plain_year(reader, start).or_else(|| short_year(reader, start))?;
    (told || is_year(reader, start)).then_some((When::Exact(Value::Year(year)), end))
}

/// "490 BC"; of "499-493 BC" the first year too.
fn year_before_christ(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let number = |at: usize| reader.lexemes.integer(at).filter(|year| (1..=9999).contains(year));
    let year = When::Exact(Value::Year(-(number(at)? as i16)));
    if is_before_christ(reader, at + 1) {
        return Some((year, at + 2));
    }
    let joined = matches!(reader.word(at + 1), "-" | "–" | "to");
    let other = number(at + 2).filter(|_| joined && is_before_christ(reader, at + 3))?;
    (number(at)? > other).then_some((year, at + 1))
}

fn is_before_christ(reader: &Reader, at: usize) -> bool {
    matches!(reader.word(at), "bc" | "b.c." | "bce" | "b.c.e.")
}

/// Whether four digits stand for a year and not for a number of things.
fn is_year(reader: &Reader, at: usize) -> bool {
    let lexemes = reader.lexemes;
    let before = reader.before(at, 1);
    let glued_before =
        lexemes.is_glued(at) && !matches!(before, "(" | "-" | "–" | "—" | "/" | "'" | "’" | "\"" | "“" | "[");
    let money = matches!(before, "$" | "£" | "€" | "#" | "no" | "nos" | "." | ":");
    let after = reader.word(at + 1);
    let unit_follows = matches!(
        after,
        "%" | "percent"
            | "per"
            | "million"
            | "billion"
            | "km"
            | "miles"
            | "meters"
            | "metres"
            | "feet"
            | "hours"
            | "gmt"
            | "people"
            | "hectares"
            | "acres"
            | "tons"
            | "tonnes"
            | "points"
    ) || after == ":" && lexemes.is_glued(at + 1) && lexemes.is_number(at + 2);
    if glued_before || money || unit_follows {
        return false;
    }
    let Some(token) = reader.token(at) else { return false };
    let parse = reader.parse;
    let counts = parse.dep(token) == "nummod"
        && parse.head(token) > token
        && parse.tag(parse.head(token)) == "NNS"
        && !is_describing(reader, at, parse.head(token));
    let led = matches!(
        before,
        "in" | "of"
            | "since"
            | "from"
            | "by"
            | "until"
            | "till"
            | "during"
            | "before"
            | "after"
            | "through"
            | "early"
            | "late"
            | "mid"
            | "year"
            | "circa"
            | "summer"
            | "winter"
            | "spring"
            | "autumn"
            | "fall"
            | "back"
            | "fiscal"
            | "("
    ) || names::month(lexemes, at.wrapping_sub(1)).is_some();
    let recent = lexemes.integer(at).is_some_and(|year| (1900..=2040).contains(&year));
    match (recent, led) {
        (true, true) => !counts || !lexemes.is_word(at + 1) || !matches!(before, "of" | "to" | "than"),
        (true, false) => !counts || before == "the",
        (false, true) => {
            before != "of" && parse.dep(token) != "nummod" || before == "of" && parse.dep(token) == "pobj"
        }
        (false, false) => {
            matches!(before, "-" | "–" | "and" | "to") && at > 1 && plain_year(reader, at - 2).is_some()
        }
    }
}

/// Whether the number describes what another word counts or owns ("the firm's 1989 results", "1990 Orrin earnings"):
/// thousands of things are mostly written with a comma or as a round number.
fn is_describing(reader: &Reader, at: usize, head: usize) -> bool {
    let round = reader.lexemes.integer(at).is_some_and(|number| number % 100 == 0);
    let owned = reader.before(at, 1) == "s" && matches!(reader.before(at, 2), "'" | "’");
    let apart = reader.token(at).is_some_and(|token| head > token + 1);
    !round && (owned || apart)
}

/// "nineteen ninety-eight", "two thousand and four".
fn year_in_words(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.lexemes.reads(at, &["the", "year"]) { at + 2 } else { at };
    let century = match reader.word(start) {
        "nineteen" => 1900.0,
        "eighteen" => 1800.0,
        "twenty" => 2000.0,
        "two" if reader.word(start + 1) == "thousand" && start > at => {
            let rest = small_cardinal(reader.word(start + 2)).filter(|rest| *rest < 100.0);
            let (rest, end) = rest.map_or((0.0, start + 2), |rest| (rest, start + 3));
            return Some((When::Exact(Value::Year(2000 + rest as i16)), end));
        }
        _ => return None,
    };
    let tens = small_cardinal(reader.word(start + 1)).filter(|tens| *tens >= 10.0)?;
    let next = reader.past_hyphen(start + 2);
    let units = small_cardinal(reader.word(next)).filter(|units| (1.0..10.0).contains(units) && tens >= 20.0);
    let (rest, end) = units.map_or((tens, start + 2), |units| (tens + units, next + 1));
    let century_of_twenty = century < 2000.0 || tens < 20.0;
    (century_of_twenty && names::unit(reader.word(end)).is_none())
        .then_some((When::Exact(Value::Year((century + rest) as i16)), end))
}

/// "the 1970s", "'80s", "the nineties".
fn decade(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let lexemes = reader.lexemes;
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    if let Some(tens) = decade_word(reader.word(start))
        .filter(|_| start > at || matches!(reader.before(at, 1), "-" | "early" | "late" | "mid" | "the"))
    {
        return Some((When::Exact(Value::Decade(190 + tens)), start + 1));
    }
    let mark = matches!(reader.word(start), "'" | "’" | "‘");
    let number_at = if mark { start + 1 } else { start };
    let number = lexemes.integer(number_at)?;
    let plural = |at: usize| reader.word(at) == "s" && lexemes.is_glued(at);
    let end = if plural(number_at + 1) { number_at + 2 } else { reader.past_possessive(number_at + 1)? };
    let digits = reader.word(number_at).len();
    match (digits, mark) {
        (4, false) if number % 10 == 0 && (1000..=2100).contains(&number) => {
            Some((When::Exact(Value::Decade((number / 10) as i16)), end))
        }
        (2, true) if number % 10 == 0 && lexemes.is_glued(number_at) => {
            Some((When::Exact(Value::Decade((full_year(number)? / 10) as i16)), end))
        }
        _ => None,
    }
}

fn decade_word(word: &str) -> Option<i16> {
    Some(match word {
        "twenties" => 2,
        "thirties" => 3,
        "forties" => 4,
        "fifties" => 5,
        "sixties" => 6,
        "seventies" => 7,
        "eighties" => 8,
        "nineties" => 9,
        _ => return None,
    })
}

/// "the 20th century", "18th-century".
fn century(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let (ordinal, end) = ordinal_at(reader.lexemes, start)?;
    let next = reader.past_hyphen(end);
    // "the 19th and 20th centuries"
    if matches!(reader.word(end), "and" | "to" | "or")
        && let Some((last, after)) = ordinal_at(reader.lexemes, end + 1)
        && reader.word(after) == "centuries"
        && (1..last).contains(&ordinal)
        && last <= 22
    {
        return Some((When::Exact(Value::Century(ordinal as i16 - 1)), end));
    }
    let plausible = (1..=22).contains(&ordinal) && matches!(reader.word(next), "century" | "centuries");
    let century = ordinal as i16 - 1;
    if century > 0 && is_before_christ(reader, next + 1) {
        return plausible.then_some((When::Exact(Value::Century(-century)), next + 2));
    }
    plausible.then_some((When::Exact(Value::Century(century)), next + 1))
}

fn holiday(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (holiday, end) = names::holiday(reader.lexemes, at)?;
    Some(match plain_year(reader, end) {
        Some((year, after)) => (When::Exact(Value::Day(holiday.in_year(year)?)), after),
        None => (When::Named(Name::Holiday(holiday), Pick::Tense), end),
    })
}
