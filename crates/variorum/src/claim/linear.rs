//! Linear models over hashed features, as `training/attribution.py` writes them.

/// The models one after the other, in the order of [`Model`]: scale and bias as little-endian `f32`, then one signed
/// byte a bucket.
static WEIGHTS: &[u8] = include_bytes!("attribution.weights");

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
    const ALL: [Model; 4] = [Model::Frame, Model::Left, Model::Right, Model::Rider];

    /// The number of buckets that features are hashed into; a power of two. Frames have so many features that in eight times
    /// fewer buckets they share them: single decisions on PolNeAR's development part were right by an F1 of 79.1 instead of 79.8.
    pub fn buckets(self) -> u32 {
        match self {
            Model::Frame => 1 << 20,
            Model::Left | Model::Right | Model::Rider => 1 << 17,
        }
    }

    /// The log-odds of yes, given the hashes of the features.
    pub(super) fn log_odds(self, hashes: &[u32]) -> f32 {
        let before = &Model::ALL[..self as usize];
        let start: usize = before.iter().map(|model| HEADER + model.buckets() as usize).sum();
        let number = |at: usize| {
            let bytes = WEIGHTS.get(start + at..start + at + 4).and_then(|bytes| bytes.try_into().ok());
            bytes.map_or(0.0, f32::from_le_bytes)
        };
        let weight = |hash: u32| {
            let place = start + HEADER + self.bucket(hash) as usize;
            WEIGHTS.get(place).map_or(0, |&byte| i32::from(byte as i8))
        };
        let sum: i32 = hashes.iter().map(|&hash| weight(hash)).sum();
        number(0) * sum as f32 + number(4)
    }

    /// The bucket of a feature.
    pub(super) fn bucket(self, hash: u32) -> u32 {
        hash & (self.buckets() - 1)
    }
}

/// Gathers hashed features.
#[derive(Debug, Default)]
pub(super) struct Sink {
    /// The hashes so far, some possibly twice.
    pub hashes: Vec<u32>,
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
        self.hashes.push(hash ^ (hash >> 16));
    }
}
