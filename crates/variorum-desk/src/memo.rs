//! Results that can be drawn again, kept under a hash of what they are drawn from.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use flate2::read::DeflateDecoder;
use lz4_flex::block::{compress_prepend_size, decompress_size_prepended};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use variorum::annotate::{Annotated, Mention, Quantity, Quotation, Sentence, Time};
use variorum::claim::Claim;
use variorum::report::Report;
use variorum_spacy::{Doc, EntityData, Labels, Pipeline};

use crate::error::{Error, Result};
use crate::sum::Sum;
use crate::tokens;

/// The stages whose results are kept. The number is part of every key: it goes up when a stage gives other results for
/// the same input, and the version of the program is part of the key too.
pub const ANNOTATION: &str = "annotation/3";
/// The account of a story.
pub const ACCOUNT: &str = "account/1";

/// The key of a result.
pub type Key = [u8; 32];

/// A report with its claims: all that needs no look at another report.
#[derive(Debug, Clone)]
pub struct Ready {
    /// The annotated report.
    pub annotated: Annotated,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// The key of what `stage` makes of `input` with `model`.
pub fn key(stage: &str, model: &str, input: &[u8]) -> Key {
    let mut hash = Sha256::new();
    for part in [stage.as_bytes(), env!("CARGO_PKG_VERSION").as_bytes(), model.as_bytes(), input] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The key of a report's annotation. What only names a report, such as its id and its path, is no part of it.
pub fn annotation_key(report: &Report, model: &str) -> Key {
    let Report {
        id: _,
        path: _,
        sha256: _,
        notes: _,
        url,
        outlet,
        title,
        byline,
        published,
        published_from,
        modified,
        language,
        text,
        sections,
    } = report;
    let input = (url, outlet, title, byline, published, published_from, modified, language, text, sections);
    key(ANNOTATION, model, &encode(&input))
}

/// Keeps a value under its key.
pub fn put(db: &Connection, key: &Key, stage: &str, value: &[u8]) -> Result<()> {
    let mut statement =
        db.prepare_cached("INSERT OR REPLACE INTO memo (key, stage, value, sum) VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute(params![key, stage, value, sum(key, stage, value)])?;
    Ok(())
}

/// The value under a key; a damaged one counts as none, since it can be drawn again.
pub fn get(db: &Connection, key: &Key) -> Result<Option<Vec<u8>>> {
    let mut statement = db.prepare_cached("SELECT stage, value, sum FROM memo WHERE key = ?1")?;
    let row: Option<(String, Vec<u8>, i64)> =
        statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    Ok(row.filter(|(stage, value, held)| sum(key, stage, value) == *held).map(|(_, value, _)| value))
}

/// Whether a value stands under a key, damaged or not.
pub fn has(db: &Connection, key: &Key) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM memo WHERE key = ?1")?.exists([key])?)
}

/// The sum of a row.
pub fn sum(key: &[u8], stage: &str, value: &[u8]) -> i64 {
    Sum::new().bytes(key).text(stage).bytes(value).finish()
}

/// What is kept of a [`Ready`] behind its tokens: all but the report, which the store has already.
#[derive(Serialize, Deserialize)]
struct Kept<'r> {
    names: Cow<'r, [EntityData]>,
    lemmas: Cow<'r, str>,
    /// Where they are not the pipeline's own.
    labels: Option<Cow<'r, Labels>>,
    sentences: Cow<'r, [Sentence]>,
    mentions: Cow<'r, [Mention]>,
    quantities: Cow<'r, [Quantity]>,
    times: Cow<'r, [Time]>,
    quotations: Cow<'r, [Quotation]>,
    claims: Cow<'r, [Claim]>,
}

/// Packs an annotation for keeping.
pub fn pack_annotation(ready: &Ready, pipeline: &Pipeline) -> Vec<u8> {
    let Ready { annotated, claims } = ready;
    let doc = &annotated.doc;
    let own_labels = !doc.is_empty() && doc.labels != *pipeline.labels();
    // Most annotations take less.
    let mut bytes = Vec::with_capacity(32 * doc.tokens.len());
    tokens::write(&doc.tokens, &mut bytes);
    let kept = Kept {
        names: (&doc.entities).into(),
        lemmas: (&doc.lemmas).into(),
        labels: own_labels.then(|| Cow::Borrowed(&*doc.labels)),
        sentences: (&annotated.sentences).into(),
        mentions: (&annotated.mentions).into(),
        quantities: (&annotated.quantities).into(),
        times: (&annotated.times).into(),
        quotations: (&annotated.quotations).into(),
        claims: claims.into(),
    };
    // Writing plain data to a vector can't fail.
    let _ = rmp_serde::encode::write(&mut bytes, &kept);
    pack(&bytes)
}

/// Puts an annotation together again with its report. `None` if it is not what this program keeps.
pub fn unpack_annotation(report: Report, packed: &[u8], pipeline: &Pipeline) -> Option<Ready> {
    let unpacked = unpack(packed)?;
    let (tokens, rest) = tokens::read(&unpacked)?;
    let kept: Kept = rmp_serde::from_slice(rest).ok()?;
    let labels = kept.labels.map_or_else(|| Arc::clone(pipeline.labels()), |own| Arc::new(own.into_owned()));
    let doc = Doc {
        text: report.text.clone(),
        tokens,
        entities: kept.names.into_owned(),
        labels,
        lemmas: kept.lemmas.into_owned(),
    };
    let annotated = Annotated {
        report,
        doc,
        sentences: kept.sentences.into_owned(),
        mentions: kept.mentions.into_owned(),
        quantities: kept.quantities.into_owned(),
        times: kept.times.into_owned(),
        quotations: kept.quotations.into_owned(),
    };
    Some(Ready { annotated, claims: kept.claims.into_owned() })
}

/// MessagePack without names of fields.
pub fn encode(value: &impl Serialize) -> Vec<u8> {
    // Writing plain data to a vector can't fail.
    rmp_serde::to_vec(value).unwrap_or_default()
}

/// Reads what [`encode`] wrote.
///
/// # Errors
/// If it is something else.
pub fn decode<'b, T: Deserialize<'b>>(bytes: &'b [u8], what: &str) -> Result<T> {
    rmp_serde::from_slice(bytes).map_err(|error| {
        Error::damaged(format!("{what}: not what was stored ({error}); run `variorum desk check`"))
    })
}

/// Begins what [`pack`] writes. What it wrote under format 1 of the store is Deflate, which never begins so: the three
/// lowest bits would name a block of the reserved type (RFC 1951, 3.2.3).
const LZ4: u8 = 7;

const GREATEST_RATIO: usize = 255;

/// Compresses bytes that are read often: fast before small.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packed = vec![LZ4];
    packed.extend(compress_prepend_size(bytes));
    packed
}

/// Reads what [`pack`] wrote; `None` if it is something else.
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    match packed.split_first()? {
        (&LZ4, rest) => {
            let size = u32::from_le_bytes(*rest.first_chunk()?) as usize;
            // A damaged size must not take all memory: LZ4 can't make more of a byte than this.
            (size <= GREATEST_RATIO * rest.len()).then(|| decompress_size_prepended(rest).ok())?
        }
        _ => {
            let mut bytes = Vec::new();
            DeflateDecoder::new(packed).read_to_end(&mut bytes).ok()?;
            Some(bytes)
        }
    }
}
