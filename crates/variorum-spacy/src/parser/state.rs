//! The state of an arc-eager parse: a stack, a buffer, and the arcs so far.

use crate::nn::Feature;

/// A parse in progress.
#[derive(Default)]
pub(super) struct State {
    /// Head of each token, or `NONE`.
    pub(super) heads: Vec<u32>,
    /// Label of the arc from it.
    pub(super) labels: Vec<u16>,
    stack: Vec<u32>,
    /// Tokens put back in front of the buffer; the last is the first to come out.
    returned: Vec<u32>,
    /// The first token that has never left the buffer.
    next: u32,
    /// Tokens that were put back and may not be shifted again yet.
    unshiftable: Vec<bool>,
    sentence_starts: Vec<bool>,
    left: Children,
    right: Children,
}

/// No such token.
pub(super) const NONE: u32 = u32::MAX;

/// The children of each token on one side, the last added first.
#[derive(Default)]
struct Children {
    last: Vec<u32>,
    /// For a child, the one added before it to the same head.
    before: Vec<u32>,
}

impl State {
    /// Begins a text of `count` tokens.
    pub(super) fn start(&mut self, count: usize) {
        refill(&mut self.heads, count, NONE);
        refill(&mut self.labels, count, 0);
        refill(&mut self.unshiftable, count, false);
        refill(&mut self.sentence_starts, count, false);
        if let Some(first) = self.sentence_starts.first_mut() {
            *first = true;
        }
        self.left.start(count);
        self.right.start(count);
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
    }

    pub(super) fn is_final(&self) -> bool {
        self.stack.is_empty() && self.buffer_len() == 0
    }

    /// The eight tokens that the network looks at.
    pub(super) fn features(&self) -> [Feature; 8] {
        let (b0, s0) = (self.buffer(0), self.stack(0));
        [
            b0,
            self.buffer(1),
            s0,
            self.stack(1),
            self.stack(2),
            b0.and_then(|token| self.left.last(token)),
            s0.and_then(|token| self.left.last(token)),
            s0.and_then(|token| self.right.last(token)),
        ]
    }

    pub(super) fn can_shift(&self) -> bool {
        let Some(b0) = self.buffer(0) else { return false };
        self.stack.is_empty()
            || (self.buffer_len() >= 2
                && !self.sentence_starts[b0 as usize]
                && !self.unshiftable[b0 as usize])
    }

    pub(super) fn can_reduce(&self) -> bool {
        !self.stack.is_empty()
    }

    /// Whether an arc between the stack's top and the buffer's front is allowed, in either direction.
    pub(super) fn can_attach(&self) -> bool {
        let front = self.buffer(0).filter(|&b0| !self.sentence_starts[b0 as usize]);
        !self.stack.is_empty() && front.is_some()
    }

    pub(super) fn can_start_sentence(&self) -> bool {
        match (self.buffer(0), self.buffer(1)) {
            (Some(b0), Some(b1)) => b1 == b0 + 1 && !self.sentence_starts[b1 as usize],
            _ => false,
        }
    }

    pub(super) fn shift(&mut self) {
        let token = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(token);
    }

    /// Pops the stack; a token without a head goes back to the buffer unless it stood alone.
    pub(super) fn reduce(&mut self) {
        let Some(s0) = self.stack.pop() else { return };
        if self.heads[s0 as usize] == NONE && !self.stack.is_empty() {
            self.unshiftable[s0 as usize] = true;
            self.returned.push(s0);
        }
    }

    pub(super) fn left_arc(&mut self, label: u16) {
        if let (Some(b0), Some(s0)) = (self.buffer(0), self.stack.pop()) {
            self.attach(b0, s0, label);
            self.unshiftable[b0 as usize] = false;
        }
    }

    pub(super) fn right_arc(&mut self, label: u16) {
        if let (Some(b0), Some(s0)) = (self.buffer(0), self.stack(0)) {
            self.attach(s0, b0, label);
            self.shift();
        }
    }

    pub(super) fn start_sentence(&mut self) {
        if let Some(b1) = self.buffer(1) {
            self.sentence_starts[b1 as usize] = true;
        }
    }

    /// Ends the parse where no move is left.
    pub(super) fn give_up(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.heads.len() as u32;
    }

    fn attach(&mut self, head: u32, child: u32, label: u16) {
        let former = self.heads[child as usize];
        if former != NONE {
            self.side(former, child).remove(former, child);
        }
        self.side(head, child).add(head, child);
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
    }

    fn side(&mut self, head: u32, child: u32) -> &mut Children {
        if head > child { &mut self.left } else { &mut self.right }
    }

    fn stack(&self, depth: usize) -> Feature {
        let index = self.stack.len().checked_sub(depth + 1)?;
        Some(self.stack[index])
    }

    fn buffer(&self, depth: usize) -> Feature {
        if let Some(index) = self.returned.len().checked_sub(depth + 1) {
            return Some(self.returned[index]);
        }
        let token = self.next + (depth - self.returned.len()) as u32;
        ((token as usize) < self.heads.len()).then_some(token)
    }

    fn buffer_len(&self) -> usize {
        self.heads.len() - self.next as usize + self.returned.len()
    }
}

impl Children {
    fn start(&mut self, count: usize) {
        refill(&mut self.last, count, NONE);
        refill(&mut self.before, count, NONE);
    }

    fn last(&self, head: u32) -> Feature {
        let child = self.last[head as usize];
        (child != NONE).then_some(child)
    }

    fn add(&mut self, head: u32, child: u32) {
        self.before[child as usize] = self.last[head as usize];
        self.last[head as usize] = child;
    }

    /// A token whose head changes is always the last child that its former head was given.
    fn remove(&mut self, head: u32, child: u32) {
        if self.last[head as usize] == child {
            self.last[head as usize] = self.before[child as usize];
        }
    }
}

fn refill<T: Clone>(items: &mut Vec<T>, count: usize, value: T) {
    items.clear();
    items.resize(count, value);
}
