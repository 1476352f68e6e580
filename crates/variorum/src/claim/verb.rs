//! Frames whose cue is a verb.

use std::ops::Range;

use variorum_spacy::Pos;

use super::cue::{self, Cue};
use super::frame::{Candidate, Frame};
use super::scene::Scene;
use super::{Stance, clause, rule, source, speech, tail};
use crate::report::SectionKind;

/// The frames that verb `verb` could make, the best by the rules first.
pub(super) fn candidates(scene: &Scene<'_>, verb: usize) -> Vec<Candidate> {
    if !matches!(scene.parse.pos(verb), Pos::Verb | Pos::Aux) || is_bare_modifier(scene, verb) {
        return Vec::new();
    }
    let found = Found::look_up(scene, verb);
    let reported = [found.quoted_as(), found.quotation(), found.clause(), found.infinitive()];
    let loose = [found.spliced(), found.called_for(), found.below()];
    let tail = found.tail();
    let told = reported.iter().chain(&loose).chain([&tail]).any(Option::is_some);
    let clausal = reported.into_iter().chain([found.seeming(), found.complement()]).chain(loose);
    let nominal = found.prepositions().into_iter().map(Some).chain([found.object(), tail]);
    let mut candidates: Vec<Candidate> = clausal.chain(nominal).flatten().collect();
    // The rest of the sentence only where nothing tells the content better: beside the others it is always half right.
    if !told && !candidates.iter().any(|candidate| candidate.licensed) {
        candidates.extend(found.around());
    }
    candidates
}

/// A participle before its noun ("the accused man") or a bare auxiliary reports nothing.
fn is_bare_modifier(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(scene.parse.dep(verb), "amod" | "compound" | "aux" | "auxpass" | "prep" | "mark" | "case")
}

/// A verb at its place in the text, and what the lexicon knows of it.
struct Found<'s, 'a> {
    scene: &'s Scene<'a>,
    verb: usize,
    lemma: String,
    cue: Cue,
    passive: bool,
}

impl<'s, 'a> Found<'s, 'a> {
    fn look_up(scene: &'s Scene<'a>, verb: usize) -> Found<'s, 'a> {
        let parse = scene.parse;
        let lemma = parse.lemma(verb).to_lowercase();
        let particle = parse.dependent(verb, &["prt"]).map(|particle| parse.lemma(particle).to_lowercase());
        let with_particle = particle.and_then(|particle| cue::verb(&format!("{lemma}_{particle}")));
        let cue = with_particle.or_else(|| cue::verb(&lemma)).unwrap_or_default();
        Found { scene, verb, lemma, cue, passive: source::is_passive(scene, verb) }
    }

    fn make(
        &self,
        licensed: bool,
        source: Option<Range<usize>>,
        content: Vec<Range<usize>>,
        by: &'static str,
    ) -> Candidate {
        let first_content = content.iter().map(|range| range.start).filter(|&start| start > self.verb).min();
        let cue = verb_group(self.scene, self.verb, first_content, source.as_ref());
        let frame = Frame {
            source,
            cue: Some(cue),
            head: Some(self.verb),
            content,
            stance: self.cue.stance.unwrap_or(Stance::Says),
            asserts: by != rule::HEDGED_PASSIVE,
            by,
        };
        Candidate { frame, licensed }
    }

    /// Whoever speaks: the subject, in the passive the agent.
    fn speaker(&self) -> Option<Range<usize>> {
        let speaker = if self.passive {
            source::agent(self.scene, self.verb)
        } else {
            source::subject(self.scene, self.verb)
        };
        speaker.filter(|speaker| !source::is_event(self.scene, speaker))
    }

    /// "quoted her as saying that …", "was quoted as saying that …".
    fn quoted_as(&self) -> Option<Candidate> {
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
        let mut candidate = self.quotation().or_else(|| self.clause()).or_else(|| self.object())?;
        candidate.frame.source = speaker;
        candidate.frame.by = rule::QUOTED_AS;
        Some(candidate)
    }

    fn quotation(&self) -> Option<Candidate> {
        if self.passive || self.scene.quote_at(self.verb).is_some() {
            return None;
        }
        let source = self.speaker().or_else(|| self.inverted_speaker());
        let content = speech::quotations_beside(self.scene, self.verb, source.as_ref())?;
        Some(self.make(self.cue.clause, source, content, rule::SAYS_QUOTE))
    }

    /// "…," said the mayor: a subject that the parse takes for an object.
    fn inverted_speaker(&self) -> Option<Range<usize>> {
        let parse = self.scene.parse;
        let object = parse.dependent(self.verb, &["dobj", "attr", "oprd"])?;
        (object > self.verb && source::is_nominal(self.scene, object))
            .then(|| source::phrase(self.scene, object))
    }

    fn clause(&self) -> Option<Candidate> {
        let clause = self.clausal_dependent()?;
        let mut range = self.scene.parse.subtree(clause);
        if self.passive {
            let speaker = source::agent(self.scene, self.verb);
            return Some(self.make(self.cue.clause, speaker, vec![range], self.passive_rule()));
        }
        if clause > self.verb {
            return Some(self.make(self.cue.clause, self.speaker(), vec![range], rule::SAYS_VERB));
        }
        if self.speaker().is_none()
            && let Some(tail) = tail::find(self.scene, self.verb, self.cue.hearer)
        {
            return Some(self.make(self.cue.clause, Some(tail.source), vec![tail.content], rule::SAYS_TAIL));
        }
        let sentence = self.scene.sentence(self.verb);
        if self.scene.quote_at(range.start).is_none() {
            range.start = range.start.min(sentence.start);
        }
        let speaker = self.speaker();
        // "The toll climbs to 137, three days of mourning declared": a headline leaves out that somebody declares them.
        if self.is_headline()
            && speaker.as_ref().is_some_and(|speaker| !source::may_speak(self.scene, speaker))
        {
            return None;
        }
        let attribution = speaker.as_ref().map_or(self.verb, |speaker| speaker.start.min(self.verb));
        // The parse hangs the last adverbial of the content on the verb of saying: "It fell when they hit it, he said."
        range.end = range.end.max(attribution);
        Some(self.make(self.cue.clause, speaker, vec![range], rule::SAYS_TAIL))
    }

    fn is_headline(&self) -> bool {
        self.scene.section(self.verb) == Some(SectionKind::Headline)
    }

    fn clausal_dependent(&self) -> Option<usize> {
        let parse = self.scene.parse;
        let has_subject = |token: usize| parse.dependent(token, &["nsubj", "nsubjpass", "expl"]).is_some();
        let is_clause =
            |&token: &usize| parse.dep(token) == "ccomp" && (token > self.verb || has_subject(token));
        parse.dependents(self.verb).find(is_clause).or_else(|| {
            let hearer = parse.dependent(self.verb, &["dobj", "dative"]).filter(|_| self.cue.hearer)?;
            parse.dependents(hearer).find(|&token| {
                matches!(parse.dep(token), "acl" | "ccomp" | "relcl")
                    && parse.dependent(token, &["mark"]).is_some_and(|mark| parse.is(mark, "that"))
            })
        })
    }

    fn passive_rule(&self) -> &'static str {
        let agent = source::agent(self.scene, self.verb).is_some();
        if !agent && cue::hedges(&self.lemma) { rule::HEDGED_PASSIVE } else { rule::TOLD_PASSIVE }
    }

    fn infinitive(&self) -> Option<Candidate> {
        let parse = self.scene.parse;
        let infinitive = parse.dependents(self.verb).find(|&token| {
            token > self.verb
                && matches!(parse.dep(token), "xcomp" | "ccomp")
                && is_infinitive(self.scene, token)
        })?;
        if governs_cue(self.scene, self.verb, infinitive) {
            return None;
        }
        let range = parse.subtree(infinitive);
        if self.passive {
            let subject = parse.dependent(self.verb, &["nsubjpass", "nsubj"]);
            let subject = subject.map(|token| source::phrase(self.scene, token));
            let content = subject.into_iter().chain([range]).collect();
            let licensed = self.cue.clause || self.cue.infinitive;
            return Some(self.make(
                licensed,
                source::agent(self.scene, self.verb),
                content,
                self.passive_rule(),
            ));
        }
        let object = parse.dependent(self.verb, &["dobj"]);
        let object =
            object.filter(|&object| (self.verb..range.start).contains(&object) && !tells(&self.lemma));
        let start = object.map_or(range.start, |object| parse.subtree(object).start.max(self.verb + 1));
        let content = start..range.end;
        Some(self.make(self.cue.infinitive, self.speaker(), Vec::from([content]), rule::INTENDS_VERB))
    }

    fn complement(&self) -> Option<Candidate> {
        let parse = self.scene.parse;
        let name = parse.dependents(self.verb).find(|&token| {
            token > self.verb
                && parse.dependent(token, &["mark"]).is_none()
                && (matches!(parse.dep(token), "oprd" | "ccomp" | "xcomp" | "acomp")
                    || (parse.dep(token) == "prep" && parse.is(token, "as")))
        })?;
        let named: &[&str] = if self.passive { &["nsubjpass", "nsubj"] } else { &["dobj"] };
        let thing = parse.dependent(self.verb, named);
        let content = [thing, Some(name)].into_iter().flatten().map(|token| parse.subtree(token)).collect();
        Some(self.make(self.cue.complement, self.speaker(), content, rule::CALLED_AS))
    }

    /// "The dam seems to hold", "it appears that the dam holds": what seems so to nobody in particular.
    fn seeming(&self) -> Option<Candidate> {
        if self.passive || !matches!(self.lemma.as_str(), "seem" | "appear") {
            return None;
        }
        let parse = self.scene.parse;
        let seems = parse.dependents(self.verb).find(|&token| {
            let like = parse.dep(token) == "prep" && parse.is(token, "like");
            token > self.verb && (like || matches!(parse.dep(token), "xcomp" | "ccomp" | "oprd" | "acomp"))
        })?;
        let subject = parse.dependent(self.verb, &["nsubj"]).filter(|_| parse.dep(seems) != "ccomp");
        let subject = subject.map(|token| source::phrase(self.scene, token));
        let content = subject.into_iter().chain([parse.subtree(seems)]).collect();
        let mut candidate = self.make(false, None, content, rule::SEEMS_VERB);
        candidate.frame.stance = Stance::Believes;
        candidate.frame.asserts = false;
        Some(candidate)
    }

    fn prepositions(&self) -> Vec<Candidate> {
        let parse = self.scene.parse;
        let after = |&token: &usize| token > self.verb && matches!(parse.dep(token), "prep" | "prt");
        parse.dependents(self.verb).filter(after).filter_map(|token| self.preposition(token)).collect()
    }

    /// "called for the dam to be mended": the parse makes an adverbial clause of it, with "for" as its mark.
    fn called_for(&self) -> Option<Candidate> {
        let parse = self.scene.parse;
        let mark = |clause: usize| parse.dependent(clause, &["mark"]).filter(|&mark| parse.is(mark, "for"));
        let mut clauses = parse.dependents(self.verb).filter(|&token| parse.dep(token) == "advcl");
        let (clause, mark) = clauses.find_map(|clause| Some((clause, mark(clause)?)))?;
        if mark < self.verb || !is_infinitive(self.scene, clause) {
            return None;
        }
        let known = cue::verb(&format!("{}_for", self.lemma))?;
        let content = mark + 1..parse.subtree(clause).end;
        let mut candidate = self.make(true, self.speaker(), vec![content], rule::SPOKEN_OF);
        let frame = &mut candidate.frame;
        if let Some(words) = frame.cue.as_mut().filter(|words| words.end == mark) {
            words.end = mark + 1;
        }
        frame.stance = known.stance.unwrap_or(frame.stance);
        frame.asserts = frame.stance == Stance::Demands;
        Some(candidate)
    }

    fn preposition(&self, preposition: usize) -> Option<Candidate> {
        let parse = self.scene.parse;
        let object = parse.dependent(preposition, &["pobj", "pcomp"]);
        let object = object.or_else(|| parse.dependent(self.verb, &["dobj"]))?;
        let content = parse.subtree(object);
        let known = cue::verb(&format!("{}_{}", self.lemma, parse.lemma(preposition)));
        let mut candidate =
            self.make(known.is_some(), self.speaker(), vec![content.clone()], rule::SPOKEN_OF);
        let frame = &mut candidate.frame;
        if let Some(words) = &mut frame.cue
            && preposition == words.end
            && preposition < content.start
        {
            words.end = preposition + 1;
        }
        frame.stance = known.and_then(|cue| cue.stance).unwrap_or(frame.stance);
        frame.asserts = known.is_some() && frame.stance == Stance::Demands;
        Some(candidate)
    }

    fn object(&self) -> Option<Candidate> {
        let parse = self.scene.parse;
        let labels: &[&str] = if self.passive { &["nsubjpass"] } else { &["dobj"] };
        let object = parse.dependent(self.verb, labels)?;
        let speaker = self.speaker();
        let licensed = (self.cue.named || self.cue.topic) && !(self.passive && speaker.is_none());
        let by = if self.cue.named { rule::NAMED_CONTENT } else { rule::SPOKEN_OF };
        let mut candidate = self.make(licensed, speaker, vec![parse.subtree(object)], by);
        // Whom somebody questions, cites or praises is not what they say.
        candidate.frame.asserts = self.cue.named
            && source::is_nominal(self.scene, object)
            && parse.pos(object) != Pos::Pron
            && !source::is_person(self.scene, object);
        Some(candidate)
    }

    /// "The dam broke, the head of the service told the Ledger": read as two main clauses.
    fn spliced(&self) -> Option<Candidate> {
        if self.passive || !self.cue.clause || self.clausal_dependent().is_some() {
            return None;
        }
        let tail = tail::find(self.scene, self.verb, self.cue.hearer)?;
        Some(self.make(true, Some(tail.source), vec![tail.content], rule::SAYS_TAIL))
    }

    /// "She said:" at the end of a paragraph.
    fn below(&self) -> Option<Candidate> {
        let says = self.cue.clause && !self.passive && self.clausal_dependent().is_none();
        if !says || self.scene.last_word_or_mark(self.verb) != Some(":") {
            return None;
        }
        let paragraph = self.scene.paragraph_after(self.verb)?;
        Some(self.make(true, Some(self.speaker()?), vec![paragraph], rule::SAYS_BELOW))
    }

    /// "The plan she said would, in her view, fail.": for the model alone, where the parse does not tell the content.
    fn around(&self) -> Option<Candidate> {
        if self.passive || !self.cue.clause {
            return None;
        }
        let source = self.speaker().or_else(|| self.inverted_speaker())?;
        if self.is_headline() && !source::may_speak(self.scene, &source) {
            return None;
        }
        let attribution = source.start.min(self.verb)..source.end.max(self.verb + 1);
        let content = super::frame::without(self.scene.sentence(self.verb), &attribution);
        let mut candidate = self.make(false, Some(source), content, rule::SAYS_AROUND);
        let mut words = candidate.frame.content.iter().cloned().flatten();
        let says =
            words.any(|word| clause::is_predicate(self.scene, word) || self.scene.quote_at(word).is_some());
        // "Nobody told the ministry": a hearer alone is nothing said.
        candidate.frame.asserts = says;
        Some(candidate)
    }

    /// "The plan, she said, would fail.", "As she said, the plan failed."
    fn tail(&self) -> Option<Candidate> {
        let parse = self.scene.parse;
        let head = parse.head(self.verb);
        if head == self.verb || self.passive {
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
        let content = super::frame::without(parse.subtree(head), &own);
        let source = source::phrase(self.scene, subject);
        Some(self.make(self.cue.clause, Some(source), content, rule::SAYS_TAIL))
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

/// Verbs and adjectives that only colour the cue that hangs on them: "began to doubt", "was able to show".
const COLOURING: &str = "seem appear begin continue start try attempt manage refuse decline tend hesitate resist avoid \
    help come go proceed fail stop keep get choose dare bother able unable quick";

/// Whether `governor` only colours the cue `verb`.
fn governs_cue(scene: &Scene<'_>, governor: usize, verb: usize) -> bool {
    let lemma = scene.parse.lemma(governor).to_lowercase();
    let colours = COLOURING.split_whitespace().any(|word| word == lemma);
    colours && cue::verb(&scene.parse.lemma(verb).to_lowercase()).is_some()
}

/// The verb that carries subject and auxiliaries of the cue `verb`: itself, or a verb that only colours it.
fn outer_verb(scene: &Scene<'_>, verb: usize) -> usize {
    let parse = scene.parse;
    let mut outer = verb;
    for _ in 0..3 {
        let head = parse.head(outer);
        if head >= outer || parse.dep(outer) != "xcomp" || !governs_cue(scene, head, verb) {
            break;
        }
        outer = if parse.dep(head) == "acomp" { parse.head(head).min(head) } else { head };
    }
    outer
}

/// The verb with its auxiliaries, negation and adverbs, and what belongs to it before the content.
pub(super) fn verb_group(
    scene: &Scene<'_>,
    verb: usize,
    content: Option<usize>,
    source: Option<&Range<usize>>,
) -> Range<usize> {
    let in_source = |token: usize| source.is_some_and(|source| source.contains(&token));
    let outer = outer_verb(scene, verb);
    let outer = if (outer..verb).any(in_source) { verb } else { outer };
    let mut start = outer;
    while start > 0 && !in_source(start - 1) && is_left_part(scene, outer, start - 1) {
        start -= 1;
    }
    start..right_end(scene, verb, content.unwrap_or(scene.parse.len()), in_source)
}

/// Whether `token` is, or stands in, an auxiliary, a negation or an adverb of `verb`.
fn is_left_part(scene: &Scene<'_>, verb: usize, token: usize) -> bool {
    let parse = scene.parse;
    if scene.is_wordless(token) || scene.quote_at(token) != scene.quote_at(verb) {
        return false;
    }
    let mut part = token;
    for _ in 0..4 {
        if parse.head(part) == verb {
            break;
        }
        part = parse.head(part);
    }
    parse.head(part) == verb
        && matches!(parse.dep(part), "aux" | "auxpass" | "neg" | "advmod" | "npadvmod")
        && !matches!(parse.tag(part), "WRB" | "WP" | "WDT")
}

/// One past the particles, negations, days and media ("in a statement") that follow the verb, and a colon.
fn right_end(scene: &Scene<'_>, verb: usize, limit: usize, in_source: impl Fn(usize) -> bool) -> usize {
    let parse = scene.parse;
    let mut end = verb + 1;
    while end < limit && !in_source(end) {
        let next = parse.dependents(verb).find(|&token| parse.subtree(token).start == end);
        let Some(next) = next else { break };
        let belongs = match parse.dep(next) {
            "prt" | "neg" => true,
            "npadvmod" => parse.subtree(next).end == limit && parse.subtree(next).len() <= 2,
            "prep" => is_medium(scene, next),
            _ => false,
        };
        let part = parse.subtree(next);
        if !belongs || part.end > limit || part.clone().any(&in_source) {
            break;
        }
        end = part.end;
    }
    if end < parse.len() && parse.text(end) == ":" && end + 1 >= limit { end + 1 } else { end }
}

/// "in a statement", "during an interview".
fn is_medium(scene: &Scene<'_>, preposition: usize) -> bool {
    let parse = scene.parse;
    let object = parse.dependent(preposition, &["pobj"]);
    matches!(parse.lemma(preposition), "in" | "during" | "on" | "at" | "via" | "by")
        && parse.subtree(preposition).len() <= 8
        && object.is_some_and(|object| {
            matches!(
                parse.lemma(object).to_lowercase().as_str(),
                "statement"
                    | "interview"
                    | "email"
                    | "e-mail"
                    | "letter"
                    | "speech"
                    | "tweet"
                    | "post"
                    | "memo"
                    | "release"
                    | "briefing"
                    | "conference"
                    | "article"
                    | "message"
                    | "twitter"
                    | "facebook"
                    | "testimony"
                    | "address"
                    | "detail"
                    | "filing"
                    | "blog"
                    | "video"
                    | "report"
                    | "essay"
                    | "column"
            )
        })
}
