//! Sentences that tell the reader why a point stands as it does.

use std::collections::BTreeSet;

use super::context::{ClaimId, Context};
use super::{Reading, Relation, independence};

/// How many reports a sentence names before it counts the rest.
const NAMED: usize = 3;

/// The reports of these claims as a list in words: "a, b and 2 others".
pub fn reports(context: &Context<'_>, claims: &[ClaimId]) -> String {
    let reports: BTreeSet<usize> = claims.iter().map(|claim| claim.0).collect();
    list(reports.iter().map(|&report| context.names[report].as_str()))
}

/// Names as a list in words.
pub fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= NAMED + 1 => format!("{} and {last}", first.join(", ")),
        _ => format!("{} and {} others", names[..NAMED].join(", "), names.len() - NAMED),
    }
}

/// "gives" for one report, "give" for several.
pub fn give(claims: &[ClaimId]) -> &'static str {
    let reports: BTreeSet<usize> = claims.iter().map(|claim| claim.0).collect();
    if reports.len() == 1 { "gives" } else { "give" }
}

/// Why only one report tells a point.
pub fn single(context: &Context<'_>, readings: &[Reading]) -> String {
    let reports: BTreeSet<usize> =
        readings.iter().flat_map(|reading| reading.claims.iter().map(|claim| claim.0)).collect();
    let mut names = reports.iter().map(|&report| context.names[report].as_str());
    match reports.len() {
        1 => format!("Only {} tells it.", list(names)),
        _ => {
            let first = names.next().unwrap_or_default().to_owned();
            format!("Only {first} tells it, and {} with the same text.", list(names))
        }
    }
}

/// Why a matter that several reports tell alike is agreed.
pub fn agreed(context: &Context<'_>, claims: &[ClaimId]) -> String {
    let reports: BTreeSet<usize> = claims.iter().map(|claim| claim.0).collect();
    let independent = independence::count(&context.groups, reports.iter().copied());
    let origins = context.origins(claims);
    let told =
        format!("{} tell it alike", list(reports.iter().map(|&report| context.names[report].as_str())));
    let copies = match reports.len() - independent {
        0 => String::new(),
        1 => ", one of them as a copy".to_owned(),
        count => format!(", {count} of them as copies"),
    };
    let word = match origins.len() {
        1 => " on one origin's word".to_owned(),
        _ => String::new(),
    };
    format!("{told}{copies}{word}.")
}

/// The relation of claims that do not differ: told by several reports, or by one and its copies.
pub fn plain_relation(context: &Context<'_>, claims: &[ClaimId]) -> Relation {
    let reports: BTreeSet<usize> = claims.iter().map(|claim| claim.0).collect();
    if independence::count(&context.groups, reports) > 1 { Relation::Agree } else { Relation::Single }
}
