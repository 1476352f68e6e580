//! Whom a pronoun or a definite noun phrase stands for, where the text supports one reading.

use std::collections::BTreeMap;

use variorum_spacy::Pos;

use super::{EntityKind, Mention, MentionForm, head_of};
use crate::annotate::{Parse, Quotation};

/// How many sentences back a pronoun may look.
const PRONOUN_REACH: usize = 2;
/// How many mentions back a search goes at most; keeps a report of names alone from costing quadratic time.
const MENTION_REACH: usize = 60;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gender {
    Male,
    Female,
}

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
                self.nearest(mentions, index, &|other| self.fits_plural(mentions, other))
            }
            "it" | "its" | "itself" => {
                self.nearest(mentions, index, &|other| self.fits_body(mentions, other))
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
        let mut score = -1.5 * distance as f64;
        if theirs.subject {
            score += if own.subject { 1.5 } else { 1.0 };
        }
        if own.quotation == theirs.quotation {
            score += 1.0;
        }
        score - 0.01 * (own.head.saturating_sub(theirs.head)) as f64
    }

    /// Whether grammar keeps the two apart: subject and object of one verb, or a pronoun in the words of its speaker.
    fn is_barred(&self, mentions: &[Mention], index: usize, other: usize) -> bool {
        let (own, theirs) = (self.features[index], self.features[other]);
        let word = self.parse.text(own.head).to_lowercase();
        let reflexive = word.ends_with("self") || word.ends_with("selves");
        let possessive = self.parse.dep(own.head) == "poss";
        let same_clause = self.parse.head(own.head) == self.parse.head(theirs.head);
        if same_clause && !reflexive && !possessive {
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

    fn fits_person(&self, mentions: &[Mention], other: usize, gender: Gender) -> bool {
        mentions[other].kind == EntityKind::Person
            && !self.features[other].plural
            && !self.is_first_person(mentions, other)
            && self.gender(mentions, other).is_none_or(|known| known == gender)
    }

    fn fits_plural(&self, mentions: &[Mention], other: usize) -> bool {
        let kind = mentions[other].kind;
        let is_name = mentions[other].form == MentionForm::Name;
        !self.is_first_person(mentions, other)
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

    /// "the minister" for the name that bore this title, "the agency" for the name that holds the word, else an
    /// earlier noun phrase of the same head.
    fn nominal(&self, mentions: &[Mention], index: usize) -> Option<usize> {
        let head = self.features[index].head;
        if !self.is_definite(head) || self.features[index].plural && self.has_number(head) {
            return None;
        }
        let lemma = self.parse.lemma(head).to_lowercase();
        let own_words = self.modifiers(head);
        let named = (0..index).rev().find(|&other| {
            mentions[other].form == MentionForm::Name
                && !self.features[index].plural
                && (self.holds_word(&mentions[other], &lemma)
                    || self.is_titled(&mentions[other], &lemma, &own_words))
        });
        named.or_else(|| {
            (0..index).rev().take(4 * MENTION_REACH).find(|&other| {
                mentions[other].form == MentionForm::Nominal
                    && self.features[other].plural == self.features[index].plural
                    && self.parse.lemma(self.features[other].head).eq_ignore_ascii_case(&lemma)
                    && own_words.iter().all(|word| self.modifiers(self.features[other].head).contains(word))
            })
        })
    }

    fn is_definite(&self, head: usize) -> bool {
        self.parse.dependents(head).take_while(|&dependent| dependent < head).any(|dependent| {
            matches!(
                self.parse.text(dependent).to_lowercase().as_str(),
                "the" | "this" | "that" | "these" | "those"
            )
        })
    }

    fn has_number(&self, head: usize) -> bool {
        self.parse.dependent(head, &["nummod"]).is_some()
    }

    /// The words that narrow a noun down, in lower case.
    fn modifiers(&self, head: usize) -> Vec<String> {
        self.parse
            .dependents(head)
            .filter(|&dependent| matches!(self.parse.dep(dependent), "amod" | "compound" | "nummod" | "poss"))
            .map(|dependent| self.parse.lemma(dependent).to_lowercase())
            .collect()
    }

    /// Whether a name holds `lemma` as its last word or before "of" ("Ministry of Health").
    fn holds_word(&self, name: &Mention, lemma: &str) -> bool {
        name.kind != EntityKind::Person
            && name.tokens.len() > 1
            && name.tokens.clone().any(|at| {
                self.parse.text(at).eq_ignore_ascii_case(lemma)
                    && (at + 1 == name.tokens.end
                        || self.parse.is(at + 1, "of")
                        || self.parse.is(at + 1, "for"))
            })
    }

    /// Whether `lemma` introduces the person ("Minister Halvard Brenn") or stands in apposition to them.
    fn is_titled(&self, name: &Mention, lemma: &str, own_words: &[String]) -> bool {
        if name.kind != EntityKind::Person {
            return false;
        }
        let head = head_of(self.parse, &name.tokens);
        let title_before = (name.tokens.start.saturating_sub(2)..name.tokens.start)
            .any(|at| self.parse.is(at, lemma) && matches!(self.parse.pos(at), Pos::Propn | Pos::Noun));
        let in_apposition = |at: usize| {
            self.parse.lemma(at).eq_ignore_ascii_case(lemma)
                && (own_words.is_empty() || self.modifiers(at).iter().any(|word| own_words.contains(word)))
        };
        title_before && own_words.is_empty()
            || self.parse.dependents(head).any(|at| self.parse.dep(at) == "appos" && in_apposition(at))
            || self.parse.dep(head) == "appos" && in_apposition(self.parse.head(head))
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
        return gender_of_word(before.as_deref().unwrap_or("").trim_end_matches('.'));
    }
    gender_of_word(head)
}

fn gender_of_word(word: &str) -> Option<Gender> {
    const MALE: &[&str] = &[
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "he",
        "him",
        "his",
        "himself",
        "man",
        "boy",
        "father",
        "husband",
        "son",
        "brother",
        "uncle",
        "actor",
        "businessman",
        "chairman",
        "congressman",
        "fisherman",
        "policeman",
        "spokesman",
        "sheikh",
        "pope",
        "imam",
        "gentleman",
        "grandfather",
        "nephew",
        "groom",
        "cameraman",
        "serviceman",
    ];
    const FEMALE: &[&str] = &[
        "mrs",
        "ms",
        "miss",
        "lady",
        "dame",
        "queen",
        "princess",
        "she",
        "her",
        "hers",
        "herself",
        "woman",
        "girl",
        "mother",
        "wife",
        "daughter",
        "sister",
        "aunt",
        "actress",
        "businesswoman",
        "chairwoman",
        "congresswoman",
        "policewoman",
        "spokeswoman",
        "grandmother",
        "niece",
        "bride",
        "nun",
        "servicewoman",
    ];
    if MALE.contains(&word) { Some(Gender::Male) } else { FEMALE.contains(&word).then_some(Gender::Female) }
}
