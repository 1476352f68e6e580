//! Regular expressions as Python's `re` reads them, for the patterns that a pipeline brings along.
//!
//! The patterns look around, and Python's classes differ from Unicode's (`\w` leaves out combining marks), so
//! they run on a matcher of our own. Every search is linear in the text: threads of a non-deterministic
//! automaton, first alternative first, one thread a state.

mod class;
mod parse;
mod program;
mod search;

use program::Program;
pub(crate) use search::Scratch;

/// A compiled regular expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    program: Program,
}

impl Pattern {
    /// Compiles a pattern written for Python's `re`, without flags but `(?u)`.
    ///
    /// # Errors
    /// A sentence that names what the pattern uses and this matcher does not know, or where it is malformed.
    pub(crate) fn new(source: &str) -> Result<Pattern, String> {
        let tree = parse::parse(source)?;
        Ok(Pattern { program: Program::new(&tree)? })
    }

    /// The leftmost match that starts at byte `from` or later, as a range of bytes (`re.search`).
    pub(crate) fn find(&self, text: &str, from: usize, scratch: &mut Scratch) -> Option<(usize, usize)> {
        search::find(&self.program, text, from, scratch)
    }

    /// Whether a match starts where the text starts (`re.match`).
    pub(crate) fn matches_start(&self, text: &str, scratch: &mut Scratch) -> bool {
        search::matches_at(&self.program, text, 0, scratch)
    }

    /// All matches in order, none overlapping (`re.finditer`).
    pub(crate) fn find_all(&self, text: &str, scratch: &mut Scratch, found: &mut Vec<(usize, usize)>) {
        found.clear();
        let mut from = 0;
        while let Some((start, end)) = self.find(text, from, scratch) {
            found.push((start, end));
            from = match text[end..].chars().next() {
                Some(next) if start == end => end + next.len_utf8(),
                None if start == end => break,
                _ => end,
            };
        }
    }
}

#[cfg(test)]
mod tests;
