//! Measures Variorum: `variorum-bench COMMAND PATH…`.
//!
//! Every command takes a folder or a file, runs the product's own code path on it, prints a table, and ends with one
//! line of JSON.

mod attribution;
mod chance;
mod collation;
mod conflict;
mod coref;
mod curve;
mod derivations;
mod desk;
mod entities;
mod kernels;
mod model;
mod pages;
mod parity;
mod peers;
mod plain;
mod quantity;
mod score;
mod serve;
mod speed;
mod stories;
mod time;
mod venv;

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// That of the program `variorum`.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

use clap::{Parser, Subcommand};

/// Quality and speed of Variorum, measured.
#[derive(Debug, Parser)]
#[command(name = "variorum-bench", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Scores the text that is drawn from pages against what an article says.
    Pages(pages::Arguments),
    /// Scores sources, cues and contents against brat stand-off annotation such as PolNeAR.
    Attribution(attribution::Arguments),
    /// Compares every decision of the pipeline with real spaCy's on the same texts.
    Parity(parity::Arguments),
    /// Words per second of CPU for each stage, beside spaCy on the same text in the same run.
    Speed(speed::Speed),
    /// Scores names and their kinds against marked text, beside what the pipeline alone gives.
    Entities(entities::Arguments),
    /// Speed of the pipeline's arithmetic, beside what the processor can do at best and numpy.
    Kernels(kernels::Arguments),
    /// Scores times against TimeML documents by the measures of TempEval-3.
    Time(time::Arguments),
    /// Scores quantities against a NewsQuant file.
    Quantity(quantity::Arguments),
    /// Scores how numbers and dates of two statements stand to each other against VitaminC.
    Conflict(conflict::Arguments),
    /// Scores points, relations, origins and derivations against what readers marked.
    Collate(collation::Arguments),
    /// Scores who and what is one across documents, on ECB+ or a CoNLL file, beside a same-head-lemma baseline.
    Coref(coref::Arguments),
    /// What collating one story costs in time and memory as the story grows.
    Curve(curve::Arguments),
    /// Scores how a mixed pile is parted into stories, by BCubed.
    Stories(stories::Arguments),
    /// Finds who draws on whom in a file of reports, one JSON object a line.
    Derivations(derivations::Arguments),
    /// Fills a desk: reports a second, memory, what the store costs, searches alone and beside an ingest.
    Desk(desk::Arguments),
    /// Reads a served desk with many readers while reports are added: errors, times, memory.
    Serve(serve::Arguments),
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("variorum-bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Pages(arguments) => pages::run(&arguments),
        Command::Attribution(arguments) => attribution::run(&arguments),
        Command::Conflict(arguments) => conflict::run(&arguments),
        Command::Collate(arguments) => collation::run(&arguments),
        Command::Coref(arguments) => coref::run(&arguments),
        Command::Curve(arguments) => curve::run(&arguments),
        Command::Stories(arguments) => stories::run(&arguments),
        Command::Derivations(arguments) => derivations::run(&arguments),
        Command::Desk(arguments) => desk::run(&arguments),
        Command::Serve(arguments) => serve::run(&arguments),
        Command::Entities(arguments) => entities::run(&arguments),
        Command::Time(arguments) => time::run(&arguments),
        Command::Quantity(arguments) => quantity::run(&arguments),
        Command::Parity(arguments) => parity::run(&arguments),
        Command::Kernels(arguments) => kernels::run(&arguments),
        Command::Speed(arguments) => speed::run(&arguments),
    }
}
