//! Each point with its readings, their cites, and why they stand to each other as they do.

use std::collections::BTreeMap;

use crate::align::Dimension;
use crate::contract::{Point, Reading};
use crate::render::labels::{BY_WEIGHT, Group};
use crate::render::story::Story;
use crate::render::words::{clip, count, quoted, says_the_same, sentence_case, shown, width};

use super::{Account, Ink};

const READINGS: usize = 6;
const CITES: usize = 3;

/// How many points of a group are told with their cites.
fn room(group: Group) -> usize {
    match group {
        Group::Contested | Group::Changing => 12,
        Group::Agreed => 8,
        Group::Scope | Group::OneOrigin => 6,
    }
}

impl Account<'_, '_> {
    pub(super) fn details(&mut self) {
        if self.story.collation.points.is_empty() {
            return;
        }
        self.heading("In detail");
        for group in BY_WEIGHT {
            let points = self.story.collation.points.iter().filter(|point| Group::of(point) == group);
            let points: Vec<&Point> = points.collect();
            for point in points.iter().take(room(group)) {
                self.point(point);
            }
            self.rest(points.len(), room(group), &format!("{} point", group.label().adjective));
        }
    }

    fn point(&mut self, point: &Point) {
        let group = Group::of(point);
        let told_once = matches!(group, Group::Agreed | Group::OneOrigin) && point.readings.len() == 1;
        let mark = format!("{} ", group.label().sign);
        let head = match point.readings.first() {
            Some(reading) if told_once => self.headed(&sentence_case(&point.about), reading),
            _ => sentence_case(&point.about),
        };
        self.hanging(Ink::Mark(group), &mark, Ink::Value, &head, &point.id);
        for reading in point.readings.iter().take(READINGS) {
            if !told_once {
                self.reading(reading);
            }
            self.cites(point, reading, if told_once { 4 } else { 6 });
        }
        if point.readings.len() > READINGS {
            let left = count(point.readings.len() - READINGS, "more reading");
            self.paragraph(Ink::Faint, &format!("… and {left}: explain {}", point.id), 4);
        }
        if !told_once && !point.why.trim().is_empty() {
            self.paragraph(Ink::Faint, &format!("Why: {}", self.story.retold(&point.why)), 4);
        }
    }

    fn headed(&self, about: &str, reading: &Reading) -> String {
        let told = self.told_by(std::slice::from_ref(reading));
        if says_the_same(about, &reading.value) {
            format!("{about} ({told})")
        } else {
            format!("{about}: {} ({told})", reading.value)
        }
    }

    fn reading(&mut self, reading: &Reading) {
        let told = self.told_by(std::slice::from_ref(reading));
        self.hanging(Ink::Faint, "    ", Ink::Value, &format!("{} ({told})", reading.value), "");
    }

    /// One line a report, copies named after what they copy.
    fn cites(&mut self, point: &Point, reading: &Reading, indent: usize) {
        let mut by_report: BTreeMap<usize, &str> = BTreeMap::new();
        for claim in self.story.spoken_first(reading) {
            if let Some(report) = self.story.report_index(&claim.report) {
                by_report.entry(report).or_insert(&claim.id);
            }
        }
        let (copies, originals): (Vec<_>, Vec<_>) =
            by_report.into_iter().partition(|&(report, _)| by_copy(self.story, report, reading));
        for (_, claim) in originals.iter().take(CITES) {
            self.cite(point.dimension, reading, claim, indent);
        }
        let mut also: Vec<String> =
            originals.iter().skip(CITES).map(|(report, _)| self.called(*report)).collect();
        also.extend(copies.iter().map(|(report, _)| format!("{} (copy)", self.called(*report))));
        if !also.is_empty() {
            self.paragraph(Ink::Faint, &format!("also {}", also.join(", ")), indent);
        }
    }

    fn cite(&mut self, dimension: Dimension, reading: &Reading, claim: &str, indent: usize) {
        let Some(claim) = self.story.claim(claim) else { return };
        let speakers = self.story.speakers(claim);
        let outlet = clip(&self.story.label(&claim.report), self.columns / 3);
        let lead = match speakers.join(", citing ") {
            voice if voice.is_empty() || voice == outlet => format!("{outlet}: "),
            voice => format!("{outlet}, citing {}: ", clip(&voice, self.columns / 3)),
        };
        let room = self.columns.saturating_sub(indent + width(&shown(&lead)) + 2).max(self.columns / 2);
        let measured =
            (dimension == Dimension::Quantity).then(|| self.story.measured(claim, reading)).flatten();
        let focus = measured.map_or(0, |quantity| quantity.span.start.saturating_sub(claim.span.start));
        let quote = excerpt(&shown(&claim.span.text), focus, room);
        self.paragraph(Ink::Faint, &format!("{lead}{}", quoted(&quote)), indent);
    }

    fn called(&self, report: usize) -> String {
        self.story.label(&self.story.collation.reports[report].id)
    }
}

fn by_copy(story: &Story, report: usize, reading: &Reading) -> bool {
    let from = story.copied_from(report).and_then(|derivation| derivation.from.as_deref());
    from.is_some_and(|from| reading.reports.iter().any(|held| held == from))
}

/// The part of a quotation of at most `columns` columns that holds the code point `focus`.
fn excerpt(text: &str, focus: usize, columns: usize) -> String {
    let whole = clip(text, columns);
    let before: String = text.chars().take(focus).collect();
    if focus == 0 || width(&before) + 12 < columns {
        return whole;
    }
    let words: Vec<&str> = before.split_whitespace().collect();
    let lead = words[words.len().saturating_sub(4)..].join(" ");
    let rest: String = text.chars().skip(focus).collect();
    clip(&format!("… {lead} {}", rest.trim_start()), columns)
}
