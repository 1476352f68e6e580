//! The explanation of one item: its sentences in context, on whose word, and the rule that made it.

use crate::contract::{
    Claim, Collation, Derivation, Entity, Origin, Point, Quantity, Report, Span, Time, Wording,
};
use crate::render::labels::{self, Group};
use crate::render::story::Story;
use crate::render::words::{clip, count, day, number, shown, wrap};

const COLUMNS: usize = 96;
const MANY: usize = 12;

/// Explains the item with the id `id`, as text of at most 96 columns; `None` where nothing has that id.
///
/// An id is that of a point, claim, origin, entity, quantity, time or report. Derivations and contrasts of wording
/// have none in the contract: `d1` is the first derivation, `w1` the first contrast.
pub fn explain(collation: &Collation, id: &str) -> Option<String> {
    let story = Story::new(collation);
    let mut sheet = Sheet { story: &story, out: String::new() };
    if let Some(point) = story.point(id) {
        sheet.point(point);
    } else if let Some(claim) = story.claim(id) {
        sheet.claim(claim);
    } else if let Some(origin) = story.origin(id) {
        sheet.origin(origin);
    } else if let Some(entity) = story.entity(id) {
        sheet.entity(entity);
    } else if let Some(quantity) = story.quantity(id) {
        sheet.quantity(quantity);
    } else if let Some(time) = story.time(id) {
        sheet.time(time);
    } else if let Some(report) = story.report(id) {
        sheet.report(report);
    } else if let Some(derivation) = numbered(id, 'd', &collation.derivations) {
        sheet.derivation(derivation);
    } else {
        sheet.wording(numbered(id, 'w', &collation.wording)?);
    }
    Some(sheet.out)
}

fn numbered<'a, T>(id: &str, letter: char, items: &'a [T]) -> Option<&'a T> {
    let number: usize = id.strip_prefix(letter)?.parse().ok()?;
    items.get(number.checked_sub(1)?)
}

struct Sheet<'s, 'a> {
    story: &'s Story<'a>,
    out: String,
}

impl Sheet<'_, '_> {
    fn point(&mut self, point: &Point) {
        self.line(0, &format!("Point {}: {}", point.id, point.about));
        let group = Group::of(point).label();
        self.line(2, &format!("{} ({})", group.name, labels::dimension(point.dimension)));
        self.line(2, &format!("Why: {}", self.story.retold(&point.why)));
        for reading in &point.readings {
            self.gap();
            let told = format!(
                "{}, {}",
                count(reading.reports.len(), "report"),
                count(reading.origins.len(), "origin")
            );
            self.line(0, &format!("“{}”: {told}", reading.value));
            for claim in reading.claims.iter().filter_map(|id| self.story.claim(id)).take(MANY) {
                self.line(2, &format!("{} {}", claim.id, self.chain(claim)));
                self.context(&claim.span, 4);
            }
            self.left_out(reading.claims.len(), 2);
        }
    }

    fn claim(&mut self, claim: &Claim) {
        self.line(0, &format!("Claim {} in {}", claim.id, self.named(&claim.report)));
        self.context(&claim.span, 2);
        self.gap();
        self.line(0, "What is claimed");
        for part in &claim.content {
            self.line(2, &format!("“{}”", part.text));
        }
        let negated = if claim.negated { ", negated" } else { "" };
        self.line(2, &format!("put {}{negated}", labels::modality(claim.modality)));
        self.gap();
        self.line(0, &format!("On whose word: {}", self.chain(claim)));
        for link in &claim.attribution {
            let part = |span: &Option<Span>| match span {
                Some(span) => format!("“{}”", span.text),
                None => "not in the text".to_owned(),
            };
            self.line(
                2,
                &format!(
                    "source {}, cue {}: {}, {}",
                    part(&link.source),
                    part(&link.cue),
                    labels::manner(link.manner),
                    labels::stance(link.stance),
                ),
            );
        }
        if let Some(origin) = self.story.origin(&claim.origin) {
            self.line(2, &format!("rests on {} {}, {}", origin.id, origin.name, labels::origin(origin.kind)));
        }
        self.measured(claim);
        self.gap();
        self.line(0, &format!("Made by: {}", claim.by));
        if let Some(rule) = labels::rule(&claim.by) {
            self.line(2, rule);
        }
        for point in self.story.points_of_claim(&claim.id) {
            let group = Group::of(point).label().tally;
            self.line(0, &format!("Gives a reading of {}: {} ({group})", point.id, point.about));
        }
    }

    fn measured(&mut self, claim: &Claim) {
        let quantities = claim.quantities.iter().filter_map(|id| self.story.quantity(id));
        let times = claim.times.iter().filter_map(|id| self.story.time(id));
        let lines: Vec<String> = quantities
            .map(|quantity| format!("{} “{}”: {}", quantity.id, quantity.span.text, amount(quantity)))
            .chain(times.map(|time| format!("{} “{}”: {}", time.id, time.span.text, moment(time))))
            .collect();
        if !lines.is_empty() {
            self.gap();
            self.line(0, "Numbers and times");
            for line in lines {
                self.line(2, &line);
            }
        }
    }

    fn origin(&mut self, origin: &Origin) {
        self.line(0, &format!("Origin {}: {} ({})", origin.id, origin.name, labels::origin(origin.kind)));
        let claims: Vec<&Claim> =
            self.story.collation.claims.iter().filter(|claim| claim.origin == origin.id).collect();
        self.line(2, &format!("{} rest on it", count(claims.len(), "claim")));
        for claim in claims.iter().take(MANY) {
            self.gap();
            self.line(2, &format!("{} {}", claim.id, self.chain(claim)));
            self.context(&claim.span, 4);
        }
        self.left_out(claims.len(), 2);
    }

    fn entity(&mut self, entity: &Entity) {
        self.line(0, &format!("Entity {}: {} ({})", entity.id, entity.name, labels::entity(entity.kind)));
        if !entity.aliases.is_empty() {
            self.line(2, &format!("also: {}", entity.aliases.join(", ")));
        }
        self.line(2, &count(entity.mentions.len(), "mention"));
        for mention in entity.mentions.iter().take(MANY) {
            self.gap();
            self.line(2, &self.named(&mention.report));
            self.context(mention, 4);
        }
        self.left_out(entity.mentions.len(), 2);
    }

    fn quantity(&mut self, quantity: &Quantity) {
        self.line(0, &format!("Quantity {} in {}", quantity.id, self.named(&quantity.span.report)));
        self.line(2, &amount(quantity));
        if let Some(of) = &quantity.of {
            self.line(2, &format!("counts “{}”", of.text));
        }
        self.context(&quantity.span, 2);
    }

    fn time(&mut self, time: &Time) {
        self.line(0, &format!("Time {} in {}", time.id, self.named(&time.span.report)));
        self.line(2, &moment(time));
        self.context(&time.span, 2);
    }

    fn report(&mut self, report: &Report) {
        self.line(0, &format!("Report {}", self.named(&report.id)));
        self.line(2, report.title.as_deref().unwrap_or("no title"));
        self.line(2, &format!("read from {}, sha256 {}", report.path, report.sha256));
        if let Some(url) = &report.url {
            self.line(2, url);
        }
        let known = report.published_from.map_or("no date was found", labels::published_from);
        self.line(2, &format!("publication date: {known}"));
        let claims = self.story.collation.claims.iter().filter(|claim| claim.report == report.id).count();
        self.line(2, &count(claims, "claim"));
        for derivation in self.story.collation.derivations.iter() {
            if derivation.to == report.id || derivation.from.as_deref() == Some(&report.id) {
                self.line(2, &self.way(derivation));
            }
        }
        for note in &report.notes {
            self.line(2, &format!("note: {}", note.message));
        }
    }

    fn derivation(&mut self, derivation: &Derivation) {
        self.line(0, &self.way(derivation));
        for reason in &derivation.evidence {
            self.line(2, reason);
        }
        for passage in derivation.passages.iter().take(MANY) {
            self.gap();
            if let Some(from) = &passage.from {
                self.line(2, &self.named(&from.report));
                self.context(from, 4);
            }
            self.line(2, &self.named(&passage.to.report));
            self.context(&passage.to, 4);
        }
        self.left_out(derivation.passages.len(), 2);
    }

    fn wording(&mut self, wording: &Wording) {
        self.line(0, &format!("Words for {}", wording.about));
        for term in &wording.terms {
            self.gap();
            let loaded = if term.loaded { " (loaded by the lexicon)" } else { "" };
            self.line(0, &format!("“{}”{loaded}: {}", term.term, count(term.spans.len(), "time")));
            for span in term.spans.iter().take(MANY) {
                self.line(2, &self.named(&span.report));
                self.context(span, 4);
            }
            self.left_out(term.spans.len(), 2);
        }
    }

    fn chain(&self, claim: &Claim) -> String {
        let mut chain = vec![self.story.label(&claim.report)];
        chain.extend(self.story.speakers(claim));
        chain.join(", citing ")
    }

    fn named(&self, report: &str) -> String {
        let date = self.story.report(report).and_then(|report| report.published.as_deref());
        format!("{report} ({}, {})", self.story.label(report), date.map_or("undated".to_owned(), day))
    }

    fn way(&self, derivation: &Derivation) -> String {
        let from = match (&derivation.from, &derivation.source) {
            (Some(from), _) => self.named(from),
            (None, Some(source)) => format!("{source} (not among the reports)"),
            (None, None) => "a source not held".to_owned(),
        };
        format!(
            "{} {} {from}: {}",
            self.named(&derivation.to),
            labels::derivation(derivation.kind),
            labels::share(derivation)
        )
    }

    /// The paragraph of a span, the span between brackets; of a long paragraph only what stands around the span.
    fn context(&mut self, span: &Span, indent: usize) {
        const AROUND: usize = 240;
        let Some(report) = self.story.report_index(&span.report) else { return };
        let (start, end) = self.story.paragraph(span).unwrap_or((span.start, span.end));
        let (from, to) =
            (start.max(span.start.saturating_sub(AROUND)), end.min(span.end.saturating_add(AROUND)));
        let before = self.story.slice(report, from, span.start);
        let after = self.story.slice(report, span.end, to);
        let open = if from > start { "… " } else { "" };
        let close = if to < end { " …" } else { "" };
        let text = self.story.slice(report, span.start, span.end);
        self.line(indent, &format!("{open}{before}⟦{text}⟧{after}{close}"));
    }

    fn left_out(&mut self, all: usize, indent: usize) {
        if all > MANY {
            self.line(indent, &format!("… and {} more", all - MANY));
        }
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn line(&mut self, indent: usize, text: &str) {
        for line in wrap(&shown(text), COLUMNS - indent) {
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&line);
            self.out.push('\n');
        }
    }
}

/// A quantity in words: "at least 12 person, killed".
pub(crate) fn amount(quantity: &Quantity) -> String {
    let value = match (quantity.low, quantity.high) {
        (Some(low), Some(high)) if low == high => number(low),
        (Some(low), Some(high)) => format!("{} to {}", number(low), number(high)),
        (Some(low), None) => format!("{} or more", number(low)),
        (None, Some(high)) => format!("{} or fewer", number(high)),
        (None, None) => "no value".to_owned(),
    };
    let mut words = format!("{value} ({})", labels::bound(quantity.bound));
    for part in [&quantity.unit, &quantity.measure].into_iter().flatten() {
        words.push_str(", ");
        words.push_str(&clip(part, 40));
    }
    words
}

/// A time in words: "DATE 2024-11, counted from the publication date".
fn moment(time: &Time) -> String {
    let value = time.value.as_deref().unwrap_or("unresolved");
    let anchor = time.anchor.map_or("", labels::anchor);
    let modifier = time.modifier.map_or("", labels::modifier);
    format!("{} {value}{modifier}{anchor}", labels::time(time.kind))
}
