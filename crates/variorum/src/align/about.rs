//! What figures are about: what they count, in which state, in which event or place, in the reports' words.

use std::collections::BTreeMap;
use std::ops::Range;

use variorum_spacy::{Pos, Token};

use super::context::{ClaimId, Context};
use super::figure::{AGE, Figure, governing_predicate};
use super::series::Series;
use super::{extent, label, lexicon, occurrence};
use crate::annotate::{Annotated, Quantity};
use crate::claim::Stance;

/// What the figures count, in the reports' words, and the event or place.
pub fn about(context: &Context<'_>, matter: &Series) -> String {
    let counted = counted_in_state(context, matter);
    let stated = matter.figures[0].measure.as_deref().is_some_and(|state| state != AGE);
    match circumstance(context, matter).filter(|_| stated) {
        Some(circumstance) => format!("{counted} in {circumstance}"),
        None => counted,
    }
}

/// Nouns whose plural is the singular.
const ALIKE_IN_NUMBER: &[&str] = &["aircraft", "cattle", "fish", "livestock", "police", "poultry", "sheep"];

/// What the figures count and its state, in the reports' words.
pub fn counted_in_state(context: &Context<'_>, matter: &Series) -> String {
    let representative = matter
        .figures
        .iter()
        .min_by_key(|figure| {
            let quantity = &context.report(figure.claim).quantities[figure.quantity];
            let whole = context.claim(figure.claim).predicate.is_some()
                && occurrence::is_finite(context, figure.claim);
            // "…, sending 1.7 million cubic metres into the town" says nothing without what goes before.
            let verb = governing_predicate(context.report(figure.claim), quantity);
            let hangs = verb.is_some_and(|verb| verb.tag() == "VBG" && verb.dep() == "advcl");
            let finite = figure.measure.is_some() || whole && !hangs;
            (!finite, quantity.of.is_none(), figure.events.is_empty(), !figure.leads, figure.claim)
        })
        .unwrap_or(&matter.figures[0]);
    let report = context.report(representative.claim);
    let quantity = &report.quantities[representative.quantity];
    if let Some(thing) = aged(report, quantity) {
        return format!("age of the {thing}");
    }
    let Some(state) = &representative.measure else {
        let words = label::open_clause(context, representative.claim, quantity.span);
        return match promiser(context, representative.claim) {
            Some(name) => format!("{name}: {words}"),
            None => words,
        };
    };
    if state == AGE {
        return format!("age of {}", representative.counted);
    }
    let of = quantity.of.filter(|_| !extent::is_partitive(report, quantity));
    let counted = of.and_then(|of| label::counted_phrase(report, of)).map(|words| {
        let kept = words.split(' ').filter(|word| !lexicon::is_measure(&word.to_lowercase()));
        kept.collect::<Vec<_>>().join(" ")
    });
    let anybody = representative.counted == "person" && representative.narrowed.is_empty();
    let counted = match counted {
        Some(words) if !anybody && !words.is_empty() => words,
        _ => plural(&representative.counted),
    };
    let state = state.replace('_', " ");
    let stated = match state.as_str() {
        "casualties" => state,
        state if counted.ends_with(state) => counted,
        state => format!("{counted} {state}"),
    };
    let part = representative.part.clone().or_else(|| told_of_part(report, quantity, representative));
    match part.map(|part| super::context::words(report, report.doc.span(part).bytes().into())) {
        Some(part) => format!("{stated}, of them {part}"),
        None => stated,
    }
}

/// The plural of a noun.
fn plural(noun: &str) -> String {
    let vowel_before_y = |stem: &str| stem.ends_with(['a', 'e', 'i', 'o', 'u']);
    match noun {
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        "woman" => "women".to_owned(),
        _ if ALIKE_IN_NUMBER.contains(&noun) => noun.to_owned(),
        _ if ["ch", "sh", "s", "x", "z"].iter().any(|end| noun.ends_with(end)) => format!("{noun}es"),
        _ => match noun.strip_suffix('y').filter(|stem| !vowel_before_y(stem)) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{noun}s"),
        },
    }
}

/// The thing whose age a number gives: "the 40-year-old building".
fn aged(report: &Annotated, quantity: &Quantity) -> Option<String> {
    let aged = quantity.unit.as_deref() == Some("year of age");
    let mut above = report.doc.token(quantity.token).ancestors().take_while(|token| token.pos() != Pos::Adp);
    let noun = above.find(|token| {
        matches!(token.pos(), Pos::Noun | Pos::Propn) && !matches!(token.lemma(), "year" | "old")
    });
    let is_thing =
        |noun: &Token<'_>| noun.pos() == Pos::Noun && !lexicon::is_person(lexicon::counted(noun.lemma()));
    noun.filter(|noun| aged && is_thing(noun)).map(|noun| noun.text().to_lowercase())
}

/// What the clause behind a part of others tells of it, as a range of tokens: "84, including 12 who have not been
/// identified".
fn told_of_part(report: &Annotated, quantity: &Quantity, figure: &Figure) -> Option<Range<usize>> {
    let clause = report.doc.token(quantity.token).children().find(|child| child.dep() == "relcl");
    let clause = clause.filter(|_| figure.whole.is_some())?;
    let tokens: Vec<usize> = clause.subtree().map(|token| token.index).collect();
    let (first, last) = (*tokens.first()?, tokens.last()? + 1);
    (last - first <= LONGEST_CLAUSE).then_some(first..last)
}

/// How long a clause may be that names a part.
const LONGEST_CLAUSE: usize = 9;

/// Who promises, demands or estimates what is no clause of its own ("promised 50 million crowns"), which says nothing
/// without the name.
fn promiser<'c>(context: &Context<'c>, claim: ClaimId) -> Option<&'c str> {
    let link = context.claim(claim).attribution.last()?;
    let bare = context.claim(claim).predicate.is_none() && !matches!(link.stance, Stance::Says);
    let entity = context.entity(claim.0, link.source_mention.filter(|_| bare)?)?;
    context.story.entities.entities.get(entity).map(|entity| entity.name.as_str())
}

/// The event or place in which figures of a state arose, in the words of the report that opens with it.
fn circumstance(context: &Context<'_>, matter: &Series) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for event in matter.figures.iter().flat_map(|figure| &figure.events) {
        *counts.entry(event).or_default() += 1;
    }
    let kind = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0))).map(|(kind, _)| *kind);
    let phrase = kind.and_then(|kind| {
        matter.figures.iter().find_map(|figure| label::event_phrase(context, figure.claim, kind))
    });
    phrase.or_else(|| {
        let place = matter.figures.iter().find_map(|figure| figure.places.first().copied())?;
        Some(context.story.entities.entities.get(place)?.name.clone())
    })
}
