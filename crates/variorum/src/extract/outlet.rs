//! Who published a report, from what it says or from its address.

use super::normal::{letters, squeeze};

/// The name of an outlet as given, or its host where an address was given.
///
/// ```
/// use variorum::extract::outlet::name;
/// assert_eq!(name("https://www.harbour-post.example/"), Some("harbour-post.example".to_owned()));
/// assert_eq!(name(" The  Harbour Post "), Some("The Harbour Post".to_owned()));
/// assert_eq!(name(" "), None);
/// ```
pub fn name(given: &str) -> Option<String> {
    if is_address(given) {
        return host(given);
    }
    let name = squeeze(given);
    (!name.is_empty()).then_some(name)
}

/// The host of an address without `www.` and the like, in lower case.
pub fn host(address: &str) -> Option<String> {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let host =
        rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = ["www.", "m.", "amp."]
        .iter()
        .fold(host.as_str(), |host, lead| host.strip_prefix(lead).unwrap_or(host));
    (host.contains('.') && !host.contains(' ')).then(|| host.to_owned())
}

/// Whether a text is an address of the world wide web.
pub fn is_address(text: &str) -> bool {
    let text = text.trim();
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace)
}

/// A headline without the outlet's name after a dash or a bar.
///
/// ```
/// use variorum::extract::outlet::without_name;
/// let bare = |title| without_name(title, Some("The Harbour Post"), Some("https://harbourpost.example/1"));
/// assert_eq!(bare("River rises - The Harbour Post"), "River rises");
/// assert_eq!(bare("River rises | Harbour Post"), "River rises");
/// assert_eq!(bare("River rises - and falls"), "River rises - and falls");
/// assert_eq!(without_name("River rises | Harbour Post", Some("harbourpost.example"), None), "River rises");
/// ```
pub fn without_name(title: &str, outlet: Option<&str>, url: Option<&str>) -> String {
    let host = url.and_then(host).map(|host| letters(host.split('.').next().unwrap_or_default()));
    let outlet = outlet.map(|name| match host_label(name) {
        Some(label) => letters(label),
        None => letters(name),
    });
    let names: Vec<&str> = [&outlet, &host].into_iter().flatten().map(String::as_str).collect();
    let mut kept = title.trim();
    while let Some((head, tail)) = last_part(kept) {
        let tail = letters(tail);
        let bare = tail.strip_prefix("the").unwrap_or(&tail);
        let is_name = |name: &str| bare.len() > 1 && (name == tail || name.trim_start_matches("the") == bare);
        if head.is_empty() || !names.iter().any(|name| is_name(name)) {
            break;
        }
        kept = head;
    }
    kept.to_owned()
}

/// The first part of a name that is a host: `harbourpost` of `harbourpost.example`.
fn host_label(name: &str) -> Option<&str> {
    let (label, rest) = name.split_once('.')?;
    (!rest.is_empty() && !name.contains(' ')).then_some(label)
}

/// Parts a headline at the last dash or bar that has spaces around it.
fn last_part(title: &str) -> Option<(&str, &str)> {
    [" - ", " – ", " — ", " | ", " :: ", " • ", " · "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .max_by_key(|(head, _)| head.len())
        .map(|(head, tail)| (head.trim_end(), tail.trim()))
}

/// The names in a byline field: `By Ana Novak and Lee Park, Harbour Post` gives the two.
pub fn byline(field: &str, outlet: Option<&str>) -> Vec<String> {
    let field = squeeze(field);
    let mut field = field.as_str();
    for lead in ["written by ", "reported by ", "posted by ", "by: ", "by ", "author: ", "authors: "] {
        if field.get(..lead.len()).is_some_and(|start| start.eq_ignore_ascii_case(lead)) {
            field = field[lead.len()..].trim_start();
        }
    }
    let outlet = outlet.map(letters);
    let mut names: Vec<String> = Vec::new();
    for part in field.replace(" and ", ",").replace(" & ", ",").replace([';', '|', '•'], ",").split(',') {
        let name = part.trim().trim_end_matches('.');
        let known = outlet.as_deref() == Some(letters(name).as_str());
        if is_name(name) && !known && !names.iter().any(|other| other == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// A name has letters, few words, and is no address, mailbox, date or office.
fn is_name(text: &str) -> bool {
    const OFFICES: [&str; 9] = [
        "reporter",
        "correspondent",
        "editor",
        "writer",
        "staff",
        "bureau",
        "columnist",
        "updated",
        "published",
    ];
    let lower = text.to_lowercase();
    text.chars().find(|character| character.is_alphabetic()).is_some_and(|first| !first.is_lowercase())
        && text.split(' ').count() <= 5
        && !text.contains(['@', '/', '<', '{', '='])
        && !text.chars().any(|character| character.is_ascii_digit())
        && !OFFICES.iter().any(|office| lower.split(' ').any(|word| word == *office))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names() {
        for (field, names) in [
            ("By Ana Novak and Lee Park, Harbour Post", vec!["Ana Novak", "Lee Park"]),
            ("Ana Novak; Lee Park", vec!["Ana Novak", "Lee Park"]),
            ("https://harbour.example/ana", vec![]),
            ("Ana Novak, Senior Reporter", vec!["Ana Novak"]),
            ("BY ANA NOVAK | 2 March 2026", vec!["ANA NOVAK"]),
            ("Harbour Post", vec![]),
        ] {
            assert_eq!(byline(field, Some("Harbour Post")), names, "{field}");
        }
    }
}
