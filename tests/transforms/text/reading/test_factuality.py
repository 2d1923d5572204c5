"""Whether what a word tells of happened, is planned, is possible or is denied."""

import pytest

from tests.conftest import Annotated
from transforms.text.reading import factuality


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rebels attacked the town on Friday.", "attacked", "happened"),
        ("Rebels did not attack the town.", "attack", "denied"),
        ("Three adults escaped the attack.", "attack", "happened"),
        ("Three adults escaped injury.", "injury", "denied"),
        ("No one was killed in the village.", "killed", "denied"),
        ("The shelling killed no civilians.", "killed", "denied"),
        ("Rebels will attack the town.", "attack", "planned"),
        ("The council set a date for the election.", "election", "planned"),
        ("There were no immediate reports of deaths in the valley.", "deaths", "denied"),
        ("No reports of damage were received.", "damage", "denied"),
        ("Police have not received reports of deaths.", "deaths", "denied"),
        ("There were no reports of the attack in the papers.", "attack", "happened"),
        ("There were reports of deaths in the valley.", "deaths", "happened"),
        ("Gunmen suspected to be rebels killed two guards.", "killed", "happened"),
        ("Rebels may attack the town.", "attack", "possible"),
        ("Rebels will surround and attack the town.", "attack", "planned"),
        ("The minister said that troops would leave in June.", "leave", "planned"),
        ("The rebels plan to attack the town.", "attack", "planned"),
        ("The rebels do not plan to attack the town.", "attack", "denied"),
        ("The rebels are expected to leave on Friday.", "leave", "planned"),
        ("The rebels threatened to attack the town.", "attack", "possible"),
        ("The rebels managed to capture the bridge.", "capture", "happened"),
        ("The rebels failed to capture the bridge.", "capture", "denied"),
        ("The police chief denied that officers beat the man.", "beat", "denied"),
        ("Officials fear that the flood killed dozens.", "killed", "possible"),
        ("The mayor believes that rebels burned the mill.", "burned", "possible"),
        ("Officials said that the flood killed dozens.", "killed", "happened"),
        ("If the rebels attack, the army will respond.", "attack", "possible"),
        ("The mayor called the death a tragedy.", "death", "happened"),
        ("The board called a strike for Monday.", "strike", "possible"),
        ("The club said he had left, adding that a coach would arrive.", "arrive", "planned"),
        ("The shops will close should the rebels attack.", "attack", "possible"),
        ("The ferry will stop should sailors go on strike.", "strike", "possible"),
        ("It is not clear whether the rebels attacked the town.", "attacked", "possible"),
        ("The storm struck the coast, killing nine people.", "killing", "happened"),
        ("The shot was fired without warning, without killing anyone.", "killing", "denied"),
        ("The guards prevented the men from entering the hall.", "entering", "denied"),
        ("Ministers to visit the flooded town", "visit", "planned"),
        ("The talks will take place in Tarnov.", "talks", "planned"),
        ("Rebels carried out a raid on the camp.", "raid", "happened"),
        ("Rebels may carry out a raid on the camp.", "raid", "possible"),
        ("Police will investigate the attack.", "attack", "happened"),
        ("The planned strike has shut the port.", "strike", "planned"),
        ("The union called for a strike.", "strike", "possible"),
        ("Police averted an attack on the market.", "attack", "denied"),
        ("The threat of an attack kept the shops shut.", "attack", "possible"),
        ("There was no attack on the market.", "attack", "denied"),
        ("Dozens are feared dead in the mine.", "dead", "possible"),
        ("Nine people were found dead in the mine.", "dead", "happened"),
        ("The miller pleaded guilty.", "guilty", "happened"),
        ("The trial is due in March.", "trial", "planned"),
        ("The trial is expected in March.", "trial", "planned"),
        ("A vaccination campaign is planned.", "vaccination", "planned"),
        ("The visit will conclude with the signing of two treaties.", "treaties", "planned"),
        ("The prisoners were taken to the border for an exchange.", "exchange", "planned"),
    ],
)
def test_modality(annotated: Annotated, text: str, word: str, expected: str) -> None:
    (p,) = annotated(text).passages
    assert factuality.modality(p, p.words.index(word)) == expected
