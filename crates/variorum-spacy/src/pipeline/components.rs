//! Which components a pipeline runs, and whether this crate can run them.

use crate::Error;
use crate::model::Config;

/// A component's name, which is also that of its folder, and its place in the pipeline.
#[derive(Debug, Clone)]
pub(super) struct Component {
    pub(super) name: String,
    place: usize,
}

/// The components in use, by what they do.
#[derive(Debug, Default)]
pub(super) struct Components {
    pub(super) tok2vec: Option<Component>,
    pub(super) tagger: Option<Component>,
    pub(super) parser: Option<Component>,
    pub(super) recognizer: Option<Component>,
    pub(super) ruler: Option<Component>,
    pub(super) lemmatizer: Option<Component>,
}

impl Components {
    /// The components in use, or an error that names one which this crate does not run.
    pub(super) fn find(config: &Config) -> Result<Components, Error> {
        let disabled = config.list("nlp", "disabled");
        let mut found = Components::default();
        for (place, name) in config.list("nlp", "pipeline").into_iter().enumerate() {
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
            if slot.replace(Component { name: name.to_owned(), place }).is_some() {
                return Err(Error::unsupported(format!("the component `{name}`"), "another does the same"));
            }
            refuse_transformer(config, name)?;
        }
        found.check_order()?;
        Ok(found)
    }

    /// Whether sentences are known when entities are looked for.
    pub(super) fn entities_after_sentences(&self) -> bool {
        is_before(&self.parser, &self.recognizer)
    }

    /// Annotation runs in one order. Others give the same result as long as nothing is read before it is written.
    fn check_order(&self) -> Result<(), Error> {
        let sound = [
            (&self.tagger, &self.ruler),
            (&self.parser, &self.ruler),
            (&self.tagger, &self.lemmatizer),
            (&self.ruler, &self.lemmatizer),
        ];
        match sound.into_iter().find(|(first, second)| is_before(second, first)) {
            Some((Some(first), Some(second))) => Err(Error::unsupported(
                format!("the component `{}` before `{}`", second.name, first.name),
                "this crate runs them in the other order",
            )),
            _ => Ok(()),
        }
    }
}

fn is_before(first: &Option<Component>, second: &Option<Component>) -> bool {
    matches!((first, second), (Some(first), Some(second)) if first.place < second.place)
}

fn refuse(name: &str, factory: &str) -> Error {
    let why = match factory {
        "transformer" | "curated_transformer" => TRANSFORMER,
        "senter" => "sentences are taken from the parser; disable it",
        _ => {
            "this crate runs tok2vec, tagger, parser, attribute_ruler, lemmatizer and ner; \
             list it under `disabled` in config.cfg to leave it out"
        }
    };
    Error::unsupported(format!("the component `{name}` (factory `{factory}`)"), why)
}

const TRANSFORMER: &str = "it is a transformer, and this crate runs convolutional networks only \
                           (such as the pipelines whose names end in _sm, _md and _lg)";

fn refuse_transformer(config: &Config, name: &str) -> Result<(), Error> {
    let section = format!("components.{name}.model.tok2vec");
    match config.text(&section, "@architectures") {
        Some(architecture) if architecture.contains("ransformer") => {
            let part = format!("the component `{name}` (token vectors from {architecture})");
            Err(Error::unsupported(
                part,
                "it reads a transformer, and this crate runs convolutional networks only",
            ))
        }
        _ => Ok(()),
    }
}
