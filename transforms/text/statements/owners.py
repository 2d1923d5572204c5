"""Whose quotations they are: for each quotation of a passage that is speech, the cue that owns it."""

from transforms.text.lexicon import reporting
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.statements import cues, turns
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.marks import ending, is_manner, is_speech, is_title, stands_alone, tokens_of
from transforms.text.statements.phrases import JOINS, STOPS, has_words
from transforms.text.statements.sources import beside_quotation
from transforms.text.statements.verbs import bare, speaks

_BETWEEN = 60
"""Tokens between two quotations of one speaker at most."""
_BEHIND = "its cue behind the quotation"
"""The rule of a quotation with its cue behind it."""
ANNOUNCED = "any"
"""What stands for the mark of a quotation that the passage before announces."""


class Owners:
    """The owners of the quotations of one passage.

    ``by_quotation`` has the head of the cue by the number of the quotation; ``carried`` are the quotations that continue the passage before.
    Cues that own a quotation and that syntax did not find are added to ``by_head``.
    """

    def __init__(self, reading: Reading, p: Passage, by_head: dict[int, Attribution], open_before: str) -> None:
        """Find the owners; ``open_before`` is the mark with which the last quotation of the passage before opened, ``ANNOUNCED`` or empty."""
        self._reading, self._p, self._by_head, self._open_before = reading, p, by_head, open_before
        self.by_quotation: dict[int, int] = {}
        self.carried: list[int] = []
        self._previous: int | None = None
        for number in range(len(p.quotations)):
            if tokens_of(p, number) and not is_title(p, number) and not is_manner(p, number):
                self._settle(number)

    def _settle(self, number: int) -> None:
        """Give quotation ``number`` its owner, where it has one."""
        signature = turns.signature(self._p, number)
        if signature is not None:
            self._by_head[signature.head] = signature
            self.by_quotation[number] = signature.head
            self._previous = None
            return
        owner, rule = self._beside(number)
        if owner is None and self._continues_previous(number):
            owner, rule = self.by_quotation[self._previous or 0], ""
        elif owner is None and self._continues_passage(number):
            self.carried.append(number)
            self._previous = number
            return
        elif owner is None and self._according(number) is not None:
            owner, rule = self._according(number), _BEHIND
        elif owner is None and is_speech(self._p, number):
            owner, rule = (
                cues.cue_of_sentence_before(self._p, tokens_of(self._p, number)[0], self._by_head),
                "its cue in the sentence before",
            )
        if owner is not None and self._p.quoted[owner] < 0:
            self._own(number, owner, rule)

    def _according(self, number: int) -> int | None:
        """Return the "according" right behind quotation ``number``, a sentence of its own: "...," according to Doe."""
        at = tokens_of(self._p, number).stop
        item = self._by_head.get(at)
        return at if item is not None and item.frame == "according" and stands_alone(self._p, number) else None

    def _own(self, number: int, owner: int, rule: str) -> None:
        if owner not in self._by_head:
            self._by_head[owner] = bare(self._p, owner)
        item = self._by_head[owner]
        if item.source is None and self._p.tags[owner] == "VBG":
            item.source = bare(self._p, owner).source
        if rule == _BEHIND and (stands_alone(self._p, number) or self._p.is_title):
            item.source = beside_quotation(self._p, tokens_of(self._p, number), item)
        if rule not in item.rule:
            item.rule += f"; {rule}"
        self.by_quotation[number] = owner
        self._previous = number

    def _beside(self, number: int) -> tuple[int | None, str]:
        """Return the cue right behind or before quotation ``number``, or a name and a colon before it, and which of them it is."""
        p, low = self._p, tokens_of(self._p, number)[0]
        before = cues.cue_before(p, low)
        after = cues.cue_after(p, number, before is not None)
        if after is not None and self._is_nested(before, after, low):
            self._by_head.pop(after, None)
        elif before is not None and after is not None and self._is_tail(before, after, low):
            self._follow(before, after)
        elif after is not None:
            return after, _BEHIND
        if before is None:
            before = cues.verb_with_noun(p, low)
            before = cues.introducing(p, number) if before is None else before
        named = turns.named_before(self._reading, p, low)
        if named is not None and (before is None or turns.begins_line(p, named)):
            self._by_head[named.head] = named
            return named.head, ""
        return before, "its cue before the quotation"

    def _is_nested(self, before: int | None, after: int, low: int) -> bool:
        """Return whether a cue with its own subject and a comma introduces a quotation at token ``low`` that another clause reports.

        That is so in: He recalled that she said, "...", the police said; in: He responded saying, "...", the police said.
        """
        p = self._p
        if before is None or before != low - 2 or p.words[low - 1] != ",":
            return False
        doer = p.clauses[before].doer if p.tags[before] == "VBG" and before in p.clauses else p.child(before, "nsubj")
        return doer is not None and p.child(after, "nsubj") is not None

    def _is_tail(self, before: int, after: int, low: int) -> bool:
        """Return whether a cue with its own subject and a comma introduces a quotation at token ``low``, and what stands behind it is only a
        participle of the same speaker: He said, "...", showing that he knew.
        """
        p = self._p
        introduced = before == low - 2 and p.words[low - 1] == "," and p.child(before, "nsubj") is not None
        return introduced and p.tags[after] == "VBG" and p.child(after, "nsubj") is None

    def _follow(self, before: int, after: int) -> None:
        """Make the participle ``after`` the cue of who speaks with ``before``; what somebody shows by his words is the reporter's."""
        item = self._by_head.get(after)
        if item is not None and reporting.has_trait(item.word, "shows"):
            del self._by_head[after]
        elif item is not None and item.source is None:
            item.source = bare(self._p, before).source

    def _continues_previous(self, number: int) -> bool:
        previous = self._previous
        return previous in self.by_quotation and _continues(self._p, previous, number, self.by_quotation[previous])

    def _continues_passage(self, number: int) -> bool:
        """Return whether quotation ``number`` goes on with what the passage before said or announced."""
        p, previous = self._p, self._previous
        if previous in self.carried and previous is not None and _continues(p, previous, number, None):
            return True
        opens = number == 0 and self._open_before in (ANNOUNCED, p.text[p.quotations[0].start])
        return opens and not has_words(p, range(tokens_of(p, number)[0]))


def _continues(p: Passage, previous: int, number: int, owner: int | None) -> bool:
    """Return whether nothing but blanks or a conjunction, or the attribution itself, stands between two quotations."""
    gap = range(tokens_of(p, previous)[-1] + 1, tokens_of(p, number)[0])
    words = [j for j in gap if p.words[j][0].isalnum()]
    if not words:
        return True
    if any(p.words[j] in STOPS and j < words[-1] for j in gap):
        return False
    if owner is None or owner not in gap:
        return len(words) <= 2 or (len(words) <= 12 and ending(p, previous) == "" and not any(speaks(p, j) for j in gap))
    last = gap[-1]
    joined = ending(p, p.quoted[last]) in (".", "?", "!", ",") if p.quoted[last] >= 0 else p.words[last] in {*STOPS, *JOINS, "and", "but"}
    return len(words) <= _BETWEEN and joined
