//! What a user sees of each kind of input, good and bad.

use jiff::civil::date;

use super::{Extraction, assign_ids, check_dates, read, record};
use crate::capture::Capture;
use crate::note::Severity;

/// A page with an article, of our own invention.
const PAGE: &str = r#"<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>River rises at Oller | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<link rel="canonical" href="https://www.harbourpost.example/news/river-rises">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "River rises at Oller",
 "datePublished": "2026-03-02T21:30:00-05:00", "author": {"name": "Ana Novak"}}</script>
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav><main><article>
<h1>River rises at Oller</h1>
<p class="standfirst">Two hundred people left their homes as the water came.</p>
<p class="byline">By Ana Novak</p>
<figure><img src="a.jpg"><figcaption>The bridge at Oller on Monday.</figcaption></figure>
<p>The river Solm rose by two metres on Monday and flooded the lower town of Oller, the mayor,
<a href="/o">Ida Brandt</a>, said.</p>
<p>“We have 200 people in the school,” she told reporters. “Nobody was hurt.”</p>
<p>Follow us on Twitter</p>
<p>The bridge was closed in the evening; the water is expected to fall on Wednesday, according to the river office.</p>
<p><a href="/x">READ MORE: The flood of 1987</a></p>
</article></main><footer>© 2026 The Harbour Post. All rights reserved.</footer></body></html>"#;

fn extraction(path: &str, bytes: impl Into<Vec<u8>>) -> Extraction {
    read(&Capture::new(path, bytes))
}

/// The sections of the only report, one a line.
fn sections(extraction: &Extraction) -> String {
    let report = &extraction.reports[0];
    report
        .sections
        .iter()
        .map(|section| format!("{:?}: {}\n", section.kind, section.span.of(&report.text)))
        .collect()
}

/// All that is noted, beside and within the reports.
fn notes(extraction: &Extraction) -> Vec<String> {
    let within = extraction.reports.iter().flat_map(|report| &report.notes);
    extraction.notes.iter().chain(within).map(|note| note.message.clone()).collect()
}

#[test]
fn a_page_gives_its_article_and_who_published_it_when() {
    let extraction = extraction("river.html", PAGE);
    assert_eq!(
        sections(&extraction),
        "Headline: River rises at Oller\n\
         Standfirst: Two hundred people left their homes as the water came.\n\
         Byline: By Ana Novak\n\
         Caption: The bridge at Oller on Monday.\n\
         Body: The river Solm rose by two metres on Monday and flooded the lower town of Oller, the mayor, Ida Brandt, said.\n\
         Body: “We have 200 people in the school,” she told reporters. “Nobody was hurt.”\n\
         Boilerplate: Follow us on Twitter\n\
         Body: The bridge was closed in the evening; the water is expected to fall on Wednesday, according to the river office.\n\
         Boilerplate: READ MORE: The flood of 1987\n"
    );
    let report = &extraction.reports[0];
    assert_eq!(report.title.as_deref(), Some("River rises at Oller"));
    assert_eq!(report.outlet.as_deref(), Some("The Harbour Post"));
    assert_eq!(report.url.as_deref(), Some("https://www.harbourpost.example/news/river-rises"));
    assert_eq!(report.byline, ["Ana Novak"]);
    assert_eq!(report.language.as_deref(), Some("en"));
    let stamp = report.published.expect("a date");
    assert_eq!(stamp.date, date(2026, 3, 2));
    assert_eq!(stamp.utc.map(|(day, _)| day), Some(date(2026, 3, 3)));
    assert!(notes(&extraction).is_empty());
}

#[test]
fn records_keep_their_own_bytes() {
    let file =
        "{\"id\": \"a\", \"text\": \"The river rose on Monday.\"}\r\n\n{\"text\": \"It fell on Friday.\"}\n";
    let extraction = extraction("solm.jsonl", file);
    let paths: Vec<&str> = extraction.reports.iter().map(|report| report.path.as_str()).collect();
    assert_eq!(paths, ["solm.jsonl#1", "solm.jsonl#3"]);
    for report in &extraction.reports {
        let bytes = record(&report.path, file.as_bytes()).expect("the record");
        assert_eq!(Capture::new("", bytes).sha256(), report.sha256);
    }
    assert_eq!(record("solm.jsonl#2", file.as_bytes()), None);
    assert_eq!(record("solm.txt", b"all").as_deref(), Some(&b"all"[..]));
}

#[test]
fn bad_input_gives_a_note_that_names_the_file_and_the_remedy() {
    let broken =
        [&b"The caf\xC3\xA9 at Oller \xE2\x80\x94 was shut, the mayor s\xC3 said on Monday."[..]].concat();
    let no_article = "<html><body><nav><a href='/'>Home</a><a href='/n'>News</a></nav></body></html>";
    let unknown = b"<meta charset=\"x-solm\"><p>The caf\xE9 at Oller was shut by the river, the mayor said on Monday.</p>";
    let french =
        "Le fleuve est monté de deux mètres dans la nuit et le pont a été fermé, a dit le maire de la ville.";
    for (path, bytes, reports, note) in [
        ("e.html", b" \n".to_vec(), 0, "e.html: the file is empty. Save the report anew."),
        ("e.json", b"[]".to_vec(), 0, "e.json: the file holds no record. Give one JSON object a report."),
        (
            "b.html",
            b"%PDF-1.7\0\0\0".to_vec(),
            0,
            "b.html: this is a PDF, not a text. Give the report as HTML, plain text, Markdown or JSON.",
        ),
        (
            "n.html",
            no_article.into(),
            0,
            "n.html: no report was found in it. If it is a page, open it in a browser and save its text as .txt.",
        ),
        (
            "u.txt",
            broken,
            1,
            "u.txt: broken UTF-8 in 1 place(s), shown as �. Save the file as UTF-8 to mend it.",
        ),
        (
            "c.html",
            unknown.to_vec(),
            1,
            "c.html: it declares the character set “x-solm”, which is not known; the one that fits best was used. If \
             letters look wrong, save the file as UTF-8.",
        ),
        (
            "k.json",
            b"{\"title\": \"River\"}".to_vec(),
            0,
            "k.json: the record has no text: it needs a key `text` or `html` that holds the report (its keys are: title).",
        ),
        (
            "l.json",
            b"[1]".to_vec(),
            0,
            "l.json#1: a record must be an object with a key `text` or `html`, between braces.",
        ),
        (
            "f.txt",
            french.into(),
            1,
            "f.txt: the text is in the language “fr”; it is kept, but its claims are not read, for the pipeline reads \
             English. Give a translation to have it compared.",
        ),
    ] {
        let extraction = extraction(path, bytes);
        assert_eq!(extraction.reports.len(), reports, "{path}");
        assert_eq!(notes(&extraction), [note], "{path}");
    }
}

#[test]
fn a_broken_record_leaves_the_others() {
    let extraction =
        extraction("s.jsonl", "{\"text\": \"The river rose.\"}\n{\"text\": \n{\"text\": \"It fell.\"}\n");
    assert_eq!(extraction.reports.len(), 2);
    assert!(
        notes(&extraction)[0].starts_with("s.jsonl#2: this is no valid JSON ("),
        "{:?}",
        extraction.notes
    );
}

#[test]
fn a_page_that_is_too_deep_or_too_long_is_read_all_the_same() {
    let paragraph =
        "<p>The river rose by two metres on Monday and flooded the lower town, the mayor said.</p>";
    let deep = format!("<body>{}{paragraph}{}</body>", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let deep = extraction("deep.html", deep);
    assert!(deep.reports[0].text.contains("The river rose by two metres"));
    assert!(notes(&deep)[0].starts_with("deep.html: elements are nested 100000 deep; those deeper than"));

    let long = format!(
        "<html><body><article>{}</article></body></html>",
        paragraph.repeat(50_000_000 / paragraph.len())
    );
    let long = extraction("long.html", long);
    assert!(long.reports[0].text.starts_with("The river rose by two metres"));
    let notes = notes(&long).join("\n");
    assert!(notes.contains("long.html: the page holds 49 MB; only its first"), "{notes}");
}

#[test]
fn a_day_in_the_future_is_noted() {
    let mut reports = extraction("s.json", r#"[{"text": "It rose.", "published": "2026-03-04"}]"#).reports;
    check_dates(&mut reports, date(2026, 3, 3));
    assert!(reports[0].notes.is_empty(), "tomorrow has begun elsewhere");
    check_dates(&mut reports, date(2026, 3, 2));
    assert_eq!(reports[0].notes[0].severity, Severity::Warning);
    assert_eq!(
        reports[0].notes[0].message,
        "s.json#1: it is dated 2026-03-04, which lies in the future (today is 2026-03-02). Give the right day under \
         `published`."
    );
}

#[test]
fn formats_are_told_by_ending_and_content() {
    let text = "The river rose by two metres on Monday, the mayor said.";
    for (path, content) in [
        ("a.txt", text.to_owned()),
        ("-", text.to_owned()),
        ("a.md", format!("# {text}")),
        ("-", format!("---\nid: a\n---\n{text}")),
        ("-", format!("<!DOCTYPE html><body><article><p>{text}</p></article></body>")),
        ("a.html.gz", format!("<p>{text}</p>")),
        ("-", format!("{{\"text\": \"{text}\"}}")),
        ("a.json", format!("[{{\"html\": \"<p>{text}</p>\"}}]")),
        ("a", format!("{{\"text\": \"{text}\"}}\n{{\"text\": \"{text}\"}}")),
    ] {
        let mut reports = extraction(path, content.clone()).reports;
        assign_ids(&mut reports);
        assert!(
            !reports.is_empty() && reports.iter().all(|report| report.text == text),
            "{path} {content}: {reports:?}"
        );
    }
}
