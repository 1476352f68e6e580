//! Which of two reports came first, as far as their dates tell.

use std::cmp::Ordering;

use jiff::civil::DateTime;

use crate::annotate::Annotated;
use crate::report::{Report, Stamp};

/// The reports from first to last, undated ones at the end, as indices. Reports of one day are put in order by their
/// ids, so that the order in which they were given does not matter.
pub(crate) fn order(reports: &[Annotated]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by_key(|&index| {
        let report = &reports[index].report;
        (
            report.published.is_none(),
            report.published.map(|stamp| stamp.date),
            moment(report),
            &report.id,
            index,
        )
    });
    order
}

/// Whether `one` appeared before or after `other`; `None` where the dates do not tell.
pub(crate) fn known_order(one: &Report, other: &Report) -> Option<Ordering> {
    let (first, second) = (one.published?, other.published?);
    let order = match (moment(one), moment(other)) {
        (Some(a), Some(b)) => a.cmp(&b),
        // Days are given in the outlet's own zone, so neighbouring days tell only roughly; without times they are
        // all there is.
        _ => first.date.cmp(&second.date),
    };
    (order != Ordering::Equal).then_some(order)
}

/// How much later `to` appeared than `from`, in words, where both are dated and it did.
pub(crate) fn delay(from: &Report, to: &Report) -> Option<String> {
    if let (Some(a), Some(b)) = (moment(from), moment(to)) {
        let minutes = b.duration_since(a).as_mins();
        return match minutes {
            ..=0 => None,
            1..=89 => Some(counted(minutes, "minute")),
            90..=2159 => Some(counted((minutes + 30) / 60, "hour")),
            _ => Some(counted((minutes + 720) / 1440, "day")),
        };
    }
    let (Stamp { date: a, .. }, Stamp { date: b, .. }) = (from.published?, to.published?);
    let days = b.duration_since(a).as_hours() / 24;
    (days > 0).then(|| counted(days, "day"))
}

fn counted(count: i64, unit: &str) -> String {
    if count == 1 { format!("one {unit}") } else { format!("{count} {unit}s") }
}

fn moment(report: &Report) -> Option<DateTime> {
    report.published?.utc.map(|(date, time)| DateTime::from_parts(date, time))
}
