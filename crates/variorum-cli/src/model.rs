//! The pipeline: the one built into the program, or one that the user names.

use std::path::Path;

use anyhow::Context;
use variorum_spacy::Pipeline;

#[cfg(embedded_model)]
static EMBEDDED: Option<&[u8]> = Some(include_bytes!(env!("VARIORUM_MODEL")));
#[cfg(not(embedded_model))]
static EMBEDDED: Option<&[u8]> = None;

/// Loads the pipeline at `path`, or the built-in one.
///
/// # Errors
/// If it is missing, damaged, or needs a component that is not supported.
pub fn load(path: Option<&Path>) -> anyhow::Result<Pipeline> {
    if let Some(path) = path {
        return Pipeline::load(path).with_context(|| {
            format!(
                "{}: give an unpacked spaCy pipeline or its wheel, such as en_core_web_sm 3.8.0",
                path.display()
            )
        });
    }
    let bytes = EMBEDDED.context(
        "this build holds no model; build it again after `make model`, or name a spaCy pipeline with --model PATH",
    )?;
    Pipeline::from_archive(bytes).context("the built-in model is damaged; build the program again")
}
