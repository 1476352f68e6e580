//! Words of reports made safe for formats in which some characters mean something.

use std::fmt::Write;

use crate::render::words::{replacement, shown};

/// For XML and HTML, as text and between quotation marks. What XML can't hold is named.
pub(crate) fn markup(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => match replacement(character) {
                Some(named) => escaped.push_str(&named),
                None => escaped.push(character),
            },
        }
    }
    escaped
}

/// For a string in DOT, between quotation marks.
pub(crate) fn dot(text: &str) -> String {
    shown(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// For a field of BibTeX: no command, no group and no comment begins in it.
pub(crate) fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in shown(text).chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A cell of a table: what a spreadsheet would take for a formula gets an apostrophe in front.
///
/// A number stays a number. See OWASP, "CSV Injection".
pub(crate) fn cell(text: &str) -> String {
    let text = shown(text);
    let begins_formula = |character| matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let number = text.strip_prefix('-').unwrap_or(&text);
    let is_number = number.starts_with(|digit: char| digit.is_ascii_digit())
        && number.chars().all(|digit| digit.is_ascii_digit() || digit == '.');
    if !is_number && text.trim_start().starts_with(begins_formula) {
        format!("'{text}")
    } else {
        text.into_owned()
    }
}

/// A part of a URN: letters, digits and a few marks stay, all else is percent-encoded.
pub(crate) fn percent(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'))
}

/// An address: what RFC 3987 allows nowhere in one is percent-encoded.
pub(crate) fn iri(text: &str) -> String {
    encode(text, |byte| byte.is_ascii_graphic() && !br#"<>"{}|\^`"#.contains(&byte))
}

fn encode(text: &str, stays: impl Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if stays(byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string can't fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_report_means_anything_in_a_format() {
        /// What escapes, the words, and what becomes of them.
        type Case = (fn(&str) -> String, &'static str, &'static str);
        let cases: [Case; 11] = [
            (markup, "<b a='1'>&\u{1}", "&lt;b a=&#39;1&#39;&gt;&amp;␁"),
            (dot, "a\"] \\N\n", "a\\\"] \\\\N "),
            (tex, "50% of {$\\x}", "50\\% of \\textbraceleft{}\\$\\textbackslash{}x\\textbraceright{}"),
            (cell, "=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            (cell, "  @SUM(1)", "'  @SUM(1)"),
            (cell, "＝1+1", "'＝1+1"),
            (cell, "-12.5", "-12.5"),
            (cell, "-12+cmd", "'-12+cmd"),
            (cell, "12 + 1", "12 + 1"),
            (percent, "a b/é", "a%20b%2F%C3%A9"),
            (iri, "https://a.example/\"> x", "https://a.example/%22%3E%20x"),
        ];
        for (escape, text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
