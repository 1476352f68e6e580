//! States that several words tell together: "lost their lives", "were taken to hospital", "left their homes".

use variorum_spacy::Pos;

use crate::annotate::Parse;

/// Whose state an idiom tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Its subject in the active voice ("12 people lost their lives").
    Subject,
    /// Its object, or its subject in the passive ("12 people were taken to hospital").
    Object,
}

/// A verb with what completes it.
struct Idiom {
    role: Role,
    verbs: &'static str,
    /// The words between verb and completion; empty where the completion is the object.
    joints: &'static str,
    /// The completion; empty where the joint alone completes the verb.
    nouns: &'static str,
    measure: &'static str,
}

const HOMES: &str = "home house village town apartment flat neighborhood neighbourhood settlement dwelling";
const SHELTERS: &str =
    "shelter school gym gymnasium hall camp center centre safety tent barracks stadium hotel church ground";
const TRACKS: &str = "track rail line";
const HOSPITALS: &str = "hospital clinic infirmary care ward unit";

const IDIOMS: &[Idiom] = &[
    Idiom { role: Role::Subject, verbs: "lose give sacrifice", joints: "", nouns: "life", measure: "killed" },
    Idiom { role: Role::Subject, verbs: "meet", joints: "", nouns: "death end", measure: "killed" },
    Idiom { role: Role::Subject, verbs: "lose", joints: "", nouns: HOMES, measure: "homeless" },
    Idiom {
        role: Role::Subject,
        verbs: "suffer sustain receive",
        joints: "",
        nouns: "injury wound burn cut bruise fracture",
        measure: "injured",
    },
    Idiom {
        role: Role::Subject,
        verbs: "leave abandon vacate",
        joints: "",
        nouns: HOMES,
        measure: "displaced",
    },
    Idiom { role: Role::Object, verbs: "leave", joints: "without", nouns: HOMES, measure: "homeless" },
    Idiom {
        role: Role::Object,
        verbs: "drive force chase push oust throw",
        joints: "from out",
        nouns: HOMES,
        measure: "displaced",
    },
    Idiom {
        role: Role::Object,
        verbs: "move take bring relocate transfer lead carry bus ferry shift",
        joints: "to into in",
        nouns: SHELTERS,
        measure: "evacuated",
    },
    Idiom {
        role: Role::Object,
        verbs: "take rush bring admit carry airlift transport fly transfer move send",
        joints: "to",
        nouns: HOSPITALS,
        measure: "hospitalised",
    },
    Idiom {
        role: Role::Subject,
        verbs: "arrive shelter",
        joints: "at in",
        nouns: "shelter school gym gymnasium camp barracks",
        measure: "evacuated",
    },
    Idiom {
        role: Role::Object,
        verbs: "treat",
        joints: "for",
        nouns: "injury wound burn cut bruise fracture concussion",
        measure: "injured",
    },
    Idiom {
        role: Role::Object,
        verbs: "take remand hold place",
        joints: "into in",
        nouns: "custody",
        measure: "arrested",
    },
    Idiom { role: Role::Subject, verbs: "jump leave", joints: "", nouns: TRACKS, measure: "derailed" },
    Idiom {
        role: Role::Subject,
        verbs: "go come roll run slip skid slide fly fall jump veer",
        joints: "off",
        nouns: TRACKS,
        measure: "derailed",
    },
    Idiom {
        role: Role::Object,
        verbs: "pull dig free extract",
        joints: "from out",
        nouns: "rubble debris wreckage ruin water river mud building wreck",
        measure: "rescued",
    },
    Idiom { role: Role::Object, verbs: "treat", joints: "in at", nouns: HOSPITALS, measure: "hospitalised" },
    Idiom {
        role: Role::Object,
        verbs: "throw hurl fling toss send plunge",
        joints: "into to down",
        nouns: "void river water sea lake canal valley gorge ravine ditch ground",
        measure: "fallen",
    },
    Idiom {
        role: Role::Object,
        verbs: "sweep wash carry",
        joints: "away off",
        nouns: "",
        measure: "swept away",
    },
];

/// The state that `verb` with its completion gives `participant`, its subject or object.
pub fn find(parse: &Parse, participant: usize, verb: usize) -> Option<&'static str> {
    if parse.pos(verb) != Pos::Verb {
        return None;
    }
    let role = role(parse, participant, verb)?;
    let lemma = parse.lemma(verb).to_lowercase();
    let fits =
        |idiom: &&Idiom| idiom.role == role && names(idiom.verbs, &lemma) && completes(parse, verb, idiom);
    IDIOMS.iter().find(fits).map(|idiom| idiom.measure).or_else(|| of_lives(parse, participant, verb))
}

fn role(parse: &Parse, participant: usize, verb: usize) -> Option<Role> {
    let passive = parse.dependent(verb, &["auxpass", "nsubjpass"]).is_some();
    let reduced = parse.head(verb) == participant && parse.tag(verb) == "VBN";
    Some(match parse.dep(participant) {
        _ if reduced => Role::Object,
        _ if parse.head(verb) == participant => Role::Subject,
        "nsubjpass" | "dobj" => Role::Object,
        "nsubj" if passive => Role::Object,
        "nsubj" => Role::Subject,
        _ => return None,
    })
}

fn names(words: &str, lemma: &str) -> bool {
    words.split_whitespace().any(|word| word == lemma)
}

fn completes(parse: &Parse, verb: usize, idiom: &Idiom) -> bool {
    let is_noun = |token: usize| {
        let conjuncts = parse.dependents(token).filter(|&other| parse.dep(other) == "conj");
        std::iter::once(token)
            .chain(conjuncts)
            .any(|token| names(idiom.nouns, &parse.lemma(token).to_lowercase()))
    };
    if idiom.joints.is_empty() {
        return parse.dependents(verb).any(|token| parse.dep(token) == "dobj" && is_noun(token));
    }
    let joint = |&token: &usize| token > verb && names(idiom.joints, &parse.text(token).to_lowercase());
    let objects = |token: usize| {
        parse.dependents(token).flat_map(|token| [token].into_iter().chain(parse.dependents(token)))
    };
    // "from" may hang on the object ("forced 900 people from their homes"), and "of" on "out".
    let own = parse.dependents(verb).filter(|&token| matches!(parse.dep(token), "prep" | "prt" | "advmod"));
    let of_object = parse
        .dependents(verb)
        .filter(|&token| parse.dep(token) == "dobj")
        .flat_map(|object| parse.dependents(object))
        .filter(|&token| parse.dep(token) == "prep");
    let mut joints = own.chain(of_object).filter(joint);
    joints.any(|joint| idiom.nouns.is_empty() || objects(joint).any(is_noun))
}

/// "34 lives were lost", "claimed 34 lives".
fn of_lives(parse: &Parse, participant: usize, verb: usize) -> Option<&'static str> {
    let taken = names("lose claim take cost end", parse.lemma(verb));
    (taken && parse.lemma(participant) == "life" && role(parse, participant, verb) == Some(Role::Object))
        .then_some("killed")
}

/// "the lives of 34 people", "the loss of 34 lives": `head` is what "of" hangs on.
pub fn of_counted(parse: &Parse, head: usize, noun: usize) -> Option<&'static str> {
    let lives = parse.lemma(head) == "life" && parse.dep(head) == "dobj";
    let claimed = lives && names("claim take cost end", parse.lemma(parse.head(head)));
    let lost = parse.lemma(head) == "loss" && parse.lemma(noun) == "life";
    (claimed || lost).then_some("killed")
}
