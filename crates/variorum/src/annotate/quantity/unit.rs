//! Units of measure and currencies: how they are written, the symbol that stands for them, and their full name.
//!
//! Symbols follow the SI brochure (9th edition) and ISO 4217; the customary units are those of NIST Handbook 44.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::annotate::lexeme::Lexemes;

/// A unit found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMatch {
    /// Its symbol (`km`, `USD`, `km/h`).
    pub symbol: String,
    /// One past its last lexeme.
    pub end: usize,
}

/// Symbol, full name, and the ways it is written in lower case; those with a capital are matched by case.
type Row = (&'static str, &'static str, &'static [&'static str]);

const UNITS: &[Row] = &[
    ("percent", "percentage", &["%", "percent", "per cent", "pct", "pc", "percentage", "％"]),
    ("percentage point", "percentage point", &["percentage points", "percentage point", "pp", "ppt"]),
    ("basis point", "basis point", &["basis points", "basis point", "bps", "bp"]),
    (
        "km",
        "kilometre",
        &["km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "klick", "klicks"],
    ),
    ("m", "metre", &["m", "metre", "metres", "meter", "meters"]),
    ("cm", "centimetre", &["cm", "centimetre", "centimetres", "centimeter", "centimeters"]),
    ("mm", "millimetre", &["mm", "millimetre", "millimetres", "millimeter", "millimeters"]),
    (
        "μm",
        "micrometre",
        &["μm", "µm", "micron", "microns", "micrometre", "micrometres", "micrometer", "micrometers"],
    ),
    ("nm", "nanometre", &["nm", "nanometre", "nanometres", "nanometer", "nanometers"]),
    ("mi", "mile", &["mile", "miles", "mi"]),
    ("nmi", "nautical mile", &["nautical mile", "nautical miles"]),
    ("yd", "yard", &["yard", "yards", "yd", "yds"]),
    ("ft", "foot", &["foot", "feet", "ft", "′"]),
    ("in", "inch", &["inch", "inches", "″"]),
    ("light-year", "light year", &["light-year", "light-years", "light years", "light year"]),
    ("acre", "acre", &["acre", "acres"]),
    ("ha", "hectare", &["ha", "hectare", "hectares"]),
    (
        "m²",
        "square metre",
        &[
            "square metre",
            "square metres",
            "square meter",
            "square meters",
            "sq m",
            "sqm",
            "m2",
            "m²",
            "sq metres",
            "sq meters",
            "sq . m",
        ],
    ),
    (
        "km²",
        "square kilometre",
        &[
            "square kilometre",
            "square kilometres",
            "square kilometer",
            "square kilometers",
            "sq km",
            "km2",
            "km²",
            "sq . km",
        ],
    ),
    ("sq mi", "square mile", &["square mile", "square miles", "sq mi"]),
    ("sq ft", "square foot", &["square foot", "square feet", "sq ft", "square-foot", "sq . ft", "sqft"]),
    ("m³", "cubic metre", &["cubic metre", "cubic metres", "cubic meter", "cubic meters", "m3", "m³"]),
    ("cu ft", "cubic foot", &["cubic foot", "cubic feet"]),
    (
        "cm³",
        "cubic centimetre",
        &["cubic centimetre", "cubic centimetres", "cubic centimeter", "cubic centimeters", "cc"],
    ),
    ("L", "litre", &["litre", "litres", "liter", "liters"]),
    ("mL", "millilitre", &["ml", "millilitre", "millilitres", "milliliter", "milliliters"]),
    ("gal", "gallon", &["gallon", "gallons", "gal"]),
    ("bbl", "barrel", &["barrel", "barrels", "bbl"]),
    ("pint", "pint", &["pint", "pints"]),
    ("bushel", "bushel", &["bushel", "bushels"]),
    ("kg", "kilogram", &["kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"]),
    ("g", "gram", &["g", "gram", "grams", "gramme", "grammes"]),
    ("mg", "milligram", &["mg", "milligram", "milligrams"]),
    ("μg", "microgram", &["μg", "µg", "mcg", "microgram", "micrograms"]),
    ("t", "tonne", &["tonne", "tonnes", "metric ton", "metric tons"]),
    ("ton", "ton", &["ton", "tons"]),
    ("lb", "pound-mass", &["lb", "lbs", "pound", "pounds"]),
    ("oz", "ounce", &["ounce", "ounces", "oz"]),
    ("stone", "stone", &["stone"]),
    ("carat", "carat", &["carat", "carats"]),
    ("s", "second", &["second", "seconds", "sec", "secs"]),
    ("ms", "millisecond", &["millisecond", "milliseconds", "ms"]),
    ("min", "minute", &["minute", "minutes", "min", "mins"]),
    ("h", "hour", &["hour", "hours", "hr", "hrs"]),
    ("day", "day", &["day", "days"]),
    ("night", "night", &["night", "nights"]),
    ("week", "week", &["week", "weeks"]),
    ("fortnight", "fortnight", &["fortnight", "fortnights"]),
    ("month", "month", &["month", "months"]),
    ("year", "year", &["year", "years", "yr", "yrs"]),
    ("decade", "decade", &["decade", "decades"]),
    ("century", "century", &["century", "centuries"]),
    (
        "year of age",
        "year of age",
        &[
            "year-old",
            "years-old",
            "year old",
            "years old",
            "year-olds",
            "year olds",
            "years of age",
            "years -old",
            "yo",
        ],
    ),
    ("month of age", "month of age", &["month-old", "months-old", "month old", "months old", "month-olds"]),
    ("week of age", "week of age", &["week-old", "weeks old", "week old"]),
    ("day of age", "day of age", &["day-old", "days old", "day old"]),
    (
        "°C",
        "celsius",
        &[
            "°c",
            "degrees celsius",
            "degree celsius",
            "degrees c",
            "degree c",
            "deg c",
            "degc",
            "celsius",
            "degrees centigrade",
            "℃",
            "ºc",
            "° c",
        ],
    ),
    (
        "°F",
        "fahrenheit",
        &[
            "°f",
            "degrees fahrenheit",
            "degree fahrenheit",
            "degrees f",
            "degree f",
            "deg f",
            "degf",
            "fahrenheit",
            "ºf",
            "° f",
        ],
    ),
    ("K", "kelvin", &["kelvin", "kelvins"]),
    ("°", "degree", &["°", "º", "degree", "degrees", "deg"]),
    ("mph", "mile per hour", &["mph", "miles per hour", "mile per hour", "miles an hour"]),
    (
        "km/h",
        "kilometre per hour",
        &[
            "km/h",
            "kph",
            "kmh",
            "kmph",
            "kilometres per hour",
            "kilometers per hour",
            "kilometres an hour",
            "kilometers an hour",
            "km per hour",
            "km an hour",
        ],
    ),
    ("kn", "knot", &["knot", "knots", "kt", "kts"]),
    ("mpg", "mile per gallon", &["mpg", "miles per gallon", "mile per gallon"]),
    ("rpm", "revolution per minute", &["rpm"]),
    ("W", "watt", &["W", "watt", "watts"]),
    ("kW", "kilowatt", &["kw", "kilowatt", "kilowatts"]),
    ("MW", "megawatt", &["mw", "megawatt", "megawatts"]),
    ("GW", "gigawatt", &["gw", "gigawatt", "gigawatts"]),
    ("TW", "terawatt", &["tw", "terawatt", "terawatts"]),
    ("Wh", "watt hour", &["wh", "watt hour", "watt hours", "watt-hours"]),
    ("kWh", "kilowatt hour", &["kwh", "kilowatt hour", "kilowatt hours", "kilowatt-hour", "kilowatt-hours"]),
    ("MWh", "megawatt hour", &["mwh", "megawatt hour", "megawatt hours", "megawatt-hours"]),
    ("GWh", "gigawatt hour", &["gwh", "gigawatt hour", "gigawatt hours", "gigawatt-hours"]),
    ("TWh", "terawatt hour", &["twh", "terawatt hour", "terawatt hours", "terawatt-hours"]),
    ("J", "joule", &["joule", "joules"]),
    ("kJ", "kilojoule", &["kj", "kilojoule", "kilojoules"]),
    ("cal", "calorie", &["calorie", "calories"]),
    ("kcal", "kilocalorie", &["kcal", "kilocalorie", "kilocalories"]),
    ("hp", "horsepower", &["hp", "horsepower", "PS"]),
    ("bhp", "brake horsepower", &["bhp"]),
    ("Nm", "newton metre", &["nm of torque", "Nm", "newton metres", "newton meters"]),
    ("lb-ft", "foot pound-force", &["lb-ft", "lb ft", "lbft", "pound-feet", "pound feet", "ft-lb"]),
    ("N", "newton", &["newton", "newtons"]),
    ("kN", "kilonewton", &["kn of force", "kilonewton", "kilonewtons"]),
    ("Pa", "pascal", &["pascal", "pascals"]),
    ("hPa", "hectopascal", &["hpa", "hectopascal", "hectopascals"]),
    ("kPa", "kilopascal", &["kpa", "kilopascal", "kilopascals"]),
    ("MPa", "megapascal", &["mpa", "megapascal", "megapascals"]),
    ("GPa", "gigapascal", &["gpa", "gigapascal", "gigapascals"]),
    ("psi", "pound per square inch", &["psi"]),
    ("ksi", "kilopound per square inch", &["ksi"]),
    ("mbar", "millibar", &["mbar", "millibar", "millibars", "mb of pressure"]),
    ("V", "volt", &["V", "volt", "volts"]),
    ("kV", "kilovolt", &["kv", "kilovolt", "kilovolts"]),
    ("mV", "millivolt", &["mv", "millivolt", "millivolts"]),
    ("A", "ampere", &["ampere", "amperes", "amp", "amps"]),
    ("mAh", "milliampere hour", &["mah"]),
    ("Hz", "hertz", &["hz", "hertz"]),
    ("kHz", "kilohertz", &["khz", "kilohertz"]),
    ("MHz", "megahertz", &["mhz", "megahertz"]),
    ("GHz", "gigahertz", &["ghz", "gigahertz"]),
    ("dB", "decibel", &["db", "decibel", "decibels"]),
    ("B", "byte", &["byte", "bytes"]),
    ("kB", "kilobyte", &["kb", "kilobyte", "kilobytes"]),
    ("MB", "megabyte", &["mb", "megabyte", "megabytes"]),
    ("GB", "gigabyte", &["gb", "gigabyte", "gigabytes"]),
    ("TB", "terabyte", &["tb", "terabyte", "terabytes"]),
    ("PB", "petabyte", &["petabyte", "petabytes"]),
    ("Mbit/s", "megabit per second", &["mbps", "mbit/s", "mb/s"]),
    ("Gbit/s", "gigabit per second", &["gbps", "gbit/s", "gb/s"]),
    ("Mpx", "megapixel", &["megapixel", "megapixels", "mp"]),
    ("ppm", "parts-per-million", &["ppm", "parts per million"]),
    ("ppb", "parts-per-billion", &["ppb", "parts per billion"]),
    ("Sv", "sievert", &["sievert", "sieverts"]),
    ("mSv", "millisievert", &["millisievert", "millisieverts", "msv"]),
    ("Bq", "becquerel", &["becquerel", "becquerels", "bq"]),
    ("kt", "kiloton", &["kiloton", "kilotons", "kilotonne", "kilotonnes"]),
    ("Mt", "megaton", &["megaton", "megatons", "megatonne", "megatonnes"]),
    ("g-force", "g-force", &["gs of force", "g-force"]),
    ("generation wireless", "generation wireless", &["G"]),
    // Currencies, by ISO 4217.
    (
        "USD",
        "dollar",
        &[
            "$",
            "us$",
            "US $",
            "u.s.$",
            "dollar",
            "dollars",
            "usd",
            "u.s. dollar",
            "u.s. dollars",
            "us dollar",
            "us dollars",
            "bucks",
            "american dollars",
        ],
    ),
    ("EUR", "euro", &["€", "euro", "euros", "eur"]),
    (
        "GBP",
        "pound sterling",
        &["£", "gbp", "pounds sterling", "pound sterling", "british pounds", "sterling", "quid"],
    ),
    ("JPY", "japanese yen", &["yen", "jpy", "japanese yen", "Y ="]),
    ("CNY", "chinese yuan", &["yuan", "cny", "rmb", "renminbi", "chinese yuan"]),
    ("CAD", "canadian dollar", &["c$", "C $", "cad", "ca$", "canadian dollar", "canadian dollars"]),
    ("AUD", "australian dollar", &["a$", "aud", "au$", "australian dollar", "australian dollars"]),
    ("NZD", "new zealand dollar", &["nz$", "nzd", "new zealand dollars"]),
    ("HKD", "hong kong dollar", &["hk$", "HK $", "hkd", "hong kong dollars"]),
    ("SGD", "singapore dollar", &["s$", "sgd", "singapore dollars"]),
    ("CHF", "swiss franc", &["chf", "swiss franc", "swiss francs", "franc", "francs"]),
    ("INR", "indian rupee", &["₹", "inr", "rupee", "rupees", "Rs", "rs .", "indian rupees"]),
    ("RUB", "russian ruble", &["ruble", "rubles", "rouble", "roubles", "rub", "₽"]),
    ("UAH", "ukrainian hryvnia", &["hryvnia", "hryvnias", "uah", "₴"]),
    ("ILS", "shekel", &["shekel", "shekels", "ils", "nis", "₪"]),
    ("KRW", "south korean won", &["₩", "krw", "korean won"]),
    ("TRY", "turkish lira", &["₺", "turkish lira", "turkish liras", "lira", "liras"]),
    ("BRL", "brazilian real", &["r$", "brl", "reais"]),
    ("MXN", "mexican peso", &["mxn", "mexican pesos"]),
    ("PHP", "philippine peso", &["₱", "php", "philippine pesos"]),
    ("peso", "peso", &["peso", "pesos"]),
    ("ZAR", "south african rand", &["rand", "zar", "R"]),
    ("SEK", "swedish krona", &["sek", "krona", "kronor"]),
    ("NOK", "norwegian krone", &["nok", "norwegian kroner"]),
    ("DKK", "danish krone", &["dkk", "danish kroner"]),
    ("krone", "krone", &["krone", "kroner"]),
    ("PLN", "polish zloty", &["pln", "zloty", "zlotys"]),
    ("CZK", "czech koruna", &["czk", "koruna", "korunas"]),
    ("HRK", "croatian kuna", &["hrk", "kuna", "kn"]),
    ("HUF", "hungarian forint", &["huf", "forint", "forints"]),
    ("THB", "thai baht", &["baht", "thb", "฿"]),
    ("IDR", "indonesian rupiah", &["rupiah", "idr"]),
    ("MYR", "malaysian ringgit", &["ringgit", "myr", "rm"]),
    ("VND", "vietnamese dong", &["dong", "vnd"]),
    ("IRR", "iranian rial", &["rial", "rials", "irr"]),
    ("SAR", "saudi riyal", &["riyal", "riyals", "sar"]),
    ("AED", "emirati dirham", &["dirham", "dirhams", "aed"]),
    ("NGN", "nigerian naira", &["naira", "ngn", "₦"]),
    ("KES", "kenyan shilling", &["kes", "kenyan shillings"]),
    ("shilling", "shilling", &["shilling", "shillings"]),
    ("dinar", "dinar", &["dinar", "dinars"]),
    ("BTC", "bitcoin", &["bitcoin", "bitcoins", "btc"]),
    ("cent", "cent", &["cent", "cents", "¢"]),
    ("penny", "penny", &["pence", "penny", "p"]),
];

/// Units that only count after "per" or "a" ("$11 a share"), and then by their singular.
const PER: [&str; 3] = ["per", "a", "an"];

/// The longest unit that the lexemes from `at` on name, with a denominator ("per square foot", "/m").
pub fn read(lexemes: &Lexemes, at: usize) -> Option<UnitMatch> {
    let (symbol, end) = simple(lexemes, at)?;
    match denominator(lexemes, end) {
        Some((under, after)) => Some(UnitMatch { symbol: format!("{symbol}/{under}"), end: after }),
        None => Some(UnitMatch { symbol: symbol.to_owned(), end }),
    }
}

/// The currency that stands before a number at `at`: its symbol, and its first lexeme.
pub fn currency_before(lexemes: &Lexemes, at: usize) -> Option<(&'static str, usize)> {
    (1..=3).rev().find_map(|length| {
        let start = at.checked_sub(length)?;
        let (symbol, end) = simple(lexemes, start)?;
        // "PS2.7m" is what some pages make of the pound sign.
        if length == 1 && lexemes.written(start) == "PS" && lexemes.is_glued(at) {
            return Some(("GBP", start));
        }
        let written_before = is_currency(symbol) && end == at;
        // Words stand after their number; before it only codes and signs do.
        let sign = !lexemes.written(start).chars().all(char::is_lowercase) && !lexemes.is_glued(start + 1)
            || lexemes.is_glued(at)
            || lexemes.word_before(at, 1) == "$";
        let code = lexemes.written(start).chars().all(|c| !c.is_lowercase());
        (written_before && (sign && code || lexemes.word(start) == "rs")).then_some((symbol, start))
    })
}

/// The symbol of a unit that is written as the one word `word`, in lower case.
pub fn symbol_of(word: &str) -> Option<&'static str> {
    UNITS.iter().find(|(_, _, forms)| word.len() > 2 && forms.contains(&word)).map(|(symbol, _, _)| *symbol)
}

/// Whether `symbol` stands for money.
pub fn is_currency(symbol: &str) -> bool {
    let first = UNITS.iter().position(|row| row.0 == "USD").unwrap_or(0);
    UNITS[first..].iter().any(|row| row.0 == symbol)
}

/// The full name of a unit by its symbol ("kilometre per hour" for `km/h`); a symbol that is not known names itself.
pub fn name_of(symbol: &str) -> String {
    if let Some(row) = UNITS.iter().find(|row| row.0 == symbol) {
        return row.1.to_owned();
    }
    match symbol.split_once('/') {
        Some((over, under)) => format!("{} per {}", name_of(over), name_of(under)),
        None => symbol.to_owned(),
    }
}

fn simple(lexemes: &Lexemes, at: usize) -> Option<(&'static str, usize)> {
    let mut best: Option<(&'static str, usize)> = None;
    for (symbol, form) in BY_LETTER.get(&letter(lexemes.word(at))?)? {
        let by_case = form.contains(|c: char| c.is_ascii_uppercase());
        let longer = |end: usize| best.is_none_or(|(_, longest)| end > longest || end == longest && by_case);
        if let Some(end) = reads_form(lexemes, at, form).filter(|&end| longer(end)) {
            best = Some((symbol, end));
        }
    }
    best
}

/// The symbols of [`UNITS`] with each way to write them, by first letter: every numeral asks for its unit.
static BY_LETTER: LazyLock<HashMap<char, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut by_letter: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for (symbol, _, forms) in UNITS {
        for form in *forms {
            by_letter.entry(letter(form).unwrap_or_default()).or_default().push((symbol, form));
        }
    }
    by_letter
});

/// The first letter, in lower case.
fn letter(word: &str) -> Option<char> {
    word.chars().next()?.to_lowercase().next()
}

/// One past the last lexeme where `form` is read at `at`. A form with a capital is matched by case.
fn reads_form(lexemes: &Lexemes, at: usize, form: &str) -> Option<usize> {
    // A lone letter means what its case says: "g" is a gram, "G" is none.
    let by_case = form.len() == 1 || form.contains(|c: char| c.is_ascii_uppercase());
    let mut rest = form;
    let mut position = at;
    while !rest.is_empty() {
        let word = if by_case { lexemes.written(position) } else { lexemes.word(position) };
        if word.is_empty() || !rest.starts_with(word) {
            return None;
        }
        rest = &rest[word.len()..];
        if let Some(after) = rest.strip_prefix(' ') {
            rest = after;
        } else if !rest.is_empty() && !lexemes.is_glued(position + 1) {
            return None;
        }
        position += 1;
    }
    // A symbol is a whole word: "m" is not the beginning of "m&ms", nor "g" of "g20".
    let sum_follows = lexemes.is_number(position) && position == at + 1 && form.len() > 1 || form == "Y =";
    let part_of_word = lexemes.is_glued(position)
        && (lexemes.is_word(position) || lexemes.is_number(position) && !sum_follows);
    let sign = form.ends_with('$') || form.starts_with(['%', '£', '€', '¥', '₹', '°']);
    (!part_of_word || sign).then_some(position)
}

/// What stands under the line: "per gallon", "a day", "/m"; and one past its last lexeme.
pub fn denominator(lexemes: &Lexemes, at: usize) -> Option<(String, usize)> {
    let mut start = at;
    if lexemes.word(start) == "-" && lexemes.is_glued(start + 1) {
        start += 1;
    }
    let word = lexemes.word(start);
    if word == "/" && lexemes.is_glued(start) {
        let (symbol, end) = simple(lexemes, start + 1)?;
        return Some((symbol.to_owned(), end));
    }
    if !PER.contains(&word) {
        return None;
    }
    let next = if lexemes.word(start + 1) == "-" { start + 2 } else { start + 1 };
    if let Some((symbol, end)) = simple(lexemes, next).filter(|(symbol, _)| !is_currency(symbol)) {
        return Some((symbol.to_owned(), end));
    }
    let noun = lexemes.word(next);
    let listed = matches!(
        noun,
        "share"
            | "person"
            | "head"
            | "capita"
            | "unit"
            | "ticket"
            | "vote"
            | "pack"
            | "game"
            | "copy"
            | "user"
    );
    (listed || word == "per" && lexemes.is_word(next)).then(|| (noun.to_owned(), next + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn units_are_known_by_their_many_forms() {
        let cases = [
            ("kilometers away", "km", "kilometre"),
            ("km/h", "km/h", "kilometre per hour"),
            ("miles per hour", "mph", "mile per hour"),
            ("per cent of", "percent", "percentage"),
            ("square feet", "sq ft", "square foot"),
            ("°C today", "°C", "celsius"),
            ("barrels a day", "bbl/day", "barrel per day"),
            ("kV/cm", "kV/cm", "kilovolt per centimetre"),
            ("euros", "EUR", "euro"),
            ("year-old", "year of age", "year of age"),
            ("houses", "", ""),
            ("m&ms", "m", "metre"),
        ];
        for (text, symbol, name) in cases {
            let found = read(&Lexemes::cut(text, Span::new(0, text.len())), 0)
                .map(|unit| unit.symbol)
                .unwrap_or_default();
            assert_eq!(found, symbol, "{text}");
            assert_eq!(name_of(&found), name, "{text}");
        }
    }

    #[test]
    fn money_is_known_by_what_stands_before_the_number() {
        let cases = [
            ("$40", "USD", 1),
            ("US$40", "USD", 2),
            ("C $6", "CAD", 2),
            ("€3", "EUR", 1),
            ("HK $5", "HKD", 2),
            ("USD1,700", "USD", 1),
            ("of 5", "", 1),
        ];
        for (text, symbol, at) in cases {
            let lexemes = Lexemes::cut(text, Span::new(0, text.len()));
            let found = currency_before(&lexemes, at).map_or("", |(symbol, _)| symbol);
            assert_eq!(found, symbol, "{text}");
        }
    }
}
