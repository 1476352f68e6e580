//! Names that the world knows: bodies that every report may name without a word about them, and places.

use super::EntityKind;
use crate::atlas::{PlaceKind, named};

/// The inhabitants that make a town one that reports name without a word about it. Smaller ones share their names with
/// people and firms.
const LARGE: u64 = 400_000;

/// What a name that was taken for `kind` means wherever it stands, if the world knows it by one meaning. Towns lend
/// their names to teams, so a body stays one.
pub(super) fn kind_of_famous(name: &str, kind: EntityKind) -> Option<EntityKind> {
    use EntityKind::{Group, Organization, Other, Person};
    if is_famous_body(name) && matches!(kind, Person | Organization | Other | Group) {
        return Some(Organization);
    }
    let known = match kind {
        Person | Other => WIDE.contains(&name) || is_known_place(name, LARGE),
        Organization => WIDE.contains(&name) || is_known_place(name, u64::MAX),
        _ => false,
    };
    known.then_some(EntityKind::Place)
}

/// Whether every report may name the body without a word about it.
pub(super) fn is_famous_body(name: &str) -> bool {
    BODIES.binary_search(&name).is_ok()
}

/// Whether it is a country of the world, which nobody bears for a name.
pub(super) fn is_country(name: &str) -> bool {
    let country = |place: &crate::atlas::Place| place.kind == PlaceKind::Country;
    name.len() > 3 && !ALSO_PEOPLE.contains(&name) && named(name).iter().any(country)
}

/// Whether it is a country, an American state or a town with so many inhabitants, and no first name.
fn is_known_place(name: &str, inhabitants: u64) -> bool {
    let large = |place: &crate::atlas::Place| match place.kind {
        PlaceKind::Country | PlaceKind::State => true,
        PlaceKind::Town => place.main_name && place.population >= inhabitants,
    };
    name.len() > 3 && !ALSO_PEOPLE.contains(&name) && named(name).iter().any(large)
}

/// Whether a name behind a comma tells that a place stands before it: "Haskell, Okla.".
pub(super) fn is_state(name: &str) -> bool {
    let whole =
        || named(name).iter().any(|place| matches!(place.kind, PlaceKind::Country | PlaceKind::State));
    STATES.contains(&name) || name.len() > 3 && whole()
}

/// Places whose names people bear too.
const ALSO_PEOPLE: [&str; 6] = ["Chad", "Georgia", "Israel", "Jordan", "Santiago", "Virginia"];

/// Parts of the world beyond countries.
const WIDE: &[&str] = &[
    "Africa",
    "Antarctica",
    "Asia",
    "Europe",
    "Middle East",
    "North America",
    "Scandinavia",
    "South America",
];

/// States of America and provinces of Canada as the Associated Press shortens them.
const STATES: &[&str] = &[
    "Ala.", "Ariz.", "Ark.", "Calif.", "Colo.", "Conn.", "D.C.", "Del.", "Fla.", "Ga.", "Ill.", "Ind.",
    "Kan.", "Ky.", "La.", "Mass.", "Md.", "Mich.", "Minn.", "Miss.", "Mo.", "Mont.", "N.C.", "N.D.", "N.H.",
    "N.J.", "N.M.", "N.Y.", "Neb.", "Nev.", "Okla.", "Ont.", "Ore.", "Pa.", "Que.", "R.I.", "S.C.", "S.D.",
    "Tenn.", "Tex.", "Va.", "Vt.", "W.Va.", "Wash.", "Wis.", "Wyo.",
];

/// Bodies, sorted: agencies, unions of states, parties, outlets and firms that the news names alone.
const BODIES: &[&str] = &[
    "ABC",
    "AFP",
    "AP",
    "ASEAN",
    "AT&T",
    "Aeroflot",
    "Air Force",
    "Air France",
    "Airbus",
    "Al Jazeera",
    "Al Qaeda",
    "Alibaba",
    "Amazon",
    "Amnesty International",
    "Apple",
    "Associated Press",
    "BBC",
    "BMW",
    "BP",
    "Bloomberg",
    "Boeing",
    "Boko Haram",
    "British Airways",
    "CBS",
    "CDC",
    "CIA",
    "CNBC",
    "CNN",
    "Chevron",
    "Chrysler",
    "Cisco",
    "Citigroup",
    "Coast Guard",
    "Congress",
    "DEA",
    "DHS",
    "Daimler",
    "Defence Ministry",
    "Defense Ministry",
    "Deutsche Bank",
    "Deutsche Welle",
    "ECB",
    "EPA",
    "ESA",
    "EU",
    "Eurogroup",
    "European Commission",
    "European Union",
    "Europol",
    "ExxonMobil",
    "FAA",
    "FBI",
    "FDA",
    "FEMA",
    "FIFA",
    "Facebook",
    "Fatah",
    "Fed",
    "Federal Reserve",
    "Fiat",
    "Ford",
    "Foreign Ministry",
    "Fox News",
    "GM",
    "Gazprom",
    "General Electric",
    "General Motors",
    "Goldman Sachs",
    "Google",
    "Greenpeace",
    "HSBC",
    "Hamas",
    "Hezbollah",
    "Home Office",
    "Honda",
    "House of Commons",
    "House of Lords",
    "House of Representatives",
    "Huawei",
    "Human Rights Watch",
    "IAEA",
    "IBM",
    "ICE",
    "IMF",
    "IRS",
    "ISIL",
    "ISIS",
    "Instagram",
    "Intel",
    "Interfax",
    "Interior Ministry",
    "International Monetary Fund",
    "Interpol",
    "Islamic State",
    "JPMorgan",
    "KLM",
    "Knesset",
    "Kremlin",
    "Labour",
    "Lockheed",
    "Lockheed Martin",
    "Lufthansa",
    "MSF",
    "McDonald's",
    "Mercedes",
    "Meta",
    "Microsoft",
    "NASA",
    "NATO",
    "NBC",
    "NHS",
    "NOAA",
    "NPR",
    "NSA",
    "NTSB",
    "Nasdaq",
    "National Guard",
    "Navy",
    "Netflix",
    "Nissan",
    "Nokia",
    "Northrop Grumman",
    "OPEC",
    "OSCE",
    "Opel",
    "Oxfam",
    "Pentagon",
    "Peugeot",
    "Pfizer",
    "Politico",
    "Qantas",
    "RSPCA",
    "Red Crescent",
    "Red Cross",
    "Renault",
    "Reuters",
    "Roscosmos",
    "Rosneft",
    "Ryanair",
    "SEC",
    "Samsung",
    "Save the Children",
    "Scotland Yard",
    "Security Council",
    "Senate",
    "Shell",
    "Siemens",
    "Sony",
    "SpaceX",
    "Spotify",
    "Starbucks",
    "Supreme Court",
    "Taliban",
    "Telegram",
    "Tesla",
    "TikTok",
    "Toyota",
    "Treasury",
    "Twitter",
    "UAW",
    "UN",
    "UNESCO",
    "UNHCR",
    "UNICEF",
    "USGS",
    "Uber",
    "Unicef",
    "United Nations",
    "Vatican",
    "Verizon",
    "Vodafone",
    "Volkswagen",
    "Volvo",
    "WHO",
    "WTO",
    "Walmart",
    "WhatsApp",
    "White House",
    "Wikipedia",
    "World Bank",
    "World Health Organization",
    "Xinhua",
    "Yahoo",
    "YouTube",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bodies_are_sorted_for_their_search() {
        let wrong: Vec<&[&str]> = BODIES.windows(2).filter(|pair| pair[0] >= pair[1]).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn the_world_is_known() {
        assert_eq!(kind_of_famous("NASA", EntityKind::Person), Some(EntityKind::Organization));
        assert_eq!(kind_of_famous("Indonesia", EntityKind::Organization), Some(EntityKind::Place));
        assert_eq!(kind_of_famous("Kathmandu", EntityKind::Person), Some(EntityKind::Place));
        assert_eq!(kind_of_famous("Dunmarsh", EntityKind::Person), None);
        assert!(is_state("Okla."));
    }
}
