//! The direction of imports: a module uses only what stands before it in the flow.

use std::path::Path;

#[path = "../../../tests/directions.rs"]
mod directions;

/// The modules in the order of the flow; those of one row may not use each other.
const LAYERS: [&[&str]; 16] = [
    &["text", "note", "days", "atlas"],
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
    directions::hold(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &LAYERS);
}
