//! Clauses: where they stand, what they say of themselves, how a stretch falls into several.

use std::ops::Range;

use variorum_spacy::Pos;

use super::dateline;
use super::frame::without;
use super::scene::Scene;

/// One clause worth a claim of its own.
#[derive(Debug, Clone)]
pub(super) struct Clause {
    /// Its main predicate, where the parse gives one.
    pub predicate: Option<usize>,
    /// Its tokens, in order.
    pub tokens: Vec<Range<usize>>,
}

/// The verb of the clause that `token` stands in.
pub(super) fn governor(scene: &Scene<'_>, token: usize) -> Option<usize> {
    scene.parse.ancestors(token).find(|&head| is_predicate(scene, head))
}

/// All that hangs on `verb`, without the clauses coordinated to it.
pub(super) fn range(scene: &Scene<'_>, verb: usize) -> Range<usize> {
    let whole = scene.parse.subtree(verb);
    let next = scene
        .parse
        .dependents(verb)
        .find(|&token| scene.parse.dep(token) == "conj" && has_subject(scene, token));
    match next {
        Some(next) => whole.start..scene.parse.subtree(next).start.max(verb + 1),
        None => whole,
    }
}

/// Parts `content` by sentence, and each sentence by its coordinated clauses.
pub(super) fn split(scene: &Scene<'_>, content: &[Range<usize>]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let pieces = by_sentence(scene, content);
    while start < pieces.len() {
        let sentence = scene.sentence_index(pieces[start].start);
        let count =
            pieces[start..].iter().take_while(|piece| scene.sentence_index(piece.start) == sentence).count();
        clauses.extend(coordinated(scene, &pieces[start..start + count]));
        start += count;
    }
    clauses
}

fn by_sentence(scene: &Scene<'_>, content: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for range in content {
        let mut start = range.start;
        while start < range.end {
            let sentence = scene.sentence(start);
            let end = sentence.end.clamp(start + 1, range.end);
            let told = dateline::end(scene, &sentence).filter(|told| (start..end).contains(told));
            let piece = scene.trim(told.unwrap_or(start)..end);
            if scene.words(piece.clone()) > 0 {
                pieces.push(piece);
            }
            start = end;
        }
    }
    pieces
}

/// The clauses of one sentence's share of a content.
fn coordinated(scene: &Scene<'_>, pieces: &[Range<usize>]) -> Vec<Clause> {
    let parse = scene.parse;
    let inside = |token: usize| pieces.iter().any(|piece| piece.contains(&token));
    let tops = pieces
        .iter()
        .cloned()
        .flatten()
        .filter(|&token| parse.head(token) == token || !inside(parse.head(token)));
    let main = tops.max_by_key(|&token| {
        (
            is_predicate(scene, token),
            !scene.is_wordless(token),
            parse.subtree(token).len(),
            std::cmp::Reverse(token),
        )
    });
    let Some(main) = main else { return Vec::new() };
    let mut heads = Vec::new();
    gather_conjuncts(scene, main, &mut heads);
    heads.retain(|&head| inside(head));
    let predicate = is_predicate(scene, main).then_some(main);
    let mut rest: Vec<Range<usize>> = pieces.to_vec();
    let mut clauses = Vec::new();
    for &head in heads.iter().rev() {
        let own = parse.subtree(head);
        let start = rest.first().map_or(own.start, |range| range.start);
        if own.start <= start || scene.words(start..own.start) < 2 {
            continue;
        }
        let taken = pieces_within(&rest, &own);
        rest = rest.into_iter().flat_map(|range| without(range, &own)).collect();
        clauses.push(Clause { predicate: Some(head), tokens: tidy(scene, taken) });
    }
    let first = heads.iter().find(|&&head| Some(head) != predicate && leads_to_semicolon(scene, head, &rest));
    let own = first.map(|&head| parse.subtree(head));
    let lead = own.as_ref().map(|own| pieces_within(&rest, own));
    if let Some(own) = &own {
        rest = rest.into_iter().flat_map(|range| without(range, own)).collect();
    }
    clauses.push(Clause { predicate, tokens: tidy(scene, rest) });
    clauses.extend(lead.map(|lead| Clause { predicate: first.copied(), tokens: tidy(scene, lead) }));
    clauses.reverse();
    clauses.retain(|clause| !clause.tokens.is_empty());
    clauses
}

fn gather_conjuncts(scene: &Scene<'_>, verb: usize, found: &mut Vec<usize>) {
    let mut open = vec![verb];
    while let Some(verb) = open.pop() {
        let parse = scene.parse;
        for token in parse.dependents(verb) {
            let joined = parse.dep(token) == "conj"
                || (parse.dep(token) == "ccomp" && follows_semicolon(scene, token));
            if joined && is_predicate(scene, token) {
                if has_subject(scene, token) {
                    found.push(token);
                }
                open.push(token);
            }
        }
    }
    found.sort_unstable();
}

fn follows_semicolon(scene: &Scene<'_>, token: usize) -> bool {
    let range = scene.parse.subtree(token);
    let mark = |index: usize| index < scene.parse.len() && matches!(scene.parse.text(index), ";" | ":");
    mark(range.end) || range.start > 0 && mark(range.start - 1)
}

/// Whether the clause of `head` opens the stretch and a semicolon ends it: "Two died; the rest were saved."
fn leads_to_semicolon(scene: &Scene<'_>, head: usize, rest: &[Range<usize>]) -> bool {
    let own = scene.parse.subtree(head);
    let opens = rest.first().is_some_and(|range| range.start == own.start);
    opens && own.end < scene.parse.len() && scene.parse.text(own.end) == ";"
}

fn pieces_within(pieces: &[Range<usize>], own: &Range<usize>) -> Vec<Range<usize>> {
    let parts = pieces.iter().map(|piece| piece.start.max(own.start)..piece.end.min(own.end));
    parts.filter(|part| part.start < part.end).collect()
}

/// Trims each part, and takes a joining "and" or "but" off the end.
fn tidy(scene: &Scene<'_>, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut tidy = Vec::new();
    for part in parts {
        let mut part = scene.trim(part);
        while !part.is_empty() && scene.parse.pos(part.end - 1) == Pos::Cconj {
            part = scene.trim(part.start..part.end - 1);
        }
        if scene.words(part.clone()) > 0 {
            tidy.push(part);
        }
    }
    tidy
}

/// Whether the token can be the main predicate of a clause.
pub(super) fn is_predicate(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.parse.pos(token), Pos::Verb | Pos::Aux)
        && !matches!(scene.parse.dep(token), "aux" | "auxpass" | "amod")
}

/// Whether a verb has a subject of its own.
pub(super) fn has_subject(scene: &Scene<'_>, verb: usize) -> bool {
    scene.parse.dependent(verb, &["nsubj", "nsubjpass", "csubj", "expl"]).is_some()
}
