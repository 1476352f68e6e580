//! The direction of imports: a module uses only what stands before it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The modules from the ground up; those of one row may not use each other.
const LAYERS: [&[&str]; 12] = [
    &["error", "sum", "arrival", "identity", "group"],
    &["schema", "near", "meta", "captures", "source", "memo", "log"],
    &["seal", "fetch", "input", "prepare"],
    &["desk", "rows"],
    &["reports", "change", "status"],
    &["member"],
    &["story", "version", "web", "correction"],
    &["apply", "regroup", "pack"],
    &["account", "ingest", "search"],
    &["rebuild"],
    &["check"],
    &["lib"],
];

#[test]
fn modules_use_only_what_stands_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(rank, names)| names.iter().map(move |name| (*name, rank)))
        .collect();
    let mut wrong = Vec::new();
    for (module, text) in modules(&source) {
        let Some(own) = rank.get(module.as_str()) else {
            wrong.push(format!("`{module}` has no place: give it one in this test and in ARCHITECTURE.md"));
            continue;
        };
        for used in used(&text).into_iter().filter(|used| *used != module && module != "lib") {
            if rank.get(used.as_str()).is_some_and(|other| other >= own) {
                wrong.push(format!("`{module}` uses `{used}`, which does not stand before it"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every source file with the module of the crate that it belongs to, tests left out.
fn modules(source: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("listed").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
                let inside = path.strip_prefix(source).expect("it lies in the sources");
                let module = inside
                    .iter()
                    .next()
                    .expect("a name")
                    .to_string_lossy()
                    .trim_end_matches(".rs")
                    .to_owned();
                let text = fs::read_to_string(&path).expect("readable");
                found.push((module, text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()));
            }
        }
    }
    found.sort();
    found
}

/// The modules that are named after `crate::`, in braces too, comments left out.
fn used(text: &str) -> Vec<String> {
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    let word =
        |text: &str| text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            Some(list) => used
                .extend(list.split("};").next().unwrap_or_default().split(',').map(|name| word(name.trim()))),
            None => used.push(word(rest)),
        }
    }
    used
}
