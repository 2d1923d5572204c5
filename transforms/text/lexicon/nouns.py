"""Forms of nouns."""

import functools

from transforms.text.lexicon.loading import KEPT

_IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "people": "person", "lives": "life", "knives": "knife", "wives": "wife",
    "thieves": "thief", "leaves": "leave", "crises": "crisis", "indices": "index",
}  # fmt: skip
SAME_IN_PLURAL = frozenset(
    ("aircraft", "cattle", "deer", "fish", "people", "personnel", "salmon", "sheep", "spacecraft", "species", "swine")
)
"""Nouns whose plural has no ending, so that their tag does not tell it."""
_KEPT = ("ss", "us", "is")


@functools.lru_cache(maxsize=KEPT)
def singular(noun: str) -> str:
    """Return the singular of ``noun``, in lower case, by rule; a singular stays.

    >>> [singular(noun) for noun in ("talks", "fatalities", "clashes", "policemen", "people", "crisis", "gas", "boss")]
    ['talk', 'fatality', 'clash', 'policeman', 'person', 'crisis', 'gas', 'boss']
    """
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("men") and len(noun) > 5:
        return noun[:-2] + "an"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and len(noun) > 3 and not noun.endswith(_KEPT) else noun
