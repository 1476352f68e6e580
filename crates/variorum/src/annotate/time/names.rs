//! The words of the calendar: months, days of the week, seasons, units, parts of the day, holidays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::value::{Season, Unit};
use crate::annotate::lexeme::Lexemes;
use crate::days::{MONTHS, WEEKDAYS};

const SHORT_MONTHS: [&str; 13] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "sept"];

const SHORT_WEEKDAYS: [(&str, Weekday); 10] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("tues", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("weds", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("thur", Weekday::Thursday),
    ("thurs", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
];

/// The month named at `at`, 1 to 12, and one past its last lexeme ("Oct." with its full stop).
///
/// Written in small letters only months that are no other word count.
pub fn month(lexemes: &Lexemes, at: usize) -> Option<(i8, usize)> {
    let word = lexemes.word(at);
    let capital = lexemes.is_capitalised(at);
    if let Some(index) = MONTHS.iter().position(|month| *month == word) {
        let ambiguous = matches!(word, "may" | "march" | "august");
        return (capital || !ambiguous).then_some((index as i8 + 1, at + 1));
    }
    let index = SHORT_MONTHS.iter().position(|month| *month == word).filter(|_| capital)?;
    let stop = lexemes.word(at + 1) == "." && lexemes.is_glued(at + 1);
    let next = if stop { at + 2 } else { at + 1 };
    // "Mar" and "Dec" without a stop need a number beside them.
    let number = lexemes.is_number(next) || at > 0 && lexemes.is_number(at - 1);
    (stop && !ends_sentence(lexemes, next) || number)
        .then_some(((index % 12 + if index == 12 { 9 } else { 1 }) as i8, next))
}

fn ends_sentence(lexemes: &Lexemes, at: usize) -> bool {
    lexemes.word(at).is_empty()
}

/// The day of the week named at `at`.
pub fn weekday(lexemes: &Lexemes, at: usize) -> Option<(Weekday, usize)> {
    let word = lexemes.word(at);
    if let Some((_, day)) = WEEKDAYS.iter().find(|(name, _)| *name == word) {
        return Some((*day, at + 1));
    }
    let (_, day) =
        SHORT_WEEKDAYS.iter().find(|(name, _)| *name == word).filter(|_| lexemes.is_capitalised(at))?;
    let stop = lexemes.word(at + 1) == "." && lexemes.is_glued(at + 1);
    let next = if stop { at + 2 } else { at + 1 };
    let comma = if lexemes.word(next) == "," { next + 1 } else { next };
    let dated = month(lexemes, comma).is_some() || lexemes.is_number(comma);
    (stop || dated).then_some((*day, next))
}

/// The day of the week in the plural ("Sundays").
pub fn weekdays(lexemes: &Lexemes, at: usize) -> Option<Weekday> {
    let word = lexemes.word(at).strip_suffix('s')?;
    WEEKDAYS.iter().find(|(name, _)| *name == word).map(|(_, day)| *day)
}

/// The season named by `word`.
pub fn season(word: &str) -> Option<Season> {
    Some(match word {
        "spring" => Season::Spring,
        "summer" => Season::Summer,
        "autumn" | "fall" => Season::Autumn,
        "winter" => Season::Winter,
        _ => return None,
    })
}

/// The unit named by `word`, and whether it is in the plural.
pub fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "second" | "sec" => (Unit::Second, false),
        "seconds" | "secs" => (Unit::Second, true),
        "minute" | "min" => (Unit::Minute, false),
        "minutes" | "mins" => (Unit::Minute, true),
        "hour" | "hr" => (Unit::Hour, false),
        "hours" | "hrs" => (Unit::Hour, true),
        "day" => (Unit::Day, false),
        "days" => (Unit::Day, true),
        "night" => (Unit::Night, false),
        "nights" => (Unit::Night, true),
        "week" => (Unit::Week, false),
        "weeks" => (Unit::Week, true),
        "weekend" => (Unit::Weekend, false),
        "weekends" => (Unit::Weekend, true),
        "fortnight" => (Unit::Fortnight, false),
        "fortnights" => (Unit::Fortnight, true),
        "month" => (Unit::Month, false),
        "months" => (Unit::Month, true),
        "quarter" => (Unit::Quarter, false),
        "quarters" => (Unit::Quarter, true),
        "year" | "yr" => (Unit::Year, false),
        "years" | "yrs" => (Unit::Year, true),
        "decade" => (Unit::Decade, false),
        "decades" => (Unit::Decade, true),
        "century" => (Unit::Century, false),
        "centuries" => (Unit::Century, true),
        _ => {
            return season(word)
                .map(|season| (Unit::Season(season), false))
                .or_else(|| season(word.strip_suffix('s')?).map(|season| (Unit::Season(season), true)));
        }
    })
}

/// The TIMEX3 code of a part of the day.
pub fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" | "dawn" | "mid-morning" => "MO",
        "afternoon" => "AF",
        "evening" | "dusk" => "EV",
        "night" | "overnight" => "NI",
        "daytime" => "DT",
        _ => return None,
    })
}

/// The place in its row that an ordinal names: 1 for "first".
pub fn ordinal(word: &str) -> Option<u32> {
    const ORDINALS: [&str; 31] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first",
    ];
    ORDINALS.iter().position(|ordinal| *ordinal == word).map(|index| index as u32 + 1)
}

/// An ordinal in words or digits ("third", "3rd", "twenty-first") at `at`, and one past its last lexeme.
pub fn ordinal_at(lexemes: &Lexemes, at: usize) -> Option<(u32, usize)> {
    if let Some(number) = lexemes.integer(at) {
        let suffix = matches!(lexemes.word(at + 1), "st" | "nd" | "rd" | "th") && lexemes.is_glued(at + 1);
        return suffix.then_some((number, at + 2));
    }
    if matches!(lexemes.word(at), "twenty" | "thirty") && lexemes.word(at + 1) == "-" {
        let whole = format!("{}-{}", lexemes.word(at), lexemes.word(at + 2));
        return ordinal(&whole).map(|number| (number, at + 3));
    }
    ordinal(lexemes.word(at)).map(|number| (number, at + 1))
}

/// A day of the year that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holiday {
    /// The same day every year.
    Fixed(i8, i8),
    /// The nth such weekday of a month; -1 is the last.
    Nth(i8, Weekday, i8),
    /// So many days after Easter Sunday, in the Western reckoning.
    Easter(i32),
    /// The Tuesday after the first Monday of November, in the United States.
    ElectionDay,
}

/// Names of holidays, longest first where one begins another.
const HOLIDAYS: &[(&[&str], Holiday)] = &[
    (&["new", "year", "'", "s", "day"], Holiday::Fixed(1, 1)),
    (&["new", "year", "’", "s", "day"], Holiday::Fixed(1, 1)),
    (&["new", "year", "'", "s", "eve"], Holiday::Fixed(12, 31)),
    (&["new", "year", "’", "s", "eve"], Holiday::Fixed(12, 31)),
    (&["christmas", "eve"], Holiday::Fixed(12, 24)),
    (&["christmas", "day"], Holiday::Fixed(12, 25)),
    (&["christmas"], Holiday::Fixed(12, 25)),
    (&["boxing", "day"], Holiday::Fixed(12, 26)),
    (&["valentine", "'", "s", "day"], Holiday::Fixed(2, 14)),
    (&["valentine", "’", "s", "day"], Holiday::Fixed(2, 14)),
    (&["st", ".", "patrick", "'", "s", "day"], Holiday::Fixed(3, 17)),
    (&["st", ".", "patrick", "’", "s", "day"], Holiday::Fixed(3, 17)),
    (&["may", "day"], Holiday::Fixed(5, 1)),
    (&["juneteenth"], Holiday::Fixed(6, 19)),
    (&["fourth", "of", "july"], Holiday::Fixed(7, 4)),
    (&["independence", "day"], Holiday::Fixed(7, 4)),
    (&["bastille", "day"], Holiday::Fixed(7, 14)),
    (&["halloween"], Holiday::Fixed(10, 31)),
    (&["all", "saints", "'", "day"], Holiday::Fixed(11, 1)),
    (&["armistice", "day"], Holiday::Fixed(11, 11)),
    (&["veterans", "day"], Holiday::Fixed(11, 11)),
    (&["martin", "luther", "king", "day"], Holiday::Nth(1, Weekday::Monday, 3)),
    (&["presidents", "day"], Holiday::Nth(2, Weekday::Monday, 3)),
    (&["memorial", "day"], Holiday::Nth(5, Weekday::Monday, -1)),
    (&["labor", "day"], Holiday::Nth(9, Weekday::Monday, 1)),
    (&["columbus", "day"], Holiday::Nth(10, Weekday::Monday, 2)),
    (&["thanksgiving", "day"], Holiday::Nth(11, Weekday::Thursday, 4)),
    (&["thanksgiving"], Holiday::Nth(11, Weekday::Thursday, 4)),
    (&["election", "day"], Holiday::ElectionDay),
    (&["ash", "wednesday"], Holiday::Easter(-46)),
    (&["palm", "sunday"], Holiday::Easter(-7)),
    (&["maundy", "thursday"], Holiday::Easter(-3)),
    (&["good", "friday"], Holiday::Easter(-2)),
    (&["easter", "sunday"], Holiday::Easter(0)),
    (&["easter", "monday"], Holiday::Easter(1)),
    (&["easter"], Holiday::Easter(0)),
    (&["whit", "monday"], Holiday::Easter(50)),
];

/// The holiday named at `at`, and one past its last lexeme.
pub fn holiday(lexemes: &Lexemes, at: usize) -> Option<(Holiday, usize)> {
    if !lexemes.is_capitalised(at) {
        return None;
    }
    let (words, holiday) = HOLIDAYS.iter().find(|(words, _)| lexemes.reads(at, words))?;
    Some((*holiday, at + words.len()))
}

impl Holiday {
    /// Its day in `year`.
    pub fn in_year(self, year: i16) -> Option<Date> {
        match self {
            Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
            Holiday::Nth(month, weekday, nth) => {
                Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
            }
            Holiday::Easter(days) => easter(year)?.checked_add(days.days()).ok(),
            Holiday::ElectionDay => {
                let monday = Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?;
                monday.checked_add(1.day()).ok()
            }
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the anonymous algorithm (Meeus, Jones, Butcher).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4) % 7;
    let correction = (golden + 11 * epact + 22 * weekday) / 451;
    let day = epact + weekday - 7 * correction + 114;
    Date::new(year as i16, (day / 31) as i8, (day % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_fall_on_their_days() {
        let cases = [
            (Holiday::Easter(0), 2024, "2024-03-31"),
            (Holiday::Easter(-2), 2000, "2000-04-21"),
            (Holiday::Nth(11, Weekday::Thursday, 4), 1998, "1998-11-26"),
            (Holiday::Nth(5, Weekday::Monday, -1), 2026, "2026-05-25"),
            (Holiday::ElectionDay, 2024, "2024-11-05"),
        ];
        for (holiday, year, expected) in cases {
            assert_eq!(holiday.in_year(year).map(|date| date.to_string()).as_deref(), Some(expected));
        }
    }
}
