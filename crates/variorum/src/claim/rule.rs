//! The rules that make claims, by stable name.

use std::borrow::Cow;

use serde::de::{Deserialize, Deserializer, Error};

/// The name of a rule, one of those of [`rules`].
pub type RuleName = &'static str;

/// A rule and what it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The name that [`super::Claim::by`] carries.
    pub name: RuleName,
    /// One sentence for a reader of `explain`.
    pub about: &'static str,
}

macro_rules! rules {
    ($($constant:ident = $name:literal, $about:literal;)*) => {
        $(#[doc = $about] pub(super) const $constant: &str = $name;)*
        const RULES: &[Rule] = &[$(Rule { name: $name, about: $about },)*];
    };
}

rules! {
    OWN_VOICE = "own-voice",
        "The outlet says it itself: no attribution covers the clause.";
    HEDGED_PASSIVE = "hedged-passive",
        "The outlet says it itself behind a passive without an agent, such as \"is believed to be\".";
    SAYS_VERB = "says-verb",
        "A clause hangs on a verb of saying, thinking or knowing, whose subject is the source.";
    SAYS_TAIL = "says-tail",
        "A verb of saying stands after or within the sentence that it reports, set off by commas.";
    SAYS_AROUND = "says-around",
        "A verb of saying and its subject stand in a sentence, and the rest of it is what they say.";
    SAYS_BELOW = "says-below",
        "A verb of saying and a colon end a paragraph, and the next one is what is said.";
    SAYS_QUOTE = "says-quote",
        "Words in quotation marks stand next to a verb of saying, whose subject is the source.";
    TOLD_PASSIVE = "told-passive",
        "A passive verb of telling: the agent after \"by\" is the source, where there is one.";
    QUOTED_AS = "quoted-as",
        "Somebody is quoted or cited as saying something.";
    INTENDS_VERB = "intends-verb",
        "An infinitive hangs on a verb of wanting, promising or demanding, whose subject is the source.";
    NAMED_CONTENT = "named-content",
        "A verb of saying takes a noun phrase that names what is said, as in \"announced the closure\".";
    SPOKEN_OF = "spoken-of",
        "A verb such as \"criticise\" or \"discuss\" names what somebody speaks of, not what is said of it.";
    CALLED_AS = "called-as",
        "A verb such as \"call\" or \"describe as\" gives somebody's name for a thing.";
    ACCORDING_TO = "according-to",
        "A phrase such as \"according to\" names the source of its clause.";
    CITING = "citing",
        "\"Citing\" or \"quoting\" names a further source behind the clause it hangs on.";
    NOUN_CUE = "noun-cue",
        "A noun such as \"claim\", \"report\" or \"fear\" is followed by its content; its owner is the source.";
    ADJECTIVE_CUE = "adjective-cue",
        "An adjective such as \"confident\" or \"afraid\" is followed by its content; its subject is the source.";
    SEEMING_ADVERB = "seeming-adverb",
        "An adverb such as \"reportedly\" puts the clause on the word of somebody left unnamed.";
    SEEMS_VERB = "seems-verb",
        "A verb such as \"seem\" or \"appear\" puts a clause on nobody's word in particular.";
    FREE_SPEECH = "free-speech",
        "A quotation without words of its own for its speaker goes to the speaker just before, over several paragraphs where its marks say so.";
    COLON_SPEAKER = "colon-speaker",
        "A name and a colon stand before the words, as in a transcript or a headline.";
    SIGNED = "signed",
        "A dash and a name stand behind the words, as beneath a letter or a post.";
    BY_HAND = "by-hand",
        "A person said whose word it is.";
}

/// All rules, in the order in which they are documented.
pub fn rules() -> &'static [Rule] {
    RULES
}

/// The name of the rule by which a person made a claim what it is.
pub fn by_hand() -> RuleName {
    BY_HAND
}

/// Reads the name of a rule back; one that no rule bears any longer is an error.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<RuleName, D::Error> {
    let name = Cow::<str>::deserialize(deserializer)?;
    RULES
        .iter()
        .map(|rule| rule.name)
        .find(|known| *known == name)
        .ok_or_else(|| Error::custom(format!("no rule is called {name}")))
}
