//! Whether reports tell one story, or are a mixed pile of several.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use variorum_spacy::Pos;

use crate::annotate::Annotated;
use crate::days::{MONTHS, WEEKDAYS};

/// A pile of this many reports shows by itself which words are rare; a smaller one is parted only where groups share
/// practically nothing, for whoever gives a few reports has most likely chosen them.
pub const PILE: usize = 16;
/// Likeness below which two groups of a few reports share practically nothing.
const APART: f64 = 0.12;
/// Mean likeness from which a report that comes later is of a group's story.
pub const TOGETHER: f64 = 0.22;
/// Mean likeness down to which groups of a pile are put together: groups of one subject, which are then parted by
/// story. Set with [`CONTRAST`] on topics 1 to 35 of ECB+: either half of them, parted by number or odd from even,
/// gives the same F1 within .005 for all values from .10 to .13.
const SUBJECT: f64 = 0.12;
/// How far below the likeness within its parts the likeness between them must lie, as a share of the former, before a
/// group is two stories of one subject.
const CONTRAST: f64 = 0.5;
/// Fewest reports of a part; two parts at least must have as many.
const PART: usize = 3;
/// How often the reports of a group that is cut are given anew to the part that each is most like: linkage can't take
/// back an early step. Two rounds settle nearly all; a further one changed nothing.
const ROUNDS: usize = 2;
/// How many parts a group may be cut into at a time.
const PARTS: [usize; 2] = [2, 3];
/// A report's first words tell what happened; they count twice.
const LEAD: usize = 60;
/// Weight of a name, and of a number, against that of another word: they tell stories apart, words only subjects.
const NAME_WEIGHT: f64 = 2.5;
const NUMBER_WEIGHT: f64 = 1.0;
/// The same among reports of one subject: nouns and verbs are the subject's, and hardly tell its stories apart; names
/// and numbers do. Set on topics 1 to 35 of ECB+; either half of them gains by it, and values near these do as well.
const NUMBER_WEIGHT_WITHIN: f64 = 4.0;
const WORD_WEIGHT_WITHIN: f64 = 0.1;

/// Parts reports into stories: indices of the reports of each, the largest story first, then by first report.
///
/// Reports are bags of names, numbers, nouns and verbs, weighed by their rarity within the pile, and grouped by average
/// linkage. Groups of a few reports stay together unless they share practically nothing.
pub fn stories(reports: &[Annotated]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|&a, &b| {
        let key = |index: usize| {
            (reports[index].report.published, &reports[index].report.id, &reports[index].report.text)
        };
        key(a).cmp(&key(b))
    });
    let counts: Vec<Counts> = order.iter().map(|&index| counts(&reports[index])).collect();
    let mut stories: Vec<Vec<usize>> = groups(&counts)
        .into_iter()
        .map(|group| group.into_iter().map(|place| order[place]).collect::<BTreeSet<usize>>())
        .map(|group| group.into_iter().collect())
        .collect();
    stories.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    stories
}

/// Groups reports by what [`counts`] gives of each: their places, group by group. Who comes first decides between
/// equals, so give them in an order that does not depend on chance.
pub fn groups(counts: &[Counts]) -> Vec<Vec<usize>> {
    let is_pile = counts.len() >= PILE;
    let bags = bags(counts.iter(), if is_pile { Weighing::Rarity } else { Weighing::Flat });
    if is_pile { parted(counts, linked(&bags, SUBJECT)) } else { joined(&bags, APART) }
}

/// How often a report uses each word; names and numbers are kept apart from words.
pub type Counts = BTreeMap<(Kind, String), usize>;

/// What a word tells a story by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A word of a name.
    Name,
    /// A number.
    Number,
    /// A noun or a verb.
    Word,
}

/// The weight of one word of a report: how often the report uses it, what kind it is, and how rare it is: `holders` of
/// `all` reports use it.
pub fn weight(kind: Kind, count: usize, holders: usize, all: usize) -> f64 {
    let kind = match kind {
        Kind::Name => NAME_WEIGHT,
        Kind::Number => NUMBER_WEIGHT,
        Kind::Word => 1.0,
    };
    (1.0 + (count as f64).ln()) * kind * (1.0 + all as f64 / holders as f64).ln()
}

/// Counts the words of a report that tell stories apart: names, numbers, nouns and verbs, by their lemmas. Days and
/// months count as numbers: any two stories may share them, but of two look-alike events each has its own.
pub fn counts(report: &Annotated) -> Counts {
    let mut counts = Counts::new();
    for (place, token) in report.doc.iter().enumerate() {
        let mut add = |kind: Kind, word: String| {
            *counts.entry((kind, word)).or_default() += if place < LEAD { 2 } else { 1 };
        };
        let kind = match token.pos() {
            Pos::Propn => Kind::Name,
            Pos::Num => Kind::Number,
            Pos::Noun | Pos::Verb => Kind::Word,
            _ => continue,
        };
        let word = token.lemma().to_lowercase();
        if kind == Kind::Name {
            let day = day_of_month(report, place);
            if let Some(name) = calendar_name(&word, day.is_some() || token.text().ends_with('.')) {
                day.into_iter().for_each(|day| add(Kind::Number, format!("{name} {day}")));
                add(Kind::Number, name.to_owned());
                continue;
            }
        }
        if word.chars().count() > 2 && !COMMON.contains(&word.as_str()) {
            add(kind, word);
        }
    }
    counts
}

/// The month or the day of the week that a word names, in full, if it does: "sept." is "september". Short forms are
/// also people's names ("Jan", "Mar") and count where something else speaks for a date.
fn calendar_name(word: &str, is_dated: bool) -> Option<&'static str> {
    let word = word.trim_end_matches('.');
    let short = |month: &&str| {
        let shortened = word.len() == 3 && month.starts_with(word) || word == "sept" && *month == "september";
        is_dated && shortened
    };
    let month = MONTHS.into_iter().find(|month| *month == word).or_else(|| MONTHS.into_iter().find(short));
    month.or_else(|| WEEKDAYS.iter().map(|(name, _)| *name).find(|name| *name == word))
}

/// The number from 1 to 31 beside the token at `place`, first after it, then before it.
fn day_of_month(report: &Annotated, place: usize) -> Option<u8> {
    let day = |place: usize| {
        let token = (place < report.doc.tokens.len()).then(|| report.doc.token(place))?;
        token.text().parse::<u8>().ok().filter(|day| (1..=31).contains(day))
    };
    day(place + 1).or_else(|| day(place.checked_sub(1)?))
}

/// The words of a report by number, with their weights; the weights' squares add up to one.
type Bag = Vec<(usize, f64)>;

/// How words are weighed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weighing {
    /// By how often they are used: there are too few reports to tell which are rare.
    Flat,
    /// By their rarity among the reports too.
    Rarity,
    /// By their rarity among reports of one subject.
    Within,
}

impl Weighing {
    /// The weight of a word that `holders` of `all` reports use.
    fn weight(self, kind: Kind, count: usize, holders: usize, all: usize) -> f64 {
        // Where rarity can't be told, every word counts as held by all: the factor is the same for each.
        let holders = if self == Weighing::Flat { all } else { holders };
        let within = match kind {
            Kind::Name => 1.0,
            Kind::Number => NUMBER_WEIGHT_WITHIN / NUMBER_WEIGHT,
            Kind::Word => WORD_WEIGHT_WITHIN,
        };
        weight(kind, count, holders, all) * if self == Weighing::Within { within } else { 1.0 }
    }
}

/// Weighs the words.
fn bags<'c>(counts: impl Iterator<Item = &'c Counts> + Clone, weighing: Weighing) -> Vec<Bag> {
    let mut numbers: BTreeMap<&(Kind, String), (usize, usize)> = BTreeMap::new();
    for word in counts.clone().flat_map(|counts| counts.keys()) {
        let next = numbers.len();
        numbers.entry(word).or_insert((next, 0)).1 += 1;
    }
    let all = counts.clone().count();
    let bag = |counts: &Counts| {
        let mut bag: Bag = counts
            .iter()
            .filter(|((kind, _), _)| weighing != Weighing::Flat || matches!(kind, Kind::Name | Kind::Word))
            .map(|(word, &count)| {
                let (number, holders) = numbers[word];
                (number, weighing.weight(word.0, count, holders, all))
            })
            .collect();
        bag.sort_unstable_by_key(|(number, _)| *number);
        let norm = bag.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        bag.iter_mut().for_each(|(_, weight)| *weight /= norm.max(f64::MIN_POSITIVE));
        bag
    };
    counts.map(bag).collect()
}

/// Groups of a few reports: each report joins all groups that it is like, so that none stay apart which it binds.
fn joined(bags: &[Bag], least: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<usize>, Bag)> = Vec::new();
    for (place, bag) in bags.iter().enumerate() {
        let mut own = (vec![place], bag.clone());
        for (members, sum) in std::mem::take(&mut groups) {
            if own.1.is_empty() || sum.is_empty() || dot(&own.1, &sum) >= least * norm(&own.1) * norm(&sum) {
                own.0.extend(members);
                own.1 = add(&own.1, &sum);
            } else {
                groups.push((members, sum));
            }
        }
        groups.push(own);
    }
    groups.into_iter().map(|(members, _)| members).collect()
}

/// Groups of a pile by average linkage, cut at `least`. The mean likeness of all pairs of two groups is the product of
/// the sums of their bags, so that groups are compared and not pairs. Beyond [`COMPARED`] reports each joins the group
/// that it is most like first, and only the groups are linked.
fn linked(bags: &[Bag], least: f64) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<usize>, Bag)> = Vec::new();
    for (place, bag) in bags.iter().enumerate() {
        let crowded = place >= COMPARED;
        let like = |(members, sum): &(Vec<usize>, Bag)| dot(bag, sum) / members.len() as f64;
        let best = (0..if crowded { groups.len() } else { 0 })
            .map(|group| (like(&groups[group]), group))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        match best.filter(|(likeness, _)| *likeness >= least) {
            Some((_, group)) => {
                groups[group].0.push(place);
                groups[group].1 = add(&groups[group].1, bag);
            }
            None => groups.push((vec![place], bag.clone())),
        }
        if place + 1 == COMPARED && bags.len() > COMPARED {
            groups = merged(groups, least).0;
        }
    }
    merged(groups, least).0.into_iter().map(|(members, _)| members).collect()
}

/// Parts groups of one subject by story: words are weighed anew by their rarity within the group, where the names and
/// numbers of two look-alike events stand against each other, and a group that falls apart clearly is cut.
fn parted(counts: &[Counts], groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let mut open = groups;
    let mut settled = Vec::new();
    while let Some(group) = open.pop() {
        match parts(counts, &group) {
            Some(parts) => open.extend(parts),
            None => settled.push(group),
        }
    }
    settled
}

/// The stories of a group, if it holds several.
fn parts(counts: &[Counts], group: &[usize]) -> Option<Vec<Vec<usize>>> {
    if group.len() < 2 * PART || group.len() > COMPARED {
        return None;
    }
    let bags = bags(group.iter().map(|&place| &counts[place]), Weighing::Within);
    let alone = || bags.iter().enumerate().map(|(place, bag)| (vec![place], bag.clone())).collect::<Vec<_>>();
    let (_, mut heights) = merged(alone(), f64::MIN);
    heights.sort_by(f64::total_cmp);
    let parts = PARTS.into_iter().find_map(|count| {
        let (below, above) = (heights.get(count - 2)?, heights.get(count - 1)?);
        let (parts, _) = merged(alone(), (below + above) / 2.0);
        let large = parts.iter().filter(|(members, _)| members.len() >= PART).count();
        (large >= 2).then_some(parts)
    })?;
    let (large, small): (Vec<_>, Vec<_>) = parts.into_iter().partition(|(members, _)| members.len() >= PART);
    let parts = settled(with_small(&large, &small, &bags), &bags)?;
    (contrast(&parts) >= CONTRAST).then(|| {
        let in_pile = |(members, _): Part| members.into_iter().map(|place| group[place]).collect();
        parts.into_iter().map(in_pile).collect()
    })
}

/// Some reports of a group, by their places in it, and the sum of their bags.
type Part = (Vec<usize>, Bag);

/// The large parts, each with those reports of small ones that are most like it: a report told in words of its own is
/// no story of its own.
fn with_small(large: &[Part], small: &[Part], bags: &[Bag]) -> Vec<Part> {
    let mut parts: Vec<Vec<usize>> = large.iter().map(|(members, _)| members.clone()).collect();
    for &place in small.iter().flat_map(|(members, _)| members) {
        parts[nearest(large, place, bags)].push(place);
    }
    parts.into_iter().map(|members| part(members, bags)).collect()
}

/// The parts once each report has gone to the one that it is most like; none if a part comes to nothing by it.
fn settled(mut parts: Vec<Part>, bags: &[Bag]) -> Option<Vec<Part>> {
    for _ in 0..ROUNDS {
        let mut next: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
        for place in 0..bags.len() {
            next[nearest(&parts, place, bags)].push(place);
        }
        parts = next.into_iter().map(|members| part(members, bags)).collect();
        if parts.iter().any(|(members, _)| members.len() < PART) {
            return None;
        }
    }
    Some(parts)
}

/// The reports at these places with the sum of their bags.
fn part(members: Vec<usize>, bags: &[Bag]) -> Part {
    let mut sum: BTreeMap<usize, f64> = BTreeMap::new();
    for &(number, weight) in members.iter().flat_map(|&place| &bags[place]) {
        *sum.entry(number).or_default() += weight;
    }
    (members, sum.into_iter().collect())
}

/// The part that a report is most like in the mean of its reports, the report itself left out.
fn nearest(parts: &[Part], place: usize, bags: &[Bag]) -> usize {
    let likeness = |part: usize| {
        let (members, sum) = &parts[part];
        if !members.contains(&place) {
            return dot(&bags[place], sum) / members.len() as f64;
        }
        (dot(&bags[place], sum) - dot(&bags[place], &bags[place])) / (members.len() as f64 - 1.0).max(1.0)
    };
    (0..parts.len()).max_by(|&a, &b| likeness(a).total_cmp(&likeness(b)).then(b.cmp(&a))).unwrap_or(0)
}

/// How far the mean likeness of reports of different parts lies below that of reports of one part, as its share.
fn contrast(parts: &[Part]) -> f64 {
    let (mut within, mut pairs_within, mut between, mut pairs_between) = (0.0, 0.0, 0.0, 0.0);
    for (index, (members, sum)) in parts.iter().enumerate() {
        let size = members.len() as f64;
        // The sum of all pairs' likeness, each report's with itself (1) left out.
        within += dot(sum, sum) - size;
        pairs_within += size * (size - 1.0);
        for (others, other) in &parts[index + 1..] {
            between += dot(sum, other);
            pairs_between += size * others.len() as f64;
        }
    }
    let mean = |sum: f64, pairs: f64| if pairs > 0.0 { sum / pairs } else { 0.0 };
    let (within, between) = (mean(within, pairs_within), mean(between, pairs_between));
    if within > 0.0 { (within - between) / within } else { 0.0 }
}

/// How many reports are compared each with each.
const COMPARED: usize = 1200;

/// Average linkage by chains of nearest neighbours (Benzécri 1982): its merges are those of the greedy order, found in
/// quadratic time. Gives the groups, and the likeness at which each merge was made.
fn merged(groups: Vec<Part>, least: f64) -> (Vec<Part>, Vec<f64>) {
    let mut heights = Vec::new();
    let mut groups: Vec<Option<(Vec<usize>, Bag)>> = groups.into_iter().map(Some).collect();
    let count = groups.len();
    let mut likeness = vec![0.0f64; count * count];
    for one in 0..count {
        for other in one + 1..count {
            let mean = match (&groups[one], &groups[other]) {
                (Some(a), Some(b)) => dot(&a.1, &b.1) / (a.0.len() * b.0.len()) as f64,
                _ => 0.0,
            };
            (likeness[one * count + other], likeness[other * count + one]) = (mean, mean);
        }
    }
    let mut chain: Vec<usize> = Vec::new();
    let mut settled = vec![false; count];
    loop {
        if chain.is_empty() {
            match (0..count).find(|&group| groups[group].is_some() && !settled[group]) {
                Some(first) => chain.push(first),
                None => break,
            }
        }
        let last = chain[chain.len() - 1];
        let before = chain.len().checked_sub(2).map(|place| chain[place]);
        let nearest = (0..count)
            .filter(|&other| other != last && groups[other].is_some())
            .map(|other| (likeness[last * count + other], other))
            .max_by(|a, b| {
                a.0.total_cmp(&b.0)
                    .then((Some(a.1) == before).cmp(&(Some(b.1) == before)))
                    .then(b.1.cmp(&a.1))
            });
        let height = nearest.map_or(0.0, |(mean, _)| mean);
        match nearest.filter(|(mean, _)| *mean >= least) {
            None => {
                settled[last] = true;
                chain.clear();
            }
            Some((_, next)) if Some(next) == before => {
                chain.truncate(chain.len() - 2);
                let (Some(one), Some(other)) = (groups[next].take(), groups[last].take()) else { break };
                heights.push(height);
                let (size, other_size) = (one.0.len() as f64, other.0.len() as f64);
                for third in 0..count {
                    let mean = (size * likeness[next * count + third]
                        + other_size * likeness[last * count + third])
                        / (size + other_size);
                    (likeness[next * count + third], likeness[third * count + next]) = (mean, mean);
                }
                groups[next] = Some(([one.0, other.0].concat(), add(&one.1, &other.1)));
                settled.iter_mut().for_each(|settled| *settled = false);
            }
            Some((_, next)) => chain.push(next),
        }
    }
    (groups.into_iter().flatten().collect(), heights)
}

fn dot(one: &Bag, other: &Bag) -> f64 {
    let (mut at, mut sum) = (0, 0.0);
    for &(number, weight) in one {
        while other.get(at).is_some_and(|entry| entry.0 < number) {
            at += 1;
        }
        if let Some(entry) = other.get(at).filter(|entry| entry.0 == number) {
            sum += weight * entry.1;
        }
    }
    sum
}

fn norm(bag: &Bag) -> f64 {
    dot(bag, bag).sqrt()
}

fn add(one: &Bag, other: &Bag) -> Bag {
    let mut sum: BTreeMap<usize, f64> = one.iter().copied().collect();
    other.iter().for_each(|&(number, weight)| *sum.entry(number).or_default() += weight);
    sum.into_iter().collect()
}

/// Nouns of time and of the trade, which any two stories share as they share the names of the calendar.
const COMMON: &[&str] = &[
    "people",
    "person",
    "year",
    "day",
    "time",
    "week",
    "month",
    "hour",
    "report",
    "news",
    "statement",
    "official",
    "thing",
    "man",
    "woman",
    "number",
    "part",
    "way",
    "state",
    "country",
    "group",
    "world",
    "case",
    "place",
    "end",
    "reuters",
    "agency",
    "press",
    "associated",
    "spokesman",
    "spokeswoman",
    "reporter",
    "today",
];
