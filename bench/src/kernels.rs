//! `kernels`: how fast the arithmetic of the pipeline is, beside what the processor can do at best.

use clap::Args;
use cpu_time::ThreadTime;
use serde_json::{Value, json};
use variorum_spacy::measure::{self, Case, PEAK};

use crate::venv;

/// `variorum-bench kernels`.
#[derive(Debug, Args)]
pub struct Arguments {
    /// Rounds for each kernel; the best is told
    #[arg(long, default_value_t = 15)]
    rounds: usize,
    /// Leave numpy out, whose products are those of OpenBLAS
    #[arg(long)]
    no_peer: bool,
}

/// CPU seconds of a round: long beside the resolution of the clock, short beside what else the machine does.
const ROUND: f64 = 0.02;

/// Prints operations a CPU second, the best of some rounds, of one product of 32-bit matrices after another.
const NUMPY_SCRIPT: &str = r#"
import json, os, sys, time
os.environ["OPENBLAS_NUM_THREADS"] = "1"
import numpy
task = json.load(sys.stdin)
best = []
for rows, depth, columns in task["shapes"]:
    a = numpy.full((rows, depth), 0.25, dtype="float32")
    b = numpy.full((depth, columns), 0.5, dtype="float32")
    out = numpy.empty((rows, columns), dtype="float32")
    operations, fastest = 2 * rows * depth * columns, 0.0
    runs = max(1, min(100_000, int(5e8 / operations)))
    for _ in range(task["rounds"]):
        begin = time.thread_time()
        for _ in range(runs):
            numpy.dot(a, b, out=out)
        fastest = max(fastest, runs * operations / (time.thread_time() - begin))
    best.append(fastest)
json.dump(best, sys.stdout)
"#;

/// Runs the command.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut cases = measure::cases();
    let peers = if arguments.no_peer { Vec::new() } else { numpy(&cases, arguments.rounds)? };
    let mut figures = Vec::new();
    let mut peak = f64::INFINITY;
    println!("{:<46} {:>16} {:>10} {:>8} {:>12}", "kernel", "shape", "GFLOP/s", "of peak", "numpy GFLOP/s");
    for (index, case) in cases.iter_mut().enumerate() {
        let speed = best_speed(case, arguments.rounds.max(1));
        if case.name == PEAK {
            peak = speed;
            println!("{}", case.instructions);
        }
        let share = speed / peak;
        let shape = case.shape.map(|size| size.to_string()).join(" x ");
        let shape = if case.name == PEAK { String::new() } else { shape };
        let peer = peers.get(index).filter(|_| case.name != PEAK);
        let shown = peer.map_or(String::new(), |peer| format!("{:.1}", peer / 1e9));
        println!(
            "  {:<44} {shape:>16} {:>10.1} {:>6.0} % {shown:>12}",
            case.name,
            speed / 1e9,
            100.0 * share
        );
        figures.push(json!({
            "instructions": case.instructions,
            "kernel": case.name,
            "shape": case.shape,
            "gflops": tenths(speed / 1e9),
            "share_of_peak": tenths(1000.0 * share) / 1000.0,
            "numpy_gflops": peer.map(|peer| tenths(peer / 1e9)),
        }));
    }
    println!("{}", Value::from(figures));
    Ok(())
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// Operations a CPU second in the best round: others are disturbed by what else runs on the machine.
fn best_speed(case: &mut Case, rounds: usize) -> f64 {
    let mut runs = 1;
    let mut best = 0.0_f64;
    let mut done = 0;
    while done < rounds {
        let begin = ThreadTime::now();
        for _ in 0..runs {
            case.run();
        }
        let seconds = begin.elapsed().as_secs_f64();
        if seconds < ROUND {
            runs *= 2;
            continue;
        }
        best = best.max((runs * case.operations) as f64 / seconds);
        done += 1;
    }
    best
}

/// The same products by numpy, operations a second; one entry a case.
fn numpy(cases: &[Case], rounds: usize) -> anyhow::Result<Vec<f64>> {
    let python = venv::python("spacy", &venv::SPACY)?;
    let shapes: Vec<_> = cases.iter().map(|case| case.shape.map(|size| size.max(1))).collect();
    let task = json!({"rounds": rounds.min(5), "shapes": shapes}).to_string();
    Ok(serde_json::from_str(&venv::run_script(&python, NUMPY_SCRIPT, task.as_bytes())?)?)
}
