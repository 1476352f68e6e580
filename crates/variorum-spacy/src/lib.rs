//! Runs spaCy v3 CNN pipelines without Python.
//!
//! A [`Doc`] is the annotated text: [`Token`]s with tags, lemmas and a dependency parse, sentences and
//! entities, viewed through small `Copy` handles over data that the document owns.

mod attribute_ruler;
#[rustfmt::skip]
mod base_norms;
mod doc;
mod error;
mod json;
mod lemmatizer;
mod lexeme;
mod model;
mod morph;
mod moves;
mod ner;
mod nn;
mod parser;
mod pattern;
mod pipeline;
mod pos;
mod strings;
#[rustfmt::skip]
mod symbols;
mod tagger;
mod tokenizer;
mod unicode;

pub use doc::{Doc, EntityData, Labels, Span, Token, TokenData};
pub use error::Error;
pub use lexeme::{Lexeme, LexemeId, Lexemes, Norms, TokenAttributes};
pub use pipeline::Pipeline;
pub use pos::Pos;
pub use strings::string_id;
pub use tokenizer::{TokenCache, TokenSpan, Tokenizer, Tokens};
