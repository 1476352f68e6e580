//! What a person types into the field for searching.
//!
//! Words are sought together; `"…"` holds them in order, `-word` leaves out. `outlet:`, `source:`, `entity:` seek in one
//! field (`outlet:"Radio Aldra"`); `before:` and `after:` take a day (`2026-03-02`, or the month or year it lies in);
//! `number:` takes a comparison: `>100`, `>=100`, `<100`, `<=100`, `100` or `100..200`.

use jiff::civil::Date;
use variorum::note::Note;

/// What is sought.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Query {
    /// Words and phrases that must stand in the text.
    pub words: Vec<String>,
    /// Words and phrases that must not.
    pub without: Vec<String>,
    /// The outlet's name has these.
    pub outlet: Vec<String>,
    /// Told on the word of a source whose name has these.
    pub source: Vec<String>,
    /// The report names something that has these in its name.
    pub entity: Vec<String>,
    /// Published before this day.
    pub before: Option<Date>,
    /// Published on this day or later.
    pub after: Option<Date>,
    /// Holds a number that fits.
    pub numbers: Vec<Comparison>,
}

/// A stretch of numbers, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

impl Query {
    /// Whether nothing is sought.
    pub fn is_empty(&self) -> bool {
        *self == Query::default()
    }
}

/// Reads a query. What can't be understood is left out, with a note that says what to write.
///
/// ```
/// use variorum_desk::search::parse;
/// let (query, notes) = parse("\"lower town\" outlet:Aldra number:>100");
/// assert_eq!((query.words, query.outlet), (vec!["lower town".to_owned()], vec!["Aldra".to_owned()]));
/// assert!(notes.is_empty());
/// ```
pub fn parse(text: &str) -> (Query, Vec<Note>) {
    let mut query = Query::default();
    let mut notes = Vec::new();
    for Term { field, value, is_left_out } in terms(text) {
        let understood = match field {
            None if is_left_out => push(&mut query.without, value),
            None => push(&mut query.words, value),
            Some("outlet") => push(&mut query.outlet, value),
            Some("source") => push(&mut query.source, value),
            Some("entity") => push(&mut query.entity, value),
            Some("before") => first_day(value).map(|day| query.before = Some(day)).ok_or("a day: 2026-03-02"),
            Some("after") => first_day(value).map(|day| query.after = Some(day)).ok_or("a day: 2026-03-02"),
            Some(_) => comparison(value)
                .map(|comparison| query.numbers.push(comparison))
                .ok_or("a number: >100, <=20, 12 or 10..20"),
        };
        if let (Err(wanted), Some(field)) = (understood, field) {
            notes.push(Note::warning(format!("“{field}:{value}” is left out: {field}: takes {wanted}")));
        }
    }
    (query, notes)
}

/// One word, phrase or field of a query.
struct Term<'t> {
    field: Option<&'t str>,
    value: &'t str,
    is_left_out: bool,
}

/// The names of fields.
const FIELDS: [&str; 6] = ["outlet", "source", "entity", "before", "after", "number"];

fn terms(text: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (is_left_out, after_mark) = match rest.strip_prefix('-') {
            Some(after) if !after.is_empty() => (true, after),
            _ => (false, rest),
        };
        let field = FIELDS.into_iter().find(|field| {
            after_mark.strip_prefix(field).is_some_and(|after| after.starts_with(':')) && !is_left_out
        });
        let from = field.map_or(after_mark, |field| &after_mark[field.len() + 1..]);
        let (value, after) = value(from);
        terms.push(Term { field, value, is_left_out });
        rest = after.trim_start();
    }
    terms
}

/// The value at the beginning of a text, and what follows: up to the closing mark of a quotation, or to white space.
fn value(text: &str) -> (&str, &str) {
    if let Some(inside) = text.strip_prefix('"') {
        return inside.split_once('"').unwrap_or((inside, ""));
    }
    let end = text.find(|letter: char| letter.is_whitespace() || letter == '"').unwrap_or(text.len());
    text.split_at(end)
}

fn push(list: &mut Vec<String>, value: &str) -> Result<(), &'static str> {
    if !value.chars().any(char::is_alphanumeric) {
        return Err("a word, or several between quotation marks");
    }
    list.push(value.to_owned());
    Ok(())
}

/// The day, or the first of the month or the year.
fn first_day(value: &str) -> Option<Date> {
    let full = match value.len() {
        4 => format!("{value}-01-01"),
        7 => format!("{value}-01"),
        _ => value.to_owned(),
    };
    full.parse().ok()
}

fn comparison(value: &str) -> Option<Comparison> {
    let number =
        |text: &str| text.replace([',', '_'], "").parse::<f64>().ok().filter(|number| number.is_finite());
    if let Some((low, high)) = value.split_once("..") {
        return Some(Comparison { low: number(low)?, high: number(high)? });
    }
    Some(if let Some(low) = value.strip_prefix(">=") {
        Comparison { low: number(low)?, high: f64::MAX }
    } else if let Some(high) = value.strip_prefix("<=") {
        Comparison { low: f64::MIN, high: number(high)? }
    } else if let Some(low) = value.strip_prefix('>') {
        Comparison { low: number(low)?.next_up(), high: f64::MAX }
    } else if let Some(high) = value.strip_prefix('<') {
        Comparison { low: f64::MIN, high: number(high)?.next_down() }
    } else {
        let number = number(value.strip_prefix('=').unwrap_or(value))?;
        Comparison { low: number, high: number }
    })
}
