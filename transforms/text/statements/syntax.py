"""Attributions by syntax: a passage in; cue, source and content of every verb, noun or adjective that attributes something out."""

from transforms.text.lexicon.verbs import lemma
from transforms.text.reading.passage import Passage
from transforms.text.statements.adjectives import of_adjective
from transforms.text.statements.asides import of_according, of_evidence, of_per, of_poll, of_reported, of_view
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.headlines import of_headline
from transforms.text.statements.nouns import of_noun
from transforms.text.statements.verbs import of_verb

_TAGS = frozenset(("VB", "NN", "JJ"))
"""How the tags of words begin that may attribute something."""
_WORDS = frozenset(("according", "per"))
"""Words that may do so whatever their tag."""


def find(p: Passage) -> list[Attribution]:
    """Return all attributions that the syntax of ``p`` shows, those of coordinated and nested cues included, in the order of the cues."""
    if p.is_title:
        headline = next((item for item in (of_headline(p, i) for i in range(len(p))) if item is not None), None)
        if headline is not None:
            return [headline]
    telling = [tag[:2] in _TAGS or word in _WORDS for tag, word in zip(p.tags, p.lower, strict=True)]
    found = (_at(p, i) for i, quoted in enumerate(p.quoted) if quoted < 0 and telling[i])
    return [item for item in found if item is not None]


def _at(p: Passage, i: int) -> Attribution | None:
    tag = p.tags[i]
    if p.lower[i] == "according" or (p.is_verb(i) and lemma(p.lower[i]) == "accord"):
        return of_according(p, i)
    if p.is_verb(i):
        return of_reported(p, i) or of_verb(p, i)
    if tag.startswith("NN"):
        return of_view(p, i) or of_poll(p, i) or of_evidence(p, i) or of_noun(p, i)
    if p.lower[i] == "per":
        return of_per(p, i)
    return of_adjective(p, i) if tag.startswith("JJ") else None
