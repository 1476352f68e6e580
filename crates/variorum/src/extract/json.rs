//! The records of a JSON file: one object, a list of them, or one a line (JSON Lines).

use std::ops::Range;

use serde_json::Value;

use crate::note::Note;

/// A record within a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line in JSON Lines, or the position in a list, counted from 1; `None` where the file is one object.
    pub number: Option<usize>,
    /// The bytes of it.
    pub range: Range<usize>,
}

/// Where the records of a JSON file stand. One line of a file of lines that is empty has none.
pub fn places(bytes: &[u8]) -> Vec<Place> {
    let start = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let body = bytes[start..].trim_ascii();
    match body.first() {
        Some(b'[') if !is_lines(body) => elements(bytes, start),
        _ if body.first() == Some(&b'{') && end_of_value(body, 0) == body.len() => {
            vec![Place { number: None, range: 0..bytes.len() }]
        }
        _ => lines(bytes, start),
    }
}

/// Reads the JSON at one place of `bytes`; `path` is named in the note if it is none.
pub fn value(bytes: &[u8], path: &str) -> Result<(Value, Vec<Note>), Note> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let mut notes = Vec::new();
    if matches!(text, std::borrow::Cow::Owned(_)) {
        notes.push(Note::warning(format!(
            "{path}: broken UTF-8, shown as �. JSON must be UTF-8: save the file so to mend it."
        )));
    }
    match serde_json::from_str(&text) {
        Ok(value) => Ok((value, notes)),
        Err(error) => Err(Note::warning(format!(
            "{path}: this is no valid JSON ({error}). Mend the file, or give the text as .txt or .html."
        ))),
    }
}

/// Whether a file that begins with a list has one list a line: then each line stands for itself.
fn is_lines(body: &[u8]) -> bool {
    end_of_value(body, 0) < body.len()
}

fn lines(bytes: &[u8], start: usize) -> Vec<Place> {
    let mut places = Vec::new();
    let mut at = start;
    for (index, line) in bytes[start..].split(|&byte| byte == b'\n').enumerate() {
        let length = line.strip_suffix(b"\r").unwrap_or(line).len();
        if !line.trim_ascii().is_empty() {
            places.push(Place { number: Some(index + 1), range: at..at + length });
        }
        at += line.len() + 1;
    }
    places
}

/// The elements of the list that the file is.
fn elements(bytes: &[u8], start: usize) -> Vec<Place> {
    let Some(open) = bytes[start..].iter().position(|&byte| byte == b'[') else { return Vec::new() };
    let mut places = Vec::new();
    let mut at = start + open + 1;
    while at < bytes.len() {
        match bytes[at] {
            b']' => break,
            byte if byte.is_ascii_whitespace() || byte == b',' => at += 1,
            _ => {
                let end = end_of_value(bytes, at).max(at + 1);
                places.push(Place { number: Some(places.len() + 1), range: at..end });
                at = end;
            }
        }
    }
    places
}

/// One past the end of the value that begins at `start`: told by brackets and quotation marks alone, so that neither
/// depth nor an error in one record harms the others.
fn end_of_value(bytes: &[u8], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => at = end_of_text(bytes, at),
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth <= 1 => return if depth == 1 { at + 1 } else { at },
            b'}' | b']' => {
                depth -= 1;
                at += 1;
            }
            b',' if depth == 0 => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// One past the closing mark of the text that begins at `start`.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        let places = places(json.as_bytes()).into_iter();
        places.map(|place| format!("{:?} {}\n", place.number, &json[place.range])).collect()
    }

    #[test]
    fn records_have_their_own_bytes() {
        assert_eq!(shown("{\"a\": 1,\n \"b\": [2]}\n"), "None {\"a\": 1,\n \"b\": [2]}\n\n");
        assert_eq!(shown("{\"a\": \"}\"}\r\n\n{\"b\": 2}\n"), "Some(1) {\"a\": \"}\"}\nSome(3) {\"b\": 2}\n");
        assert_eq!(
            shown(" [ {\"a\": [1, \"]\\\"\"]} ,\n{\"b\": 2} ]"),
            "Some(1) {\"a\": [1, \"]\\\"\"]}\nSome(2) {\"b\": 2}\n"
        );
        assert_eq!(shown("[]"), "");
        assert_eq!(shown("[{\"a\": 1}, {\"b\""), "Some(1) {\"a\": 1}\nSome(2) {\"b\"\n");
    }

    #[test]
    fn broken_json_is_told_with_its_place() {
        let note = value(b"{\"text\": \"It rose}", "a.jsonl#2").expect_err("a note");
        assert!(
            note.message
                .starts_with("a.jsonl#2: this is no valid JSON (EOF while parsing a string at line 1"),
            "{}",
            note.message
        );
        let deep = "[".repeat(100_000);
        assert!(value(deep.as_bytes(), "a.json").is_err());
    }
}
