//! The pipeline that the program embeds, read from where `make model` put it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use variorum_spacy::Pipeline;

/// Loads the packed model.
///
/// # Errors
/// If it is not there yet, or damaged.
pub fn load() -> anyhow::Result<Pipeline> {
    let path = path();
    Pipeline::load(&path).with_context(|| format!("{}: run `make model` first", path.display()))
}

/// Loads the packed model for processors without vector instructions.
///
/// # Errors
/// As for [`load`].
pub fn load_portable() -> anyhow::Result<Pipeline> {
    let path = path();
    Pipeline::load_portable(&path).with_context(|| format!("{}: run `make model` first", path.display()))
}

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../models/en_core_web_sm-3.8.0.zip")
}
