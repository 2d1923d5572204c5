"""Dictionary forms of English verbs: an inflected form in, its lemma out; a table and suffix rules, no model."""

import functools

from transforms.text.lexicon import data

_RULES = (("ies", "y"), ("es", "e"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", ""))
"""WordNet's detachment rules for verbs ("Morphy"), with those for -ied."""
_VOWELS = frozenset("aeiou")
_SOFT = ("v", "c", "dg", "rg", "ng", "z", "u", "at", "iz", "is", "rs", "ns", "ur", "ir", "ag")
"""Endings of stems after which an unknown verb most likely ends in -e ("mov-ed", "danc-ing")."""


def _irregular() -> dict[str, str]:
    return {row[0]: row[1] for row in data.table("verbs/irregular.tsv")}


_IRREGULAR = _irregular()
_BASES = data.words("verbs/base.txt")


@functools.lru_cache(maxsize=20_000)
def lemma(form: str) -> str:
    """Return the dictionary form of the verb ``form``, in lower case; what is no known form of a verb is cut by rule, a base form stays.

    The known verbs and the irregular forms are WordNet 3.0's, with some younger verbs ("tweet"); where two verbs share a form, the regular
    one that adds -e wins over the one that does not ("planed" is plane, "planned" is plan), and irregular forms win over regular ones.

    >>> [lemma(form) for form in ("said", "Told", "accuses", "denied", "planned", "hoping", "writing", "tweeted")]
    ['say', 'tell', 'accuse', 'deny', 'plan', 'hope', 'write', 'tweet']
    >>> [lemma(form) for form in ("'s", "’ve", "zorbed", "frobnicating")]
    ['be', 'have', 'zorb', 'frobnicate']
    """
    word = form.lower().replace("’", "'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word in _BASES:
        return word
    for suffix, ending in _RULES:
        if word.endswith(suffix) and len(word) > len(suffix) + 1:
            stem = word[: -len(suffix)]
            if stem + ending in _BASES:
                return stem + ending
            if not ending and len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in _BASES:
                return stem[:-1]
    return _guess(word)


def _guess(word: str) -> str:
    """Return the lemma of an unknown verb by its ending."""
    for suffix in ("ied", "ies"):
        if word.endswith(suffix) and len(word) > 5:
            return word[:-3] + "y"
    for suffix in ("ing", "ed"):
        if word.endswith(suffix) and len(word) > len(suffix) + 2 and _VOWELS & set(word[: -len(suffix)]):
            stem = word[: -len(suffix)]
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
                return stem[:-1]
            return stem + "e" if stem.endswith(_SOFT) else stem
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
