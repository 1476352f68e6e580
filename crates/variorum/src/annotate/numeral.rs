//! Numerals in digits and in words: "43", "2.4 million", "twenty-one", "half a dozen", "two-thirds", "tens of thousands".

use super::lexeme::Lexemes;

/// A numeral and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Numeral {
    /// First lexeme.
    pub start: usize,
    /// One past the last lexeme.
    pub end: usize,
    /// The least value it can stand for.
    pub low: f64,
    /// The greatest value it can stand for; `None` where it has no upper end ("dozens").
    pub high: Option<f64>,
    /// How it is written.
    pub form: Form,
}

/// How a [`Numeral`] is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits, with or without a magnitude after them.
    Digits,
    /// Number words.
    Words,
    /// "two-thirds", "half", "3/4".
    Fraction,
    /// "dozens", "tens of thousands".
    Vague,
}

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const PARTS: [(&str, f64); 14] = [
    ("half", 2.0),
    ("halves", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fourth", 4.0),
    ("fourths", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("sixth", 6.0),
    ("eighth", 8.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];

/// Reads the numeral that starts at lexeme `at`, the longest there is.
pub fn read(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    vague(lexemes, at)
        .or_else(|| fraction(lexemes, at))
        .or_else(|| in_digits(lexemes, at))
        .or_else(|| in_words(lexemes, at))
        .or_else(|| article_and_magnitude(lexemes, at))
}

/// The value of a cardinal word below a hundred.
pub fn small_cardinal(word: &str) -> Option<f64> {
    let unit = UNITS.iter().position(|unit| *unit == word).map(|value| value as f64);
    unit.or_else(|| TENS.iter().position(|tens| *tens == word).map(|value| (value * 10 + 20) as f64))
}

/// The value of a word or suffix that multiplies the number before it.
fn magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" => 1e3,
        "million" | "mln" | "mn" => 1e6,
        "billion" | "bln" | "bn" | "milliard" => 1e9,
        "trillion" | "trn" | "tn" => 1e12,
        _ => return None,
    })
}

/// A letter glued to digits that multiplies them ("$3m", "10k"); only money and counts are written so.
fn glued_magnitude(written: &str) -> Option<f64> {
    Some(match written {
        "k" | "K" => 1e3,
        "m" | "M" => 1e6,
        "b" | "B" => 1e9,
        "t" => 1e12,
        _ => return None,
    })
}

/// The value of digits as written, separators left out.
pub fn value_of_digits(digits: &str) -> Option<f64> {
    let points = digits.matches('.').count();
    let plain: String = digits.chars().filter(|&c| c.is_ascii_digit() || c == '.' && points == 1).collect();
    plain.parse().ok().filter(|value: &f64| value.is_finite())
}

fn exact(start: usize, end: usize, value: f64, form: Form) -> Numeral {
    Numeral { start, end, low: value, high: Some(value), form }
}

fn in_digits(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    if !lexemes.is_number(at) {
        return None;
    }
    let mut value = value_of_digits(lexemes.word(at))?;
    let mut end = at + 1;
    if let Some((times, after)) = magnitudes(lexemes, end) {
        return Some(exact(at, after, value * times, Form::Digits));
    }
    if lexemes.is_glued(end) {
        if let Some(times) = glued_letter(lexemes, at) {
            return Some(exact(at, end + 1, value * times, Form::Digits));
        }
    } else if let Some((part, after)) = slashed(lexemes, end).filter(|_| value.fract() == 0.0) {
        value += part;
        end = after;
    }
    if let Some(part) = vulgar(lexemes.word(end)) {
        value += part;
        end += 1;
    }
    Some(exact(at, end, value, Form::Digits))
}

/// The factor of a letter glued to the digits at `at`, where money stands before them or the letter is clear by itself.
fn glued_letter(lexemes: &Lexemes, at: usize) -> Option<f64> {
    let letter = lexemes.written(at + 1);
    let before = lexemes.word_before(at, 1);
    let money = matches!(before, "$" | "£" | "€" | "¥" | "₹" | "ps" | "usd" | "eur" | "gbp" | "rs");
    let ends = !lexemes.is_glued(at + 2) || !lexemes.is_word(at + 2) && !lexemes.is_number(at + 2);
    let counted = COUNTED_IN_MILLIONS.contains(&lexemes.word(at + 2));
    let clear = matches!(letter, "k" | "K" | "M") && lexemes.word(at + 2) != "/" || counted;
    glued_magnitude(letter).filter(|_| ends && (money || clear))
}

/// Words behind "38m" that make it millions and no metres.
const COUNTED_IN_MILLIONS: &[&str] = &[
    "crowns", "dirhams", "dollars", "euros", "francs", "kroner", "kronor", "lira", "people", "pesos",
    "pounds", "rand", "reais", "riyals", "roubles", "rubles", "rupees", "shekels", "tonnes", "users",
    "viewers", "votes", "yen", "yuan", "zlotys",
];

/// Magnitude words after a number ("million", "hundred thousand"), as their product.
fn magnitudes(lexemes: &Lexemes, at: usize) -> Option<(f64, usize)> {
    let mut end = at;
    let mut product = 1.0;
    while let Some(times) = magnitude(lexemes.word(skip_hyphen(lexemes, end))) {
        product *= times;
        end = skip_hyphen(lexemes, end) + 1;
    }
    (end > at).then_some((product, end))
}

/// The lexeme after a hyphen that binds two words.
fn skip_hyphen(lexemes: &Lexemes, at: usize) -> usize {
    let binds = lexemes.word(at) == "-" && lexemes.is_glued(at) && lexemes.is_glued(at + 1);
    if binds { at + 1 } else { at }
}

fn in_words(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    let mut total = 0.0;
    let mut current = small_cardinal(lexemes.word(at))?;
    let mut end = at + 1;
    loop {
        let next = skip_hyphen(lexemes, end);
        let word = lexemes.word(next);
        if let Some(value) = small_cardinal(word).filter(|&value| fills(current, value)) {
            current += value;
            end = next + 1;
        } else if word == "hundred" {
            current *= 100.0;
            end = next + 1;
        } else if let Some(times) = magnitude(word) {
            total += current * times;
            current = 0.0;
            end = next + 1;
        } else if word == "dozen" || word == "score" && current > 1.0 {
            let times = if word == "dozen" { 12.0 } else { 20.0 };
            return Some(exact(at, next + 1, current * times, Form::Words));
        } else if lexemes.reads(end, &["and", "a", "half"]) {
            current += 0.5;
            end += 3;
        } else if lexemes.word(end) == "and" && (current >= 100.0 || total > 0.0 && current == 0.0) {
            // "two hundred and five"
            match small_cardinal(lexemes.word(end + 1)) {
                Some(value) => {
                    current += value;
                    end += 2;
                }
                None => break,
            }
        } else {
            break;
        }
    }
    Some(exact(at, end, total + current, Form::Words))
}

/// Whether `value` fits into the empty last places of `current` ("twenty" + "one", "hundred" + "five").
fn fills(current: f64, value: f64) -> bool {
    let places = if value >= 10.0 { 100.0 } else { 10.0 };
    value > 0.0 && (current == 0.0 || current >= places && current % places == 0.0)
}

/// "a hundred", "a dozen", "half a million", "a million and a half", "million".
fn article_and_magnitude(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    if lexemes.word(at) == "dozen" {
        return Some(exact(at, at + 1, 12.0, Form::Words));
    }
    let (factor, first) = match lexemes.word(at) {
        "half" if matches!(lexemes.word(at + 1), "a" | "an") => (0.5, at + 2),
        "half" => (0.5, skip_hyphen(lexemes, at + 1)),
        "a" | "an" => (1.0, at + 1),
        _ => return None,
    };
    let word = lexemes.word(first);
    if word == "dozen" {
        return Some(exact(at, first + 1, factor * 12.0, Form::Words));
    }
    let (times, mut end) = magnitudes(lexemes, first)?;
    let mut value = factor * times;
    if lexemes.reads(end, &["and", "a", "half"]) {
        value *= 1.5;
        end += 3;
    }
    Some(exact(at, end, value, Form::Words))
}

fn vulgar(word: &str) -> Option<f64> {
    Some(match word {
        "½" => 0.5,
        "¼" => 0.25,
        "¾" => 0.75,
        "⅓" => 1.0 / 3.0,
        "⅔" => 2.0 / 3.0,
        _ => return None,
    })
}

/// "3/4" with small parts, the lesser first.
fn slashed(lexemes: &Lexemes, at: usize) -> Option<(f64, usize)> {
    let (over, under) = (lexemes.integer(at)?, lexemes.integer(at + 2)?);
    let is_fraction = lexemes.word(at + 1) == "/"
        && lexemes.is_glued(at + 1)
        && lexemes.is_glued(at + 2)
        && lexemes.word(at + 3) != "/"
        && over < under
        && matches!(under, 2 | 3 | 4 | 5 | 6 | 8 | 10 | 16 | 32);
    is_fraction.then(|| (f64::from(over) / f64::from(under), at + 3))
}

fn fraction(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    if let Some(value) = vulgar(lexemes.word(at)) {
        return Some(exact(at, at + 1, value, Form::Fraction));
    }
    if let Some((value, end)) = slashed(lexemes, at) {
        return Some(exact(at, end, value, Form::Fraction));
    }
    if let Some(found) = out_of(lexemes, at) {
        return Some(found);
    }
    let word = lexemes.word(at);
    if word == "half" {
        let next = lexemes.word(at + 1);
        let counts = matches!(next, "of" | "the" | "its" | "their" | "his" | "her" | "our" | "my" | "all");
        return counts.then(|| exact(at, at + 1, 0.5, Form::Fraction));
    }
    let over = if matches!(word, "a" | "an") { Some(1.0) } else { small_cardinal(word) }?;
    let next = skip_hyphen(lexemes, at + 1);
    let (_, under) = PARTS.iter().find(|(part, _)| *part == lexemes.word(next))?;
    let hyphenated = next > at + 1;
    let plural = lexemes.word(next).ends_with('s') && over > 1.0;
    let counts = plural && over < *under || lexemes.word(next + 1) == "of" || hyphenated && over == 1.0;
    (counts && lexemes.word(next) != "seconds").then(|| exact(at, next + 1, over / under, Form::Fraction))
}

/// "one in five", "three out of four".
fn out_of(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    let over = small_cardinal(lexemes.word(at)).or_else(|| lexemes.integer(at).map(f64::from))?;
    let first = match lexemes.word(at + 1) {
        "out" if lexemes.word(at + 2) == "of" => at + 3,
        "in" if lexemes.is_word(at) => at + 2,
        _ => return None,
    };
    let under = small_cardinal(lexemes.word(first)).or_else(|| lexemes.integer(first).map(f64::from))?;
    let counts = over >= 1.0 && over < under && under <= 1000.0 && lexemes.word(first + 1) != "of";
    counts.then(|| exact(at, first + 1, over / under, Form::Fraction))
}

fn vague(lexemes: &Lexemes, at: usize) -> Option<Numeral> {
    let low = plural_magnitude(lexemes.word(at))?;
    if lexemes.word(at + 1) == "of"
        && let Some(times) = plural_magnitude(lexemes.word(at + 2)).filter(|times| *times > low)
    {
        let high = low * 10.0 * times;
        return Some(Numeral {
            start: at,
            end: at + 3,
            low: low * times,
            high: Some(high),
            form: Form::Vague,
        });
    }
    let counts = low > 10.0;
    let low = if low == 12.0 { 24.0 } else { 2.0 * low };
    counts.then_some(Numeral { start: at, end: at + 1, low, high: None, form: Form::Vague })
}

fn plural_magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "tens" => 10.0,
        "dozens" => 12.0,
        "scores" => 20.0,
        "hundreds" => 1e2,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        "trillions" => 1e12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn numerals_have_the_value_they_are_read_with() {
        let cases = [
            ("43 people", "43", Some((43.0, 43.0))),
            ("12,450", "12,450", Some((12450.0, 12450.0))),
            ("2.4 million people", "2.4 million", Some((2.4e6, 2.4e6))),
            ("twenty-one boats", "twenty-one", Some((21.0, 21.0))),
            ("two hundred and five", "two hundred and five", Some((205.0, 205.0))),
            ("three thousand four hundred", "three thousand four hundred", Some((3400.0, 3400.0))),
            ("half a dozen", "half a dozen", Some((6.0, 6.0))),
            ("two and a half million", "two and a half million", Some((2.5e6, 2.5e6))),
            ("a million and a half", "a million and a half", Some((1.5e6, 1.5e6))),
            ("two-thirds of", "two-thirds", Some((2.0 / 3.0, 2.0 / 3.0))),
            ("a third of", "a third", Some((1.0 / 3.0, 1.0 / 3.0))),
            ("a third man", "", None),
            ("one in five", "one in five", Some((0.2, 0.2))),
            ("tens of thousands of", "tens of thousands", Some((1e4, 1e5))),
            ("dozens of", "dozens", Some((24.0, f64::INFINITY))),
            ("hundreds", "hundreds", Some((200.0, f64::INFINITY))),
            ("a dozen", "a dozen", Some((12.0, 12.0))),
            ("five thousand to", "five thousand", Some((5000.0, 5000.0))),
            ("twenty two", "twenty two", Some((22.0, 22.0))),
            ("eight nine", "eight", Some((8.0, 8.0))),
            ("10k", "10k", Some((1e4, 1e4))),
            ("54GB", "54", Some((54.0, 54.0))),
            ("six 1/2", "six", Some((6.0, 6.0))),
            ("6 1/2 hours", "6 1/2", Some((6.5, 6.5))),
            ("the", "", None),
        ];
        for (text, written, value) in cases {
            let lexemes = Lexemes::cut(text, Span::new(0, text.len()));
            let numeral = read(&lexemes, 0);
            let found = numeral.map(|numeral| (numeral.low, numeral.high.unwrap_or(f64::INFINITY)));
            assert_eq!(found, value, "{text}");
            let span = numeral.map_or("", |numeral| lexemes.span(numeral.start, numeral.end).of(text));
            assert_eq!(span, written, "{text}");
        }
    }
}
