//! Names that words within or around them show to be a person's, whatever the model took them for.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::name_word::kind_of_name_word;
use super::{Candidate, EntityKind};
use crate::annotate::Parse;

/// Titles that nothing but a person bears; "general" and "secretary" also stand in names of firms and offices.
const TITLES: &str = "minister president premier chancellor mayor governor senator congressman congresswoman judge \
    justice ambassador commissioner spokesman spokeswoman spokesperson mp mep professor inspector superintendent \
    constable sheriff bishop archbishop colonel captain lieutenant sergeant admiral mr mrs ms dr rev sir dame \
    ceo cfo chairman chairwoman coach";

/// First names that are common in the news of several countries: our own choice. Those that towns and parties bear too are left
/// out.
const GIVEN: &str = "aaron abdul abdullah abigail adam adel adele adrian adriana agnes agnieszka ahmad ahmed ahmet aidan \
    aileen aisha akira alain alan alastair albert alejandro aleksandr alessandro alex alexander alexei \
    alfonso alfred alfredo ali alice alina alison alistair allan alma alvaro amal amanda amara amelia \
    amina amir amy ana anastasia anatoly anders andre andrea andreas andrei andrew andrzej andy angela anil \
    anita anke ann anna anne anneke annette annika ansel anthony antje antoine antonio anwar arif arjen \
    arjun armando arne arnold arthur arturo asha ashley asif astrid audrey aung aurelie ava ayesha aylin \
    aziz babak barbara barry bashar bashir beata beate beatrice becky belinda bella ben benedict benito \
    benjamin benny bernard bernd bernie bert bertrand beth bettina betty bianca bill birgit bjorn bob bobby \
    bogdan bonnie boris boyd brad bradley brandon brenda brendan brent brett brian bridget brigitte bruce \
    bryan bryce burak byron caleb calvin camille candice carl carla carlo carlos carmen carol carolina \
    caroline carolyn carrie catherine cathy cecil cecilia cedric cesar chen chiara chidi chloe chris \
    christina christine christopher chuck cindy claire clara clarence claude claudia claudio claus \
    clifford clive colin colleen connor conor constance constantin corinne cornelia courtney craig cristian \
    cristina curtis cynthia cyril dafydd dagmar damian damien daniel daniela danielle danny daria darius \
    darren dave david debbie deborah deirdre delphine denise dennis derek desmond diana diane diarmuid diego \
    dieter dimitri dina dirk dmitri dmytro dolores dominic dominique donald donna doreen doris dorota \
    dorothy doug douglas duncan dustin dwayne dylan earl ebony eddie edgar edith edmund edna eduardo edward \
    edwin efrain eileen eirik ekaterina elaine eleanor elena eleni elias eliot elisa elisabeth eliza \
    elizabeth ella ellen ellie elliott elvira emil emilia emilio emily emma emmanuel enrique enzo eric erica \
    erik ernest ernesto ernst erwin esmeralda estelle esther ethan etienne eugene eugenia eva evan evelyn \
    evgeny ewa fabian fadi faisal farid farida farouk fatima fatou federico felicity felipe felix fergus \
    fernanda fernando fidel filip fiona fleur florian floyd frances francesco francisco franco francois \
    frank franz fred frederic frederick friedrich fritz gabriel gabriela gareth gary gavin gemma genevieve \
    geoff geoffrey george georges georgina gerald geraldine gerard gerhard gerry gert gianni gideon gilbert \
    gilles gina giorgio giovanni gisela giulia giuseppe glen glenn gloria gonzalo gordon graham greg gregory \
    greta gretchen guido guillaume guillermo gunnar gunter gustav gwen habib halvard hamid hamza hana hank \
    hanna hannah hans hao harald harold harriet harry hasan hassan hauke heather hector hedwig heidi heike \
    heinrich helen helena helene helga hendrik henri henrik henry herbert herman hermann hilary hilda \
    hiroshi holger horst howard hubert hugh hugo humberto hussein ian ibrahim ignacio igor ilona ilse imran \
    ines inga inge ingrid irene irina isaac isabel isabella isabelle ismail ivan ivana ivo jaap jacek jack \
    jacob jacqueline jacques jakob jakub jamal james jamie jan jane janet janice jared jasmine jason javed \
    javier jean jeanne jeff jeffrey jelena jenna jennifer jenny jeremy jerome jerry jesse jessica jessie \
    jill jim jin joachim joan joanna joanne joaquin jodie joe joel johan johanna johannes john johnny \
    jolanta jonas jonathan jonathon jordi jorge jorgen jose josef joseph josephine josh joshua joyce juan \
    juanita judith judy jules julia julian juliana julie juliette julio julius jurgen justin justine justyna \
    kamal kamila karel karen karim karin karina karl karla karol katarina kate katherine kathleen kathryn \
    kathy katie katja katrin katrina kay keiko keisha keith kelly ken kenji kenneth kerry kevin khalid kim \
    kiran kirsten klara klaus kofi konstantin kristian kristin kristina kristine kurt kwame kyle lamar larry \
    lars latisha laura lauren laurence laurent lawrence leah leif leila lena leonard leonardo leonel leonid \
    leopold leroy lesley leslie leticia lewis liam liana lidia lilian liliana lillian lily lina linda linus \
    lionel lisa lisbeth liv livia liz lois lorena lorenzo loretta lorna lorraine lothar lotte louis louisa \
    louise luca lucas lucia luciana luciano lucie lucy ludmila ludwig luigi luis luisa lukas luke lydia lyle \
    lynn mabel madeleine mads magda magdalena maggie magnus mahesh mahmoud maike maksim malcolm mandy \
    manfred manoj manuel manuela marc marcel marcelo marcia marcin marco marcos marcus marek margaret \
    margarita margot marguerite maria mariam marian mariana marianne maribel marie marije marika marilyn \
    marina mario marion marisol marit marius marjan marjorie mark marko markus marlene marlon marsha marta \
    martha martin martina martine marty marvin mary massimo mateo mathias mathieu matilda matt matteo \
    matthew matthias maureen mauricio maurizio max maxim maxine maya megan mehdi mehmet melanie melinda \
    melissa melvin meredith micah michael michaela michel michelle mick miguel mihai mikael mike mikhail \
    mildred milena milo milos mindy mira miranda miriam miroslav misha mitchell mohamad mohamed mohammad \
    mohammed mohan moira molly monica monika morten muriel mustafa myra myriam nadia nadine naeem nancy \
    naomi nasser natalia natalie natasha nate nathalie nathan nawal neil nelly nelson ngozi nicholas nick \
    nico nicola nicolai nicolas nicole niels nigel nikita nikola nikolai nikos nils nina noah noel nora \
    norbert norma norman octavio odette olaf ole oleg olena olga oliver olivia olivier oluwaseun omar omer \
    orhan osama oscar oskar osman otis otto owen ozlem pablo paige pamela patrice patricia patrick patrik \
    patsy paul paula paulina pauline paulo pavel pawel pedro peggy penelope perry peter petr petra petros \
    phil philip philipp philippe phoebe phyllis pierre piet pieter pilar piotr prakash pranav priya quentin \
    quincy rachel rachid rafael rafaela rahul rainer raj rajesh rajiv ralf ralph ramesh ramon ramona randall \
    randy rania rashid raul ravi raymond rebecca rebekah reem reginald reiner reinhard renate rene \
    reza rhonda ricardo riccardo richard rick ricky rita robbie robert roberta roberto robin rocio rodney \
    rodolfo rodrigo roger roland romain ron ronald ronan ronnie rory rosa rosalind rosemary rosie \
    roxanne roy ruben rudi rudolf rupert russ russell rustam ruth ryan sabine sabrina sadiq saeed salim \
    sally salma salman salvatore sam samantha samir samira samuel sandra sanjay santosh sara sarah sasha \
    saskia satoshi saul scarlett scott sean sebastian sebastien selma sergei sergey sergio seth shane \
    shannon sharif sharon shauna shawn sheila shelley sherry shirley sibusiso sidney sigmund sigrid silvia \
    silvio simon simone siobhan sofie solange soledad solveig somchai sonia sonja sophia sophie soren \
    stacey stacy stanislav stanley stavros stefan stefano stella stephan stephane stephanie stephany stephen \
    steve steven stewart stuart sue suleiman sunil sunita sunniva suresh susan susana susanne suzanne suzy \
    sven svetlana sylvia sylvie tadeusz takashi talia tamar tamara tammy tania tanja tanvir tanya taras \
    tariq tatiana tatyana ted terence teresa terese terrence terry tess thandiwe thea thelma theo theodor \
    theresa therese thiago thibault thierry thomas thorsten tiffany tilda tim timo timothy timur tina tobias \
    tobin todd tom tomas tommy tony torsten tracey tracy travis trevor trisha trudy tyrone ulf ulla ulrich \
    ulrike umberto ursula uwe vaclav valentina valeria valerie valery vanessa vasily vasyl velma vera \
    veronica vicente vicki vicky vijay vikram viktor vilma vincent viola virginie vitaly vittorio vivian \
    viviana vladislav volker volodymyr wadim waleed walter wanda wayne wendell wendy werner wilfred \
    wilhelm wilhelmina willem william willie wilma winston wojciech wolfgang xavier yael yannick yasmin \
    yasser yelena yevgeny ying yoko yolanda yolande yosef youssef yuki yulia yuri yusuf yves yvonne zachary \
    zahra zainab zeynep zoe zoltan zsofia";

/// The part of a name that is a person's own, where its words show that it is one: "Interior Minister Karel Odding",
/// "Petra Haverkamp".
pub fn own_name(parse: &Parse, name: &Candidate) -> Option<Range<usize>> {
    if matches!(name.kind, EntityKind::Person) {
        return None;
    }
    let tokens = name.tokens.clone();
    let word = |at: usize| parse.text(at).to_lowercase();
    let title = tokens.clone().rev().skip(1).find(|&at| lists(TITLES, word(at).trim_end_matches('.')));
    let body = (tokens.start + 1..tokens.end.saturating_sub(1)).find(|&at| is_behind_body(parse, at));
    let rest = title.map(|title| title + 1).or(body).unwrap_or(tokens.start)..tokens.end;
    let plain = (1..=3).contains(&rest.len())
        && rest.clone().all(|at| parse.text(at).starts_with(char::is_uppercase))
        && rest.clone().all(|at| kind_of_name_word(&word(at)).is_none());
    let called = is_given_name(&word(rest.start)) && (body.is_some() || !has_article(parse, &tokens));
    let given = rest.len() > 1 && called;
    let free = (title.is_some() || is_titled(parse, &tokens)) && rest.len() > 1;
    (plain && (free || given)).then_some(rest)
}

/// "State Lydia Crane", "Air Force James Roche": a first name behind the word of an office or a body.
fn is_behind_body(parse: &Parse, at: usize) -> bool {
    let before = parse.text(at - 1).to_lowercase();
    let body = kind_of_name_word(&before) == Some(EntityKind::Organization);
    is_given_name(&parse.text(at).to_lowercase())
        && (body || matches!(before.as_str(), "state" | "defense" | "defence" | "ceo" | "mp"))
}

/// Whether `word`, in lower case, is a common first name.
pub(super) fn is_given_name(word: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN.split_whitespace().collect());
    NAMES.contains(word)
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
