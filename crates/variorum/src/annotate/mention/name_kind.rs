//! The kind of a name after cues: words within it, words beside it, longer names of the report.

use std::collections::BTreeMap;
use std::ops::Range;

use super::name_word::kind_of_name_word;
use super::noun::kind_of_noun;
use super::{Candidate, EntityKind};
use crate::annotate::Parse;

/// The kind after cues within the name and before it, else the kind it has.
pub(super) fn kind_by_cues(parse: &Parse, name: &Candidate) -> EntityKind {
    let Range { start, end } = name.tokens.clone();
    let last = parse.text(end - 1).to_lowercase();
    let first = parse.text(start).to_lowercase();
    let before = (start > 0).then(|| parse.text(start - 1).to_lowercase());
    if is_model_number(parse.text(end - 1))
        && matches!(name.kind, EntityKind::Organization | EntityKind::Place)
    {
        return EntityKind::Other;
    }
    // "Florida Condo Collapse", in a headline whose words all have capitals.
    let happens = name.tokens.len() > 1 && kind_of_noun(&last) == Some(EntityKind::Event);
    if happens && matches!(name.kind, EntityKind::Place | EntityKind::Work | EntityKind::Other) {
        return EntityKind::Event;
    }
    if name.tokens.len() > 1 {
        let of_follows = end - start > 2 && parse.text(start + 1) == "of";
        let told = kind_of_name_word(&last)
            .or_else(|| (of_follows).then(|| kind_of_name_word(&first)).flatten())
            .or_else(|| starts_body(parse, &name.tokens).then_some(EntityKind::Organization));
        if let Some(kind) = told.filter(|&kind| overrules(kind, name.kind, &last)) {
            return kind;
        }
    }
    if let Some(kind) = kind_by_first_word(&first, name) {
        return kind;
    }
    if is_owned_place(parse, start) && matches!(name.kind, EntityKind::Person | EntityKind::Organization) {
        return EntityKind::Place;
    }
    if is_company_by_follower(parse, name) {
        return EntityKind::Organization;
    }
    let honorific = before.as_deref().is_some_and(|word| {
        matches!(
            word.trim_end_matches('.'),
            "mr" | "mrs" | "ms" | "dr" | "gen" | "col" | "lt" | "sgt" | "sen" | "rep"
        )
    });
    if honorific { EntityKind::Person } else { name.kind }
}

/// "A320", "MiG-21", "F-16s", "737s": letters and figures that makers number their products with.
pub(super) fn is_model_number(word: &str) -> bool {
    let word = word.strip_suffix('s').unwrap_or(word);
    let figures = word.chars().filter(char::is_ascii_digit).count();
    let fits = word.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    let letters = word.chars().any(|letter| letter.is_ascii_alphabetic());
    fits && word.ends_with(|letter: char| letter.is_ascii_digit())
        && (letters && (figures >= 3 || figures == 2 && word.contains('-')) || !letters && figures == 3)
}

/// "Bank of Torvik", "University Hospital of Lund".
fn starts_body(parse: &Parse, tokens: &Range<usize>) -> bool {
    let of = tokens.clone().find(|&at| parse.text(at) == "of");
    of.is_some_and(|of| {
        of > tokens.start
            && kind_of_name_word(&parse.text(of - 1).to_lowercase()) == Some(EntityKind::Organization)
    })
}

/// Whether a cue within the name outweighs the model's label.
fn overrules(cue: EntityKind, label: EntityKind, word: &str) -> bool {
    match (cue, label) {
        (cue, label) if cue == label => false,
        (_, EntityKind::Other | EntityKind::Person) => true,
        (
            EntityKind::Organization,
            EntityKind::Place | EntityKind::Work | EntityKind::Group | EntityKind::Event,
        ) => !matches!(word, "center" | "centre" | "station" | "hospital" | "park"),
        (EntityKind::Place, EntityKind::Organization) => {
            matches!(
                word,
                "river"
                    | "arena"
                    | "castle"
                    | "cathedral"
                    | "mosque"
                    | "palace"
                    | "stadium"
                    | "tower"
                    | "tunnel"
                    | "street"
                    | "avenue"
                    | "square"
                    | "bridge"
                    | "airport"
                    | "island"
                    | "islands"
                    | "province"
                    | "district"
                    | "county"
                    | "sea"
                    | "strait"
                    | "valley"
            )
        }
        (EntityKind::Event, EntityKind::Place | EntityKind::Organization) => {
            matches!(
                word,
                "war" | "cup" | "championship" | "championships" | "games" | "open" | "trophy" | "olympics"
            )
        }
        (EntityKind::Work, EntityKind::Organization) => word == "report",
        _ => false,
    }
}

/// "Hurricane Odette", "Mount Harl", "Hotel Miramar": first words that tell what the whole names.
fn kind_by_first_word(first: &str, name: &Candidate) -> Option<EntityKind> {
    let kind = match first {
        "hurricane" | "typhoon" | "cyclone" => EntityKind::Event,
        "mount" | "lake" | "cape" | "fort" | "hotel" | "sierra" | "cathedral" | "port" | "county"
        | "highway" | "interstate" | "route" | "wadi" | "deir" | "tal" | "tell" | "beit" | "qasr"
        | "jabal" | "jebel" | "kafr" => EntityKind::Place,
        _ => return None,
    };
    (name.tokens.len() > 1 && name.kind != EntityKind::Work).then_some(kind)
}

/// "the governor of Lower Brenn", "north of Ondry": what has a mayor or a north is a place.
fn is_owned_place(parse: &Parse, start: usize) -> bool {
    const OWNED: &[&str] = &[
        "archbishop",
        "bishop",
        "capital",
        "city",
        "coast",
        "east",
        "governor",
        "inhabitants",
        "mayor",
        "north",
        "outskirts",
        "port",
        "province",
        "residents",
        "south",
        "streets",
        "suburb",
        "suburbs",
        "town",
        "village",
        "west",
    ];
    start >= 2 && parse.is(start - 1, "of") && OWNED.contains(&parse.text(start - 2).to_lowercase().as_str())
}

/// "Ferrand shares fell", "the Baltar spokesman": what has shares or a spokesman is no person.
fn is_company_by_follower(parse: &Parse, name: &Candidate) -> bool {
    let end = name.tokens.end;
    let next = if end < parse.len() { parse.text(end) } else { "" };
    let shares = matches!(next, "shares" | "stock");
    let staff = matches!(next, "spokesman" | "spokeswoman" | "spokesperson" | "executives" | "employees")
        || next == "chief" && end + 1 < parse.len() && parse.is(end + 1, "executive");
    match name.kind {
        EntityKind::Person => shares || staff,
        EntityKind::Place => shares,
        _ => false,
    }
}

/// A single word goes with the longer name of the report that it shortens: "Kolm" with "Kolm Metals plc", "Odette"
/// with "Hurricane Odette". Somebody's surname stays a person, and a place within a name stays a place.
pub(super) fn agree_with_longer(
    parse: &Parse,
    names: &[Candidate],
    kinds: &mut BTreeMap<String, EntityKind>,
) {
    let words = |name: &Candidate| parse.span(name.tokens.clone()).of(&parse.doc.text).to_owned();
    let long = || names.iter().filter(|name| name.tokens.len() > 1);
    let of_person: Vec<&str> = long()
        .filter(|name| kinds.get(&words(name)) == Some(&EntityKind::Person))
        .flat_map(|name| name.tokens.clone().map(|at| parse.text(at)))
        .collect();
    let mut changes = Vec::new();
    for name in long() {
        let (first, last) = (parse.text(name.tokens.start), parse.text(name.tokens.end - 1));
        let (short, kind) = match kinds.get(&words(name)) {
            Some(EntityKind::Organization) if kind_of_name_word(&last.to_lowercase()).is_some() => {
                changes.push((last, EntityKind::Organization));
                (first, EntityKind::Organization)
            }
            Some(EntityKind::Event) if name.tokens.len() == 2 => (last, EntityKind::Event),
            _ => continue,
        };
        changes.push((short, kind));
    }
    for (short, kind) in changes.into_iter().filter(|(short, _)| !of_person.contains(short)) {
        if let Some(known) = kinds.get_mut(short)
            && matches!(known, EntityKind::Person | EntityKind::Other)
        {
            *known = kind;
        }
    }
}
