//! `attribution DIR`: sources, cues and contents against brat stand-off annotation such as PolNeAR.
//!
//! `DIR` holds `text/` and `attributions/` (`NAME_ANNOTATOR.ann`; of several annotators the first in the order of the
//! alphabet counts) and, there or one level up, `metadata.tsv` with publication dates.
//!
//! Scores, all micro F1 in percent:
//! - *exact*, a role at a time: the fragments of a source, a cue or a content are all the same;
//! - *overlap*, a role at a time: characters that carry the role in both, whichever attribution they belong to;
//! - *triple*: attributions paired one to one so that all three roles touch (exact: are the same); a source that the
//!   text leaves out matches only one left out.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::{Value, json};
use variorum::annotate::Annotated;
use variorum::claim::{self, Frame, Gold, Judge, Verdict};
use variorum::text::CodePoints;

use crate::{model, peers, plain};

/// Arguments of `attribution`.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Holds `text/` and `attributions/`.
    pub folder: PathBuf,
    /// Print every attribution, marked where the two sides differ.
    #[arg(long)]
    pub show: bool,
    /// Let the rules decide alone, without the trained model.
    #[arg(long)]
    pub rules: bool,
    /// Print what the models would be trained on: a line for each decision with its label and its features.
    #[arg(long)]
    pub features: bool,
    /// Run textacy's extraction of direct quotations on the same texts.
    #[arg(long)]
    pub peer: bool,
}

/// One role as a list of character ranges, in order.
type Fragments = Vec<Range<usize>>;

/// One attribution as three lists of character ranges; an empty list is a role left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Triple {
    source: Fragments,
    cue: Fragments,
    content: Fragments,
}

/// Scores every document of the folder.
pub fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = &arguments.folder;
    let judge = if arguments.rules { Judge::Rules } else { Judge::Model };
    let gold_files = annotators(&folder.join("attributions"))?;
    if gold_files.is_empty() {
        bail!("no .ann files in {}", folder.join("attributions").display());
    }
    let dates = publication_dates(folder);
    let pipeline = model::load()?;
    let mut tally = Tally::default();
    let mut cases = Vec::new();
    for (name, paths) in &gold_files {
        let text = read(&folder.join("text").join(format!("{name}.txt")))?;
        let readings = paths.iter().map(|path| Ok(parse_brat(&read(path)?)));
        let mut readings: Vec<Vec<Triple>> = readings.collect::<anyhow::Result<_>>()?;
        let annotated = plain::annotate(&pipeline, name, &text, dates.get(name).map(String::as_str));
        if arguments.features {
            readings.iter().for_each(|gold| print_features(&annotated, gold));
            continue;
        }
        let gold = readings.swap_remove(0);
        let found = found_triples(&annotated, judge);
        if arguments.show {
            show_differences(name, &text, &gold, &found);
        }
        tally.add(&gold, &found);
        cases.push((text, gold));
    }
    if arguments.features {
        return Ok(());
    }
    let peer = if arguments.peer { Some(peer_tally(&cases)?) } else { None };
    let mut line = tally.table("variorum");
    if let Some(tally) = peer {
        line["peers"]["textacy"] = tally.table("textacy");
    }
    println!("{line}");
    Ok(())
}

/// What textacy's extraction of direct quotations reaches on the same texts.
fn peer_tally(cases: &[(String, Vec<Triple>)]) -> anyhow::Result<Tally> {
    let texts: Vec<String> = cases.iter().map(|(text, _)| text.clone()).collect();
    let fragments = |place: Option<[usize; 2]>| place.map(|[start, end]| start..end).into_iter().collect();
    let mut tally = Tally::default();
    for ((_, gold), found) in cases.iter().zip(peers::quotations(&texts)?) {
        let triple = |[source, cue, content]: peers::Quotation| Triple {
            source: fragments(source),
            cue: fragments(cue),
            content: fragments(content),
        };
        tally.add(gold, &found.into_iter().map(triple).collect::<Vec<_>>());
    }
    Ok(tally)
}

/// One line for each decision of a model: which model, the chance that it should give to yes, the features.
fn print_features(annotated: &Annotated, gold: &[Triple]) {
    let points = CodePoints::new(&annotated.report.text);
    let lessons = claim::lessons(annotated, |frame| verdict(annotated, &points, frame, gold));
    for lesson in lessons {
        let features: Vec<String> = lesson.features.iter().map(u32::to_string).collect();
        println!("{:?} {} {}", lesson.model, lesson.worth, features.join(" "));
    }
}

/// What the annotation says of `frame`. It does not look into the contents that it marks.
fn verdict(annotated: &Annotated, points: &CodePoints, frame: &Frame, gold: &[Triple]) -> Verdict {
    let triple = triple_of(annotated, points, frame);
    let same = |other: &&Triple| all_touch(&triple, other) && shared_content(&triple, other) > 0.3;
    if let Some(other) = gold.iter().find(same) {
        let [source, cue] =
            [&other.source, &other.cue].map(|fragments| tokens_of(annotated, points, fragments));
        let shared = shared_content(&triple, other) as f32;
        return Verdict::Right(Gold { source, cue, shared });
    }
    let holds = |fragments: &Fragments, place: usize| fragments.iter().any(|range| range.contains(&place));
    let start = triple.cue.first().map_or(0, |range| range.start);
    if gold.iter().any(|other| holds(&other.content, start)) {
        return Verdict::Unknown;
    }
    let anchor = points.of_byte(annotated.doc.tokens[frame.anchor()].start as usize);
    match gold.iter().find(|other| holds(&other.cue, anchor)) {
        Some(other) if touch(&triple.source, &other.source) => Verdict::Teller,
        Some(_) => Verdict::Cue,
        None => Verdict::Wrong,
    }
}

/// The tokens that `fragments` cover, if they are one piece and end where tokens end.
fn tokens_of(annotated: &Annotated, points: &CodePoints, fragments: &Fragments) -> Option<Range<usize>> {
    let [fragment] = fragments.as_slice() else { return None };
    let tokens = &annotated.doc.tokens;
    let first = tokens.partition_point(|token| points.of_byte(token.end as usize) <= fragment.start);
    let last = tokens.partition_point(|token| points.of_byte(token.end as usize) <= fragment.end);
    let starts = points.of_byte(tokens.get(first)?.start as usize) == fragment.start;
    let ends = last > first && points.of_byte(tokens.get(last - 1)?.end as usize) == fragment.end;
    (starts && ends).then_some(first..last)
}

/// Characters of the content that both have, as a share of those that either has.
fn shared_content(one: &Triple, other: &Triple) -> f64 {
    let characters =
        |triple: &Triple| -> BTreeSet<usize> { triple.content.iter().cloned().flatten().collect() };
    let (one, other) = (characters(one), characters(other));
    let shared = one.intersection(&other).count();
    shared as f64 / (one.len() + other.len() - shared).max(1) as f64
}

/// The frames that stand in the content of no other: the annotation gives a chain's outermost link only.
fn found_triples(annotated: &Annotated, judge: Judge) -> Vec<Triple> {
    let frames = claim::frames(annotated, judge);
    let outermost = |frame: &&Frame| {
        !frames.iter().any(|other| other.covers(frame.anchor()) && other.size() > frame.size())
    };
    let points = CodePoints::new(&annotated.report.text);
    frames.iter().filter(outermost).map(|frame| triple_of(annotated, &points, frame)).collect()
}

fn triple_of(annotated: &Annotated, points: &CodePoints, frame: &Frame) -> Triple {
    let place = |tokens: &Range<usize>| {
        let bytes = annotated.doc.span(tokens.clone()).bytes();
        points.of_byte(bytes.start)..points.of_byte(bytes.end)
    };
    Triple {
        source: frame.source.iter().map(place).collect(),
        cue: frame.cue.iter().map(place).collect(),
        content: frame.content.iter().map(place).collect(),
    }
}

/// For each document, its annotators' files in the order of their names.
fn annotators(folder: &Path) -> anyhow::Result<BTreeMap<String, Vec<PathBuf>>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<_>>()?;
    paths.sort();
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in paths {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if path.extension().is_some_and(|extension| extension == "ann")
            && let Some((name, _)) = stem.rsplit_once('_')
        {
            files.entry(name.to_owned()).or_default().push(path);
        }
    }
    Ok(files)
}

/// Publication dates by document, from `metadata.tsv`; none where the file is missing.
fn publication_dates(folder: &Path) -> BTreeMap<String, String> {
    let places = [folder.join("metadata.tsv"), folder.join("../metadata.tsv")];
    let Some(table) = places.iter().find_map(|path| fs::read_to_string(path).ok()) else {
        return BTreeMap::new();
    };
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = lines.next().unwrap_or_default();
    let column = |name: &str| header.iter().position(|title| *title == name);
    let (Some(file), Some(date)) = (column("filename"), column("publication_date")) else {
        return BTreeMap::new();
    };
    lines.filter_map(|line| Some((line.get(file)?.to_string(), line.get(date)?.to_string()))).collect()
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The attributions of a stand-off file.
fn parse_brat(annotation: &str) -> Vec<Triple> {
    let mut spans: BTreeMap<&str, Fragments> = BTreeMap::new();
    let mut events = Vec::new();
    for line in annotation.lines() {
        let mut fields = line.split('\t');
        let (Some(id), Some(value)) = (fields.next(), fields.next()) else { continue };
        match id.as_bytes().first() {
            Some(b'T') => {
                let places = value.split_once(' ').map_or("", |(_, places)| places);
                spans.insert(id, parse_fragments(places));
            }
            Some(b'E') => events.push(value),
            _ => {}
        }
    }
    events.into_iter().map(|event| parse_event(event, &spans)).collect()
}

fn parse_event(event: &str, spans: &BTreeMap<&str, Fragments>) -> Triple {
    let mut triple = Triple::default();
    for (role, id) in event.split_whitespace().filter_map(|part| part.split_once(':')) {
        let fragments = spans.get(id).cloned().unwrap_or_default();
        match role.trim_end_matches(|letter: char| letter.is_ascii_digit()) {
            "Source" => triple.source.extend(fragments),
            "Cue" => triple.cue.extend(fragments),
            "Content" => triple.content.extend(fragments),
            _ => {}
        }
    }
    for role in [&mut triple.source, &mut triple.cue, &mut triple.content] {
        role.sort_by_key(|range| range.start);
    }
    triple
}

fn parse_fragments(places: &str) -> Fragments {
    let parse = |place: &str| {
        let (start, end) = place.split_once(' ')?;
        Some(start.parse().ok()?..end.parse().ok()?)
    };
    places.split(';').filter_map(parse).collect()
}

/// Hits, guesses and gold items of one measure.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    hits: usize,
    found: usize,
    gold: usize,
}

impl Count {
    fn add(&mut self, hits: usize, found: usize, gold: usize) {
        self.hits += hits;
        self.found += found;
        self.gold += gold;
    }

    fn precision(self) -> f64 {
        100.0 * self.hits as f64 / self.found.max(1) as f64
    }

    fn recall(self) -> f64 {
        100.0 * self.hits as f64 / self.gold.max(1) as f64
    }

    fn f1(self) -> f64 {
        200.0 * self.hits as f64 / (self.found + self.gold).max(1) as f64
    }
}

const ROLES: [&str; 3] = ["source", "cue", "content"];

#[derive(Debug, Default)]
struct Tally {
    exact: [Count; 3],
    overlap: [Count; 3],
    triple_exact: Count,
    triple_overlap: Count,
}

impl Triple {
    fn role(&self, index: usize) -> &Fragments {
        [&self.source, &self.cue, &self.content][index]
    }

    fn start(&self) -> usize {
        self.cue.iter().chain(&self.content).map(|range| range.start).min().unwrap_or_default()
    }
}

impl Tally {
    fn add(&mut self, gold: &[Triple], found: &[Triple]) {
        for role in 0..ROLES.len() {
            let (gold_spans, found_spans) = (spans(gold, role), spans(found, role));
            let hits = gold_spans.intersection(&found_spans).count();
            self.exact[role].add(hits, found_spans.len(), gold_spans.len());
            let (gold_chars, found_chars) = (characters(gold, role), characters(found, role));
            let hits = gold_chars.intersection(&found_chars).count();
            self.overlap[role].add(hits, found_chars.len(), gold_chars.len());
        }
        self.triple_exact.add(pairs(gold, found, |one, other| one == other), found.len(), gold.len());
        self.triple_overlap.add(pairs(gold, found, all_touch), found.len(), gold.len());
    }

    /// Prints the table; gives its F1 figures.
    fn table(&self, name: &str) -> Value {
        println!("{name}: {} attributions, {} found", self.triple_exact.gold, self.triple_exact.found);
        println!("{:<18}{:>10}{:>10}{:>10}", "", "precision", "recall", "F1");
        let mut summary = serde_json::Map::new();
        let mut row = |name: String, count: Count| {
            println!("{name:<18}{:>10.1}{:>10.1}{:>10.1}", count.precision(), count.recall(), count.f1());
            summary.insert(name, json!((count.f1() * 10.0).round() / 10.0));
        };
        for (role, name) in ROLES.iter().enumerate() {
            row(format!("{name}_exact"), self.exact[role]);
            row(format!("{name}_overlap"), self.overlap[role]);
        }
        row("triple_exact".to_owned(), self.triple_exact);
        row("triple_overlap".to_owned(), self.triple_overlap);
        Value::Object(summary)
    }
}

fn spans(triples: &[Triple], role: usize) -> BTreeSet<Vec<(usize, usize)>> {
    let filled = triples.iter().map(|triple| triple.role(role)).filter(|fragments| !fragments.is_empty());
    filled.map(|fragments| fragments.iter().map(|range| (range.start, range.end)).collect()).collect()
}

fn characters(triples: &[Triple], role: usize) -> BTreeSet<usize> {
    triples.iter().flat_map(|triple| triple.role(role).iter().cloned().flatten()).collect()
}

/// How many gold triples find a partner of their own, in order.
fn pairs(gold: &[Triple], found: &[Triple], fits: impl Fn(&Triple, &Triple) -> bool) -> usize {
    let mut free = vec![true; found.len()];
    let mut count = 0;
    for triple in gold {
        if let Some(index) = (0..found.len()).find(|&index| free[index] && fits(triple, &found[index])) {
            free[index] = false;
            count += 1;
        }
    }
    count
}

fn all_touch(one: &Triple, other: &Triple) -> bool {
    (0..ROLES.len()).all(|role| touch(one.role(role), other.role(role)))
}

/// Whether the two share a character, or both are left out.
fn touch(one: &Fragments, other: &Fragments) -> bool {
    let shares = || one.iter().any(|a| other.iter().any(|b| a.start < b.end && b.start < a.end));
    (one.is_empty() && other.is_empty()) || shares()
}

/// Prints both sides in the order of the text: `=` the same, `~` touching, `-` missed, `+` ours alone.
fn show_differences(name: &str, text: &str, gold: &[Triple], found: &[Triple]) {
    println!("== {name}");
    let chars: Vec<char> = text.chars().collect();
    let touches = |triple: &Triple, others: &[Triple]| others.iter().any(|other| all_touch(triple, other));
    let mut rows: Vec<(usize, String)> = Vec::new();
    for triple in gold {
        let mark = match () {
            () if found.contains(triple) => "= ",
            () if touches(triple, found) => "~ gold",
            () => "- gold",
        };
        rows.push((triple.start(), format!("{mark} {}", in_words(&chars, triple))));
    }
    for triple in found.iter().filter(|triple| !gold.contains(triple)) {
        let mark = if touches(triple, gold) { "~ ours" } else { "+ ours" };
        rows.push((triple.start(), format!("{mark} {}", in_words(&chars, triple))));
    }
    rows.sort();
    for (_, row) in rows {
        println!("{row}");
    }
}

fn in_words(text: &[char], triple: &Triple) -> String {
    let part = |range: &Range<usize>| text.get(range.clone()).map(String::from_iter).unwrap_or_default();
    let role =
        |index: usize| triple.role(index).iter().map(part).collect::<Vec<_>>().join(" … ").replace('\n', " ");
    format!("{} | {} | {}", role(0), role(1), role(2))
}
