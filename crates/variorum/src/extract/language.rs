//! What language a text is in, as far as the reader of claims needs to know.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::normal::words;

/// How many words are looked at.
const REACH: usize = 2_000;

/// Two-letter code of the language of a text by its most common small words; `None` where the text is too short or
/// none of the languages known here fits.
///
/// ```
/// use variorum::extract::language::detect;
/// let text = "The river rose again and the bridge was closed for the night, officials said.";
/// assert_eq!(detect(text), Some("en"));
/// assert_eq!(detect("Der Fluss ist wieder gestiegen und die Brücke wurde für die Nacht gesperrt"), Some("de"));
/// assert_eq!(detect("Река снова поднялась, и мост закрыли на ночь"), Some("ru"));
/// assert_eq!(detect("Flood"), None);
/// ```
pub fn detect(text: &str) -> Option<&'static str> {
    let words: Vec<String> = words(text).into_iter().take(REACH).collect();
    if let Some(code) = by_script(&words) {
        return Some(code);
    }
    if words.len() < 5 {
        return None;
    }
    let mut hits = [0_usize; SMALL_WORDS.len()];
    for language in words.iter().filter_map(|word| LANGUAGES_OF.get(word.as_str())).flatten() {
        hits[*language] += 1;
    }
    let best = hits
        .iter()
        .enumerate()
        .fold(0, |best, (language, count)| if *count > hits[best] { language } else { best });
    (hits[best] as f64 / words.len() as f64 >= 0.08).then_some(SMALL_WORDS[best].0)
}

/// For each small word the languages that have it, by their place in [`SMALL_WORDS`].
static LANGUAGES_OF: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut languages_of: HashMap<&str, Vec<usize>> = HashMap::new();
    for (language, (_, small)) in SMALL_WORDS.iter().enumerate() {
        // Some lists name a word twice.
        for word in BTreeSet::from_iter(small.split(' ')) {
            languages_of.entry(word).or_default().push(language);
        }
    }
    languages_of
});

/// The two-letter code at the head of a tag such as `en-GB`, `en_US` or `eng`.
pub fn code(tag: &str) -> Option<String> {
    let head = tag.trim().split(['-', '_', ',', ' ']).next()?.to_ascii_lowercase();
    let code = match head.as_str() {
        "eng" | "english" => "en",
        "fra" | "fre" | "french" => "fr",
        "deu" | "ger" | "german" => "de",
        "spa" | "spanish" => "es",
        two if two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_alphabetic()) => two,
        _ => return None,
    };
    Some(code.to_owned())
}

/// Languages told by their letters: the commonest language of each script stands for it.
fn by_script(words: &[String]) -> Option<&'static str> {
    let mut counts = [0_usize; 9];
    let mut all = 0_usize;
    for character in words.iter().flat_map(|word| word.chars()).filter(|character| character.is_alphabetic())
    {
        all += 1;
        let script = match character {
            '\u{0370}'..='\u{03FF}' => 0,
            '\u{0400}'..='\u{04FF}' => 1,
            '\u{0590}'..='\u{05FF}' => 2,
            '\u{0600}'..='\u{06FF}' => 3,
            '\u{0900}'..='\u{097F}' => 4,
            '\u{0E00}'..='\u{0E7F}' => 5,
            '\u{3040}'..='\u{30FF}' => 6,
            '\u{4E00}'..='\u{9FFF}' => 7,
            '\u{AC00}'..='\u{D7AF}' => 8,
            _ => continue,
        };
        counts[script] += 1;
    }
    const CODES: [&str; 9] = ["el", "ru", "he", "ar", "hi", "th", "ja", "zh", "ko"];
    // A tenth of kana makes Japanese of a text that is mostly Chinese characters.
    if counts[6] * 10 > all && (counts[6] + counts[7]) * 2 > all {
        return Some("ja");
    }
    let (script, count) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    (*count > 0 && count * 2 > all).then_some(CODES[script])
}

/// Words that each language can't do without and most others don't have.
const SMALL_WORDS: [(&str, &str); 12] = [
    (
        "en",
        "the of and to in that is was for on with as it by at from he his are have said not were has be an this",
    ),
    (
        "de",
        "der die und den das von zu mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat",
    ),
    (
        "fr",
        "le la les de des et du en un une est que pour dans qui sur pas au par avec il ce sont aux plus été",
    ),
    ("es", "el la los las de que y en un una del por con para se no su al lo como más fue ha sus está"),
    ("pt", "o os as de que e em um uma do da dos das para com não por mais ao foi na no se são pelo"),
    ("it", "il lo gli di che e un una per con del della dei non si è sono nel alla da le più come anche ha"),
    (
        "nl",
        "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door naar werd hij heeft",
    ),
    ("sv", "och att det som en på är av för med den till inte har de ett om var han men från vid kan sig"),
    ("pl", "i w z na do nie się to jest że o jak po co od za przez ale był są dla oraz tym może"),
    ("tr", "ve bir bu da de için ile olarak olan daha çok gibi en sonra kadar ise değil dedi olduğunu ne"),
    (
        "id",
        "yang dan di dengan untuk dari pada ini itu dalam tidak akan ke juga oleh telah adalah kata sebagai bahwa",
    ),
    ("ro", "de și în la cu a pe din care că o un este pentru nu sunt mai au fost sau prin după"),
];
