//! Bytes to text: byte order marks, declared character sets, and a guess where neither helps.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::note::Note;

/// How far into a page a declaration of its character set is sought; HTML itself asks for the first 1,024 bytes.
const DECLARATION_REACH: usize = 4_096;

/// How many bytes the guess is made from.
const GUESS_REACH: usize = 200_000;

/// What bytes turned out to be.
#[derive(Debug)]
pub enum Decoded {
    /// Text, and notes on how it was read.
    Text(String, Vec<Note>),
    /// No text: what it looks like.
    Binary(&'static str),
}

/// Reads bytes as text; `path` is named in the notes.
pub fn decode(bytes: &[u8], path: &str) -> Decoded {
    if let Some(what) = known_binary(bytes) {
        return Decoded::Binary(what);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(&bytes[length..], encoding, path, Vec::new());
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return decoded(bytes, encoding, path, Vec::new());
    }
    if is_mostly_control(bytes) {
        return Decoded::Binary("a binary file");
    }
    let mut notes = Vec::new();
    let declared = declared_label(bytes);
    let known = declared.as_deref().and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let (Some(label), None) = (&declared, known) {
            notes.push(Note::info(format!(
                "{path}: it declares the character set “{label}”, which is not known, and was read as UTF-8, which it is."
            )));
        }
        return Decoded::Text(text.to_owned(), notes);
    }
    if let (Some(label), None) = (&declared, known) {
        notes.push(Note::warning(format!(
            "{path}: it declares the character set “{label}”, which is not known; the one that fits best was used. If \
             letters look wrong, save the file as UTF-8."
        )));
    }
    let encoding = match known {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_broken_utf8(bytes) => UTF_8,
        _ => guess(bytes),
    };
    decoded(bytes, encoding, path, notes)
}

fn decoded(bytes: &[u8], encoding: &'static Encoding, path: &str, mut notes: Vec<Note>) -> Decoded {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let places = text.matches('\u{FFFD}').count();
        notes.push(Note::warning(format!(
            "{path}: broken {} in {places} place(s), shown as �. Save the file as UTF-8 to mend it.",
            encoding.name()
        )));
    }
    Decoded::Text(text.into_owned(), notes)
}

/// Files that are no text by their first bytes (the signatures are those of the formats' own specifications).
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 9] = [
        (b"%PDF", "a PDF"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1F\x8B", "a gzip archive within another"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
        (b"\x7FELF", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old office document"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, what)| *what)
}

/// UTF-16 without a byte order mark: in western text every other byte is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1_000)];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() * 2 / 5;
    match (even > many, odd > many) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

fn is_mostly_control(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8_000)];
    let control = head
        .iter()
        .filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B) || byte == 0x7F)
        .count();
    control * 50 > head.len()
}

/// Whether most of what is not ASCII reads as UTF-8 all the same.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|character| !character.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(GUESS_REACH)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// The label after the first `charset=` or `encoding=` at the head of the file.
fn declared_label(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_REACH)]).to_ascii_lowercase();
    let place = ["charset=", "encoding="].iter().find_map(|key| Some(head.find(key)? + key.len()))?;
    let label: String = head[place..]
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || "-_.:".contains(*character))
        .take(40)
        .collect();
    (!label.is_empty()).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        match decode(bytes, "page.html") {
            Decoded::Text(text, notes) => {
                (text, notes.into_iter().map(|note| note.message).collect::<Vec<_>>().join(" "))
            }
            Decoded::Binary(what) => (String::new(), what.to_owned()),
        }
    }

    #[test]
    fn character_sets_are_found_by_mark_declaration_or_guess() {
        for (bytes, text) in [
            (&b"\xEF\xBB\xBFn\xC3\xA9"[..], "né"),
            (b"\xFF\xFEn\0\xE9\0", "né"),
            (b"n\0o\0 \0m\0a\0r\0k\0", "no mark"),
            (b"<meta charset='iso-8859-2'>\xB1", "<meta charset='iso-8859-2'>ą"),
            // Declared otherwise, but nothing else than UTF-8 reads so.
            (b"<meta charset=latin1>n\xC3\xA9", "<meta charset=latin1>né"),
            (
                b"<meta charset=utf-8>La ni\xF1a dijo adi\xF3s, se\xF1or",
                "<meta charset=utf-8>La niña dijo adiós, señor",
            ),
            (b"<meta charset=windows-1252>\x93so\x94", "<meta charset=windows-1252>“so”"),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), String::new()));
        }
    }

    #[test]
    fn trouble_is_told_with_the_file_and_the_remedy() {
        let (text, note) =
            read("Sk\u{f6}vde \u{2014} \u{e5}r ett \u{201c}A\u{201d}".as_bytes().split_last().unwrap().1);
        assert_eq!(text, "Skövde — år ett “A�");
        assert_eq!(
            note,
            "page.html: broken UTF-8 in 1 place(s), shown as �. Save the file as UTF-8 to mend it."
        );
        let (text, note) = read(b"<meta charset=\"x-klingon\">La ni\xF1a dijo adi\xF3s");
        assert!(text.ends_with("La niña dijo adiós"), "{text}");
        assert!(
            note.starts_with("page.html: it declares the character set “x-klingon”, which is not known"),
            "{note}"
        );
        assert_eq!(read(b"%PDF-1.7 \x00\x01").1, "a PDF");
        assert_eq!(read(&[3, 0, 1, 200, 17, 4, 0, 0, 9, 1]).1, "a binary file");
    }
}
