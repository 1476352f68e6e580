//! Claims as W3C Web Annotations: each targets its words by quotation and by position.
//!
//! See <https://www.w3.org/TR/annotation-model/>. Positions count code points of the report's text as the program reads
//! it, as in the contract; the quotation with what stands before and after it finds the words in the page itself.

use serde_json::{Value, json};

use crate::contract::{Claim, Span};
use crate::export::view::{View, pretty, word};

/// Code points given before and after the quotation.
const AROUND: usize = 32;

/// Writes one page of annotations.
pub(crate) fn write(views: &[View]) -> String {
    let items: Vec<Value> = views
        .iter()
        .flat_map(|view| view.collation().claims.iter().map(move |claim| annotation(view, claim)))
        .collect();
    let keys: Vec<&str> = views.iter().map(|view| view.key.as_str()).collect();
    pretty(json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": format!("urn:variorum:{}", keys.join("+")),
        "type": "AnnotationPage",
        "items": items,
    }))
}

fn annotation(view: &View, claim: &Claim) -> Value {
    let generator = &view.collation().generator;
    json!({
        "id": view.item(&claim.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {
            "id": format!("urn:variorum:generator:{}", generator.version),
            "type": "Software",
            "name": format!("{} {} ({}), rule {}", generator.name, generator.version, generator.model, claim.by),
        },
        "body": bodies(view, claim),
        "target": target(view, &claim.span),
    })
}

fn bodies(view: &View, claim: &Claim) -> Vec<Value> {
    let told = format!(
        "{} ({}{})",
        view.voices(claim),
        word(claim.modality),
        if claim.negated { ", denied" } else { "" }
    );
    let mut bodies = vec![text(&told, "describing")];
    for point in view.story.points_of_claim(&claim.id) {
        let given = point.readings.iter().filter(|reading| reading.claims.contains(&claim.id));
        bodies.extend(given.map(|reading| {
            text(&format!("{} ({}): {}", point.about, word(point.relation), reading.value), "tagging")
        }));
    }
    bodies
}

fn text(value: &str, purpose: &str) -> Value {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}

fn target(view: &View, span: &Span) -> Value {
    let Some(index) = view.story.report_index(&span.report) else { return Value::Null };
    let report = &view.collation().reports[index];
    let before = view.story.slice(index, span.start.saturating_sub(AROUND), span.start);
    let after = view.story.slice(index, span.end, span.end.saturating_add(AROUND));
    json!({
        "type": "SpecificResource",
        "source": {
            "id": view.source(report),
            "type": "Text",
            "language": report.language,
        },
        "selector": [
            { "type": "TextQuoteSelector", "exact": span.text, "prefix": before, "suffix": after },
            { "type": "TextPositionSelector", "start": span.start, "end": span.end },
        ],
    })
}
