//! What a page says about itself: title, outlet, authors, dates, language, address.

use super::json_ld::{self, Article};
use super::normal::{letters, squeeze};
use super::page::{Page, TimeElement};
use super::{date, language, outlet};
use crate::report::{PublishedFrom, Stamp};

/// What a page says about itself.
#[derive(Debug, Default)]
pub struct Metadata {
    /// Address.
    pub url: Option<String>,
    /// Headline, without the outlet's name.
    pub title: Option<String>,
    /// The page's own summary.
    pub description: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The authors.
    pub byline: Vec<String>,
    /// When it appeared, and how that is known.
    pub published: Option<(Stamp, PublishedFrom)>,
    /// When it was last changed.
    pub modified: Option<Stamp>,
    /// Two-letter code of the language.
    pub language: Option<String>,
    /// The text of the article in the page's JSON-LD.
    pub article_body: Option<String>,
}

/// Gathers the metadata of a page.
pub fn gather(page: &Page) -> Metadata {
    let article = json_ld::article(&page.json_ld).unwrap_or_default();
    let url = address(page, &article);
    let outlet = outlet_name(page, &article, url.as_deref());
    Metadata {
        title: title(page, &article, outlet.as_deref(), url.as_deref()),
        description: meta(page, &["og:description", "description", "twitter:description", "dc.description"])
            .or_else(|| article.description.clone()),
        byline: byline(page, &article, outlet.as_deref()),
        published: published(page, &article),
        modified: article.modified.as_deref().and_then(date::parse).or_else(|| {
            meta(
                page,
                &["article:modified_time", "og:updated_time", "datemodified", "last-modified", "revised"],
            )
            .as_deref()
            .and_then(date::parse)
        }),
        language: article
            .language
            .as_deref()
            .and_then(language::code)
            .or_else(|| page.language.as_deref().and_then(language::code))
            .or_else(|| {
                meta(page, &["og:locale", "language", "content-language"]).as_deref().and_then(language::code)
            }),
        article_body: article.body,
        url,
        outlet,
    }
}

/// The content of the first `meta` element of these names, in the order of the names.
fn meta(page: &Page, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        page.metas
            .iter()
            .find(|(other, _)| other == name)
            .map(|(_, content)| squeeze(content))
            .filter(|text| !text.is_empty())
    })
}

fn address(page: &Page, article: &Article) -> Option<String> {
    [page.canonical.clone(), meta(page, &["og:url", "twitter:url", "parsely-link"]), article.url.clone()]
        .into_iter()
        .flatten()
        .find(|url| outlet::is_address(url))
}

fn outlet_name(page: &Page, article: &Article, url: Option<&str>) -> Option<String> {
    meta(page, &["og:site_name"])
        .or_else(|| article.publisher.clone())
        .or_else(|| meta(page, &["application-name", "dc.publisher", "copyright"]))
        .filter(|name| name.len() < 80)
        .and_then(|name| outlet::name(&name))
        .or_else(|| url.and_then(outlet::host))
}

fn title(page: &Page, article: &Article, outlet: Option<&str>, url: Option<&str>) -> Option<String> {
    let told = meta(page, &["og:title", "twitter:title", "dc.title", "parsely-title", "title"]);
    let told = article.headline.clone().or(told).or_else(|| page.title.clone());
    let told = told.map(|title| outlet::without_name(&title, outlet, url));
    // The headline in the page beats what the page tells machines, if the two are alike or only it is there.
    let mut headings = page.blocks.iter().filter(|block| {
        !block.hidden
            && page.around(block.element).take(3).any(|element| element.name == "h1")
            && block.text.len() < 300
    });
    let heading = match &told {
        Some(title) => headings.find(|block| alike(&block.text, title)),
        None => headings.next(),
    };
    heading.map(|block| block.text.clone()).or(told).filter(|title| !title.is_empty())
}

/// Whether a heading is the headline that a title gives: one begins with the other, or the title, which may name the
/// outlet behind it and write a number otherwise, has two thirds of the heading's words.
fn alike(heading: &str, title: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split_whitespace().map(letters).filter(|word| !word.is_empty()).collect()
    };
    let (words_of_heading, words_of_title) = (words(heading), words(title));
    let shared = words_of_heading.iter().filter(|word| words_of_title.contains(*word)).count();
    let (heading, title) = (letters(heading), letters(title));
    heading.starts_with(&title)
        || title.starts_with(&heading)
        || words_of_heading.len() >= 3 && shared * 3 >= words_of_heading.len() * 2
}

fn byline(page: &Page, article: &Article, outlet: Option<&str>) -> Vec<String> {
    let names = |fields: &[String]| {
        let mut names: Vec<String> = fields.iter().flat_map(|field| outlet::byline(field, outlet)).collect();
        names.dedup();
        names
    };
    let told = names(&article.authors);
    if !told.is_empty() {
        return told;
    }
    const NAMES: [&str; 8] = [
        "author",
        "article:author",
        "parsely-author",
        "dc.creator",
        "byl",
        "sailthru.author",
        "dcterms.creator",
        "byline",
    ];
    for name in NAMES {
        let fields: Vec<String> = page
            .metas
            .iter()
            .filter(|(other, _)| other == name)
            .map(|(_, content)| content.clone())
            .collect();
        let told = names(&fields);
        if !told.is_empty() {
            return told;
        }
    }
    let marked = page.blocks.iter().find(|block| {
        block.text.len() < 120
            && page.around(block.element).take(2).any(|element| {
                element
                    .marks
                    .split(' ')
                    .any(|mark| matches!(mark, "byline" | "author" | "vcard") || mark.ends_with("__byline"))
            })
    });
    marked.map(|block| names(std::slice::from_ref(&block.text))).unwrap_or_default()
}

fn published(page: &Page, article: &Article) -> Option<(Stamp, PublishedFrom)> {
    if let Some(stamp) = article.published.as_deref().and_then(date::parse) {
        return Some((stamp, PublishedFrom::Jsonld));
    }
    const NAMES: [&str; 22] = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.issued",
        "dc.date",
        "article.published",
        "article_date_original",
        "originalpublicationdate",
        "cxenseparse:recs:publishtime",
        "published_time",
        "rnews:datepublished",
        "article:published",
        "publication_date",
    ];
    let told = NAMES.iter().find_map(|name| date::parse(&meta(page, &[name])?));
    told.or_else(|| element_date(&page.times)).map(|stamp| (stamp, PublishedFrom::Meta))
}

/// The day of the element that says it is the publication date, else of the first `time` element.
fn element_date(times: &[TimeElement]) -> Option<Stamp> {
    let is_published = |time: &&TimeElement| {
        ["datepublished", "pubdate", "published", "publish-date", "entry-date", "post-date"]
            .iter()
            .any(|mark| time.marks.contains(mark))
    };
    let is_other = |time: &&TimeElement| {
        ["modified", "updated", "comment", "related", "sidebar", "teaser"]
            .iter()
            .any(|mark| time.marks.contains(mark))
    };
    let told = times.iter().filter(is_published).find_map(|time| date::parse(&time.value));
    told.or_else(|| times.iter().filter(|time| !is_other(time)).find_map(|time| date::parse(&time.value)))
}
