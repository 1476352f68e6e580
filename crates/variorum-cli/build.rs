//! Finds the packed model that the program embeds.

use std::env;
use std::path::Path;

/// Where `make model` puts it, seen from this package.
const PACKED: &str = "../../models/en_core_web_sm-3.8.0.zip";

fn main() {
    let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let packed = Path::new(&folder).join(PACKED);
    println!("cargo::rerun-if-changed={}", packed.display());
    println!("cargo::rustc-check-cfg=cfg(embedded_model)");
    if packed.is_file() {
        println!("cargo::rustc-env=VARIORUM_MODEL={}", packed.display());
        println!("cargo::rustc-cfg=embedded_model");
    } else {
        println!(
            "cargo::warning=no model to embed: run `make model` first; this build will ask for --model PATH"
        );
    }
}
