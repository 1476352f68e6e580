//! Names: what the model found, with its spans and kinds mended by cues and by consistency within the report.

use std::collections::BTreeMap;
use std::ops::Range;

use variorum_spacy::Pos;

use super::name_kind::{self, kind_by_cues};
use super::name_word::kind_of_name_word;
use super::title::{is_calling, is_title};
use super::{Candidate, EntityKind, MentionForm, head_of, person};
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
    for name in &mut names {
        name.kind = kind_by_cues(parse, name);
    }
    agree(parse, &mut names);
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
        let tokens = within_sentence(sentences, extend(parse, entity.start..entity.end));
        if let Some(tokens) = trim(parse, tokens, kind) {
            names.push(Candidate { tokens, form: MentionForm::Name, kind });
        }
    }
    names
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
    if kind == EntityKind::Person {
        let titled = (start..end.min(start + 5)).rev().find(|&at| is_title(&parse.text(at).to_lowercase()));
        if let Some(title) = titled.filter(|&title| title + 1 < end) {
            start = title + 1;
        }
    }
    let has_letters = (start..end).any(|at| parse.text(at).contains(char::is_alphabetic));
    (start < end && has_letters).then_some(start..end)
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
    first.tokens.end >= second.tokens.start
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
            && parse.pos(at) == Pos::Propn
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

fn named_run(parse: &Parse, run: Range<usize>) -> Option<Candidate> {
    let mut start = run.start;
    while start < run.end && is_calling(&parse.text(start).to_lowercase()) {
        start += 1;
    }
    let titled = start > run.start || start > 0 && is_calling(&parse.text(start - 1).to_lowercase());
    let first = (start < run.end).then(|| parse.text(start))?;
    if run.len() == 1 && (first.chars().count() < 2 || crate::days::is_calendar_name(first)) {
        return None;
    }
    // "Interior Minister" before a name that is found already, or alone.
    if !titled && is_title(&parse.text(run.end - 1).to_lowercase()) {
        return None;
    }
    let kind = if titled { EntityKind::Person } else { guess_kind(parse, start..run.end) };
    Some(Candidate { tokens: start..run.end, form: MentionForm::Name, kind })
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

/// Makes the kinds agree within the report: the same words take the majority's kind, an acronym in brackets that of
/// the name before it, and a surname that of the person who bears it.
fn agree(parse: &Parse, names: &mut [Candidate]) {
    let words = |name: &Candidate| parse.span(name.tokens.clone()).of(&parse.doc.text).to_owned();
    let mut votes: BTreeMap<String, BTreeMap<EntityKind, usize>> = BTreeMap::new();
    for name in names.iter() {
        *votes.entry(words(name)).or_default().entry(name.kind).or_default() += 1;
    }
    let mut kinds: BTreeMap<String, EntityKind> = BTreeMap::new();
    for (text, counts) in votes {
        let most = counts.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)));
        kinds.extend(most.map(|(kind, _)| (text, *kind)));
    }
    for pair in names.windows(2) {
        if is_acronym_of(parse, &pair[0], &pair[1]) {
            let kind = kinds.get(&words(&pair[0])).copied().unwrap_or(pair[0].kind);
            kinds.insert(words(&pair[1]), kind);
        }
    }
    for name in names.iter().filter(|name| name.tokens.len() > 1) {
        if kinds.get(&words(name)) == Some(&EntityKind::Person) {
            let surname = parse.text(name.tokens.end - 1);
            if let Some(kind) = kinds.get_mut(surname) {
                *kind = EntityKind::Person;
            }
        }
    }
    name_kind::agree_with_longer(parse, names, &mut kinds);
    for name in names.iter_mut() {
        name.kind = kinds.get(&words(name)).copied().unwrap_or(name.kind);
    }
}

/// "International Atomic Energy Agency (IAEA)".
fn is_acronym_of(parse: &Parse, long: &Candidate, short: &Candidate) -> bool {
    let opens = short.tokens.start == long.tokens.end + 1 && parse.text(long.tokens.end) == "(";
    if !opens || short.tokens.len() != 1 || long.tokens.len() < 2 {
        return false;
    }
    let mut initials = long
        .tokens
        .clone()
        .flat_map(|at| parse.text(at).split('-'))
        .filter_map(|word| word.chars().next())
        .map(|initial| initial.to_ascii_uppercase());
    let mut letters = parse.text(short.tokens.start).chars().filter(|c| c.is_uppercase()).peekable();
    letters.peek().is_some() && letters.all(|letter| initials.any(|initial| initial == letter))
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
