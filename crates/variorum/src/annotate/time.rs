//! Times: dates, times of day, durations and sets with TIMEX3 values.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lexeme::Lexemes;
use super::{Parse, Sentence};
use crate::report::Report;
use crate::text::Span;
use expression::{Expression, Name, Reader, What, When, longest};
use resolve::Resolver;
use tense::Tense;
use value::Value;

mod clock;
mod date;
mod expression;
mod length;
mod names;
mod relative;
mod resolve;
mod tense;
mod value;

/// A time expression, after TIMEX3 (ISO-TimeML).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// The expression.
    pub span: Span,
    /// What it is.
    pub kind: TimeKind,
    /// The TIMEX3 value ("2024-11", "2026-W10", "P3D"); `None` where it can't be resolved.
    pub value: Option<String>,
    /// The TIMEX3 modifier.
    pub modifier: Option<Modifier>,
    /// What the value rests on; `None` for an expression that needs nothing.
    pub anchor: Option<Anchor>,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// The TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimeKind {
    /// A day or anything longer on the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// The TIMEX3 modifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Modifier {
    /// "early in".
    Start,
    /// "in the middle of".
    Mid,
    /// "late in".
    End,
    /// "around".
    Approx,
}

/// What a relative time was resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Anchor {
    /// The publication date.
    Published,
    /// Another time in the text.
    Text,
}

/// Finds the times of a report, in order. `paragraphs` gives the lexemes of each paragraph with content.
pub fn find(report: &Report, parse: &Parse, sentences: &[Sentence], paragraphs: &[Lexemes]) -> Vec<Time> {
    let published = report.published.map(|stamp| stamp.date);
    let read: Vec<(Reader, Vec<Expression>)> = paragraphs
        .iter()
        .map(|lexemes| Reader { lexemes, parse })
        .map(|reader| (reader, expressions(&reader)))
        .collect();
    let narrative = is_narrative(published, read.iter().flat_map(|(_, expressions)| expressions));
    let mut resolver = Resolver { published, narrative, last: None, quarter: None };
    let mut times = Vec::new();
    for (reader, expressions) in &read {
        for expression in expressions {
            times.extend(time(reader, expression, sentences, &mut resolver));
        }
    }
    times
}

fn time(
    reader: &Reader,
    expression: &Expression,
    sentences: &[Sentence],
    resolver: &mut Resolver,
) -> Option<Time> {
    let token = reader.token(expression.end - 1)?;
    let sentence = sentences.partition_point(|sentence| sentence.tokens.end <= token);
    if sentence >= sentences.len() {
        return None;
    }
    let resolved = resolver.resolve(&expression.what, tense(reader, expression, token));
    Some(Time {
        span: reader.lexemes.span(expression.start, expression.end),
        kind: resolved.kind,
        value: resolved.value,
        modifier: expression.modifier,
        anchor: resolved.anchor,
        sentence,
    })
}

/// The tense of the clause around an expression; a term that is set ("until Friday", "as early as Friday") lies ahead.
fn tense(reader: &Reader, expression: &Expression, token: usize) -> Option<Tense> {
    let before = reader.before(expression.start, 1);
    // "offered credit through January": the nearest January, whatever the tense of the offer.
    if before == "through" {
        return None;
    }
    let term = matches!(before, "until" | "by" | "effective" | "payable" | "starting")
        || before == "as" && matches!(reader.before(expression.start, 2), "early" | "soon");
    let owned = reader.past_possessive(expression.end).is_some();
    let ahead =
        matches!(before, "before" | "for") || reader.lexemes.ends_with(expression.start, &["ahead", "of"]);
    if owned && !term && !ahead {
        return Some(tense::of_owner(reader.parse, token));
    }
    // "10 inches fell by Friday", but "agreed to pay by Friday"
    if before == "by" && tense::of_nearest(reader.parse, token) == Some(Tense::Past) {
        return Some(Tense::Past);
    }
    let term = term || before == "for" && reader.before(expression.start, 2) == "set";
    if term && !tense::is_perfect(reader.parse, token) {
        Some(Tense::Future)
    } else {
        tense::of(reader.parse, token)
    }
}

/// The expressions of one paragraph, from left to right, the longest at each place.
fn expressions(reader: &Reader) -> Vec<Expression> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < reader.lexemes.len() {
        match read(reader, at).filter(|expression| !is_in_name(reader, expression)) {
            Some(expression) => {
                at = expression.end.max(at + 1);
                let partner = partner(reader, &expression);
                found.push(expression);
                if let Some(partner) = partner {
                    at = partner.end;
                    found.push(partner);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// The end of a range or a pair that an expression begins ("May 4 and 5").
fn partner(reader: &Reader, expression: &Expression) -> Option<Expression> {
    let What::Date(when) = &expression.what else { return None };
    let (when, end) = date::partner(reader, when, expression.end)?;
    Some(Expression { start: expression.end + 1, end, what: What::Date(when), modifier: None })
}

fn read(reader: &Reader, at: usize) -> Option<Expression> {
    let found = [clock::read(reader, at), modified(reader, at), length::read(reader, at)];
    // Of readings alike in length the first counts.
    found.into_iter().flatten().rev().max_by_key(|expression| expression.end)
}

/// A date with what stands before it: "early", "the end of", "around".
fn modified(reader: &Reader, at: usize) -> Option<Expression> {
    let (start, modifier) = modifier(reader, at).unwrap_or((at, None));
    if start > at
        && let Some(expression) = clock::read(reader, start)
    {
        return Some(Expression { start: at, ..expression });
    }
    if start == at
        && let Some(expression) = hedged_ago(reader, at)
    {
        return Some(expression);
    }
    let (when, end) = core(reader, start)?;
    Some(Expression { start: at, end, what: What::Date(when), modifier })
}

/// "more than four decades ago", "about two years ago".
fn hedged_ago(reader: &Reader, at: usize) -> Option<Expression> {
    let (start, modifier) = length::hedge(reader, at)?;
    let (when, end) = relative::counted(reader, start)?;
    let ago = reader.word(end - 1) == "ago";
    ago.then_some(Expression { start: at, end, what: What::Date(when), modifier })
}

/// A date without modifiers.
fn core(reader: &Reader, at: usize) -> Option<(When, usize)> {
    let (when, end) = longest([date::read(reader, at), relative::read(reader, at)])?;
    Some(relative::narrowed(reader, when, end))
}

/// One past the modifier at `at`, and what it says.
fn modifier(reader: &Reader, at: usize) -> Option<(usize, Option<Modifier>)> {
    let start = if reader.word(at) == "the" { at + 1 } else { at };
    let edge = match reader.word(start) {
        "beginning" | "start" | "outset" => Some(Modifier::Start),
        "end" | "close" => Some(Modifier::End),
        "middle" => Some(Modifier::Mid),
        _ => None,
    };
    if edge.is_some() && reader.word(start + 1) == "of" {
        return Some((start + 2, edge));
    }
    let next = reader.past_hyphen(start + 1);
    match reader.word(start) {
        "early" => Some((past_in(reader, next), Some(Modifier::Start))),
        "late" => Some((past_in(reader, next), Some(Modifier::End))),
        "mid" => Some((next, Some(Modifier::Mid))),
        "earlier" | "later" if start == at && is_long(reader, next) => Some((next, None)),
        "around" | "nearly" | "almost" if start == at && names::weekday(reader.lexemes, next).is_none() => {
            Some((next, Some(Modifier::Approx)))
        }
        _ => None,
    }
}

fn past_in(reader: &Reader, at: usize) -> usize {
    if reader.word(at) == "in" { at + 1 } else { at }
}

/// "this year", "this month", "that year": long enough for "earlier" to say something of it.
fn is_long(reader: &Reader, at: usize) -> bool {
    matches!(reader.word(at), "this" | "that")
        && matches!(reader.word(at + 1), "year" | "month" | "decade" | "century")
}

/// Whether the words belong to a name ("Theresa May", "the Sunday Herald").
fn is_in_name(reader: &Reader, expression: &Expression) -> bool {
    let Some(token) = reader.token(expression.start) else { return false };
    let label = reader.parse.token(token).entity_label();
    if is_quoted_title(reader, expression) {
        return true;
    }
    let named = matches!(
        &expression.what,
        What::Date(When::Named(Name::Month(_) | Name::Weekday(_) | Name::Season(_), _)) | What::Set(_)
    );
    named
        && matches!(label, "PERSON" | "ORG" | "WORK_OF_ART" | "PRODUCT" | "FAC")
        && reader.lexemes.is_capitalised(expression.start)
}

/// Whether the words are a title in quotation marks ("This Week", "60 Minutes"): both begin with capitals.
fn is_quoted_title(reader: &Reader, expression: &Expression) -> bool {
    let counted = matches!(&expression.what, What::Date(When::Shifted(..)) | What::Duration(_));
    let last = expression.end - 1;
    counted
        && last > expression.start
        && reader.lexemes.is_capitalised(last)
        && matches!(reader.before(expression.start, 1), "\"" | "“" | "'" | "‘" | "`")
}

/// Whether the dates of a report lie far from its publication and hardly any of its words look from there: a history.
fn is_narrative<'e>(published: Option<Date>, expressions: impl Iterator<Item = &'e Expression>) -> bool {
    let Some(published) = published else { return false };
    let (mut distant, mut near, mut deictic) = (0, 0, 0);
    for expression in expressions {
        match &expression.what {
            What::Date(When::Exact(value @ (Value::Day(_) | Value::Month(..) | Value::Year(_)))) => {
                let far = value
                    .year()
                    .is_some_and(|year| (i32::from(published.year()) - i32::from(year)).abs() > 2);
                distant += usize::from(far);
                near += usize::from(!far);
            }
            What::Date(When::Shifted(..) | When::Named(Name::Weekday(_), _))
            | What::Clock(Some(When::Shifted(..) | When::Named(Name::Weekday(_), _)), _) => deictic += 1,
            _ => {}
        }
    }
    // A profile in a newspaper names a handful of years and still speaks from its own day.
    distant >= 6 && (distant > 3 * (near + deictic) || distant + near > 10 * deictic)
}
