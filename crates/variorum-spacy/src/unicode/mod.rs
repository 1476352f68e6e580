//! Characters as Python sees them: the models were trained behind Python's string methods.
//!
//! The tables are fixed to one version of Unicode, so that results do not change with the compiler.

#[rustfmt::skip]
mod tables;

use std::cmp::Ordering;

/// Python's `str.isalpha` of one character.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { in_ranges(c, tables::ALPHA) }
}

/// Python's `str.isdigit` of one character: decimal digits, superscripts and the like.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(c, tables::DIGIT) }
}

/// Python's `str.isdecimal` of one character, which is `\d` in its regular expressions.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { in_ranges(c, tables::DECIMAL) }
}

/// `\w` of Python's regular expressions: letters, numbers and the underscore, but no combining marks.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_alpha(c) || is_digit(c) || in_ranges(c, tables::NUMERIC)
}

/// Python's `str.isupper` of one character.
pub(crate) fn is_upper(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    find(c, tables::UPPER, |&(first, last, _)| (first, last))
        .is_some_and(|&(first, _, step)| (u32::from(c) - first).is_multiple_of(step))
}

/// Python's `str.isspace` of one character: Unicode's white space and the four separators U+001C to U+001F.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Whether the text is not empty and all of it white space, as `str.isspace` says.
pub(crate) fn is_all_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_space)
}

/// Python's `str.lower`.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    // A capital sigma is lowered by its neighbours. Both languages follow the same rule of Unicode.
    if text.contains('Σ') {
        return text.to_lowercase();
    }
    let mut lowered = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // The one character that lowers to two.
            'İ' => lowered.push_str("i\u{307}"),
            _ => lowered.push(lower_char(c)),
        }
    }
    lowered
}

fn lower_char(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    // Runs of different distances interleave, so the run that starts last need not be the right one.
    let code = u32::from(c);
    let after = tables::LOWER.partition_point(|&(first, ..)| first <= code);
    tables::LOWER[..after]
        .iter()
        .rev()
        .take(LOWER_OVERLAP)
        .find(|&&(first, last, step, _)| code <= last && (code - first).is_multiple_of(step))
        .and_then(|&(.., distance)| char::from_u32(code.wrapping_add_signed(distance)))
        .unwrap_or(c)
}

/// How far back in the table of lower case a run that holds a character can start. A test proves it enough.
const LOWER_OVERLAP: usize = 8;

fn in_ranges(c: char, ranges: &[(u32, u32)]) -> bool {
    find(c, ranges, |&range| range).is_some()
}

fn find<T>(c: char, rows: &[T], bounds: impl Fn(&T) -> (u32, u32)) -> Option<&T> {
    let code = u32::from(c);
    let found = rows.binary_search_by(|row| {
        let (first, last) = bounds(row);
        if last < code {
            Ordering::Less
        } else if first > code {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    });
    found.ok().map(|index| &rows[index])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_follow_python() {
        let word = |text: &str| text.chars().map(is_word).collect::<Vec<_>>();
        assert_eq!(word("é_²٣\u{301}-"), [true, true, true, true, false, false]);
        assert!(is_digit('²') && !is_decimal('²') && is_decimal('٣'));
        assert!(is_upper('Ā') && !is_upper('ā') && is_upper('Ⓐ') && !is_upper('ǅ'));
        assert!(is_alpha('ª') && !is_alpha('Ⓐ') && is_alpha('中'));
        assert!(is_space('\u{1c}') && is_space('\u{85}') && is_space('\u{3000}') && !is_space('\u{200b}'));
    }

    #[test]
    fn lower_case_agrees_with_the_standard_library_where_both_know_the_letter() {
        // Interpreted, every letter takes an hour.
        let step = if cfg!(miri) { 211 } else { 1 };
        let apart: Vec<char> = ('\u{80}'..=char::MAX)
            .step_by(step)
            .filter(|&c| is_alpha(c) && lower(&c.to_string()) != c.to_lowercase().to_string())
            .collect();
        // Letters whose lower case came after Unicode 14.
        assert!(apart.len() < 10, "{apart:?}");
        assert_eq!(lower("ΟΔΟΣ İSTANBUL ẞ Ǆ"), "οδος i\u{307}stanbul ß ǆ");
    }
}
