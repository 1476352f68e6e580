//! Links of a chain that stand for one source: "Holt said she believes …" rests on Holt once.

use super::scene::Scene;
use super::{Attribution, Stance};
use crate::annotate::{EntityKind, Mention, MentionForm};

/// Joins links whose source is the same, each into the outermost of them.
pub(super) fn collapse(scene: &Scene<'_>, links: Vec<Attribution>) -> Vec<Attribution> {
    let mut kept: Vec<Attribution> = Vec::with_capacity(links.len());
    for link in links {
        match kept.iter_mut().find(|earlier| is_same(scene, earlier, &link)) {
            Some(earlier) => join(scene, earlier, link),
            None => kept.push(link),
        }
    }
    kept
}

/// The outer link stays, with the inner one's stance where it only says, and its source where it is but a pronoun.
fn join(scene: &Scene<'_>, outer: &mut Attribution, inner: Attribution) {
    if outer.stance == Stance::Says {
        outer.stance = inner.stance;
    }
    let form = |link: &Attribution| mention(scene, link).map(|mention| mention.form);
    if form(outer) == Some(MentionForm::Pronoun) && form(&inner) != Some(MentionForm::Pronoun) {
        outer.source = inner.source;
        outer.source_mention = inner.source_mention;
        outer.cue = inner.cue;
    }
}

fn mention<'s>(scene: &'s Scene<'_>, link: &Attribution) -> Option<&'s Mention> {
    link.source_mention.and_then(|index| scene.annotated.mentions.get(index))
}

fn is_same(scene: &Scene<'_>, outer: &Attribution, inner: &Attribution) -> bool {
    let (Some(one), Some(other)) = (outer.source_mention, inner.source_mention) else { return false };
    let mentions = &scene.annotated.mentions;
    let (one, other) = (root(mentions, one), root(mentions, other));
    let (Some(first), Some(second)) = (mentions.get(one), mentions.get(other)) else { return false };
    one == other
        || is_same_name(scene, first, second)
        || may_be(scene, second, first)
        || may_be(scene, first, second)
}

/// The mention that stands at the end of the antecedents.
fn root(mentions: &[Mention], mut index: usize) -> usize {
    for _ in 0..8 {
        match mentions.get(index).and_then(|mention| mention.antecedent) {
            Some(antecedent) if antecedent < index => index = antecedent,
            _ => break,
        }
    }
    index
}

/// "Anna Holt" and "Holt".
fn is_same_name(scene: &Scene<'_>, one: &Mention, other: &Mention) -> bool {
    let text = &scene.annotated.report.text;
    let (one_name, other_name) = (one.span.of(text), other.span.of(text));
    let ends = |long: &str, short: &str| {
        long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    };
    let named = one.form == MentionForm::Name && other.form == MentionForm::Name;
    named && (ends(one_name, other_name) || ends(other_name, one_name))
}

/// Whether a pronoun without an antecedent agrees with `speaker`: within what somebody says, it stands for them.
fn may_be(scene: &Scene<'_>, pronoun: &Mention, speaker: &Mention) -> bool {
    if pronoun.form != MentionForm::Pronoun || pronoun.antecedent.is_some() {
        return false;
    }
    match pronoun.span.of(&scene.annotated.report.text).to_lowercase().as_str() {
        "i" | "me" | "we" | "us" => true,
        "he" | "him" | "she" | "her" => speaker.kind == EntityKind::Person,
        "it" => speaker.kind != EntityKind::Person,
        "they" | "them" => matches!(speaker.kind, EntityKind::Group | EntityKind::Organization),
        _ => false,
    }
}
