//! The views of a collation, as a reader sees them.

mod fixture;
mod schema_check;

use serde_json::Value;
use variorum::contract::Collation;
use variorum::render::{self, TerminalStyle};

#[test]
fn json_is_one_line_that_reads_back_and_keeps_the_order_of_the_contract() {
    let collation = fixture::ferry();
    let line = render::json(&collation);
    assert!(!line.contains('\n'));
    assert_eq!(serde_json::from_str::<Collation>(&line).expect("it reads back"), collation);
    let value: Value = serde_json::from_str(&line).expect("it is JSON");
    let keys =
        |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(&value),
        "schema generator reports entities quantities times claims origins points derivations timeline silences wording"
    );
    assert_eq!(
        keys(&value["reports"][0]),
        "id path url sha256 outlet title byline published published_from modified language text sections notes"
    );
    assert_eq!(
        keys(&value["claims"][0]),
        "id report span content attribution origin negated modality entities quantities times by"
    );
    assert_eq!(keys(&value["times"][0]), "id span type value mod anchor");
    assert_eq!(value["quantities"][0]["low"].to_string(), "12", "a whole number has no decimal point");
    assert!(value["reports"][5]["published"].is_null(), "what is absent is null");
}

#[test]
fn json_keeps_to_the_published_schema() {
    let schema: Value = serde_json::from_str(&render::schema()).expect("the schema is JSON");
    let mut value: Value = serde_json::from_str(&render::json(&fixture::ferry())).expect("it is JSON");
    assert_eq!(schema_check::faults(&schema, &value), Vec::<String>::new());
    value["claims"][0].as_object_mut().expect("a claim").shift_remove("negated");
    value["points"][0]["relation"] = "quarrel".into();
    value["reports"][5]["published"] = 7.into();
    let faults = schema_check::faults(&schema, &value).join("\n");
    for fault in ["/reports/5/published", "/claims/0: lacks negated", "/points/0/relation"] {
        assert!(faults.contains(fault), "{fault} is not told in:\n{faults}");
    }
}

#[test]
fn schema_requires_every_key() {
    let schema: Value = serde_json::from_str(&render::schema()).expect("the schema is JSON");
    let definitions = schema["$defs"].as_object().expect("definitions");
    for (name, definition) in definitions.iter().chain([(&"Collation".to_owned(), &schema)]) {
        let Some(properties) = definition["properties"].as_object() else { continue };
        let required = definition["required"].as_array().map_or(0, Vec::len);
        assert_eq!(required, properties.len(), "{name} has keys that may be missing");
    }
    assert!(definitions.contains_key("Span"), "spans are defined once");
}

#[test]
fn account_for_a_terminal() {
    let collation = fixture::ferry();
    insta::assert_snapshot!(
        "terminal_80",
        render::terminal(&collation, &TerminalStyle { width: 80, colour: false })
    );
    for width in [60, 100, 200] {
        let account = render::terminal(&collation, &TerminalStyle { width, colour: false });
        assert!(!account.contains('\u{1b}'), "no colour was asked for");
        let widest = account.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(width), "a line of {widest:?} columns at width {width}");
    }
    assert!(
        render::terminal(&collation, &TerminalStyle { width: 80, colour: true }).contains("\u{1b}[1;31m≠")
    );
}

#[test]
fn explanations() {
    let collation = fixture::ferry();
    let ids = ["p1", "c3", "o1", "e1", "q3", "t1", "f", "d1", "w1"];
    let sheets: Vec<String> = ids
        .iter()
        .map(|id| render::explain(&collation, id).unwrap_or_else(|| panic!("{id} is not explained")))
        .collect();
    insta::assert_snapshot!("explanations", sheets.join("\n────\n\n"));
    for id in ["", "p99", "d0", "d99", "w", "é"] {
        assert_eq!(render::explain(&collation, id), None, "{id:?}");
    }
}

#[test]
fn page_stands_alone() {
    let page = render::page(&fixture::ferry());
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("ferry.html");
    std::fs::write(&path, &page).expect("the page is written");
    for outside in ["src=", "@import", "url(", "<link", "<base", "<iframe", "<form action"] {
        assert!(!page.contains(outside), "the page holds {outside}");
    }
    for view in
        ["story", "numbers", "grid", "sources", "derivations", "timeline", "compare", "wording", "reports"]
    {
        assert!(page.contains(&format!("<section id=\"{view}\"")), "the view {view} is missing");
        assert!(page.contains(&format!("href=\"#{view}\"")), "nothing leads to the view {view}");
    }
}

/// Every link within the page leads to exactly one element, that of a passage over several paragraphs too.
#[test]
fn page_links_lead_somewhere() {
    let mut collation = fixture::ferry();
    let passage = &mut collation.derivations[0].passages[0].to;
    let text = &collation.reports.iter().find(|report| report.id == passage.report).expect("a report").text;
    (passage.start, passage.end, passage.text) = (0, text.chars().count(), text.clone());
    let page = render::page(&collation);
    let ids: Vec<&str> = values(&page, " id=\"");
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let links = values(&page, "href=\"#");
    assert!(links.len() > 50, "the page is full of links");
    for link in links {
        assert!(unique.contains(link), "#{link} leads nowhere");
    }
}

/// An address is no name: not as an id, not in a reason, not as an outlet.
#[test]
fn readers_see_names_and_no_addresses() {
    const ADDRESS: &str =
        "https://www.lantern.example/news/2026/03/03/ferry-disaster-what-we-know-so-far.html";
    let json = render::json(&fixture::ferry()).replace("\"c\"", &format!("\"{ADDRESS}\""));
    let mut collation: Collation = serde_json::from_str(&json).expect("it reads back");
    for report in &mut collation.reports {
        if report.id == ADDRESS {
            report.outlet = None;
            report.url = None;
        }
    }
    collation.points[0].why = format!("{ADDRESS} gives at least 15 (2026-03-03).");
    let account = render::terminal(&collation, &TerminalStyle { width: 100, colour: false });
    assert!(!account.contains("://"), "an address is shown:\n{account}");
    let told = account.contains("lantern.example gives at least 15 (3 March 2026).");
    assert!(told, "the reason names the outlet and the day:\n{account}");
    let page = render::page(&collation);
    for line in page.lines().filter(|line| line.contains("://")) {
        let shown = line.contains(&format!(">{ADDRESS}")) && !line.contains("class=\"capture\"");
        assert!(!shown, "an address is shown: {line}");
    }
}

fn values<'a>(page: &'a str, before: &str) -> Vec<&'a str> {
    page.split(before).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}
