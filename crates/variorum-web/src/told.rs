//! A correction in words.

use std::collections::BTreeMap;

use variorum::contract::Collation;
use variorum::derive::DerivationKind;
use variorum_desk::correction::{Cite, Correction};

/// What reports are called, by the hash of their capture.
pub struct Names<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Names<'a> {
    /// The outlets of a story.
    pub fn of(story: &'a Collation) -> Names<'a> {
        let named = story.reports.iter().map(|report| {
            let name = report.outlet.as_deref().or(report.title.as_deref());
            (report.sha256.as_str(), name.unwrap_or("a report without a name"))
        });
        Names(named.collect())
    }

    /// No names: reports are called by the beginning of their hash.
    pub fn none() -> Names<'a> {
        Names(BTreeMap::new())
    }

    fn report(&self, capture: &str) -> String {
        match self.0.get(capture) {
            Some(name) => (*name).to_owned(),
            None => format!("report {}", capture.chars().take(12).collect::<String>()),
        }
    }

    fn claim(&self, cite: &Cite) -> String {
        const SHOWN: usize = 160;
        let mut words: String = cite.text.chars().take(SHOWN).collect();
        if words.len() < cite.text.len() {
            words.push('…');
        }
        format!("“{words}” ({})", self.report(&cite.capture))
    }
}

/// What a correction says, as a sentence.
pub fn told(correction: &Correction, names: &Names) -> String {
    match correction {
        Correction::MergeEntities { one, other, .. } => format!("“{other}” is “{one}”"),
        Correction::SplitEntity { name, .. } => {
            format!("“{name}” is somebody else than whom it was put with")
        }
        Correction::RejectClaim { claim, about: None } => {
            format!("{} belongs to no point", names.claim(claim))
        }
        Correction::RejectClaim { claim, about: Some(about) } => {
            format!("{} does not belong to “{about}”", names.claim(claim))
        }
        Correction::AddClaim { claim, beside } => {
            format!("{} tells the same as {}", names.claim(claim), names.claim(beside))
        }
        Correction::FixDate { capture, published: Some(day) } => {
            format!("{} was published on {day}", names.report(capture))
        }
        Correction::FixDate { capture, published: None } => {
            format!("nobody knows when {} was published", names.report(capture))
        }
        Correction::FixOutlet { capture, outlet } => {
            format!("{} is from “{outlet}”", names.report(capture))
        }
        Correction::FixSpeaker { claim, speaker: Some(speaker) } => {
            format!("“{speaker}” says {}", names.claim(claim))
        }
        Correction::FixSpeaker { claim, speaker: None } => {
            format!("the outlet itself says {}", names.claim(claim))
        }
        Correction::MarkDerivation { from, to, how } => {
            format!("{} {} {}", names.report(to), draws(*how), names.report(from))
        }
        Correction::MergeStories { into, reports } => {
            format!("{} belong to the story of {}", listed(reports, names), names.report(into))
        }
        Correction::SplitStory { rest, reports } => {
            format!("{} tell another story than {}", listed(reports, names), names.report(rest))
        }
        Correction::Note { capture, text } => format!("on {}: {text}", names.report(capture)),
    }
}

fn draws(how: Option<DerivationKind>) -> &'static str {
    match how {
        None => "does not draw on",
        Some(DerivationKind::Copy) => "copies",
        Some(DerivationKind::Rewrite) => "rewrites",
        Some(DerivationKind::Quotes) => "quotes",
        Some(DerivationKind::SharedSource) => "shares a source with",
    }
}

fn listed(reports: &[String], names: &Names) -> String {
    const SHOWN: usize = 5;
    let mut shown: Vec<String> = reports.iter().take(SHOWN).map(|report| names.report(report)).collect();
    if reports.len() > SHOWN {
        shown.push(format!("{} more", reports.len() - SHOWN));
    }
    shown.join(", ")
}
