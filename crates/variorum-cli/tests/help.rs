//! What the program tells of itself: every command has help with an example, completions and a page of the manual.

use std::process::{Command, Output};

fn variorum(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_variorum")).args(arguments).output().expect("the program runs")
}

fn printed(arguments: &[&str]) -> String {
    let output = variorum(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The commands that a help page lists.
fn listed(help: &str) -> Vec<String> {
    let list = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = list.take_while(|line| !line.trim().is_empty());
    // A description that is continued stands further to the right.
    let own = lines.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    own.filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// Every command that does something, as its words: `["desk", "init"]`.
fn commands() -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let mut open: Vec<Vec<String>> =
        listed(&printed(&["--help"])).into_iter().map(|name| vec![name]).collect();
    while let Some(command) = open.pop() {
        let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
        arguments.push("--help");
        let inner = listed(&printed(&arguments));
        if inner.is_empty() {
            all.push(command);
        } else {
            open.extend(inner.into_iter().map(|name| [command.clone(), vec![name]].concat()));
        }
    }
    all.sort();
    all
}

/// Whether the line has these words in this order; a folder may stand between them ("desk correct DIR date").
fn calls(line: &str, words: &[&str]) -> bool {
    let mut line = line.split_whitespace();
    words.iter().all(|word| line.any(|found| found == *word))
}

#[test]
fn the_help_of_every_command_has_an_example() {
    let commands = commands();
    assert!(commands.len() > 12, "{commands:?}");
    assert!(printed(&["desk", "--help"]).contains("Examples:"));
    let without: Vec<String> = commands
        .iter()
        .filter(|command| {
            let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
            let called = [&["variorum"], arguments.as_slice()].concat();
            arguments.push("--help");
            let help = printed(&arguments);
            let examples = help.split("Example").nth(1);
            !examples.is_some_and(|examples| examples.lines().any(|line| calls(line, &called)))
        })
        .map(|command| command.join(" "))
        .collect();
    assert_eq!(without, Vec::<String>::new(), "commands whose help shows no example");
}

#[test]
fn completions_and_manual_know_every_command() {
    let manual = printed(&["man"]);
    let scripts: Vec<String> =
        ["bash", "zsh", "fish"].iter().map(|shell| printed(&["completions", shell])).collect();
    for command in commands() {
        let name = command.last().expect("a command has a name");
        assert!(manual.contains(&command.join("\\-")) || manual.contains(name), "{command:?} in the manual");
        for script in &scripts {
            assert!(script.contains(name), "{command:?} in a completion");
        }
    }
    assert!(manual.starts_with(".ie") || manual.contains(".TH variorum"), "it is a manual page");
    let unknown = variorum(&["completions", "tcsh-like"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("bash"), "it says which shells there are");
}

#[test]
fn nothing_is_coloured_that_goes_to_a_file() {
    for (name, value) in [("NO_COLOR", "1"), ("COLUMNS", "60")] {
        let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../samples/dunmarsh");
        let output = Command::new(env!("CARGO_BIN_EXE_variorum"))
            .args(["collate", samples])
            .env(name, value)
            .output()
            .expect("the program runs");
        let account = String::from_utf8_lossy(&output.stdout);
        assert!(!account.contains('\u{1b}'), "no colour");
        let widest = account.lines().map(|line| line.chars().count()).max();
        assert!(name != "COLUMNS" || widest <= Some(60), "{widest:?}");
    }
}
