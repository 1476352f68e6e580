//! The state of what is counted: killed, injured, missing, displaced, arrested, and the like.

use variorum_spacy::Pos;

use super::idiom;
use crate::annotate::{EntityKind, Parse, is_person_noun, kind_of_noun};

/// Verbs by dictionary form, the measure of what they happen to, and whether it is their subject in the active voice
/// ("43 people died") or their object ("the blast killed 43").
const VERBS: &[(&str, &str, Voice)] = &[
    ("kill", "killed", Voice::Object),
    ("murder", "killed", Voice::Object),
    ("massacre", "killed", Voice::Object),
    ("slaughter", "killed", Voice::Object),
    ("slay", "killed", Voice::Object),
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Subject,
    Object,
    Both,
    Passive,
    Never,
}

/// Nouns by dictionary form that name a state themselves ("43 deaths", "a toll of 43").
const NOUNS: &[(&str, &str)] = &[
    ("death", "killed"),
    ("fatality", "killed"),
    ("body", "killed"),
    ("corpse", "killed"),
    ("dead", "killed"),
    ("toll", "killed"),
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
    ("fatal", "killed"),
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
    CRITICAL,
    "gathered",
    "marched",
    "protested",
    "attended",
];

/// Whether a bare number with this measure counts persons.
pub fn is_personal(measure: &str) -> bool {
    PERSONAL.contains(&measure)
}

/// The measure of a number: `number` is its last token, `noun` what it counts, if anything.
pub fn find(parse: &Parse, number: usize, noun: Option<usize>, after: usize) -> Option<&'static str> {
    if let Some(noun) = noun {
        // "120 of the 5,000 people who were injured are in critical condition": the state of the part comes first.
        let of = parse.head(noun);
        let is_part = parse.dep(noun) == "pobj" && parse.is(of, "of") && parse.head(of) == number;
        let of_part = || of_governor(parse, top_of_number(parse, number), 4);
        if let Some(state) = is_part.then(of_part).flatten() {
            return Some(state);
        }
        let own = of_noun(parse.lemma(noun)).or_else(|| of_noun(&parse.text(noun).to_lowercase()));
        let own = own.filter(|_| parse.pos(noun) != Pos::Propn);
        let own = own.or_else(|| {
            let ill = matches!(parse.lemma(noun), "case" | "patient" | "injury");
            (ill && is_grave(parse, noun)).then_some(CRITICAL)
        });
        // "The toll has grown to 84 and around 2,000 others are injured": read as one list of numbers.
        let is_told = noun + 1 < parse.len()
            && matches!(parse.text(noun + 1), "are" | "were" | "is" | "was")
            && lacks_subject(parse, noun + 1);
        let is_object = matches!(parse.dep(noun), "conj" | "pobj" | "dobj");
        let is_beside = noun > number && noun - number <= 2;
        let listed = (is_object && is_told && is_beside).then(|| behind(parse, noun + 1)).flatten();
        if listed.is_some() {
            return listed;
        }
        let befallen = || of_governor(parse, noun, 4).filter(|_| ROLES.contains(&parse.lemma(noun)));
        return of_modifiers(parse, noun)
            .or_else(befallen)
            .or(own)
            .or_else(|| of_governor(parse, noun, 4))
            .or_else(|| behind(parse, noun + 1).filter(|_| !is_whole(parse, number, noun)))
            .filter(|measure| !CROWDS.contains(measure) || may_gather(parse, noun))
            .filter(|measure| {
                !OF_THINGS.contains(measure)
                    || !is_person_noun(parse.lemma(noun))
                    || parse.is(noun, "coaches")
            });
    }
    behind(parse, after).or_else(|| {
        let top = top_of_number(parse, number);
        let reached = || of_toll_subject(parse, parse.head(top)).filter(|_| is_reached(parse, top));
        reached().or_else(|| of_modifiers(parse, top)).or_else(|| of_governor(parse, top, 4))
    })
}

/// Whether the number is what a toll comes to: "the death toll has reached 100".
fn is_reached(parse: &Parse, number: usize) -> bool {
    parse.dep(number) == "dobj"
        && matches!(
            parse.lemma(parse.head(number)),
            "reach" | "hit" | "exceed" | "pass" | "top" | "surpass" | "near" | "approach" | "total" | "cross"
        )
}

/// Whether a toll is told to have gone beyond the number: "the toll passes 60".
pub fn is_passed(parse: &Parse, number: usize) -> bool {
    let top = top_of_number(parse, number);
    let verb = parse.head(top);
    let passes = matches!(parse.lemma(verb), "exceed" | "pass" | "top" | "surpass" | "cross");
    passes && parse.dep(top) == "dobj" && of_toll_subject(parse, verb).is_some()
}

/// Whether the form of "be" belongs to no subject that the parse has found.
fn lacks_subject(parse: &Parse, be: usize) -> bool {
    let verb = if matches!(parse.dep(be), "aux" | "auxpass") { parse.head(be) } else { be };
    parse.dependent(verb, &["nsubj", "nsubjpass"]).is_none()
}

/// Whether what is counted is only what the part before it is taken of: "55 of the 136 units were destroyed".
fn is_whole(parse: &Parse, number: usize, noun: usize) -> bool {
    let of = parse.head(noun);
    let part = parse.head(of);
    parse.dep(noun) == "pobj" && parse.is(of, "of") && parse.pos(part) == Pos::Num && part < number
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
    "exploded",
    "flooded",
    "blocked",
    "diverted",
    "cancelled",
    "grounded",
    "launched",
    "intercepted",
];

fn may_gather(parse: &Parse, noun: usize) -> bool {
    let word = parse.lemma(noun);
    matches!(word, "people" | "person" | "other" | "more")
        || NOUNS.iter().any(|(known, _)| *known == word)
        || kind_of_noun(word).is_some_and(|kind| {
            use EntityKind::{Group, Organization, Person, Place};
            matches!(kind, Person | Group | Organization | Place)
        })
        || parse.pos(noun) == Pos::Propn
}

/// The head of a numeral of several tokens.
fn top_of_number(parse: &Parse, number: usize) -> usize {
    let mut top = number;
    while matches!(parse.dep(top), "nummod" | "compound" | "quantmod")
        && parse.head(top) != top
        && parse.pos(parse.head(top)) == Pos::Num
    {
        top = parse.head(top);
    }
    top
}

fn of_noun(lemma: &str) -> Option<&'static str> {
    NOUNS.iter().find(|(noun, _)| *noun == lemma).map(|(_, measure)| *measure)
}

/// Whether the word names a state: "dead", "missing".
pub fn is_state(word: &str) -> bool {
    of_adjective(word).is_some()
}

fn of_adjective(word: &str) -> Option<&'static str> {
    ADJECTIVES.iter().find(|(adjective, _)| *adjective == word).map(|(_, measure)| *measure)
}

fn of_verb(lemma: &str) -> Option<(&'static str, Voice)> {
    VERBS.iter().find(|(verb, _, _)| *verb == lemma).map(|(_, measure, voice)| (*measure, *voice))
}

/// "43 wounded soldiers", "43 people killed in the blast", "43 people who died".
fn of_modifiers(parse: &Parse, noun: usize) -> Option<&'static str> {
    parse.dependents(noun).find_map(|dependent| match parse.dep(dependent) {
        "amod" => of_adjective(&parse.text(dependent).to_lowercase()),
        "acl" | "relcl" => idiom::find(parse, noun, dependent).or_else(|| of_clause(parse, dependent)),
        _ => None,
    })
}

/// The measure that a clause gives the noun it hangs from.
fn of_clause(parse: &Parse, verb: usize) -> Option<&'static str> {
    if let Some(state) = of_complement(parse, verb) {
        return Some(state);
    }
    let (measure, voice) = of_verb(parse.lemma(verb))?;
    let relative_subject =
        parse.dependent(verb, &["nsubj"]).is_some_and(|subject| matches!(parse.tag(subject), "WP" | "WDT"));
    let passive = is_passive(parse, verb) || parse.tag(verb) == "VBN" && parse.dep(verb) == "acl";
    fits(voice, passive, !passive && relative_subject || parse.tag(verb) == "VBG", false).then_some(measure)
}

fn is_passive(parse: &Parse, verb: usize) -> bool {
    parse.dependent(verb, &["auxpass", "nsubjpass"]).is_some()
}

/// Whether a verb of `voice` tells of the participant in this role.
fn fits(voice: Voice, passive_subject: bool, active_subject: bool, object: bool) -> bool {
    match voice {
        Voice::Subject => active_subject,
        Voice::Object => passive_subject || object,
        Voice::Both => passive_subject || active_subject || object,
        Voice::Passive => passive_subject,
        Voice::Never => false,
    }
}

/// "are dead", "were missing", "remain trapped".
fn of_complement(parse: &Parse, verb: usize) -> Option<&'static str> {
    parse
        .dependents(verb)
        .filter(|&dependent| {
            matches!(parse.dep(dependent), "acomp" | "attr" | "oprd" | "advcl" | "xcomp" | "ccomp")
        })
        .find_map(|dependent| of_adjective(&parse.text(dependent).to_lowercase()))
}

/// The measure that the words above `token` give it; looks `steps` places up.
fn of_governor(parse: &Parse, token: usize, steps: usize) -> Option<&'static str> {
    if steps == 0 || parse.head(token) == token {
        return None;
    }
    let head = parse.head(token);
    if let Some(measure) = idiom::find(parse, token, head) {
        return Some(measure);
    }
    match parse.dep(token) {
        "nsubj" | "nsubjpass" => of_subject(parse, head, parse.dep(token) == "nsubjpass", steps),
        "dobj" | "ccomp" | "oprd" | "dative" => of_object(parse, token, head),
        "pobj" => idiom::of_counted(parse, parse.head(head), token)
            .filter(|_| parse.is(head, "of"))
            .or_else(|| of_preposition(parse, head, steps)),
        "attr" | "npadvmod" | "acomp" => of_toll_subject(parse, head),
        "conj" | "appos" => of_governor(parse, head, steps - 1).or_else(|| of_modifiers(parse, head)),
        _ => None,
    }
}

fn of_subject(parse: &Parse, verb: usize, passive: bool, steps: usize) -> Option<&'static str> {
    if let Some((measure, voice)) = of_verb(parse.lemma(verb)) {
        // "43 killed, 120 injured": a headline leaves the auxiliary out.
        let elliptic =
            parse.tag(verb) == "VBN" && parse.dependent(verb, &["aux", "auxpass", "dobj"]).is_none();
        let bare_past = parse.tag(verb) == "VBD"
            && parse.dependent(verb, &["dobj", "aux"]).is_none()
            && voice == Voice::Object;
        if fits(voice, passive || elliptic || bare_past, !passive, false) {
            return Some(measure);
        }
    }
    let by_adjective = of_adjective(&parse.text(verb).to_lowercase()).filter(|_| parse.pos(verb) == Pos::Adj);
    let circumstance = || of_condition(parse, verb).or_else(|| of_inability(parse, verb));
    of_complement(parse, verb).or(by_adjective).or_else(circumstance).or_else(|| {
        // "43 people are believed to have died", "were taken ill and died"
        parse
            .dependents(verb)
            .filter(|&dependent| matches!(parse.dep(dependent), "xcomp" | "conj") && steps > 1)
            .find_map(|dependent| of_infinitive(parse, dependent))
    })
}

/// "are in critical condition", "remained in a serious condition".
fn of_condition(parse: &Parse, verb: usize) -> Option<&'static str> {
    let mut inner =
        parse.dependents(verb).filter(|&token| parse.dep(token) == "prep" && parse.is(token, "in"));
    let condition = inner.find_map(|preposition| parse.dependent(preposition, &["pobj"]))?;
    (parse.lemma(condition) == "condition" && is_grave(parse, condition)).then_some(CRITICAL)
}

/// Whether an adjective of the noun says how bad it is.
fn is_grave(parse: &Parse, noun: usize) -> bool {
    let mut adjectives = parse.dependents(noun).filter(|&token| parse.dep(token) == "amod");
    adjectives
        .any(|token| matches!(parse.text(token).to_lowercase().as_str(), "critical" | "serious" | "grave"))
}

const CRITICAL: &str = "in critical condition";

/// "are unable to return to their homes".
fn of_inability(parse: &Parse, verb: usize) -> Option<&'static str> {
    let adjective = parse.dependent(verb, &["acomp"]).filter(|&token| parse.is(token, "unable"))?;
    let return_home = parse.dependent(adjective, &["xcomp"])?;
    (parse.lemma(return_home) == "return").then_some("displaced")
}

fn of_infinitive(parse: &Parse, verb: usize) -> Option<&'static str> {
    if parse.dependent(verb, &["nsubj", "nsubjpass"]).is_some() {
        return None;
    }
    let (measure, voice) = of_verb(parse.lemma(verb))
        .or_else(|| of_complement(parse, verb).map(|measure| (measure, Voice::Subject)))?;
    let passive = is_passive(parse, verb);
    fits(voice, passive, !passive, false).then_some(measure)
}

fn of_object(parse: &Parse, token: usize, verb: usize) -> Option<&'static str> {
    let lemma = parse.lemma(verb);
    let noun = parse.lemma(token);
    if matches!(lemma, "claim" | "cost" | "take" | "lose") && matches!(noun, "life") {
        return Some("killed");
    }
    if matches!(
        lemma,
        "leave" | "find" | "report" | "confirm" | "declare" | "presume" | "make" | "fear" | "feel" | "render"
    ) {
        let state = of_complement(parse, verb).or_else(|| {
            parse.dependents(token).find_map(|dependent| of_adjective(&parse.text(dependent).to_lowercase()))
        });
        if state.is_some() {
            return state;
        }
    }
    let (measure, voice) = of_verb(lemma)?;
    fits(voice, false, false, true).then_some(measure)
}

/// "a toll of 43", "the toll rose to 43", "including 12 children", "killing of 43".
fn of_preposition(parse: &Parse, preposition: usize, steps: usize) -> Option<&'static str> {
    let head = parse.head(preposition);
    match parse.text(preposition).to_lowercase().as_str() {
        "of" => {
            let word = parse.lemma(head);
            of_noun(word)
                .filter(|_| matches!(word, "toll" | "death" | "arrest" | "evacuation" | "body" | "injury"))
                .or_else(|| of_action(word))
                .or_else(|| is_count_word(word).then(|| of_governor(parse, head, steps - 1)).flatten())
        }
        // "Bodies were pulled from two coaches": what is counted there is no toll.
        "from" if !is_count_change(parse.lemma(head)) => None,
        "to" if is_injury(parse, head) => Some("injured"),
        "to" | "at" | "from" | "by" | "above" | "past" | "over" | "around" => {
            of_toll_subject(parse, head).or_else(|| of_toll_object(parse, head))
        }
        "including" | "among" => of_governor(parse, head, steps - 1)
            .or_else(|| of_modifiers(parse, head))
            .or_else(|| of_noun(parse.lemma(head)))
            .or_else(|| of_passive_clause(parse, head)),
        "as" => None,
        _ => None,
    }
}

/// "injuries to 50 passengers": the preposition hangs from the noun, or from the verb whose object that is.
fn is_injury(parse: &Parse, head: usize) -> bool {
    let object = parse.dependent(head, &["dobj"]).unwrap_or(head);
    parse.lemma(object) == "injury"
}

/// Whether the verb tells how a count changes: "the toll rose from 20 to 43".
fn is_count_change(verb: &str) -> bool {
    matches!(
        verb,
        "rise"
            | "climb"
            | "grow"
            | "jump"
            | "increase"
            | "go"
            | "soar"
            | "surge"
            | "mount"
            | "fall"
            | "drop"
            | "decline"
            | "decrease"
            | "change"
            | "raise"
            | "lift"
            | "revise"
            | "lower"
            | "cut"
            | "reduce"
            | "bring"
            | "update"
    )
}

/// "were killed, including 12 children": the preposition hangs from the verb.
fn of_passive_clause(parse: &Parse, verb: usize) -> Option<&'static str> {
    let (measure, _) = of_verb(parse.lemma(verb))?;
    Some(measure)
}

fn of_action(noun: &str) -> Option<&'static str> {
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

fn is_count_word(noun: &str) -> bool {
    matches!(
        noun,
        "number"
            | "total"
            | "group"
            | "crowd"
            | "team"
            | "force"
            | "family"
            | "crew"
            | "estimate"
            | "maximum"
            | "minimum"
    )
}

/// The measure of a verb's subject ("the death toll rose to 43", "the number of dead stands at 43").
fn of_toll_subject(parse: &Parse, verb: usize) -> Option<&'static str> {
    of_toll(parse, parse.dependent(verb, &["nsubj", "nsubjpass"])?)
}

/// "put the death toll at 43", "raised the number of dead to 43".
fn of_toll_object(parse: &Parse, verb: usize) -> Option<&'static str> {
    let sets = matches!(
        parse.lemma(verb),
        "put" | "place" | "set" | "raise" | "lift" | "bring" | "revise" | "lower" | "cut" | "take" | "push"
    );
    parse.dependent(verb, &["dobj"]).filter(|_| sets).and_then(|object| of_toll(parse, object))
}

/// How many words behind a noun that stands for a figure may tell its state: "the number of people confirmed dead".
const NEAR: usize = 8;

/// The measure of a noun that stands for a figure, by the words around it.
fn of_toll(parse: &Parse, subject: usize) -> Option<&'static str> {
    let noun = parse.lemma(subject).to_lowercase();
    let told = parse.subtree(subject).take_while(|token| *token <= subject + NEAR).find_map(|token| {
        let lower = parse.text(token).to_lowercase();
        of_adjective(&lower).or_else(|| of_noun(parse.lemma(token)).filter(|_| token != subject))
    });
    match noun.as_str() {
        "toll" | "count" | "tally" | "number" | "total" | "figure" | "datum" | "data" | "estimate" => {
            told.or_else(|| (noun == "toll").then_some("killed"))
        }
        _ => of_noun(&noun),
    }
}

/// A state right behind the number or noun: "43 dead", "12 others injured".
fn behind(parse: &Parse, after: usize) -> Option<&'static str> {
    let mut at = after;
    while at < parse.len()
        && matches!(
            parse.text(at).to_lowercase().as_str(),
            "others"
                | "people"
                | "more"
                | "other"
                | "feared"
                | "are"
                | "were"
                | "was"
                | "is"
                | "still"
                | "confirmed"
                | "presumed"
                | "reported"
                | "left"
                | "believed"
                | "have"
                | "been"
                | "had"
                | "also"
                | "adults"
                | "children"
        )
    {
        if parse.token(at).is_sent_start() || at - after > 4 {
            return None;
        }
        at += 1;
    }
    if at >= parse.len() || parse.token(at).is_sent_start() {
        return None;
    }
    let word = parse.text(at).to_lowercase();
    let transitive = parse.dependent(at, &["dobj"]).is_some();
    of_adjective(&word).filter(|_| !transitive)
}
