//! Every export of the sample story, opened by the tools that people would open it with: rdflib and pyld, prov, networkx,
//! pydot, bibtexparser, citeproc, FollowTheMoney, DuckDB, wacz, warcio. `tests/exports/read.py` does the looking.
//!
//! It needs Python 3 and PyPI, once: the environment stays under the target folder. Where they are missing it says so and
//! is skipped.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use variorum::export::Format;

#[path = "../../../tests/environment.rs"]
mod environment;

/// From PyPI.
const READERS: [&str; 11] = [
    "bibtexparser==1.4.3",
    "citeproc-py==0.11.1",
    "duckdb==2.0.0",
    "followthemoney==4.11.2",
    "networkx==3.6.1",
    "prov==3.2.3",
    "pydot==4.0.1",
    "pyld==3.3.0",
    "rdflib==7.6.0",
    "wacz==0.6.0",
    "warcio==1.8.1",
];

#[test]
fn other_tools_open_what_is_exported() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    let files = folder.join("files");
    fs::create_dir_all(&files).expect("a folder for the exports");
    let story = files.join("story.json");
    let sample = root().join("samples/dunmarsh");
    let collated = variorum(&["collate", "--one-story", "--format", "json"], &[&sample]);
    fs::write(&story, collated.stdout).expect("a collation is written");
    for format in Format::ALL {
        let arguments = ["export", "--as", format.name(), "--output"];
        let output = variorum(&arguments, &[&files.join(format.name()), &story]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let tables = variorum(&["export", "--as", "parquet", "--output"], &[&files.join("parquet"), &story]);
    assert!(tables.status.success(), "{}", String::from_utf8_lossy(&tables.stderr));
    let desk = folder.join("desk");
    // One that an earlier run left behind.
    let _ = fs::remove_dir_all(&desk);
    for (arguments, path) in [(["desk", "init"], &desk), (["ingest", "--desk"], &desk)] {
        let sample: &[&Path] = if arguments[0] == "ingest" { &[path, &sample] } else { &[path] };
        assert!(variorum(&arguments, sample).status.success());
    }
    let pack =
        variorum(&["export", "--as", "wacz", "--desk"], &[&desk, Path::new("--output"), &files.join("wacz")]);
    assert!(pack.status.success(), "{}", String::from_utf8_lossy(&pack.stderr));
    let programs = match environment::programs(&folder.join("python"), &READERS) {
        Ok(programs) => programs,
        Err(why) => return say(&format!("skipped: they need Python 3 with venv, and PyPI: {why}")),
    };
    let output = Command::new(programs.join("python"))
        .arg(root().join("tests/exports/read.py"))
        .arg(&files)
        .output()
        .expect("Python runs");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    for name in Format::ALL.iter().map(|format| format.name()).chain(["parquet", "wacz"]) {
        assert!(told.lines().any(|line| line.starts_with(&format!("{name}: "))), "{told}");
    }
}

#[test]
fn reports_and_their_collation_give_the_same_export() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports-same");
    fs::create_dir_all(&folder).expect("a folder");
    let story = folder.join("story.json");
    let sample = root().join("samples/dunmarsh");
    let collated = variorum(&["collate", "--format", "json"], &[&sample]);
    fs::write(&story, collated.stdout).expect("a collation is written");
    let [reports, collation] =
        [&sample, &story].map(|path| variorum(&["export", "--as", "csv"], &[path]).stdout);
    assert!(!reports.is_empty());
    assert_eq!(String::from_utf8_lossy(&reports), String::from_utf8_lossy(&collation));
    let unknown = variorum(&["export", "--as", "xlsx"], &[&story]);
    let told = String::from_utf8_lossy(&unknown.stderr);
    assert!(told.contains("web-annotation") && told.contains("csl-json"), "{told}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn variorum(arguments: &[&str], paths: &[&Path]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(arguments)
        .args(paths)
        .output()
        .expect("the program runs")
}

/// Writes past the capture of the test runner: a test that is skipped must not look like one that was run.
fn say(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "tests of exports: {line}");
}
