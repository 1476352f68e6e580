//! Predicates that tell of one kind of event: verbs and the nouns made from them.
//!
//! The table is our own, drawn up for event reporting in English. A word that it does not hold is its own class.

use std::collections::BTreeMap;
use std::sync::LazyLock;

static CLASS: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let mut classes = BTreeMap::new();
    for line in PREDICATES {
        let name = line.split(' ').next().unwrap_or_default();
        line.split(' ').for_each(|word| {
            classes.entry(word).or_insert(name);
        });
    }
    classes
});

/// The class of a predicate's lemma: "death" and "die" are "kill".
pub fn predicate(lemma: &str) -> &str {
    CLASS.get(lemma).copied().unwrap_or(lemma)
}

/// Verbs and the nouns made from them; the first word names the class.
const PREDICATES: &[&str] = &[
    "kill die dead death toll fatality perish slay slaying deceased murder homicide dead-toll slain",
    "injure wound hurt injury maim wounded injured",
    "resign resignation quit",
    "dismiss sack dismissal oust ouster firing sacking",
    "arrest detain detention apprehend arrestee detainee",
    "charge indict indictment",
    "accuse accusation blame",
    "attack assault offensive",
    "bomb bombing bombard bombardment shell shelling airstrike raid barrel",
    "explode explosion blast detonate detonation",
    "hit strike",
    "crash collide collision",
    "win victory beat defeat",
    "elect election",
    "begin start launch commence",
    "close shut closure shutdown",
    "end finish conclude stop halt cease",
    "suspend suspension",
    "rise increase climb grow growth jump surge soar",
    "fall drop decline decrease slump plunge tumble",
    "reduce cut reduction slash lower shed axe",
    "raise hike",
    "buy purchase acquire acquisition takeover",
    "sell sale",
    "sign signing ink",
    "agree agreement accord pact deal",
    "evacuate evacuation",
    "displace displacement flee uproot",
    "destroy demolish destruction flatten raze wreck",
    "damage harm",
    "capture seize seizure recapture retake",
    "rescue save",
    "find discover discovery locate",
    "publish publication upload preprint",
    "replace replacement succeed",
    "appoint appointment nominate nomination name",
    "visit trip",
    "meet meeting talk summit",
    "approve approval ratify endorse endorsement",
    "reject rejection refuse refusal",
    "condemn condemnation denounce criticize criticise decry",
    "warn warning",
    "deny denial refute",
    "pledge promise donate donation",
    "shoot shooting gunfire gunshot",
    "stab stabbing",
    "rob robbery steal theft heist",
    "convict conviction guilty",
    "sentence jail imprison imprisonment",
    "acquit acquittal",
    "sue lawsuit",
    "ban prohibit outlaw prohibition",
    "delay postpone postponement defer",
    "cancel cancellation scrap",
    "kidnap abduct abduction kidnapping",
    "hijack hijacking",
    "protest demonstrate demonstration rally march",
    "deploy deployment",
    "invade invasion",
    "collapse collapsing break burst rupture breach crumble fail failure",
    "sink sinking capsize",
    "derail derailment",
    "erupt eruption",
    "quake earthquake tremor temblor",
    "replicate replication reproduce",
    "levitate levitation float",
    "marry marriage wed wedding",
    "divorce separation",
    "disrupt disruption outage",
    "sever severed",
    "repair fix",
    "restore restoration",
    "recover recovery",
    "investigate investigation probe inquiry enquiry",
    "withdraw withdrawal pullout",
    "retreat flight",
    "escape",
    "return repatriate repatriation",
    "search hunt",
    "help aid assist assistance relief",
    "need require requirement",
    "vote ballot",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_in_one_class() {
        let words: Vec<&str> = PREDICATES.iter().flat_map(|line| line.split(' ')).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), words.len());
        assert_eq!(predicate("death"), "kill");
        assert_eq!(predicate("table"), "table");
    }
}
