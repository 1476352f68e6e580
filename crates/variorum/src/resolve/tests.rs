//! Small stories of our own invention: who is one entity, and whom claims rest on.

use crate::annotate::{Annotated, EntityKind, Mention, MentionForm};
use crate::claim::{Attribution, Claim, Manner, Modality, Stance};
use crate::derive::derivations;
use crate::derive::specimen::report;
use crate::text::Span;

use super::{entities, origins};

/// A report whose names stand in square brackets with a letter for their kind: "[p:Halvard Brenn]". A nominal is
/// "[n:the minister]", a pronoun "[x:she]"; both stand for the last name before them.
fn marked(id: &str, outlet: &str, text: &str) -> Annotated {
    let mut plain = String::new();
    let mut mentions: Vec<Mention> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        let (kind, after) = after.split_once(':').unwrap_or(("", after));
        let (name, after) = after.split_once(']').unwrap_or((after, ""));
        plain.push_str(before);
        let span = Span::new(plain.len(), plain.len() + name.len());
        plain.push_str(name);
        let (form, kind) = match kind {
            "p" => (MentionForm::Name, EntityKind::Person),
            "o" => (MentionForm::Name, EntityKind::Organization),
            "l" => (MentionForm::Name, EntityKind::Place),
            "n" => (MentionForm::Nominal, EntityKind::Person),
            _ => (MentionForm::Pronoun, EntityKind::Person),
        };
        let antecedent = (form != MentionForm::Name).then(|| mentions.len().checked_sub(1)).flatten();
        mentions.push(Mention { span, tokens: 0..0, form, kind, antecedent, sentence: 0 });
        rest = after;
    }
    plain.push_str(rest);
    Annotated { mentions, ..report(id, outlet, "", &plain) }
}

/// Each entity as its name and, for each mention, report and words.
fn shown(reports: &[Annotated]) -> Vec<String> {
    let found = entities(reports);
    let mention = |&(report, mention): &(usize, usize)| {
        let annotated = &reports[report];
        format!("{} {}", annotated.report.id, annotated.mentions[mention].span.of(&annotated.report.text))
    };
    let line = |entity: &super::Entity| {
        format!("{}: {}", entity.name, entity.mentions.iter().map(mention).collect::<Vec<_>>().join(", "))
    };
    found.entities.iter().map(line).collect()
}

#[test]
fn one_entity_for_the_names_of_one_and_never_for_two() {
    let cases: &[(&[&str], &[&str])] = &[
        // Transliterations, and a surname in another report.
        (
            &[
                "[p:Moammar Qaddafi] spoke. [p:Qaddafi] left.",
                "[p:Muammar al-Gaddafi] spoke.",
                "[p:Gaddafi] spoke.",
            ],
            &["Moammar Qaddafi: a Moammar Qaddafi, a Qaddafi, b Muammar al-Gaddafi, c Gaddafi"],
        ),
        // Two people who share a surname.
        (
            &["[p:Halvard Brenn] met [p:Sunniva Brenn]. [p:Brenn] smiled.", "[p:Brenn] went home."],
            &["Halvard Brenn: a Halvard Brenn", "Sunniva Brenn: a Sunniva Brenn, a Brenn", "Brenn: b Brenn"],
        ),
        // The nearest full name before it, in a report that knows one of the two only.
        (
            &["[p:Halvard Brenn] spoke.", "[p:Sunniva Brenn] spoke, and Ms [p:Brenn] left. [x:She] slept."],
            &["Halvard Brenn: a Halvard Brenn", "Sunniva Brenn: b Sunniva Brenn, b Brenn, b She"],
        ),
        // Names that differ by a letter are two names where the letter is no matter of transliteration.
        (
            &[
                "[p:Anna Berg] spoke.",
                "[p:Anne Berg] spoke.",
                "[p:Erik Jensen] spoke.",
                "[p:Erik Jansen] spoke.",
            ],
            &[
                "Anna Berg: a Anna Berg",
                "Anne Berg: b Anne Berg",
                "Erik Jensen: c Erik Jensen",
                "Erik Jansen: d Erik Jansen",
            ],
        ),
        // An initial that fits two is nobody's.
        (
            &["[p:Jonas Vik] spoke.", "[p:Judit Vik] spoke.", "[p:J. Vik] spoke."],
            &["Jonas Vik: a Jonas Vik", "Judit Vik: b Judit Vik", "J. Vik: c J. Vik"],
        ),
        // Acronyms, turned words, shortened names.
        (
            &[
                "The [o:Norrvik Harbour Safety Board] ([o:NHSB]) closed the quay.",
                "The [o:NHSB] met. The [o:Ministry of Health] spoke.",
                "The [o:Health Ministry] spoke. [o:Brattholm Line] sailed. [o:Brattholm] paid.",
            ],
            &[
                "Norrvik Harbour Safety Board: a Norrvik Harbour Safety Board, a NHSB, b NHSB",
                "Ministry of Health: b Ministry of Health, c Health Ministry",
                "Brattholm Line: c Brattholm Line, c Brattholm",
            ],
        ),
        // One name is one body, whichever longer names stand beside it: a branch, a model, its founder.
        (
            &[
                "[o:Skua] won. [o:Skua Harbour Ferries] paid.",
                "[o:Skua 400] sails. [o:Skua] lost.",
                "[p:William Skua] founded it. [o:Skua] sold.",
                "[o:Skua] closed.",
            ],
            &[
                "Skua: a Skua, b Skua, c Skua, d Skua",
                "Skua Harbour Ferries: a Skua Harbour Ferries",
                "Skua 400: b Skua 400",
                "William Skua: c William Skua",
            ],
        ),
        // Of two navies "the navy" is that of its report.
        (
            &[
                "The [o:Norrvik Navy] came. The [o:Navy] left.",
                "The [o:Lunde Navy] came. The [o:Navy] left.",
                "The [o:Lunde Air Force] came. The [o:Air Force] left.",
                "The [o:UAE Air Force] left.",
            ],
            &[
                "Norrvik Navy: a Norrvik Navy, a Navy",
                "Lunde Navy: b Lunde Navy, b Navy",
                "Lunde Air Force: c Lunde Air Force, c Air Force",
                "UAE Air Force: d UAE Air Force",
            ],
        ),
        // What stands before a name is no other person, and a first name stays that of the one who bears it.
        (
            &[
                "[p:A. J. Brenn] spoke. [p:Manager A.J. Brenn] left.",
                "[p:Brenn] slept.",
                "[p:Tove Lunde] spoke. [p:Tove] left.",
                "[p:Tove] slept.",
            ],
            &[
                "A. J. Brenn: a A. J. Brenn, a Manager A.J. Brenn, b Brenn",
                "Tove Lunde: c Tove Lunde, c Tove, d Tove",
            ],
        ),
        // A place is not the person who bears its name.
        (
            &["[p:Tove Lunde] lives in [l:Lunde]. [p:Lunde] is a teacher."],
            &["Tove Lunde: a Tove Lunde, a Lunde", "Lunde: a Lunde"],
        ),
        (
            &[
                "[l:Deir ez-Zor] was hit.",
                "[l:Deir Ezzor] was hit.",
                "The [l:U.S.] spoke.",
                "The [l:United States] spoke.",
            ],
            &["Deir Ezzor: a Deir ez-Zor, b Deir Ezzor", "United States: c U.S., d United States"],
        ),
    ];
    for (texts, expected) in cases {
        let ids = ["a", "b", "c", "d"];
        let reports: Vec<Annotated> = texts.iter().zip(ids).map(|(text, id)| marked(id, "", text)).collect();
        assert_eq!(shown(&reports), *expected, "{:#?}", entities(&reports).entities);
    }
}

#[test]
fn a_merge_says_why_and_so_does_doubt() {
    let reports = [
        marked("a", "", "[p:Halvard Brenn] met [p:Sunniva Brenn]."),
        marked("b", "", "[p:Brenn] went home."),
        marked("c", "", "[p:Moammar Qaddafi] spoke."),
        marked("d", "", "[p:Muammar Gaddafi] spoke."),
    ];
    let why: Vec<String> = entities(&reports).entities.into_iter().flat_map(|entity| entity.why).collect();
    assert_eq!(
        why,
        [
            "“Brenn” in report b fits “Halvard Brenn” and “Sunniva Brenn”: it is kept apart.",
            "“Moammar Qaddafi” and “Muammar Gaddafi” spell the same sounds, as transliterations do.",
        ]
    );
}

/// A claim that is the sentence of `annotated` that starts with `content`, on the word of `sources`, outermost first.
fn claim(annotated: &Annotated, content: &str, sources: &[&str]) -> Claim {
    let text = &annotated.report.text;
    let start = text.find(content).expect("the text holds the content");
    let span = Span::new(start, start + content.len());
    let attribution = |source: &&str| {
        let place = text.find(source).map(|start| Span::new(start, start + source.len()));
        let mention = annotated.mentions.iter().position(|mention| Some(mention.span) == place);
        Attribution {
            source: place,
            source_mention: mention,
            cue: None,
            manner: Manner::Indirect,
            stance: Stance::Says,
        }
    };
    Claim {
        span,
        content: vec![span],
        attribution: sources.iter().map(attribution).collect(),
        negated: false,
        modality: Modality::Asserted,
        mentions: vec![],
        quantities: vec![],
        times: vec![],
        sentence: 0,
        predicate: None,
        by: "test",
    }
}

#[test]
fn claims_rest_on_their_innermost_source() {
    let a = marked(
        "a",
        "Coast Radio",
        "The quay is closed, [o:NHSB] said. Two men were hurt, two regional officials said. It was an old quay, \
         according to a study by the [o:Lunde Institute]. A statement from the [o:NHSB] promised help. [x:They] agreed. Rain fell.",
    );
    let b = marked(
        "b",
        "Lunde Post",
        "Nobody was to blame, regional officials told [o:Coast Radio]. More rain came, city officials said. Wind rose, \
         [o:Coast Radio] reported. Snow fell.",
    );
    let claims = vec![
        vec![
            claim(&a, "The quay is closed", &["NHSB"]),
            claim(&a, "Two men were hurt", &["two regional officials"]),
            claim(&a, "It was an old quay", &["a study by the Lunde Institute"]),
            claim(&a, "promised help", &["A statement from the NHSB"]),
            claim(&a, "Rain fell", &[]),
        ],
        vec![
            claim(&b, "Nobody was to blame", &["Coast Radio", "regional officials"]),
            claim(&b, "More rain came", &["city officials"]),
            claim(&b, "Wind rose", &["Coast Radio"]),
            claim(&b, "Snow fell", &[]),
        ],
    ];
    let reports = [a, b];
    let found = origins(&reports, &claims, &entities(&reports), &[]);
    let name = |&origin: &usize| format!("{:?} {}", found.origins[origin].kind, found.origins[origin].name);
    let shown: Vec<Vec<String>> =
        found.of_claim.iter().map(|of_report| of_report.iter().map(name).collect()).collect();
    assert_eq!(
        shown,
        [
            vec![
                "Named NHSB",
                "Unnamed two regional officials",
                "Document a study by the Lunde Institute",
                "Named NHSB",
                "Outlet Coast Radio",
            ],
            vec![
                "Unnamed two regional officials",
                "Unnamed city officials",
                "Outlet Coast Radio",
                "Outlet Lunde Post"
            ],
        ]
    );
}

#[test]
fn whoever_works_for_an_outlet_is_not_the_outlet() {
    let a = marked(
        "a",
        "Lunde Post",
        "The quay sank, [p:Anna Holt] of the newspaper Ledger said. The pier stood, the head of the agency [o:CPA] said. The \
         mole broke, the newspaper [o:Harrow Gazette] said. The dyke held, the state news agency [o:CPA] said. The weir burst, \
         the daily newspaper Ledger said.",
    );
    let head = "the head of the agency CPA";
    let claims = vec![
        claim(&a, "The quay sank", &["Anna Holt of the newspaper Ledger"]),
        claim(&a, "The pier stood", &[head]),
        claim(&a, "The mole broke", &["the newspaper Harrow Gazette"]),
        claim(&a, "The dyke held", &["the state news agency CPA"]),
        claim(&a, "The weir burst", &["the daily newspaper Ledger"]),
    ];
    let held = |id: &str, outlet: &str| report(id, outlet, "", "Rain fell.");
    let reports = [a, held("b", "Ledger"), held("c", "CPA"), held("d", "Harrow Gazette")];
    let found = origins(&reports, &[claims, vec![], vec![], vec![]], &entities(&reports), &[]);
    let name = |&origin: &usize| format!("{:?} {}", found.origins[origin].kind, found.origins[origin].name);
    assert_eq!(
        found.of_claim[0].iter().map(name).collect::<Vec<_>>(),
        [
            "Named Anna Holt",
            &format!("Unnamed {head}"),
            "Outlet Harrow Gazette",
            "Outlet CPA",
            "Outlet Ledger"
        ]
    );
}

#[test]
fn a_bare_noun_is_the_only_one_that_tells_more() {
    let a = marked(
        "a",
        "Coast Radio",
        "The gates were opened, farmers along the Isk said. The mine is sold, a letter says.",
    );
    let b = marked(
        "b",
        "Lunde Post",
        "The gates were opened, farmers said. The mine is sold, according to a letter seen by this paper. Rain fell, \
         a letter to the mayor says.",
    );
    let claims = vec![
        vec![
            claim(&a, "The gates were opened", &["farmers along the Isk"]),
            claim(&a, "The mine is sold", &["a letter"]),
        ],
        vec![
            claim(&b, "The gates were opened", &["farmers"]),
            claim(&b, "The mine is sold", &["a letter seen by this paper"]),
            claim(&b, "Rain fell", &["a letter to the mayor"]),
        ],
    ];
    let reports = [a, b];
    let found = origins(&reports, &claims, &entities(&reports), &[]);
    assert_eq!(
        found.of_claim,
        [vec![0, 1], vec![0, 2, 3]],
        "there are two letters that tell more: none is meant"
    );
    assert_eq!(found.origins[0].name, "farmers along the Isk");
}

#[test]
fn copies_rest_on_what_they_copy() {
    let wire = "SKARHOLM (Norrvik Wire) - The western channel was never marked, although fishermen had asked for buoys. \
                Eight of them would cost 40,000 crowns, a sum that the municipality set aside nine years ago.";
    let copy = wire.split_once("- ").map_or("", |(_, rest)| rest);
    let own = "Our reporter saw three buoys in a shed behind the harbour office, still wrapped in plastic.";
    let reports = [
        report("a", "Lunde Post", "2031-05-06", wire),
        report("b", "Coast Radio", "2031-05-07", &format!("{copy}\n{own}")),
        report(
            "c",
            "Island Voice",
            "2031-05-07",
            "Eight buoys lie in a shed, says a fisherman who wants to stay unnamed.",
        ),
    ];
    let claims: Vec<Vec<Claim>> = vec![
        vec![claim(&reports[0], "The western channel was never marked", &[])],
        vec![claim(&reports[1], "The western channel was never marked", &[]), claim(&reports[1], own, &[])],
        vec![claim(&reports[2], "Eight buoys lie in a shed", &[])],
    ];
    let found = origins(&reports, &claims, &entities(&reports), &derivations(&reports));
    let names: Vec<&str> =
        found.of_claim.iter().flatten().map(|&origin| found.origins[origin].name.as_str()).collect();
    assert_eq!(names, ["Norrvik Wire", "Norrvik Wire", "Coast Radio", "Island Voice"]);
}
