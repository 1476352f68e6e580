//! Writes a document as CoNLL-U, the format of Universal Dependencies.

use crate::unicode::is_all_space;
use crate::{Doc, Span, Token};

impl Doc {
    /// The document as CoNLL-U (<https://universaldependencies.org/format.html>), its sentences numbered
    /// `id-1`, `id-2` and so on (with `_` for a slash or white space in the id). A document without words gives the empty string.
    ///
    /// White space has no lines of its own there: what is not a single space goes into `SpacesAfter` of the word
    /// before it (`SpacesBefore` of the first word), with the escapes of UDPipe, and the rarer kinds by
    /// their numbers, as `\u00A0`. A head that is white space gives way to the nearest word above it. Entities stand
    /// in the last column, as `NER=B-ORG`.
    pub fn to_conllu(&self, id: &str) -> String {
        let id: String = id.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        // The format allows neither white space nor a slash in the id of a sentence.
        let sentence_id: String =
            id.chars().map(|c| if c.is_whitespace() || c == '/' { '_' } else { c }).collect();
        let sentences = self.sentences().map(words).filter(|words| !words.is_empty());
        let mut out = String::new();
        for (index, words) in sentences.enumerate() {
            if index == 0 {
                out.push_str(&format!("# newdoc id = {id}\n"));
            }
            out.push_str(&format!("# sent_id = {sentence_id}-{}\n# text = {}\n", index + 1, text(&words)));
            let heads = heads(&words);
            for (position, word) in words.iter().enumerate() {
                out.push_str(&line(*word, position + 1, heads[position]));
            }
            out.push('\n');
        }
        out
    }
}

fn words(sentence: Span<'_>) -> Vec<Token<'_>> {
    sentence.tokens().filter(|token| !token.is_space()).collect()
}

fn text(words: &[Token<'_>]) -> String {
    let mut text = String::new();
    for word in words {
        text.push_str(word.text());
        text.push_str(if gap_after(*word).is_empty() { "" } else { " " });
    }
    text.trim_end_matches(' ').to_owned()
}

/// The number of each word's head in the sentence, from 1; 0 for the one root.
fn heads(words: &[Token<'_>]) -> Vec<usize> {
    let number = |token: Token<'_>| words.binary_search_by_key(&token.index, |word| word.index).ok();
    let above: Vec<Option<usize>> =
        words.iter().map(|word| word.ancestors().find(|above| !above.is_space()).and_then(number)).collect();
    // Under a root of white space, or without a parse, several words have nothing above them.
    let root = above.iter().position(Option::is_none).unwrap_or(0);
    let head = |(position, above): (usize, &Option<usize>)| match above {
        Some(head) => head + 1,
        None if position == root => 0,
        None => root + 1,
    };
    above.iter().enumerate().map(head).collect()
}

fn line(word: Token<'_>, number: usize, head: usize) -> String {
    let label = match (head, word.dep()) {
        (0, _) => "root",
        (_, "" | "ROOT") => "dep",
        (_, label) => label,
    };
    let columns = [
        &number.to_string(),
        word.text(),
        or_underscore(word.lemma()),
        or_underscore(word.pos().as_str()),
        or_underscore(word.tag()),
        or_underscore(word.morph()),
        &head.to_string(),
        label,
        "_",
        &miscellany(word),
    ];
    columns.join("\t") + "\n"
}

fn or_underscore(value: &str) -> &str {
    if value.is_empty() { "_" } else { value }
}

fn miscellany(word: Token<'_>) -> String {
    let mut fields = Vec::new();
    let label = word.entity_label();
    if !label.is_empty() {
        let starts =
            word.doc.entities.binary_search_by_key(&(word.index as u32), |entity| entity.start).is_ok();
        fields.push(format!("NER={}-{label}", if starts { "B" } else { "I" }));
    }
    let before = &word.doc.text[..word.bytes().start];
    if is_all_space(before) {
        fields.push(format!("SpacesBefore={}", escape(before)));
    }
    match gap_after(word) {
        "" => fields.push("SpaceAfter=No".to_owned()),
        gap if gap != " " && is_all_space(gap) => fields.push(format!("SpacesAfter={}", escape(gap))),
        _ => {}
    }
    if fields.is_empty() { "_".to_owned() } else { fields.join("|") }
}

/// What stands between a word and the next one, or the end.
fn gap_after(word: Token<'_>) -> &str {
    let doc = word.doc;
    let next = doc.iter().skip(word.index + 1).find(|token| !token.is_space());
    let end = next.map_or(doc.text.len(), |next| next.bytes().start);
    &doc.text[word.bytes().end..end]
}

fn escape(space: &str) -> String {
    space.chars().fold(String::new(), |mut out, c| {
        match c {
            ' ' => out.push_str("\\s"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => out.push_str(&format!("\\u{:04X}", u32::from(c))),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use crate::Doc;

    #[test]
    fn white_space_goes_into_the_last_column() {
        let json = r#"{"text": "\n Ann left.\n\nBye", "ents": [{"start": 2, "end": 5, "label": "PERSON"}],
            "sents": [{"start": 0, "end": 13}, {"start": 13, "end": 16}], "tokens": [
            {"start": 0, "end": 2, "tag": "_SP", "pos": "SPACE", "lemma": "\n ", "dep": "dep", "head": 1},
            {"start": 2, "end": 5, "tag": "NNP", "pos": "PROPN", "morph": "Number=Sing", "lemma": "Ann",
             "dep": "nsubj", "head": 2},
            {"start": 6, "end": 10, "tag": "VBD", "pos": "VERB", "lemma": "leave", "dep": "ROOT", "head": 2},
            {"start": 10, "end": 11, "tag": ".", "pos": "PUNCT", "lemma": ".", "dep": "punct", "head": 4},
            {"start": 11, "end": 13, "tag": "_SP", "pos": "SPACE", "lemma": "\n\n", "dep": "dep", "head": 2},
            {"start": 13, "end": 16, "tag": "UH", "pos": "INTJ", "lemma": "bye", "dep": "ROOT", "head": 5}]}"#;
        let doc = Doc::from_spacy_json(json).expect("a document");
        let expected = "\
# newdoc id = story
# sent_id = story-1
# text = Ann left.
1\tAnn\tAnn\tPROPN\tNNP\tNumber=Sing\t2\tnsubj\t_\tNER=B-PERSON|SpacesBefore=\\n\\s
2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\tSpacesAfter=\\n\\n

# sent_id = story-2
# text = Bye
1\tBye\tbye\tINTJ\tUH\t_\t0\troot\t_\tSpaceAfter=No

";
        assert_eq!(doc.to_conllu("story"), expected);
        assert_eq!(Doc::default().to_conllu("none"), "");
    }
}
