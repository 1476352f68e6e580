//! Which report is which: repeats dropped, ids given.

use std::collections::{BTreeMap, BTreeSet};

use super::outlet;
use crate::note::Note;
use crate::report::Report;

/// Drops each report whose capture holds the same bytes as another's, and tells of it. Which one stays does not
/// depend on the order: it is the one whose path comes first in the alphabet.
pub fn drop_repeats(reports: &mut Vec<Report>) -> Vec<Note> {
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    for report in reports.iter() {
        let path = kept.entry(report.sha256.clone()).or_insert_with(|| report.path.clone());
        if report.path < *path {
            *path = report.path.clone();
        }
    }
    let mut seen = BTreeSet::new();
    let mut notes = Vec::new();
    reports.retain(|report| {
        let first = &kept[&report.sha256];
        if *first == report.path && seen.insert(report.sha256.clone()) {
            return true;
        }
        notes.push(Note::info(format!(
            "{}: the same bytes as {first}; given twice, read once. Take one of the two out to be rid of this note.",
            report.path
        )));
        false
    });
    notes.sort_by(|left, right| left.message.cmp(&right.message));
    notes
}

/// Gives every report an id that no other has: the given one, else a short one from its outlet or its file name. Of
/// reports with one id, all but the first in the order of their captures' hashes get a suffix, and a note.
pub fn assign_ids(reports: &mut [Report]) {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&left, &right| sort_key(&reports[left]).cmp(&sort_key(&reports[right])));
    let given: BTreeSet<String> =
        reports.iter().map(|report| report.id.clone()).filter(|id| !id.is_empty()).collect();
    let mut taken = BTreeSet::new();
    for index in order {
        let report = &mut reports[index];
        let is_given = !report.id.is_empty();
        let wanted = if is_given { report.id.clone() } else { short_name(report) };
        let free = |id: &String| !taken.contains(id) && (is_given || !given.contains(id));
        let id = std::iter::once(wanted.clone())
            .chain((2..).map(|number| format!("{wanted}-{number}")))
            .find(|id| free(id) && (*id == wanted || !given.contains(id)))
            .unwrap_or(wanted.clone());
        if is_given && id != wanted {
            report.notes.push(Note::warning(format!(
                "{}: another report has the id “{wanted}” too; this one is called “{id}”. Give each its own `id`.",
                report.path
            )));
        }
        taken.insert(id.clone());
        report.id = id;
    }
}

fn sort_key(report: &Report) -> (&str, &str) {
    (&report.sha256, &report.path)
}

/// The outlet in a few letters, else the name of the file.
fn short_name(report: &Report) -> String {
    let outlet = report.outlet.as_deref().map(|name| match outlet::host(name) {
        Some(host) => slug(host.split('.').next().unwrap_or_default()),
        None => slug(name.strip_prefix("The ").unwrap_or(name)),
    });
    let file = || {
        let name = report.path.rsplit(['/', '\\']).next().unwrap_or_default();
        let (name, number) = name.split_once('#').unwrap_or((name, ""));
        slug(&format!("{} {number}", name.split('.').next().unwrap_or_default()))
    };
    outlet
        .filter(|name| !name.is_empty())
        .or_else(|| Some(file()).filter(|name| !name.is_empty()))
        .unwrap_or_else(|| "report".to_owned())
}

/// Letters and digits in lower case, words parted by a hyphen, at most twenty-four characters.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for word in text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if !slug.is_empty() {
            if slug.len() + word.len() > 23 {
                break;
            }
            slug.push('-');
        }
        slug.extend(word.chars().take(24));
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(id: &str, outlet: &str, path: &str, sha256: &str) -> Report {
        Report {
            id: id.to_owned(),
            outlet: Some(outlet.to_owned()).filter(|name| !name.is_empty()),
            path: path.to_owned(),
            sha256: sha256.to_owned(),
            ..Report::default()
        }
    }

    fn ids(mut reports: Vec<Report>) -> BTreeMap<String, String> {
        assign_ids(&mut reports);
        reports.into_iter().map(|report| (report.path, report.id)).collect()
    }

    #[test]
    fn ids_are_unique_and_the_same_in_any_order() {
        let reports = vec![
            report("wire", "", "a.txt", "1"),
            report("wire", "", "b.txt", "2"),
            report("", "The Harbour Post", "c.txt", "3"),
            report("", "Harbour Post", "d.txt", "4"),
            report("", "valley.example", "e.txt", "5"),
            report("", "", "dir/f report.jsonl#7", "6"),
            report("wire-2", "", "g.txt", "0"),
        ];
        let expected = [
            ("a.txt", "wire"),
            ("b.txt", "wire-3"),
            ("c.txt", "harbour-post"),
            ("d.txt", "harbour-post-2"),
            ("dir/f report.jsonl#7", "f-report-7"),
            ("e.txt", "valley"),
            ("g.txt", "wire-2"),
        ];
        let given = ids(reports.clone());
        assert_eq!(given.iter().map(|(path, id)| (path.as_str(), id.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(ids(reports.into_iter().rev().collect()), given);
    }

    #[test]
    fn two_reports_with_one_id_are_told_apart_with_a_note() {
        let mut reports = vec![report("wire", "", "a.txt", "2"), report("wire", "", "b.txt", "1")];
        assign_ids(&mut reports);
        assert_eq!(
            reports[0].notes[0].message,
            "a.txt: another report has the id “wire” too; this one is called “wire-2”. Give each its own `id`."
        );
        assert!(reports[1].notes.is_empty());
    }

    #[test]
    fn a_report_given_twice_is_read_once() {
        for order in [["b.txt", "a.txt"], ["a.txt", "b.txt"]] {
            let mut reports: Vec<Report> = order.iter().map(|path| report("", "", path, "1")).collect();
            reports.push(report("", "", "c.txt", "2"));
            let notes = drop_repeats(&mut reports);
            assert_eq!(
                reports.iter().map(|report| report.path.as_str()).collect::<Vec<_>>(),
                ["a.txt", "c.txt"]
            );
            assert!(notes[0].message.starts_with("b.txt: the same bytes as a.txt"), "{notes:?}");
        }
        let mut reports = vec![report("", "", "a.txt", "1"), report("", "", "a.txt", "1")];
        assert_eq!((drop_repeats(&mut reports).len(), reports.len()), (1, 1));
    }
}
