//! Whom a noun stands for: the name beside it, the name that bore it as a title or holds it, the only firm near, an earlier
//! noun.

use variorum_spacy::Pos;

use super::{MENTION_REACH, Resolver};
use crate::annotate::mention::{EntityKind, Mention, MentionForm, head_of, kind_of_noun};

/// How many sentences back "the company" may look.
const FIRM_REACH: usize = 3;

/// Nouns that stand for a firm or club named before.
const FIRMS: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "business",
    "carmaker",
    "carrier",
    "chain",
    "club",
    "company",
    "conglomerate",
    "corporation",
    "firm",
    "insurer",
    "maker",
    "manufacturer",
    "operator",
    "producer",
    "publisher",
    "retailer",
    "startup",
    "supplier",
    "team",
];

impl Resolver<'_> {
    /// "the minister" for the name that bore this title, "the agency" for the name that holds the word, else an
    /// earlier noun phrase of the same head.
    pub(super) fn nominal(&self, mentions: &[Mention], index: usize) -> Option<usize> {
        if let Some(name) = self.beside(mentions, index) {
            return Some(name);
        }
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
        let named = named.or_else(|| self.only_firm(mentions, index, &lemma, &own_words));
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

    /// The name that the noun describes where it stands: "Tove Lunde, the mayor", "Brattholm Line is an operator".
    fn beside(&self, mentions: &[Mention], index: usize) -> Option<usize> {
        let (parse, own) = (self.parse, self.features[index]);
        if own.plural {
            return None;
        }
        let described = match parse.dep(own.head) {
            "appos" => Some(parse.head(own.head)),
            "attr" => self.subject_of_being(own.head),
            _ => parse.dependent(own.head, &["appos"]),
        }?;
        let is_name = |other: &usize| {
            mentions[*other].form == MentionForm::Name && self.features[*other].head == described
        };
        let mut near = index.saturating_sub(MENTION_REACH)..mentions.len().min(index + MENTION_REACH);
        // Of two names side by side it would describe both or the last.
        let several = parse.dependent(described, &["conj"]).is_some();
        near.find(is_name).filter(|&name| !several && mentions[name].kind == mentions[index].kind)
    }

    /// The subject of "is" and "was" before a noun, where it says so flatly.
    fn subject_of_being(&self, noun: usize) -> Option<usize> {
        let parse = self.parse;
        let verb = parse.head(noun);
        let flat = parse.lemma(verb) == "be" && parse.dependent(verb, &["neg", "aux", "mark"]).is_none();
        parse.dependent(verb, &["nsubj"]).filter(|_| flat)
    }

    /// "The company" for the only firm that the sentences before name.
    fn only_firm(
        &self,
        mentions: &[Mention],
        index: usize,
        lemma: &str,
        own_words: &[String],
    ) -> Option<usize> {
        if !FIRMS.contains(&lemma) || !own_words.is_empty() || self.features[index].plural {
            return None;
        }
        let near = (0..index)
            .rev()
            .take_while(|&other| mentions[index].sentence - mentions[other].sentence <= FIRM_REACH);
        let mut names = near.filter(|&other| self.may_be_firm(&mentions[other]));
        let nearest = names.next()?;
        names
            .all(|other| self.first_word(mentions, nearest) == self.first_word(mentions, other))
            .then_some(nearest)
    }

    /// Whether a name is that of a body and holds no noun that tells it to be none that trades ("Health Ministry").
    fn may_be_firm(&self, name: &Mention) -> bool {
        let public = |at: usize| {
            let word = self.parse.text(at).to_lowercase();
            let trades = word == "group" || FIRMS.contains(&word.as_str());
            kind_of_noun(&word) == Some(EntityKind::Organization) && !trades
        };
        name.form == MentionForm::Name
            && name.kind == EntityKind::Organization
            && !name.tokens.clone().any(public)
    }

    /// Names of one firm begin alike: "Brattholm Line" and "Brattholm".
    fn first_word(&self, mentions: &[Mention], name: usize) -> String {
        self.parse.text(mentions[name].tokens.start).to_lowercase()
    }
}
