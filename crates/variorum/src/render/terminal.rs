//! The account of a story for a terminal: the most important first, every line with its cites.

use std::collections::BTreeMap;

use crate::align::Dimension;
use crate::contract::{Collation, Derivation, Point, Reading, Silence, Wording};
use crate::note::Severity;
use crate::render::labels::{self, GROUPS, Group};
use crate::render::story::Story;
use crate::render::words::{clip, count, day, quoted, says_the_same, sentence_case, shown, width, wrap};

/// How the account is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalStyle {
    /// Columns; fewer than 40 count as 40.
    pub width: usize,
    /// Whether to use colour (ANSI escape sequences).
    pub colour: bool,
}

impl Default for TerminalStyle {
    fn default() -> TerminalStyle {
        TerminalStyle { width: 100, colour: false }
    }
}

/// The account: what the reports agree on, what is contested or changes, who draws on whom, who is silent.
///
/// Long sections are cut and say how much is left out; the JSON and the page hold all of it.
pub fn terminal(collation: &Collation, style: &TerminalStyle) -> String {
    let story = Story::new(collation);
    let mut account = Account {
        story: &story,
        columns: style.width.clamp(40, 400),
        colour: style.colour,
        out: String::new(),
    };
    account.masthead();
    account.points(Group::Agreed, 8);
    account.points(Group::Contested, 12);
    account.points(Group::Changing, 12);
    account.points(Group::Scope, 6);
    account.derivations();
    account.silences();
    account.wording();
    account.points(Group::OneOrigin, 8);
    account.reports();
    account.notes();
    account.out
}

/// What a stretch of the account is, and so its colour.
#[derive(Clone, Copy)]
enum Ink {
    Title,
    Heading,
    Value,
    Faint,
    Warning,
    Mark(Group),
}

struct Account<'s, 'a> {
    story: &'s Story<'a>,
    columns: usize,
    colour: bool,
    out: String,
}

const READINGS: usize = 6;
const CITES: usize = 3;
const LINES: usize = 12;

impl Account<'_, '_> {
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

    fn points(&mut self, group: Group, limit: usize) {
        let points: Vec<&Point> =
            self.story.collation.points.iter().filter(|point| Group::of(point) == group).collect();
        if points.is_empty() {
            return;
        }
        self.heading(group.label().name);
        for point in points.iter().take(limit) {
            self.point(point);
        }
        self.rest(points.len(), limit, "point");
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
            self.paragraph(Ink::Faint, &format!("Why: {}", point.why), 4);
        }
    }

    fn headed(&self, about: &str, reading: &Reading) -> String {
        let told = self.told_by(reading);
        if says_the_same(about, &reading.value) {
            format!("{about} ({told})")
        } else {
            format!("{about}: {} ({told})", reading.value)
        }
    }

    fn reading(&mut self, reading: &Reading) {
        let told = self.told_by(reading);
        self.hanging(Ink::Faint, "    ", Ink::Value, &format!("{} ({told})", reading.value), "");
    }

    fn told_by(&self, reading: &Reading) -> String {
        match (reading.reports.len(), reading.origins.len()) {
            (1, _) => self.story.label(&reading.reports[0]),
            (reports, origins) => format!("{}, {}", count(reports, "report"), count(origins, "origin")),
        }
    }

    /// One line a report, copies named after what they copy.
    fn cites(&mut self, point: &Point, reading: &Reading, indent: usize) {
        let mut by_report: BTreeMap<usize, &str> = BTreeMap::new();
        for id in &reading.claims {
            let claim = self.story.claim(id);
            if let Some(report) = claim.and_then(|claim| self.story.report_index(&claim.report)) {
                by_report.entry(report).or_insert(id);
            }
        }
        let (copies, originals): (Vec<_>, Vec<_>) =
            by_report.into_iter().partition(|&(report, _)| by_copy(self.story, report, reading));
        for (_, claim) in originals.iter().take(CITES) {
            self.cite(point.dimension, claim, indent);
        }
        let mut also: Vec<String> =
            originals.iter().skip(CITES).map(|(report, _)| self.id(*report)).collect();
        also.extend(copies.iter().map(|(report, _)| format!("{} (copy)", self.id(*report))));
        if !also.is_empty() {
            self.paragraph(Ink::Faint, &format!("also {}", also.join(", ")), indent);
        }
    }

    fn cite(&mut self, dimension: Dimension, claim: &str, indent: usize) {
        let Some(claim) = self.story.claim(claim) else { return };
        let speakers = self.story.speakers(claim);
        let voice = match speakers.is_empty() {
            true => self.story.label(&claim.report),
            false => speakers.join(", citing "),
        };
        let handle = self.story.handle(&claim.report);
        let lead = match names_the_same(&voice, &handle) {
            true => format!("{handle}: "),
            false => format!("{handle} {}: ", clip(&voice, self.columns / 3)),
        };
        let room = self.columns.saturating_sub(indent + width(&shown(&lead)) + 2).max(16);
        let focus = claim
            .quantities
            .iter()
            .filter(|_| dimension == Dimension::Quantity)
            .find_map(|id| self.story.quantity(id))
            .map_or(0, |quantity| quantity.span.start.saturating_sub(claim.span.start));
        let quote = excerpt(&shown(&claim.span.text), focus, room);
        self.paragraph(Ink::Faint, &format!("{lead}{}", quoted(&quote)), indent);
    }

    fn id(&self, report: usize) -> String {
        self.story.handle(&self.story.collation.reports[report].id)
    }

    /// Who draws on whom, as a tree: a report stands beneath the one that it draws on most.
    fn derivations(&mut self) {
        let collation = self.story.collation;
        if collation.derivations.is_empty() {
            return;
        }
        self.heading("Who draws on whom");
        let mut parent: BTreeMap<&str, &Derivation> = BTreeMap::new();
        for derivation in &collation.derivations {
            let held = parent.get(derivation.to.as_str());
            if held.is_none_or(|held| held.coverage < derivation.coverage) {
                parent.insert(&derivation.to, derivation);
            }
        }
        let mut children: BTreeMap<String, Vec<&Derivation>> = BTreeMap::new();
        for derivation in parent.values() {
            children.entry(above(derivation)).or_default().push(derivation);
        }
        let roots: Vec<&String> = children
            .keys()
            .filter(|key| !parent.contains_key(key.strip_prefix(HELD).unwrap_or_default()))
            .collect();
        let mut drawn = Vec::new();
        for root in roots {
            self.branch(root, &children, &mut drawn);
        }
        // Reports that draw on each other in a ring have no root; each is told on its own line.
        for derivation in parent.values().filter(|derivation| !drawn.contains(&derivation.to.as_str())) {
            let line = format!("{} {}", self.named(&derivation.to), self.way(derivation));
            self.paragraph(Ink::Faint, &line, 2);
        }
    }

    fn branch<'b>(
        &mut self,
        root: &str,
        children: &BTreeMap<String, Vec<&'b Derivation>>,
        drawn: &mut Vec<&'b str>,
    ) {
        let name = match root.strip_prefix(HELD) {
            Some(report) => self.named(report),
            None => format!("{} (not among the reports)", root.strip_prefix(SOURCE).unwrap_or(root)),
        };
        self.paragraph(Ink::Value, &name, 2);
        let mut stack: Vec<(&Derivation, usize)> =
            children.get(root).into_iter().flatten().rev().map(|derivation| (*derivation, 1)).collect();
        while let Some((derivation, depth)) = stack.pop() {
            if drawn.contains(&derivation.to.as_str()) {
                continue;
            }
            drawn.push(&derivation.to);
            let indent = "   ".repeat(depth.min(8) - 1);
            let line = format!("{} {}", self.named(&derivation.to), self.way(derivation));
            self.hanging(Ink::Faint, &format!("  {indent}└─ "), Ink::Value, &line, "");
            if let Some(reason) = derivation.evidence.iter().find(|reason| !reason.contains("of its words")) {
                self.paragraph(Ink::Faint, reason, 5 + 3 * depth.min(8));
            }
            let below = children.get(&format!("{HELD}{}", derivation.to));
            stack.extend(below.into_iter().flatten().rev().map(|derivation| (*derivation, depth + 1)));
        }
    }

    fn named(&self, report: &str) -> String {
        let (label, handle) = (self.story.label(report), self.story.handle(report));
        let date = self.story.report(report).and_then(|report| report.published.as_deref());
        let date = date.map_or("undated".to_owned(), day);
        if names_the_same(&label, &handle) {
            format!("{label}, {date}")
        } else {
            format!("{handle} {label}, {date}")
        }
    }

    fn way(&self, derivation: &Derivation) -> String {
        let from = match (&derivation.from, &derivation.source) {
            (Some(from), _) => self.story.handle(from),
            (None, Some(source)) => source.clone(),
            (None, None) => "a source not held".to_owned(),
        };
        format!("{} {from}: {}", labels::derivation(derivation.kind), labels::share(derivation))
    }

    fn silences(&mut self) {
        let silences: Vec<&Silence> =
            self.story.collation.silences.iter().filter(|silence| !silence.points.is_empty()).collect();
        if silences.is_empty() {
            return;
        }
        self.heading("Silent on what was told before");
        for silence in silences.iter().take(LINES) {
            let told: Vec<&Point> = silence.points.iter().filter_map(|id| self.story.point(id)).collect();
            let mut abouts: Vec<String> = told.iter().take(3).map(|point| clip(&point.about, 48)).collect();
            if told.len() > 3 {
                abouts.push(format!("{} more", told.len() - 3));
            }
            let line = format!("{}: {}", self.story.label(&silence.report), abouts.join("; "));
            self.hanging(Ink::Faint, "  ", Ink::Faint, &line, "");
        }
        self.rest(silences.len(), LINES, "report");
    }

    fn wording(&mut self) {
        let wording: Vec<&Wording> =
            self.story.collation.wording.iter().filter(|wording| wording.terms.len() > 1).collect();
        if wording.is_empty() {
            return;
        }
        self.heading("Words for the same thing");
        for contrast in wording.iter().take(LINES) {
            let terms: Vec<String> = contrast
                .terms
                .iter()
                .map(|term| {
                    let mut reports: Vec<String> =
                        term.spans.iter().map(|span| self.story.handle(&span.report)).collect();
                    reports.sort_unstable();
                    reports.dedup();
                    let loaded = if term.loaded { ", loaded" } else { "" };
                    format!("“{}” ({}{loaded})", term.term, reports.join(", "))
                })
                .collect();
            self.hanging(
                Ink::Faint,
                "  ",
                Ink::Faint,
                &format!("{}: {}", contrast.about, terms.join(" · ")),
                "",
            );
        }
        self.rest(wording.len(), LINES, "contrast");
    }

    fn reports(&mut self) {
        self.heading("Reports");
        for report in &self.story.collation.reports {
            let label = self.story.label(&report.id);
            let date = report.published.as_deref().map_or("undated".to_owned(), day);
            let title = report.title.as_deref().unwrap_or("no title");
            let line = format!("{date}, {title}");
            let outlet = if label == report.id { "outlet unknown" } else { &label };
            self.hanging(Ink::Faint, "  ", Ink::Faint, &format!("{outlet}, {line}"), &report.id);
        }
    }

    fn notes(&mut self) {
        let story = self.story;
        let notes: Vec<_> = story
            .collation
            .reports
            .iter()
            .flat_map(|report| report.notes.iter().map(move |note| (report, note)))
            .filter(|(_, note)| note.severity == Severity::Warning)
            .collect();
        if notes.is_empty() {
            return;
        }
        self.heading("Notes");
        for (report, note) in notes {
            let handle = self.story.handle(&report.id);
            self.hanging(Ink::Warning, &format!("  {handle} "), Ink::Faint, &note.message, "");
        }
    }

    fn heading(&mut self, text: &str) {
        self.out.push('\n');
        self.paragraph(Ink::Heading, &text.to_uppercase(), 0);
    }

    fn rest(&mut self, all: usize, limit: usize, noun: &str) {
        if all > limit {
            self.paragraph(Ink::Faint, &format!("… and {}", count(all - limit, &format!("more {noun}"))), 2);
        }
    }

    fn paragraph(&mut self, ink: Ink, text: &str, indent: usize) {
        for line in wrap(&shown(text), self.columns - indent.min(self.columns / 2)) {
            self.out.push_str(&" ".repeat(indent.min(self.columns / 2)));
            self.ink(ink, &line);
            self.out.push('\n');
        }
    }

    /// A paragraph that hangs from `mark`, with `id` at the right end of its first line where it fits.
    fn hanging(&mut self, mark_ink: Ink, mark: &str, ink: Ink, text: &str, id: &str) {
        let mark = shown(mark);
        let id = shown(id);
        let indent = width(&mark).min(self.columns / 2);
        let reserved = if id.is_empty() { 0 } else { width(&id) + 2 };
        let lines = wrap(&shown(text), self.columns.saturating_sub(indent + reserved).max(20));
        for (number, line) in lines.iter().enumerate() {
            if number == 0 {
                self.ink(mark_ink, &mark);
            } else {
                self.out.push_str(&" ".repeat(indent));
            }
            self.ink(ink, line);
            if number == 0 && !id.is_empty() {
                let gap = self.columns.saturating_sub(indent + width(line) + width(&id)).max(1);
                self.out.push_str(&" ".repeat(gap));
                self.ink(Ink::Faint, &id);
            }
            self.out.push('\n');
        }
    }

    fn ink(&mut self, ink: Ink, text: &str) {
        let code = match ink {
            Ink::Title => "1;4",
            Ink::Heading | Ink::Value => "1",
            Ink::Faint => "",
            Ink::Warning => "33",
            Ink::Mark(Group::Contested) => "1;31",
            Ink::Mark(Group::Changing) => "1;34",
            Ink::Mark(Group::Agreed) => "1;36",
            Ink::Mark(Group::Scope) => "1;35",
            Ink::Mark(Group::OneOrigin) => "2",
        };
        if self.colour && !code.is_empty() {
            self.out.push_str(&format!("\u{1b}[{code}m{text}\u{1b}[0m"));
        } else {
            self.out.push_str(text);
        }
    }
}

/// Whether an id only spells a name once more: `radio-aldra` and "Radio Aldra".
fn names_the_same(name: &str, id: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    letters(name) == letters(id)
}

const HELD: &str = "report ";
const SOURCE: &str = "source ";

fn above(derivation: &Derivation) -> String {
    match (&derivation.from, &derivation.source) {
        (Some(report), _) => format!("{HELD}{report}"),
        (None, Some(source)) => format!("{SOURCE}{source}"),
        (None, None) => format!("{SOURCE}a source not held"),
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
