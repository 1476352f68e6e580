//! An assistant speaks to the real program over pipes.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A client that says one line and waits for the answer with its id.
struct Client {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Client {
    fn start() -> Client {
        Client::with(&[])
    }

    fn with(arguments: &[&str]) -> Client {
        Client::within(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples"), arguments)
    }

    fn within(folder: &Path, arguments: &[&str]) -> Client {
        let mut child = Command::new(env!("CARGO_BIN_EXE_variorum"))
            .args(["mcp", "--within"])
            .arg(folder)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        let input = child.stdin.take().expect("it takes input");
        let output = BufReader::new(child.stdout.take().expect("it gives output"));
        let mut client = Client { child, input, output, asked: 0 };
        let hello = client.ask(
            "initialize",
            json!({
                "protocolVersion": "2025-06-18",
                "capabilities": {},
                "clientInfo": { "name": "test", "version": "1" },
            }),
        );
        assert_eq!(hello["result"]["serverInfo"]["name"], "variorum");
        assert!(hello["result"]["instructions"].as_str().is_some_and(|words| words.contains("cites")));
        client.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }));
        client
    }

    fn say(&mut self, message: &Value) {
        writeln!(self.input, "{message}").and_then(|()| self.input.flush()).expect("it listens");
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.say(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).expect("it answers") > 0, "it stopped");
            let answer: Value = serde_json::from_str(&line).expect("one JSON object a line, nothing else");
            if answer["id"] == id {
                return answer;
            }
        }
    }

    fn call(&mut self, tool: &str, arguments: Value) -> Value {
        let answer = self.ask("tools/call", json!({ "name": tool, "arguments": arguments }));
        assert!(answer["error"].is_null(), "{answer}");
        answer["result"].clone()
    }

    fn stop(mut self) {
        drop(self.input);
        assert!(self.child.wait().expect("it ends").success(), "it ends well when its input ends");
    }
}

#[test]
fn an_assistant_gets_cites_that_hold() {
    let mut client = Client::start();
    let tools = client.ask("tools/list", json!({}));
    let mut names: Vec<&str> = tools["result"]["tools"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|tool| tool["name"].as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["collate", "explain", "open_story", "search", "search_desk", "story"]);

    let early = client.call("story", json!({}));
    assert_eq!(early["isError"], true);
    assert!(early["content"][0]["text"].as_str().is_some_and(|told| told.contains("call collate")));

    let collated = client.call("collate", json!({ "paths": ["dunmarsh"] }));
    let stories = &collated["structuredContent"]["stories"];
    assert_eq!(stories[0]["reports"], 8, "{collated}");

    let story = client.call("story", json!({}))["structuredContent"].clone();
    let points = story["points"].as_array().expect("points");
    assert!(points.iter().any(|point| point["relation"] == "conflict"));
    let reports = texts();
    let mut cites = 0;
    for reading in points.iter().flat_map(|point| point["readings"].as_array().into_iter().flatten()) {
        for cite in reading["cites"].as_array().expect("every reading is cited") {
            let text = &reports[cite["report"].as_str().expect("a report")];
            let place = |key: &str| cite[key].as_u64().expect("a place") as usize;
            let (start, end) = (place("start"), place("end"));
            let words: String =
                text.as_str().expect("a text").chars().skip(start).take(end - start).collect();
            assert_eq!(cite["sentence"], words.as_str());
            cites += 1;
        }
    }
    assert!(cites > 10, "{cites}");

    let found = client.call("search", json!({ "words": "evacuat people", "limit": 3 }));
    let found = &found["structuredContent"]["stories"][0];
    assert!(
        found["claims"][0]["sentence"].as_str().is_some_and(|words| words.to_lowercase().contains("evacuat"))
    );
    let id = found["points"][0]["id"].as_str().expect("a point").to_owned();
    let explained = client.call("explain", json!({ "id": id }));
    let explained = &explained["structuredContent"];
    assert!(explained["explanation"].as_str().is_some_and(|words| words.contains("Why:")));
    assert!(explained["cites"][0]["sentence"].is_string());
    client.stop();
}

#[test]
fn an_assistant_reads_nothing_outside_of_the_folder() {
    let mut client = Client::start();
    for path in ["../Cargo.toml", "/etc/passwd", "dunmarsh/../../README.md", "absent"] {
        let refused = client.call("collate", json!({ "paths": [path] }));
        assert_eq!(refused["isError"], true, "{path}: {refused}");
    }
    let unknown = client.ask("tools/call", json!({ "name": "judge", "arguments": {} }));
    assert!(!unknown["error"].is_null() || unknown["result"]["isError"] == true);
    client.stop();
}

#[cfg(unix)]
#[test]
fn a_link_in_the_folder_leads_nowhere_outside_of_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mcp-link");
    // One that an earlier run left behind.
    let _ = std::fs::remove_dir_all(&folder);
    let inside = folder.join("reports");
    std::fs::create_dir_all(&inside).expect("a folder");
    std::fs::write(folder.join("secret.txt"), "The minister said that the SECRETWORD was lost.")
        .expect("a file");
    std::fs::write(inside.join("plain.txt"), "The mayor said that the bridge was shut.").expect("a file");
    std::os::unix::fs::symlink(folder.join("secret.txt"), inside.join("linked.txt")).expect("a link");
    let mut client = Client::within(&inside, &[]);
    let found = client.call("collate", json!({ "paths": ["."] }));
    let found = &found["structuredContent"];
    assert_eq!(found["reports_left_out"], true, "{found}");
    assert_eq!(found["stories"][0]["reports"], 1, "{found}");
    client.stop();
}

#[test]
fn an_assistant_searches_a_desk_and_takes_a_story_up() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mcp-desk");
    // One that an earlier run left behind.
    let _ = std::fs::remove_dir_all(&folder);
    let desk = folder.to_string_lossy().into_owned();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/dunmarsh");
    for arguments in [vec!["desk", "init", &desk], vec!["ingest", "--desk", &desk, sample]] {
        let status =
            Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).stdout(Stdio::null()).status();
        assert!(status.expect("the program runs").success());
    }
    let mut client = Client::with(&["--desk", &desk]);
    let found = client.call("search_desk", json!({ "words": "evacuated number:>1000", "limit": 3 }));
    let claim = &found["structuredContent"]["claims"][0];
    assert!(claim["sentence"].as_str().is_some_and(|words| words.contains("evacuated")), "{found}");
    let opened = client.call("open_story", json!({ "story": claim["story"] }));
    assert_eq!(opened["structuredContent"]["stories"][0]["reports"], 8, "{opened}");
    let explained = client.call("explain", json!({ "id": "p1" }));
    assert!(explained["structuredContent"]["explanation"].is_string(), "{explained}");
    assert_eq!(client.call("open_story", json!({ "story": 77 }))["isError"], true);
    client.stop();
    let mut without = Client::start();
    let refused = without.call("search_desk", json!({ "words": "dam" }));
    assert!(refused["content"][0]["text"].as_str().is_some_and(|told| told.contains("--desk")), "{refused}");
    without.stop();
}

/// The texts of the sample's reports by their ids.
fn texts() -> Value {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/dunmarsh");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--format", "json"])
        .arg(samples)
        .output()
        .expect("the program runs");
    let collation: Value = serde_json::from_slice(&output.stdout).expect("a collation");
    let reports = collation["reports"].as_array().expect("reports");
    reports
        .iter()
        .map(|report| (report["id"].as_str().unwrap_or_default().to_owned(), report["text"].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}
