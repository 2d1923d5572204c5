"""Triggers: sentences of our own, the words of them that tell of an event, and its kind."""

import pytest

from schemas.rows import EVENT_MODES, EVENT_TYPES, INCIDENT_TYPES
from tests.conftest import Annotated
from transforms.text import names
from transforms.text.events import triggers
from transforms.text.lexicon import events as lexicon
from transforms.text.reading import Reading


def told(reading: Reading) -> list[str]:
    """Return the triggers of ``reading`` with their kinds as "words TYPE mode incident"."""
    names.extract(reading)
    kinds = [(t, t.kind) for t in triggers.find(reading)]
    return [" ".join(filter(None, (t.passage.slice(t.first, t.last), k.event_type, k.mode, k.incident_type))) for t, k in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs, active and passive
        ("Soldiers attacked the village on Monday.", ["attacked ASSAULT"]),
        ("A fire swept through a market in Norvale.", ["swept fire"]),
        ("A rumour swept through a market in Norvale.", []),
        ("The village was shelled overnight.", ["shelled ASSAULT heavy-weapons"]),
        ("Police arrested three men in Norland.", ["arrested COERCE arrest arrest"]),
        ("The minister resigned on Friday.", ["resigned RETREAT resign resignation"]),
        ("Norland accused its neighbour of spying.", ["accused ACCUSE allege"]),
        # nouns, alone and carried by a light verb
        ("The attack on the village lasted two hours.", ["attack ASSAULT"]),
        ("The two presidents held talks in the capital.", ["talks CONSULT"]),
        ("The army launched an offensive in the north.", ["offensive ASSAULT"]),
        ("The council imposed sanctions on the bank.", ["imposed SANCTION discontinue"]),
        # particles and objects decide
        ("The union called for a new vote.", ["called REQUEST", "vote vote"]),
        ("The union called off the strike.", ["called off CONCEDE"]),
        ("The kiosk charged £3 for a map.", []),
        ("Police charged three with fraud.", ["charged COERCE charge", "fraud crime"]),
        ("The army shot down a drone over the bay.", ["shot down ASSAULT heavy-weapons"]),
        ("Two ministers signed an agreement in Oslo.", ["signed SUPPORT"]),
        ("The firm met its target for the year.", []),
        ("The club fired its coach on Sunday.", ["fired dismissal"]),
        ("Gunmen fired on the bus.", ["fired ASSAULT firearms"]),
        # struggles and games that are no violence, and what is
        ("Surgeons fought for hours to save the boy's sight.", []),
        ("She fought for decades to protect the marsh.", []),
        ("The guild fought against racism for years.", []),
        ("Soldiers fought against rebels near Orlova.", ["fought ASSAULT"]),
        ("The clans fought against each other for years.", ["fought ASSAULT"]),
        ("Rebels fought to take the bridge.", ["fought ASSAULT"]),
        ("Norland beat Ruritania 3-2 on Sunday.", ["beat contest"]),
        ("Police beat protesters in Orlova.", ["beat ASSAULT beat"]),
        ('"The lads killed themselves for the shirt," the owner said.', []),
        ('"We attacked from the first minute," the owner said.', []),
        ("The owner said that his side had been robbed.", []),
        ("Two men robbed a bank.", ["robbed ASSAULT crime"]),
        # one word, several uses
        ("The team arrived at a figure.", []),
        ("Two of the three accused were teachers.", []),
        ("The mayor abused his office.", []),
        ("The clubs are fighting over the date.", []),
        ("The departure of the coach was no surprise.", ["departure RETREAT resign resignation"]),
        ("The departure of the ferry was late.", ["departure travel"]),
        ("The court moved the hearing to June.", []),
        ("Larger trials are needed to test the pill.", []),
        ("The envoy voiced a protest over the dam.", ["protest ACCUSE disapprove"]),
        ("Notice was given in the council.", []),
        ("Soldiers executed an ambush.", ["ambush ASSAULT firearms"]),
        ("Soldiers executed nine farmers.", ["executed ASSAULT death"]),
        ("The miller was hit by gunfire.", ["hit ASSAULT firearms", "gunfire ASSAULT firearms"]),
        ("Jets carried out eight strikes on the port.", ["strikes ASSAULT aerial"]),
        ("He was jailed for attempted murder.", ["jailed COERCE arrest arrest", "murder ASSAULT"]),
        ("Search and rescue teams reached the hills.", []),
        ("A rescue mission began.", ["mission AID rescue"]),
        ("There were no casualties.", []),
        ("The miller pleaded guilty to theft.", ["pleaded trial", "guilty COERCE trial", "theft crime"]),
        ("The miller was found guilty of theft.", ["found COERCE sentence", "theft crime"]),
        ("Birds fly over the hills.", []),
        ("A plane flew over the hills.", ["flew travel"]),
        # what a verbal act is about is no event of its own
        ("The fleet threatened to attack the port.", ["threatened THREATEN violence"]),
        ("The president refused to release the prisoners.", ["refused REJECT"]),
        ("Norland rejected an offer from the rebels for direct talks.", ["rejected REJECT"]),
        # what another must do is a demand, what one says one will do a promise, with "unless" a threat
        ("Norland said that the rebels must leave the town.", ["leave REQUEST"]),
        ("Norland said it would release the prisoners.", ["release AGREE"]),
        ("The council would suspend the talks unless the mayor resigned.", ["suspend THREATEN", "resigned RETREAT resign resignation"]),
        ("Farmers blocked roads, demanding lower taxes.", ["blocked PROTEST obstruct"]),
        # what is no PLOVER event itself is told all the same, with the modality that the verbal act gives it
        ("The firm agreed to sell its chocolate business.", ["agreed AGREE", "sell sale"]),
        ("The mayor must be serious, the minister said.", []),
        ("Norland said it was ready to withdraw its troops.", ["ready AGREE"]),
        ("The clerks were prepared to prove their innocence.", []),
        ("The embassy ordered the departure of families.", ["ordered REQUEST"]),
        # who gets what is sent
        ("Norland sends Ukraine six helicopters.", ["sends AID"]),
        ("The army sent tanks to the border.", ["sent MOBILIZE troops"]),
        # a country that sends goods gives them, and a pledge of money is of aid
        ("Canada will send 10 boats.", ["send AID"]),
        ("Canada will send 10 letters.", []),
        ("The minister announced a $5 million pledge.", ["pledge AID"]),
        # who commits an attack attacks, and other offences are crimes
        ("The miller committed the attack.", ["attack ASSAULT"]),
        ("The miller committed a robbery.", ["committed crime"]),
        ("The rebels accepted responsibility for the attack.", ["attack ASSAULT"]),
        ("The minister instructed that the roads be closed.", ["instructed REQUEST", "closed closure"]),
        ("The minister instructed pupils in chess.", []),
        # a chance that is not ruled out is no refusal
        ("The mayor ruled out talks.", ["ruled out REJECT"]),
        ("It is not ruled out that the bus crashed.", ["crashed crash"]),
        # what is only spoken of, and what is told by the way
        ("Officials did not comment on the deaths.", []),
        ("Officials did not comment on the deaths of two sailors.", ["deaths death"]),
        ("Police closed the explosion area.", ["explosion explosion"]),
        # decisions and deals
        ("The bank approved the loan.", ["approved decision"]),
        ("The council sought regulatory approval.", ["approval decision"]),
        ("The council extended the deadline.", ["extended decision"]),
        ("Norland extended its lead.", []),
        ("The firm retained a lawyer.", ["retained appointment"]),
        ("The firm retained its lead.", []),
        # rivers block no roads in protest
        ("Farmers blocked the road to the port.", ["blocked PROTEST obstruct"]),
        ("The river overflowed, blocking roads.", []),
        ("Survivors were pulled out alive.", ["pulled out AID rescue"]),
        ("The plane carried 65 prisoners of war.", []),
        ("The death toll rose to 132 on Friday.", ["toll death"]),
        ("Profit rose 4% in the spring.", ["rose quantity_change"]),
        # a number or measure stands for what it counts
        ("Doctors handed over 700 tons of medicine to the town.", ["handed over AID"]),
        # incidents
        ("Nine people died when a bus crashed near the river.", ["died death", "crashed crash"]),
        ("An earthquake killed 40 people in the hills.", ["earthquake earthquake", "killed death"]),
        ("Soldiers killed 40 people in the hills.", ["killed ASSAULT death"]),
        # explosions and their dead are violence where the sentence, or else the article, has words of it
        ("Two workers were killed when a boiler exploded, police said.", ["killed death", "exploded explosion"]),
        (
            "A militant planted the bomb. The blast killed two guards.",
            ["planted ASSAULT explosives", "blast ASSAULT explosives explosion", "killed ASSAULT death"],
        ),
        ("The bomb exploded accidentally.", ["exploded explosion"]),
        ("Two guards were killed in an accidental blast.", ["killed death", "blast explosion"]),
        # who plants a bomb attacks, who puts it away does not; nor who plants trees
        ("Militants placed explosives near the bridge.", ["placed ASSAULT explosives"]),
        ("Police placed the bomb in a box.", []),
        ("The mayor planted a tree.", []),
        ("Workers planted explosives in the quarry.", []),
        ("A bomber drove into a patrol.", ["drove ASSAULT"]),
        ("The gunmen drove into the city.", []),
        ("A bus rammed a gate.", ["rammed crash"]),
        ("Gunmen forcibly occupied the church.", ["occupied ASSAULT"]),
        # an event that another noun names is told of once
        ("An assassination attempt failed.", ["assassination attempt ASSAULT targeted"]),
        ("The coup attempts failed.", ["coup attempts ASSAULT targeted"]),
        ("The crash victims were buried.", ["crash crash"]),
        # who died in an attack was killed; what nobody did, or is only a sort or a threat of it, is no attack
        ("Two soldiers died in the raid.", ["died ASSAULT death", "raid ASSAULT"]),
        ("Two swimmers died in a shark attack.", ["died death", "attack injury"]),
        ("Two sailors died in the storm.", ["died death", "storm storm"]),
        ("A man was shot dead.", ["shot ASSAULT firearms", "dead ASSAULT death"]),
        ("The slain priests were buried.", ["slain ASSAULT death"]),
        ("Her topic is drone warfare.", []),
        ("The ban is on weapons of mass destruction.", []),
        ("The body attacks the virus.", []),
        ("Militants demolished a statue.", ["demolished ASSAULT destroy damage"]),
        # a burst of firing is no dismissal
        ("There was a heavy burst of firing.", ["firing ASSAULT firearms"]),
        ("The firing of the clerk was a surprise.", ["firing dismissal"]),
        # who is named to an office, and who is only named
        ("She was named chairwoman of the bank.", ["named appointment"]),
        ("She was named to the board.", ["named appointment"]),
        ("She was named in the report.", []),
        ("She was named coach of the year.", []),
        ("The two banks merged.", ["merged acquisition"]),
        ("The two lanes merge here.", []),
        # what is shed
        ("The index shed 40 points.", ["shed quantity_change"]),
        ("Acme Corp. lost 9 percent on Tuesday.", ["lost quantity_change"]),
        ("The Royals have lost nine of 10 games this winter.", ["lost contest"]),
        ("The tree shed its leaves.", []),
        ("The sailors complied with the order.", ["complied CONCEDE"]),
        ("He spoke at a news briefing.", ["spoke performance", "briefing announcement"]),
        # those who were hurt, and that they were
        ("Nurses spoke to the injured.", []),
        ("Three workers were injured.", ["injured injury"]),
        # what firefighters look into accuses nobody
        ("Crews investigated the smell of gas.", []),
        ("Crews investigated a gas leak.", []),
        ("Police investigated the leak of the letter.", ["investigated ACCUSE investigate"]),
        ("Police investigated the mayor.", ["investigated ACCUSE investigate"]),
        ("The minister sent instructions to the port.", ["instructions REQUEST"]),
        ("The cook gave instructions on soups.", []),
        # an attack in an article that names a tournament as well
        (
            "Gunmen attacked a mill in the football town, near the league's rugby field" + ", the river, the wood and the hill" * 40 + ".",
            ["attacked ASSAULT"],
        ),
        ("The striker attacked late in the match, and the league match was drawn.", []),
        ("Gunmen attacked the coach, and the other coach left the coach park.", ["attacked ASSAULT"]),
        ("A gas leak was found at the bakery. The blast killed two cooks.", ["leak spill", "blast explosion", "killed death"]),
        # what bursts, breaks or gives way, and who is hurt by it, whatever else the article tells of
        ("Gunmen raided the farm. Three people were hurt when a dam burst.", ["raided ASSAULT", "hurt injury", "burst flood"]),
        ("Gunmen raided the farm. Two people were killed as a boiler burst.", ["raided ASSAULT", "killed death", "burst explosion"]),
        ("Gunmen raided the farm. Nine men were injured after a tunnel caved in.", ["raided ASSAULT", "injured injury", "caved collapse"]),
        ("Gunmen raided the farm. A boy was wounded when he slipped.", ["raided ASSAULT", "wounded injury"]),
        ("Gunmen raided the farm. A guard was killed by a falling wall.", ["raided ASSAULT", "killed death"]),
        ("Gunmen raided the farm. A guard was killed.", ["raided ASSAULT", "killed ASSAULT death"]),
        ("Gunmen raided the farm. A guard was wounded when a grenade burst.", ["raided ASSAULT", "wounded ASSAULT injury"]),
        ("Gunmen raided the farm. A guard was killed when the lights went out.", ["raided ASSAULT", "killed ASSAULT death"]),
        ("A pipe burst in the cellar and a bridge gave way.", ["burst damage", "gave collapse"]),
        ("The river burst its banks.", ["burst flood"]),
        ("The crowd burst into applause and gave way to the mayor.", []),
        ("Gas leaked from the tank.", ["leaked spill"]),
        ("The minutes of the meeting leaked.", ["meeting CONSULT"]),
        # whom one fights, and what
        ("The army fought the rebels.", ["fought ASSAULT"]),
        ("The union fought the closure of the mill.", ["closure closure"]),
        # services that do not run are no sanction, unless a state stops them
        ("Rail services were suspended.", []),
        ("Norway suspended flights to Sweden.", ["suspended SANCTION discontinue"]),
        ("Norway suspended its aid to Sweden.", ["suspended SANCTION discontinue"]),
        # other offices of the law, work and water
        ("A man was jailed for nine years.", ["jailed COERCE arrest sentence"]),
        ("Police are hunting a gunman.", ["hunting ACCUSE investigate search"]),
        ("Police were searching for a man wanted over a theft.", ["searching ACCUSE investigate search", "theft crime"]),
        ("Police were searching for a man who got lost in the hills.", ["searching search"]),
        ("The mill will cut 900 jobs and raise its prices.", ["cut layoff", "raise quantity_change"]),
        ("Bus drivers walked off the job on Monday.", ["walked PROTEST strike"]),
        ("The union called a 48-hour stoppage.", ["stoppage PROTEST strike"]),
        ("The weak pound hurt the company.", []),
        # what a relative pronoun stands for, and the title before a name, count like the noun
        ("Norway freed nine sailors whom a rebel band seized.", ["freed RETREAT release", "seized ASSAULT abduct"]),
        ("Storm Orla battered the coast.", ["battered storm"]),
        ("The boxer battered the bag.", []),
        ("The judge was riddled with bullets.", ["riddled ASSAULT firearms"]),
        ("The text was riddled with errors.", []),
        ("Two men set off a bomb and set off for home.", ["set off ASSAULT explosives explosion"]),
        ("Violent clashes shook the town.", ["clashes ASSAULT firearms"]),
        ("The violent storm shook the town.", ["storm storm"]),
        ("A violent protest shook the town.", ["violent ASSAULT", "protest PROTEST demo"]),
        # searches and rescues
        ("Crews called off the search.", []),
        ("The state called off the deal.", ["called off SANCTION discontinue"]),
        ("The head of the search and rescue agency spoke.", []),
        ("A search operation was under way.", ["operation search"]),
        ("A rescue operation was under way.", ["operation AID rescue"]),
        ("The agency deployed divers and boats.", ["deployed AID rescue"]),
        ("Militants armed with guns fled.", ["fled escape"]),
        ("Norland armed the rebels.", ["armed MOBILIZE weapons"]),
        ("Three soldiers were martyred.", ["martyred ASSAULT death"]),
        # other uses
        ("He suffered a heart attack.", ["attack disease"]),
        ("The film was shot in a small town.", []),
        ("The House rises for the summer on Friday.", []),
    ],
)
def test_the_words_that_tell_of_an_event(annotated: Annotated, text: str, expected: list[str]) -> None:
    assert told(annotated(text)) == expected


def test_capitals_are_read_like_other_text(annotated: Annotated) -> None:
    assert told(annotated("GUERRILLAS ATTACKED A POLICE STATION AND KIDNAPPED THE MAYOR.")) == [
        "attacked ASSAULT",
        "kidnapped ASSAULT abduct",
    ]


def test_the_light_verb_of_a_noun(annotated: Annotated) -> None:
    (trigger,) = triggers.find(annotated("The two presidents held talks in the capital."))
    verb = triggers.light_verb(trigger)
    assert verb is not None
    assert trigger.passage.words[verb] == "held"


def test_every_kind_of_the_tables_is_of_the_closed_vocabularies() -> None:
    for table in (lexicon.verbs(), lexicon.nouns(), lexicon.adjectives()):
        for word, frames in table.items():
            for kind in (frame.kind for frame in frames):
                assert kind.event_type is None or kind.event_type in EVENT_TYPES, word
                assert kind.mode is None or kind.mode in EVENT_MODES[str(kind.event_type)], word
                assert kind.incident_type is None or kind.incident_type in INCIDENT_TYPES, word
                assert (kind.cameo_root is None) == (kind.event_type is None), word
