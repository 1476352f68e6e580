//! Sitemaps and their news extension: the addresses of pages.

use quick_xml::Reader;
use quick_xml::events::Event;
use variorum::note::Note;

/// More addresses are not read from one sitemap: that is the limit of the protocol.
const MAX_URLS: usize = 50_000;
/// Deeper nesting is no sitemap.
const MAX_DEPTH: usize = 16;

/// Where a sitemap leads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sitemap {
    /// Pages.
    pub pages: Vec<String>,
    /// Further sitemaps, where it is an index.
    pub sitemaps: Vec<String>,
}

/// Whether bytes are a sitemap or an index of sitemaps.
pub fn is_sitemap(bytes: &[u8]) -> bool {
    let head = super::feed::head(bytes);
    head.starts_with('<') && (head.contains("<urlset") || head.contains("<sitemapindex"))
}

/// Reads a sitemap. References to files and to entities of its own making are never followed.
///
/// # Errors
/// A note that says what is wrong.
pub fn read(bytes: &[u8], path: &str) -> Result<Sitemap, Note> {
    let mut sitemap = Sitemap::default();
    let mut reader = Reader::from_reader(bytes);
    let mut open: Vec<String> = Vec::new();
    let mut text = String::new();
    loop {
        let event = reader.read_event();
        match event
            .map_err(|error| Note::warning(format!("{path}: no sitemap that can be read ({error})")))?
        {
            Event::Start(start) => {
                open.push(start.local_name().as_ref().to_owned());
                text.clear();
                if open.len() > MAX_DEPTH {
                    return Err(Note::warning(format!("{path}: nested too deeply for a sitemap")));
                }
            }
            Event::Text(part) => text.push_str(&part),
            Event::CData(part) => text.push_str(&part),
            // The five entities of XML itself, and characters by number; others stay as they are written.
            Event::GeneralRef(part) => match (part.resolve_char_ref(), part.as_ref()) {
                (Ok(Some(letter)), _) => text.push(letter),
                (_, "amp") => text.push('&'),
                _ => {}
            },
            Event::End(_) => {
                close(&mut sitemap, &open, text.trim());
                open.pop();
                text.clear();
            }
            Event::Eof => return Ok(sitemap),
            _ => {}
        }
        if sitemap.pages.len() >= MAX_URLS {
            return Ok(sitemap);
        }
    }
}

fn close(sitemap: &mut Sitemap, open: &[String], text: &str) {
    let is_address = text.starts_with("http://") || text.starts_with("https://");
    let names: Vec<&str> = open.iter().map(String::as_str).collect();
    match names.as_slice() {
        [.., "url", "loc"] if is_address => sitemap.pages.push(text.to_owned()),
        [.., "sitemap", "loc"] if is_address => sitemap.sitemaps.push(text.to_owned()),
        _ => {}
    }
}
