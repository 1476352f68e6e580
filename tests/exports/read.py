"""Opens every export of the sample story with the tools that people would open it with.

Usage: read.py FOLDER, where FOLDER holds one file a format, named by the format, and story.json, the collation.
Prints one line a format; fails at the first that can't be read or that says something else than the collation.
"""

import csv
import hashlib
import html
import io
import json
import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
STORY = json.loads((FOLDER / "story.json").read_text(encoding="utf-8").splitlines()[0])
REPORTS = {report["id"]: report for report in STORY["reports"]}

# What the W3C's context for annotations says of the terms that are used, so that nothing asks the network.
OA, DC, AS, XSD = (
    "http://www.w3.org/ns/oa#",
    "http://purl.org/dc/terms/",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/2001/XMLSchema#",
)
ANNOTATION_CONTEXT = {
    "id": "@id",
    "type": "@type",
    "Annotation": OA + "Annotation",
    "AnnotationPage": AS + "OrderedCollectionPage",
    "Software": AS + "Application",
    "SpecificResource": OA + "SpecificResource",
    "Text": "http://purl.org/dc/dcmitype/Text",
    "TextualBody": OA + "TextualBody",
    "TextPositionSelector": OA + "TextPositionSelector",
    "TextQuoteSelector": OA + "TextQuoteSelector",
    "body": {"@id": OA + "hasBody", "@type": "@id"},
    "describing": OA + "describing",
    "end": {"@id": OA + "end", "@type": XSD + "nonNegativeInteger"},
    "exact": OA + "exact",
    "format": DC + "format",
    "generator": {"@id": AS + "generator", "@type": "@id"},
    "items": {"@id": AS + "items", "@type": "@id", "@container": "@list"},
    "language": DC + "language",
    "motivation": {"@id": OA + "motivatedBy", "@type": "@vocab"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "prefix": OA + "prefix",
    "purpose": {"@id": OA + "hasPurpose", "@type": "@vocab"},
    "selector": {"@id": OA + "hasSelector", "@type": "@id"},
    "source": {"@id": OA + "hasSource", "@type": "@id"},
    "start": {"@id": OA + "start", "@type": XSD + "nonNegativeInteger"},
    "suffix": OA + "suffix",
    "tagging": OA + "tagging",
    "target": {"@id": OA + "hasTarget", "@type": "@id"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
}
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION_CONTEXT,
    "https://schema.org": {"@vocab": "https://schema.org/"},
}


def text(name):
    return (FOLDER / name).read_bytes().decode("utf-8")


def same(found, expected, what):
    assert found == expected, f"{what}: {found!r}, and {expected!r} is expected"


def graph(name):
    """The triples of a JSON-LD document: pyld expands it, rdflib reads what it gives."""
    import rdflib
    from pyld import jsonld

    def load(url, options):
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    jsonld.set_document_loader(load)
    quads = jsonld.to_rdf(json.loads(text(name)), {"format": "application/n-quads"})
    read = rdflib.Dataset()
    read.parse(data=quads, format="nquads")
    return read


def web_annotation():
    import rdflib

    read, oa = graph("web-annotation"), rdflib.Namespace(OA)
    annotations = list(read.subjects(rdflib.RDF.type, oa.Annotation))
    same(len(annotations), len(STORY["claims"]), "annotations")
    spans = {(claim["span"]["start"], claim["span"]["end"], claim["span"]["text"]) for claim in STORY["claims"]}
    found = set()
    for annotation in annotations:
        target = read.value(annotation, oa.hasTarget)
        assert str(read.value(target, oa.hasSource)).startswith(("http", "urn:"))
        place, words = None, None
        for selector in read.objects(target, oa.hasSelector):
            if (selector, rdflib.RDF.type, oa.TextQuoteSelector) in read:
                words = str(read.value(selector, oa.exact))
            else:
                place = (int(read.value(selector, oa.start)), int(read.value(selector, oa.end)))
        found.add((*place, words))
    same(found, spans, "quoted words and their places")
    for item in json.loads(text("web-annotation"))["items"]:
        quote, place = item["target"]["selector"]
        source = item["target"]["source"]["id"]
        report = next(one for one in REPORTS.values() if one["url"] == source or source.endswith(f":{one['id']}"))
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        start = place["start"] - len(quote["prefix"])
        same(report["text"][start : start + len(around)], around, "words around a quotation")
    return f"{len(annotations)} annotations"


def prov():
    from prov.model import ProvDerivation, ProvDocument, ProvEntity

    document = ProvDocument.deserialize(content=text("prov"), format="json")
    entities = list(document.get_records(ProvEntity))
    derivations = list(document.get_records(ProvDerivation))
    known = {entity.identifier for entity in entities}
    for derivation in derivations:
        made, used = (value for _, value in derivation.formal_attributes[:2])
        assert made in known and used in known, f"{made} or {used} is not told"
    reports = [derivation for derivation in derivations if ":report-" in str(derivation.formal_attributes[0][1])]
    known_order = [one for one in STORY["derivations"] if one["direction"] != "unknown"]
    same(len(reports), len(known_order), "derivations of reports")
    document.get_provn()
    return f"{len(entities)} entities, {len(derivations)} derivations"


def claimreview():
    import rdflib

    read, schema = graph("claimreview"), rdflib.Namespace("https://schema.org/")
    claims = list(read.subjects(rdflib.RDF.type, schema.Claim))
    same(len(claims), sum(len(point["readings"]) for point in STORY["points"]), "claims")
    for review in read.subjects(rdflib.RDF.type, schema.ClaimReview):
        assert read.value(review, schema.itemReviewed) in claims
        assert read.value(review, schema.reviewRating) is None, "a rating is the reviewer's"
    return f"{len(claims)} claims to review"


def ninjs():
    lines = text("ninjs").splitlines()
    same(len(lines), 1, "stories")
    story = json.loads(lines[0])
    same(len(story["associations"]), len(REPORTS), "items")
    for item in story["associations"]:
        assert item["uri"] and item["name"] and item["bodies"][0]["value"], "uri, name and value are required"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item["versioncreated"])
    return f"{len(story['associations'])} items"


def table(name):
    rows = list(csv.DictReader(io.StringIO(text(name), newline=""), strict=True))
    assert rows and all(None not in row and None not in row.values() for row in rows), "a row of another length"
    for row in rows:
        for cell in row.values():
            assert not cell.lstrip().startswith(("=", "+", "@")), cell
    return rows


def points():
    rows = table("csv")
    readings = [(point["id"], reading["value"]) for point in STORY["points"] for reading in point["readings"]]
    same([row["point"] for row in rows], [point for point, _ in readings], "points")
    for row in rows:
        for place in row["cites"].split("; "):
            report, span = place.rsplit(":", 1)
            start, end = map(int, span.split("-"))
            words = " ".join(REPORTS[report]["text"][start:end].split())
            assert words in " ".join(row["sentences"].split()), f"{place} is not quoted"
    return f"{len(rows)} readings"


def acled():
    (row,) = table("acled")
    same(row["event_date"], "2026-03-02", "day")
    same(row["location"], "Dunmarsh", "place")
    assert row["fatalities"].isdigit() and row["fatalities"] in row["fatalities_sentence"]
    same((row["iso"], row["latitude"], row["actor1"]), ("", "", ""), "what no report supports")
    return f"{row['event_date']}, {row['location']}, {row['fatalities']} fatalities"


def ged():
    (row,) = table("ged")
    low, best, high = (int(row[name]) for name in ("low", "best", "high"))
    assert low <= best <= high
    for name in ("low", "best", "high"):
        assert row[name] in row[f"{name}_sentence"] and row[f"{name}_rule"]
    same((row["conflict_new_id"], row["side_a"], row["gwnoa"]), ("", "", ""), "what no report supports")
    return f"best {best}, low {low}, high {high}"


def graphml():
    import networkx

    read = networkx.parse_graphml(text("graphml"), force_multigraph=True)
    kinds = [kind for _, kind in read.nodes(data="kind")]
    same(kinds.count("report"), len(REPORTS), "reports")
    drawn = [kind for _, _, kind in read.edges(data="kind") if kind != "cites"]
    same(len(drawn), len(STORY["derivations"]), "derivations")
    return f"{read.number_of_nodes()} nodes, {read.number_of_edges()} edges"


def dot():
    import networkx
    import pydot

    (read,) = pydot.graph_from_dot_data(text("dot"))
    same(len(read.get_edges()), networkx.parse_graphml(text("graphml")).number_of_edges(), "edges")
    return f"{len(read.get_edges())} edges"


def timelinejs():
    read = json.loads(text("timelinejs"))
    same(len(read["events"]), len(STORY["timeline"]), "events")
    for event in read["events"]:
        assert event["start_date"]["year"] and event["text"]["headline"]
        assert not re.search(r"<(?!/?p>)", event["text"]["text"]), "markup of a report"
    return f"{len(read['events'])} events"


def bibtex():
    import bibtexparser

    parser = bibtexparser.bparser.BibTexParser(common_strings=True)
    entries = bibtexparser.loads(text("bibtex"), parser=parser).entries
    same(len(entries), len(REPORTS), "entries")
    titles = {entry["title"].strip("{}") for entry in entries}
    same(titles, {report["title"] for report in REPORTS.values()}, "titles")
    return f"{len(entries)} entries"


def csl_json():
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    items = json.loads(text("csl-json"))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.html)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    written = html.unescape(" ".join(str(line) for line in bibliography.bibliography()))
    for item in items:
        assert item["title"] in written, f"{item['title']} is not in the bibliography"
    return f"{len(items)} citations"


def ftm():
    from followthemoney import model

    seen = {}
    for line in text("ftm").splitlines():
        entity = json.loads(line)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert proxy.schema.get(name) is not None, f"{proxy.schema.name} has no property {name}"
            assert proxy.get(name), f"{proxy.schema.name}.{name} takes none of {values}"
        seen.setdefault(proxy.schema.name, []).append(proxy.id)
    same(len(seen["Article"]), len(REPORTS), "articles")
    assert len(seen["Person"]) and len(seen["Event"]) == 1
    return ", ".join(f"{len(ids)} {schema}" for schema, ids in seen.items())


def parquet():
    import duckdb

    folder = FOLDER / "parquet"
    counts = {}
    for table in ["reports", "claims", "points", "derivations"]:
        duckdb.sql(f"create view {table} as from '{folder / table}.parquet'")
        counts[table] = duckdb.sql(f"select count(*) from {table}").fetchall()[0][0]
    for table in ["reports", "claims", "derivations"]:
        same(counts[table], len(STORY[table]), f"rows of {table}")
    told = duckdb.sql("select report, outlet, title, cast(published as varchar), sha256, text from reports order by report").fetchall()
    keys = ["id", "outlet", "title", "published", "sha256", "text"]
    same(told, sorted(tuple(report[key] for key in keys) for report in STORY["reports"]), "the reports")
    spans = duckdb.sql(
        'select count(*) from claims join reports using (story, report) where substring("text", "start" + 1, "end" - "start") = sentence'
    ).fetchall()[0][0]
    same(spans, len(STORY["claims"]), "claims that stand where they say")
    told = duckdb.sql("select point, count(distinct reading) from points join claims using (story, claim) group by 1").fetchall()
    same(dict(told), {point["id"]: len(point["readings"]) for point in STORY["points"]}, "readings by point")
    same(duckdb.sql("select count(*) from claims where negated").fetchall()[0][0], sum(claim["negated"] for claim in STORY["claims"]), "negated")
    told = duckdb.sql("select coverage from derivations order by 1").fetchall()
    same([row[0] for row in told], sorted(one["coverage"] for one in STORY["derivations"]), "coverage")
    return ", ".join(f"{count} {table}" for table, count in counts.items())


def wacz():
    import zipfile

    from warcio.archiveiterator import ArchiveIterator

    path = FOLDER / "wacz"
    run = subprocess.run([str(Path(sys.executable).with_name("wacz")), "validate", "-f", str(path)], capture_output=True, text=True)
    assert run.returncode == 0 and "Invalid" not in run.stdout, run.stdout + run.stderr
    hashes = set()
    with zipfile.ZipFile(path) as archive:
        with archive.open("archive/data.warc.gz") as records:
            for record in ArchiveIterator(records, check_digests="raise"):
                if record.rec_type == "resource":
                    hashes.add(hashlib.sha256(record.content_stream().read()).hexdigest())
        offsets = archive.read("indexes/index.cdx").decode().splitlines()
        data = archive.read("archive/data.warc.gz")
        for line in offsets:
            entry = json.loads(line.split(" ", 2)[2])
            start = int(entry["offset"])
            record = next(iter(ArchiveIterator(io.BytesIO(data[start : start + int(entry["length"])]))))
            same(record.rec_headers.get_header("WARC-Target-URI"), entry["url"], "the record that the index names")
    same(hashes, {report["sha256"] for report in STORY["reports"]}, "captures")
    return f"{len(hashes)} captures"


READERS = {
    "web-annotation": web_annotation,
    "prov": prov,
    "claimreview": claimreview,
    "ninjs": ninjs,
    "csv": points,
    "acled": acled,
    "ged": ged,
    "graphml": graphml,
    "dot": dot,
    "timelinejs": timelinejs,
    "bibtex": bibtex,
    "csl-json": csl_json,
    "ftm": ftm,
    "parquet": parquet,
    "wacz": wacz,
}

for name in sorted(path.name for path in FOLDER.iterdir() if path.name != "story.json"):
    print(f"{name}: {READERS[name]()}", flush=True)
