//! Words around a number that say how exact it is: "at least", "nearly", "or more".

use super::Bound;
use crate::annotate::lexeme::Lexemes;

const BEFORE: &[(&[&str], Bound)] = &[
    (&["at", "least"], Bound::AtLeast),
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["not", "fewer", "than"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["minimum", "of"], Bound::AtLeast),
    (&["≥"], Bound::AtLeast),
    (&["more", "than"], Bound::MoreThan),
    (&["greater", "than"], Bound::MoreThan),
    (&["higher", "than"], Bound::MoreThan),
    (&["larger", "than"], Bound::MoreThan),
    (&["longer", "than"], Bound::MoreThan),
    (&["in", "excess", "of"], Bound::MoreThan),
    (&["upwards", "of"], Bound::MoreThan),
    (&["upward", "of"], Bound::MoreThan),
    (&["north", "of"], Bound::MoreThan),
    (&["over"], Bound::MoreThan),
    (&["above"], Bound::MoreThan),
    (&["exceeding"], Bound::MoreThan),
    (&["exceeded"], Bound::MoreThan),
    (&["exceeds"], Bound::MoreThan),
    (&["surpassed"], Bound::MoreThan),
    (&["surpassing"], Bound::MoreThan),
    (&["topping"], Bound::MoreThan),
    (&["beyond"], Bound::MoreThan),
    (&[">"], Bound::MoreThan),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["no", "more", "than"], Bound::AtMost),
    (&["not", "more", "than"], Bound::AtMost),
    (&["at", "most"], Bound::AtMost),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["maximum", "of"], Bound::AtMost),
    (&["≤"], Bound::AtMost),
    (&["less", "than"], Bound::LessThan),
    (&["fewer", "than"], Bound::LessThan),
    (&["lower", "than"], Bound::LessThan),
    (&["smaller", "than"], Bound::LessThan),
    (&["under"], Bound::LessThan),
    (&["below"], Bound::LessThan),
    (&["just", "short", "of"], Bound::LessThan),
    (&["<"], Bound::LessThan),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["approx"], Bound::About),
    (&["approx", "."], Bound::About),
    (&["some"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["virtually"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["an", "estimated"], Bound::About),
    (&["estimated"], Bound::About),
    (&["estimated", "at"], Bound::About),
    (&["circa"], Bound::About),
    (&["an", "average", "of"], Bound::Exact),
    (&["average", "of"], Bound::Exact),
    (&["averaging"], Bound::Exact),
    (&["averaged"], Bound::Exact),
    (&["somewhere", "around"], Bound::About),
    (&["in", "the", "region", "of"], Bound::About),
    (&["the", "equivalent", "of"], Bound::Exact),
    (&["~"], Bound::About),
    (&["≈"], Bound::About),
    (&["a", "total", "of"], Bound::Exact),
    (&["exactly"], Bound::Exact),
    (&["precisely"], Bound::Exact),
    (&["only"], Bound::Exact),
    (&["just"], Bound::Exact),
    (&["well"], Bound::Exact),
    (&["perhaps"], Bound::About),
    (&["possibly"], Bound::About),
    (&["another"], Bound::Exact),
];

const AFTER: &[(&[&str], Bound)] = &[
    (&["or", "more"], Bound::AtLeast),
    (&["and", "more"], Bound::AtLeast),
    (&["or", "above"], Bound::AtLeast),
    (&["or", "higher"], Bound::AtLeast),
    (&["or", "older"], Bound::AtLeast),
    (&["and", "over"], Bound::AtLeast),
    (&["plus"], Bound::AtLeast),
    (&["-", "plus"], Bound::AtLeast),
    (&["+"], Bound::AtLeast),
    (&["or", "less"], Bound::AtMost),
    (&["or", "fewer"], Bound::AtMost),
    (&["or", "below"], Bound::AtMost),
    (&["or", "under"], Bound::AtMost),
    (&["or", "younger"], Bound::AtMost),
    (&["or", "so"], Bound::About),
    (&["-", "odd"], Bound::About),
    (&["odd"], Bound::About),
    (&["-", "ish"], Bound::About),
];

/// The hedge that ends before lexeme `at`: its first lexeme and the bound that it gives. Several may follow each other
/// ("at least some"); the one that names a limit counts.
pub fn before(lexemes: &Lexemes, at: usize) -> (usize, Option<Bound>) {
    let mut start = at;
    let mut bound = None;
    for _ in 0..3 {
        let found = BEFORE
            .iter()
            .filter(|(words, _)| lexemes.ends_with(start, words))
            .max_by_key(|(words, _)| words.len());
        let Some((words, next)) = found else { break };
        if is_direction(lexemes, start, words) {
            break;
        }
        bound = stronger(bound, *next);
        start -= words.len();
    }
    (start, bound.filter(|bound| *bound != Bound::Exact))
}

/// The hedge that begins at lexeme `at`: one past its last lexeme, and its bound.
pub fn after(lexemes: &Lexemes, at: usize) -> Option<(usize, Bound)> {
    let (words, bound) =
        AFTER.iter().filter(|(words, _)| lexemes.reads(at, words)).max_by_key(|(words, _)| words.len())?;
    let signed = matches!(words[0], "-" | "+");
    let glued = !signed || lexemes.is_glued(at);
    glued.then_some((at + words.len(), *bound))
}

/// "the river rose over 3 days" or "for around", where the word is no hedge: an article may not stand between, so only
/// "and under 18" style idioms remain; "all over" and "turned over" are told by the word before.
fn is_direction(lexemes: &Lexemes, at: usize, words: &[&str]) -> bool {
    words == ["over"]
        && matches!(
            lexemes.word_before(at, 2),
            "all" | "turned" | "handed" | "won" | "victory" | "win" | "took" | "averaged"
        )
        || words == ["only"] && lexemes.word_before(at, 2) == "the"
}

fn stronger(known: Option<Bound>, next: Bound) -> Option<Bound> {
    match (known, next) {
        (None | Some(Bound::Exact), next) => Some(next),
        (Some(Bound::About), Bound::Exact) => known,
        (Some(Bound::About), next) => Some(next),
        (known, _) => known,
    }
}
