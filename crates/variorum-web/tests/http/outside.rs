//! The API as an outside tester sees it: schemathesis makes requests from the description, fitting and unfitting, and
//! compares every answer with it.
//!
//! It needs Python 3 and PyPI, once: the environment stays under the target folder. Where they are missing it says so and
//! is skipped.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::common::serve;

/// An address that is too long is refused as such.
const SETTINGS: &str =
    "[checks.negative_data_rejection]\nexpected-statuses = [400, 403, 404, 405, 406, 409, 414, 415]\n";

/// From PyPI.
const TESTER: &str = "schemathesis==4.32.5";

#[test]
fn the_api_keeps_to_its_description() {
    let Some(server) = serve("outside", |_| ()) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let tester = match tester(&folder) {
        Ok(tester) => tester,
        Err(why) => return say(&format!("skipped: it needs Python 3 with venv, and PyPI: {why}")),
    };
    fs::write(folder.join("schemathesis.toml"), SETTINGS).expect("its settings are written");
    let output = Command::new(tester)
        .args(["run", "--exclude-path", "/events", "--max-examples", "15", "--seed", "1", "--no-shrink"])
        .args(["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--request-timeout", "60"])
        .arg(format!("http://{}/openapi.json", server.address))
        .current_dir(&folder)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    let cases = told.lines().rev().find(|line| line.contains("generated")).unwrap_or_default();
    say(cases.trim());
}

/// The program, in an environment that is made where it is not there yet.
fn tester(folder: &Path) -> Result<PathBuf, String> {
    let (program, marker) = (folder.join("bin/schemathesis"), folder.join("packages.txt"));
    if fs::read_to_string(&marker).is_ok_and(|installed| installed == TESTER) {
        return Ok(program);
    }
    run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", TESTER];
    run(Command::new(folder.join("bin/python")).args(pip))?;
    fs::write(&marker, TESTER).map_err(|error| error.to_string())?;
    Ok(program)
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Ok(()) } else { Err(told.lines().last().unwrap_or_default().to_owned()) }
}

/// Writes past the capture of the test runner: a test that is skipped must not look like one that was run.
fn say(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "schemathesis: {line}");
}
