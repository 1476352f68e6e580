//! Ids of places in collations of short reports of our own, with the real model.

mod reading;

use variorum::annotate::annotate;
use variorum::claim::claims;
use variorum::collate::collate;
use variorum::contract::Generator;

use reading::{pipeline, report};

/// Words, and the names in them with the places they must be given.
type Case = (&'static str, &'static [(&'static str, Option<u64>)]);

/// A report, and the ids in GeoNames of some of its names.
const CASES: &[Case] = &[
    (
        "A bridge fell in Paris, Texas, on Monday. Police in Texas said nobody was hurt.",
        &[("Paris", Some(4_717_560)), ("Texas", Some(4_736_286))],
    ),
    (
        "Protesters marched through Tripoli on Sunday. In Beirut, Lebanon’s cabinet met at noon.",
        &[("Tripoli", Some(266_826)), ("Beirut", Some(276_781))],
    ),
    (
        "Fighting spread from Benghazi to Tripoli on Sunday. The United Nations urged Libya to hold elections.",
        &[("Tripoli", Some(2_210_247)), ("Libya", Some(2_215_636))],
    ),
    ("A tornado hit Springfield on Monday, and two people were hurt.", &[("Springfield", None)]),
    ("The dam above Dunmarsh broke on Monday, and the town was flooded.", &[("Dunmarsh", None)]),
];

#[test]
fn places_get_the_id_that_their_story_tells() {
    let Some(pipeline) = pipeline() else { return };
    let mut wrong = Vec::new();
    for (text, expected) in CASES {
        let annotated = annotate(report(text), &pipeline);
        let claims = vec![claims(&annotated)];
        let generator = Generator { name: "test".into(), version: "0".into(), model: "test".into() };
        let collation = collate(vec![annotated], claims, generator);
        for (name, id) in *expected {
            let entity = collation.entities.iter().find(|entity| entity.name == *name);
            let found = entity.and_then(|entity| entity.links.geonames);
            if found != *id {
                let kind = entity.map(|entity| entity.kind);
                wrong.push(format!("{name} ({kind:?}): {found:?} instead of {id:?} in {text:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
