"""How sure a mention is."""

from tests.conftest import Annotated
from transforms.text.names import certainty, mentions


def test_a_full_name_is_surer_than_a_lone_odd_word(annotated: Annotated) -> None:
    article = annotated("Joseph Kiplagat met Amina Odhiambo in Nairobi on Tuesday. They went on to the Brovnik and ate.")
    names = {article.source_text[name.start : name.end]: name.confidence for name in mentions.find(article)}
    assert names["Joseph Kiplagat"] > 0.85
    assert names["Nairobi"] > 0.85
    assert names["Joseph Kiplagat"] > names.get("Brovnik", 0.0)


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
