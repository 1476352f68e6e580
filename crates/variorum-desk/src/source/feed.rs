//! RSS, Atom and JSON Feed: which pages there are, and the reports that the feed itself holds.

use serde_json::{Map, Value};
use variorum::capture::Capture;
use variorum::note::Note;

/// A larger feed is left out.
const MAX_BYTES: usize = 16 << 20;

/// A feed, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// Who publishes it.
    pub title: Option<String>,
    /// What it lists, in its order.
    pub entries: Vec<Entry>,
}

/// One thing that a feed lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The address of the page.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// When it was published, in UTC.
    pub published: Option<String>,
    /// When it was last changed, in UTC.
    pub updated: Option<String>,
    /// Its authors.
    pub byline: Vec<String>,
    /// The text as HTML, where the feed holds it.
    pub html: Option<String>,
}

/// Whether bytes are a feed: XML that begins with `rss`, `feed` or `RDF`, or a JSON Feed.
pub fn is_feed(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let is_xml = ["<rss", "<feed", "<rdf:rdf"].iter().any(|start| head.contains(start));
    is_xml && head.starts_with('<') && !head.contains("<html")
        || head.starts_with('{') && head.contains("jsonfeed.org/version/")
}

/// The first characters, in lower case: enough to tell what a file is.
pub(super) fn head(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase()
}

/// Reads a feed. References to files and to entities of its own making are never followed.
///
/// # Errors
/// A note that says what is wrong.
pub fn read(bytes: &[u8], path: &str) -> Result<Feed, Note> {
    if bytes.len() > MAX_BYTES {
        return Err(Note::warning(format!("{path}: a feed larger than 16 MiB; name its pages instead")));
    }
    // Links are written against the feed's own address; a path is none.
    let base = Some(path).filter(|path| url::Url::parse(path).is_ok_and(|url| url.has_host()));
    let parser = feed_rs::parser::Builder::new().sanitize_content(false).base_uri(base).build();
    let parsed = parser.parse(bytes);
    let feed =
        parsed.map_err(|error| Note::warning(format!("{path}: no feed that can be read ({error})")))?;
    let title = feed.title.map(|title| title.content).filter(|title| !title.trim().is_empty());
    Ok(Feed { title, entries: feed.entries.into_iter().map(entry).collect() })
}

fn entry(entry: feed_rs::model::Entry) -> Entry {
    let link = entry.links.iter().find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"));
    let url = link.or(entry.links.first()).map(|link| link.href.clone());
    let body = entry.content.and_then(|content| content.body);
    Entry {
        url: url.filter(|url| url.starts_with("http://") || url.starts_with("https://")),
        title: entry.title.map(|title| title.content),
        updated: entry.updated.map(|moment| moment.to_rfc3339()),
        published: entry.published.or(entry.updated).map(|moment| moment.to_rfc3339()),
        byline: entry
            .authors
            .into_iter()
            .filter_map(|author| author.name)
            .filter(|name| !name.is_empty())
            .collect(),
        html: body.or(entry.summary.map(|summary| summary.content)).filter(|html| !html.trim().is_empty()),
    }
}

/// The entries that hold a text, each as the capture of a record (`feed.xml#3`).
pub fn captures(feed: &Feed, path: &str) -> Vec<Capture> {
    feed.entries
        .iter()
        .enumerate()
        .filter_map(|(number, entry)| {
            let record = record(feed, entry)?;
            Some(Capture::new(format!("{path}#{}", number + 1), record.into_bytes()))
        })
        .collect()
}

fn record(feed: &Feed, entry: &Entry) -> Option<String> {
    let mut record = Map::new();
    let mut put = |key: &str, value: Option<&String>| {
        if let Some(value) = value {
            record.insert(key.to_owned(), Value::String(value.clone()));
        }
    };
    put("title", entry.title.as_ref());
    put("url", entry.url.as_ref());
    put("outlet", feed.title.as_ref());
    put("published", entry.published.as_ref());
    put("html", Some(entry.html.as_ref()?));
    if !entry.byline.is_empty() {
        record.insert("byline".to_owned(), entry.byline.clone().into());
    }
    serde_json::to_string(&record).ok()
}
