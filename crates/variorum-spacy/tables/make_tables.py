"""Writes the tables of facts that the runtime needs: symbol ids of spaCy, character classes of Python.

    python tables/make_tables.py            # from this crate's folder, with spaCy 3.8 on Python 3.11

The character tables are those of the interpreter that runs this script. The ones kept in the repository come
from Python 3.11 (Unicode 14.0), on which the golden files were made.
"""

import pathlib
import sys
import unicodedata

from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.symbols import IDS

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "src"
CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]


def ranges(test):
    """Runs of characters that pass, as (first, last) code points."""
    found = []
    for code in (ord(c) for c in CHARACTERS if test(c)):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


def stepped(codes):
    """Runs with a step of 1 or 2, as (first, last, step)."""
    found = []
    for code in codes:
        if found:
            first, last, step = found[-1]
            gap = code - last
            if gap in (1, 2) and (first == last or gap == step):
                found[-1] = (first, code, gap)
                continue
        found.append((code, code, 1))
    return found


def write_rows(out, rows, width=100):
    line = "   "
    for row in rows:
        if len(line) + len(row) + 2 > width:
            out.append(line)
            line = "   "
        line += f" {row},"
    out.append(line)


def table(out, name, kind, doc, rows):
    out.append(f"\n/// {doc}")
    out.append(f"pub(crate) const {name}: &[{kind}] = &[")
    write_rows(out, rows)
    out.append("];")


def pairs(test):
    return [f"({first:#x}, {last:#x})" for first, last in ranges(test)]


def write_unicode():
    out = [
        f"//! Character classes of Python {sys.version_info.major}.{sys.version_info.minor}"
        f" (Unicode {unicodedata.unidata_version}). Written by `tables/make_tables.py`.",
    ]
    table(out, "ALPHA", "(u32, u32)", "First and last code points of `str.isalpha`.", pairs(str.isalpha))
    table(out, "DIGIT", "(u32, u32)", "First and last code points of `str.isdigit`.", pairs(str.isdigit))
    table(out, "DECIMAL", "(u32, u32)", "First and last code points of `str.isdecimal`.", pairs(str.isdecimal))
    table(out, "NUMERIC", "(u32, u32)", "First and last code points of `str.isnumeric`.", pairs(str.isnumeric))
    upper = [f"({a:#x}, {b:#x}, {s})" for a, b, s in stepped(ord(c) for c in CHARACTERS if c.isupper())]
    table(out, "UPPER", "(u32, u32, u32)", "First and last code points and step of `str.isupper`.", upper)
    changes = {}
    for c in CHARACTERS:
        lower = c.lower()
        if lower != c and len(lower) == 1:
            changes.setdefault(ord(lower) - ord(c), []).append(ord(c))
    rows = sorted((a, b, s, d) for d, codes in changes.items() for a, b, s in stepped(codes))
    text = [f"({a:#x}, {b:#x}, {s}, {d})" for a, b, s, d in rows]
    doc = "First and last code points, step, and what `str.lower` adds (one character to one)."
    table(out, "LOWER", "(u32, u32, u32, i32)", doc, text)
    (SOURCE / "unicode" / "tables.rs").write_text("\n".join(out) + "\n")


def literal(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write_symbols():
    out = ["//! Names that spaCy numbers instead of hashing. Written by `tables/make_tables.py`."]
    rows = [f"({literal(name)}, {number})" for name, number in sorted(IDS.items()) if name]
    table(out, "SYMBOLS", "(&str, u16)", "Name and id, sorted by name.", rows)
    (SOURCE / "symbols.rs").write_text("\n".join(out) + "\n")


def write_norms():
    out = ["//! Norms that hold in every language. Written by `tables/make_tables.py`."]
    rows = [f"({literal(word)}, {literal(norm)})" for word, norm in sorted(BASE_NORMS.items())]
    table(out, "BASE_NORMS", "(&str, &str)", "Word and norm, sorted by word.", rows)
    (SOURCE / "base_norms.rs").write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    (SOURCE / "unicode").mkdir(exist_ok=True)
    write_unicode()
    write_symbols()
    write_norms()
