//! Who says so: the origins, and the chains that lead from the outlets to them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::contract::{Claim, Origin};
use crate::render::labels;
use crate::render::page::cite::{Chip, Cite};
use crate::render::page::escape::element_id;
use crate::render::story::Story;
use crate::resolve::OriginKind;

/// The origins, those that most reports rest on first.
#[derive(Template)]
#[template(path = "sources.html")]
pub(crate) struct Sources {
    origins: Vec<OriginView>,
    /// Origins of one claim.
    once: Vec<OriginView>,
    outlets: Vec<OriginView>,
}

struct OriginView {
    id: String,
    name: String,
    kind: &'static str,
    unnamed: bool,
    reports: Vec<Chip>,
    /// What the origin does, where it is more than saying: "denies", "estimates".
    stances: Vec<&'static str>,
    cites: Vec<Cite>,
    claims: usize,
}

const CITES: usize = 40;

impl Sources {
    pub(crate) fn new(story: &Story) -> Sources {
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &story.collation.claims {
            claims.entry(&claim.origin).or_default().push(claim);
        }
        let mut views: Vec<(bool, OriginView)> = story
            .collation
            .origins
            .iter()
            .filter_map(|origin| {
                Some((
                    origin.kind == OriginKind::Outlet,
                    view(story, origin, claims.get(origin.id.as_str())?),
                ))
            })
            .collect();
        views
            .sort_by_key(|(_, view)| (std::cmp::Reverse(view.reports.len()), std::cmp::Reverse(view.claims)));
        let (outlets, origins): (Vec<_>, Vec<_>) = views.into_iter().partition(|(outlet, _)| *outlet);
        let (once, origins): (Vec<_>, Vec<_>) =
            origins.into_iter().map(|(_, view)| view).partition(|view| view.claims == 1);
        Sources { origins, once, outlets: outlets.into_iter().map(|(_, view)| view).collect() }
    }
}

fn view(story: &Story, origin: &Origin, claims: &[&Claim]) -> OriginView {
    let reports: BTreeSet<usize> =
        claims.iter().filter_map(|claim| story.report_index(&claim.report)).collect();
    let stances: BTreeSet<&str> = claims
        .iter()
        .flat_map(|claim| claim.attribution.last())
        .map(|link| labels::stance(link.stance))
        .filter(|stance| *stance != "says")
        .collect();
    OriginView {
        id: element_id(&origin.id),
        name: origin.name.clone(),
        kind: labels::origin(origin.kind),
        unnamed: origin.kind == OriginKind::Unnamed,
        reports: reports
            .into_iter()
            .map(|report| Chip::new(story, &story.collation.reports[report].id))
            .collect(),
        stances: stances.into_iter().collect(),
        cites: claims.iter().take(CITES).map(|claim| Cite::new(story, claim)).collect(),
        claims: claims.len(),
    }
}
