//! Names across reports, and the descriptions that stand beside them.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use super::feature::{Feature, Form, head};
use super::groups::Groups;
use crate::annotate::{Annotated, EntityKind, Mention, MentionForm};
use crate::resolve::Entities;

/// How often a noun describes each group of names, by story and noun.
pub(super) type Roles = BTreeMap<(usize, String), BTreeMap<usize, usize>>;

/// Joins phrases that stand for one entity, as [`crate::resolve::entities`] finds it, by name, noun or pronoun, and names
/// that are the same words. The bare name of several people ("Jenks") joins none of them.
pub(super) fn join(scene: &Scene, reports: &[Annotated], known: &Entities, groups: &mut Groups) {
    let mut of_entity: BTreeMap<usize, usize> = BTreeMap::new();
    let mut of_words: BTreeMap<(&[String], bool), Words> = BTreeMap::new();
    for phrases in &scene.of_report {
        for &phrase in phrases {
            let feature = &scene.features[phrase];
            let entity = entity(scene, reports, known, phrase).filter(|_| !feature.several);
            let Form::Name(words) = &feature.form else {
                if let Some(entity) = entity {
                    groups.join(*of_entity.entry(entity).or_insert(phrase), phrase);
                }
                continue;
            };
            let words = of_words.entry((words, feature.several)).or_default();
            match entity {
                Some(entity) => {
                    groups.join(*of_entity.entry(entity).or_insert(phrase), phrase);
                    words.entities.entry(entity).or_insert(phrase);
                }
                None => words.unknown.push(phrase),
            }
        }
    }
    for ((words, _), who) in &of_words {
        let person = |entity: &usize| known.entities[*entity].kind == EntityKind::Person;
        let people =
            if words.len() == 1 { who.entities.keys().filter(|entity| person(entity)).count() } else { 0 };
        let named = who.entities.values().filter(|_| people < 2);
        let phrases: Vec<usize> = named.chain(&who.unknown).copied().collect();
        phrases.iter().for_each(|&phrase| groups.join(phrases[0], phrase));
    }
}

/// The entity that a phrase stands for: a name by any word of it, a noun or pronoun by its head.
fn entity(scene: &Scene, reports: &[Annotated], known: &Entities, phrase: usize) -> Option<usize> {
    let (feature, parse) = (&scene.features[phrase], scene.parse(phrase));
    let report = feature.report;
    let mut mentions = reports[report].mentions.iter().zip(&known.of_mention[report]);
    let is_same = |mention: &Mention| {
        let named = mention.form == MentionForm::Name;
        named == feature.is_name()
            && feature.is_thing()
            && mention.tokens.contains(&feature.head)
            && (named || head(parse, mention.tokens.clone()) == feature.head)
    };
    mentions.find(|(mention, _)| is_same(mention)).and_then(|(_, entity)| *entity)
}

/// Who the same words of a name stand for.
#[derive(Debug, Default)]
struct Words {
    /// Entities, each with the first phrase that names it so.
    entities: BTreeMap<usize, usize>,
    /// Phrases whose entity is not known.
    unknown: Vec<usize>,
}

/// Joins phrases of one report with the same head, and descriptions with the names beside them: "Lunde, the mayor",
/// "Mayor Lunde", "Lunde is mayor". Gives how often each noun describes whom.
pub(super) fn join_described(scene: &Scene, groups: &mut Groups) -> Roles {
    join_nested(scene, groups);
    let names = (0..scene.features.len()).filter(|&phrase| scene.features[phrase].is_name());
    names.for_each(|name| groups.name(name));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (report, phrases) in scene.of_report.iter().enumerate() {
        let by_head = &scene.by_head[report];
        for &phrase in phrases {
            let feature = &scene.features[phrase];
            if !feature.is_thing() || feature.pronoun().is_some() {
                continue;
            }
            let beside = described(scene, phrase).and_then(|head| by_head.get(&head).copied());
            let Some(other) = beside.filter(|&other| other != phrase && is_pair(scene, phrase, other)) else {
                continue;
            };
            groups.describe(phrase, other);
            let (noun, name) = if feature.is_name() { (other, phrase) } else { (phrase, other) };
            found.push((noun, name));
        }
    }
    let mut roles = Roles::new();
    for (noun, name) in found {
        if scene.features[noun].is_noun() {
            let role = (scene.story(noun), scene.features[noun].lemma.clone());
            *roles.entry(role).or_default().entry(groups.of(name)).or_default() += 1;
        }
    }
    roles
}

/// Joins phrases of one report with the same head: "the mayor" within "the mayor of Orvik".
fn join_nested(scene: &Scene, groups: &mut Groups) {
    for (by_head, &phrase) in scene
        .by_head
        .iter()
        .zip(&scene.of_report)
        .flat_map(|(heads, own)| own.iter().map(move |own| (heads, own)))
    {
        let feature = &scene.features[phrase];
        let Some(longest) = by_head.get(&feature.head).copied().filter(|&longest| longest != phrase) else {
            continue;
        };
        let other = &scene.features[longest];
        if other.is_thing() == feature.is_thing() && other.several == feature.several {
            groups.join(longest, phrase);
        }
    }
}

/// The head of what a phrase describes, by the parse.
fn described(scene: &Scene, phrase: usize) -> Option<usize> {
    let feature = &scene.features[phrase];
    let parse = scene.parse(phrase);
    match parse.dep(feature.head) {
        "appos" => Some(parse.head(feature.head)),
        "compound" | "nmod" if feature.is_noun() => Some(parse.head(feature.head)),
        "attr" => parse.dependent(parse.head(feature.head), &["nsubj"]),
        _ => None,
    }
}

/// Whether one of two neighbours may describe the other: a noun and a name, of kinds that go together.
fn is_pair(scene: &Scene, phrase: usize, other: usize) -> bool {
    let (own, beside) = (&scene.features[phrase], &scene.features[other]);
    let stands_before = matches!(scene.parse(phrase).dep(own.head), "compound" | "nmod");
    let names = own.is_name() != beside.is_name();
    names
        && beside.is_thing()
        && (!stands_before
            || beside.kind == Some(EntityKind::Person)
            || beside.kind.is_some() && beside.kind == own.kind)
}

/// Whether what tells two phrases with the same noun apart does not speak against their being one: numbers, names.
pub(super) fn compatible(one: &Feature, other: &Feature) -> bool {
    let numbers = |feature: &Feature| -> BTreeSet<String> {
        let numbers =
            feature.modifiers.iter().filter(|word| word.starts_with(|char: char| char.is_ascii_digit()));
        numbers.cloned().collect()
    };
    let (a, b) = (numbers(one), numbers(other));
    let numbers_agree = a.is_empty() || b.is_empty() || a == b;
    let names_agree = one.names.is_empty() || other.names.is_empty() || !one.names.is_disjoint(&other.names);
    numbers_agree && names_agree && one.plural == other.plural
}
