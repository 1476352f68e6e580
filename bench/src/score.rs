//! Precision, recall and F1.

use std::fmt;

/// Counts of a comparison with gold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many the gold has.
    pub gold: usize,
    /// How many were found.
    pub found: usize,
    /// How many of them are right.
    pub right: usize,
}

impl Counts {
    /// Adds the counts of one document.
    pub fn add(&mut self, gold: usize, found: usize, right: usize) {
        self.gold += gold;
        self.found += found;
        self.right += right;
    }

    /// Of what was found, the part that is right.
    pub fn precision(self) -> f64 {
        ratio(self.right, self.found)
    }

    /// Of the gold, the part that was found.
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        ratio(2 * self.right, self.gold + self.found)
    }

    /// F1 in percent, to two places.
    pub fn f1_percent(self) -> f64 {
        (self.f1() * 10_000.0).round() / 100.0
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = |part: f64| part * 100.0;
        write!(
            f,
            "P {:6.2}  R {:6.2}  F1 {:6.2}  (gold {}, found {}, right {})",
            percent(self.precision()),
            percent(self.recall()),
            percent(self.f1()),
            self.gold,
            self.found,
            self.right
        )
    }
}

/// A part of a whole; nothing of nothing is all of it.
fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}
