//! `variorum annotate`.

use std::io::Write;
use std::time::Instant;

use anyhow::Context;
use variorum_spacy::{Doc, Pipeline};

use crate::arguments::{Annotate, Annotation, TextInput};
use crate::line::Line;
use crate::texts::{Batch, Text, Texts};
use crate::{Outcome, model, stream};

/// Bytes of text on their way for each thread: a few batches. What is printed of them takes some thirty times as much.
const BYTES_ON_THEIR_WAY: usize = 128 << 10;

/// What came of a batch.
struct Annotated {
    /// What to print.
    printed: String,
    texts: usize,
    tokens: usize,
    left_out: Vec<String>,
}

/// Prints tokens, tags, parse and names of texts, as they come.
pub fn run(arguments: &Annotate) -> anyhow::Result<Outcome> {
    let pipeline = model::load(arguments.model.path.as_deref())?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = arguments.threads.unwrap_or(cores).max(1);
    let limits = stream::Limits { threads, weight: threads * BYTES_ON_THEIR_WAY };
    let lines = arguments.input.map(|input| input == TextInput::Jsonl);
    let format = arguments.format;

    let mut stdout = std::io::stdout().lock();
    let mut progress = Progress::new();
    let mut outcome = Outcome::Done;
    stream::run(
        limits,
        Texts::new(arguments.paths.clone(), lines),
        Batch::bytes,
        move |batch| annotate(&pipeline, format, batch),
        |annotated| {
            for message in &annotated.left_out {
                progress.line.clear();
                eprintln!("variorum: left out: {message}");
                outcome = Outcome::LeftOut;
            }
            stdout
                .write_all(annotated.printed.as_bytes())
                .and_then(|()| stdout.flush())
                .context("could not write to standard output; is the disk full?")?;
            progress.add(&annotated);
            Ok(())
        },
    )?;
    progress.line.clear();
    Ok(outcome)
}

fn annotate(pipeline: &Pipeline, format: Annotation, batch: Batch) -> Annotated {
    let texts: Vec<&str> = batch.texts.iter().map(|text| &*text.text).collect();
    let docs = pipeline.annotate_many(&texts);
    let printed = batch.texts.iter().zip(&docs).map(|(text, doc)| print(format, text, doc)).collect();
    Annotated {
        printed,
        texts: docs.len(),
        tokens: docs.iter().map(Doc::len).sum(),
        left_out: batch.left_out,
    }
}

fn print(format: Annotation, text: &Text, doc: &Doc) -> String {
    match (format, &text.id) {
        (Annotation::Conllu, Some(serde_json::Value::String(id))) => doc.to_conllu(id),
        (Annotation::Conllu, Some(id)) => doc.to_conllu(&id.to_string()),
        (Annotation::Conllu, None) => doc.to_conllu(&text.place),
        (Annotation::Jsonl, None) => doc.to_spacy_json() + "\n",
        (Annotation::Jsonl, Some(id)) => {
            // The document is an object that is never empty.
            format!("{{\"id\":{id},{}\n", &doc.to_spacy_json()[1..])
        }
    }
}

/// How much was annotated, told on the terminal; not where the results themselves go there.
struct Progress {
    line: Line,
    begin: Instant,
    texts: usize,
    tokens: usize,
}

impl Progress {
    fn new() -> Progress {
        Progress { line: Line::beside_results(), begin: Instant::now(), texts: 0, tokens: 0 }
    }

    fn add(&mut self, annotated: &Annotated) {
        self.texts += annotated.texts;
        self.tokens += annotated.tokens;
        let (texts, tokens, begin) = (self.texts, self.tokens, self.begin);
        self.line.tell(|| {
            let rate = tokens as f64 / begin.elapsed().as_secs_f64();
            format!("{texts} texts, {tokens} tokens, {rate:.0} tokens/s")
        });
    }
}
