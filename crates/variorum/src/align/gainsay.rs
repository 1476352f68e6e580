//! Two statements on one matter: whether the numbers and dates of one bear out or gainsay those of the other.
//!
//! A story's figures are put together by all that the reports tell (see the series); here two sentences are all there
//! is. Bounds are taken at their word: 58 bears out "more than 40".

use std::collections::BTreeSet;

use super::lexicon;
use crate::annotate::quantity::unit::is_currency;
use crate::annotate::{Annotated, Bound, Quantity, Time, TimeKind};
use crate::days::{Days, MONTHS};

/// How one statement stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The other bears it out.
    Supports,
    /// Both can't hold.
    Refutes,
    /// The other does not tell.
    Unclear,
}

/// Least ratio of two numbers that can be versions of one, where the claim gives a bound.
const COMPARABLE: f64 = 0.5;
/// The same where the claim gives the number itself, or where the evidence holds several numbers of the kind.
const CLOSE: f64 = 0.9;
/// Least share of the claim's words that the evidence has, for numbers, for dates, and for words alone.
const SHARED_NUMBER: f64 = 0.3;
const SHARED_DATE: f64 = 0.7;
const SHARED_WORDS: f64 = 0.45;

/// How `evidence` stands to `claim`, each a sentence or two.
pub fn compare(claim: &Annotated, evidence: &Annotated) -> Verdict {
    let shared = shared_words(claim, evidence);
    let same_time = same_time(claim, evidence);
    let matches: Vec<Match> =
        counts(claim).map(|quantity| number(claim, quantity, evidence, shared)).collect();
    let other_time = same_time == Some(false) || same_time.is_none() && other_day(claim, evidence);
    let has = |wanted: Match| matches.contains(&wanted);
    if has(Match::Clash) && !other_time || matches.is_empty() && dates_clash(claim, evidence, shared) {
        return Verdict::Refutes;
    }
    if same_time == Some(false) {
        return Verdict::Unclear;
    }
    let open = has(Match::Clash) || has(Match::Apart);
    let told = has(Match::Same) && !has(Match::Absent);
    if !open && (told || has(Match::Same) || shared >= SHARED_WORDS) {
        Verdict::Supports
    } else {
        Verdict::Unclear
    }
}

/// What the evidence says of one number of the claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match {
    /// The same, or a number that implies it.
    Same,
    /// A number that leaves it open.
    Possible,
    /// No number of the kind.
    Absent,
    /// Numbers of the kind, none of which fits, but not surely of the same thing.
    Apart,
    /// Numbers of the kind, none of which fits.
    Clash,
}

/// The quantities that count or measure something other than time.
fn counts(report: &Annotated) -> impl Iterator<Item = &Quantity> {
    let is_span = |unit: &str| matches!(unit, "year" | "month" | "week" | "day" | "hour");
    report.quantities.iter().filter(move |quantity| !quantity.unit.as_deref().is_some_and(is_span))
}

fn number(claim: &Annotated, quantity: &Quantity, evidence: &Annotated, shared: f64) -> Match {
    let kind = kind(claim, quantity);
    let rate = is_rate(claim, quantity);
    let others: Vec<&Quantity> = evidence
        .quantities
        .iter()
        .filter(|other| !(is_rate(evidence, other) && other.unit.is_some()))
        .collect();
    let bare = |other: &&&Quantity| self::kind(evidence, other).is_none() && !is_rate(evidence, other);
    let mut alike: Vec<&Quantity> = others
        .iter()
        .copied()
        .filter(|other| {
            self::kind(evidence, other) == kind && (kind.is_some() || is_rate(evidence, other) == rate)
        })
        .collect();
    let countable = kind.as_deref().is_some_and(|kind| kind != "percent" && !is_currency(kind));
    let loose: Vec<&Quantity> =
        if countable { others.iter().filter(bare).copied().collect() } else { Vec::new() };
    if alike.is_empty() && evidence.quantities.len() <= 3 {
        alike.extend(loose.first());
    }
    if alike.is_empty() {
        return Match::Absent;
    }
    let own = Limits::of(quantity);
    let all = || alike.iter().chain(&loose).map(|other| Limits::of(other));
    let near = |other: &&Quantity| closeness(quantity, other);
    let best = alike.iter().copied().max_by(|a, b| near(a).total_cmp(&near(b)));
    let best = best.map_or(0.0, |best| if own.meets(Limits::of(best)) { 0.0 } else { near(&best) });
    let bounded = !matches!(quantity.bound, Bound::Exact | Bound::About | Bound::Range);
    if all().any(|other| own.meets(other)) {
        let rival = alike
            .iter()
            .chain(&loose)
            .any(|other| own.meets(Limits::of(other)) && near(other) >= CLOSE - 0.1);
        return match () {
            () if bounded && alike.len() > 1 && best >= CLOSE && !rival => Match::Clash,
            () if all().any(|other| own.holds(other)) => Match::Same,
            () => Match::Possible,
        };
    }
    let sure = if bounded { best >= COMPARABLE } else { best >= CLOSE && shared >= SHARED_NUMBER };
    if sure && (kind.is_some() || rate) { Match::Clash } else { Match::Apart }
}

/// What a number may stand for, its bound taken at its word.
#[derive(Debug, Clone, Copy)]
struct Limits {
    low: f64,
    high: f64,
    /// Whether the limits themselves belong to it.
    closed: (bool, bool),
}

impl Limits {
    fn of(quantity: &Quantity) -> Limits {
        let low = quantity.low.unwrap_or(f64::NEG_INFINITY);
        let high = quantity.high.unwrap_or(f64::INFINITY);
        let number = figure(quantity);
        match quantity.bound {
            Bound::MoreThan => Limits { low: number, high: f64::INFINITY, closed: (false, true) },
            Bound::AtLeast => Limits { low: number, high: f64::INFINITY, closed: (true, true) },
            Bound::LessThan => Limits { low: f64::NEG_INFINITY, high: number, closed: (true, false) },
            Bound::AtMost => Limits { low: f64::NEG_INFINITY, high: number, closed: (true, true) },
            Bound::About => Limits { low: number * 0.95, high: number * 1.05, closed: (true, true) },
            Bound::Exact | Bound::Range => Limits { low, high, closed: (true, true) },
        }
    }

    fn meets(self, other: Limits) -> bool {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        let closed = |limits: Limits| {
            (limits.low != low || limits.closed.0) && (limits.high != low || limits.closed.1)
        };
        low < high || low == high && closed(self) && closed(other)
    }

    /// Whether all that `other` may stand for fits.
    fn holds(self, other: Limits) -> bool {
        self.low <= other.low && other.high <= self.high && self.meets(other)
    }
}

/// The number as written; of a range, its lower end.
fn figure(quantity: &Quantity) -> f64 {
    quantity.low.or(quantity.high).unwrap_or(0.0)
}

fn closeness(one: &Quantity, other: &Quantity) -> f64 {
    let (one, other) = (figure(one), figure(other));
    if one > 0.0 && other > 0.0 { one.min(other) / one.max(other) } else { 0.0 }
}

/// "68 out of 100", "7.1/10".
fn is_rate(report: &Annotated, quantity: &Quantity) -> bool {
    let words = quantity.span.of(&report.report.text);
    words.contains(" out of ") || words.contains('/')
}

/// Nouns of one count under another name.
const KIN: &[(&str, &str)] = &[("critic", "review"), ("reviewer", "review"), ("infected", "case")];

fn kin(word: &str) -> Option<&'static str> {
    KIN.iter().find(|(one, _)| *one == word).map(|(_, class)| *class)
}

/// What is counted or measured, as a class; `None` for a bare number.
fn kind(report: &Annotated, quantity: &Quantity) -> Option<String> {
    if let Some(measure) = quantity.measure.as_deref() {
        return Some(kin(measure).unwrap_or(lexicon::measure(measure)).to_owned());
    }
    let unit = quantity.unit.as_deref()?;
    if unit != "person" {
        return Some(kin(unit).unwrap_or(unit).to_owned());
    }
    let words = quantity.of.map_or("", |of| of.of(&report.report.text)).to_lowercase();
    let class = words.split_whitespace().find_map(|word| kin(word.strip_suffix('s').unwrap_or(word)));
    Some(class.map_or_else(
        || format!("person {}", words.split_whitespace().next().unwrap_or_default()),
        str::to_owned,
    ))
}

/// How many of the claim's content words the evidence has, as a share.
fn shared_words(claim: &Annotated, evidence: &Annotated) -> f64 {
    let (claim, evidence) = (content_words(claim), content_words(evidence));
    claim.intersection(&evidence).count() as f64 / claim.len().max(1) as f64
}

fn content_words(report: &Annotated) -> BTreeSet<String> {
    let content = |tag: &str| tag.starts_with("NN") || tag.starts_with("VB") || tag.starts_with("JJ");
    let tokens = (0..report.doc.len()).map(|index| report.doc.token(index));
    tokens
        .filter(|token| content(token.tag()) && token.text().contains(char::is_alphabetic))
        .map(|token| token.lemma().to_lowercase())
        .filter(|lemma| {
            lemma.len() > 1 && !matches!(lemma.as_str(), "be" | "have" | "more" | "less" | "total" | "new")
        })
        .filter(|lemma| !MONTHS.contains(&lemma.as_str()))
        .map(|lemma| kin(&lemma).map_or(lemma, str::to_owned))
        .collect()
}

/// The dates of a statement with the days they stand for, and the preposition before each.
fn dates(report: &Annotated) -> Vec<(&str, Days)> {
    let date = |time: &&Time| time.kind == TimeKind::Date;
    let known = report
        .times
        .iter()
        .filter(date)
        .filter_map(|time| Some((preposition(report, time), Days::of_value(time.value.as_deref()?)?)));
    known.collect()
}

/// The nearest preposition among the three words before a time.
fn preposition<'r>(report: &'r Annotated, time: &Time) -> &'r str {
    let first = report.doc.tokens.partition_point(|token| token.end <= time.span.start);
    let words = (first.saturating_sub(3)..first).rev().map(|index| report.doc.token(index).text());
    let is_known = |word: &&str| {
        let word = word.to_lowercase();
        matches!(
            word.as_str(),
            "before" | "after" | "since" | "by" | "until" | "of" | "on" | "in" | "from" | "at"
        )
    };
    words.into_iter().find(is_known).unwrap_or("")
}

/// Whether the evidence has a date for each of the claim's; `None` where one of them gives none.
fn same_time(claim: &Annotated, evidence: &Annotated) -> Option<bool> {
    let (own, others) = (dates(claim), dates(evidence));
    if own.is_empty() || others.is_empty() {
        return None;
    }
    let fits = |&(word, days): &(&str, Days)| {
        others.iter().any(|(_, other)| match word.to_lowercase().as_str() {
            "before" => other.first < days.first,
            "after" | "since" => other.last > days.last,
            _ => other.meets(days),
        })
    };
    Some(own.iter().all(fits))
}

/// Whether both name days of a month, the year left out, and not the same ones.
fn other_day(claim: &Annotated, evidence: &Annotated) -> bool {
    let (own, others) = (month_days(claim), month_days(evidence));
    !own.is_empty() && !others.is_empty() && !own.iter().all(|day| others.contains(day))
}

fn month_days(report: &Annotated) -> Vec<(usize, u32)> {
    let of_words = |words: &str| {
        let words = words.to_lowercase();
        let parts = || words.split(|c: char| !c.is_alphanumeric());
        let month = parts().find_map(|part| MONTHS.iter().position(|month| *month == part))?;
        let number = |part: &str| part.trim_end_matches(char::is_alphabetic).parse::<u32>().ok();
        let day = parts().filter_map(number).find(|day| (1..=31).contains(day))?;
        Some((month, day))
    };
    let dates = report.times.iter().filter(|time| time.kind == TimeKind::Date);
    dates.filter_map(|time| of_words(time.span.of(&report.report.text))).collect()
}

/// Whether a claim that a thing happened on a day meets evidence that it happened on another.
fn dates_clash(claim: &Annotated, evidence: &Annotated, shared: f64) -> bool {
    let (own, others) = (dates(claim), dates(evidence));
    let ([(_, day)], [(_, other)]) = (own.as_slice(), others.as_slice()) else { return false };
    let length = |days: &Days| (days.last - days.first).get_days();
    same_time(claim, evidence) == Some(false) && length(other) <= length(day) && shared >= SHARED_DATE
}
