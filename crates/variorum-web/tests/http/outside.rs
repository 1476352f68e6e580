//! The API as an outside tester sees it: schemathesis makes requests from the description, fitting and unfitting, and
//! compares every answer with it.
//!
//! It needs Python 3 and PyPI, once: the environment stays under the target folder. Where they are missing it says so and
//! is skipped.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::common::serve;

#[path = "../../../../tests/environment.rs"]
mod environment;

/// An address that is too long is refused as such.
const SETTINGS: &str =
    "[checks.negative_data_rejection]\nexpected-statuses = [400, 403, 404, 405, 406, 409, 414, 415]\n";

/// From PyPI.
const TESTER: &str = "schemathesis==4.32.5";

#[test]
fn the_api_keeps_to_its_description() {
    let Some(server) = serve("outside", |_| ()) else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("schemathesis");
    let programs = match environment::programs(&folder, &[TESTER]) {
        Ok(programs) => programs,
        Err(why) => return say(&format!("skipped: it needs Python 3 with venv, and PyPI: {why}")),
    };
    fs::write(folder.join("schemathesis.toml"), SETTINGS).expect("its settings are written");
    let output = Command::new(programs.join("schemathesis"))
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

/// Writes past the capture of the test runner: a test that is skipped must not look like one that was run.
fn say(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "schemathesis: {line}");
}
