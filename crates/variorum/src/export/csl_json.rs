//! Citations of the reports as CSL-JSON, for Zotero, pandoc and citeproc.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::contract::Report;
use crate::export::bibtex::key;
use crate::export::view::{View, day_parts, pretty, web_address};

/// Writes one item a report, with the keys that BibTeX has.
pub(crate) fn write(views: &[View]) -> String {
    let mut keys = BTreeSet::new();
    let mut items = Vec::new();
    for view in views {
        for report in &view.collation().reports {
            items.push(item(report, key(report, &mut keys)));
        }
    }
    pretty(Value::Array(items))
}

fn item(report: &Report, key: String) -> Value {
    let authors: Vec<Value> = report.byline.iter().map(|name| json!({ "literal": name })).collect();
    let issued = day_parts(report.published.as_deref());
    json!({
        "id": key,
        "type": "article-newspaper",
        "title": report.title.as_deref().map(plain),
        "container-title": report.outlet.as_deref().map(plain),
        "author": authors,
        "issued": issued.map(|(year, month, day)| json!({ "date-parts": [[year, month, day]] })),
        "URL": web_address(report),
        "language": report.language,
    })
}

/// CSL takes `<i>`, `<b>`, `<sub>`, `<sup>` and `<span>` in a title for markup: angle brackets of a report become the
/// signs that look most like them.
fn plain(text: &str) -> String {
    text.replace('<', "‹").replace('>', "›")
}
