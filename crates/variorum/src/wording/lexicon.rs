//! The lexicon of terms that may stand for one thing, and which of them are loaded.
//!
//! Drawn up by hand for reports of protest, war, government, migration, crime and disaster. A term is marked as loaded
//! where it carries a judgement of whoever or whatever it names, so that careful newsrooms set it between quotation
//! marks or attribute it; the mark says nothing of whether the judgement is right. Neutral terms of the same thing
//! stand beside them, so that the contrast can be seen. Terms are single nouns in their dictionary form.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Terms that may stand for one kind of thing.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry {
    /// The kind of thing, in neutral words.
    pub about: &'static str,
    /// Terms without a judgement.
    pub neutral: &'static [&'static str],
    /// Terms with one.
    pub loaded: &'static [&'static str],
}

/// All entries. A term stands in one only.
pub const ENTRIES: &[Entry] = &[
    Entry {
        about: "people who protest",
        neutral: &["protester", "protestor", "demonstrator", "marcher", "crowd", "picketer"],
        loaded: &[
            "rioter",
            "mob",
            "thug",
            "hooligan",
            "vandal",
            "agitator",
            "troublemaker",
            "looter",
            "provocateur",
        ],
    },
    Entry {
        about: "protest",
        neutral: &["protest", "demonstration", "rally", "march", "gathering"],
        loaded: &["riot", "unrest", "uprising", "revolt", "mayhem", "rampage", "insurrection"],
    },
    Entry {
        about: "violence",
        neutral: &["clash", "fighting", "killing", "shooting", "attack", "incident"],
        loaded: &["massacre", "slaughter", "bloodbath", "carnage", "atrocity", "butchery", "outrage"],
    },
    Entry {
        about: "those who govern",
        neutral: &["government", "administration", "cabinet", "authority", "leadership"],
        loaded: &["regime", "junta", "dictatorship", "tyranny", "clique", "cabal"],
    },
    Entry {
        about: "head of government or state",
        neutral: &["president", "leader", "ruler", "premier"],
        loaded: &["dictator", "strongman", "tyrant", "despot", "autocrat"],
    },
    Entry {
        about: "armed people",
        neutral: &["fighter", "gunman", "militant", "rebel", "insurgent", "combatant", "opposition"],
        loaded: &[
            "terrorist",
            "extremist",
            "jihadist",
            "jihadi",
            "mercenary",
            "bandit",
            "guerrilla",
            "martyr",
            "fanatic",
            "takfiri",
            "mujahideen",
        ],
    },
    Entry {
        about: "those in uniform",
        neutral: &["army", "force", "troop", "military", "police", "soldier"],
        loaded: &["occupier", "henchman", "goon", "stormtrooper", "invader"],
    },
    Entry {
        about: "military move",
        neutral: &["operation", "offensive", "campaign", "intervention", "incursion"],
        loaded: &["invasion", "aggression", "crackdown", "onslaught", "liberation", "occupation"],
    },
    Entry {
        about: "people on the move",
        neutral: &["migrant", "refugee", "newcomer", "immigrant"],
        loaded: &["alien", "illegal", "horde", "infiltrator"],
    },
    Entry {
        about: "change of government by force",
        neutral: &["takeover", "overthrow", "ouster"],
        loaded: &["coup", "putsch", "revolution", "mutiny"],
    },
    Entry { about: "barrier", neutral: &["barrier", "fence", "fortification"], loaded: &["wall"] },
    Entry {
        about: "those who died",
        neutral: &["dead", "fatality", "casualty"],
        loaded: &["victim", "hero"],
    },
    Entry {
        about: "harsh measures",
        neutral: &["measure", "restriction", "arrest", "detention"],
        loaded: &["repression", "suppression", "persecution", "purge"],
    },
    Entry {
        about: "agreement",
        neutral: &["agreement", "deal", "accord", "settlement", "compromise"],
        loaded: &["surrender", "capitulation", "sellout", "betrayal"],
    },
    Entry {
        about: "what is said",
        neutral: &["statement", "claim", "allegation", "remark"],
        loaded: &["propaganda", "lie", "fabrication", "smear", "tirade", "rant"],
    },
    Entry {
        about: "killing of a chosen person",
        neutral: &["death"],
        loaded: &["assassination", "execution", "murder", "liquidation", "martyrdom"],
    },
    Entry {
        about: "what went wrong",
        neutral: &["accident", "failure", "outage", "error", "mistake"],
        loaded: &["disaster", "catastrophe", "fiasco", "debacle", "scandal", "sabotage", "blunder"],
    },
    Entry {
        about: "followers",
        neutral: &["supporter", "follower", "backer", "ally"],
        loaded: &["loyalist", "crony", "stooge", "lackey", "puppet"],
    },
    Entry {
        about: "critics",
        neutral: &["critic", "opponent", "dissident", "activist"],
        loaded: &["traitor", "enemy", "separatist", "subversive", "radical", "conspirator"],
    },
];

type Found = (&'static Entry, &'static str, bool);

static TERMS: LazyLock<BTreeMap<&'static str, Found>> = LazyLock::new(|| {
    let mut terms = BTreeMap::new();
    for entry in ENTRIES {
        for term in entry.neutral {
            terms.entry(*term).or_insert((entry, *term, false));
        }
        for term in entry.loaded {
            terms.entry(*term).or_insert((entry, *term, true));
        }
    }
    terms
});

/// The entry of a noun's lemma, the term, and whether it is loaded.
pub fn find(lemma: &str) -> Option<Found> {
    TERMS.get(lemma).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_stands_in_one_entry() {
        let mut seen = BTreeMap::new();
        for entry in ENTRIES {
            for term in entry.neutral.iter().chain(entry.loaded) {
                if let Some(other) = seen.insert(*term, entry.about) {
                    panic!("{term} stands under {other} and {}", entry.about);
                }
            }
        }
        assert!(find("regime").is_some_and(|(_, _, loaded)| loaded));
        assert!(find("government").is_some_and(|(_, _, loaded)| !loaded));
        assert_eq!(find("teapot"), None);
    }
}
