//! Prints a table of tokens, then the entities.
//!
//! `cargo run -p variorum-spacy --example annotate -- PIPELINE "The mayor of Port Ellery resigned."`

use std::error::Error;

use variorum_spacy::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pipeline, text] = &arguments[..] else { return Err("usage: annotate PIPELINE TEXT".into()) };
    let pipeline = Pipeline::load(pipeline)?;
    let doc = pipeline.annotate(text);
    for sentence in doc.sentences() {
        for token in sentence.tokens() {
            println!(
                "{:<16} {:<16} {:<6} {:<6} {:<10} {}",
                token.text(),
                token.lemma(),
                token.pos().as_str(),
                token.tag(),
                token.dep(),
                token.head().text()
            );
        }
        println!();
    }
    for entity in doc.entities() {
        println!("{:<12} {}", entity.label, entity.text());
    }
    Ok(())
}
