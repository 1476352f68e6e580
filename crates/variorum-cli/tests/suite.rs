//! Runs the stories under `tests/suite/`: reports above, the account a user sees beneath.
//!
//! `make bless` writes today's accounts into the files; a person reads the diff.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A story file, taken apart.
struct Story<'t> {
    /// All up to and with the line that opens the expected account.
    before: &'t str,
    /// The expected account.
    account: &'t str,
    /// The closing fence and what follows.
    after: &'t str,
    /// Reports written out in the file, as (file name, contents).
    reports: Vec<(&'t str, &'t str)>,
    /// A folder of reports that the file names instead.
    folder: Option<&'t str>,
}

const ACCOUNT: &str = "## Account\n\n```text\n";
const REPORT: &str = "````report ";
const FOLDER: &str = "Reports: `";

#[test]
fn every_story_gives_the_account_beneath_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bless = std::env::var_os("VARIORUM_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in story_files(&root) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("a story file is readable");
        let story =
            take_apart(&text).unwrap_or_else(|| panic!("{name}: no reports, or no account beneath them"));
        let account = collate(&root, &story, &name);
        if account == story.account {
            continue;
        }
        if bless {
            fs::write(&path, format!("{}{account}{}", story.before, story.after))
                .expect("a story file is writable");
        } else {
            wrong.push(format!("{name}:\n{}", differing_lines(story.account, &account)));
        }
    }
    assert!(
        wrong.is_empty(),
        "other accounts than expected; `make bless` takes them over\n\n{}",
        wrong.join("\n")
    );
}

fn story_files(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("tests/suite"))
        .expect("the suite is there")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .filter(|path| path.file_name().is_some_and(|name| name != "README.md"))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "the suite has stories");
    files
}

fn take_apart(text: &str) -> Option<Story<'_>> {
    let account_start = text.find(ACCOUNT)? + ACCOUNT.len();
    let account_end = account_start + text[account_start..].find("```")?;
    let above = &text[..account_start];
    let mut reports = Vec::new();
    for block in above.split(REPORT).skip(1) {
        let (name, rest) = block.split_once('\n')?;
        reports.push((name.trim(), &rest[..rest.find("\n````")? + 1]));
    }
    let folder = above.split(FOLDER).nth(1).and_then(|rest| rest.split('`').next());
    (folder.is_some() || !reports.is_empty()).then_some(Story {
        before: above,
        account: &text[account_start..account_end],
        after: &text[account_end..],
        reports,
        folder,
    })
}

fn collate(root: &Path, story: &Story<'_>, name: &str) -> String {
    let written = std::env::temp_dir().join(format!("variorum-suite-{}-{name}", std::process::id()));
    let folder = match story.folder {
        Some(folder) => root.join(folder),
        None => {
            fs::create_dir_all(&written).expect("a folder for the story");
            for (file, contents) in &story.reports {
                fs::write(written.join(file), contents).expect("a report is written");
            }
            written.clone()
        }
    };
    // From within the folder, so that no note names a place of this machine.
    let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--width", "100", "--color", "never", "."])
        .current_dir(&folder)
        .output()
        .expect("the program runs");
    if story.folder.is_none() {
        fs::remove_dir_all(&written).expect("the folder goes");
    }
    assert!(output.status.code() == Some(0), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the account is UTF-8")
}

fn differing_lines(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let added = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(added).take(60).collect::<Vec<_>>().join("\n")
}
