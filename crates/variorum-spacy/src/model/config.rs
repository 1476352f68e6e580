//! A pipeline's `config.cfg`: sections of JSON values that may refer to each other.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::Error;

/// References may lead to references; more steps than this are a circle.
const MAX_REFERENCES: usize = 8;

/// The settings of a pipeline, by section and key.
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, Json>>,
}

impl Config {
    /// Reads the text of a `config.cfg`.
    pub(crate) fn parse(text: &str) -> Result<Config, Error> {
        let mut sections: BTreeMap<String, BTreeMap<String, Json>> = BTreeMap::new();
        let mut current = String::new();
        for (number, line) in text.lines().map(str::trim).enumerate() {
            if line.is_empty() || line.starts_with(['#', ';']) {
                continue;
            }
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                current = name.to_owned();
                sections.entry(current.clone()).or_default();
            } else if let Some((key, value)) = line.split_once('=') {
                // What is not JSON is a reference such as `${paths.train}`, kept as text.
                let value = value.trim();
                let value = serde_json::from_str(value).unwrap_or_else(|_| Json::String(value.to_owned()));
                sections.entry(current.clone()).or_default().insert(key.trim().to_owned(), value);
            } else {
                return Err(Error::damaged(
                    "config.cfg",
                    format!("line {} is neither a section nor a setting", number + 1),
                ));
            }
        }
        Ok(Config { sections })
    }

    /// The value of a setting, references followed.
    pub(crate) fn get(&self, section: &str, key: &str) -> Option<&Json> {
        let mut value = self.sections.get(section)?.get(key)?;
        for _ in 0..MAX_REFERENCES {
            let Some(target) = value.as_str().and_then(reference) else { return Some(value) };
            let (section, key) = target.rsplit_once([':', '.'])?;
            value = self.sections.get(section)?.get(key)?;
        }
        None
    }

    /// The text of a setting.
    pub(crate) fn text(&self, section: &str, key: &str) -> Option<&str> {
        self.get(section, key)?.as_str()
    }

    /// A setting that is a list of texts; empty if there is none.
    pub(crate) fn list(&self, section: &str, key: &str) -> Vec<&str> {
        let items = self.get(section, key).and_then(Json::as_array);
        items.into_iter().flatten().filter_map(Json::as_str).collect()
    }
}

fn reference(text: &str) -> Option<&str> {
    text.strip_prefix("${")?.strip_suffix('}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_references_and_gives_up_on_circles() {
        let config = Config::parse(
            "[nlp]\nlang = \"en\"\npipeline = [\"tagger\",\"parser\"]\n\n[a.b]\nwidth = 96\n[c]\nwidth = ${a.b:width}\nx = ${c.y}\ny = ${c.x}\n",
        )
        .unwrap();
        assert_eq!(config.text("nlp", "lang"), Some("en"));
        assert_eq!(config.list("nlp", "pipeline"), ["tagger", "parser"]);
        assert_eq!(config.get("c", "width"), Some(&Json::from(96)));
        assert_eq!(config.get("c", "x"), None);
    }
}
