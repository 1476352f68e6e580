//! Names: what the model found, with its spans and kinds mended by cues and by consistency within the report.

use std::collections::BTreeMap;
use std::ops::Range;

use variorum_spacy::Pos;

use super::famous::is_famous_body;
use super::name_kind::{self, kind_by_cues};
use super::name_word::kind_of_name_word;
use super::person_noun::is_person_noun;
use super::title::{is_calling, is_title};
use super::{Candidate, EntityKind, MentionForm, agreement, compound, head_of, headline, lead, person};
use crate::annotate::{Parse, Sentence};
use crate::days::MONTHS;
use crate::report::SectionKind;

/// Small words that may stand inside a personal name.
const PARTICLES: [&str; 22] = [
    "al", "el", "ul", "ud", "bin", "ibn", "bint", "abu", "van", "von", "de", "der", "den", "di", "da", "dos",
    "du", "la", "le", "ben", "-", "‐",
];

/// Finds the names of a document, in order, none within another.
pub fn find(parse: &Parse, sentences: &[Sentence]) -> Vec<Candidate> {
    let mut names = from_model(parse, sentences);
    join_pieces(parse, &mut names);
    lead::settle(parse, sentences, &mut names);
    for name in &mut names {
        if let Some(own) = person::own_name(parse, name) {
            *name = Candidate { tokens: own, kind: EntityKind::Person, ..*name };
        }
    }
    names.retain(|name| !is_label(parse, sentences, &name.tokens));
    let taken = taken_tokens(parse, &names);
    names.extend(
        unnamed_runs(parse, sentences, &taken)
            .into_iter()
            .filter(|name| !is_label(parse, sentences, &name.tokens)),
    );
    keep_longest(&mut names);
    compound::join(parse, &mut names);
    for name in &mut names {
        name.kind = kind_by_cues(parse, name);
    }
    agreement::settle(parse, &mut names);
    headline::settle(parse, sentences, &mut names);
    let taken = taken_tokens(parse, &names);
    names.extend(repeats(parse, &names, &taken));
    names.retain_mut(|name| {
        name.tokens = within_sentence(sentences, name.tokens.clone());
        !is_date(parse, &name.tokens)
    });
    keep_longest(&mut names);
    names
}

fn from_model(parse: &Parse, sentences: &[Sentence]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for entity in parse.doc.entities() {
        let Some(kind) = kind_of_label(entity.label) else { continue };
        for piece in pieces(sentences, entity.start..entity.end) {
            let tokens = within_sentence(sentences, extend(parse, piece));
            if let Some(tokens) = trim(parse, tokens, kind) {
                names.push(Candidate { tokens, form: MentionForm::Name, kind });
            }
        }
    }
    names
}

/// An entity as its sentences part it: the model takes a headline's last word for one with the first name below it.
fn pieces(sentences: &[Sentence], entity: Range<usize>) -> Vec<Range<usize>> {
    let first = sentences.partition_point(|sentence| sentence.tokens.end <= entity.start);
    let parts = sentences[first..].iter().map_while(|sentence| {
        let part = sentence.tokens.start.max(entity.start)..sentence.tokens.end.min(entity.end);
        (!part.is_empty()).then_some(part)
    });
    let parts: Vec<Range<usize>> = parts.collect();
    if parts.is_empty() { vec![entity] } else { parts }
}

/// The part of a name in the sentence that it begins in: the model takes a caption's last word for one with what follows.
fn within_sentence(sentences: &[Sentence], tokens: Range<usize>) -> Range<usize> {
    let index = sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start);
    let end = sentences.get(index).map_or(tokens.end, |sentence| sentence.tokens.end);
    tokens.start..tokens.end.min(end.max(tokens.start + 1))
}

/// "Feb 11", "Feb": a month, short or not, and numbers. A month alone that is written in full may be somebody's name.
fn is_date(parse: &Parse, tokens: &Range<usize>) -> bool {
    let month = parse.text(tokens.start).trim_end_matches('.').to_lowercase();
    let is_month = month.len() >= 3 && MONTHS.iter().any(|name| name.starts_with(&month));
    let is_number = |at: usize| parse.text(at).chars().all(|letter| !letter.is_alphabetic());
    is_month && (tokens.len() > 1 || month.len() == 3) && (tokens.start + 1..tokens.end).all(is_number)
}

fn kind_of_label(label: &str) -> Option<EntityKind> {
    Some(match label {
        "PERSON" | "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organization,
        "GPE" | "LOC" | "FAC" => EntityKind::Place,
        "NORP" => EntityKind::Group,
        "EVENT" => EntityKind::Event,
        "WORK_OF_ART" | "LAW" => EntityKind::Work,
        "PRODUCT" | "LANGUAGE" | "MISC" => EntityKind::Other,
        _ => return None,
    })
}

/// Draws neighbouring tokens in where the parse binds them to the name.
fn extend(parse: &Parse, tokens: Range<usize>) -> Range<usize> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    let last = end - 1;
    let head = parse.head(last);
    if parse.dep(last) == "compound"
        && head >= end
        && head <= end + 1
        && (end..=head).all(|at| is_free_name(parse, at))
    {
        end = head + 1;
    }
    let opens = parse.doc.tokens[start].sent_start;
    if start > 0 && !opens && is_free_given_name(parse, start - 1) && parse.pos(start) == Pos::Propn {
        start -= 1;
    }
    while start > 0
        && is_free_name(parse, start - 1)
        && parse.dep(start - 1) == "compound"
        && (start..end).contains(&parse.head(start - 1))
        && !is_title(&parse.text(start - 1).to_lowercase())
        && !parse.doc.tokens[start].sent_start
    {
        start -= 1;
    }
    start..end
}

/// "Gideon" before "Marsh", which the model took for no part of a name.
fn is_free_given_name(parse: &Parse, at: usize) -> bool {
    let text = parse.text(at);
    text.starts_with(char::is_uppercase)
        && parse.token(at).entity_label().is_empty()
        && person::is_given_name(&text.to_lowercase())
}

/// A capitalised proper noun outside every entity.
fn is_free_name(parse: &Parse, index: usize) -> bool {
    parse.pos(index) == Pos::Propn
        && parse.text(index).starts_with(char::is_uppercase)
        && parse.token(index).entity_label().is_empty()
}

/// Takes off articles, possessive endings, marks and, before persons, titles; `None` where nothing is left.
fn trim(parse: &Parse, tokens: Range<usize>, kind: EntityKind) -> Option<Range<usize>> {
    let (mut start, mut end) = (tokens.start, tokens.end);
    while start < end
        && (is_edge(parse, start) || matches!(parse.tag(start), "DT" | "PRP$" | "PDT" | "IN" | "CC"))
    {
        start += 1;
    }
    while start < end && (is_edge(parse, end - 1) || matches!(parse.tag(end - 1), "IN" | "CC" | "DT")) {
        end -= 1;
    }
    if kind == EntityKind::Place {
        while end - start > 1 && PLACE_TAILS.contains(&parse.text(end - 1).to_lowercase().as_str()) {
            end -= 1;
        }
        if end - start > 1 && is_country_of(parse, start) {
            start += 1;
        }
    }
    if kind == EntityKind::Organization || kind == EntityKind::Other {
        end = before_office(parse, start..end).unwrap_or(end);
    }
    // "Hov 52 percent": a headline's or a list's share is no part of the name before it.
    if let Some(number) = (start + 1..end).find(|&at| is_share(parse, at)) {
        end = number;
    }
    if kind == EntityKind::Person {
        start += usize::from(is_calling_in_front(parse, start..end));
        let titled = (start..end.min(start + 5)).rev().find(|&at| is_title(&parse.text(at).to_lowercase()));
        if let Some(title) = titled.filter(|&title| title + 1 < end) {
            start = title + 1;
        }
    }
    let has_letters = (start..end).any(|at| parse.text(at).contains(char::is_alphabetic));
    (start < end && has_letters).then_some(start..end)
}

/// "52 percent", "2 million": a number and what it counts in.
fn is_share(parse: &Parse, at: usize) -> bool {
    let number = parse.text(at).starts_with(|letter: char| letter.is_ascii_digit());
    let counted = |at: usize| {
        matches!(parse.text(at).to_lowercase().as_str(), "percent" | "%" | "per" | "million" | "billion")
    };
    number && at + 1 < parse.len() && counted(at + 1)
}

/// "Forecaster Luis Carrasco said": a calling at the start of a sentence has its capital from there.
fn is_calling_in_front(parse: &Parse, tokens: Range<usize>) -> bool {
    if tokens.len() <= 2 {
        return false;
    }
    let word = parse.text(tokens.start).to_lowercase();
    parse.doc.tokens[tokens.start].sent_start
        && (is_calling(&word) || is_person_noun(&word) && !person::is_given_name(&word))
}

/// Words that a headline in capitals runs together with the place before them: "Clashes near Varn: Monitor".
const PLACE_TAILS: &[&str] = &[
    "claims",
    "monitor",
    "monitors",
    "neighborhood",
    "neighbourhood",
    "officials",
    "outskirts",
    "report",
    "reports",
    "residential",
    "says",
    "sources",
    "suburb",
    "suburbs",
];

/// Whether the word is a country whose possessive has lost its mark, before a place in it: "Syrias Idlib" where the report
/// also has "Syrian".
fn is_country_of(parse: &Parse, at: usize) -> bool {
    let Some(country) = parse.text(at).strip_suffix('s').filter(|name| name.chars().count() > 3) else {
        return false;
    };
    // "Texas" and "Kansas" end in an s of their own.
    let own = |name: &str| ["Texa", "Kansa", "Arkansa", "Hondura", "Bahama", "Philippine"].contains(&name);
    !own(country)
        && parse.doc.entities().any(|entity| {
            matches!(entity.label, "GPE" | "NORP")
                && parse
                    .text(entity.start)
                    .strip_prefix(country)
                    .is_some_and(|rest| matches!(rest, "" | "n" | "an"))
        })
}

/// Words that head a list or a section of a page, in lower case.
const LABELS: &[&str] = &[
    "advertisement",
    "analysis",
    "background",
    "breaking",
    "business",
    "caption",
    "comment",
    "comments",
    "correction",
    "editor",
    "exclusive",
    "explainer",
    "feature",
    "features",
    "follow",
    "gallery",
    "headlines",
    "home",
    "latest",
    "live",
    "local",
    "more",
    "news",
    "opinion",
    "photo",
    "photos",
    "picture",
    "pictures",
    "politics",
    "published",
    "read",
    "related",
    "share",
    "source",
    "sources",
    "sport",
    "sports",
    "subscribe",
    "summary",
    "topics",
    "trending",
    "update",
    "updated",
    "updates",
    "video",
    "videos",
    "watch",
    "weather",
    "world",
];

/// "News" above a report, "Updated: Tuesday": a label of the page and no name.
fn is_label(parse: &Parse, sentences: &[Sentence], tokens: &Range<usize>) -> bool {
    let label = |at: usize| LABELS.contains(&parse.text(at).to_lowercase().as_str());
    if !tokens.clone().all(label) {
        return false;
    }
    let index = sentences.partition_point(|sentence| sentence.tokens.end <= tokens.start);
    let Some(sentence) = sentences.get(index).map(|sentence| &sentence.tokens) else { return true };
    let wordless = |at: usize| !parse.text(at).contains(char::is_alphanumeric);
    let alone = (sentence.start..tokens.start).chain(tokens.end..sentence.end).all(wordless);
    let set_off =
        tokens.end < parse.len() && matches!(parse.text(tokens.end), ":" | "|" | "-" | "–" | "—" | "/");
    alone || set_off && tokens.start == sentence.start
}

fn is_edge(parse: &Parse, index: usize) -> bool {
    let text = parse.text(index);
    matches!(text, "'s" | "’s" | "'" | "’" | "s") || !text.contains(char::is_alphanumeric)
}

/// Joins personal names that only particles and hyphens part ("Abdul Rahman", "al", "-", "Sudani").
fn join_pieces(parse: &Parse, names: &mut Vec<Candidate>) {
    let mut joined: Vec<Candidate> = Vec::with_capacity(names.len());
    for mut name in names.drain(..) {
        name.tokens.end = after_particles(parse, name.tokens.end, name.kind);
        match joined.last_mut() {
            Some(last) if binds(parse, last, &name) => last.tokens.end = name.tokens.end.max(last.tokens.end),
            _ => joined.push(name),
        }
    }
    *names = joined;
}

fn binds(parse: &Parse, first: &Candidate, second: &Candidate) -> bool {
    let gap = first.tokens.end..second.tokens.start;
    first.tokens.end >= second.tokens.start && !parse.doc.tokens[second.tokens.start].sent_start
        || first.kind == EntityKind::Person
            && second.kind != EntityKind::Group
            && gap.len() <= 3
            && gap.clone().any(|at| PARTICLES.contains(&parse.text(at).to_lowercase().as_str()))
            && gap.clone().all(|at| PARTICLES.contains(&parse.text(at).to_lowercase().as_str()))
}

/// Where a personal name ends that a particle and a capitalised word continue.
fn after_particles(parse: &Parse, end: usize, kind: EntityKind) -> usize {
    if kind != EntityKind::Person {
        return end;
    }
    let mut at = end;
    while at < parse.len() && at < end + 3 && PARTICLES.contains(&parse.text(at).to_lowercase().as_str()) {
        at += 1;
    }
    let goes_on = at > end
        && at < parse.len()
        && parse.pos(at) == Pos::Propn
        && parse.text(at).starts_with(char::is_uppercase)
        && !parse.doc.tokens[at].sent_start
        && (end..at).any(|particle| parse.text(particle) == "-" || parse.pos(particle) == Pos::Propn);
    if goes_on { at + 1 } else { end }
}

fn taken_tokens(parse: &Parse, names: &[Candidate]) -> Vec<bool> {
    let mut taken = vec![false; parse.len()];
    for name in names {
        taken[name.tokens.clone()].fill(true);
    }
    for entity in parse.doc.entities() {
        if matches!(entity.label, "DATE" | "TIME" | "MONEY" | "PERCENT" | "QUANTITY" | "ORDINAL" | "CARDINAL")
        {
            taken[entity.start..entity.end].fill(true);
        }
    }
    taken
}

/// Runs of proper nouns that the model gave no name.
fn unnamed_runs(parse: &Parse, sentences: &[Sentence], taken: &[bool]) -> Vec<Candidate> {
    let mut names = Vec::new();
    for sentence in sentences.iter().filter(|sentence| sentence.section != SectionKind::Headline) {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let end = run_end(parse, at, sentence.tokens.end, taken);
            if end > at {
                names.extend(named_run(parse, at..end));
            }
            at = end.max(at + 1);
        }
    }
    names
}

fn run_end(parse: &Parse, start: usize, limit: usize, taken: &[bool]) -> usize {
    let fits = |at: usize| {
        at < limit
            && !taken[at]
            && (parse.pos(at) == Pos::Propn || is_made_of_letters(parse, at))
            && parse.text(at).chars().next().is_some_and(char::is_uppercase)
    };
    let mut end = start;
    while fits(end) {
        end += 1;
        let links = end < limit
            && matches!(parse.text(end), "of" | "for" | "-" | "&")
            && end > start
            && fits(end + 1);
        let body = || kind_of_name_word(&parse.text(end - 1).to_lowercase()).is_some();
        if links && (matches!(parse.text(end), "-" | "&") || body()) {
            end += 1;
        }
    }
    end
}

/// "WHO", "MiG-21": names by their letters, whatever the tagger takes them for.
fn is_made_of_letters(parse: &Parse, at: usize) -> bool {
    let text = parse.text(at);
    let model = text.starts_with(char::is_uppercase) && name_kind::is_model_number(text);
    model || is_acronym(text) && is_famous_body(text) && !shouts(parse, at)
}

/// Whether the words on both sides are in capitals too.
fn shouts(parse: &Parse, at: usize) -> bool {
    let capital = |at: usize| at < parse.len() && is_acronym(parse.text(at));
    capital(at + 1) || at > 0 && capital(at - 1)
}

fn named_run(parse: &Parse, run: Range<usize>) -> Option<Candidate> {
    let mut start = run.start;
    let is_capital_by_place = |at: usize| {
        let word = parse.text(at).to_lowercase();
        parse.doc.tokens[at].sent_start && is_person_noun(&word) && !person::is_given_name(&word)
    };
    while start < run.end && (is_calling(&parse.text(start).to_lowercase()) || is_capital_by_place(start)) {
        start += 1;
    }
    let titled = start > run.start || start > 0 && is_calling(&parse.text(start - 1).to_lowercase());
    let first = (start < run.end).then(|| parse.text(start))?;
    if run.len() == 1 && (first.chars().count() < 2 || crate::days::is_calendar_name(first)) {
        return None;
    }
    if (start..run.end).all(|at| is_office(parse, at)) {
        return None;
    }
    // "Kolm CEO" before a name that is found already.
    if let Some(end) = before_office(parse, start..run.end) {
        let nation = ["an", "ese", "ish"].iter().any(|ending| parse.text(end - 1).ends_with(ending));
        let kind = if nation { EntityKind::Group } else { EntityKind::Organization };
        return Some(Candidate { tokens: start..end, form: MentionForm::Name, kind });
    }
    // "Interior Minister" before a name that is found already, or alone.
    if !titled && is_title(&parse.text(run.end - 1).to_lowercase()) {
        return None;
    }
    let kind = if titled { EntityKind::Person } else { guess_kind(parse, start..run.end) };
    Some(Candidate { tokens: start..run.end, form: MentionForm::Name, kind })
}

/// Offices that the name of a firm, a team or a party stands before.
const OFFICES: &[&str] = &[
    "CEO",
    "CFO",
    "COO",
    "Chairman",
    "Chairwoman",
    "Coach",
    "MP",
    "MPs",
    "President",
    "Spokesman",
    "Spokeswoman",
];

/// "CEO"; "State" of "Secretary of State Lydia Crane".
fn is_office(parse: &Parse, at: usize) -> bool {
    let of_secretary = at >= 2 && parse.is(at - 1, "of") && parse.is(at - 2, "secretary");
    OFFICES.contains(&parse.text(at)) || of_secretary
}

/// Where the firm or team ends whose office closes the run: "Kolm Metals CEO", and not "Vice Chairman".
fn before_office(parse: &Parse, run: Range<usize>) -> Option<usize> {
    const RANKS: [&str; 9] =
        ["Vice", "Deputy", "Former", "Chief", "Executive", "Acting", "Interim", "Assistant", "Head"];
    let body =
        run.clone().find(|&at| OFFICES.contains(&parse.text(at)) || RANKS.contains(&parse.text(at)))?;
    (body > run.start && OFFICES.contains(&parse.text(run.end.checked_sub(1)?))).then_some(body)
}

/// The likely kind of a name without a label, by the words around it.
fn guess_kind(parse: &Parse, tokens: Range<usize>) -> EntityKind {
    let head = head_of(parse, &tokens);
    let governor = parse.head(head);
    let place_word =
        matches!(parse.text(governor), "in" | "at" | "near" | "from" | "outside" | "across" | "around");
    if parse.dep(head) == "pobj" && place_word && tokens.len() == 1 {
        return EntityKind::Place;
    }
    let speaks = parse.dep(head) == "nsubj" && super::speech_verb::is_speech_verb(parse.lemma(governor));
    if speaks && !is_acronym(parse.text(head)) { EntityKind::Person } else { EntityKind::Other }
}

fn is_acronym(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|c| c.is_uppercase() || c == '.' || c == '-' || c.is_ascii_digit())
}

/// Leaves of overlapping names the longest, the earlier of two alike.
fn keep_longest(names: &mut Vec<Candidate>) {
    names.sort_by_key(|name| (std::cmp::Reverse(name.tokens.len()), name.tokens.start));
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    names.retain(|name| {
        let before = kept.range(..name.tokens.end).next_back();
        let free = before.is_none_or(|(_, &end)| end <= name.tokens.start);
        if free {
            kept.insert(name.tokens.start, name.tokens.end);
        }
        free
    });
    names.sort_by_key(|name| name.tokens.start);
}

/// Further places where a name of the report stands and the model saw none.
fn repeats(parse: &Parse, names: &[Candidate], taken: &[bool]) -> Vec<Candidate> {
    let mut known: BTreeMap<&str, Vec<(&Candidate, usize)>> = BTreeMap::new();
    for name in names {
        if parse.text(name.tokens.start).starts_with(char::is_uppercase) {
            let entry = known.entry(parse.text(name.tokens.start)).or_default();
            let same = |other: &Candidate| {
                other.tokens.len() == name.tokens.len()
                    && other
                        .tokens
                        .clone()
                        .zip(name.tokens.clone())
                        .all(|(a, b)| parse.text(a) == parse.text(b))
            };
            if !entry.iter().any(|(other, _)| same(other)) {
                entry.push((name, name.tokens.len()));
            }
        }
    }
    let mut found = Vec::new();
    for at in 0..parse.len() {
        let Some(candidates) = known.get(parse.text(at)) else { continue };
        let matches = |name: &&(&Candidate, usize)| {
            at + name.1 <= parse.len()
                && (0..name.1).all(|offset| {
                    !taken[at + offset] && parse.text(at + offset) == parse.text(name.0.tokens.start + offset)
                })
        };
        let longest = candidates.iter().filter(matches).max_by_key(|(_, length)| *length);
        if let Some((name, length)) = longest
            && (*length > 1 || parse.pos(at) == Pos::Propn)
        {
            found.push(Candidate { tokens: at..at + length, form: MentionForm::Name, kind: name.kind });
        }
    }
    found
}
