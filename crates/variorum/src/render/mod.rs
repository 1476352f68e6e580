//! Views of a [`Collation`]: JSON, the account in a terminal, one page, and the explanation of one item.
//!
//! Every view is drawn from the contract alone, so what a reader sees is what the JSON says.

use schemars::generate::SchemaSettings;

use crate::contract::Collation;

mod explain;
mod labels;
mod page;
pub(crate) mod story;
mod terminal;
pub(crate) mod words;

pub use explain::explain;
pub use page::escape::{Inert, element_id, web_address};
pub use page::{Frame, PAGE_SCRIPT, PAGE_STYLE, framed_page, page};
pub use terminal::{TerminalStyle, terminal};

/// The collation as one line of JSON, keys in the order of the contract.
///
/// ```
/// use variorum::contract::{Collation, Generator, SCHEMA};
/// let generator = Generator { name: "variorum".into(), version: "0.1.0".into(), model: "none".into() };
/// let line = variorum::render::json(&Collation {
///     schema: SCHEMA.into(), generator, reports: vec![], entities: vec![], quantities: vec![], times: vec![],
///     claims: vec![], origins: vec![], points: vec![], derivations: vec![], timeline: vec![], silences: vec![],
///     wording: vec![],
/// });
/// assert!(line.starts_with(r#"{"schema":"variorum.collation/1","generator":{"name":"variorum""#));
/// ```
pub fn json(collation: &Collation) -> String {
    // A collation holds strings, numbers and lists only; none of them can refuse to be written.
    serde_json::to_string(collation).unwrap_or_default()
}

/// The JSON Schema (draft 2020-12) of one collation, as indented JSON.
///
/// Every key is required: absent things are `null` or `[]`.
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    serde_json::to_string_pretty(&generator.into_root_schema_for::<Collation>()).unwrap_or_default()
}
