//! Citations of the reports as BibTeX.

use std::collections::BTreeSet;

use crate::contract::Report;
use crate::export::escape::{percent, tex};
use crate::export::view::{View, day_parts, web_address};

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Writes one entry a report.
pub(crate) fn write(views: &[View]) -> String {
    let mut keys = BTreeSet::new();
    let mut entries = Vec::new();
    for view in views {
        for report in &view.collation().reports {
            entries.push(entry(report, &key(report, &mut keys)));
        }
    }
    entries.join("\n")
}

/// The report's id in letters that every reader of BibTeX takes, and a number where that is taken.
pub(crate) fn key(report: &Report, taken: &mut BTreeSet<String>) -> String {
    let letters: String = report
        .id
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    let plain = match letters.trim_matches('-') {
        "" => "report".to_owned(),
        letters => letters.to_owned(),
    };
    let numbered = (2..).map(|number| format!("{plain}-{number}"));
    let free = std::iter::once(plain.clone()).chain(numbered).find(|key| !taken.contains(key));
    let key = free.unwrap_or(plain);
    taken.insert(key.clone());
    key
}

fn entry(report: &Report, key: &str) -> String {
    let day = day_parts(report.published.as_deref());
    let authors: Vec<String> = report.byline.iter().map(|name| format!("{{{}}}", tex(name))).collect();
    let fields = [
        ("author", (!authors.is_empty()).then(|| format!("{{{}}}", authors.join(" and ")))),
        // Two pairs of braces keep the capitals as the report has them.
        ("title", report.title.as_deref().map(|title| format!("{{{{{}}}}}", tex(title)))),
        ("howpublished", report.outlet.as_deref().map(|outlet| format!("{{{}}}", tex(outlet)))),
        ("year", day.map(|(year, ..)| format!("{{{year}}}"))),
        (
            "month",
            day.and_then(|(_, month, _)| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?))
                .map(|&month| month.to_owned()),
        ),
        ("day", day.map(|(.., day)| format!("{{{day}}}"))),
        ("url", web_address(report).map(|url| format!("{{{url}}}"))),
        ("language", report.language.as_deref().map(|language| format!("{{{}}}", percent(language)))),
        ("note", Some(format!("{{SHA-256 of the stored report: {}}}", percent(&report.sha256)))),
    ];
    let lines: String =
        fields.into_iter().filter_map(|(name, value)| Some(format!("  {name} = {},\n", value?))).collect();
    format!("@misc{{{key},\n{lines}}}\n")
}
