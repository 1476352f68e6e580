//! Dates as reports and pages write them.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use crate::days::MONTHS;
use crate::report::Stamp;

/// The day, and the moment where it is told, that a field such as `2026-03-02T10:15:00+01:00`, `Mon, 02 Mar 2026
/// 10:15:00 GMT`, `March 2, 2026` or `2 Mar 2026` names. `None` where it names none or more than one day could be
/// meant (`3/4/2026`).
///
/// ```
/// use variorum::extract::date::parse;
/// let stamp = parse("2026-03-02T00:30:00+01:00").unwrap();
/// assert_eq!(stamp.date.to_string(), "2026-03-02");
/// assert_eq!(stamp.utc.unwrap().0.to_string(), "2026-03-01");
/// assert_eq!(parse("3/4/2026"), None);
/// ```
pub fn parse(field: &str) -> Option<Stamp> {
    let (stamp, _) = find(field, 12)?;
    Some(stamp)
}

/// A day that a text begins with, after at most the words of an update stamp (“Published”, “Last updated on”) and a
/// day of the week; and how many bytes of the text say so.
///
/// ```
/// use variorum::extract::date::at_start;
/// let (stamp, length) = at_start("Published November 26 2017 Air strikes").unwrap();
/// assert_eq!((stamp.date.to_string().as_str(), length), ("2017-11-26", 26));
/// assert!(at_start("The fire of March 2, 2026 was").is_none());
/// ```
pub fn at_start(text: &str) -> Option<(Stamp, usize)> {
    let tokens = tokens(text);
    let lead = tokens.iter().take_while(|token| is_lead(token)).count();
    let (stamp, used) = day(&tokens[lead..])?;
    let (stamp, used) = with_time(stamp, &tokens[lead..], used);
    Some((stamp, tokens[lead + used - 1].end))
}

/// The day in the path of an address: `/2026/03/02/`, `/2026/mar/02/`, `2026-03-02` or `20260302`.
///
/// ```
/// use variorum::extract::date::in_address;
/// assert_eq!(in_address("https://example.org/world/2026/mar/02/flood").unwrap().to_string(), "2026-03-02");
/// assert_eq!(in_address("https://example.org/2026/03/flood-20"), None);
/// ```
pub fn in_address(address: &str) -> Option<Date> {
    let path = address.split_once("://").map_or(address, |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let compact = parts.iter().filter(|part| part.len() == 8).find_map(|part| compact_day(part));
    let parted = parts.windows(3).find_map(|part| {
        let month = part[1].parse().ok().filter(|_| part[1].len() <= 2).or_else(|| month(part[1]))?;
        (part[0].len() == 4 && part[2].len() <= 2).then_some(())?;
        date(part[0].parse().ok()?, month, part[2].parse().ok()?)
    });
    parted.or(compact)
}

/// A day as a report would name it, within the first `reach` tokens of a field.
fn find(field: &str, reach: usize) -> Option<(Stamp, usize)> {
    let tokens = tokens(field);
    (0..tokens.len().min(reach)).find_map(|start| {
        let (stamp, used) = day(&tokens[start..])?;
        Some(with_time(stamp, &tokens[start..], used))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Word,
    Mark,
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
    end: usize,
}

/// Numbers, words and marks; enough of a long text to hold a date.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let same = |character: char| match () {
            () if first.is_ascii_digit() => character.is_ascii_digit(),
            () if first.is_alphabetic() => character.is_alphabetic(),
            () => false,
        };
        let mut end = start + first.len_utf8();
        while let Some((place, character)) = rest.next_if(|(_, character)| same(*character)) {
            end = place + character.len_utf8();
        }
        let kind = match () {
            () if first.is_ascii_digit() => Kind::Number,
            () if first.is_alphabetic() => Kind::Word,
            () => Kind::Mark,
        };
        tokens.push(Token { kind, text: &text[start..end], end });
        if tokens.len() == 40 {
            break;
        }
    }
    tokens
}

fn is_lead(token: &Token) -> bool {
    const WORDS: [&str; 14] = [
        "published",
        "updated",
        "last",
        "first",
        "posted",
        "modified",
        "created",
        "date",
        "on",
        "at",
        "edited",
        "of",
        "issued",
        "released",
    ];
    match token.kind {
        Kind::Word => {
            let word = token.text.to_lowercase();
            WORDS.contains(&word.as_str()) || is_weekday(&word)
        }
        Kind::Mark => ":,.|-–—•·(".contains(token.text),
        Kind::Number => false,
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    DAYS.iter().any(|day| *day == word || word.len() >= 3 && word.len() <= 5 && day.starts_with(word))
}

/// The day that the tokens begin with, and how many of them say so.
fn day(tokens: &[Token]) -> Option<(Stamp, usize)> {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text);
    let number = |index: usize| {
        tokens
            .get(index)
            .filter(|token| token.kind == Kind::Number && token.text.len() <= 4)?
            .text
            .parse::<i16>()
            .ok()
    };
    let year = |index: usize| number(index).filter(|_| text(index).len() == 4);
    // A comma or a full stop may stand between the parts of a written date.
    let past_mark = |index: usize| index + usize::from(matches!(text(index), "," | "."));
    if let Some(date) =
        tokens.first().filter(|token| token.text.len() == 8).and_then(|token| compact_day(token.text))
    {
        return Some((Stamp::day(date), 1));
    }
    if let (Some(first), mark @ ("-" | "/" | "."), Some(second), Some(third)) =
        (number(0), text(1), number(2), number(4))
        && text(3) == mark
    {
        return numeric_day(text(0).len(), first, second, third, text(4).len())
            .map(|date| (Stamp::day(date), 5));
    }
    if let Some(month) = month(text(0)) {
        let at_day = past_mark(1);
        let day = number(at_day).filter(|_| text(at_day).len() <= 2)?;
        let after = at_day + 1 + usize::from(is_ordinal(text(at_day + 1)));
        let at_year = past_mark(after);
        return Some((Stamp::day(date(year(at_year)?, month, day)?), at_year + 1));
    }
    let day = number(0).filter(|_| text(0).len() <= 2)?;
    let mut at = 1 + usize::from(is_ordinal(text(1)));
    at += usize::from(matches!(text(at), "of" | "de" | "-" | "."));
    let month = month(text(at))?;
    at = past_mark(at + 1);
    at += usize::from(matches!(text(at), "de" | "-"));
    Some((Stamp::day(date(year(at)?, month, day)?), at + 1))
}

/// Reads `2026-3-2`, `2/13/2026` and `13/2/2026`; where day and month could be each other there is no answer.
fn numeric_day(
    first_length: usize,
    first: i16,
    second: i16,
    third: i16,
    third_length: usize,
) -> Option<Date> {
    match (first_length, third_length) {
        (4, 1 | 2) => date(first, second, third),
        (1 | 2, 4) if first > 12 => date(third, second, first),
        (1 | 2, 4) if second > 12 || first == second => date(third, first, second),
        _ => None,
    }
}

fn compact_day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    date(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?)
}

/// The world wide web and the archives of newspapers: nothing else is a year of publication.
fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    (1700..2200).contains(&year).then_some(())?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn is_ordinal(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th")
}

/// The number of a month from its English name or the short form of it.
fn month(name: &str) -> Option<i16> {
    let name = name.to_lowercase();
    let short = name == "sept" || name.len() == 3;
    let at = MONTHS.iter().position(|month| *month == name || short && month.starts_with(&name[..3]))?;
    i16::try_from(at + 1).ok()
}

/// Adds the time of day that follows a day, if it names its zone.
fn with_time(stamp: Stamp, tokens: &[Token], used: usize) -> (Stamp, usize) {
    let skipped =
        tokens[used..].iter().take_while(|token| matches!(token.text, "T" | "," | "at" | "|" | "-")).count();
    let start = used + skipped;
    let Some((time, time_used)) = time_of_day(&tokens[start..]) else { return (stamp, used) };
    let after = start + time_used;
    let Some((minutes, zone_used)) = zone(&tokens[after..]) else { return (stamp, after) };
    let moment = stamp.date.to_datetime(time).checked_sub(i64::from(minutes).minutes());
    let utc = moment.ok().map(|moment| (moment.date(), moment.time()));
    (Stamp { utc, ..stamp }, after + zone_used)
}

/// Reads `10:15`, `10:15:30.5` and `10:15 p.m.`.
fn time_of_day(tokens: &[Token]) -> Option<(Time, usize)> {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text);
    let number = |index: usize| -> Option<i8> { text(index).parse().ok() };
    let (mut hour, minute) = (number(0)?, number(2).filter(|_| text(1) == ":")?);
    let mut used = 3;
    let mut second = 0;
    if let (":", Some(number)) = (text(used), number(used + 1)) {
        second = number;
        used += 2;
    }
    if text(used) == "." && tokens.get(used + 1).is_some_and(|token| token.kind == Kind::Number) {
        used += 2;
    }
    let half = text(used).to_lowercase();
    if matches!(half.as_str(), "a" | "p" | "am" | "pm") {
        hour = hour % 12 + if half.starts_with('p') { 12 } else { 0 };
        used += match text(used + 1) {
            "." if text(used + 2).eq_ignore_ascii_case("m") => 3 + usize::from(text(used + 3) == "."),
            _ => 1,
        };
    }
    Some((Time::new(hour, minute, second, 0).ok()?, used))
}

/// Minutes that a zone is ahead of UTC: `Z`, `+01:00`, `-0500`, `GMT`, `EST`.
fn zone(tokens: &[Token]) -> Option<(i32, usize)> {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text);
    if let sign @ ("+" | "-" | "−") = text(0) {
        let digits = tokens.get(1).filter(|token| token.kind == Kind::Number)?.text;
        let (hours, minutes, used): (i32, i32, usize) = match (digits.len(), text(2)) {
            (4, _) => (digits[..2].parse().ok()?, digits[2..].parse().ok()?, 2),
            (2, ":") => (digits.parse().ok()?, text(3).parse().ok()?, 4),
            (1 | 2, _) => (digits.parse().ok()?, 0, 2),
            _ => return None,
        };
        let minutes = hours * 60 + minutes;
        return (minutes <= 14 * 60).then_some((if sign == "+" { minutes } else { -minutes }, used));
    }
    // Names that mean one zone in the news; IST, for one, means three.
    let hours = match text(0) {
        "Z" | "GMT" | "UTC" | "WET" => 0,
        "BST" | "CET" => 1,
        "CEST" | "EET" | "SAST" => 2,
        "EEST" | "MSK" => 3,
        "EDT" => -4,
        "EST" | "CDT" => -5,
        "CST" | "MDT" => -6,
        "MST" | "PDT" => -7,
        "PST" => -8,
        "JST" | "KST" => 9,
        "AEST" => 10,
        "AEDT" => 11,
        _ => return None,
    };
    Some((hours * 60, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stamp: Option<Stamp>) -> String {
        match stamp {
            None => "none".to_owned(),
            Some(Stamp { date, utc: None }) => date.to_string(),
            Some(Stamp { date, utc: Some((day, time)) }) => format!("{date} = {day} {time}"),
        }
    }

    #[test]
    fn fields_of_many_forms() {
        for (field, expected) in [
            ("2026-03-02", "2026-03-02"),
            ("2026-03-02T10:15:00Z", "2026-03-02 = 2026-03-02 10:15:00"),
            ("2026-03-02T10:15:00.123+05:30", "2026-03-02 = 2026-03-02 04:45:00"),
            ("2026-03-02T22:15:00-0500", "2026-03-02 = 2026-03-03 03:15:00"),
            ("2026-03-02 10:15:00", "2026-03-02"),
            ("20260302", "2026-03-02"),
            ("2026/3/2", "2026-03-02"),
            ("Mon, 02 Mar 2026 10:15:00 GMT", "2026-03-02 = 2026-03-02 10:15:00"),
            ("Monday, March 2nd, 2026 at 11:45 p.m. EST", "2026-03-02 = 2026-03-03 04:45:00"),
            ("2 Sept. 2026", "2026-09-02"),
            ("Updated: 2 March 2026, 12:05 am UTC", "2026-03-02 = 2026-03-02 00:05:00"),
            ("8/15/2016", "2016-08-15"),
            ("15.8.2016", "2016-08-15"),
            ("3/4/2026", "none"),
            ("31 February 2026", "none"),
            ("2026", "none"),
            ("Mar 2", "none"),
            ("yesterday", "none"),
            ("", "none"),
        ] {
            assert_eq!(shown(parse(field)), expected, "{field}");
        }
    }

    #[test]
    fn only_a_text_that_begins_with_a_day_is_dated_by_it() {
        for (text, expected) in [
            ("August 12 2016 Militants were", Some("August 12 2016")),
            ("Wed Aug 3 2016 Town hit", Some("Wed Aug 3 2016")),
            (
                "Last updated on: 5 May 2026 18:20 GMT. More soon",
                Some("Last updated on: 5 May 2026 18:20 GMT"),
            ),
            ("May 03, 2013", Some("May 03, 2013")),
            ("May 3 was a day of", None),
            ("On 12 August 2016 militants", Some("On 12 August 2016")),
            ("In 2016, 12 August", None),
        ] {
            assert_eq!(at_start(text).map(|(_, length)| &text[..length]), expected, "{text}");
        }
    }

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("https://a.example/2026/03/02/flood", Some("2026-03-02")),
            ("https://a.example/flood-2026-3-2.html", Some("2026-03-02")),
            ("https://a.example/news/20260302/flood", Some("2026-03-02")),
            ("https://a.example/news?date=2026-03-02", None),
            ("https://a.example/12345678/flood", None),
        ] {
            assert_eq!(in_address(address).map(|date| date.to_string()).as_deref(), expected, "{address}");
        }
    }
}
