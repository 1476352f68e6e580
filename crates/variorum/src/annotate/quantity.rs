//! Quantities: how many of what, in which state, and how exactly.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::lexeme::Lexemes;
use super::mention::is_group_noun;
use super::{Mention, Parse, Sentence, Time, TimeKind};
use crate::text::Span;
use amount::Amount;
use counted::Counted;

mod amount;
mod counted;
mod exclude;
mod hedge;
mod idiom;
mod measure;
mod state;
mod toll;
pub mod unit;

pub use state::{GRAVE, is_personal};

/// A number as a report gives it. Years, ordinals, addresses and ages in names are not quantities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number with its hedge and its unit ("at least 40 people"), without the rest of the noun phrase.
    pub span: Span,
    /// The least value that fits, where there is one.
    pub low: Option<f64>,
    /// The greatest value that fits, where there is one.
    pub high: Option<f64>,
    /// How the value is hedged.
    pub bound: Bound,
    /// The unit: `person`, `percent`, `km`, `USD`, or the lemma of the noun that is counted.
    pub unit: Option<String>,
    /// The noun phrase that names what is counted ("residents of the lower town").
    pub of: Option<Span>,
    /// The state of what is counted: `killed`, `injured`, `missing`, `displaced`, `arrested`, …
    pub measure: Option<String>,
    /// Whether the text tells it as a rise or a fall by this much.
    pub change: Option<Change>,
    /// The value before, in "rose from 20 to 43".
    pub from: Option<f64>,
    /// The token that carries the number (the last of several), as an index into the document.
    pub token: usize,
    /// The sentence it stands in.
    pub sentence: usize,
}

/// How a [`Quantity`] is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// "43".
    Exact,
    /// "around 12,000", "dozens".
    About,
    /// "over 40".
    MoreThan,
    /// "at least 40".
    AtLeast,
    /// "fewer than 40".
    LessThan,
    /// "up to 40".
    AtMost,
    /// "between 40 and 50".
    Range,
}

/// The direction of a change by some amount ("fell 3 percent").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Change {
    /// "rose 3 percent".
    Up,
    /// "fell 3 percent".
    Down,
}

/// Finds the quantities of a document, in order.
///
/// `paragraphs` gives the lexemes of each paragraph; `times` are found before, since a year or an hour is no quantity.
pub fn find(
    parse: &Parse,
    sentences: &[Sentence],
    paragraphs: &[Lexemes],
    mentions: &[Mention],
    times: &[Time],
) -> Vec<Quantity> {
    let mut quantities = Vec::new();
    for lexemes in paragraphs {
        let mut at = 0;
        while at < lexemes.len() {
            let found = amount::read(lexemes, at);
            let next = found.as_ref().map_or(at + 1, |amount| amount.numeral.end.max(at + 1));
            if let Some(amount) = found.filter(|amount| !is_time(lexemes, amount, times)) {
                let page = Page { lexemes, parse, sentences, mentions };
                quantities.extend(page.quantity(amount));
            }
            at = next;
        }
    }
    share_bounds(&parse.doc.text, &mut quantities);
    quantities
}

/// "more than 100 kilometres (60 miles)": the same in other units is as exact as what it repeats.
fn share_bounds(text: &str, quantities: &mut [Quantity]) {
    for index in 1..quantities.len() {
        let (before, rest) = quantities.split_at_mut(index);
        let (Some(said), Some(repeated)) = (before.last(), rest.first_mut()) else { return };
        let between = text.get(said.span.end as usize..repeated.span.start as usize).unwrap_or_default();
        let measured = said.unit.is_some() && repeated.unit.is_some() && said.unit != repeated.unit;
        if !measured || !matches!(between.trim(), "(" | "/") || repeated.bound != Bound::Exact {
            continue;
        }
        let value = repeated.low.or(repeated.high);
        match said.bound {
            Bound::MoreThan | Bound::AtLeast => (repeated.low, repeated.high) = (value, None),
            Bound::LessThan | Bound::AtMost => (repeated.low, repeated.high) = (None, value),
            Bound::About => {}
            Bound::Exact | Bound::Range => continue,
        }
        repeated.bound = said.bound;
    }
}

/// Whether a number is part of a date or a time of day.
fn is_time(lexemes: &Lexemes, amount: &Amount, times: &[Time]) -> bool {
    let span = lexemes.span(amount.numeral.start, amount.numeral.end);
    let first = times.partition_point(|time| time.span.end <= span.start);
    times[first..]
        .iter()
        .take_while(|time| time.span.start < span.end)
        .any(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time))
}

/// What is at hand while one paragraph is read.
struct Page<'p> {
    lexemes: &'p Lexemes<'p>,
    parse: &'p Parse<'p>,
    sentences: &'p [Sentence],
    mentions: &'p [Mention],
}

impl Page<'_> {
    fn quantity(&self, amount: Amount) -> Option<Quantity> {
        let (lexemes, parse) = (self.lexemes, self.parse);
        let number = self.last_token_of(amount.numeral.start, amount.numeral.end)?;
        let after = self.last_token_of(amount.numeral.start, amount.end.max(amount.numeral.end))? + 1;
        let sentence = self.sentences.partition_point(|sentence| sentence.tokens.end <= number);
        if sentence >= self.sentences.len() {
            return None;
        }
        let counted = counted::find(parse, number, after, amount.unit.is_some());
        let noun = counted.as_ref().map(|counted| counted.noun);
        let age = amount.unit.is_none() && self.is_age(&amount, number);
        let measure = self.measure(&amount, number, noun, after).filter(|_| !age);
        if !age && exclude::is_no_count(lexemes, parse, &amount, number, noun, measure.is_some()) {
            return None;
        }
        let counted = counted.filter(|_| !age);
        let unit =
            if age { Some("year of age".to_owned()) } else { self.unit(&amount, counted.as_ref(), measure) };
        let change = self.change(&amount);
        let is_passed = amount.bound == Bound::Exact && toll::is_passed(parse, number);
        let mut quantity = Quantity {
            span: self.span(&amount, counted.as_ref()),
            low: amount.low,
            high: amount.high.filter(|_| !is_passed),
            bound: if is_passed { Bound::MoreThan } else { amount.bound },
            unit,
            of: counted.map(|counted| parse.span(counted.phrase)).filter(|span| !span.is_empty()),
            measure: measure.map(str::to_owned),
            change,
            from: None,
            token: number,
            sentence,
        };
        self.settle_from(&amount, &mut quantity);
        Some(quantity)
    }

    fn last_token_of(&self, start: usize, end: usize) -> Option<usize> {
        let last = self.lexemes.get(end.checked_sub(1)?.max(start))?;
        let token = self.parse.token_at(last.span.end - 1);
        (token < self.parse.len() && self.parse.doc.tokens[token].start < last.span.end).then_some(token)
    }

    fn measure(
        &self,
        amount: &Amount,
        number: usize,
        noun: Option<usize>,
        after: usize,
    ) -> Option<&'static str> {
        let countable = amount.unit.as_deref().is_none_or(|unit| unit == "percent" || unit == "year of age");
        if !countable || amount.unit.as_deref() == Some("year of age") {
            return None;
        }
        measure::find(self.parse, number, noun, after)
    }

    /// The unit: what the words say, `person` for human beings, else the noun that is counted.
    fn unit(&self, amount: &Amount, counted: Option<&Counted>, measure: Option<&str>) -> Option<String> {
        if let Some(unit) = &amount.unit {
            return Some(unit.clone());
        }
        self.noun_unit(counted)
            .or_else(|| measure.filter(|measure| is_personal(measure)).map(|_| "person".to_owned()))
    }

    fn noun_unit(&self, counted: Option<&Counted>) -> Option<String> {
        let noun = counted?.noun;
        let lemma = self.parse.lemma(noun).to_lowercase();
        if let Some(symbol) = unit::symbol_of(&self.parse.text(noun).to_lowercase()) {
            return Some(symbol.to_owned());
        }
        let is_group = is_group_noun(&lemma) && lemma != "family";
        if counted::is_person(self.parse, noun) || is_group || is_body_count(&lemma) {
            return Some("person".to_owned());
        }
        if matches!(lemma.as_str(), "who" | "whom") {
            return Some("person".to_owned());
        }
        (!matches!(lemma.as_str(), "they" | "them" | "we" | "it" | "which" | "those" | "these"))
            .then_some(lemma)
    }

    /// From the hedge to the unit, or to the noun that directly follows.
    fn span(&self, amount: &Amount, counted: Option<&Counted>) -> Span {
        let words = self.lexemes.span(amount.start, amount.end);
        match counted {
            Some(counted) if amount.unit.is_none() && counted.noun < self.parse.len() => {
                let noun = self.parse.span(counted.noun..counted.noun + 1);
                if noun.start >= words.end && noun.end - words.end < 60 { words.join(noun) } else { words }
            }
            _ => words,
        }
    }

    /// "Brenn, 54, said": a number between commas behind a person's name.
    fn is_age(&self, amount: &Amount, number: usize) -> bool {
        let (start, end) = (amount.numeral.start, amount.numeral.end);
        let plausible =
            self.lexemes.integer(start).is_some_and(|age| (1..=120).contains(&age)) && end == start + 1;
        if !plausible {
            return false;
        }
        let before = self.lexemes.word_before(start, 1);
        if matches!(before, "aged") || self.lexemes.ends_with(start, &["age", "of"]) || before == "age" {
            return true;
        }
        let told = matches!(before, "is" | "was") && matches!(self.lexemes.word(end), "." | "," | ";" | "");
        if told && self.is_person_subject(number) {
            return true;
        }
        let closed = match before {
            "," => matches!(self.lexemes.word(end), "," | "." | ";" | ")"),
            "(" => self.lexemes.word(end) == ")",
            _ => false,
        };
        let follows_person = number.checked_sub(2).is_some_and(|at| {
            let index = self.mentions.partition_point(|mention| mention.tokens.start <= at);
            self.mentions[..index]
                .iter()
                .rev()
                .take(4)
                .any(|mention| mention.tokens.end == at + 1 && mention.kind == super::EntityKind::Person)
        });
        closed && follows_person
    }

    /// "her son, who was 10": whether the clause of a bare number has a person for its subject.
    fn is_person_subject(&self, number: usize) -> bool {
        let verb = self.parse.head(number);
        let subject = self.parse.dependent(verb, &["nsubj"]);
        let person = |subject: usize| {
            matches!(self.parse.text(subject).to_lowercase().as_str(), "he" | "she" | "who")
                || self.mentions.iter().any(|mention| {
                    mention.tokens.contains(&subject) && mention.kind == super::EntityKind::Person
                })
        };
        subject.is_some_and(person)
    }

    /// "rose 3 percent", "up nearly 57%", "3 percent lower".
    fn change(&self, amount: &Amount) -> Option<Change> {
        let lexemes = self.lexemes;
        if amount.low.is_some_and(|low| low < 0.0) && amount.unit.as_deref() == Some("percent") {
            return Some(Change::Down);
        }
        match lexemes.word(amount.end) {
            "higher" => return Some(Change::Up),
            "lower" => return Some(Change::Down),
            _ => {}
        }
        let mut at = amount.start;
        while matches!(
            lexemes.word_before(at, 1),
            "by" | "another" | "a" | "further" | "an" | "additional" | "even" | "as" | "much"
        ) {
            at -= 1;
        }
        let word = lexemes.word_before(at, 1);
        // "gave up 517 yards", "ended up 3 miles away": only of shares and sums is "up" a direction.
        let measured = amount.unit.as_deref().is_some_and(|unit| unit == "percent" || is_money(unit));
        if matches!(word, "up" | "down") && !measured {
            return None;
        }
        let token = self.parse.token_at(lexemes.get(at.checked_sub(1)?)?.span.start);
        direction(word, self.parse.lemma(token.min(self.parse.len().checked_sub(1)?)))
    }

    /// "rose from 20 to 43" tells 43 now and 20 before; "ranges from 20 to 43" is a range.
    fn settle_from(&self, amount: &Amount, quantity: &mut Quantity) {
        let Some(before) = amount.from else { return };
        let Some(first) = self.lexemes.get(amount.start) else { return };
        let token = self.parse.token_at(first.span.start);
        let governor = self.parse.lemma(self.parse.head(token.min(self.parse.len() - 1))).to_lowercase();
        let (low, high) = (quantity.low, quantity.high);
        let now = if low == Some(before) { high } else { low };
        if is_change(&governor) || low == high || now < Some(before) {
            quantity.from = Some(before);
            quantity.bound = Bound::Exact;
            quantity.low = now;
            quantity.high = now;
        }
    }
}

/// Plural nouns of people that are collective in form.
fn is_body_count(lemma: &str) -> bool {
    matches!(
        lemma,
        "people"
            | "men"
            | "women"
            | "children"
            | "dead"
            | "wounded"
            | "injured"
            | "hurt"
            | "life"
            | "death"
            | "fatality"
            | "casualty"
            | "injury"
            | "body"
    )
}

fn is_money(unit: &str) -> bool {
    unit::is_currency(unit.split('/').next().unwrap_or(unit))
}

fn direction(word: &str, lemma: &str) -> Option<Change> {
    const UP: &[&str] = &[
        "rise", "gain", "climb", "jump", "increase", "grow", "advance", "surge", "soar", "rally", "leap",
        "expand", "up", "rocket", "inch",
    ];
    const DOWN: &[&str] = &[
        "fall", "drop", "lose", "decline", "decrease", "shed", "slip", "slide", "plunge", "plummet",
        "tumble", "sink", "shrink", "down", "ease", "dip", "slump", "contract", "reduce",
    ];
    if UP.contains(&word) || UP.contains(&lemma) {
        Some(Change::Up)
    } else {
        (DOWN.contains(&word) || DOWN.contains(&lemma)).then_some(Change::Down)
    }
}

/// Verbs and nouns that go from one value to another.
fn is_change(lemma: &str) -> bool {
    const OTHERS: &[&str] = &[
        "revise",
        "change",
        "slow",
        "go",
        "creep",
        "cut",
        "raise",
        "lower",
        "widen",
        "narrow",
        "edge",
        "double",
        "triple",
        "upgrade",
        "extend",
        "bring",
        "swell",
        "lift",
        "improve",
        "move",
        "decelerate",
        "accelerate",
        "quicken",
        "update",
    ];
    OTHERS.contains(&lemma) || direction(lemma, lemma).is_some()
}
