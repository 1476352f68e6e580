//! Near-copies: reports whose wording is almost the same, found by an index and not by comparing all with all.
//!
//! MinHash (Broder 1997) over shingles of four words, in bands (Leskovec, Rajaraman and Ullman, chapter 3): reports
//! that share a band are compared by their signatures.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use variorum::report::Report;

/// Numbers of a signature.
const SIZE: usize = 64;
/// Numbers of a band. With 16 bands of 4, of two reports that share 70 % of their shingles 99 % share a band, and of
/// those that share 20 % only 3 %.
const BAND: usize = 4;
/// Words of a shingle.
const SHINGLE: usize = 4;
/// Share of equal numbers from which two reports count as near-copies.
const ALIKE: f64 = 0.6;
/// A band that so many reports share is boilerplate: the first that hold it are enough to join them.
const CROWDED: usize = 50;
/// A text of fewer words tells too little to be called a copy.
const LEAST_WORDS: usize = 20;

/// What tells near-copies: for each of [`SIZE`] hash functions the least value over the shingles. Empty for a text too
/// short to tell.
pub type Signature = Vec<u32>;

/// The signature of the content of a report.
pub fn signature(report: &Report) -> Signature {
    let words: Vec<u64> = report
        .sections
        .iter()
        .filter(|section| section.kind.is_content())
        .filter_map(|section| report.text.get(section.span.range()))
        .flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(|word| match word.is_ascii() {
            true => hash(word.bytes().map(|byte| byte.to_ascii_lowercase())),
            false => hash(word.to_lowercase().bytes()),
        })
        .collect();
    if words.len() < LEAST_WORDS {
        return Signature::new();
    }
    let mut least = [u32::MAX; SIZE];
    for shingle in words.windows(SHINGLE) {
        let shingle = shingle.iter().fold(0u64, |sum, word| mix(sum.wrapping_mul(31).wrapping_add(*word)));
        for (least, salt) in least.iter_mut().zip(SALTS) {
            *least = (*least).min((mix(shingle ^ salt) >> 32) as u32);
        }
    }
    least.to_vec()
}

/// The bands of a signature, each as one number.
pub fn bands(signature: &[u32]) -> impl Iterator<Item = i64> {
    signature.chunks_exact(BAND).enumerate().map(|(number, band)| {
        band.iter().fold(mix(number as u64 + 1), |sum, value| mix(sum ^ u64::from(*value))) as i64
    })
}

/// The share of shingles that two reports have in common, estimated.
pub fn likeness(one: &[u32], other: &[u32]) -> f64 {
    if one.is_empty() || one.len() != other.len() {
        return 0.0;
    }
    let equal = one.iter().zip(other).filter(|(a, b)| a == b).count();
    equal as f64 / one.len() as f64
}

/// The signatures of all reports so far, by their bands. It is read from the features when a desk begins to grow, and not
/// kept as a table: the bands of each report would touch thirty pages of the store, all over it.
#[derive(Debug, Default)]
pub struct Near {
    bands: FxHashMap<i64, Vec<i64>>,
    signatures: FxHashMap<i64, Signature>,
}

impl Near {
    /// Puts a report into the index; reports come in the order of their numbers.
    pub fn add(&mut self, report: i64, signature: &[u32]) {
        for band in bands(signature) {
            let held = self.bands.entry(band).or_default();
            if held.len() < CROWDED {
                held.push(report);
            }
        }
        if !signature.is_empty() {
            self.signatures.insert(report, signature.to_vec());
        }
    }

    /// The near-copies of a signature among the reports of the index, the nearest first, with their likeness.
    pub fn copies(&self, signature: &[u32]) -> Vec<(i64, f64)> {
        let held = bands(signature).filter_map(|band| self.bands.get(&band));
        let candidates: BTreeSet<i64> = held.flatten().copied().collect();
        let mut copies: Vec<(i64, f64)> = candidates
            .into_iter()
            .map(|report| (report, likeness(signature, &self.signatures[&report])))
            .filter(|(_, alike)| *alike >= ALIKE)
            .collect();
        copies.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        copies
    }
}

/// The signature as bytes, little end first.
pub fn to_bytes(signature: &[u32]) -> Vec<u8> {
    signature.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Reads what [`to_bytes`] wrote.
pub fn from_bytes(bytes: &[u8]) -> Signature {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// The golden ratio's bits, the usual odd constant for spreading.
const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// What tells the hash functions of a signature apart.
const SALTS: [u64; SIZE] = {
    let mut salts = [0; SIZE];
    let mut number = 0;
    while number < SIZE {
        salts[number] = (number as u64).wrapping_mul(ODD);
        number += 1;
    }
    salts
};

/// The finishing step of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// FNV-1a.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use variorum::capture::Capture;
    use variorum::extract;

    fn report(text: &str) -> Report {
        extract::read(&Capture::new("a.txt", text)).reports.remove(0)
    }

    #[test]
    fn a_copy_with_a_changed_sentence_is_near_and_another_text_is_not() {
        let body = "The wall of the reservoir above Dunmarsh gave way at dawn and the water ran through the lower \
            town, carrying off carts and sheds. Firefighters brought families to the school on the hill, where \
            volunteers had put up beds and cooked soup. The governor promised to have the other walls looked at.";
        let one = signature(&report(&format!("{body} She spoke on Monday.")));
        let near = signature(&report(&format!("{body} She was speaking to reporters.")));
        let far = signature(&report(
            "A ferry ran aground off Kestrel Point in thick fog on Friday, and its passengers were taken off by \
             fishing boats before the tide turned. Nobody was hurt, the harbour master said, and the hull held.",
        ));
        assert!(likeness(&one, &near) > 0.8, "{}", likeness(&one, &near));
        assert!(likeness(&one, &far) < 0.1, "{}", likeness(&one, &far));
        let mut index = Near::default();
        index.add(1, &far);
        index.add(2, &one);
        assert_eq!(index.copies(&near).into_iter().map(|(report, _)| report).collect::<Vec<_>>(), [2]);
    }

    #[test]
    fn a_short_text_is_nobodys_copy() {
        assert_eq!(likeness(&signature(&report("Rain fell.")), &signature(&report("Rain fell."))), 0.0);
    }
}
