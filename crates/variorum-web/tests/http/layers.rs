//! The direction of imports: a module uses only what stands before it.

use std::path::Path;

#[path = "../../../../tests/directions.rs"]
mod directions;

/// The modules from the ground up; those of one row may not use each other.
const LAYERS: [&[&str]; 7] = [
    &["error", "limits", "patience", "problem", "settler", "shelf", "token", "told", "wanted"],
    &["address", "assets", "body", "desks", "download", "form", "guard", "page"],
    &["app"],
    &["corrections", "events", "front", "reports", "search", "session"],
    &["openapi", "story"],
    &["routes"],
    &["server"],
];

#[test]
fn modules_use_only_what_stands_before_them() {
    directions::hold(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &LAYERS);
}
