//! Names in the dateline before a report's first words: "TESSEN, Lowmark, June 4 (Meridian Wire) - A dam gave way".

use std::ops::Range;

use super::{Candidate, EntityKind, MentionForm};
use crate::annotate::{Parse, Sentence};
use crate::days::{MONTHS, is_calendar_name};

/// More tokens before the dash are no dateline.
const LONGEST: usize = 16;

/// Puts the names of each dateline in place of those that reach into it.
pub(super) fn settle(parse: &Parse, sentences: &[Sentence], names: &mut Vec<Candidate>) {
    for line in sentences.iter().filter_map(|sentence| dateline(parse, &sentence.tokens)) {
        names.retain_mut(|name| {
            if name.tokens.start < line.end && name.tokens.end > line.end {
                name.tokens.start = line.end + 1;
            }
            !name.tokens.is_empty() && !line.contains(&name.tokens.start)
        });
        names.extend(runs(parse, line));
    }
}

/// The tokens before the dash that closes a dateline. Its first word is a place in capitals, and no word is common.
fn dateline(parse: &Parse, sentence: &Range<usize>) -> Option<Range<usize>> {
    let dash = |&at: &usize| matches!(parse.text(at), "-" | "--" | "–" | "—" | "―");
    let dash = sentence.clone().take(LONGEST).find(|at| dash(at))?;
    let first = parse.text(sentence.start);
    let shouted = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    let tokens = &parse.doc.tokens;
    let spaced = dash > sentence.start && tokens[dash - 1].whitespace && tokens[dash].whitespace;
    let fits = |at: usize| !parse.text(at).starts_with(char::is_lowercase);
    let line = sentence.start..dash;
    (spaced && shouted && line.clone().all(fits)).then_some(line)
}

/// The runs of words of a dateline: bodies within brackets, places outside.
fn runs(parse: &Parse, line: Range<usize>) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    let mut bracketed = false;
    let mut open = false;
    for at in line {
        let text = parse.text(at);
        bracketed = (bracketed || text == "(") && text != ")";
        let word = text.chars().any(char::is_alphabetic) && !is_day(text);
        match names.last_mut().filter(|_| open && word) {
            Some(name) => name.tokens.end = at + 1,
            None if word => {
                let kind = if bracketed { EntityKind::Organization } else { EntityKind::Place };
                names.push(Candidate { tokens: at..at + 1, form: MentionForm::Name, kind });
            }
            None => {}
        }
        open = word;
    }
    names
}

/// "June", "Jun.", "Wednesday".
fn is_day(word: &str) -> bool {
    let month = word.trim_end_matches('.').to_lowercase();
    month.len() >= 3 && MONTHS.iter().any(|name| name.starts_with(&month)) || is_calendar_name(word)
}
