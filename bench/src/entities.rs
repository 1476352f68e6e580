//! `entities FILE`: names and their kinds against marked text, beside what the pipeline alone gives.
//!
//! The file holds reports parted by blank lines, a sentence a line; a name is marked `[Anna Holt](person)`. A name is
//! right when span and kind are. Articles in front are no part of a name on either side. A file that ends in `.conll`
//! is read as MEANTIME, which marks places and their peoples alike.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::annotate::{Annotated, EntityKind, MentionForm};
use variorum::text::Span;

use crate::score::Counts;
use crate::{model, plain};

mod meantime;

/// Arguments of `entities`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file of marked reports, or of CoNLL columns.
    pub file: PathBuf,
    /// Print every name in which we differ from the marks.
    #[arg(long)]
    pub show: bool,
}

/// A name: where it stands, and what kind of thing it names.
type Name = (Span, EntityKind);

/// Scores every report of the file.
///
/// # Errors
/// If the model or the file can't be read, or a mark is not closed.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let cases = read(&arguments.file)?;
    let pipeline = model::load()?;
    let (mut plain_scores, mut own_scores) = (Scores::default(), Scores::default());
    for case in &cases {
        let annotated = plain::annotate(&pipeline, "report", &case.text, None);
        let own = case.judged(own_names(&annotated));
        plain_scores.add(&case.gold, &case.judged(names_of_pipeline(&annotated)));
        own_scores.add(&case.gold, &own);
        if arguments.show {
            show_differences(&case.text, &case.gold, &own);
        }
    }
    let mut line = own_scores.table("variorum");
    line["spacy"] = plain_scores.table("the pipeline alone");
    println!("{line}");
    Ok(())
}

/// A text whose names are known.
#[derive(Debug)]
struct Case {
    text: String,
    gold: Vec<Name>,
    /// Whether every name of the text is marked.
    complete: bool,
}

impl Case {
    /// Those of `names` that the marks can tell right or wrong, with kinds as the marks have them.
    fn judged(&self, names: Vec<Name>) -> Vec<Name> {
        if self.complete {
            return names;
        }
        let marked = |span: Span| self.gold.iter().any(|(other, _)| other.overlaps(span));
        let names = names.into_iter().filter(|(span, _)| marked(*span));
        names
            .map(|(span, kind)| (span, if kind == EntityKind::Group { EntityKind::Place } else { kind }))
            .collect()
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Case>> {
    if path.extension().is_some_and(|ending| ending == "conll") {
        return meantime::read(path);
    }
    let marked = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let cases = marked.split("\n\n").enumerate().map(|(number, marked)| {
        let (text, gold) = unmarked(marked.trim()).with_context(|| format!("report {}", number + 1))?;
        Ok(Case { text, gold, complete: true })
    });
    cases.collect()
}

#[derive(Debug, Default)]
struct Scores {
    span: Counts,
    kind: Counts,
}

impl Scores {
    fn add(&mut self, gold: &[Name], found: &[Name]) {
        let spans = |names: &[Name]| names.iter().map(|(span, _)| *span).collect::<Vec<_>>();
        let found_spans = spans(found);
        let same_span = spans(gold).iter().filter(|span| found_spans.contains(span)).count();
        self.span.add(gold.len(), found.len(), same_span);
        let same = gold.iter().filter(|name| found.contains(name)).count();
        self.kind.add(gold.len(), found.len(), same);
    }

    fn table(&self, name: &str) -> Value {
        println!("{name}");
        println!("  span           {}", self.span);
        println!("  span and kind  {}", self.kind);
        json!({"span": self.span.f1_percent(), "f1": self.kind.f1_percent()})
    }
}

/// The text without marks, and the names that were marked.
fn unmarked(marked: &str) -> anyhow::Result<(String, Vec<Name>)> {
    let mut text = String::new();
    let mut names = Vec::new();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let (name, after) = after.split_once("](").context("a mark that is not closed")?;
        let (kind, after) = after.split_once(')').context("a mark without its kind")?;
        let start = text.len();
        text.push_str(name);
        names.push((Span::new(start, text.len()), kind_of(kind)?));
        rest = after;
    }
    text.push_str(rest);
    Ok((text, names))
}

fn kind_of(word: &str) -> anyhow::Result<EntityKind> {
    Ok(match word {
        "person" => EntityKind::Person,
        "organization" => EntityKind::Organization,
        "place" => EntityKind::Place,
        "group" => EntityKind::Group,
        "event" => EntityKind::Event,
        "work" => EntityKind::Work,
        "other" => EntityKind::Other,
        _ => bail!("no kind {word:?}"),
    })
}

/// The names that we give.
fn own_names(annotated: &Annotated) -> Vec<Name> {
    let names = annotated.mentions.iter().filter(|mention| mention.form == MentionForm::Name);
    names.map(|mention| (mention.span, mention.kind)).collect()
}

/// The entities of the pipeline that name something, without articles and possessive endings.
fn names_of_pipeline(annotated: &Annotated) -> Vec<Name> {
    let name = |entity: variorum_spacy::Span<'_>| {
        let kind = match entity.label {
            "PERSON" => EntityKind::Person,
            "ORG" => EntityKind::Organization,
            "GPE" | "LOC" | "FAC" => EntityKind::Place,
            "NORP" => EntityKind::Group,
            "EVENT" => EntityKind::Event,
            "WORK_OF_ART" | "LAW" => EntityKind::Work,
            "PRODUCT" | "LANGUAGE" => EntityKind::Other,
            _ => return None,
        };
        let bytes = annotated.doc.span(entity.start..entity.end).bytes();
        let words = &annotated.doc.text[bytes.clone()];
        let article = ["the ", "The ", "a ", "A "].into_iter().find(|article| words.starts_with(article));
        let ending = ["’s", "'s"].into_iter().find(|ending| words.ends_with(ending));
        let start = bytes.start + article.map_or(0, str::len);
        Some((Span::new(start, bytes.end - ending.map_or(0, str::len)), kind))
    };
    annotated.doc.entities().filter_map(name).collect()
}

fn show_differences(text: &str, gold: &[Name], own: &[Name]) {
    for (span, kind) in gold.iter().filter(|name| !own.contains(name)) {
        println!("- {:?} {kind:?}", span.of(text));
    }
    for (span, kind) in own.iter().filter(|name| !gold.contains(name)) {
        println!("+ {:?} {kind:?}", span.of(text));
    }
}
