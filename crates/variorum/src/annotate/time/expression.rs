//! What a time expression says, before a date is known to reckon from.

use jiff::civil::Weekday;

use super::Modifier;
use super::names::Holiday;
use super::value::{Season, Unit, Value};
use crate::annotate::Parse;
use crate::annotate::lexeme::Lexemes;

/// A time expression in a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// First lexeme.
    pub start: usize,
    /// One past the last lexeme.
    pub end: usize,
    /// What it says.
    pub what: What,
    /// Its TIMEX3 modifier.
    pub modifier: Option<Modifier>,
}

/// The meaning of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// A day or anything longer.
    Date(When),
    /// A time of day or a part of a day ("T10:30", "TMO"), and the day where it is named.
    Clock(Option<When>, String),
    /// A length, as its TIMEX3 value.
    Duration(String),
    /// Something that recurs, as its TIMEX3 value.
    Set(String),
    /// `PAST_REF`, `PRESENT_REF` or `FUTURE_REF`.
    Vague(&'static str),
}

/// A stretch of the calendar, as far as the words give it.
#[derive(Debug, Clone, PartialEq)]
pub enum When {
    /// Given in full.
    Exact(Value),
    /// By a name that recurs ("October", "Sunday", "the third quarter").
    Named(Name, Pick),
    /// A recurring name within a year or other stretch ("October last year").
    Within(Name, Box<When>),
    /// So many units from the day of writing ("last week").
    Shifted(Unit, i32),
    /// "a year ago": of a quarter where the report is about one.
    YearAgo,
    /// The quarter in question, of another year ("the 1988 period").
    QuarterOf(i16),
    /// So many units from another time of the text ("the next day"). Zero: the same stretch ("that year").
    FromText(Unit, i32),
}

/// A name that recurs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// 1 to 12.
    Month(i8),
    /// Month and day.
    MonthDay(i8, i8),
    /// A day of the week.
    Weekday(Weekday),
    /// A season.
    Season(Season),
    /// 1 to 4.
    Quarter(i8),
    /// 1 or 2.
    Half(i8),
    /// A holiday.
    Holiday(Holiday),
    /// Saturday and Sunday.
    Weekend,
    /// A day of a month that is not named ("the 21st").
    Day(i8),
}

/// Which of the recurrences is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// The tense of the sentence decides.
    Tense,
    /// "last".
    Last,
    /// "this".
    This,
    /// "next".
    Next,
    /// The next one after another time of the text.
    After,
    /// The last one before another time of the text.
    Before,
    /// The one that another time of the text lies in or near.
    Same,
}

/// A paragraph that is read for times: its lexemes, and the parse for what words alone leave open.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'r> {
    /// The paragraph's lexemes.
    pub lexemes: &'r Lexemes<'r>,
    /// The parse of the report.
    pub parse: &'r Parse<'r>,
}

impl Reader<'_> {
    /// The token in which lexeme `at` stands.
    pub fn token(&self, at: usize) -> Option<usize> {
        let token = self.parse.token_at(self.lexemes.get(at)?.span.start);
        (token < self.parse.len()).then_some(token)
    }

    /// The fine tag of that token; empty without one.
    pub fn tag(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| self.parse.tag(token))
    }

    /// The lexeme's text in lower case.
    pub fn word(&self, at: usize) -> &str {
        self.lexemes.word(at)
    }

    /// The text of the lexeme `back` places before.
    pub fn before(&self, at: usize, back: usize) -> &str {
        self.lexemes.word_before(at, back)
    }

    /// One past a hyphen that binds the lexeme to the next, else `at` itself.
    pub fn past_hyphen(&self, at: usize) -> usize {
        let binds = matches!(self.word(at), "-" | "‐" | "–")
            && self.lexemes.is_glued(at)
            && self.lexemes.is_glued(at + 1);
        if binds { at + 1 } else { at }
    }

    /// One past "'s", else `None`.
    pub fn past_possessive(&self, at: usize) -> Option<usize> {
        let mark = matches!(self.word(at), "'" | "’") && self.lexemes.is_glued(at);
        (mark && self.word(at + 1) == "s" && self.lexemes.is_glued(at + 1)).then_some(at + 2)
    }
}

/// The longer of two readings; the first of two alike.
pub fn longest<T>(readings: impl IntoIterator<Item = Option<(T, usize)>>) -> Option<(T, usize)> {
    readings.into_iter().flatten().fold(None, |best, next| match best {
        Some((_, end)) if end >= next.1 => best,
        _ => Some(next),
    })
}
