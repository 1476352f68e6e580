//! Verbs whose subject speaks, and so is a body or a person.

/// Whether `lemma` is a verb whose subject speaks.
pub fn is_speech_verb(lemma: &str) -> bool {
    SPEECH_VERBS.binary_search(&lemma).is_ok()
}

/// Verbs whose subject speaks, in dictionary form.
const SPEECH_VERBS: &[&str] = &[
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "agree",
    "allege",
    "announce",
    "argue",
    "ask",
    "assert",
    "believe",
    "blame",
    "charge",
    "claim",
    "comment",
    "complain",
    "concede",
    "conclude",
    "confirm",
    "contend",
    "declare",
    "demand",
    "deny",
    "describe",
    "disclose",
    "estimate",
    "explain",
    "find",
    "hint",
    "indicate",
    "insist",
    "maintain",
    "mention",
    "note",
    "predict",
    "promise",
    "propose",
    "put",
    "recall",
    "recommend",
    "reject",
    "remark",
    "report",
    "reveal",
    "say",
    "see",
    "show",
    "state",
    "stress",
    "suggest",
    "suspect",
    "tell",
    "testify",
    "think",
    "tweet",
    "urge",
    "vow",
    "warn",
    "write",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speech_verbs_are_sorted_for_their_search() {
        assert!(SPEECH_VERBS.is_sorted());
    }
}
