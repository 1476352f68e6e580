//! What a person corrects in an account, applied while it is made.
//!
//! Reports are named by the hash of their capture and claims by where they stand, so that a correction means the same
//! however often the account is made.

use std::collections::BTreeSet;

use crate::align::{Point, Relation};
use crate::annotate::Annotated;
use crate::claim::{Attribution, Claim, Manner, Stance, by_hand};
use crate::derive::{Derivation, DerivationKind, Direction};
use crate::resolve::{Entities, Entity, Origins};
use crate::text::Span;

/// A correction of one story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// Two names mean one and the same.
    MergeEntities {
        /// A name or alias of the one; its name stays.
        one: String,
        /// A name or alias of the other.
        other: String,
    },
    /// Who is called so is somebody else than the entity that it was put with.
    SplitEntity {
        /// The name, as the mentions have it.
        name: String,
    },
    /// A claim does not belong to a point.
    RejectClaim {
        /// The claim.
        claim: Place,
        /// What the point is about; `None` for every point.
        about: Option<String>,
    },
    /// A claim tells the same as another, and belongs beside it in every point.
    AddClaim {
        /// The claim.
        claim: Place,
        /// The other.
        beside: Place,
    },
    /// Somebody else says it.
    Speaker {
        /// The claim.
        claim: Place,
        /// Who says it, by a name that stands in the report; `None` for the outlet itself.
        name: Option<String>,
    },
    /// One report draws on another, or does not.
    Derivation {
        /// SHA-256 of the capture of the report that was drawn on.
        from: String,
        /// SHA-256 of the capture of the report that draws on it.
        to: String,
        /// How; `None` if it does not.
        kind: Option<DerivationKind>,
    },
}

/// A place in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// SHA-256 of the report's capture, in hexadecimal digits.
    pub sha256: String,
    /// The place in its text.
    pub span: Span,
}

/// Corrections being applied, and which of them found nothing to correct.
pub(super) struct Corrector<'c> {
    corrections: &'c [Correction],
    fits: Vec<bool>,
}

impl<'c> Corrector<'c> {
    pub(super) fn new(corrections: &'c [Correction]) -> Corrector<'c> {
        Corrector { corrections, fits: vec![false; corrections.len()] }
    }

    /// The corrections that found nothing to correct, by their places in the list.
    pub(super) fn misfits(&self) -> Vec<usize> {
        (0..self.fits.len()).filter(|&index| !self.fits[index]).collect()
    }

    pub(super) fn claims(&mut self, reports: &[Annotated], claims: &mut [Vec<Claim>]) {
        for (correction, fits) in self.corrections.iter().zip(&mut self.fits) {
            let Correction::Speaker { claim, name } = correction else { continue };
            for (report, index) in found(reports, claims, claim) {
                *fits |= set_speaker(&reports[report], &mut claims[report][index], name.as_deref());
            }
        }
    }

    pub(super) fn entities(&mut self, reports: &[Annotated], entities: &mut Entities) {
        for (correction, fits) in self.corrections.iter().zip(&mut self.fits) {
            match correction {
                Correction::MergeEntities { one, other } => *fits |= merge(entities, one, other),
                Correction::SplitEntity { name } => *fits |= split(reports, entities, name),
                _ => {}
            }
        }
    }

    pub(super) fn derivations(&mut self, reports: &[Annotated], derivations: &mut Vec<Derivation>) {
        let position = |sha256: &str| reports.iter().position(|held| held.report.sha256 == sha256);
        for (correction, fits) in self.corrections.iter().zip(&mut self.fits) {
            let Correction::Derivation { from, to, kind } = correction else { continue };
            let (Some(from), Some(to)) = (position(from), position(to)) else { continue };
            *fits = from != to;
            if from != to {
                set_derivation(derivations, from, to, *kind);
            }
        }
    }

    pub(super) fn points(
        &mut self,
        reports: &[Annotated],
        claims: &[Vec<Claim>],
        origins: &Origins,
        points: &mut Vec<Point>,
    ) {
        for (correction, fits) in self.corrections.iter().zip(&mut self.fits) {
            let touched = match correction {
                Correction::RejectClaim { claim, about } => {
                    reject(points, &found(reports, claims, claim), about.as_deref())
                }
                Correction::AddClaim { claim, beside } => {
                    add(points, &found(reports, claims, claim), &found(reports, claims, beside))
                }
                _ => continue,
            };
            *fits |= !touched.is_empty();
            touched.iter().for_each(|&point| tidy(&mut points[point], origins));
            points.retain(|point| !point.readings.is_empty());
        }
    }
}

/// A claim as (report, index of the claim in the report).
type ClaimId = (usize, usize);

fn found(reports: &[Annotated], claims: &[Vec<Claim>], place: &Place) -> Vec<ClaimId> {
    let Some(report) = reports.iter().position(|held| held.report.sha256 == place.sha256) else {
        return Vec::new();
    };
    let of_report = claims[report].iter().enumerate();
    of_report.filter(|(_, claim)| claim.span == place.span).map(|(index, _)| (report, index)).collect()
}

/// The outermost speaker becomes the mention of that name which stands nearest to the claim.
fn set_speaker(annotated: &Annotated, claim: &mut Claim, name: Option<&str>) -> bool {
    let Some(name) = name else {
        claim.attribution.clear();
        claim.by = by_hand();
        return true;
    };
    let text = &annotated.report.text;
    let distance = |span: Span| span.start.abs_diff(claim.span.start);
    let mention = (0..annotated.mentions.len())
        .filter(|&index| text.get(annotated.mentions[index].span.range()) == Some(name))
        .min_by_key(|&index| distance(annotated.mentions[index].span));
    let Some(mention) = mention else { return false };
    let link = Attribution {
        source: Some(annotated.mentions[mention].span),
        source_mention: Some(mention),
        cue: None,
        manner: Manner::Indirect,
        stance: Stance::Says,
    };
    match claim.attribution.first_mut() {
        Some(first) => {
            *first = Attribution { cue: first.cue, manner: first.manner, stance: first.stance, ..link };
        }
        None => claim.attribution.push(link),
    }
    claim.by = by_hand();
    true
}

fn named(entities: &Entities, name: &str) -> Option<usize> {
    let is_called = |entity: &Entity| entity.name == name || entity.aliases.iter().any(|alias| alias == name);
    let first = entities.entities.iter().position(|entity| entity.name == name);
    first.or_else(|| entities.entities.iter().position(is_called))
}

fn merge(entities: &mut Entities, one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (named(entities, one), named(entities, other)) else { return false };
    if one == other {
        return true;
    }
    let gone = std::mem::take(&mut entities.entities[other].mentions);
    let (name, aliases) =
        (entities.entities[other].name.clone(), std::mem::take(&mut entities.entities[other].aliases));
    for &(report, mention) in &gone {
        entities.of_mention[report][mention] = Some(one);
    }
    let kept = &mut entities.entities[one];
    kept.mentions.extend(gone);
    kept.mentions.sort_unstable();
    kept.aliases.extend(aliases.into_iter().chain([name.clone()]).filter(|alias| *alias != kept.name));
    kept.aliases.sort();
    kept.aliases.dedup();
    kept.why.push(format!("“{name}” was put with “{}” by hand.", kept.name));
    true
}

fn split(reports: &[Annotated], entities: &mut Entities, name: &str) -> bool {
    let Some(whole) = named(entities, name) else { return false };
    let is_apart = |&(report, mention): &(usize, usize)| {
        let annotated = &reports[report];
        annotated.report.text.get(annotated.mentions[mention].span.range()) == Some(name)
    };
    let (apart, rest): (Vec<_>, Vec<_>) =
        entities.entities[whole].mentions.iter().partition(|at| is_apart(at));
    if apart.is_empty() || rest.is_empty() {
        return false;
    }
    let new = entities.entities.len();
    for &(report, mention) in &apart {
        entities.of_mention[report][mention] = Some(new);
    }
    let held = &mut entities.entities[whole];
    held.mentions = rest;
    held.aliases.retain(|alias| alias != name);
    if held.name == name
        && let Some(alias) = held.aliases.first().cloned()
    {
        held.aliases.retain(|held| *held != alias);
        held.name = alias;
    }
    let why = vec![format!("“{name}” was parted from “{}” by hand.", held.name)];
    let kind = held.kind;
    entities.entities.push(Entity { name: name.to_owned(), kind, aliases: Vec::new(), mentions: apart, why });
    true
}

fn set_derivation(derivations: &mut Vec<Derivation>, from: usize, to: usize, kind: Option<DerivationKind>) {
    derivations
        .retain(|held| (held.from, held.to) != (Some(from), to) && (held.from, held.to) != (Some(to), from));
    if let Some(kind) = kind {
        derivations.push(Derivation {
            from: Some(from),
            source: None,
            to,
            kind,
            coverage: 0.0,
            direction: Direction::Known,
            passages: Vec::new(),
            evidence: vec!["It was marked by hand.".to_owned()],
        });
        derivations.sort_by_key(|derivation| derivation.to);
    }
}

/// Takes claims out of points; gives the points that had them.
fn reject(points: &mut [Point], rejected: &[ClaimId], about: Option<&str>) -> Vec<usize> {
    let mut touched = Vec::new();
    for (index, point) in points.iter_mut().enumerate() {
        if about.is_some_and(|about| point.about != about) {
            continue;
        }
        let before: usize = point.readings.iter().map(|reading| reading.claims.len()).sum();
        for reading in &mut point.readings {
            reading.claims.retain(|claim| !rejected.contains(claim));
        }
        let after: usize = point.readings.iter().map(|reading| reading.claims.len()).sum();
        if after < before {
            touched.push(index);
            point.why = by_hand_too(&point.why, "A claim was taken out of it by hand.");
        }
    }
    touched
}

/// Adds claims to the readings that have others; gives the points that were changed.
fn add(points: &mut [Point], added: &[ClaimId], beside: &[ClaimId]) -> Vec<usize> {
    let mut touched = Vec::new();
    for (index, point) in points.iter_mut().enumerate() {
        for reading in &mut point.readings {
            if !added.is_empty() && reading.claims.iter().any(|claim| beside.contains(claim)) {
                touched.push(index);
                reading.claims.extend(added);
                reading.claims.sort_unstable();
                reading.claims.dedup();
                point.why = by_hand_too(&point.why, "A claim was added to it by hand.");
            }
        }
    }
    touched
}

fn by_hand_too(why: &str, sentence: &str) -> String {
    if why.contains(sentence) { why.to_owned() } else { format!("{why} {sentence}").trim_start().to_owned() }
}

/// Takes out readings without claims, and makes origins and relation fit what is left.
fn tidy(point: &mut Point, origins: &Origins) {
    point.readings.retain(|reading| !reading.claims.is_empty());
    for reading in &mut point.readings {
        let of_claim = |&(report, claim): &ClaimId| origins.of_claim.get(report)?.get(claim).copied();
        let rests_on: BTreeSet<usize> = reading.claims.iter().filter_map(of_claim).collect();
        reading.origins = rests_on.into_iter().collect();
    }
    let reports: BTreeSet<usize> =
        point.readings.iter().flat_map(|reading| &reading.claims).map(|claim| claim.0).collect();
    if point.readings.len() == 1 && !matches!(point.relation, Relation::Agree | Relation::Single) {
        point.relation = if reports.len() > 1 { Relation::Agree } else { Relation::Single };
    } else if point.relation == Relation::Single && reports.len() > 1 {
        point.relation = Relation::Agree;
    } else if point.relation == Relation::Agree && reports.len() == 1 {
        point.relation = Relation::Single;
    }
}
