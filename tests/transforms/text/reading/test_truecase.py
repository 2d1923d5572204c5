"""Text in capitals becomes readable, keeps its length, and other text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.reading.truecase import is_shouting, truecase


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FERRY SINKS OFF LAGOS, FOUR MISSING", "Ferry sinks off Lagos, four missing"),
        ("MAYOR JANE ROE SAID ON THURSDAY THE BRIDGE WAS SAFE. SHE LEFT AT 4 P.M.", None),
        (
            "TURKISH TROOPS CROSSED INTO SOUTH SUDAN, THE UNITED NATIONS SAID",
            "Turkish troops crossed into South Sudan, the United Nations said",
        ),
        ("The ministry said on Thursday that NATO troops had left.", "The ministry said on Thursday that NATO troops had left."),
        ("REBELS ATTACKED THE PORT ON 10 MARCH", "Rebels attacked the port on 10 March"),
        ("THE PORT WAS SHUT ON MAY 3 AND MARCH 21", "The port was shut on May 3 and March 21"),
        ("UNIONS MARCH IN LAGOS, THE 200 MARCH AGAIN", "Unions march in Lagos, the 200 march again"),
        ("NATO", "NATO"),
        ("", ""),
    ],
)
def test_known_texts(text: str, expected: str | None) -> None:
    if expected is None:
        expected = "Mayor Jane Roe said on Thursday the bridge was safe. She left at 4 p.m."
    assert truecase(text) == expected


def test_mixed_text_is_not_shouting() -> None:
    assert not is_shouting("KYIV, Ukraine (AP) — The governor spoke to reporters on Friday")
    assert is_shouting("THE GOVERNOR SPOKE TO REPORTERS")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_keeps_its_length(text: str) -> None:
    assert len(truecase(text)) == len(text)
    assert len(truecase(text.upper())) == len(text.upper())


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ .,'ßİŉ\n", max_size=200))
def test_only_case_changes(text: str) -> None:
    assert truecase(text).casefold() == text.casefold() or "İ" in text
