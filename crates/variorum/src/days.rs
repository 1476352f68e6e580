//! Stretches of days on the calendar, from TIMEX3 values.

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The months in English, in order, in lower case.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The days of the week in English, in lower case.
pub const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

/// Whether `word` is the name of a month or of a day of the week.
pub fn is_calendar_name(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    MONTHS.contains(&lower.as_str()) || WEEKDAYS.iter().any(|(name, _)| *name == lower)
}

/// How exactly a time is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Precision {
    Day,
    Week,
    Month,
    Year,
}

/// Days from `first` to `last`, both included, and how exactly they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// How exactly it is told.
    pub precision: Precision,
}

impl Days {
    /// The days of a TIMEX3 value: a day, week, month, quarter, half, season or year. `None` for anything else.
    ///
    /// ```
    /// use variorum::days::Days;
    /// let days = Days::of_value("2024-11").unwrap();
    /// assert_eq!((days.first.to_string(), days.last.to_string()), ("2024-11-01".into(), "2024-11-30".into()));
    /// ```
    pub fn of_value(value: &str) -> Option<Days> {
        let date = value.split('T').next()?;
        let mut parts = date.split('-');
        let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        match (parts.next(), parts.next()) {
            (None, _) => Days::months(year, 1, 12, Precision::Year),
            (Some(part), None) => Days::of_part(year, part),
            (Some(part), Some("WE")) => {
                let monday = week(year, part)?;
                let days = Days { first: monday, last: monday, precision: Precision::Day };
                Some(days.shifted(5, 6))
            }
            (Some(month), Some(day)) => {
                let date = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
                Some(Days::day(date))
            }
        }
    }

    /// A single day.
    pub fn day(date: Date) -> Days {
        Days { first: date, last: date, precision: Precision::Day }
    }

    /// Whether the two share a day.
    pub fn meets(self, other: Days) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// How a reader writes it: "2024-11-05", "2024-11", "2024", or both ends.
    pub fn written(self) -> String {
        match self.precision {
            Precision::Day if self.first == self.last => self.first.to_string(),
            Precision::Month if self.first.month() == self.last.month() => {
                format!("{:04}-{:02}", self.first.year(), self.first.month())
            }
            Precision::Year => format!("{:04}", self.first.year()),
            _ => format!("{} to {}", self.first, self.last),
        }
    }

    fn of_part(year: i16, part: &str) -> Option<Days> {
        match part {
            "Q1" => Days::months(year, 1, 3, Precision::Month),
            "Q2" => Days::months(year, 4, 6, Precision::Month),
            "Q3" => Days::months(year, 7, 9, Precision::Month),
            "Q4" => Days::months(year, 10, 12, Precision::Month),
            "H1" => Days::months(year, 1, 6, Precision::Year),
            "H2" => Days::months(year, 7, 12, Precision::Year),
            "SP" => Days::months(year, 3, 5, Precision::Month),
            "SU" => Days::months(year, 6, 8, Precision::Month),
            "FA" => Days::months(year, 9, 11, Precision::Month),
            _ if part.starts_with('W') => {
                let monday = week(year, part)?;
                Some(Days { first: monday, last: monday, precision: Precision::Week }.shifted(0, 6))
            }
            _ => {
                let month = part.parse().ok()?;
                Days::months(year, month, month, Precision::Month)
            }
        }
    }

    fn months(year: i16, from: i8, to: i8, precision: Precision) -> Option<Days> {
        let first = Date::new(year, from, 1).ok()?;
        let last = Date::new(year, to, 1).ok()?.last_of_month();
        Some(Days { first, last, precision })
    }

    fn shifted(self, first: i32, last: i32) -> Days {
        Days {
            first: self.first.saturating_add(first.days()),
            last: self.last.saturating_add(last.days()),
            ..self
        }
    }
}

fn week(year: i16, part: &str) -> Option<Date> {
    let number = part.strip_prefix('W')?.parse().ok()?;
    ISOWeekDate::new(year, number, Weekday::Monday).ok().map(|week| week.date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timex_values_become_days() {
        let cases = [
            ("2024-02-29", Some("2024-02-29")),
            ("2024-02-29T10:30", Some("2024-02-29")),
            ("2024-02", Some("2024-02")),
            ("2024", Some("2024")),
            ("2026-W10", Some("2026-03-02 to 2026-03-08")),
            ("2026-W10-WE", Some("2026-03-07 to 2026-03-08")),
            ("2024-Q2", Some("2024-04-01 to 2024-06-30")),
            ("2024-SU", Some("2024-06-01 to 2024-08-31")),
            ("2023-02-29", None),
            ("XXXX-03", None),
            ("PAST_REF", None),
            ("P3D", None),
            ("", None),
        ];
        for (value, written) in cases {
            assert_eq!(Days::of_value(value).map(Days::written).as_deref(), written, "{value}");
        }
    }
}
