//! The account: what a reader should know of a story in one screen, drawn from a collation alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::Relation;
use crate::contract::{Collation, Point};
use crate::derive::DerivationKind;

/// A story in one screen. Points are named by their ids, in order of weight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Account {
    /// How many reports there are.
    pub reports: usize,
    /// How many of them stand on their own: copies, rewrites and reports of one shared source count once.
    pub independent: usize,
    /// How many origins the points rest on.
    pub origins: usize,
    /// What reports of more than one origin tell alike.
    pub agreed: Vec<String>,
    /// Where readings contradict each other.
    pub contested: Vec<String>,
    /// What changes over time.
    pub evolving: Vec<String>,
    /// What looks alike and measures different things.
    pub scope: Vec<String>,
    /// What rests on one origin only, whoever repeats it.
    pub single_origin: Vec<String>,
}

/// How many reports and origins stand behind a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Reports that tell it.
    pub reports: usize,
    /// Origins it rests on.
    pub origins: usize,
}

impl Account {
    /// Draws the account of a collation.
    pub fn of(collation: &Collation) -> Account {
        let mut account = Account {
            reports: collation.reports.len(),
            independent: independent(collation),
            origins: collation.points.iter().flat_map(origins).collect::<BTreeSet<_>>().len(),
            ..Account::default()
        };
        for point in &collation.points {
            account.list(point).push(point.id.clone());
        }
        account
    }

    fn list(&mut self, point: &Point) -> &mut Vec<String> {
        match point.relation {
            Relation::Conflict => &mut self.contested,
            Relation::Evolving => &mut self.evolving,
            Relation::Scope => &mut self.scope,
            Relation::Agree if Standing::of(point).origins > 1 => &mut self.agreed,
            Relation::Agree | Relation::Single => &mut self.single_origin,
        }
    }
}

impl Standing {
    /// Counts them.
    pub fn of(point: &Point) -> Standing {
        let reports = point.readings.iter().flat_map(|reading| &reading.reports).collect::<BTreeSet<_>>();
        Standing { reports: reports.len(), origins: origins(point).collect::<BTreeSet<_>>().len() }
    }
}

fn origins(point: &Point) -> impl Iterator<Item = &str> {
    point.readings.iter().flat_map(|reading| reading.origins.iter().map(String::as_str))
}

/// How many groups the reports fall into when those that draw on one another or on one source are put together.
fn independent(collation: &Collation) -> usize {
    let mut group: BTreeMap<&str, &str> =
        collation.reports.iter().map(|report| (report.id.as_str(), report.id.as_str())).collect();
    for derivation in &collation.derivations {
        let draws = matches!(
            derivation.kind,
            DerivationKind::Copy | DerivationKind::Rewrite | DerivationKind::SharedSource
        );
        let Some(from) = derivation.from.as_deref().filter(|_| draws) else { continue };
        if let (Some(&a), Some(&b)) = (group.get(from), group.get(derivation.to.as_str())) {
            for name in group.values_mut().filter(|name| **name == b) {
                *name = a;
            }
        }
    }
    group.values().collect::<BTreeSet<_>>().len()
}
