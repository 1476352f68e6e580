//! The account: what a reader should know of a story in one screen, drawn from a collation alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::align::Relation;
use crate::contract::{Collation, Point};
use crate::derive::{DerivationKind, outlet_key};

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
            independent: families(collation).into_iter().collect::<BTreeSet<_>>().len(),
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

/// For each report the position of the first report of its family.
///
/// A family are the reports that draw on one another or on one source, held or not: copies, rewrites and a common
/// source make one, a passage that is only quoted does not. Reports of one outlet are of one family.
pub fn families(collation: &Collation) -> Vec<usize> {
    let mut position: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, report) in collation.reports.iter().enumerate() {
        position.entry(&report.id).or_insert(index);
    }
    let mut of_source: BTreeMap<&str, usize> = BTreeMap::new();
    let mut of_outlet: BTreeMap<String, usize> = BTreeMap::new();
    let mut family: Vec<usize> = (0..collation.reports.len()).collect();
    for (index, report) in collation.reports.iter().enumerate() {
        if let Some(key) = report.outlet.as_deref().map(outlet_key).filter(|key| !key.is_empty()) {
            family[index] = *of_outlet.entry(key).or_insert(index);
        }
    }
    for derivation in
        collation.derivations.iter().filter(|derivation| derivation.kind != DerivationKind::Quotes)
    {
        let Some(&to) = position.get(derivation.to.as_str()) else { continue };
        let from = match (&derivation.from, &derivation.source) {
            (Some(from), _) => position.get(from.as_str()).copied(),
            (None, Some(source)) => Some(*of_source.entry(source).or_insert(to)),
            (None, None) => None,
        };
        if let Some(from) = from {
            let (one, other) = (root(&mut family, from), root(&mut family, to));
            family[one.max(other)] = one.min(other);
        }
    }
    (0..family.len()).map(|report| root(&mut family, report)).collect()
}

/// The first report of the family; what is passed on the way is brought nearer to it.
fn root(family: &mut [usize], mut report: usize) -> usize {
    while family[report] != report {
        family[report] = family[family[report]];
        report = family[report];
    }
    report
}
