//! Reads the tables `lemmatizer/lookups/lookups.bin` of a pipeline folder.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::words::WordSet;
use super::{Lemmatizer, PosTables, Tables};
use crate::strings::QuickMap;
use crate::{Pos, string_id};

/// How a lemmatizer is set up in a pipeline's configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LemmatizerSettings<'s> {
    /// `rule` or `lookup`.
    pub(crate) mode: &'s str,
    /// The language of the pipeline, as a code.
    pub(crate) language: &'s str,
    /// Whether lemmas that are set already are replaced.
    pub(crate) overwrite: bool,
}

/// Tables by name; their rows have string ids for keys.
#[derive(Deserialize)]
struct LookupsFile<'f> {
    #[serde(default, borrow)]
    lemma_rules: BTreeMap<u64, Vec<(&'f str, &'f str)>>,
    #[serde(default, borrow)]
    lemma_index: BTreeMap<u64, Vec<&'f str>>,
    #[serde(default, borrow)]
    lemma_exc: BTreeMap<u64, BTreeMap<&'f str, Vec<&'f str>>>,
    #[serde(default, borrow)]
    lemma_lookup: BTreeMap<u64, &'f str>,
}

impl Lemmatizer {
    /// Reads the tables that a mode needs.
    ///
    /// # Errors
    /// A sentence that says what is wrong, for damaged data and for a mode that this crate does not run.
    pub(crate) fn from_bytes(file: &[u8], settings: LemmatizerSettings<'_>) -> Result<Lemmatizer, String> {
        let file: LookupsFile<'_> = rmp_serde::from_slice(file).map_err(|error| error.to_string())?;
        let tables = match settings.mode {
            "rule" if settings.language == "en" => {
                if file.lemma_rules.is_empty() {
                    return Err("it has no table lemma_rules".to_owned());
                }
                Tables::Rules(Pos::ALL.iter().map(|&pos| pos_tables(&file, pos)).collect())
            }
            "rule" => return Err(format!("rules for the language `{}` are not known", settings.language)),
            "lookup" if file.lemma_lookup.is_empty() => return Err("it has no table lemma_lookup".to_owned()),
            "lookup" => {
                let lemmas = file.lemma_lookup.iter().map(|(&word, &lemma)| (word, lemma.into()));
                Tables::Lookup(lemmas.collect())
            }
            other => return Err(format!("the mode `{other}` is not known; `rule` and `lookup` are")),
        };
        Ok(Lemmatizer { tables, overwrite: settings.overwrite })
    }
}

fn pos_tables(file: &LookupsFile<'_>, pos: Pos) -> PosTables {
    let id = string_id(&pos.as_str().to_lowercase());
    let rules = file.lemma_rules.get(&id).into_iter().flatten();
    let exceptions = file.lemma_exc.get(&id).into_iter().flatten();
    let boxed = |words: &Vec<&str>| words.iter().map(|&word| word.into()).collect();
    PosTables {
        rules: rules.map(|&(old, new)| (old.into(), new.into())).collect(),
        index: file.lemma_index.get(&id).map_or_else(WordSet::default, |words| WordSet::new(words)),
        exceptions: exceptions
            .map(|(&word, lemmas)| (word.into(), boxed(lemmas)))
            .collect::<QuickMap<_, _>>(),
    }
}
