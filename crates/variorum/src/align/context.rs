//! What is known of every claim before claims are compared: its terms, roles, days and places, and how rare each
//! term is within the story.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::{Pos, Token};

use super::clause::{Clause, clauses};
use super::{Story, independence, lexicon};
use crate::annotate::{Annotated, EntityKind, MentionForm, Time, TimeKind};
use crate::claim::{Claim, Modality, Stance};
use crate::days::Days;
use crate::derive::{DerivationKind, Outlets, outlet_key};
use crate::resolve::OriginKind;
use crate::text::Span;

/// A claim by report and index within the report.
pub type ClaimId = (usize, usize);

/// A story with the features of its claims.
pub struct Context<'a> {
    /// The story.
    pub story: &'a Story<'a>,
    /// What each report is called in sentences for the reader.
    pub names: Vec<String>,
    /// For each report, its outlet as a number, where it has one.
    pub outlets: Vec<Option<usize>>,
    /// For each report, the origin that its outlet is.
    outlet_origins: Vec<Option<usize>>,
    /// For each report, the reports that it puts in other words.
    rewritten: Vec<BTreeSet<usize>>,
    /// For each report, the group of copies it belongs to.
    pub groups: Vec<usize>,
    /// For each report and claim, what it speaks of.
    pub features: Vec<Vec<Features>>,
    /// For each report, the terms of the claims with which it opens.
    pub openings: Vec<Vec<usize>>,
    /// How rare each term is among the claims: the natural logarithm of its inverse frequency.
    pub rarity: Vec<f64>,
    /// Which terms are numbers.
    pub is_number: Vec<bool>,
    /// Which terms are entities.
    pub is_entity: Vec<bool>,
    terms: BTreeMap<String, usize>,
}

/// How many sentences open a report: the headline, the standfirst and the first paragraph tell what it is about.
pub const OPENING: usize = 5;

/// What a claim speaks of.
#[derive(Debug, Clone, Default)]
pub struct Features {
    /// Content words, names as their entities, predicates as their classes, without times; each once, in order of
    /// their number.
    pub terms: Vec<usize>,
    /// The class of the main predicate.
    pub predicate: Option<usize>,
    /// Terms of whoever acts.
    pub subject: Vec<usize>,
    /// Terms of whatever is acted on.
    pub object: Vec<usize>,
    /// Stretches of days named in the content.
    pub days: Vec<Days>,
    /// Entities of kind place in the content.
    pub places: BTreeSet<usize>,
    /// Kinds of event named in the content.
    pub events: BTreeSet<&'static str>,
    /// Whether the content is put as untrue: negated or denied, but not both.
    pub denied: bool,
    /// The indices of the content's tokens.
    pub tokens: Vec<usize>,
    /// What each verb of the content tells.
    pub clauses: Vec<Told>,
}

/// What one clause of a content tells.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The verb, as an index into the document.
    pub verb: usize,
    /// Heads of the participants, as indices into the document.
    pub participants: Vec<usize>,
    /// The class of the verb.
    pub predicate: usize,
    /// Terms of whoever acts.
    pub subject: Vec<usize>,
    /// Terms of whatever is acted on.
    pub object: Vec<usize>,
    /// All of its terms.
    pub terms: Vec<usize>,
    /// Its own words, as indices into the document, in order.
    pub tokens: Vec<usize>,
    /// Whether it is put as untrue.
    pub negated: bool,
}

impl<'a> Context<'a> {
    /// Reads the features of all claims.
    pub fn new(story: &'a Story<'a>) -> Context<'a> {
        let mut context = Context {
            story,
            names: names(story.reports),
            outlets: outlets(story.reports),
            outlet_origins: outlet_origins(story),
            rewritten: rewritten(story),
            groups: independence::groups(story.reports.len(), story.derivations),
            features: Vec::with_capacity(story.reports.len()),
            openings: Vec::new(),
            rarity: Vec::new(),
            is_number: Vec::new(),
            is_entity: Vec::new(),
            terms: BTreeMap::new(),
        };
        for report in 0..story.reports.len() {
            let features =
                (0..story.claims[report].len()).map(|claim| context.read((report, claim))).collect();
            context.features.push(features);
        }
        context.rarity = context.rarities();
        context.openings = (0..story.reports.len()).map(|report| context.opening(report)).collect();
        context.is_number = context.terms_marked(NUMBER);
        context.is_entity = context.terms_marked(ENTITY);
        context
    }

    /// The report of a claim.
    pub fn report(&self, claim: ClaimId) -> &'a Annotated {
        &self.story.reports[claim.0]
    }

    /// The claim itself.
    pub fn claim(&self, claim: ClaimId) -> &'a Claim {
        &self.story.claims[claim.0][claim.1]
    }

    /// What the claim speaks of.
    pub fn features(&self, claim: ClaimId) -> &Features {
        &self.features[claim.0][claim.1]
    }

    /// The origin that a claim rests on.
    pub fn origin(&self, claim: ClaimId) -> Option<usize> {
        self.story.origins.of_claim.get(claim.0)?.get(claim.1).copied()
    }

    /// The origins that claims of one reading rest on, each once, in order. Where a report gives the reading on
    /// somebody's word, its headline and its own voice beside that are the same word again.
    ///
    /// The word of an outlet whose own report gives the reading too ("The Ledger wrote") rests on whatever that report
    /// rests on.
    pub fn origins(&self, claims: &[ClaimId]) -> Vec<usize> {
        let attributed = |claim: &ClaimId| !self.claim(*claim).attribution.is_empty();
        let on_word: BTreeSet<usize> =
            claims.iter().filter(|claim| attributed(claim)).map(|claim| claim.0).collect();
        let told: BTreeSet<usize> = claims.iter().map(|claim| claim.0).collect();
        let counting = claims.iter().filter(|claim| {
            attributed(claim) || !on_word.contains(&claim.0) && !self.rewrites_one_of(claim.0, &told)
        });
        let counted: Vec<(usize, usize)> =
            counting.filter_map(|&claim| Some((claim.0, self.origin(claim)?))).collect();
        let mut at_hand: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &(report, origin) in &counted {
            if let Some(outlet) = self.outlet_origins[report] {
                at_hand.entry(outlet).or_default().insert(origin);
            }
        }
        let rests_on_more = |&&(report, origin): &&(usize, usize)| {
            self.outlet_origins[report] != Some(origin)
                && at_hand.get(&origin).is_some_and(|origins| !origins.contains(&origin))
        };
        let origins: BTreeSet<usize> =
            counted.iter().filter(|told| !rests_on_more(told)).map(|told| told.1).collect();
        origins.into_iter().collect()
    }

    /// Whether the report puts one of these reports in other words: what it tells in its own voice, and the other tells
    /// too, is the other's. Of reports that put each other in other words the least is nobody's.
    fn rewrites_one_of(&self, report: usize, others: &BTreeSet<usize>) -> bool {
        let drawn_on = |report: usize| self.drawn_on(report, others);
        drawn_on(report).into_iter().any(|other| other < report || !drawn_on(other).contains(&report))
    }

    /// Those of these reports whose words the report has, at first hand or through others of them.
    fn drawn_on(&self, report: usize, others: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = vec![report];
        while let Some(next) = open.pop() {
            open.extend(self.rewritten[next].intersection(others).filter(|other| found.insert(**other)));
        }
        found.remove(&report);
        found
    }

    /// The smallest claim of the report of those that hold something.
    pub fn smallest_claim(&self, report: usize, holds: impl Fn(&Claim) -> bool) -> Option<ClaimId> {
        let claims = &self.story.claims[report];
        let size = |claim: &usize| claims[*claim].content.iter().map(|part| part.len()).sum::<usize>();
        let holders = (0..claims.len()).filter(|&claim| holds(&claims[claim]));
        holders.min_by_key(size).map(|claim| (report, claim))
    }

    /// The entity that a mention stands for.
    pub fn entity(&self, report: usize, mention: usize) -> Option<usize> {
        *self.story.entities.of_mention.get(report)?.get(mention)?
    }

    /// Whether the content is put as something that is or was so.
    pub fn is_told_as_fact(&self, claim: ClaimId) -> bool {
        matches!(self.claim(claim).modality, Modality::Asserted | Modality::Hedged)
    }

    /// The same, or as planned.
    pub fn is_told_as_sure(&self, claim: ClaimId) -> bool {
        self.is_told_as_fact(claim) || self.claim(claim).modality == Modality::Future
    }

    /// The cosine of two claims' terms, each weighed by its rarity.
    pub fn likeness(&self, a: &[usize], b: &[usize]) -> f64 {
        let weight = |term: &usize| self.rarity[*term] * self.rarity[*term];
        let sum = |terms: &[usize]| terms.iter().map(weight).sum::<f64>();
        let shared: f64 = shared(a, b).map(|term| weight(&term)).sum();
        let product = sum(a) * sum(b);
        if product > 0.0 { shared / product.sqrt() } else { 0.0 }
    }

    fn read(&mut self, id: ClaimId) -> Features {
        let (report, claim) = (self.report(id), self.claim(id));
        let tokens = content_tokens(report, claim);
        let entities = self.entity_of_tokens(id.0, claim);
        let mut features = Features { tokens, ..Features::default() };
        let times: Vec<Span> =
            claim.times.iter().filter_map(|&time| report.times.get(time)).map(|time| time.span).collect();
        for index in features.tokens.clone() {
            let token = report.doc.token(index);
            if times.iter().any(|time| time.overlaps(token.bytes().into())) {
                continue;
            }
            if let Some(term) = self.term_of(token, &entities) {
                features.terms.push(term);
            }
            features.events.extend(event_of(token));
        }
        features.terms.sort_unstable();
        features.terms.dedup();
        if let Some(predicate) = claim.predicate.filter(|&index| index < report.doc.len()) {
            let token = report.doc.token(predicate);
            features.predicate = self.class_of(token, &entities);
            features.subject = self.role(token, SUBJECT, &entities);
            features.object = self.role(token, OBJECT, &entities);
        }
        let told = clauses(report, &features.tokens);
        features.clauses =
            told.into_iter().filter_map(|clause| self.told(report, clause, &times, &entities)).collect();
        features.days = days(report, claim, |_| true);
        features.places = self.places(id.0, claim);
        features.denied = claim.negated != is_denied(report, claim);
        features
    }

    /// The class of a verb, where it says by itself what happens.
    fn class_of(&mut self, verb: Token<'_>, entities: &BTreeMap<usize, usize>) -> Option<usize> {
        if let Some(class) = with_particle(verb) {
            return Some(self.intern(lexicon::predicate(class).to_owned()));
        }
        let is_light = LIGHT_VERBS.contains(&verb.lemma().to_lowercase().as_str());
        self.term_of(verb, entities).filter(|_| !is_light)
    }

    fn told(
        &mut self,
        report: &Annotated,
        clause: Clause,
        times: &[Span],
        entities: &BTreeMap<usize, usize>,
    ) -> Option<Told> {
        let predicate = self.class_of(report.doc.token(clause.verb), entities)?;
        let mut of_heads = |heads: &[usize]| {
            let mut terms: Vec<usize> =
                heads.iter().flat_map(|&head| self.terms_of_head(report.doc.token(head), entities)).collect();
            terms.sort_unstable();
            terms.dedup();
            terms
        };
        let (subject, object) = (of_heads(&clause.subjects), of_heads(&clause.objects));
        let timed = |index: &usize| {
            let bytes = Span::from(report.doc.token(*index).bytes());
            times.iter().any(|time| time.overlaps(bytes))
        };
        let own = clause.tokens.iter().filter(|index| **index != clause.verb && !timed(index));
        let mut terms: Vec<usize> =
            own.filter_map(|&index| self.term_of(report.doc.token(index), entities)).collect();
        terms.extend(subject.iter().chain(&object).chain([&predicate]));
        terms.sort_unstable();
        terms.dedup();
        Some(Told {
            verb: clause.verb,
            participants: clause.subjects.into_iter().chain(clause.objects).collect(),
            predicate,
            subject,
            object,
            terms,
            tokens: clause.tokens,
            negated: clause.negated,
        })
    }

    fn entity_of_tokens(&self, report: usize, claim: &Claim) -> BTreeMap<usize, usize> {
        let mut entities = BTreeMap::new();
        for &mention in &claim.mentions {
            let Some(data) = self.story.reports[report].mentions.get(mention) else { continue };
            let Some(entity) = self.entity(report, mention) else { continue };
            for token in data.tokens.clone() {
                entities.insert(token, entity);
            }
        }
        entities
    }

    fn places(&self, report: usize, claim: &Claim) -> BTreeSet<usize> {
        let mentions = &self.story.reports[report].mentions;
        let is_place = |mention: usize| {
            mentions.get(mention).is_some_and(|data| data.form == MentionForm::Name)
                && self
                    .entity(report, mention)
                    .is_some_and(|entity| self.story.entities.entities[entity].kind == EntityKind::Place)
        };
        let places = claim.mentions.iter().filter(|&&mention| is_place(mention));
        places.filter_map(|&mention| self.entity(report, mention)).collect()
    }

    /// The term of a content word; `None` for function words and words that only carry speech.
    fn term_of(&mut self, token: Token<'_>, entities: &BTreeMap<usize, usize>) -> Option<usize> {
        if let Some(entity) = entities.get(&token.index) {
            return Some(self.intern(format!("{ENTITY}{entity}")));
        }
        let carries = matches!(token.pos(), Pos::Noun | Pos::Propn | Pos::Verb | Pos::Adj | Pos::Num);
        let lemma = token.lemma().to_lowercase();
        if !carries || lemma.len() < 2 || EMPTY_WORDS.contains(&lemma.as_str()) {
            return None;
        }
        if token.pos() == Pos::Num {
            return Some(self.intern(format!("{NUMBER}{lemma}")));
        }
        let class = lexicon::predicate(&lemma);
        let class = if class == lemma { lexicon::counted(&lemma) } else { class };
        let event = lexicon::special_event(&lemma).filter(|_| class == lemma && token.pos() == Pos::Noun);
        let class = event.unwrap_or(class);
        Some(self.intern(class.to_owned()))
    }

    fn intern(&mut self, term: String) -> usize {
        let next = self.terms.len();
        *self.terms.entry(term).or_insert(next)
    }

    fn role(
        &mut self,
        predicate: Token<'_>,
        labels: &[&str],
        entities: &BTreeMap<usize, usize>,
    ) -> Vec<usize> {
        let heads: Vec<Token<'_>> =
            predicate.children().filter(|child| labels.contains(&child.dep())).collect();
        let mut terms = Vec::new();
        for head in heads {
            terms.extend(self.terms_of_head(head, entities));
        }
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The terms of a participant: its noun and the words that narrow it.
    fn terms_of_head(&mut self, head: Token<'_>, entities: &BTreeMap<usize, usize>) -> Vec<usize> {
        let mut terms: Vec<usize> = self.term_of(head, entities).into_iter().collect();
        let modifiers: Vec<_> =
            head.children().filter(|child| ["compound", "poss", "amod"].contains(&child.dep())).collect();
        terms.extend(modifiers.into_iter().filter_map(|modifier| self.term_of(modifier, entities)));
        terms
    }

    fn opening(&self, report: usize) -> Vec<usize> {
        let claims = self.story.claims[report].iter().zip(&self.features[report]);
        let opening = claims.filter(|(claim, _)| claim.sentence < OPENING);
        let terms: BTreeSet<usize> =
            opening.flat_map(|(_, features)| features.terms.iter().copied()).collect();
        terms.into_iter().collect()
    }

    fn terms_marked(&self, mark: char) -> Vec<bool> {
        let mut marked = vec![false; self.terms.len()];
        for (_, &term) in self.terms.iter().filter(|(name, _)| name.starts_with(mark)) {
            marked[term] = true;
        }
        marked
    }

    fn rarities(&self) -> Vec<f64> {
        let mut frequency = vec![0usize; self.terms.len()];
        let mut claims = 0usize;
        for features in self.features.iter().flatten() {
            claims += 1;
            for &term in &features.terms {
                frequency[term] += 1;
            }
        }
        frequency.iter().map(|&count| (1.0 + claims as f64 / count.max(1) as f64).ln()).collect()
    }
}

/// The verb that a verb amounts to with the little word beside it: "the wall gave way", "checked into a clinic", "a
/// fire broke out".
fn with_particle(token: Token<'_>) -> Option<&'static str> {
    // Headlines capitalise: "Wall Gives Way".
    let has = |word: &str| token.children().any(|child| child.text().eq_ignore_ascii_case(word));
    let has_particle =
        |word: &str| token.child(&["prt"]).is_some_and(|child| child.text().eq_ignore_ascii_case(word));
    let others = token.child(&["dobj"]).filter(|object| !object.text().ends_with("self"));
    Some(match token.lemma().to_lowercase().as_str() {
        "give" if has("way") => "collapse",
        // "Checked herself in", but not "checked passports".
        "check" if (has("into") || has_particle("in")) && others.is_none() => "enter",
        "break" if has("out") => "begin",
        _ => return None,
    })
}

/// The kind of event that a word names or tells of.
pub fn event_of(token: Token<'_>) -> Option<&'static str> {
    match token.pos() {
        Pos::Noun => lexicon::event(&token.lemma().to_lowercase()),
        Pos::Verb => lexicon::event_of_verb(&token.lemma().to_lowercase()),
        _ => None,
    }
}

/// Marks terms that are entities.
const ENTITY: char = '@';
/// Marks terms that are numbers.
const NUMBER: char = '#';

const SUBJECT: &[&str] = &["nsubj", "csubj", "agent"];
/// The subject of a passive is what is acted on.
const OBJECT: &[&str] = &["dobj", "nsubjpass", "attr", "dative", "oprd", "acomp"];

/// Words that tell nothing of the matter by themselves.
const EMPTY_WORDS: &[&str] = &[
    "be", "have", "do", "say", "tell", "go", "get", "make", "take", "come", "also", "one", "other", "more",
    "most", "many", "such", "same", "last", "first", "next", "new", "year", "day", "time", "thing", "way",
    "mr", "mrs", "ms", "'s", "include", "accord", "report", "'ve", "'re", "'m", "ca", "lot", "several",
    "number", "become",
];

/// Verbs that say little of what happens without their object.
const LIGHT_VERBS: &[&str] = &[
    "carry", "hold", "give", "put", "keep", "see", "know", "think", "use", "want", "show", "call", "leave",
    "bring", "set", "seem", "let", "work", "look", "try", "happen", "continue", "turn", "remain", "lead",
    "occur", "cause",
];

/// Terms that stand in both sorted lists.
pub fn shared<'s>(a: &'s [usize], b: &'s [usize]) -> impl Iterator<Item = usize> + 's {
    a.iter().copied().filter(|term| b.binary_search(term).is_ok())
}

fn content_tokens(report: &Annotated, claim: &Claim) -> Vec<usize> {
    let mut tokens = Vec::new();
    for span in &claim.content {
        let first = report.doc.tokens.partition_point(|token| token.start < span.start);
        let last = report.doc.tokens.partition_point(|token| token.start < span.end);
        tokens.extend(first..last);
    }
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}

/// The stretches of days that the claim's wanted times name.
pub fn days(report: &Annotated, claim: &Claim, wanted: impl Fn(&Time) -> bool) -> Vec<Days> {
    let times = claim.times.iter().filter_map(|&time| report.times.get(time)).filter(|time| wanted(time));
    let dated = times.filter(|time| matches!(time.kind, TimeKind::Date | TimeKind::Time));
    dated.filter_map(|time| Days::of_value(time.value.as_deref()?)).collect()
}

/// Whether the innermost word on the content puts it as untrue: a denial, or a belief that is negated ("I don't
/// think").
fn is_denied(report: &Annotated, claim: &Claim) -> bool {
    claim.attribution.last().is_some_and(|link| match link.stance {
        Stance::Denies => true,
        Stance::Believes => link.cue.is_some_and(|cue| is_negated(report, cue)),
        _ => false,
    })
}

fn is_negated(report: &Annotated, cue: Span) -> bool {
    let first = report.doc.tokens.partition_point(|token| token.start < cue.start);
    let last = report.doc.tokens.partition_point(|token| token.start < cue.end);
    report.doc.span(first..last).tokens().any(|token| token.child(&["neg"]).is_some())
}

/// What reports are called: the outlet where only one report has it, else outlet and id; without an outlet the
/// headline, where only one report has it, else the id.
pub fn names(reports: &[Annotated]) -> Vec<String> {
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for name in reports.iter().flat_map(|report| outlet(report).into_iter().chain(headline(report))) {
        *uses.entry(name).or_default() += 1;
    }
    let alone = |name: &String| uses[name] == 1;
    let name = |report: &Annotated| match outlet(report) {
        Some(name) if alone(&name) => name,
        Some(name) => format!("{name} ({})", short_id(&report.report.id)),
        None => headline(report).filter(alone).unwrap_or_else(|| short_id(&report.report.id).to_owned()),
    };
    reports.iter().map(name).collect()
}

/// For each report the number of its outlet.
fn outlets(reports: &[Annotated]) -> Vec<Option<usize>> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut number = |name: &str| {
        let next = numbers.len();
        *numbers.entry(outlet_key(name)).or_insert(next)
    };
    let names = reports.iter().map(|report| outlet(report).filter(|name| !outlet_key(name).is_empty()));
    names.map(|name| name.map(|name| number(&name))).collect()
}

/// For each report, the reports that it puts in other words.
fn rewritten(story: &Story<'_>) -> Vec<BTreeSet<usize>> {
    let mut rewritten = vec![BTreeSet::new(); story.reports.len()];
    for derivation in story.derivations.iter().filter(|known| known.kind == DerivationKind::Rewrite) {
        if let (Some(from), Some(of)) = (derivation.from, rewritten.get_mut(derivation.to)) {
            of.insert(from);
        }
    }
    rewritten
}

/// For each report the origin that its outlet is.
fn outlet_origins(story: &Story<'_>) -> Vec<Option<usize>> {
    let mut index = Outlets::default();
    for (id, origin) in story.origins.origins.iter().enumerate() {
        if origin.kind == OriginKind::Outlet {
            index.add(&origin.name, id);
        }
    }
    let own = |report: &Annotated| index.find(report.report.outlet.as_deref()?);
    story.reports.iter().map(own).collect()
}

fn outlet(report: &Annotated) -> Option<String> {
    let name = report.report.outlet.as_deref().map(short_outlet);
    name.filter(|name| !name.is_empty()).map(str::to_owned)
}

/// The headline in quotation marks, of a report whose address does not name it better.
fn headline(report: &Annotated) -> Option<String> {
    let report = &report.report;
    let addressed = report.url.is_some() || report.id.contains("://");
    let title = report.title.as_deref().map(str::trim).filter(|title| !title.is_empty() && !addressed);
    title.map(|title| format!("“{title}”"))
}

/// An id as sentences show it; of an address only the end, which tells pages of one outlet apart.
fn short_id(id: &str) -> &str {
    match id.trim_end_matches('/').rsplit_once('/') {
        Some((_, end)) if id.contains("://") => end.get(..24).unwrap_or(end),
        _ => id,
    }
}

fn short_outlet(outlet: &str) -> &str {
    let host =
        crate::derive::without_remark(outlet).trim_start_matches("https://").trim_start_matches("http://");
    host.trim_start_matches("www.").trim_end_matches('/')
}

/// The words of a span, or nothing where it does not lie in the text.
pub fn words(report: &Annotated, span: Span) -> &str {
    report.report.text.get(span.range()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::specimen::Specimen;

    #[test]
    fn a_verb_and_its_particle_are_one_predicate() {
        for (sentence, class) in [
            ("The wall gives way.", Some("collapse")),
            ("The wall Gives Way.", Some("collapse")),
            ("The fire Breaks Out.", Some("begin")),
            ("The singer checked into the clinic.", Some("enter")),
            ("The singer checked herself into the clinic.", Some("enter")),
            ("The singer checked in the morning.", None),
            ("The guards checked passports in Orvik.", None),
            ("The guards checked passports into the night.", None),
        ] {
            let specimen = Specimen::read(&format!("a 2026-03-02: {sentence}"), &[]);
            let doc = &specimen.reports[0].doc;
            let verb = doc.iter().find(|token| token.pos() == Pos::Verb).expect("a verb");
            assert_eq!(with_particle(verb), class, "{sentence}");
        }
    }
}
