//! The direction of imports: a module uses only what stands before it.

use std::path::Path;

#[path = "../../../../tests/directions.rs"]
mod directions;

/// The modules from the ground up; those of one row may not use each other.
const LAYERS: [&[&str]; 11] = [
    &["error", "sum", "tokens", "arrival", "identity", "group"],
    &["schema", "near", "meta", "captures", "source", "memo", "log"],
    &["seal", "fetch", "input", "prepare"],
    &["desk", "rows", "words"],
    &["reports", "change", "status"],
    &["member"],
    &["story", "version", "web", "correction"],
    &["apply", "regroup", "pack"],
    &["account", "ingest", "search"],
    &["rebuild"],
    &["check"],
];

#[test]
fn modules_use_only_what_stands_before_them() {
    directions::hold(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &LAYERS);
}
