//! The kind of a name by the words beside it: "Pak, a biologist", "the newspaper Nord", "Sharqi district".

use std::ops::Range;

use variorum_spacy::Pos;

use super::famous::is_state;
use super::name_word::kind_of_name_word;
use super::noun::kind_of_noun;
use super::person_noun::is_listed_person;
use super::{Candidate, EntityKind, head_of};
use crate::annotate::Parse;

/// The kind that the words beside a name tell, if any do. They outweigh the model, which knows few invented or foreign
/// names.
pub(super) fn kind_beside(parse: &Parse, name: &Candidate) -> Option<EntityKind> {
    if name.kind == EntityKind::Group {
        return None;
    }
    let beside = Beside { parse, tokens: name.tokens.clone(), kind: name.kind };
    let told = beside
        .by_article()
        .or_else(|| beside.by_age())
        .or_else(|| beside.by_apposition())
        .or_else(|| beside.by_noun_before())
        .or_else(|| beside.by_noun_behind())
        .or_else(|| beside.by_owner())
        .or_else(|| beside.by_preposition())
        .or_else(|| beside.by_state());
    // "the Harl Bank, a founder of the fund": a body's own words tell more than those beside it.
    told.filter(|&kind| kind == EntityKind::Organization || !beside.has_body_word())
}

struct Beside<'p> {
    parse: &'p Parse<'p>,
    tokens: Range<usize>,
    kind: EntityKind,
}

impl<'p> Beside<'p> {
    /// The token so many behind the name; "" behind the last.
    fn behind(&self, offset: usize) -> &'p str {
        let at = self.tokens.end + offset;
        if at < self.parse.len() { self.parse.text(at) } else { "" }
    }

    /// The token so many before the name, 1 being the nearest; "" before the first.
    fn before(&self, offset: usize) -> &'p str {
        self.tokens.start.checked_sub(offset).map_or("", |at| self.parse.text(at))
    }

    /// "the Beatles", "the Greens": several of them are no one person.
    fn by_article(&self) -> Option<EntityKind> {
        let plural = self.parse.tag(self.tokens.end - 1) == "NNPS";
        let several = self.tokens.len() == 1 && plural && matches!(self.before(1), "the" | "The");
        (several && self.kind == EntityKind::Person).then_some(EntityKind::Organization)
    }

    /// "Dorota Wiel, 44, a nurse".
    fn by_age(&self) -> Option<EntityKind> {
        let number = self.behind(1);
        let age = number.len() == 2
            && number.bytes().all(|digit| digit.is_ascii_digit())
            && matches!(self.behind(2), "," | "." | ")" | "from");
        let aged = matches!(self.behind(0), "," | "(") && age;
        (aged && self.kind != EntityKind::Place).then_some(EntityKind::Person)
    }

    /// "Hye-jin Pak, a biologist", "its governor, Ilse Haver".
    fn by_apposition(&self) -> Option<EntityKind> {
        let parse = self.parse;
        let head = head_of(parse, &self.tokens);
        let noun = |at: usize| parse.pos(at) == Pos::Noun;
        let behind = parse
            .dependents(head)
            .find(|&at| at >= self.tokens.end && parse.dep(at) == "appos" && noun(at))
            .or_else(|| self.phrase_behind());
        let above = (parse.dep(head) == "appos").then(|| parse.head(head)).filter(|&at| noun(at));
        let noun = behind.or(above.filter(|&at| at < self.tokens.start))?;
        // Neither things nor events stand beside names: "the crash, Odette" is a matter of its own.
        self.kind_of(noun)
            .filter(|kind| matches!(kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place))
    }

    /// The noun of ", a biologist" that the parse does not hang on the name.
    fn phrase_behind(&self) -> Option<usize> {
        let article = self.tokens.end + 1;
        let opens = self.behind(0) == "," && matches!(self.behind(1), "a" | "an");
        let noun = opens.then(|| self.parse.head(article))?;
        let closes = noun + 1 >= self.parse.len()
            || matches!(self.parse.text(noun + 1), "," | "." | "of" | "who" | "in" | "at" | "for" | "from");
        (noun > article && noun < article + 5 && closes).then_some(noun)
    }

    fn kind_of(&self, noun: usize) -> Option<EntityKind> {
        let lemma = self.parse.lemma(noun).to_lowercase();
        kind_of_noun(&lemma).or_else(|| VESSELS.contains(&lemma.as_str()).then_some(EntityKind::Other))
    }

    /// "rapper Lil Vane", "the newspaper Nord", "the ferry Pearl": a noun right before the name.
    fn by_noun_before(&self) -> Option<EntityKind> {
        let at = self.tokens.start.checked_sub(1)?;
        let word = self.parse.text(at);
        if self.parse.pos(at) != Pos::Noun || !word.starts_with(char::is_lowercase) || word.ends_with('s') {
            return None;
        }
        let several = self.tokens.len() > 1;
        if is_listed_person(word) && !FIRMS_TOO.contains(&word) {
            several.then_some(EntityKind::Person)
        } else if OUTLETS.contains(&word) {
            Some(EntityKind::Organization)
        } else if VESSELS.contains(&word) {
            Some(EntityKind::Other)
        } else {
            None
        }
    }

    fn has_body_word(&self) -> bool {
        let told = |at: usize| kind_of_name_word(&self.parse.text(at).to_lowercase());
        self.tokens.len() > 1 && self.tokens.clone().any(|at| told(at) == Some(EntityKind::Organization))
    }

    /// "Sharqi district"; "the Gazette editor"; "Marrow fever" is no place.
    fn by_noun_behind(&self) -> Option<EntityKind> {
        let word = self.behind(0);
        let open = !matches!(self.kind, EntityKind::Place | EntityKind::Event);
        if open && PARTS_OF_LAND.contains(&word) {
            return Some(EntityKind::Place);
        }
        let staffed = STAFF.contains(&word)
            || matches!(
                (word, self.behind(1)),
                ("chief", "executive") | ("co", "-") | ("general", "counsel")
            );
        let named = matches!(self.kind, EntityKind::Person | EntityKind::Other | EntityKind::Work);
        (named && staffed).then_some(EntityKind::Organization)
    }

    /// "Sable's chairman", "shares of Sable", "an analyst at Crane".
    fn by_owner(&self) -> Option<EntityKind> {
        if !matches!(self.kind, EntityKind::Person | EntityKind::Other | EntityKind::Work) {
            return None;
        }
        let (possessive, owned) = (self.behind(0), self.behind(1));
        let owns = matches!(possessive, "'s" | "’s" | "'" | "’")
            && (matches!(owned, "chairman" | "chairwoman" | "CEO" | "shares" | "stock" | "headquarters")
                || owned == "chief" && matches!(self.behind(2), "executive" | "financial" | "operating"));
        let staff = matches!(
            (self.before(2), self.before(1)),
            ("chairman" | "chairwoman" | "CEO" | "executive" | "shares" | "subsidiary" | "unit", "of")
                | ("analyst" | "analysts" | "economist" | "economists" | "strategist" | "executive", "at")
        );
        (owns || staff).then_some(EntityKind::Organization)
    }

    /// "Haskell, Okla.,", "Dover, West Virginia": a state or a country behind a comma. Of several words it may be a
    /// list of winners.
    fn by_state(&self) -> Option<EntityKind> {
        let open = match self.kind {
            EntityKind::Person => self.tokens.len() == 1,
            kind => matches!(kind, EntityKind::Organization | EntityKind::Other),
        };
        if !open || self.behind(0) != "," {
            return None;
        }
        let closes =
            |offset: usize| matches!(self.behind(offset), "," | "." | "" | "(" | ")" | "-" | "—" | "on");
        let one = is_state(self.behind(1)) && (closes(2) || self.behind(1).ends_with('.'));
        let two = closes(3) && is_state(&format!("{} {}", self.behind(1), self.behind(2)));
        (one || two).then_some(EntityKind::Place)
    }

    /// "in Qasr Amun", "near Tessen": no person; "In Datavale," no firm.
    fn by_preposition(&self) -> Option<EntityKind> {
        let parse = self.parse;
        let head = head_of(parse, &self.tokens);
        let before = self.before(1);
        let near = matches!(before, "near" | "outside" | "around" | "throughout");
        let within = matches!(before, "in" | "In") && matches!(self.behind(0), "," | "." | "on" | "after");
        let object = parse.dep(head) == "pobj" && parse.head(head) + 1 == self.tokens.start;
        let is_place = match self.kind {
            EntityKind::Person => near || within,
            EntityKind::Organization => near && !self.has_body_word(),
            EntityKind::Other => near || before == "In" && within,
            _ => false,
        };
        (object && is_place).then_some(EntityKind::Place)
    }
}

/// Listed nouns for people that firms and states are called by as well: "rival Orbion", "owner Kroll".
const FIRMS_TOO: &[&str] = &[
    "ally",
    "body",
    "buyer",
    "client",
    "holder",
    "insurer",
    "leader",
    "lender",
    "maker",
    "manufacturer",
    "member",
    "opener",
    "operator",
    "owner",
    "partner",
    "producer",
    "publisher",
    "regulator",
    "rival",
    "seller",
    "sponsor",
    "supplier",
];

const OUTLETS: &[&str] =
    &["agency", "airline", "broadcaster", "carmaker", "company", "charity", "firm", "newspaper", "website"];

/// What has a name of its own and moves.
const VESSELS: &[&str] = &[
    "boat",
    "capsule",
    "ferry",
    "freighter",
    "frigate",
    "helicopter",
    "locomotive",
    "missile",
    "planet",
    "rocket",
    "rover",
    "satellite",
    "ship",
    "spacecraft",
    "submarine",
    "tanker",
    "trawler",
    "tugboat",
    "vessel",
    "warship",
    "yacht",
];

/// What a place's name stands before.
const PARTS_OF_LAND: &[&str] = &[
    "airport",
    "area",
    "border",
    "county",
    "district",
    "governorate",
    "municipality",
    "neighborhood",
    "neighbourhood",
    "peninsula",
    "pit",
    "prefecture",
    "province",
    "region",
    "suburb",
    "township",
    "valley",
    "village",
    "volcano",
];

/// Whom a body's name stands before.
const STAFF: &[&str] = &[
    "CEO",
    "CFO",
    "analyst",
    "analysts",
    "boss",
    "chairman",
    "chairwoman",
    "coach",
    "correspondent",
    "customers",
    "defender",
    "editor",
    "employees",
    "executive",
    "executives",
    "goalkeeper",
    "headquarters",
    "investors",
    "lawmaker",
    "lawmakers",
    "manager",
    "midfielder",
    "reporter",
    "shareholders",
    "shares",
    "spokesman",
    "spokeswoman",
    "staff",
    "stock",
    "striker",
    "subsidiary",
    "winger",
];
