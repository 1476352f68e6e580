//! Who says so: the origins, and the chains that lead from the outlets to them.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;

use crate::contract::{Claim, Origin};
use crate::render::labels;
use crate::render::page::cite::{Chip, Cite};
use crate::render::page::escape::element_id;
use crate::render::story::Story;
use crate::render::words::clip;
use crate::resolve::OriginKind;

/// The origins, those that most reports rest on first.
#[derive(Template)]
#[template(path = "sources.html")]
pub(crate) struct Sources {
    origins: Vec<OriginView>,
    /// More of them, folded.
    rest: Vec<OriginView>,
    /// Origins of one claim.
    once: Vec<OriginView>,
    outlets: Vec<OriginView>,
    /// Origins for which there is no room.
    left_out: usize,
    /// Whether what is folded is put off until it is opened.
    many: bool,
}

struct OriginView {
    id: String,
    name: String,
    kind: &'static str,
    unnamed: bool,
    reports: Vec<Chip>,
    /// Reports that are not named for want of room.
    more_reports: usize,
    /// The ways from an outlet to the origin that lead through somebody else.
    chains: Vec<Vec<String>>,
    cites: Vec<Cite>,
    claims: usize,
}

/// Cites of one origin, and of an outlet where there are many.
const CITES: usize = 24;
const FEW: usize = 3;
/// From how many origins on each has few cites.
const MANY: usize = 300;
const ORIGINS: usize = 24;
/// Origins of one list.
const LISTED: usize = 150;
const REPORTS: usize = 8;
const CHAINS: usize = 4;

impl Sources {
    pub(crate) fn new(story: &Story) -> Sources {
        let mut claims: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
        for claim in &story.collation.claims {
            claims.entry(&claim.origin).or_default().push(claim);
        }
        let cites = if story.collation.origins.len() > MANY { FEW } else { CITES };
        let mut views: Vec<(bool, OriginView)> = story
            .collation
            .origins
            .iter()
            .filter_map(|origin| {
                Some((
                    origin.kind == OriginKind::Outlet,
                    view(story, origin, claims.get(origin.id.as_str())?, cites),
                ))
            })
            .collect();
        views
            .sort_by_key(|(_, view)| (std::cmp::Reverse(view.reports.len()), std::cmp::Reverse(view.claims)));
        let (outlets, origins): (Vec<_>, Vec<_>) = views.into_iter().partition(|(outlet, _)| *outlet);
        let (mut once, mut origins): (Vec<_>, Vec<_>) =
            origins.into_iter().map(|(_, view)| view).partition(|view| view.claims == 1);
        let mut outlets: Vec<OriginView> = outlets.into_iter().map(|(_, view)| view).collect();
        let mut rest = origins.split_off(origins.len().min(ORIGINS));
        let all = rest.len() + once.len() + outlets.len();
        for list in [&mut rest, &mut once, &mut outlets] {
            list.truncate(LISTED);
        }
        let left_out = all - rest.len() - once.len() - outlets.len();
        Sources { origins, rest, once, outlets, left_out, many: story.is_large() }
    }
}

fn view(story: &Story, origin: &Origin, claims: &[&Claim], cites: usize) -> OriginView {
    let reports: BTreeSet<usize> =
        claims.iter().filter_map(|claim| story.report_index(&claim.report)).collect();
    let number = reports.len();
    OriginView {
        id: element_id(&origin.id),
        name: origin.name.clone(),
        kind: labels::origin(origin.kind),
        unnamed: origin.kind == OriginKind::Unnamed,
        reports: reports
            .into_iter()
            .take(REPORTS)
            .map(|report| Chip::new(story, &story.collation.reports[report].id))
            .collect(),
        more_reports: number.saturating_sub(REPORTS),
        chains: chains(story, claims),
        cites: claims.iter().take(cites).map(|claim| Cite::new(story, claim)).collect(),
        claims: claims.len(),
    }
}

/// Outlet, who it cites, and so on to the origin: each way once, where it has a step between.
fn chains(story: &Story, claims: &[&Claim]) -> Vec<Vec<String>> {
    let mut chains: Vec<Vec<String>> = Vec::new();
    for claim in claims {
        let speakers = story.speakers(claim);
        let chain: Vec<String> = std::iter::once(story.label(&claim.report))
            .chain(speakers.iter().map(|speaker| clip(speaker, 60)))
            .collect();
        if chain.len() > 2 && chains.len() < CHAINS && !chains.contains(&chain) {
            chains.push(chain);
        }
    }
    chains
}
