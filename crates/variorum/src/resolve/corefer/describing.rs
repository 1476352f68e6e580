//! Descriptions: which nouns speak of one thing, and of whom.

use std::collections::BTreeMap;

use super::Scene;
use super::feature::Form;
use super::groups::Groups;
use super::naming::{Roles, compatible};
use crate::annotate::EntityKind;

/// How many sentences back "the company" may stand for a name.
const NAME_REACH: usize = 3;
/// The share of a noun's uses beside names that one name must have before the noun stands for it elsewhere.
const ROLE_SHARE: f64 = 0.6;
/// Phrases of one noun in a story that are compared with each other.
const COMPARED: usize = 200;

/// Joins descriptions report by report, then across the reports of a story.
pub(super) fn join(scene: &Scene, roles: &Roles, groups: &mut Groups) {
    let mut by_noun: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for phrases in &scene.of_report {
        let mut before: Vec<usize> = Vec::new();
        for &phrase in phrases {
            let feature = &scene.features[phrase];
            if feature.is_noun() {
                if groups.of(phrase) == phrase || !is_described(scene, groups, phrase, &before) {
                    join_within(scene, roles, groups, phrase, &before);
                }
                if !feature.several {
                    by_noun.entry((scene.story(phrase), &feature.lemma)).or_default().push(phrase);
                }
            }
            before.push(phrase);
        }
    }
    for phrases in by_noun.values() {
        for (place, &phrase) in phrases.iter().enumerate().take(COMPARED) {
            let own = &scene.features[phrase];
            let fits = |&&earlier: &&usize| {
                let other = &scene.features[earlier];
                other.report != own.report
                    && groups.of(earlier) != groups.of(phrase)
                    && compatible(other, own)
            };
            let fitting = phrases[..place].iter().find(fits).copied();
            if let Some(earlier) = fitting {
                groups.describe(earlier, phrase);
            }
        }
    }
}

/// Whether the phrase is already one with a name of its report.
fn is_described(scene: &Scene, groups: &Groups, phrase: usize, before: &[usize]) -> bool {
    let own = groups.of(phrase);
    before.iter().any(|&earlier| scene.features[earlier].is_name() && groups.of(earlier) == own)
}

fn join_within(scene: &Scene, roles: &Roles, groups: &mut Groups, phrase: usize, before: &[usize]) {
    let own = &scene.features[phrase];
    let parse = scene.parse(phrase);
    let found = before.iter().rev().copied().find(|&earlier| {
        let other = &scene.features[earlier];
        let same_noun = other.is_noun() && other.lemma == own.lemma && compatible(other, own);
        let near = parse.sentence(own.head) - parse.sentence(other.head) <= NAME_REACH;
        let stands_for_name = !own.plural
            && own.definite
            && own.modifiers.is_empty()
            && near
            && matches!(other.form, Form::Name(_))
            && matches!(own.kind, Some(EntityKind::Person | EntityKind::Organization))
            && own.kind == other.kind;
        same_noun || stands_for_name
    });
    if let Some(earlier) = found {
        groups.describe(earlier, phrase);
    } else if !own.plural
        && let Some(whom) = roles.get(&(scene.story(phrase), own.lemma.clone()))
    {
        let all: usize = whom.values().sum();
        let best = whom.iter().max_by_key(|&(&group, &count)| (count, std::cmp::Reverse(group)));
        if let Some((&group, _)) = best.filter(|&(_, &count)| count as f64 >= ROLE_SHARE * all as f64) {
            groups.describe(group, phrase);
        }
    }
}
