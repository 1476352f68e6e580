//! The words that name a state of what is counted: verbs, nouns and adjectives, each with its measure.

/// Verbs by dictionary form, the measure of what they happen to, and whether it is their subject in the active voice
/// ("43 people died") or their object ("the blast killed 43").
const VERBS: &[(&str, &str, Voice)] = &[
    ("kill", "killed", Voice::Object),
    ("murder", "killed", Voice::Object),
    ("massacre", "killed", Voice::Object),
    ("slaughter", "killed", Voice::Object),
    ("slay", "killed", Voice::Object),
    ("martyr", "killed", Voice::Object),
    ("execute", "executed", Voice::Object),
    ("behead", "executed", Voice::Object),
    ("die", "killed", Voice::Subject),
    ("perish", "killed", Voice::Subject),
    ("drown", "killed", Voice::Both),
    ("injure", "injured", Voice::Object),
    ("wound", "injured", Voice::Object),
    ("hurt", "injured", Voice::Object),
    ("maim", "injured", Voice::Object),
    ("hospitalise", "hospitalised", Voice::Object),
    ("hospitalize", "hospitalised", Voice::Object),
    ("displace", "displaced", Voice::Object),
    ("uproot", "displaced", Voice::Object),
    ("flee", "fled", Voice::Subject),
    ("escape", "escaped", Voice::Subject),
    ("evacuate", "evacuated", Voice::Both),
    ("rescue", "rescued", Voice::Object),
    ("save", "rescued", Voice::Object),
    ("pull", "rescued", Voice::Never),
    ("survive", "survived", Voice::Subject),
    ("arrest", "arrested", Voice::Object),
    ("detain", "detained", Voice::Object),
    ("hold", "held", Voice::Passive),
    ("imprison", "detained", Voice::Object),
    ("jail", "detained", Voice::Object),
    ("charge", "charged", Voice::Passive),
    ("convict", "convicted", Voice::Object),
    ("deport", "deported", Voice::Object),
    ("expel", "expelled", Voice::Object),
    ("deploy", "deployed", Voice::Both),
    ("dispatch", "deployed", Voice::Object),
    ("send", "deployed", Voice::Never),
    ("capture", "captured", Voice::Object),
    ("kidnap", "abducted", Voice::Object),
    ("abduct", "abducted", Voice::Object),
    ("release", "released", Voice::Object),
    ("free", "released", Voice::Object),
    ("trap", "trapped", Voice::Object),
    ("strand", "stranded", Voice::Object),
    ("bury", "buried", Voice::Object),
    ("affect", "affected", Voice::Object),
    ("infect", "infected", Voice::Object),
    ("test", "tested", Voice::Passive),
    ("vaccinate", "vaccinated", Voice::Object),
    ("shelter", "sheltered", Voice::Both),
    ("house", "sheltered", Voice::Passive),
    ("destroy", "destroyed", Voice::Object),
    ("demolish", "destroyed", Voice::Object),
    ("burn", "burned", Voice::Object),
    ("damage", "damaged", Voice::Object),
    ("cancel", "cancelled", Voice::Object),
    ("shoot", "shot", Voice::Object),
    ("miss", "missing", Voice::Never),
    ("return", "returned", Voice::Subject),
    ("attend", "attended", Voice::Subject),
    ("march", "marched", Voice::Subject),
    ("protest", "protested", Voice::Subject),
    ("gather", "gathered", Voice::Subject),
    ("rally", "gathered", Voice::Subject),
    ("vote", "voted", Voice::Subject),
    ("strike", "on strike", Voice::Never),
    ("lose", "lost", Voice::Never),
    ("hire", "hired", Voice::Object),
    ("recruit", "recruited", Voice::Object),
    ("dismiss", "dismissed", Voice::Object),
    ("fire", "dismissed", Voice::Passive),
    ("cut", "cut", Voice::Object),
    ("slash", "cut", Voice::Object),
    ("shed", "cut", Voice::Object),
    ("axe", "cut", Voice::Object),
    ("eliminate", "cut", Voice::Object),
    ("derail", "derailed", Voice::Both),
    ("overturn", "overturned", Voice::Both),
    ("topple", "overturned", Voice::Both),
    ("capsize", "capsized", Voice::Both),
    ("sink", "sunk", Voice::Both),
    ("crash", "crashed", Voice::Subject),
    ("collapse", "collapsed", Voice::Subject),
    ("plunge", "fallen", Voice::Both),
    ("plummet", "fallen", Voice::Subject),
    ("tumble", "fallen", Voice::Subject),
    ("fall", "fallen", Voice::Subject),
    ("explode", "exploded", Voice::Subject),
    ("detonate", "exploded", Voice::Both),
    ("flood", "flooded", Voice::Object),
    ("submerge", "flooded", Voice::Object),
    ("block", "blocked", Voice::Object),
    ("divert", "diverted", Voice::Object),
    ("reroute", "diverted", Voice::Object),
    ("delay", "delayed", Voice::Object),
    ("suspend", "suspended", Voice::Object),
    ("ground", "grounded", Voice::Object),
    ("launch", "launched", Voice::Object),
    ("intercept", "intercepted", Voice::Object),
    ("seize", "seized", Voice::Object),
    ("confiscate", "seized", Voice::Object),
    ("repatriate", "repatriated", Voice::Object),
    ("quarantine", "quarantined", Voice::Object),
    ("indict", "indicted", Voice::Object),
    ("acquit", "acquitted", Voice::Object),
];

/// In which role a verb puts those whose state it tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Its subject in the active voice.
    Subject,
    /// Its object, or its subject in the passive.
    Object,
    /// Either.
    Both,
    /// Its subject in the passive alone.
    Passive,
    /// None: only with other words beside it.
    Never,
}

impl Voice {
    /// Whether a verb tells of the participant in this role.
    pub fn fits(self, passive_subject: bool, active_subject: bool, object: bool) -> bool {
        match self {
            Voice::Subject => active_subject,
            Voice::Object => passive_subject || object,
            Voice::Both => passive_subject || active_subject || object,
            Voice::Passive => passive_subject,
            Voice::Never => false,
        }
    }
}

/// Nouns by dictionary form that name a state themselves ("43 deaths", "a toll of 43").
const NOUNS: &[(&str, &str)] = &[
    ("death", "killed"),
    ("fatality", "killed"),
    ("body", "killed"),
    ("corpse", "killed"),
    ("dead", "killed"),
    ("toll", "killed"),
    // In the press of some states whoever is killed by an enemy is a martyr.
    ("martyr", "killed"),
    ("casualty", "casualties"),
    ("injury", "injured"),
    ("wounded", "injured"),
    ("injured", "injured"),
    ("hurt", "injured"),
    ("missing", "missing"),
    ("arrest", "arrested"),
    ("detainee", "detained"),
    ("prisoner", "held"),
    ("hostage", "held"),
    ("captive", "held"),
    ("refugee", "refugees"),
    ("evacuee", "evacuated"),
    ("survivor", "survived"),
    ("infection", "infected"),
    ("evacuation", "evacuated"),
    ("displaced", "displaced"),
    ("homeless", "homeless"),
    ("mourner", "attended"),
    ("protester", "protested"),
    ("demonstrator", "protested"),
    ("marcher", "marched"),
    ("crowd", "gathered"),
    ("turnout", "gathered"),
];

/// Those of them that tell what people do or what they are: what befalls them counts before it ("a protester was killed").
const ROLES: &[&str] = &[
    "detainee",
    "prisoner",
    "hostage",
    "captive",
    "refugee",
    "evacuee",
    "survivor",
    "mourner",
    "protester",
    "demonstrator",
    "marcher",
];

/// Adjectives and participles that name a state ("43 dead", "120 wounded", "five missing").
const ADJECTIVES: &[(&str, &str)] = &[
    ("dead", "killed"),
    ("killed", "killed"),
    ("slain", "killed"),
    ("murdered", "killed"),
    ("martyred", "killed"),
    ("fatal", "killed"),
    ("deceased", "killed"),
    ("wounded", "injured"),
    ("injured", "injured"),
    ("hurt", "injured"),
    ("missing", "missing"),
    ("unaccounted", "missing"),
    ("homeless", "homeless"),
    ("displaced", "displaced"),
    ("evacuated", "evacuated"),
    ("arrested", "arrested"),
    ("detained", "detained"),
    ("trapped", "trapped"),
    ("stranded", "stranded"),
    ("hospitalised", "hospitalised"),
    ("hospitalized", "hospitalised"),
    ("rescued", "rescued"),
    ("drowned", "killed"),
    ("deployed", "deployed"),
    ("infected", "infected"),
    ("destroyed", "destroyed"),
    ("damaged", "damaged"),
    ("captured", "captured"),
    ("executed", "executed"),
    ("kidnapped", "abducted"),
    ("abducted", "abducted"),
    ("affected", "affected"),
    ("alive", "survived"),
    ("buried", "buried"),
    ("freed", "released"),
    ("released", "released"),
    ("derailed", "derailed"),
    ("overturned", "overturned"),
    ("toppled", "overturned"),
    ("capsized", "capsized"),
    ("sunken", "sunk"),
    ("collapsed", "collapsed"),
    ("flooded", "flooded"),
    ("cancelled", "cancelled"),
    ("canceled", "cancelled"),
];

/// Measures that only human beings have: a bare number with one of them counts persons.
const PERSONAL: &[&str] = &[
    "killed",
    "injured",
    "casualties",
    "missing",
    "displaced",
    "fled",
    "escaped",
    "evacuated",
    "rescued",
    "survived",
    "arrested",
    "detained",
    "held",
    "charged",
    "convicted",
    "deported",
    "hospitalised",
    "executed",
    "abducted",
    "homeless",
    "trapped",
    "stranded",
    "infected",
    "dismissed",
    GRAVE,
    FEARED,
    "gathered",
    "marched",
    "protested",
    "attended",
];

/// Whether a bare number with this measure counts persons.
pub fn is_personal(measure: &str) -> bool {
    PERSONAL.contains(&measure)
}

/// What people come together to do; of things the same verbs say something else ("60 ambulances attended").
const CROWDS: &[&str] = &["gathered", "marched", "protested", "attended"];

/// What befalls things; next to people the same words tell of something else ("a tram with 110 people derailed").
const OF_THINGS: &[&str] = &[
    "derailed",
    "overturned",
    "capsized",
    "sunk",
    "crashed",
    "collapsed",
    "fallen",
    "exploded",
    "flooded",
    "blocked",
    "diverted",
    "cancelled",
    "grounded",
    "launched",
    "intercepted",
];

/// Whether the noun tells what people do or are, so that what befalls them counts before it.
pub fn is_role(lemma: &str) -> bool {
    ROLES.contains(&lemma)
}

/// Whether people come together for it.
pub fn is_of_crowds(measure: &str) -> bool {
    CROWDS.contains(&measure)
}

/// Whether it befalls things, and not people.
pub fn is_of_things(measure: &str) -> bool {
    OF_THINGS.contains(&measure)
}

/// The measure that a noun names, by its dictionary form.
pub fn of_noun(lemma: &str) -> Option<&'static str> {
    NOUNS.iter().find(|(noun, _)| *noun == lemma).map(|(_, measure)| *measure)
}

/// Whether the word names a state: "dead", "missing".
pub fn is_state(word: &str) -> bool {
    of_adjective(word).is_some()
}

/// The measure that an adjective or participle names.
pub fn of_adjective(word: &str) -> Option<&'static str> {
    ADJECTIVES.iter().find(|(adjective, _)| *adjective == word).map(|(_, measure)| *measure)
}

/// The measure that a verb tells, by its dictionary form, and of whom.
pub fn of_verb(lemma: &str) -> Option<(&'static str, Voice)> {
    VERBS.iter().find(|(verb, _, _)| *verb == lemma).map(|(_, measure, voice)| (*measure, *voice))
}

/// The state of those who are badly hurt. Reports say "in a serious condition" of whom others call "seriously injured".
pub const GRAVE: &str = "seriously injured";

/// The state of those whose death nobody has confirmed: "feared dead", "presumed dead", "believed to have died".
pub const FEARED: &str = "feared dead";

/// Whether the word puts a death as nobody's knowledge.
pub fn is_fearing(word: &str) -> bool {
    matches!(word, "feared" | "presumed" | "believed" | "thought" | "assumed" | "likely" | "probably")
}

/// Whether the adverb says that an injury is bad.
pub fn is_grave(adverb: &str) -> bool {
    matches!(adverb, "seriously" | "critically" | "severely" | "gravely" | "badly")
}

/// The measure of those whom an action befalls: "the killing of 43".
pub fn of_action(noun: &str) -> Option<&'static str> {
    Some(match noun {
        "killing" | "murder" | "massacre" => "killed",
        "execution" => "executed",
        "detention" => "detained",
        "deployment" => "deployed",
        "abduction" | "kidnapping" => "abducted",
        "release" => "released",
        "displacement" => "displaced",
        "rescue" => "rescued",
        _ => return None,
    })
}
