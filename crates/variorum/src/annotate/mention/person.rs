//! Names that words within or around them show to be a person's, whatever the model took them for.

use std::ops::Range;

use super::name_word::kind_of_name_word;
use super::{Candidate, EntityKind};
use crate::annotate::Parse;

/// Titles that nothing but a person bears; "general" and "secretary" also stand in names of firms and offices.
const TITLES: &str = "minister president premier chancellor mayor governor senator congressman congresswoman judge \
    justice ambassador commissioner spokesman spokeswoman spokesperson mp mep professor inspector superintendent \
    constable sheriff bishop archbishop colonel captain lieutenant sergeant admiral mr mrs ms dr";

/// First names that are common in the news of several countries, and no place's.
const GIVEN: &str = "aaron abdul abdullah adam adrian agnes ahmad ahmed aisha alan albert alejandro alessandro alex \
    alexander alexei ali alice alison allan amanda amina amir amy ana anastasia anders andre andrea andreas andrei andrew \
    angela anita anke ann anna anne annika anthony antoine antonio arjun arnold arthur asif astrid barbara beatrice ben \
    benjamin bernard bernd bernie bill birgit bjorn bob boris brandon brenda brian bruce carl carla carlos carmen carol \
    caroline catherine cecilia chris christian christina christine christopher claire claudia colin craig cynthia daniel \
    daniela danielle david deborah denise dennis diana diane diego dieter dimitri dmitri dominic donald donna doris \
    dorothy douglas dylan eduardo edward eileen elena elias elisabeth elizabeth ellen emily emma enrique eric erica erik \
    ernst esther eva fabian fatima felipe felix fernando filip fiona frances francesco francisco frank franz fred \
    frederick friedrich fritz gabriel gabriela gareth gary gemma geoffrey gerald gerard gert gilbert giovanni giulia \
    giuseppe gloria gordon graham greg gregory greta guillaume gustav halvard hannah hans harald harold harry hassan heather \
    heidi heinrich helen helena helga henrik henry herbert hiroshi howard hugo hussein ian ibrahim igor imran ingrid irene \
    isabel isabella ivan jack jacob jacques jakob james jamie jan jane janet jason javier jean jeff jeffrey jennifer \
    jeremy jerome jessica jim joachim joan joanna joe johan johannes john jonas jonathan jorge jose josef joseph \
    joshua josh juan judith julia julian julie juliette jurgen justin karel karen karin karl katarina kate katherine \
    kathleen kathryn katja keith kelly ken kenneth kevin khalid kim klaus kofi konstantin kristin kurt lars laura \
    lauren laurent lawrence leila lena leonard leonid leslie linda lisa liv lorenzo louis louise luca lucas lucia \
    lucy ludwig luis luisa lukas lydia magnus mahmoud manfred manuel marc marcel marco marcus margaret margarita margot \
    maria marie mariam marina mario marion marjorie mark markus martha martin martina marta mary mateo matthew matthias \
    maureen max maya megan mehmet melissa michael michel michelle miguel mikael mikhail miriam mohamed mohammad \
    mohammed monica monika mustafa nadia nancy naomi natalia natalie natasha nathan nelson nicholas nick nicola nicolas \
    nicole nigel nikolai nina noah nora oleg olga oliver olivia omar oscar oskar otto pablo pamela patricia patrick paul \
    paula pavel pedro peter petra philip philippe pierre pieter rachel rafael rahul rainer rajesh ralph ramon raul \
    raymond rebecca reinhard renate rene ricardo richard rick robert roberto robin roger roland ronald rosa rosemary roy \
    rudolf rupert russell ruth ryan saeed sally salma sam samantha samir samuel sandra sara sarah scott sean sebastian \
    sergei sergey sergio shane sharon sheila sigrid silvia simon solveig sonia sophia sophie stacey stefan stefano \
    stella stephan stephanie stephen steve steven stuart susan susanne suzanne svetlana sven sylvia tamara tania tanya \
    tariq tatiana teresa terry theodor theresa thomas thorsten tim timothy tina tobias todd tom tomas tony torsten tracy \
    ulrich ursula valentina valerie vanessa vera veronica viktor vincent viola vladimir volker walter wanda wayne wendy \
    werner wilhelm william wolfgang xavier yasmin yolanda youssef yuri yusuf yvonne zainab zoe";

/// The part of a name that is a person's own, where its words show that it is one: "Interior Minister Karel Odding",
/// "Petra Haverkamp".
pub fn own_name(parse: &Parse, name: &Candidate) -> Option<Range<usize>> {
    if matches!(name.kind, EntityKind::Person) {
        return None;
    }
    let tokens = name.tokens.clone();
    let word = |at: usize| parse.text(at).to_lowercase();
    let title = tokens.clone().rev().skip(1).find(|&at| lists(TITLES, word(at).trim_end_matches('.')));
    let rest = title.map_or(tokens.start, |title| title + 1)..tokens.end;
    let plain = (1..=3).contains(&rest.len())
        && rest.clone().all(|at| parse.text(at).starts_with(char::is_uppercase))
        && rest.clone().all(|at| kind_of_name_word(&word(at)).is_none());
    let given = rest.len() > 1 && lists(GIVEN, &word(rest.start)) && !has_article(parse, &tokens);
    let free = (title.is_some() || is_titled(parse, &tokens)) && rest.len() > 1;
    (plain && (free || given)).then_some(rest)
}

/// "spokesman Arvid Sole": a title in lower case stands right before the name, which is no acronym.
fn is_titled(parse: &Parse, name: &Range<usize>) -> bool {
    let titled = name.start.checked_sub(1).is_some_and(|before| lists(TITLES, parse.text(before)));
    titled && name.clone().all(|at| parse.text(at).chars().any(char::is_lowercase))
}

fn lists(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|known| known == word)
}

fn has_article(parse: &Parse, tokens: &Range<usize>) -> bool {
    tokens.start > 0 && matches!(parse.tag(tokens.start - 1), "DT")
}
