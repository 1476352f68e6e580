//! Whether a page or JSON is wanted: by the ending `.json`, else by the header `Accept`.

use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, Uri};

/// What an answer shall be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A page to read.
    Page,
    /// JSON.
    Json,
}

/// Paths that end so by themselves.
const OWN_ENDING: [&str; 2] = ["/openapi.json", "/schema.json"];

impl Wanted {
    /// What the headers ask for. Browsers name `text/html`; whoever does not name it gets JSON.
    ///
    /// ```
    /// use axum::http::{HeaderMap, header::ACCEPT};
    /// use variorum_web::wanted::Wanted;
    /// let mut headers = HeaderMap::new();
    /// assert_eq!(Wanted::of(&headers), Wanted::Json);
    /// headers.insert(ACCEPT, "text/html,application/xml;q=0.9,*/*;q=0.8".parse().unwrap());
    /// assert_eq!(Wanted::of(&headers), Wanted::Page);
    /// headers.insert(ACCEPT, "text/html;q=0.4, application/json".parse().unwrap());
    /// assert_eq!(Wanted::of(&headers), Wanted::Json);
    /// ```
    pub fn of(headers: &HeaderMap) -> Wanted {
        let accept = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let (mut page, mut json) = (0.0, 0.0);
        for range in accept.flat_map(|value| value.split(',')) {
            let (kind, weight) = weighted(range);
            match kind {
                "text/html" | "application/xhtml+xml" => page = weight.max(page),
                "application/json" => json = weight.max(json),
                _ => {}
            }
        }
        if page > json { Wanted::Page } else { Wanted::Json }
    }

    /// Whether a form of a page was sent, which wants a page as its answer.
    pub fn is_form(headers: &HeaderMap) -> bool {
        media_type(headers) == Some("application/x-www-form-urlencoded")
    }
}

/// The media type of a body, without its parameters.
pub fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    value.split(';').next().map(str::trim)
}

/// The address without `.json` where that ending stands for what is wanted and not for itself.
pub fn without_ending(uri: &Uri) -> Option<Uri> {
    let plain = uri.path().strip_suffix(".json").filter(|_| !OWN_ENDING.contains(&uri.path()))?;
    let plain = if plain.is_empty() { "/" } else { plain };
    let target = match uri.query() {
        Some(query) => format!("{plain}?{query}"),
        None => plain.to_owned(),
    };
    target.parse().ok()
}

fn weighted(range: &str) -> (&str, f32) {
    let mut parts = range.split(';').map(str::trim);
    let kind = parts.next().unwrap_or_default();
    let weight = parts.find_map(|part| part.strip_prefix("q=")?.parse().ok());
    (kind, weight.unwrap_or(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_asks_for_json_and_is_no_part_of_the_name() {
        for (given, plain) in [
            ("/stories/5.json?x=1", Some("/stories/5?x=1")),
            ("/.json", Some("/")),
            ("/openapi.json", None),
            ("/stories/5", None),
        ] {
            let uri: Uri = given.parse().expect("an address");
            assert_eq!(without_ending(&uri).map(|uri| uri.to_string()).as_deref(), plain, "{given}");
        }
    }
}
