use super::{Pattern, Scratch};

fn found(pattern: &str, text: &str) -> Option<String> {
    let pattern = Pattern::new(pattern).expect("a valid pattern");
    let (start, end) = pattern.find(text, 0, &mut Scratch::default())?;
    Some(text[start..end].to_owned())
}

/// What Python's `re.search(pattern, text)` gives.
#[test]
fn finds_what_python_finds() {
    let cases = [
        ("a|ab", "xab", Some("a")),
        ("(?:ab|a)c?", "ac ab", Some("ac")),
        (r"\.\.+$", "a..b...", Some("...")),
        (r"\.\.+$", "a..b...\n", Some("...")),
        (r"\.\.+$", "a..b", None),
        (r"(?<=[0-9])(?:km|m|mm)$", "12km", Some("km")),
        (r"(?<=[0-9])(?:km|m|mm)$", "xkm", None),
        (r"(?<=°[FfCcKk])\.$", "20°C.", Some(".")),
        (r"(?<=°[FfCcKk])\.$", "C.", None),
        (r"^\+(?![0-9])", "+a", Some("+")),
        (r"^\+(?![0-9])", "+1", None),
        (r"^…|^……", "……", Some("…")),
        (r"a*", "baa", Some("")),
        (r"[^\w.]+", "é_a.--\u{301}b", Some("--\u{301}")),
        (r"a{2,3}?b?", "aaab", Some("aa")),
        (r"x{,2}y", "xxxy", Some("xxy")),
        (r"a{b", "a{b", Some("a{b")),
        (r"[]a]+", "b]a", Some("]a")),
        (r"(?u)^(?:\S+(?::\S*)?@)?x\Z", "a:b@x", Some("a:b@x")),
        (r"(?:(?!b)[a-c])+", "acbc", Some("ac")),
        (r"(?<!a)b", "abb", Some("b")),
        (r"(a*)*b", "aaab", Some("aaab")),
        (r"[\u00e9-\U000000EB]", "xë", Some("ë")),
        (r"^n'?t$", "nt", Some("nt")),
        (r".+", "\nab\n", Some("ab")),
    ];
    for (pattern, text, expected) in cases {
        assert_eq!(found(pattern, text).as_deref(), expected, "{pattern} in {text:?}");
    }
}

#[test]
fn finds_all_matches_without_overlap() {
    let pattern = Pattern::new("aa|b").expect("a valid pattern");
    let mut all = Vec::new();
    pattern.find_all("aaabb", &mut Scratch::default(), &mut all);
    assert_eq!(all, [(0, 2), (3, 4), (4, 5)]);
}

#[test]
fn refuses_what_it_cannot_run() {
    let cases = [
        r"(a)\1",
        r"(?i)a",
        r"a++",
        r"(?<=a+)b",
        "(a",
        "a)",
        "[a",
        r"\u12",
        "*a",
        "[b-a]",
        "(?:a{60000}){60000}",
        "(?:(?=aa){60000}){60000}",
        r"\uD800",
    ];
    for pattern in cases {
        assert!(Pattern::new(pattern).is_err(), "{pattern}");
    }
    assert!(Pattern::new(&"(".repeat(100_000)).is_err());
}

#[test]
fn long_texts_take_linear_time() {
    let pattern = Pattern::new(r"(?:\S+(?::\S*)?@)?(?:(?:a{0,62})?a\.)+b$").expect("a valid pattern");
    // Interpreted, the long text takes hours and shows no more of memory than a short one.
    let text = ":@a.".repeat(if cfg!(miri) { 50 } else { 50_000 });
    assert!(!pattern.matches_start(&text, &mut Scratch::default()));
}
