"""Human tolls in articles: what became of how many, who they are, by whose count, and whether the article stands by it."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest

from schemas import Casualty, digest
from tests.conftest import page
from tests.steps import growth
from transforms.text import casualties, families
from transforms.text.reading import Reading, annotation

Annotated = Callable[..., Reading]
Told = list[tuple[Any, ...]]


def read(annotated: Annotated, text: str, **header: str) -> list[Casualty]:
    reading = annotated(text, **header)
    families.extract(reading, [family for family in families.FAMILIES if family.name != "casualties"])
    rows = casualties.extract(reading)["casualties"]
    assert all(reading.source_text[row.char_start : row.char_end] == row.text for row in rows)
    return rows


def counts(annotated: Annotated, text: str) -> Told:
    return [(row.outcome, row.text, row.count_min) for row in read(annotated, text)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The blast killed 18 people and injured 130.", [("killed", "18 people", 18), ("injured", "130", 130)]),
        ("A bomb went off, killing five and wounding 12 others.", [("killed", "five", 5), ("injured", "12 others", 12)]),
        ("Five people were killed and 20 wounded.", [("killed", "Five people", 5), ("injured", "20", 20)]),
        ("Five people were killed and over 20 were wounded.", [("killed", "Five people", 5), ("injured", "20", 20)]),
        ("The storm left nine dead and 14 injured.", [("killed", "nine dead", 9), ("injured", "14", 14)]),
        (
            "The blast killed a man, a woman and a child.",
            [("killed", "a man", 1), ("killed", "a man, a woman and a child", 3), ("killed", "a woman", 1), ("killed", "a child", 1)],
        ),
        (
            "A man, his wife and their son died in the fire.",
            [("killed", "A man", 1), ("killed", "A man, his wife and their son", 3), ("killed", "his wife", 1), ("killed", "their son", 1)],
        ),
        (
            "A boy, 5, and his mother were killed.",
            [("killed", "A boy", 1), ("killed", "A boy, 5, and his mother", 2), ("killed", "his mother", 1)],
        ),
        (
            "The blast killed three officers, a nurse and two passers-by.",
            [
                ("killed", "three officers", 3),
                ("killed", "three officers, a nurse and two passers-by", 6),
                ("killed", "a nurse", 1),
                ("killed", "two passers-by", 2),
            ],
        ),
        (
            "The blast killed three officers, two women and a man.",
            [("killed", "three officers", 3), ("killed", "two women", 2), ("killed", "a man", 1)],
        ),
        ("A man, a father and a teacher, was killed.", [("killed", "A man", 1)]),
        ("A woman, a nurse and mother of three, died.", [("killed", "A woman", 1)]),
        ("A woman, 34, died in hospital.", [("killed", "A woman", 1)]),
        ("Medics put the dead at 11 and the wounded at 24.", [("killed", "dead at 11", 11), ("injured", "wounded at 24", 24)]),
        ("The garrison counted its dead at 14 on Monday.", [("killed", "dead at 14", 14)]),
        ("They counted the dead at 11 farms.", []),
        ("Three painters plunged to their deaths.", [("killed", "Three painters", 3)]),
        ("Some 900 villagers fled their homes.", [("displaced", "900 villagers", 900)]),
        ("Two thieves fled to the homes of friends.", []),
        ("The army lost 12 soldiers in the ambush.", [("killed", "12 soldiers", 12)]),
        ("The nurse said eight bodies had been brought in.", [("killed", "eight bodies", 8)]),
        ("Four cooks were treated for smoke inhalation.", [("injured", "Four cooks", 4)]),
        ("Six people, among them a nurse, were killed.", [("killed", "Six people", 6), ("killed", "a nurse", 1)]),
        ("At least two deaths were reported.", [("killed", "two deaths", 2)]),
        ("More than 30 people lost their lives.", [("killed", "30 people", 30)]),
        ("The crash claimed the lives of two teenagers.", [("killed", "the lives of two teenagers", 2)]),
        ("The killing of a judge shocked the town.", [("killed", "a judge", 1)]),
        ("Officers found two bodies in the house.", [("killed", "two bodies", 2)]),
        ("A man was found dead in a car.", [("killed", "A man", 1)]),
        ("The gunman killed himself.", [("killed", "himself", 1)]),
        ("Three men were stabbed to death.", [("killed", "Three men", 3)]),
        ("A man was shot in the leg.", [("injured", "A man", 1)]),
        ("A couple of guards were wounded.", [("injured", "A couple of guards", 2)]),
        ("Two people were taken to hospital with burns.", [("injured", "Two people", 2)]),
        ("The crash killed two boys and injured a third.", [("killed", "two boys", 2), ("injured", "a third", 1)]),
        ("A cook escaped with minor burns.", [("injured", "A cook", 1)]),
        ("Troops neutralised four insurgents in a raid.", [("killed", "four insurgents", 4)]),
        ("The army carried out a lethal strike in Norvale against a commander.", [("killed", "a commander", 1)]),
        ("The suspected killer of two bakers stood in court.", [("killed", "two bakers", 2)]),
        ("Four men were shot, three fatally.", [("injured", "Four men were shot, three", 1), ("killed", "three", 3)]),
        ("The blast left nine martyrs in Norvale.", [("killed", "nine martyrs", 9)]),
        ("Fourteen fatalities and 40 others have been injured.", [("killed", "Fourteen fatalities", 14), ("injured", "40 others", 40)]),
        ("Six fishermen are missing.", [("missing", "Six fishermen", 6)]),
        ("Five people are listed as missing.", [("missing", "Five people", 5)]),
        ("Two people were reported killed in floods.", [("killed", "Two people", 2)]),
        ("A 17-year-old was chopped to death.", [("killed", "A 17-year-old", 1)]),
        ("Rebels captured three soldiers.", [("captured", "three soldiers", 3)]),
        ("The flood displaced more than 4,000 villagers.", [("displaced", "4,000 villagers", 4000)]),
        ("Firefighters rescued 14 hikers.", [("rescued", "14 hikers", 14)]),
        ("The police arrested 12 protesters.", [("arrested", "12 protesters", 12)]),
        ("The police took three men into custody.", [("arrested", "three men", 3)]),
        ("About 200 residents were evacuated.", [("evacuated", "200 residents", 200)]),
        ("The death toll rose to 21 on Friday.", [("killed", "toll rose to 21", 21)]),
        ("The number of people killed rose to 54.", [("killed", "number of people killed rose to 54", 54)]),
        ("The toll from the floods and slides that swept through Norvale rose to 117.", [("killed", "117", 117)]),
        ("The mayor put the death toll as high as 37.", [("killed", "toll as high as 37", 37)]),
        ("We have 45 confirmed dead.", [("killed", "45 confirmed dead", 45)]),
        ("The quake left 270+ dead and 180+ missing.", [("killed", "270+ dead", 270), ("missing", "180+ missing", 180)]),
        ("Three climbers did not survive the fall.", [("killed", "Three climbers", 3)]),
        (
            "Around 40 people were killed in the attacks and 25 people taken hostage, according to officials.",
            [("killed", "40 people", 40), ("captured", "25 people", 25)],
        ),
        ("Gunmen killed 24 people, police and doctors said on Monday.", [("killed", "24 people", 24)]),
        ("Nine people died of cancer.", [("killed", "Nine people", 9)]),
        ("A man died of cholera.", [("killed", "A man", 1)]),
        ("A girl died in an attack.", [("killed", "A girl", 1)]),
        ("A boy, 5, was pronounced dead.", [("killed", "A boy", 1)]),
        ("The raid killed at least 16 people and injured over 50.", [("killed", "16 people", 16), ("injured", "50", 50)]),
        ("They named a man who was killed and two women who were hurt.", [("killed", "a man", 1), ("injured", "two women", 2)]),
        ("Men suspected to be bandits killed seven herders.", [("killed", "seven herders", 7)]),
        ("The missing toll was revised down to three.", [("missing", "toll was revised down to three", 3)]),
        ("The search goes on for 27 girls and teachers who are missing.", [("missing", "27 girls and teachers", 27)]),
        ("A patient killed two inpatients with a knife.", [("killed", "two inpatients", 2)]),
        ("He was charged with two counts of murder.", [("killed", "two counts of murder", 2)]),
        ("The fatal stabbing of a guard shocked the town.", [("killed", "a guard", 1)]),
        ("Houses were destroyed and 200 families left homeless.", [("displaced", "200 families", 200)]),
        ("Some 400 people were forced from their homes.", [("displaced", "400 people", 400)]),
        ("Eleven sailors were plucked from the sea.", [("rescued", "Eleven sailors", 11)]),
        ("Boats took 30 people to safety.", [("rescued", "30 people", 30)]),
    ],
)
def test_verbs_nouns_and_adjectives_tell_what_became_of_people(annotated: Annotated, sentence: str, told: Told) -> None:
    assert counts(annotated, sentence) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "The senators killed the bill on Tuesday.",
        "The storm damaged 40 houses and killed 300 cows.",
        "He was captured on video.",
        "She has three missing teeth.",
        "The deal was rescued by the bank.",
        "The ministry said it had shot down four drones.",
        "His wounded pride kept him awake.",
        "Smoking kills.",
        "Police did not say whether anyone was hurt.",
        "About half of the passengers were unhurt.",
        "We never hurt anybody, his brother said.",
        "The singer died of cancer on Monday.",
        "The mayor, 91, died peacefully at home.",
        "The painter died of natural causes.",
        "She died of a heart attack in 2019.",
    ],
)
def test_harm_to_things_habits_and_figures_of_speech_are_no_tolls(annotated: Annotated, sentence: str) -> None:
    assert counts(annotated, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Officials said there were no casualties.", [("injured", "no casualties", 0), ("killed", "no casualties", 0)]),
        ("No one was hurt.", [("injured", "No one", 0)]),
        ("The driver was not injured.", [("injured", "The driver", 0)]),
        ("No deaths were reported.", [("killed", "No deaths", 0)]),
        ("There were no reports of injuries.", [("injured", "injuries", 0)]),
        ("Both drivers escaped serious injury.", [("injured", "Both drivers", 0)]),
        ("The pilot was unhurt.", [("injured", "The pilot", 0)]),
        ("Not a single person was killed.", [("killed", "a single person", 0)]),
    ],
)
def test_that_nobody_was_harmed_is_a_count_of_zero(annotated: Annotated, sentence: str, told: Told) -> None:
    assert sorted(counts(annotated, sentence)) == told


@pytest.mark.parametrize(
    "sentence",
    [
        "The envoy has not commented on the deaths.",
        "The abbot did not mention the deaths.",
        "The guild has not condemned the killings.",
        "No faction claimed responsibility for the deaths.",
        "Nobody has explained the killings.",
        "The envoy left without commenting on the deaths.",
        "No one has been charged over the murders.",
        "The factory did not cause the deaths.",
        "The raid did not end the killings.",
        "The guards did not admit killing the men.",
        "No faction claimed to have killed a herder.",
        "He denied killing his brother.",
        "He said that he did not kill his brother.",
        "The envoy did not say that anyone was killed.",
        "Nobody said that nine people were killed.",
        "No one has confirmed that nine miners died.",
    ],
)
def test_who_does_not_speak_of_the_dead_or_denies_the_deed_tells_of_no_zero(annotated: Annotated, sentence: str) -> None:
    assert counts(annotated, sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The flood did not cause any deaths.", [("killed", "deaths", 0)]),
        ("The slide did not result in injuries.", [("injured", "injuries", 0)]),
        ("The clinic has not recorded any deaths since May.", [("killed", "deaths", 0)]),
        ("The wardens had not received any reports of injuries.", [("injured", "injuries", 0)]),
        ("The barge ran aground without causing any injuries.", [("injured", "injuries", 0)]),
        ("The bandits did not kill anyone.", [("killed", "anyone", 0)]),
        ("The blast failed to kill the envoy.", [("killed", "the envoy", 0)]),
        ("The faction has not claimed the killing of two priests.", [("killed", "two priests", 2)]),
    ],
)
def test_a_negation_counts_where_it_is_of_the_harm_itself(annotated: Annotated, sentence: str, told: Told) -> None:
    assert counts(annotated, sentence) == told


def test_a_victim_is_not_the_source_of_the_own_death(annotated: Annotated) -> None:
    (row,) = read(annotated, "A teenager drowned in a pool on Sunday, firefighters said.")
    assert (row.text, row.count_min, row.source_name, row.statement_id is not None) == ("A teenager", 1, "firefighters", True)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The mayor has not confirmed that nine miners died.", "unconfirmed"),
        ("The mayor did not deny that nine miners died.", "current"),
        ("The mayor said that nine miners died.", "current"),
    ],
)
def test_what_somebody_does_not_confirm_is_unconfirmed(annotated: Annotated, sentence: str, status: str) -> None:
    assert [(row.count_min, row.status) for row in read(annotated, sentence)] == [(9, status)]


def test_a_count_that_is_not_stated_is_not_invented(annotated: Annotated) -> None:
    (row,) = read(annotated, "All aboard were killed, the mayor said.")
    assert (row.text, row.count_min, row.count_max, row.modifier, row.source_name) == ("All aboard", None, None, "vague", "the mayor")


@pytest.mark.parametrize(
    ("sentence", "low", "high", "modifier", "victims"),
    [
        ("At least 40 Norvale residents died.", 40, 40, "at_least", "Norvale residents"),
        ("The death toll passed 8,700 on Friday.", 8700, 8700, "more_than", None),
        ("Between 20 and 30 miners are missing.", 20, 30, "between", "miners"),
        ("Dozens of villagers were killed.", None, None, "vague", "villagers"),
        ("A retired nurse was killed.", 1, 1, "exact", "retired nurse"),
        ("Ada Quill was killed in the crash.", 1, 1, "exact", "Ada Quill"),
    ],
)
def test_a_count_has_ends_a_direction_and_victims(
    annotated: Annotated, sentence: str, low: int, high: int, modifier: str, victims: str | None
) -> None:
    (row,) = read(annotated, sentence)
    assert (row.count_min, row.count_max, row.modifier, row.victims) == (low, high, modifier, victims)


def linked(annotated: Annotated, text: str) -> dict[str, tuple[int | None, str | None]]:
    rows = read(annotated, text)
    names = {row.casualty_id: row.text for row in rows}
    return {row.text: (row.count_min, names.get(row.part_of or "")) for row in rows}


def test_people_who_are_listed_are_parts_of_their_sum(annotated: Annotated) -> None:
    assert linked(annotated, "Four soldiers and a farmer were killed.") == {
        "Four soldiers and a farmer": (5, None),
        "Four soldiers": (4, "Four soldiers and a farmer"),
        "a farmer": (1, "Four soldiers and a farmer"),
    }


def test_a_sum_of_a_number_and_some_others_is_more_than_the_number(annotated: Annotated) -> None:
    (whole,) = [row for row in read(annotated, "The blast killed two guards and several visitors.") if row.part_of is None]
    assert (whole.text, whole.count_min, whole.modifier) == ("two guards and several visitors", 2, "more_than")


def test_what_was_also_done_on_the_same_occasion_is_added_across_sentences(annotated: Annotated) -> None:
    between = "He is from Norvale. He sold rifles. He had a shop."
    rows = read(annotated, f"Troops detained a rebel leader on Monday. {between} The troops also detained two insurgents.")
    assert [row.count_min for row in rows if row.part_of is None] == [3]


def test_background_is_not_added_to_what_is_reported(annotated: Annotated) -> None:
    rows = read(annotated, "He is linked to a raid that killed four nurses. Two other rebels were killed on Monday.")
    assert [(row.count_min, row.is_background) for row in rows] == [(4, True), (2, False)]


def test_sums_over_a_war_are_background_whatever_befell_those_they_count(annotated: Annotated) -> None:
    day = "A rocket killed three people in Norvale on Tuesday."
    for wide in (
        "Since the conflict began, at least 5,000 people have been wounded in the north.",
        "More than a year of war has displaced more than 43,000 people.",
        "That took the overall death toll of the war to 41,000.",
        "Raids have wounded 90 people since October.",
        "Raids have killed 40 people in the past three months.",
    ):
        assert [row.is_background for row in read(annotated, f"{day} {wide}", date="2024-03-15")] == [False, True]


def test_a_toll_that_climbed_past_a_number_is_more_than_it(annotated: Annotated) -> None:
    (row,) = read(annotated, "The death toll from the flood has climbed past 9,400.")
    assert (row.count_min, row.modifier) == (9400, "more_than")


def test_bodies_that_are_told_together_are_one_count(annotated: Annotated) -> None:
    told = counts(annotated, "Divers recovered the bodies of a pilot and three scientists from a lake.")
    assert told == [("killed", "the bodies of a pilot and three scientists", 4)]


def test_a_seventh_body_says_that_seven_were_found(annotated: Annotated) -> None:
    assert counts(annotated, "Rescuers have found a seventh body in the mud.") == [("killed", "a seventh body", 7)]


def test_of_a_number_and_its_part_the_number_befell_it(annotated: Annotated) -> None:
    told = counts(annotated, "The ministry counts at least 80, including 30 children, killed in strikes on Norvale.")
    assert ("killed", "80", 80) in told


def test_a_sum_since_a_day_lasts_from_it_until_publication(annotated: Annotated) -> None:
    (row,) = read(annotated, "About 60 people died as a result of raids since February 7.", date="2024-03-15")
    assert (row.start_date, row.end_date) == (datetime.date(2024, 2, 7), datetime.date(2024, 3, 15))
    (row,) = read(annotated, "It was the deadliest raid since February 7 that killed 60 people.", date="2024-03-15")
    assert row.start_date is None


def test_those_who_update_a_toll_are_its_source(annotated: Annotated) -> None:
    (row,) = read(annotated, "Ruritanian officials updated the death toll to 69 on Wednesday.")
    assert row.source_name == "Ruritanian officials"


def test_others_did_not_come_to_harm_by_the_death_of_some(annotated: Annotated) -> None:
    reading = annotated("Four people died on Monday, and 12 others have suffered injuries.")
    families.extract(reading)
    died = next(span.row.event_id for span in reading.events if span.row.text == "died")
    assert [(row.outcome, row.event_id == died) for row in casualties.extract(reading)["casualties"]] == [
        ("killed", True),
        ("injured", False),
    ]


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Two Migrants Dead after Rescue at Sea: Coast Guard", [("killed", "Two Migrants", 2)]),
        ("Witnesses: Gunmen killed in clash with guards", []),
        ("Police: Two killed in crash near Oslo", [("killed", "Two", 2)]),
    ],
)
def test_titles_have_their_numbers_and_no_speaker_for_a_victim(nlp: Any, title: str, told: Told) -> None:
    whole = page(f"{title}\n\nThe coast guard spoke.")
    header, headline, *story = whole.segments
    titled = dataclasses.replace(whole, segments=(header, headline._replace(kind="headline", in_body=False), *story))
    rows = families.extract(annotation.annotate(nlp, titled))["casualties"]
    assert [(row.outcome, row.text, row.count_min) for row in rows] == told


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("A baker was killed and a cook was wounded on Monday. Both victims were taken to hospital.", [("injured", "a cook", 1)]),
        ("A baker was killed on Monday. Two cooks were taken to hospital.", [("injured", "Two cooks", 2)]),
    ],
)
def test_the_dead_and_the_hurt_who_are_told_apart_are_not_all_hurt(annotated: Annotated, text: str, injured: Told) -> None:
    assert [row for row in counts(annotated, text) if row[0] == "injured"] == injured


def test_the_dead_of_a_title_are_not_its_injured(annotated: Annotated) -> None:
    assert [row for row in counts(annotated, "Two dead, 31 hurt after passenger train leaves tracks.") if row[0] == "injured"] == [
        ("injured", "31 hurt", 31)
    ]


def test_those_who_are_found_on_top_of_others_are_a_part_of_the_toll(annotated: Annotated) -> None:
    further, toll = read(annotated, "Divers found another 14 bodies on Friday. The death toll now stands at 34.")
    assert (further.count_min, further.part_of, toll.count_min, toll.part_of) == (14, toll.casualty_id, 34, None)


def test_others_beside_the_dead_of_a_sentence_are_no_further_injured(annotated: Annotated) -> None:
    rows = read(
        annotated,
        "Five other people were injured in Norvale. Officials reported the killing of three people and the wounding of five others.",
    )
    assert [row.count_min for row in rows if row.outcome == "injured"] == [5, 5]


def test_rates_and_sums_of_a_year_are_background(annotated: Annotated) -> None:
    day = "A boat sank on Monday and 12 people died."
    for wide in (
        "Some 800 people have died at sea so far this year.",
        "Waves killed about five people a day.",
        "Waves killed 90 each year.",
    ):
        assert [row.is_background for row in read(annotated, f"{day} {wide}", date="2024-06-15")] == [False, True]
    rows = read(annotated, "A guard was hurt by a bomb. He died a day later, and so did two other guards.")
    assert not any(row.is_background for row in rows)


def test_words_for_further_people_do_not_say_who_they_are(annotated: Annotated) -> None:
    (row,) = read(annotated, "Officers arrested 150 more demonstrators.")
    assert row.victims == "demonstrators"


def test_what_is_remembered_is_background(annotated: Annotated) -> None:
    for text in ("Guests met on the anniversary of the death of a judge.", "Guests commemorated the death of a judge."):
        assert [row.is_background for row in read(annotated, text)] == [True]


def test_the_one_who_is_known_by_the_deed_is_no_background(annotated: Annotated) -> None:
    (row,) = read(annotated, "The gunman was responsible for the deaths of five nurses.")
    assert (row.count_min, row.is_background) == (5, False)


def test_a_sum_that_an_article_begins_with_is_its_news(annotated: Annotated) -> None:
    rows = read(annotated, "Raids have killed 40 people since October. A raid on Tuesday killed three.", date="2024-03-15")
    assert [(row.count_min, row.is_background) for row in rows] == [(40, False), (3, False)]
    rows = read(annotated, "Raids, which have killed 40 people since October, went on. A raid on Tuesday killed three.", date="2024-03-15")
    assert [(row.count_min, row.is_background) for row in rows] == [(40, True), (3, False)]


def test_what_is_told_of_a_deed_that_only_says_who_somebody_is_is_background(annotated: Annotated) -> None:
    rows = read(annotated, "Troops seek a leader responsible for an attack in Norvale. During the attack, two soldiers were killed.")
    assert [(row.count_min, row.is_background) for row in rows] == [(2, True)]


def test_the_other_is_one_of_those_who_were_told(annotated: Annotated) -> None:
    rows = read(annotated, "Two men were killed on Monday. One man died at once. The other died later.")
    assert max(row.count_max or 0 for row in rows) == 2


def test_coordinated_verbs_with_one_outcome_have_a_sum(annotated: Annotated) -> None:
    assert linked(annotated, "Troops captured a rebel leader and detained two suspected insurgents.") == {
        "a rebel leader and detained two suspected insurgents": (3, None),
        "a rebel leader": (1, "a rebel leader and detained two suspected insurgents"),
        "two suspected insurgents": (2, "a rebel leader and detained two suspected insurgents"),
    }


def test_what_comes_on_top_of_a_toll_is_added_to_it(annotated: Annotated) -> None:
    both = "a dealer in Norvale. They also detained two other men"
    assert linked(annotated, "Troops captured a dealer in Norvale. They also detained two other men on Monday.") == {
        both: (3, None),
        "a dealer": (1, both),
        "two other men": (2, both),
    }
    assert linked(annotated, "A man was killed in Norvale. A woman was killed in Orvane.") == {"A man": (1, None), "A woman": (1, None)}


def test_who_is_told_twice_in_one_phrase_is_one_person(annotated: Annotated) -> None:
    assert linked(annotated, "Troops captured a leader and financier of the group.") == {"a leader": (1, None)}
    assert linked(annotated, "Three civilians, two women and a man, died.")["Three civilians"] == (3, None)


@pytest.mark.parametrize(
    ("text", "part", "count", "whole"),
    [
        ("Six people died, including two nurses.", "two nurses", 2, "Six people"),
        ("Twelve people were killed, three of them children.", "three of them children", 3, "Twelve people"),
        ("Ten people, four of whom were children, were wounded.", "four of whom were children", 4, "Ten people"),
        ("The fire killed 12 people. Two of the dead were children.", "Two of the dead", 2, "12 people"),
        ("The fire killed 12 people. Among the dead were three children.", "three children", 3, "12 people"),
    ],
)
def test_a_part_is_linked_to_its_whole(annotated: Annotated, text: str, part: str, count: int, whole: str) -> None:
    assert linked(annotated, text)[part] == (count, whole)


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The army denied that it killed 12 villagers.", {"12 villagers": "denied"}),
        ("Up to 40 people may have been killed.", {"40 people": "unconfirmed"}),
        ("Dozens are feared dead after the landslide.", {"Dozens": "unconfirmed"}),
        ("A war would kill up to 500,000 people, the report said.", {"500,000 people": "unconfirmed"}),
        ("The death toll rose from 12 to 18.", {"12": "superseded", "18": "current"}),
        (
            "Earlier reports put the number of dead at 12. Officials now say 18 people were killed.",
            {"number of dead at 12": "superseded", "18 people": "current"},
        ),
        ("Initial reports indicate that three men were killed.", {"three men": "current"}),
    ],
)
def test_a_status_says_whether_the_article_stands_by_a_toll(annotated: Annotated, text: str, states: dict[str, str]) -> None:
    assert {row.text: row.status for row in read(annotated, text)} == states


@pytest.mark.parametrize(
    "after",
    [
        ". It withdrew that number on Friday.",
        ". It took back the figure hours later.",
        ". The figure was later retracted.",
        ". It later apologised for that statement.",
        ". Officials withdrew the death toll within an hour.",
        ". It retracted its figure of 14.",
        ".\n\nThe number was withdrawn on Friday.",
        ", a figure it later withdrew.",
    ],
)
def test_a_toll_that_is_taken_back_right_behind_it_is_superseded(annotated: Annotated, after: str) -> None:
    assert [(row.text, row.status) for row in read(annotated, f"The harbour office said 14 sailors had died{after}")][:1] == [
        ("14 sailors", "superseded")
    ]


@pytest.mark.parametrize(
    "after",
    [
        "It withdrew troops on Friday.",
        "It withdrew the bill on Friday.",
        "It refused to withdraw that number.",
        "It did not withdraw that number.",
        "It may withdraw that number.",
        "It will correct the figure on Friday.",
        "It corrected the number of missing.",
        "It corrected the growth figures.",
        "It corrected its figure of 300.",
        "It withdrew its earlier figure.",
        "It revised the figure upwards.",
        "It was raining. Officials withdrew that number.",
    ],
)
def test_a_toll_stands_where_something_else_is_taken_back(annotated: Annotated, after: str) -> None:
    assert [(row.text, row.status) for row in read(annotated, f"The harbour office said 14 sailors had died. {after}")] == [
        ("14 sailors", "current")
    ]


@pytest.mark.parametrize(
    "after",
    [
        ". The navy could not confirm that figure.",
        ". The navy was unable to verify the toll.",
        ". The navy was not able to verify the number.",
        ". The navy declined to confirm the death toll.",
        ". The figure has not been confirmed.",
        ". A clerk said she could not corroborate the claim.",
        ", a number that could not be independently verified.",
        ".\n\nNeither figure could be verified, the port's clerk wrote.",
    ],
)
def test_a_toll_that_somebody_cannot_confirm_right_behind_it_is_unconfirmed(annotated: Annotated, after: str) -> None:
    told = "The harbour office said 14 sailors had died"
    assert [(row.text, row.status) for row in read(annotated, f"{told}{after}")] == [("14 sailors", "unconfirmed")]


@pytest.mark.parametrize(
    "after",
    [
        "The navy confirmed that figure.",
        "The navy could not confirm that a bomb was on board.",
        "The navy could not confirm the number of missing.",
        "The navy could not verify growth figures.",
        "The navy was able to verify the toll.",
        "The navy could not reach the figure at the helm.",
        "It was raining. The navy could not confirm that figure.",
    ],
)
def test_a_toll_stands_where_something_else_is_not_confirmed(annotated: Annotated, after: str) -> None:
    assert [(row.text, row.status) for row in read(annotated, f"The harbour office said 14 sailors had died. {after}")] == [
        ("14 sailors", "current")
    ]


@pytest.mark.parametrize("back", ["withdrew its earlier figure", "corrected the death toll", "revised its figure of 14 on Friday"])
def test_a_figure_that_may_be_another_or_stand_in_part_is_superseded_where_another_stands(annotated: Annotated, back: str) -> None:
    text = f"The harbour office said 14 sailors had died. It {back}. Nine sailors were killed, it said."
    assert [(row.text, row.status) for row in read(annotated, text)] == [("14 sailors", "superseded"), ("Nine sailors", "current")]


def test_a_report_that_is_withdrawn_takes_back_a_toll_only_where_it_told_it(annotated: Annotated) -> None:
    assert [row.status for row in read(annotated, "The fire killed 14 sailors. The minister withdrew the report.")] == ["current"]


def test_a_toll_that_is_withdrawn_leaves_the_injured(annotated: Annotated) -> None:
    text = "The office said 14 sailors had died and 30 were injured. It withdrew the death toll on Friday."
    assert [(row.outcome, row.status) for row in read(annotated, text)] == [("killed", "superseded"), ("injured", "current")]


def test_of_those_who_were_shot_the_survivors_are_injured(annotated: Annotated) -> None:
    told = counts(annotated, "A man shot five people, killing two. He had shot five people in a bar.")
    assert told == [("injured", "five people, killing two", 3), ("killed", "two", 2)]


def test_nobody_else_is_injured_where_there_were_no_other_injuries(annotated: Annotated) -> None:
    told = counts(annotated, "One man was found dead. A guard had been stabbed in the yard. There were no other injuries.")
    assert told == [("killed", "One man", 1), ("injured", "no other injuries", 0)]


def test_all_of_those_who_died_are_not_injured(annotated: Annotated) -> None:
    told = counts(annotated, "Two women were stabbed by a man. He stabbed himself as well, and all three were pronounced dead.")
    assert [row for row in told if row[2] != 1] == [("killed", "three", 3)]


def test_one_that_begins_a_clause_is_not_added(annotated: Annotated) -> None:
    assert counts(annotated, "The fire killed three members of a family and one was a child.")[0] == (
        "killed",
        "three members of a family",
        3,
    )


def test_patients_who_are_admitted_are_not_injured(annotated: Annotated) -> None:
    assert counts(annotated, "About 700 patients were admitted to hospitals with the fever.") == []


def test_who_was_shot_and_died_is_not_told_as_injured(annotated: Annotated) -> None:
    assert counts(annotated, "Police shot and killed a man, 41, on Monday.") == [("killed", "a man", 1)]
    assert counts(annotated, "A man was shot on Elm Street. He died at the scene.") == [("killed", "He", 1)]
    assert counts(annotated, "Three men were shot, two of them fatally.") == [
        ("injured", "Three men were shot, two of them", 1),
        ("killed", "two of them", 2),
    ]


def test_armed_forces_capture_and_the_police_arrest(annotated: Annotated) -> None:
    assert counts(annotated, "Soldiers detained two insurgents.") == [("captured", "two insurgents", 2)]
    assert counts(annotated, "Police detained two men.") == [("arrested", "two men", 2)]


def test_what_somebody_is_held_responsible_for_is_background(annotated: Annotated) -> None:
    rows = read(annotated, "Troops captured the commander. He is linked to an attack that killed four nurses.")
    assert [(row.text, row.is_background) for row in rows] == [("the commander", False), ("four nurses", True)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The army reported 12 casualties.", [("harmed", "12 casualties", 12)]),
        ("The number of casualties rose to 54.", [("harmed", "number of casualties rose to 54", 54)]),
        ("At least 30 soldiers were killed or wounded.", [("harmed", "30 soldiers", 30)]),
        ("The raid killed or injured 30 soldiers.", [("harmed", "30 soldiers", 30)]),
        ("The raid left 30 people dead or wounded.", [("harmed", "30 people", 30)]),
        ("The raid killed two men and injured 30.", [("killed", "two men", 2), ("injured", "30", 30)]),
    ],
)
def test_who_was_killed_or_injured_and_which_is_open_was_harmed(annotated: Annotated, sentence: str, told: Told) -> None:
    assert counts(annotated, sentence) == told


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        ("Gunmen attacked a village, killing 12 people.", "attacked"),
        ("Gunmen attacked a village and killed 12 people.", "attacked"),
        ("Five people died in a bus crash.", "crash"),
        ("The floods that swept through Norvale killed 30 people.", "floods"),
        ("Nine miners were killed after an explosion at a pit.", "explosion"),
        ("The attack, which left six wounded, was the third.", "attack"),
        ("The death toll from the quake rose to 40.", "quake"),
        ("A boy drowned.", "drowned"),
        ("The heat claimed four lives.", "claimed"),
        ("Police arrested 12 protesters during the attack.", "arrested"),
        ("Clashes broke out after police killed a man.", "killed"),
        ("Two people were taken to hospital with burns.", None),
    ],
)
def test_a_toll_is_of_the_event_that_its_frame_joins_it_to(annotated: Annotated, sentence: str, event: str | None) -> None:
    reading = annotated(sentence)
    families.extract(reading, [family for family in families.FAMILIES if family.name != "casualties"])
    (row,) = casualties.extract(reading)["casualties"]
    words = {span.row.event_id: span.row.text for span in reading.events.overlapping(0, len(reading.source_text))}
    assert words.get(row.event_id or "") == event


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("Local media put the death toll at 37.", ["Local media"]),
        ("Seven men were killed and dozens of others were hurt, according to police.", ["police", "police"]),
        ("The clinic confirmed 14 deaths and recorded another 13 injured.", ["The clinic", "The clinic"]),
        ("Some 400 people have died, according to the mayor, who said most of them were women.", ["the mayor"]),
        ("The army has counted six bodies.", ["The army"]),
        ("Men suspected to be bandits killed seven herders.", [None]),
        # a pronoun that stands for nobody named is the last speaker whom it fits
        ("A police official said six herders were killed. He said two were hurt.", ["A police official", "A police official"]),
        ("The army said six herders were killed. It said two were hurt.", ["The army", "The army"]),
        ("The army said six herders were killed. He said two were hurt.", ["The army", "He"]),
        ("Officials said six herders were killed. It said two were hurt.", ["Officials", "It"]),
        ("He said two herders were hurt.", ["He"]),
        # who wants something does not say how many
        ("The rebels agreed to end a war that has killed 900 herders.", [None]),
        ("The blast killed seven herders.", [None]),
    ],
)
def test_a_toll_has_the_one_whose_count_it_is(annotated: Annotated, sentence: str, sources: list[str | None]) -> None:
    assert [row.source_name for row in read(annotated, sentence)] == sources


@pytest.mark.parametrize(
    ("text", "tolls"),
    [
        ("LYON (Agency) - Nine soldiers were killed.", [("Nine soldiers", 9, "soldiers")]),
        (
            "Four soldiers, including a cook, and three rebels were killed in Oslo.",
            [
                ("Four soldiers", 4, "soldiers"),
                ("Four soldiers, including a cook, and three rebels", 7, "Four soldiers, including a cook, and three rebels"),
                ("three rebels", 3, "rebels"),
            ],
        ),
        ("Three soldiers embraced martyrdom in the attack.", [("Three soldiers", 3, "soldiers")]),
        ("Three soldiers embraced the idea of martyrs.", []),
        ("Four “terrorists” were killed.", [("Four “terrorists", 4, "terrorists")]),
        ("A fire killed a family of four in Oslo.", [("a family of four", 4, "family")]),
        ("A fire killed a family of farmers in Oslo.", [("a family of farmers", None, "family of farmers")]),
        ("Officers wanted over a blast that killed nine men were named.", [("nine men", 9, "men")]),
    ],
)
def test_who_was_killed(annotated: Annotated, text: str, tolls: list[tuple[str, int, str]]) -> None:
    assert [(row.text, row.count_min, row.victims) for row in read(annotated, text)] == tolls


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("A man stabbed his friend, the farmer John Doe, to death.", "killed"),
        ("A man stabbed his friend, the farmer John Doe.", "injured"),
        ("A boy was airlifted to a burns unit for treatment.", "injured"),
        ("A boy was airlifted to a camp in the hills.", "evacuated"),
    ],
)
def test_what_became_of_them(annotated: Annotated, text: str, outcome: str) -> None:
    assert {row.outcome for row in read(annotated, text)} == {outcome}


def test_a_toll_without_a_day_and_a_place_has_those_of_its_event(annotated: Annotated) -> None:
    (row,) = read(
        annotated, "Gunmen who attacked a village in Peru on Tuesday fled, police said. The attack killed two men.", date="2024-01-24"
    )
    assert (row.start_date, row.place_id is None) == (datetime.date(2024, 1, 23), False)


def test_what_somebody_does_again_and_again_is_background(annotated: Annotated) -> None:
    rows = read(annotated, "It is a hub of gangs who raid farms, killing villagers. On Monday a gang killed six men.")
    assert [(row.text, row.is_background) for row in rows] == [("villagers", True), ("six men", False)]


def test_what_happens_every_year_is_background(annotated: Annotated) -> None:
    rows = read(annotated, "There are 21,000 deaths worldwide each year. On Monday 140 people died in Norvale.")
    assert [(row.text, row.is_background) for row in rows] == [("21,000 deaths", True), ("140 people", False)]


@pytest.mark.parametrize(
    "text",
    [
        "A clerk was stabbed to death on Monday. Police said a clerk was stabbed outside the shop.",
        "Three men were stabbed on Monday. All three were found dead.",
    ],
)
def test_those_who_were_stabbed_and_died_are_not_injured(annotated: Annotated, text: str) -> None:
    assert {row.outcome for row in read(annotated, text)} == {"killed"}


def test_the_toll_of_a_war_is_background_where_one_event_of_it_is_told(annotated: Annotated) -> None:
    war = "The war has resulted in 1,100 deaths."
    rows = read(annotated, f"A strike early on Sunday killed 15 people, the agency reported. {war}")
    assert [(row.text, row.status, row.is_background) for row in rows] == [
        ("15 people", "current", False),
        ("1,100 deaths", "current", True),
    ]
    assert [row.is_background for row in read(annotated, war)] == [False]


def test_a_row_has_its_own_source_place_and_day(annotated: Annotated) -> None:
    text = "A quake killed 900 people in Peru in 2005. On Tuesday a storm killed two men in Chile, Mayor Ada Quill said."
    first, second = read(annotated, text, date="2024-01-24")
    assert (first.start_date, first.end_date, first.source_name) == (datetime.date(2005, 1, 1), datetime.date(2005, 12, 31), None)
    assert (second.start_date, second.date_basis, second.source_name) == (datetime.date(2024, 1, 23), "stated", "Ada Quill")
    assert first.place_id is not None
    assert second.place_id is not None
    assert first.place_id != second.place_id


def test_capitals_are_read_as_well(annotated: Annotated) -> None:
    told = counts(annotated, "THREE SOLDIERS WERE KILLED AND TWO OTHERS INJURED TODAY IN A CLASH NEAR THE CAPITAL, THE ARMY REPORTED.")
    assert told == [("killed", "THREE SOLDIERS", 3), ("injured", "TWO OTHERS", 2)]


def test_an_identifier_is_made_of_article_outcome_and_place(annotated: Annotated) -> None:
    (row,) = read(annotated, "Six fishermen are missing.")
    assert row.casualty_id == digest("casualty", row.article_id, "missing", row.char_start, row.char_end)


def test_many_tolls_take_linear_time(annotated: Annotated) -> None:
    def told(reports: int) -> Reading:
        page = "\n\n".join(f"Officers detained {number} men, and two others were killed in the blast." for number in range(2, reports + 2))
        reading = annotated(page)
        families.extract(reading, [family for family in families.FAMILIES if family.name != "casualties"])
        return reading

    assert growth(casualties.extract, told(50), told(200)) < 5


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "Police arrested 12 protesters and injured three in clashes in Oslo on Monday.",
            [("12 protesters", "Oslo", "2024-01-22"), ("three", "Oslo", "2024-01-22")],
        ),
        ("A storm left nine dead and 14 injured in Oslo on Sunday.", [("nine dead", "Oslo", "2024-01-21"), ("14", "Oslo", "2024-01-21")]),
        (
            "Three people died and a dozen were hurt after a gas leak at a plant in Oslo on Sunday.",
            [("Three people", "Oslo", "2024-01-21"), ("a dozen", "Oslo", "2024-01-21")],
        ),
        # each has its own
        (
            "The attack killed nine in Oslo and wounded three in Bergen on Monday.",
            [("nine", "Oslo", "2024-01-22"), ("three", "Bergen", "2024-01-22")],
        ),
        # another day is another place
        (
            "Nine people drowned on Monday and three were hurt in Oslo on Tuesday.",
            [("Nine people", None, "2024-01-22"), ("three", "Oslo", "2024-01-23")],
        ),
    ],
)
def test_joined_verbs_share_the_place_and_day_behind_the_last(
    annotated: Annotated, sentence: str, rows: list[tuple[str, str | None, str]]
) -> None:
    reading = annotated(sentence)
    found = families.extract(reading)
    places = {row.place_id: row.text for row in found["places"]}
    assert [(row.text, places.get(row.place_id), str(row.start_date)) for row in found["casualties"]] == rows


def test_a_number_that_is_changed_gives_way_to_the_new_one(annotated: Annotated) -> None:
    def told(text: str) -> Told:
        return [(row.text, row.count_min, row.status) for row in read(annotated, text)]

    assert told("The ministry earlier said 40 people had died, but later revised the figure up to 52.") == [
        ("40 people", 40, "superseded"),
        ("52", 52, "current"),
    ]
    assert told("The ministry said 40 people had died, but later revised the figure for rain to 52.")[0] == ("40 people", 40, "current")
    assert told("The firm raised the number of its mills to 52.") == []


def test_a_number_in_brackets_is_no_part_of_the_victims(annotated: Annotated) -> None:
    (row,) = read(annotated, "Fourteen (14) suspected bandits were killed on Monday.")
    assert (row.text, row.victims, row.count_min) == ("Fourteen (14) suspected bandits", "suspected bandits", 14)


def test_the_dead_of_two_deeds_are_no_list(annotated: Annotated) -> None:
    assert counts(annotated, "Shelling killed one person and a Danish strike killed three in Oslo.") == [
        ("killed", "one person", 1),
        ("killed", "three", 3),
    ]


def test_bodies_are_rescued_by_nobody(annotated: Annotated) -> None:
    assert counts(annotated, "Rescuers pulled six bodies from the rubble.") == [("killed", "six bodies", 6)]
