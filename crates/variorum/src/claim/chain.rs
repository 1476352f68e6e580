//! From frames to claims: nesting, splitting, and the outlet's own voice.

use std::cmp::Reverse;
use std::ops::Range;

use super::clause::{self, Clause};
use super::frame::Frame;
use super::scene::Scene;
use super::{Attribution, Claim, Manner, Modality, Stance, citing, link, modality, rule};
use crate::annotate::{Annotated, MentionForm, Quantity};
use crate::report::SectionKind;
use crate::text::Span;

/// The claims of a report, in order of where they start.
pub(super) fn claims(scene: &Scene<'_>, frames: &[Frame]) -> Vec<Claim> {
    let nest = Nest::new(scene, frames);
    let mut claims = Vec::new();
    for (index, frame) in frames.iter().enumerate().filter(|(index, _)| nest.tells(*index)) {
        for clause in clause::split(scene, &frame.content) {
            if !nest.is_carried_below(scene, Some(index), &clause) {
                claims.extend(nest.claim(scene, Some(index), &clause, frame.by));
            }
        }
    }
    for sentence in &scene.annotated.sentences {
        if !sentence.section.is_content() || sentence.section == SectionKind::Boilerplate {
            continue;
        }
        for clause in clause::split(scene, std::slice::from_ref(&sentence.tokens)) {
            let own = nest.own_part(&clause);
            let attributed = own.tokens.is_empty() || nest.is_carried_below(scene, None, &own);
            let told = if attributed { nest.numbers_beside(scene, &clause) } else { vec![own] };
            for own in told.iter().filter(|own| tells_something(scene, own)) {
                claims.extend(nest.claim(scene, None, own, own_rule(scene, own)));
            }
        }
    }
    claims.sort_by_key(|claim| (claim.content.first().map(|span| span.start), Reverse(claim.span.end)));
    claims.dedup_by(|later, earlier| {
        later.content == earlier.content && later.attribution == earlier.attribution
    });
    claims
}

/// Whether the clause is long enough to be a claim: three words, or two that count people in a state ("54 injured").
fn tells_something(scene: &Scene<'_>, clause: &Clause) -> bool {
    let counted = |quantity: &Quantity| {
        quantity.measure.is_some() && clause.tokens.iter().any(|range| range.contains(&quantity.token))
    };
    let words = scene_words(scene, clause);
    words >= 3 || words == 2 && scene.annotated.quantities.iter().any(counted)
}

fn scene_words(scene: &Scene<'_>, clause: &Clause) -> usize {
    clause.tokens.iter().map(|range| scene.words(range.clone())).sum()
}

/// Which frame stands within the content of which.
struct Nest<'f> {
    frames: &'f [Frame],
    parents: Vec<Option<usize>>,
    /// The innermost asserting frame whose content covers each token.
    cover: Vec<Option<usize>>,
    /// The frame whose cue hangs on each token.
    cue_of: Vec<Option<usize>>,
    /// Whether a further link of the chain has all the content of the frame.
    carried: Vec<bool>,
    /// Whether each token is part of the source or the cue of an asserting frame.
    attributes: Vec<bool>,
}

impl<'f> Nest<'f> {
    fn new(scene: &Scene<'_>, frames: &'f [Frame]) -> Nest<'f> {
        let mut order: Vec<usize> = (0..frames.len()).filter(|&index| asserts(&frames[index])).collect();
        order.sort_by_key(|&index| (Reverse(frames[index].size()), citing::is_link(&frames[index])));
        let mut cover = vec![None; scene.parse.len()];
        let mut parents = vec![None; frames.len()];
        for &index in &order {
            let frame = &frames[index];
            let place = frame.content.first().filter(|_| citing::is_link(frame)).map(|range| range.start);
            parents[index] = cover.get(place.unwrap_or(frame.anchor())).copied().flatten();
            for token in frame.content.iter().cloned().flatten() {
                cover[token] = Some(index);
            }
        }
        let mut cue_of = vec![None; scene.parse.len()];
        let mut attributes = vec![false; scene.parse.len()];
        for &index in &order {
            let frame = &frames[index];
            for token in [&frame.source, &frame.cue].into_iter().flatten().cloned().flatten() {
                attributes[token] = true;
            }
            if let Some(head) = frame.head {
                cue_of[head] = Some(index);
            }
        }
        let mut carried = vec![false; frames.len()];
        for (index, frame) in frames.iter().enumerate().filter(|(_, frame)| citing::is_link(frame)) {
            if let Some(parent) = parents[index] {
                carried[parent] |= frames[parent].content == frame.content;
            }
        }
        Nest { frames, parents, cover, cue_of, carried, attributes }
    }

    /// Whether the frame makes claims of its own; not where a further link says all that it says.
    fn tells(&self, index: usize) -> bool {
        asserts(&self.frames[index]) && !self.carried[index]
    }

    /// The frames from the outermost to `index`.
    fn chain(&self, index: usize) -> Vec<usize> {
        let mut chain = vec![index];
        while let Some(parent) = self.parents[chain[chain.len() - 1]] {
            if chain.contains(&parent) {
                break;
            }
            chain.push(parent);
        }
        chain.reverse();
        chain
    }

    /// Whether the clause only carries a further attribution, whose own claim says all of it.
    fn is_carried_below(&self, scene: &Scene<'_>, outer: Option<usize>, clause: &Clause) -> bool {
        let heads =
            clause.predicate.into_iter().chain(clause.predicate.and_then(|verb| attribute_of(scene, verb)));
        heads.filter_map(|head| self.cue_of[head]).any(|inner| {
            Some(inner) != outer
                && self.frames[inner].content.iter().any(|part| {
                    clause.tokens.iter().any(|range| range.start < part.end && part.start < range.end)
                        || outer.is_none()
                })
        })
    }

    /// The part of a clause that no attribution covers.
    fn own_part(&self, clause: &Clause) -> Clause {
        let covered = |token: usize| self.cover[token].is_some();
        let predicate = clause.predicate.filter(|&verb| !covered(verb));
        if predicate.is_some() {
            return clause.clone();
        }
        let free: Vec<Range<usize>> =
            clause.tokens.iter().filter(|range| !(*range).clone().any(covered)).cloned().collect();
        Clause { predicate, tokens: free }
    }

    /// The stretches of a clause that tell a number and are neither source, cue nor content of an attribution: no number
    /// of a report may be lost between its claims.
    fn numbers_beside(&self, scene: &Scene<'_>, clause: &Clause) -> Vec<Clause> {
        let free = |token: usize| self.cover[token].is_none() && !self.attributes[token];
        let Annotated { quantities, times, .. } = scene.annotated;
        let is_time = |quantity: &Quantity| {
            let length = quantity.unit.as_deref().is_some_and(|unit| LENGTHS_OF_TIME.contains(&unit));
            length || times.iter().any(|time| time.span.overlaps(quantity.span))
        };
        let tells = |range: &Range<usize>| {
            let span = scene.parse.span(range.clone());
            quantities.iter().any(|quantity| span.contains(quantity.span) && !is_time(quantity))
        };
        let clause_of = |range: Range<usize>| {
            let top = range.clone().find(|&token| !range.contains(&scene.parse.head(token)));
            Clause { predicate: top.filter(|&token| clause::is_predicate(scene, token)), tokens: vec![range] }
        };
        runs(scene, &clause.tokens, free).into_iter().filter(tells).map(clause_of).collect()
    }

    fn claim(
        &self,
        scene: &Scene<'_>,
        innermost: Option<usize>,
        clause: &Clause,
        by: &'static str,
    ) -> Option<Claim> {
        let first = clause.tokens.first()?.start;
        let last = clause.tokens.last()?.end;
        let content: Vec<Span> = clause.tokens.iter().map(|range| scene.parse.span(range.clone())).collect();
        let links: Vec<usize> = innermost.map(|index| self.chain(index)).unwrap_or_default();
        let links: Vec<&Frame> = links.into_iter().map(|index| &self.frames[index]).collect();
        let predicate = clause.predicate;
        let within = |span: Span| content.iter().any(|part| part.contains(span));
        let annotated = scene.annotated;
        Some(Claim {
            span: whole_span(scene, first, &content, &links),
            attribution: link::collapse(scene, links.iter().map(|frame| attribution(scene, frame)).collect()),
            negated: predicate.is_some_and(|verb| modality::is_negated(scene, verb)),
            modality: self.modality(scene, innermost, predicate, last),
            mentions: indices(&annotated.mentions, |mention| within(mention.span)),
            quantities: indices(&annotated.quantities, |quantity| {
                // The hedge of "police estimated 900" is the cue, and stands outside.
                let number = scene.parse.span(quantity.token..quantity.token + 1);
                within(Span { end: quantity.span.end.max(number.end), ..number })
            }),
            times: indices(&annotated.times, |time| within(time.span)),
            sentence: scene.sentence_index(first),
            content,
            predicate,
            by,
        })
    }

    /// How firmly the clause is put, its innermost attribution considered.
    fn modality(
        &self,
        scene: &Scene<'_>,
        innermost: Option<usize>,
        predicate: Option<usize>,
        end: usize,
    ) -> Modality {
        let own = predicate.map_or(Modality::Asserted, |verb| modality::of_clause(scene, verb, end));
        let frame = innermost.map(|index| &self.frames[index]);
        match frame {
            Some(frame) if own == Modality::Asserted && frame.by == rule::INTENDS_VERB => Modality::Future,
            // "It said on Monday that it would close the yard" is a plan told in the past.
            Some(frame)
                if own == Modality::Conditional
                    && frame.stance == Stance::Says
                    && predicate.is_some_and(|verb| !modality::is_under_condition(scene, verb)) =>
            {
                Modality::Future
            }
            _ => own,
        }
    }
}

const LENGTHS_OF_TIME: &[&str] = &["year", "month", "week", "day", "hour", "minute", "second", "decade"];

/// The stretches of `ranges` whose tokens are all as wanted, trimmed.
fn runs(scene: &Scene<'_>, ranges: &[Range<usize>], wanted: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in ranges.iter().cloned().flatten().filter(|&token| wanted(token)) {
        match runs.last_mut() {
            Some(last) if last.end == token => last.end += 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs.into_iter().map(|run| scene.trim(run)).filter(|run| scene.words(run.clone()) > 0).collect()
}

/// Whether the frame puts its content on somebody's word, so that a claim can be drawn from it.
fn asserts(frame: &Frame) -> bool {
    frame.asserts && !frame.content.is_empty()
}

/// How the outlet says a clause itself.
fn own_rule(scene: &Scene<'_>, clause: &Clause) -> &'static str {
    match clause.predicate {
        Some(verb) if modality::is_hedged_passive(scene, verb) => rule::HEDGED_PASSIVE,
        Some(verb) if modality::has_seeming_adverb(scene, verb) => rule::SEEMING_ADVERB,
        _ => rule::OWN_VOICE,
    }
}

/// "is confident", "is the claim": the cue behind a copula.
fn attribute_of(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    scene.parse.dependent(verb, &["acomp", "attr", "dobj"])
}

/// Content, source and cue together, as far as they stand in the paragraph of the content.
fn whole_span(scene: &Scene<'_>, first: usize, content: &[Span], links: &[&Frame]) -> Span {
    let paragraph = scene.paragraph(first);
    let mut span = content.iter().copied().reduce(Span::join).unwrap_or_default();
    for range in links.iter().flat_map(|frame| [&frame.source, &frame.cue]).flatten() {
        if scene.paragraph(range.start) == paragraph {
            span = span.join(scene.parse.span(range.clone()));
        }
    }
    span
}

fn attribution(scene: &Scene<'_>, frame: &Frame) -> Attribution {
    let span = |range: &Option<Range<usize>>| range.clone().map(|range| scene.parse.span(range));
    Attribution {
        source: span(&frame.source),
        source_mention: frame.source.as_ref().and_then(|range| mention_of(scene, range)),
        cue: span(&frame.cue),
        manner: manner(scene, &frame.content),
        stance: frame.stance,
    }
}

/// The mention that a source is: the one that holds its head, else the first within it.
fn mention_of(scene: &Scene<'_>, source: &Range<usize>) -> Option<usize> {
    let head = scene.parse.doc.span(source.clone()).root()?.index;
    let mentions = &scene.annotated.mentions;
    let within = |index: &usize| {
        let tokens = &mentions[*index].tokens;
        source.start <= tokens.start && tokens.end <= source.end
    };
    let candidates: Vec<usize> = (0..mentions.len()).filter(within).collect();
    let holds_head = |index: &&usize| mentions[**index].tokens.contains(&head);
    let best = candidates
        .iter()
        .filter(holds_head)
        .max_by_key(|index| (mentions[**index].form == MentionForm::Name, mentions[**index].tokens.len()));
    best.or(candidates.first()).copied()
}

fn manner(scene: &Scene<'_>, content: &[Range<usize>]) -> Manner {
    let words = || content.iter().cloned().flatten().filter(|&token| !scene.is_wordless(token));
    let quoted = words().filter(|&token| scene.quote_at(token).is_some()).count();
    match quoted {
        0 => Manner::Indirect,
        _ if quoted == words().count() => Manner::Direct,
        _ => Manner::Mixed,
    }
}

fn indices<T>(items: &[T], keep: impl Fn(&T) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| keep(item)).map(|(index, _)| index).collect()
}
