//! Runs spaCy v3 CNN pipelines without Python.
//!
//! A [`Doc`] is the annotated text: [`Token`]s with tags, lemmas and a dependency parse, sentences and
//! entities, viewed through small `Copy` handles over data that the document owns.

mod doc;
mod error;
mod json;
mod model;
mod pos;

pub use doc::{Doc, EntityData, Labels, Span, Token, TokenData};
pub use error::Error;
pub use pos::Pos;
