//! Grouping from scratch, beside the grouping that grew.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use serde::Serialize;
use variorum::collate::pile::{self, Counts};

use crate::correction::{self, Correction};
use crate::desk::{Desk, Turn};
use crate::error::{Error, Result};
use crate::group::{Grouper, Placement};
use crate::{member, rows};

/// Up to so many reports are grouped all at once; more are grouped one by one in the order of their days.
const AT_ONCE: usize = 3000;

/// How the stories would be, were all reports grouped now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Regrouping {
    /// How many reports were looked at.
    pub reports: usize,
    /// How many stories there would be.
    pub stories: usize,
    /// The reports that would go elsewhere, in order of arrival.
    pub moves: Vec<Move>,
}

/// A report that would go elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// SHA-256 of its capture.
    pub capture: String,
    /// Its headline.
    pub title: Option<String>,
    /// The story it belongs to.
    pub from: i64,
    /// The story it would go to; `None` for a new one.
    pub to: Option<i64>,
    /// The reports that make a new story share a number.
    pub group: usize,
}

/// A report as it is grouped.
struct Subject {
    report: i64,
    capture: String,
    title: Option<String>,
    story: i64,
    day: Option<String>,
    counts: Counts,
}

impl Desk {
    /// Groups all reports anew and tells what would change; what a person merged and split stays so.
    ///
    /// # Errors
    /// If the store can't be read.
    pub fn regrouping(&self) -> Result<Regrouping> {
        let mut subjects = subjects(&self.db)?;
        subjects.sort_by(|a, b| {
            (a.day.is_none(), &a.day, &a.capture).cmp(&(b.day.is_none(), &b.day, &b.capture))
        });
        let mut group_of = if subjects.len() <= AT_ONCE { at_once(&subjects) } else { one_by_one(&subjects) };
        decide(&self.db, &subjects, &mut group_of)?;
        let story_of_group = keep_numbers(&subjects, &group_of);
        let mut places: Vec<usize> = (0..subjects.len()).collect();
        places.sort_by_key(|&place| subjects[place].report);
        let moves = places.into_iter().filter_map(|place| {
            let (subject, group) = (&subjects[place], group_of[place]);
            let to = story_of_group.get(&group).copied();
            let (capture, title) = (subject.capture.clone(), subject.title.clone());
            (to != Some(subject.story)).then_some(Move { capture, title, from: subject.story, to, group })
        });
        Ok(Regrouping {
            reports: subjects.len(),
            stories: group_of.iter().collect::<BTreeSet<_>>().len(),
            moves: moves.collect(),
        })
    }

    /// Moves the reports as a regrouping says.
    ///
    /// # Errors
    /// If the store can't be written; nothing is moved then.
    pub fn regroup(&mut self, turn: &Turn, regrouping: &Regrouping) -> Result<()> {
        if !turn.is_for(self) {
            return Err(Error::other("this turn is for another desk"));
        }
        self.write(|db| {
            let mut founded: BTreeMap<usize, i64> = BTreeMap::new();
            for one in &regrouping.moves {
                let story = match (one.to, founded.get(&one.group)) {
                    (Some(story), _) | (None, Some(&story)) => story,
                    (None, None) => member::found(db, one.title.as_deref().unwrap_or("Untitled"))?,
                };
                founded.insert(one.group, story);
                correction::move_to(db, std::slice::from_ref(&one.capture), story)?;
            }
            Ok(())
        })
    }
}

fn subjects(db: &Connection) -> Result<Vec<Subject>> {
    let mut statement = db.prepare(
        "SELECT report.id, report.capture, report.title, member.story, report.published, feature.words
         FROM report JOIN member ON member.report = report.id JOIN feature ON feature.report = report.id
         ORDER BY report.id",
    )?;
    let mut found = statement.query([])?;
    let mut subjects = Vec::new();
    while let Some(row) = found.next()? {
        let report: i64 = row.get(0)?;
        let words: Vec<u8> = row.get(5)?;
        subjects.push(Subject {
            report,
            capture: row.get(1)?,
            title: row.get(2)?,
            story: row.get(3)?,
            day: row.get(4)?,
            counts: rows::unpack_counts(&words, report)?,
        });
    }
    Ok(subjects)
}

fn at_once(subjects: &[Subject]) -> Vec<usize> {
    let counts: Vec<Counts> = subjects.iter().map(|subject| subject.counts.clone()).collect();
    let mut group_of = vec![0; subjects.len()];
    for (number, group) in pile::groups(&counts).into_iter().enumerate() {
        group.into_iter().for_each(|place| group_of[place] = number);
    }
    group_of
}

fn one_by_one(subjects: &[Subject]) -> Vec<usize> {
    let mut grouper = Grouper::default();
    let mut group_of: Vec<usize> = Vec::with_capacity(subjects.len());
    for subject in subjects {
        let day = subject.day.as_deref().and_then(|day| day.parse().ok());
        let bag = grouper.weigh(&subject.counts);
        let group = match grouper.place(&subject.counts, &bag, day) {
            Placement::Joins(story) => story as usize,
            Placement::Founds => group_of.len(),
            Placement::Regroups(groups) => {
                // Named by their first members, so that the names are not given again.
                let first = |group: usize| groups.iter().position(|held| *held == group).unwrap_or(0);
                let named: Vec<usize> = groups.iter().map(|group| first(*group)).collect();
                let stories: Vec<i64> = named.iter().map(|name| *name as i64).collect();
                grouper.reassign(&stories);
                let own = named.last().copied().unwrap_or(0);
                group_of = named[..named.len() - 1].to_vec();
                own
            }
        };
        grouper.add(&subject.counts, &bag, day, group as i64);
        group_of.push(group);
    }
    group_of
}

/// Applies what a person decided about stories, in order.
fn decide(db: &Connection, subjects: &[Subject], group_of: &mut [usize]) -> Result<()> {
    let place_of: BTreeMap<&str, usize> =
        subjects.iter().enumerate().map(|(place, subject)| (subject.capture.as_str(), place)).collect();
    let mut next = group_of.iter().max().map_or(0, |last| last + 1);
    for standing in correction::standing(db)? {
        let (to, reports) = match &standing.correction {
            Correction::MergeStories { into, reports } => match place_of.get(into.as_str()) {
                Some(&place) => (group_of[place], reports),
                None => continue,
            },
            Correction::SplitStory { reports, .. } => {
                next += 1;
                (next, reports)
            }
            _ => continue,
        };
        for place in reports.iter().filter_map(|capture| place_of.get(capture.as_str())) {
            group_of[*place] = to;
        }
    }
    Ok(())
}

/// Which story each group goes on: the one that it shares most reports with, no story twice.
fn keep_numbers(subjects: &[Subject], group_of: &[usize]) -> BTreeMap<usize, i64> {
    let mut shared: BTreeMap<(usize, i64), usize> = BTreeMap::new();
    for (subject, group) in subjects.iter().zip(group_of) {
        *shared.entry((*group, subject.story)).or_default() += 1;
    }
    let mut pairs: Vec<((usize, i64), usize)> = shared.into_iter().collect();
    pairs.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.1.cmp(&b.0.1)).then(a.0.0.cmp(&b.0.0)));
    let (mut story_of, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for ((group, story), _) in pairs {
        if !story_of.contains_key(&group) && taken.insert(story) {
            story_of.insert(group, story);
        }
    }
    story_of
}
