//! Names of outlets: which words name one, and when two names mean the same.

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

/// Whether `short` is three capitals or more that are the initials of `long`.
fn is_acronym_of(short: &str, long: &str) -> bool {
    let small = |word: &&str| !matches!(*word, "of" | "the" | "and" | "for" | "The");
    short.len() >= 3
        && short.chars().all(|char| char.is_ascii_uppercase())
        && long.contains(' ')
        && long.split(' ').filter(small).filter_map(|word| word.chars().next()).eq(short.chars())
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
        }
        assert!(is_media("Norrvik Wire") && !is_media("Wire") && !is_media("Norrvik Council"));
        assert!(is_media("Norrvik News Agency") && !is_media("Refugee Agency"));
        assert_eq!(known_agency("aa"), None);
    }
}
