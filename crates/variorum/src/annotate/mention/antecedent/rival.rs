//! Words that are no mentions, and may be what "it" and "they" stand for all the same: "the plane", "the shares".

use variorum_spacy::Pos;

use super::{Features, PRONOUN_REACH, Resolver, score_of};
use crate::annotate::mention::{EntityKind, Mention, MentionForm, kind_of_noun};

/// How many tokens back a rival is looked for.
const TOKEN_REACH: usize = 120;
/// By how much what is found must be likelier than any rival.
const MARGIN: f64 = 0.5;

impl Resolver<'_> {
    /// Whether no other noun before the pronoun is as likely as what was `found` among those that `fits` accepts.
    pub(super) fn is_free(
        &self,
        mentions: &[Mention],
        index: usize,
        found: usize,
        fits: &dyn Fn(usize) -> bool,
    ) -> bool {
        let own = self.features[index];
        let plural = is_plural(self.parse.text(own.head));
        let sentence = self.parse.sentence(own.head);
        let score = |head: usize| {
            let subject = matches!(self.parse.dep(head), "nsubj" | "nsubjpass");
            score_of(own, head, subject, sentence.saturating_sub(self.parse.sentence(head)))
        };
        let best = score(self.features[found].head);
        let settled = |head: usize| {
            let mut holding =
                (0..index).rev().take(TOKEN_REACH).filter(|&other| mentions[other].tokens.contains(&head));
            holding.any(|other| {
                fits(other)
                    || mentions[other].kind == EntityKind::Person
                    || mentions[other].form == MentionForm::Pronoun
                    || self.root(mentions, other) == self.root(mentions, found)
            })
        };
        let near = |head: &usize| sentence.saturating_sub(self.parse.sentence(*head)) <= PRONOUN_REACH;
        let before = (own.head.saturating_sub(TOKEN_REACH)..own.head).rev().take_while(near);
        let mut rivals = before.filter(|&head| self.is_rival(own, head, plural));
        rivals.all(|head| score(head) <= best - MARGIN || settled(head))
    }

    /// Whether the pronoun may stand for the noun at `head`, whatever that is.
    fn is_rival(&self, own: Features, head: usize, plural: bool) -> bool {
        let parse = self.parse;
        let noun = matches!(parse.pos(head), Pos::Noun | Pos::Propn)
            && !matches!(parse.dep(head), "compound" | "nmod" | "npadvmod" | "appos" | "attr");
        let timed = matches!(parse.token(head).entity_label(), "DATE" | "TIME" | "MONEY" | "PERCENT");
        let several = parse.dependent(head, &["conj"]).is_some();
        let number = (several || matches!(parse.tag(head), "NNS" | "NNPS")) == plural;
        let person = !plural && kind_of_noun(&parse.lemma(head).to_lowercase()) == Some(EntityKind::Person);
        let object = parse.head(head) == parse.head(own.head) && parse.dep(own.head) != "poss";
        noun && number
            && !timed
            && !person
            && !object
            && !parse.ancestors(own.head).any(|above| above == head)
    }

    /// Whether "it" stands for what follows: "it is clear that", "it was her decision to leave".
    pub(super) fn is_filler(&self, index: usize) -> bool {
        let parse = self.parse;
        let head = self.features[index].head;
        if !matches!(parse.dep(head), "nsubj" | "nsubjpass" | "expl") {
            return false;
        }
        let verb = parse.head(head);
        let states = matches!(parse.lemma(verb), "be" | "become" | "remain" | "seem" | "appear" | "happen")
            || parse.dependent(verb, &["auxpass"]).is_some();
        let clause = |at: usize| {
            let told = |child: usize| {
                matches!(parse.dep(child), "ccomp" | "xcomp" | "csubj" | "advcl" | "relcl" | "acl")
            };
            parse.dependents(at).any(|child| child > at && told(child))
        };
        let mut predicates =
            parse.dependents(verb).filter(|&child| matches!(parse.dep(child), "attr" | "acomp"));
        states && (parse.dep(head) == "expl" || clause(verb) || predicates.any(clause))
    }
}

fn is_plural(pronoun: &str) -> bool {
    matches!(pronoun.to_lowercase().as_str(), "they" | "them" | "their" | "theirs" | "themselves")
}
