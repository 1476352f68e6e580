//! Places told by their people: a report that has "Velmarian" or "the Sundarans" has Velmar and Sundara for places.

use std::collections::BTreeSet;

use super::{Candidate, EntityKind};
use crate::annotate::Parse;

/// What a place's name takes to name its people, after the vowel at its end is cut.
const ENDINGS: &[&str] =
    &["n", "an", "ian", "ans", "ians", "ns", "ese", "i", "is", "ish", "er", "ers", "ite", "ites"];

/// The single words among `names` that a name of a people in the same report is made of, letter by letter.
pub(super) fn homelands<'p>(parse: &Parse<'p>, names: &[Candidate]) -> BTreeSet<&'p str> {
    let word = |name: &Candidate| (name.tokens.len() == 1).then(|| parse.text(name.tokens.start));
    // "Jaziran Human Rights Monitor" tells of a people as well; "Julian Marsh" makes no place of Julia.
    let is_long = |name: &Candidate| name.tokens.len() > 1 && name.kind != EntityKind::Person;
    let named = |name: &Candidate| name.kind == EntityKind::Group || is_long(name);
    let first = |name: &Candidate| parse.text(name.tokens.start);
    let peoples: Vec<&str> = names.iter().filter(|name| named(name)).map(first).collect();
    let places = names.iter().filter(|name| name.kind != EntityKind::Group).filter_map(word);
    places.filter(|place| peoples.iter().any(|people| is_of(place, people))).collect()
}

/// Whether `people` is `place` with an ending: "Ondrian" of "Ondry", "Velmarian" of "Velmar".
fn is_of(place: &str, people: &str) -> bool {
    let letters = place.chars().count();
    let stem = place.strip_suffix(['a', 'e', 'o', 'y']).unwrap_or(place);
    let ends = |stem: &str| people.strip_prefix(stem).is_some_and(|ending| ENDINGS.contains(&ending));
    letters > 3 && (ends(place) || stem.chars().count() > 2 && ends(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peoples_are_told_from_their_places() {
        for (place, people) in
            [("Ondry", "Ondrians"), ("Velmar", "Velmarian"), ("Norra", "Norran"), ("Kessel", "Kesselers")]
        {
            assert!(is_of(place, people), "{place} {people}");
        }
        for (place, people) in [("Mar", "Maran"), ("Lund", "Lundgren"), ("Brand", "Norran")] {
            assert!(!is_of(place, people), "{place} {people}");
        }
    }
}
