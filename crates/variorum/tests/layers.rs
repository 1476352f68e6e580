//! The direction of imports: a module uses only what stands before it in the flow.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The modules in the order of the flow; those of one row may not use each other.
const LAYERS: [&[&str]; 16] = [
    &["text", "note", "days"],
    &["capture"],
    &["report"],
    &["extract"],
    &["annotate"],
    &["claim"],
    &["derive"],
    &["resolve"],
    &["gazetteer"],
    &["align"],
    &["contract"],
    &["timeline", "silence", "wording"],
    &["collate", "account"],
    &["render", "verify"],
    &["export"],
    &["flow"],
];

#[test]
fn modules_use_only_what_stands_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let rank: BTreeMap<&str, usize> = LAYERS
        .iter()
        .enumerate()
        .flat_map(|(rank, names)| names.iter().map(move |&name| (name, rank)))
        .collect();
    let mut wrong = Vec::new();
    for (module, text) in modules(&source) {
        let Some(&own) = rank.get(module.as_str()) else {
            wrong.push(format!(
                "`{module}` has no place in the flow: give it one in this test and in ARCHITECTURE.md"
            ));
            continue;
        };
        for used in used_modules(&text) {
            match rank.get(used.as_str()) {
                Some(&other) if other < own || used == module => {}
                Some(_) => wrong.push(format!("`{module}` uses `{used}`, which does not stand before it")),
                None => {}
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every source file with the top-level module it belongs to, tests left out.
fn modules(source: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders = vec![source.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the sources are readable").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files
        .into_iter()
        .filter(|path| !path.ends_with("lib.rs") && !path.ends_with("tests.rs"))
        .map(|path| {
            let inside = path.strip_prefix(source).expect("the file lies in the sources");
            let module =
                inside.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
            let text = fs::read_to_string(&path).expect("a source is readable");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
            (module.unwrap_or_default().trim_end_matches(".rs").to_owned(), text)
        })
        .collect()
}

/// The top-level modules named after `crate::`, in braces too.
fn used_modules(text: &str) -> Vec<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut used = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let list = list.split("};").next().unwrap_or_default();
            used.extend(list.split(',').map(|name| first_word(name.trim())));
        } else {
            used.push(first_word(rest));
        }
    }
    used
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}
