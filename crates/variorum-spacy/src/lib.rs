//! Runs spaCy v3 CNN pipelines without Python.
//!
//! A [`Pipeline`] is loaded from a wheel, a folder or an archive in memory. It annotates a text in this order: the
//! [`Tokenizer`] cuts it and gives each token its [`Lexeme`]; a network turns lexemes into vectors that know their
//! neighbours; from these come tags, then the dependency parse and with it the sentences, then entities; rules add
//! parts of speech and morphology, and lemmas last.
//!
//! A [`Doc`] is the annotated text: [`Token`]s with tags, lemmas and a dependency parse, sentences and
//! entities, viewed through small `Copy` handles over data that the document owns.
//!
//! Every decision is meant to be the one that spaCy 3.8 makes. Scores differ from spaCy's in the last bits, since
//! sums are taken in another order (differences near 3e-6), so two moves that score that close may fall otherwise.
//! AVX2, AVX-512 and NEON give the same bits as each other.

mod attribute_ruler;
#[rustfmt::skip]
mod base_norms;
mod close_call;
mod conllu;
mod doc;
mod error;
mod json;
mod lemmatizer;
mod lexeme;
pub mod measure;
mod model;
mod morph;
mod moves;
mod ner;
mod nn;
mod parser;
mod pattern;
mod pipeline;
mod pos;
mod stored;
mod strings;
mod svg;
#[rustfmt::skip]
mod symbols;
mod tagger;
mod tokenizer;
mod unicode;
mod word_vectors;

/// The examples of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use close_call::{CloseCall, Layer};
pub use doc::{Doc, EntityData, Labels, Span, Token, TokenData};
pub use error::Error;
pub use lexeme::{Lexeme, LexemeId, Lexemes, Norms, TokenAttributes};
pub use pipeline::Pipeline;
pub use pos::Pos;
pub use strings::string_id;
pub use tokenizer::{TokenCache, TokenSpan, Tokenizer, Tokens};
