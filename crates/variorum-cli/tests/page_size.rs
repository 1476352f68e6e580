//! How large a page is, measured on reports that are not part of the project.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Fourteen long reports stay under 1.5 MB, texts included.
#[test]
fn fourteen_long_reports_make_a_small_page() {
    const MOST: u64 = 1_500_000;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("VARIORUM_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let story = shared.join("data/stories/lk99-14-outlets.jsonl");
    if !story.is_file() {
        // Written past the capture of the test runner; where standard error is closed there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "page size: skipped, {} is not there", story.display());
        return;
    }
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fourteen.html");
    let status = Command::new(env!("CARGO_BIN_EXE_variorum"))
        .args(["collate", "--format", "json", "--html"])
        .args([&page, &story])
        .output()
        .expect("the program runs")
        .status;
    assert!(status.success());
    let bytes = std::fs::metadata(&page).expect("a page is written").len();
    assert!(bytes < MOST, "{bytes} bytes");
}
