//! Words that tell what kind of thing a name or a noun stands for.

use super::EntityKind;

/// Words before a person's name that do not belong to it, in lower case without their full stop.
const TITLES: &[&str] = &[
    "admiral", "adm", "ambassador", "archbishop", "attorney", "ayatollah", "bishop", "brig", "brigadier", "capt",
    "captain", "cardinal", "cdr", "chairman", "chairperson", "chairwoman", "chancellor", "chief", "cmdr", "coach",
    "col", "colonel", "commander", "commissioner", "congressman", "congresswoman", "constable", "corporal", "councillor",
    "councilman", "councilwoman", "count", "cpl", "dame", "deputy", "detective", "director", "doctor", "dr", "duchess",
    "duke", "emir", "emperor", "envoy", "father", "gen", "general", "gov", "governor", "hajji", "imam", "insp",
    "inspector", "judge", "justice", "king", "lady", "leader", "lieutenant", "lord", "lt", "maj", "major", "marshal",
    "mayor", "minister", "miss", "mr", "mrs", "ms", "mullah", "officer", "ombudsman", "owner", "pastor", "pope",
    "premier", "president", "prince", "princess", "prof", "professor", "queen", "rabbi", "rep", "representative", "rev",
    "reverend", "saint", "sec", "secretary", "sen", "senator", "sergeant", "sgt", "sheik", "sheikh", "sheriff", "sir",
    "sister", "speaker", "spokesman", "spokesperson", "spokeswoman", "sultan", "superintendent", "supt", "treasurer",
    "vice", "warden",
];

/// Words that show a name to be a title's holder only when they stand in front of it as an apposition does
/// ("actor Jon Vale").
const CALLINGS: &[&str] = &[
    "activist", "actor", "actress", "analyst", "artist", "author", "blogger", "boss", "candidate", "driver", "engineer",
    "expert", "farmer", "founder", "historian", "journalist", "lawmaker", "lawyer", "manager", "photographer",
    "physicist", "player", "producer", "prosecutor", "researcher", "resident", "reporter", "scientist", "singer",
    "student", "teacher", "volunteer", "witness", "writer",
];

const ORGANIZATION_WORDS: &[&str] = &[
    "academy", "administration", "agency", "airlines", "airways", "alliance", "army", "assembly", "associates",
    "association", "authority", "bank", "battalion", "board", "brigade", "brigades", "broadcasting", "bureau", "cabinet",
    "center", "centre", "chamber", "church", "club", "co", "coalition", "college", "command", "commission", "committee",
    "company", "confederation", "congress", "consortium", "corp", "corporation", "corps", "council", "court",
    "department", "directorate", "division", "electric", "embassy", "federation", "fleet", "force", "forces",
    "foundation", "front", "fund", "gazette", "government", "group", "guard", "guards", "herald", "holdings", "hospital",
    "inc", "industries", "infirmary", "inspectorate", "institute", "institution", "international", "laboratories",
    "laboratory", "league", "legion", "limited", "llc", "ltd", "media", "militia", "ministry", "mission", "motors",
    "movement", "museum", "navy", "network", "news", "observatory", "office", "organisation", "organization",
    "parliament", "partners", "party", "plc", "police", "post", "press", "programme", "radio", "railways", "red cross",
    "regiment", "registry", "reserve", "resistance", "school", "secretariat", "senate", "service", "services", "society",
    "staff", "squad", "syndicate", "systems", "taliban", "team", "technologies", "telegraph", "television", "times",
    "treasury", "tribunal", "tribune", "trust", "union", "university", "watch",
];

const PLACE_WORDS: &[&str] = &[
    "airport", "archipelago", "avenue", "bay", "beach", "boulevard", "bridge", "canal", "canyon", "cape", "city",
    "coast", "county", "creek", "delta", "desert", "district", "dam", "estuary", "fjord", "forest", "governorate",
    "gulf", "harbor", "harbour", "heights", "highway", "hill", "hills", "island", "islands", "isle", "isles", "isthmus",
    "lake", "mountain", "mountains", "oblast", "ocean", "park", "pass", "peninsula", "plateau", "port", "prefecture",
    "province", "quay", "raion", "region", "reservoir", "river", "road", "sea", "square", "station", "strait", "street",
    "territory", "town", "township", "valley", "village", "volcano",
];

const EVENT_WORDS: &[&str] = &[
    "accord", "accords", "awards", "championship", "championships", "conference", "cup", "cyclone", "earthquake",
    "election", "elections", "festival", "games", "holocaust", "hurricane", "massacre", "olympics", "revolution",
    "storm", "summit", "typhoon", "uprising", "war",
];

const WORK_WORDS: &[&str] = &["act", "amendment", "bill", "charter", "convention", "constitution", "protocol", "treaty"];

/// Nouns for people, singular, beyond those with a telling ending.
const PERSON_NOUNS: &[&str] = &[
    "adult", "aide", "ally", "analyst", "anchor", "athlete", "aunt", "baby", "body", "boss", "boy", "brother", "buyer",
    "candidate", "captive", "cardinal", "casualty", "chairman", "chairwoman", "champion", "chef", "chief", "child",
    "citizen", "civilian", "client", "coach", "colleague", "colonel", "commander", "commuter", "consultant", "cop",
    "correspondent", "couple", "critic", "crew", "customer", "daughter", "dead", "defendant", "delegate", "deputy",
    "detainee", "diplomat", "doctor", "economist", "employee", "envoy", "evacuee", "executive", "expert", "fan",
    "father", "fisherman", "friend", "gendarme", "general", "girl", "guard", "guest", "head", "hostage", "husband",
    "infant", "inhabitant", "inmate", "insider", "intern", "investor", "journalist", "judge", "jihadi", "kid", "king",
    "lawmaker", "lawyer", "lieutenant", "man", "mayor", "medic", "merchant", "militant", "miner", "minister", "minor",
    "monk", "mother", "mp", "nanny", "native", "neighbor", "neighbour", "nun", "nurse", "official", "other", "parent",
    "participant", "passenger", "passer-by", "patient", "patron", "pedestrian", "people", "person", "physician",
    "physicist", "pilot", "police", "policeman", "policewoman", "politician", "pope", "president", "priest", "prince",
    "princess", "prisoner", "professional", "prosecutor", "protester", "pupil", "queen", "rebel", "recruit", "refugee",
    "relative", "representative", "rescuer", "resident", "responder", "returnee", "scholar", "secretary", "self",
    "senator", "serviceman", "shopkeeper", "sibling", "sister", "skipper", "soldier", "son", "source", "spokesman",
    "spokesperson", "spokeswoman", "sniper", "staffer", "student", "suspect", "survivor", "teen", "teenager",
    "terrorist", "tourist", "trooper", "tsar", "uncle", "vet", "veteran", "victim", "villager", "visitor", "volunteer",
    "voter", "wife", "witness", "woman", "worshipper", "youngster", "youth",
];

/// Endings of nouns for people.
const PERSON_ENDINGS: &[&str] = &["ologist", "ician", "man", "woman", "person", "ist", "eer", "ster"];

/// Nouns in -er and -or that people are; the ending alone tells nothing ("paper", "motor").
const AGENT_NOUNS: &[&str] = &[
    "actor", "adviser", "advisor", "ambassador", "attacker", "author", "banker", "believer", "blogger", "bomber",
    "broadcaster", "broker", "builder", "campaigner", "caretaker", "commentator", "commissioner", "competitor",
    "conductor", "contractor", "counsellor", "creator", "curator", "dealer", "defector", "defender", "demonstrator",
    "designer", "developer", "director", "dissenter", "doer", "donor", "driver", "editor", "educator", "emperor",
    "employer", "examiner", "explorer", "farmer", "fighter", "filmmaker", "firefighter", "follower", "founder",
    "foreigner", "forecaster", "gamer", "governor", "gunner", "helper", "holder", "homeowner", "hunter", "informer",
    "inspector", "insurer", "interpreter", "investigator", "islander", "juror", "kidnapper", "killer", "laborer",
    "labourer", "landowner", "leader", "learner", "lecturer", "leader", "legislator", "lender", "looter", "lover",
    "maker", "manager", "manufacturer", "marcher", "mediator", "member", "messenger", "negotiator", "newcomer",
    "observer", "officeholder", "officer", "opener", "operator", "organiser", "organizer", "outsider", "owner",
    "painter", "partner", "peacekeeper", "performer", "philosopher", "photographer", "picketer", "player", "policymaker",
    "porter", "preacher", "premier", "producer", "professor", "programmer", "protestor", "publisher", "reader",
    "regulator", "reporter", "researcher", "rider", "rioter", "runner", "sailor", "seller", "settler", "shooter",
    "shopper", "singer", "smuggler", "speaker", "spectator", "sponsor", "stakeholder", "striker", "subscriber",
    "supervisor", "supplier", "supporter", "surveyor", "tailor", "teacher", "trader", "trafficker", "trainer",
    "traveler", "traveller", "user", "viewer", "walker", "warrior", "watcher", "worker", "writer", "angler", "trawlerman",
];

/// Nouns for bodies that act and speak.
const BODY_NOUNS: &[&str] = &[
    "administration", "agency", "airline", "alliance", "army", "assembly", "association", "authority", "bank", "board",
    "body", "broadcaster", "bureau", "business", "cabinet", "campaign", "carrier", "channel", "charity", "church",
    "club", "coalition", "commission", "committee", "company", "congress", "conglomerate", "consortium", "corporation",
    "council", "court", "department", "embassy", "federation", "firm", "force", "foundation", "fund", "gang",
    "government", "group", "hospital", "house", "institute", "institution", "insurer", "jury", "junta", "laboratory",
    "league", "maker", "manufacturer", "media", "military", "militia", "ministry", "mission", "monitor", "movement",
    "municipality", "museum", "navy", "network", "newspaper", "ngo", "observatory", "office", "operator", "opposition",
    "organisation", "organization", "outlet", "panel", "paper", "parliament", "party", "police", "press", "prosecution",
    "publisher", "regime", "regulator", "school", "secretariat", "senate", "service", "startup", "station", "tribunal",
    "union", "university", "utility", "watchdog", "website",
];

/// Nouns for documents that sources can be.
const DOCUMENT_NOUNS: &[&str] = &[
    "affidavit", "announcement", "article", "assessment", "book", "bulletin", "census", "cable", "communique",
    "complaint", "dispatch", "document", "documentary", "email", "estimate", "evidence", "figure", "filing", "finding",
    "footage", "image", "indictment", "inquiry", "interview", "investigation", "letter", "memo", "memorandum", "message",
    "notice", "paper", "picture", "poll", "post", "preprint", "record", "release", "report", "research", "review",
    "ruling", "statement", "statistic", "study", "survey", "testimony", "transcript", "tweet", "update", "verdict",
    "video", "warrant", "audit", "data", "analysis", "forecast", "rumor", "rumour",
];

const PLACE_NOUNS: &[&str] = &[
    "airport", "area", "border", "camp", "capital", "city", "coast", "country", "district", "harbor", "harbour",
    "hamlet", "island", "nation", "neighborhood", "neighbourhood", "port", "province", "region", "republic", "shore",
    "state", "suburb", "town", "valley", "village",
];

const GROUP_NOUNS: &[&str] = &[
    "audience", "clan", "community", "crowd", "diaspora", "family", "households", "minority", "population", "public",
    "tribe", "troop", "electorate", "personnel", "folk", "clergy", "peasantry",
];

const EVENT_NOUNS: &[&str] = &[
    "accident", "assassination", "attack", "avalanche", "battle", "blast", "bombing", "clash", "collapse", "collision",
    "crash", "cyclone", "derailment", "disaster", "drought", "earthquake", "election", "eruption", "explosion", "fire",
    "flood", "flooding", "hurricane", "killing", "landslide", "massacre", "murder", "offensive", "outbreak", "quake",
    "raid", "riot", "shooting", "siege", "storm", "strike", "tornado", "tsunami", "war", "wildfire", "wreck",
];

/// Verbs whose subject speaks, in dictionary form.
const SPEECH_VERBS: &[&str] = &[
    "accuse", "acknowledge", "add", "admit", "agree", "allege", "announce", "argue", "ask", "assert", "believe", "blame",
    "charge", "claim", "comment", "complain", "concede", "conclude", "confirm", "contend", "declare", "demand", "deny",
    "describe", "disclose", "estimate", "explain", "find", "hint", "indicate", "insist", "maintain", "mention", "note",
    "predict", "promise", "propose", "put", "recall", "recommend", "reject", "remark", "report", "reveal", "say", "see",
    "show", "state", "stress", "suggest", "suspect", "tell", "testify", "think", "tweet", "urge", "vow", "warn", "write",
];

/// Whether `word`, in lower case, is a title that stands before a name.
pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word.trim_end_matches('.'))
}

/// Whether `word`, in lower case, tells that the name after it is a person's.
pub fn is_calling(word: &str) -> bool {
    is_title(word) || CALLINGS.contains(&word)
}

/// Whether `lemma` is a verb whose subject speaks.
pub fn is_speech_verb(lemma: &str) -> bool {
    SPEECH_VERBS.binary_search(&lemma).is_ok()
}

/// The kind that a word within a name tells ("Ministry", "River"), in lower case.
pub fn kind_of_name_word(word: &str) -> Option<EntityKind> {
    let word = word.trim_end_matches('.');
    let sets = [
        (ORGANIZATION_WORDS, EntityKind::Organization),
        (PLACE_WORDS, EntityKind::Place),
        (EVENT_WORDS, EntityKind::Event),
        (WORK_WORDS, EntityKind::Work),
    ];
    sets.into_iter().find(|(words, _)| words.contains(&word)).map(|(_, kind)| kind)
}

/// The kind of thing that a common noun names, by its dictionary form in lower case.
pub fn kind_of_noun(lemma: &str) -> Option<EntityKind> {
    let sets = [
        (BODY_NOUNS, EntityKind::Organization),
        (PERSON_NOUNS, EntityKind::Person),
        (AGENT_NOUNS, EntityKind::Person),
        (DOCUMENT_NOUNS, EntityKind::Work),
        (PLACE_NOUNS, EntityKind::Place),
        (GROUP_NOUNS, EntityKind::Group),
        (EVENT_NOUNS, EntityKind::Event),
    ];
    let listed = sets.into_iter().find(|(nouns, _)| nouns.contains(&lemma)).map(|(_, kind)| kind);
    listed.or_else(|| is_person_noun(lemma).then_some(EntityKind::Person))
}

/// Whether a common noun, in its dictionary form, stands for human beings.
pub fn is_person_noun(lemma: &str) -> bool {
    let long_enough = lemma.len() > 5;
    PERSON_NOUNS.contains(&lemma)
        || AGENT_NOUNS.contains(&lemma)
        || (long_enough && PERSON_ENDINGS.iter().any(|ending| lemma.ends_with(ending)) && !NO_PERSONS.contains(&lemma))
        || lemma.ends_with("-year-old")
}

/// Nouns with a person's ending that are none.
const NO_PERSONS: &[&str] = &[
    "career", "checklist", "cluster", "disaster", "poster", "register", "roster", "semester", "talisman", "minster",
    "shortlist", "playlist", "wishlist", "twist", "booster", "hamster", "lobster", "monster", "duster", "thruster",
    "roller-coaster", "rollercoaster", "toaster", "veneer", "coaster", "plaster", "blockbuster", "caster", "holster",
    "sinister", "canister", "filibuster",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_speech_verbs_are_sorted_for_their_search() {
        assert!(SPEECH_VERBS.is_sorted());
    }

    #[test]
    fn nouns_are_told_apart_by_what_they_name() {
        let cases = [
            ("seismologist", Some(EntityKind::Person)),
            ("ministry", Some(EntityKind::Organization)),
            ("study", Some(EntityKind::Work)),
            ("village", Some(EntityKind::Place)),
            ("disaster", Some(EntityKind::Event)),
            ("cluster", None),
            ("house", Some(EntityKind::Organization)),
        ];
        for (noun, kind) in cases {
            assert_eq!(kind_of_noun(noun), kind, "{noun}");
        }
    }
}
