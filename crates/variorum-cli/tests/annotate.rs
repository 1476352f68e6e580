//! `variorum annotate` as a filter: what goes in comes out annotated, in order, as soon as it can.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::Value;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    command.arg("annotate").args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn annotate(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(arguments).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    writer.join().expect("the writer ends").expect("all is read");
    output
}

fn lines(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

#[test]
fn lines_come_out_in_order_with_their_ids() {
    let input: String = (0..300)
        .map(|number| {
            let text = format!("Mayor Ada Brandt opened bridge {number}. ").repeat(1 + number % 9);
            serde_json::json!({"id": number, "text": text}).to_string() + "\n"
        })
        .collect();
    let output =
        annotate(&["--input", "jsonl", "--format", "jsonl", "--threads", "3", "-"], input.as_bytes());
    assert!(output.status.success());
    let docs = lines(&output);
    assert_eq!(docs.len(), 300);
    for (number, doc) in docs.iter().enumerate() {
        assert_eq!(doc["id"], number);
        assert!(doc["text"].as_str().is_some_and(|text| text.contains(&format!("bridge {number}."))));
        assert!(doc["tokens"].as_array().is_some_and(|tokens| tokens.len() == 7 * (1 + number % 9)));
    }
    let alone = annotate(&["--input", "jsonl", "--format", "jsonl", "--threads", "1", "-"], input.as_bytes());
    assert_eq!(alone.stdout, output.stdout, "threads change nothing");
}

#[test]
fn what_has_no_text_is_left_out_and_told() {
    let input = b"{\"text\": \"Rain fell.\"}\n\n{\"title\": 1}\nnot json\n\"Snow fell.\"\n";
    let output = annotate(&["--input", "jsonl", "--format", "jsonl", "-"], input);
    assert_eq!(output.status.code(), Some(1));
    let texts: Vec<Value> = lines(&output).iter().map(|doc| doc["text"].clone()).collect();
    assert_eq!(texts, ["Rain fell.", "Snow fell."]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("-:3: no text there") && told.contains("-:4: no text there"), "{told}");
}

#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    let mut child =
        command(&["--input", "jsonl", "--format", "jsonl", "-"]).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let mut stdout = BufReader::new(child.stdout.take().expect("standard output"));
    for word in ["Rain", "Snow", "Hail"] {
        writeln!(stdin, "\"{word} fell.\"").expect("a line is taken");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line is given");
        assert!(line.starts_with(&format!("{{\"text\":\"{word} fell.\"")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn conllu_keeps_to_the_format() {
    let text = "The mayor said: \"No.\"\n\n  Two people\u{a0}left; it\u{2019}s over.\n\n\n\
                Rain fell. \u{301}x https://tavrin.example/a b@c.example \u{1f691}";
    let input = serde_json::json!({"id": "folder/a file", "text": text}).to_string();
    let output = annotate(&["--input", "jsonl", "-"], input.as_bytes());
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(printed.ends_with("\n\n"));
    let mut ids = Vec::new();
    for sentence in printed.trim_end().split("\n\n") {
        let (comments, words): (Vec<&str>, Vec<&str>) =
            sentence.lines().partition(|line| line.starts_with('#'));
        let comment = |key: &str| comments.iter().find_map(|line| line.strip_prefix(&format!("# {key} = ")));
        let id = comment("sent_id").expect("an id");
        assert!(!id.contains([' ', '/']), "{id}");
        ids.push(id);
        let mut rebuilt = String::new();
        let mut roots = 0;
        for (index, word) in words.iter().enumerate() {
            let columns: Vec<&str> = word.split('\t').collect();
            assert_eq!((columns.len(), columns[0]), (10, &*(index + 1).to_string()), "{word}");
            assert!(columns.iter().all(|column| !column.is_empty() && column.trim() == *column), "{word}");
            assert_ne!(columns[3], "SPACE");
            assert_eq!(columns[6] == "0", columns[7] == "root", "{word}");
            roots += usize::from(columns[6] == "0");
            rebuilt.push_str(columns[1]);
            rebuilt.push_str(if columns[9].contains("SpaceAfter=No") { "" } else { " " });
        }
        assert_eq!(roots, 1, "{sentence}");
        assert_eq!(comment("text"), Some(rebuilt.trim_end()));
    }
    ids.dedup();
    assert!(ids.len() > 2 && ids[0] == "folder_a_file-1", "{ids:?}");
}

#[test]
fn a_reader_that_waits_holds_the_input_back() {
    const LINES: usize = 1000;
    let line = format!("\"{}\"\n", "Mayor Ada Brandt opened the bridge over the Lomar. ".repeat(20));
    let arguments = ["--input", "jsonl", "--format", "jsonl", "--threads", "1", "-"];
    let mut child = command(&arguments).spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let taken = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&taken);
    let bytes = line.len();
    let writer = std::thread::spawn(move || {
        for _ in 0..LINES {
            stdin.write_all(line.as_bytes()).expect("the input is taken");
            counter.fetch_add(bytes, Ordering::SeqCst);
        }
    });

    // Nothing is read yet, so after a while no more is taken.
    let mut before = usize::MAX;
    while taken.load(Ordering::SeqCst) != before {
        before = taken.load(Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(1500));
    }
    assert!(before < 400_000, "{before} of {} bytes were taken", LINES * bytes);
    // Where the system tells the most memory that a process had at a time.
    if let Ok(status) = std::fs::read_to_string(format!("/proc/{}/status", child.id())) {
        let most = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line of the system");
        let kilobytes: usize = most.trim().trim_end_matches(" kB").parse().expect("a number");
        assert!(kilobytes < 130_000, "{kilobytes} kB");
    }
    let stdout = BufReader::new(child.stdout.take().expect("standard output"));
    assert_eq!(stdout.lines().count(), LINES);
    writer.join().expect("the writer ends");
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn a_line_too_long_is_left_out_and_told() {
    let mut input = format!("\"{}\"\n", "x ".repeat(5 << 20)).into_bytes();
    input.extend(b"\"Rain fell.\"\n");
    let output = annotate(&["--input", "jsonl", "--format", "jsonl", "-"], &input);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(lines(&output).len(), 1);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("-:1: the line is longer than 8 MiB"), "{told}");
}
