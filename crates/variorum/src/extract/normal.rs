//! Text as it is kept: one kind of space, no invisible characters.

/// The text with every run of white space as one space, without invisible and control characters, and trimmed.
///
/// A report's text is made of such paragraphs once, when it is read, and never changes afterwards.
pub fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if is_space(character) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if !is_invisible(character) {
            out.push(character);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The words of a text, in lower case, letters and digits only.
pub fn words(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The letters and digits of a text, in lower case: two names that are equal so are the same name.
pub fn letters(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Soft hyphens, zero-width spaces and joints, direction marks, byte order marks.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_one_kind_and_invisible_characters_go() {
        for (given, kept) in [
            ("  a\u{A0}\u{A0}b\r\n\tc ", "a b c"),
            ("co\u{AD}operate\u{200B}", "cooperate"),
            ("\u{0}nul\u{7}", "nul"),
            ("“né à”", "“né à”"),
            (" \n ", ""),
        ] {
            assert_eq!(squeeze(given), kept);
        }
    }
}
