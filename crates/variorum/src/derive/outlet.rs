//! Names of outlets: which words name one, and when two names mean the same.

use std::collections::{BTreeMap, BTreeSet};

/// An agency's common short name and the other names that it goes by.
type Agency = (&'static str, &'static [&'static str]);

/// News agencies of the world, by the names that they use for themselves.
const AGENCIES: &[Agency] = &[
    ("AA", &["Anadolu", "Anadolu Agency"]),
    ("AAP", &["Australian Associated Press"]),
    ("AFP", &["Agence France-Presse", "Agence France Presse"]),
    ("ANI", &["Asian News International"]),
    ("ANSA", &[]),
    ("AP", &["Associated Press", "The Associated Press", "apnews.com", "AP News"]),
    ("APA", &["Austria Presse Agentur"]),
    ("ANP", &["Algemeen Nederlands Persbureau"]),
    ("Belga", &[]),
    ("Bloomberg", &["Bloomberg News"]),
    ("CP", &["Canadian Press", "The Canadian Press"]),
    ("dpa", &["Deutsche Presse-Agentur", "DPA"]),
    ("EFE", &["Agencia EFE"]),
    ("IANS", &["Indo-Asian News Service"]),
    ("Interfax", &["Interfax-Ukraine"]),
    ("IRNA", &["Islamic Republic News Agency"]),
    ("KCNA", &["Korean Central News Agency"]),
    ("Kyodo", &["Kyodo News"]),
    ("NTB", &["Norsk Telegrambyrå"]),
    ("PA", &["Press Association", "PA Media"]),
    ("PTI", &["Press Trust of India"]),
    ("Reuters", &["Reuter", "Thomson Reuters", "reuters.com"]),
    ("RIA Novosti", &["RIA"]),
    ("Ritzau", &[]),
    ("SANA", &["Syrian Arab News Agency"]),
    ("TASS", &["ITAR-TASS"]),
    ("TT", &["Tidningarnas Telegrambyrå"]),
    ("Ukrinform", &[]),
    ("UPI", &["United Press International"]),
    ("WAFA", &[]),
    ("Xinhua", &["Xinhua News Agency", "Xinhua News"]),
    ("Yonhap", &["Yonhap News Agency", "Yonhap News"]),
];

/// Words with which names of outlets end.
const MEDIA_WORDS: &[&str] = &[
    "agency",
    "broadcasting",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "echo",
    "gazette",
    "herald",
    "journal",
    "magazine",
    "news",
    "newspaper",
    "newswire",
    "post",
    "radio",
    "telegraph",
    "television",
    "times",
    "tribune",
    "tv",
    "wire",
];

/// The common short name of the agency that `name` names, if it is one. Acronyms must be written as such.
pub(crate) fn known_agency(name: &str) -> Option<&'static str> {
    AGENCIES
        .iter()
        .find(|(short, others)| *short == name || others.iter().any(|other| other.eq_ignore_ascii_case(name)))
        .map(|(short, _)| *short)
}

/// Whether `name` reads as the name of an outlet: two words or more, the last of them a word such as "Wire".
pub(crate) fn is_media(name: &str) -> bool {
    let mut words = name.split([' ', '-']).rev();
    let last = words.next().unwrap_or_default().to_lowercase();
    let before = words.next().map(str::to_lowercase);
    let agency = last != "agency" || before.as_deref().is_some_and(|word| word == "news" || word == "press");
    let generic = GENERIC.contains(&name.to_lowercase().as_str());
    MEDIA_WORDS.contains(&last.as_str()) && before.is_some() && agency && !generic
}

/// Names that end like an outlet's and are none.
const GENERIC: &[&str] = &[
    "breaking news",
    "fake news",
    "good news",
    "latest news",
    "local news",
    "related news",
    "state tv",
    "world news",
];

/// Whether two names, addresses or acronyms mean one outlet.
pub(crate) fn same_outlet(one: &str, other: &str) -> bool {
    let (left, right) = (outlet_key(one), outlet_key(other));
    !left.is_empty() && left == right || is_acronym_of(one, other) || is_acronym_of(other, one)
}

/// Whether `short` is an acronym of the words of `long`.
fn is_acronym_of(short: &str, long: &str) -> bool {
    is_acronym(short) && long.contains(' ') && initials(long) == short
}

/// Whether the name is three capitals or more.
fn is_acronym(name: &str) -> bool {
    name.len() >= 3 && name.chars().all(|char| char.is_ascii_uppercase())
}

/// The first letters of the words that count in an acronym.
fn initials(name: &str) -> String {
    let small = |word: &&str| !matches!(*word, "of" | "the" | "and" | "for" | "The");
    name.split(' ').filter(small).filter_map(|word| word.chars().next()).collect()
}

/// Names of outlets by what [`same_outlet`] compares, so that those of one outlet are found without a look at each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outlets {
    by_key: BTreeMap<String, Vec<usize>>,
    /// Names of three capitals or more, by their letters.
    acronyms: BTreeMap<String, Vec<usize>>,
    /// Names of several words, by their initials.
    initials: BTreeMap<String, Vec<usize>>,
}

impl Outlets {
    /// Adds a name that stands for `id`.
    pub(crate) fn add(&mut self, name: &str, id: usize) {
        let key = outlet_key(name);
        if !key.is_empty() {
            self.by_key.entry(key).or_default().push(id);
        }
        if is_acronym(name) {
            self.acronyms.entry(name.to_owned()).or_default().push(id);
        }
        if name.contains(' ') {
            self.initials.entry(initials(name)).or_default().push(id);
        }
    }

    /// The ids of the names that mean the same outlet as `name`, each once, in order.
    pub(crate) fn find_all(&self, name: &str) -> BTreeSet<usize> {
        self.found(name).copied().collect()
    }

    /// The least id of the names that mean the same outlet as `name`.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.found(name).copied().min()
    }

    fn found(&self, name: &str) -> impl Iterator<Item = &usize> {
        let same = self.by_key.get(&outlet_key(name));
        let long = if is_acronym(name) { self.initials.get(name) } else { None };
        let short = if name.contains(' ') { self.acronyms.get(&initials(name)) } else { None };
        [same, long, short].into_iter().flatten().flatten()
    }
}

impl<'n> FromIterator<&'n str> for Outlets {
    /// Indexes names by their places in the list.
    fn from_iter<I: IntoIterator<Item = &'n str>>(names: I) -> Outlets {
        let mut outlets = Outlets::default();
        names.into_iter().enumerate().for_each(|(id, name)| outlets.add(name, id));
        outlets
    }
}

/// The form under which the names of one outlet meet: small letters and digits, without article, scheme and domain.
pub(crate) fn outlet_key(name: &str) -> String {
    let name = without_remark(name);
    let host = name.split_once("://").map_or(name, |(_, rest)| rest);
    let host = host.split(['/', '?']).next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host);
    if let Some(agency) = known_agency(host).or_else(|| known_agency(name)) {
        return agency.to_lowercase();
    }
    let is_domain = host.contains('.') && !host.contains(' ') && !host.ends_with('.');
    let label = if is_domain { main_label(host) } else { name };
    let words: String =
        label.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match words.strip_prefix("the") {
        Some(rest)
            if rest.len() >= 4
                && (is_domain || name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("the "))) =>
        {
            rest.to_owned()
        }
        _ => words,
    }
}

/// The name without what stands in brackets behind it: "The Sun (Ostmark edition)".
pub(crate) fn without_remark(name: &str) -> &str {
    match name.trim().strip_suffix(')').and_then(|open| open.split_once(" (")) {
        Some((before, _)) if !before.trim().is_empty() => before.trim(),
        _ => name.trim(),
    }
}

/// The part of a host name that names the outlet: "bbc" of "news.bbc.co.uk".
fn main_label(host: &str) -> &str {
    let labels: Vec<&str> = host.split('.').collect();
    let mut end = labels.len().saturating_sub(1);
    if end > 1 && matches!(labels[end - 1], "co" | "com" | "org" | "net" | "ac" | "gov") {
        end -= 1;
    }
    labels.get(end.saturating_sub(1)).copied().unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_outlet_meet() {
        for (one, other, same) in [
            ("The Associated Press", "AP", true),
            ("apnews.com", "AP", true),
            ("https://www.theverge.com", "The Verge", true),
            ("Norrvik Wire", "norrvik-wire.example", true),
            ("news.halden.co.uk", "Halden", true),
            ("Norrvik Press Agency", "NPA", true),
            ("Halden Post", "Halden Courier", false),
            ("Thessaly Post", "ssaly post", false),
            ("", "", false),
        ] {
            assert_eq!(same_outlet(one, other), same, "{one} / {other}");
            let found = Outlets::from_iter([other]).find(one);
            assert_eq!(found, same.then_some(0), "{one} among {other}");
        }
        assert!(is_media("Norrvik Wire") && !is_media("Wire") && !is_media("Norrvik Council"));
        assert!(is_media("Norrvik News Agency") && !is_media("Refugee Agency"));
        assert_eq!(known_agency("aa"), None);
    }
}
