//! Marks over a text: any ranges, crossing ones too, as properly nested elements.

use std::collections::BTreeSet;

/// A range of a text, in code points, and what it is marked as.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Marks of the same range nest in this order.
    pub(crate) rank: u8,
    /// The id of the element; empty for none.
    pub(crate) id: String,
    /// The id of the element that this one continues; empty for none.
    pub(crate) continues: String,
    pub(crate) class: String,
    /// What a pointer over it tells; empty for nothing.
    pub(crate) title: String,
}

/// A step of writing a marked text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Open(Mark),
    Text(&'a str),
    Close,
}

/// Writes the part of a text from `start` to `end` with its marks. A mark that crosses another is continued in a
/// second element without an id. `slice` gives the text between two code points.
pub(crate) fn pieces<'a>(
    start: usize,
    end: usize,
    marks: impl IntoIterator<Item = Mark>,
    slice: impl Fn(usize, usize) -> &'a str,
) -> Vec<Piece<'a>> {
    let mut waiting: BTreeSet<Key> = marks
        .into_iter()
        .map(|mark| Mark { start: mark.start.max(start), end: mark.end.min(end), ..mark })
        .filter(|mark| mark.start < mark.end)
        .map(key)
        .collect();
    let mut pieces = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = start;
    while let Some(next) = waiting.pop_first() {
        let mut mark = unkey(next);
        while let Some(&closing) = open.last().filter(|&&closing| closing <= mark.start) {
            text(&mut pieces, &slice, &mut at, closing);
            pieces.push(Piece::Close);
            open.pop();
        }
        text(&mut pieces, &slice, &mut at, mark.start);
        if let Some(&closing) = open.last().filter(|&&closing| closing < mark.end) {
            let rest = Mark { start: closing, ..mark.clone() };
            let continues = if mark.id.is_empty() { mark.continues.clone() } else { mark.id.clone() };
            waiting.insert(key(Mark { id: String::new(), continues, ..rest }));
            mark.end = closing;
        }
        open.push(mark.end);
        pieces.push(Piece::Open(mark));
    }
    while let Some(closing) = open.pop() {
        text(&mut pieces, &slice, &mut at, closing);
        pieces.push(Piece::Close);
    }
    text(&mut pieces, &slice, &mut at, end);
    pieces
}

fn text<'a>(
    pieces: &mut Vec<Piece<'a>>,
    slice: &impl Fn(usize, usize) -> &'a str,
    at: &mut usize,
    to: usize,
) {
    if to > *at {
        pieces.push(Piece::Text(slice(*at, to)));
        *at = to;
    }
}

/// A mark as it is sorted: by its start, longer ones first, then by rank.
type Key = (usize, usize, u8, String, String, String, String);

fn key(mark: Mark) -> Key {
    (mark.start, usize::MAX - mark.end, mark.rank, mark.id, mark.continues, mark.class, mark.title)
}

fn unkey((start, end, rank, id, continues, class, title): Key) -> Mark {
    Mark { start, end: usize::MAX - end, rank, id, continues, class, title }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, marks: &[(usize, usize, &str)]) -> String {
        let marks = marks.iter().map(|&(start, end, id)| Mark {
            start,
            end,
            rank: 0,
            id: id.into(),
            continues: String::new(),
            class: String::new(),
            title: String::new(),
        });
        let pieces = pieces(0, text.len(), marks, |start, end| &text[start..end]);
        let piece = |piece: &Piece| match piece {
            Piece::Open(mark) if mark.id.is_empty() => format!("[+{}:", mark.continues),
            Piece::Open(mark) => format!("[{}:", mark.id),
            Piece::Text(text) => (*text).to_owned(),
            Piece::Close => "]".to_owned(),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn marks_nest_and_crossing_ones_are_continued() {
        type Marked<'t> = (usize, usize, &'t str);
        let cases: [(&[Marked], &str); 6] = [
            (&[], "one two three"),
            (&[(0, 3, "a")], "[a:one] two three"),
            (&[(0, 7, "a"), (4, 7, "b")], "[a:one [b:two]] three"),
            (&[(0, 7, "a"), (4, 13, "b")], "[a:one [b:two]][+b: three]"),
            (&[(0, 3, "a"), (3, 7, "b"), (0, 3, "c")], "[a:[c:one]][b: two] three"),
            (&[(8, 99, "a"), (5, 5, "b")], "one two [a:three]"),
        ];
        for (marks, expected) in cases {
            assert_eq!(written("one two three", marks), expected, "{marks:?}");
        }
    }
}
