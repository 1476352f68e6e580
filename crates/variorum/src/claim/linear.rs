//! Linear models over hashed features, as `training/attribution.py` writes them.

/// Number of buckets that features are hashed into; a power of two.
pub const BUCKETS: u32 = 1 << 17;

/// The models one after the other, in the order of [`Model`]: scale and bias as little-endian `f32`, then one signed
/// byte a bucket.
const WEIGHTS: &[u8] = include_bytes!("attribution.weights");

const HEADER: usize = 8;

/// What a model decides: one of the tables of the weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Model {
    /// Whether a frame holds.
    Frame,
    /// Whether the cue takes one more word at its start.
    Left,
    /// Whether the cue takes one more word at its end.
    Right,
    /// Whether a source keeps one more of the phrases behind its head.
    Rider,
}

impl Model {
    /// The log-odds of yes, given the buckets of the features.
    pub(super) fn log_odds(self, buckets: &[u32]) -> f32 {
        let start = self as usize * (HEADER + BUCKETS as usize);
        let number = |at: usize| {
            let bytes = WEIGHTS.get(start + at..start + at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0.0, f32::from_le_bytes)
        };
        let weight = |bucket: u32| {
            let place = start + HEADER + (bucket & (BUCKETS - 1)) as usize;
            WEIGHTS.get(place).map_or(0, |&byte| i32::from(byte as i8))
        };
        let sum: i32 = buckets.iter().map(|&bucket| weight(bucket)).sum();
        number(0) * sum as f32 + number(4)
    }
}

/// Gathers hashed features.
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// The buckets so far, some possibly twice.
    pub buckets: Vec<u32>,
}

impl Sink {
    /// Adds the feature whose name these parts make (FNV-1a, 32 bits).
    pub fn put(&mut self, parts: &[&str]) {
        let mut hash: u32 = 0x811C_9DC5;
        for part in parts {
            for byte in part.bytes().chain([0x1F]) {
                hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
            }
        }
        self.buckets.push((hash ^ (hash >> 16)) & (BUCKETS - 1));
    }
}
