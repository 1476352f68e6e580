//! Reads the file `attribute_ruler/patterns` of a pipeline folder.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use super::test::{Form, LabelSet, TokenTest, WordTest};
use super::{AttributeRuler, Change, TokenPattern};
use crate::pattern::Pattern;
use crate::{Labels, Pos, morph};

#[derive(Deserialize)]
struct Rule {
    patterns: Vec<Vec<BTreeMap<String, Value>>>,
    attrs: BTreeMap<String, Value>,
    #[serde(default)]
    index: i64,
}

impl AttributeRuler {
    /// Reads the rules and adds the labels that they set to those of the pipeline.
    ///
    /// # Errors
    /// A sentence that says what is wrong, for damaged data, or which test or attribute a rule uses that this
    /// crate does not know.
    pub(crate) fn from_bytes(file: &[u8], labels: &mut Labels) -> Result<AttributeRuler, String> {
        let rules: Vec<Rule> = rmp_serde::from_slice(file).map_err(|error| error.to_string())?;
        let changes = rules.iter().map(|rule| change(&rule.attrs, labels)).collect::<Result<Vec<_>, _>>()?;
        let mut patterns = Vec::new();
        for (number, rule) in rules.iter().enumerate() {
            for tokens in &rule.patterns {
                let tests = tokens.iter().map(|token| test(token, labels)).collect::<Result<Vec<_>, _>>()?;
                let target = target(rule.index, tests.len())?;
                patterns.push(TokenPattern { tests, rule: number as u32, target });
            }
        }
        let by_tag = (0..labels.tags.len()).map(|tag| candidates(&patterns, tag as u16)).collect();
        Ok(AttributeRuler { patterns, changes, by_tag })
    }
}

fn candidates(patterns: &[TokenPattern], tag: u16) -> Box<[u32]> {
    let can_start = |pattern: &TokenPattern| {
        pattern.tests.first().is_some_and(|test| test.tags.iter().all(|set| set.contains(tag)))
    };
    (0..patterns.len() as u32).filter(|&number| can_start(&patterns[number as usize])).collect()
}

/// The token that a rule changes; a negative index counts from the end of the pattern.
fn target(index: i64, length: usize) -> Result<u32, String> {
    let length = length as i64;
    let target = if index < 0 { index + length } else { index };
    if (0..length).contains(&target) {
        Ok(target as u32)
    } else {
        Err(format!("a rule changes token {index} of a pattern of {length}"))
    }
}

fn change(attributes: &BTreeMap<String, Value>, labels: &mut Labels) -> Result<Change, String> {
    let mut change = Change::default();
    for (name, value) in attributes {
        let value = value.as_str().ok_or_else(|| format!("a rule sets {name} to {value}"))?;
        match name.to_uppercase().as_str() {
            "TAG" => change.tag = Some(label(&mut labels.tags, value)?),
            "DEP" => change.dep = Some(label(&mut labels.deps, value)?),
            "MORPH" => change.morph = Some(label(&mut labels.morphs, &morph::normalize(value))?),
            "POS" => {
                let pos = Pos::from_name(value);
                change.pos = Some(pos.ok_or_else(|| format!("a rule sets the part of speech {value}"))?);
            }
            "LEMMA" => change.lemma = Some(value.into()),
            other => return Err(format!("a rule sets {other}, which this crate does not know")),
        }
    }
    Ok(change)
}

/// The number of a label, which is added if it is new.
fn label(names: &mut Vec<String>, name: &str) -> Result<u16, String> {
    let known = names.iter().position(|known| known == name);
    let number = known.unwrap_or(names.len());
    let number = u16::try_from(number).map_err(|_| "there are more than 65,535 labels".to_owned())?;
    if known.is_none() {
        names.push(name.to_owned());
    }
    Ok(number)
}

fn test(token: &BTreeMap<String, Value>, labels: &Labels) -> Result<TokenTest, String> {
    let mut test = TokenTest::default();
    for (name, value) in token {
        match name.to_uppercase().as_str() {
            "TAG" => add_label_tests(&mut test.tags, &labels.tags, value)?,
            "DEP" => add_label_tests(&mut test.deps, &labels.deps, value)?,
            "LOWER" => add_word_tests(&mut test.words, Form::Lower, value)?,
            "ORTH" | "TEXT" => add_word_tests(&mut test.words, Form::Text, value)?,
            "IS_SPACE" => test.is_space = Some(value.as_bool().ok_or_else(|| refuse(name, value))?),
            other => return Err(format!("a rule tests {other}, which this crate does not know")),
        }
    }
    Ok(test)
}

fn refuse(name: &str, value: &Value) -> String {
    format!("a rule tests {name} against {value}, which this crate does not know")
}

fn add_label_tests(tests: &mut Vec<LabelSet>, names: &[String], value: &Value) -> Result<(), String> {
    let passing = |passes: &dyn Fn(&str) -> bool| LabelSet(names.iter().map(|name| passes(name)).collect());
    for test in word_tests(value)? {
        tests.push(match test {
            WordTest::Is(asked) => passing(&|name| name == asked),
            WordTest::In(asked) => passing(&|name| asked.contains(name)),
            WordTest::NotIn(asked) => passing(&|name| !asked.contains(name)),
            WordTest::Finds(_) => return Err(refuse("a label", value)),
        });
    }
    Ok(())
}

fn add_word_tests(tests: &mut Vec<(Form, WordTest)>, form: Form, value: &Value) -> Result<(), String> {
    tests.extend(word_tests(value)?.into_iter().map(|test| (form, test)));
    Ok(())
}

fn word_tests(value: &Value) -> Result<Vec<WordTest>, String> {
    match value {
        Value::String(word) => Ok(vec![WordTest::Is(word.clone())]),
        Value::Object(predicates) => predicates.iter().map(|(name, value)| predicate(name, value)).collect(),
        _ => Err(refuse("a word", value)),
    }
}

fn predicate(name: &str, value: &Value) -> Result<WordTest, String> {
    let words = || {
        let words = value.as_array()?.iter().map(|word| word.as_str().map(str::to_owned));
        words.collect::<Option<_>>()
    };
    let test = match name {
        "IN" => words().map(WordTest::In),
        "NOT_IN" => words().map(WordTest::NotIn),
        "REGEX" => match value.as_str() {
            Some(source) => Some(WordTest::Finds(Pattern::new(source)?)),
            None => None,
        },
        _ => None,
    };
    test.ok_or_else(|| refuse(name, value))
}
