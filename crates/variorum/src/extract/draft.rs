//! What has been read of one report before its text is laid out.

use super::boilerplate::recognise;
use super::layout::{Paragraph, is_sentence, lay_out, put_headline, sentences};
use super::limits::cut_text;
use super::normal::squeeze;
use super::{date, language, outlet};
use crate::note::Note;
use crate::report::{PublishedFrom, Report, SectionKind, Stamp};

/// How many paragraphs from the top are searched for a date, a byline or a headline.
const HEAD: usize = 4;

/// A report under way.
#[derive(Debug, Default)]
pub struct Draft {
    /// The id that it was given.
    pub id: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its authors.
    pub byline: Vec<String>,
    /// When it appeared, and how that is known.
    pub published: Option<(Stamp, PublishedFrom)>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// Two-letter code of its language.
    pub language: Option<String>,
    /// Its text.
    pub paragraphs: Vec<Paragraph>,
    /// What went wrong.
    pub notes: Vec<Note>,
}

impl Draft {
    /// Lays the text out and fills in from the text and the address what nobody gave. `None` if there is no text.
    pub fn finish(mut self, path: &str, sha256: &str) -> Option<Report> {
        if !self.paragraphs.iter().any(|paragraph| paragraph.kind.is_content() && !paragraph.text.is_empty())
        {
            return None;
        }
        self.fill_in_headline();
        self.fill_in_date();
        self.fill_in_byline();
        if self.outlet.is_none() {
            self.outlet = self.url.as_deref().and_then(outlet::host);
        }
        self.fit(path);
        let (text, sections) = lay_out(&self.paragraphs);
        self.fill_in_language(&text, path);
        Some(Report {
            id: self.id.unwrap_or_default(),
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            url: self.url,
            outlet: self.outlet,
            title: self.title,
            byline: self.byline,
            published: self.published.map(|(stamp, _)| stamp),
            published_from: self.published.map(|(_, from)| from),
            modified: self.modified,
            language: self.language,
            text,
            sections,
            notes: self.notes,
        })
    }

    /// A given headline stands first in the text; else a short first line that is no sentence is the headline.
    fn fill_in_headline(&mut self) {
        if self.paragraphs.iter().any(|paragraph| paragraph.kind == SectionKind::Headline) {
            return;
        }
        if let Some(title) = &self.title {
            return put_headline(&mut self.paragraphs, title);
        }
        let Some(first) = self.paragraphs.first() else { return };
        let is_headline = first.kind == SectionKind::Body
            && first.text.len() < 160
            && first.text.contains(' ')
            && !is_sentence(&first.text)
            && recognise(&first.text).is_none()
            && self.paragraphs[1..].iter().take(HEAD).any(|paragraph| is_sentence(&paragraph.text));
        if is_headline {
            self.title = Some(first.text.clone());
            self.paragraphs[0].kind = SectionKind::Headline;
        }
    }

    /// The day from the address, else from a line at the head of the text that begins with one.
    fn fill_in_date(&mut self) {
        if self.published.is_some() {
            return;
        }
        let by_address = self.url.as_deref().and_then(date::in_address);
        self.published = by_address.map(|day| (Stamp::day(day), PublishedFrom::Url)).or_else(|| {
            let head =
                self.paragraphs.iter().filter(|paragraph| paragraph.kind != SectionKind::Headline).take(HEAD);
            head.filter_map(|paragraph| dateline(&paragraph.text))
                .next()
                .map(|stamp| (stamp, PublishedFrom::Text))
        });
    }

    fn fill_in_byline(&mut self) {
        if self.byline.is_empty() {
            let head = self.paragraphs.iter().take(HEAD);
            let lines = head.flat_map(|paragraph| {
                sentences(&paragraph.text).into_iter().take(2).map(|range| &paragraph.text[range])
            });
            let line = lines.into_iter().find(|text| {
                text.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by "))
                    && recognise(text) == Some(SectionKind::Byline)
            });
            self.byline = line.map(|line| outlet::byline(line, self.outlet.as_deref())).unwrap_or_default();
        }
    }

    /// Leaves out the paragraphs past the limit of a text.
    fn fit(&mut self, path: &str) {
        let mut text =
            self.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join("\n");
        if let Some(note) = cut_text(&mut text, path) {
            self.notes.push(note);
            let mut room = text.len();
            self.paragraphs.retain_mut(|paragraph| {
                let mut end = paragraph.text.len().min(room);
                while !paragraph.text.is_char_boundary(end) {
                    end -= 1;
                }
                paragraph.text.truncate(end);
                room = room.saturating_sub(end + 1);
                end > 0
            });
        }
    }

    fn fill_in_language(&mut self, text: &str, path: &str) {
        let seen = language::detect(text).map(str::to_owned);
        // What the words show beats what a page or a record says of itself, which is often a default.
        self.language = seen.or(self.language.take());
        if let Some(code) = self.language.as_deref().filter(|code| *code != "en") {
            self.notes.push(Note::warning(format!(
                "{path}: the text is in the language “{code}”; it is kept, but its claims are not read, for the \
                 pipeline reads English. Give a translation to have it compared."
            )));
        }
    }
}

/// The day that a line at the head of a text gives: `2 March 2026`, `Published 2 March 2026`, `SOLM, March 2, 2026 —`.
fn dateline(line: &str) -> Option<Stamp> {
    let lower = line.to_lowercase();
    if lower.starts_with("updated") || lower.starts_with("last updated") || lower.starts_with("on ") {
        return None;
    }
    if let Some((stamp, length)) = date::at_start(line) {
        let rest = line[length..].trim_start();
        let narrated = rest.starts_with(char::is_lowercase) || rest.starts_with(',') && is_sentence(line);
        return (!narrated).then_some(stamp);
    }
    // A place in capitals, the day, and a dash before the running text.
    let (head, _) = [" — ", " – ", " - ", " -- "]
        .iter()
        .filter_map(|dash| line.split_once(dash))
        .min_by_key(|(head, _)| head.len())?;
    if head.len() > 80 {
        return None;
    }
    let (_, day) = head.split_once([',', '('])?;
    let starts = day.match_indices(' ').map(|(place, _)| place).chain([0]);
    starts.filter_map(|place| date::at_start(day[place..].trim_start())).map(|(stamp, _)| stamp).next()
}

/// The paragraphs of plain text: one a line, or one a block of lines that were wrapped by width.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let lines: Vec<String> = text.lines().map(squeeze).collect();
    let mut paragraphs = Vec::new();
    for block in lines.split(String::is_empty).filter(|block| !block.is_empty()) {
        if is_wrapped(block, lines.iter().any(String::is_empty)) {
            paragraphs.push(Paragraph::body(&block.join(" ")));
        } else {
            paragraphs.extend(block.iter().map(|line| Paragraph::body(line)));
        }
    }
    paragraphs
}

/// Whether the lines of a block end where a fixed width made them end: no line had room for the first word of the next,
/// and some line ends within a sentence.
fn is_wrapped(block: &[String], text_has_blank_lines: bool) -> bool {
    let length = |line: &String| line.chars().count();
    let width = block.iter().map(length).max().unwrap_or(0);
    let full = |pair: &[String]| {
        let word = pair[1].split(' ').next().map_or(0, |word| word.chars().count());
        length(&pair[0]) >= NARROWEST && length(&pair[0]) + 1 + word > width
    };
    let enough = block.len() > 1 && (text_has_blank_lines || block.len() >= TELLING);
    enough
        && width <= WIDEST
        && block.windows(2).all(full)
        && block.windows(2).any(|pair| !is_sentence(&pair[0]) && pair[1].starts_with(char::is_lowercase))
}

/// The widths in letters between which text is wrapped by hand or by mail programs.
const NARROWEST: usize = 40;
const WIDEST: usize = 160;
/// How many lines of one width show wrapping where no blank line parts paragraphs.
const TELLING: usize = 4;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let wrapped = "A title\n\nThe Solm rose by two metres in the night, and\nthe bridge at Oller was closed to all but\n\
                       walkers.\n\nNobody was hurt.";
        let texts: Vec<String> = paragraphs(wrapped).into_iter().map(|paragraph| paragraph.text).collect();
        assert_eq!(
            texts,
            [
                "A title",
                "The Solm rose by two metres in the night, and the bridge at Oller was closed to all but walkers.",
                "Nobody was hurt."
            ]
        );
        let wide = "Police arrested 140 people in Varnholt on Wednesday night after protesters marched on the parliament, the \
                    interior\nministry said.\n\nNobody was hurt.";
        assert_eq!(paragraphs(wide).len(), 2);
        let list = "Deaths in the lower town and in the mill street\nInjured: 54\n\nNobody was found in the upper town.";
        assert_eq!(paragraphs(list).len(), 3);
        let lines =
            "One sentence that is longer than forty letters\nAnother one that is longer than forty letters";
        assert_eq!(paragraphs(lines).len(), 2);
    }

    #[test]
    fn datelines() {
        for (line, day) in [
            ("2 March 2026", Some("2026-03-02")),
            ("Published: March 2, 2026", Some("2026-03-02")),
            ("March 2, 2026 — The Solm rose.", Some("2026-03-02")),
            ("SOLM, March 2, 2026 — The Solm rose.", Some("2026-03-02")),
            ("OLLER (2 March 2026) - The Solm rose.", Some("2026-03-02")),
            ("Updated 2 March 2026", None),
            ("On 2 March 2026 the Solm rose.", None),
            ("March 2, 2026, was a day of rain.", None),
        ] {
            assert_eq!(dateline(line).map(|stamp| stamp.date.to_string()).as_deref(), day, "{line}");
        }
    }
}
