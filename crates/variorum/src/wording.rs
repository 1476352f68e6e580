//! Wording: the terms that reports use for one thing, with the loaded ones marked. Contrast, never a verdict.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::{Pos, Token};

use crate::align::{Dimension, Point, Story};
use crate::text::{Cite, Span};

pub mod lexicon;

use lexicon::Entry;

/// The terms for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// The entity, where the thing has a name.
    pub entity: Option<usize>,
    /// What it is, in neutral words of the lexicon and, where there is one, a name.
    pub about: String,
    /// The terms, the most frequent first.
    pub terms: Vec<Term>,
}

/// One term and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The term in its dictionary form.
    pub term: String,
    /// Whether the lexicon marks it as loaded.
    pub loaded: bool,
    /// Where it stands, in order.
    pub cites: Vec<Cite>,
}

/// The wordings in which reports differ, those with most terms first.
///
/// Two terms stand for one thing where their mentions are of one entity, where they are modified by one name ("the
/// Assad regime", "Assad's government"), or where they play one role in claims of one point.
pub fn wording(story: &Story<'_>, points: &[Point]) -> Vec<Wording> {
    let uses = uses(story);
    let mut sets = Sets::new(uses.len());
    link_by_entity(story, &uses, &mut sets);
    link_by_point(story, points, &uses, &mut sets);
    let mut wordings: Vec<Wording> =
        sets.lists().into_iter().filter_map(|set| contrast(story, &uses, &set)).collect();
    wordings.sort_by(|a, b| b.terms.len().cmp(&a.terms.len()).then_with(|| first(a).cmp(&first(b))));
    wordings
}

fn first(wording: &Wording) -> Option<Cite> {
    wording.terms.iter().flat_map(|term| &term.cites).min().copied()
}

/// One use of a term of the lexicon.
struct Use {
    report: usize,
    token: usize,
    entry: &'static Entry,
    term: &'static str,
    loaded: bool,
    span: Span,
}

fn uses(story: &Story<'_>) -> Vec<Use> {
    let mut uses = Vec::new();
    for (report, annotated) in story.reports.iter().enumerate() {
        for token in annotated.doc.iter().filter(|token| matches!(token.pos(), Pos::Noun | Pos::Propn)) {
            let Some(found) = lexicon::find(&token.lemma().to_lowercase()) else { continue };
            let span = Span::from(token.bytes());
            let (entry, term, loaded) = found;
            uses.push(Use { report, token: token.index, entry, term, loaded, span });
        }
    }
    uses
}

/// Links uses of one lexicon entry that stand for one entity or are modified by one.
fn link_by_entity(story: &Story<'_>, uses: &[Use], sets: &mut Sets) {
    let mut seen: BTreeMap<(&str, Referent), usize> = BTreeMap::new();
    for (index, found) in uses.iter().enumerate() {
        for referent in referents(story, found) {
            match seen.get(&(found.entry.about, referent)) {
                Some(&other) => sets.join(index, other),
                None => {
                    seen.insert((found.entry.about, referent), index);
                }
            }
        }
    }
}

/// What a use stands for: an entity by coreference, or whatever a name in front of it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Referent {
    Itself(usize),
    OfName(usize),
}

fn referents(story: &Story<'_>, found: &Use) -> Vec<Referent> {
    let annotated = &story.reports[found.report];
    let token = annotated.doc.token(found.token);
    let entity_at = |index: usize| {
        let holds = |mention: &crate::annotate::Mention| mention.tokens.contains(&index);
        let mentions = annotated.mentions.iter().enumerate().filter(|(_, mention)| holds(mention));
        let mut entities =
            mentions.filter_map(|(mention, _)| *story.entities.of_mention.get(found.report)?.get(mention)?);
        entities.next()
    };
    let modifiers =
        token.children().filter(|child| matches!(child.dep(), "compound" | "poss" | "amod" | "nmod"));
    let mut referents: Vec<Referent> =
        modifiers.filter_map(|child| entity_at(child.index)).map(Referent::OfName).collect();
    referents.extend(entity_at(token.index).map(Referent::Itself));
    referents
}

/// Links uses of one lexicon entry that play one role in claims of one point.
fn link_by_point(story: &Story<'_>, points: &[Point], uses: &[Use], sets: &mut Sets) {
    let mut of_report: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, found) in uses.iter().enumerate() {
        of_report.entry(found.report).or_default().push(index);
    }
    for point in points.iter().filter(|point| point.dimension != Dimension::Name) {
        let mut seen: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for &(report, claim) in point.readings.iter().flat_map(|reading| &reading.claims) {
            let content = &story.claims[report][claim].content;
            let inside = |&&index: &&usize| content.iter().any(|part| part.contains(uses[index].span));
            for &index in of_report.get(&report).into_iter().flatten().filter(inside) {
                let role = role(story.reports[report].doc.token(uses[index].token));
                let other = *seen.entry((uses[index].entry.about, role)).or_insert(index);
                sets.join(index, other);
            }
        }
    }
}

/// Whether a noun acts, is acted on, or stands elsewhere.
fn role(token: Token<'_>) -> &'static str {
    match token.dep() {
        "nsubj" | "agent" => "acts",
        "dobj" | "nsubjpass" => "is acted on",
        "pobj" if token.head().dep() == "agent" => "acts",
        _ => "stands elsewhere",
    }
}

/// The wording of a set of uses, where reports differ in it.
fn contrast(story: &Story<'_>, uses: &[Use], set: &[usize]) -> Option<Wording> {
    let mut terms: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
    for &index in set {
        terms.entry(uses[index].term).or_default().push(&uses[index]);
    }
    let reports = |uses: &[&Use]| uses.iter().map(|found| found.report).collect::<BTreeSet<usize>>();
    let first = reports(terms.values().next()?);
    let differ = terms.len() > 1 && terms.values().any(|uses| reports(uses) != first);
    if !differ || !set.iter().any(|&index| uses[index].loaded) {
        return None;
    }
    let (entity, name) = named(story, uses, set);
    let about = uses[set[0]].entry.about;
    let mut terms: Vec<Term> = terms
        .into_iter()
        .map(|(term, uses)| Term {
            term: term.to_owned(),
            loaded: uses[0].loaded,
            cites: uses.iter().map(|found| Cite { report: found.report, span: found.span }).collect(),
        })
        .collect();
    terms.sort_by(|a, b| b.cites.len().cmp(&a.cites.len()).then(a.term.cmp(&b.term)));
    let about = name.map_or(about.to_owned(), |name| format!("{about}: {name}"));
    Some(Wording { entity, about, terms })
}

/// The name that most uses of a set stand for or belong to, and the entity if they stand for it.
fn named(story: &Story<'_>, uses: &[Use], set: &[usize]) -> (Option<usize>, Option<String>) {
    let mut counts: BTreeMap<Referent, usize> = BTreeMap::new();
    for referent in set.iter().flat_map(|&index| referents(story, &uses[index])) {
        *counts.entry(referent).or_default() += 1;
    }
    let most = counts.iter().filter(|(_, count)| **count > 1).max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    let Some((&referent, _)) = most else { return (None, None) };
    let (Referent::Itself(entity) | Referent::OfName(entity)) = referent;
    let name = story.entities.entities.get(entity).map(|entity| entity.name.clone());
    (matches!(referent, Referent::Itself(_)).then_some(entity), name)
}

/// Sets of indices that grow together.
struct Sets {
    parent: Vec<usize>,
}

impl Sets {
    fn new(count: usize) -> Sets {
        Sets { parent: (0..count).collect() }
    }

    /// The least index of the set; what is passed on the way is brought nearer to it.
    fn root(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parent[a.max(b)] = a.min(b);
    }

    fn lists(mut self) -> Vec<Vec<usize>> {
        let mut lists: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..self.parent.len() {
            lists.entry(self.root(index)).or_default().push(index);
        }
        lists.into_values().collect()
    }
}
