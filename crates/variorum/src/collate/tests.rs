//! What a whole collation holds, whatever the order in which its reports come.

use super::pile::{Kind, counts, groups};
use super::{collate, stories};
use crate::account::{Account, Standing};
use crate::align::specimen::Specimen;
use crate::align::{Dimension, Relation};
use crate::contract::{Collation, Generator};

const STORY: &str = "
    a 2026-03-02: The landslide killed 43 people in Orvik on 2026-03-01. The Orvik bridge collapsed after the \
        landslide. The regime blocked the mountain road near the tunnel. Halvard Moe opened a school for residents.
    b 2026-03-02: Rain hit the northern fjord for days. On 2026-03-01 the landslide killed 58 people in Orvik. The \
        government blocked the mountain road near the tunnel. Ferries closed. The bridge collapsed after the landslide.
    c 2026-03-03: Inger Aas quit a meeting with farmers. The Orvik bridge collapsed after the landslide with two piers. \
        Soldiers opened camps in the valley. The government blocked the mountain road near the tunnel.
    d 2026-03-04: Trains to the coast were closed. The landslide killed 58 people in Orvik on 2026-03-01.";

fn generator() -> Generator {
    Generator { name: "variorum".into(), version: "0".into(), model: "none".into() }
}

fn collation(order: &[usize]) -> Collation {
    let specimen = Specimen::read(STORY, &[]);
    let reports = order.iter().map(|&index| specimen.reports[index].clone()).collect();
    let claims = order.iter().map(|&index| specimen.claims[index].clone()).collect();
    collate(reports, claims, generator())
}

fn json(collation: &Collation) -> String {
    serde_json::to_string(collation).expect("a collation is plain data")
}

#[test]
fn the_same_reports_in_any_order_give_the_same_bytes() {
    let first = json(&collation(&[0, 1, 2, 3]));
    for order in [[3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]] {
        assert_eq!(json(&collation(&order)), first, "{order:?}");
    }
}

#[test]
fn every_span_is_the_text_it_points_at() {
    let collation = collation(&[0, 1, 2, 3]);
    let text = |id: &str| collation.reports.iter().find(|report| report.id == id).map(|report| &report.text);
    let mut spans = 0;
    let claims = collation.claims.iter().flat_map(|claim| claim.content.iter().chain([&claim.span]));
    let mentions = collation.entities.iter().flat_map(|entity| &entity.mentions);
    let terms =
        collation.wording.iter().flat_map(|wording| wording.terms.iter().flat_map(|term| &term.spans));
    for span in claims.chain(mentions).chain(terms) {
        let text = text(&span.report).expect("a report of the collation");
        let words: String = text.chars().skip(span.start).take(span.end - span.start).collect();
        assert_eq!(words, span.text);
        spans += 1;
    }
    assert!(spans > 20, "{spans}");
}

#[test]
fn every_id_leads_somewhere() {
    let collation = collation(&[0, 1, 2, 3]);
    let known = |id: &str| {
        collation.claims.iter().any(|claim| claim.id == id)
            || collation.reports.iter().any(|report| report.id == id)
            || collation.origins.iter().any(|origin| origin.id == id)
            || collation.points.iter().any(|point| point.id == id)
    };
    for point in &collation.points {
        assert!(!point.about.is_empty() && !point.why.is_empty(), "{point:?}");
        for reading in &point.readings {
            assert!(!reading.claims.is_empty() && !reading.origins.is_empty(), "{reading:?}");
            let ids = reading.claims.iter().chain(&reading.reports).chain(&reading.origins);
            ids.for_each(|id| assert!(known(id), "{id}"));
        }
    }
    for entry in &collation.timeline {
        entry.points.iter().chain(&entry.claims).for_each(|id| assert!(known(id), "{id}"));
    }
    for silence in &collation.silences {
        silence.points.iter().for_each(|id| assert!(known(id), "{id}"));
    }
}

#[test]
fn the_account_lists_each_point_once_and_the_contested_first() {
    let collation = collation(&[0, 1, 2, 3]);
    let account = Account::of(&collation);
    let first = &collation.points[0];
    assert_eq!((first.relation, first.dimension), (Relation::Conflict, Dimension::Quantity));
    assert_eq!(account.contested[0], first.id);
    assert_eq!(Standing::of(first).reports, 3);
    let lists =
        [&account.agreed, &account.contested, &account.evolving, &account.scope, &account.single_origin];
    assert_eq!(lists.iter().map(|list| list.len()).sum::<usize>(), collation.points.len());
    assert_eq!(account.reports, 4);
}

#[test]
fn what_happened_stands_at_its_day() {
    let collation = collation(&[0, 1, 2, 3]);
    let days: Vec<&str> = collation.timeline.iter().map(|entry| entry.start.as_str()).collect();
    assert_eq!(days, ["2026-03-01"]);
    assert_eq!(collation.timeline[0].claims.len(), 3);
    assert!(collation.timeline[0].points.contains(&collation.points[0].id));
}

#[test]
fn a_late_report_is_silent_on_what_was_told_before() {
    let collation = collation(&[0, 1, 2, 3]);
    let silent = |id: &str| {
        let silences = collation.silences.iter().filter(|silence| silence.report == id);
        let points = silences.flat_map(|silence| &silence.points);
        let about = |id: &String| {
            collation.points.iter().find(|point| point.id == *id).map(|point| point.about.clone())
        };
        points.filter_map(about).collect::<Vec<String>>()
    };
    assert!(silent("a").is_empty(), "{:?}", silent("a"));
    assert!(silent("d").iter().any(|about| about.contains("bridge")), "{:?}", silent("d"));
}

#[test]
fn loaded_words_stand_beside_plain_ones() {
    let collation = collation(&[0, 1, 2, 3]);
    let terms: Vec<(&str, bool, usize)> = collation
        .wording
        .iter()
        .flat_map(|wording| &wording.terms)
        .map(|term| (term.term.as_str(), term.loaded, term.spans.len()))
        .collect();
    assert_eq!(terms, [("government", false, 2), ("regime", true, 1)]);
}

#[test]
fn reports_that_share_nothing_are_two_stories() {
    let specimen = Specimen::read(
        "a 2026-03-02: The landslide killed people near the Orvik bridge. Rescuers closed the mountain road to Orvik.
         b 2026-05-02: The Lindqvist company opened a factory in Torsby. Workers at the factory praised Lindqvist.
         c 2026-03-03: The Orvik bridge collapsed after the landslide. The mountain road was closed.",
        &[],
    );
    assert_eq!(stories(&specimen.reports), [vec![0, 2], vec![1]]);
    assert_eq!(stories(&specimen.reports[..1]), [vec![0]]);
    assert!(stories(&[]).is_empty());
}

#[test]
fn days_and_months_count_as_numbers() {
    let specimen =
        Specimen::read("a 2026-03-02: The bridge at Orvik fell on March 2. Ferries closed on Sept 14.", &[]);
    let counts = counts(&specimen.reports[0]);
    let numbers: Vec<&str> =
        counts.keys().filter(|key| key.0 == Kind::Number).map(|key| key.1.as_str()).collect();
    assert_eq!(numbers, ["march", "march 2", "september", "september 14"]);
    assert!(!counts.contains_key(&(Kind::Name, "march".to_owned())));
}

#[test]
fn short_months_count_only_beside_a_day_or_with_a_stop() {
    let specimen = Specimen::read(
        "a 2026-03-02: Near the pier Jan Moe met Mar Aas on Jun 4. Long march closed the road.",
        &[],
    );
    let counts = counts(&specimen.reports[0]);
    let of_kind = |kind: Kind| {
        counts.keys().filter(move |key| key.0 == kind).map(|key| key.1.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(of_kind(Kind::Number), ["june", "june 4"]);
    assert!(["jan", "mar"].iter().all(|name| of_kind(Kind::Name).contains(name)), "{counts:?}");
    assert!(of_kind(Kind::Word).contains(&"march"), "{counts:?}");
}

#[test]
fn two_events_alike_in_all_but_their_day_are_two_stories() {
    let report = |month: &str, number: usize| {
        format!(
            "r{number}{month} 2026-03-02: The ferry Alka hit the pier at Torsby on {month} 4. Divers \
             searched near Torsby for passengers of the Alka. On {month} 5 the ferry Alka was at Torsby."
        )
    };
    let story: String = ["March", "October"]
        .iter()
        .flat_map(|month| (0..8).map(|number| report(month, number) + "\n"))
        .collect();
    let specimen = Specimen::read(&story, &[]);
    let counts: Vec<_> = specimen.reports.iter().map(counts).collect();
    let mut groups = groups(&counts);
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    assert_eq!(groups, [(0..8).collect::<Vec<usize>>(), (8..16).collect()]);
}
