//! Coarse part-of-speech tags of Universal Dependencies, as spaCy numbers them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A coarse part of speech (UD v2 UPOS, with spaCy's `SPACE` and the empty tag).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the tags are those of Universal Dependencies")]
pub enum Pos {
    #[default]
    None,
    Adj,
    Adp,
    Adv,
    Aux,
    Conj,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
    Space,
}

const NAMES: [(Pos, &str); 20] = [
    (Pos::None, ""),
    (Pos::Adj, "ADJ"),
    (Pos::Adp, "ADP"),
    (Pos::Adv, "ADV"),
    (Pos::Aux, "AUX"),
    (Pos::Conj, "CONJ"),
    (Pos::Cconj, "CCONJ"),
    (Pos::Det, "DET"),
    (Pos::Intj, "INTJ"),
    (Pos::Noun, "NOUN"),
    (Pos::Num, "NUM"),
    (Pos::Part, "PART"),
    (Pos::Pron, "PRON"),
    (Pos::Propn, "PROPN"),
    (Pos::Punct, "PUNCT"),
    (Pos::Sconj, "SCONJ"),
    (Pos::Sym, "SYM"),
    (Pos::Verb, "VERB"),
    (Pos::X, "X"),
    (Pos::Space, "SPACE"),
];

impl Pos {
    /// All tags, each at the index that is its number.
    pub const ALL: [Pos; NAMES.len()] = {
        let mut all = [Pos::None; NAMES.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = NAMES[index].0;
            index += 1;
        }
        all
    };

    /// The tag's name in capitals, as in CoNLL-U; empty for [`Pos::None`].
    pub fn as_str(self) -> &'static str {
        NAMES.iter().find(|(pos, _)| *pos == self).map_or("", |(_, name)| name)
    }

    /// The tag of that name, or `None` for a name that UD and spaCy do not know.
    pub fn from_name(name: &str) -> Option<Pos> {
        NAMES.iter().find(|(_, known)| *known == name).map(|(pos, _)| *pos)
    }
}

impl fmt::Display for Pos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
