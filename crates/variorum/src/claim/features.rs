//! What the scoring model sees of a candidate frame: hashed features that hold single words at most.

use std::ops::Range;

use variorum_spacy::Pos;

use super::frame::Candidate;
use super::linear::Sink;
use super::scene::Scene;
use super::source;

/// The buckets of the features of `candidate`, some possibly twice.
pub(super) fn of_candidate(scene: &Scene<'_>, candidate: &Candidate) -> Vec<u32> {
    let mut sink = Sink::default();
    let frame = &candidate.frame;
    let parse = scene.parse;
    let by = frame.by;
    let head = frame.anchor();
    let lemma = parse.lemma(head).to_lowercase();
    let licence = if candidate.licensed { "licensed" } else { "open" };
    sink.put(&["rule", by, licence]);
    sink.put(&["lemma", &lemma]);
    sink.put(&["lemma-rule", &lemma, by]);
    sink.put(&["dep", parse.dep(head), by]);
    sink.put(&["tag", parse.tag(head), by]);
    sink.put(&["stance", &format!("{:?}", frame.stance), licence, by]);
    sink.put(&["above", &parse.lemma(parse.head(head)).to_lowercase(), parse.dep(head)]);
    sink.put(&["ending", ending(&lemma), by]);
    let source = put_source(&mut sink, scene, frame.source.as_ref(), head, by);
    sink.put(&["lemma-source", &lemma, source]);
    put_cue(&mut sink, scene, frame.cue.as_ref(), &lemma);
    put_content(&mut sink, scene, &frame.content, head, &lemma, by);
    put_place(&mut sink, scene, head, by);
    sink.buckets
}

/// Features of the source; gives its kind.
fn put_source<'t>(
    sink: &mut Sink,
    scene: &'t Scene<'_>,
    range: Option<&Range<usize>>,
    head: usize,
    by: &str,
) -> &'t str {
    let Some(range) = range else {
        sink.put(&["no source", by]);
        return "none";
    };
    let parse = scene.parse;
    let top = parse.doc.span(range.clone()).root().map_or(range.start, |token| token.index);
    let lemma = parse.lemma(top).to_lowercase();
    let entity =
        range.clone().map(|token| parse.doc.token(token).entity_label()).find(|label| !label.is_empty());
    let kind = match entity {
        Some(label) => label,
        None => parse.tag(top),
    };
    sink.put(&["source kind", kind, by]);
    sink.put(&["source noun", &lemma]);
    sink.put(&["source dep", parse.dep(top), by]);
    sink.put(&["source side", if range.start < head { "before" } else { "after" }, by]);
    sink.put(&["source length", bucket(range.len())]);
    if !source::is_nominal(scene, top) {
        sink.put(&["source not nominal", parse.pos(top).as_str()]);
    }
    kind
}

fn put_cue(sink: &mut Sink, scene: &Scene<'_>, range: Option<&Range<usize>>, lemma: &str) {
    let parse = scene.parse;
    let Some(range) = range else { return };
    for token in range.clone() {
        match parse.pos(token) {
            Pos::Aux | Pos::Part | Pos::Adv => sink.put(&["cue with", &parse.text(token).to_lowercase()]),
            Pos::Adp => sink.put(&["cue preposition", lemma, parse.lemma(token)]),
            _ => {}
        }
    }
    sink.put(&["cue length", bucket(range.len())]);
}

fn put_content(
    sink: &mut Sink,
    scene: &Scene<'_>,
    content: &[Range<usize>],
    head: usize,
    lemma: &str,
    by: &str,
) {
    let parse = scene.parse;
    let Some(first) = content.first() else { return };
    let word = parse.text(first.start).to_lowercase();
    sink.put(&["first word", &word, by]);
    sink.put(&["first word", &word, lemma]);
    let words: usize = content.iter().map(Range::len).sum();
    sink.put(&["content length", bucket(words), by]);
    sink.put(&["fragments", bucket(content.len()), by]);
    let quoted = content.iter().cloned().flatten().any(|token| scene.quote_at(token).is_some());
    sink.put(&["quoted", if quoted { "yes" } else { "no" }, by]);
    let top = parse.doc.span(first.clone()).root().map_or(first.start, |token| token.index);
    sink.put(&["content noun", &parse.lemma(top).to_lowercase(), by]);
    sink.put(&["content noun", &parse.lemma(top).to_lowercase(), lemma]);
    sink.put(&["content tag", parse.tag(top), by]);
    sink.put(&["content tag", parse.tag(top), lemma]);
    sink.put(&["content entity", parse.doc.token(top).entity_label(), by]);
    sink.put(&["content entity", parse.doc.token(top).entity_label(), lemma]);
    sink.put(&["content side", if first.start < head { "before" } else { "after" }, by]);
}

fn put_place(sink: &mut Sink, scene: &Scene<'_>, head: usize, by: &str) {
    let parse = scene.parse;
    let sentence = scene.sentence(head);
    let quoted = sentence.clone().any(|token| scene.quote_at(token).is_some());
    sink.put(&["sentence quotes", if quoted { "yes" } else { "no" }, by]);
    sink.put(&["inside quotation", if scene.quote_at(head).is_some() { "yes" } else { "no" }]);
    sink.put(&["sentence length", bucket(sentence.len())]);
    if let Some(section) = scene.section(head) {
        sink.put(&["section", &format!("{section:?}"), by]);
    }
    for (name, token) in [("before", head.checked_sub(1)), ("after", Some(head + 1))] {
        let word = token.filter(|&token| token < parse.len()).map(|token| parse.text(token).to_lowercase());
        sink.put(&[name, word.as_deref().unwrap_or(""), by]);
    }
}

/// The last three letters.
fn ending(word: &str) -> &str {
    let start = word.char_indices().rev().nth(2).map_or(0, |(start, _)| start);
    &word[start..]
}

/// A length on a coarse scale.
fn bucket(length: usize) -> &'static str {
    match length {
        0..=1 => "1",
        2 => "2",
        3 => "3",
        4..=5 => "5",
        6..=8 => "8",
        9..=14 => "14",
        15..=25 => "25",
        _ => "more",
    }
}
