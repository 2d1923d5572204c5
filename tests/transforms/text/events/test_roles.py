"""Who did it, and to whom: actor and target of one trigger."""

import pytest

from tests.conftest import Annotated
from transforms.text import families
from transforms.text.events import roles, triggers
from transforms.text.events.parties import Party
from transforms.text.events.triggers import Kind, Trigger
from transforms.text.reading.passage import Passage

_BEFORE_EVENTS = [family for family in families.FAMILIES if family.name in ("names", "times", "places", "statements")]


def _text(p: Passage, party: Party | None) -> str | None:
    return None if party is None else p.slice(party.first, party.last)


@pytest.mark.parametrize(
    ("text", "word", "kind", "actor", "target"),
    [
        ("Danish police arrested two men on Friday.", "arrested", "COERCE", "Danish police", "two men"),
        ("Two men were arrested by Danish police.", "arrested", "COERCE", "Danish police", "Two men"),
        ("The man arrested by police in Oslo is a teacher.", "arrested", "COERCE", "police", "The man"),
        # a date, a number and an amount are nobody; how many were harmed is whom
        ("The firm paid for inspections between 2021 and 2023.", "inspections", "ACCUSE", None, None),
        ("Smoke hurt 31 in the mill.", "hurt", "injury", None, "31"),
        ("At least 66 were rescued by the navy.", "rescued", "AID", "the navy", "66"),
        ("Some 40,000 marched in Oslo.", "marched", "PROTEST", "Some 40,000", None),
        ("The arrest of the mayor shocked Oslo.", "arrest", "COERCE", None, "the mayor"),
        ("The mayor's arrest shocked Oslo.", "arrest", "COERCE", None, "The mayor"),
        ("A Russian missile attack on Kharkiv killed 18 people.", "attack", "ASSAULT", "Russian", "Kharkiv"),
        ("A Russian missile attack on Kharkiv killed 18 people.", "killed", "ASSAULT", "Russian", "18 people"),
        ("Rebels carried out an attack on the camp.", "attack", "ASSAULT", "Rebels", "the camp"),
        ("France condemned the attack on the camp.", "attack", "ASSAULT", None, "the camp"),
        ("Ukraine suffered a heavy attack.", "attack", "ASSAULT", None, "Ukraine"),
        ("Gunmen who attacked the village fled.", "attacked", "ASSAULT", "Gunmen", "the village"),
        ("Rebels threatened to attack Norway.", "threatened", "THREATEN", "Rebels", "Norway"),
        ("France and Norway met in Oslo.", "met", "CONSULT", "France", "Norway"),
        ("Talks between France and Norway began.", "Talks", "CONSULT", "France", "Norway"),
        ("France imposed sanctions on Norway.", "sanctions", "SANCTION", "France", "Norway"),
        ("France gave Norway food.", "gave", "AID", "France", "Norway"),
        ("France sent food to Norway.", "sent", "AID", "France", "Norway"),
        ("Norway rejected a French proposal.", "rejected", "REJECT", "Norway", "French"),
        ("Norway demanded that France leave the island.", "demanded", "REQUEST", "Norway", "France"),
        ("Norway accused France of spying.", "accused", "ACCUSE", "Norway", "France"),
        ("Danish soldiers shot down four drones.", "shot", "ASSAULT", "Danish soldiers", "four drones"),
        ("The plane crashed near Oslo.", "crashed", "crash", None, "The plane"),
        ("Nine people were killed in a Danish raid.", "killed", "ASSAULT", "Danish", "Nine people"),
        ("The president announced a decision to withdraw troops from Mali.", "withdraw", "RETREAT", "The president", "troops"),
        # whose deed it is by what stands around: weapons, accused, speakers
        ("Danish missile and drone strikes hit Oslo.", "strikes", "ASSAULT", "Danish", None),
        ("Norway launched dozens of attack drones against Danish towns.", "launched", "ASSAULT", "Norway", "Danish towns"),
        ("A jury convicted a man of firing into a crowd, killing one.", "killing", "ASSAULT", "a man", "one"),
        ("The leaders said that they would boycott the vote.", "boycott", "SANCTION", "The leaders", "the vote"),
        ("The army said its aircraft attacked the port.", "attacked", "ASSAULT", "The army", "the port"),
        ("The farmers began a hunger strike.", "strike", "PROTEST", "The farmers", None),
        ("Soldiers in the town were unable to repel the attack.", "attack", "ASSAULT", None, None),
        ("The deployment of soldiers calmed the town.", "deployment", "MOBILIZE", "soldiers", None),
        # of whom it is said that he died, or is slain, it was done to him
        ("Two soldiers died in the raid on the camp.", "died", "ASSAULT", None, "Two soldiers"),
        ("The slain priests were buried.", "slain", "ASSAULT", None, "The slain priests"),
        ("A soldier shot and allegedly beheaded by rebels was buried.", "beheaded", "ASSAULT", "rebels", "A soldier"),
        ("A bomb exploded at 0630 at the port.", "exploded", "ASSAULT", None, "the port"),
        # who has a part in an attack; not who has none, nor who was in an accident
        ("Nine officers involved in the killing of a priest fled.", "killing", "ASSAULT", "Nine officers", "a priest"),
        ("The mayor spoke of suspicions that rebels were involved in the raid.", "raid", "ASSAULT", "rebels", None),
        ("The inquiry showed the participation of rebels in the raid on the camp.", "raid", "ASSAULT", "rebels", "the camp"),
        ("The officers were not involved in the raid.", "raid", "ASSAULT", None, None),
        ("Two buses were involved in the crash.", "crash", "crash", None, None),
        # who is asked is somebody, and who asks for or gets a deed does not do it
        ("Norway requested hospitals in Oslo to admit nobody.", "requested", "REQUEST", "Norway", "hospitals"),
        ("The president accepted the resignation of the mayor.", "resignation", "RETREAT", "the mayor", None),
        ("The president demanded an evacuation of the town.", "evacuation", "evacuation", None, "the town"),
        ("A judge gave new life to the bid of Holm to erase his conviction.", "conviction", "COERCE", None, "his"),
        ("The takeover of the Danish bank was cleared by regulators.", "takeover", "acquisition", None, "the Danish bank"),
        # who survives a crash has not crashed, and who is convicted of charges has not brought them
        ("The passenger did not survive the crash.", "crash", "crash", None, None),
        ("The mayor was convicted of charges.", "charges", "COERCE", None, None),
        ("The mayor accused the players of a lack of effort.", "accused", "ACCUSE", "The mayor", "the players"),
        # of one passive's agent the next is none's, unless harm is done
        ("The study was funded by a Danish bank and published in Oslo.", "published", "publication", None, "The study"),
        ("Two men were arrested by police and charged with theft.", "charged", "COERCE", "police", "Two men"),
        ("The gunman's killing of two men shocked Oslo.", "killing", "ASSAULT", "The gunman", "two men"),
        ("The chief told the council that officers arrested two men.", "arrested", "COERCE", "officers", "two men"),
        # what the parser hangs on the wrong word
        ("HALBURG (AP) — A jury convicted a man.", "convicted", "COERCE", "A jury", "a man"),
        ("One was killed and three injured in the blast, one was injured in Oslo.", "injured", "injury", None, "three"),
        (
            "In an incident on Monday, nine people sustained injuries as a city bus on its way to Oslo from Halburg collided with a car.",
            "collided",
            "crash",
            None,
            "a city bus",
        ),
        ("He escaped while the gunmen came to kill the mayor, kidnap his wife, and a girl.", "kidnap", "ASSAULT", "the gunmen", "his wife"),
        ("He escaped while the gunmen came to kill the mayor, kidnap his wife, and a girl.", "escaped", "escape", "He", None),
        # datelines and places are no parties
        ("HALBURG (Agency) – Gunmen wounded four people on Monday.", "wounded", "ASSAULT", "Gunmen", "four people"),
        ("HALBURG - A man accused of killing his wife was arrested.", "arrested", "COERCE", None, "A man"),
        ("The Texas flood killed nine people.", "killed", "death", None, "nine people"),
        ("The Oxton High School shooting shocked the town.", "shooting", "ASSAULT", None, None),
        ("It was the seventh homicide in Oslo.", "homicide", "ASSAULT", None, None),
        ("The defence ministry announced on Monday that it plans to send food to Norway.", "send", "AID", "The defence ministry", "Norway"),
        # why it is done, who says so, and where it happens are no parties
        ("Norway attacked in response to Danish raids.", "attacked", "ASSAULT", "Norway", None),
        ("The toll put out by the ministry is nine.", "toll", "death", None, None),
        ("The country's latest abduction shocked Oslo.", "abduction", "ASSAULT", None, None),
        ("The army attacked what it called a camp of rebels.", "attacked", "ASSAULT", "The army", "a camp of rebels"),
        # whom it befalls
        ("Nine passengers were taken to hospital.", "taken", "travel", None, "Nine passengers"),
        ("Nine passengers had minor injuries.", "injuries", "injury", None, "Nine passengers"),
        ("Nine workers lost their lives in the fire.", "lost", "death", None, "Nine workers"),
        ("The blast claimed the lives of nine workers.", "claimed", "death", None, "nine workers"),
        ("The hospital where the mayor died is in Oslo.", "died", "death", None, "the mayor"),
        ("The jury found the mayor guilty of murder.", "guilty", "COERCE", "The jury", "the mayor"),
        ("Soldiers shot dead nine farmers.", "shot", "ASSAULT", "Soldiers", "nine farmers"),
        ("A house caught fire on Monday.", "caught", "fire", None, "A house"),
        ("Firefighters contained a fire on Monday.", "contained", "fire", "Firefighters", None),
        ("The fire spread to Oslo on Monday.", "fire", "fire", None, None),
        ("A guard and two boys died at the scene.", "died", "death", None, "A guard and two boys"),
        ("Falling debris injured nine people.", "injured", "ASSAULT", None, "nine people"),
        ("A police statement condemned the rebels.", "condemned", "ACCUSE", "police", "the rebels"),
        ("Oslo held a large protest on Sunday.", "protest", "PROTEST", None, None),
        ("Hundreds marched in Oslo.", "marched", "PROTEST", "Hundreds", None),
        ("Protests over the killing of a man by police shook Oslo.", "Protests", "PROTEST", None, None),
        ("By nightfall, a curfew was set.", "curfew", "COERCE", None, None),
        ("The court opened a trial over $9 million on Monday.", "trial", "trial", "The court", None),
        ("The fund released $9 million.", "released", "RETREAT", "The fund", None),
        ("The mayor pleaded guilty to fraud in court.", "guilty", "COERCE", None, "The mayor"),
        ("A 20-year-old died at the scene.", "died", "death", None, "A 20-year-old"),
        ("The mayor was banned from driving and fined £300.", "fined", "COERCE", None, "The mayor"),
        ("Nine houses were flooded and twenty others destroyed.", "destroyed", "damage", None, "twenty others"),
        ("The index fell to 35,072 on Monday.", "fell", "quantity_change", "The index", None),
        ("The council discussed the plan with emphasis on costs.", "discussed", "CONSULT", "The council", None),
        # who goes on, where the parser joins a verb to the wrong one
        ("The police found the man sleeping on a bench and arrested him.", "arrested", "COERCE", "The police", "him"),
        ("Gunmen took nine boys who were at home and shot them.", "shot", "ASSAULT", "Gunmen", "them"),
        ("Jane Doe stabbed a man who was asleep before stabbing another man.", "stabbing", "ASSAULT", "Jane Doe", "another man"),
        ("A judge sentenced a man to serve two years in prison for stabbing a woman.", "stabbing", "ASSAULT", "a man", "a woman"),
        ("Floods, caused by heavy rain, killed nine people.", "killed", "death", None, "nine people"),
        ("Police say the man accused of murder has been arrested in Oslo.", "arrested", "COERCE", None, "the man"),
        ("The man was arrested in Oslo and charged with murder.", "charged", "COERCE", None, "The man"),
        # what is done with, aimed at or judged is no party, nor is a stretch of time
        ("The bomber detonated a vest.", "detonated", "ASSAULT", "The bomber", None),
        ("The mayor declared a state of emergency.", "declared", "COERCE", "The mayor", None),
        ("Officers responded to the stabbing.", "stabbing", "ASSAULT", None, None),
        ("Soldiers killed nine people, prompting protests against the army.", "protests", "PROTEST", None, "the army"),
        ("The man was charged with possession of a gun by a minor.", "charged", "COERCE", None, "The man"),
        ("A man was convicted in the shooting of a girl.", "convicted", "COERCE", None, "A man"),
        ("Police charged the owner in response to the killing.", "killing", "ASSAULT", None, None),
        ("The minister met in Oslo with farmers.", "met", "CONSULT", "The minister", "farmers"),
        ("The farmer stabbed himself at a hospital.", "stabbed", "ASSAULT", "The farmer", None),
        ("Sanctions by Norway and Sweden hurt trade.", "Sanctions", "SANCTION", "Norway and Sweden", None),
        ("An attack linked to Red Dawn killed nine people.", "attack", "ASSAULT", "Red Dawn", None),
        ("(Agency) Gunmen wounded four people on Monday.", "wounded", "ASSAULT", "Gunmen", "four people"),
        ("Oslo, 3 May 2024: Gunmen wounded four people.", "wounded", "ASSAULT", "Gunmen", "four people"),
        (
            "A hundred protesters, including nine women, who blocked the road, were arrested.",
            "blocked",
            "PROTEST",
            "A hundred protesters",
            "the road",
        ),
        ('"Go home," urged Mayor Jane Doe.', "urged", "REQUEST", "Mayor Jane Doe", None),
        # a name in quotation marks belongs to the phrase, with both marks
        ('The attack was perpetrated by Maoist "Red Dawn" guerrillas.', "attack", "ASSAULT", 'Maoist "Red Dawn" guerrillas', None),
        ('Police attacked "extreme right" groups.', "attacked", "ASSAULT", "Police", '"extreme right" groups'),
        ('Soldiers attacked the "camp".', "attacked", "ASSAULT", "Soldiers", 'the "camp"'),
        ("A man was arrested in connection with the attack on a bank.", "attack", "ASSAULT", "A man", "a bank"),
        ("The connection with the attack on a bank was denied.", "attack", "ASSAULT", None, "a bank"),
        # where it exploded is no target, nor is a day part of who did it
        ("A grenade exploded in Oslo on Monday.", "exploded", "ASSAULT", None, None),
        ("On 10 March suspected rebels murdered two men.", "murdered", "ASSAULT", "suspected rebels", "two men"),
        ("A fire killed 65-year-old John Doe.", "killed", "death", None, "65-year-old John Doe"),
        ("Flames engulfed nine houses.", "engulfed", "fire", None, "nine houses"),
        ("This is the first visit to France of Jane Doe.", "visit", "CONSULT", None, "France"),
        ("The mayor condemned last month's coup.", "condemned", "ACCUSE", "The mayor", "last month's coup"),
        # things do nothing: what broke, and what it hurt
        ("A dam burst in Oslo.", "burst", "flood", None, None),
        ("The roof gave way on Saturday.", "gave", "collapse", None, "The roof"),
        ("The stage collapsed and injured 12 people.", "collapsed", "collapse", None, "The stage"),
        ("The stage collapsed and injured 12 people.", "injured", "injury", None, "12 people"),
        ("Cholera has killed 43 people.", "killed", "death", None, "43 people"),
        ("The driver killed two people.", "killed", "death", "The driver", "two people"),
        ("Police shot dead a man in Oslo.", "dead", "death", None, "a man"),
        ("A man was shot dead in Oslo.", "dead", "death", None, "A man"),
        ("The leader said she would begin coalition talks on Tuesday.", "talks", "CONSULT", "The leader", None),
        ("A police raid killed nine people.", "raid", "ASSAULT", "police", None),
        ("The firm agreed to sell its bank to Swedish rival Havn.", "agreed", "AGREE", "The firm", "Swedish rival Havn"),
    ],
)
def test_roles(annotated: Annotated, text: str, word: str, kind: str, actor: str | None, target: str | None) -> None:
    reading = annotated(text)
    families.extract(reading, _BEFORE_EVENTS)
    p = reading.passages[0]
    at = p.words.index(word)
    meant = Kind(kind) if kind.isupper() else Kind(incident_type=kind)
    found = roles.find(reading, Trigger(p, at, at, at + 1, meant, "test"))
    assert (_text(p, found.actor), _text(p, found.target)) == (actor, target)


def test_who_says_that_another_must_do_it_demands_it_of_him(annotated: Annotated) -> None:
    reading = annotated("France said on Monday that Norway must leave the island.")
    families.extract(reading, _BEFORE_EVENTS)
    (demand,) = triggers.find(reading)
    found = roles.find(reading, demand)
    assert (demand.is_turned, _text(demand.passage, found.actor), _text(demand.passage, found.target)) == (True, "France", "Norway")
