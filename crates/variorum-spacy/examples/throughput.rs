//! Tokens per second of wall time, on one thread and on several.
//!
//! `cargo run --release -p variorum-spacy --example throughput -- PIPELINE TEXT_FILE [THREADS]`

use std::error::Error;
use std::time::Instant;

use variorum_spacy::{Doc, Pipeline};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pipeline, file, threads @ ..] = &arguments[..] else {
        return Err("usage: throughput PIPELINE TEXT_FILE [THREADS]".into());
    };
    let threads = threads.first().map_or(Ok(2), |threads| threads.parse())?;
    let pipeline = Pipeline::load(pipeline)?;
    let text = std::fs::read_to_string(file)?;
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();

    // The first round fills what is remembered of words.
    count(&pipeline, &paragraphs);
    let begin = Instant::now();
    let tokens = count(&pipeline, &paragraphs);
    let alone = tokens as f64 / begin.elapsed().as_secs_f64();
    println!("1 thread:  {alone:.0} tokens/s");

    let begin = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| count(&pipeline, &paragraphs));
        }
    });
    let together = (threads * tokens) as f64 / begin.elapsed().as_secs_f64();
    println!("{threads} threads: {together:.0} tokens/s, {:.2} times one", together / alone);
    Ok(())
}

fn count(pipeline: &Pipeline, paragraphs: &[&str]) -> usize {
    paragraphs.chunks(64).map(|part| pipeline.annotate_many(part).iter().map(Doc::len).sum::<usize>()).sum()
}
