//! The table of places that `models/places.py` builds from GeoNames (CC BY 4.0).

use std::io::Read;
use std::sync::LazyLock;

/// Lines sorted by name, as `models/places.py` tells; packed by zlib.
const PACKED: &[u8] = include_bytes!("places.zlib");

static TABLE: LazyLock<Table> = LazyLock::new(Table::unpack);

/// A place of the world.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Its id in GeoNames.
    pub id: u64,
    /// What it is.
    pub kind: PlaceKind,
    /// The ISO 3166 code of its country.
    pub country: &'static str,
    /// GeoNames' code of the region within the country; empty for a country.
    pub region: &'static str,
    /// How many people live there; 0 where it is not told.
    pub population: u64,
    /// Latitude and longitude in degrees, to a tenth.
    pub position: Option<(f64, f64)>,
    /// ISO codes of the countries around a country, parted by spaces.
    pub neighbours: &'static str,
    /// Whether the name asked for is its main one.
    pub main_name: bool,
}

/// The kind of a [`Place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A country.
    Country,
    /// A state of the United States.
    State,
    /// A town or city.
    Town,
}

/// The places of that name, whatever its case; an article in front does not count.
///
/// ```
/// let places = variorum::atlas::named("Tripoli");
/// let countries: Vec<&str> = places.iter().map(|place| place.country).collect();
/// assert_eq!(countries, ["GR", "LB", "LY"]);
/// ```
pub fn named(name: &str) -> Vec<Place> {
    let lower = name.trim().to_lowercase();
    let found = TABLE.find(&lower);
    match lower.strip_prefix("the ") {
        Some(bare) if found.is_empty() => TABLE.find(bare),
        _ => found,
    }
}

struct Table {
    lines: Vec<&'static str>,
}

impl Table {
    fn unpack() -> Table {
        let mut text = String::new();
        let read = flate2::read::ZlibDecoder::new(PACKED).read_to_string(&mut text);
        let text: &'static str = if read.is_ok() { text.leak() } else { "" };
        Table { lines: text.lines().collect() }
    }

    fn find(&self, name: &str) -> Vec<Place> {
        let key = |line: &&'static str| line.split('\t').next().unwrap_or_default();
        let first = self.lines.partition_point(|line| key(line) < name);
        let same = self.lines[first..].iter().take_while(|line| key(line) == name);
        let mut places: Vec<Place> = same.filter_map(|line| place(line)).collect();
        places.sort_by_key(|place| (place.id, !place.main_name));
        places.dedup_by_key(|place| place.id);
        places
    }
}

fn place(line: &'static str) -> Option<Place> {
    let mut fields = line.split('\t').skip(1);
    let mut next = || fields.next();
    let (kind, main_name) = match next()? {
        "C" => (PlaceKind::Country, true),
        "S" => (PlaceKind::State, true),
        letter => (PlaceKind::Town, letter == "T"),
    };
    let id = next()?.parse().ok()?;
    let (country, region) = (next()?, next()?);
    let population = next()?.parse().unwrap_or(0);
    let position = next()?.parse().ok().zip(next()?.parse().ok());
    Some(Place {
        id,
        kind,
        country,
        region,
        population,
        position,
        neighbours: next().unwrap_or_default(),
        main_name,
    })
}
