//! The matcher: threads that walk a program in step with the text.

use super::class::Class;
use super::program::{Condition, Inst, Look, Program, Tail};

/// Memory that searches use again and again.
#[derive(Debug, Default, Clone)]
pub(crate) struct Scratch {
    now: Threads,
    next: Threads,
    pending: Vec<u32>,
}

/// The live threads in order of preference, at most one for each instruction.
#[derive(Debug, Default, Clone)]
struct Threads {
    list: Vec<Thread>,
    /// The round in which an instruction was last visited.
    visited: Vec<u32>,
    round: u32,
}

#[derive(Debug, Clone, Copy)]
struct Thread {
    at: u32,
    /// Where its match started.
    start: usize,
}

impl Threads {
    fn reset(&mut self, insts: usize) {
        self.list.clear();
        if self.visited.len() < insts || self.round == u32::MAX {
            self.visited.clear();
            self.visited.resize(insts, 0);
            self.round = 0;
        }
        self.round += 1;
    }

    fn visit(&mut self, at: u32) -> bool {
        let first = self.visited[at as usize] != self.round;
        self.visited[at as usize] = self.round;
        first
    }
}

/// The leftmost match at `from` or later; among those that start there, the one Python prefers.
pub(super) fn find(
    program: &Program,
    text: &str,
    from: usize,
    scratch: &mut Scratch,
) -> Option<(usize, usize)> {
    let first = program.tail.as_ref().map_or(from, |tail| tail_start(tail, text).max(from));
    if program.at_start {
        if first > 0 {
            return None;
        }
        let starts = starts(program, text.chars().next());
        if starts.is_empty() {
            return None;
        }
    }
    Search { program, text, scratch }.run(first, !program.at_start)
}

/// Whether a match starts at byte `from`.
pub(super) fn matches_at(program: &Program, text: &str, from: usize, scratch: &mut Scratch) -> bool {
    Search { program, text, scratch }.run(from, false).is_some()
}

/// The entries worth a thread where `c` comes next.
fn starts(program: &Program, c: Option<char>) -> &[u32] {
    match c {
        None => &program.nullable,
        Some(c) if c.is_ascii() => &program.by_ascii[c as usize],
        Some(_) => &program.by_other,
    }
}

struct Search<'s> {
    program: &'s Program,
    text: &'s str,
    scratch: &'s mut Scratch,
}

impl Search<'_> {
    /// Runs from byte `from`; `slide` starts threads at later positions too, as long as nothing matched.
    fn run(mut self, from: usize, slide: bool) -> Option<(usize, usize)> {
        let insts = self.program.insts.len();
        self.scratch.now.reset(insts);
        let mut matched = None;
        let mut at = from;
        loop {
            if slide && matched.is_none() && self.scratch.now.list.is_empty() {
                at = self.next_start(at);
            }
            let c = self.text[at..].chars().next();
            if matched.is_none() && (slide || at == from) {
                for &entry in starts(self.program, c) {
                    self.add(entry, at, at);
                }
            }
            std::mem::swap(&mut self.scratch.now, &mut self.scratch.next);
            self.scratch.now.reset(insts);
            let threads = std::mem::take(&mut self.scratch.next.list);
            let after = at + c.map_or(0, char::len_utf8);
            for thread in &threads {
                match self.program.insts[thread.at as usize] {
                    Inst::Match => {
                        matched = Some((thread.start, at));
                        break;
                    }
                    Inst::Read(class)
                        if c.is_some_and(|c| self.program.classes[class as usize].contains(c)) =>
                    {
                        self.add(thread.at + 1, after, thread.start);
                    }
                    _ => {}
                }
            }
            self.scratch.next.list = threads;
            let over = self.scratch.now.list.is_empty() && (matched.is_some() || !slide);
            if c.is_none() || over {
                return matched;
            }
            at = after;
        }
    }

    /// The first position at `at` or later where some entry is worth a thread, or the end.
    fn next_start(&self, at: usize) -> usize {
        let mut rest = self.text[at..].char_indices();
        let start = rest.find(|&(_, c)| !starts(self.program, Some(c)).is_empty());
        start.map_or(self.text.len(), |(byte, _)| at + byte)
    }

    /// Follows a thread to the instructions that read or match, `at` being the position in the text.
    fn add(&mut self, entry: u32, at: usize, start: usize) {
        self.scratch.pending.push(entry);
        while let Some(inst) = self.scratch.pending.pop() {
            if !self.scratch.now.visit(inst) {
                continue;
            }
            let passes = match self.program.insts[inst as usize] {
                Inst::Read(_) | Inst::Match => {
                    self.scratch.now.list.push(Thread { at: inst, start });
                    false
                }
                Inst::Split(preferred, other) => {
                    self.scratch.pending.extend([other, preferred]);
                    false
                }
                Inst::Jump(to) => {
                    self.scratch.pending.push(to);
                    false
                }
                Inst::Start => at == 0,
                Inst::End => is_end(self.text, at),
                Inst::VeryEnd => at == self.text.len(),
                Inst::Look(number) => holds(&self.program.looks[number as usize], self.text, at),
            };
            if passes {
                self.scratch.pending.push(inst + 1);
            }
        }
    }
}

fn is_end(text: &str, at: usize) -> bool {
    at == text.len() || &text[at..] == "\n"
}

fn holds(look: &Look, text: &str, at: usize) -> bool {
    let from = match look.back {
        None => Some(at),
        Some(0) => Some(at),
        Some(back) => text[..at].char_indices().rev().nth(back as usize - 1).map(|(byte, _)| byte),
    };
    let found = from.is_some_and(|from| match &look.condition {
        Condition::One(class) => text[from..].chars().next().is_some_and(|c| class.contains(c)),
        // A match that looks back has one length only, so it ends where the search is.
        Condition::Program(program) => matches_at(program, text, from, &mut Scratch::default()),
    });
    found != look.negated
}

/// The first byte at which a match of a pattern that ends with `$` can start.
fn tail_start(tail: &Tail, text: &str) -> usize {
    let body = text.strip_suffix('\n').unwrap_or(text);
    let by_width = match tail.width {
        0 => body.len(),
        width => body.char_indices().rev().nth(width as usize - 1).map_or(0, |(byte, _)| byte),
    };
    let runs =
        tail.alphabets.iter().flat_map(|alphabet| [run_start(alphabet, body), run_start(alphabet, text)]);
    runs.fold(by_width, usize::min)
}

fn run_start(alphabet: &[Class], text: &str) -> usize {
    let outside = |&(_, c): &(usize, char)| !alphabet.iter().any(|class| class.contains(c));
    text.char_indices().rev().find(outside).map_or(0, |(byte, c)| byte + c.len_utf8())
}
