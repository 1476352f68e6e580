//! What each report leaves out, the words that it uses, what it is called, and the trouble with it.

use std::borrow::Cow;

use crate::contract::{Point, Silence, Term, Wording};
use crate::note::Severity;
use crate::render::words::{clip, day, shown, width};

use super::{Account, Ink};

const SILENT: usize = 6;
const LINES: usize = 8;
const USERS: usize = 3;
const REPORTS: usize = 40;
/// Columns of an id that is worth showing.
const ID: usize = 18;

impl Account<'_, '_> {
    pub(super) fn silences(&mut self) {
        let silences: Vec<&Silence> =
            self.story.collation.silences.iter().filter(|silence| !silence.points.is_empty()).collect();
        if silences.is_empty() {
            return;
        }
        self.heading("Silent on what was told before");
        for silence in silences.iter().take(SILENT) {
            let line = self.untold(silence);
            self.hanging(Ink::Faint, "  ", Ink::Faint, &line, "");
        }
        self.rest(silences.len(), SILENT, "report");
    }

    /// What one report leaves out, in one line.
    fn untold(&self, silence: &Silence) -> String {
        let told: Vec<&Point> = silence.points.iter().filter_map(|id| self.story.point(id)).collect();
        let outlet = clip(&shown(&self.story.label(&silence.report)), self.columns / 3);
        let more = match told.len().saturating_sub(2) {
            0 => String::new(),
            more => format!("; {more} more"),
        };
        let room = self.columns.saturating_sub(width(&outlet) + width(&more) + 6);
        let abouts: Vec<String> =
            told.iter().take(2).map(|point| clip(&shown(&point.about), room / told.len().min(2))).collect();
        format!("{outlet}: {}{more}", abouts.join("; "))
    }

    pub(super) fn wording(&mut self) {
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
                    let loaded = if term.loaded { ", loaded" } else { "" };
                    format!("“{}” ({}{loaded})", term.term, self.users(term))
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

    /// Who uses a term: the first few by name.
    fn users(&self, term: &Term) -> String {
        let mut reports: Vec<String> = Vec::new();
        for label in term.spans.iter().map(|span| self.story.label(&span.report)) {
            if !reports.contains(&label) {
                reports.push(label);
            }
        }
        let more = reports.len().saturating_sub(USERS);
        reports.truncate(USERS);
        if more > 0 {
            reports.push(format!("{more} more"));
        }
        reports.join(", ")
    }

    pub(super) fn reports(&mut self) {
        self.heading("Reports");
        let reports = &self.story.collation.reports;
        for report in reports.iter().take(REPORTS) {
            let date = report.published.as_deref().map_or("undated".to_owned(), day);
            let lead = format!("{}, {date}: ", self.story.label(&report.id));
            // An address is no name that a line has room for; the JSON and the page have it.
            let id = Some(report.id.as_str()).filter(|id| width(id) <= ID).unwrap_or_default();
            let title = report.title.as_deref().map_or(Cow::Borrowed("no title"), shown);
            let room = self.columns.saturating_sub(width(&shown(&lead)) + width(id) + 4);
            self.hanging(Ink::Faint, "  ", Ink::Faint, &format!("{lead}{}", clip(&title, room.max(24))), id);
        }
        self.rest(reports.len(), REPORTS, "report");
    }

    pub(super) fn notes(&mut self) {
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
        let all = notes.len();
        for (report, note) in notes.into_iter().take(LINES) {
            let label = self.story.label(&report.id);
            let message = self.story.retold(&note.message);
            self.paragraph(Ink::Warning, &format!("{label}: {message}"), 2);
        }
        self.rest(all, LINES, "note");
    }
}
