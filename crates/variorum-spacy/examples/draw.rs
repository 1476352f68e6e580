//! Draws the parse of each sentence as SVG on standard output.
//!
//! `cargo run -p variorum-spacy --example draw -- PIPELINE "The mayor resigned." > parse.svg`

use std::error::Error;

use variorum_spacy::Pipeline;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [pipeline, text] = &arguments[..] else { return Err("usage: draw PIPELINE TEXT".into()) };
    let doc = Pipeline::load(pipeline)?.annotate(text);
    for sentence in doc.sentences() {
        println!("{}", sentence.to_svg());
    }
    Ok(())
}
