//! The account of a story for a terminal: the most important first, every line with its cites.

use crate::contract::Collation;
use crate::render::labels::Group;
use crate::render::story::Story;
use crate::render::words::{count, shown, width, wrap};

mod details;
mod overview;
mod reports;
mod tree;

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

/// The account: in one screen what is contested, changes and is agreed, then each point with its cites, who draws on
/// whom, and who is silent.
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
    account.overview();
    account.details();
    account.derivations();
    account.silences();
    account.wording();
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

impl Account<'_, '_> {
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
