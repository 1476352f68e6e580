//! Text made inert for a page: no markup, no hidden steering of the direction of writing, no address but the web's.

use std::fmt::{Result, Write};

use askama::filters::Escaper;
use sha2::{Digest, Sha256};

use crate::render::words::replacement;

/// The escaper of all templates.
#[derive(Debug, Clone, Copy, Default)]
pub struct Inert;

impl Escaper for Inert {
    fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> Result {
        let mut plain = 0;
        for (at, character) in text.char_indices() {
            let entity = match character {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                '\'' => "&#39;",
                ' '..='~' => continue,
                _ => match replacement(character) {
                    None => continue,
                    Some(shown) => {
                        dest.write_str(&text[plain..at])?;
                        dest.write_str(&shown)?;
                        plain = at + character.len_utf8();
                        continue;
                    }
                },
            };
            dest.write_str(&text[plain..at])?;
            dest.write_str(entity)?;
            plain = at + character.len_utf8();
        }
        dest.write_str(&text[plain..])
    }
}

/// The address, where it is one of the web; any other scheme is no link.
pub fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let scheme = url.split_once("://")?.0.to_ascii_lowercase();
    let clean = url.chars().all(|character| replacement(character).is_none() && character != ' ');
    (matches!(scheme.as_str(), "http" | "https") && clean).then_some(url)
}

/// An id fit for an element and a link to it: white space can stand in neither.
pub fn element_id(id: &str) -> String {
    id.chars().map(|character| if character.is_whitespace() { '_' } else { character }).collect()
}

/// The source expression of a Content-Security-Policy that admits exactly this style or script.
pub(crate) fn policy_hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let digit = (bits >> (18 - 6 * place)) & 63;
            text.push(if place <= group.len() { char::from(DIGITS[digit as usize]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_of_the_standard() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn only_addresses_of_the_web_are_links() {
        assert_eq!(web_address(" https://a.example/x?y=1 "), Some("https://a.example/x?y=1"));
        for url in [
            "javascript:alert(1)",
            "javascript://a%0aalert(1)",
            "data:text/html,x",
            "file:///x",
            "x",
            "http://a\u{202e}b",
        ] {
            assert_eq!(web_address(url), None, "{url}");
        }
    }

    #[test]
    fn text_can_not_open_a_tag() {
        let mut out = String::new();
        Inert.write_escaped_str(&mut out, "a<b>&\"'\u{202e}é\n").expect("a string takes all");
        assert_eq!(out, "a&lt;b&gt;&amp;&quot;&#39;[U+202E]é ");
    }
}
