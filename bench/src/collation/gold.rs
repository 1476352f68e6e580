//! Gold files: one JSON object each, as `bench/gold/README.md` defines them.

use std::fs;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::Value;

/// What a reader marked in the reports of one story.
#[derive(Debug)]
pub struct Story {
    /// Its name; two readings of one story bear the same.
    pub name: String,
    /// Where the reports lie.
    pub source: Source,
    /// Ids of the reports with the length of their texts in code points.
    pub reports: Vec<(String, usize)>,
    /// The matters on which two reports or more speak.
    pub points: Vec<Point>,
    /// Who draws on whom; `None` where the reader did not judge.
    pub derivations: Option<Vec<Edge>>,
}

/// Where the reports of a story lie.
#[derive(Debug)]
pub enum Source {
    /// A file of the evaluation data, one JSON object a line.
    File(String),
    /// A story of the suite, a Markdown file below the root of the workspace.
    Suite(String),
    /// A folder of reports below the root of the workspace.
    Folder(String),
}

impl Source {
    /// Whether the reports are part of the project.
    pub fn is_own(&self) -> bool {
        !matches!(self, Source::File(_))
    }
}

/// One matter.
#[derive(Debug, Clone)]
pub struct Point {
    /// `quantity`, `time`, `place`, `occurrence`, `quotation` …
    pub dimension: String,
    /// How the readings stand to each other; `None` where the reader could not tell.
    pub relation: Option<Relation>,
    /// Whether the reader was sure that the claims are of one matter. What is unsure is neither asked for nor held
    /// against anybody.
    pub sure: bool,
    /// On how many independent origins it rests, where that is plain.
    pub origins: Option<usize>,
    /// The readings.
    pub readings: Vec<Reading>,
}

/// The relations that gold knows; `single` is none of them, for what one report tells is not marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Agree,
    Conflict,
    Evolving,
    Scope,
}

/// One version of a matter.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The number, where the matter is one.
    pub value: Option<f64>,
    /// Who gives it.
    pub claims: Vec<Place>,
}

/// A place in a report's text, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub report: String,
    pub start: usize,
    pub end: usize,
}

impl Place {
    /// Whether two places share half of the shorter.
    pub fn meets(&self, other: &Place) -> bool {
        let shared = self.end.min(other.end).saturating_sub(self.start.max(other.start));
        self.report == other.report
            && 2 * shared >= (self.end - self.start).min(other.end - other.start).max(1)
    }
}

/// One report draws on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub from: String,
    pub to: String,
    /// `copy` or `rewrite`.
    pub kind: String,
}

/// Reads all gold files of a folder, in order of their names.
///
/// # Errors
/// If there is none, or one is not what it should be.
pub fn read(folder: &Path) -> anyhow::Result<Vec<Story>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    paths.sort();
    if paths.is_empty() {
        bail!("{}: no gold file (.json) there", folder.display());
    }
    paths
        .iter()
        .map(|path| {
            let text = fs::read_to_string(path)?;
            let value: Value = serde_json::from_str(&text)?;
            story(&value).context("a key is missing or of another kind than bench/gold/README.md says")
        })
        .zip(&paths)
        .map(|(story, path): (anyhow::Result<Story>, _)| story.with_context(|| path.display().to_string()))
        .collect()
}

fn story(value: &Value) -> anyhow::Result<Story> {
    if value["format"] != "variorum.gold/1" {
        bail!("its format is not variorum.gold/1");
    }
    let source = ["file", "suite", "folder"]
        .into_iter()
        .find_map(|kind| Some((kind, value["source"][kind].as_str()?)));
    let source = match source {
        Some(("file", path)) => Source::File(path.to_owned()),
        Some(("suite", path)) => Source::Suite(path.to_owned()),
        Some((_, path)) => Source::Folder(path.to_owned()),
        None => bail!("its source names neither file, suite nor folder"),
    };
    let reports = array(&value["reports"])?
        .iter()
        .map(|report| Ok((text(&report["id"])?, number(&report["length"])?)))
        .collect::<anyhow::Result<_>>()?;
    let points = array(&value["points"])?.iter().map(point).collect::<anyhow::Result<_>>()?;
    let derivations = match &value["derivations"] {
        Value::Null => None,
        edges => Some(array(edges)?.iter().map(edge).collect::<anyhow::Result<_>>()?),
    };
    Ok(Story { name: text(&value["story"])?, source, reports, points, derivations })
}

fn point(value: &Value) -> anyhow::Result<Point> {
    let relation = match value["relation"].as_str() {
        None => None,
        Some("agree") => Some(Relation::Agree),
        Some("conflict") => Some(Relation::Conflict),
        Some("evolving") => Some(Relation::Evolving),
        Some("scope") => Some(Relation::Scope),
        Some(other) => bail!("unknown relation {other:?}"),
    };
    let reading = |value: &Value| -> anyhow::Result<Reading> {
        let claims = array(&value["claims"])?.iter().map(place).collect::<anyhow::Result<_>>()?;
        Ok(Reading { value: value["value"].as_str().and_then(|value| value.parse().ok()), claims })
    };
    Ok(Point {
        dimension: text(&value["dimension"])?,
        relation,
        sure: value["sure"].as_bool().unwrap_or(true),
        origins: value["origins"].as_u64().map(|count| count as usize),
        readings: array(&value["readings"])?.iter().map(reading).collect::<anyhow::Result<_>>()?,
    })
}

fn place(value: &Value) -> anyhow::Result<Place> {
    let place = Place {
        report: text(&value["report"])?,
        start: number(&value["start"])?,
        end: number(&value["end"])?,
    };
    if place.start >= place.end {
        bail!("a claim of {} is empty", place.report);
    }
    Ok(place)
}

fn edge(value: &Value) -> anyhow::Result<Edge> {
    Ok(Edge { from: text(&value["from"])?, to: text(&value["to"])?, kind: text(&value["kind"])? })
}

fn array(value: &Value) -> anyhow::Result<&Vec<Value>> {
    value.as_array().context("a list is missing")
}

fn text(value: &Value) -> anyhow::Result<String> {
    Ok(value.as_str().context("a text is missing")?.to_owned())
}

fn number(value: &Value) -> anyhow::Result<usize> {
    Ok(value.as_u64().context("a number is missing")? as usize)
}
