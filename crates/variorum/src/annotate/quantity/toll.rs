//! Tolls: nouns that stand for a figure ("the death toll", "the number of missing"), and what they come to.

use super::counted::top_of_number;
use super::state;
use crate::annotate::Parse;

/// Whether the number is what a toll comes to: "the death toll has reached 100".
pub fn is_reached(parse: &Parse, number: usize) -> bool {
    parse.dep(number) == "dobj"
        && matches!(
            parse.lemma(parse.head(number)),
            "reach" | "hit" | "exceed" | "pass" | "top" | "surpass" | "near" | "approach" | "total" | "cross"
        )
}

/// Whether a toll is told to have gone beyond the number: "the toll passes 60".
pub fn is_passed(parse: &Parse, number: usize) -> bool {
    let top = top_of_number(parse, number);
    let verb = parse.head(top);
    let passes = matches!(parse.lemma(verb), "exceed" | "pass" | "top" | "surpass" | "cross");
    passes && parse.dep(top) == "dobj" && of_subject(parse, verb).is_some()
}

/// Whether the verb tells how a toll changes: "the toll rose from 20 to 43".
pub fn is_change(verb: &str) -> bool {
    matches!(
        verb,
        "rise"
            | "climb"
            | "grow"
            | "jump"
            | "increase"
            | "go"
            | "soar"
            | "surge"
            | "mount"
            | "fall"
            | "drop"
            | "decline"
            | "decrease"
            | "change"
            | "raise"
            | "lift"
            | "revise"
            | "lower"
            | "cut"
            | "reduce"
            | "bring"
            | "update"
    )
}

/// The measure of a verb's subject that stands for a figure ("the death toll rose to 43", "the number of dead stands at 43").
pub fn of_subject(parse: &Parse, verb: usize) -> Option<&'static str> {
    // A headline may put two before its verb: "Anger as death toll rises to 43".
    let mut subjects =
        parse.dependents(verb).filter(|&token| matches!(parse.dep(token), "nsubj" | "nsubjpass"));
    subjects.find_map(|subject| told_by(parse, subject))
}

/// The measure of a verb's object that stands for a figure: "put the death toll at 43", "raised the number of dead to 43".
pub fn of_object(parse: &Parse, verb: usize) -> Option<&'static str> {
    let sets = matches!(
        parse.lemma(verb),
        "put" | "place" | "set" | "raise" | "lift" | "bring" | "revise" | "lower" | "cut" | "take" | "push"
    );
    parse.dependent(verb, &["dobj"]).filter(|_| sets).and_then(|object| told_by(parse, object))
}

/// How many words behind a noun that stands for a figure may tell its state: "the number of people confirmed dead".
const NEAR: usize = 8;

/// The measure of a noun that stands for a figure, by the words around it.
fn told_by(parse: &Parse, subject: usize) -> Option<&'static str> {
    let noun = parse.lemma(subject).to_lowercase();
    let told = parse.subtree(subject).take_while(|token| *token <= subject + NEAR).find_map(|token| {
        let lower = parse.text(token).to_lowercase();
        state::of_adjective(&lower)
            .or_else(|| state::of_noun(parse.lemma(token)).filter(|_| token != subject))
    });
    match noun.as_str() {
        "toll" | "count" | "tally" | "number" | "total" | "figure" | "datum" | "data" | "estimate" => {
            told.or_else(|| (noun == "toll").then_some("killed"))
        }
        _ => state::of_noun(&noun),
    }
}
