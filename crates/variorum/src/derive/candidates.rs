//! Which pairs of reports are worth comparing, found through an index: never all pairs of a large story.

use std::collections::{BTreeMap, HashMap};

use super::compare::RUN;
use super::words::{Vocabulary, Words};

/// Up to this many reports, every pair is compared.
const FEW: usize = 24;
/// Reports kept under one key of the index. The earliest stay, so that copies find the root of their wire.
const POSTINGS: usize = 32;
/// Candidates compared for one report.
const CANDIDATES: usize = 8;
/// Shared keys below which a pair is not worth comparing.
const SHARED: u32 = 3;
/// Stems of a sentence that make up its keys: the rarest.
const RAREST: usize = 4;

/// The pairs to compare as (earlier, later) by the place in `order`, each as indices of reports.
///
/// Two kinds of keys lead from one report to another: runs of words, sampled as by winnowing (Schleimer, Wilkerson
/// and Aiken 2003), which survive copying; and pairs of rare stems of one sentence, which survive rewriting.
pub(crate) fn candidates(words: &[Words], order: &[usize], vocabulary: &Vocabulary) -> Vec<(usize, usize)> {
    if order.len() <= FEW {
        return (0..order.len())
            .flat_map(|later| (0..later).map(move |earlier| (order[earlier], order[later])))
            .collect();
    }
    let mut index: HashMap<u64, Vec<u32>> = HashMap::new();
    let mut pairs = Vec::new();
    for &report in order {
        let keys = keys(&words[report], vocabulary);
        let mut shared: BTreeMap<u32, u32> = BTreeMap::new();
        for key in &keys {
            for &earlier in index.get(key).into_iter().flatten() {
                *shared.entry(earlier).or_default() += 1;
            }
        }
        let least = SHARED.min(keys.len() as u32 / 2).max(1);
        let mut best: Vec<(u32, u32)> = shared.into_iter().filter(|&(_, count)| count >= least).collect();
        best.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        pairs.extend(best.iter().take(CANDIDATES).map(|&(earlier, _)| (earlier as usize, report)));
        for key in keys {
            let postings = index.entry(key).or_default();
            if postings.len() < POSTINGS {
                postings.push(report as u32);
            }
        }
    }
    pairs
}

/// The distinct keys of a report, sorted.
fn keys(words: &Words, vocabulary: &Vocabulary) -> Vec<u64> {
    let mut keys = winnowed(words);
    for sentence in &words.sentences {
        let mut stems: Vec<(u32, u32)> = words.words[sentence.clone()]
            .iter()
            .filter(|word| word.content && vocabulary.reports_with(word.stem) > 1)
            .map(|word| (vocabulary.reports_with(word.stem), word.stem))
            .collect();
        stems.sort_unstable();
        stems.dedup();
        stems.truncate(RAREST);
        for (place, &(_, one)) in stems.iter().enumerate() {
            keys.extend(stems[place + 1..].iter().map(|&(_, other)| mixed([one.min(other), one.max(other)])));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Of each four neighbouring runs of words, the one whose key is least.
fn winnowed(words: &Words) -> Vec<u64> {
    let hashes: Vec<u64> = words
        .words
        .windows(RUN)
        .map(|window| mixed::<RUN>(std::array::from_fn(|index| window[index].key)))
        .collect();
    hashes.windows(hashes.len().clamp(1, 4)).filter_map(|window| window.iter().copied().min()).collect()
}

/// One key for several numbers, the same on every machine (the mixing step is that of SplitMix64, Steele et al. 2014).
fn mixed<const N: usize>(values: [u32; N]) -> u64 {
    values.iter().fold(N as u64, |state, &value| {
        let mut state = (state ^ u64::from(value)).wrapping_add(0x9E37_79B9_7F4A_7C15);
        state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        state ^ (state >> 31)
    })
}
