//! The program is killed at random moments of ingest, correction, regrouping and rebuild: nothing that was told as added
//! is lost, nothing appears twice, and the next run needs no repair.
//!
//! `VARIORUM_KILLS` says how often; without it, a few times.

#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

const REPORTS: usize = 90;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn variorum(arguments: &[&str]) -> Output {
    let output =
        Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).output().expect("the program runs");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
    output
}

fn pile(folder: &Path) -> String {
    let places = ["Dunmarsh", "Lomar", "Kettle Row", "Aldra", "Brenn", "Torvan"];
    let lines: Vec<String> = (0..REPORTS)
        .map(|number| {
            let place = places[number % places.len()];
            format!(
                r#"{{"title": "Flood in {place}, report {number}", "published": "2026-03-{:02}", "outlet": "Outlet {}",
                "text": "Water ran through {place} on Monday, and {number} people left their homes, mayor Ida Falk said. \
                 A school in {place} took in families, and the road to the dam of {place} stayed closed for {number} hours."}}"#,
                1 + number % 28,
                number % 7
            )
            .replace('\n', " ")
            .replace("\\ ", "")
        })
        .collect();
    let path = folder.join("pile.jsonl");
    fs::write(&path, lines.join("\n")).expect("written");
    path.to_string_lossy().into_owned()
}

/// Starts a command, kills it after a while, and gives what it had told by then.
fn killed(arguments: &[&str], after: Duration) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program runs");
    thread::sleep(after);
    child.kill().expect("it is killed");
    let mut told = String::new();
    child.stdout.take().expect("its output").read_to_string(&mut told).expect("text");
    child.wait().expect("it ended");
    told
}

fn origins(told: &str) -> BTreeSet<String> {
    // The last line may be cut.
    let lines = told.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    lines.filter(|event| event["event"] == "added").map(|event| event["origin"].to_string()).collect()
}

fn status(desk: &str) -> serde_json::Value {
    let output = variorum(&["desk", "status", desk, "--json"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    serde_json::from_str(text.lines().next().expect("a line")).expect("JSON")
}

#[test]
fn nothing_told_is_lost_and_nothing_appears_twice() {
    let kills: u64 = std::env::var("VARIORUM_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let folder = Folder(std::env::temp_dir().join(format!("variorum-kill-{}", std::process::id())));
    fs::create_dir_all(&folder.0).expect("a folder");
    let pile = pile(&folder.0);
    let desk = folder.0.join("desk").to_string_lossy().into_owned();
    if variorum(&["desk", "init", &desk]).status.code() != Some(0) {
        panic!("no desk");
    }
    let mut told = BTreeSet::new();
    let mut corrections = 0;
    let mut state = 0x2545_f491_4f6c_dd1du64;
    for round in 0..kills {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let after = Duration::from_millis(state % 1500);
        match round % 4 {
            0 | 1 => told.extend(origins(&killed(&["ingest", "--desk", &desk, "--json", &pile], after))),
            2 => drop(killed(&["desk", "rebuild", &desk], after)),
            _ => {
                drop(killed(&["desk", "regroup", &desk, "--apply"], after));
                let capture = first_capture(&desk);
                if let Some(capture) = capture {
                    let told = killed(&["desk", "correct", &desk, "note", &capture, "checked"], after);
                    corrections += u64::from(told.contains("Kept as correction"));
                }
            }
        }
        let checked = variorum(&["desk", "check", &desk]);
        assert_eq!(checked.status.code(), Some(0), "after kill {round}: {checked:?}");
        let reports = status(&desk)["reports"].as_u64().expect("a number");
        assert!(reports >= told.len() as u64, "{reports} reports, {} were told", told.len());
    }
    let last = variorum(&["ingest", "--desk", &desk, "--json", &pile]);
    if String::from_utf8_lossy(&last.stderr).contains("holds no model") {
        println!("skipped: no model; run `make model` first");
        return;
    }
    assert_eq!(last.status.code(), Some(0), "{last:?}");
    let numbers = status(&desk);
    assert_eq!(numbers["reports"], REPORTS, "each report once");
    assert_eq!(numbers["captures"], REPORTS, "each capture once");
    assert_eq!(numbers["stale"], 0);
    assert!(
        numbers["corrections"].as_u64().is_some_and(|held| held >= corrections),
        "{numbers} {corrections}"
    );
    assert_eq!(variorum(&["desk", "check", &desk]).status.code(), Some(0));
}

#[test]
fn a_full_disk_is_told_and_what_was_kept_stays_whole() {
    let folder = Folder(std::env::temp_dir().join(format!("variorum-full-{}", std::process::id())));
    fs::create_dir_all(&folder.0).expect("a folder");
    let pile = pile(&folder.0);
    let desk = folder.0.join("desk").to_string_lossy().into_owned();
    variorum(&["desk", "init", &desk]);
    // No file may grow beyond so many blocks of 512 bytes; the signal that would end the program is not sent.
    let script = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" ingest --desk \"$1\" --json \"$2\"";
    let program = env!("CARGO_BIN_EXE_variorum");
    let output = Command::new("sh").args(["-c", script, program, &desk, &pile]).output().expect("a shell");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    if told.contains("holds no model") {
        println!("skipped: no model; run `make model` first");
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("full"), "{told}");
    let added = origins(&String::from_utf8_lossy(&output.stdout));
    assert!(status(&desk)["reports"].as_u64().is_some_and(|reports| reports >= added.len() as u64));
    assert_eq!(variorum(&["ingest", "--desk", &desk, &pile]).status.code(), Some(0));
    assert_eq!(status(&desk)["reports"], REPORTS);
    assert_eq!(variorum(&["desk", "check", &desk]).status.code(), Some(0));
}

fn first_capture(desk: &str) -> Option<String> {
    let output = variorum(&["search", "--desk", desk, "--in", "reports", "--json", "water"]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let hit: serde_json::Value = serde_json::from_str(text.lines().next()?).ok()?;
    Some(hit["capture"].as_str()?.to_owned())
}
