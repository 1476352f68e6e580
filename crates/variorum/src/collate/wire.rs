//! From the values of the core to the wire types of the output contract.

use crate::align::{Point, Story};
use crate::annotate::Annotated;
use crate::claim::Claim;
use crate::contract::{self, Links, SCHEMA};
use crate::silence::Silence;
use crate::text::{CodePoints, Span};
use crate::timeline::Entry;
use crate::wording::Wording;

/// What is drawn from a story beside what it holds.
pub struct Findings {
    /// For each entity its id in GeoNames.
    pub geonames: Vec<Option<u64>>,
    /// The points.
    pub points: Vec<Point>,
    /// The timeline.
    pub timeline: Vec<Entry>,
    /// The silences.
    pub silences: Vec<Silence>,
    /// The wording.
    pub wording: Vec<Wording>,
}

/// Writes a story and what was found in it as the contract has it: ids in order, positions in code points.
pub fn collation(
    story: &Story<'_>,
    findings: &Findings,
    generator: contract::Generator,
) -> contract::Collation {
    let wire = Wire::new(story);
    contract::Collation {
        schema: SCHEMA.to_owned(),
        generator,
        reports: (0..story.reports.len()).map(|report| wire.report(report)).collect(),
        entities: wire.entities(&findings.geonames),
        quantities: wire.quantities(),
        times: wire.times(),
        claims: wire.claims(),
        origins: wire.origins(),
        points: findings.points.iter().enumerate().map(|(index, point)| wire.point(index, point)).collect(),
        derivations: wire.derivations(),
        timeline: findings.timeline.iter().map(|entry| wire.timeline(entry)).collect(),
        silences: findings.silences.iter().map(|silence| wire.silence(silence)).collect(),
        wording: findings.wording.iter().map(|wording| wire.wording(wording)).collect(),
    }
}

/// A story with what turns indices into ids and bytes into code points.
struct Wire<'a> {
    story: &'a Story<'a>,
    code_points: Vec<CodePoints>,
    /// For each entity, its number among those that have mentions.
    entity_numbers: Vec<Option<usize>>,
    /// How many quantities, times and claims stand in earlier reports.
    earlier: Vec<Counts>,
}

#[derive(Clone, Copy, Default)]
struct Counts {
    quantities: usize,
    times: usize,
    claims: usize,
}

impl<'a> Wire<'a> {
    fn new(story: &'a Story<'a>) -> Wire<'a> {
        let mut earlier = Vec::with_capacity(story.reports.len());
        let mut counts = Counts::default();
        for (annotated, claims) in story.reports.iter().zip(story.claims) {
            earlier.push(counts);
            counts.quantities += annotated.quantities.len();
            counts.times += annotated.times.len();
            counts.claims += claims.len();
        }
        let mut next = 0;
        let mut number = |has_mentions: bool| {
            next += usize::from(has_mentions);
            has_mentions.then_some(next)
        };
        let entities = &story.entities.entities;
        Wire {
            story,
            code_points: story.reports.iter().map(|report| CodePoints::new(&report.report.text)).collect(),
            entity_numbers: entities.iter().map(|entity| number(!entity.mentions.is_empty())).collect(),
            earlier,
        }
    }

    fn id(&self, report: usize) -> String {
        self.story.reports[report].report.id.clone()
    }

    fn span(&self, report: usize, span: Span) -> contract::Span {
        let text = &self.story.reports[report].report.text;
        contract::Span {
            report: self.id(report),
            start: self.code_points[report].of_byte(span.start as usize),
            end: self.code_points[report].of_byte(span.end as usize),
            text: text.get(span.range()).unwrap_or_default().to_owned(),
        }
    }

    fn entity(&self, entity: usize) -> Option<String> {
        self.entity_numbers.get(entity).copied().flatten().map(|number| format!("e{number}"))
    }

    fn entity_of(&self, report: usize, mention: usize) -> Option<String> {
        self.entity((*self.story.entities.of_mention.get(report)?.get(mention)?)?)
    }

    fn claim_id(&self, (report, claim): (usize, usize)) -> String {
        format!("c{}", self.earlier[report].claims + claim + 1)
    }

    fn report(&self, index: usize) -> contract::Report {
        let report = &self.story.reports[index].report;
        let section = |section: &crate::report::Section| contract::Section {
            kind: section.kind,
            start: self.code_points[index].of_byte(section.span.start as usize),
            end: self.code_points[index].of_byte(section.span.end as usize),
        };
        contract::Report {
            id: report.id.clone(),
            path: report.path.clone(),
            url: report.url.clone(),
            sha256: report.sha256.clone(),
            outlet: report.outlet.clone(),
            title: report.title.clone(),
            byline: report.byline.clone(),
            published: report.published.map(|stamp| stamp.date.to_string()),
            published_from: report.published_from,
            modified: report.modified.map(|stamp| stamp.date.to_string()),
            language: report.language.clone(),
            text: report.text.clone(),
            sections: report.sections.iter().map(section).collect(),
            notes: report.notes.clone(),
        }
    }

    fn entities(&self, geonames: &[Option<u64>]) -> Vec<contract::Entity> {
        let entities = self.story.entities.entities.iter().enumerate();
        let mention = |&(report, mention): &(usize, usize)| {
            let data = self.story.reports.get(report)?.mentions.get(mention)?;
            Some(self.span(report, data.span))
        };
        entities
            .filter_map(|(index, entity)| {
                Some(contract::Entity {
                    id: self.entity(index)?,
                    name: entity.name.clone(),
                    kind: entity.kind,
                    aliases: entity.aliases.clone(),
                    mentions: entity.mentions.iter().filter_map(mention).collect(),
                    links: Links { geonames: geonames.get(index).copied().flatten() },
                })
            })
            .collect()
    }

    fn quantities(&self) -> Vec<contract::Quantity> {
        let of_report = |(report, annotated): (usize, &'a Annotated)| {
            annotated.quantities.iter().map(move |quantity| (report, quantity))
        };
        let all = self.story.reports.iter().enumerate().flat_map(of_report).enumerate();
        all.map(|(index, (report, quantity))| contract::Quantity {
            id: format!("q{}", index + 1),
            span: self.span(report, quantity.span),
            low: quantity.low,
            high: quantity.high,
            bound: quantity.bound,
            unit: quantity.unit.clone(),
            of: quantity.of.map(|of| self.span(report, of)),
            measure: quantity.measure.clone(),
        })
        .collect()
    }

    fn times(&self) -> Vec<contract::Time> {
        let of_report = |(report, annotated): (usize, &'a Annotated)| {
            annotated.times.iter().map(move |time| (report, time))
        };
        let all = self.story.reports.iter().enumerate().flat_map(of_report).enumerate();
        all.map(|(index, (report, time))| contract::Time {
            id: format!("t{}", index + 1),
            span: self.span(report, time.span),
            kind: time.kind,
            value: time.value.clone(),
            modifier: time.modifier,
            anchor: time.anchor,
        })
        .collect()
    }

    fn claims(&self) -> Vec<contract::Claim> {
        let reports = self.story.claims.iter().enumerate();
        reports
            .flat_map(|(report, claims)| {
                claims.iter().enumerate().map(move |(index, claim)| (report, index, claim))
            })
            .map(|(report, index, claim)| self.claim(report, index, claim))
            .collect()
    }

    fn claim(&self, report: usize, index: usize, claim: &Claim) -> contract::Claim {
        let mut entities: Vec<String> = Vec::new();
        for entity in claim.mentions.iter().filter_map(|&mention| self.entity_of(report, mention)) {
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
        let earlier = self.earlier[report];
        let origin = self.story.origins.of_claim.get(report).and_then(|claims| claims.get(index));
        contract::Claim {
            id: self.claim_id((report, index)),
            report: self.id(report),
            span: self.span(report, claim.span),
            content: claim.content.iter().map(|&part| self.span(report, part)).collect(),
            attribution: claim.attribution.iter().map(|link| self.attribution(report, link)).collect(),
            origin: origin.map(|origin| format!("o{}", origin + 1)).unwrap_or_default(),
            negated: claim.negated,
            modality: claim.modality,
            entities,
            quantities: claim.quantities.iter().map(|q| format!("q{}", earlier.quantities + q + 1)).collect(),
            times: claim.times.iter().map(|time| format!("t{}", earlier.times + time + 1)).collect(),
            by: claim.by.to_owned(),
        }
    }

    fn attribution(&self, report: usize, link: &crate::claim::Attribution) -> contract::Attribution {
        contract::Attribution {
            source: link.source.map(|source| self.span(report, source)),
            source_entity: link.source_mention.and_then(|mention| self.entity_of(report, mention)),
            cue: link.cue.map(|cue| self.span(report, cue)),
            manner: link.manner,
            stance: link.stance,
        }
    }

    fn origins(&self) -> Vec<contract::Origin> {
        let origins = self.story.origins.origins.iter().enumerate();
        origins
            .map(|(index, origin)| contract::Origin {
                id: format!("o{}", index + 1),
                name: origin.name.clone(),
                kind: origin.kind,
                entity: origin.entity.and_then(|entity| self.entity(entity)),
            })
            .collect()
    }

    fn point(&self, index: usize, point: &Point) -> contract::Point {
        let reading = |reading: &crate::align::Reading| {
            let mut reports: Vec<usize> = reading.claims.iter().map(|claim| claim.0).collect();
            reports.dedup();
            contract::Reading {
                value: reading.value.clone(),
                claims: reading.claims.iter().map(|&claim| self.claim_id(claim)).collect(),
                reports: reports.into_iter().map(|report| self.id(report)).collect(),
                origins: reading.origins.iter().map(|origin| format!("o{}", origin + 1)).collect(),
            }
        };
        contract::Point {
            id: format!("p{}", index + 1),
            about: point.about.clone(),
            dimension: point.dimension,
            relation: point.relation,
            readings: point.readings.iter().map(reading).collect(),
            why: point.why.clone(),
        }
    }

    fn derivations(&self) -> Vec<contract::Derivation> {
        let passage = |to: usize, passage: &crate::derive::Passage| contract::Passage {
            from: passage.from.map(|cite| self.span(cite.report, cite.span)),
            to: self.span(to, passage.to),
        };
        let derivations = self.story.derivations.iter();
        derivations
            .map(|derivation| contract::Derivation {
                from: derivation.from.map(|from| self.id(from)),
                source: derivation.source.clone(),
                to: self.id(derivation.to),
                kind: derivation.kind,
                coverage: derivation.coverage,
                direction: derivation.direction,
                passages: derivation.passages.iter().map(|found| passage(derivation.to, found)).collect(),
                evidence: derivation.evidence.clone(),
            })
            .collect()
    }

    fn timeline(&self, entry: &Entry) -> contract::TimelineEntry {
        contract::TimelineEntry {
            start: entry.days.first.to_string(),
            end: entry.days.last.to_string(),
            precision: entry.days.precision,
            points: point_ids(&entry.points),
            claims: entry.claims.iter().map(|&claim| self.claim_id(claim)).collect(),
        }
    }

    fn silence(&self, silence: &Silence) -> contract::Silence {
        contract::Silence { report: self.id(silence.report), points: point_ids(&silence.points) }
    }

    fn wording(&self, wording: &Wording) -> contract::Wording {
        let term = |term: &crate::wording::Term| contract::Term {
            term: term.term.clone(),
            loaded: term.loaded,
            spans: term.cites.iter().map(|cite| self.span(cite.report, cite.span)).collect(),
        };
        contract::Wording {
            entity: wording.entity.and_then(|entity| self.entity(entity)),
            about: wording.about.clone(),
            terms: wording.terms.iter().map(term).collect(),
        }
    }
}

fn point_ids(points: &[usize]) -> Vec<String> {
    points.iter().map(|point| format!("p{}", point + 1)).collect()
}
