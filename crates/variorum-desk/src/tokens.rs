//! Tokens as bytes: each number is written as how far it is from where it would be expected, most of them in one byte. There are
//! so many tokens that writing them in a general format took longer than compressing them.

use variorum_spacy::{Pos, TokenData};

const STARTS: u8 = 1;
const SPACED: u8 = 2;
const FLAGS: u32 = 2;

/// Writes how many tokens there are, and each of them.
pub fn write(tokens: &[TokenData], bytes: &mut Vec<u8>) {
    put(bytes, tokens.len() as u32);
    let (mut end, mut lemma_end) = (0, 0);
    for (token, index) in tokens.iter().zip(0u32..) {
        let (first, last) = token.lemma;
        put(bytes, folded(token.start.wrapping_sub(end)));
        put(bytes, folded(token.end.wrapping_sub(token.start)));
        put(bytes, folded(token.head.wrapping_sub(index)));
        put(bytes, folded(first.wrapping_sub(lemma_end)));
        put(bytes, folded(last.wrapping_sub(first)));
        for number in [token.tag, token.morph, token.dep] {
            put(bytes, number.into());
        }
        let (starts, spaced) = (u8::from(token.sent_start), u8::from(token.whitespace));
        bytes.push(((token.pos as u8) << FLAGS) | (starts * STARTS) | (spaced * SPACED));
        (end, lemma_end) = (token.end, last);
    }
}

/// Reads what [`write`] wrote, and gives what follows; `None` if it is something else.
pub fn read(bytes: &[u8]) -> Option<(Vec<TokenData>, &[u8])> {
    let mut rest = bytes;
    let count = take(&mut rest)?;
    // Each takes nine bytes at least: a damaged count must not take all memory.
    let mut tokens = Vec::with_capacity((count as usize).min(rest.len() / 9));
    let (mut end, mut lemma_end) = (0u32, 0u32);
    for index in 0..count {
        let mut from = |before: u32| Some(before.wrapping_add(unfolded(take(&mut rest)?)));
        let start = from(end)?;
        end = from(start)?;
        let head = from(index)?;
        let first = from(lemma_end)?;
        lemma_end = from(first)?;
        let mut short = || u16::try_from(take(&mut rest)?).ok();
        let (tag, morph, dep) = (short()?, short()?, short()?);
        let (&last, after) = rest.split_first()?;
        rest = after;
        tokens.push(TokenData {
            start,
            end,
            head,
            lemma: (first, lemma_end),
            tag,
            morph,
            dep,
            pos: *Pos::ALL.get(usize::from(last >> FLAGS))?,
            sent_start: last & STARTS != 0,
            whitespace: last & SPACED != 0,
        });
    }
    Some((tokens, rest))
}

/// A difference as a number that is small if the difference is, whichever way it goes.
fn folded(difference: u32) -> u32 {
    (difference << 1) ^ ((difference as i32) >> 31) as u32
}

fn unfolded(number: u32) -> u32 {
    (number >> 1) ^ (number & 1).wrapping_neg()
}

/// Seven bits a byte, the lowest first; the highest bit tells that more follow (LEB128).
fn put(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for place in 0..5 {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(7 * place)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
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
        let back = TokenData { start: 0, end: u32::MAX, head: 0, lemma: (0, 0), ..first };
        let tokens =
            [first, TokenData { whitespace: true, sent_start: false, pos: Pos::Verb, ..first }, back];
        let mut bytes = Vec::new();
        write(&tokens, &mut bytes);
        let whole = bytes.len();
        bytes.extend(b"rest");
        assert_eq!(read(&bytes), Some((tokens.to_vec(), &b"rest"[..])));
        assert_eq!(read(&bytes[..whole - 1]), None);
        bytes[whole - 1] = 0xff;
        assert_eq!(read(&bytes), None);
    }
}
