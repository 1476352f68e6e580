//! Whatever stands in a collation, no view panics, and no word of it steers the page or the terminal.

mod fixture;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use variorum::contract::Collation;
use variorum::export::{Format, export};
use variorum::render::{self, TerminalStyle};

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "</style></title></script><h1>",
    "javascript:alert(1)",
    "&lt;b&gt;{{ title }}{% raw %}",
    "\u{202e}desrever\u{2066}",
    "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m",
    "",
    "\0\r\n\t\u{2028}",
    "数字🙂é\u{301}",
    "-- --> ]]> <!--",
];

/// Puts hostile words in the place of every string of a value that no closed set restricts, and odd numbers for
/// every number.
fn spoil(value: &mut Value, key: &str, next: &mut impl FnMut() -> usize) {
    const KEPT: [&str; 15] = [
        "schema",
        "kind",
        "severity",
        "bound",
        "type",
        "mod",
        "anchor",
        "manner",
        "stance",
        "modality",
        "dimension",
        "relation",
        "direction",
        "precision",
        "published_from",
    ];
    match value {
        Value::String(text) if !KEPT.contains(&key) => {
            let roll = next();
            if !roll.is_multiple_of(3) {
                let hostile = HOSTILE[roll % HOSTILE.len()];
                *text = if roll.is_multiple_of(2) { hostile.to_owned() } else { format!("{text}{hostile}") };
            }
        }
        Value::Number(number) if number.is_u64() && (key == "start" || key == "end") => {
            let roll = next();
            if roll.is_multiple_of(3) {
                *value = ([0, 1, 7, 1 << 40, u64::from(u32::MAX)][roll % 5]).into();
            }
        }
        Value::Number(_) => {
            let roll = next();
            if roll.is_multiple_of(2) {
                *value = ([0.0, -1.0, 1e300, 0.5, -1e-300, 1e15][roll % 6]).into();
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| spoil(item, key, next)),
        Value::Object(keys) => keys.iter_mut().for_each(|(key, item)| spoil(item, key, next)),
        _ => {}
    }
}

fn spoiled(rolls: &[usize]) -> Collation {
    let mut value: Value = serde_json::from_str(&render::json(&fixture::ferry())).expect("it is JSON");
    let mut rolls = rolls.iter().copied().cycle();
    spoil(&mut value, "", &mut || rolls.next().unwrap_or(0));
    serde_json::from_value(value).expect("the shape is kept")
}

/// Every tag of a page, from its `<` to its `>`, without the style and the script, which are our own.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start..=start + end];
        rest = &rest[start + end + 1..];
        for own in ["<style>", "<script>"] {
            if tag == own {
                let close = own.replace('<', "</");
                rest = &rest[rest.find(&close).expect("it is closed")..];
            }
        }
        tags.push(tag);
    }
    tags
}

/// The tags of a page by name: what only the templates may decide.
fn tag_names(page: &str) -> BTreeSet<String> {
    tags(page)
        .iter()
        .map(|tag| {
            tag.trim_matches(['<', '/', '>'])
                .split([' ', '\n', '>', '/'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| tag_names(&render::page(&fixture::ferry())));

fn check(collation: &Collation) {
    let page = render::page(collation);
    for tag in tags(&page) {
        let outside_values: String = tag.split('"').step_by(2).collect();
        let handler = |name: &str| name.starts_with("on") && name.ends_with('=');
        assert!(!outside_values.split_whitespace().any(handler), "a handler in {tag}");
        assert!(!tag.to_lowercase().contains("href=\"javascript"), "a script behind {tag}");
    }
    let strange: Vec<_> = tag_names(&page).difference(&KNOWN).cloned().collect();
    assert!(
        strange.iter().all(|name| ["em", "aside", "svg"].contains(&name.as_str())),
        "tags from a text: {strange:?}"
    );
    for text in [page.as_str(), &render::terminal(collation, &TerminalStyle { width: 60, colour: false })] {
        let steering = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{1b}' | '\u{7}' | '\u{9b}' | '\0');
        assert!(!text.contains(steering), "a steering character is passed on");
    }
    for point in &collation.points {
        render::explain(collation, &point.id);
    }
    for claim in &collation.claims {
        render::explain(collation, &claim.id);
    }
    for id in ["d1", "d2", "w1"] {
        assert!(render::explain(collation, id).is_some());
    }
    for format in Format::ALL {
        check_export(format, &export(std::slice::from_ref(collation), format));
    }
}

/// No word of a report is more than a word to the tool that opens the export.
fn check_export(format: Format, text: &str) {
    let name = format.name();
    assert!(text.ends_with('\n'), "{name}");
    match format {
        Format::Csv | Format::Acled | Format::Ged => {
            let rows = cells(text);
            for row in &rows {
                assert_eq!(row.len(), rows[0].len(), "{name}: {row:?}");
                for cell in row.iter().filter(|cell| !cell.starts_with('-')) {
                    assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{name}: {cell}");
                }
            }
        }
        Format::GraphMl => {
            let ours = ["?xml", "data", "edge", "graph", "graphml", "key", "node"];
            let strange: Vec<String> =
                tag_names(text).into_iter().filter(|tag| !ours.contains(&tag.as_str())).collect();
            assert_eq!(strange, Vec::<String>::new());
        }
        Format::Dot => {
            for line in text.lines().filter(|line| line.starts_with("  \"")) {
                let marks = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
                assert!(marks.is_multiple_of(2) && line.ends_with("];"), "{line}");
            }
        }
        Format::BibTex => {
            assert_eq!(text.matches('{').count(), text.matches('}').count(), "{text}");
        }
        Format::Ninjs | Format::Ftm => {
            for line in text.lines() {
                serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
            }
        }
        Format::TimelineJs => {
            assert!(!text.contains("<script") && !text.contains("<img"), "{text}");
        }
        _ => {
            serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

/// The cells of comma-separated values by row.
fn cells(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(character),
        }
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_words_stay_words(rolls in prop::collection::vec(0usize..10_000, 1..60)) {
        check(&spoiled(&rolls));
    }
}

#[test]
fn addresses_that_are_none_of_the_web_are_no_links() {
    let mut collation = fixture::ferry();
    for (report, url) in
        collation.reports.iter_mut().zip(["javascript:alert(1)", "data:text/html,x", "//x.example"])
    {
        report.url = Some(url.to_owned());
    }
    let page = render::page(&collation);
    let outside: Vec<&str> = page
        .split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|link| !link.starts_with('#'))
        .collect();
    assert_eq!(outside, ["https://d.example/story", "https://e.example/story"]);
}

#[test]
fn an_empty_collation_has_all_views() {
    let empty = fixture::Builder::new().collation;
    check_empty(&render::page(&empty));
    assert!(render::terminal(&empty, &TerminalStyle::default()).contains("0 reports"));
}

fn check_empty(page: &str) {
    assert!(page.contains("Untitled story") && page.contains("The reports have no point in common."));
}

/// Ten megabytes of text in one report are shown in a moment.
#[test]
fn a_long_text_is_shown() {
    let mut collation = fixture::ferry();
    collation.reports[0].text = "A long line of words. ".repeat(10 << 20 >> 5);
    assert!(render::page(&collation).len() > 6 << 20);
}
