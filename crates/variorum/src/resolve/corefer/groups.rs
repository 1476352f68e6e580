//! Groups that grow together (Galler and Fischer 1964).

/// Numbers put into groups, each known by its least number.
#[derive(Debug)]
pub(super) struct Groups {
    parents: Vec<usize>,
    /// Of each group whether one of its phrases is a name.
    named: Vec<bool>,
}

impl Groups {
    /// Every number for itself.
    pub(super) fn new(count: usize) -> Groups {
        Groups { parents: (0..count).collect(), named: vec![false; count] }
    }

    /// The group of a number.
    pub(super) fn of(&self, number: usize) -> usize {
        let mut current = number;
        while self.parents[current] != current {
            current = self.parents[current];
        }
        current
    }

    /// Tells that the group of a number has a name.
    pub(super) fn name(&mut self, number: usize) {
        let group = self.of(number);
        self.named[group] = true;
    }

    /// Whether the group of a number has a name.
    pub(super) fn is_named(&self, number: usize) -> bool {
        self.named[self.of(number)]
    }

    /// Makes the groups of two numbers one, unless each has a name of its own: no noun and no pronoun is a reason to take
    /// two names for one thing, or all who were ever called "the coach" would be one.
    pub(super) fn describe(&mut self, one: usize, other: usize) {
        let (a, b) = (self.of(one), self.of(other));
        if !(self.named[a] && self.named[b]) {
            self.join(a, b);
        }
    }

    /// Makes the groups of two numbers one.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.parents[one.max(other)] = one.min(other);
        // Keeps the ways short for all who ask again.
        let group = one.min(other);
        self.parents[one] = group;
        self.named[group] = self.named[one] || self.named[other];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_does_not_make_two_names_one() {
        let mut groups = Groups::new(4);
        [0, 1].into_iter().for_each(|name| groups.name(name));
        groups.describe(0, 2);
        groups.describe(1, 3);
        groups.describe(2, 3);
        assert_eq!([0, 1, 2, 3].map(|phrase| groups.of(phrase)), [0, 1, 0, 1]);
    }
}
