//! Two reports side by side: the runs of words that stand in both, and the sentences that tell the same.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::words::{Vocabulary, Word, Words};

/// A run of this many words is the least that counts as taken over: shorter ones arise by chance.
pub(crate) const RUN: usize = 5;
/// Between two runs, this many words suffice.
const FILL: usize = 2;
/// Positions of one five-word run that are followed up; more come from tables only.
const POSITIONS: usize = 8;
/// Gaps longer than this are not searched for short runs.
const GAP: usize = 60;

/// Words that stand in both reports, as ranges of word indices of equal length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// In the report that was drawn on.
    pub(crate) from: Range<usize>,
    /// In the report that draws on it.
    pub(crate) to: Range<usize>,
}

/// A sentence of `to` and the sentence of `from` that tells the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair {
    /// Index of the sentence in `from`.
    pub(crate) from: usize,
    /// Index of the sentence in `to`.
    pub(crate) to: usize,
    /// The share of the weight of `to`'s stems that `from`'s sentence holds, from 0 to 1.
    pub(crate) likeness: f64,
}

/// What the comparison of two reports gives.
#[derive(Debug, Clone, Default)]
pub(crate) struct Comparison {
    /// The common runs, in order of `to`.
    pub(crate) runs: Vec<Run>,
    /// The sentences that tell the same, in order of `to`.
    pub(crate) pairs: Vec<Pair>,
}

/// Finds what `to` has in common with `from`.
pub(crate) fn compare(from: &Words, to: &Words, vocabulary: &Vocabulary, reports: usize) -> Comparison {
    let runs = fill_gaps(&from.words, &to.words, common_runs(&from.words, &to.words));
    Comparison { runs, pairs: sentence_pairs(from, to, vocabulary, reports) }
}

/// The longest common runs first, none overlapping another (greedy string tiling, Wise 1993), in order of `to`.
fn common_runs(from: &[Word], to: &[Word]) -> Vec<Run> {
    let mut positions: HashMap<[u32; RUN], Vec<usize>> = HashMap::new();
    for (start, window) in from.windows(RUN).enumerate() {
        let starts = positions.entry(shingle(window)).or_default();
        if starts.len() < POSITIONS {
            starts.push(start);
        }
    }
    let mut found = Vec::new();
    for (start, window) in to.windows(RUN).enumerate() {
        for &other in positions.get(&shingle(window)).into_iter().flatten() {
            let begins = start == 0 || other == 0 || from[other - 1].key != to[start - 1].key;
            if begins {
                let length =
                    from[other..].iter().zip(&to[start..]).take_while(|(a, b)| a.key == b.key).count();
                found.push((length, start, other));
            }
        }
    }
    found.sort_by_key(|&(length, start, other)| (Reverse(length), start, other));
    let (mut from_taken, mut to_taken) = (vec![false; from.len()], vec![false; to.len()]);
    let mut runs = Vec::new();
    for (length, start, other) in found {
        let free = |offset: usize| !to_taken[start + offset] && !from_taken[other + offset];
        let skip = (0..length).take_while(|&offset| !free(offset)).count();
        let kept = (skip..length).take_while(|&offset| free(offset)).count();
        let run = Run { from: other + skip..other + skip + kept, to: start + skip..start + skip + kept };
        if kept >= RUN && to[run.to.clone()].iter().filter(|word| word.content).count() >= 2 {
            from_taken[run.from.clone()].fill(true);
            to_taken[run.to.clone()].fill(true);
            runs.push(run);
        }
    }
    runs.sort_by_key(|run| run.to.start);
    runs
}

fn shingle(window: &[Word]) -> [u32; RUN] {
    std::array::from_fn(|index| window[index].key)
}

/// Adds the shorter runs that stand between two neighbouring runs: what a light edit leaves.
fn fill_gaps(from: &[Word], to: &[Word], runs: Vec<Run>) -> Vec<Run> {
    let mut result: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        if let Some(before) = result.last() {
            let (from_gap, to_gap) = (before.from.end..run.from.start, before.to.end..run.to.start);
            if from_gap.start < from_gap.end && from_gap.len() <= GAP && to_gap.len() <= GAP {
                result.extend(common_in_order(from, to, from_gap, to_gap));
            }
        }
        result.push(run);
    }
    result
}

/// The runs of the longest common subsequence of two ranges that are long enough to mean something.
fn common_in_order(from: &[Word], to: &[Word], from_range: Range<usize>, to_range: Range<usize>) -> Vec<Run> {
    let (rows, columns) = (from_range.len(), to_range.len());
    let mut lengths = vec![vec![0u16; columns + 1]; rows + 1];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            lengths[row][column] = if from[from_range.start + row].key == to[to_range.start + column].key {
                lengths[row + 1][column + 1] + 1
            } else {
                lengths[row + 1][column].max(lengths[row][column + 1])
            };
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        let (a, b) = (from_range.start + row, to_range.start + column);
        if from[a].key == to[b].key {
            match runs.last_mut() {
                Some(run) if run.from.end == a && run.to.end == b => {
                    run.from.end += 1;
                    run.to.end += 1;
                }
                _ => runs.push(Run { from: a..a + 1, to: b..b + 1 }),
            }
            (row, column) = (row + 1, column + 1);
        } else if lengths[row + 1][column] >= lengths[row][column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
    runs.retain(|run| run.to.len() >= FILL && to[run.to.clone()].iter().any(|word| word.content));
    runs
}

/// A sentence tells the same as another if they share this many stems that carry meaning …
const SHARED_STEMS: usize = 4;
/// … which make up this share of the weight of the one …
const LIKENESS: f64 = 0.5;
/// … and this share of the weight of the other.
const LIKENESS_BACK: f64 = 0.3;

fn sentence_pairs(from: &Words, to: &Words, vocabulary: &Vocabulary, reports: usize) -> Vec<Pair> {
    let weight = |stem: u32| (1.0 + reports as f64 / f64::from(vocabulary.reports_with(stem).max(1))).ln();
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut from_weights = Vec::with_capacity(from.sentences.len());
    for (index, range) in from.sentences.iter().enumerate() {
        let stems = stems(&from.words[range.clone()]);
        from_weights.push(stems.iter().map(|&stem| weight(stem)).sum::<f64>());
        for stem in stems {
            holders.entry(stem).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    let mut shared = vec![(0usize, 0.0f64); from.sentences.len()];
    for (index, range) in to.sentences.iter().enumerate() {
        shared.fill((0, 0.0));
        let stems = stems(&to.words[range.clone()]);
        let whole: f64 = stems.iter().map(|&stem| weight(stem)).sum();
        for &stem in &stems {
            for &holder in holders.get(&stem).into_iter().flatten() {
                shared[holder].0 += 1;
                shared[holder].1 += weight(stem);
            }
        }
        let best = shared
            .iter()
            .enumerate()
            .filter(|&(holder, &(count, sum))| {
                count >= SHARED_STEMS.min(stems.len().max(3))
                    && sum >= LIKENESS * whole
                    && sum >= LIKENESS_BACK * from_weights[holder]
            })
            .max_by(|(a, one), (b, other)| one.1.total_cmp(&other.1).then(b.cmp(a)));
        if let Some((holder, &(_, sum))) = best {
            pairs.push(Pair { from: holder, to: index, likeness: sum / whole });
        }
    }
    pairs
}

/// Shared numbers and names from which a sentence tells a fact of another.
const SHARED_SPECIFICS: usize = 2;

/// Pairs for those sentences of `to` that no pair holds: sentences that share numbers and names, whatever their words.
/// Too weak a sign by themselves, but where one report credits the other they show what it has from there.
pub(crate) fn fact_pairs(from: &Words, to: &Words, known: &[Pair]) -> Vec<Pair> {
    let specifics = |words: &[Word]| -> BTreeSet<u32> {
        words.iter().filter(|word| word.is_specific()).map(|word| word.key).collect()
    };
    let held: Vec<BTreeSet<u32>> =
        from.sentences.iter().map(|range| specifics(&from.words[range.clone()])).collect();
    let open = (0..to.sentences.len()).filter(|index| known.iter().all(|pair| pair.to != *index));
    let pair = |index: usize| {
        let own = specifics(&to.words[to.sentences[index].clone()]);
        let shared = |holder: usize| held[holder].intersection(&own).count();
        let best = (0..held.len()).max_by_key(|&holder| (shared(holder), Reverse(holder)))?;
        let likeness = shared(best) as f64 / own.len().max(1) as f64;
        (shared(best) >= SHARED_SPECIFICS).then_some(Pair { from: best, to: index, likeness })
    };
    open.filter_map(pair).collect()
}

/// The distinct stems that carry meaning, in order of their index.
fn stems(words: &[Word]) -> Vec<u32> {
    let mut stems: Vec<u32> = words.iter().filter(|word| word.content).map(|word| word.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

/// How many of the `values` rise in order at most: the length of the longest run that never falls.
pub(crate) fn in_order(values: &[usize]) -> usize {
    let mut ends: Vec<usize> = Vec::new();
    for &value in values {
        let place = ends.partition_point(|&end| end <= value);
        match ends.get_mut(place) {
            Some(end) => *end = value,
            None => ends.push(value),
        }
    }
    ends.len()
}
