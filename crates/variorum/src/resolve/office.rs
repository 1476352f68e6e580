//! Offices that one person holds at a time: "the governor" is the governor whom the reports name.

use std::collections::BTreeMap;

use super::Entities;
use crate::annotate::{Annotated, EntityKind, Mention, MentionForm};

/// Offices of which a story knows one holder each. Directors and chiefs are many, as are ministers without their field, and so
/// not among them.
const OFFICES: &[&str] = &[
    "governor",
    "mayor",
    "premier",
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "pope",
    "sheriff",
    "ombudsman",
    "health minister",
    "foreign minister",
    "interior minister",
    "home minister",
    "defence minister",
    "defense minister",
    "finance minister",
    "justice minister",
    "transport minister",
    "prosecutor general",
    "attorney general",
];

/// Words that make an office another one.
const OTHERS: &[&str] = &["acting", "deputy", "ex", "former", "late", "next", "vice", "then"];

/// How many words may stand between an office and the name of its holder: "the mayor of New Marran, Lars Eide".
const BETWEEN: usize = 4;

/// The one person of the story who holds each office by the reports' words; `None` where they name several.
pub(crate) fn holders(reports: &[Annotated], entities: &Entities) -> BTreeMap<&'static str, Option<usize>> {
    let mut holders: BTreeMap<&'static str, Option<usize>> = BTreeMap::new();
    for (report, annotated) in reports.iter().enumerate() {
        for (index, mention) in annotated.mentions.iter().enumerate() {
            let person = mention.form == MentionForm::Name && mention.kind == EntityKind::Person;
            let entity = entities.of_mention.get(report).and_then(|of| of.get(index).copied().flatten());
            let Some(entity) = entity.filter(|_| person) else { continue };
            if let Some(office) = beside(annotated, mention) {
                let known = holders.entry(office).or_insert(Some(entity));
                *known = known.filter(|&known| known == entity);
            }
        }
    }
    holders
}

/// The office that a source such as "the regional governor" names; "the former governor" holds none.
pub(crate) fn named(words: &str) -> Option<&'static str> {
    let words = lower_words(words);
    let (article, rest) = words.split_first()?;
    let definite = matches!(article.as_str(), "the" | "its" | "their" | "his" | "her");
    let head: Vec<&str> = rest.iter().map(String::as_str).take_while(|word| *word != "of").collect();
    let office = ending(&head).filter(|_| definite)?;
    let own = head.len() == office.split(' ').count();
    let changed = head.iter().any(|word| OTHERS.contains(word) || word.contains('-'))
        || office.contains(' ') && !own && office != "prime minister";
    (!changed).then_some(office)
}

/// The office that the words end with.
fn ending(words: &[&str]) -> Option<&'static str> {
    let ends = |office: &&&str| {
        let office: Vec<&str> = office.split(' ').collect();
        words.ends_with(&office)
    };
    OFFICES.iter().find(ends).copied()
}

/// The office that stands before a name or behind it and a comma.
fn beside(annotated: &Annotated, mention: &Mention) -> Option<&'static str> {
    let sentence = annotated.sentences.get(mention.sentence)?.span;
    let text = annotated.report.text.as_str();
    let before = text.get(sentence.start as usize..mention.span.start as usize)?;
    let after = text.get(mention.span.end as usize..sentence.end as usize)?;
    office_before(before).or_else(|| office_behind(after))
}

fn office_before(before: &str) -> Option<&'static str> {
    let words = lower_words(before);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some(office) = ending(&words) {
        let lead = words.len() - office.split(' ').count();
        let changed = lead > 0 && OTHERS.contains(&words[lead - 1]);
        return (!changed).then_some(office);
    }
    // "the mayor of Marran, Lars Eide": the office, "of", a name, a comma.
    let place = before.trim_end().strip_suffix(',')?;
    let (office, name) = place.rsplit_once(" of ")?;
    let few = name.split_whitespace().count() <= BETWEEN && name.starts_with(char::is_uppercase);
    few.then(|| office_before(office)).flatten()
}

fn office_behind(after: &str) -> Option<&'static str> {
    let apposed = after.strip_prefix(", ")?;
    let end = apposed.find([',', '.', ';', '('])?;
    named(apposed.get(..end)?)
}

fn lower_words(text: &str) -> Vec<String> {
    let words = text.split(|mark: char| !mark.is_alphanumeric() && mark != '-');
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_is_named_by_its_own_words() {
        let cases = [
            ("the governor", Some("governor")),
            ("the regional governor", Some("governor")),
            ("the mayor of Old Marran", Some("mayor")),
            ("its prime minister", Some("prime minister")),
            ("the former governor", None),
            ("the vice president", None),
            ("a governor", None),
            ("the governor's office", None),
            ("the interior minister", Some("interior minister")),
            ("the French interior minister", None),
            ("the minister", None),
        ];
        for (words, office) in cases {
            assert_eq!(named(words), office, "{words}");
        }
    }

    #[test]
    fn an_office_stands_before_its_holder() {
        let cases = [
            ("On Monday Governor ", Some("governor")),
            ("according to the mayor of Old Marran, ", Some("mayor")),
            ("On Monday Deputy Governor ", None),
            ("the mayor said that ", None),
        ];
        for (before, office) in cases {
            assert_eq!(office_before(before), office, "{before}");
        }
        assert_eq!(office_behind(", the regional governor, said"), Some("governor"));
    }
}
