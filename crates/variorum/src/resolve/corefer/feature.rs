//! What a phrase shows of itself: its head, its name, its number and what stands around its head.

use std::collections::BTreeSet;
use std::ops::Range;

use variorum_spacy::Pos;

use super::{Phrase, PhraseKind};
use crate::annotate::mention::{is_title, kind_of_noun};
use crate::annotate::predicate::predicate;
use crate::annotate::{EntityKind, Parse};

/// A phrase, read.
#[derive(Debug, Clone)]
pub(super) struct Feature {
    pub(super) report: usize,
    pub(super) tokens: Range<usize>,
    /// The token that the phrase is about.
    pub(super) head: usize,
    pub(super) form: Form,
    /// The head's dictionary form in small letters, without marks.
    pub(super) lemma: String,
    /// What it names or describes, as far as it shows.
    pub(super) kind: Option<EntityKind>,
    pub(super) plural: bool,
    /// Whether it holds several things side by side ("Lunde and Brenn").
    pub(super) several: bool,
    /// Whether "the", "this" or the like stands before the head.
    pub(super) definite: bool,
    /// Adjectives, numbers and nouns before the head.
    pub(super) modifiers: BTreeSet<String>,
    /// Names that tell it from others of its kind ("the *Norrvik* office", "*Lunde's* house").
    pub(super) names: BTreeSet<String>,
}

/// How a phrase speaks of what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// By these words of a name, in small letters, without titles and small words.
    Name(Vec<String>),
    /// By a noun.
    Noun,
    Pronoun(Pronoun),
    Event,
    Time,
}

/// Pronouns by what they may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    Man,
    Woman,
    Thing,
    They,
    I,
    We,
    You,
    Who,
}

impl Feature {
    pub(super) fn is_name(&self) -> bool {
        matches!(self.form, Form::Name(_))
    }

    pub(super) fn is_noun(&self) -> bool {
        self.form == Form::Noun
    }

    pub(super) fn pronoun(&self) -> Option<Pronoun> {
        match self.form {
            Form::Pronoun(pronoun) => Some(pronoun),
            _ => None,
        }
    }

    /// Whether it stands for somebody or something, not for what happens or when.
    pub(super) fn is_thing(&self) -> bool {
        !matches!(self.form, Form::Event | Form::Time)
    }
}

/// Reads a phrase of `report`.
pub(super) fn read(report: usize, parse: &Parse, phrase: &Phrase) -> Feature {
    let tokens = phrase.tokens.start.min(parse.len().saturating_sub(1))..phrase.tokens.end.min(parse.len());
    let head = head(parse, tokens.clone());
    let lemma = {
        let lemma = bare(parse.lemma(head));
        if lemma.is_empty() { bare(parse.text(head)) } else { lemma }
    };
    let kind = phrase.kind.unwrap_or_else(|| kind_of(parse, head, &lemma));
    let form = match kind {
        PhraseKind::Event => Form::Event,
        PhraseKind::Time => Form::Time,
        PhraseKind::Thing => match pronoun(parse, &tokens) {
            Some(pronoun) => Form::Pronoun(pronoun),
            None => name(parse, &tokens, head).map_or(Form::Noun, Form::Name),
        },
    };
    let before = |deps: &[&str]| -> Vec<usize> {
        parse.dependents(head).filter(|&token| deps.contains(&parse.dep(token))).collect()
    };
    let determined = before(&["det", "poss"]);
    let definite = determined.iter().any(|&token| {
        matches!(parse.text(token).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those")
    });
    let words = |tokens: Vec<usize>| tokens.into_iter().map(|token| bare(parse.lemma(token)));
    let modifiers =
        words(before(&["amod", "compound", "nummod", "nmod"])).filter(|word| !word.is_empty()).collect();
    let naming = before(&["amod", "compound", "nmod", "poss", "appos"]);
    let naming = naming.into_iter().filter(|&token| parse.pos(token) == Pos::Propn).collect();
    Feature {
        report,
        head,
        kind: entity_kind(parse, head, &form, &lemma),
        plural: matches!(parse.tag(head), "NNS" | "NNPS"),
        several: parse.dependents(head).any(|token| parse.dep(token) == "conj" && tokens.contains(&token)),
        definite,
        modifiers,
        names: words(naming).collect(),
        tokens,
        form,
        lemma,
    }
}

/// The token that a phrase is about: the root of its words, what a preposition governs, the name after a title.
pub fn head(parse: &Parse, tokens: Range<usize>) -> usize {
    let root = |token: &usize| parse.head(*token) == *token || !tokens.contains(&parse.head(*token));
    let mut head = tokens.clone().find(root).unwrap_or(tokens.start);
    if tokens.len() < 2 {
        return head;
    }
    for _ in 0..2 {
        if matches!(parse.pos(head), Pos::Adp | Pos::Part | Pos::Sconj) {
            let governed = tokens
                .clone()
                .find(|&token| parse.head(token) == head && matches!(parse.dep(token), "pobj" | "pcomp"));
            let noun = (head..tokens.end)
                .find(|&token| matches!(parse.pos(token), Pos::Noun | Pos::Propn | Pos::Pron));
            head = governed.or(noun).unwrap_or(head);
        }
    }
    if parse.pos(head) == Pos::Punct
        || is_title(&parse.text(head).to_lowercase()) && parse.pos(head) == Pos::Propn
    {
        let name =
            |token: &usize| parse.pos(*token) == Pos::Propn && !is_title(&parse.text(*token).to_lowercase());
        head = tokens.rev().find(name).unwrap_or(head);
    }
    head
}

fn kind_of(parse: &Parse, head: usize, lemma: &str) -> PhraseKind {
    let is_event_noun = parse.pos(head) == Pos::Noun && predicate(lemma) != lemma;
    if matches!(parse.pos(head), Pos::Verb) || is_event_noun {
        PhraseKind::Event
    } else if matches!(parse.token(head).entity_label(), "DATE" | "TIME") {
        PhraseKind::Time
    } else {
        PhraseKind::Thing
    }
}

fn pronoun(parse: &Parse, tokens: &Range<usize>) -> Option<Pronoun> {
    if tokens.len() != 1 || parse.text(tokens.start) == "US" {
        return None;
    }
    let word = parse.text(tokens.start).to_lowercase();
    let word = word.trim_matches(['"', '\'', '“', '”']);
    let word = word.split(['\'', '’']).next().unwrap_or(word);
    Some(match word {
        "he" | "him" | "his" | "himself" => Pronoun::Man,
        "she" | "her" | "hers" | "herself" => Pronoun::Woman,
        "it" | "its" | "itself" => Pronoun::Thing,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" | "yourself" => Pronoun::You,
        "who" | "whom" | "whose" | "which" | "that" => Pronoun::Who,
        _ => return None,
    })
}

/// The words of the name that a phrase is, if its head is part of one.
fn name(parse: &Parse, tokens: &Range<usize>, head: usize) -> Option<Vec<String>> {
    let is_proper = |token: usize| parse.pos(token) == Pos::Propn;
    let starts = parse.token(head).is_sent_start();
    let labelled = !matches!(
        parse.token(head).entity_label(),
        "" | "DATE" | "TIME" | "CARDINAL" | "ORDINAL" | "MONEY" | "PERCENT" | "QUANTITY"
    );
    let capital = parse.text(head).starts_with(char::is_uppercase);
    let within = |range: Range<usize>| {
        let words = range.map(|token| bare(parse.text(token)));
        let words: Vec<String> = words
            .filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str()) && !is_title(word))
            .collect();
        (!words.is_empty()).then_some(words)
    };
    if is_proper(head) || capital && labelled && !starts {
        let links = |token: usize| {
            let word = parse.text(token).to_lowercase();
            parse.pos(token) == Pos::Punct
                && matches!(word.as_str(), "\"" | "'" | "-" | "“" | "”" | "‘" | "’")
                || SMALL.contains(&word.as_str())
        };
        let mut start = head;
        while start > tokens.start
            && (is_proper(start - 1) || links(start - 1) && start - 1 > tokens.start && is_proper(start - 2))
        {
            start -= 1;
        }
        let mut end = head + 1;
        while end < tokens.end
            && (is_proper(end) || parse.pos(end) == Pos::Num || matches!(parse.text(end), "of" | "-" | "."))
        {
            end += 1;
        }
        return within(start..end);
    }
    // "the Norrvik index": a kind of thing with its name before it.
    let before: Vec<usize> = parse
        .dependents(head)
        .filter(|&token| token < head && is_proper(token) && parse.dep(token) == "compound")
        .collect();
    if labelled && !before.is_empty() {
        return within(before[0]..head + 1);
    }
    None
}

/// What a phrase stands for, by the model's label and by its noun.
fn entity_kind(parse: &Parse, head: usize, form: &Form, lemma: &str) -> Option<EntityKind> {
    let labelled = match parse.token(head).entity_label() {
        "PERSON" => Some(EntityKind::Person),
        "ORG" => Some(EntityKind::Organization),
        "GPE" | "LOC" | "FAC" => Some(EntityKind::Place),
        "NORP" => Some(EntityKind::Group),
        "EVENT" => Some(EntityKind::Event),
        "PRODUCT" | "WORK_OF_ART" | "LAW" => Some(EntityKind::Work),
        _ => None,
    };
    match form {
        Form::Name(_) => labelled,
        Form::Noun => kind_of_noun(lemma).or(labelled),
        Form::Pronoun(Pronoun::Man | Pronoun::Woman | Pronoun::I) => Some(EntityKind::Person),
        _ => None,
    }
}

/// A word in small letters, without marks around it and without a possessive ending.
pub(super) fn bare(word: &str) -> String {
    let word = word.trim_matches(|char: char| !char.is_alphanumeric()).to_lowercase();
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(&word);
    word.replace('.', "")
}

/// Small words within names.
const SMALL: &[&str] = &["al", "and", "de", "for", "jr", "of", "sr", "the"];
