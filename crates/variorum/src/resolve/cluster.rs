//! Forms that name one entity wherever they stand: full names, acronyms, transliterations.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotate::{Annotated, EntityKind};

use super::body;
use super::form::{Form, Forms};
use super::name::{Name, Sound, only_a_for_e, sound_alike};

/// Forms of one block that are compared with each other; a story does not hold more of one sound.
const BLOCK: usize = 64;

/// Groups of forms, each of which names one entity.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clusters {
    /// For each form, its group, named by one of its forms.
    of_form: Vec<usize>,
    members: BTreeMap<usize, Vec<usize>>,
    /// For each group, why its forms were put together or kept from others.
    pub(crate) why: BTreeMap<usize, Vec<String>>,
}

impl Clusters {
    fn new(forms: usize) -> Clusters {
        let members = (0..forms).map(|form| (form, vec![form])).collect();
        Clusters { of_form: (0..forms).collect(), members, why: BTreeMap::new() }
    }

    /// The group of a form.
    pub(crate) fn of(&self, form: usize) -> usize {
        self.of_form[form]
    }

    /// The forms of a group.
    pub(crate) fn members(&self, group: usize) -> &[usize] {
        self.members.get(&group).map_or(&[], Vec::as_slice)
    }

    /// Makes the groups of two forms one.
    pub(crate) fn merge(&mut self, one: usize, other: usize, why: String) {
        let (into, from) = (self.of(one).min(self.of(other)), self.of(one).max(self.of(other)));
        if into != from {
            let moved = self.members.remove(&from).unwrap_or_default();
            moved.iter().for_each(|&form| self.of_form[form] = into);
            self.members.entry(into).or_default().extend(moved);
            let reasons = self.why.remove(&from).unwrap_or_default();
            let all = self.why.entry(into).or_default();
            all.extend(reasons);
            all.push(why);
        }
    }

    /// Adds a reason to a group.
    pub(crate) fn explain(&mut self, group: usize, why: String) {
        self.why.entry(group).or_default().push(why);
    }
}

/// Puts together the forms that name one entity wherever they stand.
pub(crate) fn clusters(reports: &[Annotated], forms: &Forms) -> Clusters {
    let mut clusters = Clusters::new(forms.forms.len());
    merge_reordered(&forms.forms, &mut clusters);
    merge_bracketed(reports, forms, &mut clusters);
    merge_initials(&forms.forms, &mut clusters);
    merge_persons(&forms.forms, &mut clusters);
    merge_sounds(&forms.forms, &mut clusters);
    merge_headlines(forms, &mut clusters);
    body::merge(&forms.forms, &mut clusters);
    clusters
}

fn is_person(form: &Form) -> bool {
    form.kind == Some(EntityKind::Person)
}

/// "Ministry of Health" and "Health Ministry"; "US" and "United States".
fn merge_reordered(forms: &[Form], clusters: &mut Clusters) {
    let mut known: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| !form.is_full_person()) {
        let name = form.name.words.join(" ");
        let full = KNOWN.iter().find(|(full, short)| *full == name || short.contains(&name.as_str()));
        let mut key = full.map_or_else(|| form.name.telling(), |(full, _)| full.split(' ').collect());
        if key.len() > 2
            && let Some(place) = key.windows(2).position(|pair| pair == ["united", "states"])
        {
            key.splice(place..place + 2, ["us"]);
        }
        key.sort_unstable();
        let Some(&other) = known.get(&key) else {
            known.insert(key, index);
            continue;
        };
        let same_kind = full.is_some() || is_person(form) == is_person(&forms[other]);
        if forms[other].name != form.name && same_kind {
            let (left, right) = (quoted(&forms[other]), quoted(form));
            let why = match full {
                Some(_) => format!("{left} and {right} are common names of one country or body."),
                None => format!("{left} and {right} are the same words."),
            };
            clusters.merge(other, index, why);
        }
    }
}

/// "International Atomic Energy Agency (IAEA)".
fn merge_bracketed(reports: &[Annotated], forms: &Forms, clusters: &mut Clusters) {
    for (annotated, of_mention) in reports.iter().zip(&forms.of_mention) {
        for (place, pair) in annotated.mentions.windows(2).enumerate() {
            let (Some(one), Some(other)) = (of_mention[place], of_mention[place + 1]) else { continue };
            let text = &annotated.report.text;
            let between =
                text.get(pair[0].span.end as usize..pair[1].span.start as usize).unwrap_or_default();
            let after = text.get(pair[1].span.end as usize..).unwrap_or_default();
            if between.trim() != "(" || !after.starts_with(')') {
                continue;
            }
            let (full, short) = if forms.forms[other].acronym { (one, other) } else { (other, one) };
            let (name, acronym) = (&forms.forms[full], &forms.forms[short]);
            let fits = name.name.initials() == acronym.name.first();
            let body = name.kind == Some(EntityKind::Organization) && name.name.words.len() >= 2;
            if acronym.acronym && !name.acronym && !is_person(name) && (fits || body) {
                let why = format!(
                    "{} stands in brackets beside {} in report {}.",
                    quoted(acronym),
                    quoted(name),
                    annotated.report.id
                );
                clusters.merge(full, short, why);
            }
        }
    }
}

/// An acronym that fits the initials of one name only.
fn merge_initials(forms: &[Form], clusters: &mut Clusters) {
    let mut names: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate() {
        if !is_person(form) && form.name.words.len() >= 2 {
            names.entry(form.name.initials()).or_default().push(index);
        }
    }
    for (index, form) in
        forms.iter().enumerate().filter(|(_, form)| form.acronym && form.name.words.len() == 1)
    {
        let candidates = names.get(form.name.first()).map_or(&[][..], Vec::as_slice);
        let groups: BTreeSet<usize> = candidates.iter().map(|&candidate| clusters.of(candidate)).collect();
        let alone = clusters.members(clusters.of(index)).len() == 1;
        if let (true, 1, Some(&full)) =
            (alone && form.name.first().len() >= 3, groups.len(), candidates.first())
        {
            let why = format!(
                "{} is made of the initials of {}, and no other name fits.",
                quoted(form),
                quoted(&forms[full])
            );
            clusters.merge(full, index, why);
        }
    }
}

/// Full names of one person: a middle name more or less, an initial for a name, another transliteration.
fn merge_persons(forms: &[Form], clusters: &mut Clusters) {
    let mut blocks: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let held = merge_holding(forms, clusters);
    let full = |(index, form): &(usize, &Form)| form.is_full_person() && !held.contains(index);
    for (index, form) in forms.iter().enumerate().filter(full) {
        let keys: BTreeSet<String> =
            form.name.words[1..].iter().map(|word| Sound::new(word).consonants).collect();
        for key in keys {
            let block = blocks.entry(key).or_default();
            if block.len() < BLOCK {
                block.push(index);
            }
        }
    }
    let mut found: Vec<(Likeness, usize, usize)> = Vec::new();
    for block in blocks.values() {
        for (place, &one) in block.iter().enumerate() {
            for &other in &block[place + 1..] {
                found.extend(likeness(&forms[one], &forms[other]).map(|likeness| (likeness, one, other)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    for &(kind, one, other) in &found {
        let (a, b) = (clusters.of(one), clusters.of(other));
        if a == b {
            continue;
        }
        let own = |group: usize| clusters.members(group).iter().copied().filter(|form| !held.contains(form));
        let pairs = own(a).flat_map(|x| own(b).map(move |y| (x, y)));
        let clash = pairs.into_iter().any(|(x, y)| likeness(&forms[x], &forms[y]).is_none());
        let (left, right) = (quoted(&forms[one]), quoted(&forms[other]));
        if clash || kind == Likeness::Initial && fits_several(&found, [one, other], forms, clusters) {
            let why = format!(
                "{left} and {right} may be one person, but other names speak against it: they are kept apart."
            );
            clusters.explain(a, why.clone());
            clusters.explain(b, why);
        } else {
            let why = match kind {
                Likeness::Longer => format!("{left} and {right} differ only in a further name."),
                Likeness::Initial => format!("{left} and {right} share the surname, and the initial fits."),
                Likeness::Sound => {
                    format!("{left} and {right} spell the same sounds, as transliterations do.")
                }
            };
            clusters.merge(one, other, why);
        }
    }
}

/// Full names that hold another full name of the story, each with that one: "Councilman Lars Eide" and "W. Lars Eide" beside
/// "Lars Eide", and "Lars Eide Resigns" in headlines. Gives them: words that are no name tell nothing of other names.
fn merge_holding(forms: &[Form], clusters: &mut Clusters) -> BTreeSet<usize> {
    let told = |(_, form): &(usize, &Form)| form.is_full_person() && form.in_text;
    let known: BTreeMap<&[String], usize> =
        forms.iter().enumerate().filter(told).map(|(index, form)| (&form.name.words[..], index)).collect();
    let mut held = BTreeSet::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| form.is_full_person()) {
        let words = &form.name.words;
        let behind = (1..words.len().saturating_sub(1)).map(|start| &words[start..]);
        let before = (2..words.len()).map(|end| &words[..end]).filter(|_| !form.in_text);
        if let Some(&name) = behind.chain(before).find_map(|part| known.get(part)) {
            let why = format!("{} holds the name {}.", quoted(form), quoted(&forms[name]));
            clusters.merge(name, index, why);
            held.insert(index);
        }
    }
    held
}

/// Whether the one of two forms that has an initial fits more than one group of names: then it is nobody's.
fn fits_several(
    found: &[(Likeness, usize, usize)],
    pair: [usize; 2],
    forms: &[Form],
    clusters: &Clusters,
) -> bool {
    let short =
        pair.into_iter().min_by_key(|&form| forms[form].name.first().chars().count()).unwrap_or(pair[0]);
    let partners = found
        .iter()
        .filter(|&&(kind, one, other)| kind == Likeness::Initial && (one == short || other == short));
    let groups: BTreeSet<usize> =
        partners.map(|&(_, one, other)| clusters.of(if one == short { other } else { one })).collect();
    groups.len() > 1
}

/// How the full names of one person may differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Longer,
    Sound,
    Initial,
}

/// How two full names differ, if they may be one person's.
fn likeness(one: &Form, other: &Form) -> Option<Likeness> {
    let (a, b) = (&one.name, &other.name);
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if long.words.starts_with(&short.words) {
        return Some(Likeness::Longer);
    }
    let mut kind = Likeness::Longer;
    if a.last() != b.last() {
        if !sound_alike(a.last(), b.last()) || only_a_for_e(a.last(), b.last()) {
            return None;
        }
        kind = Likeness::Sound;
    }
    let (x, y) = (a.first(), b.first());
    if x != y {
        let initial = |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
        if (initial(x, y) || initial(y, x)) && kind == Likeness::Longer {
            kind = Likeness::Initial;
        } else if sound_alike(x, y) && (!only_a_for_e(x, y) || Sound::new(x).consonants.len() >= 4) {
            kind = Likeness::Sound;
        } else {
            return None;
        }
    }
    // One report spells one person's name in one way.
    if kind == Likeness::Sound && !one.reports.is_disjoint(&other.reports) {
        return None;
    }
    middles_agree(a, b).then_some(kind)
}

/// Whether the names between the first and the last do not speak against each other.
fn middles_agree(one: &Name, other: &Name) -> bool {
    let middle = |name: &Name| name.words[1..name.words.len() - 1].to_vec();
    let (a, b) = (middle(one), middle(other));
    a.is_empty()
        || b.is_empty()
        || a.len() == b.len()
            && a.iter().zip(&b).all(|(x, y)| {
                x == y || x.starts_with(y.as_str()) || y.starts_with(x.as_str()) || sound_alike(x, y)
            })
}

/// Names of other things, and bare surnames, that spell the same sounds in different reports.
fn merge_sounds(forms: &[Form], clusters: &mut Clusters) {
    let mut blocks: BTreeMap<(String, Option<EntityKind>), Vec<usize>> = BTreeMap::new();
    for (index, form) in forms.iter().enumerate().filter(|(_, form)| !form.is_full_person() && !form.acronym)
    {
        let consonants = Sound::new(&form.name.words.concat()).consonants;
        if consonants.chars().count() >= 3 {
            blocks.entry((consonants, form.kind)).or_default().push(index);
        }
    }
    for block in blocks.values() {
        for (place, &one) in block.iter().take(BLOCK).enumerate() {
            for &other in block[place + 1..].iter().take(BLOCK) {
                let (a, b) = (forms[one].name.words.concat(), forms[other].name.words.concat());
                let together = |&x: &usize| {
                    clusters
                        .members(clusters.of(other))
                        .iter()
                        .any(|&y| !forms[x].reports.is_disjoint(&forms[y].reports))
                };
                let apart = !clusters.members(clusters.of(one)).iter().any(together);
                let (x, y) = (&forms[one].name.words, &forms[other].name.words);
                // "Air Force" and "UAE Air Force": the further word makes it another, however little it sounds.
                let apart = apart && !x.ends_with(y) && !y.ends_with(x);
                if clusters.of(one) != clusters.of(other)
                    && apart
                    && sound_alike(&a, &b)
                    && !only_a_for_e(&a, &b)
                {
                    let why = format!(
                        "{} and {} spell the same sounds, as transliterations do.",
                        quoted(&forms[one]),
                        quoted(&forms[other])
                    );
                    clusters.merge(one, other, why);
                }
            }
        }
    }
}

/// Places whose names a headline runs together with its other words: "Hollin Monitor" beside "Hollin", where that form
/// stands in lines alone whose words all begin with capitals.
fn merge_headlines(forms: &Forms, clusters: &mut Clusters) {
    let is_place = |form: &Form| form.kind == Some(EntityKind::Place);
    let plain: BTreeMap<&[String], usize> = forms
        .forms
        .iter()
        .enumerate()
        .filter(|(_, form)| form.in_text && is_place(form))
        .map(|(index, form)| (form.name.words.as_slice(), index))
        .collect();
    let in_headlines = |form: &Form| !form.in_text && is_place(form);
    for (index, form) in forms.forms.iter().enumerate().filter(|(_, form)| in_headlines(form)) {
        let words = &form.name.words;
        let parts =
            (1..words.len()).rev().flat_map(|length| [&words[..length], &words[words.len() - length..]]);
        if let Some(&place) = parts.into_iter().find_map(|part| plain.get(part)) {
            let why = format!(
                "{} stands in headlines alone, beside other words with capitals: it is {}.",
                quoted(form),
                quoted(&forms.forms[place])
            );
            clusters.merge(place, index, why);
        }
    }
}

/// The form's common spelling between quotation marks.
pub(crate) fn quoted(form: &Form) -> String {
    format!("“{}”", form.spelling())
}

/// Common short names that no rule finds.
const KNOWN: &[(&str, &[&str])] = &[
    ("united states", &["us", "usa", "united states of america", "america"]),
    ("united kingdom", &["uk", "britain", "great britain"]),
    ("european union", &["eu"]),
    ("united nations", &["un"]),
    ("united arab emirates", &["uae", "emirates"]),
    ("democratic republic of the congo", &["drc", "dr congo"]),
    ("islamic state", &["is", "isis", "isil", "daesh", "islamic state group"]),
    ("north korea", &["dprk"]),
    ("czech republic", &["czechia"]),
    ("myanmar", &["burma"]),
    ("ivory coast", &["cote divoire"]),
];
