//! One entity for all the mentions of it, across the reports of a story.
//!
//! 1. `form` collects the forms in which names are written; `name` takes them apart.
//! 2. `cluster` puts together the forms that mean one entity wherever they stand.
//!    `body` tells the short name of a body from the names that begin with it.
//! 3. `short` finds, report by report, whom a bare surname or a shortened name means.
//!
//! Nouns and pronouns stand for what [`crate::annotate::Mention::antecedent`] gives them. [`corefer`] begins with all of this
//! and asks the same of any phrases, and [`origin`] tells whom each claim rests on.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind, MentionForm, is_person_noun};

mod body;
mod cluster;
pub mod corefer;
mod form;
mod kind;
mod name;
mod office;
pub mod origin;
mod short;
mod source;
#[cfg(test)]
mod tests;
mod trace;

pub use origin::{Origin, OriginKind, Origins, origins};

/// Somebody or something that reports speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The fullest name that the reports give; of a person the full name that most use.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Other names, in order of the alphabet.
    pub aliases: Vec<String>,
    /// Its mentions as (report, index of the mention), in order.
    pub mentions: Vec<(usize, usize)>,
    /// Why the mentions were put together, as sentences.
    pub why: Vec<String>,
}

/// The entities of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entities {
    /// In order of their first mention.
    pub entities: Vec<Entity>,
    /// For each report and mention, the entity it stands for.
    pub of_mention: Vec<Vec<Option<usize>>>,
}

/// Finds the entities of a story: one for all the names of somebody or something, and for the nouns and pronouns that
/// stand for them in their own report. Where it is in doubt, it keeps names apart and says so.
pub fn entities(reports: &[Annotated]) -> Entities {
    let forms = form::forms(reports);
    let mut clusters = cluster::clusters(reports, &forms);
    let meant = short::meant(reports, &forms, &mut clusters);
    let mut result = Entities::default();
    let mut places: BTreeMap<short::Meant, usize> = BTreeMap::new();
    let mut members: Vec<Vec<(usize, usize)>> = Vec::new();
    let mut kinds: BTreeMap<Vec<usize>, EntityKind> = BTreeMap::new();
    for (report, annotated) in reports.iter().enumerate() {
        let mut of_report = Vec::with_capacity(annotated.mentions.len());
        for mention in 0..annotated.mentions.len() {
            let named = antecedent(annotated, mention);
            let mut kind_of = |used: &[usize]| match kinds.get(used) {
                Some(&known) => known,
                None => *kinds.entry(used.to_vec()).or_insert_with(|| kind(&forms, used)),
            };
            let fits = |meant: &short::Meant| {
                named == mention || may_stand_for(annotated, mention, kind_of(meant.forms(&clusters)))
            };
            let entity = meant[report][named].clone().filter(fits).map(|meant| {
                let next = places.len();
                *places.entry(meant).or_insert(next)
            });
            if let Some(entity) = entity {
                members.resize(members.len().max(entity + 1), Vec::new());
                members[entity].push((report, mention));
            }
            of_report.push(entity);
        }
        result.of_mention.push(of_report);
    }
    let mut meanings: Vec<(short::Meant, usize)> = places.into_iter().collect();
    meanings.sort_by_key(|&(_, place)| place);
    result.entities = meanings
        .into_iter()
        .zip(members)
        .map(|((meant, _), mentions)| entity(&forms, &clusters, &meant, mentions))
        .collect();
    result
}

/// The mention that `mention` stands for in the end, within its report.
fn antecedent(annotated: &Annotated, mention: usize) -> usize {
    let mut current = mention;
    for _ in 0..annotated.mentions.len() {
        match annotated.mentions[current].antecedent {
            Some(next)
                if next < annotated.mentions.len()
                    && annotated.mentions[current].form != MentionForm::Name =>
            {
                current = next;
            }
            _ => break,
        }
    }
    current
}

/// The kind that most uses of the forms have.
fn kind(forms: &form::Forms, used: &[usize]) -> EntityKind {
    let kinds = used.iter().flat_map(|&form| {
        let form = &forms.forms[form];
        std::iter::repeat_n(form.kind.unwrap_or(EntityKind::Other), form.spellings.values().sum())
    });
    name::majority(kinds)
}

/// Whether a noun or pronoun may stand for something of that kind: "she" for no ministry, "it" for no minister.
fn may_stand_for(annotated: &Annotated, mention: usize, kind: EntityKind) -> bool {
    let mention = &annotated.mentions[mention];
    let word = annotated.report.text.get(mention.span.range()).unwrap_or_default().to_lowercase();
    match (word.as_str(), mention.form) {
        ("he" | "she" | "him" | "her" | "his" | "hers" | "himself" | "herself" | "i" | "me" | "my", _) => {
            matches!(kind, EntityKind::Person | EntityKind::Other)
        }
        ("it" | "its" | "itself", _) => kind != EntityKind::Person,
        (_, MentionForm::Pronoun) => true,
        _ => {
            mention.kind == EntityKind::Other
                || (mention.kind == EntityKind::Person) == (kind == EntityKind::Person)
        }
    }
}

fn entity(
    forms: &form::Forms,
    clusters: &cluster::Clusters,
    meant: &short::Meant,
    mentions: Vec<(usize, usize)>,
) -> Entity {
    let mut used: Vec<usize> =
        mentions.iter().filter_map(|&(report, mention)| forms.of_mention[report][mention]).collect();
    used.sort_unstable();
    used.dedup();
    let kind = kind(forms, &used);
    used.sort_by_key(|&form| {
        let form = &forms.forms[form];
        let uses: usize = form.spellings.values().sum();
        let length = form.name.words.len();
        // A person goes by the full name that most use: a longer one may hold a word of a headline beside it.
        let common = if kind == EntityKind::Person && length > 1 { uses } else { 0 };
        let headline = !form.in_text;
        // "Manager Lars Eide": the name alone is better.
        let office = kind == EntityKind::Person && length > 2 && is_person_noun(form.name.first());
        (headline, office, Reverse(common), Reverse(length), Reverse(uses), form.spelling().to_owned())
    });
    let name = used.first().map_or("", |&form| forms.forms[form].spelling()).to_owned();
    let mut aliases: Vec<String> = used
        .iter()
        .flat_map(|&form| forms.forms[form].spellings.keys().cloned())
        .filter(|alias| *alias != name)
        .collect();
    aliases.sort();
    aliases.dedup();
    let mut why = match meant {
        short::Meant::Group(group) => clusters.why.get(group).cloned().unwrap_or_default(),
        short::Meant::Doubtful { why, .. } => vec![why.clone()],
    };
    let mut seen: BTreeSet<String> = BTreeSet::new();
    why.retain(|reason| seen.insert(reason.clone()));
    Entity { name, kind, aliases, mentions, why }
}
