//! Finds the dictionary form of a word by its part of speech.

mod file;
mod words;

pub(crate) use file::LemmatizerSettings;

use std::borrow::Cow;

use crate::lexeme::{Lexeme, LexemeId, Lexemes};
use crate::strings::QuickMap;
use crate::{Doc, Pos, morph, unicode};

use words::WordSet;

/// The tables of a lemmatizer.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    tables: Tables,
    /// Whether lemmas that are set already are replaced.
    overwrite: bool,
}

#[derive(Debug)]
enum Tables {
    /// Rules for the endings of each part of speech.
    Rules(Box<[PosTables]>),
    /// One lemma a word, by the word's string id.
    Lookup(QuickMap<u64, Box<str>>),
}

/// What is known of the words of one part of speech.
#[derive(Debug, Default)]
struct PosTables {
    /// Endings and what replaces them.
    rules: Vec<(Box<str>, Box<str>)>,
    /// Base forms that exist.
    index: WordSet,
    exceptions: QuickMap<Box<str>, Vec<Box<str>>>,
}

/// Lemmas already found, for one worker. It goes with the worker's lexemes: clear both together.
#[derive(Debug, Default)]
pub(crate) struct LemmaCache {
    known: QuickMap<(LexemeId, u16, u16), (u32, u32)>,
    texts: String,
}

impl LemmaCache {
    /// Forgets everything, as must be done when lexemes are numbered anew.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.texts.clear();
    }
}

impl Lemmatizer {
    /// Sets the lemma of each token that has none.
    pub(crate) fn apply(&self, doc: &mut Doc, ids: &[LexemeId], lexemes: &Lexemes, cache: &mut LemmaCache) {
        for (token, &id) in doc.tokens.iter_mut().zip(ids) {
            if token.lemma.0 != token.lemma.1 && !self.overwrite {
                continue;
            }
            let key = (id, token.pos as u16, token.morph);
            let (start, end) = *cache.known.entry(key).or_insert_with(|| {
                let features = doc.labels.morphs.get(usize::from(token.morph));
                let lemma = self.lemma(lexemes.get(id), token.pos, features.map_or("", String::as_str));
                let start = cache.texts.len();
                cache.texts.push_str(&lemma);
                (start as u32, cache.texts.len() as u32)
            });
            let first = doc.lemmas.len() as u32;
            doc.lemmas.push_str(&cache.texts[start as usize..end as usize]);
            token.lemma = (first, doc.lemmas.len() as u32);
        }
    }

    /// The lemma of a word.
    fn lemma<'l>(&'l self, lexeme: &'l Lexeme, pos: Pos, features: &str) -> Cow<'l, str> {
        match &self.tables {
            Tables::Lookup(lemmas) => {
                let id = crate::string_id(&lexeme.text);
                Cow::Borrowed(lemmas.get(&id).map_or(&*lexeme.text, |lemma| lemma))
            }
            Tables::Rules(tables) => {
                if matches!(pos, Pos::None | Pos::Space) || is_base_form(pos, features) {
                    return Cow::Borrowed(&lexeme.lower);
                }
                match tables.get(pos as usize).filter(|tables| !tables.is_empty()) {
                    Some(tables) => tables.lemma(lexeme),
                    None if pos == Pos::Propn => Cow::Borrowed(&lexeme.text),
                    None => Cow::Borrowed(&lexeme.lower),
                }
            }
        }
    }
}

/// Whether the features of an English word say that it has no ending.
fn is_base_form(pos: Pos, features: &str) -> bool {
    let is = |field, value| morph::value(features, field) == Some(value);
    let unmarked_present =
        is("VerbForm", "Fin") && is("Tense", "Pres") && morph::value(features, "Number").is_none();
    (pos == Pos::Noun && is("Number", "Sing"))
        || (pos == Pos::Verb && unmarked_present)
        || is("VerbForm", "Inf")
        || is("VerbForm", "None")
        || is("Degree", "Pos")
}

impl PosTables {
    fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.index.is_empty() && self.exceptions.is_empty()
    }

    /// The lemma that spaCy puts first: the last exception that no rule gives, else the last form by rule that
    /// is known, else the first that is no word of letters, else the first of any, else the word as written.
    fn lemma<'l>(&'l self, lexeme: &'l Lexeme) -> Cow<'l, str> {
        let word = &*lexeme.lower;
        let (known, odd, unknown) = self.forms(word);
        let exceptions = self.exceptions.get(word).map_or(&[][..], Vec::as_slice);
        let by_rule = |form: &str| known.iter().chain(&odd).any(|known| known == form);
        let is_new = |&at: &usize| !by_rule(&exceptions[at]) && !exceptions[..at].contains(&exceptions[at]);
        if let Some(last) = (0..exceptions.len()).rev().find(is_new) {
            return Cow::Borrowed(&exceptions[last]);
        }
        let form = known.into_iter().next_back().or(odd.into_iter().next()).or(unknown.into_iter().next());
        form.map_or(Cow::Borrowed(&*lexeme.text), Cow::Owned)
    }

    /// What the rules make of a word: forms in the index, forms with other characters than letters, other forms.
    fn forms(&self, word: &str) -> (Vec<String>, Vec<String>, Vec<String>) {
        let mut forms = (Vec::new(), Vec::new(), Vec::new());
        for (old, new) in &self.rules {
            let Some(stem) = word.strip_suffix(&**old) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) {
                forms.0.push(form);
            } else if form.chars().all(unicode::is_alpha) {
                forms.2.push(form);
            } else {
                forms.1.push(form);
            }
        }
        forms
    }
}

#[cfg(test)]
mod tests;
