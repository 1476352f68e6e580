//! Quantities, times and names on sentences of our own, with the real model: each text, and what it holds.

mod reading;

use variorum::annotate::{self, Annotated, MentionForm, Quantity};

use reading::{pipeline, report};

/// The words of a quantity's sentence, its value, its unit, and what became of so many.
const STATES: &[(&str, &[&str])] = &[
    ("Twelve people lost their lives in the flood.", &["12 person killed"]),
    ("Twelve people perished in the blaze.", &["12 person killed"]),
    ("The flood left 12 dead and 40 injured.", &["12 person killed", "40 person injured"]),
    ("The flood left 12 people dead.", &["12 person killed"]),
    ("The quake claimed 34 lives.", &["34 person killed"]),
    ("Six martyrs were buried in Lorn.", &["6 martyr killed"]),
    ("The number of people who died when the ferry sank rose to 11 on Sunday.", &["11 person killed"]),
    ("The storm has claimed the lives of 34 people.", &["34 person killed"]),
    ("The death toll rose to 34.", &["34 person killed"]),
    ("The ministry put the toll at 34.", &["34 person killed"]),
    (
        "The death toll from the vast explosion in the old grain silos of the port of Vessa has reached 61.",
        &["61 person killed"],
    ),
    (
        "The toll has grown to 84 and around 2,000 others are injured.",
        &["84 person killed", "2000 person injured"],
    ),
    ("The gunman who killed 12 people was arrested.", &["12 person killed"]),
    (
        "At least 120 of the 5,000 people who were injured are in critical condition.",
        &["120 person seriously injured", "5000 person injured"],
    ),
    ("Some 300,000 people are unable to return to their homes.", &["300000 person displaced"]),
    ("Approximately 55 of the 136 units were destroyed.", &["55 unit destroyed", "136 unit -"]),
    ("Sixty ambulances attended the incident.", &["60 ambulance -"]),
    ("The ministry put the number of injured at 60.", &["60 person injured"]),
    (
        "Fourteen people have been injured, three severely.",
        &["14 person injured", "3 person seriously injured"],
    ),
    (
        "Nine more people were hurt by the falling sign, four of whom are said to be seriously injured.",
        &["9 person injured", "4 person seriously injured"],
    ),
    (
        "There are nine people being treated in hospital, four of them in a serious condition.",
        &["9 person hospitalised", "4 person seriously injured"],
    ),
    (
        "As many as 35 people could still be missing under the snow of Mount Harl, the warden said.",
        &["35 person missing"],
    ),
    ("Up to 35 may still be missing after Mount Harl avalanche", &["35 person missing"]),
    ("Seven people have been extracted from the debris.", &["7 person rescued"]),
    (
        "It is thought some 15 carts plunged into a pit after the floor of the market hall gave way.",
        &["15 cart fallen"],
    ),
    ("The quay broke off, plunging more than 25 cars and a crane to the ground.", &["25 car fallen"]),
    ("The ledge crumbled on Friday, throwing more than 25 cars into the void.", &["25 car fallen"]),
    ("The quay, where almost 25 cars fell 12 metres, had been built in 1911.", &["25 car fallen", "12 m -"]),
    ("The river swept away 14 houses.", &["14 house swept away"]),
    ("Nearly 2,400 people were ordered to leave the valley.", &["2400 person evacuated"]),
    ("An estimated 2,400 residents were told to get to higher ground.", &["2400 person evacuated"]),
    ("The mayor told 300 visitors to leave.", &["300 person evacuated"]),
    ("The mayor told 300 visitors to stay.", &["300 person -"]),
    ("Grief as market hall disaster death toll rises to 52", &["52 person killed"]),
    ("Stallholders of the arcade under one arch were told to leave.", &["1 arch -"]),
    (
        "Ana Sorel, director of the 155 emergency service, spoke of a day designated one of national mourning.",
        &[],
    ),
    ("Eleven bodies were found in the mud.", &["11 person killed"]),
    ("The fire caused injuries to 50 passengers.", &["50 person injured"]),
    ("More bodies were pulled out from two coaches of the train, an officer said.", &["2 coach -"]),
    ("Two coaches of the team were hurt.", &["2 person injured"]),
    ("Nine coaches of the night train derailed near Pell.", &["9 coach derailed"]),
    ("Nine coaches of the train jumped the tracks.", &["9 coach derailed"]),
    ("The storm sank 14 boats and grounded 20 flights.", &["14 boat sunk", "20 flight grounded"]),
    ("The army said it had intercepted six drones.", &["6 drone intercepted"]),
    ("Nineteen were killed and 40 hurt.", &["19 person killed", "40 person injured"]),
    ("Seven wounded were taken to hospital.", &["7 person injured"]),
    ("Some 60 people were admitted to hospital with burns.", &["60 person hospitalised"]),
    ("About 300 residents were moved to schools and shelters.", &["300 person evacuated"]),
    ("Some 2,000 people left their homes.", &["2000 person displaced"]),
    ("The flood forced 900 people from their homes.", &["900 person displaced"]),
    ("Forty families were homeless after the fire.", &["40 family homeless"]),
    ("The fire made 300 families homeless.", &["300 family homeless"]),
    ("Officers took 15 people into custody.", &["15 person arrested"]),
    ("At least 20 people have died and 14 are still missing.", &["20 person killed", "14 person missing"]),
    ("Twelve people were injured, some badly hurt.", &["12 person injured"]),
    ("The director of the 155 rescue service spoke.", &[]),
    ("Seventeen people are feared dead.", &["17 person feared dead"]),
    ("Another three climbers are believed to have died.", &["3 climber feared dead"]),
    (
        "Toll of Harl avalanche climbs to 14, with three more feared dead",
        &["14 person killed", "3 person feared dead"],
    ),
    ("A further three climbers are presumed dead on the ridge.", &["3 climber feared dead"]),
    ("The avalanche left three climbers missing, who are presumed dead.", &["3 climber missing"]),
    ("Five people died and more are feared dead.", &["5 person killed"]),
    ("Three still missing as ridge remains out of reach", &["3 person missing"]),
    (
        "The mayor said that 14 are deceased and 22 are currently in hospital.",
        &["14 person killed", "22 person hospitalised"],
    ),
    (
        "Fourteen dead, three missing, 22 in hospital after ferry sinks",
        &["14 person killed", "3 person missing", "22 person hospitalised"],
    ),
    (
        "Forty people were injured, including six who are now in burn units.",
        &["40 person injured", "6 person hospitalised"],
    ),
    ("Two had burns on up to 70% of their bodies.", &["2 - -", "70 percent -"]),
    ("Her husband Odo Brand, 53, and their neighbour were still missing.", &["53 year of age -"]),
    ("Three Norwegians were among the dead.", &["3 person -"]),
    ("Eleven Norwegians are said to be in hospital.", &["11 person hospitalised"]),
    ("One guide had not returned to the hut.", &["1 guide -"]),
    ("Mount Harl is one of the country’s most visited peaks.", &["1 peak -"]),
];

/// Times in reports of Wednesday, 11 March 2026.
const TIMES: &[(&str, &[&str])] = &[
    ("The wave broke the dam at 4:10 a.m. on Monday.", &["4:10 a.m. on Monday = 2026-03-09T04:10"]),
    ("The gates opened at 4:10 a.m. Monday.", &["4:10 a.m. Monday = 2026-03-09T04:10"]),
    ("The siren sounded at 03:50 on Monday morning.", &["03:50 on Monday morning = 2026-03-09T03:50"]),
    ("The gates should have been opened on Saturday.", &["Saturday = 2026-03-07"]),
    ("The gates should be opened on Saturday.", &["Saturday = 2026-03-14"]),
    ("The bridge was closed last week.", &["last week = 2026-W10"]),
    ("The wall broke at ten past four on Monday.", &["ten past four on Monday = 2026-03-09T04:10"]),
    (
        "The bell rang at a quarter to six in the evening.",
        &["a quarter to six in the evening = 2026-03-11T17:45"],
    ),
    (
        "The ferry sank on Monday, and divers came the next morning.",
        &["Monday = 2026-03-09", "the next morning = 2026-03-10TMO"],
    ),
    ("The decision, announced Thursday by the council, surprised the town.", &["Thursday = 2026-03-05"]),
    ("The union has scheduled a vote for Thursday.", &["Thursday = 2026-03-12"]),
    ("Power could be back as early as Friday.", &["Friday = 2026-03-13"]),
    ("The lease had been due to expire Friday.", &["Friday = 2026-03-06"]),
    ("The council will look for ways around Thursday's ruling.", &["Thursday = 2026-03-12"]),
    ("The mayor found a way around Thursday's ruling.", &["Thursday = 2026-03-05"]),
    ("The hearing was set for Friday.", &["Friday = 2026-03-13"]),
    ("The fair is on April 24 and 25.", &["April 24 = 2026-04-24", "25 = 2026-04-25"]),
    (
        "The wall was mended from 28-29 May 1951 and from March to June 1952.",
        &["28 = 1951-05-28", "29 May 1951 = 1951-05-29", "March = 1952-03", "June 1952 = 1952-06"],
    ),
    ("The mill stood empty in 1915-16.", &["1915 = 1915", "16 = 1916"]),
    ("The harbour froze in the winter of 481 BC.", &["the winter of 481 BC = BC0481-WI"]),
    ("The lamp failed on the night of 8 February 2024.", &["the night of 8 February 2024 = 2024-02-08TNI"]),
    ("The pumps failed in the past two quarters.", &["the past two quarters = P2Q"]),
    ("The day-long strike hit a decades-long partnership.", &["day-long = P1D", "decades-long = PXE"]),
    ("The ferry sails twice a week.", &["twice a week = P1W"]),
    ("The pumps lift 600 tonnes per day.", &["per day = P1D"]),
    ("He led the union for three-and-a-half years.", &["three-and-a-half years = P3Y6M"]),
    ("The hall was built more than 20 years ago.", &["more than 20 years ago = 2006"]),
    ("Half a century ago the hall was built.", &["Half a century ago = 1976"]),
    ("The repairs are expected to last three weeks.", &["three weeks = P3W"]),
    ("Rain fell earlier in the year.", &["earlier in the year = 2026"]),
    ("The bridge reopens by year's end.", &["year's end = 2026"]),
    ("The wall was begun in the 19th and 20th centuries.", &["the 19th = 18", "20th centuries = 19"]),
];

/// Names and what they are.
const NAMES: &[(&str, &[&str])] = &[
    ("Interior Minister Karel Odding said the dam broke.", &["Karel Odding: person"]),
    ("Petra Haverkamp said she had seen the letter.", &["Petra Haverkamp: person"]),
    (
        "Eastern Harbours spokesperson Wexley Tarn said the quay was safe.",
        &["Eastern Harbours: organization", "Wexley Tarn: person"],
    ),
    (
        "The International Atomic Energy Agency (IAEA) said the plant was safe.",
        &["International Atomic Energy Agency: organization", "IAEA: organization"],
    ),
    ("News\nThe dam broke on Monday.", &[]),
    ("The Texan governor visited Texas City on Monday.", &["Texan: group", "Texas City: place"]),
    ("Updated: Tuesday", &[]),
    // Beside the name: an age, a calling, a part of the land, a state.
    ("Ondry, 61, said the river rose.", &["Ondry: person"]),
    ("Police shut the Sharqi neighborhood.", &["Sharqi: place"]),
    ("A tornado tore through Haskell, Okla., on Monday.", &["Haskell: place", "Okla.: place"]),
    // Pieces that belong together, and words that do not.
    (
        "Kolm Metals CEO Ilse Haverkamp said the mine was safe.",
        &["Kolm Metals: organization", "Ilse Haverkamp: person"],
    ),
    ("She met Secretary of State Lydia Crane on Friday.", &["Lydia Crane: person"]),
    ("Doctors say Marrow fever has spread.", &["Marrow fever: other"]),
    (
        "KETTLE ROW, Torvania (CPA) - Three miners were freed on Tuesday.",
        &["KETTLE ROW: place", "Torvania: place", "CPA: organization"],
    ),
    (
        "PORT-AMMEL, Torvania (CPA) — Three miners were freed on Tuesday.",
        &["PORT-AMMEL: place", "Torvania: place", "CPA: organization"],
    ),
    ("Marian Holt said that Maria had left.", &["Marian Holt: person", "Maria: person"]),
    // What the world knows, and what the report tells of its people.
    ("Roscosmos said the crew was well.", &["Roscosmos: organization"]),
    ("The Velmarian parliament met. Velmar paid the loan.", &["Velmarian: group", "Velmar: place"]),
];

/// Amounts with how exact they are.
/// The words of each noun and pronoun that stands for a name, and that name.
const STAND_FOR: &[(&str, &[&str])] = &[
    ("Tove Lunde, the mayor, opened the quay.", &["mayor: Tove Lunde"]),
    ("Norrvik Air cut fares on Monday. The company lost money.", &["company: Norrvik Air"]),
    ("Norrvik Air sued Lunde Bank on Monday. The company lost money.", &[]),
    ("Halvard Brenn said that Anna Lunde left early. She was tired.", &["She: Anna Lunde"]),
    ("Halvard Brenn met with him on Monday.", &[]),
    (
        "Norrvik Air said that it would fly to Vessa. The plane was late, and it carried 300 passengers.",
        &["it: Norrvik Air"],
    ),
    ("Norrvik Air cut fares. It is clear that other firms will follow.", &[]),
];

const BOUNDS: &[(&str, &[&str])] = &[
    ("The wall is more than 100 metres (330 feet) long.", &["100 MoreThan", "330 MoreThan"]),
    ("The gate weighs just under 4 tonnes (8,800 pounds).", &["4 LessThan", "8800 LessThan"]),
    ("The pumps ran for an average of 9 hours.", &["9 Exact"]),
    ("At least 40 of the 60 boats sank.", &["40 AtLeast", "60 Exact"]),
];

#[test]
fn amounts_are_as_exact_as_the_words_say() {
    check(BOUNDS, |annotated| {
        let line = |quantity: &Quantity| {
            let value = quantity.low.or(quantity.high).unwrap_or(f64::NAN);
            format!("{value} {:?}", quantity.bound)
        };
        annotated.quantities.iter().map(line).collect()
    });
}

#[test]
fn quantities_tell_what_became_of_so_many() {
    check(STATES, |annotated| annotated.quantities.iter().map(quantity_line).collect());
}

#[test]
fn times_are_put_on_the_calendar() {
    check(TIMES, |annotated| {
        let line = |time: &annotate::Time| {
            let words = time.span.of(&annotated.report.text);
            format!("{words} = {}", time.value.as_deref().unwrap_or("open"))
        };
        annotated.times.iter().map(line).collect()
    });
}

#[test]
fn names_are_told_by_kind() {
    check(NAMES, |annotated| {
        let names = annotated.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
        let kind = |mention: &annotate::Mention| format!("{:?}", mention.kind).to_lowercase();
        names.map(|name| format!("{}: {}", name.span.of(&annotated.report.text), kind(name))).collect()
    });
}

#[test]
fn nouns_and_pronouns_stand_for_names_where_nothing_else_is_as_likely() {
    check(STAND_FOR, |annotated| {
        let text = &annotated.report.text;
        let named = annotated.mentions.iter().filter_map(|mention| {
            let name = &annotated.mentions[mention.antecedent?];
            Some((mention, name)).filter(|(_, name)| name.form == MentionForm::Name)
        });
        named.map(|(mention, name)| format!("{}: {}", mention.span.of(text), name.span.of(text))).collect()
    });
}

fn quantity_line(quantity: &Quantity) -> String {
    let value = quantity.low.or(quantity.high).unwrap_or(f64::NAN);
    let part = |part: &Option<String>| part.clone().unwrap_or("-".to_owned());
    format!("{value} {} {}", part(&quantity.unit), part(&quantity.measure))
}

fn check(cases: &[(&str, &[&str])], lines: impl Fn(&Annotated) -> Vec<String>) {
    let Some(pipeline) = pipeline() else { return };
    let mut failures = Vec::new();
    for (text, expected) in cases {
        let found = lines(&annotate::annotate(report(text), &pipeline));
        if found != *expected {
            failures.push(format!("{text}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
