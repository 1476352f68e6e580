//! A story as answers for programs that ask: JSON in which every statement carries its cites.

use serde_json::{Value, json};

use crate::contract::{Claim, Collation, Point, Span};
use crate::export::view::{View, compact, web_address, word};
use crate::render;

/// What the reports tell: each point with its readings, and each reading with its sentences, those of one report once.
///
/// ```
/// use variorum::contract::{Collation, Generator, SCHEMA};
/// # let generator = Generator { name: "variorum".into(), version: "0.1.0".into(), model: "none".into() };
/// # let collation = Collation {
/// #     schema: SCHEMA.into(), generator, reports: vec![], entities: vec![], quantities: vec![], times: vec![],
/// #     claims: vec![], origins: vec![], points: vec![], derivations: vec![], timeline: vec![], silences: vec![],
/// #     wording: vec![],
/// # };
/// assert_eq!(variorum::export::answer::story(&collation)["title"], "Untitled story");
/// ```
pub fn story(collation: &Collation) -> Value {
    let view = View::new(collation);
    compact(json!({
        "title": view.story.title(),
        "days": view.story.days().map(|(first, last)| [first, last]),
        "reports": collation.reports.iter().map(|report| json!({
            "id": report.id,
            "outlet": view.label(&report.id),
            "title": report.title,
            "published": report.published,
            "url": web_address(report),
        })).collect::<Vec<_>>(),
        "independent_reports": view.story.independent(),
        "points": collation.points.iter().map(|shown| point(&view, shown)).collect::<Vec<_>>(),
        "derivations": collation.derivations.iter().map(|derivation| json!({
            "report": derivation.to,
            "draws_on": derivation.from.as_ref().or(derivation.source.as_ref()),
            "kind": word(derivation.kind),
            "share_of_words": derivation.coverage,
            "direction": word(derivation.direction),
        })).collect::<Vec<_>>(),
    }))
}

/// Points and claims that hold all the words asked for, points first, at most `limit` of each.
///
/// Words are compared without regard to case, and by their beginnings: "evacuat" finds "evacuated".
pub fn search(collation: &Collation, words: &str, limit: usize) -> Value {
    let view = View::new(collation);
    let asked: Vec<String> = parts(words).collect();
    let holds = |text: &str| {
        let held: Vec<String> = parts(text).collect();
        asked.iter().all(|word| held.iter().any(|part| part.starts_with(word.as_str())))
    };
    let points = collation.points.iter().filter(|point| {
        let values = point.readings.iter().map(|reading| reading.value.as_str());
        holds(&std::iter::once(point.about.as_str()).chain(values).collect::<Vec<_>>().join(" "))
    });
    let claims =
        collation.claims.iter().filter(|claim| holds(&format!("{} {}", view.voices(claim), claim.span.text)));
    json!({
        "points": points.take(limit).map(|found| compact(point(&view, found))).collect::<Vec<_>>(),
        "claims": claims.take(limit).map(|found| compact(cited(&view, found))).collect::<Vec<_>>(),
    })
}

/// One item with its sentences and the rule that made it; `None` where nothing has that id.
pub fn explain(collation: &Collation, id: &str) -> Option<Value> {
    let view = View::new(collation);
    let explanation = render::explain(collation, id)?;
    let mut cites: Vec<Value> = Vec::new();
    if let Some(point) = view.story.point(id) {
        let claims = point.readings.iter().flat_map(|reading| &reading.claims);
        cites.extend(claims.filter_map(|claim| Some(cited(&view, view.story.claim(claim)?))));
    } else if let Some(claim) = view.story.claim(id) {
        cites.push(cited(&view, claim));
    } else if let Some(entity) = view.story.entity(id) {
        cites.extend(entity.mentions.iter().map(|mention| cite(&view, mention)));
    } else if let Some(quantity) = view.story.quantity(id) {
        cites.push(cite(&view, &quantity.span));
    } else if let Some(time) = view.story.time(id) {
        cites.push(cite(&view, &time.span));
    } else if view.story.origin(id).is_some() {
        let resting = collation.claims.iter().filter(|claim| claim.origin == id);
        cites.extend(resting.map(|claim| cited(&view, claim)));
    }
    Some(compact(json!({ "id": id, "explanation": explanation, "cites": cites })))
}

fn parts(text: &str) -> impl Iterator<Item = String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
}

fn point(view: &View, point: &Point) -> Value {
    let readings: Vec<Value> = point
        .readings
        .iter()
        .map(|reading| {
            let origins = reading.origins.iter().filter_map(|origin| view.story.origin(origin));
            json!({
                "value": reading.value,
                "reports": reading.reports,
                "origins": origins.map(|origin| origin.name.as_str()).collect::<Vec<_>>(),
                "cites": view.one_a_report(&reading.claims).into_iter().map(|claim| cited(view, claim)).collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({
        "id": point.id,
        "about": point.about,
        "relation": word(point.relation),
        "why": point.why,
        "readings": readings,
    })
}

/// A claim: where it stands, its sentence, and on whose word it is told.
fn cited(view: &View, claim: &Claim) -> Value {
    let mut cited = cite(view, &claim.span);
    cited["claim"] = claim.id.as_str().into();
    cited["voices"] = view.voices(claim).into();
    cited["modality"] = word(claim.modality).into();
    cited["denied"] = claim.negated.into();
    cited
}

fn cite(view: &View, span: &Span) -> Value {
    let report = view.story.report(&span.report);
    json!({
        "report": span.report,
        "start": span.start,
        "end": span.end,
        "sentence": span.text,
        "published": report.and_then(|report| report.published.as_deref()),
        "url": report.and_then(web_address),
    })
}
