//! Groups that grow together (Galler and Fischer 1964).

/// Numbers put into groups, each named by its least number.
#[derive(Debug)]
pub(super) struct Groups {
    parents: Vec<usize>,
}

impl Groups {
    /// Every number for itself.
    pub(super) fn new(count: usize) -> Groups {
        Groups { parents: (0..count).collect() }
    }

    /// The group of a number.
    pub(super) fn of(&self, number: usize) -> usize {
        let mut current = number;
        while self.parents[current] != current {
            current = self.parents[current];
        }
        current
    }

    /// Makes the groups of two numbers one.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.parents[one.max(other)] = one.min(other);
        // Keeps the ways short for all who ask again.
        let group = one.min(other);
        self.parents[one] = group;
    }
}
