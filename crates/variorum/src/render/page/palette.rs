//! The origins that have a colour of their own in the annotated texts: those that most reports draw on.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::Claim;
use crate::render::story::Story;
use crate::render::words::clip;
use crate::resolve::OriginKind;

/// How many origins are told apart by colour; more are not.
const COLOURS: usize = 6;

/// Which origins have a colour.
pub(crate) struct Palette<'a> {
    /// In order of their colours.
    origins: Vec<(&'a str, String)>,
}

impl<'a> Palette<'a> {
    /// Gives colours to the origins, outlets apart, that most reports draw on.
    pub(crate) fn new(story: &Story<'a>) -> Palette<'a> {
        let collation = story.collation;
        let mut reports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut claims: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &collation.claims {
            reports.entry(&claim.origin).or_default().insert(&claim.report);
            *claims.entry(&claim.origin).or_default() += 1;
        }
        let mut origins: Vec<_> =
            collation.origins.iter().filter(|origin| origin.kind != OriginKind::Outlet).collect();
        let weight =
            |id: &str| (reports.get(id).map_or(0, BTreeSet::len), claims.get(id).copied().unwrap_or(0));
        origins.sort_by_key(|origin| std::cmp::Reverse(weight(&origin.id)));
        let coloured = origins.into_iter().take(COLOURS);
        Palette { origins: coloured.map(|origin| (origin.id.as_str(), clip(&origin.name, 48))).collect() }
    }

    /// The class of a claim: `o1` to `o6`, `o0` for the word of others, nothing for the outlet's own.
    pub(crate) fn class(&self, claim: &Claim) -> String {
        match self.origins.iter().position(|(id, _)| *id == claim.origin) {
            Some(place) => format!(" o{}", place + 1),
            None if claim.attribution.is_empty() => String::new(),
            None => " o0".to_owned(),
        }
    }

    /// The classes and names, for the key.
    pub(crate) fn key(&self) -> Vec<(String, String)> {
        let number = |(place, (_, name)): (usize, &(&str, String))| (format!("o{}", place + 1), name.clone());
        self.origins.iter().enumerate().map(number).collect()
    }
}
