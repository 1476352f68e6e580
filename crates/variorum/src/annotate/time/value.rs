//! Calendar values and how TIMEX3 writes them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// By the first two digits of its years: 19 is the twentieth century.
    Century(i16),
    /// By the first three digits of its years.
    Decade(i16),
    /// A year; before Christ its number is negative.
    Year(i16),
    /// A half of a year, 1 or 2.
    Half(i16, i8),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, i8),
    /// A season of a year.
    Season(i16, Season),
    /// A month.
    Month(i16, i8),
    /// A week, by ISO 8601.
    Week(i16, i8),
    /// A weekend, by its week.
    Weekend(i16, i8),
    /// A day.
    Day(Date),
}

/// A season; the winter of a year is the one that its last months begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Week,
    Weekend,
    Fortnight,
    Month,
    Quarter,
    Half,
    Season(Season),
    Year,
    Decade,
    Century,
}

impl Value {
    /// The year in which it begins, where it is one year's.
    pub fn year(self) -> Option<i16> {
        match self {
            Value::Century(_) | Value::Decade(_) => None,
            Value::Year(year)
            | Value::Half(year, _)
            | Value::Quarter(year, _)
            | Value::Season(year, _)
            | Value::Month(year, _)
            | Value::Week(year, _)
            | Value::Weekend(year, _) => Some(year),
            Value::Day(date) => Some(date.year()),
        }
    }

    /// Its first day, as far as the calendar goes.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Value::Century(century) => Date::new(century.checked_mul(100)?, 1, 1).ok(),
            Value::Decade(decade) => Date::new(decade.checked_mul(10)?, 1, 1).ok(),
            Value::Year(year) => Date::new(year, 1, 1).ok(),
            Value::Half(year, half) => Date::new(year, half * 6 - 5, 1).ok(),
            Value::Quarter(year, quarter) => Date::new(year, quarter * 3 - 2, 1).ok(),
            Value::Season(year, season) => Date::new(year, season.first_month(), 1).ok(),
            Value::Month(year, month) => Date::new(year, month, 1).ok(),
            Value::Week(year, week) => monday(year, week),
            Value::Weekend(year, week) => monday(year, week)?.checked_add(5.days()).ok(),
            Value::Day(date) => Some(date),
        }
    }

    /// The stretch of length `unit` in which `date` lies.
    pub fn around(date: Date, unit: Unit) -> Value {
        let (year, month) = (date.year(), date.month());
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour | Unit::Day | Unit::Night => Value::Day(date),
            Unit::Week | Unit::Fortnight => week_of(date),
            Unit::Weekend => weekend_of(date),
            Unit::Month => Value::Month(year, month),
            Unit::Quarter => Value::Quarter(year, (month + 2) / 3),
            Unit::Half => Value::Half(year, (month + 5) / 6),
            Unit::Season(season) => Value::Season(year, season),
            Unit::Year => Value::Year(year),
            Unit::Decade => Value::Decade(year.div_euclid(10)),
            Unit::Century => Value::Century(year.div_euclid(100)),
        }
    }

    /// The stretch of length `unit` that lies `by` of them after `date`'s own; `None` outside the calendar.
    pub fn shifted(date: Date, unit: Unit, by: i32) -> Option<Value> {
        let moved = match unit {
            Unit::Second | Unit::Minute | Unit::Hour => date,
            Unit::Day | Unit::Night => date.checked_add(by.days()).ok()?,
            Unit::Week | Unit::Weekend => date.checked_add(by.weeks()).ok()?,
            Unit::Fortnight => date.checked_add(by.checked_mul(2)?.weeks()).ok()?,
            Unit::Month => date.checked_add(by.months()).ok()?,
            Unit::Quarter => date.checked_add(by.checked_mul(3)?.months()).ok()?,
            Unit::Half => date.checked_add(by.checked_mul(6)?.months()).ok()?,
            Unit::Season(_) | Unit::Year => date.checked_add(by.years()).ok()?,
            Unit::Decade => date.checked_add(by.checked_mul(10)?.years()).ok()?,
            Unit::Century => date.checked_add(by.checked_mul(100)?.years()).ok()?,
        };
        Some(Value::around(moved, unit))
    }
}

fn week_of(date: Date) -> Value {
    let week = date.iso_week_date();
    Value::Week(week.year(), week.week())
}

fn weekend_of(date: Date) -> Value {
    let week = date.iso_week_date();
    Value::Weekend(week.year(), week.week())
}

fn monday(year: i16, week: i8) -> Option<Date> {
    let date = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?;
    Some(date.date())
}

impl Season {
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }

    /// The code of TIMEX3.
    pub fn code(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Century(century) => write!(f, "{}", Counted(*century, 2)),
            Value::Decade(decade) => write!(f, "{}", Counted(*decade, 3)),
            Value::Year(year) => write!(f, "{}", Counted(*year, 4)),
            Value::Half(year, half) => write!(f, "{}-H{half}", Counted(*year, 4)),
            Value::Quarter(year, quarter) => write!(f, "{}-Q{quarter}", Counted(*year, 4)),
            Value::Season(year, season) => write!(f, "{}-{}", Counted(*year, 4), season.code()),
            Value::Month(year, month) => write!(f, "{}-{month:02}", Counted(*year, 4)),
            Value::Week(year, week) => write!(f, "{}-W{week:02}", Counted(*year, 4)),
            Value::Weekend(year, week) => write!(f, "{}-W{week:02}-WE", Counted(*year, 4)),
            Value::Day(date) if date.year() < 0 => {
                write!(f, "{}-{:02}-{:02}", Counted(date.year(), 4), date.month(), date.day())
            }
            Value::Day(date) => write!(f, "{date}"),
        }
    }
}

/// The number of a year, decade or century in so many digits, with "BC" for those before Christ.
struct Counted(i16, usize);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let era = if self.0 < 0 { "BC" } else { "" };
        write!(f, "{era}{:0width$}", self.0.unsigned_abs(), width = self.1)
    }
}

/// Writes `amount` of `unit` as a TIMEX3 duration; `None` as amount is an unknown number ("PXD").
pub fn duration(amount: Option<f64>, unit: Unit) -> String {
    let (letter, of_day, factor) = match unit {
        Unit::Second => ("S", true, 1.0),
        Unit::Minute => ("M", true, 1.0),
        Unit::Hour => ("H", true, 1.0),
        Unit::Day => ("D", false, 1.0),
        Unit::Night => ("NI", false, 1.0),
        Unit::Week => ("W", false, 1.0),
        Unit::Weekend => ("WE", false, 1.0),
        Unit::Fortnight => ("W", false, 2.0),
        Unit::Month => ("M", false, 1.0),
        Unit::Quarter => ("Q", false, 1.0),
        Unit::Half => ("M", false, 6.0),
        Unit::Season(season) => (season.code(), false, 1.0),
        Unit::Year => ("Y", false, 1.0),
        Unit::Decade => ("Y", false, 10.0),
        Unit::Century => ("Y", false, 100.0),
    };
    let start = if of_day { "PT" } else { "P" };
    match amount.map(|amount| amount * factor) {
        None if matches!(unit, Unit::Decade) => "PXE".to_owned(),
        None if matches!(unit, Unit::Century) => "PXC".to_owned(),
        None => format!("{start}X{letter}"),
        Some(amount) => match half_unit(letter, of_day).filter(|_| amount.fract() == 0.5) {
            Some(rest) if amount > 1.0 => format!("{start}{}{letter}{rest}", amount.trunc()),
            Some(rest) => format!("{start}{rest}"),
            None => format!("{start}{amount}{letter}"),
        },
    }
}

/// Half of a unit in the next smaller one.
fn half_unit(letter: &str, of_day: bool) -> Option<&'static str> {
    match (letter, of_day) {
        ("Y", false) => Some("6M"),
        ("H", true) => Some("30M"),
        ("M", true) => Some("30S"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_as_timex3_says() {
        let cases = [
            (Some(3.0), Unit::Day, "P3D"),
            (Some(1.5), Unit::Year, "P1Y6M"),
            (Some(2.5), Unit::Hour, "PT2H30M"),
            (Some(0.5), Unit::Hour, "PT30M"),
            (Some(2.0), Unit::Decade, "P20Y"),
            (None, Unit::Week, "PXW"),
            (None, Unit::Minute, "PTXM"),
            (Some(1.0), Unit::Fortnight, "P2W"),
        ];
        for (amount, unit, expected) in cases {
            assert_eq!(duration(amount, unit), expected);
        }
    }

    #[test]
    fn years_before_christ_keep_their_era() {
        let cases = [
            (Value::Year(-490), "BC0490"),
            (Value::Season(-481, Season::Autumn), "BC0481-FA"),
            (Value::Month(-480, 9), "BC0480-09"),
            (Value::Century(-3), "BC03"),
        ];
        for (value, expected) in cases {
            assert_eq!(value.to_string(), expected);
        }
    }

    #[test]
    fn shifts_keep_the_grain_of_their_unit() {
        let day = Date::constant(2026, 3, 31);
        let cases = [
            (Unit::Day, -1, "2026-03-30"),
            (Unit::Week, 1, "2026-W15"),
            (Unit::Month, -1, "2026-02"),
            (Unit::Quarter, -1, "2025-Q4"),
            (Unit::Year, -30, "1996"),
            (Unit::Decade, -1, "201"),
            (Unit::Century, -1, "19"),
            (Unit::Weekend, 0, "2026-W14-WE"),
        ];
        for (unit, by, expected) in cases {
            assert_eq!(
                Value::shifted(day, unit, by).map(|value| value.to_string()).as_deref(),
                Some(expected)
            );
        }
    }
}
