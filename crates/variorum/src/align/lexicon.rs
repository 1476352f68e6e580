//! Words that stand for one another when matters are compared: predicates and their nouns, kinds of event, what is
//! counted, and states of what is counted.
//!
//! The tables are our own, drawn up for event reporting in English. A word stands in one class at most; a word that
//! no table holds is its own class.

use std::collections::BTreeMap;
use std::sync::LazyLock;

pub use crate::annotate::predicate::predicate;

/// Kinds of event by the nouns that name them; the first word names the class.
const EVENTS: &[&str] = &[
    "attack assault incident violence atrocity massacre bloodshed offensive operation",
    "blast explosion bombing bomb detonation",
    "airstrike strike raid bombardment shelling bombing-raid airstrikes",
    "gas chemical poisoning",
    "shooting gunfire rampage",
    "earthquake quake tremor temblor",
    "aftershock",
    "flood flooding deluge floodwater",
    "storm hurricane typhoon cyclone tornado",
    "tsunami wave",
    "landslide mudslide rockslide avalanche",
    "fire blaze wildfire inferno",
    "crash collision derailment accident wreck",
    "clash fighting battle firefight",
    "outbreak epidemic virus pandemic disease",
    "collapse cave-in",
    "sinking shipwreck capsizing capsize",
    "protest demonstration riot unrest",
    "eruption volcano",
    "stampede crush",
    "stabbing",
    "robbery heist",
    "war conflict",
    "disaster catastrophe tragedy",
];

/// Kinds of event so general that they may stand for any other of a violent or disastrous kind.
const GENERAL_EVENTS: &[&str] = &["attack", "disaster"];

/// What may be counted; the first word names the class. `person` is anybody.
const COUNTED: &[&str] = &[
    "person people individual human victim life soul dead death fatality body corpse casualty other resident \
     inhabitant villager local citizen man wounded injured survivor toll martyr",
    "child kid minor infant baby youngster schoolchild",
    "woman",
    "civilian noncombatant",
    "soldier troop serviceman trooper",
    "police policeman officer",
    "militant rebel fighter insurgent gunman terrorist jihadist extremist",
    "student pupil",
    "worker employee staff labourer laborer colleague workmate",
    "passenger",
    "job post position",
    "migrant refugee",
    "journalist reporter",
    "prisoner detainee inmate",
    "house home dwelling",
    "building structure",
    "vehicle car",
    "aircraft plane jet warplane airplane",
    "coach carriage bogie bogey",
    "strike airstrike raid",
    // Reports write "tons" for tonnes.
    "t ton tonne",
];

/// The classes of people among what may be counted.
const PEOPLE: &[&str] = &[
    "person",
    "child",
    "woman",
    "civilian",
    "soldier",
    "police",
    "militant",
    "student",
    "worker",
    "passenger",
    "migrant",
    "journalist",
    "prisoner",
];

/// States of what is counted; the first word names the state.
const MEASURES: &[&str] = &[
    "killed kill dead died die death deaths fatality fatalities slain perished murdered drowned drown",
    "injured injure wounded wound hurt injury injuries",
    "casualties casualty killed_or_injured killed_and_injured victims",
    "missing unaccounted",
    "displaced displace fled flee homeless uprooted",
    "evacuated evacuate evacuation",
    "returned return",
    "arrested arrest detained detain",
    "rescued rescue saved",
    "infected infect case cases",
    "hospitalized hospitalised hospitalize hospitalise",
    "destroyed destroy",
    "damaged damage",
    "gathered gather marched march protested protest rallied attended attend",
    "cut slashed shed axed eliminated",
];

/// States that grow while an event unfolds, so that a later figure is usually an update.
const CUMULATIVE: &[&str] = &[
    "killed",
    "injured",
    "casualties",
    "feared dead",
    "missing",
    "displaced",
    "evacuated",
    "returned",
    "arrested",
    "rescued",
    "infected",
    "hospitalized",
    "destroyed",
    "damaged",
];

/// Pairs of states that readers take for one another.
const CONFUSABLE: &[(&str, &str)] = &[
    ("killed", "casualties"),
    ("injured", "casualties"),
    ("killed", "feared dead"),
    ("missing", "feared dead"),
    ("displaced", "evacuated"),
    ("displaced", "returned"),
    ("evacuated", "returned"),
    ("destroyed", "damaged"),
    ("injured", "hospitalized"),
];

static EVENT_CLASS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| table(EVENTS));
static COUNTED_CLASS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| table(COUNTED));
static MEASURE_CLASS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| table(MEASURES));

fn table(lines: &'static [&'static str]) -> BTreeMap<&'static str, &'static str> {
    let mut classes = BTreeMap::new();
    for line in lines {
        let mut words = line.split_whitespace();
        let Some(name) = words.next() else { continue };
        for word in std::iter::once(name).chain(words) {
            classes.entry(word).or_insert(name);
        }
    }
    classes
}

/// The kind of event that a noun names, if it names one.
pub fn event(lemma: &str) -> Option<&'static str> {
    EVENT_CLASS.get(lemma).copied()
}

/// The kind of event that a noun names, if that is no general one: "blaze" is a fire, "incident" is anything.
pub fn special_event(lemma: &str) -> Option<&'static str> {
    event(lemma).filter(|kind| !GENERAL_EVENTS.contains(kind))
}

/// The kind of event that a verb tells of, if it tells of one.
pub fn event_of_verb(lemma: &str) -> Option<&'static str> {
    EVENT_VERBS.iter().find(|(verb, _)| *verb == lemma).map(|(_, kind)| *kind)
}

/// Verbs that tell of an event that strikes once.
const EVENT_VERBS: &[(&str, &str)] = &[
    ("capsize", "sinking"),
    ("collapse", "collapse"),
    ("collide", "crash"),
    ("crash", "crash"),
    ("derail", "crash"),
    ("erupt", "eruption"),
    ("explode", "blast"),
    ("flood", "flood"),
    ("sink", "sinking"),
];

/// Kinds of event that strike once, so that all figures of a story are of the one.
const DISASTERS: &[&str] = &[
    "earthquake",
    "flood",
    "storm",
    "tsunami",
    "landslide",
    "fire",
    "crash",
    "collapse",
    "eruption",
    "stampede",
    "sinking",
];

/// Whether events of that kind strike once, and do not go on in many incidents as violence does.
pub fn is_disaster(kind: &str) -> bool {
    DISASTERS.contains(&kind)
}

/// Whether two kinds of event may be one and the same event.
pub fn events_compatible(a: &str, b: &str) -> bool {
    a == b
        || GENERAL_EVENTS.contains(&a)
        || GENERAL_EVENTS.contains(&b)
        || JOINT_EVENTS.iter().any(|&(one, other)| (one, other) == (a, b) || (one, other) == (b, a))
}

/// Kinds of which one brings the other, so that reports tell one event as either: a burst dam is a flood.
const JOINT_EVENTS: &[(&str, &str)] = &[("collapse", "flood"), ("flood", "storm"), ("blast", "fire")];

/// The class of a counted noun: "residents" are persons, "toddlers" their own class.
pub fn counted(lemma: &str) -> &str {
    COUNTED_CLASS.get(lemma).copied().unwrap_or(lemma)
}

/// Whether the class is a currency: a code of ISO 4217 as the annotation gives it in lower case, or a noun.
pub fn is_money(class: &str) -> bool {
    MONEY.split_whitespace().any(|currency| currency == class)
}

const MONEY: &str = "usd eur gbp jpy inr cny chf cad aud crown dirham dollar euro franc krone krona lira peso pound rand real \
    riyal rouble ruble rupee shekel yen yuan zloty";

/// Whether that class is one of people.
pub fn is_person(class: &str) -> bool {
    PEOPLE.contains(&class)
}

/// The state that a word names: "dead" is "killed".
pub fn measure(word: &str) -> &str {
    MEASURE_CLASS.get(word).copied().unwrap_or(word)
}

/// Whether the word names a state of the table.
pub fn is_measure(word: &str) -> bool {
    MEASURE_CLASS.contains_key(word)
}

/// Whether figures of that state grow while an event unfolds.
pub fn is_cumulative(measure: &str) -> bool {
    CUMULATIVE.contains(&measure)
}

/// Whether figures of that state fall again while an event is dealt with: the missing are found, the displaced return.
pub fn may_fall(measure: &str) -> bool {
    matches!(
        measure,
        "missing" | "feared dead" | "displaced" | "evacuated" | "hospitalized" | "trapped" | "stranded"
    )
}

/// Whether figures of that state never fall, so that a lower one told later contradicts the one before.
pub fn only_grows(measure: &str) -> bool {
    matches!(measure, "killed" | "injured" | "casualties")
}

/// Whether the verb tells what is done after an event, and so on another day: "questioned the driver".
pub fn is_aftermath(lemma: &str) -> bool {
    AFTERMATH.split_whitespace().any(|verb| verb == lemma)
}

const AFTERMATH: &str = "arrest bury charge convict detain examine identify inspect interrogate interview investigate \
    jail mourn question sentence sue tour visit";

/// Whether the verb tells that an event came about: "the quake struck on Saturday".
pub fn is_arrival(lemma: &str) -> bool {
    matches!(lemma, "strike" | "hit" | "occur" | "happen" | "rock" | "shake" | "devastate" | "begin" | "take")
}

/// Whether readers take the two states for one another.
pub fn confusable(a: &str, b: &str) -> bool {
    CONFUSABLE.iter().any(|&(one, other)| (one, other) == (a, b) || (one, other) == (b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_in_one_class_of_a_table() {
        for lines in [EVENTS, COUNTED, MEASURES] {
            let mut seen = BTreeMap::new();
            for line in lines {
                for word in line.split_whitespace() {
                    assert_eq!(seen.insert(word, line), None, "{word} stands twice");
                }
            }
        }
    }

    #[test]
    fn words_for_one_thing_share_a_class() {
        assert_eq!(predicate("resignation"), predicate("quit"));
        assert_eq!(counted("resident"), "person");
        assert_eq!(measure("deaths"), "killed");
        assert!(confusable("casualties", "killed") && !confusable("killed", "injured"));
        assert!(events_compatible("blast", "attack") && !events_compatible("earthquake", "aftershock"));
    }
}
