//! Variorum reads the reports of one event and lays them side by side: who claims what, on whose word, where they
//! agree, where they differ, and which of them only repeat each other.
//!
//! The flow, in order. Each stage is a plain function from one value to the next; nothing here reads a file, a clock
//! or the network.
//!
//! Each report alone:
//! 1. [`capture`]: bytes as received.
//! 2. [`extract`]: the [`report`] drawn from them: its text in sections, and who published it when.
//! 3. [`annotate`]: tokens, sentences, parse, names, numbers, times and quotations.
//! 4. [`claim`]: what the report says, and on whose word.
//!
//! All reports of a story:
//! 5. [`resolve`]: one entity for all the mentions of it; the origins that claims rest on.
//! 6. [`gazetteer`]: which place of the world a name means.
//! 7. [`derive`]: which report draws on which.
//! 8. [`align`]: the matters on which reports speak, and their readings.
//! 9. [`contract`]: all of it as the output contract, from which every view is drawn.
//! 10. [`render`]: the views; [`export`]: the formats of other tools; [`verify`] proves them against the captures.
//!
//! [`atlas`] knows the places of the world, [`text`] holds the places that everything cites, [`note`] the trouble that is not failure.

pub mod account;
pub mod align;
pub mod annotate;
pub mod atlas;
pub mod capture;
pub mod claim;
pub mod collate;
pub mod contract;
pub mod days;
pub mod derive;
pub mod export;
pub mod extract;
pub mod flow;
pub mod gazetteer;
pub mod note;
pub mod render;
pub mod report;
pub mod resolve;
pub mod silence;
pub mod text;
pub mod timeline;
pub mod verify;
pub mod wording;
