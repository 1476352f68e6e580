//! Small stories of our own for the tests, annotated by rule of thumb so that they need no model.
//!
//! A story is text: one line a report, `id date: sentences`. Words are tagged by the lists below and parsed as plain
//! clauses (subject, verb, object, prepositions); a sentence is one claim, attributed where it ends with
//! "…, NAME said" or "…, NAME denied".

use std::collections::BTreeMap;
use std::sync::Arc;

use variorum_spacy::{Doc, Labels, Pos, TokenData};

use super::{Point, Story, points};
use crate::annotate::{
    Annotated, Bound, EntityKind, Mention, MentionForm, Quantity, Quotation, Sentence, Time, TimeKind,
};
use crate::claim::{Attribution, Claim, Manner, Modality, Stance};
use crate::derive::{Derivation, DerivationKind, Direction};
use crate::report::{Report, Section, SectionKind, Stamp};
use crate::resolve::{Entities, Entity, Origin, OriginKind, Origins};
use crate::text::Span;

const VERBS: &[(&str, &str)] = &[
    ("killed", "kill"),
    ("injured", "injure"),
    ("died", "die"),
    ("said", "say"),
    ("denied", "deny"),
    ("resigned", "resign"),
    ("quit", "quit"),
    ("blocked", "block"),
    ("collapsed", "collapse"),
    ("opened", "open"),
    ("closed", "close"),
    ("hit", "hit"),
    ("rose", "rise"),
    ("caused", "cause"),
    ("cost", "cost"),
    ("reopened", "reopen"),
    ("burned", "burn"),
    ("missing", "missing"),
    ("gives", "give"),
    ("breaks", "break"),
    ("checked", "check"),
];
const AUXILIARIES: &[&str] = &["was", "were", "had", "has", "did", "will", "is", "are"];
const PREPOSITIONS: &[&str] =
    &["in", "into", "on", "at", "of", "by", "after", "to", "near", "from", "for", "with"];
const FUNCTION: &[&str] =
    &["the", "a", "an", "and", "so", "far", "not", "as", "that", "least", "more", "than"];
const HEDGES: &[(&[&str], Bound)] =
    &[(&["at", "least"], Bound::AtLeast), (&["more", "than"], Bound::MoreThan), (&["about"], Bound::About)];
const STATES: &[(&str, &str)] = &[
    ("killed", "killed"),
    ("died", "killed"),
    ("dead", "killed"),
    ("injured", "injured"),
    ("missing", "missing"),
    ("casualties", "casualties"),
];

/// A story with everything the alignment reads.
pub struct Specimen {
    pub reports: Vec<Annotated>,
    pub claims: Vec<Vec<Claim>>,
    pub entities: Entities,
    pub origins: Origins,
    pub derivations: Vec<Derivation>,
}

impl Specimen {
    /// Reads a story; `copies` names pairs of reports of which the second copies the first.
    pub fn read(story: &str, copies: &[(usize, usize)]) -> Specimen {
        let mut specimen = Specimen {
            reports: Vec::new(),
            claims: Vec::new(),
            entities: Entities::default(),
            origins: Origins::default(),
            derivations: copies.iter().map(|&(from, to)| copy(from, to)).collect(),
        };
        for line in story.lines().map(str::trim).filter(|line| !line.is_empty()) {
            specimen.add(line);
        }
        specimen
    }

    /// The story as the alignment takes it.
    pub fn story(&self) -> Story<'_> {
        Story {
            reports: &self.reports,
            claims: &self.claims,
            entities: &self.entities,
            origins: &self.origins,
            derivations: &self.derivations,
        }
    }

    /// Its points.
    pub fn points(&self) -> Vec<Point> {
        points(&self.story())
    }

    fn add(&mut self, line: &str) {
        let (head, text) = line.split_once(": ").expect("`id date: text`");
        let mut head = head.split_whitespace();
        let id = head.next().expect("an id").to_owned();
        let published =
            head.next().filter(|date| *date != "-").map(|date| Stamp::day(date.parse().expect("a date")));
        let report = self.reports.len();
        let section = Section { kind: SectionKind::Body, span: Span::new(0, text.len()) };
        let data =
            Report { id, published, text: text.to_owned(), sections: vec![section], ..Report::default() };
        let mut annotated = annotate(data);
        let claims: Vec<Claim> =
            (0..annotated.sentences.len()).map(|sentence| claim(&mut annotated, sentence)).collect();
        let of_mention =
            (0..annotated.mentions.len()).map(|index| self.entity(report, &annotated, index)).collect();
        self.entities.of_mention.push(of_mention);
        let origins = claims.iter().map(|claim| self.origin(&annotated, claim)).collect();
        self.origins.of_claim.push(origins);
        self.reports.push(annotated);
        self.claims.push(claims);
    }

    fn entity(&mut self, report: usize, annotated: &Annotated, mention: usize) -> Option<usize> {
        let name = annotated.mentions[mention].span.of(&annotated.report.text);
        let entities = &mut self.entities.entities;
        let known = entities.iter().position(|entity| entity.name == name);
        let index = known.unwrap_or_else(|| {
            entities.push(Entity {
                name: name.to_owned(),
                kind: annotated.mentions[mention].kind,
                aliases: Vec::new(),
                mentions: Vec::new(),
                why: Vec::new(),
            });
            entities.len() - 1
        });
        entities[index].mentions.push((report, mention));
        Some(index)
    }

    fn origin(&mut self, annotated: &Annotated, claim: &Claim) -> usize {
        let source = claim.attribution.last().and_then(|link| link.source);
        let name = source.map_or(annotated.report.id.as_str(), |source| source.of(&annotated.report.text));
        let kind = if source.is_some() { OriginKind::Named } else { OriginKind::Outlet };
        let origins = &mut self.origins.origins;
        origins.iter().position(|origin| origin.name == name).unwrap_or_else(|| {
            origins.push(Origin { name: name.to_owned(), kind, entity: None });
            origins.len() - 1
        })
    }
}

fn singular(noun: &str) -> String {
    match noun.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => noun.strip_suffix('s').unwrap_or(noun).to_owned(),
    }
}

fn copy(from: usize, to: usize) -> Derivation {
    Derivation {
        from: Some(from),
        source: None,
        to,
        kind: DerivationKind::Copy,
        coverage: 0.9,
        direction: Direction::Known,
        passages: Vec::new(),
        evidence: Vec::new(),
    }
}

fn annotate(report: Report) -> Annotated {
    let mut words = Words::default();
    let mut sentences = Vec::new();
    let text = report.text.clone();
    let mut start = 0;
    for sentence in text.split_inclusive(". ") {
        let first = words.tokens.len();
        words.read(sentence, start);
        words.parse(first);
        let tokens = first..words.tokens.len();
        let span = Span::new(start, start + sentence.trim_end().len());
        sentences.push(Sentence { span, tokens, section: SectionKind::Body, paragraph: 0 });
        start += sentence.len();
    }
    let doc = words.doc(&text);
    let mut annotated = Annotated {
        report,
        doc,
        sentences,
        mentions: Vec::new(),
        quantities: Vec::new(),
        times: Vec::new(),
        quotations: Vec::new(),
    };
    annotated.mentions = mentions(&annotated);
    annotated.quantities = quantities(&annotated);
    annotated.times = times(&annotated);
    annotated.quotations = quotations(&annotated.report.text);
    annotated
}

#[derive(Default)]
struct Words {
    tokens: Vec<TokenData>,
    lemmas: String,
    deps: BTreeMap<String, u16>,
}

impl Words {
    fn read(&mut self, sentence: &str, offset: usize) {
        let mut at = 0;
        for piece in sentence.split_inclusive(' ') {
            let word = piece.trim_end().trim_matches(['.', ',', '“', '”']);
            if !word.is_empty() {
                let start = offset + at + piece.find(word).unwrap_or(0);
                let is_first = at == 0;
                self.push(word, start, is_first);
            }
            let trimmed = piece.trim_end();
            if trimmed.ends_with(',') {
                self.push(",", offset + at + trimmed.len() - 1, false);
            }
            at += piece.len();
        }
    }

    fn push(&mut self, word: &str, start: usize, is_first: bool) {
        let lower = word.to_lowercase();
        let verb = VERBS.iter().find(|(form, _)| *form == lower);
        let pos = match lower.as_str() {
            "," => Pos::Punct,
            _ if word.chars().all(|c| c.is_ascii_digit() || c == ',') => Pos::Num,
            _ if word.contains('-') && word.starts_with(|c: char| c.is_ascii_digit()) => Pos::Num,
            _ if verb.is_some() => Pos::Verb,
            lower if AUXILIARIES.contains(&lower) => Pos::Aux,
            lower if PREPOSITIONS.contains(&lower) => Pos::Adp,
            lower if FUNCTION.contains(&lower) => Pos::Det,
            _ if word.starts_with(char::is_uppercase) && !is_first => Pos::Propn,
            _ => Pos::Noun,
        };
        let lemma = match (verb, pos) {
            (Some((_, lemma)), _) => (*lemma).to_owned(),
            (_, Pos::Noun) => singular(&lower),
            (_, Pos::Propn) => word.to_owned(),
            _ => lower,
        };
        let lemma_start = self.lemmas.len() as u32;
        self.lemmas.push_str(&lemma);
        self.tokens.push(TokenData {
            start: start as u32,
            end: (start + word.len()) as u32,
            head: self.tokens.len() as u32,
            lemma: (lemma_start, self.lemmas.len() as u32),
            pos,
            sent_start: is_first,
            whitespace: true,
            ..TokenData::default()
        });
    }

    /// Hangs the words of the sentence that starts at `first` onto its first verb.
    fn parse(&mut self, first: usize) {
        let is = |tokens: &[TokenData], index: usize, pos: Pos| tokens[index].pos == pos;
        let range = first..self.tokens.len();
        let Some(root) = range.clone().find(|&index| is(&self.tokens, index, Pos::Verb)) else { return };
        let passive = range.clone().any(|index| index < root && is(&self.tokens, index, Pos::Aux));
        let mut preposition = None;
        for index in range.clone() {
            let next_noun = (index + 1..range.end)
                .take_while(|&other| !matches!(self.tokens[other].pos, Pos::Verb | Pos::Adp))
                .find(|&other| matches!(self.tokens[other].pos, Pos::Noun | Pos::Propn));
            let follows = index + 1 < range.end && self.tokens[index + 1].pos == self.tokens[index].pos;
            let (head, dep) = match self.tokens[index].pos {
                Pos::Verb if index == root => (root, "ROOT"),
                Pos::Verb => (root, "conj"),
                Pos::Punct => (root, "punct"),
                Pos::Adp => {
                    preposition = Some(index);
                    (root, "prep")
                }
                Pos::Num => next_noun.map_or((root, "dobj"), |noun| (noun, "nummod")),
                Pos::Noun | Pos::Propn if follows => (index + 1, "compound"),
                Pos::Noun | Pos::Propn => match preposition.take() {
                    Some(preposition) => (preposition, "pobj"),
                    None if index < root => (root, if passive { "nsubjpass" } else { "nsubj" }),
                    None => (root, "dobj"),
                },
                _ => (next_noun.unwrap_or(root), "det"),
            };
            self.tokens[index].head = head as u32;
            let next = self.deps.len() as u16 + 1;
            self.tokens[index].dep = *self.deps.entry(dep.to_owned()).or_insert(next);
        }
    }

    fn doc(self, text: &str) -> Doc {
        let mut deps = vec![String::new(); self.deps.len() + 1];
        for (name, index) in self.deps {
            deps[usize::from(index)] = name;
        }
        let labels = Labels { deps, ..Labels::default() };
        Doc {
            text: text.to_owned(),
            tokens: self.tokens,
            entities: Vec::new(),
            labels: Arc::new(labels),
            lemmas: self.lemmas,
        }
    }
}

fn sentence_of(annotated: &Annotated, token: usize) -> usize {
    annotated.sentences.iter().position(|sentence| sentence.tokens.contains(&token)).unwrap_or(0)
}

/// Runs of names; after a preposition of place they are places, else people.
fn mentions(annotated: &Annotated) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for token in annotated.doc.iter().filter(|token| token.pos() == Pos::Propn) {
        let (index, span) = (token.index, Span::from(token.bytes()));
        if let Some(last) = mentions.last_mut().filter(|last| last.tokens.end == index) {
            last.tokens.end += 1;
            last.span = last.span.join(span);
            continue;
        }
        let located =
            token.previous().is_some_and(|previous| ["in", "at", "near"].contains(&previous.text()));
        let kind = if located { EntityKind::Place } else { EntityKind::Person };
        let sentence = sentence_of(annotated, index);
        let tokens = index..index + 1;
        mentions.push(Mention { span, tokens, form: MentionForm::Name, kind, antecedent: None, sentence });
    }
    mentions
}

fn quantities(annotated: &Annotated) -> Vec<Quantity> {
    let doc = &annotated.doc;
    let numbers = doc.iter().filter(|token| token.pos() == Pos::Num && !token.text().contains('-'));
    let quantity = |token: variorum_spacy::Token<'_>| {
        let number: f64 = token.text().replace(',', "").parse().ok()?;
        let before: Vec<&str> =
            (token.index.saturating_sub(2)..token.index).map(|at| doc.token(at).text()).collect();
        let bound = HEDGES
            .iter()
            .find(|(words, _)| before.ends_with(words))
            .map_or(Bound::Exact, |(_, bound)| *bound);
        let sentence = sentence_of(annotated, token.index);
        let words = annotated.sentences[sentence].tokens.clone().map(|index| doc.token(index).text());
        let state = words.filter_map(|word| STATES.iter().find(|(form, _)| *form == word)).next();
        let noun = token.head();
        let counts = token.dep() == "nummod";
        let is_person =
            counts && ["people", "residents", "miners", "civilians", "casualties"].contains(&noun.text());
        let lemma = noun.lemma().to_owned();
        Some(Quantity {
            span: Span::from(token.bytes()),
            low: Some(number),
            high: (!matches!(bound, Bound::AtLeast | Bound::MoreThan)).then_some(number),
            bound,
            unit: if is_person || !counts { Some("person".to_owned()) } else { Some(lemma) },
            of: counts.then(|| Span::from(noun.bytes())),
            measure: state.map(|(_, state)| (*state).to_owned()),
            change: None,
            from: None,
            token: token.index,
            sentence,
        })
    };
    numbers.filter_map(quantity).collect()
}

fn times(annotated: &Annotated) -> Vec<Time> {
    let dates = annotated.doc.iter().filter(|token| token.pos() == Pos::Num && token.text().contains('-'));
    dates
        .map(|token| Time {
            span: Span::from(token.bytes()),
            kind: TimeKind::Date,
            value: Some(token.text().to_owned()),
            modifier: None,
            anchor: None,
            sentence: sentence_of(annotated, token.index),
        })
        .collect()
}

fn quotations(text: &str) -> Vec<Quotation> {
    let opens = text.match_indices('“').map(|(start, _)| start);
    opens
        .filter_map(|start| {
            let inner = start + '“'.len_utf8();
            let end = inner + text[inner..].find('”')?;
            let span = Span::new(start, end + '”'.len_utf8());
            Some(Quotation { span, inner: Span::new(inner, end), depth: 0, continues: false })
        })
        .collect()
}

/// The sentence as a claim, parted from ", NAME said" at its end.
fn claim(annotated: &mut Annotated, sentence: usize) -> Claim {
    let span = annotated.sentences[sentence].span;
    let tokens = annotated.sentences[sentence].tokens.clone();
    let text = span.of(&annotated.report.text);
    let tail = text.rfind(", ").map(|comma| span.start as usize + comma);
    let cue = annotated.doc.token(tokens.end - 1);
    let attributed = tail.filter(|_| ["said", "denied"].contains(&cue.text()));
    let end = attributed.unwrap_or(span.end as usize - 1);
    let content = Span::new(span.start as usize, end);
    let source = attributed.map(|comma| Span::new(comma + 2, cue.bytes().start - 1));
    let attribution = source.map(|source| Attribution {
        source: Some(source),
        source_mention: annotated.mentions.iter().position(|mention| source.contains(mention.span)),
        cue: Some(Span::from(cue.bytes())),
        manner: Manner::Indirect,
        stance: if cue.text() == "denied" { Stance::Denies } else { Stance::Says },
    });
    let within = |span: Span| content.contains(span);
    let find =
        |spans: Vec<Span>| (0..spans.len()).filter(|&index| within(spans[index])).collect::<Vec<usize>>();
    let predicate = tokens.clone().find(|&index| {
        annotated.doc.token(index).pos() == Pos::Verb && within(annotated.doc.token(index).bytes().into())
    });
    Claim {
        span,
        content: vec![content],
        attribution: attribution.into_iter().collect(),
        negated: tokens.clone().any(|index| annotated.doc.token(index).text() == "not"),
        modality: Modality::Asserted,
        mentions: find(annotated.mentions.iter().map(|mention| mention.span).collect()),
        quantities: find(annotated.quantities.iter().map(|quantity| quantity.span).collect()),
        times: find(annotated.times.iter().map(|time| time.span).collect()),
        sentence,
        predicate,
        by: "sentence",
    }
}
