//! Bad input gives a note or a clear error that names the file and the remedy; the good reports beside it are still
//! collated, nothing panics, and the exit code tells.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const GOOD: &str = "The dam at Lomar broke on Monday, killing 12 people, the governor said.";
const OTHER: &str = "The governor said 12 people were killed when the Lomar dam broke on Monday.";

/// A folder of its own, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("variorum-bad-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder is made");
        Folder(path)
    }

    fn with(self, name: &str, contents: impl AsRef<[u8]>) -> Folder {
        fs::write(self.0.join(name), contents).expect("a file is written");
        self
    }

    fn with_good(self) -> Folder {
        self.with("good.txt", GOOD)
    }

    fn collate(&self) -> Output {
        variorum(&["collate", "--format", "json"], &[&self.0])
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the folder for temporary files does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn variorum(arguments: &[&str], paths: &[&Path]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(arguments)
        .args(paths)
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    assert!(!stderr(&output).contains("panicked"), "{}", stderr(&output));
    output
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The reports of the first story.
fn reports(output: &Output) -> Vec<serde_json::Value> {
    let text = String::from_utf8_lossy(&output.stdout);
    let Some(line) = text.lines().next() else { return Vec::new() };
    let story: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    story["reports"].as_array().cloned().unwrap_or_default()
}

fn notes(report: &serde_json::Value) -> String {
    report["notes"].to_string()
}

/// The bad file is left out by name, the good one is collated, and the exit code is 1.
fn assert_left_out(folder: &Folder, file: &str, words: &[&str]) {
    let output = folder.collate();
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    let line = told
        .lines()
        .find(|line| line.contains(file))
        .unwrap_or_else(|| panic!("{file} is not named: {told}"));
    for word in words {
        assert!(line.contains(word), "`{word}` is not in: {line}");
    }
    assert_eq!(reports(&output).len(), 1, "the good report is collated");
}

/// The file is kept, with a note that has these words.
fn assert_noted(folder: &Folder, words: &[&str]) {
    let output = folder.collate();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    let all: String = reports(&output).iter().map(notes).collect();
    for word in words {
        assert!(all.contains(word), "`{word}` is in no note: {all}");
    }
}

#[test]
fn an_empty_file_is_left_out() {
    assert_left_out(&Folder::new("empty").with_good().with("nothing.txt", ""), "nothing.txt", &["empty"]);
}

#[test]
fn a_binary_file_is_left_out() {
    let bytes: Vec<u8> = (0..5000u32).map(|value| (value.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    assert_left_out(
        &Folder::new("binary").with_good().with("picture.html", bytes),
        "picture.html",
        &["binary"],
    );
}

#[test]
fn a_page_of_fifty_megabytes_does_not_stop_the_others() {
    let page =
        format!("<html><body>{}</body></html>", "<p>Water rose in the lower town.</p>".repeat(1_460_000));
    let folder = Folder::new("large").with_good().with("large.html", page);
    let output = folder.collate();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    assert!(
        reports(&output)
            .iter()
            .any(|report| report["path"].as_str().is_some_and(|path| path.contains("good")))
    );
}

#[test]
fn deep_nesting_does_not_overflow() {
    let page =
        format!("<html><body>{}{GOOD}{}</body></html>", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let output = Folder::new("deep").with_good().with("deep.html", page).collate();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    assert!(!reports(&output).is_empty());
}

#[test]
fn broken_utf8_is_kept_with_a_note() {
    let mut bytes = format!("{GOOD}\n\nA shelter opened in K").into_bytes();
    bytes.extend([0xE9, 0xFF, 0xFE]);
    bytes.extend(b"ttle Row, the governor said.");
    let folder = Folder::new("utf8").with("broken.txt", bytes);
    let output = folder.collate();
    assert!(output.status.code().is_some_and(|code| code < 2), "{}", stderr(&output));
    assert!(reports(&output)[0]["text"].as_str().is_some_and(|text| text.contains("A shelter opened")));
}

#[test]
fn an_unknown_encoding_is_noted() {
    let page = format!(
        "<html><head><meta charset='klingon-8'></head><body><article><p>{GOOD}</p><p>{OTHER}</p></article></body></html>"
    );
    assert_noted(&Folder::new("encoding").with("odd.html", page), &["klingon-8"]);
}

#[test]
fn a_page_without_an_article_is_left_out() {
    let page = "<html><head><title>Index</title></head><body><nav><a href='/a'>Home</a></nav></body></html>";
    assert_left_out(&Folder::new("bare").with_good().with("index.html", page), "index.html", &[]);
}

#[test]
fn json_with_missing_or_wrong_keys_is_left_out() {
    let folder = Folder::new("keys").with_good().with("missing.json", r#"{"headline_only": "x"}"#);
    assert_left_out(&folder, "missing.json", &["text"]);
    let folder = Folder::new("types").with_good().with("wrong.json", r#"{"text": 12, "title": []}"#);
    assert_left_out(&folder, "wrong.json", &["text"]);
    let folder = Folder::new("syntax").with_good().with("cut.json", r#"{"text": "The dam bro"#);
    assert_left_out(&folder, "cut.json", &[]);
}

#[test]
fn a_bad_line_of_json_lines_does_not_lose_the_others() {
    let lines = format!("{{\"text\": \"{GOOD}\"}}\nnot json\n{{\"text\": \"{OTHER}\"}}\n");
    let output = Folder::new("lines").with("pile.jsonl", lines).collate();
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).contains("pile.jsonl#2"), "{}", stderr(&output));
    assert_eq!(reports(&output).len(), 2);
}

#[test]
fn a_report_given_twice_counts_once() {
    let output = Folder::new("twice").with("a.txt", GOOD).with("b.txt", GOOD).collate();
    assert_eq!(reports(&output).len(), 1);
    assert!(
        stderr(&output).contains("b.txt") || notes(&reports(&output)[0]).contains("b.txt"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_date_in_the_future_is_noted() {
    let report = format!(r#"{{"text": "{GOOD}", "published": "2999-01-01"}}"#);
    assert_noted(&Folder::new("future").with("future.json", report), &["future"]);
}

#[test]
fn two_reports_with_one_id_are_both_kept() {
    let lines =
        format!("{{\"id\": \"x\", \"text\": \"{GOOD}\"}}\n{{\"id\": \"x\", \"text\": \"{OTHER}\"}}\n");
    let folder = Folder::new("ids").with("pile.jsonl", lines);
    let reports = reports(&folder.collate());
    assert_eq!(reports.len(), 2);
    assert_ne!(reports[0]["id"], reports[1]["id"]);
    assert_noted(&folder, &["id"]);
}

#[test]
fn a_folder_without_a_report_is_told() {
    let output = Folder::new("none").with("readme.bin", "x").collate();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no report in this folder"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_left_out() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission").with_good().with("locked.txt", GOOD);
    let locked = folder.0.join("locked.txt");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("permissions change");
    if fs::read(&locked).is_ok() {
        println!("skipped: this user may read every file");
        return;
    }
    assert_left_out(&folder, "locked.txt", &["permission"]);
}

#[test]
fn a_missing_file_is_named() {
    let folder = Folder::new("missing").with_good();
    let output = variorum(&["collate"], &[&folder.0, Path::new("nowhere.html")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("nowhere.html: no such file"), "{}", stderr(&output));
}

#[test]
fn a_report_in_another_language_is_kept_with_a_note() {
    let text = "Der Damm brach am Montag, und zwölf Menschen kamen ums Leben, wie die Behörden mitteilten. \
                Mehr als viertausend Einwohner mussten ihre Häuser verlassen und wurden in Schulen untergebracht.";
    assert_noted(&Folder::new("german").with_good().with("german.txt", text), &["English"]);
}

#[test]
fn a_missing_or_damaged_model_is_told() {
    let folder = Folder::new("model").with_good().with("model.whl", "not a wheel");
    for (path, words) in [("nowhere", "nowhere"), ("model.whl", "model.whl")] {
        let model = folder.0.join(path);
        let output =
            variorum(&["collate", "--model", model.to_str().expect("UTF-8")], &[&folder.0.join("good.txt")]);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let folder = Folder::new("full").with_good();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device is there");
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .arg("collate")
        .arg(&folder.0)
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("standard output"), "{}", stderr(&output));

    let output = variorum(&["collate", "--html", "/dev/full"], &[&folder.0]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("/dev/full: could not be written"), "{}", stderr(&output));
}

#[test]
fn standard_input_is_read() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let lines = format!("{{\"text\": \"{GOOD}\"}}\n{{\"text\": \"{OTHER}\"}}\n");
    child.stdin.take().expect("standard input").write_all(lines.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(reports(&output).len(), 2);
}
