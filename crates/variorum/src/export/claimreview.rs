//! Readings as schema.org `Claim`, each with a `ClaimReview` that a fact-checker fills in.
//!
//! A review has no rating, no author and no date: those are the reviewer's.

use serde_json::{Value, json};

use crate::annotate::EntityKind;
use crate::contract::{Claim, Origin, Point, Reading, Report};
use crate::export::view::{View, pretty, web_address};
use crate::resolve::OriginKind;

/// Writes one JSON-LD document.
pub(crate) fn write(views: &[View]) -> String {
    let graph: Vec<Value> = views
        .iter()
        .flat_map(|view| view.collation().points.iter().flat_map(move |point| items(view, point)))
        .collect();
    pretty(json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn items(view: &View, point: &Point) -> Vec<Value> {
    let readings = point.readings.iter().enumerate();
    readings.flat_map(|(index, reading)| pair(view, point, index + 1, reading)).collect()
}

fn pair(view: &View, point: &Point, number: usize, reading: &Reading) -> [Value; 2] {
    let id = view.item(&format!("{}.{number}", point.id));
    let name = format!("{}: {}", point.about, reading.value);
    let claims = view.one_a_report(&reading.claims);
    let articles: Vec<Value> = claims.iter().filter_map(|claim| article(view, claim)).collect();
    let origins: Vec<&Origin> =
        reading.origins.iter().filter_map(|origin| view.story.origin(origin)).collect();
    let authors: Vec<Value> = origins.iter().filter_map(|origin| author(view, origin)).collect();
    let credits: Vec<&str> = origins.iter().map(|origin| origin.name.as_str()).collect();
    let claim = json!({
        "@type": "Claim",
        "@id": id,
        "name": name,
        "text": claims.first().map(|claim| claim.span.text.as_str()),
        "author": authors,
        "creditText": credits.join("; "),
        "appearance": articles,
    });
    let review = json!({
        "@type": "ClaimReview",
        "@id": format!("{id}:review"),
        "claimReviewed": name,
        "itemReviewed": { "@id": id },
    });
    [claim, review]
}

fn article(view: &View, claim: &Claim) -> Option<Value> {
    let report: &Report = view.story.report(&claim.report)?;
    Some(json!({
        "@type": "NewsArticle",
        "@id": view.source(report),
        "url": web_address(report),
        "headline": report.title,
        "datePublished": report.published,
        "dateModified": report.modified,
        "inLanguage": report.language,
        "publisher": report.outlet.as_ref().map(|outlet| json!({ "@type": "Organization", "name": outlet })),
        "backstory": claim.span.text,
    }))
}

/// A person or a body; what is neither, or may be either, is credited in words only.
fn author(view: &View, origin: &Origin) -> Option<Value> {
    let entity = origin.entity.as_deref().and_then(|id| view.story.entity(id));
    let kind = match (origin.kind, entity.map(|entity| entity.kind)) {
        (OriginKind::Outlet, _) => "Organization",
        (OriginKind::Named, Some(EntityKind::Person)) => "Person",
        (OriginKind::Named, Some(EntityKind::Organization)) => "Organization",
        _ => return None,
    };
    Some(json!({ "@type": kind, "name": origin.name }))
}
