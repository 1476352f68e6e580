//! Accounts of stories, made where the reports changed.

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use variorum::account::Account;
use variorum::contract::{Collation, Span};
use variorum::flow::{self, Readied};
use variorum::report::Report;
use variorum::{extract, render};
use variorum_spacy::Pipeline;

use crate::apply::{self, Applied};
use crate::change;
use crate::correction::{self, Correction, Standing};
use crate::desk::Desk;
use crate::error::Result;
use crate::memo::{self, Key, Ready};
use crate::prepare;
use crate::reports::{self, Held};
use crate::words;

/// Stories whose accounts are made at a time.
const BATCH: usize = 32;

/// A story with all that its account is made of.
struct Source {
    story: i64,
    /// The number of the last change when it was read.
    changed: i64,
    reports: Vec<Held>,
    /// The annotations that were kept, by report.
    kept: Vec<Option<Ready>>,
    key: Key,
    /// What a person corrected.
    applied: Applied,
    /// Whether the account was made before and is still kept.
    account: Option<String>,
}

/// An account as it goes into the store.
struct Made {
    story: i64,
    changed: i64,
    key: Key,
    json: String,
    collation: Collation,
    /// Annotations that were made anew, to be kept.
    annotations: Vec<(Key, Vec<u8>)>,
    /// Corrections of this story: why they found nothing to correct, or that they did.
    misfits: Vec<(i64, Option<String>)>,
}

impl Desk {
    /// Makes the accounts of all stories whose reports or corrections changed; gives how many. `tell` is told how many
    /// are done.
    ///
    /// Other processes may do the same at the same time; what is made twice is the same.
    ///
    /// # Errors
    /// If the store can't be read or written. What was made stays.
    pub fn settle_stories(&mut self, pipeline: &Pipeline, mut tell: impl FnMut(usize)) -> Result<usize> {
        let mut done = 0;
        let mut after = 0;
        loop {
            let stories = stale(&self.db, after)?;
            let Some(last) = stories.last() else { return Ok(done) };
            after = *last;
            done += self.settle_some(&stories, pipeline)?;
            tell(done);
        }
    }

    /// Makes the account of one story, if its reports or corrections changed.
    ///
    /// # Errors
    /// As for [`Desk::settle_stories`].
    pub fn settle_story(&mut self, story: i64, pipeline: &Pipeline) -> Result<()> {
        if self.story(story)?.is_stale {
            self.settle_some(&[story], pipeline)?;
        }
        Ok(())
    }

    fn settle_some(&mut self, stories: &[i64], pipeline: &Pipeline) -> Result<usize> {
        let mut sources = Vec::with_capacity(stories.len());
        let standing = correction::standing(&self.db)?;
        for story in stories {
            sources.extend(source(&self.db, *story, &standing, pipeline)?);
        }
        let made: Vec<Made> = sources.into_par_iter().filter_map(|source| make(source, pipeline)).collect();
        self.write(|db| {
            let mut kept = Vec::with_capacity(made.len());
            for made in &made {
                if keep(db, made)? {
                    kept.push(made.story);
                }
            }
            words::add_points(db, &kept)?;
            Ok(made.len())
        })
    }
}

fn stale(db: &Connection, after: i64) -> Result<Vec<i64>> {
    let mut statement =
        db.prepare_cached("SELECT id FROM story WHERE is_stale = 1 AND id > ?1 ORDER BY id LIMIT ?2")?;
    let rows = statement.query_map(params![after, BATCH as i64], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Reads what the account of a story is made of; `None` if the story is gone.
fn source(db: &Connection, story: i64, standing: &[Standing], pipeline: &Pipeline) -> Result<Option<Source>> {
    let mut statement = db.prepare_cached("SELECT changed FROM story WHERE id = ?1")?;
    let Some(changed) = statement.query_row([story], |row| row.get(0)).optional()? else { return Ok(None) };
    let mut held = reports::of_story(db, story)?;
    let mut named: Vec<Report> = held.iter().map(|held| held.report.clone()).collect();
    extract::assign_ids(&mut named);
    let applied = apply::apply(standing, story, &mut named);
    let mut input = Vec::new();
    let mut kept = Vec::with_capacity(held.len());
    for (held, named) in held.iter_mut().zip(named) {
        held.report = Report { path: held.file.clone(), ..named };
        let key = memo::annotation_key(&held.report, pipeline.name());
        let packed = memo::get(db, &key)?;
        kept.push(packed.and_then(|packed| memo::unpack_annotation(held.report.clone(), &packed, pipeline)));
        let notes = held.report.notes.clone();
        input.push((key, held.report.id.clone(), held.report.sha256.clone(), held.file.clone(), notes));
    }
    let key =
        memo::key(memo::ACCOUNT, pipeline.name(), &memo::encode(&(input, of_story(standing, &applied))));
    let account = crate::story::account(db, &key)?;
    Ok(Some(Source { story, changed, reports: held, kept, key, applied, account }))
}

/// The corrections that are applied while a story is collated.
fn of_story<'s>(standing: &'s [Standing], applied: &Applied) -> Vec<&'s Correction> {
    let own = standing.iter().filter(|standing| applied.numbers.contains(&standing.number));
    own.map(|standing| &standing.correction).collect()
}

fn make(source: Source, pipeline: &Pipeline) -> Option<Made> {
    let Source { story, changed, reports, kept, key, applied, account } = source;
    if let Some(json) = account
        && applied.numbers.is_empty()
        && let Ok(collation) = serde_json::from_str(&json)
    {
        let misfits = misfits(applied, &[]);
        return Some(Made { story, changed, key, json, collation, annotations: Vec::new(), misfits });
    }
    let mut annotations = Vec::new();
    let mut readied = Readied::default();
    for (held, kept) in reports.into_iter().zip(kept) {
        let ready = kept.unwrap_or_else(|| {
            let key = memo::annotation_key(&held.report, pipeline.name());
            let ready = prepare::ready(held.report, pipeline);
            annotations.push((key, memo::pack_annotation(&ready, pipeline)));
            ready
        });
        readied.reports.push(ready.annotated);
        readied.claims.push(ready.claims);
    }
    if readied.reports.is_empty() {
        return None;
    }
    let (collation, unfit) = flow::corrected(readied, pipeline.name(), &applied.collated);
    let json = render::json(&collation);
    let misfits = misfits(applied, &unfit);
    Some(Made { story, changed, key, json, collation, annotations, misfits })
}

/// Which corrections found nothing, and which found something.
fn misfits(applied: Applied, unfit: &[usize]) -> Vec<(i64, Option<String>)> {
    let of_place = applied.numbers.iter().zip(&applied.collated).enumerate();
    let collated = of_place.map(|(place, (number, correction))| {
        (*number, unfit.contains(&place).then(|| apply::found_nothing(correction)))
    });
    let here = applied.here.iter().map(|number| (*number, None));
    let misfits = applied.misfits.iter().map(|(number, why)| (*number, Some(why.clone())));
    collated.chain(here).chain(misfits).collect()
}

/// Keeps an account; tells whether its story still is what it tells of.
fn keep(db: &Transaction<'_>, made: &Made) -> Result<bool> {
    for (key, annotation) in &made.annotations {
        memo::put(db, key, memo::ANNOTATION, annotation)?;
    }
    memo::put(db, &made.key, memo::ACCOUNT, &memo::pack(made.json.as_bytes()))?;
    let is_same = db
        .prepare_cached("SELECT 1 FROM story WHERE id = ?1 AND changed = ?2")?
        .exists([made.story, made.changed])?;
    if !is_same {
        // It changed while the account was made: it stays stale, and is made again.
        return Ok(false);
    }
    let account = Account::of(&made.collation);
    let days = || made.collation.reports.iter().filter_map(|report| report.published.as_deref());
    let changed = change::tell(db, change::ACCOUNT, Some(made.story), None)?;
    db.prepare_cached(
        "UPDATE story SET is_stale = 0, account = ?2, title = ?3, reports = ?4, origins = ?5, contested = ?6,
         first_day = ?7, last_day = ?8, changed = ?9 WHERE id = ?1",
    )?
    .execute(params![
        made.story,
        made.key,
        title(&made.collation),
        made.collation.reports.len() as i64,
        account.independent as i64,
        account.contested.len() as i64,
        days().min(),
        days().max(),
        changed,
    ])?;
    keep_misfits(db, made)?;
    keep_points(db, made)?;
    Ok(true)
}

fn keep_misfits(db: &Transaction<'_>, made: &Made) -> Result<()> {
    for (number, why) in &made.misfits {
        db.prepare_cached("DELETE FROM misfit WHERE correction = ?1")?.execute([number])?;
        if let Some(why) = why {
            db.prepare_cached("INSERT INTO misfit (correction, story, why) VALUES (?1, ?2, ?3)")?
                .execute(params![number, made.story, why])?;
        }
    }
    Ok(())
}

/// The headline of the first report that has one.
fn title(collation: &Collation) -> String {
    let mut titles = collation.reports.iter().filter_map(|report| report.title.clone());
    titles.next().unwrap_or_else(|| "Untitled".to_owned())
}

fn keep_points(db: &Transaction<'_>, made: &Made) -> Result<()> {
    db.prepare_cached("DELETE FROM point WHERE story = ?1")?.execute([made.story])?;
    let mut statement = db.prepare_cached(
        "INSERT INTO point (story, name, relation, about, readings, capture, start, stop)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for point in &made.collation.points {
        let Some((capture, span)) = first_cite(&made.collation, point) else { continue };
        let readings: Vec<&str> = point.readings.iter().map(|reading| reading.value.as_str()).collect();
        let relation = serde_json::to_value(point.relation).unwrap_or_default();
        statement.execute(params![
            made.story,
            point.id,
            relation.as_str().unwrap_or_default(),
            point.about,
            readings.join(" | "),
            capture,
            span.start as i64,
            span.end as i64,
        ])?;
    }
    Ok(())
}

fn first_cite<'c>(
    collation: &'c Collation,
    point: &variorum::contract::Point,
) -> Option<(&'c str, &'c Span)> {
    let id = point.readings.iter().flat_map(|reading| &reading.claims).next()?;
    let claim = collation.claims.iter().find(|claim| claim.id == *id)?;
    let report = collation.reports.iter().find(|report| report.id == claim.report)?;
    Some((&report.sha256, &claim.span))
}
