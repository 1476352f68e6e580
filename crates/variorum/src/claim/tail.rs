//! Speakers behind a comma: "The dam broke, the director of the hospital told the Ledger."
//!
//! Where a long noun phrase stands between the comma and the verb of saying, the parse often takes it for an
//! apposition to what goes before, or the whole for a second main clause. The order of the words tells better.

use std::ops::Range;

use super::scene::Scene;
use super::{clause, source};
use crate::report::SectionKind;

/// What stands before a verb of saying that ends its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tail {
    /// The noun phrase between the comma and the verb.
    pub source: Range<usize>,
    /// The clause before the comma.
    pub content: Range<usize>,
}

/// The tail of which `verb` is the verb: `hearer` tells whether its object is only the one it speaks to.
pub(super) fn find(scene: &Scene<'_>, verb: usize, hearer: bool) -> Option<Tail> {
    let parse = scene.parse;
    let finite = matches!(parse.tag(verb), "VBD" | "VBZ" | "VBP") && parse.dep(verb) != "advcl";
    if !finite || scene.quote_at(verb).is_some() || has_content_behind(scene, verb, hearer) {
        return None;
    }
    let sentence = scene.sentence(verb);
    let source = speaker(scene, verb, sentence.start)?;
    if scene.section(verb) == Some(SectionKind::Headline) && !source::may_speak(scene, &source) {
        return None;
    }
    let comma = source.start - 1;
    let own = parse.dependent(verb, &["nsubj"]);
    if own.is_some_and(|subject| !source.contains(&subject)) {
        return None;
    }
    let told = (sentence.start..comma).find(|&token| is_main_clause(scene, token))?;
    let joined =
        parse.dependents(told).any(|token| (told..verb).contains(&token) && parse.dep(token) == "cc");
    (!joined).then_some(Tail { source, content: sentence.start..comma })
}

/// Whether a clause, or an object that names what is said, follows the verb.
fn has_content_behind(scene: &Scene<'_>, verb: usize, hearer: bool) -> bool {
    let parse = scene.parse;
    parse.dependents(verb).filter(|&token| token > verb).any(|token| match parse.dep(token) {
        "ccomp" | "xcomp" | "acomp" | "attr" | "oprd" => true,
        "dobj" => !hearer,
        _ => scene.quote_at(token).is_some(),
    })
}

/// The longest noun phrase that ends at the verb and begins behind a comma.
fn speaker(scene: &Scene<'_>, verb: usize, first: usize) -> Option<Range<usize>> {
    let parse = scene.parse;
    let heads = (first + 1..verb).filter(|&token| source::is_nominal(scene, token));
    heads
        .map(|head| (head, parse.subtree(head)))
        .filter(|(_, phrase)| !phrase.contains(&verb) && phrase.start > first)
        .filter(|(head, phrase)| {
            parse.text(phrase.start - 1) == ","
                && reaches(scene, phrase.end, verb)
                && (phrase.start..*head).all(|token| parse.text(token) != ",")
        })
        .map(|(_, phrase)| scene.trim(phrase.start..phrase.end.min(verb)))
        .max_by_key(Range::len)
        .filter(|phrase| !phrase.is_empty())
}

/// Whether only commas and adverbs stand between the phrase and the verb.
fn reaches(scene: &Scene<'_>, end: usize, verb: usize) -> bool {
    let parse = scene.parse;
    (end..verb).all(|token| scene.is_wordless(token) || matches!(parse.dep(token), "advmod" | "aux" | "neg"))
}

fn is_main_clause(scene: &Scene<'_>, token: usize) -> bool {
    let parse = scene.parse;
    clause::is_predicate(scene, token)
        && clause::has_subject(scene, token)
        && !matches!(parse.dep(token), "advcl" | "relcl" | "acl" | "csubj")
        && parse.dependent(token, &["mark"]).is_none()
}
