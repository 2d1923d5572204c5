"""Where in time a sentence speaks of: the direction (past, future or neither) of a token, from the tags and the dependency tree.

Only ``tag_`` and ``dep_`` of spaCy are read: ``pos_`` and lemmas are not set.
"""

import bisect
from typing import Any

PAST, FUTURE = "past", "future"

_FUTURE_MODALS = frozenset(("will", "'ll", "\u2019ll", "shall", "wo"))
_OPEN_MODALS = frozenset(("may", "might", "can", "must", "should", "ca", "would"))
_FUTURE_VERBS = frozenset(
    "expected expects expect scheduled due plans plan planned planning set slated going hopes hope hoped intends intend intended aims aim "
    "wants want supposed likely ready hoping agreed promised vowed threatened pledged offered poised bound certain sure needs need try "
    "tries expecting tentatively projected forecast begin begins preparing prepares prepare about want asked urged ordered".split()
)
_FUTURE_HEADS = frozenset("expected scheduled due slated set planned payable effective expires expire upcoming projected forecast".split())
_FUTURE_NOUNS = frozenset("deadline deadlines".split())
_FUTURE_PREPOSITIONS = frozenset("until till by before".split())
_SAY = frozenset("said says say told announced reported added according disclosed confirmed".split())


class Tense:
    """The directions of one annotated segment's tokens."""

    def __init__(self, doc: Any) -> None:
        """Prepare the token starts of ``doc``."""
        self._doc = doc
        self._starts = [token.idx for token in doc]

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
                FUTURE
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
        if token is None:
            return None
        first = self.token(start)
        if first is not None and first.i > 0:
            before = self._doc[first.i - 1]
            if before.lower_ in ("the", "on", "at") and first.i > 1:
                before = self._doc[first.i - 2] if before.lower_ != "on" or self._doc[first.i - 2].lower_ in _FUTURE_HEADS else before
            if before.lower_ in _FUTURE_HEADS:
                return FUTURE
        if token.i + 1 < len(self._doc) and self._doc[token.i + 1].lower_ in _FUTURE_NOUNS:
            return FUTURE
        steps = 0
        node = token
        verdict: str | None = None
        while steps < 12:
            steps += 1
            head = node.head
            if head.tag_[:2] == "VB":
                if (
                    head.lower_ in _FUTURE_HEADS
                    and head.tag_ in ("VBN", "JJ")
                    and not any(c.dep_ == "aux" and c.lower_ in ("had", "has", "have") for c in head.children)
                ):
                    return FUTURE
                verdict = self._verb_direction(head)
                if verdict is not None:
                    return verdict
                if head.tag_ in ("VBZ", "VBP") and head.dep_ != "aux":
                    return None
            elif head.lower_ in _FUTURE_HEADS:
                return FUTURE
            if head is node or head.i == node.i:
                break
            node = head
        return verdict
