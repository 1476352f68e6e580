//! Near-copies: reports whose wording is almost the same, found by an index and not by comparing all with all.
//!
//! MinHash (Broder 1997) over shingles of four words, in bands (Leskovec, Rajaraman and Ullman, chapter 3): reports
//! that share a band are compared by their signatures.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use variorum::report::Report;

use crate::error::Result;

/// Numbers of a signature.
const SIZE: usize = 64;
/// Numbers of a band. With 16 bands of 4, of two reports that share 70 % of their shingles 99 % share a band, and of
/// those that share 20 % only 3 %.
const BAND: usize = 4;
/// Words of a shingle.
const SHINGLE: usize = 4;
/// Share of equal numbers from which two reports count as near-copies.
const ALIKE: f64 = 0.6;
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
        .map(|word| hash(word.to_lowercase().as_bytes()))
        .collect();
    if words.len() < LEAST_WORDS {
        return Signature::new();
    }
    let mut least = [u32::MAX; SIZE];
    for shingle in words.windows(SHINGLE) {
        let shingle = shingle.iter().fold(0u64, |sum, word| mix(sum.wrapping_mul(31).wrapping_add(*word)));
        for (number, least) in least.iter_mut().enumerate() {
            *least = (*least).min((mix(shingle ^ (number as u64).wrapping_mul(ODD)) >> 32) as u32);
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

/// Puts a report into the index.
pub fn insert(db: &Connection, report: i64, signature: &[u32]) -> Result<()> {
    let mut statement = db.prepare_cached("INSERT OR IGNORE INTO band (hash, report) VALUES (?1, ?2)")?;
    for band in bands(signature) {
        statement.execute(params![band, report])?;
    }
    Ok(())
}

/// The near-copies of a signature among the reports of the index, the nearest first, with their likeness.
pub fn copies(db: &Connection, signature: &[u32], except: Option<i64>) -> Result<Vec<(i64, f64)>> {
    let mut candidates = BTreeSet::new();
    // A band that hundreds share is boilerplate: the first that hold it are enough to join them.
    let mut statement =
        db.prepare_cached("SELECT report FROM band WHERE hash = ?1 ORDER BY report LIMIT 50")?;
    for band in bands(signature) {
        for report in statement.query_map([band], |row| row.get::<_, i64>(0))? {
            candidates.insert(report?);
        }
    }
    let mut copies = Vec::new();
    let mut signature_of = db.prepare_cached("SELECT signature FROM feature WHERE report = ?1")?;
    for report in candidates.into_iter().filter(|report| Some(*report) != except) {
        let held: Vec<u8> = signature_of.query_row([report], |row| row.get(0))?;
        let alike = likeness(signature, &from_bytes(&held));
        if alike >= ALIKE {
            copies.push((report, alike));
        }
    }
    copies.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(copies)
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

/// The finishing step of SplitMix64 (Steele, Lea and Flood 2014).
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
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
        assert!(bands(&one).any(|band| bands(&near).any(|other| band == other)));
    }

    #[test]
    fn a_short_text_is_nobodys_copy() {
        assert_eq!(likeness(&signature(&report("Rain fell.")), &signature(&report("Rain fell."))), 0.0);
    }
}
