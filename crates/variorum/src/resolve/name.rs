//! Names, taken apart so that spellings of one name meet.

use crate::annotate::EntityKind;

/// A name as its words in small letters, without accents, titles, articles and possessive endings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Name {
    /// The words in order.
    pub(crate) words: Vec<String>,
}

impl Name {
    /// Takes apart a name as written; titles go from persons' names only ("General Motors").
    pub(crate) fn new(written: &str, kind: EntityKind) -> Name {
        let person = after_office(written).filter(|_| kind == EntityKind::Person);
        let written = person.unwrap_or(written);
        let is_title = |word: &str| kind == EntityKind::Person && TITLES.contains(&word);
        let mut words: Vec<String> = Vec::new();
        for part in written.split(|char: char| char.is_whitespace() || matches!(char, '/' | ',')) {
            let pieces: Vec<&str> = part.split(['-', '–', '‑']).collect();
            for (place, piece) in pieces.iter().enumerate() {
                let word = folded(without_possessive(piece));
                // "al-", "el-", "ez-": the article of Arabic names comes and goes.
                let article = place + 1 < pieces.len() && ARTICLES.contains(&word.as_str());
                let lower_article = !words.is_empty()
                    && piece.starts_with(char::is_lowercase)
                    && ARTICLES.contains(&word.as_str());
                if kind == EntityKind::Person && is_initials(piece) && !written.ends_with(part) {
                    words.extend(word.chars().map(String::from));
                } else if !word.is_empty() && !article && !lower_article {
                    words.push(word);
                }
            }
        }
        let articles = words.iter().take_while(|word| matches!(word.as_str(), "the" | "a")).count();
        words.drain(..articles.min(words.len().saturating_sub(1)));
        let titles = words.iter().take_while(|word| is_title(word)).count();
        if titles < words.len() {
            words.drain(..titles);
        }
        while words.len() > 2
            && words.last().is_some_and(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii"))
        {
            words.pop();
        }
        Name { words }
    }

    /// The last word: a person's surname in most languages.
    pub(crate) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The first word.
    pub(crate) fn first(&self) -> &str {
        self.words.first().map_or("", String::as_str)
    }

    /// Words of a body or place that tell it from others: no "of", no "Inc".
    pub(crate) fn telling(&self) -> Vec<&str> {
        let telling: Vec<&str> =
            self.words.iter().map(String::as_str).filter(|word| !LINKING.contains(word)).collect();
        if telling.is_empty() { self.words.iter().map(String::as_str).collect() } else { telling }
    }

    /// The first letters of its words, without "of" and "the".
    pub(crate) fn initials(&self) -> String {
        let small = ["of", "the", "for", "and", "in", "on", "de", "du", "la"];
        self.words
            .iter()
            .filter(|word| !small.contains(&word.as_str()))
            .filter_map(|word| word.chars().next())
            .collect()
    }
}

/// The person's name after an office: "Karel Odding" of "Interior Minister Karel Odding".
pub(crate) fn after_office(written: &str) -> Option<&str> {
    let words: Vec<&str> = written.split(' ').collect();
    let office = words.iter().rposition(|word| {
        let word = word.trim_end_matches('.').to_lowercase();
        TITLES.contains(&word.as_str()) || OFFICES.contains(&word.as_str())
    })?;
    let person = &words[office + 1..];
    let is_name = person.len() >= 2 && person.iter().all(|word| word.starts_with(char::is_uppercase));
    is_name.then(|| &written[words[..=office].iter().map(|word| word.len() + 1).sum()..])
}

/// Whether a name as written is an acronym: two to eight capitals, full stops apart.
pub(crate) fn is_acronym(written: &str) -> bool {
    let letters: Vec<char> = without_possessive(written).chars().filter(|char| *char != '.').collect();
    (2..=8).contains(&letters.len()) && letters.iter().all(|char| char.is_uppercase())
}

/// "A.J.", which others write "A. J.".
fn is_initials(word: &str) -> bool {
    let letters = word.split_terminator('.');
    word.ends_with('.')
        && letters.clone().count() > 1
        && letters.clone().all(|letter| letter.chars().count() == 1)
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Small letters and digits, accents taken off.
fn folded(word: &str) -> String {
    let mut result = String::with_capacity(word.len());
    for char in word.chars().flat_map(char::to_lowercase).filter(|char| char.is_alphanumeric()) {
        match FOLDS.iter().find(|(accented, _)| accented.contains(char)) {
            Some((_, plain)) => result.push_str(plain),
            None => result.push(char),
        }
    }
    result
}

/// The sound of a word, as far as scripts other than Latin leave it open: its consonants and the vowels before each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sound {
    /// Consonants; those that transliterations confuse are one.
    pub(crate) consonants: String,
    /// The vowels before each consonant, and those at the end.
    vowels: Vec<String>,
}

impl Sound {
    /// The sound of a folded word.
    pub(crate) fn new(word: &str) -> Sound {
        let mut sound = Sound { consonants: String::new(), vowels: vec![String::new()] };
        let mut rest = word;
        while let Some(char) = rest.chars().next() {
            let (spelling, consonant) = SPELLINGS
                .iter()
                .copied()
                .find(|(spelling, _)| rest.starts_with(spelling))
                .unwrap_or((&rest[..char.len_utf8()], ""));
            let soft = char == 'c' && spelling == "c" && rest[1..].starts_with(['e', 'i', 'y']);
            rest = &rest[spelling.len()..];
            if "aeiouy".contains(char) {
                sound.vowels.last_mut().into_iter().for_each(|vowels| vowels.push(char));
            } else if char == 'h' && spelling == "h" && rest.is_empty() {
                // "Abdullah" and "Abdulla".
            } else {
                let consonants = if soft {
                    "s"
                } else if consonant.is_empty() {
                    spelling
                } else {
                    consonant
                };
                consonants.chars().for_each(|consonant| sound.push(consonant));
            }
        }
        sound
    }

    fn push(&mut self, consonant: char) {
        let doubled =
            self.consonants.ends_with(consonant) && self.vowels.last().is_some_and(String::is_empty);
        if !doubled {
            self.consonants.push(consonant);
            self.vowels.push(String::new());
        }
    }
}

/// Whether two folded words may be transliterations of one name: the same consonants, and vowels that differ only as
/// transliterations do (o and u, e and i, a and e). A different ending parts names ("Daniel", "Daniela").
pub(crate) fn sound_alike(one: &str, other: &str) -> bool {
    let (a, b) = (Sound::new(one), Sound::new(other));
    if a.consonants != b.consonants || a.consonants.chars().count() < 2 {
        return false;
    }
    let endings = (a.vowels.last().map_or("", String::as_str), b.vowels.last().map_or("", String::as_str));
    let same_ending = endings.0 == endings.1 || (is_i(endings.0) && is_i(endings.1));
    let missing = a.vowels.iter().zip(&b.vowels).filter(|(x, y)| x.is_empty() != y.is_empty()).count();
    same_ending && missing <= 1 && a.vowels.iter().zip(&b.vowels).all(|(x, y)| vowels_alike(x, y))
}

/// Whether two words that sound alike differ in "a" for "e" alone, as "Jansen" and "Jensen", which are two names.
pub(crate) fn only_a_for_e(one: &str, other: &str) -> bool {
    one.replace('e', "a") == other.replace('e', "a")
}

fn is_i(vowels: &str) -> bool {
    !vowels.is_empty() && vowels.chars().all(|vowel| matches!(vowel, 'i' | 'y' | 'e')) && vowels != "e"
}

fn vowels_alike(one: &str, other: &str) -> bool {
    let classes = |vowels: &str| -> u8 {
        vowels.chars().fold(0, |set, vowel| {
            set | match vowel {
                'a' => 1,
                'e' => 1 | 2,
                'i' | 'y' => 2,
                _ => 4,
            }
        })
    };
    one.is_empty() || other.is_empty() || classes(one) & classes(other) != 0
}

/// The kind that most mentions have; of equals the first in the order of [`EntityKind`].
pub(crate) fn majority(kinds: impl Iterator<Item = EntityKind>) -> EntityKind {
    let mut counts: Vec<(EntityKind, usize)> = Vec::new();
    for kind in kinds {
        match counts.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((kind, 1)),
        }
    }
    counts.sort_by_key(|&(kind, count)| (std::cmp::Reverse(count), kind));
    counts.first().map_or(EntityKind::Other, |&(kind, _)| kind)
}

/// Spellings of one sound in names from other scripts, longest first.
const SPELLINGS: &[(&str, &str)] = &[
    ("tsch", "S"),
    ("sch", "S"),
    ("tch", "S"),
    ("dzh", "j"),
    ("sh", "S"),
    ("ch", "S"),
    ("kh", "k"),
    ("gh", "k"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("zh", "j"),
    ("dj", "j"),
    ("ts", "z"),
    ("tz", "z"),
    ("cz", "z"),
    ("ck", "k"),
    ("q", "k"),
    ("g", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("w", "v"),
];

/// Accented letters and the plain ones that stand for them.
const FOLDS: &[(&str, &str)] = &[
    ("áàâäãåāăą", "a"),
    ("æ", "ae"),
    ("çćčĉ", "c"),
    ("ďđð", "d"),
    ("éèêëēėęě", "e"),
    ("ğģ", "g"),
    ("íìîïīįı", "i"),
    ("ķ", "k"),
    ("łľļ", "l"),
    ("ñńňņ", "n"),
    ("óòôöõøōő", "o"),
    ("œ", "oe"),
    ("řŕ", "r"),
    ("śšşș", "s"),
    ("ß", "ss"),
    ("ťţț", "t"),
    ("þ", "th"),
    ("úùûüūůűų", "u"),
    ("ýÿ", "y"),
    ("źżž", "z"),
];

const ARTICLES: &[&str] = &["ad", "al", "an", "ar", "as", "ash", "at", "az", "el", "es", "ez"];

/// Words of the names of bodies and places that tell nothing.
const LINKING: &[&str] = &[
    "ag",
    "and",
    "co",
    "company",
    "corp",
    "corporation",
    "for",
    "gmbh",
    "in",
    "inc",
    "limited",
    "llc",
    "ltd",
    "nv",
    "of",
    "on",
    "plc",
    "sa",
    "the",
];

/// Offices before a person's name that a name may also begin with.
const OFFICES: &[&str] = &["director", "secretary", "spokesman", "spokesperson", "spokeswoman"];

/// Words before a person's name that are no part of it.
const TITLES: &[&str] = &[
    "admiral",
    "ambassador",
    "archbishop",
    "bishop",
    "captain",
    "chairman",
    "chancellor",
    "colonel",
    "commissioner",
    "dr",
    "gen",
    "general",
    "gov",
    "governor",
    "judge",
    "king",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "madam",
    "major",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "pope",
    "premier",
    "president",
    "prince",
    "princess",
    "prof",
    "professor",
    "queen",
    "rep",
    "rev",
    "sen",
    "senator",
    "sergeant",
    "sgt",
    "sheikh",
    "sir",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transliterations_sound_alike_and_other_names_do_not() {
        for (one, other, alike) in [
            ("Gaddafi", "Qaddafi", true),
            ("Gaddafi", "Kadhafi", true),
            ("Moammar", "Muammar", true),
            ("Mohammed", "Muhammad", true),
            ("Abdullah", "Abdulla", true),
            ("Zelenskyy", "Zelensky", true),
            ("Sheikhoun", "Shaykhun", true),
            ("Berg", "Borg", false),
            ("Daniel", "Daniela", false),
            ("Anna", "Anne", false),
            ("Hansen", "Hanson", false),
            ("Brenn", "Brandt", false),
        ] {
            let (a, b) = (Name::new(one, EntityKind::Person), Name::new(other, EntityKind::Person));
            assert_eq!(sound_alike(a.last(), b.last()), alike, "{one} {other}");
        }
        assert!(only_a_for_e("jensen", "jansen"));
    }

    #[test]
    fn names_lose_titles_articles_and_accents() {
        let kind = |words: &str| {
            if words == "general motors" { EntityKind::Organization } else { EntityKind::Person }
        };
        for (written, words) in [
            ("President Recep Tayyip Erdoğan's", "recep tayyip erdogan"),
            ("Muammar al-Gaddafi", "muammar gaddafi"),
            ("Deir ez-Zor", "deir zor"),
            ("the U.S.", "us"),
            ("Al Gore", "al gore"),
            ("Sen. Tove Lunde", "tove lunde"),
            ("General Motors", "general motors"),
            ("The President", "president"),
        ] {
            assert_eq!(Name::new(written, kind(words)).words.join(" "), words);
        }
        assert_eq!(after_office("Interior Minister Karel Odding"), Some("Karel Odding"));
        assert_eq!(after_office("General Motors"), None);
        assert!(is_acronym("IAEA") && is_acronym("U.N.'s") && !is_acronym("Iran"));
    }
}
