//! Points about who holds a role: one office, different names.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::Token;

use super::context::{ClaimId, Context};
use super::{Dimension, Point, Reading, Relation, spelling, why};
use crate::annotate::{EntityKind, MentionForm};

/// Roles that one person holds at a time within a body or a place.
const ROLES: &[&str] = &[
    "mayor",
    "governor",
    "president",
    "premier",
    "minister",
    "chief",
    "director",
    "head",
    "chairman",
    "chairwoman",
    "ceo",
    "captain",
    "pilot",
    "driver",
    "coach",
    "owner",
    "commander",
    "principal",
    "ambassador",
    "bishop",
];

/// Who holds a role, by the words of one claim.
struct Holding {
    role: String,
    person: usize,
    claim: ClaimId,
}

/// The points about roles that reports give to people of different names.
pub fn points(context: &Context<'_>) -> Vec<Point> {
    let mut by_role: BTreeMap<String, Vec<Holding>> = BTreeMap::new();
    for holding in holdings(context) {
        by_role.entry(holding.role.clone()).or_default().push(holding);
    }
    by_role.iter().filter_map(|(role, holdings)| point(context, role, holdings)).collect()
}

fn holdings(context: &Context<'_>) -> Vec<Holding> {
    let mut holdings = Vec::new();
    for (report, claims) in context.story.claims.iter().enumerate() {
        let mut seen = BTreeSet::new();
        for (index, claim) in claims.iter().enumerate() {
            let sources = claim.attribution.iter().filter_map(|link| link.source_mention);
            for mention in claim.mentions.iter().copied().chain(sources) {
                if seen.insert(mention) {
                    holdings.extend(holding(context, (report, index), mention));
                }
            }
        }
    }
    holdings
}

fn holding(context: &Context<'_>, claim: ClaimId, mention: usize) -> Option<Holding> {
    let report = context.report(claim);
    let data = report.mentions.get(mention).filter(|data| data.form == MentionForm::Name)?;
    let person = context.entity(claim.0, mention)?;
    if context.story.entities.entities.get(person)?.kind != EntityKind::Person
        || data.tokens.end > report.doc.len()
    {
        return None;
    }
    let name = report.doc.span(data.tokens.clone()).root()?;
    let is_role = |token: &Token<'_>| ROLES.contains(&token.lemma().to_lowercase().as_str());
    let title = name.children().find(|child| matches!(child.dep(), "compound" | "appos") && is_role(child));
    let apposed = Some(name.head()).filter(|head| name.dep() == "appos" && is_role(head));
    let title = title.or(apposed)?;
    let of_title = if title.dep() == "compound" { name } else { title };
    let outside = |token: &Token<'_>| !data.tokens.contains(&token.index) && token.index != title.index;
    let mut narrowing: BTreeSet<String> = of_title
        .children()
        .filter(|child| matches!(child.dep(), "compound" | "amod" | "poss" | "nmod") && outside(child))
        .map(|child| child.lemma().to_lowercase())
        .collect();
    let of = title.children().filter(|child| child.dep() == "prep" && child.lemma() == "of");
    narrowing.extend(of.filter_map(|of| of.child(&["pobj"])).map(|object| object.lemma().to_lowercase()));
    let narrowed = !narrowing.is_empty() && !narrowing.iter().any(|word| PAST.contains(&word.as_str()));
    let words: Vec<String> = narrowing.into_iter().chain([title.lemma().to_lowercase()]).collect();
    narrowed.then(|| Holding { role: words.join(" "), person, claim })
}

/// Words that tell of another holder.
const PAST: &[&str] =
    &["former", "ex", "late", "acting", "interim", "deputy", "vice", "assistant", "then", "new", "next"];

fn point(context: &Context<'_>, role: &str, holdings: &[Holding]) -> Option<Point> {
    let mut by_person: BTreeMap<usize, BTreeSet<ClaimId>> = BTreeMap::new();
    for holding in holdings {
        by_person.entry(holding.person).or_default().insert(holding.claim);
    }
    let reports =
        |claims: &BTreeSet<ClaimId>| claims.iter().map(|claim| claim.0).collect::<BTreeSet<usize>>();
    let mut told = BTreeSet::new();
    let apart =
        by_person.values().all(|claims| reports(claims).into_iter().all(|report| told.insert(report)));
    let name = |person: usize| context.story.entities.entities[person].name.clone();
    let people: Vec<usize> = by_person.keys().copied().collect();
    let alike = |a: usize, b: usize| spelling::alike(&name(a), &name(b));
    let spelt =
        people.iter().enumerate().any(|(at, &one)| people[at + 1..].iter().any(|&other| alike(one, other)));
    if people.len() < 2 || !apart || spelt {
        return None;
    }
    let readings: Vec<Reading> = by_person
        .iter()
        .map(|(&person, claims)| {
            let origins: BTreeSet<usize> = claims.iter().filter_map(|&claim| context.origin(claim)).collect();
            Reading {
                value: name(person),
                claims: claims.iter().copied().collect(),
                origins: origins.into_iter().collect(),
            }
        })
        .collect();
    let parts: Vec<String> = readings
        .iter()
        .map(|reading| format!("{} in {}", reading.value, why::reports(context, &reading.claims)))
        .collect();
    Some(Point {
        about: format!("who is {role}"),
        dimension: Dimension::Name,
        relation: Relation::Conflict,
        readings,
        why: format!("One role, different names: {}.", parts.join("; ")),
    })
}
