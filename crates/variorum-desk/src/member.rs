//! Which report belongs to which story.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use variorum::collate::pile::Counts;

use crate::change;
use crate::error::Result;
use crate::group::{Grouper, Placement, StoryId};
use crate::near::{self, Near};
use crate::reports;
use crate::rows;

/// Reports whose words are unpacked at a time, on all cores.
const READ_AT_A_TIME: i64 = 4096;

/// What is known of all reports so far, so that the next can be put beside them.
#[derive(Debug, Default)]
pub struct Known {
    /// Their words.
    pub words: Grouper,
    /// Their wording.
    pub near: Near,
}

/// A report to be put into a story; its rows are written.
#[derive(Debug)]
pub struct Newcomer<'r> {
    /// Its number.
    pub report: i64,
    /// The older version that it takes the place of.
    pub older: Option<i64>,
    /// When it was published.
    pub day: Option<Date>,
    /// What tells its story.
    pub counts: &'r Counts,
    /// What tells its copies.
    pub signature: &'r [u32],
    /// What a story of its own would be called.
    pub title: &'r str,
}

/// Puts a report into its story: that of the version it replaces, else that of the nearest copy, else the one that it
/// is most like, else one of its own.
pub fn join(db: &Transaction<'_>, known: &mut Known, newcomer: &Newcomer<'_>) -> Result<StoryId> {
    let story = match known_story(db, &known.near, newcomer)? {
        Some(story) => {
            put(db, newcomer.report, story)?;
            let bag = known.words.weigh(newcomer.counts);
            known.words.add(newcomer.counts, &bag, newcomer.day, story);
            story
        }
        None => join_by_words(db, &mut known.words, newcomer)?,
    };
    known.near.add(newcomer.report, newcomer.signature);
    if let Some(older) = newcomer.older {
        leave(db, older)?;
    }
    Ok(story)
}

/// The story that a report belongs to; that of its newest version, if there are newer ones.
pub fn story_of(db: &Connection, report: i64) -> Result<Option<StoryId>> {
    let mut statement = db.prepare_cached("SELECT story FROM member WHERE report = ?1")?;
    Ok(statement.query_row([reports::newest(db, report)?], |row| row.get(0)).optional()?)
}

/// Puts a report into a story, out of any other.
pub fn put(db: &Connection, report: i64, story: StoryId) -> Result<()> {
    leave(db, report)?;
    db.prepare_cached("INSERT INTO member (report, story) VALUES (?1, ?2)")?.execute([report, story])?;
    touch(db, story)
}

/// Founds a story.
pub fn found(db: &Connection, title: &str) -> Result<StoryId> {
    db.prepare_cached(
        "INSERT INTO story (is_stale, title, reports, origins, contested, changed) VALUES (1, ?1, 0, 0, 0, 0)",
    )?
    .execute([title])?;
    Ok(db.last_insert_rowid())
}

/// Founds a story again under the number that it had, unless it is still there.
pub fn restore(db: &Connection, story: StoryId, title: &str) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO story (id, is_stale, title, reports, origins, contested, changed)
         VALUES (?1, 1, ?2, 0, 0, 0, 0)",
    )?
    .execute(params![story, title])?;
    Ok(())
}

/// Takes a report out of its story; a story without reports goes.
pub fn leave(db: &Connection, report: i64) -> Result<()> {
    let mut statement = db.prepare_cached("SELECT story FROM member WHERE report = ?1")?;
    let Some(story) = statement.query_row([report], |row| row.get::<_, i64>(0)).optional()? else {
        return Ok(());
    };
    db.prepare_cached("DELETE FROM member WHERE report = ?1")?.execute([report])?;
    let is_left = db.prepare_cached("SELECT 1 FROM member WHERE story = ?1")?.exists([story])?;
    if is_left {
        return touch(db, story);
    }
    db.prepare_cached("DELETE FROM point WHERE story = ?1")?.execute([story])?;
    db.prepare_cached("DELETE FROM story WHERE id = ?1")?.execute([story])?;
    change::tell(db, change::STORY, Some(story), None)?;
    Ok(())
}

/// Marks a story: its account no longer tells all.
pub fn touch(db: &Connection, story: StoryId) -> Result<()> {
    let changed = change::tell(db, change::STORY, Some(story), None)?;
    db.prepare_cached(
        "UPDATE story SET is_stale = 1, changed = ?2,
         reports = (SELECT count(*) FROM member WHERE story = ?1) WHERE id = ?1",
    )?
    .execute(params![story, changed])?;
    Ok(())
}

/// What is known of all reports so far, as it was when the last of them came.
pub fn known(db: &Connection) -> Result<Known> {
    let mut known = Known::default();
    let mut statement = db.prepare(
        "SELECT feature.report, feature.words, feature.signature, report.published, member.story FROM feature
         JOIN report ON report.id = feature.report LEFT JOIN member ON member.report = feature.report
         WHERE feature.report > ?1 ORDER BY feature.report LIMIT ?2",
    )?;
    let mut after = 0;
    loop {
        let some = statement.query_map(params![after, READ_AT_A_TIME], |row| {
            let (report, day): (i64, Option<String>) = (row.get(0)?, row.get(3)?);
            let (words, signature): (Vec<u8>, Vec<u8>) = (row.get(1)?, row.get(2)?);
            Ok(Held { report, words, signature, day, story: row.get(4)? })
        })?;
        let some: Vec<Held> = some.collect::<rusqlite::Result<_>>()?;
        let Some(last) = some.last() else { return Ok(known) };
        after = last.report;
        let counts: Vec<Counts> = some
            .par_iter()
            .map(|held| rows::unpack_counts(&held.words, held.report))
            .collect::<Result<_>>()?;
        for (held, counts) in some.iter().zip(counts) {
            let story = match held.story {
                Some(story) => story,
                // A report that a person's split left without a story is known, but draws nobody.
                None => story_of(db, held.report)?.unwrap_or(0),
            };
            let bag = known.words.weigh(&counts);
            known.words.add(&counts, &bag, held.day.as_deref().and_then(|day| day.parse().ok()), story);
            known.near.add(held.report, &near::from_bytes(&held.signature));
        }
    }
}

/// What the store holds of a report for grouping.
struct Held {
    report: i64,
    words: Vec<u8>,
    signature: Vec<u8>,
    day: Option<String>,
    story: Option<StoryId>,
}

fn known_story(db: &Connection, near: &Near, newcomer: &Newcomer<'_>) -> Result<Option<StoryId>> {
    if let Some(older) = newcomer.older
        && let Some(story) = story_of(db, older)?
    {
        return Ok(Some(story));
    }
    match near.copies(newcomer.signature).first() {
        Some((copy, _)) => story_of(db, *copy),
        None => Ok(None),
    }
}

fn join_by_words(db: &Transaction<'_>, grouper: &mut Grouper, newcomer: &Newcomer<'_>) -> Result<StoryId> {
    let bag = grouper.weigh(newcomer.counts);
    let story = match grouper.place(newcomer.counts, &bag, newcomer.day) {
        Placement::Joins(story) => {
            put(db, newcomer.report, story)?;
            story
        }
        Placement::Founds => {
            let story = found(db, newcomer.title)?;
            put(db, newcomer.report, story)?;
            story
        }
        Placement::Regroups(groups) => regroup_first(db, grouper, newcomer, &groups)?,
    };
    grouper.add(newcomer.counts, &bag, newcomer.day, story);
    Ok(story)
}

/// Puts the first reports of a desk into stories anew; gives the story of the newcomer, who is the last of them. A group
/// keeps the story of its first report, so that stories keep their numbers where they can.
fn regroup_first(
    db: &Transaction<'_>,
    grouper: &mut Grouper,
    newcomer: &Newcomer<'_>,
    groups: &[usize],
) -> Result<StoryId> {
    let mut reports: Vec<i64> = db
        .prepare_cached("SELECT report FROM feature ORDER BY report LIMIT ?1")?
        .query_map([groups.len() as i64], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    reports.retain(|report| *report != newcomer.report);
    reports.push(newcomer.report);
    let mut story_of_group: BTreeMap<usize, StoryId> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (report, group) in reports.iter().zip(groups) {
        if let Some(story) = story_of(db, *report)?
            && !story_of_group.contains_key(group)
            && taken.insert(story)
        {
            story_of_group.insert(*group, story);
        }
    }
    let mut stories = Vec::with_capacity(groups.len());
    for (report, group) in reports.iter().zip(groups) {
        let story = match story_of_group.get(group) {
            Some(story) => *story,
            None => found(db, newcomer.title)?,
        };
        story_of_group.insert(*group, story);
        let current = is_current(db, *report)?;
        if current && story_of(db, *report)? != Some(story) {
            put(db, *report, story)?;
        }
        stories.push(story);
    }
    grouper.reassign(&stories);
    Ok(stories.last().copied().unwrap_or_default())
}

/// Whether no newer version took the place of a report.
fn is_current(db: &Connection, report: i64) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM report WHERE id = ?1 AND newer IS NULL")?.exists([report])?)
}
