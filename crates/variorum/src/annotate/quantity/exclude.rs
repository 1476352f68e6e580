//! Numbers that count nothing: years, scores, addresses, articles, flights, models.

use std::ops::Range;

use variorum_spacy::Pos;

use super::Bound;
use super::amount::Amount;
use super::state;
use crate::annotate::Parse;
use crate::annotate::lexeme::Lexemes;
use crate::annotate::numeral::Form;

/// Words before a number that make it a label ("Article 5").
const LABELS: &[&str] = &[
    "act",
    "amendment",
    "appendix",
    "article",
    "ausgabe",
    "block",
    "bus",
    "category",
    "chapter",
    "clause",
    "class",
    "column",
    "covid",
    "directive",
    "episode",
    "exhibit",
    "exit",
    "figure",
    "file",
    "flight",
    "floor",
    "form",
    "formula",
    "game",
    "gate",
    "generation",
    "grade",
    "group",
    "highway",
    "interstate",
    "issue",
    "item",
    "lane",
    "level",
    "line",
    "lot",
    "mark",
    "model",
    "no",
    "nos",
    "number",
    "numbers",
    "order",
    "page",
    "pages",
    "paragraph",
    "part",
    "phase",
    "pier",
    "platform",
    "precinct",
    "proposition",
    "protocol",
    "quarter",
    "question",
    "regulation",
    "resolution",
    "room",
    "round",
    "route",
    "row",
    "rule",
    "runway",
    "season",
    "seat",
    "section",
    "sector",
    "serial",
    "series",
    "size",
    "slot",
    "stage",
    "station",
    "step",
    "suite",
    "table",
    "terminal",
    "tier",
    "title",
    "top",
    "track",
    "type",
    "unit",
    "version",
    "volume",
    "vol",
    "ward",
    "windows",
    "zone",
    "page",
    "chapter",
    "pp",
    "apartment",
    "apt",
    "road",
    "box",
    "channel",
    "studio",
    "reactor",
    "building",
    "pier",
    "camp",
    "district",
    "area",
    "grid",
    "locus",
];

const STREETS: &[&str] = &[
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "court",
    "drive",
    "highway",
    "lane",
    "place",
    "quay",
    "road",
    "rd",
    "row",
    "square",
    "st",
    "street",
    "terrace",
    "way",
    "hwy",
];

/// Whether an amount is no count and no measure. `number` is the numeral's last token, `noun` what it seems to count;
/// `has_state` tells that the words say what became of so many ("left 12 dead").
pub fn is_no_count(
    lexemes: &Lexemes,
    parse: &Parse,
    amount: &Amount,
    number: usize,
    noun: Option<usize>,
    has_state: bool,
) -> bool {
    let first = amount.numeral.start;
    if amount.unit.is_some() {
        return is_label(lexemes, amount, first)
            && amount.unit.as_deref() != Some("percent")
            && lexemes.is_number(first)
            && !is_money_amount(amount);
    }
    amount.hyphenated
        || is_clock(lexemes, amount)
        || is_idiom(lexemes, parse, amount, number, noun)
        || lexemes.is_number(first) && is_code(lexemes, parse, amount, number, noun, has_state)
}

fn is_money_amount(amount: &Amount) -> bool {
    amount
        .unit
        .as_deref()
        .is_some_and(|unit| super::unit::is_currency(unit.split('/').next().unwrap_or(unit)))
}

/// "ten past four", "at five to six": minutes of the hour.
fn is_clock(lexemes: &Lexemes, amount: &Amount) -> bool {
    let hour = lexemes.word(amount.numeral.end + 1);
    let is_hour = HOURS.contains(&hour) || hour.parse::<u8>().is_ok_and(|hour| (1..=12).contains(&hour));
    is_hour
        && match lexemes.word(amount.numeral.end) {
            "past" => true,
            "to" => matches!(lexemes.word_before(amount.numeral.start, 1), "at" | "by" | "until" | "around"),
            _ => false,
        }
}

const HOURS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "midnight", "noon",
];

/// Number words that count nothing: "no one", "one another", "the one", "at one point".
fn is_idiom(lexemes: &Lexemes, parse: &Parse, amount: &Amount, number: usize, noun: Option<usize>) -> bool {
    let Range { start, end } = amount.numeral.start..amount.numeral.end;
    let word = lexemes.word(start);
    let before = lexemes.word_before(start, 1);
    if amount.numeral.form == Form::Fraction {
        return is_ordinal(before)
            || matches!(before, "latter" | "other" | "better" | "last" | "back")
            || word == "half" && matches!(lexemes.word(end), "time" | "way");
    }
    if end - start > 1 || lexemes.is_number(start) {
        return false;
    }
    let next = lexemes.word(end);
    match word {
        "one" => {
            let counts = noun.is_some_and(|noun| noun > number)
                && matches!(
                    parse.dep(number),
                    "nummod" | "nsubj" | "dobj" | "attr" | "pobj" | "nsubjpass" | "conj" | "appos"
                );
            matches!(
                before,
                "no" | "this"
                    | "that"
                    | "the"
                    | "every"
                    | "each"
                    | "any"
                    | "some"
                    | "which"
                    | "another"
                    | "a"
                    | "an"
                    | "by"
                    | "anyone"
            ) || next == "of" && is_pronoun_of(lexemes, parse, end + 1, noun)
                || matches!(
                    next,
                    "another" | "day" | "time" | "thing" | "point" | "way" | "side" | "reason" | "-"
                )
                || amount.end == end && !counts && amount.bound == Bound::Exact && !state::is_state(next)
        }
        "zero" => noun.is_none(),
        "two" | "three" | "four" => noun.is_none() && parse.dep(number) == "advmod" && !state::is_grave(next),
        _ => false,
    }
}

/// "designated the day one of national mourning": "one" stands for a noun before it. "One of the country's most active": the
/// noun behind it is an owner, and what it is one of may stand further on.
fn is_pronoun_of(lexemes: &Lexemes, parse: &Parse, after: usize, noun: Option<usize>) -> bool {
    let is_bare =
        !matches!(lexemes.word(after), "the" | "a" | "an" | "his" | "her" | "its" | "their" | "our" | "my");
    let is_owner = |noun: usize| noun + 1 < parse.len() && parse.tag(noun + 1) == "POS";
    noun.is_some_and(|noun| is_bare && parse.tag(noun) == "NN" || is_owner(noun))
}

fn is_ordinal(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "1st" | "2nd")
}

/// "iPhone 12 Mini deal": digits within a name that goes on in the singular.
fn is_model(lexemes: &Lexemes, parse: &Parse, amount: &Amount, noun: usize) -> bool {
    let Some(before) = amount.start.checked_sub(1).and_then(|at| lexemes.get(at)) else { return false };
    let token = parse.token_at(before.span.start);
    parse.tag(noun) == "NN"
        && token < parse.len()
        && parse.tag(token) == "NNP"
        && lexemes.is_word(amount.start - 1)
}

/// Digits that name something: a year, a score, an address, an article, a model.
fn is_code(
    lexemes: &Lexemes,
    parse: &Parse,
    amount: &Amount,
    number: usize,
    noun: Option<usize>,
    has_state: bool,
) -> bool {
    let (first, end) = (amount.numeral.start, amount.numeral.end);
    let hedged = amount.bound != Bound::Exact;
    is_label(lexemes, amount, first)
        || !hedged && is_year(lexemes, parse, first, noun)
        || is_score(lexemes, amount, first, end)
        || is_address(lexemes, end)
        || !hedged && noun.is_some_and(|noun| is_telephone(lexemes, parse, first, noun))
        || is_list_number(lexemes, first, end)
        || noun.is_none()
            && !hedged
            && !has_state
            && amount.bound != Bound::Range
            && is_bare_label(lexemes, parse, amount, number)
        || noun.is_some_and(|noun| {
            !hedged && (parse.tag(noun) == "NNP" || is_model(lexemes, parse, amount, noun))
        })
        || lexemes.is_glued(end) && matches!(lexemes.word(end), ":" | "@" | "_" | "/")
}

/// "Article 5", "No. 3", "Boeing 787", "COVID-19".
fn is_label(lexemes: &Lexemes, amount: &Amount, first: usize) -> bool {
    if amount.start < first {
        return false;
    }
    let mut back = 1;
    if matches!(lexemes.word_before(first, 1), "." | "#" | "-" | "–") {
        if lexemes.word_before(first, 1) == "#" {
            return true;
        }
        back = 2;
    }
    let label = lexemes.word_before(first, back);
    let abbreviated = back == 1
        || lexemes.word_before(first, 1) != "."
        || matches!(label, "no" | "nos" | "art" | "sec" | "vol" | "pp" | "p");
    abbreviated && LABELS.contains(&label) && amount.low.is_some_and(|value| value.fract() == 0.0)
}

fn is_year(lexemes: &Lexemes, parse: &Parse, first: usize, noun: Option<usize>) -> bool {
    let four_digits = lexemes.word(first).len() == 4;
    let year = lexemes.integer(first).is_some_and(|year| (1700..2060).contains(&year)) && four_digits;
    let plural = noun.is_some_and(|noun| parse.tag(noun) == "NNS");
    let recent = lexemes.integer(first).is_some_and(|year| (1980..2036).contains(&year));
    year && (!plural || recent && noun.is_none_or(|noun| parse.lemma(noun) != "people"))
}

/// "2-2", "won 3-1", "a 5-4 ruling".
fn is_score(lexemes: &Lexemes, amount: &Amount, first: usize, end: usize) -> bool {
    let dash =
        |at: usize| matches!(lexemes.word(at), "-" | "–") && lexemes.is_glued(at) && lexemes.is_glued(at + 1);
    let pair_after = dash(end) && lexemes.is_number(end + 1);
    let pair_before = first > 1 && dash(first - 1) && lexemes.is_number(first - 2);
    let value = amount.high.or(amount.low).unwrap_or(0.0);
    (pair_after || pair_before) && (amount.bound != Bound::Range || value < 10.0)
}

/// "575 Wilbraham Road".
fn is_address(lexemes: &Lexemes, end: usize) -> bool {
    (end..end + 4)
        .take_while(|&at| lexemes.is_capitalised(at) && lexemes.is_word(at))
        .any(|at| at > end && STREETS.contains(&lexemes.word(at)))
}

/// Emergency numbers, as ITU-T E.161.1 recommends them and states have them: 1xx, 911, 999 and 000.
fn is_emergency(number: u32) -> bool {
    (100..200).contains(&number) || matches!(number, 0 | 911 | 999)
}

/// "the director of the 118 rescue service": emergency numbers name what stands in the singular.
fn is_telephone(lexemes: &Lexemes, parse: &Parse, first: usize, noun: usize) -> bool {
    let service = matches!(
        parse.lemma(noun),
        "service"
            | "number"
            | "hotline"
            | "line"
            | "call"
            | "operator"
            | "dispatcher"
            | "dispatch"
            | "center"
            | "centre"
    );
    service && parse.tag(noun) == "NN" && lexemes.integer(first).is_some_and(is_emergency)
}

/// "1. First item".
fn is_list_number(lexemes: &Lexemes, first: usize, end: usize) -> bool {
    first == 0 && matches!(lexemes.word(end), "." | ")" | ":")
}

/// A bare number behind a name or a sign, as in "Planet 9" or a table.
fn is_bare_label(lexemes: &Lexemes, parse: &Parse, amount: &Amount, number: usize) -> bool {
    if amount.start != amount.numeral.start || amount.start == 0 {
        return amount.start == 0;
    }
    let before = lexemes.word_before(amount.start, 1);
    let named = lexemes.is_word(amount.start - 1)
        && lexemes.is_capitalised(amount.start - 1)
        && parse.token_at(lexemes.get(amount.start - 1).map_or(0, |lexeme| lexeme.span.start)) < number
        && parse.pos(number - 1) == Pos::Propn;
    let wide = lexemes.word(amount.numeral.start).contains([',', '.']);
    let ends = lexemes.is_number(amount.numeral.end) || lexemes.is_number(amount.start - 1);
    let told = matches!(
        before,
        "to" | "of"
            | "at"
            | "from"
            | "by"
            | "than"
            | "is"
            | "was"
            | "were"
            | "are"
            | "and"
            | "or"
            | "between"
            | "with"
            | "be"
            | "for"
            | "just"
            | "another"
            | "killed"
            | "killing"
            | "wounded"
            | "wounding"
            | "injured"
            | "injuring"
            | "all"
            | "those"
            | "these"
            | "reached"
            | "hit"
            | "("
            | ","
    );
    named
        || ends && !wide
        || !told
            && !wide
            && !parse.token(number).is_sent_start()
            && !matches!(parse.dep(number), "dobj" | "nsubj" | "nsubjpass")
}
