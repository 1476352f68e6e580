//! The cue lexicon: words that show that somebody says, thinks or wants something.
//!
//! Compiled by hand from the general vocabulary of news English; each row gives a stance, what the words take for
//! their content, and the words.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Stance;
use Stance::{
    Asks, Believes, Demands, Denies, Doubts, Estimates, Fears, Knows, Promises, Says, Shows, Wants,
};

/// What a cue says about its source and takes for its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cue {
    /// What the source does with the content.
    pub stance: Option<Stance>,
    /// A clause or words in quotation marks.
    pub clause: bool,
    /// An infinitive or a gerund.
    pub infinitive: bool,
    /// A noun phrase that sums up the content ("announced the closure").
    pub named: bool,
    /// A noun phrase that the source speaks of ("criticised the closure").
    pub topic: bool,
    /// A noun phrase with a name for it ("called the closure a mistake").
    pub complement: bool,
    /// A hearer first ("told the court that").
    pub hearer: bool,
}

/// Verbs. Letters: c clause, i infinitive, n named content, t topic, o complement, h hearer.
const VERBS: &[(Stance, &str, &str)] = &[
    (
        Says,
        "cn",
        "say state declare announce report claim assert affirm maintain contend allege reveal disclose confirm \
        proclaim testify attest certify repeat reiterate stress emphasize emphasise underline underscore clarify specify \
        acknowledge admit concede confess recount relate mention note observe remark comment add explain argue suggest \
        insist hint imply indicate signal summarize summarise broadcast publish post tweet retweet write text blog \
        email e-mail telegraph quote cite recall relay volunteer read",
    ),
    (
        Says,
        "c",
        "continue begin conclude respond reply answer retort quip joke shout yell scream cry whisper murmur mutter \
        mumble chant chime exclaim sing chuckle laugh sigh snap bark growl groan counter interject intone opine muse \
        lament bemoan complain grumble gripe moan boast brag gloat rejoice enthuse fume rage thunder vent go interrupt \
        elaborate editorialize narrate reason theorize theorise philosophize deadpan crow sneer scoff bristle wail \
        intervene agree warn caution tell predict",
    ),
    (
        Says,
        "ch",
        "tell inform notify advise assure remind warn brief alert persuade convince reassure caution text email",
    ),
    (
        Says,
        "t",
        "discuss address describe detail outline highlight praise applaud hail commend laud salute celebrate \
        welcome condemn criticize criticise denounce deplore decry slam blast bash rip assail attack lambast lambaste \
        chide rebuke scold berate chastise mock ridicule deride taunt disparage denigrate belittle insult knock hammer \
        pan savage skewer excoriate blame fault accuse defend tout promote champion trumpet endorse back support \
        oppose mention discuss cite invoke reference repeat echo cover profile chronicle document recount thank \
        congratulate apologize downplay dismiss",
    ),
    (
        Says,
        "o",
        "call label dub brand term name style describe characterize characterise portray depict paint \
        denounce condemn dismiss hail praise deride tout cast frame identify",
    ),
    (
        Says,
        "cn",
        "point_out spell_out lay_out set_out make_clear go_on set_forth put_forward chime_in call_out sum_up \
        write_in fire_back shoot_back hit_back give_out read_out blurt_out cry_out speak_out weigh_in come_out",
    ),
    (
        Says,
        "t",
        "speak_of speak_about talk_about talk_of comment_on elaborate_on expand_on touch_on refer_to allude_to \
        hint_at point_to write_about write_of tweet_about boast_of boast_about brag_about complain_about \
        complain_of joke_about rail_against lash_out_at hit_out_at hit_back_at go_after speak_against warn_of \
        warn_about warn_against tell_of focus_on dwell_on zero_in_on respond_to react_to reply_to testify_about \
        agree_with side_with disagree_with apologize_for vote_for vote_against campaign_against campaign_for push_for \
        argue_for argue_against lobby_for advocate_for stand_by stand_behind seize_on vouch_for attest_to gush_over",
    ),
    (Shows, "cnt", "show find demonstrate prove reveal expose illustrate uncover establish evidence"),
    (
        Shows,
        "c",
        "suggest imply mean signify indicate confirm signal underscore determine discover conclude ascertain",
    ),
    (
        Estimates,
        "cn",
        "estimate calculate compute project forecast predict reckon put measure count gauge \
        extrapolate anticipate expect foresee envisage guess",
    ),
    (
        Believes,
        "cn",
        "believe think consider hold feel assume presume suppose suspect imagine conclude judge deem \
        surmise infer speculate trust accept accuse conceive perceive see_as view_as regard_as",
    ),
    (Believes, "o", "consider deem regard view see perceive judge rate find believe think"),
    (
        Believes,
        "t",
        "favor favour prefer admire respect like love trust value appreciate enjoy blame hate despise loathe \
        detest dislike resent envy distrust mistrust view remember regret believe_in",
    ),
    (
        Knows,
        "c",
        "know realize realise understand recognize recognise learn discover notice see hear read remember forget \
        recall sense discern grasp acknowledge find_out figure_out figure appreciate gather decide determine rule",
    ),
    (
        Denies,
        "cn",
        "deny refute rebut reject repudiate dispute disavow disclaim contradict contest dismiss gainsay",
    ),
    (Denies, "i", "deny refuse decline"),
    (Promises, "cin", "promise pledge vow swear guarantee undertake commit threaten"),
    (
        Promises,
        "i",
        "agree offer plan intend propose resolve decide prepare opt choose elect arrange schedule",
    ),
    (Promises, "n", "propose offer plan"),
    (Doubts, "cnt", "doubt question challenge query wonder debate"),
    (Doubts, "i", "hesitate"),
    (Asks, "ch", "ask inquire enquire wonder query quiz"),
    (Asks, "i", "ask inquire"),
    (Asks, "t", "ask_about inquire_about press_on"),
    (
        Demands,
        "cin",
        "demand request require urge order command instruct propose recommend advocate insist decree \
        suggest mandate stipulate advise beg implore beseech entreat exhort",
    ),
    (
        Demands,
        "ih",
        "urge tell ask order call_on advise encourage warn instruct command beg implore exhort press push \
        invite pressure persuade direct remind challenge lobby petition require compel forbid",
    ),
    (Demands, "t", "call_for ask_for press_for appeal_for plead_for seek urge demand plead_with appeal_to"),
    (
        Wants,
        "cin",
        "want wish hope desire long crave aspire aim seek need yearn strive mean expect like love prefer hate",
    ),
    (Wants, "t", "hope_for wish_for long_for look_for want"),
    (Fears, "cin", "fear dread worry fret regret lament agonize panic"),
    (Fears, "t", "worry_about fret_about fret_over fear regret lament dread"),
];

/// Nouns. Letters: c clause, i infinitive, t a topic after a preposition.
const NOUNS: &[(Stance, &str, &str)] = &[
    (
        Says,
        "ct",
        "claim statement assertion allegation accusation announcement comment remark argument contention declaration \
        disclosure revelation admission confession testimony explanation account message word news rumor rumour \
        suggestion insinuation hint warning complaint criticism charge report description characterization reply response \
        answer acknowledgment acknowledgement insistence boast tweet post letter speech argument point mantra refrain \
        notification confirmation reminder joke advice talk gossip chatter",
    ),
    (
        Says,
        "t",
        "praise condemnation denunciation endorsement support rebuke mockery attack defense defence critique insult \
        tirade rant commentary discussion debate",
    ),
    (Shows, "ct", "evidence proof sign indication finding conclusion study survey poll analysis"),
    (
        Estimates,
        "ct",
        "estimate prediction forecast projection expectation assumption assessment calculation",
    ),
    (
        Believes,
        "ct",
        "belief view opinion notion idea theory conviction impression perception feeling faith confidence \
        suspicion speculation thinking thought hypothesis consensus judgment judgement hunch misconception sense \
        certainty presumption verdict",
    ),
    (
        Believes,
        "t",
        "admiration respect disdain contempt hatred dislike opposition love affection sympathy preference",
    ),
    (Knows, "ct", "knowledge awareness realization realisation recognition understanding"),
    (Denies, "ct", "denial refusal rejection rebuttal repudiation"),
    (
        Promises,
        "cit",
        "promise pledge vow commitment guarantee threat assurance decision plan proposal offer agreement",
    ),
    (Promises, "i", "intention intent plan refusal willingness readiness"),
    (Doubts, "ct", "doubt question skepticism scepticism uncertainty"),
    (Asks, "ct", "question inquiry query"),
    (
        Demands,
        "cit",
        "demand request call appeal plea order recommendation insistence requirement instruction",
    ),
    (Wants, "cit", "hope wish desire dream ambition aspiration eagerness"),
    (Fears, "ct", "fear concern worry anxiety alarm regret"),
];

/// Adjectives. Letters: c clause, i infinitive, t a topic after a preposition.
const ADJECTIVES: &[(Stance, &str, &str)] = &[
    (Believes, "ct", "confident certain sure convinced optimistic pessimistic positive adamant persuaded"),
    (Knows, "ct", "aware mindful conscious unaware"),
    (Doubts, "ct", "skeptical sceptical doubtful unsure uncertain unconvinced dubious"),
    (Wants, "cit", "hopeful eager willing keen desperate anxious"),
    (Wants, "i", "determined reluctant unwilling ready intent happy"),
    (Fears, "cit", "afraid fearful worried concerned alarmed terrified scared nervous"),
    (
        Believes,
        "cit",
        "glad happy pleased proud sorry sad angry furious surprised shocked disappointed delighted \
        thrilled upset outraged grateful thankful excited ashamed embarrassed stunned amazed astonished dismayed \
        appalled frustrated relieved saddened honored honoured",
    ),
    (Says, "ct", "clear vocal explicit critical supportive dismissive silent"),
];

/// Verbs whose passive without an agent is the outlet's own hedge ("is believed to be").
const HEDGES: &str = "believe think expect suppose presume assume consider understand suspect know see project estimate \
    fear hope reckon rumor rumour deem regard view anticipate perceive";

/// Adverbs that put their clause on somebody else's word.
const SEEMING: &str =
    "reportedly allegedly supposedly purportedly apparently presumably seemingly ostensibly";

static VERB_INDEX: LazyLock<BTreeMap<String, Cue>> = LazyLock::new(|| index(VERBS));
static NOUN_INDEX: LazyLock<BTreeMap<String, Cue>> = LazyLock::new(|| index(NOUNS));
static ADJECTIVE_INDEX: LazyLock<BTreeMap<String, Cue>> = LazyLock::new(|| index(ADJECTIVES));

/// The verb `lemma`, joined to its particle by `_` where it has one ("point_out").
pub fn verb(lemma: &str) -> Option<Cue> {
    VERB_INDEX.get(lemma).copied()
}

/// The noun `lemma`.
pub fn noun(lemma: &str) -> Option<Cue> {
    NOUN_INDEX.get(lemma).copied()
}

/// The adjective `lemma`.
pub fn adjective(lemma: &str) -> Option<Cue> {
    ADJECTIVE_INDEX.get(lemma).copied()
}

/// Whether the passive of `lemma` without an agent only hedges.
pub fn hedges(lemma: &str) -> bool {
    HEDGES.split_whitespace().any(|known| known == lemma)
}

/// Whether the adverb `lemma` puts its clause on somebody else's word.
pub fn seems(lemma: &str) -> bool {
    SEEMING.split_whitespace().any(|known| known == lemma)
}

/// Words in several rows take all that any of them allows, with the stance of the first.
fn index(rows: &[(Stance, &str, &str)]) -> BTreeMap<String, Cue> {
    let mut index: BTreeMap<String, Cue> = BTreeMap::new();
    for (stance, takes, words) in rows {
        for word in words.split_whitespace() {
            let cue = index.entry(word.to_owned()).or_default();
            cue.stance = cue.stance.or(Some(*stance));
            cue.clause |= takes.contains('c');
            cue.infinitive |= takes.contains('i');
            cue.named |= takes.contains('n');
            cue.topic |= takes.contains('t');
            cue.complement |= takes.contains('o');
            cue.hearer |= takes.contains('h');
        }
    }
    index
}
