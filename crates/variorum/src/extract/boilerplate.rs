//! Sentences and lines that are no part of the report: they are known by what they say.

use super::date;
use super::normal::letters;
use crate::days::is_calendar_name;
use crate::report::SectionKind;

/// What a line or a sentence is if it is no running text: a byline, a caption's credit, or boilerplate.
///
/// ```
/// use variorum::extract::boilerplate::recognise;
/// use variorum::report::SectionKind::{Boilerplate, Byline};
/// assert_eq!(recognise("Follow us on Twitter"), Some(Boilerplate));
/// assert_eq!(recognise("READ MORE: Mayor opens the new bridge"), Some(Boilerplate));
/// assert_eq!(recognise("By Ana Novak and Lee Park"), Some(Byline));
/// assert_eq!(recognise("Follow the river north, the mayor said."), None);
/// ```
pub fn recognise(text: &str) -> Option<SectionKind> {
    let text = text.trim().trim_start_matches(OPENING_MARKS).trim_start();
    if text.len() > 600 {
        return None;
    }
    let lower = text.to_lowercase().replace('’', "'");
    if is_byline(text, &lower) {
        return Some(SectionKind::Byline);
    }
    if is_credit(&lower) {
        return Some(SectionKind::Caption);
    }
    let found = LINES.contains(&lower.trim_end_matches(['.', ':', '!', '…', '»', '>', ' ']))
        || is_lead(&lower)
        || is_counted(&lower)
        || is_stamp(text)
        || PHRASES.iter().any(|phrase| lower.contains(phrase))
        || is_appeal(&lower)
        || PAIRS.iter().any(|(start, rest)| is_pair(&lower, start, rest));
    found.then_some(SectionKind::Boilerplate)
}

/// Whether nothing of the report comes after a sentence such as this: the imprint of the outlet.
pub fn is_end(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["all rights reserved", "trust principles", "terms of use", "may not be reproduced", "©"]
        .iter()
        .any(|mark| lower.contains(mark))
}

/// The length of the labels at the start of running text that has lost its lines: `Read more `, `Advertisement `.
pub fn labels_at_start(text: &str) -> usize {
    let mut length = 0;
    while let Some(label) = LABELS.iter().find(|label| text[length..].starts_with(*label)) {
        length += label.len();
    }
    length
}

/// Labels as pages write them, with the space that parts them from what follows.
const LABELS: &[&str] = &[
    "Read more ",
    "Read More ",
    "READ MORE ",
    "Advertisement ",
    "ADVERTISEMENT ",
    "Follow Us ",
    "Share ",
    "Share this ",
];

/// The length of an update stamp at the start of running text: `Published 2 March 2026 `, `12 Aug 2016 `.
pub fn stamp_at_start(text: &str) -> Option<usize> {
    let (_, length) = date::at_start(text)?;
    let first = text.split(' ').next()?.to_lowercase();
    if matches!(first.as_str(), "on" | "at" | "of") {
        return None;
    }
    let rest = &text[length..];
    let told = rest.trim_start_matches(|mark: char| mark.is_whitespace() || "|.-–—:•".contains(mark));
    // `March 2, 2026, was` and `12 August 2016 was` are running text.
    (!told.starts_with([',', ')']) && !told.starts_with(char::is_lowercase)).then(|| text.len() - told.len())
}

const OPENING_MARKS: [char; 12] = ['>', '»', '•', '*', '-', '–', '—', '|', '►', '▶', '→', '·'];

fn is_byline(text: &str, lower: &str) -> bool {
    if text.len() > 250 {
        return false;
    }
    const LEADS: &[&str] = &[
        "reporting by ",
        "additional reporting by ",
        "writing by ",
        "editing by ",
        "(reporting by ",
        "(editing by ",
        "compiled by ",
        "(writing by ",
        "edited by ",
        "written by ",
    ];
    if LEADS.iter().any(|lead| lower.starts_with(lead)) {
        return true;
    }
    if lower.contains("contributed to this report")
        || lower.contains("contributed reporting")
        || is_author_note(text)
    {
        return true;
    }
    match lower.strip_prefix("by ") {
        Some(rest) => starts_with_name(text[text.len() - rest.len()..].trim_start()),
        None => false,
    }
}

/// `Ana Novak is a freelance writer for the Harbour Post.`
fn is_author_note(text: &str) -> bool {
    let Some((name, rest)) =
        [" is a ", " is an ", " is the "].iter().filter_map(|verb| text.split_once(verb)).next()
    else {
        return false;
    };
    const TRADES: &[&str] = &[
        "writer",
        "reporter",
        "editor",
        "correspondent",
        "columnist",
        "journalist",
        "producer",
        "contributor",
    ];
    let is_name = (2..=4).contains(&name.split(' ').count())
        && name.split(' ').all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let mut head = rest.split(' ').take(7);
    let is_trade =
        head.any(|word| TRADES.contains(&word.trim_end_matches([',', '.']).to_lowercase().as_str()));
    let goes_on = [" for ", " at ", " with ", " covering ", " based in ", " who covers "]
        .iter()
        .any(|word| rest.contains(word));
    is_name && is_trade && goes_on && !text.contains(['“', '"'])
}

/// Whether a text begins with two to four capitalised words, and then ends or goes on as a byline does.
fn starts_with_name(text: &str) -> bool {
    let is_capital = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(*word, "de" | "von" | "van" | "al" | "bin")
    };
    let words: Vec<&str> = text.split(' ').collect();
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let first = first.trim_end_matches(',');
    if is_calendar_name(first) || matches!(first, "the" | "then" | "now") {
        return false;
    }
    let mut capitals = 0;
    for word in words.iter().take_while(|word| is_capital(word)) {
        capitals += 1;
        if word.ends_with([',', '|', ';']) {
            break;
        }
    }
    let rest = words[capitals..].join(" ").to_lowercase();
    let is_office = || OFFICES.iter().any(|office| rest.contains(office));
    match words.len() - capitals {
        0 => (1..=8).contains(&capitals),
        1..=5 if !text.ends_with(['.', '"', '”']) => capitals >= 2,
        _ => capitals >= 2 && is_office(),
    }
}

const OFFICES: &[&str] = &[
    "reporter",
    "correspondent",
    "editor",
    "writer",
    "columnist",
    "staff",
    "bureau",
    "journalist",
    "published",
    "updated",
    "associated press",
    "for the ",
];

/// Photographers and picture agencies.
fn is_credit(lower: &str) -> bool {
    const LEADS: &[&str] = &[
        "photo:",
        "photo by ",
        "photos by ",
        "photo credit",
        "photos:",
        "photograph:",
        "photograph by ",
        "image:",
        "images:",
        "image credit",
        "image via ",
        "picture:",
        "file photo",
        "(photo by ",
        "(photo:",
        "credit:",
    ];
    const ENDS: &[&str] = &[
        "/getty images",
        "/getty images)",
        "/ap photo)",
        "/reuters)",
        "/shutterstock",
        "/afp via getty images)",
    ];
    lower.len() < 200 && LEADS.iter().any(|lead| lower.starts_with(lead))
        || lower.len() < 80 && ENDS.iter().any(|end| lower.trim_end_matches('.').ends_with(end))
}

/// What goes on longer than this after a label is running text that lost its line.
const LEAD_LIMIT: usize = 160;

/// A label with a colon or an appeal, and what it points at.
fn is_lead(lower: &str) -> bool {
    lower.len() < LEAD_LIMIT
        && LEADS.iter().any(|lead| {
            lower.strip_prefix(lead).is_some_and(|rest| {
                let is_whole = lead.ends_with([':', ' ', '[']) || rest.is_empty();
                is_whole
                    || rest.starts_with([':', '.', '!', '…', '>', '-', '|'])
                    || rest.starts_with(' ') && !is_running(rest)
            })
        })
}

/// Whether what follows a label is a sentence that lost its line, not a headline or a few words.
fn is_running(rest: &str) -> bool {
    rest.ends_with('.') && rest.split(' ').count() > 10
}

/// What the outlet asks of its readers or tells them of itself: not what a quoted person says.
fn is_appeal(lower: &str) -> bool {
    let speaks_to_reader = || {
        lower
            .split(|mark: char| !mark.is_alphabetic())
            .any(|word| ["you", "your", "our", "we", "us", "my"].contains(&word))
    };
    let found = APPEALS.iter().filter(|phrase| lower.contains(*phrase)).count();
    let is_quoted = lower.contains(['"', '“', '”']);
    found > 1 || found == 1 && !is_quoted && (lower.split(' ').count() <= 6 || speaks_to_reader())
}

/// `12 Comments`, `3 min read`, `1.2k shares`, `2 hours ago`.
fn is_counted(lower: &str) -> bool {
    const NOUNS: &[&str] = &[
        "comment",
        "comments",
        "share",
        "shares",
        "view",
        "views",
        "min read",
        "minute read",
        "mins read",
        "minutes read",
        "minutes ago",
        "hours ago",
        "hour ago",
        "days ago",
        "day ago",
        "likes",
        "retweets",
        "replies",
        "months ago",
        "weeks ago",
    ];
    let rest = lower.trim_start_matches(|mark: char| mark.is_ascii_digit() || "., k+(".contains(mark));
    rest.len() < lower.len() && NOUNS.contains(&rest.trim_end_matches([')', '.', ' ']))
}

/// A line that says when it was published or changed, and nothing else.
fn is_stamp(text: &str) -> bool {
    let lower = text.to_lowercase();
    const LEADS: &[&str] = &[
        "published",
        "updated",
        "last updated",
        "first published",
        "last modified",
        "posted",
        "originally published",
    ];
    let told = LEADS.iter().find_map(|lead| lower.strip_prefix(lead));
    if let Some(rest) = told
        && rest.starts_with([':', ' '])
        && text.len() < 90
        && rest.chars().any(|character| character.is_ascii_digit())
        && rest.split(' ').filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic)).count() <= 5
    {
        return true;
    }
    date::at_start(text)
        .is_some_and(|(_, length)| letters(&text[length..]).len() < 12 && !text[length..].ends_with('.'))
}

/// Whether a sentence begins with `start` and has one of the alternatives of `rest` (parted by bars).
fn is_pair(lower: &str, start: &str, rest: &str) -> bool {
    lower.strip_prefix(start).is_some_and(|tail| rest.split('|').any(|part| tail.contains(part)))
}

/// Whole lines, without closing marks.
const LINES: &[&str] = &[
    "advertisement",
    "advert",
    "tell us what you think",
    "here's how it works",
    "learn more",
    "advertising",
    "ad",
    "ads",
    "sponsored",
    "sponsored content",
    "sponsored links",
    "promoted",
    "promoted stories",
    "paid content",
    "share",
    "share this",
    "share this story",
    "share this article",
    "share on",
    "share via",
    "tweet",
    "email",
    "print",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "pinterest",
    "reddit",
    "comments",
    "comment",
    "leave a comment",
    "leave a reply",
    "post a comment",
    "view comments",
    "show comments",
    "comments are closed",
    "no comments",
    "related",
    "related stories",
    "related articles",
    "related topics",
    "related links",
    "related content",
    "related news",
    "related coverage",
    "read more",
    "see more",
    "more stories",
    "more news",
    "more",
    "most read",
    "most popular",
    "most viewed",
    "trending",
    "trending now",
    "recommended",
    "recommended stories",
    "recommended for you",
    "you may also like",
    "you might also like",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "continue reading",
    "back to top",
    "subscribe",
    "log in",
];

/// Beginnings: a label or an appeal. After them the line or sentence goes on or ends.
const LEADS: &[&str] = &[
    "thank you for visiting ",
    "read more",
    "read also",
    "also read",
    "read next",
    "read the full",
    "read our",
    "read:",
    "see also",
    "see more:",
    "see:",
    "watch:",
    "watch now",
    "watch live",
    "watch the video",
    "watch more",
    "listen:",
    "more:",
    "more on this",
    "more from ",
    "more on ",
    "related:",
    "related stories",
    "related articles",
    "related coverage",
    "related links",
    "related content",
    "related |",
    "recommended:",
    "don't miss",
    "up next",
    "next up",
    "also on ",
    "you may also ",
    "you might also ",
    "you may like",
    "you might be interested",
    "trending:",
    "must read",
    "click here",
    "click to ",
    "tap here",
    "sign up for ",
    "sign up to ",
    "sign up here",
    "sign up now",
    "subscribe to ",
    "subscribe now",
    "subscribe here",
    "subscribe for",
    "get the latest ",
    "get our ",
    "get breaking news",
    "download our ",
    "download the app",
    "like us on ",
    "follow us",
    "find us on ",
    "join us on ",
    "join our ",
    "share this ",
    "share on ",
    "share your ",
    "email this",
    "print this",
    "tweet this",
    "story continues",
    "article continues",
    "continue reading",
    "scroll down",
    "scroll for",
    "skip to ",
    "skip advertisement",
    "advertisement",
    "already a subscriber",
    "already have an account",
    "this story was originally published",
    "this article was originally published",
    "this article originally appeared",
    "this story originally appeared",
    "this article first appeared",
    "originally published ",
    "first published on",
    "view original",
    "view comments",
    "have a tip",
    "got a tip",
    "send tips",
    "like this story",
    "liked this article",
    "enjoyed this",
    "support our ",
    "thanks for reading",
    "not a subscriber",
];

/// Words that are found in boilerplate only.
const PHRASES: &[&str] = &[
    "all rights reserved",
    "all right reserved",
    "may not be published, broadcast",
    "may not be reproduced",
    "without the prior written permission",
    "prior written permission of",
    "copyright ©",
    "© copyright",
    "copyright 20",
    "copyright 19",
    "(c) 20",
    "©20",
    "© 20",
    "may earn a commission",
    "may earn vox media a commission",
    "earn an affiliate commission",
    "affiliate partnerships",
    "affiliate commission",
    "portion of sales from products",
    "compensation on sales from links",
    "receive a commission",
    "sent to your inbox",
    "delivered to your inbox",
    "straight to your inbox",
    "your inbox",
    "requires javascript",
    "your california privacy rights",
    "do not sell my",
    "enable javascript",
    "javascript is disabled",
    "your browser does",
    "limited support for css",
    "turn off compatibility mode",
    "adchoices",
    "our standards: the thomson reuters",
    "trust principles",
    "quotes delayed a minimum",
    "by submitting your email",
    "by signing up",
    "thank you for signing up",
    "visit our corporate site",
    "then view saved stories",
    "see our ethics statement",
    "access your subscription",
    "manage your subscription",
    "click here to ",
    "please read our commenting",
];

/// Words that are found in boilerplate and in the news: they count where the reader is spoken to.
const APPEALS: &[&str] = &[
    "terms of use",
    "terms of service",
    "terms and conditions",
    "privacy policy",
    "privacy notice",
    "cookie policy",
    "uses cookies",
    "use cookies",
    "newsletter for ",
    "daily newsletter",
    "weekly newsletter",
    "email newsletter",
    "push notifications",
    "affiliate link",
    "ad choices",
    "our newsletter",
    "accept cookies",
    "create a free account",
];

/// A beginning together with a word that follows it somewhere.
const PAIRS: &[(&str, &str)] = &[
    ("follow ", " on twitter| on facebook| on instagram| on x.| on social media|@"),
    ("and follow ", " on twitter| on facebook|@"),
    ("like ", " on facebook"),
    ("contact ", "@| via email| by email"),
    ("email ", "@"),
    ("write to ", "@"),
    ("e-mail ", "@"),
    ("join ", "conversation| on facebook| on whatsapp| on telegram"),
    ("visit ", "our website|our corporate| for more information"),
    ("for more ", "visit |click |follow |sign up|go to |check out "),
    ("to read ", "subscribe|click|sign up"),
    ("check out ", "our |here|more "),
    (
        "this ",
        "has been updated|story has been corrected|article has been corrected|article was updated|story was updated|is a developing story|is a breaking news",
    ),
    ("more great ", " stories"),
    ("get ", "in your inbox|newsletter|on the go| app "),
];

#[cfg(test)]
mod tests {
    use super::*;
    use SectionKind::{Boilerplate, Byline, Caption};

    #[test]
    fn what_is_no_part_of_the_report_is_recognised_and_the_report_is_not() {
        for (text, expected) in [
            ("Advertisement", Some(Boilerplate)),
            ("► Read more: Bridge closed", Some(Boilerplate)),
            ("12 Comments", Some(Boilerplate)),
            ("3 min read", Some(Boilerplate)),
            ("Published 2 March 2026", Some(Boilerplate)),
            ("Updated at 1:23 p.m.", Some(Boilerplate)),
            ("Monday 2 March 2026", Some(Boilerplate)),
            ("© 2026 The Harbour Post. All rights reserved.", Some(Boilerplate)),
            ("Follow her on Twitter @ananovak.", Some(Boilerplate)),
            ("If you buy something from a link, we may earn a commission.", Some(Boilerplate)),
            ("This story has been updated with the council's statement.", Some(Boilerplate)),
            ("By Ana Novak, a science reporter with a decade of experience.", Some(Byline)),
            ("BY ANA NOVAK", Some(Byline)),
            ("(Reporting by Ana Novak; editing by Lee Park)", Some(Byline)),
            ("Lee Park in Solm contributed to this report.", Some(Byline)),
            ("Photo: Ana Novak/Harbour Post", Some(Caption)),
            ("Ana Novak is a freelance science writer for the Harbour Post.", Some(Byline)),
            ("By clicking you agree to our privacy policy.", Some(Boilerplate)),
            ("The company changed its privacy policy on Monday.", None),
            ("“Read our privacy policy,” the minister told you.", None),
            ("Ana Novak is a writer.", None),
            ("By Monday, the river had risen again.", None),
            ("By Ana Novak's count, 12 houses were lost in the flood that night.", None),
            ("Follow the river north, the mayor said.", None),
            ("He shared the picture on Facebook.", None),
            ("The council published 12 reports.", None),
            ("Watch towers were built along the river.", None),
            ("More than 40 people were hurt.", None),
            ("Share prices fell.", None),
            ("Related work was stopped, he said.", None),
            ("March 2, 2026, was the day of the flood, and 12 died.", None),
        ] {
            assert_eq!(recognise(text), expected, "{text}");
        }
    }

    #[test]
    fn labels_before_running_text() {
        for (text, length) in
            [("Read more Advertisement The river rose", 24), ("Read more books", 10), ("River", 0)]
        {
            assert_eq!(labels_at_start(text), length, "{text}");
        }
    }

    #[test]
    fn stamps_before_running_text() {
        for (text, length) in [
            ("Published November 26 2017 Air strikes killed", Some(27)),
            ("12 Aug 2016 | Militants", Some(14)),
            ("12 August 2016 was a quiet day", None),
            ("March 2, 2026, was the day", None),
            ("On March 2, 2026 Officials", None),
        ] {
            assert_eq!(stamp_at_start(text), length, "{text}");
        }
    }
}
