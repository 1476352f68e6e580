//! Provenance as PROV-JSON: reports and claims as entities, origins and outlets as agents.
//!
//! See <https://www.w3.org/submissions/prov-json/>. Where the order of two reports is not known, neither is said to be
//! derived from the other: they are alternates.

use serde_json::{Map, Value, json};

use crate::contract::{Claim, Derivation, Origin, Report};
use crate::derive::{DerivationKind, Direction};
use crate::export::escape::percent;
use crate::export::view::{View, pretty, web_address, word};
use crate::resolve::OriginKind;

/// The records of a document by their kind and their name.
#[derive(Default)]
struct Document {
    prefixes: Map<String, Value>,
    entities: Map<String, Value>,
    agents: Map<String, Value>,
    derived: Map<String, Value>,
    alternates: Map<String, Value>,
    attributed: Map<String, Value>,
}

/// Writes one document.
pub(crate) fn write(views: &[View]) -> String {
    let mut document = Document::default();
    for (prefix, address) in [("dct", "http://purl.org/dc/terms/"), ("variorum", "urn:variorum:terms:")] {
        document.prefixes.insert(prefix.to_owned(), address.into());
    }
    for view in views {
        document.story(view);
    }
    pretty(json!({
        "prefix": document.prefixes,
        "entity": document.entities,
        "agent": document.agents,
        "wasDerivedFrom": document.derived,
        "alternateOf": document.alternates,
        "wasAttributedTo": document.attributed,
    }))
}

impl Document {
    fn story(&mut self, view: &View) {
        self.prefixes.insert(prefix(view), format!("{}:", view.urn()).into());
        for report in &view.collation().reports {
            self.report(view, report);
        }
        for origin in &view.collation().origins {
            self.agents.insert(name(view, "origin", &origin.id), agent(origin));
        }
        for claim in &view.collation().claims {
            self.claim(view, claim);
        }
        for (index, derivation) in view.collation().derivations.iter().enumerate() {
            self.derivation(view, index, derivation);
        }
    }

    fn report(&mut self, view: &View, report: &Report) {
        let own = name(view, "report", &report.id);
        self.entities.insert(
            own.clone(),
            json!({
                "prov:type": qualified("variorum:Report"),
                "prov:label": report.title.as_deref().unwrap_or(&report.id),
                "prov:location": web_address(report),
                "dct:issued": report.published,
                "dct:publisher": report.outlet,
                "dct:creator": report.byline,
                "variorum:sha256": report.sha256,
            }),
        );
        if let Some(outlet) = &report.outlet {
            let publisher = name(view, "outlet", outlet);
            self.agents.insert(
                publisher.clone(),
                json!({ "prov:type": qualified("prov:Organization"), "prov:label": outlet }),
            );
            self.attribute(own, publisher);
        }
    }

    fn claim(&mut self, view: &View, claim: &Claim) {
        let own = name(view, "claim", &claim.id);
        self.entities.insert(
            own.clone(),
            json!({
                "prov:type": qualified("variorum:Claim"),
                "prov:label": claim.span.text,
                "variorum:start": claim.span.start,
                "variorum:end": claim.span.end,
                "variorum:modality": word(claim.modality),
            }),
        );
        if view.story.report(&claim.report).is_some() {
            let report = name(view, "report", &claim.report);
            self.derive(own.clone(), report, json!({ "prov:type": qualified("prov:Quotation") }));
        }
        if view.story.origin(&claim.origin).is_some() {
            self.attribute(own, name(view, "origin", &claim.origin));
        }
    }

    fn derivation(&mut self, view: &View, index: usize, derivation: &Derivation) {
        let to = name(view, "report", &derivation.to);
        let details = |kind: &str| {
            json!({
                "prov:type": qualified(kind),
                "variorum:kind": word(derivation.kind),
                "variorum:coverage": derivation.coverage,
                "variorum:direction": word(derivation.direction),
                "variorum:evidence": derivation.evidence,
            })
        };
        match (&derivation.from, &derivation.source) {
            (Some(from), _)
                if derivation.direction == Direction::Unknown
                    || derivation.kind == DerivationKind::SharedSource =>
            {
                let mut record = Map::new();
                record.insert("prov:alternate1".to_owned(), to.into());
                record.insert("prov:alternate2".to_owned(), name(view, "report", from).into());
                self.alternates.insert(format!("_:{}-alternate{index}", prefix(view)), record.into());
            }
            (Some(from), _) => {
                let kind = match derivation.kind {
                    DerivationKind::Quotes => "prov:Quotation",
                    _ => "prov:Revision",
                };
                self.derive(to, name(view, "report", from), details(kind));
            }
            (None, source) => {
                let label = source.as_deref().unwrap_or("a source not held");
                let held = name(view, "source", &format!("{index}-{label}"));
                self.entities.insert(
                    held.clone(),
                    json!({ "prov:type": qualified("variorum:SourceNotHeld"), "prov:label": label }),
                );
                self.derive(to, held, details("prov:PrimarySource"));
            }
        }
    }

    fn derive(&mut self, made: String, used: String, details: Value) {
        let mut record = Map::new();
        record.insert("prov:generatedEntity".to_owned(), made.into());
        record.insert("prov:usedEntity".to_owned(), used.into());
        if let Value::Object(details) = details {
            record.extend(details);
        }
        self.derived.insert(format!("_:derived{}", self.derived.len() + 1), record.into());
    }

    fn attribute(&mut self, entity: String, agent: String) {
        self.attributed.insert(
            format!("_:attributed{}", self.attributed.len() + 1),
            json!({ "prov:entity": entity, "prov:agent": agent }),
        );
    }
}

fn agent(origin: &Origin) -> Value {
    let kind = match origin.kind {
        OriginKind::Outlet => Some(qualified("prov:Organization")),
        OriginKind::Named | OriginKind::Unnamed | OriginKind::Document => None,
    };
    json!({ "prov:type": kind, "prov:label": origin.name, "variorum:kind": word(origin.kind) })
}

fn qualified(name: &str) -> Value {
    json!({ "$": name, "type": "prov:QUALIFIED_NAME" })
}

fn prefix(view: &View) -> String {
    format!("story-{}", view.key)
}

fn name(view: &View, kind: &str, id: &str) -> String {
    format!("{}:{kind}-{}", prefix(view), percent(id))
}
