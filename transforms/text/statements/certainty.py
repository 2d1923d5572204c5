"""How sure a statement is: the probability that an annotator would have half of its content and more, said by the same speaker.

A logistic regression over what made the row and how far its parts lie from one another; no word of a text but a few verbs of saying.
``training.statements`` fits its weights.
"""

from collections.abc import Mapping, Sequence

from transforms.text.lexicon import odds
from transforms.text.reading.passage import Passage
from transforms.text.statements.attribution import Attribution
from transforms.text.statements.drafts import Draft
from transforms.text.statements.phrases import head_of
from transforms.text.statements.speakers import Speaker

WEIGHTS = "statements/certainty.tsv"
_PLAIN = frozenset(["say", "tell", "add", "write", "according"])
"""Cues that do nothing but report."""
_LENGTHS = (1, 2, 4, 8, 16, 32, 64)
"""Where the groups of lengths, in words and marks, begin."""


def confidence(draft: Draft, speaker: Speaker, form: str) -> float:
    """Return how sure the row of ``draft`` is, whose ``speaker`` and form are known."""
    return odds.probability(WEIGHTS, features(draft, speaker, form))


def features(draft: Draft, speaker: Speaker, form: str) -> Mapping[str, float]:
    """Return the features of the row of ``draft``."""
    p, item = draft.passage, draft.item
    first, *others = item.rule.split("; ")
    found = ["always", f"rule={first}", f"form={form}", f"stance={item.stance}", f"frame={item.frame}, {form}"]
    found += [f"rule={other}" for other in others]
    found += [f"plain={item.word in _PLAIN}, {form}", f"pieces={min(len(draft.pieces), 3)}"]
    found += [*_of_cue(p, item), *_of_source(p, item, speaker), *_of_content(draft)]
    return dict.fromkeys(found, 1.0)


def _of_cue(p: Passage, item: Attribution) -> Sequence[str]:
    """Return what the cue says: its tag, what it hangs on its clause by, and whether that is negated or only possible."""
    if item.head < 0:
        return ["cue none"]
    clause = p.clauses.get(item.head)
    found = [f"tag={p.tags[item.head]}", f"dep={p.deps[item.head]}", f"depth={min(p.depth[item.head], 4)}"]
    if clause is not None:
        found += [f"modality={clause.modality}", f"negated={clause.negated}"]
    return found


def _of_source(p: Passage, item: Attribution, speaker: Speaker) -> Sequence[str]:
    """Return what the speaker says: how it was found, who it is, how its phrase is headed, how long it is and how far it stands from the cue."""
    if item.source is None:
        return ["source none", f"source none, {item.frame}"]
    start, end = item.source
    between = max(start - item.cue[1], item.cue[0] - end, 0) if item.head >= 0 else 0
    return [
        f"basis={speaker.basis}, {speaker.entity is not None}",
        f"source={p.tags[head_of(p, item.source)]}",
        f"source of {_group(end - start)}",
        f"gap of {_group(between)}",
        f"inverted={start > item.head}",
    ]


def _of_content(draft: Draft) -> Sequence[str]:
    """Return what the content says: its length, where it lies from its cue, and whether it ends with its sentence."""
    p, item = draft.passage, draft.item
    ranges = item.content
    if not ranges:
        return ["content elsewhere"]
    low, high = ranges[0][0], ranges[-1][1]
    length = sum(end - start for start, end in ranges)
    gap = max(low - item.cue[1], item.cue[0] - high, 0) if item.head >= 0 else 0
    sentence = p.sentences[p.sentence[low]]
    found = [f"content of {_group(length)}", f"content {_group(gap)} away", f"content first={low < item.cue[0]}"]
    found.append(f"content to the end={high >= sentence[1] - 1}")
    found += [f"opens with {p.tags[low]}"] if draft.pieces and p.quoted[low] < 0 else []
    return [*found, f"title={p.is_title}", f"balanced={not draft.unbalanced}"]


def _group(length: int) -> int:
    """Return the group of a length.

    >>> _group(0), _group(3), _group(100)
    (0, 2, 64)
    """
    return max((low for low in _LENGTHS if low <= length), default=0)
