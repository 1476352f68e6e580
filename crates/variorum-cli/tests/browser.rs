//! The page in a real browser: each view, link, filter and key, scripts off, print, dark, phone to 4K, axe-core, hostile
//! reports, a thousand reports. `tests/browser/page.mjs` does the looking; its screenshots stay in `target/tmp/browser`.
//!
//! It needs Chromium, node, and what `make browser` fetches. Where any is missing it says so and is skipped.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::{Value, json};

#[test]
fn a_reader_finds_everything_in_the_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let looks = root.join("tests/browser");
    let Some(chromium) = chromium().filter(|_| looks.join("node_modules/axe-core").is_dir() && has_node())
    else {
        say(
            "skipped: the browser tests need Chromium and npm (Debian: apt-get install chromium npm), then `make browser`",
        );
        return;
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser");
    fs::create_dir_all(&folder).expect("a folder for pages and screenshots");
    let sample = collate(&[&root.join("samples/dunmarsh")], &folder.join("sample.html"));
    collate(&hostile_reports(&folder), &folder.join("hostile.html"));
    let thousand = serde_json::from_value(times(&sample, 125)).expect("a collation");
    fs::write(folder.join("thousand.html"), variorum::render::page(&thousand)).expect("a page is written");
    let output = Command::new("node")
        .arg(looks.join("page.mjs"))
        .args([&chromium, &folder])
        .stdin(Stdio::null())
        .output()
        .expect("node runs");
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    say(told.lines().last().unwrap_or_default());
}

#[test]
fn a_desk_is_searched_corrected_rebuilt_and_exported() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let looks = root.join("tests/browser");
    let Some(chromium) = chromium().filter(|_| looks.join("node_modules/axe-core").is_dir() && has_node())
    else {
        return say("skipped: they need Chromium and npm, then `make browser`");
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-desk");
    // One that an earlier run left behind.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the desk and screenshots");
    let desk = folder.join("desk");
    done(&["desk", "init"], &[&desk]);
    for reports in [vec![root.join("samples/dunmarsh")], hostile_reports(&folder)] {
        let paths: Vec<&Path> = reports.iter().map(PathBuf::as_path).collect();
        done(&["ingest", "--desk"], &[&[desk.as_path()], paths.as_slice()].concat());
    }
    let mut server = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["serve", "--json", "--address", "127.0.0.1:0"])
        .arg(&desk)
        .stdout(Stdio::piped())
        .spawn()
        .expect("the server starts");
    let mut line = String::new();
    let told = server.stdout.take().expect("it tells where it is");
    BufReader::new(told).read_line(&mut line).expect("it tells where it is");
    let told: Value = serde_json::from_str(&line).expect("JSON");
    let look = |when: &str| {
        let mut node = Command::new("node");
        node.arg(looks.join("desk.mjs")).args([&chromium, &folder]);
        node.args([told["address"].as_str().unwrap_or_default(), when]);
        node.stdin(Stdio::null()).output().expect("node runs")
    };
    let before = look("before");
    let rebuilt = Command::new(env!("CARGO_BIN_EXE_variorum")).args(["desk", "rebuild"]).arg(&desk).output();
    let after = look("after");
    server.kill().expect("it can be ended");
    server.wait().expect("it ended");
    assert!(rebuilt.expect("it runs").status.success(), "a desk is rebuilt while it is served");
    for output in [before, after] {
        let told = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
        say(told.lines().last().unwrap_or_default());
    }
}

/// Runs the program and sees that it succeeds.
fn done(arguments: &[&str], paths: &[&Path]) {
    let output = Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).args(paths).output();
    let output = output.expect("the program runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Writes past the capture of the test runner: a test that is skipped must not look like one that was run.
fn say(line: &str) {
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "browser tests: {line}");
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places =
        names.iter().flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)));
    named.into_iter().chain(places).find(|file| file.is_file())
}

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    version.is_ok_and(|status| status.success())
}

/// Collates reports into a page; returns the collation.
fn collate(paths: &[impl AsRef<Path>], page: &Path) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--one-story", "--format", "json", "--html"])
        .arg(page)
        .args(paths.iter().map(AsRef::as_ref))
        .output()
        .expect("the program runs");
    let line = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(line.lines().next().unwrap_or_default())
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Reports whose every part tries to be more than words, and two versions of one page.
fn hostile_reports(folder: &Path) -> Vec<PathBuf> {
    const ATTACK: &str = "<script>window.hacked = 'yes'</script><img src=x onerror=\"window.hacked='yes'\">";
    let report = |id: &str, url: &str, dead: &str| {
        json!({
            "id": id,
            "outlet": format!("\"><svg onload=\"window.hacked='yes'\">{id}"),
            "url": url,
            "title": format!("</title></style></script>{ATTACK} \u{202e}daed {dead}\u{202c}"),
            "published": "2026-03-02",
            "byline": [ATTACK],
            "text": format!(
                "The ferry Anselma sank off Tarsk on Monday, drowning {dead} passengers, the harbour master said.\n\n{ATTACK} \
                 \u{202e}Residents\u{2066} of <b onclick=\"window.hacked='yes'\">Tarsk</b> said the sirens were silent.\n\n\
                 ]]> --> {{{{ 7 * 7 }}}} ' onmouseover='window.hacked=1"
            ),
        })
    };
    let reports = [
        report("one", "javascript:window.hacked='yes'", "12"),
        report("two", "data:text/html,<script>alert(1)</script>", "19"),
        report("three", "https://tarsk.example/ferry", "12"),
        report("four", "https://tarsk.example/ferry", "14"),
    ];
    reports
        .iter()
        .map(|report| {
            let path = folder.join(format!("{}.json", report["id"].as_str().unwrap_or_default()));
            fs::write(&path, report.to_string()).expect("a report is written");
            path
        })
        .collect()
}

/// The story with each of its reports `copies` times, under other names: its first points are told by all of them.
fn times(story: &Value, copies: usize) -> Value {
    const SHARED: usize = 5;
    const LISTS: [&str; 7] =
        ["reports", "entities", "quantities", "times", "claims", "origins", "derivations"];
    let ids: BTreeSet<&str> = LISTS
        .iter()
        .flat_map(|list| story[list].as_array().into_iter().flatten())
        .filter_map(|item| item["id"].as_str())
        .collect();
    let mut all = story.clone();
    for copy in 1..copies {
        let mut more = story.clone();
        rename(&mut more, &ids, copy);
        for report in more["reports"].as_array_mut().into_iter().flatten() {
            report["outlet"] = format!("{} {copy}", report["outlet"].as_str().unwrap_or_default()).into();
        }
        for list in LISTS.into_iter().chain(["silences"]) {
            append(&mut all[list], &more[list]);
        }
        for (place, point) in more["points"].as_array().into_iter().flatten().enumerate() {
            let readings = point["readings"].as_array().map_or(0, Vec::len);
            if place >= SHARED {
                let mut point = point.clone();
                point["id"] = format!("{}-{copy}", point["id"].as_str().unwrap_or_default()).into();
                append(&mut all["points"], &json!([point]));
                continue;
            }
            for reading in 0..readings {
                for list in ["claims", "reports", "origins"] {
                    let held = &mut all["points"][place]["readings"][reading][list];
                    append(held, &point["readings"][reading][list]);
                }
            }
        }
    }
    all
}

fn append(list: &mut Value, more: &Value) {
    if let (Some(list), Some(more)) = (list.as_array_mut(), more.as_array()) {
        list.extend(more.iter().cloned());
    }
}

/// Gives every id within a value a number behind it.
fn rename(value: &mut Value, ids: &BTreeSet<&str>, copy: usize) {
    match value {
        Value::String(text) if ids.contains(text.as_str()) => *text = format!("{text}-{copy}"),
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, ids, copy)),
        Value::Object(keys) => keys.values_mut().for_each(|item| rename(item, ids, copy)),
        _ => {}
    }
}
