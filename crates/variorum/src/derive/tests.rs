//! Stories of our own invention, and the derivations that a reader should be shown.

use super::specimen::report;
use super::{DerivationKind, Direction, derivations, roots};
use crate::annotate::Annotated;

const WIRE: &str = "# Ferry runs aground off Skarholm with 214 aboard
    SKARHOLM (Norrvik Wire) — A passenger ferry with 214 people aboard ran aground off the island of Skarholm early on \
    Tuesday, tearing a hole of four metres in its hull, the coastguard said.
    Eleven passengers were taken to hospital in Lunde, three of them with broken bones, according to the regional \
    health board. The others were brought ashore in fishing boats from three villages.
    “We heard a long scraping noise and then every light went out at once,” said Tove Almqvist, a teacher who was \
    travelling with 23 pupils.
    The ferry, the 41-year-old Sankt Erik, had passed an inspection in January. Its owner, Brattholm Line, said it \
    would wait for the findings of the maritime board before it commented on the cause.
    Winds of 19 metres a second were measured at the Skarholm light shortly before the accident.
    The maritime board sent two investigators, who are to question the second mate on Wednesday.";

fn copy_with_own_headline() -> String {
    WIRE.replace("# Ferry runs aground off Skarholm with 214 aboard", "# Hundreds rescued from ferry")
        .replace("SKARHOLM (Norrvik Wire) — ", "")
        .replace("early on Tuesday", "early Tuesday")
}

fn cut_copy() -> String {
    WIRE.lines().skip(1).take(3).collect::<Vec<_>>().join("\n").replace("SKARHOLM (Norrvik Wire) — ", "")
}

const REWRITE: &str = "# School class among ferry passengers hurt
    A hole four metres long was torn in the hull of a ferry when it went aground off Skarholm island on Tuesday morning.
    Of the 214 people on the passenger ferry, eleven had to be taken to the hospital in Lunde, and three had broken \
    bones, the health board of the region told reporters.
    Fishing boats from three nearby villages brought the others ashore.
    Brattholm Line, the owner of the 41-year-old Sankt Erik, does not want to comment on the cause before the maritime \
    board presents its findings.
    At the Skarholm light, winds of 19 metres a second had been measured shortly before.
    Two investigators of the maritime board will question the second mate on Wednesday.";

const INDEPENDENT: &str = "# Islanders: channel was never marked
    Fishermen on Skarholm have asked for years that the western channel be marked, after a ferry struck the rocks there \
    on Tuesday.
    “Nobody listened to us, not once in nine years,” said Ole Rimstad, who skippered one of the boats that came to help.
    The municipality answered that money had been set aside for eight buoys but that the harbour office has not ordered \
    them.
    The coastguard said 214 people had been aboard.";

const SAME_QUOTATION: &str = "# A teacher's night
    Tove Almqvist had counted her pupils twice when it happened.
    “We heard a long scraping noise and then every light went out at once,” she said over coffee in the parish hall.
    Parents waited on the quay until four in the morning. Volunteers had baked bread for them.
    The head of the school praised the calm of the children and said lessons would begin again next week.";

fn shown(reports: &[Annotated]) -> Vec<String> {
    let line = |derivation: &super::Derivation| {
        let from = match (derivation.from, &derivation.source) {
            (Some(from), Some(source)) => format!("{} ({source})", reports[from].report.id),
            (Some(from), None) => reports[from].report.id.clone(),
            (None, source) => format!("[{}]", source.as_deref().unwrap_or_default()),
        };
        let kind = format!("{:?}", derivation.kind).to_lowercase();
        let direction = format!("{:?}", derivation.direction).to_lowercase();
        format!("{from} -> {} {kind}, {direction}", reports[derivation.to].report.id)
    };
    derivations(reports).iter().map(line).collect()
}

fn check(reports: &[Annotated], expected: &[&str]) {
    let found = derivations(reports);
    assert_eq!(shown(reports), expected, "{found:#?}");
    for derivation in found {
        assert!((0.0..=1.0).contains(&derivation.coverage), "{derivation:?}");
        assert!(!derivation.evidence.is_empty());
        for passage in derivation.passages {
            assert!(reports[derivation.to].report.text.get(passage.to.range()).is_some());
            if let Some(from) = passage.from {
                assert!(reports[from.report].report.text.get(from.span.range()).is_some());
            }
        }
    }
}

#[test]
fn copies_cuts_and_rewrites_lead_back_to_the_wire() {
    let reports = [
        report("a", "Norrvik Wire", "2031-05-06", WIRE),
        report("b", "Lunde Post", "2031-05-07", &copy_with_own_headline()),
        report("c", "Halvoren Today", "2031-05-07", &cut_copy()),
        report("d", "Coast Radio", "2031-05-08", REWRITE),
        report("e", "Island Voice", "2031-05-07", INDEPENDENT),
    ];
    check(&reports, &["a -> b copy, known", "a -> c copy, known", "a -> d rewrite, known"]);
    assert_eq!(roots(&derivations(&reports), reports.len()), [0, 0, 0, 0, 4]);
    let evidence = &derivations(&reports)[0].evidence;
    assert!(
        evidence[0].starts_with("9")
            && evidence[0].ends_with("% of its words stand in report a, in the same order.")
    );
    assert!(evidence.contains(&"It was published one day later.".to_owned()), "{evidence:?}");
}

#[test]
fn without_dates_containment_makes_a_direction_likely() {
    let whole = report("a", "Lunde Post", "", &copy_with_own_headline());
    let cut = report("b", "Halvoren Today", "", &cut_copy());
    check(&[whole.clone(), cut.clone()], &["a -> b copy, likely"]);
    check(&[cut, whole.clone()], &["a -> b copy, likely"]);
    let same = report("c", "Coast Radio", "", &copy_with_own_headline());
    check(&[same, whole], &["a -> c copy, unknown"]);
}

#[test]
fn one_quotation_in_two_reports_is_no_copying() {
    let reports = [
        report("a", "Coast Radio", "2031-05-07", WIRE.split_once("— ").map_or("", |(_, rest)| rest)),
        report("b", "Island Voice", "2031-05-07", SAME_QUOTATION),
    ];
    check(&reports, &[]);
}

#[test]
fn credits_show_sources_that_nobody_holds() {
    let one = report(
        "a",
        "Coast Radio",
        "2031-05-07",
        "The bridge at Ulvsund will stay closed until August, the road office told Reuters on Monday.
         Repairs cost 3.5 million crowns more than planned.",
    );
    let two = report(
        "b",
        "Island Voice",
        "2031-05-07",
        "ULVSUND, May 6 (Norrvik Wire) - Lorries have to take the road by Tange, a detour of 80 kilometres.
         Shops in the town count fewer customers.",
    );
    let three = report(
        "c",
        "Lunde Post",
        "2031-05-08",
        "Buyers stay away from Ulvsund, say shopkeepers.
         The closure was first reported by Coast Radio.
         A deck plate had cracked, according to Reuters.
         A spare plate lies in a yard at Tange, a foreman told the Kelmarian news agency Kelpress.
         Shops will close in June, Mayor Rask told the newspaper Tuesday.
         Lorries weigh too much, according to agency Director Anna Holt.
         ~ With reporting from Norrvik Wire",
    );
    check(
        &[one, two, three],
        &[
            "[Reuters] -> a sharedsource, known",
            "[Norrvik Wire] -> b copy, known",
            "[Norrvik Wire] -> c sharedsource, known",
            "a -> c quotes, likely",
            "[Reuters] -> c sharedsource, known",
            "[Kelpress] -> c quotes, known",
        ],
    );
}

#[test]
fn many_copies_of_one_wire_give_one_edge_each() {
    let copies: Vec<Annotated> = (0..60)
        .map(|index| {
            report(&format!("r{index:02}"), &format!("Outlet {index}"), "", &copy_with_own_headline())
        })
        .collect();
    let found = derivations(&copies);
    assert_eq!(found.len(), 59);
    assert!(found.iter().all(|derivation| derivation.kind == DerivationKind::Copy));
    assert!(found.iter().all(|derivation| derivation.direction == Direction::Unknown));
    assert!(roots(&found, copies.len()).iter().all(|&root| root == 0));
}

#[test]
fn forms_filled_in_anew_are_no_copies() {
    let form = |company: &str, numbers: [&str; 5]| {
        format!(
            "{company} said it declared a regular quarterly dividend of {} cents per share, payable {} to shareholders of \
             record on {}. Net income for the quarter was {} million crowns against {} million in the same quarter of \
             last year.",
            numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]
        )
    };
    let reports = [
        report(
            "a",
            "Norrvik Wire",
            "2031-05-06",
            &form("Brattholm Line", ["12", "June 3", "May 20", "4.1", "3.7"]),
        ),
        report(
            "b",
            "Norrvik Wire",
            "2031-05-07",
            &form("Tange Timber", ["9", "July 1", "June 11", "18.2", "20.6"]),
        ),
    ];
    check(&reports, &[]);
}

#[test]
fn odd_input_gives_nothing() {
    check(&[], &[]);
    check(&[report("a", "", "", "")], &[]);
    check(&[report("a", "", "", ""), report("b", "", "", "One word."), report("c", "x", "", "— (")], &[]);
    assert_eq!(roots(&[], 2), [0, 1]);
}
