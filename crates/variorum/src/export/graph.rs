//! Who draws on whom and who cites whom, as nodes and edges. Every edge leads to what is drawn on.

use std::collections::BTreeMap;

use crate::contract::Collation;
use crate::derive::Direction;
use crate::export::view::{View, web_address, word};

/// Reports, the origins they cite, and sources that are not held.
pub(crate) struct Graph {
    /// In the order of the collations.
    pub(crate) nodes: Vec<Node>,
    /// Derivations first, then citations.
    pub(crate) edges: Vec<Edge>,
}

/// A report, an origin or a source that is not held.
pub(crate) struct Node {
    /// Unique among all stories.
    pub(crate) id: String,
    /// What a reader calls it.
    pub(crate) label: String,
    /// `report`, `origin` or `source`.
    pub(crate) kind: &'static str,
    /// Of a report: its day.
    pub(crate) published: Option<String>,
    /// Of a report: its address on the web.
    pub(crate) url: Option<String>,
}

/// From what draws or cites to what is drawn on or cited.
pub(crate) struct Edge {
    /// Id of a node.
    pub(crate) from: String,
    /// Id of a node.
    pub(crate) to: String,
    /// `copy`, `rewrite`, `quotes`, `shared_source` or `cites`.
    pub(crate) kind: String,
    /// Of a derivation: the share of the later report's words; of a citation: how many claims.
    pub(crate) weight: f64,
    /// Of a derivation: how its direction is known.
    pub(crate) direction: Option<Direction>,
}

impl Graph {
    pub(crate) fn of(views: &[View]) -> Graph {
        let mut graph = Graph { nodes: Vec::new(), edges: Vec::new() };
        for view in views {
            graph.reports(view);
            graph.derivations(view);
            graph.citations(view);
        }
        graph
    }

    fn reports(&mut self, view: &View) {
        for report in &view.collation().reports {
            self.nodes.push(Node {
                id: id(view, "report", &report.id),
                label: view.label(&report.id),
                kind: "report",
                published: report.published.clone(),
                url: web_address(report),
            });
        }
    }

    fn derivations(&mut self, view: &View) {
        let held = |collation: &Collation, id: &str| collation.reports.iter().any(|report| report.id == id);
        for derivation in &view.collation().derivations {
            if !held(view.collation(), &derivation.to) {
                continue;
            }
            let to = match &derivation.from {
                Some(from) if held(view.collation(), from) => id(view, "report", from),
                Some(_) => continue,
                None => self.source(view, derivation.source.as_deref().unwrap_or("a source not held")),
            };
            self.edges.push(Edge {
                from: id(view, "report", &derivation.to),
                to,
                kind: word(derivation.kind),
                weight: derivation.coverage,
                direction: Some(derivation.direction),
            });
        }
    }

    fn source(&mut self, view: &View, label: &str) -> String {
        let own = id(view, "source", label);
        if !self.nodes.iter().any(|node| node.id == own) {
            let (label, id) = (label.to_owned(), own.clone());
            self.nodes.push(Node { id, label, kind: "source", published: None, url: None });
        }
        own
    }

    /// An outlet's own voice cites nobody.
    fn citations(&mut self, view: &View) {
        let attributed = view.collation().claims.iter().filter(|claim| !claim.attribution.is_empty());
        let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for claim in attributed {
            if view.story.report(&claim.report).is_some() {
                *counted.entry((&claim.origin, &claim.report)).or_default() += 1;
            }
        }
        for origin in &view.collation().origins {
            let citing: Vec<_> = counted.iter().filter(|((cited, _), _)| *cited == origin.id).collect();
            if citing.is_empty() {
                continue;
            }
            self.nodes.push(Node {
                id: id(view, "origin", &origin.id),
                label: origin.name.clone(),
                kind: "origin",
                published: None,
                url: None,
            });
            for ((_, report), &claims) in citing {
                self.edges.push(Edge {
                    from: id(view, "report", report),
                    to: id(view, "origin", &origin.id),
                    kind: "cites".to_owned(),
                    weight: claims as f64,
                    direction: None,
                });
            }
        }
    }
}

fn id(view: &View, kind: &str, id: &str) -> String {
    format!("{}/{kind}/{id}", view.key)
}
