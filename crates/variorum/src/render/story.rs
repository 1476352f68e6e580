//! A collation with its ids resolved: what every view looks up. Ids that lead nowhere yield `None`, never a panic.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};

use crate::account::families;
use crate::align::Relation;
use crate::contract::{
    Attribution, Claim, Collation, Derivation, Entity, Origin, Point, Quantity, Reading, Report, Span, Time,
};
use crate::derive::DerivationKind;
use crate::render::words::{clip, days_spelled_out, number, sentence_case, width};
use crate::text::CodePoints;

/// A collation and the ways through it.
pub(crate) struct Story<'a> {
    /// What is shown.
    pub(crate) collation: &'a Collation,
    reports: BTreeMap<&'a str, usize>,
    claims: BTreeMap<&'a str, usize>,
    origins: BTreeMap<&'a str, usize>,
    entities: BTreeMap<&'a str, usize>,
    quantities: BTreeMap<&'a str, usize>,
    times: BTreeMap<&'a str, usize>,
    points: BTreeMap<&'a str, usize>,
    points_of_claim: BTreeMap<&'a str, Vec<usize>>,
    family: Vec<usize>,
    copied: Vec<Option<usize>>,
    labels: Vec<String>,
    long_names: Option<LongNames>,
    code_points: Vec<CodePoints>,
}

/// Up to how many reports a page is read as one.
const LARGE: usize = 30;

impl<'a> Story<'a> {
    /// Indexes `collation`.
    pub(crate) fn new(collation: &'a Collation) -> Story<'a> {
        let mut points_of_claim: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, point) in collation.points.iter().enumerate() {
            for claim in point.readings.iter().flat_map(|reading| &reading.claims) {
                let points = points_of_claim.entry(claim).or_default();
                if points.last() != Some(&index) {
                    points.push(index);
                }
            }
        }
        let reports = by_id(&collation.reports, |report| &report.id);
        let labels = labels(collation);
        Story {
            collation,
            claims: by_id(&collation.claims, |claim| &claim.id),
            origins: by_id(&collation.origins, |origin| &origin.id),
            entities: by_id(&collation.entities, |entity| &entity.id),
            quantities: by_id(&collation.quantities, |quantity| &quantity.id),
            times: by_id(&collation.times, |time| &time.id),
            points: by_id(&collation.points, |point| &point.id),
            points_of_claim,
            family: families(collation),
            copied: copied(collation, &reports),
            long_names: LongNames::new(collation, &labels),
            labels,
            code_points: collation.reports.iter().map(|report| CodePoints::new(&report.text)).collect(),
            reports,
        }
    }

    pub(crate) fn report(&self, id: &str) -> Option<&'a Report> {
        self.collation.reports.get(self.report_index(id)?)
    }

    pub(crate) fn report_index(&self, id: &str) -> Option<usize> {
        self.reports.get(id).copied()
    }

    pub(crate) fn claim(&self, id: &str) -> Option<&'a Claim> {
        self.collation.claims.get(*self.claims.get(id)?)
    }

    pub(crate) fn origin(&self, id: &str) -> Option<&'a Origin> {
        self.collation.origins.get(*self.origins.get(id)?)
    }

    pub(crate) fn entity(&self, id: &str) -> Option<&'a Entity> {
        self.collation.entities.get(*self.entities.get(id)?)
    }

    pub(crate) fn quantity(&self, id: &str) -> Option<&'a Quantity> {
        self.collation.quantities.get(*self.quantities.get(id)?)
    }

    pub(crate) fn time(&self, id: &str) -> Option<&'a Time> {
        self.collation.times.get(*self.times.get(id)?)
    }

    pub(crate) fn point(&self, id: &str) -> Option<&'a Point> {
        self.collation.points.get(*self.points.get(id)?)
    }

    /// The points of which a claim gives a reading.
    pub(crate) fn points_of_claim(&self, id: &str) -> impl Iterator<Item = &'a Point> {
        self.points_of_claim.get(id).into_iter().flatten().map(|&index| &self.collation.points[index])
    }

    /// The claims of a reading in their order, save that within a report those that name whose word it is come first:
    /// a headline leaves it out.
    pub(crate) fn spoken_first(&self, reading: &Reading) -> Vec<&'a Claim> {
        let mut claims: Vec<&Claim> = reading.claims.iter().filter_map(|id| self.claim(id)).collect();
        let mut place: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in &claims {
            let next = place.len();
            place.entry(&claim.report).or_insert(next);
        }
        claims.sort_by_key(|claim| (place[claim.report.as_str()], claim.attribution.is_empty()));
        claims
    }

    /// The quantity of a claim that its reading is about: the one whose number the value names, else the first.
    pub(crate) fn measured(&self, claim: &Claim, reading: &Reading) -> Option<&'a Quantity> {
        let quantities: Vec<&Quantity> = claim.quantities.iter().filter_map(|id| self.quantity(id)).collect();
        let digits = |text: &str| text.chars().filter(|character| *character != ',').collect::<String>();
        let value = digits(&reading.value);
        let named = |quantity: &&&Quantity| {
            let bounds = [quantity.low, quantity.high].into_iter().flatten();
            let held: Vec<&str> =
                value.split(|character: char| !character.is_ascii_digit() && character != '.').collect();
            bounds.map(|bound| digits(&number(bound))).any(|number| held.contains(&number.as_str()))
                || value.contains(&digits(&quantity.span.text))
        };
        quantities.iter().find(named).or(quantities.first()).copied()
    }

    /// Whether there are so many reports that a browser would be slow to take them all in at once: what is folded or far
    /// down then stands in `noscript`, which a browser reads as one text until the script asks for it.
    pub(crate) fn is_large(&self) -> bool {
        self.collation.reports.len() > LARGE
    }

    /// What a reader calls a report: its outlet, else the host of its address, else its title, else its id. It is
    /// short, and no two are called the same.
    pub(crate) fn label(&self, report: &str) -> String {
        self.report_index(report).map_or(report, |index| &self.labels[index]).to_owned()
    }

    /// Words of the collation with each report called as everywhere else, and each day spelled out.
    pub(crate) fn retold(&self, words: &str) -> String {
        let words = days_spelled_out(words);
        match &self.long_names {
            Some(names) => names.finder.replace_all(&words, &names.short),
            None => words,
        }
    }

    /// On whose word a claim is told, outermost first, without the outlet.
    pub(crate) fn speakers(&self, claim: &Claim) -> Vec<String> {
        let mut speakers: Vec<String> = Vec::new();
        for speaker in claim.attribution.iter().map(|link| self.speaker(&claim.report, link)) {
            match speakers.last_mut() {
                // "I" within what somebody says is that somebody.
                Some(_) if is_pronoun(&speaker) => {}
                // "Haverkamp, citing Ilse Haverkamp" is one person told twice.
                Some(last) if holds_words(&speaker, last) => *last = speaker,
                Some(last) if holds_words(last, &speaker) => {}
                _ => speakers.push(speaker),
            }
        }
        speakers
    }

    fn speaker(&self, report: &str, link: &Attribution) -> String {
        let words = link.source.as_ref().map(|span| span.text.trim()).unwrap_or_default();
        let words = words.trim_end_matches([',', ';', ':', '—', '–', ' ']);
        let name = link.source_entity.as_deref().and_then(|id| self.entity(id));
        match (words, name.map(|entity| entity.name.as_str())) {
            ("", None) => "a source not named".to_owned(),
            (words, Some(name)) if words.is_empty() || is_pronoun(words) => name.to_owned(),
            (words, Some(name)) if !shares_a_word(words, name) => {
                format!("{} ({name})", self.mid_sentence(report, words))
            }
            (words, _) => self.mid_sentence(report, words),
        }
    }

    /// Words as they stand within a sentence: without the capital that a sentence's start gave them. It goes where the
    /// report itself writes the word small.
    fn mid_sentence(&self, report: &str, words: &str) -> String {
        let first = words.split(|character: char| !character.is_alphabetic()).next().unwrap_or_default();
        let small = first.to_lowercase();
        let written_small = || {
            let text = self.report(report).map_or("", |report| report.text.as_str());
            text.split(|character: char| !character.is_alphanumeric()).any(|word| word == small)
        };
        let article = matches!(small.as_str(), "the" | "a" | "an" | "its" | "his" | "her" | "their");
        if small != first && (article || written_small()) {
            format!("{small}{}", &words[first.len()..])
        } else {
            words.to_owned()
        }
    }

    /// How many of the reports are left when those that draw on each other count once.
    pub(crate) fn independent(&self) -> usize {
        self.family.iter().collect::<BTreeSet<_>>().len()
    }

    /// Whether two reports, by index, draw on each other or on one source.
    pub(crate) fn are_of_one_family(&self, one: usize, other: usize) -> bool {
        self.family[one] == self.family[other]
    }

    /// The reports by family, in order of their first report; within a family, what the others draw on comes first.
    pub(crate) fn families(&self) -> Vec<Vec<usize>> {
        let mut families: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (report, &family) in self.family.iter().enumerate() {
            families.entry(family).or_default().push(report);
        }
        let mut families: Vec<Vec<usize>> = families.into_values().collect();
        for family in &mut families {
            family.sort_by_key(|&report| self.age(report));
        }
        families
    }

    /// The derivation that shows a report to be a copy of one that is held.
    pub(crate) fn copied_from(&self, report: usize) -> Option<&'a Derivation> {
        self.copied[report].map(|derivation| &self.collation.derivations[derivation])
    }

    /// What changed last: the changing point whose newest reading is the youngest, with that reading and its day.
    pub(crate) fn last_change(&self) -> Option<(&'a Point, &'a Reading, &'a str)> {
        let changing = self.collation.points.iter().filter(|point| point.relation == Relation::Evolving);
        let newest = changing.filter_map(|point| {
            let first_told = |reading: &'a Reading| {
                let reports = reading.reports.iter().filter_map(|id| self.report(id));
                reports.filter_map(|report| report.published.as_deref()).min()
            };
            let dated = point.readings.iter().filter_map(|reading| Some((first_told(reading)?, reading)));
            let (day, reading) = dated.clone().max_by_key(|(day, _)| *day)?;
            let changed = dated.map(|(day, _)| day).min() != Some(day);
            changed.then_some((point, reading, day))
        });
        // Of equals the first, which weighs most.
        newest.fold(None, |best, next| match best {
            Some((_, _, day)) if day >= next.2 => best,
            _ => Some(next),
        })
    }

    /// Derivations that lead to a report.
    pub(crate) fn derivations_to(&self, id: &'a str) -> impl Iterator<Item = &'a Derivation> {
        self.collation.derivations.iter().filter(move |derivation| derivation.to == id)
    }

    /// The headline that shares most with the others, so that no outlet's own angle names the story.
    pub(crate) fn title(&self) -> String {
        let titles: Vec<(&str, BTreeSet<String>)> = self
            .collation
            .reports
            .iter()
            .filter_map(|report| report.title.as_deref())
            .map(|title| (title.trim(), content_words(title)))
            .filter(|(title, _)| !title.is_empty())
            .collect();
        let mut best: Option<(f64, &str)> = None;
        for (index, (title, words)) in titles.iter().enumerate() {
            let likeness: f64 = titles
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index)
                .map(|(_, (_, others))| overlap(words, others))
                .sum();
            if best.is_none_or(|(most, _)| likeness > most + 1e-9) {
                best = Some((likeness, title));
            }
        }
        match best {
            Some((_, title)) => title.to_owned(),
            None => {
                let first = self.collation.points.first();
                first.map_or("Untitled story".to_owned(), |point| sentence_case(&point.about))
            }
        }
    }

    /// The first and the last day of publication, where any is known.
    pub(crate) fn days(&self) -> Option<(&'a str, &'a str)> {
        let days = self.collation.reports.iter().filter_map(|report| report.published.as_deref());
        Some((days.clone().min()?, days.max()?))
    }

    /// The paragraph of its report in which a span stands.
    pub(crate) fn paragraph(&self, span: &Span) -> Option<(usize, usize)> {
        let report = self.report(&span.report)?;
        report
            .sections
            .iter()
            .find(|section| section.start <= span.start && span.start < section.end)
            .map(|section| (section.start, section.end.max(span.end)))
    }

    /// The code points from `start` to `end` of a report's text; positions past the end count as the end.
    pub(crate) fn slice(&self, report: usize, start: usize, end: usize) -> &'a str {
        let points = &self.code_points[report];
        let (start, end) = (points.to_byte(start), points.to_byte(end));
        self.collation.reports[report].text.get(start..end).unwrap_or_default()
    }

    fn age(&self, report: usize) -> (bool, bool, Option<&'a str>, usize) {
        let held = &self.collation.reports[report];
        let derives = self.derivations_to(&held.id).any(|derivation| derivation.from.is_some());
        (derives, held.published.is_none(), held.published.as_deref(), report)
    }
}

/// For each report the first derivation that shows it to be a copy of one that is held.
fn copied(collation: &Collation, reports: &BTreeMap<&str, usize>) -> Vec<Option<usize>> {
    let mut copied = vec![None; collation.reports.len()];
    for (index, derivation) in collation.derivations.iter().enumerate() {
        let from = derivation.from.as_deref().filter(|from| *from != derivation.to);
        let held = from.is_some_and(|from| reports.contains_key(from));
        if let (DerivationKind::Copy, true, Some(&to)) =
            (derivation.kind, held, reports.get(derivation.to.as_str()))
        {
            copied[to].get_or_insert(index);
        }
    }
    copied
}

fn by_id<T>(items: &[T], id: impl Fn(&T) -> &String) -> BTreeMap<&str, usize> {
    let mut index = BTreeMap::new();
    for (position, item) in items.iter().enumerate() {
        index.entry(id(item).as_str()).or_insert(position);
    }
    index
}

/// The names of reports that are too long to be read in running text, and what stands for each.
struct LongNames {
    finder: AhoCorasick,
    short: Vec<String>,
}

impl LongNames {
    fn new(collation: &Collation, labels: &[String]) -> Option<LongNames> {
        let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, report) in collation.reports.iter().enumerate() {
            let outlet = report.outlet.as_deref().map(str::trim).filter(|outlet| width(outlet) > LONG);
            let id = Some(report.id.as_str()).filter(|id| host(id).is_some());
            let headline =
                title(report).filter(|_| report.outlet.is_none()).map(|title| format!("“{title}”"));
            for name in outlet.into_iter().chain(id).map(str::to_owned).chain(headline) {
                of.entry(name).or_default().push(index);
            }
        }
        // A name that several reports bear stands for none of them.
        let one = of.into_iter().filter_map(|(name, reports)| match reports.as_slice() {
            &[only] => Some((name, labels[only].clone())),
            _ => None,
        });
        let (names, short): (Vec<String>, Vec<String>) = one.unzip();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names).ok()?;
        (!names.is_empty()).then_some(LongNames { finder, short })
    }
}

/// Columns from which on a name is too long for a label.
const LONG: usize = 36;

fn labels(collation: &Collation) -> Vec<String> {
    // Titles beside file names would look like two kinds of thing.
    let titled =
        collation.reports.iter().all(|report| outlet_name(report).is_some() || title(report).is_some());
    let plain: Vec<String> = collation.reports.iter().map(|report| name(report, titled)).collect();
    let mut order: Vec<usize> = (0..plain.len()).collect();
    let day = |index: usize| collation.reports[index].published.as_deref();
    order.sort_by_key(|&index| (day(index).is_none(), day(index), index));
    let mut bearers: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in order {
        bearers.entry(&plain[index]).or_default().push(index);
    }
    let label = |(index, name): (usize, &String)| match bearers[name.as_str()].as_slice() {
        [_] => name.clone(),
        several => {
            let place = several.iter().position(|&other| other == index).unwrap_or(0);
            format!("{name} ({})", place + 1)
        }
    };
    plain.iter().enumerate().map(label).collect()
}

/// The name of a report, which others may bear too.
fn name(report: &Report, titled: bool) -> String {
    match (outlet_name(report), title(report).filter(|_| titled)) {
        (Some(name), _) => short_name(name),
        (None, Some(title)) => format!("“{}”", clip(title, LONG)),
        (None, None) => clip(&report.id, LONG),
    }
}

/// The outlet, else the host of the report's address.
fn outlet_name(report: &Report) -> Option<&str> {
    let outlet = report.outlet.as_deref().map(str::trim).filter(|outlet| !outlet.is_empty());
    let address = || report.url.as_deref().and_then(host).or_else(|| host(&report.id));
    outlet.map(|outlet| host(outlet).unwrap_or(outlet)).or_else(address)
}

fn title(report: &Report) -> Option<&str> {
    report.title.as_deref().map(str::trim).filter(|title| !title.is_empty())
}

/// A name without what only says through whom or from where a text was had, where it is too long with that.
fn short_name(name: &str) -> String {
    if width(name) <= LONG {
        return name.to_owned();
    }
    let until = [" via ", " ("].iter().filter_map(|mark| name.find(mark)).filter(|&at| at > 0).min();
    clip(&name[..until.unwrap_or(name.len())], LONG)
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = ["www.", "m.", "amp."].iter().find_map(|front| host.strip_prefix(front)).unwrap_or(host);
    (!host.is_empty()).then_some(host)
}

fn content_words(text: &str) -> BTreeSet<String> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| word.chars().count() > 3 || word.chars().all(|character| character.is_ascii_digit()))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Whether all words of `part` stand in `whole`, in a row.
fn holds_words(whole: &str, part: &str) -> bool {
    let padded = |text: &str| {
        let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric()).collect();
        format!(" {} ", words.join(" ").to_lowercase())
    };
    padded(whole).contains(&padded(part))
}

fn is_pronoun(words: &str) -> bool {
    const PRONOUNS: [&str; 11] = ["he", "she", "they", "it", "i", "we", "you", "who", "which", "him", "her"];
    PRONOUNS.contains(&words.to_lowercase().as_str())
}

fn shares_a_word(words: &str, name: &str) -> bool {
    let parts = |text: &str| -> BTreeSet<String> {
        text.split(|character: char| !character.is_alphanumeric())
            .filter(|word| word.chars().count() > 1)
            .map(str::to_lowercase)
            .collect()
    };
    parts(words).intersection(&parts(name)).any(|word| !matches!(word.as_str(), "the" | "of" | "and"))
}
