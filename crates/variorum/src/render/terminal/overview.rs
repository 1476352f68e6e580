//! The first screen of the account: the story, its tally, and one line a point, what weighs most first.

use crate::contract::{Point, Reading};
use crate::render::labels::{BY_WEIGHT, GROUPS, Group};
use crate::render::words::{clip, count, day, says_the_same, sentence_case, shown, width};

use super::{Account, Ink};

/// How many points of a group the first screen tells.
fn room(group: Group) -> usize {
    match group {
        Group::Contested | Group::Agreed => 8,
        Group::Changing => 6,
        Group::Scope => 3,
        Group::OneOrigin => 5,
    }
}

const VALUES: usize = 5;

impl Account<'_, '_> {
    pub(super) fn overview(&mut self) {
        self.masthead();
        for group in BY_WEIGHT {
            let points: Vec<&Point> =
                self.story.collation.points.iter().filter(|point| Group::of(point) == group).collect();
            if points.is_empty() {
                continue;
            }
            self.heading(group.label().name);
            for point in points.iter().take(room(group)) {
                self.one_line(group, point);
            }
            self.rest(points.len(), room(group), "point");
        }
    }

    fn masthead(&mut self) {
        self.paragraph(Ink::Title, &self.story.title(), 0);
        let collation = self.story.collation;
        let mut facts = format!(
            "{}, {}",
            count(collation.reports.len(), "report"),
            count(self.story.independent(), "independent origin"),
        );
        if let Some((first, last)) = self.story.days() {
            facts.push_str(" · ");
            facts.push_str(&day(first));
            if first != last {
                facts.push_str(" to ");
                facts.push_str(&day(last));
            }
        }
        let undated = collation.reports.iter().filter(|report| report.published.is_none()).count();
        if undated > 0 {
            facts.push_str(&format!(" · {undated} undated"));
        }
        self.paragraph(Ink::Value, &facts, 0);
        let number = |group: Group| collation.points.iter().filter(|point| Group::of(point) == group).count();
        let tally: Vec<String> = GROUPS
            .iter()
            .map(|&group| (group, number(group)))
            .filter(|&(_, number)| number > 0)
            .map(|(group, number)| format!("{number} {}", group.label().tally))
            .collect();
        if !tally.is_empty() {
            self.paragraph(Ink::Faint, &tally.join(" · "), 0);
        }
    }

    /// "→ People killed: 12 → 19 (4 reports, 3 origins)", with the id at the right.
    fn one_line(&mut self, group: Group, point: &Point) {
        let mark = format!("{} ", group.label().sign);
        let told = self.told_by(&point.readings);
        let room = self.columns.saturating_sub(width(&mark) + width(&told) + width(&point.id) + 5);
        let about = sentence_case(&shown(&point.about));
        let values = values(group, &point.readings);
        let line = match point.readings.as_slice() {
            [only] if says_the_same(&point.about, &only.value) => clip(&about, room),
            _ => {
                let values = clip(&values, room.saturating_sub(width(&about) + 2).max(room / 2));
                let about = clip(&about, room.saturating_sub(width(&values) + 2).max(16));
                format!("{about}: {values}")
            }
        };
        self.hanging(Ink::Mark(group), &mark, Ink::Faint, &format!("{line} ({told})"), &point.id);
    }

    /// "4 reports, 3 origins", or what one report is called.
    pub(super) fn told_by(&self, readings: &[Reading]) -> String {
        let distinct = |ids: &mut Vec<&String>| {
            ids.sort_unstable();
            ids.dedup();
            ids.len()
        };
        let mut reports: Vec<&String> = readings.iter().flat_map(|reading| &reading.reports).collect();
        let mut origins: Vec<&String> = readings.iter().flat_map(|reading| &reading.origins).collect();
        match distinct(&mut reports) {
            1 => self.story.label(reports[0]),
            number => {
                format!("{}, {}", count(number, "report"), count(distinct(&mut origins), "origin"))
            }
        }
    }
}

/// The values of a point in one line; an arrow leads from an earlier one to a later one.
fn values(group: Group, readings: &[Reading]) -> String {
    let between = if group == Group::Changing { " → " } else { " | " };
    let mut values: Vec<String> =
        readings.iter().take(VALUES).map(|reading| clip(&reading.value, 40)).collect();
    if readings.len() > VALUES {
        values.push("…".to_owned());
    }
    values.join(between)
}
