//! What happens: predicates of one kind within a story, as far as the pairs of them are likely one; and times in the same
//! words.
//!
//! Reports of one story tell of several deaths and of several talks. So two happenings of one kind are weighed by a
//! logistic regression over what stands around them, and put together by average linkage.

use std::collections::{BTreeMap, BTreeSet};

use variorum_spacy::Pos;

use super::Scene;
use super::feature::{Form, bare};
use super::groups::Groups;
use super::linkage;
use super::setting::{self, Party};
use crate::annotate::Annotated;
use crate::annotate::predicate::predicate;
use crate::resolve::Entities;

/// How many features a pair of happenings has.
pub const FEATURES: usize = 10;

/// The weights of the features, in the order in which [`features`] gives them, and the bias: trained on topics 1 to 35 of
/// ECB+ by `training/happening.py`. Trained on either half of the topics they give the other half the same F1 within .3.
const WEIGHTS: [f64; FEATURES] = [-1.55, 0.59, 0.92, -1.89, -1.36, 1.74, -0.25, 0.82, 0.79, 0.56];
const BIAS: f64 = -1.65;
/// The mean likelihood from which groups are put together; the same on either half of the topics, from .35 to .42 within
/// .2 of F1.
const LIKELY: f64 = 0.38;
/// Happenings of one kind in a story that are weighed against each other; more are weighed so many at a time.
const COMPARED: usize = 300;
/// Sentences at the beginning of a report that tell what the story is about: its headline and its first one.
const LEAD: usize = 2;

/// A happening, read.
struct Happening {
    phrase: usize,
    report: usize,
    kind: String,
    words: String,
    parties: BTreeSet<Party>,
    sentence: usize,
    /// The words of its sentence with their weights, whose squares add up to one.
    around: BTreeMap<String, f64>,
    /// How often its report tells of the kind.
    in_report: usize,
    /// The share of the story's reports that tell of the kind.
    share: f64,
    is_speech: bool,
    is_light: bool,
}

/// Joins happenings, and times.
pub(super) fn join(scene: &Scene, reports: &[Annotated], known: &Entities, groups: &mut Groups) {
    join_times(scene, groups);
    for story in stories(scene, reports, known) {
        for block in blocks(&story) {
            let likely = |one: usize, other: usize| likelihood(&features(block[one], block[other]));
            for (place, group) in linkage::grouped(block.len(), LIKELY, likely).into_iter().enumerate() {
                groups.join(block[group].phrase, block[place].phrase);
            }
        }
    }
}

/// The pairs of happenings that are weighed, by their phrases, with their features.
pub(super) fn pairs(
    scene: &Scene,
    reports: &[Annotated],
    known: &Entities,
) -> Vec<(usize, usize, [f64; FEATURES])> {
    let mut found = Vec::new();
    for story in stories(scene, reports, known) {
        for block in blocks(&story) {
            for (place, one) in block.iter().enumerate() {
                let later = block[place + 1..].iter();
                found.extend(later.map(|other| (one.phrase, other.phrase, features(one, other))));
            }
        }
    }
    found
}

fn join_times(scene: &Scene, groups: &mut Groups) {
    let mut first: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for phrase in scene.of_report.iter().flatten().copied() {
        if scene.features[phrase].form == Form::Time {
            let key = (scene.story(phrase), words(scene, phrase));
            groups.join(*first.entry(key).or_insert(phrase), phrase);
        }
    }
}

/// The happenings of each story.
fn stories(scene: &Scene, reports: &[Annotated], known: &Entities) -> Vec<Vec<Happening>> {
    let mut stories: BTreeMap<usize, Vec<Happening>> = BTreeMap::new();
    for (report, phrases) in scene.of_report.iter().enumerate() {
        let entities = setting::entity_of_token(&reports[report], &known.of_mention[report]);
        let sentences = setting::words(&scene.parses[report]);
        for &phrase in phrases.iter().filter(|&&phrase| scene.features[phrase].form == Form::Event) {
            let happening = read(scene, &entities, &sentences, phrase);
            stories.entry(scene.story(phrase)).or_default().push(happening);
        }
    }
    stories
        .into_values()
        .map(|mut happenings| {
            weigh_words(&mut happenings);
            count_kinds(&mut happenings);
            happenings
        })
        .collect()
}

fn read(
    scene: &Scene,
    entities: &BTreeMap<usize, usize>,
    sentences: &[BTreeSet<String>],
    phrase: usize,
) -> Happening {
    let (feature, parse) = (&scene.features[phrase], scene.parse(phrase));
    let sentence = parse.sentence(feature.head);
    let own = parse.lemma(feature.head).to_lowercase();
    let around = sentences.get(sentence).into_iter().flatten().filter(|word| **word != own);
    Happening {
        phrase,
        report: feature.report,
        kind: kind(&feature.lemma),
        words: words(scene, phrase),
        parties: setting::parties(parse, entities, feature.head),
        sentence,
        around: around.map(|word| (word.clone(), 1.0)).collect(),
        in_report: 0,
        share: 0.0,
        is_speech: SPEAKING.contains(&feature.lemma.as_str()),
        is_light: LIGHT.contains(&feature.lemma.as_str()),
    }
}

/// Weighs the words around happenings by how few reports of the story use them.
fn weigh_words(happenings: &mut [Happening]) {
    let mut holders: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for happening in happenings.iter() {
        for word in happening.around.keys() {
            holders.entry(word).or_default().insert(happening.report);
        }
    }
    let holders: BTreeMap<String, usize> =
        holders.into_iter().map(|(word, reports)| (word.to_owned(), reports.len())).collect();
    let all = happenings.iter().map(|happening| happening.report).collect::<BTreeSet<usize>>().len();
    for happening in happenings {
        for (word, weight) in &mut happening.around {
            *weight = (1.0 + all as f64 / holders[word] as f64).ln();
        }
        let norm = happening.around.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        happening.around.values_mut().for_each(|weight| *weight /= norm.max(f64::MIN_POSITIVE));
    }
}

fn count_kinds(happenings: &mut [Happening]) {
    let mut of_kind: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
    for happening in happenings.iter() {
        let of_report = of_kind.entry(happening.kind.clone()).or_default();
        *of_report.entry(happening.report).or_default() += 1;
    }
    let all = happenings.iter().map(|happening| happening.report).collect::<BTreeSet<usize>>().len();
    for happening in happenings {
        let of_report = &of_kind[&happening.kind];
        happening.in_report = of_report[&happening.report];
        happening.share = of_report.len() as f64 / all as f64;
    }
}

/// The happenings of each kind, so many at a time.
fn blocks(story: &[Happening]) -> Vec<Vec<&Happening>> {
    let mut of_kind: BTreeMap<&str, Vec<&Happening>> = BTreeMap::new();
    for happening in story {
        of_kind.entry(&happening.kind).or_default().push(happening);
    }
    of_kind.values().flat_map(|block| block.chunks(COMPARED).map(<[&Happening]>::to_vec)).collect()
}

/// What speaks for and against two happenings of one kind being one.
fn features(one: &Happening, other: &Happening) -> [f64; FEATURES] {
    let is = |holds: bool| f64::from(u8::from(holds));
    let shared = one.around.iter().filter_map(|(word, weight)| Some(weight * other.around.get(word)?));
    let leads = [one, other].into_iter().filter(|happening| happening.sentence < LEAD).count();
    [
        is(one.report == other.report && one.sentence == other.sentence),
        is(!one.parties.is_disjoint(&other.parties)),
        shared.sum(),
        is(one.is_speech || other.is_speech),
        is(one.is_light || other.is_light),
        one.share,
        (one.in_report.max(other.in_report) as f64).ln(),
        is(leads > 0),
        is(leads > 1),
        is(one.words == other.words),
    ]
}

/// The likelihood that a pair with these features is one happening.
fn likelihood(features: &[f64; FEATURES]) -> f64 {
    let sum: f64 = features.iter().zip(WEIGHTS).map(|(feature, weight)| feature * weight).sum();
    1.0 / (1.0 + (-(sum + BIAS)).exp())
}

/// The kind of what happens: the class of the predicate, or the word without its ending.
fn kind(lemma: &str) -> String {
    let class = predicate(lemma);
    if class == lemma { stem(lemma).to_owned() } else { class.to_owned() }
}

/// A word without the ending that makes a verb a noun: "announcement" and "announce".
fn stem(word: &str) -> &str {
    let stem = ENDINGS.iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| stem.len() >= 4);
    stem.unwrap_or(word)
}

/// The words of a phrase in small letters, without articles, prepositions and marks.
fn words(scene: &Scene, phrase: usize) -> String {
    let (feature, parse) = (&scene.features[phrase], scene.parse(phrase));
    let told = feature.tokens.clone().filter(|&token| !matches!(parse.pos(token), Pos::Det | Pos::Adp));
    told.map(|token| bare(parse.text(token))).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Endings that make a noun of a verb, or inflect.
const ENDINGS: &[&str] = &[
    "ations", "ation", "itions", "ition", "ments", "ment", "ings", "ing", "ers", "er", "ors", "or", "ions",
    "ion", "ed", "es", "s", "e",
];

/// Predicates of speech: many tell it, each of something else.
const SPEAKING: &[&str] = &[
    "add", "announce", "ask", "believe", "call", "claim", "comment", "confirm", "declare", "deny",
    "describe", "explain", "hear", "hope", "know", "mention", "note", "report", "say", "see", "speak",
    "state", "suggest", "talk", "tell", "think", "want", "write",
];

/// Predicates that say next to nothing alone.
const LIGHT: &[&str] = &[
    "allow", "be", "become", "begin", "bring", "come", "continue", "do", "end", "expect", "follow", "get",
    "give", "go", "happen", "have", "help", "include", "keep", "look", "make", "need", "occur", "plan",
    "put", "seem", "set", "show", "start", "take", "try", "use", "want", "work",
];
