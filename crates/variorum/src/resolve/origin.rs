//! Origins: whom a claim rests on in the end.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::annotate::{Annotated, EntityKind, Mention, MentionForm, is_person_noun};
use crate::claim::{Attribution, Claim, Manner};
use crate::derive::{Derivation, Outlets, outlet_key, same_outlet};
use crate::report::SectionKind;
use crate::text::Span;

use super::Entities;
use super::office;
use super::source::{Document, description, document, goes_on, is_nobody, is_spoken_for, named_last, shown};
use super::trace::{Told, Trace};

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
/// - Unnamed sources with one description ("regional officials", "a regional official") are one origin in all reports.
///   Numbers, articles and what they ask of the reporter ("who asked not to be named") do not count, other qualifiers
///   do.
/// - A statement is its issuer's word, and so is what an unnamed spokesman says; a study or a report is an origin of its
///   own, one for each issuer.
/// - "The governor" is the one governor whom the reports name, and "the civil protection agency" the body that another
///   report writes as a name.
/// - An outlet's own words are the origin of whatever copies or rewrites them: where a derivation covers the claim, its
///   origin is that of the report, or of the credited agency, that the words come from.
/// - A named source that is an outlet ("Reuters said") is the same origin as that outlet's own words.
/// - A sentence that several reports quote word for word was said by one person, however each describes them.
pub fn origins(
    reports: &[Annotated],
    claims: &[Vec<Claim>],
    entities: &Entities,
    derivations: &[Derivation],
) -> Origins {
    let (outlets, outlet_index) = outlets(reports, derivations);
    let mut found = Found {
        reports,
        entities,
        trace: Trace::new(reports.len(), derivations),
        outlets,
        outlet_index,
        entity_index: bodies_by_name(entities),
        holders: office::holders(reports, entities),
        bodies: bodies(entities),
        places: BTreeMap::new(),
        described: BTreeMap::new(),
        origins: vec![],
        of_name: BTreeMap::new(),
        of_entity: BTreeMap::new(),
    };
    let of_report = |(report, claims): (usize, &Vec<Claim>)| {
        claims.iter().map(|claim| found.origin(report, claim)).collect()
    };
    let mut of_claim: Vec<Vec<usize>> =
        claims.iter().take(reports.len()).enumerate().map(of_report).collect();
    trace_outlets(reports, claims, derivations, &found.origins, &mut of_claim);
    join_quoted(reports, claims, &found.origins, &mut of_claim);
    let fuller = fuller(&found.places);
    one_for_each(found.origins, &fuller, of_claim)
}

/// Follows a claim on an outlet's word ("The Ledger wrote") into that outlet's report, where that is at hand and a
/// derivation shows the words there: it rests on whatever they rest on.
fn trace_outlets(
    reports: &[Annotated],
    claims: &[Vec<Claim>],
    derivations: &[Derivation],
    origins: &[Origin],
    of_claim: &mut [Vec<usize>],
) {
    let first = of_claim.to_vec();
    for derivation in derivations {
        let (Some(from), to) = (derivation.from, derivation.to) else { continue };
        let (Some(parent), Some(own), Some(known)) = (claims.get(from), claims.get(to), first.get(from))
        else {
            continue;
        };
        let outlet = reports.get(from).and_then(|annotated| annotated.report.outlet.as_deref());
        let places = derivation.passages.iter().filter_map(|passage| Some((passage.from?.span, passage.to)));
        let places: Vec<(Span, Span)> = places.collect();
        for (index, claim) in own.iter().enumerate().filter(|(_, claim)| !claim.attribution.is_empty()) {
            let on_its_word = origins
                .get(first[to][index])
                .is_some_and(|origin| outlet.is_some_and(|outlet| same_outlet(&origin.name, outlet)));
            let there = places.iter().filter(|_| on_its_word).find(|(_, here)| here.overlaps(claim.span));
            let told = there.map(|&(there, here)| same_place(parent, there, here, claim.span));
            let told = told.or_else(|| {
                on_its_word.then(|| same_number((&reports[from], parent), (&reports[to], claim)))
            });
            let mut origins = told.unwrap_or_default().into_iter().filter_map(|told| known.get(told));
            // Words that rest on several origins there are left to the outlet that has them.
            if let Some(origin) = origins.next().filter(|first| origins.all(|other| other == *first)) {
                of_claim[to][index] = *origin;
            }
        }
    }
}

/// Words from which a quotation is no set phrase that two people might say.
const QUOTED: usize = 6;

/// Gives words that several reports quote alike to the one of their speakers whom the reports tell most of.
fn join_quoted(
    reports: &[Annotated],
    claims: &[Vec<Claim>],
    origins: &[Origin],
    of_claim: &mut [Vec<usize>],
) {
    let mut quoted: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (report, claims) in claims.iter().enumerate().take(reports.len()) {
        let direct =
            |claim: &Claim| claim.attribution.last().is_some_and(|link| link.manner == Manner::Direct);
        for (index, claim) in claims.iter().enumerate().filter(|(_, claim)| direct(claim)) {
            let text = |span: &Span| reports[report].report.text.get(span.start as usize..span.end as usize);
            let words = claim.content.iter().filter_map(text).flat_map(|text| {
                text.split(|mark: char| !mark.is_alphanumeric()).filter(|word| !word.is_empty())
            });
            let words: Vec<String> = words.map(str::to_lowercase).collect();
            if words.len() >= QUOTED {
                let telling: Vec<String> = words.into_iter().filter(|word| !is_small(word)).collect();
                quoted.entry(telling.join(" ")).or_default().push((report, index));
            }
        }
    }
    let unnamed = |origin: usize| origins[origin].kind == OriginKind::Unnamed;
    for places in quoted.into_values().filter(|places| places.len() > 1) {
        let origin_of = |&(report, claim): &(usize, usize)| of_claim[report][claim];
        let told = |origin: usize| (!unnamed(origin), origins[origin].name.len(), std::cmp::Reverse(origin));
        let best = places.iter().map(origin_of).max_by_key(|&origin| told(origin));
        for (report, claim) in places {
            let own = &mut of_claim[report][claim];
            *own = best.filter(|_| unnamed(*own)).unwrap_or(*own);
        }
    }
}

/// Whether quotations of one sentence differ in the word: "the fire progressed", "the fire has progressed".
fn is_small(word: &str) -> bool {
    matches!(word, "a" | "an" | "the" | "that" | "has" | "have" | "had" | "is" | "are" | "was" | "were" | "s")
}

/// The claims of the report drawn on that give a number of this claim, where the words are others: "sending 1.7 million
/// cubic metres into the town" as "a torrent of 1.7 million cubic metres".
fn same_number(parent: (&Annotated, &[Claim]), own: (&Annotated, &Claim)) -> Vec<usize> {
    let numbers = |annotated: &Annotated, claim: &Claim| -> BTreeSet<(u64, Option<String>)> {
        let held = claim.quantities.iter().filter_map(|&index| annotated.quantities.get(index));
        let told = held.filter_map(|quantity| Some((quantity.low.filter(|low| *low >= TELLING)?, quantity)));
        told.map(|(low, quantity)| (low.to_bits(), quantity.unit.clone())).collect()
    };
    let own = numbers(own.0, own.1);
    let told = parent.1.iter().enumerate();
    let told = told.filter(|(_, claim)| !numbers(parent.0, claim).is_disjoint(&own));
    told.map(|(index, _)| index).collect()
}

/// Smaller numbers stand in too many sentences to tell which one is meant.
const TELLING: f64 = 10.0;

/// The claims of the report drawn on that stand where `span` does in the passage: the one that shares most with it, and
/// others that lie in it for the greater part.
fn same_place(claims: &[Claim], there: Span, here: Span, span: Span) -> Vec<usize> {
    let start = there.start + span.start.saturating_sub(here.start);
    let shared = |claim: &Claim| {
        let end = start + span.len() as u32;
        claim.span.end.min(end).saturating_sub(claim.span.start.max(start))
    };
    let within = |claim: &Claim| 2 * shared(claim) as usize > claim.span.len();
    let most = claims.iter().map(shared).max().unwrap_or(0);
    let told = claims.iter().enumerate();
    let told = told.filter(|(_, claim)| shared(claim) > 0 && (shared(claim) == most || within(claim)));
    told.map(|(index, _)| index).collect()
}

/// Origins told by a bare noun, each with the only one that tells the same noun with more behind it: "farmers" with
/// "farmers along the Isk", "a letter" with "a letter seen by the Post".
fn fuller(places: &BTreeMap<Key, usize>) -> BTreeMap<usize, usize> {
    let described = |key: &Key| match key {
        Key::Described(words) => Some((false, words.clone())),
        Key::Document(words, None) => Some((true, words.clone())),
        _ => None,
    };
    let known: BTreeMap<(bool, String), usize> =
        places.iter().filter_map(|(key, &origin)| Some((described(key)?, origin))).collect();
    let bare = known.iter().filter(|((_, words), _)| !words.is_empty() && !words.contains(' '));
    let with_more = |((kind, noun), origin): (&(bool, String), &usize)| {
        let more = known.iter().filter(|((other, words), _)| {
            let behind = words.strip_prefix(noun.as_str()).and_then(|rest| rest.strip_prefix(' '));
            other == kind && behind.and_then(|rest| rest.split(' ').next()).is_some_and(goes_on)
        });
        let mut origins: Vec<usize> = more.map(|(_, &origin)| origin).collect();
        origins.dedup();
        match origins[..] {
            [only] if only != *origin => Some((*origin, only)),
            _ => None,
        }
    };
    bare.filter_map(with_more).collect()
}

/// Puts each origin that is another's bare name with the other, and numbers those that are left.
fn one_for_each(
    origins: Vec<Origin>,
    fuller: &BTreeMap<usize, usize>,
    mut of_claim: Vec<Vec<usize>>,
) -> Origins {
    if fuller.is_empty() {
        return Origins { origins, of_claim };
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for origin in of_claim.iter_mut().flatten() {
        let meant = fuller.get(origin).copied().unwrap_or(*origin);
        let next = numbers.len();
        *origin = *numbers.entry(meant).or_insert(next);
    }
    let mut kept: Vec<(usize, Origin)> = Vec::new();
    for (old, origin) in origins.into_iter().enumerate() {
        kept.extend(numbers.get(&old).map(|&number| (number, origin)));
    }
    kept.sort_by_key(|(number, _)| *number);
    Origins { origins: kept.into_iter().map(|(_, origin)| origin).collect(), of_claim }
}

/// What makes two origins one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Entity(usize),
    Outlet(usize),
    Described(String),
    Document(String, Option<usize>),
    /// A source that only its own report could tell.
    Within(usize, String),
}

struct Found<'s> {
    reports: &'s [Annotated],
    entities: &'s Entities,
    trace: Trace<'s>,
    /// The outlets and agencies of the story, each once.
    outlets: Vec<&'s str>,
    outlet_index: Outlets,
    entity_index: Outlets,
    /// The person who holds each office.
    holders: BTreeMap<&'static str, Option<usize>>,
    /// The bodies by the description that their names are.
    bodies: BTreeMap<String, usize>,
    places: BTreeMap<Key, usize>,
    origins: Vec<Origin>,
    /// For each report, the origins described so far by the noun that their description ends with.
    described: BTreeMap<(usize, String), usize>,
    /// Names and entities asked for before, and the outlet that each is.
    of_name: BTreeMap<String, Option<usize>>,
    of_entity: BTreeMap<usize, Option<usize>>,
}

/// The outlets whose reports are at hand and those that are credited.
fn outlets<'s>(reports: &'s [Annotated], derivations: &'s [Derivation]) -> (Vec<&'s str>, Outlets) {
    let held = reports.iter().filter_map(|annotated| annotated.report.outlet.as_deref());
    let credited = derivations.iter().filter_map(|derivation| derivation.source.as_deref());
    let (mut outlets, mut index): (Vec<&str>, Outlets) = Default::default();
    for name in held.chain(credited).filter(|name| !outlet_key(name).is_empty()) {
        if index.find(name).is_none() {
            index.add(name, outlets.len());
            outlets.push(name);
        }
    }
    (outlets, index)
}

/// The entities that may be outlets, by all their names.
fn bodies_by_name(entities: &Entities) -> Outlets {
    let mut index = Outlets::default();
    for (id, entity) in entities.entities.iter().enumerate() {
        if !matches!(entity.kind, EntityKind::Person | EntityKind::Place) {
            names(entity).for_each(|name| index.add(name, id));
        }
    }
    index
}

/// The name and the other names of an entity.
fn names(entity: &super::Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name).chain(&entity.aliases).map(String::as_str)
}

/// The bodies whose names of several words another report may write as a description: "the civil protection agency".
fn bodies(entities: &Entities) -> BTreeMap<String, usize> {
    let mut bodies = BTreeMap::new();
    for (index, entity) in entities.entities.iter().enumerate() {
        if matches!(entity.kind, EntityKind::Organization | EntityKind::Group) {
            for name in names(entity).map(description).filter(|name| name.contains(' ')) {
                bodies.entry(name).or_insert(index);
            }
        }
    }
    bodies
}

impl<'s> Found<'s> {
    fn origin(&mut self, report: usize, claim: &Claim) -> usize {
        if claim.attribution.is_empty() {
            return self.teller(report, claim.span);
        }
        for link in claim.attribution.iter().rev() {
            if let Some(origin) = link.source.and_then(|source| self.source(report, link, source, claim.span))
            {
                return origin;
            }
        }
        // "Reportedly", "it was said": somebody, but nobody tells who.
        let told = self.told(report, claim.span).report;
        self.add(Key::Within(told, String::new()), "an unnamed source", OriginKind::Unnamed, None)
    }

    fn add(&mut self, key: Key, name: &str, kind: OriginKind, entity: Option<usize>) -> usize {
        let next = self.origins.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.origins.push(Origin { name: name.to_owned(), kind, entity });
        }
        place
    }

    /// The origin that the source of an attribution is; `None` for words that name nobody ("who", "everybody").
    fn source(&mut self, report: usize, link: &Attribution, span: Span, claim: Span) -> Option<usize> {
        let reports = self.reports;
        let annotated = &reports[report];
        let words = annotated.report.text.get(span.range()).unwrap_or_default();
        let person = leading_person(annotated, span);
        let index = person.or(link.source_mention).or_else(|| head(annotated, span));
        let mention = index.and_then(|index| annotated.mentions.get(index));
        let is_name = mention.is_some_and(|mention| mention.form == MentionForm::Name);
        // "The Lunde Report" may be a newspaper; "a study by the Lunde Institute" is a document.
        let whole = mention.is_some_and(|mention| mention.span.len() + 4 >= span.len());
        if let Some(document) = document(words).filter(|_| !(is_name && whole)) {
            return Some(self.document(report, span, words, document));
        }
        if !is_name {
            let within =
                |mention: &&Mention| mention.form == MentionForm::Name && span.contains(mention.span);
            let place = annotated.mentions.iter().rposition(|mention| within(&mention));
            // "The head of the agency CPA" is not CPA.
            let apposed = place.filter(|&place| {
                let name = &annotated.mentions[place];
                named_last(annotated, span, name)
                    && (name.kind == EntityKind::Person || !names_outlet_of_source(words))
            });
            if let Some(entity) = apposed.and_then(|place| self.entity(report, place)) {
                return Some(self.named(entity));
            }
            if is_spoken_for(words)
                && let Some(body) = self.body(report, span)
            {
                return Some(self.named(body));
            }
        }
        let whose = || person.is_some() || names_outlet_of_source(words);
        let outlet = outlet_names(words).find_map(|(_, name)| self.outlet_index.find(name));
        if let Some(place) = outlet.filter(|_| !whose()) {
            return Some(self.outlet(place));
        }
        if let Some(entity) = index.and_then(|index| self.entity(report, index)) {
            return Some(self.named(entity));
        }
        if is_nobody(words) {
            return None;
        }
        let described = description(words);
        let common = mention.is_none_or(|mention| mention.form == MentionForm::Nominal);
        let held = office::named(words).and_then(|office| self.holders.get(office).copied().flatten());
        // "A health ministry official" speaks for the ministry.
        let body = described.strip_suffix(" official").unwrap_or(&described);
        if let Some(entity) = held.or_else(|| self.bodies.get(body).copied()).filter(|_| common) {
            return Some(self.named(entity));
        }
        // "The official" is the one of whom the report has told more before.
        let definite = words.trim_start().to_lowercase().starts_with("the ");
        let known = self.described.get(&(report, described.clone())).copied().filter(|_| common && definite);
        if known.is_some() {
            return known;
        }
        Some(match mention.map(|mention| mention.form) {
            Some(MentionForm::Pronoun) => {
                let told = self.told(report, claim).report;
                let name = format!("unclear (“{}”)", words.trim());
                self.add(Key::Within(told, words.to_lowercase()), &name, OriginKind::Unnamed, None)
            }
            Some(MentionForm::Name) => self.add(Key::Described(described), words, OriginKind::Named, None),
            _ => {
                let noun = described.rsplit_once(' ').map(|(_, noun)| noun.to_owned());
                let origin = self.add(Key::Described(described), &shown(words), OriginKind::Unnamed, None);
                // One person: "the police" of one report are those of another, whatever the first calls them.
                if let Some(noun) = noun.filter(|noun| is_person_noun(noun) && is_one(words)) {
                    self.described.insert((report, noun), origin);
                }
                origin
            }
        })
    }

    /// Who told first what stands at `span`.
    fn told(&self, report: usize, span: Span) -> Told<'s> {
        let heads = self.reports[report].report.sections.iter().any(|section| {
            matches!(section.kind, SectionKind::Headline | SectionKind::Standfirst)
                && section.span.contains(span)
        });
        self.trace.origin(report, span, heads)
    }

    /// The entity of a mention.
    fn entity(&self, report: usize, mention: usize) -> Option<usize> {
        self.entities.of_mention.get(report)?.get(mention).copied()?
    }

    /// The body that a source within `span` belongs to ("a spokesman for the ministry").
    fn body(&self, report: usize, span: Span) -> Option<usize> {
        let mentions = self.reports[report].mentions.iter().enumerate();
        mentions
            .filter(|(_, mention)| span.contains(mention.span) && mention.span != span)
            .filter_map(|(index, _)| self.entity(report, index))
            .find(|&entity| {
                let kind = self.entities.entities.get(entity).map(|entity| entity.kind);
                matches!(kind, Some(EntityKind::Organization | EntityKind::Group | EntityKind::Other))
            })
    }

    fn named(&mut self, entity: usize) -> usize {
        let known = &self.entities.entities[entity];
        let outlets = &self.outlet_index;
        let may_be = !matches!(known.kind, EntityKind::Person | EntityKind::Place);
        let find = || names(known).filter(|_| may_be).filter_map(|name| outlets.find(name)).min();
        if let Some(place) = *self.of_entity.entry(entity).or_insert_with(find) {
            return self.outlet(place);
        }
        self.add(Key::Entity(entity), &known.name, OriginKind::Named, Some(entity))
    }

    fn outlet(&mut self, place: usize) -> usize {
        if let Some(&known) = self.places.get(&Key::Outlet(place)) {
            return known;
        }
        let name = self.outlets[place];
        let entity = self.entity_index.find(name);
        self.add(Key::Outlet(place), name, OriginKind::Outlet, entity)
    }

    fn document(&mut self, report: usize, span: Span, words: &str, document: Document) -> usize {
        let issuer = self.body(report, span).or_else(|| {
            let mentions = self.reports[report].mentions.iter().enumerate();
            let mut within =
                mentions.filter(|(_, mention)| span.contains(mention.span) && mention.span != span);
            within.find_map(|(index, _)| self.entity(report, index))
        });
        match (issuer, document) {
            (Some(issuer), Document::Statement) => self.named(issuer),
            (Some(issuer), Document::Record(word)) => {
                let key = Key::Document(word.to_owned(), Some(issuer));
                self.add(key, &shown(words), OriginKind::Document, Some(issuer))
            }
            (None, _) => {
                self.add(Key::Document(description(words), None), &shown(words), OriginKind::Document, None)
            }
        }
    }

    /// The outlet on whose word `report` tells what stands at `span`: its own, or that of the report it has the words
    /// from.
    fn teller(&mut self, report: usize, span: Span) -> usize {
        let told = self.told(report, span);
        let own = &self.reports[told.report].report;
        let name = told.source.or(own.outlet.as_deref());
        let outlets = &self.outlet_index;
        let find = |name: &str| outlets.find(name);
        let place = name.and_then(|name| *self.of_name.entry(name.to_owned()).or_insert_with(|| find(name)));
        match place {
            Some(place) => self.outlet(place),
            None => {
                let key = Key::Within(told.report, "outlet".to_owned());
                self.add(key, &format!("report {}", own.id), OriginKind::Outlet, None)
            }
        }
    }
}

/// What may be the name of an outlet, as all words behind one for its kind, and the words before it: "the agency CPA",
/// "state news agency SANA", "the newspaper Harrow Gazette".
fn outlet_names(words: &str) -> impl Iterator<Item = (&str, &str)> {
    let words = words.trim();
    let parted = words.match_indices(' ').map(|(at, _)| (&words[..at], words[at..].trim()));
    parted.filter(|(before, _)| {
        let kind = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
        OUTLETS.contains(&kind.as_str())
    })
}

/// Words for the kinds of outlets.
const OUTLETS: &[&str] =
    &["agency", "broadcaster", "channel", "newspaper", "daily", "paper", "station", "website"];

/// Whether the words tell whose source it is, or where, by an outlet: "the head of the agency CPA", "an editor at the
/// newspaper Ledger".
fn names_outlet_of_source(words: &str) -> bool {
    outlet_names(words).any(|(before, name)| {
        let mut before = before.split(' ').map(str::to_lowercase);
        name.starts_with(char::is_uppercase)
            && before.any(|word| matches!(word.as_str(), "of" | "at" | "for" | "with" | "from"))
    })
}

/// Whether the words tell of one: "a health ministry official".
fn is_one(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.as_str(), "a" | "an" | "one" | "another")
}

/// The person with whose name a source begins ("Ora Lind head of the rescue service"), unless the name only owns what
/// follows ("Ora Lind's lawyer").
fn leading_person(annotated: &Annotated, span: Span) -> Option<usize> {
    let text = &annotated.report.text;
    let leads = |mention: &Mention| {
        let after = text.get(mention.span.end as usize..).unwrap_or_default();
        mention.form == MentionForm::Name
            && mention.kind == EntityKind::Person
            && mention.span.start <= span.start + 4
            && span.contains(mention.span)
            && !after.starts_with("'s")
            && !after.starts_with("’s")
    };
    annotated.mentions.iter().position(leads)
}

/// The mention that a source is: one that makes up most of it, else the name that it begins with.
fn head(annotated: &Annotated, span: Span) -> Option<usize> {
    let within = || annotated.mentions.iter().enumerate().filter(|(_, mention)| span.contains(mention.span));
    let longest = within()
        .filter(|(_, mention)| mention.span.len() * 2 > span.len())
        .max_by_key(|(_, mention)| mention.span.len());
    let first = || {
        within()
            .find(|(_, mention)| mention.form == MentionForm::Name && mention.span.start <= span.start + 4)
    };
    longest.or_else(first).map(|(index, _)| index)
}
