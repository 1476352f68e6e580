//! Amounts: a numeral with its hedge, its unit and, in a range, its other end, read from the words alone.

use super::{Bound, hedge, unit};
use crate::annotate::lexeme::Lexemes;
use crate::annotate::numeral::{self, Form, Numeral};

/// An amount as the words give it, before the parse says what is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// First lexeme, hedge included.
    pub start: usize,
    /// One past the last lexeme, unit included.
    pub end: usize,
    /// The numeral that carries the value; of a range, the second.
    pub numeral: Numeral,
    /// The least value.
    pub low: Option<f64>,
    /// The greatest value.
    pub high: Option<f64>,
    /// How it is hedged.
    pub bound: Bound,
    /// The symbol of its unit.
    pub unit: Option<String>,
    /// The first value of "from 20 to 43".
    pub from: Option<f64>,
    /// Whether a hyphen joins it to the word after it ("a 12-member panel").
    pub hyphenated: bool,
}

/// Reads the amount whose numeral (or currency sign) begins at lexeme `at`.
pub fn read(lexemes: &Lexemes, at: usize) -> Option<Amount> {
    let first = single(lexemes, at)?;
    let whole = range(lexemes, &first).unwrap_or(first);
    Some(with_hedges(lexemes, whole))
}

/// A numeral with sign, currency and unit.
fn single(lexemes: &Lexemes, at: usize) -> Option<Amount> {
    let numeral = numeral::read(lexemes, at)?;
    if !stands_free(lexemes, numeral.start) {
        return None;
    }
    let (mut start, negative) = sign(lexemes, at);
    let currency = unit::currency_before(lexemes, start);
    start = currency.map_or(start, |(_, first)| first);
    let hyphenated = lexemes.word(numeral.end) == "-"
        && lexemes.is_glued(numeral.end)
        && lexemes.is_glued(numeral.end + 1);
    let after = if hyphenated { numeral.end + 1 } else { numeral.end };
    let (unit, end) = match currency {
        Some((symbol, _)) => money(lexemes, symbol, numeral.end),
        None => match unit::read(lexemes, after) {
            // Nobody weighs a hundred thousand pounds, but many spend them.
            Some(found) if found.symbol == "lb" && numeral.low >= 1e5 => (Some("GBP".to_owned()), found.end),
            Some(found) => (Some(found.symbol), found.end),
            None => (None, numeral.end),
        },
    };
    if unit.is_none() && is_ordinal_or_model(lexemes, numeral.end) {
        return None;
    }
    let factor = if negative { -1.0 } else { 1.0 };
    let hyphenated = hyphenated && end == numeral.end;
    Some(Amount {
        start,
        end,
        numeral,
        low: Some(factor * numeral.low),
        high: numeral.high.map(|high| factor * high),
        bound: if numeral.form == Form::Vague { Bound::About } else { Bound::Exact },
        unit,
        from: None,
        hyphenated,
    })
}

/// Whether a numeral is no part of a longer word, code or clock time.
fn stands_free(lexemes: &Lexemes, start: usize) -> bool {
    if !lexemes.is_glued(start) || start == 0 {
        return true;
    }
    let before = lexemes.word_before(start, 1);
    let glued_twice = lexemes.is_glued(start - 1);
    match before {
        "-" | "–" => {
            let prefix = lexemes.word_before(start, 2);
            !glued_twice || matches!(prefix, "sub" | "minus" | "now" | "then" | "mid" | "pre" | "than")
        }
        ":" | "." | "/" | "_" | "#" | "@" | "'" | "’" => {
            !glued_twice || before == "/" && !lexemes.is_number(start - 2)
        }
        "×" | "^" => false,
        "ps" | "usd" | "eur" | "gbp" | "rs" | "a" | "c" | "s" | "us" => {
            unit::currency_before(lexemes, start).is_some()
        }
        _ => {
            !lexemes.is_word(start - 1) && !lexemes.is_number(start - 1)
                || unit::currency_before(lexemes, start).is_some()
        }
    }
}

/// A minus before the numeral: its first lexeme, and whether there is one.
fn sign(lexemes: &Lexemes, at: usize) -> (usize, bool) {
    let before = lexemes.word_before(at, 1);
    let glued_minus =
        matches!(before, "-" | "−" | "–") && lexemes.is_glued(at) && !lexemes.is_glued(at.saturating_sub(1));
    if glued_minus {
        return (at - 1, true);
    }
    if before == "minus" {
        return (at - 1, true);
    }
    if before == "-" && lexemes.word_before(at, 2) == "minus" {
        return (at - 2, true);
    }
    (at, false)
}

/// What follows a sum of money: a country's code ("$31 US"), a denominator ("a share").
fn money(lexemes: &Lexemes, symbol: &str, end: usize) -> (Option<String>, usize) {
    let code = matches!(lexemes.written(end), "US" | "USD" | "CAD" | "Canadian" | "Australian");
    let end = if code { end + 1 } else { end };
    match unit::denominator(lexemes, end) {
        Some((under, after)) => (Some(format!("{symbol}/{under}")), after),
        None => (Some(symbol.to_owned()), end),
    }
}

/// Digits that letters follow without a gap: "10th", "787s", "4x4", "3D".
fn is_ordinal_or_model(lexemes: &Lexemes, end: usize) -> bool {
    lexemes.is_glued(end) && (lexemes.is_word(end) || matches!(lexemes.word(end), ":" | "×"))
        || lexemes.is_glued(end) && lexemes.word(end) == "/" && lexemes.is_number(end + 1)
}

/// Joins the amount after "to", "-" or "and" to `first`, where the two make one range or one change.
fn range(lexemes: &Lexemes, first: &Amount) -> Option<Amount> {
    let (link, next) = link(lexemes, first)?;
    let second =
        (next..=next + 2).find_map(|at| single(lexemes, at).filter(|second| second.start <= next))?;
    let second = upper_of(lexemes, &second).unwrap_or(second);
    let unit = match (&first.unit, &second.unit) {
        (Some(own), Some(other)) if own != other => return None,
        (None, None) => None,
        (own, other) => other.clone().or_else(|| own.clone()),
    };
    let (mut low, high) = (first.low?, second.high?);
    if high >= 1e3 * low && second.numeral.form == Form::Digits && first.end == first.numeral.end && low > 0.0
    {
        low = scaled_alike(lexemes, first, &second, low);
    }
    let from = hedge::before(lexemes, first.start).0;
    let changes = lexemes.word_before(from, 1) == "from" || lexemes.word_before(first.start, 1) == "from";
    if second.numeral.form == Form::Vague || !changes && low >= high {
        return None;
    }
    if !changes
        && (link == Link::To && first.unit.is_some() && second.unit.is_none()
            || link == Link::And && !is_between(lexemes, first.start))
    {
        return None;
    }
    Some(Amount {
        start: first.start,
        end: second.end.max(first.end),
        numeral: second.numeral,
        low: Some(low.min(high)),
        high: Some(low.max(high)),
        bound: Bound::Range,
        unit,
        from: changes.then_some(low),
        hyphenated: second.hyphenated,
    })
}

/// The upper end of "33-35 billion" where that is the second end of a range.
fn upper_of(lexemes: &Lexemes, second: &Amount) -> Option<Amount> {
    let (link, next) = link(lexemes, second)?;
    let upper = single(lexemes, next).filter(|_| link == Link::Dash)?;
    (upper.low > second.low).then_some(upper)
}

/// "33 to 35 billion": the first numeral takes the magnitude of the second.
fn scaled_alike(lexemes: &Lexemes, first: &Amount, second: &Amount, low: f64) -> f64 {
    let own = numeral::value_of_digits(lexemes.word(second.numeral.start));
    let factor = own.filter(|own| *own > 0.0).map_or(1.0, |own| second.numeral.low / own);
    let plain = first.numeral.end - first.numeral.start == 1;
    let scaled = low * factor;
    if plain && scaled <= second.numeral.low { scaled } else { low }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    To,
    And,
    Dash,
}

/// The word between the ends of a range, and where the second end begins.
fn link(lexemes: &Lexemes, first: &Amount) -> Option<(Link, usize)> {
    let mut at = first.end;
    // "14- to 16-year-olds"
    if lexemes.word(at) == "-" && lexemes.is_glued(at) && !lexemes.is_glued(at + 1) {
        at += 1;
    }
    let aside = year_aside(lexemes, at);
    match lexemes.word(at) {
        "to" => Some((Link::To, at + 1)),
        "and" => Some((Link::And, at + 1)),
        "-" | "–" | "—" if lexemes.is_glued(at) == lexemes.is_glued(at + 1) => Some((Link::Dash, at + 1)),
        "in" if lexemes.word(aside) == "to" && lexemes.word_before(first.start, 1) == "from" => {
            Some((Link::To, aside + 1))
        }
        _ => None,
    }
}

/// One past "in 2008".
fn year_aside(lexemes: &Lexemes, at: usize) -> usize {
    let year = lexemes.integer(at + 1).is_some_and(|year| (1900..2100).contains(&year));
    if lexemes.word(at) == "in" && year { at + 2 } else { at }
}

fn is_between(lexemes: &Lexemes, at: usize) -> bool {
    let start = hedge::before(lexemes, at).0;
    lexemes.word_before(start, 1) == "between" || lexemes.word_before(at, 1) == "between"
}

fn with_hedges(lexemes: &Lexemes, mut amount: Amount) -> Amount {
    if lexemes.word_before(amount.start, 1) == "from" && amount.from.is_some()
        || amount.bound == Bound::Range && is_between(lexemes, amount.start)
    {
        amount.start -= 1;
    }
    let (start, mut bound) = hedge::before(lexemes, amount.start);
    amount.start = start;
    if lexemes.word_before(amount.start, 1) == "sub" || lexemes.ends_with(amount.start, &["sub", "-"]) {
        bound = Some(Bound::LessThan);
    }
    for at in [amount.numeral.end, amount.end] {
        if let Some((end, after)) = hedge::after(lexemes, at) {
            bound = bound.or(Some(after));
            amount.end = amount.end.max(end);
        }
    }
    // "under one pillar" tells where, and not how many.
    let is_under = matches!(lexemes.word(start), "under" | "below" | "beneath");
    let is_place = is_under && amount.low == Some(1.0) && amount.unit.is_none();
    if amount.bound != Bound::Range
        && let Some(bound) = bound.filter(|_| !is_place)
    {
        set_bound(&mut amount, bound);
    }
    amount
}

fn set_bound(amount: &mut Amount, bound: Bound) {
    amount.bound = bound;
    match bound {
        Bound::MoreThan | Bound::AtLeast => amount.high = None,
        Bound::LessThan | Bound::AtMost => {
            amount.high = amount.high.or(amount.low);
            amount.low = None;
        }
        Bound::Exact | Bound::About | Bound::Range => {}
    }
}
