"""Nobody is made to say what he did not: what looks like an attribution and is none, whose words are whose, and where they begin and end."""

import dataclasses
from typing import Any

import pytest

from tests.conftest import Annotated, page
from tests.transforms.text.statements.test_statements import extract, found, named, only, pieces
from transforms.text.reading import annotation
from transforms.text.reading.layers import Layer, TimeSpan


@pytest.mark.parametrize(
    "text",
    [
        # the verb has another sense
        "The prosecutor called two witnesses before lunch.",
        "Somebody called an ambulance and the fans called a taxi.",
        "The girl was admitted to a clinic on Sunday.",
        "Tilda posted a picture of her bicycle.",
        "The hotel offers a breakfast with a view of the lake.",
        "The bakery declared a profit.",
        "Voters will vote for the bridge in June.",
        "The crew responded to a call on Elm Street.",
        "The soup was called back and the shop was attacked at night.",
        "She said goodbye at the gate.",
        # a deed: what a court closes, what somebody does not get, a law that is stopped, whom somebody hurts
        "Governor Quill vetoed the bill on Monday.",
        "The high court dismissed the appeal on Friday.",
        "The judge dismissed the charges.",
        "The guards denied the reporters entry.",
        "The magistrate denied him bail.",
        "The embassy denied a visa to the singer.",
        "The thief threatened the guard on Elm Street.",
        "The club tweeted pictures of the bus.",
        # the content points to something and says nothing
        "Quill echoed the statement.",
        "Quill thanked them.",
        "The board announced this.",
        # the reader is addressed, or nobody in particular
        "If you want to visit the fair, take the bus.",
        "Support our newsroom with a small gift.",
        "Does the mayor want to resign?",
        "It is hard to imagine that the bridge was ever new.",
        # what has no views, and shows nothing
        "The new phone is keen to save power, and the law supports small farms.",
        "Pale stripes show the old shore of the lake.",
        "The lamp has an arm that supports two bulbs.",
        "It is worth noting that the bridge was new.",
        "The dawn of cheap flights saw families leaving for the sea.",
        "Winter came early, so it feels cold.",
        "Their jobs were threatened again.",
        "Guests should praise the cook.",
        "Norland will be back in action against defending champion Orlin.",
        "We have to make sure that the door is shut.",
        "The gas jet blasts the wall with hot air.",
        "The word refers to what sheep wear.",
        "The scanner can tell whether a sample is pure.",
        "Nobody knew what had become of the ferry.",
        "The roof rests on pillars that support the dome.",
        "New data supported the existence of a lake.",
        "The photo shows Quill holding a nest.",
        "Everything the bank showed of the bridge left me sure that it would fall.",
        "Orlin Paper will report its results on Friday.",
        "A paper in the journal describes the findings.",
        "One could argue that the bridge is ugly.",
        "The girl found it hard to sleep and found herself counting sheep.",
        "Holm claimed the title in June.",
        "Hens like the part of the garden she wrote where goats can graze.",
        "A new bridge feels like a gift this year that the town can use now.",
        "The pad is made for charging phones with a cable.",
        "The form is no offer to sell the mill.",
        "This is a polite way of saying it ends.",
        "The rules are described in a leaflet.",
        "The judge was sworn in.",
        "Lundqvist cast Holm to play a king.",
        "Tarlow Software can support your work.",
        "Speaking of bridges, the new one is wide.",
        "Others might argue that the bridge is ugly.",
        "Quill was called to a shop on Elm Street at 2:55 p.m. There, he found a hammer in the snow.",
        "The film makes us question what is true.",
        "The stain might be blamed on the rain.",
        "Is he worried about the rain?",
        "Your aunt might send a card, but remember: Nobody has to answer it.",
        # a participle of the passive has no speaker
        "The wrong ticket was requested.",
        "Woman accused of stealing a bus",
        "Mayor urged to resign over the bridge",
        "The mayor was charged with theft.",
        "A farmer named Holm sold the field.",
        "Told of the fire, Quill left at once.",
        # deeds and states of mind that nobody puts into words, topics, what is not told, what nobody does
        "His support for the dam never wavered.",
        "Holm's decision to leave the club came late.",
        "Her plan to drain the lake cost millions.",
        "The suggestion that the lake is dead came up twice.",
        "Her attacks on the board won votes.",
        "The flood raised new questions about the dam.",
        "Holm insisted on paying his own bill.",
        "Holm was looking to fill two posts.",
        "Holm was ready to sail at dawn.",
        "Holm defended the mayor on Monday.",
        "The mayor referred to the flood of the year before.",
        "Holm did not disclose the price of the mill.",
        "No one thanked the nurses for their work.",
        "The council voted in favor of the bridge.",
        # manner and time
        "The works went according to plan.",
        # a colon and no speaker
        "Lena Moe: Theft of a bicycle, fined 200 euros, to pay by June.",
        "Tip of the week: Water the roses at night.",
        # a duty or a leave to speak, a search, what somebody did not do
        "A late miss forced Holm to explain the score.",
        "Holm was required to report the leak.",
        "Police seek driver",
        "Police launched an appeal for witnesses.",
        "The team rested instead of praising its fans.",
        "Holm explained himself to the board.",
        "The coach welcomed the guests.",
        "Police questioned the former minister.",
        "Voters may request a ballot by mail.",
        "Asked if he would be interested in sailing, Holm nodded.",
        "Orlin was denied a third title on Saturday.",
        "The field has been dry for as long as anyone can remember.",
        "Orlin saw its jobless rate drop to five percent.",
        "Ferrow Mills is due to announce its results on Friday.",
        "Residents are asked to stay calm and report any leaks.",
        "The search went on as efforts to find her failed.",
        "We have to stop believing the river is clean.",
        "The board must ask for advice.",
        "He spoke for an hour without referring to any of the dancers.",
        # what somebody's work found, what he is busy with, and the state in which others are found
        "Holm described 40 new mosses and named three of them.",
        "Holm laughed while discussing plans for the mill on Monday morning.",
        "They found the driver dead in a barn, and a guard found her injured.",
        # a passive that tells of a deed, an award or a forecast
        "Holm was recognized for her work at the clinic.",
        "Lena Holm has been named as the new leader of the council.",
        "Twelve new cases have been reported.",
        "No heavy rain is expected.",
        "Two brothers are accused in the death of a farmer.",
        "The boys were last seen alive in June.",
        "It should be noted that the bridge was new.",
        "Markets fell despite good news that the bank was safe.",
        # a thing that only may be so, and a table that shows what it holds
        "Some light snow looks to form after four.",
        "This table shows the cases in each county.",
        "It's striking that the bridge is so old.",
        "Orlin won both matches on penalties, which shows that the keeper is in form.",
        "The slump raised new doubts about the trade.",
        "The team is the best in the league, according to score.",
        # who is taken in, and what is called back
        "Doctors admitted Holm to the ward.",
        "The carmaker recalled 9,000 cars over a weak brake.",
        "The office recalled its members from their holidays.",
        "Officers found the man standing in the front yard.",
        "Quill cited two sources.",
        "Barns burn as the drought continues.",
        "There were frictions threatening to spread.",
        # who is found in a state, what is compared with a guess, and a mood that is only pointed at
        "Neighbours found Holm slumped in a chair.",
        "The harvest is not as poor as farmers feared.",
        "This sentiment was echoed by the farmers.",
        "The farmers echoed that sentiment.",
        "Farmers echoed these sentiments, with guests sharing their doubts.",
        # what somebody is to do or comes upon, who is picked for a team, and a danger
        "Moberg used models to compare two winters with a third.",
        "The selectors have recalled bowler Ada Quill.",
        "Long droughts threaten herds.",
        "Guests are being encouraged to report any leaks.",
        "Crews responded to a call from a farmer that a barn was on fire.",
        # what a side lets the other have, and what somebody could not show
        "The keeper conceded two goals and a penalty.",
        "The council was unable to show it had the money.",
        "Holm said in a letter that she sent the mayor.",
        "The court heard Holm sing.",
        "Quill said farewell to test rugby in Orlin.",
        "Norland claimed a narrow success in Orlin.",
    ],
)
def test_nobody_says_anything(annotated: Annotated, text: str) -> None:
    assert found(annotated(text)) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # who was asked is not who asks
        ("Asked whether the dam would hold, Quill declined to comment.", [(["to comment"], "declined", "Quill")]),
        ("When asked who had paid, Quill said: “I did.”", [(["“I did.”"], "said", "Quill")]),
        (
            "Quill, asked if the dam would hold, responded: “It must.”",
            [(["“It must.”"], "responded", "Quill, asked if the dam would hold")],
        ),
        ("Quill, from Orlin, asked why the dam was old.", [(["why the dam was old"], "asked", "Quill")]),
        ("Holm left the hall, calling what the dancers have said “plainly false.”", []),
        ("They moved upstairs; according to Holm, the mill was cold.", [(["the mill was cold"], "according to", "Holm")]),
        # who is quoted says it, not who quotes
        (
            "The Norland Times cited a council spokeswoman, Ida Quill, as telling reporters: “We will stay.”",
            [(["“We will stay.”"], "telling", "a council spokeswoman, Ida Quill")],
        ),
        (
            "The Norland Times cited council spokeswoman Ida Quill, as telling reporters: “We will stay.”",
            [(["“We will stay.”"], "telling", "council spokeswoman Ida Quill")],
        ),
        ("The agency cited a guard, Ida Quill, as saying it was shut.", [(["it was shut"], "saying", "a guard, Ida Quill")]),
        ("The paper quoted Quill as saying that the mill would close.", [(["that the mill would close"], "saying", "Quill")]),
        ("Quill was quoted as saying that the mill would close.", [(["that the mill would close"], "saying", "Quill")]),
        ("Quill described the mill as a gift.", [(["the mill as a gift"], "described", "Quill")]),
        ("Holm described two men as thieves.", [(["two men as thieves"], "described", "Holm")]),
        ("Police found Holm shot his dog.", [(["Holm shot his dog"], "found", "Police")]),
        ("Doctors found that the driver was injured.", [(["that the driver was injured"], "found", "Doctors")]),
        ("The judge found the driver guilty.", [(["the driver guilty"], "found", "The judge")]),
        ("“I never meant to sink it,” Quill was quoted by the paper.", [(["“I never meant to sink it,”"], "was quoted", "Quill")]),
        ("“The mill is safe,” Quill was told.", []),
        # a bracket is whole
        ("The mill is shut, reports Norland TV (May 3).", [(["The mill is shut"], "reports", "Norland TV (May 3)")]),
        # a topic before a colon says nothing
        ("On how to explain the leak: “Pipes get old. We all do.”", [(["“Pipes get old. We all do.”"], None, None)]),
        ("Quill tried to explain: “Pipes get old. We all do.”", [(["“Pipes get old. We all do.”"], "tried to explain", "Quill")]),
        # a writing of another says itself what it tells
        ("Quill read a letter saying the mill was shut.", [(["the mill was shut"], "saying", "a letter")]),
        ("Quill sent a letter saying the mill was shut.", [(["the mill was shut"], "saying", "Quill")]),
        # a participle behind a comma goes on with the speaker, whoever the clause before it speaks of; what is yet to come holds it
        (
            "Quill wrote that “the bank is sinking us,” urging Mayor Ola Brandt to “act now.”",
            [(["that “the bank is sinking us,”"], "wrote", "Quill"), (["to “act now.”"], "urging", "Quill")],
        ),
        (
            "Quill alleged that the ballots had gone, calling the vote a sham.",
            [(["that the ballots had gone"], "alleged", "Quill"), (["the vote a sham"], "calling", "Quill")],
        ),
        (
            "Police said the man aimed a gun at the guard, threatening to shoot.",  # it was he who threatened
            [(["the man aimed a gun at the guard, threatening to shoot"], "said", "Police")],
        ),
        ("Police said Holm called the station, saying he was lost.", [(["Holm called the station, saying he was lost"], "said", "Police")]),
        (
            "Aides said Holm will speak at noon, urging guests to stay.",
            [(["Holm will speak at noon, urging guests to stay"], "said", "Aides")],
        ),
        # the second half behind "but" is said as well where it is in the present as the first is
        (
            "Quill said the town wants a bridge but the county does not want to pay for it.",
            [(["the town wants a bridge but the county does not want to pay for it"], "said", "Quill")],
        ),
        (
            "Quill said the town wants a bridge, but the county refuses to pay.",
            [(["the town wants a bridge"], "said", "Quill"), (["to pay"], "refuses", "the county")],
        ),
        # and behind "and that", and what a report in the present tells of somebody in the past
        (
            "Holm said they were against the price of coal, and that they wanted the board to know it.",
            [(["they were against the price of coal, and that they wanted the board to know it"], "said", "Holm")],
        ),
        (
            "Holm said they were against the price of coal, and they wanted the board to know it.",
            [(["they were against the price of coal"], "said", "Holm"), (["the board to know it"], "wanted", "they")],
        ),
        (
            "Prosecutors say a second guard stepped in to help and he grabbed the man by the arm.",
            [(["a second guard stepped in to help and he grabbed the man by the arm"], "say", "Prosecutors")],
        ),
        # a court hears what nobody who is named told it
        ("The court heard he had been drinking.", [(["he had been drinking"], "heard", None)]),
        ("The meeting heard that Quill had sold the mill.", [(["that Quill had sold the mill"], "heard", None)]),
        ("Farmers heard that Quill had sold the mill.", [(["that Quill had sold the mill"], "heard", "Farmers")]),
        ("Quill said nothing would change.", [(["nothing would change"], "said", "Quill")]),
        # who does something in a clause that only describes a noun does not say what follows
        (
            "Quill bemoaned the number of boats her crew conceded. “We gave away too many early on. It was dark.”",
            [
                (["the number of boats her crew conceded"], "bemoaned", "Quill"),
                (["“We gave away too many early on. It was dark.”"], None, None),
            ],
        ),
        # a second subject right before the verb
        ("Quotes from norlandtimes.com, Captain Ada Quill said: “It is late.”", [(["“It is late.”"], "said", "Captain Ada Quill")]),
        (
            "Nik Berg Nik Holm (NTV-Orlin Lee) said they were late.",
            [(["they were late"], "said", "Nik Berg Nik Holm (NTV-Orlin Lee)")],
        ),
        # "that" begins what is said where its clause lacks nothing
        (
            "Prosecutors said in a plea agreement that Holm secretly sold a rusty ferry anchor to her brother during a March storm.",
            [(["that Holm secretly sold a rusty ferry anchor to her brother during a March storm"], "said", "Prosecutors")],
        ),
        # whoever stressed something beside it does not say the quotation
        (
            "Quill said even though harbour guards had stressed the wall was dry, “you could hear the water in it.”",
            [(["even though harbour guards had stressed the wall was dry, “you could hear the water in it.”"], "said", "Quill")],
        ),
        (
            "Quill stressed that the wall was dry, “and you can hear it.”",
            [(["that the wall was dry", "“and you can hear it.”"], "stressed", "Quill")],
        ),
        # a gerund is said where it tells nothing of the saying
        ("“It ends here,” Holm said referring to the strike.", [(["“It ends here,”"], "said", "Holm")]),
        ("Holm said selling the mill would help.", [(["selling the mill would help"], "said", "Holm")]),
        ("The mayor conceded the point.", [(["the point"], "conceded", "The mayor")]),
        # who speaks stands behind the participle that opens the sentence, or before the time
        (
            "Hailing the passage of the Ferry Bill, Minister for Harbours Ada Quill said history was made.",
            [(["history was made"], "said", "Minister for Harbours Ada Quill")],
        ),
        ("Addressing farmers, dairy minister Ada Quill said it was late.", [(["it was late"], "said", "dairy minister Ada Quill")]),
        (
            "Boxing champion Ada Quill, trainer Ola Berg and manager Ida Holm said it was late.",
            [(["it was late"], "said", "Boxing champion Ada Quill, trainer Ola Berg and manager Ida Holm")],
        ),
        (
            "A statement on Friday by council spokesman Ola Berg called the claims untrue.",
            [(["the claims untrue"], "called", "A statement on Friday by council spokesman Ola Berg")],
        ),
        ("Quill had last week, among other things, claimed that it was late.", [(["that it was late"], "claimed", "Quill")]),
        # a content begins with its subject
        (
            "Quill said this, along with the new fund, will help families stay.",
            [(["this, along with the new fund, will help families stay"], "said", "Quill")],
        ),
        # a quotation ends at its mark, and an office before the speaker's name is the speaker's
        (
            "“We want to close the mill and every guard should go,” protester Ida Quill, who was trying to leave, said.",
            [(["“We want to close the mill and every guard should go,”"], "said", "protester Ida Quill, who was trying to leave")],
        ),
        ("“The mill is safe,” if they mend it, Quill said.", [(["“The mill is safe,” if they mend it"], "said", "Quill")]),
        # titles in quotation marks
        ("In “The Dry River,” she wrote about her father.", [(["her father"], "wrote about", "she")]),
        ("The film, “A Bridge Too Old,” warned of floods.", [(["floods"], "warned of", "The film")]),
        ("He told “Good Evening Norland”: “The bridge is safe.”", [(["“The bridge is safe.”"], "told", "He")]),
        # the words of an inner speaker are his
        (
            "The guard recalled that she said, “I will be back,” the prosecutor's office said.",
            [(["“I will be back,”"], "said", "she")],
        ),
        # speech and writing have authors
        ("The ferry company put out a statement saying the boat was empty.", [(["the boat was empty"], "saying", "The ferry company")]),
        ("The priest gave a short sermon accusing the council of greed.", [(["the council of greed"], "accusing", "The priest")]),
        ("A leaflet detailing why the bees had died was handed out.", [(["why the bees had died"], "detailing", "A leaflet")]),
        ("A letter was sent to the members saying the hall was closed.", [(["the hall was closed"], "saying", "A letter")]),
        # amounts one after the other, and what help is for
        (
            "The Department reports 264 new cases, three new deaths, and 118 new recoveries in the area.",
            [(["264 new cases, three new deaths, and 118 new recoveries in the area"], "reports", "The Department")],
        ),
        (
            "Police in Orlin have made an urgent appeal for help in finding a missing girl.",
            [(["help in finding a missing girl"], "have made an urgent appeal for", "Police in Orlin")],
        ),
        ("They sent a letter to county leaders opposing the road.", [(["the road"], "opposing", "They")]),
        ("Quill praised the leaders opposing the road.", [(["the leaders opposing the road"], "praised", "Quill")]),
        (
            "“It is late,” Quill said at a news conference announcing that the mill would close.",
            [(["“It is late,”"], "said", "Quill"), (["that the mill would close"], "announcing", "Quill")],
        ),
        ("Nine guests were hurt at a rally demanding a recount.", []),
        ("He said he was late, urging them to stay.", [(["he was late"], "said", "He"), (["to stay"], "urging", "He")]),
        ("Quill fought the board, at one point calling the clerk a liar.", [(["the clerk a liar"], "calling", "Quill")]),
        ("The regime threatens to attack.", [(["to attack"], "threatens", "The regime")]),
        ("Quill charges that the fund was paid.", [(["that the fund was paid"], "charges", "Quill")]),
        ("New charges that the fund was paid came in.", [(["that the fund was paid"], "New charges", None)]),
        # what another reports of it, whom the speaker cites, and what he did besides are not of what he said
        (
            "Holm said he shot the dog because it barked, according to arrest documents.",
            [(["he shot the dog because it barked"], "said", "Holm")],
        ),
        ("Quill said: “He sold it, according to the club.”", [(["“He sold it, according to the club.”"], "said", "Quill")]),
        (
            "The Herald reported last week, citing sources briefed on the matter, that the meeting may not take place.",
            [
                (["that the meeting may not take place"], "reported", "The Herald"),
            ],
        ),
        (
            "Quill said the rule was not enforced and questioned Holm about it.",
            [(["the rule was not enforced"], "said", "Quill")],
        ),
        ("Mayor Quill issued the following statement: “We stay here.”", [(["“We stay here.”"], "issued", "Mayor Quill")]),
        (
            "Spokesperson of the force, Ida Quill, who confirmed the arrest said that inquiries are ongoing.",
            [
                (["the arrest"], "confirmed", "who"),
                (["that inquiries are ongoing"], "said", "Spokesperson of the force, Ida Quill, who confirmed the arrest"),
            ],
        ),
        ("He responded saying, “I will be back,” the report said.", [(["“I will be back,”"], "saying", "He")]),
        ("A poll found Quill leading Holm.", [(["Quill leading Holm"], "found", "A poll")]),
        ("Quill cited the cost of the mill.", [(["the cost of the mill"], "cited", "Quill")]),
        ("(NTV ORLIN) - Quill said the mill was shut.", [(["the mill was shut"], "said", "Quill")]),
        (
            "His office issued a statement saying the mill was shut.",
            [(["the mill was shut"], "saying", "His office")],
        ),
        (
            "In a statement on Monday, Quill said, “the strike hits all of us in the end.”",
            [(["“the strike hits all of us in the end.”"], "said", "Quill")],
        ),
        ("Says Quill would sell the mill.", [(["Quill would sell the mill"], "Says", None)]),
        ("We have seen it before: Norland declared war on Orlin.", []),
        # speakers behind the cue
        (
            "“It was cold,” chimed in her cousin Ola Brandt.",
            [(["“It was cold,”"], "chimed in", "her cousin Ola Brandt")],
        ),
        (
            "The dam is leaking, said the film's co-author Ola Brandt.",
            [(["The dam is leaking"], "said", "the film's co-author Ola Brandt")],
        ),
        ("“Nonsense,” blurted out Holm when handed the bill.", [(["“Nonsense,”"], "blurted out", "Holm")]),
        ("The clerk, in a talk with a paper, blurted out “Never mind,” when asked why.", [(["“Never mind,”"], "blurted out", "The clerk")]),
        # where the content begins and ends
        ("Police said Monday the driver had slept.", [(["the driver had slept"], "said", "Police")]),
        ("Police said the summer fair was over.", [(["the summer fair was over"], "said", "Police")]),
        ("Police confirmed the car she drove left the road.", [(["the car she drove left the road"], "confirmed", "Police")]),
        (
            "The member Holm voiced anger with petitions read out at every meeting.",
            [(["petitions read out at every meeting"], "voiced anger with", "The member Holm")],
        ),
        (
            "Holm said that he would buy a boat but did not name it.",
            [(["that he would buy a boat"], "said", "Holm")],
        ),
        (
            "Holm said the mill must close and promised to buy a boat.",
            [(["the mill must close"], "said", "Holm"), (["to buy a boat"], "promised", "Holm")],
        ),
        (
            "Holm said he wanted to sail “far to the north” and let people know that “this is not the end.”",
            [(["he wanted to sail “far to the north” and let people know that “this is not the end.”"], "said", "Holm")],
        ),
        (
            "Holm said the mill needs one thing: “Patience. Lots of it.”",
            [(["the mill needs one thing: “Patience. Lots of it.”"], "said", "Holm")],
        ),
        (
            "After the flood of last spring in Orlin, “there is a will to build,” Holm said.",
            [(["After the flood of last spring in Orlin, “there is a will to build,”"], "said", "Holm")],
        ),
        # what the parser hung on the cue and the speaker said all the same, and what he did not
        (
            "They said they had doubts about the mill, but could not bear to sell it.",
            [(["they had doubts about the mill, but could not bear to sell it"], "said", "They")],
        ),
        ("Police said the man was shot, but would not say where.", [(["the man was shot"], "said", "Police")]),
        (
            "Holm wants to triple the size of the fund, grow the corps and create a service.",
            [(["to triple the size of the fund, grow the corps and create a service"], "wants", "Holm")],
        ),
        # what the reporter adds about the last noun, or tells of the outcome
        ("The board praised the ferry, which sank in June.", [(["the ferry"], "praised", "The board")]),
        ("The board said it likes the ferry, which sank in June.", [(["it likes the ferry, which sank in June"], "said", "The board")]),
        (
            "Holm has agreed to buy the mill for two million euros, betting on wood.",
            [(["to buy the mill for two million euros"], "has agreed", "Holm")],
        ),
        (
            "Quill found that the man was walking on the road.",
            [(["that the man was walking on the road"], "found", "Quill")],
        ),
        ("Quill compared the winter to a wolf.", [(["the winter to a wolf"], "compared", "Quill")]),
        ("Quill recalled the flood.", [(["the flood"], "recalled", "Quill")]),
        ("The union threatened a strike.", [(["a strike"], "threatened", "The union")]),
        # who sent the writing, not who received it, and what others said against it
        (
            "Members received emails from farmer Ida Quill claiming that the hall would close.",
            [(["that the hall would close"], "claiming", "farmer Ida Quill")],
        ),
        (
            "Quill claimed that the hall was sold but this was firmly denied by the board.",
            [(["that the hall was sold"], "claimed", "Quill")],
        ),
        (
            "Quill claimed that the hall was sold but this was not enough.",
            [(["that the hall was sold but this was not enough"], "claimed", "Quill")],
        ),
        (
            "The union said its members would not accept a low raise, the Herald reported.",
            [(["its members would not accept a low raise"], "said", "The union")],
        ),
        # what a court, a board or a hearing is told
        (
            "Holm told the hearing he searched the barn and found gloves.",
            [(["he searched the barn and found gloves"], "told", "Holm")],
        ),
        ("Holm told the band she had founded to go home.", []),
        (
            "The Herald understands seven guests who have the union mandate are now holding a meeting today with the council.",
            [(["seven guests who have the union mandate are now holding a meeting today with the council"], "understands", "The Herald")],
        ),
        ("“Who told you so?” the mayor of Orlin quizzed.", [(["“Who told you so?”"], "quizzed", "the mayor of Orlin")]),
        # a participle with its noun has no rest behind it
        (
            "Holm vowed to build a wall, a plan opposed by the farmers in the hall.",
            [(["to build a wall"], "vowed", "Holm"), (["a plan"], "opposed", "the farmers in the hall")],
        ),
        # what is asked of somebody, whom the day parts from it
        (
            "The lawyer requested the court on Monday to dismiss the claim.",
            [(["to dismiss the claim"], "requested", "The lawyer")],
        ),
        ("The union demanded a vote to end the strike.", [(["a vote to end the strike"], "demanded", "The union")]),
        # words quoted in one sentence are not of whom the next one speaks, nor is who quotes another only quoting
        (
            "The board decided it would “learn from others”. The council believes the date is too soon.",
            [(["it would “learn from others”"], "decided", "The board"), (["the date is too soon"], "believes", "The council")],
        ),
        (
            "Quill stated, quoting the head of the mill, “We learned from reports how the mill was lost.”",
            [(["“We learned from reports how the mill was lost.”"], "stated", "Quill")],
        ),
        (
            "Quill said the claims were false, urging the man to show up.",
            [(["the claims were false"], "said", "Quill"), (["to show up"], "urging", "Quill")],
        ),
        (
            "ST ORLIN, Norland — Mayor Ida Quill has stressed the need for help.",
            [(["the need for help"], "has stressed", "Mayor Ida Quill")],
        ),
        # a quotation with its aside, whatever the sentence before says
        (
            "Holm thanked the board for urging them to stay. “I like all of them very much,” according to Holm.",
            [(["the board for urging them to stay"], "thanked", "Holm"), (["“I like all of them very much,”"], "according to", "Holm")],
        ),
        ("Holm was happy with the “spirit” shown by his team.", [(["the “spirit” shown by his team"], "was happy with", "Holm")]),
        # a half that goes on with what is and will be, and a participle that is no deed of the speaker
        (
            "The mother said her son already had his shots, so they need not worry.",
            [(["her son already had his shots, so they need not worry"], "said", "The mother")],
        ),
        (
            "Holm said those are talks they will continue, and they will take things “day by day.”",
            [(["those are talks they will continue, and they will take things “day by day.”"], "said", "Holm")],
        ),
        ("Holm said the mill is old, and they left.", [(["the mill is old"], "said", "Holm")]),
        (
            "Holm said his side would draw on its experience of having played and won a final.",
            [(["his side would draw on its experience of having played and won a final"], "said", "Holm")],
        ),
        # nor does a clause end behind its auxiliary, unless its sentence does
        (
            "She added the boy had since faced “harsh measures” at his school.",
            [(["the boy had since faced “harsh measures” at his school"], "added", "She")],
        ),
        ("Quill asked Holm who they were, and left.", [(["who they were"], "asked", "Quill")]),
        # the medium, the agency of a dateline and an adverb with a capital are no part of it
        ("Quill described the man as a guest in her post.", [(["the man as a guest"], "described", "Quill")]),
        ("Quill described the man as a guest in her house.", [(["the man as a guest in her house"], "described", "Quill")]),
        ("(RTWNews) - Orlin Paper said it will buy a mill.", [(["it will buy a mill"], "said", "Orlin Paper")]),
        ("Moberg's report on the radio was long.", []),
        ("Moberg's report on the flood was long.", [(["the flood"], "report on", "Moberg's")]),
        (
            "As Quill was testifying, she told the court that it was late.",
            [(["that it was late"], "told", "she")],
        ),
        (
            "The town is worried about reports of boats in Orlin being sold as barns.",
            [
                (["reports of boats in Orlin being sold as barns"], "is worried about", "The town"),
            ],
        ),
        # nor what he was asked about, unless another was asked, nor how it was taken
        ("Quill confirmed that the road was shut when asked about the flood.", [(["that the road was shut"], "confirmed", "Quill")]),
        ("Quill said the mayor laughed when asked about the flood.", [(["the mayor laughed when asked about the flood"], "said", "Quill")]),
        (
            "The firm announced that it would buy a mill, but the news failed to lift its shares.",
            [(["that it would buy a mill"], "announced", "The firm")],
        ),
        (
            "The firm said it would buy a mill, but the news would come later.",
            [(["it would buy a mill, but the news would come later"], "said", "The firm")],
        ),
        # who says so last has said it all
        ("Holm denied the charges, said her lawyer, Ola Brandt.", [(["Holm denied the charges"], "said", "her lawyer, Ola Brandt")]),
        ("Holm denied the charges, her lawyer said.", [(["Holm denied the charges"], "said", "her lawyer")]),
        # who is heard, and who answers
        (
            "The fire led to a vote that had most of the farmers saying they would leave.",
            [(["they would leave"], "saying", "most of the farmers")],
        ),
        ("“Nothing to add,” came the reply from the ministry.", [(["“Nothing to add,”"], "came", "the ministry")]),
        ("“Nothing to add,” came the reply.", [(["“Nothing to add,”"], "came", None)]),
        (
            "Moberg recalled that the crew kept shouting, “The pumps hold. Stay calm,” adding, “It was no hour for calm.”",
            [
                (["“The pumps hold. Stay calm,”"], "kept shouting", "the crew"),
                (["“It was no hour for calm.”"], "adding", "Moberg"),
            ],
        ),
        # what a verb reports without its own verb is nothing
        ("Moberg recalled that the crew kept shouting.", [(["that the crew kept shouting"], "recalled", "Moberg")]),
        # any verb right before a whole sentence, but none of another clause
        (
            "A letter to the editor began, “We have lived beside this road for ten years.”",
            [(["“We have lived beside this road for ten years.”"], "began", "A letter to the editor")],
        ),
        ("When the choir left, “My Dry River” was heard in the street.", []),
        # who is punished or praised for it has said it
        ("The board banned two players for insulting a coach.", [(["a coach"], "insulting", "two players")]),
        # wishes to know
        ("“Where is the money?” Holm wanted to know.", [(["“Where is the money?”"], "wanted to know", "Holm")]),
        ("Holm wanted to know whether the mill would close.", [(["whether the mill would close"], "wanted to know", "Holm")]),
        ("Holm wants to know the town.", [(["to know the town"], "wants", "Holm")]),
        # somebody is called on
        ("The teacher called on parents to sign the list.", [(["to sign the list"], "called on", "The teacher")]),
        # asides
        ("As reported by the Herald, the mill is lost.", [(["the mill is lost"], "As reported by", "the Herald")]),
        ("In a survey released Sunday, nine in ten were glad.", [(["nine in ten were glad"], "In", "a survey released Sunday")]),
        (
            "Much of the money came from firms that no longer exist, court records show.",
            [(["Much of the money came from firms that no longer exist"], "show", "court records")],
        ),
        # judgements that their object meets with
        ("The plan drew criticism from farmers for its cost.", [(["The plan", "for its cost"], "drew criticism", "farmers")]),
        ("One of the doctors called Holm a quack and a fraud.", [(["Holm a quack and a fraud"], "called", "One of the doctors")]),
        ("Holm made it clear he had no boat.", [(["he had no boat"], "made it clear", "Holm")]),
        ("The council voted against the bridge.", [(["the bridge"], "voted against", "The council")]),
        (
            "The trade is worth a billion (oil earned nine million, according to the Energy Board).",
            [(["oil earned nine million"], "according to", "the Energy Board")],
        ),
        ("Holm stayed in hopes that the rain would end.", [(["that the rain would end"], "hopes", "Holm")]),
        ("She emphasized fairness.", [(["fairness"], "emphasized", "She")]),
        ("Police said earlier that the driver had slept.", [(["that the driver had slept"], "said", "Police")]),
        (
            "Norland argued for decades that the island was its own.",
            [(["that the island was its own"], "argued", "Norland")],
        ),
        (
            "Painting a boat is hard, but selling one is harder, Holm said.",
            [(["Painting a boat is hard, but selling one is harder"], "said", "Holm")],
        ),
        (
            "The firm announced it would close two mills, sending its shares down.",
            [(["it would close two mills"], "announced", "The firm")],
        ),
        (
            "VIENNA — The house where the singer was born will become a museum, the minister said on Friday.",
            [(["The house where the singer was born will become a museum"], "said", "the minister")],
        ),
        (
            "The wheel is old, “tried and tested” even, as Quill put it.",
            [(["The wheel is old, “tried and tested” even"], "put it", "Quill")],
        ),
        ("Team co-owner Ola Brandt said that it was late.", [(["that it was late"], "said", "Team co-owner Ola Brandt")]),
        (
            "According to Holm, the young lawyer Ada Quill once warned: “Change is a sword.”",
            [(["“Change is a sword.”"], "once warned", "the young lawyer Ada Quill")],
        ),
        (
            "It said the bridge was closed, explaining that the bolts were old.",
            [(["the bridge was closed"], "said", "It"), (["that the bolts were old"], "explaining", "It")],
        ),
        # a second cue of the same speaker
        (
            "The office said ten sailors had been saved, but added the exact number of the missing was unknown.",
            [
                (["ten sailors had been saved"], "said", "The office"),
                (["the exact number of the missing was unknown"], "added", "The office"),
            ],
        ),
        (
            "The mayor, Ada Quill, urged residents to stay calm and promised to pay the firemen.",
            [
                (["to stay calm"], "urged", "The mayor, Ada Quill"),
                (["to pay the firemen"], "promised", "The mayor, Ada Quill"),
            ],
        ),
        (
            "The clerk said the cause of the leak was not yet known and denied that valves had been sold.",
            [(["the cause of the leak was not yet known"], "said", "The clerk"), (["that valves had been sold"], "denied", "The clerk")],
        ),
        (
            "The coach said it was wet, and complained that nobody had listened.",
            [(["it was wet"], "said", "The coach"), (["that nobody had listened"], "complained", "The coach")],
        ),
        (  # whoever else is spoken of may have said so
            "Ada Quill said the minister met the union and warned that the pool would close.",
            [(["the minister met the union and warned that the pool would close"], "said", "Ada Quill")],
        ),
        (  # what is thought beside it is part of what is said
            "Ada Quill said she was tired and hoped to rest.",
            [(["she was tired and hoped to rest"], "said", "Ada Quill")],
        ),
        # a participle behind a quotation that is introduced
        (
            "The mayor said, “If they object I will not push past them,” showing that she knew the mood.",
            [(["“If they object I will not push past them,”"], "said", "The mayor")],
        ),
        (
            "The mayor said, “If they object I will not push past them,” adding that she knew the mood.",
            [(["“If they object I will not push past them,”"], "said", "The mayor"), (["that she knew the mood"], "adding", "The mayor")],
        ),
        # figures
        (
            "The firm expects a profit of 90 million to 110 million euros.",
            [(["a profit of 90 million to 110 million euros"], "expects", "The firm")],
        ),
        ("The firm reported earnings of 90 million euros.", [(["earnings of 90 million euros"], "reported", "The firm")]),
        (
            "Their refusal to sign the treaty and their threat to close the port worried the king.",
            [(["to sign the treaty"], "refusal", "Their"), (["to close the port"], "threat", "their")],
        ),
        # who stands between a quotation and its cue
        (
            "Brushes of any size: “I paint with them every day,” Marlow says.",
            [(["“I paint with them every day,”"], "says", "Marlow")],
        ),
        (
            "“It is a long winter,” harbour pilot Ona Berg said.",
            [(["“It is a long winter,”"], "said", "harbour pilot Ona Berg")],
        ),
        (
            "“The bridge is old,” Berg began, before being asked whether it would hold.",
            [(["“The bridge is old,”"], "began", "Berg"), (["whether it would hold"], "being asked", None)],
        ),
        # quoted words that are not all of it, and verbs that do not say them
        ("At his “summer fair,” Berg said that the bridge would hold.", [(["that the bridge would hold"], "said", "Berg")]),
        (
            "Berg said the fee was “bold,” arguing that it helps the valley.",
            [(["the fee was “bold,”"], "said", "Berg"), (["that it helps the valley"], "arguing", "Berg")],
        ),
        (
            "They get help from a group of “lost sailors,” as Berg put it, and their sons.",
            [(["“lost sailors,”"], "put it", "Berg")],
        ),
        ("“Mr. Moe?” I decided to stand up.", [(["“Mr. Moe?”"], None, None), (["to stand up"], "decided", "I")]),
        # a participle with a subject of its own, evidence, and who sends word
        (
            "People marched, with the chief of the union vowing “lasting support” for the miners.",
            [(["“lasting support” for the miners"], "vowing", "the chief of the union")],
        ),
        (
            "The firm gave customers an index showing how long its coats last.",
            [(["how long its coats last"], "showing", "an index")],
        ),
        (
            "The match lasted two hours with Holm later admitting that the cup gave him no chance to win.",
            [(["that the cup gave him no chance to win"], "later admitting", "Holm")],
        ),
        (
            "Prices are high, with the health office saying fees vary.",
            [(["fees vary"], "saying", "the health office")],
        ),
        ("Rumours intensified that Holm would leave.", [(["that Holm would leave"], "Rumours", None)]),
        ("The minister told cheering nurses that they weren’t “alone.”", [(["that they weren’t “alone.”"], "told", "The minister")]),
        ("Quill emailed members saying the fight goes on.", [(["the fight goes on"], "saying", "Quill")]),
        # an aside with its name, its clause and its infinitive
        (
            "According to his aunt, Jane Sterner, “He was brilliant from the start.”",
            [(["“He was brilliant from the start.”"], "According to", "his aunt, Jane Sterner")],
        ),
        (
            "According to people I spoke to, the mill was cold.",
            [(["the mill was cold"], "According to", "people I spoke to")],
        ),
        (
            "It is always a challenge, Quill said, to keep the ferry afloat.",
            [(["It is always a challenge", "to keep the ferry afloat"], "said", "Quill")],
        ),
        ("In the words of Ona Berg, the plan is a disaster.", [(["the plan is a disaster"], "In the words", "Ona Berg")]),
        (
            "According to the paper, the city is planning to build a ferry.",
            [(["the city is planning to build a ferry"], "According to", "the paper")],
        ),
        (
            "Towns do better, according to a study by a small firm, that looked at nine valleys.",
            [(["Towns do better"], "according to", "a study by a small firm")],
        ),
        ("In his view, the plan is a disaster.", [(["the plan is a disaster"], "view", "his")]),
        ("Per the mayor, the road will close on Monday.", [(["the road will close on Monday"], "Per", "the mayor")]),
        # rows that were missed
        ("Ona Berg made it clear that the school would stay.", [(["that the school would stay"], "made it clear", "Ona Berg")]),
        ("The bill, opposed by farmers, never became law.", [(["The bill"], "opposed", "farmers")]),
        ("His argument is that the dam will hold.", [(["that the dam will hold"], "argument is", "His")]),
        ("Prosecutors charged the clerk with theft.", [(["the clerk with theft"], "charged", "Prosecutors")]),
        ("He has argued in favour of a longer season.", [(["a longer season"], "has argued in favour of", "He")]),
        ("The mayor has deemed certain closures a fair trade.", [(["certain closures a fair trade"], "has deemed", "The mayor")]),
        ("Farmers have described how the valley lost its wells.", [(["how the valley lost its wells"], "have described", "Farmers")]),
        ("Growth is forecast to slow next year.", [(["Growth", "to slow next year"], "is forecast", None)]),
        ("The council is considering closing the road.", [(["closing the road"], "is considering", "The council")]),
        ("The union seeks a vote.", [(["a vote"], "seeks", "The union")]),
        ("People like Holm, he said.", [(["People like Holm"], "said", "he")]),
        ("Two nurses who have called for the ward to be shut met Quill.", [(["the ward to be shut"], "have called for", "who")]),
        ("Her aides have ruled out joining the strike.", [(["joining the strike"], "have ruled out", "Her aides")]),
        ("The union would like to see a vote.", [(["to see a vote"], "would like", "The union")]),
        ("The council proposed closing the road.", [(["closing the road"], "proposed", "The council")]),
        # a phrase in front whose end the parser took for the name's beginning, a list of names, a dash behind who told it
        (
            "The vote was short. Following the passage of the Bill, Harbour Affairs Minister Ida Quill condemned the rebels.",
            [(["the rebels"], "condemned", "Harbour Affairs Minister Ida Quill")],
        ),
        (
            "Chiefs Al Holm (Orlin), Ida Quill (Norland) and Jane Berg (Sennet Bay) alleged that the fund was empty.",
            [(["that the fund was empty"], "alleged", "Chiefs Al Holm (Orlin), Ida Quill (Norland) and Jane Berg (Sennet Bay)")],
        ),
        (
            "The mill is sold, according to its manager Kurt Holm, who spoke on the radio last week — drawing a crowd to the gate.",
            [(["The mill is sold"], "according to", "its manager Kurt Holm, who spoke on the radio last week")],
        ),
        # behind a dateline the subject is the head of its phrase
        (
            "NYERI, Kenya, 4 – Leaders from Mt Kenya have faulted the council for misleading farmers.",
            [(["the council for misleading farmers"], "have faulted", "Leaders from Mt Kenya")],
        ),
        # why somebody is told to do something says who tells it; what is demanded is of whoever is to do it
        (
            "The clerks told the council to “stop playing games” and honour its word, claiming there was a plot.",
            [
                (["to “stop playing games” and honour its word"], "told", "The clerks"),
                (["there was a plot"], "claiming", "The clerks"),
            ],
        ),
        # what was before, and a bare form that shares a modal verb, go on with what is said; what the speaker did besides does not
        (
            "A farmer said he grows rice and had not sold any of it.",
            [(["he grows rice and had not sold any of it"], "said", "A farmer")],
        ),
        (
            "The court said it would help with the forms and then set the case for trial.",
            [(["it would help with the forms and then set the case for trial"], "said", "The court")],
        ),
        (
            "He said that he would offer a prayer but did not kneel.",
            [(["that he would offer a prayer"], "said", "He")],
        ),
        # a question behind its verb is what is asked, not the clause before; one word of manner in marks is no speech
        (
            "The Courier called the hall “a triumph of will”, while the Evening Post praised the light but wondered whether it needed it.",
            [
                (["the hall “a triumph of will”"], "called", "The Courier"),
                (["the light"], "praised", "the Evening Post"),
                (["whether it needed it"], "wondered", "the Evening Post"),
            ],
        ),
        (
            "The director apologised “unreservedly” for failing to repair the roof.",
            [(["failing to repair the roof"], "apologised", "The director")],
        ),
        ("“Absolutely,” she said.", [(["“Absolutely,”"], "said", "she")]),
        # a second verb of the speaker behind what somebody offers or had been told, and a refusal to be drawn
        (
            "It says the offer amounts to a cut once rents are counted, and accuses Quill of greed.",
            [(["the offer amounts to a cut once rents are counted"], "says", "It"), (["Quill of greed"], "accuses", "It")],
        ),
        (
            "Holm said guards had been treated with contempt and called on the mayor to sack her.",
            [(["guards had been treated with contempt"], "said", "Holm"), (["to sack her"], "called on", "Holm")],
        ),
        (
            "Holm said guards had warned the clerk and left the hall.",
            [(["guards had warned the clerk and left the hall"], "said", "Holm")],
        ),
        (
            "A clerk insisted she had his trust, but would not be drawn on the vote.",
            [(["she had his trust"], "insisted", "A clerk")],
        ),
        # what an aside or a call goes on with
        (
            "The men, he said, were suspected of theft, adding that the gate was shut.",
            [(["The men", "were suspected of theft"], "said", "he"), (["that the gate was shut"], "adding", "he")],
        ),
        (
            "The group has called for Berg to follow Holm out of the door, describing his reign as a circus.",
            [
                (["Berg to follow Holm out of the door"], "has called for", "The group"),
                (["his reign as a circus"], "describing", "The group"),
            ],
        ),
        # a list of bare verbs behind a modal verb is one content, and so is one of verbs in the past
        (
            "Quill spoke twice, saying she would require towns to give out more permits, require depots be shut and sell off old halls.",
            [(["she would require towns to give out more permits, require depots be shut and sell off old halls"], "saying", "Quill")],
        ),
        (
            "Quill said the 9-year-old heard the noise from another room, went outside to investigate and urged others to call guards.",
            [
                (
                    ["the 9-year-old heard the noise from another room, went outside to investigate and urged others to call guards"],
                    "said",
                    "Quill",
                )
            ],
        ),
        # what the speaker does beside that it is so, or for an aim
        (
            "Mr Quill said it was a serious matter and asked for a full inquiry.",
            [(["it was a serious matter"], "said", "Mr Quill"), (["a full inquiry"], "asked for", "Mr Quill")],
        ),
        (
            "He asked for a delay so they could be placed there and said the rules needed to be changed.",
            [(["a delay"], "asked for", "He"), (["the rules needed to be changed"], "said", "He")],
        ),
        # what goes along with it is the reporter's, but not what a poll shows
        (
            "Holm has attacked the council over efforts to rein in rents, with housing becoming a sticking point.",
            [(["the council over efforts to rein in rents"], "has attacked", "Holm")],
        ),
        ("Quill asked for the road to be closed.", [(["the road to be closed"], "asked for", "Quill")]),
        ("A few hours later, Chief Rusty Holm told reporters Quill was dead.", [(["Quill was dead"], "told", "Chief Rusty Holm")]),
        # a medium, or what else somebody says, is no part of his name
        ("Jane Quill in a Twitter post said the deal was made.", [(["the deal was made"], "said", "Jane Quill")]),
        ("A woman in a video said the deal was made.", [(["the deal was made"], "said", "A woman in a video")]),
        (
            "“I hear glass,” said Ida Quill, a witness, saying one of the bullets went through the roof.",
            [
                (["“I hear glass,”"], "said", "Ida Quill, a witness"),
                (["one of the bullets went through the roof"], "saying", "Ida Quill, a witness"),
            ],
        ),
        # deeds with a verb of saying beside them, or quoted; what somebody is called
        ("She voiced support for the strike.", [(["the strike"], "voiced support for", "She")]),
        ('His plan to "drain the lake" failed.', [(['to "drain the lake"'], "plan", "His")]),
        (
            "The mayor referred to the dam as a monument to greed.",
            [(["the dam as a monument to greed"], "referred to", "The mayor")],
        ),
        # the subject before what stands between the parts of a verb, and behind a participle; the occasion is no part of the speaker
        (
            "Governor Wanjala had on Tuesday in Port Alder described the dam as a joke, suggesting that it would fall.",
            [(["the dam as a joke"], "described", "Governor Wanjala"), (["that it would fall"], "suggesting", "Governor Wanjala")],
        ),
        (
            "Responding, however, to the mayor's letter, the deputy spokesman said that the dam was safe.",
            [(["that the dam was safe"], "said", "the deputy spokesman")],
        ),
        ("Ida Quill at the board's June 4 meeting asked for the dam to be shut.", [(["the dam to be shut"], "asked for", "Ida Quill")]),
        ('"I would not watch," said the club coach at the press conference.', [(['"I would not watch,"'], "said", "the club coach")]),
        (
            "The chairman, Kurt Holm, at a meeting of the committee in Orlin, announced that the dam was safe.",
            [(["that the dam was safe"], "announced", "The chairman, Kurt Holm")],
        ),
        ("‘Proud of the team’, says Orlin coach Holm after cup win", [(["‘Proud of the team’"], "says", "Orlin coach Holm")]),
        (
            "Kurt Holm conceded that his side had been outplayed but refused to say whether he would go.",
            [(["that his side had been outplayed"], "conceded", "Kurt Holm"), (["whether he would go"], "refused to say", "Kurt Holm")],
        ),
        ("A nurse at the hearing said the ward was shut.", [(["the ward was shut"], "said", "A nurse at the hearing")]),
        # what goes on with the content, and what others make of it
        (
            "Kurt Holm said he knows the mill, but does not trust its board.",
            [(["he knows the mill, but does not trust its board"], "said", "Kurt Holm")],
        ),
        ("Kurt Holm warned of a strike if the board fails to pay.", [(["a strike if the board fails to pay"], "warned of", "Kurt Holm")]),
        (
            "Kurt Holm said that he knew nothing of the leak, and his deputy repeated this.",
            [(["that he knew nothing of the leak"], "said", "Kurt Holm")],
        ),
        ("The Herald judged that the dam was lost.", [(["that the dam was lost"], "judged", "The Herald")]),
        # an afterthought is no time of saying; both halves of a word with a hyphen are the speaker
        (
            "He claimed to have evidence that sacks had already been sold, an allegation the harvest board rejected as baseless.",
            [(["to have evidence that sacks had already been sold"], "claimed", "He")],
        ),
        (
            "The study's co-author, geologist Kurt Holm, said the lake was old.",
            [(["the lake was old"], "said", "The study's co-author, geologist Kurt Holm")],
        ),
    ],
)
def test_whose_words_and_which(annotated: Annotated, text: str, rows: list[tuple[list[str], str | None, str | None]]) -> None:
    assert found(annotated(text)) == rows


@pytest.mark.parametrize(
    ("she", "contents"),
    [
        ("Anna Holm", ["she was ready to talk", "that no boats had been sold"]),
        ("Ruth Quill", ["she was ready to talk and insisted that no boats had been sold"]),
    ],
)
def test_a_second_cue_is_the_speakers_where_the_pronoun_before_it_stands_for_the_speaker(
    annotated: Annotated, she: str, contents: list[str]
) -> None:
    article = annotated("Ruth Quill laughed. Anna Holm said she was ready to talk and insisted that no boats had been sold.")
    assert [
        content for (content,), _, _ in found(named(article, {"Anna Holm": "Anna Holm", "Ruth Quill": "Ruth Quill"}, {"she": she}))
    ] == contents


@pytest.mark.parametrize(
    ("text", "time", "rows"),
    [
        ("Police said Monday the bridge was one of three that leaked.", "Monday", ["Police: the bridge was one of three that leaked"]),
        ("The board announced this on Friday.", "Friday", []),
        ("Their debate on Thursday lasted two hours.", "Thursday", []),
        ("Norland said on Tuesday it had put off the talks.", "Tuesday", ["Norland: it had put off the talks"]),
        # the day of the saying is no part of who says it, nor of whom it strikes
        ("A board spokesman on Sunday said the mill was shut.", "Sunday", ["A board spokesman: the mill was shut"]),
        ("Minister Ida Quill two weeks ago said the mill was shut.", "two weeks ago", ["Minister Ida Quill: the mill was shut"]),
        ("Minister Ida Quill Sunday said the mill was shut.", "Sunday", ["Minister Ida Quill: the mill was shut"]),
        ("Quill slammed Holm on Sunday.", "Sunday", ["Quill: Holm"]),
        ("Last summer members of the board said the mill was shut.", "Last summer", ["members of the board: the mill was shut"]),
        ("Nine other cases were announced on Thursday.", "Thursday", ["None: Nine other cases"]),
        # the day of a poll or a speech is
        ("A poll released on Sunday showed that most were glad.", "Sunday", ["A poll released on Sunday: that most were glad"]),
        ("Quill slammed the speech on Sunday.", "Sunday", ["Quill: the speech on Sunday"]),
    ],
)
def test_a_time_is_neither_content_nor_speaker(annotated: Annotated, text: str, time: str, rows: list[str]) -> None:
    article = annotated(text)
    start = article.source_text.index(time)
    article.times = Layer([TimeSpan(start, start + len(time), "DATE")])
    assert [f"{speaker}: {' '.join(content)}" for content, _, speaker in found(article)] == rows


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("At about 4 a.m. Sunday, a man was found in the harbour, Quill said.", "At about 4 a.m. Sunday, a man was found in the harbour"),
        ("Quill said a man was found in the harbour at about 4 a.m. Sunday.", "a man was found in the harbour at about 4 a.m. Sunday"),
    ],
)
def test_the_stop_of_an_hour_ends_no_content(annotated: Annotated, text: str, content: str) -> None:
    article = annotated(text)
    (start,) = (text.index(time) for time in ("4 a.m. Sunday",))
    start += article.source_text.index(text)
    article.times = Layer([TimeSpan(start, start + len("4 a.m. Sunday"), "TIME")])
    assert pieces(article, only(article)) == [content]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Quill shook her head. “The well has been dry for a month.”", "Ada Quill"),
        ("Asked who would pay, Ada Quill shrugged: “Not me.”", "Ada Quill"),
        ("The rain stopped. “The well has been dry for a month.”", None),
        ("Ada Quill, mayor of Orlin: “The river belongs to all of us.”", "Ada Quill, mayor of Orlin"),
        ("“The river belongs to all of us.” -Mayor Ada Quill", "Ada Quill"),
        ("“The river belongs to all of us.”\n\n— Ada Quill, mayor of Orlin", "Ada Quill"),
        ("And from Mayor Ada Quill:\n\n“The river belongs to all of us.”", "Mayor Ada Quill"),
    ],
)
def test_who_says_a_quotation_that_no_verb_introduces(annotated: Annotated, text: str, speaker: str | None) -> None:
    article = named(annotated(text), {"Ada Quill": "Ada Quill"})
    (row,) = extract(article)
    (piece,) = pieces(article, row)
    assert (piece[0], piece[-1], row.speaker_text) == ("“", "”", speaker)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her chief at the bank, Ada Quill, said it was late.", "Ada Quill"),
        ("They found her mother, Ada Quill, who said it was late.", "Ada Quill"),
        ("Her chief, who hired Ada Quill, said it was late.", None),
        ("The leader of the opposition Ada Quill said it was late.", "Ada Quill"),
        ("The leader of the party that Ada Quill left said it was late.", None),
        ("A spokeswoman for Ada Quill said it was late.", None),
        ("North Rhine-Orlin’s trade minister, Ada Quill, told NTV radio late on Friday that guards had left.", "Ada Quill"),
        ("Minister for Harbours Ada Quill said it was late.", "Ada Quill"),
        ("A report by Ada Quill said it was late.", "Ada Quill"),
        ("A report about Ada Quill said it was late.", None),
        ("The chairman, Norland Times, Senator Ada Quill said it was late.", "Ada Quill"),
        ("“We want to close it and all should go,” protester Ada Quill, who was trying to leave, said.", "Ada Quill"),
        ("“We want to close it and all should go,” said Ada Quill KC, prosecuting.", "Ada Quill"),
    ],
)
def test_the_speaker_is_who_is_named_behind_the_phrase(annotated: Annotated, text: str, name: str | None) -> None:
    assert only(named(annotated(text), {"Ada Quill": "Ada Quill", "North Rhine-Orlin": "North Rhine-Orlin"})).speaker_name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Quill said the room was quiet. The Spaniard added that he would stay.", ["Ada Quill", "Ada Quill"]),
        ("Ada Quill said Tom Holm was quiet. The Spaniard added that he would stay.", ["Ada Quill", None]),
        ("One Spaniard said the room was quiet.", [None]),
        ("The Spaniards said the room was quiet.", ["Spaniards"]),
        ("The British said the room was quiet.", ["British"]),
    ],
)
def test_one_of_a_people_does_not_speak_for_it(annotated: Annotated, text: str, names: list[str | None]) -> None:
    forms = ("Ada Quill", "Tom Holm", "Spaniards", "Spaniard", "British")
    reading = named(annotated(text), {form: form for form in forms if form in text}, kinds=dict.fromkeys(forms[2:], "NORP"))
    assert [row.speaker_name for row in extract(reading)] == names


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Quill: ‘We will not sell the ferry’", "Quill"),
        ("Quill: The ferry must sail on Sundays", "Quill"),
        ("Quill Has Harsh Words For Owners: ‘Pay Up’", "Quill"),
        ("Study: Ferries sail slower in winter", "Study"),
        ("Ada Quill: Court drops the case of the ferry", None),
        ("G20: ‘Great’ promises on ferries and boats", None),
        ("QL: Norland governor will sell the ferry", None),
        ("School News: Orlin beats Tarlow to stay unbeaten", None),
        ("Quill Bureau: Owners must sell the ferry", None),
    ],
)
def test_a_headline_with_a_colon(annotated: Annotated, headline: str, speaker: str | None) -> None:
    article = named(
        annotated(f"{headline}\n\nThe ferry of Orlin lay in the harbour all day."), {"Ada Quill": "Ada Quill", "Quill": "Ada Quill"}
    )
    assert [row.speaker_text for row in extract(article)] == ([speaker] if speaker else [])


def test_a_speaker_has_the_first_name_that_is_a_verb_elsewhere(annotated: Annotated) -> None:
    article = named(annotated('"We wish him well," Will Hadley, a minister, said on Friday.'), {"Will Hadley": "Will Hadley"})
    assert [row.speaker_text for row in extract(article)] == ["Will Hadley, a minister"]


def test_an_office_between_commas_is_of_whom_a_form_of_address_names_behind_it(annotated: Annotated) -> None:
    text = "All but six had been freed between May 3 and Aug. 15, the city's health commissioner, Dr. Ida Holm, told reporters Thursday."
    (row,) = extract(named(annotated(text), {"Ida Holm": "Ida Holm"}))
    assert (row.speaker_text, row.speaker_name) == ("the city's health commissioner, Dr. Ida Holm", "Ida Holm")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("The minister dismissed the claims.", [(["the claims"], "dismissed", "The minister")]),
        ("The mayor dismissed the charges.", [(["the charges"], "dismissed", "The mayor")]),
        ("The company denied the report.", [(["the report"], "denied", "The company")]),
        ("The miners threatened a strike.", [(["a strike"], "threatened", "The miners")]),
        # another speaks behind "while", "with" or "though"
        (
            "Al Doe said he would run again while Ida Holm said she would retire.",
            [(["he would run again"], "said", "Al Doe"), (["she would retire"], "said", "Ida Holm")],
        ),
        (
            "The clerk said the bridge was shut, with the mayor later adding that the road had flooded.",
            [(["the bridge was shut"], "said", "The clerk"), (["that the road had flooded"], "later adding", "the mayor")],
        ),
        (
            'Al Doe said he could not recall such a storm, though he noted, "It is not over."',
            [(["he could not recall such a storm"], "said", "Al Doe"), (['"It is not over."'], "noted", "he")],
        ),
        (
            "Al Doe said he slept while the men dug a well.",
            [(["he slept while the men dug a well"], "said", "Al Doe")],
        ),
        # the office between commas before the name
        (
            "The man was freed on May 23, the chief of detectives, Al Doe, said.",
            [(["The man was freed on May 23"], "said", "the chief of detectives, Al Doe")],
        ),
        (
            "The man had met Ida Holm, the mayor, Al Doe said.",
            [(["The man had met Ida Holm, the mayor"], "said", "Al Doe")],
        ),
        # what a thing in the content cannot do, its speaker does
        (
            "Al Doe said the storm is nearer than it was when it hit Orlin, and urged everybody to leave the coast.",
            [
                (["the storm is nearer than it was when it hit Orlin"], "said", "Al Doe"),
                (["to leave the coast"], "urged", "Al Doe"),
            ],
        ),
    ],
)
def test_deeds_and_what_others_say_beside(annotated: Annotated, text: str, rows: list[Any]) -> None:
    people = {"Al Doe": "Al Doe", "Ida Holm": "Ida Holm"}
    assert found(named(annotated(text), people)) == rows


@pytest.mark.parametrize(
    ("headline", "rows"),
    [
        # the tagger takes the verb for a noun
        ("Holm jokes retirement is 'harder than football'", [(["retirement is 'harder than football'"], "jokes", "Holm")]),
        ("Quill Jokes Harbour Dredging Is ‘Slower Than Rowing’", [(["Harbour Dredging Is ‘Slower Than Rowing’"], "Jokes", "Quill")]),
        ("Minister rejects claims ferry is unsafe", [(["claims ferry is unsafe"], "rejects", "Minister")]),
        ("Police reports backlog is growing", []),
        ("Holm reports on Monday were late", []),
        # the speaker behind the cue
        ("School closure 'a disgrace', says teacher", [(["School closure 'a disgrace'"], "says", "teacher")]),
    ],
)
def test_the_verbs_of_headlines(nlp: Any, headline: str, rows: list[Any]) -> None:
    whole = page(f"{headline}\n\nThe ferry of Orlin lay in the harbour all day.")
    header, title, *story = whole.segments
    titled = dataclasses.replace(whole, segments=(header, title._replace(kind="headline", in_body=False), *story))
    assert found(annotation.annotate(nlp, titled)) == rows


@pytest.mark.parametrize(
    ("before", "speakers"),
    [("Fans had waited for Gannet Holm: No Way Back since June.", []), ("Fans had waited for the film since June.", ["Gannet Holm"])],
)
def test_the_title_of_a_work_has_no_speaker(annotated: Annotated, before: str, speakers: list[str]) -> None:
    text = f"{before}\n\nGannet Holm: No Way Back has filled every hall. Tickets are sold out until June."
    article = named(annotated(text), {"Gannet Holm": "Gannet Holm"})
    assert [row.speaker_text for row in extract(article)] == speakers
