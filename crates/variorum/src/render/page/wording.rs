//! Wording: the words that outlets use for one thing, side by side.

use askama::Template;

use crate::render::page::cite::Place;
use crate::render::story::Story;

/// All contrasts.
#[derive(Template)]
#[template(path = "wording.html")]
pub(crate) struct Contrasts {
    contrasts: Vec<Contrast>,
}

struct Contrast {
    id: String,
    about: String,
    terms: Vec<TermView>,
}

struct TermView {
    term: String,
    loaded: bool,
    places: Vec<Place>,
    left_out: usize,
}

const PLACES: usize = 12;

impl Contrasts {
    pub(crate) fn new(story: &Story) -> Contrasts {
        let contrasts = story.collation.wording.iter().enumerate().map(|(number, wording)| Contrast {
            id: format!("w{}", number + 1),
            about: wording.about.clone(),
            terms: wording
                .terms
                .iter()
                .map(|term| TermView {
                    term: term.term.clone(),
                    loaded: term.loaded,
                    places: term.spans.iter().take(PLACES).map(|span| Place::of_span(story, span)).collect(),
                    left_out: term.spans.len().saturating_sub(PLACES),
                })
                .collect(),
        });
        Contrasts { contrasts: contrasts.collect() }
    }
}
