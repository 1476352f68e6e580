//! Texts that are meant to do harm: made by rule, the same on every run.

/// All of them.
pub fn texts() -> Vec<String> {
    let mut texts = vec![String::new()];
    texts.extend(single());
    texts.extend(long_tokens());
    texts.extend(blocks());
    texts.extend(random());
    texts
}

/// One for each kind of trouble that has a name.
fn single() -> Vec<String> {
    [
        // Addresses, whole and broken.
        "See https://example.org/a_(b)?q=1&r=%20#x, http://user:pw@example.org:8080/; ftp://x.example, www.example.org.",
        "example.org example.co.uk/path, (example.com) \"example.net\" 'example.io/x?y' http:// https:///x //x.org :80",
        "http://127.0.0.1/ http://[::1]/ xn--bcher-kva.example http://bücher.example/ä?ö=ü sub.sub.sub.example.museum!",
        "Write to a.b+c@example.org, <a@b.example>; \"a b\"@example.org; a@b; @handle; a@@b.example. mailto:a@b.example?",
        // Emoji with joiners, skin tones, flags, keycaps and variation selectors.
        "👨‍👩‍👧‍👦👩🏽‍🚒 🏳️‍🌈🏴󠁧󠁢󠁳󠁣󠁴󠁿 1️⃣#️⃣ ☺️☺︎ 🇺🇳🇪🇺🇺 ok👍🏿. ❤️‍🔥!!! ;-)🙂:-( ¯\\_(ツ)_/¯ (╯°□°）╯︵ ┻━┻",
        // Combining marks, composed and not, stacked and at the start.
        "cafe\u{301} café e\u{301}\u{302}\u{303}\u{304}x \u{301}start \u{301} Z\u{335}\u{336}a\u{337}l\u{338}g\u{321}o ﬁne ǅungla İstanbul ıssız ẞ ß ŉ",
        // Right to left, with marks and overrides.
        "قال الرئيس: «لن نستسلم». שלום, עולם! \u{202e}abc\u{202c} \u{200f}(مرحبا)\u{200e} ١٢٣٫٤٥ ٪٣٠ ۴۵۶؟ ال‌ـه",
        // Scripts without spaces.
        "東京で地震が発生し、14人が死亡した。「ひどい」と言った。한국어 문장입니다. 中文（括号）、《书名》：“引号”…… ภาษาไทยไม่มีช่องว่าง",
        "हिन्दी में लिखा हुआ वाक्य। বাংলা বাক্য। தமிழ் ગુજરાતી ಕನ್ನಡ മലയാളം ၁၂၃ ខ្មែរ ລາວ བོད་ཡིག ქართული ᠮᠣᠩᠭᠣᠯ",
        // White space alone, and every kind of it.
        " ", "  ", "          ", "\n", "\r\n\r\n", "\t \t", " \n \n ", "\u{a0}", "\u{3000}\u{2003} \u{2028}\u{2029}\u{85}",
        "a\u{a0}b\u{2009}c\u{202f}d\u{3000}e\u{200b}f\u{feff}g\u{2060}h\u{1680}i\u{180e}j\u{1c}k\u{1f}l\u{b}m\u{c}n",
        " lead", "trail ", "trail  ", "a  b   c    d", "a \n b\n\nc\r\nd\re\tf \t g",
        // Control characters and the edges of planes.
        "\u{0}\u{1}\u{7f}\u{80}\u{9f} nul\u{0}in\u{0}side \u{fffd}\u{fffe}\u{ffff} \u{10ffff} \u{e000}\u{f8ff}\u{f0000}",
        // Special cases in odd places.
        "don't DON'T Don’t don'tdon't (don't) \"don't\" don't. y'all'd've ain't cannot gonna gimme Ma'am o'clock 'Cause",
        "a.m. p.m. 5a.m. 5 p.m. 10am 7pm 12h U.S. U.S.A. u.s. Mr. Mrs. Dr.No e.g. i.e., vs. St. Co. Inc.. No. no. 3p.m..",
        ":) :-) :( (: :))) :-((( ;) =D xD XD :p :P :/ ://x <3 </3 ^_^ -_- O_o o.O (-_-) (ಠ_ಠ) \\o/ \\m/ 8-) >.< >:o :'( ",
        "C++ C# F# .NET node.js 'n' rock'n'roll 'tis 'twas ''quoted'' ``tex'' „deutsch“ «guillemets» ‚single‘ ‹x›",
        "$5 5$ US$5m €3.50 £1.2bn 5€ ¥100 ₹99 ₿1 50% %50 °C 20°C 5km 5km² 10mph 3kg. 4m, 2x4 3'6\" 1/2 ½ 2nd 1,000.5 -3 +4",
        "and/or w/o h/t 24/7 9/11 x-ray e-mail ex-president-elect re-re-elected --dash— –en– a--b a—b a–b a-b-c- -a- ~5 a~b",
        "...wait...what.... …so… .start end. a.b a.B A.b .5 5. 5.a a.5 ?! ?!?! !!! !a a!b (a)b a(b) [1][2] {x} <tag> a<b>c",
        "_under_ *star* **bold** #hash @at &amp; &#39; \\n \\\\ | ^ ~ ` ´ ¨ § ¶ † ‡ • · ‣ ■ ★ ✓ → ⇒ ∑ ≠ ≤ ∞ √2 π≈3.14 Ω ℃ № ™ ®",
        "ALLCAPS lowercase MixedCase camelCase snake_case kebab-case SCREAMING_SNAKE x1y2 A1 1A 1a2b3c İI ıi ǆ Ǆ ǅ ΑΣ ας",
    ]
    .map(str::to_owned)
    .to_vec()
}

/// Tokens of ten thousand characters, and texts that make affix after affix.
fn long_tokens() -> Vec<String> {
    let mut texts: Vec<String> = ["a", "é", "東", "1", "👍", "e\u{301}", "Aa1", "_", " "]
        .map(|part| part.repeat(10_000 / part.chars().count()))
        .to_vec();
    texts.extend(
        ["(", ")", ".", "...", "a-", "-", "'", "\"", "a.", "x@", "a/", ":)", "$", "don't", "5km"]
            .map(|part| part.repeat(600)),
    );
    texts.push(format!("http://example.org/{}", "path/".repeat(2_000)));
    texts.push(format!("{}@example.org", "x".repeat(10_000)));
    texts.push(format!("before {} after.", "word".repeat(2_500)));
    texts
}

/// Ends of the planes that hold characters, and how many code points one step takes.
const PLANES: [(u32, u32, usize); 4] =
    [(0x0, 0x3100, 1), (0x3100, 0x1_0000, 17), (0x1_0000, 0x2_0000, 5), (0x2_0000, 0x11_0000, 4_099)];

/// Characters of every Unicode block, each in the next of some surroundings.
fn blocks() -> Vec<String> {
    let mut texts = Vec::new();
    let mut text = String::new();
    let characters =
        PLANES.into_iter().flat_map(|(from, to, step)| (from..to).step_by(step)).filter_map(char::from_u32);
    for (number, c) in characters.enumerate() {
        let shown = match number % 7 {
            0 => format!("a{c}b"),
            1 => format!("{c}"),
            2 => format!("{c}Word"),
            3 => format!("word{c}"),
            4 => format!("1{c}2"),
            5 => format!("({c})"),
            _ => format!("x{c}{c}. Y"),
        };
        text.push_str(&shown);
        text.push(' ');
        if number % 128 == 127 {
            texts.push(std::mem::take(&mut text));
        }
    }
    texts.push(text);
    texts
}

/// What tokenizers trip over, put together at random.
const PARTS: [&str; 64] = [
    "a", "b", "Z", "the", "US", "New", "said", "don't", "n't", "'s", "'", "’s", "’", "\"", "``", "''", "“",
    "”", "(", ")", "[", "]", ".", "..", "...", "…", ",", ";", ":", "!", "?", "-", "--", "–", "—", "/", "//",
    "http://", "www.", ".com", "@", "#", "$", "€", "%", "0", "5", "2024", "1,000", "3.5", "km", "m", "a.m.",
    "U.S.", ":)", "<3", "é", "東", "👍", "\u{301}", "\u{a0}", "\n", " ", " ",
];

fn random() -> Vec<String> {
    let mut state = 0x5eed_u64;
    let mut next = |below: usize| {
        // Knuth's constants for 64 bits (MMIX).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut texts = Vec::new();
    for _ in 0..1_500 {
        let mut text = String::new();
        for _ in 0..2 + next(60) {
            text.push_str(PARTS[next(PARTS.len())]);
            // Chunks of some five parts: too few make tokens too easy, too many make one token of everything.
            if next(5) == 0 {
                text.push(' ');
            }
        }
        texts.push(text);
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_there_and_nothing_changes_from_run_to_run() {
        let all = texts();
        assert_eq!(all, texts());
        let characters: std::collections::BTreeSet<u32> =
            all.iter().flat_map(|text| text.chars()).map(|c| u32::from(c) >> 8).collect();
        let blocks = (0..0x200).filter(|block| !(0xd8..0xe0).contains(block));
        assert!(blocks.into_iter().all(|block| characters.contains(&block)));
        assert!(all.iter().any(|text| text.chars().count() == 10_000 && !text.contains(' ')));
    }
}
