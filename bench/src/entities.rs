//! `entities FILE`: names and their kinds against marked text, beside what the pipeline alone gives.
//!
//! The file holds reports parted by blank lines, a sentence a line; a name is marked `[Anna Holt](person)`. A name is
//! right when span and kind are. Articles in front are no part of a name on either side.

use std::path::PathBuf;

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::annotate::{Annotated, EntityKind, MentionForm};
use variorum::text::Span;

use crate::score::Counts;
use crate::{model, plain};

/// Arguments of `entities`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A file of marked reports.
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
    let pipeline = model::load()?;
    let name = arguments.file.display();
    let marked = std::fs::read_to_string(&arguments.file).with_context(|| format!("cannot read {name}"))?;
    let (mut plain_scores, mut own_scores) = (Scores::default(), Scores::default());
    for (number, marked) in marked.split("\n\n").enumerate() {
        let (text, gold) = unmarked(marked.trim()).with_context(|| format!("report {}", number + 1))?;
        let annotated = plain::annotate(&pipeline, "report", &text, None);
        let own = own_names(&annotated);
        plain_scores.add(&gold, &names_of_pipeline(&annotated));
        own_scores.add(&gold, &own);
        if arguments.show {
            show_differences(&text, &gold, &own);
        }
    }
    let mut line = own_scores.table("variorum");
    line["spacy"] = plain_scores.table("the pipeline alone");
    println!("{line}");
    Ok(())
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
