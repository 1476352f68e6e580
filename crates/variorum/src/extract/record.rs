//! The fields of a record, under the names that this program and others give them.

use serde_json::{Map, Value};

use super::draft::{Draft, paragraphs};
use super::outlet::is_address;
use super::{date, html, language, normal, outlet};
use crate::note::Note;
use crate::report::PublishedFrom;

/// A field of a report, and the keys that hold it, the most telling first.
struct Field {
    name: &'static str,
    keys: &'static [&'static str],
}

// Keys of trafilatura (`text`, `raw_text`, `hostname`, `source-hostname`, `sitename`, `date`, `author`, `source` for
// the address), newspaper4k (`article_html`, `publish_date`, `authors`, `source_url`, `meta_lang`, `canonical_link`),
// news-please (`maintext`, `date_publish`, `date_modify`, `source_domain`) and Media Cloud (`story_text`,
// `media_name`, `publish_date`, `guid`), after their documentation and source.
const TEXT: &[&str] = &["text", "maintext", "story_text", "raw_text", "body", "content", "articlebody"];
const HTML: &[&str] = &["html", "article_html", "raw_html"];
const FIELDS: [Field; 8] = [
    Field { name: "id", keys: &["id", "stories_id"] },
    Field { name: "url", keys: &["url", "canonical_link", "link", "guid", "source"] },
    Field {
        name: "outlet",
        keys: &[
            "outlet",
            "media_name",
            "sitename",
            "source-hostname",
            "meta_site_name",
            "publisher",
            "source",
            "hostname",
            "source_domain",
            "source_url",
            "media_url",
        ],
    },
    Field { name: "title", keys: &["title", "headline"] },
    Field {
        name: "published",
        keys: &[
            "published",
            "date_publish",
            "publish_date",
            "publication_date",
            "datepublished",
            "pubdate",
            "date",
        ],
    },
    Field { name: "modified", keys: &["modified", "date_modify", "datemodified"] },
    Field { name: "byline", keys: &["byline", "authors", "author"] },
    Field { name: "language", keys: &["language", "lang", "meta_lang"] },
];

/// Reads one JSON object as a report; `Err` is the note that says why it is none.
pub fn read(object: &Map<String, Value>, path: &str) -> Result<Draft, Note> {
    let mut draft = Draft::default();
    let object: Map<String, Value> =
        object.iter().map(|(key, value)| (key.to_lowercase(), value.clone())).collect();
    for field in &FIELDS {
        for key in field.keys {
            let values = match object.get(*key).map_or(Ok(Vec::new()), strings) {
                Ok(values) => values,
                Err(found) => {
                    draft.notes.push(wrong_type(path, key, found));
                    continue;
                }
            };
            if fits(field.name, key, &values) && set_field(&mut draft, field.name, &values, path) {
                break;
            }
        }
    }
    read_text(&object, &mut draft, path)?;
    Ok(draft)
}

fn read_text(object: &Map<String, Value>, draft: &mut Draft, path: &str) -> Result<(), Note> {
    for key in TEXT.iter().chain(HTML) {
        let text = match object.get(*key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            Some(Value::Null | Value::String(_)) | None => continue,
            Some(other) => {
                draft.notes.push(wrong_type(path, key, kind_of(other)));
                continue;
            }
        };
        if HTML.contains(key) {
            html::read_into(draft, text, path);
        } else {
            draft.paragraphs = paragraphs(text);
        }
        return Ok(());
    }
    let reason = match draft.notes.pop() {
        Some(note) => note.message,
        None => format!(
            "{path}: the record has no text: it needs a key `text` or `html` that holds the report (its keys are: {}).",
            shown_keys(object)
        ),
    };
    Err(Note::warning(reason))
}

/// Puts the values of a key into the field of that name; whether there was something to put.
pub fn set_field(draft: &mut Draft, name: &str, values: &[String], path: &str) -> bool {
    let Some(first) = values.iter().map(|value| normal::squeeze(value)).find(|value| !value.is_empty())
    else {
        return false;
    };
    match name {
        "id" => draft.id = Some(first),
        "url" => draft.url = Some(first),
        "outlet" | "source" => draft.outlet = outlet::name(&first),
        "title" => {
            draft.title = Some(outlet::without_name(&first, draft.outlet.as_deref(), draft.url.as_deref()))
        }
        "byline" | "author" | "authors" => {
            draft.byline =
                values.iter().flat_map(|value| outlet::byline(value, draft.outlet.as_deref())).collect();
        }
        "language" => draft.language = language::code(&first),
        "published" | "date" => match date::parse(&first) {
            Some(stamp) => draft.published = Some((stamp, PublishedFrom::Given)),
            None => draft.notes.push(unread_date(path, "published", &first)),
        },
        "modified" => match date::parse(&first) {
            Some(stamp) => draft.modified = Some(stamp),
            None => draft.notes.push(unread_date(path, "modified", &first)),
        },
        _ => return false,
    }
    true
}

fn unread_date(path: &str, key: &str, value: &str) -> Note {
    let shown: String = value.chars().take(40).collect();
    Note::warning(format!(
        "{path}: “{shown}” under `{key}` is no date that can be read; write it as 2026-03-02."
    ))
}

fn wrong_type(path: &str, key: &str, found: &str) -> Note {
    Note::warning(format!(
        "{path}: `{key}` holds {found} where a text is needed; put it between quotation marks."
    ))
}

/// `source`, `guid` and the like hold an address in one program and a name in another.
fn fits(field: &str, key: &str, values: &[String]) -> bool {
    let is_address = values.first().is_some_and(|value| is_address(value));
    match (field, key) {
        ("url", "source" | "guid") => is_address,
        ("outlet", "source") => !is_address,
        _ => true,
    }
}

/// The texts in a value; numbers count as texts, for ids are numbers in some archives.
fn strings(value: &Value) -> Result<Vec<String>, &'static str> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Number(number) => Ok(vec![number.to_string()]),
        Value::Array(items) => Ok(items.iter().filter_map(|item| strings(item).ok()).flatten().collect()),
        Value::Object(object) => object.get("name").map_or(Err("an object"), strings),
        Value::Bool(_) => Err(kind_of(value)),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn shown_keys(object: &Map<String, Value>) -> String {
    let keys: Vec<&str> = object.keys().map(String::as_str).take(8).collect();
    if keys.is_empty() { "none".to_owned() } else { keys.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_json(json: &str) -> Result<Draft, Note> {
        let value: Value = serde_json::from_str(json).expect("JSON");
        read(value.as_object().expect("an object"), "a.json")
    }

    /// The fields in one line, for a person to read.
    fn shown(json: &str) -> String {
        let draft = read_json(json).expect("a report");
        let day = draft.published.map(|(stamp, _)| stamp.date.to_string());
        format!(
            "{} | {} | {} | {} | {} | {} | {}",
            draft.url.unwrap_or_default(),
            draft.outlet.unwrap_or_default(),
            draft.title.unwrap_or_default(),
            draft.byline.join(", "),
            day.unwrap_or_default(),
            draft.language.unwrap_or_default(),
            draft.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect::<Vec<_>>().join(" / ")
        )
    }

    #[test]
    fn records_of_other_programs_are_read_as_they_are() {
        // trafilatura
        assert_eq!(
            shown(
                r#"{"title": "River rises", "author": "Ana Novak; Lee Park", "hostname": "harbour.example",
                "date": "2026-03-02", "text": "It rose.\nIt fell.", "raw_text": "It rose. It fell.", "language": "en",
                "source": "https://harbour.example/1", "source-hostname": "Harbour Post", "excerpt": "x", "tags": ""}"#
            ),
            "https://harbour.example/1 | Harbour Post | River rises | Ana Novak, Lee Park | 2026-03-02 | en | It rose. / It fell."
        );
        // newspaper4k
        assert_eq!(
            shown(
                r#"{"url": "https://harbour.example/1", "title": "River rises", "authors": ["Ana Novak", "Lee Park"],
                "publish_date": "2026-03-02T10:00:00", "text": "It rose.\n\nIt fell.", "meta_lang": "en", "images": [],
                "source_url": "https://harbour.example", "meta_site_name": "", "keywords": ["river"]}"#
            ),
            "https://harbour.example/1 | harbour.example | River rises | Ana Novak, Lee Park | 2026-03-02 | en | It rose. / It fell."
        );
        // news-please
        assert_eq!(
            shown(
                r#"{"authors": [], "date_download": "2026-03-05 01:02:03", "date_publish": "2026-03-02 10:00:00",
                "maintext": "It rose.", "text": null, "source_domain": "harbour.example", "title": "River rises",
                "language": "en", "url": "https://harbour.example/1", "title_page": null, "filename": "x.json"}"#
            ),
            "https://harbour.example/1 | harbour.example | River rises |  | 2026-03-02 | en | It rose."
        );
        // Media Cloud
        assert_eq!(
            shown(
                r#"{"stories_id": 17, "media_id": 1, "media_name": "Harbour Post", "media_url": "https://harbour.example",
                "publish_date": "2026-03-02 10:00:00", "story_text": "It rose.", "title": "River rises",
                "url": "https://harbour.example/1", "language": "en"}"#
            ),
            "https://harbour.example/1 | Harbour Post | River rises |  | 2026-03-02 | en | It rose."
        );
        // ours, and an outlet that is told by its address
        assert_eq!(
            shown(
                r#"{"id": 3, "outlet": "https://www.harbour.example", "text": "It rose.", "story": "s", "published": null}"#
            ),
            " | harbour.example |  |  |  |  | It rose."
        );
    }

    #[test]
    fn missing_and_wrong_keys_are_told() {
        for (json, message) in [
            (
                r#"{"title": "x", "link": "y"}"#,
                "a.json: the record has no text: it needs a key `text` or `html` that holds the report (its keys are: title, link).",
            ),
            (
                r#"{"text": 5}"#,
                "a.json: `text` holds a number where a text is needed; put it between quotation marks.",
            ),
            (
                "{}",
                "a.json: the record has no text: it needs a key `text` or `html` that holds the report (its keys are: none).",
            ),
        ] {
            assert_eq!(read_json(json).expect_err("a note").message, message);
        }
        let draft = read_json(r#"{"text": "It rose.", "title": true, "published": 5}"#).expect("a report");
        let messages: Vec<&str> = draft.notes.iter().map(|note| note.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "a.json: `title` holds true or false where a text is needed; put it between quotation marks.",
                "a.json: “5” under `published` is no date that can be read; write it as 2026-03-02."
            ]
        );
    }
}
