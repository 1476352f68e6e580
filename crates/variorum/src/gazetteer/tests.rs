use super::{PlaceName, named, read};

/// Words, and the names in them with the places they must be given.
type Case = (&'static str, &'static [(&'static str, Option<u64>)]);

/// Names as a story has them, `name` or `name > larger place beside it` or `name !` where it only speaks; then the ids.
const STORIES: &[Case] = &[
    ("size alone decides where it is clear", &[("Paris", Some(2_988_507)), ("Aleppo", Some(170_063))]),
    ("no town stands out", &[("Springfield", None)]),
    ("the state is named beside it", &[("Paris > Texas", Some(4_717_560)), ("Texas", Some(4_736_286))]),
    ("shortened as in a dateline", &[("Springfield > Ill.", Some(4_250_542))]),
    (
        "the country of the story",
        &[("Tripoli", Some(266_826)), ("Beirut", Some(276_781)), ("Lebanon", Some(272_103))],
    ),
    (
        "the other one without it",
        &[("Tripoli", Some(2_210_247)), ("Benghazi", Some(88_319)), ("Libya", Some(2_215_636))],
    ),
    (
        "two towns of one name by their neighbours",
        &[
            ("Springfield", Some(4_951_788)),
            ("Boston", Some(4_930_956)),
            ("Worcester > Massachusetts", Some(4_956_184)),
        ],
    ),
    ("a country before its towns", &[("Georgia", Some(614_540)), ("Tbilisi", Some(611_717))]),
    (
        "a state where the story is American",
        &[
            ("Georgia", Some(4_197_000)),
            ("Atlanta", Some(4_180_439)),
            ("Savannah > Georgia", Some(4_221_552)),
        ],
    ),
    ("a capital that only speaks is its government", &[("Moscow !", None), ("Kyiv", Some(703_448))]),
    ("a country that speaks is a country still", &[("France !", Some(3_017_382))]),
    ("names of our own are on no map", &[("Dunmarsh", None), ("Port Ellery", None)]),
    ("former names and articles", &[("Kiev", Some(703_448)), ("the Netherlands", Some(2_750_405))]),
];

#[test]
fn names_are_read_by_what_stands_around_them() {
    let mut wrong = Vec::new();
    for (about, story) in STORIES {
        let names: Vec<PlaceName> = story.iter().map(|(written, _)| name(written)).collect();
        let found: Vec<Option<u64>> = read(&names).iter().map(|place| place.map(|place| place.id)).collect();
        let expected: Vec<Option<u64>> = story.iter().map(|(_, id)| *id).collect();
        if found != expected {
            wrong.push(format!("{about}: {found:?} instead of {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_holds_the_countries() {
    let unknown: Vec<&str> = [
        "Syria",
        "Ukraine",
        "UK",
        "U.S.",
        "Côte d'Ivoire",
        "DR Congo",
        "Türkiye",
        "Palestine",
        "South Sudan",
    ]
    .into_iter()
    .filter(|name| named(name).iter().all(|place| place.kind != super::PlaceKind::Country))
    .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

fn name(written: &str) -> PlaceName {
    let governs = written.ends_with('!');
    let (name, beside) =
        written.trim_end_matches(" !").split_once(" > ").unwrap_or((written.trim_end_matches(" !"), ""));
    PlaceName {
        names: vec![name.to_owned()],
        beside: (!beside.is_empty()).then(|| beside.to_owned()).into_iter().collect(),
        mentions: 1,
        governs,
    }
}
