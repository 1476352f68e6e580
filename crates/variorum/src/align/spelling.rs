//! Points about names: one person, place or body whose name reports spell differently.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{ClaimId, Context, words};
use super::{Dimension, Point, Reading, Relation, why};
use crate::annotate::{EntityKind, MentionForm};

/// How many claims stand for one spelling.
const SHOWN: usize = 8;
/// Likeness of letters from which two forms are spellings of one name.
const LIKE: f64 = 0.5;

/// The points about spellings, in order of the entities.
pub fn points(context: &Context<'_>) -> Vec<Point> {
    let holders = claims_of_mentions(context);
    let entities = context.story.entities.entities.iter();
    entities
        .filter(|entity| {
            matches!(entity.kind, EntityKind::Person | EntityKind::Place | EntityKind::Organization)
        })
        .filter_map(|entity| point(context, &entity.mentions, &holders))
        .collect()
}

type Holders = BTreeMap<(usize, usize), ClaimId>;

fn claims_of_mentions(context: &Context<'_>) -> Holders {
    let mut holders = Holders::new();
    for (report, claims) in context.story.claims.iter().enumerate() {
        for (claim, data) in claims.iter().enumerate() {
            let sources = data.attribution.iter().filter_map(|link| link.source_mention);
            for mention in data.mentions.iter().copied().chain(sources) {
                holders.entry((report, mention)).or_insert((report, claim));
            }
        }
    }
    holders
}

fn point(context: &Context<'_>, mentions: &[(usize, usize)], holders: &Holders) -> Option<Point> {
    let mut forms: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
    for &(report, mention) in mentions {
        let annotated = &context.story.reports[report];
        let Some(data) = annotated.mentions.get(mention) else { continue };
        let form = words(annotated, data.span);
        let whole =
            data.form == MentionForm::Name && form.split_whitespace().all(|part| letters(part).len() > 2);
        if let Some(&claim) = holders.get(&(report, mention)).filter(|_| whole) {
            forms.entry(form.to_owned()).or_default().insert(claim);
        }
    }
    let longest = forms.keys().map(|form| form.split_whitespace().count()).max()?;
    forms.retain(|form, _| form.split_whitespace().count() == longest);
    let spellings = spellings(forms);
    let reports = |claims: &BTreeSet<ClaimId>| claims.iter().map(|claim| claim.0).collect::<BTreeSet<_>>();
    let apart = spellings.iter().enumerate().any(|(index, (_, one))| {
        spellings[index + 1..].iter().any(|(_, other)| reports(one).is_disjoint(&reports(other)))
    });
    if !apart {
        return None;
    }
    let readings: Vec<Reading> = spellings
        .iter()
        .map(|(form, claims)| {
            let claims: Vec<ClaimId> = claims.iter().copied().take(SHOWN).collect();
            let origins: BTreeSet<usize> = claims.iter().filter_map(|&claim| context.origin(claim)).collect();
            Reading { value: form.clone(), claims, origins: origins.into_iter().collect() }
        })
        .collect();
    let claims: Vec<ClaimId> = readings.iter().flat_map(|reading| reading.claims.clone()).collect();
    let parts: Vec<String> = readings
        .iter()
        .map(|reading| format!("{} in {}", reading.value, why::reports(context, &reading.claims)))
        .collect();
    Some(Point {
        about: format!("how the name {} is spelt", readings[0].value),
        dimension: Dimension::Name,
        relation: match why::plain_relation(context, &claims) {
            Relation::Single => return None,
            relation => relation,
        },
        readings,
        why: format!("Spellings of one name: {}.", parts.join("; ")),
    })
}

/// Whether two names may be spellings of one.
pub fn alike(a: &str, b: &str) -> bool {
    likeness(&letters(a), &letters(b)) >= LIKE
}

/// Forms that are like the most frequent one but not the same, the most frequent first; `[]` if there is only one.
fn spellings(forms: BTreeMap<String, BTreeSet<ClaimId>>) -> Vec<(String, BTreeSet<ClaimId>)> {
    let mut by_letters: BTreeMap<String, (String, BTreeSet<ClaimId>)> = BTreeMap::new();
    for (form, claims) in forms {
        let known = by_letters.entry(letters(&form)).or_insert_with(|| (form, BTreeSet::new()));
        known.1.extend(claims);
    }
    let mut forms: Vec<_> = by_letters.into_iter().collect();
    forms.sort_by(|a, b| b.1.1.len().cmp(&a.1.1.len()).then(a.0.cmp(&b.0)));
    let Some(main) = forms.first().map(|(letters, _)| letters.clone()) else { return Vec::new() };
    let another = |letters: &str| {
        likeness(letters, &main) >= LIKE && !letters.contains(&main) && !main.contains(letters)
    };
    forms.retain(|(letters, _)| *letters == main || another(letters));
    if forms.len() < 2 {
        return Vec::new();
    }
    forms.into_iter().map(|(_, form)| form).collect()
}

/// The letters of a name in small, without marks, spaces or a plural and possessive end.
fn letters(form: &str) -> String {
    let form = form.trim_end_matches("'s").trim_end_matches("’s");
    form.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// One less the edit distance as a share of the longer word.
fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, one) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, other) in b.iter().enumerate() {
            let changed = corner + usize::from(one != other);
            corner = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(corner + 1);
        }
    }
    1.0 - row[b.len()] as f64 / a.len().max(b.len()).max(1) as f64
}
