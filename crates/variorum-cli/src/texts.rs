//! Reads texts to annotate from files and standard input, a piece at a time.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// Texts are gathered until they have so many bytes, so that few are handed from thread to thread one by one.
const BATCH_BYTES: usize = 32 << 10;

/// Plain text is cut into pieces of at most so many bytes.
const PIECE_BYTES: usize = 16 << 10;

/// Longer lines of JSON are left out, so that one line can't take all memory.
const LINE_BYTES: u64 = 8 << 20;

/// How a gzip file begins (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// One text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Where it stands: a path, with the line or the number of the piece.
    pub place: String,
    /// The `id` that came with it.
    pub id: Option<Value>,
    /// The text itself.
    pub text: String,
}

/// A few texts, and what was left out among them.
#[derive(Debug, Default)]
pub struct Batch {
    /// The texts in order.
    pub texts: Vec<Text>,
    /// A sentence for each thing left out.
    pub left_out: Vec<String>,
}

impl Batch {
    /// How many bytes its texts have.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(|text| text.text.len()).sum()
    }
}

/// The texts at some paths, in order.
pub struct Texts {
    paths: std::vec::IntoIter<PathBuf>,
    /// Whether each line is a text; if not said, the ending of a file tells.
    lines: Option<bool>,
    open: Option<Source>,
}

/// An open file, or standard input.
struct Source {
    name: String,
    reader: BufReader<Box<dyn Read + Send>>,
    lines: bool,
    /// Lines or pieces read so far.
    number: usize,
    /// Plain text that was read but belongs to the next piece.
    rest: Vec<u8>,
}

/// What one step of reading found.
enum Step {
    Text(Text),
    /// Nothing to annotate; if that is worth a note, the batch has it.
    Nothing,
    End,
}

impl Texts {
    /// The texts at `paths`, `-` being standard input. `lines` says whether each line is a text as JSON.
    pub fn new(paths: Vec<PathBuf>, lines: Option<bool>) -> Texts {
        Texts { paths: paths.into_iter(), lines, open: None }
    }

    /// Opens the next path that can be opened; false if there is none.
    fn open_next(&mut self, batch: &mut Batch) -> bool {
        for path in self.paths.by_ref() {
            match Source::open(&path, self.lines) {
                Ok(source) => {
                    self.open = Some(source);
                    return true;
                }
                Err(error) => batch.left_out.push(format!("{}: {error}", path.display())),
            }
        }
        false
    }
}

impl Iterator for Texts {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        let mut batch = Batch::default();
        let mut bytes = 0;
        while bytes < BATCH_BYTES {
            if self.open.is_none() && !self.open_next(&mut batch) {
                break;
            }
            let Some(source) = &mut self.open else { break };
            match source.read(&mut batch) {
                Ok(Step::End) => self.open = None,
                Ok(step) => {
                    if let Step::Text(text) = step {
                        bytes += text.text.len();
                        batch.texts.push(text);
                    }
                    // What was read must not wait for input that comes later.
                    if source.reader.buffer().is_empty() {
                        break;
                    }
                }
                Err(error) => {
                    batch.left_out.push(format!("{}: the rest could not be read: {error}", source.name));
                    self.open = None;
                }
            }
        }
        let ended = self.open.is_none() && batch.texts.is_empty() && batch.left_out.is_empty();
        (!ended).then_some(batch)
    }
}

impl Source {
    fn open(path: &Path, lines: Option<bool>) -> std::io::Result<Source> {
        let name = path.to_string_lossy().into_owned();
        let input: Box<dyn Read + Send> =
            if name == "-" { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) };
        let mut reader = BufReader::with_capacity(BATCH_BYTES, input);
        if reader.fill_buf()?.starts_with(&GZIP_MAGIC) {
            reader = BufReader::with_capacity(BATCH_BYTES, Box::new(MultiGzDecoder::new(reader)));
        }
        let lines = lines.unwrap_or_else(|| has_lines(&name));
        Ok(Source { name, reader, lines, number: 0, rest: Vec::new() })
    }

    fn read(&mut self, batch: &mut Batch) -> std::io::Result<Step> {
        if self.lines { self.read_line(batch) } else { self.read_piece(batch) }
    }

    fn read_line(&mut self, batch: &mut Batch) -> std::io::Result<Step> {
        let mut line = Vec::new();
        self.reader.by_ref().take(LINE_BYTES).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            return Ok(Step::End);
        }
        self.number += 1;
        let place = format!("{}:{}", self.name, self.number);
        if line.len() as u64 == LINE_BYTES && line.last() != Some(&b'\n') {
            batch
                .left_out
                .push(format!("{place}: the line is longer than 8 MiB; give long texts as plain text"));
            self.reader.skip_until(b'\n')?;
        } else if let Some((id, text)) = parse(&line) {
            return Ok(Step::Text(Text { place, id, text }));
        } else if !line.trim_ascii().is_empty() {
            let why = "no text there; give a JSON string, or an object with a key `text`";
            batch.left_out.push(format!("{place}: {why}"));
        }
        Ok(Step::Nothing)
    }

    fn read_piece(&mut self, batch: &mut Batch) -> std::io::Result<Step> {
        let mut piece = std::mem::take(&mut self.rest);
        let wanted = PIECE_BYTES.saturating_sub(piece.len()) as u64;
        self.reader.by_ref().take(wanted).read_to_end(&mut piece)?;
        let is_last = self.reader.fill_buf()?.is_empty();
        if piece.is_empty() {
            return Ok(Step::End);
        }
        if !is_last {
            self.rest = piece.split_off(cut(&piece));
        }
        self.number += 1;
        let place = match self.number {
            1 => self.name.clone(),
            number => format!("{}#{number}", self.name),
        };
        let text = String::from_utf8_lossy(&piece);
        if text.contains(char::REPLACEMENT_CHARACTER) && std::str::from_utf8(&piece).is_err() {
            batch.left_out.push(format!("{place}: not all UTF-8; each bad byte became U+FFFD"));
        }
        let text = if is_last { text.trim_end() } else { &text };
        Ok(Step::Text(Text { place, id: None, text: text.to_owned() }))
    }
}

fn has_lines(name: &str) -> bool {
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.ends_with(".jsonl") || name.ends_with(".ndjson")
}

/// The id and the text of a line of JSON.
fn parse(line: &[u8]) -> Option<(Option<Value>, String)> {
    match serde_json::from_slice(line).ok()? {
        Value::String(text) => Some((None, text)),
        Value::Object(mut object) => {
            let text = ["text", "body"].into_iter().find_map(|key| match object.remove(key) {
                Some(Value::String(text)) => Some(text),
                _ => None,
            })?;
            Some((object.remove("id"), text))
        }
        _ => None,
    }
}

/// Where to cut a piece: after the last blank line, line break or space, else between two characters.
fn cut(piece: &[u8]) -> usize {
    let after =
        |mark: &[u8]| piece.windows(mark.len()).rposition(|bytes| bytes == mark).map(|at| at + mark.len());
    let between = || {
        let is_boundary = |&at: &usize| piece[at] & 0b1100_0000 != 0b1000_0000;
        (piece.len().saturating_sub(4)..piece.len()).rev().find(is_boundary).filter(|&at| at > 0)
    };
    after(b"\n\n").or_else(|| after(b"\n")).or_else(|| after(b" ")).or_else(between).unwrap_or(piece.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_cut_where_a_text_allows_it() {
        let cases: [(&str, usize); 6] =
            [("a\n\nb c\nd", 3), ("a b\nc d", 4), ("a bé", 2), ("éé", 2), ("é", 2), ("x", 1)];
        for (text, at) in cases {
            assert_eq!(cut(text.as_bytes()), at, "{text:?}");
        }
    }

    #[test]
    fn lines_give_their_text_and_id() {
        assert_eq!(parse(br#""one""#), Some((None, "one".to_owned())));
        assert_eq!(parse(br#"{"id": 7, "body": "two"}"#), Some((Some(7.into()), "two".to_owned())));
        assert_eq!(parse(br#"{"id": 7, "text": null}"#), None);
        assert_eq!(parse(b"[]"), None);
        assert_eq!(parse(b"\xff"), None);
        assert!(has_lines("a.jsonl.gz") && has_lines("b.ndjson") && !has_lines("-") && !has_lines("c.json"));
    }

    #[test]
    fn long_plain_text_comes_in_pieces_that_give_it_back() {
        let path = std::env::temp_dir().join(format!("variorum-pieces-{}.txt", std::process::id()));
        let text = "One line of it.\nAnother.\n\n".repeat(20_000);
        std::fs::write(&path, &text).expect("a file is written");
        let texts: Vec<Text> = Texts::new(vec![path.clone(), "no/such/file".into()], None)
            .flat_map(|batch| batch.texts)
            .collect();
        std::fs::remove_file(&path).expect("the file is removed");
        assert!(texts.len() > 3 && texts.iter().all(|text| text.text.len() <= PIECE_BYTES));
        assert!(texts[1].place.ends_with("#2"));
        assert_eq!(texts.iter().map(|text| &*text.text).collect::<String>(), text.trim_end());
    }
}
