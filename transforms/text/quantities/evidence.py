"""Whose dollars, pounds or rupees an article means: what it mentions, where it was written, and which agency wrote it."""

import functools
import re
from collections.abc import Sequence

from transforms.text.lexicon import countries, data

_CAPITALISED = re.compile(r"(?<![^\W_])[A-Z][^\W_]*(?:\.[A-Z])*\.?")

LONGEST_PAGE = 200_000
"""Characters of a page that are searched for evidence."""

AGENCY_CURRENCY = {
    "CP": "CAD", "Canadian Press": "CAD", "The Canadian Press": "CAD", "AAP": "AUD", "AP": "USD", "Associated Press": "USD",
    "The Associated Press": "USD", "Reuters": "USD", "AFP": "USD", "Bloomberg": "USD",
}  # fmt: skip
"""Whose dollars an agency means when it writes a bare "$" (their style books)."""

DATELINE_WEIGHT, AGENCY_WEIGHT, PAGE_WEIGHT, MOST = 6.0, 6.0, 0.3, 12
"""Weights of the evidence in mentions of a country; more than ``MOST`` mentions count no more."""

ENOUGH, CLEARLY, HARDLY = 2.0, 1.5, 0.3
"""Mentions that evidence needs, by how much the first currency must lead the second, and the share of a marked currency's it needs."""


_COMMON_DOLLARS = frozenset(("USD", "CAD", "AUD", "NZD"))


class Evidence:
    """What one article says about whose dollars, pounds, rupees it means."""

    def __init__(self, body: str, page: str, dateline: str | None, agencies: Sequence[str]) -> None:
        """Take ``body`` (all the text that facts come from), the whole ``page``, dateline and agencies; read when first asked."""
        self._body, self._page, self._dateline, self._agencies = body, page[:LONGEST_PAGE], dateline or "", agencies
        self._last: tuple[str, dict[str, int]] = ("", {})

    @functools.cached_property
    def explicit(self) -> frozenset[str]:
        """The dollars that the article marks somewhere ("US$5")."""
        return frozenset(_MARKED[match["before"] or match["behind"]] for match in _EXPLICIT.finditer(self._body))

    @functools.cached_property
    def scores(self) -> dict[str, float]:
        """How much points to each currency, in mentions of its country."""
        scores: dict[str, float] = {}
        inside, around = _mentions(self._body), _mentions(self._page)
        for code in sorted(around.keys() | inside.keys()):
            outer = max(around.get(code, 0) - inside.get(code, 0), 0)
            scores[code] = min(inside.get(code, 0), MOST) + PAGE_WEIGHT * min(outer, MOST)
        houses = {AGENCY_CURRENCY[agency] for agency in self._agencies if agency in AGENCY_CURRENCY}
        if "USD" in houses and len(houses) > 1:
            houses.discard("USD")  # a Canadian or Australian page with files from a world agency
        for codes, weight in ((_mentions(self._dateline), DATELINE_WEIGHT), (houses, AGENCY_WEIGHT)):
            for code in sorted(codes):
                scores[code] = scores.get(code, 0.0) + weight
        return scores

    def mentions(self, codes: Sequence[str]) -> bool:
        """Return whether the article mentions the country of one of ``codes``."""
        return any(self.scores.get(code, 0.0) >= 1 for code in codes)

    def infer(self, codes: Sequence[str], sentence: str) -> str | None:
        """Return the one of ``codes`` that the article means in ``sentence``, None without clear evidence.

        A currency that the article marks elsewhere ("US$5") is not the one it leaves unmarked, unless the others are hardly mentioned.
        """
        open_codes = [code for code in codes if code not in self.explicit] or list(codes)
        ranked = sorted(((self.scores.get(code, 0.0), code) for code in open_codes), key=lambda pair: (-pair[0], pair[1]))
        marked = max((self.scores.get(code, 0.0) for code in codes if code in self.explicit), default=0.0)
        if ranked[0][0] >= max(ENOUGH, HARDLY * marked) and (len(ranked) == 1 or ranked[0][0] >= CLEARLY * ranked[1][0]):
            return ranked[0][1]
        if sentence != self._last[0]:
            self._last = sentence, _mentions(sentence)
        here = self._last[1]
        rare = "USD" in codes  # a bare dollar is hardly ever one of a smaller country that the sentence happens to mention
        near = [code for code in open_codes if here.get(code) and (not rare or code in _COMMON_DOLLARS)]
        return near[0] if len(near) == 1 else None


_EXPLICIT = re.compile(
    r"(?:\b(?P<before>US|U\.S\.|C|CA|CAN|Cdn|A|AU|NZ|HK))\$"
    r"|\$\s?[\d.,]{1,20}(?:[\s-]?(?:thousand|million|billion|trillion|[mbk]n?))?\s?\(?(?P<behind>US|U\.S\.|USD|Cdn|CAD|AUD)\b"
)
_MARKED = {
    "US": "USD", "U.S.": "USD", "USD": "USD", "C": "CAD", "CA": "CAD", "CAN": "CAD", "Cdn": "CAD", "CAD": "CAD", "A": "AUD", "AU": "AUD",
    "AUD": "AUD", "NZ": "NZD", "HK": "HKD",
}  # fmt: skip


@functools.cache
def _cues() -> dict[str, list[tuple[str, frozenset[str]]]]:
    """Return by its first word what points to the countries of currencies, longest first, and the currencies."""
    cues: dict[str, frozenset[str]] = {}
    for country, names, people in countries.called():
        for form in (*names, *people.forms):
            cues[form] = cues.get(form, frozenset()) | frozenset(country.currencies)
    for code, *forms in data.table("quantities/currency_cues.tsv"):
        for form in "|".join(forms).split("|"):
            cues[form] = cues.get(form, frozenset()) | {code}
    by_word: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for form in sorted(cues, key=lambda f: (-len(f), f)):
        first = _CAPITALISED.match(form)
        if first is not None:
            by_word.setdefault(first.group().rstrip("."), []).append((form, cues[form]))
    return by_word


def _mentions(text: str) -> dict[str, int]:
    """Return how often ``text`` mentions the country of each currency."""
    counts: dict[str, int] = {}
    cues, last = _cues(), 0
    for word in _CAPITALISED.finditer(text):
        if word.start() < last:
            continue
        for cue, codes in cues.get(word.group().rstrip("."), ()):
            end = word.start() + len(cue)
            if text.startswith(cue, word.start()) and not text[end : end + 1].isalnum():
                for code in codes:
                    counts[code] = counts.get(code, 0) + 1
                last = end
                break
    return counts
