//! `variorum annotate`.

use std::io::Read;

use anyhow::Context;

use crate::arguments::{Annotate, Annotation};
use crate::{Outcome, input, model, output};

/// Prints tokens, tags, parse and names of texts.
pub fn run(arguments: &Annotate) -> anyhow::Result<Outcome> {
    let pipeline = model::load(arguments.model.path.as_deref())?;
    let mut outcome = Outcome::Done;
    for path in &arguments.paths {
        let bytes = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).context("standard input could not be read")?;
            bytes
        } else {
            match input::read_file(path) {
                Ok(bytes) => bytes,
                Err(message) => {
                    eprintln!("variorum: left out: {message}");
                    outcome = Outcome::LeftOut;
                    continue;
                }
            }
        };
        let text = String::from_utf8_lossy(&bytes);
        let doc = pipeline.annotate(text.trim_end());
        output::print(&match arguments.format {
            Annotation::Conllu => doc.to_conllu(&path.to_string_lossy()),
            Annotation::Jsonl => doc.to_spacy_json() + "\n",
        })?;
    }
    Ok(outcome)
}
