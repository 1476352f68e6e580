//! Report text made safe and fit to show: control characters named, width measured, lines wrapped, dates spelled out.

use std::borrow::Cow;

use jiff::civil::Date;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with everything that could steer a terminal or turn the direction of writing made visible.
///
/// White space becomes plain spaces; other control characters become their pictures (U+2400 and on), overrides of
/// direction and invisible marks become their code points in brackets.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| replacement(character).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut result = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match replacement(character) {
            None => result.push(character),
            Some(replacement) => result.push_str(&replacement),
        }
    }
    Cow::Owned(result)
}

/// What stands for a character that must not reach a screen as it is.
pub(crate) fn replacement(character: char) -> Option<String> {
    match character {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => Some(" ".to_owned()),
        '\0'..='\u{1f}' => char::from_u32(0x2400 + character as u32).map(String::from),
        '\u{7f}' => Some("\u{2421}".to_owned()),
        '\u{80}'..='\u{9f}'
        | '\u{200b}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(format!("[U+{:04X}]", character as u32)),
        _ => None,
    }
}

/// How many columns a terminal gives to `text`.
pub(crate) fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// `text` in lines of at most `columns` columns, broken at spaces; a word that is longer is cut.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let wide = width(word);
        if used > 0 && used + 1 + wide > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if wide <= columns {
            line.push_str(word);
            used += wide;
            continue;
        }
        for character in word.chars() {
            let wide = character.width().unwrap_or(0);
            if used > 0 && used + wide > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += wide;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// `text` on one line with at most `columns` columns, cut with an ellipsis: at a word, or within a long one.
pub(crate) fn clip(text: &str, columns: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&text) <= columns {
        return text;
    }
    let room = columns.saturating_sub(2).max(1);
    let whole_words = wrap(&text, room).into_iter().next().unwrap_or_default();
    if width(&whole_words) * 3 >= room * 2 {
        let kept = whole_words.trim_end_matches([',', ';', ':', '.', ' ']);
        return format!("{kept} …");
    }
    let mut kept = String::new();
    for character in text.chars() {
        if width(&kept) + character.width().unwrap_or(0) > room {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

/// `text` between quotation marks, without a second pair where it has its own.
pub(crate) fn quoted(text: &str) -> String {
    if text.starts_with(['“', '"', '«', '‘', '„']) { text.to_owned() } else { format!("“{text}”") }
}

/// `text` with a capital at its start.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// Whether one of two texts holds the other, apart from case and from marks at their ends.
pub(crate) fn says_the_same(about: &str, value: &str) -> bool {
    let plain = |text: &str| -> String {
        let kept = text.trim_matches(|character: char| !character.is_alphanumeric());
        kept.to_lowercase()
    };
    let (about, value) = (plain(about), plain(value));
    about.contains(&value) || value.contains(&about)
}

/// A day of the contract as a reader writes it: "2 March 2026". What is no day stays as it is.
pub(crate) fn day(iso: &str) -> String {
    match iso.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        Some(date) => format!("{} {} {}", date.day(), month(date), date.year()),
        None => iso.to_owned(),
    }
}

/// `text` with each day of the contract in it as a reader writes it.
pub(crate) fn days_spelled_out(text: &str) -> String {
    const LENGTH: usize = "2026-03-02".len();
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(dash) = rest.find('-') {
        let start = dash.checked_sub(4).filter(|&start| rest.is_char_boundary(start));
        let day = start.and_then(|start| rest.get(start..start + LENGTH));
        let bare = |held: &str, after: &str| {
            !held.ends_with(|c: char| c.is_alphanumeric())
                && !after.starts_with(|c: char| c.is_alphanumeric())
        };
        match (start, day.and_then(|day| day.parse::<Date>().ok())) {
            (Some(start), Some(_)) if bare(&rest[..start], &rest[start + LENGTH..]) => {
                result.push_str(&rest[..start]);
                result.push_str(&self::day(&rest[start..start + LENGTH]));
                rest = &rest[start + LENGTH..];
            }
            _ => {
                result.push_str(&rest[..=dash]);
                rest = &rest[dash + 1..];
            }
        }
    }
    result.push_str(rest);
    result
}

/// The same without the year: "2 March".
pub(crate) fn short_day(iso: &str) -> String {
    match iso.get(..10).and_then(|day| day.parse::<Date>().ok()) {
        Some(date) => format!("{} {}", date.day(), &month(date)[..3]),
        None => iso.to_owned(),
    }
}

/// The number of days from the year 0 to a day of the contract.
pub(crate) fn day_number(iso: &str) -> Option<i64> {
    let date = iso.get(..10)?.parse::<Date>().ok()?;
    let epoch = Date::constant(1970, 1, 1);
    date.since(epoch).ok().map(|span| i64::from(span.get_days()))
}

/// A number with groups of three digits, without a decimal point where it needs none.
pub(crate) fn number(value: f64) -> String {
    if !value.is_finite() || value.abs() >= 1e15 {
        return value.to_string();
    }
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// "1 report", "8 reports".
pub(crate) fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

fn month(date: Date) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    NAMES[(date.month().clamp(1, 12) - 1) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_steer_a_screen_is_named() {
        let cases = [
            ("plain – naïve «text» 数字 🙂", "plain – naïve «text» 数字 🙂"),
            ("\u{1b}[31mred\u{7}", "␛[31mred␇"),
            ("a\u{202e}b\u{2066}c", "a[U+202E]b[U+2066]c"),
            ("one\ntwo\tthree", "one two three"),
            ("\u{9b}2J", "[U+009B]2J"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_keep_to_their_width() {
        let text = "The harbour master said 数字数字 that twelve people had died 🙂 and a-very-long-compound-name-that-never-ends stays";
        for columns in [1, 2, 7, 20, 60] {
            for line in wrap(text, columns) {
                assert!(width(&line) <= columns.max(2), "{columns}: {line}");
            }
        }
        assert_eq!(clip("one two three four", 12), "one two …");
        assert_eq!(clip("one two", 12), "one two");
        assert_eq!(clip("a incomprehensible", 12), "a incompre…");
    }

    #[test]
    fn days_and_numbers_read_as_one_writes_them() {
        assert_eq!(day("2026-03-02"), "2 March 2026");
        assert_eq!(day("2026-03-02T10:00Z"), "2 March 2026");
        assert_eq!(day("spring é"), "spring é");
        assert_eq!(short_day("2026-12-24"), "24 Dec");
        assert_eq!(
            days_spelled_out("12 (2026-03-02 to 2026-03-05), é-2026-99-01"),
            "12 (2 March 2026 to 5 March 2026), é-2026-99-01"
        );
        assert_eq!(day_number("1970-03-01"), Some(59));
        assert_eq!(number(12000.0), "12,000");
        assert_eq!(number(-1234.5), "−1,234.5");
        assert_eq!(number(0.25), "0.25");
    }
}
