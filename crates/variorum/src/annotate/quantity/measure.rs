//! The state of what is counted: killed, injured, missing, displaced, arrested, and the like.

use variorum_spacy::Pos;

use super::counted::{is_person, top_of_number};
use super::state::{self, Voice};
use super::{idiom, toll};
use crate::annotate::{EntityKind, Parse, kind_of_noun};

/// The measure of a number: `number` is its last token, `noun` what it counts, if anything.
pub fn find(parse: &Parse, number: usize, noun: Option<usize>, after: usize) -> Option<&'static str> {
    let behind = noun.map_or(after, |noun| noun + 1).max(after);
    if is_in_grave_condition(parse, behind) {
        return Some(state::GRAVE);
    }
    if is_in_hospital(parse, behind) {
        return Some("hospitalised");
    }
    match of_words(parse, number, noun, after) {
        Some("injured") if is_badly(parse, after) => Some(state::GRAVE),
        Some("killed") => Some(unconfirmed(parse, after).unwrap_or("killed")),
        measure => measure,
    }
}

/// Deaths that are only feared, or told of the missing: "eight are presumed dead", "eight missing, who are presumed dead".
fn unconfirmed(parse: &Parse, after: usize) -> Option<&'static str> {
    let words = (after..parse.len()).take_while(|&at| !parse.token(at).is_sent_start());
    let mut is_feared = false;
    for at in words.take(FEW) {
        let word = parse.text(at).to_lowercase();
        if parse.pos(at) == Pos::Num {
            return None;
        }
        if word == "missing" {
            return Some("missing");
        }
        let lemma = parse.lemma(at).to_lowercase();
        if state::of_adjective(&word).is_some() || state::of_verb(&lemma).is_some() {
            return is_feared.then_some(state::FEARED);
        }
        is_feared |= state::is_fearing(&word);
    }
    None
}

/// "31 in hospital", "who are now in burn units": with or without a verb, which a parse may lack.
fn is_in_hospital(parse: &Parse, at: usize) -> bool {
    const BETWEEN: &[&str] = &[
        "also",
        "are",
        "be",
        "being",
        "currently",
        "is",
        "now",
        "others",
        "remain",
        "remained",
        "said",
        "still",
        "to",
        "was",
        "were",
        "who",
    ];
    let word = |at: usize| parse.text(at).to_lowercase();
    let first = (at..parse.len()).find(|&at| !BETWEEN.contains(&word(at).as_str()));
    let Some(place) = first.filter(|&first| parse.is(first, "in") && first - at <= FEW) else { return false };
    let inside = (place + 1..parse.len()).take(4).take_while(|&at| {
        parse.pos(at) != Pos::Num && parse.pos(at) != Pos::Punct && !parse.token(at).is_sent_start()
    });
    inside.into_iter().any(|at| match parse.lemma(at).to_lowercase().as_str() {
        "hospital" | "infirmary" => parse.dep(at) == "pobj" || parse.dep(at) == "ROOT",
        "unit" | "ward" => matches!(word(at - 1).as_str(), "burn" | "burns" | "care"),
        _ => false,
    })
}

/// "12 of them in a serious condition", which a parse may hang from any word before it.
fn is_in_grave_condition(parse: &Parse, at: usize) -> bool {
    let at_in = at < parse.len() && parse.is(at, "in");
    let mut words = (at + 1..parse.len()).skip_while(|&word| parse.pos(word) == Pos::Det);
    at_in
        && words
            .next()
            .is_some_and(|word| is_bad(parse, word) && parse.lemma(parse.head(word)) == "condition")
}

/// Whether the injuries told from `after` on are bad: "12 were badly hurt". The next number tells of others, and so may what
/// follows a comma: "12 were injured, some badly hurt".
fn is_badly(parse: &Parse, after: usize) -> bool {
    let words = (after..parse.len()).take_while(|&at| {
        !parse.token(at).is_sent_start() && !matches!(parse.pos(at), Pos::Num | Pos::Punct)
    });
    let adverb = words.take(FEW).find(|&at| state::is_grave(&parse.text(at).to_lowercase()));
    adverb
        .is_some_and(|at| at + 1 < parse.len() && state::of_adjective(parse.text(at + 1)) == Some("injured"))
}

/// An adverb further behind a number says nothing of it.
const FEW: usize = 8;

fn of_words(parse: &Parse, number: usize, noun: Option<usize>, after: usize) -> Option<&'static str> {
    if let Some(noun) = noun {
        // "120 of the 5,000 people who were injured are in critical condition": the state of the part comes first.
        let of = parse.head(noun);
        let is_part = parse.dep(noun) == "pobj" && parse.is(of, "of") && parse.head(of) == number;
        let of_part = || of_governor(parse, top_of_number(parse, number), 4);
        if let Some(state) = is_part.then(of_part).flatten() {
            return Some(state);
        }
        let own =
            state::of_noun(parse.lemma(noun)).or_else(|| state::of_noun(&parse.text(noun).to_lowercase()));
        // Burns on most "of their bodies": whoever has a body is alive.
        let is_had = parse.lemma(noun) == "body" && parse.dependent(noun, &["poss"]).is_some();
        let own = own.filter(|_| parse.pos(noun) != Pos::Propn && !is_had);
        let own = own.or_else(|| {
            let ill = matches!(parse.lemma(noun), "case" | "patient" | "injury");
            (ill && is_grave(parse, noun)).then_some(state::GRAVE)
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
        let befallen = || of_governor(parse, noun, 4).filter(|_| state::is_role(parse.lemma(noun)));
        return of_modifiers(parse, noun)
            .or_else(befallen)
            .or(own)
            .or_else(|| of_governor(parse, noun, 4))
            .or_else(|| behind(parse, noun + 1).filter(|_| !is_whole(parse, number, noun)))
            .filter(|measure| !state::is_of_crowds(measure) || may_gather(parse, noun))
            .filter(|measure| !state::is_of_things(measure) || !is_person(parse, noun));
    }
    behind(parse, after).or_else(|| {
        let top = top_of_number(parse, number);
        let reached = || toll::of_subject(parse, parse.head(top)).filter(|_| toll::is_reached(parse, top));
        reached().or_else(|| of_modifiers(parse, top)).or_else(|| of_governor(parse, top, 4))
    })
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

fn may_gather(parse: &Parse, noun: usize) -> bool {
    let word = parse.lemma(noun);
    matches!(word, "people" | "person" | "other" | "more")
        || state::of_noun(word).is_some()
        || kind_of_noun(word).is_some_and(|kind| {
            use EntityKind::{Group, Organization, Person, Place};
            matches!(kind, Person | Group | Organization | Place)
        })
        || parse.pos(noun) == Pos::Propn
}

/// "43 wounded soldiers", "43 people killed in the blast", "43 people who died".
fn of_modifiers(parse: &Parse, noun: usize) -> Option<&'static str> {
    parse.dependents(noun).find_map(|dependent| match parse.dep(dependent) {
        "amod" => state::of_adjective(&parse.text(dependent).to_lowercase()),
        "acl" | "relcl" => idiom::find(parse, noun, dependent).or_else(|| of_clause(parse, dependent)),
        _ => None,
    })
}

/// The measure that a clause gives the noun it hangs from.
fn of_clause(parse: &Parse, verb: usize) -> Option<&'static str> {
    if let Some(state) = of_complement(parse, verb) {
        return Some(state);
    }
    let (measure, voice) = state::of_verb(parse.lemma(verb))?;
    let relative_subject =
        parse.dependent(verb, &["nsubj"]).is_some_and(|subject| matches!(parse.tag(subject), "WP" | "WDT"));
    let passive = is_passive(parse, verb) || parse.tag(verb) == "VBN" && parse.dep(verb) == "acl";
    voice.fits(passive, !passive && relative_subject || parse.tag(verb) == "VBG", false).then_some(measure)
}

fn is_passive(parse: &Parse, verb: usize) -> bool {
    parse.dependent(verb, &["auxpass", "nsubjpass"]).is_some()
}

/// "are dead", "were missing", "remain trapped".
fn of_complement(parse: &Parse, verb: usize) -> Option<&'static str> {
    parse
        .dependents(verb)
        .filter(|&dependent| {
            matches!(parse.dep(dependent), "acomp" | "attr" | "oprd" | "advcl" | "xcomp" | "ccomp")
        })
        .find_map(|dependent| state::of_adjective(&parse.text(dependent).to_lowercase()))
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
        "attr" | "npadvmod" | "acomp" => toll::of_subject(parse, head),
        "conj" | "appos" => of_governor(parse, head, steps - 1).or_else(|| of_modifiers(parse, head)),
        _ => None,
    }
}

fn of_subject(parse: &Parse, verb: usize, passive: bool, steps: usize) -> Option<&'static str> {
    if sends_out(parse, verb) || sends_out(parse, parse.head(verb)) && leads_out(parse, verb) {
        return Some("evacuated");
    }
    // "20 people could still be missing" is parsed as a form of "miss".
    if parse.text(verb) == "missing" && parse.dependent(verb, &["dobj"]).is_none() {
        return Some("missing");
    }
    if let Some((measure, voice)) = state::of_verb(parse.lemma(verb)) {
        if parse.dependent(verb, &["neg"]).is_some() {
            return None;
        }
        // "43 killed, 120 injured": a headline leaves the auxiliary out.
        let elliptic =
            parse.tag(verb) == "VBN" && parse.dependent(verb, &["aux", "auxpass", "dobj"]).is_none();
        let bare_past = parse.tag(verb) == "VBD"
            && parse.dependent(verb, &["dobj", "aux"]).is_none()
            && voice == Voice::Object;
        if voice.fits(passive || elliptic || bare_past, !passive, false) {
            return Some(measure);
        }
    }
    let by_adjective =
        state::of_adjective(&parse.text(verb).to_lowercase()).filter(|_| parse.pos(verb) == Pos::Adj);
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
    (parse.lemma(condition) == "condition" && is_grave(parse, condition)).then_some(state::GRAVE)
}

/// Whether an adjective of the noun says how bad it is.
fn is_grave(parse: &Parse, noun: usize) -> bool {
    parse.dependents(noun).any(|token| parse.dep(token) == "amod" && is_bad(parse, token))
}

fn is_bad(parse: &Parse, adjective: usize) -> bool {
    matches!(parse.text(adjective).to_lowercase().as_str(), "critical" | "serious" | "grave")
}

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
    let (measure, voice) = state::of_verb(parse.lemma(verb))
        .or_else(|| of_complement(parse, verb).map(|measure| (measure, Voice::Subject)))?;
    let passive = is_passive(parse, verb);
    voice.fits(passive, !passive, false).then_some(measure)
}

/// "were ordered to leave the valley", "were told to get to higher ground".
fn sends_out(parse: &Parse, verb: usize) -> bool {
    let orders =
        matches!(parse.lemma(verb), "order" | "tell" | "ask" | "urge" | "advise" | "instruct" | "force");
    let mut inner =
        parse.dependents(verb).filter(|&token| matches!(parse.dep(token), "xcomp" | "ccomp" | "advcl"));
    orders && inner.any(|token| leads_out(parse, token))
}

fn leads_out(parse: &Parse, verb: usize) -> bool {
    match parse.lemma(verb) {
        "evacuate" | "leave" | "flee" => {
            parse.dependent(verb, &["aux"]).is_some_and(|token| parse.is(token, "to"))
        }
        "get" | "go" | "move" | "head" => parse.subtree(verb).any(|token| {
            parse.lemma(token) == "ground"
                && parse.dependents(token).any(|token| parse.lemma(token) == "high")
        }),
        _ => false,
    }
}

fn of_object(parse: &Parse, token: usize, verb: usize) -> Option<&'static str> {
    let lemma = parse.lemma(verb);
    if sends_out(parse, verb) {
        return Some("evacuated");
    }
    let noun = parse.lemma(token);
    if matches!(lemma, "claim" | "cost" | "take" | "lose") && matches!(noun, "life") {
        return Some("killed");
    }
    if matches!(
        lemma,
        "leave" | "find" | "report" | "confirm" | "declare" | "presume" | "make" | "fear" | "feel" | "render"
    ) {
        let state = of_complement(parse, verb).or_else(|| {
            parse
                .dependents(token)
                .find_map(|dependent| state::of_adjective(&parse.text(dependent).to_lowercase()))
        });
        if state.is_some() {
            return state;
        }
    }
    let (measure, voice) = state::of_verb(lemma)?;
    voice.fits(false, false, true).then_some(measure)
}

/// "a toll of 43", "the toll rose to 43", "including 12 children", "killing of 43".
fn of_preposition(parse: &Parse, preposition: usize, steps: usize) -> Option<&'static str> {
    let head = parse.head(preposition);
    match parse.text(preposition).to_lowercase().as_str() {
        "of" => {
            let word = parse.lemma(head);
            state::of_noun(word)
                .filter(|_| matches!(word, "toll" | "death" | "arrest" | "evacuation" | "body" | "injury"))
                .or_else(|| state::of_action(word))
                .or_else(|| is_count_word(word).then(|| of_governor(parse, head, steps - 1)).flatten())
        }
        // "Bodies were pulled from two coaches": what is counted there is no toll.
        "from" if !toll::is_change(parse.lemma(head)) => None,
        "to" if is_injury(parse, head) => Some("injured"),
        "to" | "at" | "from" | "by" | "above" | "past" | "over" | "around" => {
            toll::of_subject(parse, head).or_else(|| toll::of_object(parse, head))
        }
        "including" | "among" => of_governor(parse, head, steps - 1)
            .or_else(|| of_modifiers(parse, head))
            .or_else(|| state::of_noun(parse.lemma(head)))
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

/// "were killed, including 12 children": the preposition hangs from the verb.
fn of_passive_clause(parse: &Parse, verb: usize) -> Option<&'static str> {
    let (measure, _) = state::of_verb(parse.lemma(verb))?;
    Some(measure)
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
    // "Fourteen people were injured, three severely."
    if at == after && state::is_grave(&word) && (at + 1 >= parse.len() || parse.pos(at + 1) == Pos::Punct) {
        return Some(state::GRAVE);
    }
    let transitive = word != "missing" && parse.dependent(at, &["dobj"]).is_some();
    state::of_adjective(&word).filter(|_| !transitive)
}
