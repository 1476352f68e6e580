//! Plain text and Markdown, with or without front matter.

use super::draft::{Draft, paragraphs};
use super::layout::Paragraph;
use super::normal::squeeze;
use super::record::set_field;
use crate::report::SectionKind;

/// Reads plain text: one paragraph a line or a block of wrapped lines; keys between two lines `---` at its head.
pub fn read_text(text: &str, path: &str) -> Draft {
    let (mut draft, body) = front_matter(text, path);
    draft.paragraphs = paragraphs(body);
    draft
}

/// Reads Markdown: as plain text, without its marks. The first heading of the first level is the headline.
pub fn read_markdown(text: &str, path: &str) -> Draft {
    let (mut draft, body) = front_matter(text, path);
    for block in blocks(body) {
        let mut kind = SectionKind::Body;
        if let Some(heading) = block.strip_prefix("# ")
            && draft.paragraphs.is_empty()
        {
            kind = SectionKind::Headline;
            draft.title.get_or_insert_with(|| inline(heading));
        }
        if block.starts_with("![") {
            kind = SectionKind::Caption;
        }
        let text = inline(without_block_marks(&block));
        if !text.is_empty() {
            draft.paragraphs.push(Paragraph { kind, text });
        }
    }
    draft
}

/// The keys between two lines `---` at the head of a text, and the rest.
fn front_matter<'a>(text: &'a str, path: &str) -> (Draft, &'a str) {
    let mut draft = Draft::default();
    let Some(rest) = text.trim_start().strip_prefix("---").filter(|rest| rest.starts_with(['\n', '\r']))
    else {
        return (draft, text);
    };
    let end = rest.match_indices("\n---").find(|(at, mark)| {
        rest[at + mark.len()..].trim_start_matches(['-', ' ']).starts_with(['\n', '\r'])
            || rest.len() == at + mark.len()
    });
    let Some((end, mark)) = end else { return (draft, text) };
    let keys = &rest[..end];
    if !keys
        .lines()
        .all(|line| line.trim().is_empty() || line.starts_with([' ', '#', '-', '\t']) || line.contains(':'))
    {
        return (draft, text);
    }
    let mut items: Vec<(String, Vec<String>)> = Vec::new();
    for line in keys.lines() {
        // A list may stand beneath its key, one item a line.
        if let (Some(item), Some((_, values))) = (line.trim_start().strip_prefix("- "), items.last_mut()) {
            values.push(unquote(item));
        } else if let Some((key, value)) =
            line.split_once(':').filter(|_| !line.trim_start().starts_with('#'))
        {
            items.push((key.trim().to_lowercase(), listed(value)));
        }
    }
    for (key, values) in items {
        set_field(&mut draft, &key, &values, path);
    }
    let body = &rest[end + mark.len()..];
    (draft, body.find('\n').map_or("", |line_end| &body[line_end..]))
}

/// The values of a key: one, or several between brackets.
fn listed(value: &str) -> Vec<String> {
    let value = value.trim();
    let values: Vec<String> = match value.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')) {
        Some(inner) => inner.split(',').map(unquote).collect(),
        None => vec![unquote(value)],
    };
    values.into_iter().filter(|value| !value.is_empty()).collect()
}

fn unquote(value: &str) -> String {
    let value = value.trim();
    let inner = ['"', '\''].iter().find_map(|&mark| value.strip_prefix(mark)?.strip_suffix(mark));
    inner.unwrap_or(value).to_owned()
}

/// Blocks of Markdown: headings, list items and quoted paragraphs alone, other lines joined up to a blank one.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut joins = false;
    for line in text.lines() {
        let line = line.trim();
        let starts = line.starts_with(['#', '-', '*', '+', '|', '!']) || is_numbered(line);
        match () {
            () if line.is_empty() || is_rule(line) || line.starts_with("```") => joins = false,
            () if joins && !starts => {
                if let Some(block) = blocks.last_mut() {
                    block.push(' ');
                    block.push_str(line.trim_start_matches("> "));
                }
            }
            () => {
                blocks.push(line.to_owned());
                joins = !line.starts_with('#');
            }
        }
    }
    blocks
}

fn is_rule(line: &str) -> bool {
    line.len() >= 3 && line.chars().all(|mark| matches!(mark, '-' | '*' | '_' | '=' | ' ' | '|' | ':'))
}

fn is_numbered(line: &str) -> bool {
    let rest = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
    rest.len() < line.len()
        && line.len() - rest.len() <= 2
        && (rest.starts_with(". ") || rest.starts_with(") "))
}

fn without_block_marks(block: &str) -> &str {
    let text = block.trim_start_matches(['#', '>']).trim_start();
    let text = ["- ", "* ", "+ "].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
    if is_numbered(text) { text.split_once(' ').map_or(text, |(_, rest)| rest) } else { text }
}

/// The words of a line of Markdown: links by their text, pictures by their description, no marks of emphasis.
fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let link = rest[open..].find("](").and_then(|middle| {
            let close = rest[open + middle..].find(')')?;
            Some((&rest[open + 1..open + middle], open + middle + close + 1))
        });
        let Some((words, end)) = link else { break };
        out.push_str(rest[..open].trim_end_matches('!'));
        out.push_str(words);
        rest = &rest[end..];
    }
    out.push_str(rest);
    for mark in ["**", "__", "`"] {
        out = out.replace(mark, "");
    }
    squeeze(&without_emphasis(&out))
}

/// Drops single `*` and `_` that stand at the edge of a word.
fn without_emphasis(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_letter = |index: Option<usize>| {
        index.and_then(|index| characters.get(index)).is_some_and(|other| other.is_alphanumeric())
    };
    let kept = characters.iter().enumerate().filter(|(index, mark)| {
        let within_word = is_letter(index.checked_sub(1)) && is_letter(Some(index + 1));
        let alone = characters.get(index + 1).is_none_or(|next| next.is_whitespace())
            && index.checked_sub(1).is_none_or(|before| characters[before].is_whitespace());
        !matches!(mark, '*' | '_') || within_word || alone
    });
    kept.map(|(_, character)| *character).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(draft: &Draft) -> String {
        draft
            .paragraphs
            .iter()
            .map(|paragraph| format!("{:?}: {}\n", paragraph.kind, paragraph.text))
            .collect()
    }

    #[test]
    fn front_matter_gives_the_keys_and_the_rest_is_the_text() {
        let draft = read_text(
            "---\nid: wire\noutlet: \"The Harbour Post\"\nurl: https://harbour.example/1\ntitle: River: it rises\n\
             published: 2026-03-02T10:00:00Z\nbyline:\n  - Ana Novak\n  - Lee Park\nlanguage: en-GB\nmood: calm\n---\n\
             The Solm rose.\n",
            "wire.txt",
        );
        assert_eq!(draft.id.as_deref(), Some("wire"));
        assert_eq!(draft.outlet.as_deref(), Some("The Harbour Post"));
        assert_eq!(draft.url.as_deref(), Some("https://harbour.example/1"));
        assert_eq!(draft.title.as_deref(), Some("River: it rises"));
        assert_eq!(draft.byline, ["Ana Novak", "Lee Park"]);
        assert_eq!(draft.published.map(|(stamp, _)| stamp.date.to_string()).as_deref(), Some("2026-03-02"));
        assert_eq!(draft.language.as_deref(), Some("en"));
        assert_eq!(shown(&draft), "Body: The Solm rose.\n");
        assert!(draft.notes.is_empty(), "{:?}", draft.notes);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_noted() {
        let draft = read_text("---\npublished: last week\n---\nThe Solm rose.", "wire.txt");
        assert_eq!(draft.published, None);
        assert_eq!(
            draft.notes[0].message,
            "wire.txt: “last week” under `published` is no date that can be read; write it as 2026-03-02."
        );
    }

    #[test]
    fn markdown_keeps_its_words_and_drops_its_marks() {
        let draft = read_markdown(
            "# River **rises**\n\nThe [Solm](https://solm.example) rose by *two* metres,\nthe mayor said.\n\n## Damage\n\n\
             - one bridge\n- 2 * 3 houses\n\n> “Nobody\n> was hurt.”\n\n![The bridge](bridge.jpg)\n\n---\nsnake_case stays",
            "a.md",
        );
        assert_eq!(draft.title.as_deref(), Some("River rises"));
        assert_eq!(
            shown(&draft),
            "Headline: River rises\nBody: The Solm rose by two metres, the mayor said.\nBody: Damage\nBody: one bridge\n\
             Body: 2 * 3 houses\nBody: “Nobody was hurt.”\nCaption: The bridge\nBody: snake_case stays\n"
        );
    }

    #[test]
    fn a_rule_at_the_head_of_a_text_is_no_front_matter() {
        let draft = read_text("---\nThe Solm rose\nand rose\n---\nand fell.", "a.txt");
        assert_eq!(draft.paragraphs.len(), 5);
    }
}
