//! Who draws on whom, as a tree.

use std::collections::BTreeMap;

use crate::contract::Derivation;
use crate::render::labels;
use crate::render::words::day;

use super::{Account, Ink};

impl Account<'_, '_> {
    /// Who draws on whom, as a tree: a report stands beneath the one that it draws on most.
    pub(super) fn derivations(&mut self) {
        let collation = self.story.collation;
        if collation.derivations.is_empty() {
            return;
        }
        self.heading("Who draws on whom");
        let mut parent: BTreeMap<&str, &Derivation> = BTreeMap::new();
        for derivation in &collation.derivations {
            let held = parent.get(derivation.to.as_str());
            if held.is_none_or(|held| held.coverage < derivation.coverage) {
                parent.insert(&derivation.to, derivation);
            }
        }
        let mut children: BTreeMap<String, Vec<&Derivation>> = BTreeMap::new();
        for derivation in parent.values() {
            children.entry(above(derivation)).or_default().push(derivation);
        }
        let roots: Vec<&String> = children
            .keys()
            .filter(|key| !parent.contains_key(key.strip_prefix(HELD).unwrap_or_default()))
            .collect();
        let mut drawn = Vec::new();
        for root in roots {
            self.branch(root, &children, &mut drawn);
        }
        // Reports that draw on each other in a ring have no root; each is told on its own line.
        for derivation in parent.values().filter(|derivation| !drawn.contains(&derivation.to.as_str())) {
            let line = format!("{} {}", self.named(&derivation.to), self.way(derivation));
            self.paragraph(Ink::Faint, &line, 2);
        }
    }

    fn branch<'b>(
        &mut self,
        root: &str,
        children: &BTreeMap<String, Vec<&'b Derivation>>,
        drawn: &mut Vec<&'b str>,
    ) {
        let name = match root.strip_prefix(HELD) {
            Some(report) => self.named(report),
            None => format!("{} (not among the reports)", root.strip_prefix(SOURCE).unwrap_or(root)),
        };
        self.paragraph(Ink::Value, &name, 2);
        let mut stack: Vec<(&Derivation, usize)> =
            children.get(root).into_iter().flatten().rev().map(|derivation| (*derivation, 1)).collect();
        while let Some((derivation, depth)) = stack.pop() {
            if drawn.contains(&derivation.to.as_str()) {
                continue;
            }
            drawn.push(&derivation.to);
            let indent = "   ".repeat(depth.min(8) - 1);
            let line = format!("{} {}", self.named(&derivation.to), self.way(derivation));
            self.hanging(Ink::Faint, &format!("  {indent}└─ "), Ink::Value, &line, "");
            if let Some(reason) = derivation.evidence.iter().find(|reason| !reason.contains("of its words")) {
                let reason = self.story.retold(reason);
                self.paragraph(Ink::Faint, &reason, 5 + 3 * depth.min(8));
            }
            let below = children.get(&format!("{HELD}{}", derivation.to));
            stack.extend(below.into_iter().flatten().rev().map(|derivation| (*derivation, depth + 1)));
        }
    }

    fn named(&self, report: &str) -> String {
        let date = self.story.report(report).and_then(|report| report.published.as_deref());
        format!("{}, {}", self.story.label(report), date.map_or("undated".to_owned(), day))
    }

    fn way(&self, derivation: &Derivation) -> String {
        let from = match (&derivation.from, &derivation.source) {
            (Some(from), _) => self.story.label(from),
            (None, Some(source)) => source.clone(),
            (None, None) => "a source not held".to_owned(),
        };
        format!("{} {from}: {}", labels::derivation(derivation.kind), labels::share(derivation))
    }
}

const HELD: &str = "report ";
const SOURCE: &str = "source ";

fn above(derivation: &Derivation) -> String {
    match (&derivation.from, &derivation.source) {
        (Some(report), _) => format!("{HELD}{report}"),
        (None, Some(source)) => format!("{SOURCE}{source}"),
        (None, None) => format!("{SOURCE}a source not held"),
    }
}
