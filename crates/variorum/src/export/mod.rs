//! A collation in the formats of other tools: annotations, provenance, citations, tables of events, graphs.
//!
//! Every function takes the contract alone and gives text. The same collations give the same bytes. Words of reports
//! stay words in every format: markup is escaped, and no cell of a table begins a formula.

use crate::contract::Collation;

mod acled;
pub mod answer;
mod bibtex;
mod claimreview;
mod csl_json;
mod dot;
mod escape;
mod event;
mod ftm;
mod ged;
mod graph;
mod graphml;
mod ninjs;
mod parquet;
mod points;
mod prov;
mod table;
mod tables;
mod timelinejs;
mod view;
mod web_annotation;

pub use tables::tables;

use view::View;

/// A format of another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "`Format::about` says what each is")]
pub enum Format {
    WebAnnotation,
    Prov,
    ClaimReview,
    Ninjs,
    Csv,
    Acled,
    Ged,
    GraphMl,
    Dot,
    TimelineJs,
    BibTex,
    CslJson,
    Ftm,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 13] = [
        Format::WebAnnotation,
        Format::Prov,
        Format::ClaimReview,
        Format::Ninjs,
        Format::Csv,
        Format::Acled,
        Format::Ged,
        Format::GraphMl,
        Format::Dot,
        Format::TimelineJs,
        Format::BibTex,
        Format::CslJson,
        Format::Ftm,
    ];

    /// The name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Format::WebAnnotation => "web-annotation",
            Format::Prov => "prov",
            Format::ClaimReview => "claimreview",
            Format::Ninjs => "ninjs",
            Format::Csv => "csv",
            Format::Acled => "acled",
            Format::Ged => "ged",
            Format::GraphMl => "graphml",
            Format::Dot => "dot",
            Format::TimelineJs => "timelinejs",
            Format::BibTex => "bibtex",
            Format::CslJson => "csl-json",
            Format::Ftm => "ftm",
        }
    }

    /// What it holds, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Format::WebAnnotation => {
                "claims as W3C Web Annotations (JSON-LD) with quote and position selectors"
            }
            Format::Prov => "reports, claims, derivations and origins as W3C PROV-JSON",
            Format::ClaimReview => {
                "readings as schema.org Claim with ClaimReview to be filled in, without a rating"
            }
            Format::Ninjs => "reports as IPTC ninjs 2.1, one story a line",
            Format::Csv => "points, one row a reading",
            Format::Acled => {
                "one row a story in ACLED's columns, with the sentence and the rule behind each cell"
            }
            Format::Ged => {
                "one row a story in UCDP GED's columns, with the sentence and the rule behind each cell"
            }
            Format::GraphMl => "who draws on whom and who cites whom, as GraphML",
            Format::Dot => "the same for Graphviz",
            Format::TimelineJs => "what happened when, for TimelineJS",
            Format::BibTex => "citations of the reports as BibTeX",
            Format::CslJson => "citations of the reports as CSL-JSON",
            Format::Ftm => "reports, names and the event as FollowTheMoney entities, one a line",
        }
    }

    /// The media type of what is written.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::WebAnnotation | Format::ClaimReview => "application/ld+json",
            Format::Prov | Format::TimelineJs => "application/json",
            Format::Ninjs | Format::Ftm => "application/jsonl",
            Format::Csv | Format::Acled | Format::Ged => "text/csv; charset=utf-8",
            Format::GraphMl => "application/xml",
            Format::Dot => "text/vnd.graphviz; charset=utf-8",
            Format::BibTex => "application/x-bibtex",
            Format::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }

    /// How names of its files end.
    pub fn ending(self) -> &'static str {
        match self {
            Format::WebAnnotation | Format::ClaimReview => "jsonld",
            Format::Prov | Format::TimelineJs | Format::CslJson => "json",
            Format::Ninjs | Format::Ftm => "jsonl",
            Format::Csv | Format::Acled | Format::Ged => "csv",
            Format::GraphMl => "graphml",
            Format::Dot => "dot",
            Format::BibTex => "bib",
        }
    }

    /// The format with that name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// The collations in a format, all in one text that ends with a line break.
///
/// ```
/// use variorum::export::{Format, export};
/// assert!(export(&[], Format::Csv).starts_with("story,point,about,"));
/// ```
pub fn export(collations: &[Collation], format: Format) -> String {
    let views: Vec<View> = collations.iter().map(View::new).collect();
    match format {
        Format::WebAnnotation => web_annotation::write(&views),
        Format::Prov => prov::write(&views),
        Format::ClaimReview => claimreview::write(&views),
        Format::Ninjs => ninjs::write(&views),
        Format::Csv => points::write(&views),
        Format::Acled => acled::write(&views),
        Format::Ged => ged::write(&views),
        Format::GraphMl => graphml::write(&views),
        Format::Dot => dot::write(&views),
        Format::TimelineJs => timelinejs::write(&views),
        Format::BibTex => bibtex::write(&views),
        Format::CslJson => csl_json::write(&views),
        Format::Ftm => ftm::write(&views),
    }
}
