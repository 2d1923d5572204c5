"""Where in time a sentence speaks of: the direction (past, future or neither) of a token, from the tags and the dependency tree.

Only ``tag_`` and ``dep_`` of spaCy are read: ``pos_`` and lemmas are not set.
"""

import bisect
from typing import Any

from transforms.text.lexicon.calendar import WEEKDAYS
from transforms.text.times.values import cues

PAST, FUTURE = "past", "future"

_FUTURE_MODALS = frozenset(("will", "'ll", "\u2019ll", "shall", "wo"))
_OPEN_MODALS = frozenset(("may", "might", "can", "must", "should", "ca", "would"))
_FUTURE_VERBS, _FUTURE_HEADS = cues("future_verbs"), cues("future_heads")
_DEFERRED, _REPORTING = cues("deferred"), cues("reporting")
_ARRANGED, _APPOINTED, _APPOINTED_DAYS = cues("arranged"), cues("appointed"), cues("appointed_days")
_UNTIL = ("until", "till", "through")
MAX_CLIMB = 12


class Tense:
    """The directions of one annotated segment's tokens."""

    def __init__(self, doc: Any, headline: bool = False) -> None:
        """Prepare the token starts of ``doc``; the present tense of a ``headline`` tells what has happened."""
        self._doc = doc
        self._scheduled = not headline
        self._starts = doc.to_array("IDX").tolist()

    def token(self, offset: int) -> Any | None:
        """The token that holds the character ``offset`` of the doc's text, or None in an empty doc."""
        at = bisect.bisect_right(self._starts, offset) - 1
        return self._doc[at] if at >= 0 else None

    def tag(self, offset: int) -> str:
        """Part-of-speech tag of the token at ``offset``."""
        token = self.token(offset)
        return str(token.tag_) if token is not None else ""

    def _verb_direction(self, verb: Any) -> str | None:
        """The direction that a verb's own form gives."""
        auxiliaries = [(child.lower_, child.tag_) for child in verb.children if child.dep_ in ("aux", "auxpass")]
        for word, tag in auxiliaries:
            if word in _FUTURE_MODALS:
                return FUTURE
            if word in _OPEN_MODALS and tag == "MD":
                return PAST if verb.tag_ == "VBN" and any(w == "have" for w, _ in auxiliaries) else FUTURE
        if verb.tag_ == "VBG" and verb.lower_ == "going":
            return FUTURE
        if any(tag == "TO" for _, tag in auxiliaries):
            return (
                (PAST if self._perfect(verb.head) and any(c.dep_ == "auxpass" for c in verb.head.children) else FUTURE)
                if self._to_future(verb)
                else self._verb_direction(verb.head)
                if verb.head.tag_[:2] == "VB" and verb.head.i != verb.i
                else None
            )
        if verb.tag_ == "VBN" and not auxiliaries and verb.dep_ in ("acl", "relcl", "advcl", "amod", "conj"):
            return PAST  # "the decision, announced Wednesday"
        if verb.tag_ == "VBD" or any(tag == "VBD" or word in ("has", "have", "had", "'ve", "having") for word, tag in auxiliaries):
            return PAST
        return None

    @staticmethod
    def _to_future(verb: Any) -> bool:
        return verb.head.lower_ in _FUTURE_VERBS or verb.head.tag_ in ("NN", "NNS", "VBZ", "VBP")

    def direction(self, start: int, end: int) -> str | None:
        """Whether the clause around ``start:end`` of the doc's text speaks of the past or of the future, or None where it does not say."""
        token = self.token(end - 1)
        first = self.token(start)
        if token is None or first is None:
            return None
        if self._cued(first) or self._appointed(first, token):
            return FUTURE
        possessive = token.i + 1 < len(self._doc) and self._doc[token.i + 1].tag_ == "POS"
        verdict = self._climb(token)
        if possessive and verdict != FUTURE:
            return PAST  # "Tuesday's attack"
        if possessive and not any(child.lower_ in _FUTURE_MODALS for child in self._governor(token).children):
            return PAST
        return verdict

    def _cued(self, first: Any) -> bool:
        """Whether the words right before ``first`` point ahead: "scheduled for Friday", "postponed until Tuesday"."""
        at = first.i - 1
        if at > 0 and self._doc[at].lower_ == "of" and self._doc[at - 1].lower_ in ("end", "start", "close", "beginning"):
            at -= 2
        if at >= 0 and self._doc[at].lower_ in ("the", "early", "late"):
            at -= 1
        if at < 0:
            return False
        word = self._doc[at].lower_
        if word in _FUTURE_HEADS:
            return word != "set" and not self._had(self._doc[at])
        if word in ("for", "on", "at", "until", "till", "to", "by") and at > 0:
            previous = self._doc[at - 1]
            if previous.lower_ in _FUTURE_HEADS:
                return (previous.lower_ != "set" or word == "for") and not self._had(previous)
        if word in _UNTIL or word in ("to", "by"):
            head = self._governor(first)
            if head.lower_ in _DEFERRED and word != "by" and (word != "through" or head.tag_ != "VBZ"):
                return not self._perfect(head)
            if word in _UNTIL and any(child.dep_ == "auxpass" and child.tag_ in ("VBZ", "VBP") for child in head.children):
                return True  # "is closed until Friday"
            if word != "to" and head.tag_ in ("VBN", "VBD", "VB") and not any(c.dep_[:3] in ("aux", "nsu") for c in head.children):
                order = head.head  # "told to keep the doors locked until Friday"
                to = any(child.tag_ == "TO" for child in order.children)
                return to and order.head.lower_ in _FUTURE_VERBS and not self._perfect(order.head)
        return False

    def _appointed(self, first: Any, token: Any) -> bool:
        """Whether a day is set for something: "called an election for Friday", "declared Friday a day of mourning"."""
        doc, at = self._doc, first.i - 1
        if at < 0 or first.lower_ not in WEEKDAYS or (token.i + 1 < len(doc) and doc[token.i + 1].tag_ == "POS"):
            return False
        word = doc[at]
        if at > 0 and word.lower_ == "for" and doc[at - 1].tag_ == "VBN" and doc[at - 1].lower_ in _ARRANGED:
            return not self._perfect(doc[at - 1])
        if at > 0 and word.lower_ == "for" and doc[at - 1].tag_ in ("NN", "NNS"):
            verb = self._governor(word)
            thing = word.head if word.head.i != verb.i else doc[at - 1]
            return verb.lower_ in _ARRANGED and thing.dep_ in ("dobj", "nsubjpass", "pobj", "ccomp") and not self._perfect(verb)
        if at > 0 and word.lower_ == "of" and doc[at - 1].lower_ == "deadline":
            verb = self._governor(word)
            return verb.lower_ in ("set", "gave", "given", "imposed", "announced") and not self._perfect(verb)
        if word.lower_ not in _APPOINTED or self._perfect(word):
            return False
        after = [t.lower_ for t in doc[token.i + 1 : token.i + 7]]
        after = after[1:] if after[:1] == ["as"] else after[2:] if after[:2] == ["to", "be"] else after
        return after[:1] in (["a"], ["an"], ["the"]) and any(w in _APPOINTED_DAYS for w in after[1:5])

    @staticmethod
    def _perfect(verb: Any) -> bool:
        """Whether ``verb`` stands in the past perfect."""
        for _ in range(3):  # "had ruled that it must end, and set"
            if verb.dep_ != "ccomp" and (verb.dep_ != "conj" or any(child.dep_ in ("nsubj", "aux") for child in verb.children)):
                break
            verb = verb.head
        return any(child.lower_ in ("had", "'d", "\u2019d") and child.dep_ == "aux" for child in verb.children)

    @staticmethod
    def _had(verb: Any) -> bool:
        return any(child.lower_ in ("had", "was", "were") and child.dep_ in ("aux", "auxpass") for child in verb.children) and any(
            child.lower_ == "had" for child in verb.children
        )

    @staticmethod
    def _governor(token: Any) -> Any:
        """The nearest verb above ``token``, or the root."""
        for _ in range(MAX_CLIMB):
            if token.head.i == token.i or token.head.tag_[:2] == "VB":
                return token.head
            token = token.head
        return token

    def _climb(self, token: Any) -> str | None:
        node = token
        for _ in range(MAX_CLIMB):
            head = node.head
            if head.i == node.i:
                return None
            if head.lower_ in _FUTURE_HEADS and (
                head.lower_ != "set" or (head.tag_ == "VBN" and any(c.lower_ in ("for", "to") for c in head.children))
            ):
                if self._had(head) or (head.tag_ == "VB" and self._had(head.head)):
                    return PAST
                if (head.tag_ in ("VBN", "JJ", "VBZ", "VBP", "VB") or head.lower_ in ("planned", "scheduled", "expected")) and (
                    head.lower_ != "planned" or head.dep_ not in ("acl", "advcl")
                ):
                    return FUTURE
            if head.tag_[:2] == "VB":
                verdict = self._verb_direction(head)
                if verdict is not None:
                    return verdict
                if head.tag_ in ("VBZ", "VBP") and head.dep_ not in ("aux", "auxpass"):
                    direct = node is token or node.tag_ == "IN"
                    return FUTURE if direct and self._scheduled and head.lower_ not in _REPORTING else None
            node = head
        return None
