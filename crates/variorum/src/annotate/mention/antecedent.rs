//! Whom a pronoun or a definite noun phrase stands for, where the text supports one reading.

use std::collections::BTreeMap;

use super::{EntityKind, Mention, MentionForm, head_of};
use crate::annotate::{Parse, Quotation};
use gender::Gender;

mod gender;
mod noun;
mod rival;

/// How many sentences back a pronoun may look.
const PRONOUN_REACH: usize = 2;
/// How many mentions back a search goes at most; keeps a report of names alone from costing quadratic time.
const MENTION_REACH: usize = 60;

/// What agreement needs to know of a mention.
#[derive(Debug, Clone, Copy)]
struct Features {
    head: usize,
    plural: bool,
    gender: Option<Gender>,
    /// The outermost quotation it stands in.
    quotation: Option<usize>,
    subject: bool,
}

/// Sets [`Mention::antecedent`] of pronouns and definite noun phrases.
pub fn resolve(parse: &Parse, mentions: &mut [Mention], quotations: &[Quotation]) {
    let mut resolver = Resolver {
        parse,
        features: mentions.iter().map(|mention| features(parse, mention, quotations)).collect(),
        genders: BTreeMap::new(),
    };
    for index in 0..mentions.len() {
        let antecedent = match mentions[index].form {
            MentionForm::Name => None,
            MentionForm::Nominal => resolver.nominal(mentions, index),
            MentionForm::Pronoun => resolver.pronoun(mentions, index),
        };
        if let Some(antecedent) = antecedent {
            resolver.learn(mentions, index, antecedent);
            mentions[index].antecedent = Some(antecedent);
            if mentions[index].form == MentionForm::Pronoun {
                mentions[index].kind = mentions[antecedent].kind;
            }
        }
    }
}

struct Resolver<'p> {
    parse: &'p Parse<'p>,
    features: Vec<Features>,
    /// Genders learnt of names, by their last word.
    genders: BTreeMap<String, Gender>,
}

impl Resolver<'_> {
    fn pronoun(&self, mentions: &[Mention], index: usize) -> Option<usize> {
        let word = self.parse.text(mentions[index].tokens.start).to_lowercase();
        match word.as_str() {
            "he" | "him" | "his" | "himself" => {
                self.nearest(mentions, index, &|other| self.fits_person(mentions, other, Gender::Male))
            }
            "she" | "her" | "hers" | "herself" => {
                self.nearest(mentions, index, &|other| self.fits_person(mentions, other, Gender::Female))
            }
            "they" | "them" | "their" | "theirs" | "themselves" => {
                let fits = |other| self.fits_plural(mentions, other);
                let found = self.nearest(mentions, index, &fits);
                found.filter(|&found| self.is_free(mentions, index, found, &fits))
            }
            "it" | "its" | "itself" if !self.is_filler(index) => {
                let fits = |other| self.fits_body(mentions, other);
                let found = self.nearest(mentions, index, &fits);
                found.filter(|&found| self.is_free(mentions, index, found, &fits))
            }
            "who" | "whom" | "whose" => self.relative(mentions, index),
            _ => None,
        }
    }

    /// The noun that a relative clause hangs from.
    fn relative(&self, mentions: &[Mention], index: usize) -> Option<usize> {
        let token = mentions[index].tokens.start;
        let clause = self.parse.ancestors(token).find(|&at| self.parse.dep(at) == "relcl")?;
        let noun = self.parse.head(clause);
        (0..index).rev().take(MENTION_REACH).find(|&other| mentions[other].tokens.contains(&noun))
    }

    /// The best of the mentions before `index` that `fits` accepts; `None` where two of them are as good.
    fn nearest(&self, mentions: &[Mention], index: usize, fits: &dyn Fn(usize) -> bool) -> Option<usize> {
        let own = &mentions[index];
        let mut scores: Vec<(f64, usize)> = Vec::new();
        for other in (0..index).rev().take(MENTION_REACH) {
            let distance = own.sentence - mentions[other].sentence;
            if distance > PRONOUN_REACH {
                break;
            }
            if fits(other) && !self.is_barred(mentions, index, other) {
                scores.push((self.score(index, other, distance), other));
            }
        }
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let (best, chosen) = *scores.first()?;
        let rival = scores.iter().find(|(_, other)| {
            self.root(mentions, *other) != self.root(mentions, chosen)
                && !self.same_name(mentions, *other, chosen)
        });
        rival.is_none_or(|(score, _)| best - score >= 0.5).then_some(chosen)
    }

    fn score(&self, index: usize, other: usize, distance: usize) -> f64 {
        let (own, theirs) = (self.features[index], self.features[other]);
        let quoted = if own.quotation == theirs.quotation { 1.0 } else { 0.0 };
        quoted + score_of(own, theirs.head, theirs.subject, distance)
    }

    /// Whether grammar keeps the two apart: subject and object of one verb, or a pronoun in the words of its speaker.
    fn is_barred(&self, mentions: &[Mention], index: usize, other: usize) -> bool {
        let (own, theirs) = (self.features[index], self.features[other]);
        let word = self.parse.text(own.head).to_lowercase();
        let reflexive = word.ends_with("self") || word.ends_with("selves");
        let possessive = self.parse.dep(own.head) == "poss";
        let same_clause = self.parse.head(own.head) == self.parse.head(theirs.head);
        if (same_clause || self.is_governed(own, theirs)) && !reflexive && !possessive {
            return true;
        }
        if mentions[other].tokens.contains(&own.head) {
            return true;
        }
        own.quotation.is_some()
            && own.quotation != theirs.quotation
            && theirs.subject
            && self.parse.ancestors(own.head).any(|verb| verb == self.parse.head(theirs.head))
    }

    /// Whether a pronoun is an object of what the other does: "Brenn met with him", "Brenn fell, hurting him".
    fn is_governed(&self, own: Features, theirs: Features) -> bool {
        const OBJECTS: &[&str] = &["about", "against", "at", "by", "for", "of", "to", "with"];
        let parse = self.parse;
        let above = parse.head(own.head);
        let mut verb = match parse.dep(own.head) {
            "dobj" | "dative" => above,
            "pobj" if OBJECTS.iter().any(|word| parse.is(above, word)) => parse.head(above),
            _ => return false,
        };
        let does = parse.head(theirs.head);
        for _ in 0..3 {
            if verb == does {
                return theirs.subject;
            }
            // Who is asked to do something may do it to who asks.
            let asked = parse.dep(verb) == "xcomp" && parse.dependent(parse.head(verb), &["dobj"]).is_some();
            let shares_subject = matches!(parse.dep(verb), "xcomp" | "advcl" | "conj")
                && parse.dependent(verb, &["nsubj", "nsubjpass"]).is_none();
            if asked || !shares_subject {
                return false;
            }
            verb = parse.head(verb);
        }
        false
    }

    fn fits_person(&self, mentions: &[Mention], other: usize, gender: Gender) -> bool {
        mentions[other].kind == EntityKind::Person
            && !self.features[other].plural
            && !self.is_first_person(mentions, other)
            && self.gender(mentions, other).is_none_or(|known| known == gender)
    }

    fn fits_plural(&self, mentions: &[Mention], other: usize) -> bool {
        let kind = mentions[other].kind;
        let is_name = mentions[other].form == MentionForm::Name;
        // "The club and the union": both, not the first of them.
        let of_several = is_name && self.parse.dependent(self.features[other].head, &["conj"]).is_some();
        !self.is_first_person(mentions, other)
            && !of_several
            && (self.features[other].plural
                && matches!(kind, EntityKind::Person | EntityKind::Group | EntityKind::Organization)
                || kind == EntityKind::Group && !is_name
                || kind == EntityKind::Group && self.features[other].subject)
    }

    fn fits_body(&self, mentions: &[Mention], other: usize) -> bool {
        let kind = mentions[other].kind;
        let named_place = kind == EntityKind::Place && mentions[other].form == MentionForm::Name;
        self.features[other].subject
            && !self.features[other].plural
            && (matches!(kind, EntityKind::Organization | EntityKind::Work) || named_place)
    }

    fn is_first_person(&self, mentions: &[Mention], other: usize) -> bool {
        mentions[other].form == MentionForm::Pronoun
            && matches!(
                self.parse.text(mentions[other].tokens.start).to_lowercase().as_str(),
                "i" | "me" | "my" | "myself" | "we" | "us" | "our" | "ourselves"
            )
    }

    /// The first mention of the chain that `index` belongs to, as far as it is known.
    fn root(&self, mentions: &[Mention], index: usize) -> usize {
        let mut at = index;
        while let Some(earlier) = mentions[at].antecedent.filter(|&earlier| earlier < at) {
            at = earlier;
        }
        at
    }

    /// Whether two names share their last word, as "Halvard Brenn" and "Brenn" do.
    fn same_name(&self, mentions: &[Mention], first: usize, second: usize) -> bool {
        let last = |index: usize| {
            let root = &mentions[self.root(mentions, index)];
            (root.form == MentionForm::Name).then(|| self.parse.text(root.tokens.end - 1))
        };
        last(first).is_some() && last(first) == last(second)
    }

    fn gender(&self, mentions: &[Mention], index: usize) -> Option<Gender> {
        let root = self.root(mentions, index);
        self.features[index].gender.or(self.features[root].gender).or_else(|| {
            let name = &mentions[root];
            (name.form == MentionForm::Name)
                .then(|| self.genders.get(self.parse.text(name.tokens.end - 1)).copied())
                .flatten()
        })
    }

    /// Remembers the gender that a pronoun or noun gives a name.
    fn learn(&mut self, mentions: &[Mention], index: usize, antecedent: usize) {
        let root = self.root(mentions, antecedent);
        let gender = self.features[index].gender.or(self.features[root].gender);
        if let (Some(gender), MentionForm::Name) = (gender, mentions[root].form) {
            let surname = self.parse.text(mentions[root].tokens.end - 1).to_owned();
            self.genders.entry(surname).or_insert(gender);
        }
    }
}

/// How likely a pronoun stands for the word at `head`, so many sentences before it, by where both stand.
fn score_of(own: Features, head: usize, subject: bool, distance: usize) -> f64 {
    let as_subject = match (subject, own.subject) {
        (true, true) => 1.5,
        (true, false) => 1.0,
        _ => 0.0,
    };
    as_subject - 1.5 * distance as f64 - 0.01 * (own.head.saturating_sub(head)) as f64
}

fn features(parse: &Parse, mention: &Mention, quotations: &[Quotation]) -> Features {
    let head = head_of(parse, &mention.tokens);
    let word = parse.text(head).to_lowercase();
    let plural = matches!(parse.tag(head), "NNS" | "NNPS") && mention.form != MentionForm::Name
        || matches!(word.as_str(), "they" | "them" | "their" | "people" | "police" | "we" | "us")
        || parse.dependent(head, &["conj"]).is_some();
    let inner = quotations.partition_point(|quotation| quotation.span.start <= mention.span.start);
    let quotation = (0..inner)
        .rev()
        .take(8)
        .find(|&index| quotations[index].depth == 0 && quotations[index].span.contains(mention.span));
    Features {
        head,
        plural,
        gender: gender_of(parse, mention, &word),
        quotation,
        subject: matches!(parse.dep(head), "nsubj" | "nsubjpass"),
    }
}

fn gender_of(parse: &Parse, mention: &Mention, head: &str) -> Option<Gender> {
    if mention.form == MentionForm::Name {
        let before = mention.tokens.start.checked_sub(1).map(|at| parse.text(at).to_lowercase());
        let titled = gender::of_word(before.as_deref().unwrap_or("").trim_end_matches('.'));
        let full = mention.kind == EntityKind::Person && mention.tokens.len() > 1;
        let given = || gender::of_given_name(&parse.text(mention.tokens.start).to_lowercase());
        return titled.or_else(|| given().filter(|_| full));
    }
    gender::of_word(head)
}
