//! `variorum-bench time DIR…`: times against TimeML documents, by the measures of TempEval-3.
//!
//! *Strict* wants the same characters, *relaxed* one character in common; *type* and *value* count the relaxed matches
//! whose attribute is right. Each expression answers for one of gold. The creation time of the document is given to the
//! reading and not scored.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::annotate::{Annotated, Time, TimeKind, annotate};
use variorum::report::{Report, Section, SectionKind, Stamp};
use variorum::text::{CodePoints, Span};

use crate::score::Counts;
use crate::{model, peers};

/// Arguments of `time`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Folders of `.tml` files.
    #[arg(required = true)]
    pub folders: Vec<PathBuf>,
    /// Print every expression in which the two sides differ.
    #[arg(long)]
    pub show: bool,
    /// Run HeidelTime and dateparser on the same texts.
    #[arg(long)]
    pub peer: bool,
}

/// Scores every document of the folders together.
///
/// # Errors
/// If the model, a folder or a document can't be read.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let pipeline = model::load()?;
    let mut scores = Scores::default();
    let mut cases = Vec::new();
    for folder in &arguments.folders {
        for path in files(folder)? {
            let xml =
                std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let case = read(&path.display().to_string(), &xml)?;
            let annotated = annotate(case.report.clone(), &pipeline);
            compare(&case.gold, &own_times(&annotated), &mut scores);
            if arguments.show {
                show_differences(&path, &case.gold, &annotated);
            }
            cases.push(case);
        }
    }
    let peers = if arguments.peer { peer_scores(&cases)? } else { Vec::new() };
    print(&scores, &peers);
    Ok(())
}

/// What each peer reaches on the same texts.
fn peer_scores(cases: &[Case]) -> anyhow::Result<Vec<(&'static str, Scores)>> {
    let date = |case: &Case| case.report.published.map(|stamp| stamp.date.to_string());
    let texts: Vec<_> = cases.iter().map(|case| (case.report.text.clone(), date(case))).collect();
    let scored = |(name, found): (&'static str, Vec<Vec<peers::Time>>)| {
        let mut scores = Scores::default();
        for (case, times) in cases.iter().zip(found) {
            let points = CodePoints::new(&case.report.text);
            let found: Vec<Found> = times.into_iter().map(|time| found_by_peer(&points, time)).collect();
            compare(&case.gold, &found, &mut scores);
        }
        (name, scores)
    };
    Ok(peers::times(&texts)?.into_iter().map(scored).collect())
}

fn found_by_peer(points: &CodePoints, time: peers::Time) -> Found {
    Found {
        span: Span::new(points.to_byte(time.start), points.to_byte(time.end)),
        kind: time.kind,
        value: time.value,
    }
}

/// An expression that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the text.
    pub span: Span,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// Its value; empty for none.
    pub value: String,
}

fn own_times(annotated: &Annotated) -> Vec<Found> {
    let found = |time: &Time| Found {
        span: time.span,
        kind: kind_name(time.kind).to_owned(),
        value: time.value.clone().unwrap_or_default(),
    };
    annotated.times.iter().map(found).collect()
}

/// A TimeML document: its report and its gold expressions.
#[derive(Debug)]
pub struct Case {
    /// The text, in paragraphs, with the creation time as its date.
    pub report: Report,
    /// The expressions of its text.
    pub gold: Vec<Gold>,
}

/// A TIMEX3 of the gold set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// Where it stands in the text.
    pub span: Span,
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// Its value.
    pub value: String,
}

/// The four measures of the task.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// The same characters.
    pub strict: Counts,
    /// A character in common.
    pub relaxed: Counts,
    /// Relaxed, with the right type.
    pub kind: Counts,
    /// Relaxed, with the right value.
    pub value: Counts,
}

/// The `.tml` files of a folder, in order, without the resource forks that some systems leave beside them.
///
/// # Errors
/// If the folder can't be read or has none.
pub fn files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "tml"))
        .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("._")))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("no .tml file in {}", folder.display());
    }
    Ok(files)
}

/// Reads one TimeML document.
///
/// # Errors
/// If it has no text.
pub fn read(name: &str, xml: &str) -> anyhow::Result<Case> {
    let body = between(xml, "<TEXT>", "</TEXT>").with_context(|| format!("{name} has no <TEXT>"))?;
    let (text, gold) = without_markup(body);
    let created = xml
        .split("<TIMEX3")
        .find(|tag| tag.split('>').next().is_some_and(|tag| tag.contains("CREATION_TIME")))
        .and_then(|tag| attribute(tag.split('>').next().unwrap_or_default(), "value"))
        .and_then(|value| value.get(..10).and_then(|day| day.parse().ok()));
    Ok(Case { report: report_of(text, created.map(Stamp::day)), gold })
}

/// A report in paragraphs: a blank line parts them, a single line feed is white space.
fn report_of(text: String, published: Option<Stamp>) -> Report {
    let mut sections = Vec::new();
    let mut joined = String::with_capacity(text.len());
    let mut start = None;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let first = joined.len() + (line.len() - line.trim_start().len());
        let blank = line.trim().is_empty();
        if blank && let Some(start) = start.take() {
            sections.push(Section { kind: SectionKind::Body, span: Span::new(start, end) });
        }
        if !blank {
            start = start.or(Some(first));
            end = joined.len() + line.trim_end().len();
        }
        joined.push_str(&line.replace('\n', " "));
    }
    if let Some(start) = start {
        sections.push(Section { kind: SectionKind::Body, span: Span::new(start, end) });
    }
    Report { text: joined, sections, published, ..Report::default() }
}

fn between<'t>(text: &'t str, open: &str, close: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inner, _)| inner)
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value.to_owned())
}

/// The text without tags, and its TIMEX3 elements.
fn without_markup(body: &str) -> (String, Vec<Gold>) {
    let mut text = String::with_capacity(body.len());
    let mut gold = Vec::new();
    let mut open: Vec<(usize, &str)> = Vec::new();
    for part in body.split('<') {
        let (tag, words) = part.split_once('>').unwrap_or(("", part));
        if tag.starts_with("TIMEX3") && !tag.ends_with('/') {
            open.push((text.len(), tag));
        } else if tag == "/TIMEX3"
            && let Some((start, tag)) = open.pop()
        {
            gold.push(Gold {
                span: Span::new(start, text.len()),
                kind: attribute(tag, "type").unwrap_or_default(),
                value: attribute(tag, "value").unwrap_or_default(),
            });
        }
        text.push_str(&unescaped(words));
    }
    gold.sort_by_key(|gold| gold.span);
    (text, gold)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}

/// Compares the times found in a report with the gold.
pub fn compare(gold: &[Gold], times: &[Found], scores: &mut Scores) {
    let mut free = vec![true; times.len()];
    let mut right = [0; 4];
    for expected in gold {
        let same = (0..times.len()).find(|&index| free[index] && times[index].span == expected.span);
        let found = same.or_else(|| {
            (0..times.len()).find(|&index| free[index] && times[index].span.overlaps(expected.span))
        });
        let Some(index) = found else { continue };
        free[index] = false;
        right[0] += usize::from(same.is_some());
        right[1] += 1;
        right[2] += usize::from(times[index].kind == expected.kind);
        right[3] += usize::from(times[index].value == expected.value);
    }
    for (counts, right) in
        [&mut scores.strict, &mut scores.relaxed, &mut scores.kind, &mut scores.value].into_iter().zip(right)
    {
        counts.add(gold.len(), times.len(), right);
    }
}

/// Prints the expressions in which the two sides differ, each with the words around it.
fn show_differences(path: &Path, gold: &[Gold], annotated: &Annotated) {
    println!("== {} of {:?}", path.display(), annotated.report.published.map(|stamp| stamp.date));
    let text = &annotated.report.text;
    for expected in gold {
        let own = annotated.times.iter().find(|time| time.span.overlaps(expected.span));
        let same = own.is_some_and(|time| {
            time.value.as_deref() == Some(&expected.value)
                && kind_name(time.kind) == expected.kind
                && time.span == expected.span
        });
        if !same {
            let own = own.map(|time| (time.span.of(text), kind_name(time.kind), time.value.as_deref()));
            let around = around(text, expected.span);
            println!(
                "{:?} {} {} | {own:?} | {around}",
                expected.span.of(text),
                expected.kind,
                expected.value
            );
        }
    }
    for time in &annotated.times {
        if !gold.iter().any(|expected| expected.span.overlaps(time.span)) {
            let around = around(text, time.span);
            println!("none | {:?} {:?} | {around}", time.span.of(text), time.value);
        }
    }
}

/// The words before and after `span`, on one line.
fn around(text: &str, span: Span) -> String {
    let before: String = text[..span.start as usize].chars().rev().take(60).collect();
    let after: String = text[span.end as usize..].chars().take(40).collect();
    let before: String = before.chars().rev().collect();
    format!("{before}[…]{after}").replace('\n', " ")
}

/// The name that TimeML gives a type.
pub fn kind_name(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "DATE",
        TimeKind::Time => "TIME",
        TimeKind::Duration => "DURATION",
        TimeKind::Set => "SET",
    }
}

/// Prints the tables and the line of JSON.
fn print(scores: &Scores, peers: &[(&'static str, Scores)]) {
    let mut line = table("variorum", scores);
    for (name, scores) in peers {
        line["peers"][name] = table(name, scores);
    }
    println!("{line}");
}

fn table(name: &str, scores: &Scores) -> Value {
    println!("{name}");
    let rows = [
        ("strict", scores.strict),
        ("relaxed", scores.relaxed),
        ("type", scores.kind),
        ("value", scores.value),
    ];
    for (name, counts) in rows {
        println!("  {name:8}  {counts}");
    }
    rows.iter().map(|(name, counts)| ((*name).to_owned(), json!(counts.f1_percent()))).collect()
}
