//! Points about quoted words: one sentence as several reports quote it, and whom they put it in the mouth of.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{ClaimId, Context, shared, words};
use super::{Dimension, Point, Reading, Relation, label, why};

/// How many words a quotation needs to be told from a phrase that anybody uses.
const LEAST_WORDS: usize = 5;
/// The same where it is told who said it.
const LEAST_WORDS_OF_SPEAKER: usize = 4;
/// How many words in a row two quotations share to be held against each other.
const SHINGLE: usize = 4;
/// How many quotations that share words in a row another is held against: the first that had them.
const POSTINGS: usize = 32;
/// The share of the shorter quotation's words that the longer has too.
const OVERLAP: f64 = 0.6;
/// How long a quotation may be in a reading.
const SHOWN: usize = 110;

/// A quotation of a report.
struct Quote {
    report: usize,
    claims: Vec<ClaimId>,
    text: String,
    words: Vec<String>,
    speaker: Option<usize>,
    /// Whether it is long enough to be compared with others like it; a phrase is only found again.
    whole: bool,
}

/// The points about quotations that several reports carry.
pub fn points(context: &Context<'_>) -> Vec<Point> {
    let quotes = quotes(context);
    let together = together(&quotes);
    let phrases = phrases(context, &quotes);
    together.into_iter().chain(phrases).filter_map(|members| point(context, &quotes, &members)).collect()
}

fn quotes(context: &Context<'_>) -> Vec<Quote> {
    let mut quotes = Vec::new();
    for (report, annotated) in context.story.reports.iter().enumerate() {
        for quotation in annotated.quotations.iter().filter(|quotation| quotation.depth == 0) {
            let text = words(annotated, quotation.inner);
            let words = folded(text);
            let holds = |claim: &usize| {
                context.claim((report, *claim)).content.iter().any(|part| part.overlaps(quotation.inner))
            };
            let claims: Vec<ClaimId> =
                (0..context.features[report].len()).filter(holds).map(|claim| (report, claim)).collect();
            let speaker = claims.iter().find_map(|&claim| {
                let mention = context.claim(claim).attribution.last()?.source_mention?;
                context.entity(report, mention)
            });
            let least = if speaker.is_some() { LEAST_WORDS_OF_SPEAKER } else { LEAST_WORDS };
            if words.len() >= SHORTEST_PHRASE && !claims.is_empty() {
                let whole = words.len() >= least;
                quotes.push(Quote { report, claims, text: text.to_owned(), words, speaker, whole });
            }
        }
    }
    quotes
}

/// Words in small letters without marks.
fn folded(text: &str) -> Vec<String> {
    let marks = |c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-'));
    let words =
        text.split(marks).map(|word| word.trim_matches(['\'', '’', '-']).to_lowercase().replace('’', "'"));
    words.filter(|word| !word.is_empty()).collect()
}

/// Puts quotations together that share words in a row and most of the shorter one.
fn together(quotes: &[Quote]) -> Vec<Vec<usize>> {
    let mut index: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    let mut of_quote: Vec<usize> = vec![0; quotes.len()];
    let mut sets: Vec<Vec<usize>> = Vec::new();
    for (number, quote) in quotes.iter().enumerate().filter(|(_, quote)| quote.whole) {
        let mut candidates = BTreeSet::new();
        for shingle in quote.words.windows(SHINGLE) {
            candidates.extend(index.get(shingle).into_iter().flatten().copied());
        }
        let known =
            candidates.into_iter().find(|&other| overlap(&quotes[other].words, &quote.words) >= OVERLAP);
        let set = known.map_or(sets.len(), |other| of_quote[other]);
        if set == sets.len() {
            sets.push(Vec::new());
        }
        sets[set].push(number);
        of_quote[number] = set;
        if known.is_none_or(|other| quotes[other].words != quote.words) {
            for shingle in quote.words.windows(SHINGLE) {
                let postings = index.entry(shingle).or_default();
                if postings.len() < POSTINGS {
                    postings.push(number);
                }
            }
        }
    }
    sets.retain(|set| set.len() > 1);
    sets
}

/// Phrases of a few words that several reports quote, each with the longer quotations that have it too: "potentially
/// suspicious". The claims around it must share another word, or speak of different things in fashionable words.
fn phrases(context: &Context<'_>, quotes: &[Quote]) -> Vec<Vec<usize>> {
    let mut of_phrase: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
    for (number, quote) in quotes.iter().enumerate().filter(|(_, quote)| is_phrase(quote)) {
        of_phrase.entry(&quote.words).or_default().push(number);
    }
    for (number, quote) in quotes.iter().enumerate() {
        for length in SHORTEST_PHRASE..quote.words.len().min(LEAST_WORDS) {
            for window in quote.words.windows(length) {
                if let Some(members) = of_phrase.get_mut(window) {
                    members.push(number);
                }
            }
        }
    }
    let reports = |members: &[usize]| {
        let reports: BTreeSet<usize> =
            members.iter().map(|&member| context.groups[quotes[member].report]).collect();
        reports.len()
    };
    let mut sets: Vec<Vec<usize>> = of_phrase.into_values().collect();
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
        let all = set.clone();
        set.retain(|&one| {
            all.iter().take(COMPARED).any(|&other| share_words(context, &quotes[one], &quotes[other]))
        });
    }
    sets.retain(|set| reports(set) > 1 && set.iter().any(|&member| !quotes[member].whole));
    sets.sort();
    sets.dedup();
    sets
}

/// Whether it is a phrase in small letters: names and titles stand between quotation marks too.
fn is_phrase(quote: &Quote) -> bool {
    let plain = |word: &str| !word.starts_with(char::is_uppercase);
    !quote.whole
        && quote.text.split_whitespace().all(plain)
        && quote.words.iter().any(|word| word.chars().count() >= LONG_WORD)
}

/// Whether claims of two reports around quotations share two words at least.
fn share_words(context: &Context<'_>, one: &Quote, other: &Quote) -> bool {
    let terms = |claim: &ClaimId| &context.features(*claim).terms;
    one.report != other.report
        && one.claims.iter().any(|a| other.claims.iter().any(|b| shared(terms(a), terms(b)).nth(1).is_some()))
}

/// Fewest words of a quoted phrase, fewest letters of one of them, and how many are held against each other.
const SHORTEST_PHRASE: usize = 2;
const LONG_WORD: usize = 6;
const COMPARED: usize = 24;

/// The share of the shorter list's words that the other has too.
fn overlap(a: &[String], b: &[String]) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for word in long {
        *left.entry(word).or_default() += 1;
    }
    let mut shared = 0usize;
    for word in short {
        if let Some(count) = left.get_mut(word.as_str()).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    shared as f64 / short.len().max(1) as f64
}

fn point(context: &Context<'_>, quotes: &[Quote], members: &[usize]) -> Option<Point> {
    let members: Vec<&Quote> = members.iter().map(|&member| &quotes[member]).collect();
    let claims: Vec<ClaimId> = claims(&members);
    let relation = why::plain_relation(context, &claims);
    if relation == Relation::Single {
        return None;
    }
    let phrase = members.iter().any(|quote| !quote.whole);
    if let Some(point) = speakers_differ(context, &members).filter(|_| !phrase) {
        return Some(point);
    }
    let versions = versions(&members);
    let mut readings: Vec<Reading> = versions.iter().map(|version| reading(context, version)).collect();
    let said_otherwise = versions.iter().any(|version| turns(&versions[0][0].words, &version[0].words));
    if !said_otherwise {
        let origin = speaker_origin(context, &claims);
        readings.iter_mut().for_each(|reading| reading.origins = origin.clone());
    }
    let speaker = members.iter().find_map(|quote| quote.speaker).map(|speaker| name(context, speaker));
    let longest = members.iter().max_by_key(|quote| quote.words.len())?;
    let opening = label::cut(&longest.text, 60);
    let (relation, why) = match (versions.len(), said_otherwise) {
        (1, _) => (relation, why::agreed(context, &claims)),
        (_, true) => {
            (Relation::Conflict, format!("The wordings turn the sense: {}.", wordings(context, &versions)))
        }
        (_, false) => (
            relation,
            format!("One sentence, quoted in different words or cuts: {}.", wordings(context, &versions)),
        ),
    };
    let about = match speaker {
        Some(speaker) => format!("{speaker}: “{opening}”"),
        None => format!("“{opening}”"),
    };
    Some(Point { about, dimension: Dimension::Quotation, relation, readings, why })
}

/// The one origin of a sentence that several reports quote: whoever said it, by the fullest word that they have for
/// them ("her lawyer" and "Ana Brisk" are one where they say the same words).
fn speaker_origin(context: &Context<'_>, claims: &[ClaimId]) -> Vec<usize> {
    let kind = |origin: &usize| context.story.origins.origins.get(*origin).map(|origin| origin.kind);
    context.origins(claims).into_iter().min_by_key(|origin| (kind(origin), *origin)).into_iter().collect()
}

fn claims(members: &[&Quote]) -> Vec<ClaimId> {
    let claims: BTreeSet<ClaimId> = members.iter().flat_map(|quote| quote.claims.iter().copied()).collect();
    claims.into_iter().collect()
}

/// Quotations of the same words, a cut of a longer one standing with it; the longest of each first.
fn versions<'q>(members: &[&'q Quote]) -> Vec<Vec<&'q Quote>> {
    let mut members = members.to_vec();
    members.sort_by_key(|quote| (std::cmp::Reverse(quote.words.len()), quote.report));
    let mut versions: Vec<Vec<&Quote>> = Vec::new();
    for quote in members {
        match versions.iter_mut().find(|version| holds(&version[0].words, &quote.words)) {
            Some(version) => version.push(quote),
            None => versions.push(vec![quote]),
        }
    }
    versions.sort_by_key(|version| std::cmp::Reverse(version.len()));
    versions
}

fn holds(long: &[String], short: &[String]) -> bool {
    long.windows(short.len().max(1)).any(|window| window == short)
}

/// Whether one of two wordings negates what the other does not, or they differ in a number.
fn turns(a: &[String], b: &[String]) -> bool {
    let negations = |words: &[String]| {
        words.iter().filter(|word| NEGATIONS.contains(&word.as_str()) || word.ends_with("n't")).count()
    };
    let numbers = |words: &[String]| -> BTreeSet<String> {
        words.iter().filter(|word| word.chars().any(|c| c.is_ascii_digit())).cloned().collect()
    };
    let (one, other) = (numbers(a), numbers(b));
    let alike = a.len().abs_diff(b.len()) <= 2;
    alike && (negations(a) % 2 != negations(b) % 2 || !one.is_empty() && !other.is_empty() && one != other)
}

const NEGATIONS: &[&str] =
    &["not", "no", "never", "none", "nobody", "nothing", "neither", "cannot", "without"];

fn reading(context: &Context<'_>, version: &[&Quote]) -> Reading {
    let claims = claims(version);
    let origins = context.origins(&claims);
    Reading { value: format!("“{}”", label::cut(&version[0].text, SHOWN)), claims, origins }
}

fn wordings(context: &Context<'_>, versions: &[Vec<&Quote>]) -> String {
    let parts = versions.iter().take(4).map(|version| {
        let claims = claims(version);
        let verb = if claims.iter().map(|claim| claim.0).collect::<BTreeSet<_>>().len() == 1 {
            "has"
        } else {
            "have"
        };
        format!("{} {verb} “{}”", why::reports(context, &claims), label::cut(&version[0].text, 60))
    });
    parts.collect::<Vec<_>>().join("; ")
}

/// A point about who said it, where the same words are given to people of different names.
fn speakers_differ(context: &Context<'_>, members: &[&Quote]) -> Option<Point> {
    let mut by_speaker: BTreeMap<usize, Vec<&Quote>> = BTreeMap::new();
    for &quote in members {
        by_speaker.entry(quote.speaker?).or_default().push(quote);
    }
    let entities = &context.story.entities.entities;
    let all_people = by_speaker.keys().all(|&speaker| {
        entities.get(speaker).is_some_and(|entity| entity.kind == crate::annotate::EntityKind::Person)
    });
    if by_speaker.len() < 2 || !all_people {
        return None;
    }
    let readings = by_speaker
        .iter()
        .map(|(&speaker, quotes)| Reading { value: name(context, speaker), ..reading(context, quotes) })
        .collect();
    let parts: Vec<String> = by_speaker
        .iter()
        .map(|(&speaker, quotes)| {
            format!("{} in {}", name(context, speaker), why::reports(context, &claims(quotes)))
        })
        .collect();
    Some(Point {
        about: format!("who said “{}”", label::cut(&members[0].text, 60)),
        dimension: Dimension::Attribution,
        relation: Relation::Conflict,
        readings,
        why: format!("The same words come from {}.", parts.join(", from ")),
    })
}

fn name(context: &Context<'_>, entity: usize) -> String {
    context.story.entities.entities.get(entity).map(|entity| entity.name.clone()).unwrap_or_default()
}
