//! What the scoring model sees of a candidate frame: hashed features, each of two words at most and their grammar.

use std::ops::Range;

use variorum_spacy::Pos;

use super::frame::{Candidate, Frame};
use super::linear::Sink;
use super::rule;
use super::scene::Scene;
use super::source;

/// For each token the licensed proposal whose content reaches widest over it: its rule and the size of its content.
#[derive(Debug)]
pub(super) struct Cover(Vec<Option<(&'static str, usize)>>);

impl Cover {
    /// The cover of all that `proposals` hold, topics and names aside: they seldom hold a further attribution.
    pub fn new(scene: &Scene<'_>, proposals: &[Vec<Candidate>]) -> Cover {
        const NARROW: [&str; 4] = [rule::SPOKEN_OF, rule::NOUN_CUE, rule::CALLED_AS, rule::NAMED_CONTENT];
        let mut widest: Vec<Option<(&'static str, usize)>> = vec![None; scene.parse.len()];
        let licensed = proposals.iter().flatten().filter(|candidate| candidate.licensed);
        for frame in licensed.map(|candidate| &candidate.frame).filter(|frame| !NARROW.contains(&frame.by)) {
            let size = frame.size();
            for token in frame.content.iter().cloned().flatten() {
                if widest[token].is_none_or(|(_, other)| size > other) {
                    widest[token] = Some((frame.by, size));
                }
            }
        }
        Cover(widest)
    }

    /// The rule of a wider proposal in whose content the cue of `frame` stands.
    fn over(&self, frame: &Frame) -> &'static str {
        let cover = self.0.get(frame.anchor()).copied().flatten();
        cover.filter(|&(_, size)| size > frame.size()).map_or("", |(by, _)| by)
    }
}

/// The hashes of the features of the candidate at `index` among the candidates of one cue, some possibly twice.
pub(super) fn of_candidate(
    scene: &Scene<'_>,
    cover: &Cover,
    candidates: &[Candidate],
    index: usize,
) -> Vec<u32> {
    let mut sink = Sink::default();
    let candidate = &candidates[index];
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
    put_neighbours(&mut sink, scene, head, by);
    put_tree(&mut sink, scene, head, by);
    put_pairs(&mut sink, scene, frame);
    put_company(&mut sink, cover, candidates, index);
    sink.hashes
}

/// The words around the head of the cue.
fn put_neighbours(sink: &mut Sink, scene: &Scene<'_>, head: usize, by: &str) {
    let parse = scene.parse;
    let lemma = parse.lemma(head).to_lowercase();
    let places = [head.checked_sub(2), head.checked_sub(1), Some(head + 1), Some(head + 2)];
    for (name, token) in ["-2", "-1", "+1", "+2"].into_iter().zip(places) {
        let Some(token) = token.filter(|&token| token < parse.len()) else { continue };
        let near = parse.lemma(token).to_lowercase();
        sink.put(&["near tag", name, parse.tag(token), by]);
        if name.ends_with('1') {
            sink.put(&["near cue", name, &near, &lemma]);
        } else {
            sink.put(&["near", name, &near, by]);
        }
    }
    let sentence = scene.sentence(head);
    sink.put(&["place", if head < sentence.start + 4 { "start" } else { "later" }, by]);
    sink.put(&["mark", parse.text(sentence.end - 1), by]);
}

/// What hangs on the head of the cue, and what it hangs on.
fn put_tree(sink: &mut Sink, scene: &Scene<'_>, head: usize, by: &str) {
    let parse = scene.parse;
    let lemma = parse.lemma(head).to_lowercase();
    for token in parse.dependents(head) {
        let dep = parse.dep(token);
        sink.put(&["below", dep, by]);
        sink.put(&["below cue", dep, &lemma]);
        let telling = matches!(
            dep,
            "aux"
                | "auxpass"
                | "neg"
                | "advmod"
                | "prt"
                | "mark"
                | "dative"
                | "dobj"
                | "prep"
                | "agent"
                | "cc"
                | "poss"
                | "amod"
                | "det"
                | "compound"
        );
        if telling {
            let word = parse.lemma(token).to_lowercase();
            sink.put(&["below word", dep, &word]);
            sink.put(&["below word cue", &word, &lemma]);
        }
    }
    let above = parse.head(head);
    let further = parse.lemma(parse.head(above)).to_lowercase();
    sink.put(&["above cue", &parse.lemma(above).to_lowercase(), &lemma]);
    sink.put(&["above path", parse.dep(head), parse.dep(above), by]);
    sink.put(&["above further", &further, parse.dep(above)]);
    sink.put(&["cue tag", &lemma, parse.tag(head), by]);
    sink.put(&["cue dep", &lemma, parse.dep(head), by]);
    sink.put(&["cue form", &parse.text(head).to_lowercase(), by]);
}

/// Source, cue and content two and three at a time.
fn put_pairs(sink: &mut Sink, scene: &Scene<'_>, frame: &Frame) {
    let parse = scene.parse;
    let (by, head) = (frame.by, frame.anchor());
    let lemma = parse.lemma(head).to_lowercase();
    let top =
        |range: &Range<usize>| parse.doc.span(range.clone()).root().map_or(range.start, |top| top.index);
    let mut kind = "none";
    let mut noun = "none".to_owned();
    if let Some(source) = &frame.source {
        kind = source_kind(scene, source);
        noun = parse.lemma(top(source)).to_lowercase();
        sink.put(&["source distance", bucket(head.abs_diff(source.start)), by]);
        sink.put(&["source first", &parse.text(source.start).to_lowercase(), by]);
        sink.put(&["source dep cue", parse.dep(top(source)), &lemma]);
        sink.put(&["source length rule", bucket(source.len()), by]);
    }
    sink.put(&["source noun rule", &noun, by]);
    sink.put(&["source noun cue", &noun, &lemma]);
    sink.put(&["source kind cue", kind, &lemma, parse.tag(head)]);
    sink.put(&["source kind tag", kind, parse.tag(head), by]);
    if let Some(cue) = &frame.cue {
        let last = parse.text(cue.end - 1).to_lowercase();
        sink.put(&["cue last", &last, by]);
        sink.put(&["cue last head", &last, &lemma]);
        sink.put(&["cue first", &parse.text(cue.start).to_lowercase(), by]);
    }
    let Some(first) = frame.content.first() else { return };
    let content = top(first);
    let is_verb = |token: usize| matches!(parse.pos(token), Pos::Verb | Pos::Aux);
    let tells = if frame.content.iter().cloned().flatten().any(is_verb) { "verb" } else { "no verb" };
    sink.put(&["content tells", tells, by, &lemma]);
    sink.put(&["content dep", parse.dep(content), by]);
    sink.put(&["content dep cue", parse.dep(content), &lemma]);
    sink.put(&["content size cue", bucket(frame.size()), &lemma]);
    sink.put(&["source content", kind, parse.tag(content), by]);
    sink.put(&["source content class", kind, parse.pos(content).as_str(), by]);
    sink.put(&["source content entity", kind, parse.doc.token(content).entity_label(), by]);
    sink.put(&["source content word", kind, &parse.text(first.start).to_lowercase(), by]);
}

/// The other candidates of the cue, and the wider proposal that the cue stands in.
fn put_company(sink: &mut Sink, cover: &Cover, candidates: &[Candidate], index: usize) {
    let frame = &candidates[index].frame;
    let rivals = candidates.iter().enumerate().filter(|(other, _)| *other != index);
    let mut rivals: Vec<(&str, bool)> = rivals.map(|(_, rival)| (rival.frame.by, rival.licensed)).collect();
    rivals.sort_unstable();
    rivals.dedup();
    let mut parts = vec!["rivals", frame.by];
    for (by, licensed) in rivals {
        parts.extend([by, if licensed { "licensed" } else { "open" }]);
    }
    sink.put(&parts);
    sink.put(&["over", cover.over(frame), frame.by]);
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
    let kind = source_kind(scene, range);
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

/// What the words of a source name: the label of the first entity among them, else the tag of their head.
pub(super) fn source_kind<'t>(scene: &'t Scene<'_>, range: &Range<usize>) -> &'t str {
    let parse = scene.parse;
    let entity =
        range.clone().map(|token| parse.doc.token(token).entity_label()).find(|label| !label.is_empty());
    let top = parse.doc.span(range.clone()).root().map_or(range.start, |token| token.index);
    entity.unwrap_or(parse.tag(top))
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
pub(super) fn bucket(length: usize) -> &'static str {
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
