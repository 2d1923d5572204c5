"""Where in time a clause speaks of: whether the words at a place of a passage look back, look ahead, or do not say."""

import functools
from typing import TYPE_CHECKING

from transforms.text.lexicon import data, reporting
from transforms.text.lexicon.calendar import WEEKDAYS
from transforms.text.reading.clauses import FUTURE, PAST

if TYPE_CHECKING:
    from transforms.text.reading.passage import Passage

_FUTURE_MODALS = frozenset(("will", "shall"))
_OPEN_MODALS = frozenset(("may", "might", "can", "must", "should", "would"))
_PUT, _OFF = ("put", "puts", "brought", "bring"), ("off", "back", "forward")
_UNTIL = ("until", "till", "through")
_DAYS = frozenset(WEEKDAYS)
_MAX_CLIMB = 12


@functools.cache
def _words(name: str) -> frozenset[str]:
    """Return the words of one class of the table."""
    return frozenset(word for key, words in data.table("reading/tense.txt") if key == name for word in words.split())


@functools.cache
def _timeless() -> frozenset[str]:
    return _words("timeless") | reporting.forms("timeless")


class Tense:
    """The directions of one passage; the present tense of a title tells what has happened."""

    def __init__(self, passage: "Passage") -> None:
        """Prepare to answer for ``passage``."""
        self._p = passage

    def direction(self, start: int, end: int) -> str | None:
        """Return whether the clause around passage offsets ``start:end`` speaks of the past or of the future, None where it does not say."""
        p, first, token = self._p, self._p.token_at(start), self._p.token_at(end - 1)
        if first < 0:
            return None
        if self._cued(first) or self._appointed(first, token):
            return FUTURE
        possessive = token + 1 < len(p) and p.tags[token + 1] == "POS"
        verdict = self._climb(token)
        if possessive and verdict != FUTURE:
            return PAST  # "Tuesday's attack"
        if possessive and not self._has_auxiliary(p.governor(token), _FUTURE_MODALS):
            return PAST
        return verdict

    # Words right before an expression that point ahead

    def _cued(self, first: int) -> bool:
        """Return whether the words right before ``first`` point ahead: "scheduled for Friday", "postponed until Tuesday"."""
        p, at = self._p, first - 1
        if at > 0 and p.lower[at] == "of" and p.lower[at - 1] in ("end", "start", "close", "beginning"):
            at -= 2
        if at >= 0 and p.lower[at] in ("the", "early", "late"):
            at -= 1
        if at < 0:
            return False
        word = p.lower[at]
        if word in _words("future_heads"):
            return word != "set" and not self._had_above(at)
        if word in ("for", "on", "at", "until", "till", "to", "by") and at > 0 and p.lower[at - 1] in _words("future_heads"):
            return (p.lower[at - 1] != "set" or word == "for") and not self._had_above(at - 1)
        return (word in _UNTIL or word in ("to", "by")) and self._lasts(first, word)

    def _lasts(self, first: int, word: str) -> bool:
        """Return whether something is put off to, or goes on until, the expression at ``first``, before which ``word`` stands."""
        p, head = self._p, self._p.governor(first)
        put_off = p.lower[head] in _PUT and any(p.lower[kid] in _OFF for kid in p.kids[head])
        if (p.lower[head] in _words("deferred") or put_off) and word != "by" and (word != "through" or p.tags[head] != "VBZ"):
            return not self._perfect(head)
        if word in _UNTIL and any(p.deps[kid] == "auxpass" and p.tags[kid] in ("VBZ", "VBP") for kid in p.kids[head]):
            return True  # "is closed until Friday"
        if word == "to" or p.tags[head] not in ("VBN", "VBD", "VB") or any(p.deps[kid][:3] in ("aux", "nsu") for kid in p.kids[head]):
            return False
        order = p.heads[head]  # "told to keep the doors locked until Friday"
        to = any(p.tags[kid] == "TO" for kid in p.kids[order])
        return to and p.lower[p.heads[order]] in _words("future_verbs") and not self._perfect(p.heads[order])

    def _appointed(self, first: int, token: int) -> bool:
        """Return whether a day is set for something: "called an election for Friday", "declared Friday a day of mourning"."""
        p, at = self._p, first - 1
        if at < 0 or p.lower[first] not in _DAYS or (token + 1 < len(p) and p.tags[token + 1] == "POS"):
            return False
        word = p.lower[at]
        if at > 0 and word == "for" and p.tags[at - 1] == "VBN" and p.lower[at - 1] in _words("arranged"):
            return not self._perfect(at - 1)
        if at > 0 and word == "for" and p.tags[at - 1] in ("NN", "NNS"):
            verb = p.governor(at)
            thing = p.heads[at] if p.heads[at] != verb else at - 1
            fits = p.deps[thing] in ("dobj", "nsubjpass", "pobj", "ccomp")
            return p.lower[verb] in _words("arranged") and fits and not self._perfect(verb)
        if at > 0 and word == "of" and p.lower[at - 1] == "deadline":
            verb = p.governor(at)
            return p.lower[verb] in ("set", "gave", "given", "imposed", "announced") and not self._perfect(verb)
        if word not in _words("appointed") or self._perfect(at):
            return False
        after = p.lower[token + 1 : token + 7]
        after = after[1:] if after[:1] == ["as"] else after[2:] if after[:2] == ["to", "be"] else after
        return after[:1] in (["a"], ["an"], ["the"]) and any(word in _words("appointed_days") for word in after[1:5])

    # The verbs above an expression

    def _climb(self, token: int) -> str | None:
        p, node = self._p, token
        for _ in range(_MAX_CLIMB):
            head = p.heads[node]
            if head == node:
                return None
            if self._points_ahead(head):
                if self._had_above(head):
                    return PAST
                if (p.tags[head] in ("VBN", "JJ", "VBZ", "VBP", "VB") or p.lower[head] in ("planned", "scheduled", "expected")) and (
                    p.lower[head] != "planned" or p.deps[head] not in ("acl", "advcl")
                ):
                    return FUTURE
            if p.is_verb(head):
                verdict = self._of_verb(head)
                if verdict is not None:
                    return verdict
                if p.tags[head] in ("VBZ", "VBP") and p.deps[head] not in ("aux", "auxpass"):
                    direct = node == token or p.tags[node] == "IN"
                    return FUTURE if direct and not p.is_title and p.lower[head] not in _timeless() else None
            node = head
        return None

    def _points_ahead(self, head: int) -> bool:
        """Return whether ``head`` is a word that makes the date below it a future one ("due", "set for", "set to")."""
        p, word = self._p, self._p.lower[head]
        if word not in _words("future_heads"):
            return False
        return word != "set" or (p.tags[head] == "VBN" and any(p.lower[kid] in ("for", "to") for kid in p.kids[head]))

    def _of_verb(self, verb: int) -> str | None:
        """Return the direction that a verb's own form gives."""
        p, clause = self._p, self._p.clauses.get(verb)
        auxiliaries = clause.auxiliaries if clause is not None else [kid for kid in p.kids[verb] if p.deps[kid] in ("aux", "auxpass")]
        for kid in auxiliaries:
            if (modal := _modal(p.lower[kid])) in _FUTURE_MODALS:
                return FUTURE
            if modal in _OPEN_MODALS and p.tags[kid] == "MD":
                return PAST if p.tags[verb] == "VBN" and any(p.lower[other] == "have" for other in auxiliaries) else FUTURE
        if p.tags[verb] == "VBG" and p.lower[verb] == "going":
            return FUTURE
        if any(p.tags[kid] == "TO" for kid in auxiliaries):
            return self._of_infinitive(verb)
        if p.tags[verb] == "VBN" and not auxiliaries and p.deps[verb] in ("acl", "relcl", "advcl", "amod", "conj"):
            return PAST  # "the decision, announced Wednesday"
        having = ("has", "have", "had", "'ve", "having")
        if p.tags[verb] == "VBD" or any(p.tags[kid] == "VBD" or p.lower[kid] in having for kid in auxiliaries):
            return PAST
        return None

    def _of_infinitive(self, verb: int) -> str | None:
        """Return the direction of ``verb`` with "to": ahead under a plan, an order or a noun, else that of the verb above."""
        p, head = self._p, self._p.heads[verb]
        if p.lower[head] in _words("future_verbs") or p.tags[head] in ("NN", "NNS", "VBZ", "VBP"):
            return PAST if self._perfect(head) and any(p.deps[kid] == "auxpass" for kid in p.kids[head]) else FUTURE
        return self._of_verb(head) if p.is_verb(head) and head != verb else None

    def _perfect(self, verb: int) -> bool:
        """Return whether ``verb`` stands in the past perfect."""
        p = self._p
        for _ in range(3):  # "had ruled that it must end, and set"
            own = any(p.deps[kid] in ("nsubj", "aux") for kid in p.kids[verb])
            if p.deps[verb] != "ccomp" and (p.deps[verb] != "conj" or own):
                break
            verb = p.heads[verb]
        return any(p.lower[kid] in ("had", "'d", "’d") and p.deps[kid] == "aux" for kid in p.kids[verb])

    def _had(self, verb: int) -> bool:
        return any(self._p.lower[kid] == "had" and self._p.deps[kid] in ("aux", "auxpass") for kid in self._p.kids[verb])

    def _had_above(self, word: int) -> bool:
        """Return whether ``word`` or what its infinitive hangs on stands in the past perfect: "had been due to expire"."""
        p = self._p
        while not self._had(word):
            if p.tags[word] not in ("VB", "JJ", "VBN") or p.deps[word] not in ("xcomp", "acomp") or p.heads[word] == word:
                return False
            word = p.heads[word]
        return True

    def _has_auxiliary(self, verb: int, modals: frozenset[str]) -> bool:
        return any(_modal(self._p.lower[kid]) in modals for kid in self._p.kids[verb])


def _modal(word: str) -> str:
    return {"'ll": "will", "’ll": "will", "wo": "will", "ca": "can"}.get(word, word)
