//! Figures: quantities that a claim gives, with all that decides whether two of them speak of one matter.

use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use variorum_spacy::{Pos, Token};

use super::asof::AsOf;
use super::bridges::Bridges;
use super::context::{ClaimId, Context, OPENING, event_of, words};
use super::extent::{
    country_of, ellipsis, is_additional, is_conversion, is_over_time, is_partitive, is_threat,
    of_earlier_event, part, place_after, whole, wide,
};
use super::value::Value;
use super::{country, lexicon};
use crate::annotate::quantity::{Change, is_personal};
use crate::annotate::{Annotated, Bound, EntityKind, MentionForm, Quantity, Time};
use crate::days::Days;
use crate::report::SectionKind;

/// A quantity within a claim.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The claim: the smallest that holds the quantity.
    pub claim: ClaimId,
    /// The quantity's index in the report.
    pub quantity: usize,
    /// What it may stand for.
    pub value: Value,
    /// As of when it is told.
    pub as_of: AsOf,
    /// The state of what is counted, where the text gives one.
    pub measure: Option<String>,
    /// The class of what is counted; a rise or fall by so much is a class of its own.
    pub counted: String,
    /// What sets a part of others apart ("nine of them seriously"), as a range of tokens.
    pub part: Option<Range<usize>>,
    /// Words that narrow what is counted ("of the lower town", "Turkish"), as terms.
    pub narrowed: BTreeSet<String>,
    /// Terms of the claim.
    pub terms: Vec<usize>,
    /// The class of the verb that governs it.
    pub predicate: Option<String>,
    /// Kinds of event named beside it.
    pub events: BTreeSet<&'static str>,
    /// Places named beside it.
    pub places: BTreeSet<usize>,
    /// Days named beside it.
    pub days: Vec<Days>,
    /// The name that stands nearest in front of it.
    pub beside: Option<usize>,
    /// The number of which it is told as a part ("58, including 11 children").
    pub whole: Option<f64>,
    /// Whether it is told of a whole region or country ("across the province", "nationwide").
    pub wide: bool,
    /// The country of which it is told, where the words locate it there ("in Varland").
    pub country: Option<usize>,
    /// Whether it is told of a stretch of time ("since September", "this month") and not of one event.
    pub over_time: bool,
    /// Whether it comes on top of others ("six others").
    pub additional: bool,
    /// Whether it stands in the headline or among the first sentences.
    pub leads: bool,
    /// Whether it is the greatest of its kind in the report, of those in its lead where there are any, told of the
    /// whole and of the story's kind of event; or what another source sets against that one.
    pub main: bool,
}

/// The figures of a story in order of report and place. Future, conditional and questioned ones are left out, as are
/// ordinals of a count ("one of the") and vague ones.
pub fn figures(context: &Context<'_>, bridges: &Bridges) -> Vec<Figure> {
    let mut figures = Vec::new();
    for report in 0..context.story.reports.len() {
        let annotated = &context.story.reports[report];
        for (index, quantity) in annotated.quantities.iter().enumerate() {
            let claim = context.smallest_claim(report, |claim| claim.quantities.contains(&index));
            figures.extend(claim.and_then(|claim| figure(context, claim, index, quantity)));
        }
    }
    let own = own_countries(context);
    for figure in &mut figures {
        figure.narrowed.retain(|word| !country::of_people(word).is_some_and(|country| own.contains(country)));
    }
    let common = common_words(context);
    for figure in figures.iter_mut().filter(|figure| !lexicon::is_person(&figure.counted)) {
        figure.narrowed.retain(|word| !common.contains(word));
    }
    hedge_headlines(context, &mut figures);
    supersede_parts(&mut figures);
    mark_main(context, bridges, &mut figures);
    figures
}

/// Gives a number in a headline the hedge that the same report's text gives it: headlines leave out "roughly".
fn hedge_headlines(context: &Context<'_>, figures: &mut [Figure]) {
    let in_headline = |figure: &Figure| {
        let report = context.report(figure.claim);
        let sentence = report.sentences.get(report.quantities[figure.quantity].sentence);
        sentence.is_some_and(|sentence| sentence.section == SectionKind::Headline)
    };
    for index in 0..figures.len() {
        let headline = &figures[index];
        if headline.value.bound != Bound::Exact || !in_headline(headline) {
            continue;
        }
        let hedged = figures[of_report(figures, headline.claim.0)].iter().find(|figure| {
            figure.value.number == headline.value.number
                && (&figure.measure, &figure.counted) == (&headline.measure, &headline.counted)
                && !in_headline(figure)
        });
        if let Some(value) = hedged.map(|figure| figure.value) {
            figures[index].value = value;
        }
    }
}

/// Marks parts as earlier figures whose whole another report tells as one: "five of 18 were children" follows "four of
/// 15" where it is told that the toll was put at 15 before.
fn supersede_parts(figures: &mut [Figure]) {
    let earlier: Vec<(usize, Option<String>, f64)> = figures
        .iter()
        .filter(|figure| figure.as_of.earlier && figure.measure.is_some())
        .map(|figure| (figure.claim.0, figure.measure.clone(), figure.value.number))
        .collect();
    for figure in figures {
        let Some(whole) = figure.whole else { continue };
        figure.as_of.earlier |= earlier.iter().any(|(report, measure, number)| {
            *report != figure.claim.0 && *measure == figure.measure && *number == whole
        });
    }
}

/// The place of a report's figures among all, which stand in order of the reports.
fn of_report(figures: &[Figure], report: usize) -> Range<usize> {
    let first = figures.partition_point(|figure| figure.claim.0 < report);
    first..figures.partition_point(|figure| figure.claim.0 <= report)
}

/// The countries that a third of the reports name: their people are anybody in the story.
fn own_countries<'c>(context: &'c Context<'_>) -> BTreeSet<&'c str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for features in &context.features {
        let places: BTreeSet<usize> =
            features.iter().flat_map(|features| features.places.iter().copied()).collect();
        for place in places {
            let name = context.story.entities.entities[place].name.as_str();
            *counts.entry(name).or_default() += 1;
        }
    }
    let enough = |count: usize| 3 * count >= context.features.len();
    counts
        .into_iter()
        .filter(|(name, count)| enough(*count) && country::is_wide(name))
        .map(|(name, _)| name)
        .collect()
}

/// The nouns that a third of the reports use: of things they narrow nothing ("coaches of the train").
fn common_words(context: &Context<'_>) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for report in context.story.reports {
        let nouns = report.doc.iter().filter(|token| matches!(token.pos(), Pos::Noun | Pos::Propn));
        let nouns: BTreeSet<String> = nouns.map(|noun| noun.lemma().to_lowercase()).collect();
        nouns.into_iter().for_each(|noun| *counts.entry(noun).or_default() += 1);
    }
    let enough = |count: usize| count > 1 && 3 * count >= context.story.reports.len();
    counts.into_iter().filter(|(_, count)| enough(*count)).map(|(noun, _)| noun).collect()
}

/// Marks the greatest figure of each state and class in each report, of those in its lead where there are any, where
/// nothing ties it to a part, to another place or to another kind of event than the one that most reports tell of.
fn mark_main(context: &Context<'_>, bridges: &Bridges, figures: &mut [Figure]) {
    let dominant = dominant_event(context);
    let is_whole = |figure: &Figure| {
        let events = figure.events.is_empty()
            || dominant
                .is_none_or(|kind| figure.events.iter().any(|event| lexicon::events_compatible(event, kind)));
        figure.measure.is_some()
            && !figure.value.vague
            && figure.narrowed.is_empty()
            && !figure.over_time
            && is_recent(figure)
            && events
            && bridges.telling(&figure.places).is_empty()
    };
    let mut greatest: BTreeMap<(usize, Option<String>, String), usize> = BTreeMap::new();
    for index in (0..figures.len()).filter(|&index| is_whole(&figures[index])) {
        let figure = &figures[index];
        let key = (figure.claim.0, figure.measure.clone(), figure.counted.clone());
        let best = greatest.entry(key).or_insert(index);
        let rank = |figure: &Figure| (figure.leads, figure.value.number);
        if rank(&figures[*best]) < rank(figure) {
            *best = index;
        }
    }
    for index in greatest.into_values() {
        figures[index].main = true;
        let rivals: Vec<usize> = of_report(figures, figures[index].claim.0)
            .filter(|&other| is_whole(&figures[other]) && is_rival(context, &figures[index], &figures[other]))
            .collect();
        rivals.into_iter().for_each(|rival| figures[rival].main = true);
    }
}

/// Whether the second, of the same report, is the number that another source sets against the first, in the same
/// sentence or the next: "the union said 2,000 marched; police put the crowd at 900".
fn is_rival(context: &Context<'_>, main: &Figure, other: &Figure) -> bool {
    let sentence = |figure: &Figure| context.report(figure.claim).quantities[figure.quantity].sentence;
    (&main.measure, &main.counted) == (&other.measure, &other.counted)
        && !main.value.fits(other.value)
        && sentence(main).abs_diff(sentence(other)) <= 1
        && !other.additional
        && other.whole.is_none()
        && context.origin(main.claim) != context.origin(other.claim)
}

/// Whether the days beside a figure are not long past when it is told.
fn is_recent(figure: &Figure) -> bool {
    let Some(told) = figure.as_of.day else { return true };
    let oldest = told.saturating_sub(RECENT.days());
    figure.days.is_empty() || figure.days.iter().any(|days| days.last >= oldest)
}

/// How many days back an event may lie that a report tells as its own.
const RECENT: i64 = 60;

/// The kind of event that most reports name, if most name one.
pub fn dominant_event(context: &Context<'_>) -> Option<&'static str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for features in &context.features {
        for event in
            features.iter().flat_map(|features| features.events.iter().copied()).collect::<BTreeSet<_>>()
        {
            *counts.entry(event).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.filter(|(_, count)| 2 * count >= context.features.len()).map(|(event, _)| event)
}

fn figure(context: &Context<'_>, claim: ClaimId, index: usize, quantity: &Quantity) -> Option<Figure> {
    let report = context.report(claim);
    let value = Value::of(quantity, words(report, quantity.span))?;
    if !context.is_told_as_sure(claim) || quantity.token >= report.doc.len() || is_threat(report, quantity) {
        return None;
    }
    let features = context.features(claim);
    let whole = whole(report, quantity);
    let partitive = is_partitive(report, quantity);
    let of = whole.or_else(|| before_in_sentence(report, quantity));
    let counted_noun = match of {
        Some(of) if partitive => counted_noun(report, of),
        _ => counted_noun(report, quantity),
    };
    let aged = aged(context, claim, quantity);
    let before = ellipsis(report, quantity);
    let of_before = || before.map(|_| "person".to_owned());
    let mut counted = aged.clone().or_else(of_before).or_else(|| counted(report, quantity, counted_noun))?;
    match quantity.change {
        Some(Change::Up) => counted.push_str(" more"),
        Some(Change::Down) if quantity.measure.as_deref() != Some("cut") => counted.push_str(" fewer"),
        _ => {}
    }
    // Money that is saved is not rescued.
    let own_state = quantity.measure.as_deref().filter(|_| !lexicon::is_money(&counted));
    let state = own_state.or(before.and_then(|before| before.measure.as_deref()));
    let measure = state.map(|state| lexicon::measure(state).to_owned());
    let measure = aged.map(|_| AGE.to_owned()).or(measure);
    let measure = measure.or_else(|| state_of_whole(context, claim, quantity, &counted));
    // What people may yet suffer is no toll; what a company plans is its plan.
    if measure.as_deref().is_some_and(lexicon::is_cumulative) && !context.is_told_as_fact(claim) {
        return None;
    }
    if (measure.is_none() || is_one_of(report, quantity)) && is_trifle(quantity, value, &counted) {
        return None;
    }
    // "The six-year war": a length of time that only describes.
    let described = measure.is_none() && words(report, quantity.span).contains('-');
    if described && LENGTHS.contains(&counted.as_str()) || is_conversion(report, quantity) {
        return None;
    }
    let mut beside = beside(context, claim, quantity);
    // "140 of them in the city" is a figure of the city, and no part of another's whole.
    let located = whole.and_then(|_| place_after(context, claim, quantity));
    if let Some(place) = located {
        beside.places = BTreeSet::from([place]);
    }
    let part = part(report, quantity).filter(|_| located.is_none());
    let wide = wide(context, claim, quantity);
    if let Some(Some(place)) = wide {
        beside.places = BTreeSet::from([place]);
    }
    let mut as_of = AsOf::of(context, claim, quantity.span);
    as_of.update |= quantity.from.is_some();
    let days =
        super::context::days(report, context.claim(claim), |time| !is_of_aftermath(report, time, quantity));
    let days = days.into_iter().filter(|days| !as_of.spoken || Some(days.first) != as_of.day);
    let days = days.chain(as_of.day.and_then(|told| of_earlier_event(report, quantity, told))).collect();
    Some(Figure {
        claim,
        quantity: index,
        value,
        as_of,
        measure,
        narrowed: match &part {
            Some(part) => terms_of(report, part.clone()),
            None => narrowed(report, quantity, counted_noun),
        },
        part,
        counted,
        terms: features.terms.iter().copied().filter(|&term| !context.is_number[term]).collect(),
        predicate: governing_predicate(report, quantity)
            .map(|verb| lexicon::predicate(&verb.lemma().to_lowercase()).to_owned()),
        events: beside.events,
        places: beside.places.clone(),
        days,
        beside: name_before(context, claim, quantity),
        whole: whole.filter(|_| located.is_none()).and_then(|whole| whole.low.or(whole.high)),
        wide: wide.is_some(),
        country: country_of(context, claim, quantity, &beside.places),
        over_time: is_over_time(report, quantity),
        additional: is_additional(report, quantity, counted_noun) && !follows_other_state(report, quantity),
        leads: quantity.sentence < OPENING,
        main: false,
    })
}

/// Whether the number says hardly more than an article: one of anything, two people, two days.
fn is_trifle(quantity: &Quantity, value: Value, counted: &str) -> bool {
    let anything = lexicon::is_person(counted) || LENGTHS.contains(&counted) || quantity.unit.is_none();
    let least = if anything { 2.0 } else { 1.0 };
    let is_share = quantity.unit.as_deref() == Some("percent");
    value.bound == Bound::Exact && value.number <= least && !is_share
}

/// The last quantity before this one in its sentence.
fn before_in_sentence<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<&'a Quantity> {
    let mut before = report.quantities.iter().rev().filter(|other| other.token < quantity.token);
    before.next().filter(|other| other.sentence == quantity.sentence)
}

/// Whether the number before it is of another state: "drowned four sailors and hurt another nine" tells of no other
/// injured.
fn follows_other_state(report: &Annotated, quantity: &Quantity) -> bool {
    let before = before_in_sentence(report, quantity).and_then(|before| before.measure.as_deref());
    before.is_some_and(|before| quantity.measure.as_deref().is_some_and(|own| own != before))
}

/// Whether the number only picks from a group: "one of the dead", "one of the worst accidents".
fn is_one_of(report: &Annotated, quantity: &Quantity) -> bool {
    let after = quantity.token + 1;
    quantity.low == Some(1.0) && after < report.doc.len() && report.doc.token(after).lemma() == "of"
}

/// Units of time.
pub const LENGTHS: &[&str] =
    &["year", "month", "week", "day", "hour", "h", "minute", "min", "second", "s", "decade", "pm", "am"];

/// The measure of ages; what is counted is then the person's name.
pub const AGE: &str = "age";
/// The greatest age of a person.
const OLDEST: f64 = 120.0;

/// The name of the person whose age the number is: it stands between a name with a comma and another mark, or in
/// brackets behind the name.
fn aged(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Option<String> {
    let report = context.report(id);
    let plain = quantity.bound == Bound::Exact && quantity.of.is_none() && quantity.measure.is_none();
    let age = quantity.low.filter(|low| plain && *low <= OLDEST && low.fract() == 0.0).is_some();
    let number = report.doc.token(quantity.token);
    let mark = |token: Token<'_>, marks: &[&str]| marks.contains(&token.text());
    let before = number.previous().filter(|token| mark(*token, &[",", "aged", "("]))?;
    let before =
        if before.text() == "aged" { before.previous().filter(|token| token.text() == ",")? } else { before };
    let closed = number
        .next()
        .is_none_or(|token| mark(token, &[",", ".", ";", "and", "of", ")"]) || token.is_sent_start());
    let named = report.mentions.iter().position(|mention| {
        mention.tokens.end == before.index
            && mention.form == MentionForm::Name
            && mention.kind == EntityKind::Person
    })?;
    let person = context.entity(id.0, named)?;
    (age && closed).then(|| context.story.entities.entities[person].name.clone())
}

/// The state of people told as part of others: "among the dead", "killed 58, including 11 children".
fn state_of_whole(context: &Context<'_>, id: ClaimId, quantity: &Quantity, counted: &str) -> Option<String> {
    let report = context.report(id);
    let sentence = report.sentences.get(quantity.sentence)?;
    let is_part = lexicon::is_person(counted);
    let token = |index: usize| report.doc.token(index);
    let after = (quantity.token..sentence.tokens.end).find(|&index| token(index).lemma() == "among");
    let state_after = after.and_then(|among| {
        (among..sentence.tokens.end.min(among + 4))
            .map(|index| token(index).text().to_lowercase())
            .find(|word| lexicon::is_measure(word))
    });
    let state = state_after.or_else(|| whole(report, quantity)?.measure.clone());
    state.filter(|_| is_part).map(|state| lexicon::measure(&state).to_owned())
}

/// The entity of the last name before the number in its sentence.
fn name_before(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Option<usize> {
    let report = context.report(id);
    let before = report.mentions.iter().enumerate().rev().filter(|(_, mention)| {
        mention.sentence == quantity.sentence
            && mention.form == MentionForm::Name
            && mention.tokens.end <= quantity.token
    });
    before.filter_map(|(mention, _)| context.entity(id.0, mention)).next()
}

/// The noun that the number counts.
fn counted_noun<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    if let Some(of) = quantity.of {
        let first = report.doc.tokens.partition_point(|token| token.start < of.start);
        let last = report.doc.tokens.partition_point(|token| token.start < of.end);
        if let Some(root) = report.doc.span(first..last).root() {
            return Some(root);
        }
    }
    let number = report.doc.token(quantity.token);
    let head = number.head();
    (number.dep() == "nummod" && head.pos() == Pos::Noun)
        .then_some(head)
        .or_else(|| told_number(report, quantity))
}

/// What the figure of "put the number of drowned cattle at 120" counts: it stands apart from its number.
fn told_number<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    quantity.measure.as_ref()?;
    let verb = governing_predicate(report, quantity)?;
    let told = verb.children().find(|child| {
        matches!(child.dep(), "dobj" | "nsubj" | "nsubjpass")
            && matches!(child.lemma(), "number" | "total" | "count")
    })?;
    told.children().filter(|child| child.lemma() == "of").find_map(|of| of.child(&["pobj"]))
}

fn counted(report: &Annotated, quantity: &Quantity, noun: Option<Token<'_>>) -> Option<String> {
    let anybody = |noun: &str| country::of_people(noun).is_some();
    let unit = quantity.unit.as_deref().map(str::to_lowercase);
    let unit = unit.map(|unit| if anybody(&unit) { "person".to_owned() } else { unit });
    let lemma = noun.map(|noun| noun.lemma().to_lowercase());
    let of_unit = |unit: &str| lexicon::counted(unit).to_owned();
    match (unit.as_deref(), lemma) {
        // The annotation takes a figure of the killed for people where it finds no noun beside the number.
        (Some("person"), Some(lemma)) if quantity.of.is_none() && told_number(report, quantity).is_some() => {
            Some(of_unit(&lemma))
        }
        (Some("person"), Some(lemma)) => {
            let class = lexicon::counted(&lemma);
            Some(if lexicon::is_person(class) { class.to_owned() } else { "person".to_owned() })
        }
        (Some(unit), _) => Some(of_unit(unit)),
        (None, Some(lemma)) => Some(of_unit(&lemma)),
        (None, None) if quantity.measure.as_deref().is_some_and(is_personal) => Some("person".to_owned()),
        (None, None) if quantity.measure.is_some() => {
            object_before(report, quantity).map(|noun| of_unit(&noun.lemma().to_lowercase()))
        }
        (None, None) => {
            let head = report.doc.token(quantity.token).head();
            (head.pos() == Pos::Noun).then(|| of_unit(&head.lemma().to_lowercase()))
        }
    }
}

/// What the verb before counts, which a bare number leaves out: "cancelled ten trains and diverted 21".
fn object_before<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    let verb = governing_predicate(report, quantity).filter(|verb| verb.dep() == "conj")?;
    verb.head().child(&["dobj", "nsubjpass"]).filter(|noun| noun.pos() == Pos::Noun)
}

/// The words of a stretch as terms, without prepositions.
fn terms_of(report: &Annotated, tokens: Range<usize>) -> BTreeSet<String> {
    let words = tokens.map(|index| report.doc.token(index)).filter(|token| token.pos() != Pos::Adp);
    words.map(|word| word.lemma().to_lowercase()).collect()
}

/// Words that narrow the counted noun, without numbers and articles.
fn narrowed(report: &Annotated, quantity: &Quantity, noun: Option<Token<'_>>) -> BTreeSet<String> {
    let Some(noun) = noun else { return BTreeSet::new() };
    let number = report.doc.token(quantity.token);
    let plural_name = noun.pos() == Pos::Propn && noun.tag() == "NNPS";
    let narrows = |child: &Token<'_>| {
        ["amod", "compound", "poss", "nmod"].contains(&child.dep()) && !child.dominates(number)
    };
    // "cubic" of "1.7 million cubic metres" is part of the unit.
    let is_unit = |child: &Token<'_>| quantity.of.is_none() && quantity.span.contains(child.bytes().into());
    let mut found: BTreeSet<String> = noun
        .children()
        .filter(|child| narrows(child) && !is_unit(child))
        .filter(|child| !HEDGES.contains(&child.lemma().to_lowercase().as_str()))
        .filter(|child| !lexicon::is_measure(&child.text().to_lowercase()))
        .map(|child| child.lemma().to_lowercase())
        .collect();
    found.extend(plural_name.then(|| noun.lemma().to_lowercase()));
    let of = noun.children().filter(|child| child.dep() == "prep" && child.lemma() == "of");
    let objects = of.filter_map(|preposition| preposition.child(&["pobj"]));
    found.extend(objects.map(|object| lexicon::counted(&object.lemma().to_lowercase()).to_owned()));
    found
}

const HEDGES: &[&str] = &[
    "more",
    "least",
    "estimated",
    "approximate",
    "total",
    "additional",
    "other",
    "official",
    "many",
    "few",
    "some",
];

/// The verb that the number hangs below.
pub fn governing_predicate<'a>(report: &'a Annotated, quantity: &Quantity) -> Option<Token<'a>> {
    report.doc.token(quantity.token).ancestors().find(|token| token.pos() == Pos::Verb)
}

/// Whether the time is told of what came after the event, and the number of the event: "On Tuesday the police
/// questioned the driver of the bus that crashed, killing four".
fn is_of_aftermath(report: &Annotated, time: &Time, quantity: &Quantity) -> bool {
    let first = report.doc.tokens.partition_point(|token| token.start < time.span.start);
    let token = report.doc.tokens.get(first).map(|_| report.doc.token(first));
    let verb = token.and_then(|token| token.ancestors().find(|token| token.pos() == Pos::Verb));
    let own = governing_predicate(report, quantity).map(|verb| verb.index);
    verb.is_some_and(|verb| Some(verb.index) != own && lexicon::is_aftermath(&verb.lemma().to_lowercase()))
}

struct Beside {
    events: BTreeSet<&'static str>,
    places: BTreeSet<usize>,
}

/// Events in the clause of the number, and the places where it happened: below the nearest verb but not in a clause or
/// an apposition hung onto it ("300 campers, some of them from Varn"), else in the whole claim.
fn beside(context: &Context<'_>, id: ClaimId, quantity: &Quantity) -> Beside {
    let (report, features) = (context.report(id), context.features(id));
    let whole_claim =
        || context.claim(id).mentions.iter().copied().filter(|&mention| is_located(report, mention));
    let Some(verb) = governing_predicate(report, quantity) else {
        let places = whole_claim().filter_map(|mention| context.entity(id.0, mention));
        let places = places.filter(|entity| features.places.contains(entity)).collect();
        return Beside { events: features.events.clone(), places };
    };
    let tokens: BTreeSet<usize> = verb.subtree().map(|token| token.index).collect();
    let within = features.tokens.iter().filter(|index| tokens.contains(index));
    let events = within.filter_map(|&index| event_of(report.doc.token(index))).collect();
    let located = |mention: &usize| {
        let Some(data) = report.mentions.get(*mention) else { return false };
        let root =
            data.tokens.clone().find(|index| tokens.contains(index)).map(|index| report.doc.token(index));
        root.is_some_and(|root| {
            let mut path = root.ancestors().take_while(|token| *token != verb);
            !HUNG.contains(&root.dep())
                && !path.any(|token| HUNG.contains(&token.dep()) || is_destination(token, quantity))
        })
    };
    let named = whole_claim().filter(located);
    let places = named.filter_map(|mention| context.entity(id.0, mention));
    Beside { events, places: places.filter(|entity| features.places.contains(entity)).collect() }
}

/// "4,000 were taken to schools in Varn": where people are brought tells nothing of where they are from. But "the toll
/// rose to 12 in Varn", "killed 12 in fields close to Varn".
fn is_destination(preposition: Token<'_>, quantity: &Quantity) -> bool {
    let are_brought = quantity
        .measure
        .as_deref()
        .is_some_and(|state| matches!(lexicon::measure(state), "evacuated" | "displaced" | "hospitalized"));
    are_brought
        && preposition.text() == "to"
        && preposition.dep() == "prep"
        && preposition.subtree().all(|token| token.index != quantity.token)
}

/// Whether something is told to be at the place that is mentioned: "in Varn", "near the town of Varn"; not "Varn's
/// army".
fn is_located(report: &Annotated, mention: usize) -> bool {
    let Some(mention) = report.mentions.get(mention) else { return false };
    let before = mention.tokens.start.saturating_sub(BEFORE)..mention.tokens.start;
    before
        .filter(|&index| index < report.doc.len())
        .any(|index| LOCATIVE.contains(&report.doc.token(index).text().to_lowercase().as_str()))
}

/// How many words may stand between a preposition and the place it leads to: "in the northern province of Varn".
const BEFORE: usize = 5;
const LOCATIVE: &[&str] = &[
    "in",
    "at",
    "near",
    "outside",
    "across",
    "throughout",
    "around",
    "inside",
    "off",
    "on",
    "above",
    "from",
    "hit",
    "struck",
];

/// Labels of arcs under which something else is told.
const HUNG: &[&str] = &["appos", "relcl", "acl", "conj", "advcl", "parataxis", "ccomp"];
