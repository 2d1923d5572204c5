"""Layers: what stands where."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Annotated
from transforms.text import families
from transforms.text.reading.layers import Layer, TimeSpan


class Span(NamedTuple):
    start: int
    end: int


LAYER = Layer([Span(10, 15), Span(2, 5), Span(15, 16)])


def test_items_come_in_order() -> None:
    assert list(LAYER) == [(2, 5), (10, 15), (15, 16)]
    assert (len(LAYER), LAYER[1]) == (3, (10, 15))


def test_what_stands_at_an_offset() -> None:
    assert [LAYER.at(offset) for offset in (1, 2, 4, 5, 14, 15, 16)] == [None, (2, 5), (2, 5), None, (10, 15), (15, 16), None]
    assert [LAYER.index_at(offset) for offset in (1, 4, 15)] == [None, 0, 2]


def test_what_overlaps_covers_and_equals_a_span() -> None:
    assert LAYER.overlapping(4, 11) == [(2, 5), (10, 15)]
    assert LAYER.overlapping(5, 10) == []
    assert LAYER.within(2, 15) == [(2, 5), (10, 15)]
    assert LAYER.within(3, 15) == [(10, 15)]
    assert (LAYER.covering(11, 15), LAYER.covering(11, 16)) == ((10, 15), None)
    assert (LAYER.exact(10, 15), LAYER.exact(10, 14)) == ((10, 15), None)


@given(st.lists(st.integers(0, 30), unique=True, min_size=2).map(sorted), st.integers(0, 31), st.integers(1, 8))
def test_answers_are_those_of_a_plain_search(cuts: list[int], start: int, size: int) -> None:
    spans = [Span(low, high) for low, high in zip(cuts[::2], cuts[1::2], strict=False)]
    layer, end = Layer(spans), start + size
    assert layer.overlapping(start, end) == [one for one in spans if one.start < end and start < one.end]
    assert layer.at(start) == next((one for one in spans if one.start <= start < one.end), None)


def test_the_reading_says_what_stands_where(annotated: Annotated) -> None:
    reading = annotated("Ann Roe met ministers in Lisbon on Friday.")
    families.extract(reading)
    at = reading.source_text.index
    name, entity = reading.name_at(at("Roe")), reading.entity_at(at("Roe"))
    assert name is not None
    assert entity is not None
    assert (reading.source_text[name.start : name.end], entity.name, entity.entity_type) == ("Ann Roe", "Ann Roe", "PERSON")
    assert reading.name_at(at("met")) is None
    assert reading.entity_of(at("Ann"), at("met") - 1) == entity
    assert reading.entity_of(at("Ann"), at("met")) is None
    assert reading.claimed(at("Friday"), at("Friday") + 2, "names", "times") == "times"
    assert reading.claimed(at("met"), at("met") + 3, "names", "times") is None
    assert [time.timex_type for time in reading.times] == ["DATE"]
    assert reading.passage_at(at("Lisbon")) is reading.passages[0]
    assert reading.passage_at(0) is None


def test_a_date_that_could_not_be_read_is_no_date(annotated: Annotated) -> None:
    reading = annotated("It rained.")
    start = reading.passages[0].start
    reading.times = Layer([TimeSpan(start, start + 2, "")])
    assert reading.claimed(start, start + 1, "times") == "times"
    assert not reading.is_time(reading.passages[0], 0)
