"""Groups of people: the head of a noun phrase in; how many they are, who, and where that stands out."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.text.casualties import lexicon
from transforms.text.lexicon.nouns import singular
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

Range = tuple[int, int]
"""Tokens, half-open."""

_ONE = frozenset(("he", "she", "him", "her", "i", "me", "someone", "somebody", "himself", "herself", "myself", "another"))
_OWN = ("his", "her", "their", "my", "our")
_REFLEXIVE = frozenset(("himself", "herself"))
_MANY = frozenset(
    ("they", "them", "we", "us", "all", "everyone", "everybody", "those", "these", "others", "many", "some", "several", "themselves")
)
_NONE = frozenset(("nobody", "none", "no-one"))
ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""Ordinal numbers from two to ten, in order."""
_FURTHER = frozenset(("more", "other", "additional", "further"))
"""Words between a number and a noun that do not say who its people are."""
_RELATIVE = frozenset(("who", "whom", "that", "which"))
_SINGLE = frozenset(("a", "an", "the", "this", "that", "another", "one", "his", "her", "their", "its", "my", "our", "your", "each"))
_LEFT = (
    "det",
    "amod",
    "nummod",
    "compound",
    "poss",
    "quantmod",
    "nmod",
    "advmod",
    "predet",
    "case",
    "punct",
    "neg",
    "npadvmod",
    "prep",
    "pobj",
)
_OF_MEMBERS = frozenset(("family", "crew", "household", "party"))
"""Nouns for people whose number "of" gives: "a family of four"."""
_NOUNS = ("NN", "NNS", "NNP", "NNPS", "CD", "PRP", "DT", "JJ", "WP", "VBN", "VBD", "JJR", "VBG", "FW")
_MAX_MEMBERS = 40


class Group(NamedTuple):
    """People of whom something is told: head token, tokens of the phrase that gives number and people, tokens that say who they are (None for
    a bare number or pronoun), ends of the count (None where none is stated), modifier, and how the count is known: ``number``, ``one`` (a
    single person), ``named``, ``pronoun``, ``none`` (a count of zero), ``vague`` or ``sum`` (of those that are listed).
    """

    head: int
    first: int
    last: int
    victims: Range | None
    low: int | None
    high: int | None
    modifier: str
    how: str


def read(reading: Reading, p: Passage, head: int, bare: bool = True) -> Group | None:
    """Return the people of the noun phrase that token ``head`` of ``p`` heads; None where it is not one for people.

    With ``bare`` a number that counts nothing stands for people.
    """
    word, first = p.lower[head], _first(p, head)
    inner = _inner(p, head)
    counted = _count(reading, p, first, head)
    members = _count(reading, p, inner, inner) if inner is not None and word in _OF_MEMBERS and counted is None else None
    if members is not None and inner is not None:
        return Group(head, first, inner + 1, (head, head + 1), *members[2:], "number")
    if inner is not None and (_is_partitive(p, head) or (counted is not None and counted[1] > head)):
        return _partitive(reading, p, head, first, inner, counted)
    if word in _NONE or (word == "one" and head and p.lower[head - 1] == "no"):
        at = head - (word == "one")
        return Group(head, at, head + 1, None, 0, 0, "exact", "none")
    if p.tags[head] == "CD" or (counted and counted[1] > head):
        if not bare and word != "one":
            return None
        return _bare(p, head, first, counted)
    if word in _REFLEXIVE and p.deps[head] in ("dobj", "pobj"):
        return Group(head, head, head + 1, None, 1, 1, "exact", "one")
    if p.tags[head] in ("PRP", "DT", "WP", "WDT") or word in _ONE | _MANY:
        return _pronoun(p, head, first, counted)
    name = reading.name_at(p.start + p.starts[head])
    if name is not None and name.entity_type == "PERSON" and p.tags[head] != "NNS":
        return _named(reading, p, head, name.start, name.end)
    peoples = name is not None and name.entity_type == "NORP" and p.tags[head] in ("NNS", "NNPS", "NNP")
    if inner is None and word in ORDINALS and p.lower[first] == "a":
        return Group(head, first, head + 1, None, 1, 1, "exact", "one")  # "killing five and injuring a sixth"
    if not peoples and not lexicon.is_person(word) and not _is_aged(p, head):
        return None
    return _nouns(p, head, first, counted)


def in_title(reading: Reading, p: Passage, noun: int) -> Group | None:
    """Return the people of the plural ``noun`` and the number right before it, whatever the parser makes of them ("Two Migrants Dead"); None where
    these are not what stands there.
    """
    first = noun - 1
    if first < p.sentences[p.sentence[noun]][0] or p.tags[noun] not in ("NNS", "NNPS") or not lexicon.is_person(p.lower[noun]):
        return None
    counted = _count(reading, p, first, first)
    return None if counted is None else _nouns(p, noun, first, counted)


def _is_partitive(p: Passage, head: int) -> bool:
    """Return whether the noun ``head`` only measures what "of" follows with: "a group of men", "the bodies of two women"."""
    word = p.lower[head]
    return p.tags[head] in ("CD", "DT") or any(word in lexicon.words(name) for name in ("groups", "bodies", "lives", "two", "three"))


def members(p: Passage, head: int) -> list[int]:
    """Return the heads of the phrases that are coordinated with ``head``, itself first but for one that the parser takes for the sentence's."""
    before = _aged_before(p, head)
    found, at = [head] if before is None else [before, head], 0
    while at < len(found) < _MAX_MEMBERS:
        joined = (kid for kid in p.kids[found[at]] if p.deps[kid] == "conj" and p.tags[kid] in _NOUNS and kid not in found)
        found += [kid for kid in joined if not _begins_clause(p, kid)]
        for other in (_beside(p, found[at]), _next_listed(p, found[at])):
            if other is not None and other not in found:
                found.append(other)
        at += 1
    return found


def _aged_before(p: Passage, head: int) -> int | None:
    """Return the noun, with an age, that "and" joins to the subject ``head``, where the parser joins the verb to that noun: "A boy, 5, and his mother
    were killed".
    """
    verb = p.heads[head]
    noun = p.heads[verb]
    if p.deps[head] not in ("nsubj", "nsubjpass") or p.deps[verb] != "conj" or noun >= head or p.tags[noun] not in _NOUNS:
        return None
    between = p.lower[noun + 1 : _first(p, head)]
    return noun if between[:1] == [","] and between[2:] == [",", "and"] and between[1].isdigit() else None


def _begins_clause(p: Passage, token: int) -> bool:
    """Return whether "one" at ``token`` is the subject of what follows, taken for a part of a list: "killed three people and one was a child"."""
    return p.lower[token] == "one" and p.lower[token + 1 : token + 2] in (["was"], ["is"])


def _beside(p: Passage, head: int) -> int | None:
    """Return the head of the phrase that "along with", "together with" or "as well as" joins to the phrase of ``head``."""
    last = p.sentences[p.sentence[head]][1]
    with_ = next((i for i in (head + 2, head + 3) if i < last and p.lower[i] in ("with", "as")), None)
    if with_ is None or " ".join(p.lower[head + 1 : with_ + 1]).removeprefix(", ") not in ("along with", "together with", "as well as"):
        return None
    noun = p.child(with_, "pobj")
    return noun if noun is not None and noun > with_ else None


def _next_listed(p: Passage, head: int) -> int | None:
    """Return the head of the second phrase of a list of three, which the parser takes for an apposition or another subject: "a man, a woman and a
    child", "a man, his wife and their son"; what a comma closes too says who the first is ("a man, a father and a teacher, was").
    """
    if p.lower[head + 1 : head + 2] != [","] or not _is_new(p, head):
        return None
    above = p.heads[head]
    for noun in (*p.kids[head], *p.kids[above]):
        hung = (p.deps[noun], p.heads[noun]) in (("appos", head), (p.deps[head], above))
        if not hung or noun <= head or _first(p, noun) != head + 2 or not _is_new(p, noun, _OWN):
            continue
        last = next((kid for kid in p.kids[noun] if p.deps[kid] == "conj" and kid > noun and _is_new(p, kid, _OWN)), None)
        if last is not None and p.lower[_first(p, last) - 1] == "and" and p.lower[p.right[last] + 1 : p.right[last] + 2] != [","]:
            return noun
    return None


def _is_new(p: Passage, noun: int, also: tuple[str, ...] = ()) -> bool:
    """Return whether ``noun`` is people that were not spoken of before: "a man", "two children"; with ``also`` "his wife"."""
    first = _first(p, noun)
    opened = p.lower[first] in ("a", "an", *also) or p.tags[first] == "CD"
    return opened and first < noun and p.tags[noun] in ("NN", "NNS") and lexicon.is_person(p.lower[noun])


def listed(reading: Reading, p: Passage, head: int, bare: bool = True, before: int | None = None) -> list[Group]:
    """Return the groups of the phrase that ``head`` heads and of those that are coordinated with it, ``before`` a token; of one person whom two nouns
    tell ("a leader and financier of the group") the first.
    """
    heads = [member for member in members(p, head) if before is None or member < before]
    groups = _counted_at_once(p, [group for group in (read(reading, p, member, bare) for member in heads) if group is not None])
    told_twice = len(groups) == 2 and groups[0].how == groups[1].how == "one" and p.tags[groups[0].first] in ("DT", "PRP$")
    return groups[:1] if told_twice and groups[1].first == groups[1].head and p.tags[groups[1].head] == "NN" else groups


def _counted_at_once(p: Passage, groups: list[Group]) -> list[Group]:
    """Return ``groups``, of a number before two bare plurals, which counts both, as one: "27 girls and teachers"."""
    if len(groups) != 2 or groups[0].how != "number" or groups[1].how != "vague" or groups[0].victims is None:
        return groups
    first, second = groups
    beside = p.lower[first.last : second.first] in (["and"], ["or"]) and second.first == second.head and p.tags[second.head] == "NNS"
    if not beside or p.lower[second.head] in ("others", *_MANY):
        return groups
    return [first._replace(last=second.last, victims=(groups[0].victims[0], second.last))]


def total(p: Passage, groups: Sequence[Group]) -> Group | None:
    """Return the group of all of ``groups``, which are listed beside one another in ``p``, None where none of them has a count; the first of them
    where the others say who its people are ("three civilians, two women and a man"). Of "a leader and several others" it is more than one.
    """
    counted = [group for group in groups if group.low is not None]
    if len(groups) < 2 or not counted or any(group.how in ("pronoun", "none") for group in groups):
        return None
    low, high = sum(group.low or 0 for group in counted), sum(group.high or 0 for group in counted)
    first = groups[0]
    if len(groups) > 2 and len(counted) == len(groups) and first.low == low - (first.low or 0) and _says_who(p, first, groups[1:]):
        return first
    modifier = next((group.modifier for group in counted if group.modifier != "exact"), "exact")
    if len(counted) < len(groups):
        high, modifier = low, "more_than"
    start, end = min(group.first for group in groups), max(group.last for group in groups)
    return Group(first.head, start, end, (start, end), low, high, modifier, "sum")


def _says_who(p: Passage, whole: Group, others: Sequence[Group]) -> bool:
    """Return whether ``others`` can be the people of ``whole``, no further ones beside them ("three officers, a nurse and two drivers"): they are
    told by sex, age, kin or people alone, or ``whole`` by a word for anybody.
    """
    if p.tags[whole.head] == "CD" or p.lower[whole.head] in lexicon.words("anybody"):
        return True
    return all(p.lower[group.head] in lexicon.words("sort") or p.tags[group.head] in ("CD", "NNP", "NNPS") for group in others)


def antecedent(p: Passage, token: int, verb: int) -> int:
    """Return the noun that the relative pronoun ``token`` of the clause of ``verb`` stands for; ``token`` itself where it is none."""
    if p.lower[token] not in _RELATIVE:
        return token
    at = verb
    for _ in range(6):
        if p.deps[at] in ("relcl", "acl"):
            return p.heads[at]
        if p.heads[at] == at:
            break
        at = p.heads[at]
    return token


def _first(p: Passage, head: int) -> int:
    """Return the first token of the noun phrase before ``head``."""
    first = head
    for kid in sorted((kid for kid in p.kids[head] if kid < head), reverse=True):
        if p.deps[kid] not in _LEFT or p.right[kid] >= first or p.lower[kid] in (",", "(", ";"):
            break
        first = p.left[kid]
    return max(first, p.sentences[p.sentence[head]][0])


def _inner(p: Passage, head: int) -> int | None:
    """Return the head of the phrase with "of" right behind ``head``: "five of the soldiers", "a group of men"."""
    if head + 1 >= len(p) or p.lower[head + 1] != "of":
        return None
    noun = p.child(head + 1, "pobj")
    return noun if noun is not None and noun > head else None


def _count(reading: Reading, p: Passage, first: int, head: int) -> tuple[int, int, int | None, int | None, str] | None:
    """Return the number among the tokens ``first`` to ``head``: its tokens, ends and modifier; None where there is none."""
    start, end = p.source_span(first, head + 1)
    for span in reversed(reading.quantities.overlapping(start, end)):
        row = span.row
        hyphen = reading.source_text[span.end : span.end + 1] in ("-", "\u2010", "\u2011") and "strong" not in (row.counted or "")
        if row.dimension is not None or row.currency is not None or span.start < start or hyphen:
            continue
        low, last = p.tokens_of(span.start - p.start, span.end - p.start)
        if "couple" in row.text.lower():
            return low, last, 2, 2, "about"
        if row.value_min is None or row.value_max is None:
            return low, last, None, None, "vague"
        if row.value_min < 0 or row.value_min != int(row.value_min) or row.value_max != int(row.value_max):
            continue
        return low, last, int(row.value_min), int(row.value_max), row.modifier
    for i in range(head, first - 1, -1):
        if (
            p.lower[i] == "one"
            and (i == head or p.tags[i] == "CD")
            and p.lower[i + 1 : i + 2] not in (["-"], ["quarter"], ["third"], ["fifth"])
        ):
            return i, i + 1, 1, 1, "exact"
        if p.lower[i] == "both":
            return i, i + 1, 2, 2, "exact"
    return None


def _bare(p: Passage, head: int, first: int, counted: tuple[int, int, int | None, int | None, str] | None) -> Group | None:
    if counted is None:
        return None
    low, last, least, most, modifier = counted
    return Group(head, min(low, head), max(last, head + 1), None, least, most, modifier, "number" if least is not None else "vague")


def _pronoun(p: Passage, head: int, first: int, counted: tuple[int, int, int | None, int | None, str] | None) -> Group | None:
    word = p.lower[head]
    if counted is not None:
        return _bare(p, head, first, counted)
    if word in _ONE:
        return Group(head, head, head + 1, None, 1, 1, "exact", "one" if word in ("another", "someone", "somebody") else "pronoun")
    if word in _MANY:
        last = (
            head + 2
            if p.lower[head + 1 : head + 2] == ["aboard"]
            else head + 3
            if p.lower[head + 1 : head + 3] == ["on", "board"]
            else head + 1
        )
        return Group(head, head, last, None, None, None, "vague", "vague")
    return None


def _named(reading: Reading, p: Passage, head: int, start: int, end: int) -> Group:
    low, high = p.tokens_of(start - p.start, end - p.start)
    return Group(head, low, high, (low, high), 1, 1, "exact", "named")


def _nouns(p: Passage, head: int, first: int, counted: tuple[int, int, int | None, int | None, str] | None) -> Group:
    """Return the group of a common noun: by its number, its article, or as one person or many."""
    last = head + (3 if p.lower[head + 1 : head + 3] == ["-", "by"] else 1)  # "passers-by"
    inner = _inner(p, head)
    if inner is not None and p.right[head + 1] - head <= 6 and p.lower[inner] not in ("whom", "which", "them", "those"):
        last = p.right[head + 1] + 1
    if counted is not None:
        low, after, least, most, modifier = counted
        if p.lower[head] in ("hostage", "captive", "prisoner") and (most or 0) > 1 and after < head:
            last = head  # "took two nurses hostage"
        after = min(after, head)
        while after < head and (p.lower[after] in _FURTHER or p.words[after] == ")"):
            after += 1
        if low > 1 and p.words[low - 1] == "(" and p.tags[low - 2] == "CD":
            low -= 2  # "fourteen (14) bandits"
        who = (after, last)
        return Group(head, low, last, who, least, most, modifier, "number" if least is not None else "vague")
    while first < head and p.tags[first] in ("IN", "RB", "CC", ",", "PDT", ":", "``", "RBR") and p.lower[first] != "no":
        first += 1
    who = (first + 1 if p.tags[first] == "DT" and first < head else first, last)
    single = p.lower[first : first + 2] == ["a", "single"] and "not" in p.lower[max(first - 1, 0) : first + 1]
    if single or p.lower[first] == "no" or (first and p.lower[first - 1] == "no"):
        return Group(head, first, last, who, 0, 0, "exact", "none")
    word = p.lower[head]
    if word in lexicon.words("two") and p.lower[first] in ("a", "an", "the"):
        return Group(head, first, last, who, 2, 2, "exact", "number")
    listed = {p.lower[at] for at in range(first, head)}
    many = (
        p.tags[head] in ("NNS", "NNPS")
        or singular(word) != word
        or not listed.isdisjoint(lexicon.words("vague"))
        or word in lexicon.words("groups")
        or word in _COLLECTIVE
    )
    if many or p.lower[first] in ("any", "all", "some", "many", "more", "those", "these", "most"):
        return Group(head, first, last, who, None, None, "vague", "vague")
    return Group(head, first, last, who, 1, 1, "exact", "one")


def _is_aged(p: Passage, head: int) -> bool:
    """Return whether ``head`` is somebody told by his age: "a 17-year-old"."""
    return p.lower[head] in ("old", "olds") and head > 1 and p.lower[head - 1] in ("-", "\u2010", "\u2011") and "year" in p.lower[head - 2]


def is_definite(p: Passage, group: Group) -> bool:
    """Return whether ``group`` is a number of people of whom the text has spoken before: "them", "the insurgents", "those killed"."""
    return group.how == "vague" and p.lower[group.first] in _DEFINITE


_DEFINITE = frozenset(
    ("the", "they", "them", "those", "these", "his", "her", "their", "its", "we", "us", "our", "my", "your", "themselves")
)
_COLLECTIVE = frozenset(
    ("family", "crew", "people", "police", "personnel", "household", "convoy", "patrol", "unit", "staff", "congregation", "couple", "battalion",
     "squad", "platoon", "detail", "elderly", "dead", "injured", "wounded", "missing", "militia", "cartel", "cult", "team", "party", "taliban",
     "youth", "remains", "enemy", "gang", "gathering", "relief", "aid", "homeless", "sick", "disabled", "deceased")
)  # fmt: skip


def _partitive(
    reading: Reading, p: Passage, head: int, first: int, inner: int, counted: tuple[int, int, int | None, int | None, str] | None
) -> Group | None:
    """Return the group of "five of the soldiers", "a group of six men", "the bodies of two women"."""
    within = read(reading, p, inner)
    if within is None:
        return None
    last = max(within.last, inner + 1)
    if counted is not None:
        low, _, least, most, modifier = counted
        return Group(head, low, last, within.victims, least, most, modifier, "number" if least is not None else "vague")
    if p.lower[head] in ("none", "neither"):
        return Group(head, head, last, within.victims, 0, 0, "exact", "none")
    if p.lower[head] in lexicon.words("two"):
        return Group(head, first, last, within.victims, 2, 2, "exact" if p.lower[head] != "couple" else "about", "number")
    if p.lower[head] in (
        "all",
        "group",
        "total",
        "team",
        "band",
        "gang",
        "trio",
        "bodies",
        "corpses",
        "lives",
        "body",
        "remains",
        "corpse",
        "life",
    ):
        parts = [group for group in (read(reading, p, member) for member in members(p, inner)) if group is not None]
        together = total(p, parts) or within
        single = p.lower[head] in ("body", "corpse") and together.low is None
        if together.low is not None or not single:
            how = "number" if together.how == "sum" else together.how  # "the bodies of a pilot and three scientists" are told at once
            return together._replace(head=head, first=first, last=max(last, together.last), how=how)
        return together._replace(head=head, first=first, last=last, low=1, high=1, modifier="exact", how="one")
    return Group(head, first, last, within.victims, None, None, "vague", "vague")


def spans(groups: Sequence[Group]) -> Iterator[Range]:
    """Yield the tokens of ``groups``."""
    for group in groups:
        yield group.first, group.last


def of_acts(reading: Reading, p: Passage, head: int) -> Group | None:
    """Return the group that the number before the noun ``head`` counts, which tells what befell them: "two deaths", "no injuries", "a death"."""
    first = _first(p, head)
    counted = _count(reading, p, first, head)
    if counted is not None:
        low, _, least, most, modifier = counted
        return Group(head, low, head + 1, None, least, most, modifier, "number" if least is not None else "vague")
    before = [p.lower[kid] for kid in p.kids[head] if p.deps[kid] == "det" and kid < head] or [p.lower[first]]
    if "no" in before:
        at = next((at for at in range(head, first - 1, -1) if p.lower[at] == "no"), first)
        return Group(head, at, head + 1, None, 0, 0, "exact", "none")
    return None
