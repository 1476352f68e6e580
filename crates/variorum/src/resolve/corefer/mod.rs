//! Which phrases of the reports speak of one thing, whether they name it, describe it, point to it or tell of it as
//! something that happened.
//!
//! [`entities`] answers that for the names of a story, and for the nouns and pronouns that surely stand for them. Here any
//! phrases are asked about:
//!
//! 1. `feature` reads each phrase: its head, its name, what stands around it.
//! 2. `naming` joins what [`entities`] holds for one, and other descriptions that stand beside names ("Lunde, the mayor").
//! 3. `describing` joins descriptions, within a report and within a story, and lets them stand for names. No description
//!    and no pronoun makes two names one.
//! 4. `happening` joins what happens, within a story, by how likely pairs are one: `setting` reads who takes part,
//!    `linkage` puts likely pairs together.
//! 5. `pointing` gives the pronouns that are left the nearest phrase that they may stand for.
//!
//! A collation asks [`entities`] alone. Every phrase must be put somewhere here, as the corpora for this task have it ("the
//! building" with any other building of the story, "the attack" with the last one); an account abstains instead. What the
//! steps add is too often wrong for a reader. Of the links of nouns and pronouns to names that `variorum-bench coref` judges,
//! so many are right in a collation and after all steps:
//!
//! | | MEANTIME | all steps | ECB+ | all steps |
//! | --- | --- | --- | --- | --- |
//! | nouns | 1.0 of 43 | .68 of 109 | .85 of 73 | .55 of 688 |
//! | "he", "she" | .98 of 58 | .99 of 74 | .91 of 323 | .79 of 506 |
//! | "it" | .84 of 75 | .69 of 162 | .70 of 20 | .61 of 44 |

use std::collections::BTreeMap;
use std::ops::Range;

use crate::annotate::{Annotated, Parse};

use super::entities;
use feature::Feature;
use groups::Groups;

mod describing;
mod feature;
mod groups;
mod happening;
mod linkage;
mod naming;
mod pointing;
mod setting;
#[cfg(test)]
mod tests;

pub use feature::head;
pub use happening::FEATURES;

/// Words of a report that stand for something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// Tokens of the report's document; not empty.
    pub tokens: Range<usize>,
    /// What they stand for, where that is known; otherwise the grammar of the phrase tells.
    pub kind: Option<PhraseKind>,
}

/// What a phrase stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhraseKind {
    /// Somebody or something.
    Thing,
    /// Something that happens, or a state.
    Event,
    /// A time.
    Time,
}

/// All that the steps share.
struct Scene<'a> {
    parses: Vec<Parse<'a>>,
    /// The story of each report.
    stories: &'a [usize],
    /// The features of all phrases, report by report.
    features: Vec<Feature>,
    /// The phrases of each report, as indices into `features`, in the order of their heads.
    of_report: Vec<Vec<usize>>,
    /// For each report the phrase that a token heads; of several the longest.
    by_head: Vec<BTreeMap<usize, usize>>,
}

/// For each phrase of each report the number of the group it belongs to; phrases of one group speak of one thing.
///
/// Names are one across all reports. Descriptions and happenings are one across reports of the same story at most:
/// `stories` holds the number of each report's story.
pub fn corefer(reports: &[Annotated], stories: &[usize], phrases: &[Vec<Phrase>]) -> Vec<Vec<usize>> {
    let scene = scene(reports, stories, phrases);
    let mut groups = Groups::new(scene.features.len());
    let known = entities(reports);
    naming::join(&scene, reports, &known, &mut groups);
    let roles = naming::join_described(&scene, &mut groups);
    describing::join(&scene, &roles, &mut groups);
    happening::join(&scene, reports, &known, &mut groups);
    pointing::join(&scene, &mut groups);
    let mut next = 0;
    phrases
        .iter()
        .map(|of_report| {
            let first = next;
            next += of_report.len();
            (first..next).map(|phrase| groups.of(phrase)).collect()
        })
        .collect()
}

/// The pairs of happenings that [`corefer`] weighs, by the numbers of their phrases counted through all reports, and what it
/// weighs of each: what `training/happening.py` is trained on.
pub fn pairs(
    reports: &[Annotated],
    stories: &[usize],
    phrases: &[Vec<Phrase>],
) -> Vec<(usize, usize, [f64; FEATURES])> {
    happening::pairs(&scene(reports, stories, phrases), reports, &entities(reports))
}

fn scene<'a>(reports: &'a [Annotated], stories: &'a [usize], phrases: &[Vec<Phrase>]) -> Scene<'a> {
    let parses: Vec<Parse> = reports.iter().map(|report| Parse::new(&report.doc)).collect();
    let mut scene =
        Scene { parses, stories, features: Vec::new(), of_report: Vec::new(), by_head: Vec::new() };
    for (report, (parse, of_report)) in scene.parses.iter().zip(phrases).enumerate() {
        let first = scene.features.len();
        scene.features.extend(of_report.iter().map(|phrase| feature::read(report, parse, phrase)));
        let mut own: Vec<usize> = (first..scene.features.len()).collect();
        let mut by_head = BTreeMap::new();
        own.sort_by_key(|&phrase| std::cmp::Reverse(scene.features[phrase].tokens.len()));
        for &phrase in &own {
            by_head.entry(scene.features[phrase].head).or_insert(phrase);
        }
        own.sort_by_key(|&phrase| (scene.features[phrase].head, phrase));
        scene.of_report.push(own);
        scene.by_head.push(by_head);
    }
    scene
}

impl Scene<'_> {
    fn story(&self, phrase: usize) -> usize {
        self.stories.get(self.features[phrase].report).copied().unwrap_or(0)
    }

    fn parse(&self, phrase: usize) -> &Parse<'_> {
        &self.parses[self.features[phrase].report]
    }
}
