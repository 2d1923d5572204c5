"""Charts: where points stand, and how long the articles are that they are about."""

import re
from itertools import pairwise
from xml.etree import ElementTree

from benchmarks.curve import of_length
from benchmarks.plot import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Line, chart

SVG = "{http://www.w3.org/2000/svg}"


def circles(drawn):
    return [(float(one.get("cx")), float(one.get("cy"))) for one in ElementTree.fromstring(drawn).iter(f"{SVG}circle")]


def test_points_stand_by_their_logarithms_and_corners_at_the_corners():
    drawn = chart("a", "b", "c", [Line("one", [(1, 10), (10, 100), (100, 1000)])])
    assert circles(drawn) == [
        (LEFT, HEIGHT - BOTTOM), ((LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2), (WIDTH - RIGHT, TOP),
    ]  # fmt: skip


def test_what_is_in_proportion_lies_on_the_dotted_line():
    drawn = chart("a", "b", "c", [Line("one", [(1, 10), (10, 100)]), Line("two", [(1, 20), (10, 40)])])
    dotted = next(one.get("d") for one in ElementTree.fromstring(drawn).iter(f"{SVG}path") if one.get("stroke-dasharray"))
    ends = [tuple(map(float, end.split())) for end in re.findall(r"[ML]([\d. ]+)", dotted)]
    assert ends == circles(drawn)[:2]


def test_names_are_escaped():
    assert "a &lt; b" in chart("a < b", "x", "y", [Line("one", [(1, 1), (2, 2)])])


def test_articles_of_a_length_are_no_longer_and_begin_with_one_date_header():
    for length in (1_000, 20_000, 60_000):
        text = of_length(length)
        assert length // 2 < len(text) <= length
        assert len(re.findall(r" date \d{4}-\d\d-\d\d ", text)) == 1
    assert all(longer.startswith(shorter[:500]) for shorter, longer in pairwise(map(of_length, (2_000, 9_000, 40_000))))
