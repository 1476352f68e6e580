//! The tree that a parse gives: roots named, arcs lifted back to where they belong, sentences found.

use super::state::NONE;

/// spaCy adjusts the edges of subtrees at most so many times.
const MAX_ROUNDS: usize = 11;

/// A finished parse.
#[derive(Default)]
pub(crate) struct Tree {
    /// Head of each token; a root is its own.
    pub(crate) heads: Vec<u32>,
    /// Label of the arc from it.
    pub(crate) labels: Vec<u16>,
    /// Which tokens begin a sentence.
    pub(crate) starts: Vec<bool>,
    left_edges: Vec<u32>,
    right_edges: Vec<u32>,
}

/// The label of an arc that was lifted to make the tree projective.
pub(super) struct Decoration {
    /// The label of the token itself.
    pub(super) own: u16,
    /// The label of its true head.
    pub(super) head: u16,
}

impl Tree {
    pub(super) fn clear(&mut self) {
        self.heads.clear();
        self.labels.clear();
        self.starts.clear();
    }

    /// The tree of a text without a parse: one sentence, each token its own root.
    pub(crate) fn set_flat(&mut self, count: usize) {
        self.clear();
        self.heads.extend(0..count as u32);
        self.labels.resize(count, 0);
        self.starts.extend((0..count).map(|token| token == 0));
    }

    /// Finishes the parse of a text. Labels from `plain` on are decorated.
    pub(super) fn finish(
        &mut self,
        heads: &[u32],
        labels: &[u16],
        root: u16,
        decorations: &[Decoration],
        plain: usize,
        spaces: &[bool],
    ) {
        self.clear();
        let own = |(token, &head): (usize, &u32)| if head == NONE { token as u32 } else { head };
        self.heads.extend(heads.iter().enumerate().map(own));
        self.labels.extend_from_slice(labels);
        for token in 0..heads.len() {
            if self.is_root(token) {
                self.labels[token] = root;
            }
        }
        if labels.iter().any(|&label| usize::from(label) >= plain) {
            self.find_edges();
            self.reattach(decorations, plain, spaces);
        }
        self.find_edges();
        self.find_starts();
    }

    fn is_root(&self, token: usize) -> bool {
        self.heads[token] as usize == token
    }

    /// Moves each token with a decorated label below the first token of the head's label, searched breadth-first
    /// from its present head.
    fn reattach(&mut self, decorations: &[Decoration], plain: usize, spaces: &[bool]) {
        for token in 0..self.heads.len() {
            let Some(index) = usize::from(self.labels[token]).checked_sub(plain) else { continue };
            let Some(decoration) = decorations.get(index) else { continue };
            if let Some(head) = self.find_below(token, decoration.head, spaces) {
                self.heads[token] = head as u32;
            }
            self.labels[token] = decoration.own;
        }
    }

    fn find_below(&self, token: usize, label: u16, spaces: &[bool]) -> Option<usize> {
        let mut level = vec![self.heads[token] as usize];
        // The former tree has no circle, but heads have moved since; no level is deeper than there are tokens.
        for _ in 0..self.heads.len() {
            let mut below = Vec::new();
            for &head in &level {
                // Edges are those of the tree before any token moved, as in spaCy.
                let subtree = self.left_edges[head] as usize..=self.right_edges[head] as usize;
                let children = subtree.filter(|&child| {
                    self.heads[child] as usize == head && child != head && child != token && !spaces[child]
                });
                for child in children {
                    if self.labels[child] == label {
                        return Some(child);
                    }
                    below.push(child);
                }
            }
            if below.is_empty() {
                return None;
            }
            level = below;
        }
        None
    }

    fn find_edges(&mut self) {
        let count = self.heads.len() as u32;
        self.left_edges.clear();
        self.left_edges.extend(0..count);
        self.right_edges.clear();
        self.right_edges.extend(0..count);
        for _ in 0..=MAX_ROUNDS {
            for token in 0..self.heads.len() {
                self.widen(token);
            }
            for token in (0..self.heads.len()).rev() {
                self.widen(token);
            }
            self.find_starts();
            if self.heads_stay_inside() {
                return;
            }
        }
    }

    fn widen(&mut self, token: usize) {
        let head = self.heads[token] as usize;
        self.left_edges[head] = self.left_edges[head].min(self.left_edges[token]);
        self.right_edges[head] = self.right_edges[head].max(self.right_edges[token]);
    }

    fn find_starts(&mut self) {
        self.starts.clear();
        self.starts.resize(self.heads.len(), false);
        for token in 0..self.heads.len() {
            if self.is_root(token) {
                self.starts[self.left_edges[token] as usize] = true;
            }
        }
    }

    /// Whether each head lies in its token's sentence. Like spaCy's, the check leaves the last token out, and
    /// lets a head be the token that begins the next sentence.
    fn heads_stay_inside(&self) -> bool {
        let last = self.heads.len().saturating_sub(1);
        let mut start = 0;
        for end in 1..self.heads.len() {
            if !self.starts[end] && end != last {
                continue;
            }
            let inside = |&head: &u32| (start..=end).contains(&(head as usize));
            if !self.heads[start..end].iter().all(inside) {
                return false;
            }
            start = end;
        }
        true
    }
}
