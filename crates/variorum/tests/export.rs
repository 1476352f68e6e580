//! Exports of the ferry story, as the tools that open them get them.

mod fixture;

use std::fmt::Write;

use serde_json::Value;
use variorum::contract::Collation;
use variorum::export::{Format, export};

#[test]
fn tables_graphs_and_citations() {
    let story = [fixture::ferry()];
    let mut shown = String::new();
    for format in [Format::Acled, Format::Ged] {
        writeln!(shown, "── {}, the cells that are filled", format.name()).expect("a string takes it");
        let table = export(&story, format);
        let mut lines = table.lines();
        let header = lines.next().unwrap_or_default().split(',');
        for (name, cell) in header.zip(cells(lines.next().unwrap_or_default())) {
            if !cell.is_empty() {
                writeln!(shown, "{name}: {cell}").expect("a string takes it");
            }
        }
    }
    for format in [Format::Csv, Format::Dot, Format::BibTex, Format::GraphMl] {
        let text = export(&story, format).replace('\r', "");
        write!(shown, "── {}\n{text}", format.name()).expect("a string takes it");
    }
    insta::assert_snapshot!("tables_graphs_and_citations", shown);
}

#[test]
fn what_is_written_as_json() {
    let story = [fixture::ferry()];
    let mut shown = String::new();
    for (format, places) in [
        (Format::WebAnnotation, ["/items/1", "/items/0/target"].as_slice()),
        (Format::Prov, &["/wasDerivedFrom", "/alternateOf"]),
        (Format::ClaimReview, &["/@graph/0", "/@graph/1"]),
        (Format::TimelineJs, &["/events/0"]),
        (Format::CslJson, &["/0", "/5"]),
    ] {
        let value: Value = serde_json::from_str(&export(&story, format)).expect("it is JSON");
        for place in places {
            let part = value.pointer(place).map_or("absent".to_owned(), |part| format!("{part:#}"));
            writeln!(shown, "── {} {place}\n{part}", format.name()).expect("a string takes it");
        }
    }
    for format in [Format::Ninjs, Format::Ftm] {
        let text = export(&story, format);
        let first: Value = serde_json::from_str(text.lines().next().unwrap_or_default()).expect("it is JSON");
        writeln!(shown, "── {}, {} lines, the first\n{first:#}", format.name(), text.lines().count())
            .expect("a string takes it");
    }
    insta::assert_snapshot!("what_is_written_as_json", shown);
}

#[test]
fn the_key_of_a_story_follows_from_its_reports_and_not_from_their_order() {
    let story = fixture::ferry();
    let mut turned: Collation = story.clone();
    turned.reports.reverse();
    let key = |story: &Collation| {
        let table = export(std::slice::from_ref(story), Format::Csv);
        cells(table.lines().nth(1).unwrap_or_default()).first().cloned()
    };
    assert_eq!(key(&story), key(&turned));
    assert_eq!(key(&story).map(|key| key.len()), Some(12));
    turned.reports.pop();
    assert_ne!(key(&story), key(&turned));
}

/// The cells of one line.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match (character, cells.last_mut()) {
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => cells.push(String::new()),
            (_, Some(cell)) => cell.push(character),
            (_, None) => {}
        }
    }
    cells
}
