use proptest::prelude::*;

use super::*;

#[test]
fn queries_are_read_as_they_are_meant() {
    let cases = [
        ("dam broke", "words [dam|broke]"),
        ("\"lower town\" flood", "words [lower town|flood]"),
        ("flood -drill", "words [flood] without [drill]"),
        ("outlet:\"Radio Aldra\" entity:Lomar", "outlet [Radio Aldra] entity [Lomar]"),
        ("source:police number:>100", "source [police] number 100.00000000000001.."),
        ("number:10..20 number:7", "number 10..20 number 7..7"),
        ("after:2026-03 before:2026-03-09", "after 2026-03-01 before 2026-03-09"),
        ("time:12 a:b", "words [time:12|a:b]"),
        ("before:soon", "! before"),
        ("number:many outlet:", "! number ! outlet"),
        ("\"open end", "words [open end]"),
        ("- \" \"\"", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

fn shown(text: &str) -> String {
    let (query, notes) = parse(text);
    let mut parts = Vec::new();
    for (name, list) in [
        ("words", &query.words),
        ("without", &query.without),
        ("outlet", &query.outlet),
        ("source", &query.source),
        ("entity", &query.entity),
    ] {
        if !list.is_empty() {
            parts.push(format!("{name} [{}]", list.join("|")));
        }
    }
    parts.extend(query.after.map(|day| format!("after {day}")));
    parts.extend(query.before.map(|day| format!("before {day}")));
    for Comparison { low, high } in query.numbers {
        let high = if high == f64::MAX { String::new() } else { high.to_string() };
        parts.push(format!("number {low}..{high}"));
    }
    parts.extend(notes.iter().map(|note| {
        let field = note.message.trim_start_matches('“').split(':').next().unwrap_or_default();
        format!("! {field}")
    }));
    parts.join(" ")
}

proptest! {
    #[test]
    fn no_query_panics(text in "(?s).{0,80}") {
        parse(&text);
    }

    #[test]
    fn no_query_made_of_marks_panics(text in "[\"\\-:<>=.a-z0-9 é🙂number:outlet:]{0,40}") {
        parse(&text);
    }
}
