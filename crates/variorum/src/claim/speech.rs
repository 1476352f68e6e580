//! Direct speech: quotations beside a verb of saying, and quotations that stand alone.

use std::ops::Range;

use variorum_spacy::Pos;

use super::dateline;
use super::frame::Frame;
use super::scene::Scene;
use super::{Stance, rule, source};
use crate::report::SectionKind;

/// The quotations that the verb of saying `verb` introduces or follows; `None` where there is none.
pub(super) fn quotations_beside(
    scene: &Scene<'_>,
    verb: usize,
    source: Option<&Range<usize>>,
) -> Option<Vec<Range<usize>>> {
    let mut content = Vec::new();
    let first = source.map_or(verb, |source| source.start.min(verb));
    let before = quotation_before(scene, first).or_else(|| quotation_before(scene, verb));
    if let Some(quote) = before {
        content.push(quote);
    }
    let last = source.filter(|source| source.start > verb).map_or(verb + 1, |source| source.end);
    if let Some(quote) = quotation_after(scene, verb, last, before_exists(&content)) {
        content.push(quote);
    }
    (!content.is_empty()).then_some(content)
}

fn before_exists(content: &[Range<usize>]) -> bool {
    !content.is_empty()
}

/// The quotation that ends where `start` begins, a comma aside: “…,” she said.
fn quotation_before(scene: &Scene<'_>, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while end > 0 && matches!(scene.parse.text(end - 1), "," | "-" | "–" | "—") {
        end -= 1;
    }
    let quote = &scene.quotes[scene.quote_until(end)?].tokens;
    (scene.paragraph(quote.start) == scene.paragraph(start)).then(|| quote.clone())
}

/// The quotation that `verb` introduces: she said, “…”; she said: “…”; “…,” she said. “…”
fn quotation_after(scene: &Scene<'_>, verb: usize, from: usize, follows: bool) -> Option<Range<usize>> {
    let parse = scene.parse;
    let paragraph = scene.paragraph(verb);
    let sentence_end = scene.sentence(verb).end;
    let after = scene.quotes.partition_point(|quote| quote.tokens.start < from);
    let quote = scene.quotes.get(after).map(|quote| quote.tokens.clone())?;
    if scene.paragraph(quote.start) != paragraph || quote.start > verb + 30 {
        return None;
    }
    let lead = quote.start.checked_sub(1).map_or("", |token| parse.text(token));
    let introduced = matches!(lead, "," | ":" | "-" | "–" | "—") || quote.start == from;
    let within = quote.start <= sentence_end || scene.words(sentence_end..quote.start) == 0;
    if quote.start < sentence_end {
        let own = (from..quote.start).all(|token| scene.is_mark(token) || is_adjunct(scene, verb, token));
        return (introduced && own && is_whole(scene, &quote)).then_some(quote);
    }
    let adjacent = within && (lead == ":" || follows);
    (adjacent && !has_own_tail(scene, &quote)).then_some(quote)
}

/// Whether `token` hangs on `verb` as a hearer, a time, a place or a manner.
fn is_adjunct(scene: &Scene<'_>, verb: usize, token: usize) -> bool {
    let parse = scene.parse;
    let mut current = token;
    for ancestor in parse.ancestors(token) {
        if ancestor == verb {
            return !matches!(parse.dep(current), "ccomp" | "xcomp" | "conj");
        }
        current = ancestor;
    }
    false
}

/// Whether the quotation reads as a sentence of its own, not as quoted words within another.
fn is_whole(scene: &Scene<'_>, quote: &Range<usize>) -> bool {
    let first = quote.clone().find(|&token| !scene.is_wordless(token));
    first.is_some_and(|token| scene.parse.text(token).starts_with(|letter: char| !letter.is_lowercase()))
        || quote.len() > 4
}

/// Whether the quotation ends in a comma, and so waits for a speaker of its own.
fn has_own_tail(scene: &Scene<'_>, quote: &Range<usize>) -> bool {
    let last = quote.clone().rev().map(|token| scene.parse.text(token));
    last.take(2).any(|text| text == ",")
}

/// Gives quotations that no frame covers to the speaker of their neighbourhood.
pub(super) fn assign_loose_quotations(scene: &Scene<'_>, frames: &mut Vec<Frame>) {
    for index in 0..scene.quotes.len() {
        let tokens = scene.quotes[index].tokens.clone();
        let touched = |frame: &Frame| {
            frame.content.iter().any(|range| range.start < tokens.end && tokens.start < range.end)
        };
        if frames.iter().any(touched) || !stands_alone(scene, &tokens) {
            continue;
        }
        let continues = scene.quotes[index].continues;
        let Some(speaker) = neighbour(scene, frames, tokens.start, continues) else { continue };
        let frame = &mut frames[speaker];
        let same_paragraph = scene.paragraph(tokens.start) == scene.paragraph(frame.anchor());
        if same_paragraph || continues {
            frame.content.push(tokens);
            frame.content.sort_by_key(|range| range.start);
        } else {
            let source = frame.source.clone();
            let by = rule::FREE_SPEECH;
            let content = vec![tokens];
            frames.push(Frame {
                source,
                cue: None,
                head: None,
                content,
                stance: Stance::Says,
                asserts: true,
                by,
            });
        }
    }
}

/// Whether a quotation fills whole sentences.
fn stands_alone(scene: &Scene<'_>, quote: &Range<usize>) -> bool {
    let sentence = scene.sentence(quote.start);
    let last = scene.sentence(quote.end - 1);
    scene.words(sentence.start..quote.start) == 0
        && scene.words(quote.end..last.end.max(quote.end)) == 0
        && scene.words(quote.clone()) >= 3
}

/// The frame of the last speech before token `start`, at most one paragraph back.
fn neighbour(scene: &Scene<'_>, frames: &[Frame], start: usize, continues: bool) -> Option<usize> {
    let paragraph = scene.paragraph(start)?;
    let near = |frame: &Frame| {
        let last = frame.content.last().map_or(frame.anchor(), |range| range.end - 1).max(frame.anchor());
        last < start
            && scene.paragraph(last).is_some_and(|earlier| earlier == paragraph || earlier + 1 == paragraph)
    };
    let speaks = |frame: &Frame| {
        frame.source.is_some()
            && matches!(frame.stance, Stance::Says | Stance::Believes)
            && frame.content.iter().all(|range| range.start < start)
    };
    let quoted = |frame: &Frame| frame.content.iter().any(|range| scene.quote_at(range.end - 1).is_some());
    let candidates = frames
        .iter()
        .enumerate()
        .filter(|(_, frame)| near(frame) && speaks(frame) && (!continues || quoted(frame)));
    candidates.max_by_key(|(_, frame)| frame.anchor()).map(|(index, _)| index)
}

/// "SMITH: We will go.": a short name and a colon at the start of a paragraph.
pub(super) fn colon_speakers(scene: &Scene<'_>, frames: &mut Vec<Frame>) {
    let mut start = 0;
    let sentences = &scene.annotated.sentences;
    while start < sentences.len() {
        let paragraph = sentences[start].paragraph;
        let count = sentences[start..].iter().take_while(|sentence| sentence.paragraph == paragraph).count();
        let tokens = sentences[start].tokens.start..sentences[start + count - 1].tokens.end;
        frames.extend(colon_speaker(scene, tokens.clone()).or_else(|| speaker_behind_colon(scene, tokens)));
        start += count;
    }
}

/// The most words of a speaker at the end of a headline.
const SPEAKER: usize = 5;

/// "More than 60 missing after the blast: Health ministry": a headline names its source at the end.
fn speaker_behind_colon(scene: &Scene<'_>, headline: Range<usize>) -> Option<Frame> {
    let parse = scene.parse;
    let colon = headline.clone().rev().find(|&token| parse.text(token) == ":")?;
    let speaker = scene.trim(colon + 1..headline.end);
    let short = (1..=SPEAKER).contains(&scene.words(speaker.clone()));
    let is_headline = scene.section(colon) == Some(SectionKind::Headline);
    let tells = speaker.clone().any(|token| matches!(parse.pos(token), Pos::Verb | Pos::Aux | Pos::Num));
    let content = scene.trim(headline.start..colon);
    let is_told = content.clone().any(|token| matches!(parse.pos(token), Pos::Verb | Pos::Aux | Pos::Num));
    let fits = short && is_headline && !tells && is_told && scene.words(content.clone()) >= 3;
    let speaks = source::may_speak(scene, &speaker)
        && !source::is_event(scene, &speaker)
        && !source::is_place(scene, &speaker);
    (fits && speaks).then(|| Frame {
        source: Some(speaker),
        cue: Some(colon..colon + 1),
        head: Some(colon),
        content: vec![content],
        stance: Stance::Says,
        asserts: true,
        by: rule::COLON_SPEAKER,
    })
}

/// "Q:", "A:" in an interview, "BYLINE:" above a report: whose turn it is or what a line holds, and no name.
fn is_mark_of_turn(scene: &Scene<'_>, name: &Range<usize>) -> bool {
    const LINES: [&str; 10] = [
        "BYLINE",
        "CAPTION",
        "CORRECTION",
        "DATELINE",
        "NOTE",
        "PHOTO",
        "READ",
        "RELATED",
        "UPDATE",
        "VIDEO",
    ];
    let mut words = name.clone().map(|token| scene.parse.text(token));
    name.len() == 1 && words.all(|word| word.chars().count() == 1 || LINES.contains(&word))
}

fn colon_speaker(scene: &Scene<'_>, paragraph: Range<usize>) -> Option<Frame> {
    let parse = scene.parse;
    let colon = paragraph.clone().take(8).find(|&token| parse.text(token) == ":")?;
    if dateline::colon(scene, &paragraph).is_some() {
        return None;
    }
    let first = (paragraph.start..colon).find(|&token| !scene.is_wordless(token))?;
    let name = scene.trim(first..colon);
    let capital =
        |token: usize| parse.text(token).starts_with(char::is_uppercase) || parse.text(token) == ".";
    let all_capitals = name.clone().all(|token| !parse.text(token).chars().any(char::is_lowercase));
    let nominal = || name.clone().all(|token| source::is_nominal(scene, token) || scene.is_wordless(token));
    let is_name = !name.is_empty() && name.clone().all(capital) && (all_capitals || nominal());
    let is_speaker = all_capitals
        || scene.section(colon) == Some(SectionKind::Headline)
        || name.clone().any(|token| matches!(parse.doc.token(token).entity_label(), "PERSON" | "ORG"));
    let says = is_name && is_speaker && !source::is_event(scene, &name) && !source::is_vehicle(scene, &name);
    if !says || is_mark_of_turn(scene, &name) || scene.words(colon + 1..paragraph.end) < 2 {
        return None;
    }
    Some(Frame {
        source: Some(name),
        cue: Some(colon..colon + 1),
        head: Some(colon),
        content: vec![scene.trim(colon + 1..paragraph.end)],
        stance: Stance::Says,
        asserts: true,
        by: rule::COLON_SPEAKER,
    })
}
