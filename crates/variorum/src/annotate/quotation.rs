//! Quotations: words between quotation marks.

use serde::{Deserialize, Serialize};

use crate::report::Report;
use crate::text::Span;

/// A stretch between quotation marks; over several paragraphs, one a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// The stretch with its marks.
    pub span: Span,
    /// The words between the marks.
    pub inner: Span,
    /// How many quotations stand around it: 0 for an outer one.
    pub depth: u8,
    /// Whether it goes on from the quotation of the paragraph before (an opening mark that was never closed).
    pub continues: bool,
}

/// Finds the quotations in the content of `report`, in order of their opening marks.
///
/// A mark that has no partner is left out, unless the next paragraph opens with the same mark again: that is how a
/// quotation of several paragraphs is printed. Marks with no word between them quote nothing.
pub fn find(report: &Report) -> Vec<Quotation> {
    let paragraphs: Vec<(Span, Vec<Mark>)> = report
        .sections
        .iter()
        .filter(|section| section.kind.is_content())
        .map(|section| (section.span, marks(&report.text, section.span)))
        .collect();
    let mut found = Vec::new();
    let mut continuing = None;
    for (index, (span, marks)) in paragraphs.iter().enumerate() {
        let next =
            paragraphs.get(index + 1).and_then(|(next, marks)| opening_style(&report.text, *next, marks));
        let (quotations, open) = pair(*span, marks, continuing, next);
        let has_words =
            |quotation: &Quotation| quotation.inner.of(&report.text).contains(char::is_alphanumeric);
        found.extend(quotations.into_iter().filter(has_words));
        continuing = open;
    }
    found.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    found
}

/// A family of marks; an opening mark is closed by one of its own family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Double,
    Single,
    Guillemet,
    SingleGuillemet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
    /// Opens unless a mark of its family is open.
    Either,
    /// Closes when it must, else it is an apostrophe.
    Weak,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    span: Span,
    style: Style,
    role: Role,
    /// Whether its form tells opening from closing.
    curved: bool,
}

/// The style of the mark that a paragraph begins with, if it begins with one.
fn opening_style(text: &str, paragraph: Span, marks: &[Mark]) -> Option<Style> {
    let first = marks.first()?;
    let before = &text[paragraph.start as usize..first.span.start as usize];
    (before.trim().is_empty() && matches!(first.role, Role::Opens | Role::Either)).then_some(first.style)
}

/// Pairs the marks of one paragraph. Gives the quotations, and the style that stays open into the next paragraph.
fn pair(
    paragraph: Span,
    marks: &[Mark],
    continuing: Option<Style>,
    next: Option<Style>,
) -> (Vec<Quotation>, Option<Style>) {
    let mut open: Vec<Mark> = Vec::new();
    let mut found = Vec::new();
    for mark in marks {
        let twin =
            open.iter().rposition(|earlier| earlier.style == mark.style && earlier.curved == mark.curved);
        let depth = twin.or_else(|| open.iter().rposition(|earlier| earlier.style == mark.style));
        let closes = match mark.role {
            Role::Closes | Role::Weak => true,
            Role::Either => depth.is_some(),
            Role::Opens => false,
        };
        if closes {
            if let Some(depth) = depth {
                found.push((open[depth], mark.span, depth));
                open.truncate(depth);
            }
        } else {
            // A curved mark within straight ones quotes within a quotation, and the other way round.
            if let Some(twin) = twin {
                open.truncate(twin);
            }
            open.push(*mark);
        }
    }
    let stays_open = open.first().filter(|mark| next == Some(mark.style)).copied();
    let mut quotations: Vec<Quotation> = found
        .into_iter()
        .map(|(first, last, depth)| Quotation {
            span: first.span.join(last),
            inner: Span { start: first.span.end, end: last.start },
            depth: depth as u8,
            continues: false,
        })
        .collect();
    if let Some(mark) = stays_open {
        let span = Span { start: mark.span.start, end: paragraph.end };
        quotations.push(Quotation {
            span,
            inner: Span { start: mark.span.end, end: paragraph.end },
            depth: 0,
            continues: false,
        });
    }
    set_depths(&mut quotations);
    if continuing.is_some() {
        let opens_paragraph = marks.first().filter(|mark| Some(mark.style) == continuing);
        for quotation in &mut quotations {
            quotation.continues = opens_paragraph.is_some_and(|mark| mark.span.start == quotation.span.start);
        }
    }
    (quotations, stays_open.map(|mark| mark.style))
}

/// Counts what stands around each: an opening mark that found no partner does not.
fn set_depths(quotations: &mut [Quotation]) {
    quotations.sort_by_key(|quotation| (quotation.span.start, std::cmp::Reverse(quotation.span.end)));
    let mut around: Vec<u32> = Vec::new();
    for quotation in quotations {
        while around.last().is_some_and(|&end| end <= quotation.span.start) {
            around.pop();
        }
        quotation.depth = around.len().min(usize::from(u8::MAX)) as u8;
        around.push(quotation.span.end);
    }
}

/// The marks of one paragraph, each with the role that its neighbours give it.
fn marks(text: &str, paragraph: Span) -> Vec<Mark> {
    let words = paragraph.of(text);
    let base = paragraph.start as usize;
    let mut marks: Vec<Mark> = Vec::new();
    let mut skip_to = 0;
    for (at, mark) in words.char_indices() {
        if at < skip_to {
            continue;
        }
        let length = mark_length(words, at, mark);
        let after_comma = words[..at].ends_with(", ");
        let before = words[..at].chars().next_back();
        let after = words[at + length..].chars().next();
        if let Some((style, role)) = role_of(mark, length, before, after) {
            // "We support her, "a friend said": a closing mark on the wrong side of the gap, where one is open.
            let role = if mark == '"' && after_comma && role == Role::Opens { Role::Either } else { role };
            let curved = !matches!(mark, '"' | '\'');
            marks.push(Mark { span: Span::new(base + at, base + at + length), style, role, curved });
            skip_to = at + length;
        }
    }
    settle_singles(text, &mut marks);
    marks
}

/// Bytes of the mark at `at`: two of a kind stand for a double mark in plain text (`` and '').
fn mark_length(words: &str, at: usize, mark: char) -> usize {
    let rest = &words[at..];
    if rest.starts_with("``") || rest.starts_with("''") { 2 } else { mark.len_utf8() }
}

fn role_of(mark: char, length: usize, before: Option<char>, after: Option<char>) -> Option<(Style, Role)> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    let gap_before = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '"' | '‘' | '«' | '\'' | '`')
    });
    let gap_after = after.is_none_or(|c| {
        c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '”' | '’' | '—' | '–' | '»' | '…')
    });
    let space_after = after.is_none_or(char::is_whitespace);
    match mark {
        '`' if length == 2 => Some((Style::Double, Role::Opens)),
        '\'' if length == 2 => {
            let opens = gap_before && !space_after;
            Some((Style::Double, if opens { Role::Either } else { Role::Closes }))
        }
        '„' | '‟' => Some((Style::Double, Role::Opens)),
        '“' if word_before && gap_after => Some((Style::Double, Role::Closes)),
        '“' => Some((Style::Double, Role::Opens)),
        '”' if gap_before && word_after => Some((Style::Double, Role::Either)),
        '”' => Some((Style::Double, Role::Closes)),
        '"' if before.is_some_and(|c| c.is_ascii_digit()) => Some((Style::Double, Role::Closes)),
        '"' if gap_before && !space_after => Some((Style::Double, Role::Opens)),
        '"' if !before.is_none_or(char::is_whitespace) && gap_after => Some((Style::Double, Role::Closes)),
        '"' => Some((Style::Double, Role::Either)),
        '«' => Some((Style::Guillemet, if word_before && gap_after { Role::Either } else { Role::Opens })),
        '»' => Some((Style::Guillemet, if gap_before && word_after { Role::Either } else { Role::Closes })),
        '‹' => Some((Style::SingleGuillemet, Role::Opens)),
        '›' => Some((Style::SingleGuillemet, Role::Closes)),
        '`' if gap_before && !space_after => Some((Style::Single, Role::Opens)),
        '‘' | '\'' | '’' if word_before && word_after => None,
        '‘' if !space_after => Some((Style::Single, Role::Opens)),
        '\'' if gap_before && !space_after && !after.is_some_and(|c| c.is_ascii_digit()) => {
            Some((Style::Single, Role::Opens))
        }
        '\'' | '’' if !before.is_none_or(char::is_whitespace) && !word_after => {
            Some((Style::Single, Role::Weak))
        }
        _ => None,
    }
}

/// Decides which single marks are quotation marks: an opening one needs a closing one in its paragraph or at the
/// start of a quotation, and "the workers' rights" does not close while a better mark follows.
fn settle_singles(text: &str, marks: &mut Vec<Mark>) {
    let mut keep = vec![true; marks.len()];
    let mut open: Option<usize> = None;
    for index in 0..marks.len() {
        if marks[index].style != Style::Single {
            continue;
        }
        match marks[index].role {
            Role::Weak => {
                let better_follows = marks[index + 1..]
                    .iter()
                    .take_while(|mark| !(mark.style == Style::Single && mark.role == Role::Opens))
                    .any(|mark| mark.style == Style::Single);
                keep[index] = open.is_some() && !(is_possessive(text, marks[index].span) && better_follows);
                if keep[index] {
                    open = None;
                }
            }
            _ => {
                if let Some(earlier) = open.replace(index) {
                    keep[earlier] = marks[earlier].span.len() > 1;
                }
            }
        }
    }
    if let Some(last) = open {
        keep[last] = marks[last].span.len() > 1;
    }
    let mut kept = keep.into_iter();
    marks.retain(|_| kept.next().unwrap_or(true));
}

/// Whether a mark stands as in "the workers' rights".
fn is_possessive(text: &str, mark: Span) -> bool {
    let before = text[..mark.start as usize].chars().next_back();
    let mut after = text[mark.end as usize..].chars();
    before.is_some_and(|c| matches!(c, 's' | 'S' | 'z' | 'x'))
        && after.next() == Some(' ')
        && after.next().is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Section, SectionKind};

    /// The quotations of a text whose paragraphs are parted by line feeds, one a line.
    fn found(text: &str) -> String {
        let mut report = Report { text: text.to_owned(), ..Report::default() };
        let mut start = 0;
        for line in text.split('\n') {
            let span = Span::new(start, start + line.len());
            report.sections.push(Section { kind: SectionKind::Body, span });
            start += line.len() + 1;
        }
        find(&report)
            .iter()
            .map(|quotation| {
                let more = if quotation.continues { "+" } else { "" };
                format!("{}{more} {}\n", quotation.depth, quotation.inner.of(text))
            })
            .collect()
    }

    #[test]
    fn quotations_are_found_whatever_their_marks() {
        let cases = [
            ("He said: \"We left.\" Then he left.", "0 We left.\n"),
            ("“We left,” he said. “It’s over.”", "0 We left,\n0 It’s over.\n"),
            ("“She told us ‘leave now’ twice,” he said.", "0 She told us ‘leave now’ twice,\n1 leave now\n"),
            ("'The workers' rights matter,' she said.", "0 The workers' rights matter,\n"),
            ("The workers’ rights and the boss’ car", ""),
            ("It's the '90s, don't you know", ""),
            ("« Non », dit-il. „Nein“, sagt er.", "0  Non \n0 Nein\n"),
            ("``We left,'' she said.", "0 We left,\n"),
            ("A 6'2\" man with a 12\" knife", ""),
            ("the \"so-called\" (\"quick\") fix", "0 so-called\n0 quick\n"),
            (
                "“First part.\n“Second part.\n“Last part,” he said.",
                "0 First part.\n0+ Second part.\n0+ Last part,\n",
            ),
            ("“Never closed, he said.\nThen “this” came.", "0 this\n"),
            ("One \" alone, then \"a pair\" here.", "0 a pair\n"),
            ("\"\"", ""),
            ("’”“‘'\"", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
