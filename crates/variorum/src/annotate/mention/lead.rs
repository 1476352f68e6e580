//! Names in the dateline before a report's first words: "TESSEN, Lowmark, June 4 (Meridian Wire) - A dam gave way".

use std::ops::Range;

use super::{Candidate, EntityKind, MentionForm};
use crate::annotate::{Parse, Sentence};
use crate::days::{MONTHS, is_calendar_name};
use crate::report::SectionKind;

/// More tokens before the dash are no dateline.
const LONGEST: usize = 16;

/// Puts the names of each dateline in place of those that reach into it.
pub(super) fn settle(parse: &Parse, sentences: &[Sentence], names: &mut Vec<Candidate>) {
    let lines = sentences.iter().filter(|sentence| sentence.section != SectionKind::Headline);
    for line in lines.filter_map(|sentence| dateline(parse, &sentence.tokens)) {
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
    let tokens = &parse.doc.tokens;
    // A dash without spaces joins the words of a name: "PORT-AU-PRINCE".
    let closes = |&at: &usize| {
        is_dash(parse.text(at)) && at > sentence.start && tokens[at - 1].whitespace && tokens[at].whitespace
    };
    let dash = sentence.clone().take(LONGEST).find(closes)?;
    let line = sentence.start..dash;
    let shouted = |at: &usize| parse.text(*at).chars().all(|letter| letter.is_uppercase() || letter == '.');
    let letters: usize = line.clone().take_while(shouted).map(|at| parse.text(at).chars().count()).sum();
    let fits = |at: usize| !parse.text(at).starts_with(char::is_lowercase);
    (letters >= 3 && shouted(&line.start) && line.clone().all(fits)).then_some(line)
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "--" | "–" | "—" | "―")
}

/// The runs of words of a dateline: bodies within brackets, places outside.
fn runs(parse: &Parse, line: Range<usize>) -> Vec<Candidate> {
    let mut names: Vec<Candidate> = Vec::new();
    let mut bracketed = false;
    let mut open = false;
    for at in line {
        let text = parse.text(at);
        if is_dash(text) && !names.is_empty() && !parse.doc.tokens[at].whitespace {
            continue;
        }
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
