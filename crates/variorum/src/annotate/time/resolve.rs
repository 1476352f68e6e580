//! From what an expression says to its value: reckoned from the day of publication or from another time of the text.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::expression::{Name, Pick, What, When};
use super::tense::Tense;
use super::value::{Season, Unit, Value};
use super::{Anchor, TimeKind};

/// What is known while a report is read from top to bottom.
#[derive(Debug, Clone)]
pub struct Resolver {
    /// The day of publication.
    pub published: Option<Date>,
    /// Whether the report tells of days long past, so that its own dates and not that of publication decide.
    pub narrative: bool,
    /// The time that was told last.
    pub last: Option<Value>,
    /// The quarter that was told last: a report on results is about one.
    pub quarter: Option<(i16, i8)>,
}

/// The value of an expression and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// The TIMEX3 type.
    pub kind: TimeKind,
    /// The TIMEX3 value.
    pub value: Option<String>,
    /// What it was reckoned from.
    pub anchor: Option<Anchor>,
}

impl Resolver {
    /// Resolves one expression; `tense` is that of its clause. Times are to come in the order of the text.
    pub fn resolve(&mut self, what: &What, tense: Option<Tense>) -> Resolved {
        match what {
            What::Duration(value) => {
                Resolved { kind: TimeKind::Duration, value: Some(value.clone()), anchor: None }
            }
            What::Set(value) => Resolved { kind: TimeKind::Set, value: Some(value.clone()), anchor: None },
            What::Vague(value) => {
                Resolved { kind: TimeKind::Date, value: Some((*value).to_owned()), anchor: None }
            }
            What::Date(when) => {
                let found = self.date(when, tense);
                // What is compared with does not become the matter: "a year earlier" moves nothing.
                if !matches!(
                    when,
                    When::YearAgo | When::QuarterOf(_) | When::FromText(Unit::Quarter | Unit::Year, _)
                ) {
                    self.last = found.map(|(value, _)| value).or(self.last);
                    if let Some((quarter @ Value::Quarter(..), _)) = found {
                        self.take_up(quarter);
                    }
                }
                let anchor =
                    if matches!(when, When::Exact(_)) { None } else { found.and_then(|(_, anchor)| anchor) };
                Resolved { kind: TimeKind::Date, value: found.map(|(value, _)| value.to_string()), anchor }
            }
            What::Clock(day, clock) => self.clock(day.as_ref(), clock, tense),
        }
    }

    /// Makes a quarter the one that the report is about: the latest that is over. One before it is only compared with,
    /// one that is not over yet only looked forward to, unless no other has been told.
    fn take_up(&mut self, told: Value) {
        let Value::Quarter(year, quarter) = told else { return };
        let now = self.published.map(|today| Value::around(today, Unit::Quarter));
        let over = now.is_none_or(|now| told.first_day() < now.first_day());
        if self.quarter.is_none_or(|known| over && known < (year, quarter)) {
            self.quarter = Some((year, quarter));
        }
    }

    fn clock(&mut self, day: Option<&When>, clock: &str, tense: Option<Tense>) -> Resolved {
        let found = match day {
            Some(day) => self.date(day, tense),
            None => self.day_at_hand(),
        };
        let value =
            found.and_then(|(value, _)| value.first_day()).map(|date| format!("{}{clock}", Value::Day(date)));
        if day.is_some() {
            self.last = found.map(|(value, _)| value).or(self.last);
        }
        let anchor =
            if matches!(day, Some(When::Exact(_))) { None } else { found.and_then(|(_, anchor)| anchor) };
        Resolved { kind: TimeKind::Time, value, anchor }
    }

    /// The day that a time without one belongs to.
    fn day_at_hand(&self) -> Option<(Value, Option<Anchor>)> {
        match self.last {
            Some(Value::Day(date)) => Some((Value::Day(date), Some(Anchor::Text))),
            _ => Some((Value::Day(self.published?), Some(Anchor::Published))),
        }
    }

    fn date(&self, when: &When, tense: Option<Tense>) -> Option<(Value, Option<Anchor>)> {
        match when {
            When::Exact(value) => Some((*value, None)),
            // A history does not look from the day it was written on.
            When::Shifted(unit, by) if self.narrative && self.last.is_some() => self.text_by(*unit, *by),
            When::Shifted(unit, by) => {
                Some((Value::shifted(self.published?, *unit, *by)?, Some(Anchor::Published)))
            }
            When::FromText(Unit::Quarter, by) => self.quarter_by(*by),
            When::FromText(unit, by) => self.text_by(*unit, *by),
            When::YearAgo if self.quarter.is_some() => self.quarter_by(-4),
            When::YearAgo => self.date(&When::Shifted(Unit::Year, -1), tense),
            When::QuarterOf(year) => match self.quarter {
                Some((_, quarter)) => Some((Value::Quarter(*year, quarter), Some(Anchor::Text))),
                None => Some((Value::Year(*year), None)),
            },
            When::Within(name, outer) => {
                let (outer, anchor) = self.date(outer, tense)?;
                let year = outer.year()?;
                Some((in_year(*name, year)?, anchor))
            }
            When::Named(name, pick) => self.named(*name, *pick, tense),
        }
    }

    /// So many quarters from the one told last, else from the one before publication.
    fn quarter_by(&self, by: i32) -> Option<(Value, Option<Anchor>)> {
        let (day, by, anchor) = match self.quarter {
            Some((year, quarter)) => (Value::Quarter(year, quarter).first_day()?, by, Anchor::Text),
            None => (self.published?, by - 1, Anchor::Published),
        };
        Some((Value::shifted(day, Unit::Quarter, by)?, Some(anchor)))
    }

    /// So many units from the time told last, else from the day of publication.
    fn text_by(&self, unit: Unit, by: i32) -> Option<(Value, Option<Anchor>)> {
        if let Some(last) = self.last {
            // A year before a quarter is a quarter again.
            let (unit, by) = match (last, unit) {
                (Value::Quarter(..), Unit::Year) => (Unit::Quarter, by * 4),
                _ => (unit, by),
            };
            if let Some(value) = last.first_day().and_then(|day| Value::shifted(day, unit, by)) {
                return Some((value, Some(Anchor::Text)));
            }
        }
        Some((Value::shifted(self.published?, unit, by)?, Some(Anchor::Published)))
    }

    fn named(&self, name: Name, pick: Pick, tense: Option<Tense>) -> Option<(Value, Option<Anchor>)> {
        let from_text = match pick {
            Pick::After => Some(Direction::After),
            Pick::Before => Some(Direction::Before),
            Pick::Same => Some(Direction::Within),
            _ => None,
        };
        let told = self.narrative && pick == Pick::Tense || from_text.is_some() || self.published.is_none();
        if told && let Some(last) = self.last.and_then(Value::first_day) {
            let value = match from_text {
                Some(direction) => recurrence(name, last, direction),
                None => in_story(name, last),
            };
            return Some((value?, Some(Anchor::Text)));
        }
        let today = self.published?;
        let value = match pick {
            Pick::Last | Pick::Before => recurrence(name, today, Direction::Before),
            Pick::Next | Pick::After => recurrence(name, today, Direction::After),
            Pick::This => recurrence(name, today, Direction::Within),
            Pick::Tense | Pick::Same => by_tense(name, today, tense),
        };
        Some((value?, Some(Anchor::Published)))
    }
}

/// Past and present dates of names that recur soon or late: the tense decides, within reason.
fn by_tense(name: Name, today: Date, tense: Option<Tense>) -> Option<Value> {
    let future = tense == Some(Tense::Future);
    match name {
        Name::Weekday(_) | Name::Day(_) | Name::Weekend => {
            let ahead = future || tense == Some(Tense::Present);
            recurrence(name, today, if ahead { Direction::OnOrAfter } else { Direction::OnOrBefore })
        }
        // A quarter is mostly told of when it is over or under way.
        Name::Quarter(_) | Name::Half(_) => {
            let begun = recurrence(name, today, Direction::OnOrBefore)?;
            let this_year = in_year(name, today.year());
            if future && begun.year()? < today.year() { this_year } else { Some(begun) }
        }
        _ => {
            let before = recurrence(name, today, Direction::OnOrBefore)?;
            let after = recurrence(name, today, Direction::OnOrAfter)?;
            let days = |value: Value| Some((value.first_day()? - today).get_days().abs());
            let (back, ahead) = (days(before)?, days(after)?);
            let reach = match tense {
                // "would open on 10 March", read on 12 March, looks ahead from before and not to next year.
                Some(Tense::Future) if back <= 31 && ahead > 300 && matches!(name, Name::MonthDay(..)) => {
                    return Some(before);
                }
                Some(Tense::Future) => return Some(after),
                Some(Tense::Past) => 60,
                Some(Tense::Present) | None => back,
            };
            Some(if ahead <= reach && ahead < back { after } else { before })
        }
    }
}

/// Which recurrence of a name is looked for, seen from a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Before,
    OnOrBefore,
    /// In the same year, or the same week for a day of the week.
    Within,
    OnOrAfter,
    After,
}

fn recurrence(name: Name, from: Date, direction: Direction) -> Option<Value> {
    match name {
        Name::Weekday(weekday) => Some(Value::Day(weekday_from(weekday, from, direction)?)),
        Name::Day(day) => day_of_month(day, from, direction),
        Name::Weekend => {
            let saturday = weekday_from(Weekday::Saturday, from, direction)?;
            // On a Sunday the weekend of today began yesterday.
            let sunday = from.weekday() == Weekday::Sunday
                && direction != Direction::After
                && direction != Direction::Before;
            let day = if sunday { from } else { saturday };
            Some(Value::around(day, Unit::Weekend))
        }
        _ => {
            let years = [from.year() - 1, from.year(), from.year() + 1];
            let mut values = years.into_iter().filter_map(|year| in_year(name, year));
            let place = |value: &Value| compare(*value, from);
            match direction {
                Direction::Before => values.rfind(|value| place(value) == Some(std::cmp::Ordering::Less)),
                Direction::OnOrBefore => {
                    values.rfind(|value| place(value).is_some_and(|order| order.is_le()))
                }
                // In March "this winter" is the one that began the year before.
                Direction::Within if name == Name::Season(Season::Winter) && from.month() <= 3 => {
                    in_year(name, from.year() - 1)
                }
                Direction::Within => in_year(name, from.year()),
                Direction::OnOrAfter => values.find(|value| place(value).is_some_and(|order| order.is_ge())),
                Direction::After => values.find(|value| place(value) == Some(std::cmp::Ordering::Greater)),
            }
        }
    }
}

/// Whether a stretch lies before a day, around it, or after it.
fn compare(value: Value, day: Date) -> Option<std::cmp::Ordering> {
    let around = match value {
        Value::Month(..) => Value::around(day, Unit::Month),
        Value::Quarter(..) => Value::around(day, Unit::Quarter),
        Value::Half(..) => Value::around(day, Unit::Half),
        Value::Season(year, season) => return Some(compare_season(year, season, day)),
        _ => Value::Day(day),
    };
    Some(value.first_day()?.cmp(&around.first_day()?))
}

fn compare_season(year: i16, season: Season, day: Date) -> std::cmp::Ordering {
    let first = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let months = i32::from(day.year() - year) * 12 + i32::from(day.month()) - first;
    match months {
        ..0 => std::cmp::Ordering::Greater,
        0..3 => std::cmp::Ordering::Equal,
        _ => std::cmp::Ordering::Less,
    }
}

fn weekday_from(weekday: Weekday, from: Date, direction: Direction) -> Option<Date> {
    let back = from.weekday().since(weekday);
    let ahead = weekday.since(from.weekday());
    let days = match direction {
        Direction::Before if back == 0 => -7,
        Direction::Before | Direction::OnOrBefore => -back,
        Direction::Within => {
            i32::from(weekday.to_monday_zero_offset() - from.weekday().to_monday_zero_offset()) as i8
        }
        Direction::OnOrAfter => ahead,
        Direction::After if ahead == 0 => 7,
        Direction::After => ahead,
    };
    from.checked_add(i32::from(days).days()).ok()
}

fn day_of_month(day: i8, from: Date, direction: Direction) -> Option<Value> {
    let ahead = matches!(direction, Direction::OnOrAfter | Direction::After);
    let this_month = Date::new(from.year(), from.month(), day).ok();
    let fits = |date: &Date| if ahead { *date >= from } else { *date <= from };
    if let Some(date) = this_month.filter(fits) {
        return Some(Value::Day(date));
    }
    let other = from.checked_add(if ahead { 1 } else { -1 }.months()).ok()?;
    Some(Value::Day(Date::new(other.year(), other.month(), day).ok()?))
}

/// A name in a story that moves on: the recurrence in the year told last, or the next one when that lies well before.
fn in_story(name: Name, last: Date) -> Option<Value> {
    match name {
        Name::Weekday(weekday) => Some(Value::Day(weekday_from(weekday, last, Direction::OnOrAfter)?)),
        Name::Day(day) => Some(Value::Day(Date::new(last.year(), last.month(), day).ok()?)),
        Name::Weekend => recurrence(name, last, Direction::OnOrAfter),
        _ => in_year(name, last.year()),
    }
}

fn in_year(name: Name, year: i16) -> Option<Value> {
    Some(match name {
        Name::Month(month) => Value::Month(year, month),
        Name::MonthDay(month, day) => Value::Day(Date::new(year, month, day).ok()?),
        Name::Season(season) => Value::Season(year, season),
        Name::Quarter(quarter) => Value::Quarter(year, quarter),
        Name::Half(half) => Value::Half(year, half),
        Name::Holiday(holiday) => Value::Day(holiday.in_year(year)?),
        Name::Weekday(_) | Name::Day(_) | Name::Weekend => return None,
    })
}
