//! Extent: how much of a matter a figure is told of. A part of a greater number, a whole region, a stretch of time,
//! what comes on top of others.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::civil::Date;
use variorum_spacy::{Pos, Token};

use super::context::{ClaimId, Context, words};
use super::country;
use crate::annotate::quantity::GRAVE;
use crate::annotate::{Annotated, EntityKind, MentionForm, Quantity};
use crate::days::Days;

/// The figure of people whose noun and state a bare number leaves out: "2,000 people marched; police estimated 900",
/// "three deaths; hospitals spoke of four".
pub fn ellipsis<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<&'a Quantity> {
    let number = report.doc.token(quantity.token);
    let bare = quantity.of.is_none() && quantity.unit.is_none() && quantity.measure.is_none();
    let head = number.head();
    let verb = if head.pos() == Pos::Adp { head.head() } else { head };
    let told = matches!(number.dep(), "dobj" | "pobj")
        && matches!(
            verb.lemma(),
            "estimate" | "put" | "give" | "count" | "say" | "speak" | "report" | "confirm"
        );
    let before = report.quantities.iter().rev().filter(|other| other.token < quantity.token);
    let last = before.take_while(|other| other.sentence == quantity.sentence).next();
    last.filter(|last| bare && told && last.unit.as_deref() == Some("person") && last.measure.is_some())
}

/// The quantity of which this one is told as a part: the last before it in the sentence, "including" or "among"
/// between, or any before "140 of them".
pub fn whole<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<&'a Quantity> {
    let before = report.quantities.iter().rev().filter(|other| other.token < quantity.token);
    let whole = before.take_while(|other| other.sentence == quantity.sentence).find(|other| {
        other.unit.as_deref() == Some("person") && other.low.or(other.high) > quantity.low.or(quantity.high)
    })?;
    let mut between =
        (whole.token..quantity.token).map(|index| report.doc.token(index).text().to_lowercase());
    let included = between.any(|word| matches!(word.as_str(), "including" | "among"));
    (included || is_partitive(report, quantity)).then_some(whole)
}

/// Whether the number counts "of them", which only the words before it make a noun.
pub fn is_partitive(report: &Annotated, quantity: &Quantity) -> bool {
    let after = |offset: usize| {
        report.doc.tokens.get(quantity.token + offset).map(|_| report.doc.token(quantity.token + offset))
    };
    let word = |offset: usize| after(offset).map(|token| token.text().to_lowercase()).unwrap_or_default();
    word(1) == "of" && matches!(word(2).as_str(), "them" | "whom" | "these" | "those")
}

/// What sets the part apart that "nine of them" tells: "seriously", "with severe burns", "children". As a range of
/// tokens.
pub fn part(report: &Annotated, quantity: &Quantity) -> Option<Range<usize>> {
    // "12 of them in a serious condition": the state itself sets them apart, and others tell it without the whole.
    let is_state = quantity.measure.as_deref() == Some(GRAVE);
    let sentence =
        report.sentences.get(quantity.sentence).filter(|_| is_partitive(report, quantity) && !is_state)?;
    let first = quantity.token + 3;
    let ends = |index: &usize| report.doc.token(*index).pos() == Pos::Punct;
    let last = (first..sentence.tokens.end).find(ends).unwrap_or(sentence.tokens.end);
    let tells = (first..last).any(|index| matches!(report.doc.token(index).pos(), Pos::Verb | Pos::Aux));
    (!tells && first < last && last - first <= LONGEST_PART).then_some(first..last)
}

/// More words behind "of them" tell more than what the part is.
const LONGEST_PART: usize = 6;

/// The place named right after the number and what it counts: "140 of them in Varnholt".
pub fn place_after(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Option<usize> {
    place_within(context, id, quantity, quantity.token..quantity.token + NEAR)
}

fn place_within(
    context: &Context<'_>,
    id: ClaimId,
    quantity: &Quantity,
    near: Range<usize>,
) -> Option<usize> {
    let report = context.report(id);
    let place = report.mentions.iter().enumerate().find(|(_, mention)| {
        near.contains(&mention.tokens.start)
            && mention.sentence == quantity.sentence
            && mention.form == MentionForm::Name
            && mention.kind == EntityKind::Place
    })?;
    context.entity(id.0, place.0)
}

/// The country among `places` in which the sentence locates the figure: "died in Varland", "in Varland, 22 people".
pub fn country_of(
    context: &Context<'_>,
    id: ClaimId,
    quantity: &Quantity,
    places: &BTreeSet<usize>,
) -> Option<usize> {
    let report = context.report(id);
    let located = report.mentions.iter().enumerate().filter(|(_, mention)| {
        let before = mention.tokens.start.checked_sub(1).map(|at| report.doc.token(at).text().to_lowercase());
        mention.sentence == quantity.sentence
            && matches!(before.as_deref(), Some("in" | "across" | "throughout"))
    });
    let is_country = |entity: &usize| country::is_wide(&context.story.entities.entities[*entity].name);
    let mut countries = located.filter_map(|(mention, _)| context.entity(id.0, mention));
    let named = countries.find(|entity| places.contains(entity) && is_country(entity));
    named.or_else(|| {
        let sentence = report.sentences.get(quantity.sentence)?.tokens.clone();
        let that = sentence.into_iter().find(|&at| says_that_country(report, at))?;
        let before = report.mentions.iter().enumerate().rev();
        let before = before.filter(|(_, mention)| {
            mention.tokens.end <= that
                && mention.form == MentionForm::Name
                && mention.kind == EntityKind::Place
        });
        before.filter_map(|(mention, _)| context.entity(id.0, mention)).find(is_country)
    })
}

/// Whether "in that country" begins at the token: the country named last.
fn says_that_country(report: &Annotated, at: usize) -> bool {
    let word = |offset: usize| {
        let token = report.doc.tokens.get(at + offset).map(|_| report.doc.token(at + offset));
        token.map(|token| token.text().to_lowercase()).unwrap_or_default()
    };
    matches!(word(0).as_str(), "in" | "across" | "throughout")
        && word(1) == "that"
        && matches!(word(2).as_str(), "country" | "nation")
}

/// How many tokens behind a number a place still narrows it.
const NEAR: usize = 6;

/// Where the sentence tells the figure of a whole region, and not as a part of one told before: the token that says so.
fn region(report: &Annotated, quantity: &Quantity) -> Option<usize> {
    let sentence = report.sentences.get(quantity.sentence)?;
    let word = |at: usize| if at < sentence.tokens.end { report.doc.token(at).text() } else { "" };
    let spans = |&at: &usize| {
        let region = |ahead: usize| WIDE_NOUNS.contains(&word(at + ahead));
        let named = word(at + 1).starts_with(char::is_uppercase);
        match word(at).to_lowercase().as_str() {
            "across" | "throughout" => named || (1..=3).any(region),
            "whole" | "entire" => region(1),
            word => WIDE_WORDS.contains(&word),
        }
    };
    if whole(report, quantity).is_some() { None } else { sentence.tokens.clone().find(spans) }
}

/// Of which region the figure is told, where the sentence says that it is told of a whole one: its place, if it is
/// named.
pub fn wide(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Option<Option<usize>> {
    region(context.report(id), quantity).map(|at| place_within(context, id, quantity, at..at + NEAR))
}

const WIDE_WORDS: &[&str] = &[
    "nationwide",
    "countrywide",
    "province-wide",
    "provincewide",
    "statewide",
    "region-wide",
    "regionwide",
    "nationally",
];
const WIDE_NOUNS: &[&str] = &[
    "province",
    "country",
    "region",
    "state",
    "governorate",
    "district",
    "nation",
    "county",
    "island",
    "islands",
];

/// Whether the amount only repeats the one before it in another unit: "90 km (56 miles; 49 nautical miles)", "£40m
/// ($50m)".
pub fn is_conversion(report: &Annotated, quantity: &Quantity) -> bool {
    let measured = |quantity: &Quantity| {
        quantity.measure.is_none() && quantity.unit.as_deref().is_some_and(|unit| unit != "person")
    };
    let before =
        report.quantities.iter().rev().filter(|other| other.token < quantity.token && measured(other));
    let near = before.take_while(|other| other.sentence == quantity.sentence).take(LONGEST_CONVERSION);
    let opens = |other: &Quantity| {
        let between = report.report.text.get(other.span.end as usize..quantity.span.start as usize);
        between.is_some_and(|between| {
            let opened =
                between.split_once('(').is_some_and(|(noun, _)| noun.split_whitespace().count() <= 1);
            opened && !between.contains(')') && between.len() < NEAR_BYTES
        }) && other.unit != quantity.unit
    };
    measured(quantity) && near.into_iter().any(opens)
}

/// How many amounts a parenthesis with the same in other units may hold, and how far they lie.
const LONGEST_CONVERSION: usize = 3;
const NEAR_BYTES: usize = 40;

/// Whether the number is of those whom something may yet befall ("thousands risk death").
pub fn is_threat(report: &Annotated, quantity: &Quantity) -> bool {
    let risked = words(report, quantity.span).split(' ').any(|word| word == "risk");
    risked
        || super::figure::governing_predicate(report, quantity).is_some_and(|verb| {
            matches!(verb.lemma().to_lowercase().as_str(), "risk" | "threaten" | "endanger" | "face")
        })
}

/// Whether the sentence tells the figure of a stretch of time, and not only of what is "the worst in recent years".
pub fn is_over_time(report: &Annotated, quantity: &Quantity) -> bool {
    let Some(sentence) = report.sentences.get(quantity.sentence) else { return false };
    let text = words(report, sentence.span).to_lowercase();
    OVER_TIME.iter().filter_map(|words| text.find(words)).any(|place| {
        // Lower case may be of other length, so that the place is near enough and no more.
        let start = sentence.span.start + place as u32 + 1;
        let first = report.doc.tokens.partition_point(|token| token.start < start);
        !hangs_below(report, quantity, first) && !ranks(report, first)
    })
}

/// When something else happened of which the figure is told: "three years since a dam burst in Marla, killing 19". A
/// figure that stands outside the words behind "since" or "after" is today's: "three years after a dam burst in Marla,
/// a quay broke, killing 19".
pub fn of_earlier_event(report: &Annotated, quantity: &Quantity, told: Date) -> Option<Days> {
    let number = report.doc.tokens.get(quantity.token)?;
    let years = report.times.iter().find_map(|time| {
        let years: i16 = time.value.as_deref()?.strip_prefix('P')?.strip_suffix('Y')?.parse().ok()?;
        let next = report.doc.tokens.partition_point(|token| token.start < time.span.end);
        let since = (next < report.doc.len()).then(|| report.doc.token(next))?;
        let leads_back =
            matches!(since.text(), "since" | "after") && tells_of(since, report.doc.token(quantity.token));
        (time.sentence == quantity.sentence && leads_back && time.span.end < number.start).then_some(years)
    })?;
    // "Just over three years": it may have been the year before.
    let (first, last) = (told.year().checked_sub(years.checked_add(1)?)?, told.year().checked_sub(years)?);
    Some(Days { first: Days::of_value(&first.to_string())?.first, ..Days::of_value(&last.to_string())? })
}

/// Whether the number belongs to what the words behind "since" or "after" tell: it hangs on them, or stands between
/// them and the subject of the sentence ("two years after a tunnel burned, killing 19, the quay broke"), where a
/// participle may hang on either verb.
fn tells_of(since: Token<'_>, number: Token<'_>) -> bool {
    // The word hangs on the verb of its clause, and over a noun: "since the flood".
    let told = if since.dep() == "mark" { since.head() } else { since };
    let verb = told.ancestors().find(|token| token.pos() == Pos::Verb);
    let subject = verb.and_then(|verb| verb.child(&["nsubj", "nsubjpass"]));
    let opens = subject.and_then(|subject| subject.subtree().map(|token| token.index).min());
    told.dominates(number) || number.index > since.index && opens.is_some_and(|opens| number.index < opens)
}

/// Whether the words from the token on say among what something is the first or the worst: "the worst crash in recent
/// years".
fn ranks(report: &Annotated, token: usize) -> bool {
    let mut nouns = (token < report.doc.len())
        .then(|| report.doc.token(token))
        .into_iter()
        .flat_map(|token| token.ancestors().take(2))
        .take_while(|token| token.pos() != Pos::Verb);
    nouns.any(|noun| noun.children().any(|child| child.index < token && matches!(child.tag(), "JJS" | "RBS")))
}

/// Whether the number stands in a clause that hangs on the one of the token: "three bodies were found in the last 24
/// hours, bringing the toll to 149".
fn hangs_below(report: &Annotated, quantity: &Quantity, token: usize) -> bool {
    if token >= report.doc.len() {
        return false;
    }
    let verb = report.doc.token(token).ancestors().find(|token| token.pos() == Pos::Verb);
    let own = super::figure::governing_predicate(report, quantity);
    own.zip(verb)
        .is_some_and(|(own, verb)| own.index != verb.index && own.dep() == "advcl" && verb.dominates(own))
}

const OVER_TIME: &[&str] = &[
    " since ",
    "so far this year",
    "this month",
    "this year",
    "over the past",
    "in the past",
    "during the past",
    "in recent",
    "in the last",
    "over the last",
    "during the last",
    "years of",
    "in total since",
    "weeks of",
    "months of",
];

/// Whether what is counted comes on top of others.
pub fn is_additional(report: &Annotated, quantity: &Quantity, noun: Option<Token<'_>>) -> bool {
    let tells = |token: Token<'_>| {
        matches!(token.text().to_lowercase().as_str(), "others" | "other" | "another" | "more")
    };
    let number = report.doc.token(quantity.token);
    noun.is_some_and(tells)
        || number.previous().is_some_and(|token| tells(token) && token.text() != "more")
        || number.next().is_some_and(tells)
}
