//! Whether a word tells somebody to be a man or a woman.

use crate::annotate::mention::person::is_given_name;

/// What pronouns tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gender {
    /// "he".
    Male,
    /// "she".
    Female,
}

/// The gender that a pronoun, title or noun tells, in small letters.
pub(super) fn of_word(word: &str) -> Option<Gender> {
    if lists(MALE, word) { Some(Gender::Male) } else { lists(FEMALE, word).then_some(Gender::Female) }
}

/// The gender of those who bear a first name, in small letters, where it is but one.
pub(super) fn of_given_name(name: &str) -> Option<Gender> {
    if lists(WOMEN, name) {
        return Some(Gender::Female);
    }
    (is_given_name(name) && !lists(EITHER, name)).then_some(Gender::Male)
}

fn lists(words: &str, word: &str) -> bool {
    words.split(' ').any(|listed| listed == word)
}

const MALE: &str = "mr sir lord king prince he him his himself man boy father husband son brother uncle actor businessman \
    chairman congressman fisherman policeman spokesman sheikh pope imam gentleman grandfather nephew groom \
    cameraman serviceman";

const FEMALE: &str = "mrs ms miss lady dame queen princess she her hers herself woman girl mother wife daughter sister aunt \
    actress businesswoman chairwoman congresswoman policewoman spokeswoman grandmother niece bride nun \
    servicewoman";

/// First names that women bear, of those that [`is_given_name`] knows.
const WOMEN: &str = "abigail adele adriana agnes agnieszka aileen aisha alice alina alison alma amanda amara amber amelia \
    amina amy ana anastasia angela anita ann anna anne anneke annette annika antje astrid audrey aurelie ava \
    ayesha aylin barbara beata beate beatrice becky belinda bella beth bettina betty bianca birgit bonnie \
    brenda bridget brigitte candice carla carmen carol carolina caroline carolyn carrie catherine cathy \
    cecilia chiara chloe christina christine cindy claire clara claudia colleen constance corinne cornelia \
    cristina cynthia dagmar daniela danielle daria debbie deborah deirdre delphine denise diana diane dina \
    dolores donna doreen doris dorota dorothy ebony edith edna eileen ekaterina elaine eleanor elena eleni \
    elisa elisabeth eliza elizabeth ella ellen ellie elvira emilia emily emma erica esmeralda estelle esther \
    eugenia eva evelyn ewa farida fatima fatou felicity fernanda fiona gabriela gemma genevieve georgina \
    geraldine gina gisela giulia gloria greta gretchen gwen hana hanna hannah harriet heather hedwig heidi \
    heike helen helena helene helga hilda ilona ilse ines inga ingrid irene irina isabel isabella isabelle \
    ivana jacqueline jane janet janice jasmine jeanne jelena jenna jennifer jenny jessica jill joan joanna \
    joanne johanna jolanta josephine joyce juanita judith judy julia juliana julie juliette justine justyna \
    kamila karen karin karina karla katarina kate katherine kathleen kathryn kathy katie katja katrin katrina \
    keiko keisha kirsten klara kristin kristina kristine latisha laura lauren leah leila lena leticia liana \
    lidia lilian liliana lillian lily lina linda lisa lisbeth liv livia liz lois lorena loretta lorna \
    lorraine lotte louisa louise lucia luciana lucie lucy ludmila luisa lydia lynn mabel madeleine magda \
    magdalena maggie maike mandy manuela marcia margaret margarita margot marguerite maria mariam mariana \
    marianne maribel marie marije marika marilyn marina marisol marit marjorie marlene marsha marta martha \
    martina martine mary matilda maureen maya megan melanie melinda melissa meredith michaela michelle \
    mildred milena mindy mira miranda miriam moira molly monica monika muriel myra myriam nadia nadine nancy \
    naomi natalia natalie natasha nathalie nelly ngozi nicole nina nora norma odette olena olga olivia ozlem \
    pamela patricia patsy paula paulina pauline peggy penelope petra phoebe phyllis pilar priya rachel \
    rafaela rania rebecca rebekah regina renate rhonda rita roberta rocio rosa rosalind rosario rosemary \
    rosie roxanne ruth sabine sabrina sally salma samantha samira sandra sara sarah saskia scarlett selma \
    sharon shauna sheila shelley sherry shirley sigrid silvia siobhan sofia sofie solange soledad solveig \
    sonia sonja sophia sophie stella stephanie stephany sue sunita sunniva susan susana susanne suzanne suzy \
    svetlana sylvia sylvie talia tamara tammy tania tanja tanya tatiana tatyana teresa terese tess thandiwe \
    thea thelma theresa therese tiffany tilda tina tracey tracy trisha trudy ulla ulrike ursula valentina \
    valeria valerie vanessa velma vera veronica vicki vicky vilma viola virginie viviana wanda wendy \
    wilhelmina wilma yael yasmin yelena yolanda yolande yulia yvonne zahra zainab zeynep zoe zsofia";

/// First names that women and men bear, or of which we do not know it.
const EITHER: &str = "alex amal amir andrea andy anke ansel arjen arjun arne asha ashley asif aung babak camille cecil chen \
    chidi chris clarence claude courtney dominique eirik elias eliot elliott evan fleur florian floyd frances \
    francois gabriel gert hao hilary inge jaap jamie jan jared javed jean jesse jessie jin jodie joe jordi \
    jorgen jules justin kamal karel karol kay kelly ken kerry kim kiran kofi lamar laurence lesley leslie \
    marian marion marlon maxim maxine micah michel misha mitchell nawal nelson nicola nikita noah noel \
    oluwaseun otis paige patrice perry prakash quincy randy reem reiner rene reza robbie robin rory sam sasha \
    shane shannon shawn sibusiso sidney simone somchai stacey stacy tamar tanvir taras terry timur tobin \
    travis umberto vivian willie xavier yannick ying yoko yuki";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_names_tell_who_is_a_woman() {
        let cases = [
            ("regina", Some(Gender::Female)),
            ("howard", Some(Gender::Male)),
            ("kim", None),
            ("andrea", None),
            ("brattholm", None),
        ];
        for (name, gender) in cases {
            assert_eq!(of_given_name(name), gender, "{name}");
        }
    }
}
