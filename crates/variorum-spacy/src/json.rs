//! The JSON of spaCy's `Doc.to_json`: read, so that an annotation made elsewhere can be used, and written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{Doc, EntityData, Labels, Pos, Span, TokenData};

#[derive(Serialize, Deserialize)]
struct JsonDoc {
    text: String,
    #[serde(default)]
    ents: Vec<JsonSpan>,
    #[serde(default)]
    sents: Vec<JsonSpan>,
    tokens: Vec<JsonToken>,
}

/// An entity, or a sentence, which has no label. Offsets are code points.
#[derive(Serialize, Deserialize)]
struct JsonSpan {
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    label: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct JsonToken {
    #[serde(default)]
    id: usize,
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
        let starts: BTreeSet<usize> = raw.sents.iter().map(|sentence| sentence.start).collect();
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
                sent_start: starts.contains(&token.start),
                whitespace: raw.text.as_bytes().get(end as usize) == Some(&b' '),
            });
        }
        for entity in &raw.ents {
            let (start, end) = (byte(entity.start)?, byte(entity.end)?);
            doc.entities.push(EntityData {
                start: doc.tokens.partition_point(|token| token.start < start) as u32,
                end: doc.tokens.partition_point(|token| token.start < end) as u32,
                label: intern(
                    &mut known,
                    'e',
                    &mut labels.entities,
                    entity.label.as_deref().unwrap_or_default(),
                ),
            });
        }
        doc.text = raw.text;
        doc.labels = Arc::new(labels);
        Ok(doc)
    }

    /// Writes the document as spaCy's `Doc.to_json` does, on one line.
    pub fn to_spacy_json(&self) -> String {
        let mut chars = CharOffsets { text: &self.text, byte: 0, chars: 0 };
        let tokens = self.iter().map(|token| JsonToken {
            id: token.index,
            start: chars.at(token.bytes().start),
            end: chars.at(token.bytes().end),
            tag: token.tag().to_owned(),
            pos: token.pos().as_str().to_owned(),
            morph: token.morph().to_owned(),
            lemma: token.lemma().to_owned(),
            dep: token.dep().to_owned(),
            head: token.data().head as usize,
        });
        let tokens: Vec<JsonToken> = tokens.collect();
        let span = |span: Span<'_>, label: Option<String>| JsonSpan {
            start: tokens.get(span.start).map_or(0, |token| token.start),
            end: tokens[..span.end].last().map_or(0, |token| token.end),
            label,
        };
        let ents = self.entities().map(|entity| span(entity, Some(entity.label.to_owned()))).collect();
        let sents = self.sentences().map(|sentence| span(sentence, None)).collect();
        let json = JsonDoc { text: self.text.clone(), ents, sents, tokens };
        // A structure of texts and numbers always has a JSON form.
        serde_json::to_string(&json).unwrap_or_default()
    }
}

/// Counts code points up to byte offsets that are asked for in order.
struct CharOffsets<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl CharOffsets<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.chars += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.chars
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let json = concat!(
            r#"{"text":"Zoë left.","ents":[{"start":0,"end":3,"label":"PERSON"}],"sents":[{"start":0,"end":9}],"#,
            r#""tokens":[{"id":0,"start":0,"end":3,"tag":"NNP","pos":"PROPN","morph":"Number=Sing","lemma":"Zoë","#,
            r#""dep":"nsubj","head":1},{"id":1,"start":4,"end":8,"tag":"VBD","pos":"VERB","morph":"","#,
            r#""lemma":"leave","dep":"ROOT","head":1},{"id":2,"start":8,"end":9,"tag":".","pos":"PUNCT","#,
            r#""morph":"PunctType=Peri","lemma":".","dep":"punct","head":1}]}"#,
        );
        let doc = Doc::from_spacy_json(json).expect("a document");
        assert_eq!(doc.to_spacy_json(), json);
        assert_eq!(Doc::default().to_spacy_json(), r#"{"text":"","ents":[],"sents":[],"tokens":[]}"#);
    }

    #[test]
    fn offsets_outside_the_text_are_refused() {
        let json = r#"{"text": "Zoë", "tokens": [{"start": 0, "end": 4}]}"#;
        assert!(Doc::from_spacy_json(json).is_err());
    }
}
