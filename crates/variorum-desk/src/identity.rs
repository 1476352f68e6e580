//! What versions of one report have in common: the address of its page, without what changes from link to link.

use url::Url;
use variorum::report::Report;

/// Names of parameters that tell where a reader came from, and not what the page is.
const TRACKING: [&str; 9] =
    ["fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ref", "ref_src", "referrer", "igshid"];

/// The identity of a report: `None` for one without an address, which can't be seen again.
pub fn of(report: &Report) -> Option<String> {
    address(report.url.as_deref()?)
}

/// An address without scheme, `www.`, fragment, tracking parameters and slash at the end. `None` for what is none, and
/// for a bare host, which is a front page and no report.
///
/// ```
/// use variorum_desk::identity::address;
/// let one = address("https://www.radioaldra.example/flood?utm_source=mail#top");
/// assert_eq!(one.as_deref(), Some("radioaldra.example/flood"));
/// assert_eq!(one, address("http://radioaldra.example/flood/"));
/// ```
pub fn address(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_start_matches("www.").to_lowercase();
    let mut pairs: Vec<(String, String)> =
        url.query_pairs().filter(|(name, _)| !is_tracking(name)).map(|(a, b)| (a.into(), b.into())).collect();
    pairs.sort();
    let path = url.path().trim_end_matches('/');
    if path.is_empty() && pairs.is_empty() {
        return None;
    }
    let query: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mark = if query.is_empty() { "" } else { "?" };
    Some(format!("{host}{path}{mark}{}", query.join("&")))
}

fn is_tracking(name: &str) -> bool {
    name.starts_with("utm_") || TRACKING.contains(&name)
}

/// Whether two versions say the same in the same words: their content is compared, without white space and marks.
pub fn same_words(one: &Report, other: &Report) -> bool {
    words(one).eq(words(other))
}

fn words(report: &Report) -> impl Iterator<Item = &str> {
    report
        .sections
        .iter()
        .filter(|section| section.kind.is_content())
        .filter_map(|section| report.text.get(section.span.range()))
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}
