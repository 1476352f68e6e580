//! Values of figures: which may be the same, and how they read.

use crate::annotate::{Bound, Quantity};

/// How far "around" reaches, as a share of the number: one part in ten, the common reading of a rounded figure.
const ABOUT: f64 = 0.1;
/// How far "at least" reaches beyond a number that is not round, as a share of it. A bound on such a number is a
/// count with a reserve, not a guess.
const RESERVE: f64 = 0.05;

/// What a hedged number may stand for, both ends included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Value {
    /// The least.
    pub low: f64,
    /// The greatest.
    pub high: f64,
    /// The number as written; of a range, its middle.
    pub number: f64,
    /// How it was hedged.
    pub bound: Bound,
    /// Whether the words give an order of magnitude and no number ("dozens").
    pub vague: bool,
}

/// Words for an order of magnitude.
const VAGUE: &[&str] = &[
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "tens",
    "millions",
    "billions",
    "several",
    "many",
    "few",
    "handful",
];
/// How far below and above its word a vague number may lie: "dozens" are told of twenty and of two hundred.
const VAGUE_REACH: (f64, f64) = (0.5, 12.0);

impl Value {
    /// The value of a quantity, whose words are `words`; `None` where it holds no number.
    pub fn of(quantity: &Quantity, words: &str) -> Option<Value> {
        let number = match (quantity.low, quantity.high) {
            (Some(low), Some(high)) => (low + high) / 2.0,
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => return None,
        };
        let bounded = |low: f64, high: f64| Value { low, high, number, bound: quantity.bound, vague: false };
        if is_vague(words) {
            let number = quantity.low.unwrap_or(number);
            let (low, high) = (number * VAGUE_REACH.0, number * VAGUE_REACH.1);
            return Some(Value { low, high, number, bound: quantity.bound, vague: true });
        }
        let reach = if is_in_dozens(words) { DOZEN } else { reach(number) };
        Some(match (quantity.bound, quantity.low, quantity.high) {
            (Bound::Range, Some(low), Some(high)) => bounded(low, high),
            (Bound::About, Some(low), Some(high)) if low < high => bounded(low, high),
            (Bound::About, ..) => bounded(number * (1.0 - ABOUT), number * (1.0 + ABOUT)),
            (Bound::MoreThan | Bound::AtLeast, low, high) => {
                let low = low.unwrap_or(number);
                bounded(low, high.filter(|high| *high > low).unwrap_or(low + reach))
            }
            (Bound::LessThan | Bound::AtMost, low, high) => {
                let high = high.unwrap_or(number);
                bounded(low.filter(|low| *low < high && *low > 0.0).unwrap_or(high - reach), high)
            }
            (_, low, high) => bounded(low.unwrap_or(number), high.unwrap_or(number)),
        })
    }

    /// Whether both may stand for the same number.
    pub fn fits(self, other: Value) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

fn is_vague(words: &str) -> bool {
    let digits = words.contains(|c: char| c.is_ascii_digit());
    !digits && words.split_whitespace().any(|word| VAGUE.contains(&word.to_lowercase().as_str()))
}

/// "More than two dozen" speaks of all before three dozen.
const DOZEN: f64 = 12.0;

fn is_in_dozens(words: &str) -> bool {
    words.split_whitespace().any(|word| word.eq_ignore_ascii_case("dozen"))
}

/// How far a bound reaches beyond its number: to the next number as round as it. "Over 40" speaks of the forties,
/// "over 12,000" of the twelve thousands.
fn reach(number: f64) -> f64 {
    if number.fract() != 0.0 || number.abs() < 1.0 {
        return number.abs() * ABOUT;
    }
    let mut step = 1.0;
    while number % (step * 10.0) == 0.0 {
        step *= 10.0;
    }
    if step == 1.0 { (number * RESERVE).max(1.0) } else { step }
}

/// The number with marks between thousands, and words for its hedge.
///
/// ```
/// use variorum::align::value::written;
/// use variorum::annotate::Bound;
/// assert_eq!(written(12_000.0, Bound::About), "about 12,000");
/// ```
pub fn written(number: f64, bound: Bound) -> String {
    let number = grouped(number);
    match bound {
        Bound::Exact | Bound::Range => number,
        Bound::About => format!("about {number}"),
        Bound::MoreThan => format!("more than {number}"),
        Bound::AtLeast => format!("at least {number}"),
        Bound::LessThan => format!("fewer than {number}"),
        Bound::AtMost => format!("at most {number}"),
    }
}

/// The number with marks between thousands.
pub fn grouped(number: f64) -> String {
    let plain = if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{number}") };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut marked = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            marked.push(',');
        }
        marked.push(digit);
    }
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{marked}{point}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(number: f64, bound: Bound) -> Value {
        written_as(number, bound, "")
    }

    fn written_as(number: f64, bound: Bound, words: &str) -> Value {
        let (low, high) = match bound {
            Bound::AtLeast | Bound::MoreThan => (Some(number), None),
            Bound::AtMost | Bound::LessThan => (None, Some(number)),
            _ => (Some(number), Some(number)),
        };
        let quantity = Quantity {
            span: Default::default(),
            low,
            high,
            bound,
            unit: None,
            of: None,
            measure: None,
            change: None,
            from: None,
            token: 0,
            sentence: 0,
        };
        Value::of(&quantity, words).expect("a number")
    }

    #[test]
    fn bounds_fit_the_numbers_that_they_announce() {
        use Bound::*;
        let cases = [
            (12_000.0, About, 12_000.0, Exact, true),
            (40.0, MoreThan, 43.0, Exact, true),
            (40.0, MoreThan, 58.0, Exact, false),
            (58.0, AtLeast, 58.0, Exact, true),
            (58.0, AtLeast, 72.0, Exact, false),
            (73_000.0, MoreThan, 73_276.0, Exact, true),
            (54_000.0, MoreThan, 57_600.0, Exact, false),
            (55_000.0, About, 54_000.0, MoreThan, true),
            (40.0, AtMost, 35.0, Exact, true),
            (22.0, Exact, 31.0, Exact, false),
            (5.0, AtLeast, 6.0, Exact, true),
            (0.5, AtLeast, 0.52, Exact, true),
        ];
        for (number, bound, other, other_bound, fits) in cases {
            let pair = (value(number, bound), value(other, other_bound));
            assert_eq!(pair.0.fits(pair.1), fits, "{number} {bound:?} / {other} {other_bound:?}");
            assert_eq!(pair.1.fits(pair.0), fits, "{other} {other_bound:?} / {number} {bound:?}");
        }
    }

    #[test]
    fn dozens_are_counted_in_twelves() {
        let more = written_as(24.0, Bound::MoreThan, "More than two dozen people");
        assert_eq!(
            [23.0, 27.0, 40.0].map(|other| more.fits(value(other, Bound::Exact))),
            [false, true, false]
        );
    }

    #[test]
    fn vague_words_fit_what_they_may_stand_for() {
        let dozens = |other: f64| {
            let mut vague = value(24.0, Bound::About);
            (vague.low, vague.high, vague.vague) = (24.0 * VAGUE_REACH.0, 24.0 * VAGUE_REACH.1, true);
            vague.fits(value(other, Bound::Exact))
        };
        assert_eq!([3.0, 58.0, 200.0, 2000.0].map(dozens), [false, true, true, false]);
        assert!(
            is_vague("Dozens of people") && !is_vague("about 40 people") && !is_vague("several of the 40")
        );
    }

    #[test]
    fn numbers_read_as_people_write_them() {
        let cases = [
            (43.0, Bound::Exact, "43"),
            (12_000.0, Bound::About, "about 12,000"),
            (1_234_567.5, Bound::AtLeast, "at least 1,234,567.5"),
            (-3.0, Bound::Exact, "-3"),
        ];
        for (number, bound, text) in cases {
            assert_eq!(written(number, bound), text);
        }
    }
}
