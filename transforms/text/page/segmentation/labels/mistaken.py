"""Lines that are mistaken for the headline beside them: its standfirst, and the trail of sections that ends with it.

Right below a headline many sites print a sentence that sums the story up, and below it who wrote it and when. It shares as many words with the
story as the headline does and stands nearer to it, so that the weights of ``titles`` prefer it by a little. Where the line above it has the form
of a title and is not one of a list, that one is the headline. A trail of sections ("Home News Ferry pier stays closed") shares all the words
that the headline shares; where the title stands below it on its own, that one is.
"""

from collections.abc import Mapping, Sequence

from transforms.text.page.segmentation import bylines, headlines
from transforms.text.page.segmentation.labels.weights import UNIT
from transforms.text.page.segmentation.lines import Line

_AHEAD = 3 * UNIT
"""By how much, in thousandths of log odds, a standfirst may outweigh the title above it: beyond that the line above was a topic more often than
a title.
"""
_SENTENCE_CASE = 0.35
"""Share of words with a capital, at most, of a standfirst: a title in capitals below another line is a headline below a topic."""
_SUMS_UP = 7
"""Words of a standfirst, at least."""
_TITLE, _PLAIN_TITLE, _PLAIN = 4, 3, 0.4
"""Words of a title, at least; of one that ends as a sentence or whose share of words with a capital is at most the last: sections and topics
are short and have capitals.
"""
_SIGNS = ("byline", "timestamp")
_PARTS = frozenset("|·•»›→@")
"""Signs of menus, trails and accounts."""
_BELOW, _SECTIONS = 6, 40
"""Lines below a trail in which its title is sought, and characters of the sections before it, at most."""


def headline_beside(lines: Sequence[Line], totals: Mapping[int, int], at: int) -> int | None:
    """Return the index of the headline where the line ``at``, which has the highest of ``totals`` (the weight of each candidate), is its
    standfirst or a trail that ends with it; None where it is neither.
    """
    for beside in (_title_above, _printed_twice, _end_of_trail):
        found = beside(lines, totals, at)
        if found is not None:
            return found
    return None


def _printed_twice(lines: Sequence[Line], totals: Mapping[int, int], at: int) -> int | None:
    """Return the index of the title that is printed twice right above the standfirst ``at``."""
    above = at - 1
    if above < 1 or above not in totals or lines[above].norm != lines[above - 1].norm or not _is_standfirst(lines[at]):
        return None
    return above if _is_title(lines[above]) else None


def _end_of_trail(lines: Sequence[Line], totals: Mapping[int, int], at: int) -> int | None:
    """Return the index of the title below ``at`` with which that line ends behind the names of sections, glued to them or not."""
    text = lines[at].text
    for below in range(at + 1, min(at + 1 + _BELOW, len(lines))):
        title = lines[below].text
        if below in totals and lines[below].words >= _TITLE and text != title and text.endswith(title):
            sections = text.removesuffix(title).split()
            are_words = all(word[0].isupper() and word[-1].isalpha() for word in sections)
            if sections == ["•"] or (are_words and len(" ".join(sections)) <= _SECTIONS):
                return below
    return None


def _title_above(lines: Sequence[Line], totals: Mapping[int, float], at: int) -> int | None:
    """Return the index of the title above the standfirst ``at``; one short line, no name, may stand between them."""
    if not _is_standfirst(lines[at]) or not any(line.kind in _SIGNS or line.low == "by" for line in lines[at + 1 : at + 3]):
        return None
    above = at - 1
    if above > 0 and lines[above].words < _PLAIN_TITLE and not bylines.is_name(lines[above].text):
        above -= 1
    if above not in totals or totals[at] - totals[above] > _AHEAD or not _is_title(lines[above]):
        return None
    return above if _stands_alone(lines, above) and not lines[above].text.endswith(lines[at].text) else None


def _is_standfirst(line: Line) -> bool:
    return line.words >= _SUMS_UP and line.capital_share <= _SENTENCE_CASE


def _is_title(line: Line) -> bool:
    """Return whether ``line`` has the form of a headline, not that of a topic, a trail or the end of a paragraph."""
    repeats = line.why == "repeats the line above"
    if (line.kind and not repeats) or (line.sentence and line.text.endswith(".") and line.capital_share <= _PLAIN) or line.colon:
        return False
    plain = line.terminal or line.capital_share <= _PLAIN
    opens = line.text[0] in "\"“‘'" or any(character.isupper() or character.isdigit() for character in line.text[:2])
    is_parted = not _PARTS.isdisjoint(line.text) or " / " in line.text or line.text.endswith("—")
    return opens and line.words >= (_PLAIN_TITLE if plain else _TITLE) and not is_parted


def _stands_alone(lines: Sequence[Line], at: int) -> bool:
    """Return whether no other title stands right above ``at``: a section, a day, an address, a copy or a trail of sections may."""
    if at == 0:
        return True
    above = lines[at - 1]
    may_be = above.words < _TITLE or above.kind in _SIGNS or headlines.is_no_headline(above.text)
    return may_be or above.text.endswith(lines[at].text)
