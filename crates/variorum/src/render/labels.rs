//! What a reader reads for the closed sets of the contract.

use crate::account::Standing;
use crate::align::{Dimension, Relation};
use crate::annotate::{Anchor, Bound, EntityKind, Modifier, TimeKind};
use crate::claim::{Manner, Modality, Stance, rules};
use crate::contract::{Derivation, Point};
use crate::derive::{DerivationKind, Direction};
use crate::report::{PublishedFrom, SectionKind};
use crate::resolve::OriginKind;

/// A group of points as views show it: the relation, and agreement on one origin's word apart from agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Group {
    Agreed,
    Contested,
    Changing,
    Scope,
    OneOrigin,
}

/// All groups in the order in which views show them.
pub(crate) const GROUPS: [Group; 5] =
    [Group::Agreed, Group::Contested, Group::Changing, Group::Scope, Group::OneOrigin];

/// All groups, what a reader most needs to see first.
pub(crate) const BY_WEIGHT: [Group; 5] =
    [Group::Contested, Group::Changing, Group::Scope, Group::Agreed, Group::OneOrigin];

/// How a group is shown.
pub(crate) struct GroupLabel {
    /// The heading of its section.
    pub(crate) name: &'static str,
    /// What a count of such points is called.
    pub(crate) tally: &'static str,
    /// The same before a noun.
    pub(crate) adjective: &'static str,
    /// Its sign, which says the same as its colour.
    pub(crate) sign: &'static str,
    /// Its class and its fragment in the page.
    pub(crate) class: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
}

impl Group {
    /// The group of a point.
    pub(crate) fn of(point: &Point) -> Group {
        match point.relation {
            Relation::Conflict => Group::Contested,
            Relation::Evolving => Group::Changing,
            Relation::Scope => Group::Scope,
            Relation::Agree if Standing::of(point).origins > 1 => Group::Agreed,
            Relation::Agree | Relation::Single => Group::OneOrigin,
        }
    }

    pub(crate) fn label(self) -> &'static GroupLabel {
        match self {
            Group::Agreed => &GroupLabel {
                name: "Agreed",
                tally: "agreed",
                adjective: "agreed",
                sign: "=",
                class: "agree",
                meaning: "Several origins tell the same, or compatible, things.",
            },
            Group::Contested => &GroupLabel {
                name: "Contested",
                tally: "contested",
                adjective: "contested",
                sign: "≠",
                class: "conflict",
                meaning: "Same matter, same scope, same time: the readings do not fit together.",
            },
            Group::Changing => &GroupLabel {
                name: "Changing",
                tally: "changing",
                adjective: "changing",
                sign: "→",
                class: "evolving",
                meaning: "Same matter, told as of different times.",
            },
            Group::Scope => &GroupLabel {
                name: "Of different scope",
                tally: "of different scope",
                adjective: "look-alike",
                sign: "∥",
                class: "scope",
                meaning: "They look alike but measure different things.",
            },
            Group::OneOrigin => &GroupLabel {
                name: "On one origin’s word",
                tally: "on one origin’s word",
                adjective: "one-origin",
                sign: "·",
                class: "single",
                meaning: "One report tells it, or several on the word of one and the same origin.",
            },
        }
    }
}

pub(crate) fn dimension(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Occurrence => "what happened",
        Dimension::Quantity => "how many",
        Dimension::Time => "when",
        Dimension::Place => "where",
        Dimension::Name => "who or what",
        Dimension::Attribution => "on whose word",
        Dimension::Quotation => "how it was said",
    }
}

/// A kind of derivation as what the later report does to the earlier one.
pub(crate) fn derivation(kind: DerivationKind) -> &'static str {
    match kind {
        DerivationKind::Copy => "copies",
        DerivationKind::Rewrite => "rewrites",
        DerivationKind::Quotes => "repeats passages of",
        DerivationKind::SharedSource => "shares a source with",
    }
}

/// "40% of its words, likely".
pub(crate) fn share(derivation: &Derivation) -> String {
    let percent = format!("{:.0}% of its words", (derivation.coverage * 100.0).clamp(0.0, 100.0));
    match derivation.direction {
        Direction::Known => percent,
        Direction::Likely => format!("{percent}, likely"),
        Direction::Unknown => format!("{percent}, direction unknown"),
    }
}

pub(crate) fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Direct => "direct speech",
        Manner::Mixed => "partly quoted",
        Manner::Indirect => "in the reporter's words",
    }
}

pub(crate) fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Says => "says",
        Stance::Estimates => "estimates",
        Stance::Believes => "believes",
        Stance::Denies => "denies",
        Stance::Promises => "promises",
        Stance::Doubts => "doubts",
        Stance::Asks => "asks",
        Stance::Demands => "demands",
        Stance::Wants => "wants",
        Stance::Fears => "fears",
        Stance::Knows => "knows",
        Stance::Shows => "shows",
    }
}

pub(crate) fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "as a fact",
        Modality::Hedged => "as possible",
        Modality::Future => "as something to come",
        Modality::Conditional => "under a condition",
        Modality::Question => "as a question",
    }
}

pub(crate) fn origin(kind: OriginKind) -> &'static str {
    match kind {
        OriginKind::Named => "named",
        OriginKind::Unnamed => "not named",
        OriginKind::Document => "a document",
        OriginKind::Outlet => "the outlet itself",
    }
}

pub(crate) fn entity(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organization => "organization",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Event => "event",
        EntityKind::Work => "work",
        EntityKind::Other => "other",
    }
}

pub(crate) fn bound(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::About => "about",
        Bound::MoreThan => "more than",
        Bound::AtLeast => "at least",
        Bound::LessThan => "less than",
        Bound::AtMost => "at most",
        Bound::Range => "a range",
    }
}

pub(crate) fn published_from(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Given => "given with the report",
        PublishedFrom::Jsonld => "from the page's JSON-LD",
        PublishedFrom::Meta => "from the page's metadata",
        PublishedFrom::Url => "from the address",
        PublishedFrom::Text => "from the text",
    }
}

pub(crate) fn section(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Headline => "headline",
        SectionKind::Standfirst => "standfirst",
        SectionKind::Byline => "byline",
        SectionKind::Caption => "caption",
        SectionKind::Body => "body",
        SectionKind::Boilerplate => "boilerplate",
    }
}

pub(crate) fn time(kind: TimeKind) -> &'static str {
    match kind {
        TimeKind::Date => "date",
        TimeKind::Time => "time of day",
        TimeKind::Duration => "duration",
        TimeKind::Set => "recurring time",
    }
}

pub(crate) fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::Start => ", early",
        Modifier::Mid => ", in the middle",
        Modifier::End => ", late",
        Modifier::Approx => ", around",
    }
}

pub(crate) fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Published => ", counted from the publication date",
        Anchor::Text => ", counted from another time in the text",
    }
}

/// The sentence that describes a rule by its short name, where there is one.
pub(crate) fn rule(by: &str) -> Option<&'static str> {
    rules().iter().find(|rule| rule.name == by).map(|rule| rule.about)
}
