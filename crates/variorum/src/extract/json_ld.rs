//! What a page says about its article in JSON-LD (schema.org).

use serde_json::Value;

use super::entities::unescape;
use super::normal::squeeze;

/// The properties of the article that a page describes. Texts are as given, without HTML entities.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Article {
    /// `headline` or `name`.
    pub headline: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `articleBody`.
    pub body: Option<String>,
    /// `datePublished`.
    pub published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// The names of `author`.
    pub authors: Vec<String>,
    /// The name of `publisher`.
    pub publisher: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `inLanguage`.
    pub language: Option<String>,
}

/// How deep graphs and lists are followed.
const DEPTH_LIMIT: usize = 8;

/// The article that the scripts describe, if they do; of several the one with most to say.
pub fn article(scripts: &[String]) -> Option<Article> {
    let mut found = Vec::new();
    for script in scripts {
        if let Some(value) = lenient(script) {
            collect(&value, 0, &mut found);
        }
    }
    // The first of the best: later ones are teasers of other stories.
    found.into_iter().rev().max_by_key(|(rank, _)| *rank).map(|(_, article)| article)
}

/// Parses JSON as pages have it: raw line feeds in texts, comment marks around it, a comma or semicolon after it.
fn lenient(script: &str) -> Option<Value> {
    let text = script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim().trim_end_matches([';', ',']);
    serde_json::from_str(text).ok().or_else(|| {
        let flat: String =
            text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
        serde_json::from_str(&flat).ok()
    })
}

fn collect(value: &Value, depth: usize, found: &mut Vec<(usize, Article)>) {
    if depth > DEPTH_LIMIT {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, depth + 1, found)),
        Value::Object(object) => {
            if let Some(rank) = object.get("@type").and_then(rank) {
                found.push((rank, read(value)));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key).filter(|inner| !inner.is_string()) {
                    collect(inner, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

/// How well a type tells an article: `None` for things that are none.
fn rank(kind: &Value) -> Option<usize> {
    match kind {
        Value::Array(kinds) => kinds.iter().filter_map(rank).max(),
        Value::String(kind) => match kind.rsplit('/').next().unwrap_or(kind) {
            kind if kind.ends_with("Article") || kind == "BlogPosting" || kind == "LiveBlogPosting" => {
                Some(3)
            }
            "Report" | "Review" | "SocialMediaPosting" => Some(2),
            "WebPage" | "VideoObject" => Some(1),
            _ => None,
        },
        _ => None,
    }
}

fn read(value: &Value) -> Article {
    let text = |key: &str| value.get(key).and_then(first_text);
    Article {
        headline: text("headline").or_else(|| text("name")),
        description: text("description"),
        body: value
            .get("articleBody")
            .and_then(Value::as_str)
            .map(unescape)
            .filter(|body| !body.trim().is_empty()),
        published: text("datePublished").or_else(|| text("uploadDate")),
        modified: text("dateModified"),
        authors: value.get("author").map(names).unwrap_or_default(),
        publisher: value.get("publisher").map(names).unwrap_or_default().into_iter().next(),
        url: text("url").or_else(|| {
            value.get("mainEntityOfPage").and_then(|page| first_text(page.get("@id").unwrap_or(page)))
        }),
        language: text("inLanguage"),
    }
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(squeeze(&unescape(text))).filter(|text| !text.is_empty()),
        Value::Array(items) => items.iter().find_map(first_text),
        _ => None,
    }
}

/// The names of people or organizations, given as texts or objects, one or several.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(object) => object.get("name").map(names).unwrap_or_default(),
        other => first_text(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_is_found_in_graphs_and_broken_scripts() {
        let script = r#"<!-- {"@context": "https://schema.org", "@graph": [
            {"@type": "WebPage", "name": "Page", "url": "https://harbour.example/"},
            {"@type": ["NewsArticle"], "headline": "River &amp; bridge", "datePublished": "2026-03-02T10:00:00Z",
             "author": [{"@type": "Person", "name": "Ana Novak"}, "Lee Park"], "publisher": {"name": "Harbour Post"},
             "mainEntityOfPage": {"@id": "https://harbour.example/1"}, "articleBody": "It rose.
It fell."}]}; -->"#;
        let article = article(&["not json".to_owned(), script.to_owned()]).expect("an article");
        assert_eq!(article.headline.as_deref(), Some("River & bridge"));
        assert_eq!(article.authors, ["Ana Novak", "Lee Park"]);
        assert_eq!(article.publisher.as_deref(), Some("Harbour Post"));
        assert_eq!(article.url.as_deref(), Some("https://harbour.example/1"));
        assert_eq!(article.published.as_deref(), Some("2026-03-02T10:00:00Z"));
        assert_eq!(article.body.as_deref(), Some("It rose. It fell."));
    }
}
