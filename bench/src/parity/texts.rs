//! The texts to compare, from files and folders.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use crate::time;

/// Longer texts are compared in pieces of about this many bytes; spaCy itself refuses a million characters.
const LONGEST_TEXT: usize = 100_000;

/// The texts of all files: a `.jsonl` file has one a line, of a TimeML document the text without its markup counts.
///
/// # Errors
/// If a file can't be read, or a line of JSON has no text.
pub fn read(paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
    let mut texts = Vec::new();
    for path in paths {
        for file in files(path)? {
            let bytes =
                std::fs::read(&file).with_context(|| format!("{}: could not be read", file.display()))?;
            let Ok(content) = String::from_utf8(bytes) else {
                eprintln!("{}: left out, it is not UTF-8", file.display());
                continue;
            };
            let extension = file.extension().and_then(|extension| extension.to_str());
            match extension {
                Some("jsonl") => {
                    for line in content.lines() {
                        add_pieces(
                            &text_of(line).with_context(|| format!("{}", file.display()))?,
                            &mut texts,
                        );
                    }
                }
                Some("tml") => {
                    let name = file.to_string_lossy();
                    add_pieces(&time::read(&name, &content)?.report.text, &mut texts);
                }
                _ => add_pieces(&content, &mut texts),
            }
        }
    }
    Ok(texts)
}

fn text_of(line: &str) -> anyhow::Result<String> {
    let value: Value = serde_json::from_str(line)?;
    let text = [&value, &value["text"], &value["body"]].into_iter().find_map(Value::as_str);
    Ok(text.context("a line without a text")?.to_owned())
}

fn add_pieces(mut text: &str, texts: &mut Vec<String>) {
    while text.len() > LONGEST_TEXT {
        let reach = (0..=LONGEST_TEXT).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(LONGEST_TEXT);
        let cut = text[..reach].rfind('\n').map_or(reach, |at| at + 1);
        texts.push(text[..cut].to_owned());
        text = &text[cut..];
    }
    texts.push(text.to_owned());
}

/// The files of a folder and the folders below it, in order; a file is itself.
fn files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries =
        std::fs::read_dir(path).with_context(|| format!("{}: could not be read", path.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        found.extend(files(&path)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_at_lines() {
        let mut texts = Vec::new();
        add_pieces(&"word word\n".repeat(30_000), &mut texts);
        assert_eq!(texts.iter().map(String::len).sum::<usize>(), 300_000);
        assert!(texts.len() > 2 && texts.iter().all(|text| text.ends_with('\n')));
    }
}
