//! HTML pages: metadata, headline, running text.

use super::draft::{Draft, paragraphs};
use super::head;
use super::limits::tame;
use super::metadata::{self, Metadata};
use super::outlet;
use super::page::Page;

/// How far into a page the mark of the browser that saved it is sought.
const SAVED_MARK_REACH: usize = 2_000;

/// Reads a page.
pub fn read(html: &str, path: &str) -> Draft {
    let mut draft = Draft::default();
    read_into(&mut draft, html, path);
    draft
}

/// Reads a page into a report of which some fields may be given already; those stay.
pub fn read_into(draft: &mut Draft, html: &str, path: &str) {
    let (markup, notes) = tame(html, path);
    draft.notes.extend(notes);
    let page = Page::parse(&markup);
    let metadata = metadata::gather(&page);
    let url = draft.url.clone().or_else(|| metadata.url.clone()).or_else(|| saved_from(html));
    let (found, notes) = head::paragraphs(&page, &markup, &metadata, path);
    draft.notes.extend(notes);
    draft.paragraphs = found;
    if let (true, Some(body)) = (draft.paragraphs.is_empty(), &metadata.article_body) {
        draft.paragraphs = paragraphs(body);
    }
    fill_in(draft, metadata, url);
}

fn fill_in(draft: &mut Draft, metadata: Metadata, url: Option<String>) {
    draft.outlet = draft.outlet.take().or(metadata.outlet).or_else(|| url.as_deref().and_then(outlet::host));
    draft.url = url;
    draft.title = draft.title.take().or(metadata.title);
    draft.published = draft.published.or(metadata.published);
    draft.modified = draft.modified.or(metadata.modified);
    draft.language = draft.language.take().or(metadata.language);
    if draft.byline.is_empty() {
        draft.byline = metadata.byline;
    }
}

/// The address in the comment that browsers put into pages they save.
fn saved_from(html: &str) -> Option<String> {
    let head: String = html.chars().take(SAVED_MARK_REACH).collect();
    let mark = ["saved from url=", "url: "].iter().find_map(|mark| Some(head.find(mark)? + mark.len()))?;
    let address = head[mark..].trim_start_matches(|lead: char| "(0123456789)".contains(lead)).trim_start();
    let address = address.split([' ', '\n', '\r', '>']).next()?;
    outlet::is_address(address).then(|| address.to_owned())
}
