//! Labels: few words of a report that name a matter, drawn from the parse.

use variorum_spacy::{Pos, Token};

use super::context::{ClaimId, Context, Told, words};
use crate::annotate::Annotated;
use crate::text::Span;

/// How many words a label may have.
const LENGTH: usize = 14;
/// How far below the predicate a label reaches; deeper words are detail.
const DEPTH: usize = 6;

/// How long a claim may be that is shown whole.
const WHOLE: usize = 90;
/// How many words on each side of a number a label shows where the parse does not help.
const AROUND: usize = 6;

/// How many words of the number's own clause make a label.
const SHORTEST: usize = 4;

/// What stands for a number that a label leaves open.
const OPEN: &str = "…";

/// The core of a claim: predicate, subject, object and the nearest complements, without clauses hung onto them.
/// A content without a verb ("toxic gas attacks" of whom somebody is accused) is shown with its attribution.
pub fn clause(context: &Context<'_>, id: ClaimId) -> String {
    let (report, claim) = (context.report(id), context.claim(id));
    let has_verb = context
        .features(id)
        .tokens
        .iter()
        .any(|&index| matches!(report.doc.token(index).pos(), Pos::Verb | Pos::Aux));
    if !has_verb && !claim.attribution.is_empty() {
        return cut(words(report, claim.span), WHOLE);
    }
    written(report, &core(context, id), None)
}

/// The same with the words of `open` left open; the words around them where they are not in the core.
pub fn open_clause(context: &Context<'_>, id: ClaimId, open: Span) -> String {
    let report = context.report(id);
    let core = core(context, id);
    let holds = |index: &usize| open.overlaps(report.doc.token(*index).bytes().into());
    if core.iter().any(holds) {
        return written(report, &core, Some(open));
    }
    let content = &context.features(id).tokens;
    let at = content.iter().position(holds).unwrap_or(0);
    let nearest = content.get(at).and_then(|&index| {
        report.doc.token(index).ancestors().find(|token| matches!(token.pos(), Pos::Verb | Pos::Aux))
    });
    if let Some(verb) = nearest {
        let mut clause = Vec::new();
        keep(verb, 0, &mut clause);
        clause.retain(|token| content.binary_search(token).is_ok());
        clause.sort_unstable();
        if clause.iter().any(holds) && clause.len() >= SHORTEST {
            return written(report, &clause, Some(open));
        }
    }
    let around = at.saturating_sub(AROUND)..(at + AROUND).min(content.len());
    written(report, &content[around], Some(open))
}

/// The words of a clause within a claim: its verb with subject, object and nearest complements. A noun that a relative
/// pronoun stands for takes its place.
pub fn told(context: &Context<'_>, id: ClaimId, told: &Told) -> String {
    let report = context.report(id);
    let mut kept = Vec::new();
    keep(report.doc.token(told.verb), 0, &mut kept);
    kept.retain(|&token| {
        let relative = matches!(report.doc.token(token).tag(), "WDT" | "WP");
        told.tokens.binary_search(&token).is_ok() && !relative
    });
    for head in told.participants.iter().map(|&head| report.doc.token(head)) {
        let narrows =
            |child: &Token<'_>| matches!(child.dep(), "det" | "amod" | "compound" | "poss" | "nummod");
        kept.extend(head.children().filter(narrows).map(|child| child.index).chain([head.index]));
    }
    let content = &context.features(id).tokens;
    kept.retain(|token| content.binary_search(token).is_ok());
    kept.sort_unstable();
    kept.dedup();
    without_times(context, id, &mut kept);
    // "Broke at 4:50": of several reports one alone may tell the number.
    let is_number = |index: usize| index < report.doc.len() && report.doc.token(index).pos() == Pos::Num;
    kept.retain(|&index| {
        let leads = report.doc.token(index).pos() == Pos::Adp && is_number(index + 1);
        !leads && !is_number(index)
    });
    written(report, &kept, None)
}

/// The core of a claim without times.
pub fn undated_clause(context: &Context<'_>, id: ClaimId) -> String {
    let mut kept = core(context, id);
    without_times(context, id, &mut kept);
    written(context.report(id), &kept, None)
}

/// Takes out the times of a claim and the prepositions that lead to them.
fn without_times(context: &Context<'_>, id: ClaimId, kept: &mut Vec<usize>) {
    let (report, claim) = (context.report(id), context.claim(id));
    let times: Vec<Span> =
        claim.times.iter().filter_map(|&time| report.times.get(time)).map(|time| time.span).collect();
    let is_time = |index: usize| {
        report.doc.tokens.get(index).is_some_and(|token| {
            times.iter().any(|time| time.overlaps(Span { start: token.start, end: token.end }))
        })
    };
    let leads_to_time =
        |index: usize| report.doc.token(index).pos() == Pos::Adp && is_time(index + 1) && !is_time(index);
    kept.retain(|&index| !is_time(index) && !leads_to_time(index));
}

/// The tokens of the core, in order; all of the content where there is no predicate.
fn core(context: &Context<'_>, id: ClaimId) -> Vec<usize> {
    let (report, claim) = (context.report(id), context.claim(id));
    let content = &context.features(id).tokens;
    let mut kept = Vec::new();
    if let Some(predicate) = claim.predicate.filter(|index| content.binary_search(index).is_ok()) {
        keep(report.doc.token(predicate), 0, &mut kept);
        kept.retain(|token| content.binary_search(token).is_ok());
        kept.sort_unstable();
    }
    let leading = kept.iter().take_while(|&&index| {
        let token = report.doc.token(index);
        token.tag() == "TO" || token.dep() == "aux" && token.tag() == "VB"
    });
    let leading = leading.count();
    if kept.len() < leading + 3 { content.clone() } else { kept.split_off(leading) }
}

/// Collects the token and what belongs to the core below it.
fn keep(token: Token<'_>, depth: usize, kept: &mut Vec<usize>) {
    kept.push(token.index);
    if depth >= DEPTH {
        return;
    }
    for child in token.children() {
        let is_core = match child.dep() {
            "nsubj" | "nsubjpass" | "aux" | "auxpass" | "neg" | "dobj" | "attr" | "acomp" | "prt"
            | "agent" | "pobj" | "det" | "poss" | "case" | "nummod" | "quantmod" | "compound" | "amod"
            | "xcomp" | "prep" | "oprd" | "expl" | "pcomp" | "dative" | "nmod" | "predet" | "pos" => true,
            "ccomp" => depth == 0,
            // "fell short", "went home": without it the verb means something else.
            "advmod" => depth == 0 && child.index == token.index + 1,
            _ => false,
        };
        if is_core {
            keep(child, depth + 1, kept);
        }
    }
}

/// What pages put before the lines of a list.
const BULLETS: &[&str] = &["•", "·", "‣", "▪", "*", "-", "–"];

/// The tokens as running text: first words up to the limit, gaps closed, the open words replaced.
fn written(report: &Annotated, tokens: &[usize], open: Option<Span>) -> String {
    let doc = &report.doc;
    let mut text = String::new();
    let mut count = 0;
    let mut last: Option<usize> = None;
    let mut opened = false;
    for &index in tokens {
        let token = doc.token(index);
        let bytes = Span::from(token.bytes());
        let is_mark = token.pos() == Pos::Punct && token.text() != "(" || BULLETS.contains(&token.text());
        let leads = text.is_empty() && (is_mark || token.tag() == "WRB");
        if token.is_space() || is_quote(token.text()) || leads {
            continue;
        }
        if open.is_some_and(|open| open.contains(bytes)) && !is_unit_word(token) {
            if !opened {
                push(&mut text, OPEN);
                opened = true;
            }
            last = None;
            continue;
        }
        if count >= LENGTH {
            trim_tail(&mut text);
            text.push('…');
            return text;
        }
        let joined = last.is_some_and(|last| glued(report, last, index));
        if let Some(gap) = last.filter(|&last| index == last + 2).map(|last| doc.token(last + 1))
            && gap.text() == "-"
        {
            text.push('-');
            text.push_str(token.text());
            last = Some(index);
            count += 1;
            continue;
        }
        let word = if text.is_empty() { sentence_case(report, token) } else { token.text().to_owned() };
        if joined {
            text.push_str(&word)
        } else {
            push(&mut text, &word)
        }
        last = Some(index);
        count += usize::from(token.pos() != Pos::Punct);
    }
    trim_tail(&mut text);
    text
}

fn push(text: &mut String, word: &str) {
    let punctuation = word.chars().next().is_some_and(|mark| ",.;:!?)".contains(mark));
    if !text.is_empty() && !punctuation && !text.ends_with('(') {
        text.push(' ');
    }
    text.push_str(word);
}

fn is_quote(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "''" | "``" | "‘" | "«" | "»")
}

/// Whether the token within the open words is what is counted, which a label keeps.
fn is_unit_word(token: Token<'_>) -> bool {
    let scale = || matches!(token.lemma(), "million" | "billion" | "hundred" | "thousand" | "dozen");
    token.pos() == Pos::Noun && !scale() || token.text() == "per"
}

/// Whether no space stands between two neighbouring tokens.
fn glued(report: &Annotated, last: usize, index: usize) -> bool {
    index == last + 1 && report.doc.tokens[last].end == report.doc.tokens[index].start
}

/// A word of this many letters that is all capitals and no name is shouted; shorter ones are abbreviations.
const SHOUTED: usize = 5;

/// The word as it would stand within a sentence.
fn sentence_case(report: &Annotated, token: Token<'_>) -> String {
    let keeps = token.pos() == Pos::Propn
        || !token.entity_label().is_empty()
        || token.text() == "I"
        || is_name_elsewhere(report, token.text());
    let mixed = token.text().contains(char::is_lowercase) || token.text().chars().count() < SHOUTED;
    let shouts = mixed && token.text().chars().skip(1).any(char::is_uppercase);
    if keeps || shouts { token.text().to_owned() } else { token.text().to_lowercase() }
}

/// Whether the report has the word as a name within a sentence: at the head of one anything has a capital.
fn is_name_elsewhere(report: &Annotated, word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && (0..report.doc.len())
            .map(|index| report.doc.token(index))
            .any(|token| token.text() == word && token.pos() == Pos::Propn && !token.is_sent_start())
}

/// Drops marks and words that can't end a label.
fn trim_tail(text: &mut String) {
    loop {
        let trimmed = text.trim_end_matches([' ', ',', ';', ':', '.', '-', '–', '—']);
        let last = trimmed.rsplit(' ').next().unwrap_or("").to_lowercase();
        let keep = if DANGLING.contains(&last.as_str()) && trimmed.len() > last.len() {
            trimmed.len() - last.len()
        } else {
            trimmed.len()
        };
        if keep == text.len() {
            return;
        }
        text.truncate(keep);
    }
}

const DANGLING: &[&str] = &[
    "a", "an", "the", "of", "in", "on", "at", "to", "by", "with", "for", "from", "and", "or", "but", "that",
    "as", "without", "its", "their", "his", "her", "into", "than", "not",
];

/// A stretch of a report, cut at a word after `limit` characters.
pub fn cut(text: &str, limit: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= limit {
        return text;
    }
    let end = text.char_indices().nth(limit).map_or(text.len(), |(byte, _)| byte);
    let end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..end].trim_end_matches([',', ';', ' ']))
}

/// The noun phrase around an event noun of the claim, of that kind: "the chemical attack".
pub fn event_phrase(context: &Context<'_>, id: ClaimId, kind: &str) -> Option<String> {
    let report = context.report(id);
    let tokens = context.features(id).tokens.iter().map(|&index| report.doc.token(index));
    let nouns = tokens.filter(|token| token.pos() == Pos::Noun);
    let of_kind = |token: &Token<'_>| {
        super::lexicon::event(&token.lemma().to_lowercase()).is_some_and(|event| event == kind)
    };
    let noun = nouns.filter(of_kind).find(|noun| noun.dep() != "compound")?;
    let mut kept: Vec<usize> = noun
        .children()
        .filter(|child| matches!(child.dep(), "amod" | "compound") && child.index < noun.index)
        .filter(|child| child.entity_label().is_empty() || child.dep() == "compound")
        .map(|child| child.index)
        .collect();
    kept.truncate(3);
    kept.push(noun.index);
    Some(format!("the {}", written(report, &kept, None)))
}

/// The words of a counted noun phrase without the number, articles and what follows a comma.
///
/// `None` for a name in the singular, which the parse took for what is counted.
pub fn counted_phrase(report: &Annotated, of: Span) -> Option<String> {
    let first = report.doc.tokens.partition_point(|token| token.start < of.start);
    let last = report.doc.tokens.partition_point(|token| token.start < of.end);
    if report.doc.span(first..last).root().is_some_and(|root| root.tag() == "NNP") {
        return None;
    }
    let text = words(report, of).split([',', ';', '(']).next()?.trim();
    let without = text.split_whitespace().skip_while(|word| {
        LEADING.contains(&word.to_lowercase().as_str()) || word.chars().any(|c| c.is_ascii_digit())
    });
    let phrase: Vec<&str> = without.take(6).collect();
    let mut phrase = phrase.join(" ");
    trim_tail(&mut phrase);
    (!phrase.is_empty()).then_some(phrase)
}

const LEADING: &[&str] = &[
    "the", "a", "an", "of", "at", "least", "more", "than", "some", "about", "around", "over", "these",
    "those",
];
