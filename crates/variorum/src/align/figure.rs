//! Figures: quantities that a claim gives, with all that decides whether two of them speak of one matter.

use std::collections::BTreeSet;

use variorum_spacy::{Pos, Token};

use super::asof::AsOf;
use super::context::{ClaimId, Context};
use super::lexicon;
use super::value::Value;
use crate::annotate::quantity::Change;
use crate::annotate::{Annotated, Bound, Quantity};
use crate::days::Days;

/// A quantity within a claim.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The claim: the smallest that holds the quantity.
    pub claim: ClaimId,
    /// The quantity's index in the report.
    pub quantity: usize,
    /// What it may stand for.
    pub value: Value,
    /// As of when it is told.
    pub as_of: AsOf,
    /// The state of what is counted, where the text gives one.
    pub measure: Option<String>,
    /// The class of what is counted; a rise or fall by so much is a class of its own.
    pub counted: String,
    /// Words that narrow what is counted ("of the lower town", "Turkish"), as terms.
    pub narrowed: BTreeSet<String>,
    /// Terms of the claim.
    pub terms: Vec<usize>,
    /// The class of the verb that governs it.
    pub predicate: Option<String>,
    /// Kinds of event named beside it.
    pub events: BTreeSet<&'static str>,
    /// Places named beside it.
    pub places: BTreeSet<usize>,
    /// Days named beside it.
    pub days: Vec<Days>,
    /// Whether it stands in the headline or among the first sentences.
    pub leads: bool,
}

/// How many sentences open a report: the headline, the standfirst and the first paragraph hold the main figures.
const OPENING: usize = 5;

/// The figures of a story in order of report and place. Future, conditional and questioned ones are left out, as are
/// ordinals of a count ("one of the") and vague ones.
pub fn figures(context: &Context<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for report in 0..context.story.reports.len() {
        let annotated = &context.story.reports[report];
        for (index, quantity) in annotated.quantities.iter().enumerate() {
            let claim = smallest_claim(context, report, index);
            figures.extend(claim.and_then(|claim| figure(context, claim, index, quantity)));
        }
    }
    figures
}

fn smallest_claim(context: &Context<'_>, report: usize, quantity: usize) -> Option<ClaimId> {
    let claims = &context.story.claims[report];
    let holders = (0..claims.len()).filter(|&claim| claims[claim].quantities.contains(&quantity));
    let size = |claim: &usize| claims[*claim].content.iter().map(|part| part.len()).sum::<usize>();
    holders.min_by_key(size).map(|claim| (report, claim))
}

fn figure(context: &Context<'_>, claim: ClaimId, index: usize, quantity: &Quantity) -> Option<Figure> {
    let value = Value::of(quantity)?;
    let report = context.report(claim);
    if !context.is_told_as_fact(claim) || quantity.token >= report.doc.len() {
        return None;
    }
    let features = context.features(claim);
    let counted_noun = counted_noun(report, quantity);
    let mut counted = counted(report, quantity, counted_noun)?;
    match quantity.change {
        Some(Change::Up) => counted.push_str(" more"),
        Some(Change::Down) => counted.push_str(" fewer"),
        None => {}
    }
    let measure = quantity.measure.as_deref().map(|state| lexicon::measure(state).to_owned());
    let vague_trifle = measure.is_none() && value.number <= 2.0 && value.bound == Bound::Exact;
    if vague_trifle && quantity.unit.as_deref() != Some("percent") {
        return None;
    }
    let beside = beside(context, claim, quantity);
    let mut as_of = AsOf::of(context, claim, quantity.span);
    as_of.update |= quantity.from.is_some();
    let days = features.days.iter().copied();
    Some(Figure {
        claim,
        quantity: index,
        value,
        as_of,
        measure,
        narrowed: narrowed(report, quantity, counted_noun),
        counted,
        terms: features.terms.iter().copied().filter(|&term| !context.is_number[term]).collect(),
        predicate: governing_predicate(report, quantity)
            .map(|verb| lexicon::predicate(&verb.lemma().to_lowercase()).to_owned()),
        events: beside.events,
        places: beside.places,
        days: days.filter(|days| !as_of.spoken || Some(days.first) != as_of.day).collect(),
        leads: quantity.sentence < OPENING,
    })
}

/// The noun that the number counts.
fn counted_noun<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    if let Some(of) = quantity.of {
        let first = report.doc.tokens.partition_point(|token| token.start < of.start);
        let last = report.doc.tokens.partition_point(|token| token.start < of.end);
        if let Some(root) = report.doc.span(first..last).root() {
            return Some(root);
        }
    }
    let number = report.doc.token(quantity.token);
    let head = number.head();
    (number.dep() == "nummod" && head.pos() == Pos::Noun).then_some(head)
}

fn counted(report: &Annotated, quantity: &Quantity, noun: Option<Token<'_>>) -> Option<String> {
    let unit = quantity.unit.as_deref().map(str::to_lowercase);
    let lemma = noun.map(|noun| noun.lemma().to_lowercase());
    let of_unit = |unit: &str| lexicon::counted(unit).to_owned();
    match (unit.as_deref(), lemma) {
        (Some("person") | None, Some(lemma)) if noun.is_some_and(|noun| noun.pos() != Pos::Propn) => {
            let class = lexicon::counted(&lemma);
            Some(if lexicon::is_measure(&lemma) { "person".to_owned() } else { class.to_owned() })
        }
        (Some("person"), Some(_)) => Some("person".to_owned()),
        (Some(unit), _) => Some(of_unit(unit)),
        (None, Some(lemma)) => Some(of_unit(&lemma)),
        (None, None) if quantity.measure.is_some() => Some("person".to_owned()),
        (None, None) => {
            let head = report.doc.token(quantity.token).head();
            (head.pos() == Pos::Noun).then(|| of_unit(&head.lemma().to_lowercase()))
        }
    }
}

/// Words that narrow the counted noun, without numbers and articles.
fn narrowed(report: &Annotated, quantity: &Quantity, noun: Option<Token<'_>>) -> BTreeSet<String> {
    let Some(noun) = noun else { return BTreeSet::new() };
    let number = report.doc.token(quantity.token);
    let narrows = |child: &Token<'_>| {
        ["amod", "compound", "poss", "nmod"].contains(&child.dep()) && !child.dominates(number)
    };
    let mut found: BTreeSet<String> = noun
        .children()
        .filter(narrows)
        .filter(|child| !HEDGES.contains(&child.lemma().to_lowercase().as_str()))
        .map(|child| child.lemma().to_lowercase())
        .collect();
    let of = noun.children().filter(|child| child.dep() == "prep" && child.lemma() == "of");
    let objects = of.filter_map(|preposition| preposition.child(&["pobj"]));
    found.extend(objects.map(|object| lexicon::counted(&object.lemma().to_lowercase()).to_owned()));
    found
}

const HEDGES: &[&str] = &[
    "more",
    "least",
    "estimated",
    "approximate",
    "total",
    "additional",
    "other",
    "official",
    "many",
    "few",
    "some",
];

/// The verb that the number hangs below.
fn governing_predicate<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    report.doc.token(quantity.token).ancestors().find(|token| token.pos() == Pos::Verb)
}

struct Beside {
    events: BTreeSet<&'static str>,
    places: BTreeSet<usize>,
}

/// Events and places in the clause of the number: below the nearest verb, else in the whole claim.
fn beside(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Beside {
    let (report, features) = (context.report(id), context.features(id));
    let Some(verb) = governing_predicate(report, quantity) else {
        return Beside { events: features.events.clone(), places: features.places.clone() };
    };
    let tokens: BTreeSet<usize> = verb.subtree().map(|token| token.index).collect();
    let within = features.tokens.iter().filter(|index| tokens.contains(index));
    let nouns = within.map(|&index| report.doc.token(index)).filter(|token| token.pos() == Pos::Noun);
    let events = nouns.filter_map(|token| lexicon::event(&token.lemma().to_lowercase())).collect();
    let mentions = context.claim(id).mentions.iter().filter(|&&mention| {
        report
            .mentions
            .get(mention)
            .is_some_and(|data| data.tokens.clone().any(|token| tokens.contains(&token)))
    });
    let named = mentions.filter_map(|&mention| context.entity(id.0, mention));
    let places = named.filter(|entity| features.places.contains(entity)).collect();
    Beside { events, places }
}
