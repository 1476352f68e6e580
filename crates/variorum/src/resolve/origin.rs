//! Origins: whom a claim rests on in the end.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotate::{Annotated, EntityKind, MentionForm};
use crate::claim::{Attribution, Claim};
use crate::derive::{Derivation, DerivationKind, outlet_key};
use crate::text::Span;

use super::Entities;

/// Whom or what claims rest on in the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its name or description.
    pub name: String,
    /// What it is.
    pub kind: OriginKind,
    /// The entity, where it has a name that reports use.
    pub entity: Option<usize>,
}

/// The origins of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origins {
    /// In order of first use.
    pub origins: Vec<Origin>,
    /// For each report and claim, the origin it rests on.
    pub of_claim: Vec<Vec<usize>>,
}

/// What kind of [`Origin`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OriginKind {
    /// A person or body with a name.
    Named,
    /// "officials", "witnesses".
    Unnamed,
    /// A study, a statement, a report.
    Document,
    /// The outlet itself.
    Outlet,
}

/// Finds the origin of every claim: the innermost source of its chain, else the outlet that tells it.
///
/// In doubt two claims get one origin, for a reader is misled by a confirmation that is none, not by one that is
/// missed:
/// - Unnamed sources with one description ("regional officials") are one origin in all reports. Numbers and articles
///   before it do not count, other qualifiers do.
/// - A statement is its issuer's word; a study or a report is an origin of its own, one for each issuer.
/// - An outlet's own words are the origin of whatever copies or rewrites them: where a derivation covers the claim, its
///   origin is that of the report, or of the credited agency, that the words come from.
/// - A named source that is an outlet ("Reuters said") is the same origin as that outlet's own words.
pub fn origins(
    reports: &[Annotated],
    claims: &[Vec<Claim>],
    entities: &Entities,
    derivations: &[Derivation],
) -> Origins {
    let mut found = Found {
        reports,
        entities,
        outlets: outlets(reports, derivations),
        places: BTreeMap::new(),
        origins: vec![],
    };
    let mut of_claim = Vec::with_capacity(claims.len());
    let mut parents: Vec<Vec<&Derivation>> = vec![Vec::new(); reports.len()];
    for derivation in derivations {
        if let Some(of_report) = parents.get_mut(derivation.to) {
            of_report.push(derivation);
        }
    }
    for (report, claims) in claims.iter().enumerate().take(reports.len()) {
        let origin = |claim: &Claim| match claim.attribution.iter().rev().find(|link| link.source.is_some()) {
            Some(link) => found.source(&parents, report, claim.span, link),
            None if claim.attribution.is_empty() => found.outlet(&parents, report, claim.span),
            None => found.nobody(root(&parents, report, claim.span)),
        };
        of_claim.push(claims.iter().map(origin).collect());
    }
    Origins { origins: found.origins, of_claim }
}

/// What makes two origins one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(usize),
    Outlet(String),
    Described(String),
    Document(String, Option<usize>),
    /// A source that only its own report could tell.
    Within(usize, String),
}

struct Found<'s> {
    reports: &'s [Annotated],
    entities: &'s Entities,
    /// Keys of the outlets of the story, with their names.
    outlets: BTreeMap<String, String>,
    places: BTreeMap<Key, usize>,
    origins: Vec<Origin>,
}

/// The outlets and credited agencies of the story, by their keys.
fn outlets(reports: &[Annotated], derivations: &[Derivation]) -> BTreeMap<String, String> {
    let held = reports.iter().filter_map(|annotated| annotated.report.outlet.as_deref());
    let credited = derivations.iter().filter_map(|derivation| derivation.source.as_deref());
    let mut outlets = BTreeMap::new();
    for name in held.chain(credited) {
        outlets.entry(outlet_key(name)).or_insert_with(|| name.to_owned());
    }
    outlets.remove("");
    outlets
}

impl Found<'_> {
    fn add(&mut self, key: Key, name: &str, kind: OriginKind, entity: Option<usize>) -> usize {
        let next = self.origins.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.origins.push(Origin { name: name.to_owned(), kind, entity });
        }
        place
    }

    /// The origin that the source of an attribution is.
    fn source(
        &mut self,
        parents: &[Vec<&Derivation>],
        report: usize,
        claim: Span,
        link: &Attribution,
    ) -> usize {
        let Some(span) = link.source else { return self.nobody(report) };
        let annotated = &self.reports[report];
        let words = annotated.report.text.get(span.range()).unwrap_or_default();
        let mention = link.source_mention.or_else(|| head_mention(annotated, span));
        let is_name = |mention: usize| {
            annotated.mentions.get(mention).is_some_and(|mention| mention.form == MentionForm::Name)
        };
        let mention =
            mention.filter(|&mention| is_name(mention)).or_else(|| apposed(annotated, span)).or(mention);
        let entity =
            mention.and_then(|mention| self.entities.of_mention.get(report)?.get(mention).copied()?);
        let mention = mention.and_then(|mention| annotated.mentions.get(mention));
        let form = mention.map(|mention| mention.form);
        // "The Lunde Report" may be a newspaper; "a study by the Lunde Institute" is a document.
        let named = mention.is_some_and(|mention| {
            mention.form == MentionForm::Name
                && mention.span.end == span.end
                && mention.span.start <= span.start + 4
        });
        if let Some(document) = document_word(words).filter(|_| !named) {
            return self.document(report, span, words, document);
        }
        match (entity, form) {
            (Some(entity), _) => self.named(entity),
            (None, Some(MentionForm::Pronoun)) => {
                let name = format!("unclear (“{}”)", words.trim());
                let report = root(parents, report, claim);
                self.add(Key::Within(report, words.to_lowercase()), &name, OriginKind::Unnamed, None)
            }
            (None, Some(MentionForm::Name)) => {
                self.add(Key::Described(words.to_lowercase()), words, OriginKind::Named, None)
            }
            (None, _) if description(words).is_empty() => self.nobody(report),
            (None, _) => {
                self.add(Key::Described(description(words)), &line(words), OriginKind::Unnamed, None)
            }
        }
    }

    fn named(&mut self, entity: usize) -> usize {
        let Some(known) = self.entities.entities.get(entity) else { return self.nobody(0) };
        let names = std::iter::once(&known.name).chain(&known.aliases);
        let outlet = names.map(|name| outlet_key(name)).find(|key| self.outlets.contains_key(key));
        match outlet.filter(|_| known.kind != EntityKind::Person && known.kind != EntityKind::Place) {
            Some(key) => self.outlet_named(key),
            None => self.add(Key::Entity(entity), &known.name, OriginKind::Named, Some(entity)),
        }
    }

    fn outlet_named(&mut self, key: String) -> usize {
        let name = self.outlets.get(&key).cloned().unwrap_or_else(|| key.clone());
        let entity = self.entities.entities.iter().position(|entity| {
            !matches!(entity.kind, EntityKind::Person | EntityKind::Place)
                && std::iter::once(&entity.name).chain(&entity.aliases).any(|name| outlet_key(name) == key)
        });
        self.add(Key::Outlet(key), &name, OriginKind::Outlet, entity)
    }

    fn document(&mut self, report: usize, span: Span, words: &str, document: &'static str) -> usize {
        let annotated = &self.reports[report];
        let issuer = annotated
            .mentions
            .iter()
            .enumerate()
            .filter(|(_, mention)| span.contains(mention.span) && mention.span != span)
            .find_map(|(mention, _)| self.entities.of_mention.get(report)?.get(mention).copied()?);
        match issuer {
            Some(issuer) if STATEMENTS.contains(&document) => self.named(issuer),
            Some(issuer) => {
                let key = Key::Document(document.to_owned(), Some(issuer));
                self.add(key, &line(words), OriginKind::Document, Some(issuer))
            }
            None => {
                self.add(Key::Document(description(words), None), &line(words), OriginKind::Document, None)
            }
        }
    }

    /// "Reportedly", "it was said": somebody, but nobody tells who.
    fn nobody(&mut self, report: usize) -> usize {
        self.add(Key::Within(report, String::new()), "an unnamed source", OriginKind::Unnamed, None)
    }

    /// The outlet on whose word `report` tells what stands at `span`: its own, or that of the report it has the words
    /// from.
    fn outlet(&mut self, parents: &[Vec<&Derivation>], report: usize, span: Span) -> usize {
        let current = match root_or_source(parents, report, span) {
            Drawn::Report(root) => root,
            Drawn::Source(source) => return self.outlet_named(outlet_key(source)),
        };
        let own = &self.reports[current].report;
        match own.outlet.as_deref().map(outlet_key).filter(|key| !key.is_empty()) {
            Some(key) => self.outlet_named(key),
            None => self.add(
                Key::Within(current, "outlet".to_owned()),
                &format!("report {}", own.id),
                OriginKind::Outlet,
                None,
            ),
        }
    }
}

enum Drawn<'d> {
    Report(usize),
    Source(&'d str),
}

/// The report that the words at `span` of `report` come from in the end, among those that are held.
fn root(parents: &[Vec<&Derivation>], report: usize, span: Span) -> usize {
    match root_or_source(parents, report, span) {
        Drawn::Report(root) => root,
        Drawn::Source(_) => report,
    }
}

/// The report, or the source that is not held, that the words at `span` of `report` come from in the end.
fn root_or_source<'d>(parents: &[Vec<&'d Derivation>], report: usize, span: Span) -> Drawn<'d> {
    let (mut current, mut span) = (report, span);
    let mut seen = vec![report];
    while let Some((from, place)) =
        parents[current].iter().find_map(|derivation| drawn_from(derivation, span))
    {
        match from {
            Drawn::Source(source) => return Drawn::Source(source),
            Drawn::Report(next) if seen.contains(&next) || next >= parents.len() => {
                // A circle of undated copies: all rest on the one that comes first.
                return Drawn::Report(seen.iter().copied().chain([next]).min().unwrap_or(current));
            }
            Drawn::Report(next) => {
                seen.push(next);
                (current, span) = (next, place);
            }
        }
    }
    Drawn::Report(current)
}

/// Words after which a name does not say who the source is, but whose or from where.
const NOT_APPOSED: &[&str] = &[
    "against", "and", "at", "by", "for", "from", "in", "near", "of", "on", "or", "that", "to", "who",
    "whose", "with",
];

/// The name that stands in apposition to the noun of a source: "its spokesman, Tomas Arvel", "the agency CPA".
fn apposed(annotated: &Annotated, source: Span) -> Option<usize> {
    let text = &annotated.report.text;
    let stands = |span: Span| {
        let before = text.get(source.start as usize..span.start as usize).unwrap_or_default();
        let after = text.get(span.end as usize..source.end as usize).unwrap_or_default();
        let word = before.trim_end_matches([' ', ',']).rsplit(' ').next().unwrap_or_default();
        let noun = word.chars().next().is_some_and(char::is_alphabetic) && !NOT_APPOSED.contains(&word);
        noun && (after.is_empty() || after.starts_with(','))
    };
    let acts = |kind| matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Other);
    annotated.mentions.iter().position(|mention| {
        source.contains(mention.span)
            && mention.form == MentionForm::Name
            && acts(mention.kind)
            && stands(mention.span)
    })
}

/// A copy of this coverage is taken to hold nothing of its own.
const WHOLE: f64 = 0.9;

/// Where the words at `span` come from, if the derivation covers most of them, and their place there.
fn drawn_from<'d>(derivation: &'d Derivation, span: Span) -> Option<(Drawn<'d>, Span)> {
    if matches!(derivation.kind, DerivationKind::SharedSource) && derivation.from.is_some() {
        return None;
    }
    let shared = |to: Span| to.end.min(span.end).saturating_sub(to.start.max(span.start)) as usize;
    let covered: usize = derivation.passages.iter().map(|passage| shared(passage.to)).sum();
    let whole = derivation.kind == DerivationKind::Copy && derivation.coverage >= WHOLE;
    if covered * 2 < span.len().max(1) && !whole {
        return None;
    }
    let best = derivation.passages.iter().max_by_key(|passage| shared(passage.to));
    let place = best.and_then(|passage| passage.from).map_or(span, |cite| cite.span);
    match (derivation.from, &derivation.source) {
        (Some(from), _) => Some((Drawn::Report(from), place)),
        (None, Some(source)) => Some((Drawn::Source(source), place)),
        (None, None) => None,
    }
}

/// The mention that a source is: the first that starts where it does, else the first within.
fn head_mention(annotated: &Annotated, span: Span) -> Option<usize> {
    let within = || annotated.mentions.iter().enumerate().filter(|(_, mention)| span.contains(mention.span));
    let longest = within()
        .filter(|(_, mention)| mention.span.len() * 2 > span.len())
        .max_by_key(|(_, mention)| mention.span.len());
    longest
        .or_else(|| within().find(|(_, mention)| mention.form == MentionForm::Name))
        .map(|(index, _)| index)
}

/// The word for a document that is the head of the words of a source, if there is one: the last word before "of",
/// "from", "by", "that" and the like.
fn document_word(words: &str) -> Option<&'static str> {
    let mut head = "";
    for word in
        words.split(|char: char| !char.is_alphanumeric() && char != '-').filter(|word| !word.is_empty())
    {
        if matches!(
            word,
            "of" | "from"
                | "by"
                | "that"
                | "which"
                | "issued"
                | "released"
                | "published"
                | "on"
                | "in"
                | "for"
                | "to"
                | "about"
                | "obtained"
                | "seen"
        ) {
            break;
        }
        head = word;
    }
    let head = head.to_lowercase();
    let is = |word: &&&str| **word == head || head.strip_suffix('s') == Some(**word);
    DOCUMENTS.iter().find(is).or_else(|| STATEMENTS.iter().find(is)).copied()
}

/// A description without articles, numbers and case: what two outlets must share to speak of one unnamed source.
fn description(words: &str) -> String {
    let words =
        words.split(|char: char| !char.is_alphanumeric() && char != '-' && char != '’' && char != '\'');
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let skipped = words
        .iter()
        .take_while(|word| COUNTING.contains(&word.as_str()) || word.parse::<u64>().is_ok())
        .count();
    words[skipped..].join(" ")
}

/// On one line, as it stands in the text.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words before a description that do not make it another one.
const COUNTING: &[&str] = &[
    "a", "an", "another", "at", "dozens", "eight", "few", "five", "four", "least", "many", "most", "nine",
    "of", "one", "other", "others", "other", "several", "seven", "six", "some", "ten", "the", "these",
    "those", "three", "two",
];

/// Documents that are origins of their own.
const DOCUMENTS: &[&str] = &[
    "analysis",
    "assessment",
    "audit",
    "complaint",
    "contract",
    "data",
    "document",
    "estimate",
    "figure",
    "file",
    "filing",
    "indictment",
    "inquiry",
    "investigation",
    "law",
    "lawsuit",
    "log",
    "map",
    "memo",
    "minute",
    "paper",
    "poll",
    "preprint",
    "record",
    "report",
    "ruling",
    "study",
    "survey",
    "transcript",
    "verdict",
];

/// Documents that are nothing but their issuer's word.
const STATEMENTS: &[&str] = &[
    "announcement",
    "briefing",
    "bulletin",
    "communiqué",
    "e-mail",
    "email",
    "letter",
    "message",
    "notice",
    "post",
    "release",
    "speech",
    "statement",
    "tweet",
];
