"""How sure a mention is."""

import pytest

from tests.conftest import Annotated
from transforms.text.lexicon import odds
from transforms.text.names import certainty, features, mentions, tagger
from transforms.text.reading.layers import Name


def test_a_full_name_is_surer_than_a_lone_surname(annotated: Annotated) -> None:
    article = annotated("Joseph Kiplagat met Amina Odhiambo in Nairobi on Tuesday. Mr Doe saw Skreel.")
    names = {article.source_text[name.start : name.end]: name.confidence for name in mentions.find(article)}
    assert names["Joseph Kiplagat"] > 0.85
    assert names["Nairobi"] > 0.85
    assert names["Joseph Kiplagat"] > names["Doe"]


def test_confidence_is_a_share_with_two_decimals(annotated: Annotated) -> None:
    found = mentions.find(annotated("KYIV (AP) — The U.N. and Oxfam said so. Doe, of Acme Corp., agreed with Mr Roe of Kyiv."))
    assert found
    for name in found:
        assert 0.0 <= name.confidence <= 1.0
        assert name.confidence == round(name.confidence, 2)


def test_features_say_what_the_tagger_thinks_what_made_the_name_and_how_often_it_stands(annotated: Annotated) -> None:
    article = annotated("Amina Odhiambo spoke in Nairobi. Later Amina Odhiambo left.")
    tagged, names, rules = mentions.unweighed(article)
    first = certainty.features(article, tagged, names, rules)[0]
    assert first.keys() >= {
        "always",
        f"rule={rules[0]}",
        "text",
        "type",
        "type of PERSON",
        "begin",
        "end",
        "is PERSON",
        "words=2",
        "named=2",
    }
    assert first["type"] == first["type of PERSON"] > 0 < first["end"]
    assert first["given True, PERSON"] + first["listed none, PERSON"] == 2.0


def test_a_name_that_is_not_the_taggers_says_how_it_differs(annotated: Annotated) -> None:
    article = annotated("Amina Odhiambo spoke in Nairobi.")
    tagged, names, rules = mentions.unweighed(article)
    person = names[0]
    cut, other = person._replace(first=person.first + 1), person._replace(entity_type="ORG")
    rows = certainty.features(article, tagged, [cut, other], rules)
    assert "begins elsewhere" in rows[0]
    assert "begin" not in rows[0]
    assert "another type, ORG" in rows[1]
    assert "type" not in rows[1]


def test_ordinary_words_and_their_twins_in_lower_case_are_told(annotated: Annotated) -> None:
    article = annotated("The Crash shook Harbour Trust in Nairobi, and a second crash shook the NATO base.")
    tagged, names, rules = mentions.unweighed(article)
    place = next(name for name in names if article.source_text[name.start : name.end] == "Nairobi")
    passage = article.passages[0]
    crash, trust, base = (place._replace(first=i, last=j) for i, j in ((1, 2), (3, 5), (passage.words.index("NATO"), len(passage) - 1)))
    found = [
        {key for key in row if "twin" in key or "common" in key}
        for row in certainty.features(article, tagged, [crash, trust, base, place], rules[:1] * 4)
    ]
    assert found == [{"one twin", "one common", "one common, GPE"}, {"many common", "many common, GPE"}, set(), set()]


def test_a_thing_that_is_hardly_one_is_left_out_and_a_listed_place_is_not(annotated: Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    article = annotated("Amina Odhiambo spoke in Nairobi.")
    tagged, names, rules = mentions.unweighed(article)
    names = [names[0]._replace(entity_type="PRODUCT"), names[1]]
    monkeypatch.setattr(odds, "probability", lambda *_: 0.39)
    assert [name.entity_type for name in certainty.weighed(article, tagged, names, rules)] == ["GPE"]
    monkeypatch.setattr(odds, "probability", lambda *_: 0.4)
    assert [name.entity_type for name in certainty.weighed(article, tagged, names, rules)] == ["PRODUCT", "GPE"]


@pytest.mark.parametrize(
    ("text", "model", "kept"),
    [
        ("They like Quillmar.", "B-GPE", False),
        ("They like Quillmar.", "B-PERSON", True),
        ("They live in Quillmar.", "B-GPE", True),
        ("They like QUILLMAR.", "B-GPE", True),
        ("They like Nairobi.", "B-GPE", True),
    ],
)
def test_one_word_is_no_town_for_the_model_alone(
    annotated: Annotated, monkeypatch: pytest.MonkeyPatch, text: str, model: str, kept: bool
) -> None:
    article = annotated(text)
    article.passages[0].model_labels[2 + ("in" in text.split())] = model
    name = Name(*article.passages[0].source_span(first := 2 + ("in" in text.split()), first + 1), "GPE", 0, first, first + 1)
    monkeypatch.setattr(odds, "probability", lambda *_: 0.6)
    assert bool(certainty.weighed(article, tagger.tag(features.of_article(article)), [name], ["tagger"])) == kept


@pytest.mark.parametrize(
    ("kind", "text", "kept"),
    [
        ("GPE", "They like Quillmar.", False),
        ("GPE", "They live in Quillmar.", True),
        ("GPE", "They like Quillmar village.", True),
        ("ORG", "They like Quillmar.", False),
        ("ORG", "They like Kenya Quillmar.", True),
        ("ORG", "They like Tessil Quillmar.", False),
        ("PERSON", "They like Quillmar.", False),
        ("PERSON", "They like Laura Quillmar.", True),
        ("PRODUCT", "They live in Quillmar.", False),
        ("LAW", "They like Quillmar Act.", True),
        ("EVENT", "They like Diwali.", True),
    ],
)
def test_what_is_hardly_a_name_needs_something_that_speaks_for_it(
    annotated: Annotated, monkeypatch: pytest.MonkeyPatch, kind: str, text: str, kept: bool
) -> None:
    article = annotated(text)
    passage = article.passages[0]
    first = 2 + ("in" in passage.words)
    last = len(passage) - 1 - ("village" in passage.words)
    name = Name(*passage.source_span(first, last), kind, 0, first, last)
    monkeypatch.setattr(odds, "probability", lambda *_: 0.39)
    assert bool(certainty.weighed(article, tagger.tag(features.of_article(article)), [name], ["tagger"])) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Her rival, Tessil Quillmar, left.", True),
        ("Her rival Tessil Quillmar left.", False),
        ("Her rival, Harbour Quillmar, left.", False),
        ("Her rival, Quillmar, left.", False),
    ],
)
def test_who_is_named_in_full_between_commas_is_kept(annotated: Annotated, monkeypatch: pytest.MonkeyPatch, text: str, kept: bool) -> None:
    article = annotated(text)
    passage = article.passages[0]
    last = passage.words.index("Quillmar") + 1
    first = last - 1 - (passage.words[last - 2] in ("Tessil", "Harbour"))
    name = Name(*passage.source_span(first, last), "PERSON", 0, first, last)
    monkeypatch.setattr(odds, "probability", lambda *_: 0.39)
    assert bool(certainty.weighed(article, tagger.tag(features.of_article(article)), [name], ["tagger"])) == kept
