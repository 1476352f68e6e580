//! Markup cut down to what a parser and a recursive walk can bear: no scripts, no abyss, no 50 MB.

use crate::note::Note;

/// The most bytes of markup that are read of one page, scripts, styles and comments not counted.
pub const MARKUP_LIMIT: usize = 4_000_000;

/// The most bytes of text that are kept of one report: some fifty thousand words, more than any report has.
pub const TEXT_LIMIT: usize = 300_000;

/// How deep elements may be nested; of the 181 pages of the Zyte benchmark the deepest has 61.
const DEPTH_LIMIT: usize = 128;

/// How far up the open elements the match of an end tag is sought.
const END_TAG_REACH: usize = 64;

/// Attribute values longer than this are pictures and state, not words.
const VALUE_LIMIT: usize = 4_000;

/// The markup of a page without scripts (JSON-LD stays), styles, drawings and comments, with elements beyond a
/// certain depth dropped and their text kept, and cut where it is too long; and notes on what was lost.
pub fn tame(html: &str, path: &str) -> (String, Vec<Note>) {
    let mut scan =
        Scan { html, at: 0, out: String::with_capacity(html.len() / 2), open: Vec::new(), deepest: 0 };
    while scan.at < html.len() && scan.out.len() < MARKUP_LIMIT {
        scan.step();
    }
    let mut notes = Vec::new();
    if scan.at < html.len() {
        notes.push(Note::warning(format!(
            "{path}: the page holds {} MB; only its first {} MB of markup were read. Save the article alone and give \
             that file instead.",
            html.len() / 1_000_000,
            MARKUP_LIMIT / 1_000_000
        )));
    }
    if scan.deepest > DEPTH_LIMIT {
        notes.push(Note::warning(format!(
            "{path}: elements are nested {} deep; those deeper than {DEPTH_LIMIT} were taken for plain text. If text \
             is missing or out of place, save the page anew from a browser.",
            scan.deepest
        )));
    }
    (scan.out, notes)
}

/// Cuts `text` to [`TEXT_LIMIT`] at the end of a paragraph, with a note if it did.
pub fn cut_text(text: &mut String, path: &str) -> Option<Note> {
    if text.len() <= TEXT_LIMIT {
        return None;
    }
    let whole = text.len();
    let mut end = TEXT_LIMIT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let end = text[..end].rfind('\n').unwrap_or(end);
    text.truncate(end);
    Some(Note::warning(format!(
        "{path}: the text has {whole} bytes; only the first {end} were kept. Split it into one file per report."
    )))
}

struct Scan<'a> {
    html: &'a str,
    at: usize,
    out: String,
    /// The names of the elements that are open, in lower case.
    open: Vec<&'a str>,
    deepest: usize,
}

impl<'a> Scan<'a> {
    /// Reads up to the next tag, and that tag.
    fn step(&mut self) {
        let rest = &self.html[self.at..];
        let Some(tag) = rest.find('<') else {
            return self.copy(rest.len());
        };
        self.copy(tag);
        let rest = &rest[tag..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            self.at += comment.find("-->").map_or(rest.len(), |end| "<!--".len() + end + "-->".len());
            return;
        }
        let name = tag_name(rest.trim_start_matches(['<', '/']));
        if name.is_empty() {
            return self.copy(1);
        }
        let length = tag_length(rest);
        if rest.starts_with("</") {
            self.end_tag(name, length);
        } else if DROPPED.iter().any(|dropped| name.eq_ignore_ascii_case(dropped))
            && !is_json_ld(&rest[..length])
        {
            self.at += length + end_of_element(&rest[length..], name);
        } else {
            self.start_tag(name, length);
        }
    }

    fn copy(&mut self, length: usize) {
        self.out.push_str(&self.html[self.at..self.at + length]);
        self.at += length;
    }

    fn start_tag(&mut self, name: &'a str, length: usize) {
        let tag = &self.html[self.at..self.at + length];
        if !has_no_end_tag(name) && !tag.ends_with("/>") {
            self.open.push(name);
            self.deepest = self.deepest.max(self.open.len());
        }
        if self.open.len() > DEPTH_LIMIT {
            self.out.push(' ');
            self.at += length;
        } else if length > VALUE_LIMIT {
            push_without_long_values(&mut self.out, tag);
            self.at += length;
        } else {
            self.copy(length);
        }
        if name.eq_ignore_ascii_case("script") {
            self.copy(end_of_element(&self.html[self.at..], name));
            self.open.pop();
        }
    }

    fn end_tag(&mut self, name: &str, length: usize) {
        let matching =
            self.open.iter().rev().take(END_TAG_REACH).position(|open| open.eq_ignore_ascii_case(name));
        let depth = self.open.len();
        if let Some(above) = matching {
            self.open.truncate(depth - above - 1);
        }
        if self.open.len() >= DEPTH_LIMIT {
            self.at += length;
        } else {
            self.copy(length);
        }
    }
}

/// Elements dropped with all they hold. JSON-LD is a script that stays.
const DROPPED: [&str; 5] = ["script", "style", "svg", "canvas", "template"];

fn is_json_ld(tag: &str) -> bool {
    tag.len() < 400 && tag.to_ascii_lowercase().contains("ld+json")
}

fn tag_name(text: &str) -> &str {
    if !text.starts_with(|first: char| first.is_ascii_alphabetic() || first == '!' || first == '?') {
        return "";
    }
    let end =
        text.find(|character: char| character.is_ascii_whitespace() || character == '>' || character == '/');
    &text[..end.unwrap_or(text.len())]
}

/// Length of the tag that `text` begins with, `>` included; a `>` within quotes does not end it.
fn tag_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return at + 1,
            b'=' => {
                at += 1;
                while at < bytes.len() && bytes[at].is_ascii_whitespace() {
                    at += 1;
                }
                if let Some(&quote @ (b'"' | b'\'')) = bytes.get(at) {
                    at = bytes[at + 1..]
                        .iter()
                        .position(|&byte| byte == quote)
                        .map_or(bytes.len(), |end| at + end + 2);
                }
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Length of what follows a start tag up to and with the end tag of that name.
fn end_of_element(text: &str, name: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text[at..].find("</") {
        let start = at + found + 2;
        let end = start + name.len();
        if bytes.get(start..end).is_some_and(|bytes| bytes.eq_ignore_ascii_case(name.as_bytes())) {
            return text[end..].find('>').map_or(text.len(), |close| end + close + 1);
        }
        at = start;
    }
    text.len()
}

/// Writes a tag without the quoted values that are too long to be words.
fn push_without_long_values(out: &mut String, tag: &str) {
    let mut rest = tag;
    while let Some(equals) = rest.find('=') {
        out.push_str(&rest[..=equals]);
        rest = rest[equals + 1..].trim_start();
        if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
            let end = rest[1..].find(quote).map_or(rest.len(), |end| end + 2);
            out.push_str(if end <= VALUE_LIMIT { &rest[..end] } else { "\"\"" });
            rest = &rest[end..];
        }
    }
    out.push_str(rest);
}

/// Elements without content, and those whose end tag may be left out: they do not count for the depth.
fn has_no_end_tag(name: &str) -> bool {
    name.starts_with(['!', '?']) || NO_END_TAG.iter().any(|other| name.eq_ignore_ascii_case(other))
}

const NO_END_TAG: [&str; 31] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th", "thead", "tbody", "tfoot",
    "colgroup", "rp", "rt", "html", "body",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_comments_go_and_json_ld_stays() {
        let page = "<p>one<script>if (a < b) { '<p>' }</SCRIPT> two<!-- <p>no --> <style>p{}</style>three 1 < 2</p>\
                    <script type=\"application/ld+json\">{\"a\": \"<b>\"}</script><p title='a>b'>four</p>";
        let (tamed, notes) = tame(page, "a.html");
        assert_eq!(
            tamed,
            "<p>one two three 1 < 2</p><script type=\"application/ld+json\">{\"a\": \"<b>\"}</script>\
             <p title='a>b'>four</p>"
        );
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn an_abyss_is_flattened_and_its_text_kept() {
        let page = format!("{}deep words{}<p>after</p>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let (tamed, notes) = tame(&page, "deep.html");
        assert_eq!(tamed.matches("<div>").count(), DEPTH_LIMIT);
        assert_eq!(tamed.matches("</div>").count(), DEPTH_LIMIT);
        assert!(tamed.contains("deep words") && tamed.ends_with("</div><p>after</p>"));
        assert!(notes[0].message.starts_with("deep.html: elements are nested 100000 deep"), "{notes:?}");
    }

    #[test]
    fn pictures_within_attributes_go() {
        let page = format!("<img alt=\"a dog\" src=\"data:{}\" id=x>", "A".repeat(9_000));
        assert_eq!(tame(&page, "").0, "<img alt=\"a dog\" src=\"\" id=x>");
    }

    #[test]
    fn a_long_text_is_cut_at_a_paragraph() {
        let mut text = "A line of text.\n".repeat(100_000);
        let note = cut_text(&mut text, "long.txt").expect("a note");
        assert!(text.len() <= TEXT_LIMIT && text.ends_with("text."));
        assert!(
            note.message.contains("long.txt") && note.message.contains("1600000 bytes"),
            "{}",
            note.message
        );
    }
}
