//! Frames whose cue is a verb.

use std::ops::Range;

use variorum_spacy::Pos;

use super::cue::{self, Cue};
use super::frame::Frame;
use super::scene::Scene;
use super::{Stance, rule, source, speech};

/// The frame of verb `verb`, where it is a cue and has content.
pub(super) fn frame(scene: &Scene<'_>, verb: usize) -> Option<Frame> {
    let parse = scene.parse;
    if !matches!(parse.pos(verb), Pos::Verb | Pos::Aux) || is_bare_modifier(scene, verb) {
        return None;
    }
    let found = Found::look_up(scene, verb)?;
    let mut frame = found
        .quoted_as()
        .or_else(|| found.quotation())
        .or_else(|| found.clause())
        .or_else(|| found.infinitive())
        .or_else(|| found.complement())
        .or_else(|| found.preposition())
        .or_else(|| found.object())
        .or_else(|| found.tail())?;
    frame.asserts &= frame.by != rule::HEDGED_PASSIVE;
    frame.settle(scene);
    (!frame.content.is_empty()).then_some(frame)
}

/// A participle before its noun ("the accused man") or a bare auxiliary reports nothing.
fn is_bare_modifier(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(scene.parse.dep(verb), "amod" | "compound" | "aux" | "auxpass" | "prep" | "mark" | "case")
}

/// A verb of the lexicon at its place in the text.
struct Found<'s, 'a> {
    scene: &'s Scene<'a>,
    verb: usize,
    cue: Cue,
    passive: bool,
}

impl<'s, 'a> Found<'s, 'a> {
    fn look_up(scene: &'s Scene<'a>, verb: usize) -> Option<Found<'s, 'a>> {
        let parse = scene.parse;
        let lemma = parse.lemma(verb).to_lowercase();
        let particle = parse.dependent(verb, &["prt"]).map(|particle| parse.lemma(particle).to_lowercase());
        let with_particle = particle.and_then(|particle| cue::verb(&format!("{lemma}_{particle}")));
        let cue = with_particle.or_else(|| cue::verb(&lemma)).or_else(|| {
            let mut prepositions = parse.dependents(verb).filter(|&prep| parse.dep(prep) == "prep");
            prepositions.find_map(|prep| cue::verb(&format!("{lemma}_{}", parse.lemma(prep))))
        })?;
        Some(Found { scene, verb, cue, passive: source::is_passive(scene, verb) })
    }

    fn make(&self, source: Option<Range<usize>>, content: Vec<Range<usize>>, by: &'static str) -> Frame {
        let stance = self.cue.stance.unwrap_or(Stance::Says);
        let first_content = content.iter().map(|range| range.start).filter(|&start| start > self.verb).min();
        let cue = verb_group(self.scene, self.verb, first_content, source.as_ref());
        Frame { source, cue: Some(cue), head: Some(self.verb), content, stance, asserts: true, by }
    }

    /// Whoever speaks: the subject, in the passive the agent.
    fn speaker(&self) -> Option<Range<usize>> {
        if self.passive {
            source::agent(self.scene, self.verb)
        } else {
            source::subject(self.scene, self.verb)
        }
    }

    /// "quoted her as saying that …", "was quoted as saying that …".
    fn quoted_as(&self) -> Option<Frame> {
        let parse = self.scene.parse;
        let preposition = parse.head(self.verb);
        if parse.dep(self.verb) != "pcomp" || !parse.is(preposition, "as") {
            return None;
        }
        let quoting = parse.head(preposition);
        if !matches!(parse.lemma(quoting), "quote" | "cite" | "report" | "record") {
            return None;
        }
        let labels: &[&str] =
            if source::is_passive(self.scene, quoting) { &["nsubjpass", "nsubj"] } else { &["dobj"] };
        let speaker = parse.dependent(quoting, labels).map(|token| source::phrase(self.scene, token));
        let mut frame = self.quotation().or_else(|| self.clause()).or_else(|| self.object())?;
        frame.source = speaker;
        frame.by = rule::QUOTED_AS;
        Some(frame)
    }

    fn quotation(&self) -> Option<Frame> {
        if !self.cue.clause || self.passive || self.scene.quote_at(self.verb).is_some() {
            return None;
        }
        let source = self.speaker().or_else(|| self.inverted_speaker());
        let content = speech::quotations_beside(self.scene, self.verb, source.as_ref())?;
        Some(self.make(source, content, rule::SAYS_QUOTE))
    }

    /// "…," said the mayor: a subject that the parse takes for an object.
    fn inverted_speaker(&self) -> Option<Range<usize>> {
        let parse = self.scene.parse;
        let object = parse.dependent(self.verb, &["dobj", "attr", "oprd"])?;
        (object > self.verb && source::is_nominal(self.scene, object))
            .then(|| source::phrase(self.scene, object))
    }

    fn clause(&self) -> Option<Frame> {
        if !self.cue.clause {
            return None;
        }
        let clause = self.clausal_dependent()?;
        let range = self.scene.parse.subtree(clause);
        if self.passive {
            let by = self.passive_rule();
            return Some(self.make(source::agent(self.scene, self.verb), vec![range], by));
        }
        let by = if clause < self.verb { rule::SAYS_TAIL } else { rule::SAYS_VERB };
        Some(self.make(self.speaker(), vec![range], by))
    }

    fn clausal_dependent(&self) -> Option<usize> {
        let parse = self.scene.parse;
        let is_clause = |&token: &usize| {
            parse.dep(token) == "ccomp"
                && (token > self.verb || parse.dependent(token, &["nsubj", "nsubjpass", "expl"]).is_some())
        };
        let own = parse.dependents(self.verb).find(is_clause);
        own.or_else(|| {
            let object = parse.dependent(self.verb, &["dobj", "dative"])?;
            let is_that = |&token: &usize| {
                matches!(parse.dep(token), "acl" | "ccomp" | "relcl")
                    && self.cue.hearer
                    && parse.dependent(token, &["mark"]).is_some_and(|mark| parse.is(mark, "that"))
            };
            parse.dependents(object).find(is_that)
        })
    }

    fn passive_rule(&self) -> &'static str {
        let agent = source::agent(self.scene, self.verb).is_some();
        if !agent && cue::hedges(self.scene.parse.lemma(self.verb)) {
            rule::HEDGED_PASSIVE
        } else {
            rule::TOLD_PASSIVE
        }
    }

    fn infinitive(&self) -> Option<Frame> {
        let parse = self.scene.parse;
        let infinitive = parse.dependents(self.verb).find(|&token| {
            token > self.verb
                && matches!(parse.dep(token), "xcomp" | "ccomp")
                && is_infinitive(self.scene, token)
        })?;
        let range = parse.subtree(infinitive);
        if self.passive {
            if !self.cue.clause && !self.cue.infinitive {
                return None;
            }
            let subject = parse.dependent(self.verb, &["nsubjpass", "nsubj"]);
            let mut content: Vec<Range<usize>> =
                subject.map(|token| source::phrase(self.scene, token)).into_iter().collect();
            content.push(range);
            return Some(self.make(source::agent(self.scene, self.verb), content, self.passive_rule()));
        }
        if !self.cue.infinitive {
            return None;
        }
        let object = parse
            .dependent(self.verb, &["dobj"])
            .filter(|&object| (self.verb..range.start).contains(&object));
        let start = match object.filter(|_| !tells(parse.lemma(self.verb))) {
            Some(object) => parse.subtree(object).start.max(self.verb + 1),
            None => range.start,
        };
        Some(self.make(self.speaker(), vec![start..range.end], rule::INTENDS_VERB))
    }

    fn complement(&self) -> Option<Frame> {
        if !self.cue.complement {
            return None;
        }
        let parse = self.scene.parse;
        let name = parse.dependents(self.verb).find(|&token| {
            token > self.verb
                && (matches!(parse.dep(token), "oprd" | "ccomp" | "xcomp" | "acomp")
                    || (parse.dep(token) == "prep" && parse.is(token, "as")))
        })?;
        let named: &[&str] = if self.passive { &["nsubjpass", "nsubj"] } else { &["dobj"] };
        let thing = parse.dependent(self.verb, named);
        let content = [thing, Some(name)].into_iter().flatten().map(|token| parse.subtree(token)).collect();
        Some(self.make(self.speaker(), content, rule::CALLED_AS))
    }

    fn preposition(&self) -> Option<Frame> {
        let parse = self.scene.parse;
        let lemma = parse.lemma(self.verb).to_lowercase();
        let (preposition, cue) = parse.dependents(self.verb).find_map(|token| {
            let is_preposition = token > self.verb && matches!(parse.dep(token), "prep" | "prt");
            let cue = cue::verb(&format!("{lemma}_{}", parse.lemma(token))).filter(|_| is_preposition)?;
            Some((token, cue))
        })?;
        let object = parse
            .dependent(preposition, &["pobj", "pcomp"])
            .or_else(|| parse.dependent(self.verb, &["dobj"]))?;
        let mut frame = self.make(self.speaker(), vec![parse.subtree(object)], rule::SPOKEN_OF);
        if let Some(words) = &mut frame.cue
            && preposition < parse.subtree(object).start
        {
            words.end = words.end.max(preposition + 1);
        }
        frame.stance = cue.stance.unwrap_or(frame.stance);
        frame.asserts = frame.stance == Stance::Demands;
        Some(frame)
    }

    fn object(&self) -> Option<Frame> {
        if !(self.cue.named || self.cue.topic) {
            return None;
        }
        let parse = self.scene.parse;
        let labels: &[&str] = if self.passive { &["nsubjpass"] } else { &["dobj"] };
        let object = parse.dependent(self.verb, labels)?;
        let speaker = self.speaker();
        if self.passive && speaker.is_none() {
            return None;
        }
        let by = if self.cue.named { rule::NAMED_CONTENT } else { rule::SPOKEN_OF };
        let mut frame = self.make(speaker, vec![parse.subtree(object)], by);
        frame.asserts =
            self.cue.named && source::is_nominal(self.scene, object) && parse.pos(object) != Pos::Pron;
        Some(frame)
    }

    /// "The plan, she said, would fail.", "As she said, the plan failed."
    fn tail(&self) -> Option<Frame> {
        let parse = self.scene.parse;
        let head = parse.head(self.verb);
        if !self.cue.clause || head == self.verb || self.passive {
            return None;
        }
        if !matches!(parse.dep(self.verb), "parataxis" | "ccomp" | "advcl" | "dep" | "relcl") {
            return None;
        }
        let own = parse.subtree(self.verb);
        let as_clause = parse.dependent(self.verb, &["mark"]).is_some_and(|mark| parse.is(mark, "as"));
        let comma_before = own.start > 0 && parse.text(own.start - 1) == "," || parse.text(own.start) == ",";
        let comma_after = own.end < parse.len() && parse.text(own.end) == ",";
        let subject = parse.dependent(self.verb, &["nsubj"])?;
        let set_off = (comma_before || comma_after) && self.scene.words(own.clone()) <= 12;
        if !(as_clause || set_off) || parse.dependent(self.verb, &["dobj"]).is_some() {
            return None;
        }
        let mut frame = self.make(Some(source::phrase(self.scene, subject)), Vec::new(), rule::SAYS_TAIL);
        frame.content = super::frame::without(parse.subtree(head), &own);
        Some(frame)
    }
}

/// Verbs whose hearer is no part of the content.
fn tells(lemma: &str) -> bool {
    matches!(lemma, "tell" | "remind" | "assure" | "inform" | "warn" | "notify" | "ask")
}

fn is_infinitive(scene: &Scene<'_>, verb: usize) -> bool {
    let parse = scene.parse;
    parse.tag(verb) == "VBG"
        || parse.dependents(verb).any(|token| parse.dep(token) == "aux" && parse.is(token, "to"))
}

/// The verb with its auxiliaries, negation and adverbs, and what stands between it and the content.
pub(super) fn verb_group(
    scene: &Scene<'_>,
    verb: usize,
    content: Option<usize>,
    source: Option<&Range<usize>>,
) -> Range<usize> {
    let parse = scene.parse;
    let mut start = verb;
    while start > 0 {
        let token = start - 1;
        let belongs = parse.head(token) == verb
            && matches!(parse.dep(token), "aux" | "auxpass" | "neg" | "advmod")
            && !scene.is_wordless(token)
            && scene.quote_at(token) == scene.quote_at(verb);
        if !belongs || matches!(parse.tag(token), "WRB" | "WP" | "WDT") {
            break;
        }
        start = token;
    }
    let mut end = verb + 1;
    let limit = content.unwrap_or(parse.len());
    while end < limit && !source.is_some_and(|source| source.contains(&end)) {
        let belongs = parse.head(end) == verb && matches!(parse.dep(end), "prt" | "neg");
        if !belongs {
            break;
        }
        end += 1;
    }
    start..end
}
