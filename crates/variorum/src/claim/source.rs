//! Sources: the words that name whose word something is.

use std::ops::Range;

use variorum_spacy::Pos;

use super::dateline;
use super::scene::Scene;
use crate::annotate::{EntityKind, MentionForm, is_person_noun, kind_of_noun};

const SUBJECTS: &[&str] = &["nsubj", "nsubjpass"];

/// The subject of the verb or adjective `cue`: its own, or the one it shares with the verb that governs it.
pub(super) fn subject(scene: &Scene<'_>, cue: usize) -> Option<Range<usize>> {
    let mut verb = cue;
    for _ in 0..8 {
        if let Some(subject) = own_subject(scene, verb) {
            return Some(phrase(scene, subject));
        }
        let parse = scene.parse;
        let head = parse.head(verb);
        match parse.dep(verb) {
            _ if head == verb => return None,
            "acl" => return is_nominal(scene, head).then(|| phrase_before(scene, head, verb)),
            "relcl" => return None,
            "xcomp" => {
                if let Some(object) =
                    parse.dependent(head, &["dobj", "dative"]).filter(|&object| object < verb)
                {
                    return Some(phrase(scene, object));
                }
                verb = head;
            }
            "conj" | "advcl" | "acomp" | "attr" | "oprd" | "dep" | "parataxis" | "ccomp" => verb = head,
            "pcomp" => verb = parse.head(head),
            _ => return None,
        }
    }
    None
}

/// The agent of a passive: "by" and its object.
pub(super) fn agent(scene: &Scene<'_>, verb: usize) -> Option<Range<usize>> {
    let parse = scene.parse;
    let by = parse
        .dependent(verb, &["agent"])
        .or_else(|| parse.dependents(verb).find(|&prep| parse.dep(prep) == "prep" && parse.is(prep, "by")))?;
    parse.dependent(by, &["pobj"]).map(|object| phrase(scene, object))
}

/// Whether the verb stands in the passive.
pub(super) fn is_passive(scene: &Scene<'_>, verb: usize) -> bool {
    let parse = scene.parse;
    parse.dependent(verb, &["auxpass", "nsubjpass"]).is_some()
        || (parse.tag(verb) == "VBN"
            && parse.dependent(verb, &["aux", "nsubj"]).is_none()
            && matches!(parse.dep(verb), "acl" | "advcl" | "amod"))
}

/// The noun phrase around `head`, with all that hangs on it.
pub(super) fn phrase(scene: &Scene<'_>, head: usize) -> Range<usize> {
    let range = scene.parse.subtree(head);
    let sentence = scene.sentence(head);
    let range = range.start.max(sentence.start)..range.end.min(sentence.end);
    let start = dateline::start_of_phrase(scene, &range, head, sentence.start);
    let words = scene.trim(first_word(scene, start..range.end, head)..range.end);
    with_closing_comma(scene, with_closing_bracket(scene, words))
}

/// "the Harbour Board (HB)": the parse may hang the mark that closes the bracket elsewhere.
fn with_closing_bracket(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let count = |mark: &str| range.clone().filter(|&token| scene.parse.text(token) == mark).count();
    let closes = range.end < scene.parse.len() && scene.parse.text(range.end) == ")";
    if closes && count("(") > count(")") { range.start..range.end + 1 } else { range }
}

/// "even China", "both parties": what only qualifies the phrase stays outside.
fn first_word(scene: &Scene<'_>, range: Range<usize>, head: usize) -> usize {
    let qualifies = |&token: &usize| {
        token < head
            && matches!(scene.parse.dep(token), "advmod" | "preconj" | "predet")
            && scene.parse.head(token) == head
    };
    if qualifies(&range.start) { range.start + 1 } else { range.start }
}

/// An apposition or a relative clause takes the comma that closes it.
fn with_closing_comma(scene: &Scene<'_>, range: Range<usize>) -> Range<usize> {
    let inner = range.clone().skip(1).any(|token| scene.parse.text(token) == ",");
    let closes = range.end < scene.parse.len() && scene.parse.text(range.end) == ",";
    if inner && closes { range.start..range.end + 1 } else { range }
}

/// What is left of the phrase `range` if it ends before token `until`.
pub(super) fn ended_before(scene: &Scene<'_>, range: &Range<usize>, until: usize) -> Range<usize> {
    with_closing_comma(scene, scene.trim(range.start..until))
}

/// The same, ending before token `until`.
pub(super) fn phrase_before(scene: &Scene<'_>, head: usize, until: usize) -> Range<usize> {
    let range = scene.parse.subtree(head);
    scene.trim(range.start..range.end.min(until).max(head + 1))
}

/// Whether the token can head a noun phrase.
pub(super) fn is_nominal(scene: &Scene<'_>, index: usize) -> bool {
    matches!(scene.parse.pos(index), Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num)
        || scene.parse.tag(index).starts_with('N')
}

fn own_subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    scene.parse.dependents(verb).find(|&token| {
        SUBJECTS.contains(&scene.parse.dep(token))
            && scene.parse.tag(token) != "EX"
            && !scene.is_wordless(token)
    })
}

/// Whether the token names a human being: a person's name, or a noun for people.
pub(super) fn is_person(scene: &Scene<'_>, index: usize) -> bool {
    let parse = scene.parse;
    parse.doc.token(index).entity_label() == "PERSON" || is_person_noun(&parse.lemma(index).to_lowercase())
}

/// Whether whoever these words name can vouch for something: a person, a body, a document, or anything with a name.
pub(super) fn may_speak(scene: &Scene<'_>, words: &Range<usize>) -> bool {
    let Some(head) = scene.parse.doc.span(words.clone()).root() else { return false };
    scene.annotated.mentions.iter().any(|mention| {
        mention.tokens.contains(&head.index)
            && (mention.form != MentionForm::Nominal
                || matches!(
                    mention.kind,
                    EntityKind::Person | EntityKind::Organization | EntityKind::Group | EntityKind::Work
                ))
    })
}

/// Whether the words name something that happens and so says nothing: "a partial collapse of the tower", "Harbour Attack".
pub(super) fn is_event(scene: &Scene<'_>, words: &Range<usize>) -> bool {
    let head = scene.parse.doc.span(words.clone()).root();
    // "Cal Fire" is a body.
    let is_body = |label: &str| label == "ORG";
    head.is_some_and(|head| {
        !is_body(head.entity_label()) && kind_of_noun(&head.lemma().to_lowercase()) == Some(EntityKind::Event)
    })
}

/// Whether the words name what carries people, which a headline puts before its news: "Night Express: ten dead".
pub(super) fn is_vehicle(scene: &Scene<'_>, words: &Range<usize>) -> bool {
    let last = words.clone().next_back().map(|token| scene.parse.text(token).to_lowercase());
    let vehicles = ["express", "train", "tram", "flight", "ferry", "ship", "bus", "plane", "boat"];
    last.is_some_and(|last| vehicles.contains(&last.as_str()))
}

/// Whether the words are the name of a place.
pub(super) fn is_place(scene: &Scene<'_>, words: &Range<usize>) -> bool {
    let head = scene.parse.doc.span(words.clone()).root();
    head.is_some_and(|head| {
        let mut mentions = scene.annotated.mentions.iter();
        mentions.any(|mention| mention.kind == EntityKind::Place && mention.tokens.contains(&head.index))
    })
}
