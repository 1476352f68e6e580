//! Pronouns: each is given the phrase of its report that it most likely stands for.

use std::collections::BTreeMap;

use super::Scene;
use super::feature::Pronoun;
use super::groups::Groups;
use crate::annotate::EntityKind;

/// How many phrases back a pronoun may look.
const REACH: usize = 40;
/// How many sentences back, once something was found.
const SENTENCES: usize = 3;

/// Joins pronouns with what they stand for; those that stand for nothing known are one within their report.
pub(super) fn join(scene: &Scene, groups: &mut Groups) {
    for phrases in &scene.of_report {
        let mut report = Report::new(scene, groups, phrases);
        let mut lost: BTreeMap<u8, usize> = BTreeMap::new();
        for (place, &phrase) in phrases.iter().enumerate() {
            let Some(pronoun) = scene.features[phrase].pronoun() else { continue };
            if groups.is_named(phrase) {
                report.learn(groups.of(phrase), pronoun);
                continue;
            }
            let found = report.antecedent(groups, &phrases[..place], phrase, pronoun);
            let found = found.or_else(|| report.later(&phrases[place + 1..], pronoun));
            match found {
                Some(other) => {
                    groups.describe(other, phrase);
                    report.learn(groups.of(phrase), pronoun);
                }
                None => {
                    let first = *lost.entry(pronoun as u8).or_insert(phrase);
                    groups.describe(first, phrase);
                }
            }
        }
    }
}

struct Report<'s> {
    scene: &'s Scene<'s>,
    /// How often each group is spoken of.
    uses: BTreeMap<usize, usize>,
    /// What each group is, where a name tells.
    kinds: BTreeMap<usize, EntityKind>,
    /// Whether pronouns told a group to be a man or a woman.
    genders: BTreeMap<usize, Pronoun>,
}

impl<'s> Report<'s> {
    fn new(scene: &'s Scene<'s>, groups: &Groups, phrases: &[usize]) -> Report<'s> {
        let mut report =
            Report { scene, uses: BTreeMap::new(), kinds: BTreeMap::new(), genders: BTreeMap::new() };
        for &phrase in phrases.iter().filter(|&&phrase| scene.features[phrase].is_thing()) {
            let group = groups.of(phrase);
            *report.uses.entry(group).or_default() += 1;
            if let Some(kind) = scene.features[phrase].kind.filter(|_| scene.features[phrase].is_name()) {
                report.kinds.entry(group).or_insert(kind);
            }
        }
        report
    }

    fn learn(&mut self, group: usize, pronoun: Pronoun) {
        if matches!(pronoun, Pronoun::Man | Pronoun::Woman) {
            self.genders.insert(group, pronoun);
        }
    }

    fn kind(&self, groups: &Groups, phrase: usize) -> Option<EntityKind> {
        self.kinds.get(&groups.of(phrase)).copied().or(self.scene.features[phrase].kind)
    }

    fn antecedent(
        &self,
        groups: &Groups,
        before: &[usize],
        phrase: usize,
        pronoun: Pronoun,
    ) -> Option<usize> {
        let parse = self.scene.parse(phrase);
        let own = &self.scene.features[phrase];
        let mut best: Option<(f64, usize)> = None;
        for &earlier in before.iter().rev().take(REACH) {
            let other = &self.scene.features[earlier];
            let distance = parse.sentence(own.head).saturating_sub(parse.sentence(other.head));
            if distance > SENTENCES && best.is_some() {
                break;
            }
            if !other.is_thing() || other.tokens.contains(&own.head) || !self.may_be(groups, earlier, pronoun)
            {
                continue;
            }
            let words = (own.head - other.head) as f64;
            let score = if pronoun == Pronoun::Who {
                -words
            } else {
                let subject = matches!(parse.dep(other.head), "nsubj" | "nsubjpass");
                let uses = self.uses.get(&groups.of(earlier)).copied().unwrap_or(0).min(5);
                let same = other.pronoun() == Some(pronoun);
                f64::from(u8::from(subject)) * 0.8 + 0.3 * uses as f64 + f64::from(u8::from(same)) * 0.5
                    - distance as f64
                    - 0.002 * words
            };
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, earlier));
            }
        }
        best.map(|(_, earlier)| earlier)
    }

    /// Of somebody who is named only afterwards.
    fn later(&self, after: &[usize], pronoun: Pronoun) -> Option<usize> {
        let person = |&&phrase: &&usize| {
            let feature = &self.scene.features[phrase];
            feature.is_name() && feature.kind == Some(EntityKind::Person)
        };
        matches!(pronoun, Pronoun::Man | Pronoun::Woman | Pronoun::I)
            .then(|| after.iter().find(person).copied())
            .flatten()
    }

    fn may_be(&self, groups: &Groups, earlier: usize, pronoun: Pronoun) -> bool {
        let other = &self.scene.features[earlier];
        let kind = self.kind(groups, earlier);
        let person = kind == Some(EntityKind::Person);
        let unknown = kind.is_none() && other.is_name();
        let many = other.plural || other.several;
        match pronoun {
            Pronoun::Man | Pronoun::Woman => {
                let gender = other.pronoun().or_else(|| self.genders.get(&groups.of(earlier)).copied());
                let clash = matches!(gender, Some(Pronoun::Man | Pronoun::Woman)) && gender != Some(pronoun);
                (person || unknown) && !many && !clash
            }
            Pronoun::I | Pronoun::You => person || unknown,
            Pronoun::Thing => !person && !many,
            Pronoun::They => !person || many || other.pronoun() == Some(Pronoun::They),
            Pronoun::We => !person || many,
            Pronoun::Who => true,
        }
    }
}
