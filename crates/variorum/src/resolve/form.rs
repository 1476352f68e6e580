//! The forms in which the names of a story are written, and where each stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind, Mention, MentionForm};

use crate::report::SectionKind;

use super::kind::kinds;
use super::name::{Name, after_office, is_acronym, majority};

/// One form of a name, whoever it names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Form {
    /// The name taken apart.
    pub(crate) name: Name,
    /// Its spellings with the number of times they stand in the story.
    pub(crate) spellings: BTreeMap<String, usize>,
    /// What most of its mentions are taken for.
    pub(crate) kind: Option<EntityKind>,
    /// The reports that use it.
    pub(crate) reports: BTreeSet<usize>,
    /// Whether it is written as an acronym.
    pub(crate) acronym: bool,
    /// Whether it stands in running text, not in lines alone whose words all begin with capitals.
    pub(crate) in_text: bool,
    /// For each report that uses it below its headline, where it first stands there.
    pub(crate) first: BTreeMap<usize, u32>,
}

impl Form {
    /// Whether it names a person in full.
    pub(crate) fn is_full_person(&self) -> bool {
        self.kind == Some(EntityKind::Person) && self.name.words.len() >= 2
    }

    /// The spelling used most; of equals the longest, then the first of the alphabet.
    pub(crate) fn spelling(&self) -> &str {
        let best = self.spellings.iter().max_by(|(a, many), (b, few)| {
            many.cmp(few).then(a.chars().count().cmp(&b.chars().count())).then(b.cmp(a))
        });
        best.map_or("", |(spelling, _)| spelling)
    }
}

/// All forms of a story, and the form of each mention.
#[derive(Debug, Clone, Default)]
pub(crate) struct Forms {
    /// In order of the words.
    pub(crate) forms: Vec<Form>,
    /// For each report and mention, its form; `None` for what is no name.
    pub(crate) of_mention: Vec<Vec<Option<usize>>>,
}

/// What parts forms: the name, and whether it is a place that shares its name with a person of the story.
type Key = (Name, bool);

/// Collects the forms of all names.
pub(crate) fn forms(reports: &[Annotated]) -> Forms {
    let kinds = kinds(reports);
    let names: Vec<Vec<Option<Name>>> =
        reports.iter().zip(&kinds).map(|(annotated, kinds)| names(annotated, kinds)).collect();
    let surnames: BTreeSet<String> = kinds
        .iter()
        .zip(&names)
        .flat_map(|(kinds, names)| kinds.iter().zip(names))
        .filter(|(kind, _)| **kind == EntityKind::Person)
        .filter_map(|(_, name)| {
            name.as_ref().filter(|name| name.words.len() >= 2).map(|name| name.last().to_owned())
        })
        .collect();
    let mut found: BTreeMap<Key, (Form, Vec<EntityKind>)> = BTreeMap::new();
    let mut keys: Vec<Vec<Option<Key>>> = Vec::with_capacity(reports.len());
    for (index, (annotated, names)) in reports.iter().zip(names).enumerate() {
        let mut of_report = Vec::with_capacity(names.len());
        for ((mention, &kind), name) in annotated.mentions.iter().zip(&kinds[index]).zip(names) {
            of_report.push(name.map(|name| {
                let namesake = name.words.len() == 1 && surnames.contains(name.first());
                let key = (name, namesake && kind == EntityKind::Place);
                let written = annotated.report.text.get(mention.span.range()).unwrap_or_default();
                let written = after_office(written).filter(|_| kind == EntityKind::Person).unwrap_or(written);
                let (form, of_form) = found.entry(key.clone()).or_default();
                *form.spellings.entry(spelling(written)).or_default() += 1;
                form.reports.insert(index);
                form.acronym |= is_acronym(written);
                let plain = !is_title_case(annotated, mention.sentence);
                form.in_text |= plain;
                let sentence = annotated.sentences.get(mention.sentence);
                if plain && sentence.is_none_or(|sentence| sentence.section != SectionKind::Headline) {
                    form.first.entry(index).or_insert(mention.span.start);
                }
                of_form.push(kind);
                key
            }));
        }
        keys.push(of_report);
    }
    let place: BTreeMap<Key, usize> =
        found.keys().cloned().enumerate().map(|(place, key)| (key, place)).collect();
    let of_mention = keys
        .into_iter()
        .map(|keys| keys.into_iter().map(|key| place.get(&key?).copied()).collect())
        .collect();
    let forms = found
        .into_iter()
        .map(|((name, _), (form, kinds))| Form { name, kind: Some(majority(kinds.into_iter())), ..form })
        .collect();
    Forms { forms, of_mention }
}

/// Whether nearly all words of a sentence that are not small begin with capitals, as in a headline.
fn is_title_case(annotated: &Annotated, sentence: usize) -> bool {
    let Some(sentence) = annotated.sentences.get(sentence) else { return false };
    let words = sentence.span.of(&annotated.report.text).trim_end();
    if words.ends_with('.') {
        return false;
    }
    let words = words.split_whitespace();
    let (mut long, mut capital) = (0, 0);
    for word in words.filter(|word| word.chars().filter(|char| char.is_alphabetic()).count() > 3) {
        long += 1;
        capital += usize::from(word.starts_with(|char: char| !char.is_lowercase()));
    }
    long >= 3 && capital * 10 >= long * 8
}

/// The name that each mention of a report writes; `None` for what is no name.
fn names(annotated: &Annotated, kinds: &[EntityKind]) -> Vec<Option<Name>> {
    let name = |(mention, &kind): (&Mention, &EntityKind)| {
        let written = annotated.report.text.get(mention.span.range())?;
        let name = Name::new(written, kind);
        (mention.form == MentionForm::Name && !name.words.is_empty()).then_some(name)
    };
    annotated.mentions.iter().zip(kinds).map(name).collect()
}

/// The name as a reader should see it: on one line, without a possessive ending.
fn spelling(written: &str) -> String {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.strip_suffix("'s").or_else(|| line.strip_suffix("’s")).unwrap_or(&line);
    line.strip_prefix("the ").or_else(|| line.strip_prefix("The ")).unwrap_or(line).to_owned()
}
