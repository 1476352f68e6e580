//! The pipeline that the program embeds, read from where `make model` put it.

use std::path::Path;

use anyhow::Context;
use variorum_spacy::Pipeline;

/// Loads the packed model.
///
/// # Errors
/// If it is not there yet, or damaged.
pub fn load() -> anyhow::Result<Pipeline> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/en_core_web_sm-3.8.0.zip");
    Pipeline::load(&path).with_context(|| format!("{}: run `make model` first", path.display()))
}
