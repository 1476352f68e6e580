//! Tokens as bytes, all of one size: there are so many that writing them field by field in a general format took longer than
//! compressing them.

use variorum_spacy::{Pos, TokenData};

/// Bytes of a token.
pub const SIZE: usize = 28;

const STARTS: u8 = 1;
const SPACED: u8 = 2;

/// Writes how many tokens there are, and each of them; numbers with the little end first.
pub fn write(tokens: &[TokenData], bytes: &mut Vec<u8>) {
    bytes.extend((tokens.len() as u32).to_le_bytes());
    for token in tokens {
        let (first, end) = token.lemma;
        for number in [token.start, token.end, token.head, first, end] {
            bytes.extend(number.to_le_bytes());
        }
        for number in [token.tag, token.morph, token.dep] {
            bytes.extend(number.to_le_bytes());
        }
        let (starts, spaced) = (u8::from(token.sent_start), u8::from(token.whitespace));
        bytes.extend([token.pos as u8, starts * STARTS | spaced * SPACED]);
    }
}

/// Reads what [`write`] wrote, and gives what follows; `None` if it is something else.
pub fn read(bytes: &[u8]) -> Option<(Vec<TokenData>, &[u8])> {
    let (count, rest) = bytes.split_first_chunk()?;
    let size = (u32::from_le_bytes(*count) as usize).checked_mul(SIZE)?;
    let (tokens, rest) = rest.split_at_checked(size)?;
    let tokens: Option<Vec<TokenData>> = tokens.as_chunks::<SIZE>().0.iter().map(token).collect();
    Some((tokens?, rest))
}

fn token(bytes: &[u8; SIZE]) -> Option<TokenData> {
    let long = |at: usize| Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let short = |at: usize| Some(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
    let flags = bytes[27];
    Some(TokenData {
        start: long(0)?,
        end: long(4)?,
        head: long(8)?,
        lemma: (long(12)?, long(16)?),
        tag: short(20)?,
        morph: short(22)?,
        dep: short(24)?,
        pos: *Pos::ALL.get(usize::from(bytes[26]))?,
        sent_start: flags & STARTS != 0,
        whitespace: flags & SPACED != 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_as_they_were_written() {
        let first = TokenData {
            start: 3,
            end: 70_000,
            head: 1,
            lemma: (5, 9),
            tag: 300,
            morph: 2,
            dep: 45,
            pos: Pos::Space,
            sent_start: true,
            whitespace: false,
        };
        let tokens = [first, TokenData { whitespace: true, sent_start: false, pos: Pos::Verb, ..first }];
        let mut bytes = Vec::new();
        write(&tokens, &mut bytes);
        bytes.extend(b"rest");
        assert_eq!(read(&bytes), Some((tokens.to_vec(), &b"rest"[..])));
        assert_eq!(read(&bytes[..40]), None);
        bytes[4 + 26] = 99;
        assert_eq!(read(&bytes), None);
    }
}
