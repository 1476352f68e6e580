//! Reads the JSON that spaCy's `Doc.to_json` writes, so that an annotation made elsewhere can be used or compared.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::{Doc, EntityData, Labels, Pos, TokenData};

#[derive(Deserialize)]
struct JsonDoc {
    text: String,
    #[serde(default)]
    ents: Vec<JsonSpan>,
    #[serde(default)]
    sents: Vec<JsonSpan>,
    tokens: Vec<JsonToken>,
}

#[derive(Deserialize)]
struct JsonSpan {
    start: usize,
    end: usize,
    #[serde(default)]
    label: String,
}

#[derive(Deserialize)]
struct JsonToken {
    start: usize,
    end: usize,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    pos: String,
    #[serde(default)]
    morph: String,
    #[serde(default)]
    lemma: String,
    #[serde(default)]
    dep: String,
    #[serde(default)]
    head: usize,
}

impl Doc {
    /// Reads one document as spaCy's `Doc.to_json` writes it.
    ///
    /// # Errors
    /// A sentence that says what is wrong, for JSON of another shape or offsets outside the text.
    pub fn from_spacy_json(json: &str) -> Result<Doc, String> {
        let raw: JsonDoc =
            serde_json::from_str(json).map_err(|error| format!("not a spaCy document: {error}"))?;
        let bytes: Vec<usize> =
            raw.text.char_indices().map(|(byte, _)| byte).chain([raw.text.len()]).collect();
        let byte = |char: usize| {
            bytes.get(char).map(|&byte| byte as u32).ok_or(format!("offset {char} lies outside the text"))
        };
        let mut labels = Labels::default();
        let mut doc = Doc::default();
        let mut known = BTreeMap::new();
        for token in &raw.tokens {
            let lemma_start = doc.lemmas.len() as u32;
            doc.lemmas.push_str(&token.lemma);
            let end = byte(token.end)?;
            doc.tokens.push(TokenData {
                start: byte(token.start)?,
                end,
                head: u32::try_from(token.head.min(raw.tokens.len() - 1)).unwrap_or(0),
                lemma: (lemma_start, doc.lemmas.len() as u32),
                tag: intern(&mut known, 't', &mut labels.tags, &token.tag),
                morph: intern(&mut known, 'm', &mut labels.morphs, &token.morph),
                dep: intern(&mut known, 'd', &mut labels.deps, &token.dep),
                pos: Pos::from_name(&token.pos).unwrap_or_default(),
                sent_start: raw.sents.iter().any(|sentence| sentence.start == token.start),
                whitespace: raw.text.as_bytes().get(end as usize) == Some(&b' '),
            });
        }
        for entity in &raw.ents {
            let (start, end) = (byte(entity.start)?, byte(entity.end)?);
            doc.entities.push(EntityData {
                start: doc.tokens.partition_point(|token| token.start < start) as u32,
                end: doc.tokens.partition_point(|token| token.start < end) as u32,
                label: intern(&mut known, 'e', &mut labels.entities, &entity.label),
            });
        }
        doc.text = raw.text;
        doc.labels = Arc::new(labels);
        Ok(doc)
    }
}

fn intern(known: &mut BTreeMap<(char, String), u16>, set: char, names: &mut Vec<String>, name: &str) -> u16 {
    if name.is_empty() {
        return 0;
    }
    *known.entry((set, name.to_owned())).or_insert_with(|| {
        names.push(name.to_owned());
        (names.len() - 1) as u16
    })
}
