//! Reads the file `tokenizer` of a pipeline folder.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Tokenizer;
use super::special::{Part, Specials};
use crate::lexeme::Norms;
use crate::pattern::{Pattern, Scratch};
use crate::strings::string_id;

#[derive(Deserialize)]
struct TokenizerFile {
    prefix_search: Option<String>,
    suffix_search: Option<String>,
    infix_finditer: Option<String>,
    token_match: Option<String>,
    url_match: Option<String>,
    exceptions: BTreeMap<String, Vec<BTreeMap<Attribute, String>>>,
    #[serde(default = "yes")]
    faster_heuristics: bool,
}

/// The name of an attribute: spaCy writes its number, older files its name.
#[derive(Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(untagged)]
enum Attribute {
    Number(u64),
    Name(String),
}

impl Tokenizer {
    /// Reads the file `tokenizer` of a pipeline folder; `norms` come from its vocabulary.
    ///
    /// # Errors
    /// A sentence that says what is wrong, for damaged data and for patterns that this crate cannot run.
    pub fn from_bytes(file: &[u8], norms: Norms) -> Result<Tokenizer, String> {
        let file: TokenizerFile =
            rmp_serde::from_slice(file).map_err(|error| format!("the tokenizer is damaged: {error}"))?;
        let mut tokenizer = Tokenizer {
            prefix: compile("prefix", file.prefix_search)?,
            suffix: compile("suffix", file.suffix_search)?,
            infix: compile("infix", file.infix_finditer)?,
            token: compile("token", file.token_match)?,
            url: compile("url", file.url_match)?,
            specials: Specials::default(),
            norms,
        };
        for (text, tokens) in file.exceptions {
            let parts = tokens.into_iter().map(part).collect::<Result<Vec<_>, _>>()?;
            let spelled: String = parts.iter().map(|part| &*part.text).collect();
            if spelled != text || text.is_empty() {
                return Err(format!("the tokenizer is damaged: the parts of {text:?} spell {spelled:?}"));
            }
            tokenizer.specials.add(text.into(), parts);
        }
        tokenizer.add_phrases(file.faster_heuristics);
        Ok(tokenizer)
    }

    /// Finds the special cases that the patterns would take apart, for the second pass.
    fn add_phrases(&mut self, only_if_cut: bool) {
        let mut scratch = Scratch::default();
        let mut matches = |pattern: &Option<Pattern>, text: &str| {
            let found = pattern.as_ref().and_then(|pattern| pattern.find(text, 0, &mut scratch));
            found.is_some_and(|(start, end)| start < end)
        };
        let mut phrases = Vec::new();
        for text in self.specials.texts() {
            let cut = [&self.prefix, &self.suffix, &self.infix].iter().any(|pattern| matches(pattern, &text));
            if !only_if_cut || cut || text.contains(' ') {
                phrases.push(self.words_without_specials(&text));
            }
        }
        phrases.into_iter().for_each(|tokens| self.specials.add_phrase(tokens));
    }
}

fn compile(kind: &str, source: Option<String>) -> Result<Option<Pattern>, String> {
    let compile = |source: String| {
        Pattern::new(&source)
            .map_err(|error| format!("the tokenizer's {kind} pattern cannot be used: {error}"))
    };
    source.map(compile).transpose()
}

fn part(attributes: BTreeMap<Attribute, String>) -> Result<Part, String> {
    let mut part = Part { text: Box::default(), norm: None };
    for (attribute, value) in attributes {
        let id = match &attribute {
            Attribute::Number(id) => *id,
            Attribute::Name(name) => string_id(name),
        };
        match id {
            ORTH => part.text = value.into(),
            NORM => part.norm = Some(string_id(&value)),
            _ => return Err(format!("a special case of the tokenizer sets attribute {id}")),
        }
    }
    Ok(part)
}

/// Numbers of attributes in spaCy's symbols.
const ORTH: u64 = 65;
const NORM: u64 = 67;

fn yes() -> bool {
    true
}
