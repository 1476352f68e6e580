//! The direction of imports: a module of a crate uses only what stands before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Fails on every import that points the other way. `layers` gives the modules from the first to the last; those of one
/// row may not use each other. `lib.rs` and tests may use all.
pub fn hold(sources: &Path, layers: &[&[&str]]) {
    let rank: BTreeMap<&str, usize> = layers
        .iter()
        .enumerate()
        .flat_map(|(rank, names)| names.iter().map(move |&name| (name, rank)))
        .collect();
    let mut wrong = Vec::new();
    for (module, text) in modules(sources) {
        let Some(&own) = rank.get(module.as_str()) else {
            wrong.push(format!(
                "`{module}` has no place: give it one in the test of layers and in ARCHITECTURE.md"
            ));
            continue;
        };
        for used in used_modules(&text).into_iter().filter(|used| *used != module) {
            if rank.get(used.as_str()).is_some_and(|&other| other >= own) {
                wrong.push(format!("`{module}` uses `{used}`, which does not stand before it"));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every source file with the top-level module it belongs to, tests left out.
fn modules(sources: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![sources.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("lib.rs")
                && !path.ends_with("tests.rs")
            {
                let inside = path.strip_prefix(sources).expect("the file lies in the sources");
                let first = inside.iter().next().expect("a file has a name").to_string_lossy();
                let text = fs::read_to_string(&path).expect("a source is readable");
                let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                found.push((first.trim_end_matches(".rs").to_owned(), text.to_owned()));
            }
        }
    }
    found
}

/// The top-level modules named after `crate::`, in braces too, comments left out.
fn used_modules(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => {
                let list = list.split("};").next().unwrap_or_default();
                used.extend(list.split(',').map(|name| first_word(name.trim())));
            }
            None => used.push(first_word(rest)),
        }
    }
    used
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
