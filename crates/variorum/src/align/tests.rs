//! What a reader sees of small stories.

use super::specimen::Specimen;
use super::{Dimension, Point, Reading, Relation, drop_covered};
use crate::derive::DerivationKind;

/// A point in one line: relation, dimension, label and readings.
fn line(point: &Point) -> String {
    let readings: Vec<String> = point
        .readings
        .iter()
        .map(|reading| {
            let mut reports: Vec<String> = reading.claims.iter().map(|claim| claim.0.to_string()).collect();
            reports.dedup();
            format!("{} [{}]", reading.value, reports.join(" "))
        })
        .collect();
    format!("{:?} {:?} {}: {}", point.relation, point.dimension, point.about, readings.join(" | "))
        .to_lowercase()
}

/// The points of a story that more than one report tells, one a line.
fn shared(specimen: &Specimen) -> Vec<String> {
    specimen.points().iter().filter(|point| point.relation != Relation::Single).map(line).collect()
}

/// What is shown, the story, and its points that more than one report tells.
const STORIES: &[(&str, &str, &[&str])] = &[
    (
        "figures of one day that do not fit are a conflict",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The landslide killed 58 people in Orvik.",
        &["conflict quantity people killed in the landslide: 43 [0] | 58 [1]"],
    ),
    (
        "bounds that meet agree",
        "a 2026-03-02: The landslide killed at least 40 people in Orvik.
         b 2026-03-02: The landslide killed 43 people in Orvik.",
        &["agree quantity people killed in the landslide: at least 40 [0] | 43 [1]"],
    ),
    (
        "a later toll is an update",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-04: The landslide killed 58 people in Orvik.",
        &["evolving quantity people killed in the landslide: 43 [0] | 58 [1]"],
    ),
    (
        "a toll worded as an update is one",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The toll rose so far and 58 people died in the landslide in Orvik.",
        &["evolving quantity people killed in the landslide: 43 [0] | 58 [1]"],
    ),
    (
        "killed and casualties differ in scope",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The landslide caused 130 casualties in Orvik.",
        &[
            "scope quantity people killed in the landslide / casualties in the landslide: 43 (killed) [0] | 130 (casualties) [1]",
        ],
    ),
    (
        "the injured are no reading of the killed",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The landslide injured 58 people in Orvik.",
        &[],
    ),
    (
        "tolls of two towns are set side by side",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The landslide killed 12 people in Sandnes.",
        &["scope quantity people killed (orvik) / people killed (sandnes): \
           43 (orvik) [0] | 12 (sandnes) [1]"],
    ),
    (
        "a figure far greater is another matter",
        "a 2026-03-02: The landslide killed 43 people in Orvik. The war killed 280,000 people.
         b 2026-03-02: The landslide killed 58 people in Orvik.",
        &["conflict quantity people killed in the landslide: 43 [0] | 58 [1]"],
    ),
    (
        "a country does not part what its towns tell",
        "a 2026-03-02: The landslide killed 43 people in Orvik.
         b 2026-03-02: The landslide killed 58 people in Norway.",
        &["conflict quantity people killed in the landslide: 43 [0] | 58 [1]"],
    ),
    (
        "the ages of one person are compared",
        "a 2026-03-02: Police blocked the road where Halvard Moe, 24, closed the bridge.
         b 2026-03-02: Police blocked the road where Halvard Moe, 27, closed the bridge.",
        &["conflict quantity age of halvard moe: 24 [0] | 27 [1]"],
    ),
    (
        "a denial contradicts",
        "a 2026-03-02: The Brenn company blocked the mountain road, Halvard Moe said.
         b 2026-03-02: The Brenn company blocked the mountain road, Inger Aas denied.",
        &["conflict occurrence the brenn company blocked the mountain road: \
           the brenn company blocked the mountain road [0] | \
           denied: the brenn company blocked the mountain road [1]"],
    ),
    (
        "what two deny is told as denied",
        "a 2026-03-02: The Brenn company blocked the mountain road, Halvard Moe denied.
         b 2026-03-02: The Brenn company blocked the mountain road, Inger Aas denied.",
        &["agree occurrence denied: the brenn company blocked the mountain road: \
           denied: the brenn company blocked the mountain road [0 1]"],
    ),
    (
        "synonyms tell one matter",
        "a 2026-03-02: The Orvik mayor Halvard Moe resigned after the landslide.
         b 2026-03-03: The mayor Halvard Moe quit in Orvik after the landslide.",
        &["agree occurrence the orvik mayor halvard moe resigned after the landslide: \
           the orvik mayor halvard moe resigned after the landslide [0 1]"],
    ),
    (
        "one sentence in two cuts is one quotation",
        "a 2026-03-02: “We will open the road when the slope is safe”, Inger Aas said.
         b 2026-03-02: “open the road when the slope is safe”, Inger Aas said.",
        &["agree quotation inger aas: “we will open the road when the slope is safe”: \
           “we will open the road when the slope is safe” [0 1]"],
    ),
    (
        "a turned quotation conflicts",
        "a 2026-03-02: “We will open the road when the slope is safe”, Inger Aas said.
         b 2026-03-02: “We will not open the road when the slope is safe”, Inger Aas said.",
        &["conflict quotation inger aas: “we will not open the road when the slope is safe”: \
           “we will not open the road when the slope is safe” [1] | \
           “we will open the road when the slope is safe” [0]"],
    ),
    (
        "more civilians than there are people contradict",
        "a 2026-03-02: The shelling killed 3 civilians in Orvik.
         b 2026-03-02: The shelling killed 2 people in Orvik.",
        &["conflict quantity civilians killed in the shelling: 3 [0] | 2 [1]"],
    ),
    (
        "two of a thing are counted too",
        "a 2026-03-02: The landslide closed 2 bridges.
         b 2026-03-03: 2 bridges collapsed in the landslide.",
        &["agree quantity the landslide closed … bridges: 2 [0 1]"],
    ),
    (
        "a phrase that two quote is one",
        "a 2026-03-02: The fire in Orvik was “potentially suspicious”, Inger Aas said.
         b 2026-03-02: The Orvik fire cost jobs and was “potentially suspicious”.",
        &["agree quotation inger aas: “potentially suspicious”: “potentially suspicious” [0 1]"],
    ),
    (
        "days that do not meet conflict",
        "a 2026-03-05: The Orvik bridge collapsed on 2026-03-02 after the landslide.
         b 2026-03-05: The Orvik bridge collapsed on 2026-03-03 after the landslide.",
        &[
            "conflict time when: the orvik bridge collapsed after the landslide: 2026-03-02 [0] | 2026-03-03 [1]",
        ],
    ),
    (
        "the day of the event is shown with its year",
        "a 2026-03-05: The landslide hit farms on 2026-03-02. Rain fell.
         b 2026-03-05: On 2026-03-02 the landslide hit a school near the fjord.",
        &["agree time when: the landslide: 2 march 2026 [0 1]"],
    ),
    (
        "landslides of two years have no day in common",
        "a 2025-03-05: The landslide hit farms on 2025-03-02. Rain fell.
         b 2026-03-05: On 2026-03-02 the landslide hit a school near the fjord.",
        &[],
    ),
];

#[test]
fn points_of_small_stories() {
    for (shown, story, expected) in STORIES {
        assert_eq!(shared(&Specimen::read(story, &[])), *expected, "{shown}: {story}");
    }
}

#[test]
fn copies_count_once() {
    let story = "a 2026-03-02: The landslide killed 43 people in Orvik.
                 b 2026-03-02: The landslide killed 43 people in Orvik.";
    let points = Specimen::read(story, &[(0, 1)]).points();
    assert_eq!(
        points.iter().map(line).collect::<Vec<_>>(),
        ["single quantity people killed in the landslide: 43 [0 1]"]
    );
    assert_eq!(points[0].why, "Only a tells it, and b with the same text.");
}

#[test]
fn reports_that_rewrite_each_other_rest_on_one_of_them() {
    let story = "a 2026-03-02: The Brenn company blocked the mountain road.
                 b 2026-03-02: The Brenn company blocked the mountain road.
                 c 2026-03-02: The Brenn company blocked the mountain road.";
    for (circle, origins) in [
        (&[(0, 1), (1, 0)][..], &[0, 2][..]),
        (&[(0, 1), (1, 2), (2, 0)], &[0]),
        (&[(2, 1), (1, 2)], &[0, 1]),
    ] {
        let mut specimen = Specimen::read(story, circle);
        specimen.derivations.iter_mut().for_each(|known| known.kind = DerivationKind::Rewrite);
        let points = specimen.points();
        assert_eq!(points[0].readings[0].origins, origins, "{circle:?}: {points:?}");
    }
}

#[test]
fn points_of_clauses_are_covered_by_whole_sentences_but_not_by_each_other() {
    let point = |about: &str, relation: Relation| Point {
        about: about.to_owned(),
        dimension: Dimension::Occurrence,
        relation,
        readings: vec![Reading { value: String::new(), claims: vec![(0, 3), (1, 2)], origins: vec![0, 1] }],
        why: String::new(),
    };
    let left = |mut points: Vec<Point>, of_clauses: usize| {
        drop_covered(&mut points, of_clauses);
        points.into_iter().map(|point| point.about).collect::<Vec<_>>()
    };
    let agree = |about: &str| point(about, Relation::Agree);
    let two = || vec![agree("the wall broke"), agree("the mill burned")];
    assert_eq!(left(two(), 0), ["the wall broke", "the mill burned"]);
    assert_eq!(left(two(), 1), ["the wall broke"]);
    let contested = point("the mill never burned", Relation::Conflict);
    assert_eq!(left([two(), vec![contested]].concat(), 0), ["the mill never burned"]);
}

#[test]
fn the_order_of_points_is_by_weight_and_always_the_same() {
    let story = "a 2026-03-02: The landslide killed 43 people in Orvik. The Orvik bridge collapsed after the landslide.
         b 2026-03-02: The landslide killed 58 people in Orvik. The Orvik bridge collapsed after the landslide.
         c 2026-03-02: The Orvik bridge collapsed after the landslide.";
    let first = shared(&Specimen::read(story, &[]));
    assert!(first[0].starts_with("conflict quantity"), "{first:?}");
    assert_eq!(first, shared(&Specimen::read(story, &[])));
}
