//! `variorum search`.

use variorum_desk::Desk;
use variorum_desk::search::{self, Hit, Place};

use crate::arguments::{Search, SearchIn};
use crate::{Outcome, output};

/// Finds reports, claims and points, and prints each with its place.
pub fn run(arguments: &Search) -> anyhow::Result<Outcome> {
    let desk = Desk::open_to_read(&arguments.desk)?;
    let (query, notes) = search::parse(&arguments.words.join(" "));
    for note in &notes {
        eprintln!("variorum: {}", note.message);
    }
    let places = match arguments.places {
        SearchIn::All => vec![Place::Point, Place::Claim, Place::Report],
        SearchIn::Reports => vec![Place::Report],
        SearchIn::Claims => vec![Place::Claim],
        SearchIn::Points => vec![Place::Point],
    };
    let mut text = String::new();
    for place in places {
        for hit in desk.search(&query, place, arguments.limit)? {
            text += &if arguments.json { serde_json::to_string(&hit)? + "\n" } else { shown(&hit) };
        }
    }
    if text.is_empty() && !arguments.json {
        text = "Nothing found.\n".to_owned();
    }
    output::print(&if arguments.json { text } else { output::fitted(&text) })?;
    Ok(if notes.is_empty() { Outcome::Done } else { Outcome::LeftOut })
}

fn shown(hit: &Hit) -> String {
    let place = match hit.place {
        Place::Report => "report",
        Place::Claim => "claim",
        Place::Point => "point",
    };
    let story = hit.story.map_or(String::new(), |story| format!("story {story}, "));
    let snippet: String = hit.snippet.iter().map(|piece| piece.text.as_str()).collect();
    let detail = hit.detail.as_ref().map_or(String::new(), |detail| format!(" [{detail}]"));
    format!(
        "{place}: {}{detail}\n    {}{}, {} ({}:{}-{})\n",
        snippet.split_whitespace().collect::<Vec<_>>().join(" "),
        story,
        hit.outlet.as_deref().unwrap_or("outlet unknown"),
        hit.published.as_deref().unwrap_or("undated"),
        &hit.capture[..12.min(hit.capture.len())],
        hit.start,
        hit.end,
    )
}
