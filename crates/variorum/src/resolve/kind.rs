//! What the names of a story name, where the story as a whole tells more than one sentence does.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind, Mention, MentionForm};

use super::name::after_office;

/// Words after which a name stands for a place, unless a possessive follows.
const PLACE_WORDS: &[&str] = &["across", "around", "in", "inside", "into", "near", "outside", "throughout"];

/// The share of a name's mentions that must stand as places before all of them are taken for one.
const PLACE_SHARE: f64 = 0.2;

/// How often a name is used, and how often as a place.
#[derive(Debug, Clone, Copy, Default)]
struct Use {
    mentions: usize,
    as_place: usize,
}

/// The kind of every mention: as annotated, but a name of one word that is the surname of a person of the story and
/// nowhere stands as a place is that person's, and one that stands as a place and is nobody's surname is a place.
pub(crate) fn kinds(reports: &[Annotated]) -> Vec<Vec<EntityKind>> {
    let surnames = surnames(reports);
    let uses = uses(reports);
    let kind = |annotated: &Annotated, mention: &Mention| {
        let written = annotated.report.text.get(mention.span.range()).unwrap_or_default();
        let is_name = mention.form == MentionForm::Name && mention.kind != EntityKind::Place;
        if is_name && after_office(written).is_some() {
            return EntityKind::Person;
        }
        let Some(name) = single_name(annotated, mention) else { return mention.kind };
        let used = uses.get(name).copied().unwrap_or_default();
        match mention.kind {
            EntityKind::Place | EntityKind::Other | EntityKind::Work
                if used.as_place == 0 && surnames.contains(name) =>
            {
                EntityKind::Person
            }
            EntityKind::Person | EntityKind::Other | EntityKind::Work
                if !surnames.contains(name)
                    && used.as_place as f64 >= PLACE_SHARE * used.mentions as f64
                    && used.as_place > 0 =>
            {
                EntityKind::Place
            }
            kind => kind,
        }
    };
    reports
        .iter()
        .map(|annotated| annotated.mentions.iter().map(|mention| kind(annotated, mention)).collect())
        .collect()
}

fn surnames(reports: &[Annotated]) -> BTreeSet<&str> {
    let mut surnames = BTreeSet::new();
    for annotated in reports {
        for mention in &annotated.mentions {
            let written = annotated.report.text.get(mention.span.range()).unwrap_or_default();
            let is_person = mention.kind == EntityKind::Person
                || mention.kind != EntityKind::Place && after_office(written).is_some();
            if is_person && mention.form == MentionForm::Name {
                let mut words = written.split_whitespace().rev();
                if let (Some(last), Some(_)) = (words.next(), words.next()) {
                    surnames.insert(without_possessive(last));
                }
            }
        }
    }
    surnames
}

fn uses(reports: &[Annotated]) -> BTreeMap<&str, Use> {
    let mut uses: BTreeMap<&str, Use> = BTreeMap::new();
    for annotated in reports {
        for mention in &annotated.mentions {
            if let Some(name) = single_name(annotated, mention) {
                let used = uses.entry(name).or_default();
                used.mentions += 1;
                used.as_place += usize::from(stands_as_place(annotated, mention));
            }
        }
    }
    uses
}

fn single_name<'r>(annotated: &'r Annotated, mention: &Mention) -> Option<&'r str> {
    let written = annotated.report.text.get(mention.span.range())?;
    let is_single = mention.form == MentionForm::Name && !written.contains(char::is_whitespace);
    is_single.then(|| without_possessive(written))
}

fn stands_as_place(annotated: &Annotated, mention: &Mention) -> bool {
    let text = &annotated.report.text;
    let before = text.get(..mention.span.start as usize).unwrap_or_default();
    let after = text.get(mention.span.end as usize..).unwrap_or_default();
    let written = text.get(mention.span.range()).unwrap_or_default();
    let is_possessive = after.starts_with("'s")
        || after.starts_with("’s")
        || without_possessive(written).len() != written.len();
    let word = before.trim_end().rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    let follows_directly = before.ends_with(' ');
    follows_directly && !is_possessive && PLACE_WORDS.contains(&word.to_lowercase().as_str())
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}
