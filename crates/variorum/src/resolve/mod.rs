//! One entity for all the mentions of it, across the reports of a story.

use crate::annotate::EntityKind;

pub mod origin;

pub use origin::{Origin, OriginKind, Origins};

/// Somebody or something that reports speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name that the reports give.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other names, in order of the alphabet.
    pub aliases: Vec<String>,
    /// Its mentions as (report, index of the mention), in order.
    pub mentions: Vec<(usize, usize)>,
    /// Why the mentions were put together, as sentences.
    pub why: Vec<String>,
}

/// The entities of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entities {
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// For each report and mention, the entity it stands for.
    pub of_mention: Vec<Vec<Option<usize>>>,
}
