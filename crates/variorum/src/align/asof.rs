//! As of when a figure is told: by the words around it, by the day its source spoke, else by the day of publication.

use jiff::civil::{Date, Time};

use variorum_spacy::Pos;

use super::context::{ClaimId, Context};
use crate::annotate::{Annotated, TimeKind};
use crate::claim::Claim;
use crate::days::Days;
use crate::text::Span;

/// As of when a figure is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AsOf {
    /// The day, where it is known.
    pub day: Option<Date>,
    /// Whether the words tell the day, and not only the publication.
    pub spoken: bool,
    /// The moment of publication in UTC, where the report carries one and the words tell no other day.
    pub moment: Option<(Date, Time)>,
    /// The outlet that tells it, where it is known: its later entries take the place of those before.
    pub outlet: Option<usize>,
    /// Whether the words give it as an earlier figure ("had put the toll at", "initially").
    pub earlier: bool,
    /// Whether the words give it as an update or as likely to change ("rose to", "so far").
    pub update: bool,
}

/// How two figures stand in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// As of the same day.
    Same,
    /// As of different times.
    Different,
    /// One or both carry no date.
    Unknown,
}

impl AsOf {
    /// As of when the figure at `figure` in that claim is told.
    pub fn of(context: &Context<'_>, id: ClaimId, figure: Span) -> AsOf {
        let report = context.report(id);
        let sentence = report.sentences.get(context.claim(id).sentence);
        let text =
            sentence.map_or("", |sentence| super::context::words(report, sentence.span)).to_lowercase();
        let earlier = contains_any(&text, EARLIER);
        let spoken = spoken_day(context, id, figure);
        let stamp = report.report.published;
        let same_day = stamp.filter(|stamp| spoken.is_none_or(|day| day == stamp.date));
        let moment = same_day.and_then(|stamp| stamp.utc);
        AsOf {
            day: spoken.or(stamp.map(|stamp| stamp.date)),
            spoken: spoken.is_some(),
            moment,
            outlet: context.outlets[id.0].filter(|_| moment.is_some()),
            earlier,
            update: !earlier && contains_any(&text, UPDATE),
        }
    }

    /// How this figure stands to another in time.
    pub fn order(self, other: AsOf) -> Order {
        if self.earlier != other.earlier {
            return Order::Different;
        }
        match (self.day, other.day) {
            (Some(one), Some(two)) if one != two => Order::Different,
            (Some(_), Some(_)) => Order::Same,
            _ => Order::Unknown,
        }
    }

    /// Whether this one is told at least an hour before the other, or at all before it by the same outlet.
    pub fn is_before(self, other: AsOf) -> bool {
        let minutes = |(date, time): (Date, Time)| {
            let days = i64::from(date.day_of_year()) + 366 * i64::from(date.year());
            days * 24 * 60 + i64::from(time.hour()) * 60 + i64::from(time.minute())
        };
        match (self.moment, other.moment) {
            (Some(one), Some(two)) => {
                let least = if self.outlet.is_some() && self.outlet == other.outlet { 1 } else { 60 };
                minutes(two) - minutes(one) >= least
            }
            _ => false,
        }
    }
}

const EARLIER: &[&str] = &[
    "earlier toll",
    "earlier death toll",
    "earlier count",
    "previous death toll",
    "earlier put",
    "earlier said",
    "had earlier",
    "had put",
    "previous",
    "previously",
    "initial toll",
    "initial report",
    "initial figure",
    "initially",
    "at first",
    "up from",
    "from an earlier",
    "revised from",
    "had said",
    "had been put",
];

const UPDATE: &[&str] = &[
    "so far",
    "as of ",
    "rose to",
    "risen to",
    "rises to",
    "rising to",
    "raised",
    "raises",
    "climbed to",
    "climbs to",
    "climbed",
    "jumped to",
    "grew to",
    "grown to",
    " reached",
    "now stands",
    "stands at",
    "stood at",
    "expected to rise",
    "could rise",
    "may rise",
    "likely to rise",
    "expected to increase",
    "updated",
    "revised",
    "new toll",
    "latest",
    "mounted to",
    "mounts to",
    "grows to",
    "growing to",
    "bringing the death toll",
    "bringing the toll",
    "bringing the number",
    "bringing the total",
    "brings the death toll",
    "brings the toll",
    " reaches",
    "jumps to",
    "soars to",
    "soared to",
    "swells to",
    "swelled to",
    "increases to",
    "increased to",
    "most recent",
    "and rising",
    "up from",
    "lowered",
    "reduced its",
];

fn contains_any(text: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| text.contains(phrase))
}

/// The day that the words around the figure give: "as of Tuesday", or a day beside the cue ("officials said Tuesday").
fn spoken_day(context: &Context<'_>, id: ClaimId, figure: Span) -> Option<Date> {
    let (report, claim) = (context.report(id), context.claim(id));
    let mut found = None;
    for (index, time) in report.times.iter().enumerate() {
        if !matches!(time.kind, TimeKind::Date | TimeKind::Time) || !claim.span.contains(time.span) {
            continue;
        }
        let outside = !claim.content.iter().any(|part| part.contains(time.span));
        let before = context.report(id).report.text.get(..time.span.start as usize).unwrap_or("");
        let explicit =
            ["as of", "as of late", "as of early", "by"].iter().any(|words| ends_with_words(before, words));
        let near = !time.span.overlaps(figure)
            && (explicit && claim.times.contains(&index) || outside && is_of_cue(report, claim, time.span));
        let days = time.value.as_deref().and_then(Days::of_value);
        if let Some(days) = days.filter(|days| near && days.first == days.last) {
            found = Some(days.first);
        }
    }
    found
}

/// Whether the time hangs on the verb of saying, and on no other: "after it collapsed on Thursday, authorities said"
/// tells the day of the collapse.
fn is_of_cue(report: &Annotated, claim: &Claim, time: Span) -> bool {
    let first = report.doc.tokens.partition_point(|token| token.start < time.start);
    let token = report.doc.tokens.get(first).map(|_| report.doc.token(first));
    let verb = token.and_then(|token| token.ancestors().find(|token| token.pos() == Pos::Verb));
    let cues = || claim.attribution.iter().filter_map(|link| link.cue);
    verb.is_none_or(|verb| cues().next().is_none() || cues().any(|cue| cue.overlaps(verb.bytes().into())))
}

/// Whether the text ends with these words, in any case.
fn ends_with_words(text: &str, words: &str) -> bool {
    let text = text.trim_end();
    let tail = text.len().checked_sub(words.len()).and_then(|start| text.get(start..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(words))
}
