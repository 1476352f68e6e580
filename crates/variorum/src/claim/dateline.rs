//! Datelines: the place, the day and the agency that stand before the first words of a report.

use std::ops::Range;

use super::scene::Scene;
use crate::annotate::EntityKind;
use crate::days::MONTHS;
use crate::report::SectionKind;

/// Where the text of a sentence begins behind a dateline: "OSLO, June 30 (Northern Wire) - ", "Oslo, June 30: ".
pub(super) fn end(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<usize> {
    dash(scene, sentence).or_else(|| colon(scene, sentence)).map(|mark| mark + 1)
}

fn dash(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<usize> {
    let parse = scene.parse;
    let text = |token: usize| parse.text(token);
    let dash = sentence.clone().take(LONGEST).find(|&token| is_dash(text(token)))?;
    let lead = sentence.start..dash;
    let spaced = parse.doc.tokens[dash].whitespace && dash > 0 && parse.doc.tokens[dash - 1].whitespace;
    let place = lead.clone().find(|&token| !scene.is_wordless(token))?;
    let shouted = text(place).chars().count() >= 3 && text(place).chars().all(char::is_uppercase);
    let fits = |token: usize| !text(token).starts_with(char::is_lowercase);
    (spaced && shouted && lead.clone().all(fits)).then_some(dash)
}

/// The colon behind a place, or a place and a day, at the head of a paragraph. In a headline such a place speaks for its
/// government.
pub(super) fn colon(scene: &Scene<'_>, paragraph: &Range<usize>) -> Option<usize> {
    let parse = scene.parse;
    let start = paragraph.clone().find(|&token| !scene.is_wordless(token))?;
    let colon = (start..paragraph.end).take(LONGEST).find(|&token| parse.text(token) == ":")?;
    let is_body = scene.section(colon).is_some_and(|section| section != SectionKind::Headline);
    let opens = start == 0 || scene.paragraph(start) != scene.paragraph(start - 1);
    let mut mentions = scene.annotated.mentions.iter();
    let place =
        mentions.find(|mention| mention.kind == EntityKind::Place && mention.tokens.start == start)?;
    let of_day = |token: usize| {
        scene.is_wordless(token) || is_number(parse.text(token)) || is_month(parse.text(token))
    };
    (is_body && opens && (place.tokens.end..colon).all(of_day)).then_some(colon)
}

/// "BRUSSELS - European leaders": where the phrase begins, whose part the parse takes the dateline for.
pub(super) fn start_of_phrase(
    scene: &Scene<'_>,
    range: &Range<usize>,
    head: usize,
    sentence: usize,
) -> usize {
    let dash = (sentence..head.min(sentence + 12)).rev().find(|&token| is_dash(scene.parse.text(token)));
    let spaced = dash.filter(|&dash| dash >= range.start && scene.parse.doc.tokens[dash].whitespace);
    spaced.map_or(range.start, |dash| dash + 1)
}

/// More tokens before the mark are no dateline.
const LONGEST: usize = 16;

fn is_dash(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—" | "―")
}

fn is_number(word: &str) -> bool {
    word.chars().all(|letter| letter.is_ascii_digit())
}

/// "October", "Oct", "Oct."
fn is_month(word: &str) -> bool {
    let word = word.trim_end_matches('.').to_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word))
}
