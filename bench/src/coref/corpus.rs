//! Documents with gold mentions: ECB+ as distributed, or CoNLL columns.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dom_query::{Document as Tree, Selection};
use variorum::resolve::corefer::PhraseKind;
use variorum::text::Span;

/// A document whose mentions are known.
#[derive(Debug, Default)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// The topic it belongs to; nothing is put together across topics.
    pub topic: String,
    /// Its text, one sentence a line.
    pub text: String,
    /// In the order of the file.
    pub mentions: Vec<Mention>,
}

/// Words that stand for something.
#[derive(Debug)]
pub struct Mention {
    /// Where they stand in the text.
    pub span: Span,
    /// What they stand for: a name of the corpus.
    pub cluster: String,
    /// What kind of thing that is, where the corpus says.
    pub kind: Option<PhraseKind>,
    /// Whether the corpus relates it to nothing, so that it may not have been looked at.
    pub alone: bool,
}

/// Reads all documents below a folder of XML files, or in a CoNLL file.
///
/// # Errors
/// If nothing is there or a file is not what it should be.
pub fn read(path: &Path) -> anyhow::Result<Vec<Document>> {
    let documents = if path.is_dir() {
        let mut files = Vec::new();
        collect(path, &mut files)?;
        files.sort();
        files.iter().map(|file| ecb(file)).collect::<anyhow::Result<Vec<Document>>>()?
    } else {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        conll(&text)?
    };
    if documents.iter().all(|document| document.mentions.is_empty()) {
        bail!("{}: no mention there", path.display());
    }
    Ok(documents)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "xml") {
            files.push(path);
        }
    }
    Ok(())
}

/// Words put together to a text: no space before closing marks and after opening ones.
#[derive(Default)]
struct Text {
    text: String,
    spans: Vec<Span>,
}

impl Text {
    fn push(&mut self, word: &str) {
        let word = match word {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            "#" => "£",
            other => other,
        };
        let closes =
            matches!(word, "," | "." | ":" | ";" | "?" | "!" | ")" | "]" | "%" | "’" | "”" | "n't" | "n’t")
                || word.starts_with("'s")
                || word.starts_with("’s")
                || word == "'";
        let opened = self.text.ends_with(['(', '[', '$', '£', '“', '\n']) || self.text.is_empty();
        if !closes && !opened {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(word);
        self.spans.push(Span::new(start, self.text.len()));
    }

    fn end_sentence(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

fn ecb(file: &Path) -> anyhow::Result<Document> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let source = String::from_utf8_lossy(&bytes);
    // Read as HTML: empty elements must be closed for it.
    let source = closed(&source);
    let tree = Tree::from(source.as_str());
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let topic = name.split('_').next().unwrap_or_default().to_owned();
    let mut text = Text::default();
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut sentence = String::new();
    for token in tree.select("token").iter() {
        let number = attribute(&token, "sentence");
        if number != sentence {
            text.end_sentence();
            sentence = number;
        }
        let word = token.text().trim().to_owned();
        place.insert(attribute(&token, "t_id"), text.spans.len());
        text.push(if word.is_empty() { "-" } else { &word });
    }
    let mut clusters: BTreeMap<String, String> = BTreeMap::new();
    for (selector, across) in [("intra_doc_coref", false), ("cross_doc_coref", true)] {
        for relation in tree.select(selector).iter() {
            let note = attribute(&relation, "note");
            let cluster = if across && !note.is_empty() {
                note
            } else {
                format!("{name} {}", attribute(&relation, "r_id"))
            };
            for source in relation.select("source").iter() {
                clusters.insert(attribute(&source, "m_id"), cluster.clone());
            }
        }
    }
    let mut mentions = Vec::new();
    for markable in tree.select("markables > *").iter() {
        let anchors: Vec<usize> = markable
            .select("token_anchor")
            .iter()
            .filter_map(|anchor| place.get(&attribute(&anchor, "t_id")).copied())
            .collect();
        let (Some(&first), Some(&last)) = (anchors.iter().min(), anchors.iter().max()) else { continue };
        let id = attribute(&markable, "m_id");
        let tag =
            markable.nodes().first().and_then(|node| node.node_name()).unwrap_or_default().to_lowercase();
        let kind = if tag.starts_with("action") || tag.starts_with("neg_action") {
            PhraseKind::Event
        } else if tag.starts_with("time") {
            PhraseKind::Time
        } else {
            PhraseKind::Thing
        };
        mentions.push(Mention {
            span: text.spans[first].join(text.spans[last]),
            cluster: clusters.get(&id).cloned().unwrap_or_else(|| format!("{name} alone {id}")),
            kind: Some(kind),
            alone: !clusters.contains_key(&id),
        });
    }
    Ok(Document { name, topic, text: text.text, mentions })
}

/// XML with every empty element closed by a tag of its own, and without its declaration.
fn closed(source: &str) -> String {
    let mut result = String::with_capacity(source.len() * 2);
    for (index, piece) in source.split('<').enumerate() {
        if index == 0 || piece.starts_with('?') {
            continue;
        }
        result.push('<');
        match piece.split_once("/>") {
            Some((tag, rest)) => {
                let name: String = tag.chars().take_while(|char| !char.is_whitespace()).collect();
                result.push_str(&format!("{tag}></{name}>{rest}"));
            }
            None => result.push_str(piece),
        }
    }
    result
}

fn attribute(selection: &Selection, name: &str) -> String {
    selection.attr(name).map(|value| value.to_string()).unwrap_or_default()
}

fn conll(source: &str) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    let mut open: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut current = Document::default();
    let mut text = Text::default();
    for (number, line) in source.lines().enumerate() {
        if let Some(rest) = line.strip_prefix("#begin document") {
            let name = rest.split(['(', ')']).nth(1).unwrap_or(rest).trim().to_owned();
            let topic = name.split('/').next().unwrap_or_default().to_owned();
            current = Document { name, topic, ..Document::default() };
            text = Text::default();
            open.clear();
        } else if line.starts_with("#end") {
            current.text = std::mem::take(&mut text.text);
            documents.push(std::mem::take(&mut current));
        } else if line.trim().is_empty() {
            text.end_sentence();
        } else {
            let columns: Vec<&str> = line.split('\t').collect();
            let (Some(word), Some(marks)) = (columns.get(3), columns.last().filter(|_| columns.len() > 4))
            else {
                bail!("line {}: fewer columns than five", number + 1);
            };
            let place = text.spans.len();
            text.push(word);
            for mark in marks.split('|').map(str::trim).filter(|mark| *mark != "-") {
                let cluster = mark.trim_matches(['(', ')']);
                if mark.starts_with('(') {
                    open.entry(cluster.to_owned()).or_default().push(place);
                }
                if mark.ends_with(')')
                    && let Some(first) = open.get_mut(cluster).and_then(Vec::pop)
                {
                    let span = text.spans[first].join(text.spans[place]);
                    let cluster = identity(cluster).to_owned();
                    let known = |mention: &Mention| mention.span == span && mention.cluster == cluster;
                    if !current.mentions.iter().any(known) {
                        current.mentions.push(Mention { span, cluster, kind: None, alone: false });
                    }
                }
            }
        }
    }
    Ok(documents)
}

/// The name of what a mark stands for, without the words that say how far its links reach: MEANTIME writes one thing
/// as `cross_ORG1`, `intra_ORG1` and `cross_intra_ORG1`.
fn identity(mark: &str) -> &str {
    let mark = mark.strip_prefix("cross_").unwrap_or(mark);
    mark.strip_prefix("intra_").unwrap_or(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_that_nest_become_mentions() {
        let source = "#begin document (a/1); part 000\n\
                      a/1\t0\t0\tMayor\t(intra_PER1|(intra_PER1)\n\
                      a/1\t0\t1\tLunde\tintra_PER1)\n\
                      a/1\t0\t2\t,\t-\n\n\
                      a/1\t1\t0\tShe\t(cross_PER1)\n#end document\n";
        let documents = conll(source).expect("the columns are whole");
        let shown: Vec<(&str, &str)> = documents[0]
            .mentions
            .iter()
            .map(|mention| (mention.span.of(&documents[0].text), mention.cluster.as_str()))
            .collect();
        assert_eq!(shown, [("Mayor", "PER1"), ("Mayor Lunde", "PER1"), ("She", "PER1")]);
    }

    #[test]
    fn empty_elements_are_closed() {
        assert_eq!(closed("<?xml?><a><b c=\"1\"/>x</a>"), "<a><b c=\"1\"></b>x</a>");
    }
}
