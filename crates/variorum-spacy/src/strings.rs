//! String ids: the numbers by which spaCy knows words, labels and features.

use std::hash::Hasher;

use crate::symbols::SYMBOLS;

/// The id of a string: 0 for the empty one, a small number for the names of spaCy's own symbols, else a hash.
///
/// ```
/// assert_eq!(variorum_spacy::string_id(""), 0);
/// assert_eq!(variorum_spacy::string_id("ORG"), 383);
/// assert_eq!(variorum_spacy::string_id("coffee"), 3197928453018144401);
/// ```
pub fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    match symbol_id(text) {
        Some(id) => id,
        None => murmur64a(text.as_bytes(), 1),
    }
}

fn symbol_id(text: &str) -> Option<u64> {
    let found = SYMBOLS.binary_search_by(|(name, _)| (*name).cmp(text)).ok()?;
    Some(u64::from(SYMBOLS[found].1))
}

/// MurmurHash64A, by Austin Appleby (public domain).
pub(crate) fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !rest.is_empty() {
        let tail = rest.iter().rev().fold(0, |tail, &byte| (tail << 8) | u64::from(byte));
        hash = (hash ^ tail).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

/// A quick hasher for maps keyed by short texts, or by ids that are hashes already.
#[derive(Default)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = murmur64a(bytes, self.0);
    }

    fn write_u8(&mut self, _: u8) {
        // `str` ends with a byte that keeps neighbours in a tuple apart; no map here is keyed by two texts.
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }
}

/// A map with [`QuickHasher`].
pub(crate) type QuickMap<K, V> = std::collections::HashMap<K, V, std::hash::BuildHasherDefault<QuickHasher>>;

#[cfg(test)]
mod tests {
    use super::string_id;

    #[test]
    fn ids_are_those_of_spacy() {
        let known = [
            ("mark", 423),
            ("agent", 401),
            ("verb", 6360137228241296794),
            ("punct", 445),
            ("because", 16950148841647037698),
            ("’", 9283054155332335931),
        ];
        for (text, id) in known {
            assert_eq!(string_id(text), id, "{text}");
        }
    }
}
