//! Draws a parse: words in a row, arcs from heads to dependents above them.

use std::fmt::Write;

use crate::{Span, Token};

/// Pixels from a word to the next, beyond what the wider of word and tag takes.
const GAP: usize = 28;
/// Pixels that a character takes, roughly.
const CHARACTER: usize = 9;
/// Pixels from one level of arcs to the next.
const LEVEL: usize = 34;
/// Pixels above the highest arc, for its label.
const TOP: usize = 24;
/// Pixels below the arcs: a row of words and a row of tags.
const BOTTOM: usize = 56;

/// An arc between two words of the drawing, by their places in it.
struct Arc<'d> {
    left: usize,
    right: usize,
    to_left: bool,
    label: &'d str,
    level: usize,
}

impl Span<'_> {
    /// The dependency parse of a span, usually a sentence, as an SVG image: for looking at, in the manner of spaCy's
    /// displaCy. Arcs that leave the span are not drawn.
    ///
    /// ```no_run
    /// # let pipeline = variorum_spacy::Pipeline::load("en_core_web_sm-3.8.0.whl")?;
    /// let doc = pipeline.annotate("The mayor of Port Ellery resigned on Friday.");
    /// let drawings: Vec<String> = doc.sentences().map(|sentence| sentence.to_svg()).collect();
    /// # Ok::<(), variorum_spacy::Error>(())
    /// ```
    pub fn to_svg(self) -> String {
        let centres = centres(self);
        let arcs = arcs(self);
        let highest = arcs.iter().map(|arc| arc.level).max().unwrap_or(0);
        let base = TOP + highest * LEVEL;
        let width = self.tokens().last().map_or(0, |last| centres[last.index - self.start] + room(last) / 2);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{}\" font-family=\"sans-serif\" \
             text-anchor=\"middle\">\n",
            base + BOTTOM
        );
        for (token, x) in self.tokens().zip(&centres) {
            let (word, tag) = (escape(token.text()), escape(token.pos().as_str()));
            // Writing to a string never fails.
            let _ = writeln!(svg, "<text x=\"{x}\" y=\"{}\" font-size=\"16\">{word}</text>", base + 28);
            let _ = writeln!(
                svg,
                "<text x=\"{x}\" y=\"{}\" font-size=\"12\" fill=\"#666\">{tag}</text>",
                base + 46
            );
        }
        for arc in &arcs {
            draw(&mut svg, arc, centres[arc.left], centres[arc.right], base);
        }
        svg + "</svg>"
    }
}

fn draw(svg: &mut String, arc: &Arc<'_>, left: usize, right: usize, base: usize) {
    // Arcs of one word on the same side would otherwise end in the same point.
    let (from, to) = (left + 5, right - 5);
    let top = base - arc.level * LEVEL;
    let tip = if arc.to_left { from } else { to };
    let _ = writeln!(
        svg,
        "<path d=\"M{from},{base} C{from},{top} {to},{top} {to},{base}\" fill=\"none\" stroke=\"#444\"/>\n\
         <path d=\"M{tip},{} l-4,-7 h8 z\" fill=\"#444\"/>\n\
         <text x=\"{}\" y=\"{}\" font-size=\"11\" fill=\"#444\">{}</text>",
        base + 3,
        usize::midpoint(from, to),
        // A cubic curve with both control points at `top` rises three quarters of the way.
        base - arc.level * LEVEL * 3 / 4 - 4,
        escape(arc.label)
    );
}

fn room(token: Token<'_>) -> usize {
    let characters = token.text().chars().count().max(token.pos().as_str().len());
    characters * CHARACTER + GAP
}

/// Where the middle of each word is.
fn centres(span: Span<'_>) -> Vec<usize> {
    let mut x = 0;
    let mut centre = |token: Token<'_>| {
        x += room(token);
        x - room(token) / 2
    };
    span.tokens().map(&mut centre).collect()
}

/// The arcs within a span, the shortest first, each above those beneath it.
fn arcs(span: Span<'_>) -> Vec<Arc<'_>> {
    let inside = span
        .tokens()
        .filter(|token| !token.is_root() && (span.start..span.end).contains(&token.head().index));
    let mut arcs: Vec<Arc<'_>> = inside
        .map(|token| {
            let (child, head) = (token.index - span.start, token.head().index - span.start);
            let (left, right) = (child.min(head), child.max(head));
            Arc { left, right, to_left: child < head, label: token.dep(), level: 1 }
        })
        .collect();
    arcs.sort_by_key(|arc| (arc.right - arc.left, arc.left));
    for index in 1..arcs.len() {
        let (shorter, rest) = arcs.split_at_mut(index);
        let arc = &mut rest[0];
        let beneath = shorter.iter().filter(|other| other.left < arc.right && arc.left < other.right);
        arc.level = 1 + beneath.map(|other| other.level).max().unwrap_or(0);
    }
    arcs
}

fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Of the control characters XML allows white space alone.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use crate::Doc;

    #[test]
    fn arcs_stand_above_what_they_span_and_point_at_dependents() {
        let json = r#"{"text": "R&D costs rose", "sents": [{"start": 0, "end": 14}], "tokens": [
            {"start": 0, "end": 3, "pos": "NOUN", "dep": "compound", "head": 1},
            {"start": 4, "end": 9, "pos": "NOUN", "dep": "nsubj", "head": 2},
            {"start": 10, "end": 14, "pos": "VERB", "dep": "ROOT", "head": 2}]}"#;
        let doc = Doc::from_spacy_json(json).expect("a document");
        let expected = "\
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"201\" height=\"114\" font-family=\"sans-serif\" text-anchor=\"middle\">
<text x=\"32\" y=\"86\" font-size=\"16\">R&amp;D</text>
<text x=\"32\" y=\"104\" font-size=\"12\" fill=\"#666\">NOUN</text>
<text x=\"101\" y=\"86\" font-size=\"16\">costs</text>
<text x=\"101\" y=\"104\" font-size=\"12\" fill=\"#666\">NOUN</text>
<text x=\"169\" y=\"86\" font-size=\"16\">rose</text>
<text x=\"169\" y=\"104\" font-size=\"12\" fill=\"#666\">VERB</text>
<path d=\"M37,58 C37,24 96,24 96,58\" fill=\"none\" stroke=\"#444\"/>
<path d=\"M37,61 l-4,-7 h8 z\" fill=\"#444\"/>
<text x=\"66\" y=\"29\" font-size=\"11\" fill=\"#444\">compound</text>
<path d=\"M106,58 C106,24 164,24 164,58\" fill=\"none\" stroke=\"#444\"/>
<path d=\"M106,61 l-4,-7 h8 z\" fill=\"#444\"/>
<text x=\"135\" y=\"29\" font-size=\"11\" fill=\"#444\">nsubj</text>
</svg>";
        let sentence = doc.sentences().next().expect("a sentence");
        assert_eq!(sentence.to_svg(), expected);
        assert!(doc.span(0..0).to_svg().ends_with("</svg>"));
    }
}
