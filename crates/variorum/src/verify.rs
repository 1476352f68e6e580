//! Proof that a collation says nothing that its captures do not hold.
//!
//! Each report's bytes are hashed and read anew, each span is compared with the text that it points at, and each id
//! must name something. Nothing is ever re-anchored: what does not hold is a [`Failure`].

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use crate::capture::Capture;
use crate::contract::{Collation, Report, SCHEMA, Span};
use crate::extract;
use crate::text::CodePoints;

/// What was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verified {
    /// Reports whose bytes and text were compared with their captures.
    pub reports: usize,
    /// Spans whose words stand where they say.
    pub spans: usize,
    /// Ids that name something.
    pub references: usize,
}

/// The first thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Where in the collation: `claims[3].span`.
    pub place: String,
    /// What does not hold, as a sentence.
    pub what: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for Failure {}

/// Proves a collation. `captures` gives the bytes of a file by its path, not compressed; a record of a file
/// (`file.jsonl#3`) is found within it.
///
/// # Errors
/// The first thing that does not hold: a capture that can't be read or has changed, a text that is not what is read
/// from it, a span whose words stand elsewhere, an id that names nothing or two things.
pub fn verify(
    collation: &Collation,
    captures: &mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
) -> Result<Verified, Failure> {
    if collation.schema != SCHEMA {
        return Err(failure("schema", format!("this is “{}”, and {SCHEMA} is expected", collation.schema)));
    }
    let mut proof = Proof { texts: BTreeMap::new(), verified: Verified::default() };
    let mut files = Files { captures, last: None };
    for (index, report) in collation.reports.iter().enumerate() {
        proof.report(&format!("reports[{index}]"), report, &mut files)?;
    }
    proof.spans(collation)?;
    proof.references(collation)?;
    Ok(proof.verified)
}

fn failure(place: &str, what: String) -> Failure {
    Failure { place: place.to_owned(), what }
}

/// Files as they are asked for; the last is kept with its records, since those of one file follow each other.
struct Files<'f> {
    captures: &'f mut dyn FnMut(&str) -> Result<Vec<u8>, String>,
    last: Option<File>,
}

struct File {
    path: String,
    bytes: Vec<u8>,
    records: BTreeMap<usize, Range<usize>>,
}

impl Files<'_> {
    fn bytes(&mut self, place: &str, path: &str) -> Result<Vec<u8>, Failure> {
        let record =
            path.rsplit_once('#').and_then(|(file, number)| Some((file, number.parse::<usize>().ok()?)));
        let (file, number) = record.map_or((path, None), |(file, number)| (file, Some(number)));
        if self.last.as_ref().is_none_or(|held| held.path != file) {
            let bytes = (self.captures)(file)
                .map_err(|error| failure(place, format!("the capture {file} can't be read: {error}")))?;
            let places = number.map_or(Vec::new(), |_| extract::json::places(&bytes));
            let records = places.into_iter().filter_map(|place| Some((place.number?, place.range))).collect();
            self.last = Some(File { path: file.to_owned(), bytes, records });
        }
        let held = self.last.as_ref();
        let bytes = match number {
            None => held.map(|held| held.bytes.as_slice()),
            Some(number) => held.and_then(|held| held.bytes.get(held.records.get(&number)?.clone())),
        };
        bytes.map(<[u8]>::to_vec).ok_or_else(|| failure(place, format!("{file} holds no record {path}")))
    }
}

struct Proof<'a> {
    texts: BTreeMap<&'a str, CodePoints>,
    verified: Verified,
}

impl<'a> Proof<'a> {
    fn report(&mut self, place: &str, report: &'a Report, files: &mut Files) -> Result<(), Failure> {
        let capture = Capture::new(&report.path, files.bytes(&format!("{place}.path"), &report.path)?);
        let sha256 = capture.sha256();
        if sha256 != report.sha256 {
            let what = format!(
                "{} has the SHA-256 {sha256}, and {} is stored: it has changed",
                report.path, report.sha256
            );
            return Err(failure(&format!("{place}.sha256"), what));
        }
        let read = extract::read(&capture);
        if !read.reports.iter().any(|held| held.text == report.text) {
            let what = format!("the text read from {} is not the text stored", report.path);
            return Err(failure(&format!("{place}.text"), what));
        }
        let length = report.text.chars().count();
        if let Some(index) =
            report.sections.iter().position(|part| part.start > part.end || part.end > length)
        {
            let what = format!("it lies outside the text, which has {length} code points");
            return Err(failure(&format!("{place}.sections[{index}]"), what));
        }
        if self.texts.insert(&report.id, CodePoints::new(&report.text)).is_some() {
            return Err(failure(&format!("{place}.id"), format!("two reports have the id {}", report.id)));
        }
        self.verified.reports += 1;
        Ok(())
    }

    fn spans(&mut self, collation: &Collation) -> Result<(), Failure> {
        let texts: BTreeMap<&str, &str> =
            collation.reports.iter().map(|report| (report.id.as_str(), report.text.as_str())).collect();
        for (place, span) in all_spans(collation) {
            let points = self.texts.get(span.report.as_str()).zip(texts.get(span.report.as_str()));
            let Some((points, text)) = points else {
                return Err(failure(&place, format!("no report has the id {}", span.report)));
            };
            let held = text.get(points.to_byte(span.start)..points.to_byte(span.end)).unwrap_or_default();
            if held != span.text
                || span.end < span.start
                || span.end - span.start != span.text.chars().count()
            {
                let what = format!(
                    "{}..{} of report {} reads “{held}”, and the span says “{}”",
                    span.start, span.end, span.report, span.text
                );
                return Err(failure(&place, what));
            }
            self.verified.spans += 1;
        }
        Ok(())
    }

    fn references(&mut self, collation: &Collation) -> Result<(), Failure> {
        let mut known: BTreeMap<Noun, BTreeSet<&str>> = BTreeMap::new();
        for (noun, id) in all_ids(collation) {
            if !known.entry(noun).or_default().insert(id) {
                return Err(failure(noun.name(), format!("two of them have the id {id}")));
            }
        }
        for (place, noun, id) in all_references(collation) {
            if !known.get(&noun).is_some_and(|ids| ids.contains(id)) {
                return Err(failure(&place, format!("none of the {} has the id {id}", noun.name())));
            }
            self.verified.references += 1;
        }
        Ok(())
    }
}

/// Every span of a collation, with where it stands.
pub fn all_spans(collation: &Collation) -> Vec<(String, &Span)> {
    let mut spans = Vec::new();
    for (index, entity) in collation.entities.iter().enumerate() {
        each(&mut spans, &format!("entities[{index}].mentions"), &entity.mentions);
    }
    for (index, quantity) in collation.quantities.iter().enumerate() {
        spans.push((format!("quantities[{index}].span"), &quantity.span));
        spans.extend(quantity.of.iter().map(|span| (format!("quantities[{index}].of"), span)));
    }
    for (index, time) in collation.times.iter().enumerate() {
        spans.push((format!("times[{index}].span"), &time.span));
    }
    for (index, claim) in collation.claims.iter().enumerate() {
        spans.push((format!("claims[{index}].span"), &claim.span));
        each(&mut spans, &format!("claims[{index}].content"), &claim.content);
        for (link, attribution) in claim.attribution.iter().enumerate() {
            let place = format!("claims[{index}].attribution[{link}]");
            spans.extend(attribution.source.iter().map(|span| (format!("{place}.source"), span)));
            spans.extend(attribution.cue.iter().map(|span| (format!("{place}.cue"), span)));
        }
    }
    for (index, derivation) in collation.derivations.iter().enumerate() {
        for (number, passage) in derivation.passages.iter().enumerate() {
            let place = format!("derivations[{index}].passages[{number}]");
            spans.extend(passage.from.iter().map(|span| (format!("{place}.from"), span)));
            spans.push((format!("{place}.to"), &passage.to));
        }
    }
    for (index, wording) in collation.wording.iter().enumerate() {
        for (number, term) in wording.terms.iter().enumerate() {
            each(&mut spans, &format!("wording[{index}].terms[{number}].spans"), &term.spans);
        }
    }
    spans
}

fn each<'a>(spans: &mut Vec<(String, &'a Span)>, place: &str, list: &'a [Span]) {
    spans.extend(list.iter().enumerate().map(|(index, span)| (format!("{place}[{index}]"), span)));
}

/// What an id can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Noun {
    Report,
    Entity,
    Quantity,
    Time,
    Claim,
    Origin,
    Point,
}

impl Noun {
    fn name(self) -> &'static str {
        match self {
            Noun::Report => "reports",
            Noun::Entity => "entities",
            Noun::Quantity => "quantities",
            Noun::Time => "times",
            Noun::Claim => "claims",
            Noun::Origin => "origins",
            Noun::Point => "points",
        }
    }
}

fn all_ids(collation: &Collation) -> impl Iterator<Item = (Noun, &str)> {
    let reports = collation.reports.iter().map(|report| (Noun::Report, report.id.as_str()));
    let entities = collation.entities.iter().map(|entity| (Noun::Entity, entity.id.as_str()));
    let quantities = collation.quantities.iter().map(|quantity| (Noun::Quantity, quantity.id.as_str()));
    let times = collation.times.iter().map(|time| (Noun::Time, time.id.as_str()));
    let claims = collation.claims.iter().map(|claim| (Noun::Claim, claim.id.as_str()));
    let origins = collation.origins.iter().map(|origin| (Noun::Origin, origin.id.as_str()));
    let points = collation.points.iter().map(|point| (Noun::Point, point.id.as_str()));
    reports.chain(entities).chain(quantities).chain(times).chain(claims).chain(origins).chain(points)
}

type Reference<'a> = (String, Noun, &'a str);

fn all_references(collation: &Collation) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    for (index, claim) in collation.claims.iter().enumerate() {
        let place = format!("claims[{index}]");
        refer(&mut found, format!("{place}.report"), Noun::Report, [&claim.report]);
        refer(&mut found, format!("{place}.origin"), Noun::Origin, [&claim.origin]);
        refer(&mut found, format!("{place}.entities"), Noun::Entity, &claim.entities);
        refer(&mut found, format!("{place}.quantities"), Noun::Quantity, &claim.quantities);
        refer(&mut found, format!("{place}.times"), Noun::Time, &claim.times);
        let sources = claim.attribution.iter().filter_map(|link| link.source_entity.as_ref());
        refer(&mut found, format!("{place}.attribution"), Noun::Entity, sources);
    }
    for (index, origin) in collation.origins.iter().enumerate() {
        refer(&mut found, format!("origins[{index}].entity"), Noun::Entity, &origin.entity);
    }
    for (index, point) in collation.points.iter().enumerate() {
        for (number, reading) in point.readings.iter().enumerate() {
            let place = format!("points[{index}].readings[{number}]");
            refer(&mut found, format!("{place}.claims"), Noun::Claim, &reading.claims);
            refer(&mut found, format!("{place}.reports"), Noun::Report, &reading.reports);
            refer(&mut found, format!("{place}.origins"), Noun::Origin, &reading.origins);
        }
    }
    for (index, derivation) in collation.derivations.iter().enumerate() {
        refer(&mut found, format!("derivations[{index}].from"), Noun::Report, &derivation.from);
        refer(&mut found, format!("derivations[{index}].to"), Noun::Report, [&derivation.to]);
    }
    for (index, entry) in collation.timeline.iter().enumerate() {
        refer(&mut found, format!("timeline[{index}].points"), Noun::Point, &entry.points);
        refer(&mut found, format!("timeline[{index}].claims"), Noun::Claim, &entry.claims);
    }
    for (index, silence) in collation.silences.iter().enumerate() {
        refer(&mut found, format!("silences[{index}].report"), Noun::Report, [&silence.report]);
        refer(&mut found, format!("silences[{index}].points"), Noun::Point, &silence.points);
    }
    for (index, wording) in collation.wording.iter().enumerate() {
        refer(&mut found, format!("wording[{index}].entity"), Noun::Entity, &wording.entity);
    }
    found
}

fn refer<'a>(
    found: &mut Vec<Reference<'a>>,
    place: String,
    noun: Noun,
    ids: impl IntoIterator<Item = &'a String>,
) {
    found.extend(ids.into_iter().map(|id| (place.clone(), noun, id.as_str())));
}
