"""The tolls of an article: its passages in, sorted rows out."""

import functools
import itertools
from collections.abc import Iterable, Mapping, Sequence

from schemas import Casualty
from transforms.text.casualties import adjectives, background, lexicon, nouns, parts, people, sharing, status, sums, verbs, withdrawal
from transforms.text.casualties import rows as made
from transforms.text.casualties.finds import Find
from transforms.text.lexicon.loading import KEPT
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage
from transforms.text.reading.setting import Days

_LEAD = 3
"""Passages at the beginning of a story that say what it is about."""
_SINGLE = ("one", "named", "pronoun")


def rows(reading: Reading) -> list[Casualty]:
    """Return the rows of ``casualties`` of ``reading``, sorted by position."""
    judged = [kept for passage in reading.passages for find in finds(reading, passage) if (kept := status.judge(reading, find)) is not None]
    judged = _survived(_settled(reading, judged))
    dead = [find for find, state in judged if find.outcome == "killed" and find.group.low != 0 and state != "denied"]
    alone = any(find.outcome == "injured" and _is_no_other(find) for find, _ in judged)
    totals = [find for find, state in judged if find.rule == "toll" and state == "current"]
    found: dict[str, Casualty] = {}
    told: list[tuple[Find, str]] = []
    wide: dict[str, bool] = {}
    held = background.held_events(reading) if judged else frozenset[str]()
    for find, state in judged:
        single = alone and dead and find.group.how in _SINGLE
        if find.implied and (single or _died(find, dead) or _is_told_apart(find, dead, judged)):
            continue
        part_of = made.identity(reading, find, find.whole) if find.whole is not None else None
        if find.rule == "listed":
            part_of = _whole_of(find, found.values())
        if part_of is None and sums.is_further(find):
            part_of = next((made.identity(reading, toll, toll.group) for toll in totals if _holds(toll, find)), None)
        row = made.row(reading, find, state, part_of)
        found.setdefault(row.casualty_id, row)
        told.append((find, row.casualty_id))
        if row.event_id in held and row.outcome in ("killed", "injured", "harmed"):
            row = found[row.casualty_id] = row._replace(is_background=True)
        period = find.group.low != 1 and background.is_period(Days(row.start_date, row.end_date))
        if period or background.is_sum(reading, find):
            wide[row.casualty_id] = background.is_aside(find)
    found = sharing.completed(told, found)
    dated = _dated(reading, _narrowed(reading, list(found.values()), wide))
    linked = [row if row.part_of in found else row._replace(part_of=None) for row in dated]
    return sorted(linked, key=lambda row: (row.char_start, row.char_end, row.casualty_id))


def _holds(toll: Find, find: Find) -> bool:
    """Return whether the further people of ``find`` are in the number of ``toll``: "another 14 bodies were found", "the death toll stands at 34"."""
    return toll.outcome == find.outcome and (toll.group.low or 0) > (find.group.high or 0) > 0


def _narrowed(reading: Reading, rows: list[Casualty], wide: Mapping[str, bool]) -> list[Casualty]:
    """Return ``rows`` with those as background that are ``wide``, sums over a war or a long time, unless the article is about them: told at its
    beginning, not by the way (as ``wide`` says of each), and before any toll of a single event.
    """
    single = [row for row in rows if row.casualty_id not in wide and not row.is_background and row.in_body and row.count_max != 0]
    body = [p.end for p in reading.passages if p.segment.in_body][:_LEAD]
    counted = (row.char_start for row in single if row.count_max is not None)
    first = min(counted, default=single[0].char_start if single else body[-1] if body else 0)
    late = {row.casualty_id for row in rows if row.char_start > first or (single and wide.get(row.casualty_id))}
    return [row._replace(is_background=True) if row.casualty_id in wide and row.casualty_id in late else row for row in rows]


def _dated(reading: Reading, rows: list[Casualty]) -> list[Casualty]:
    """Return ``rows`` with those as background that are told of long ago, where the article tells of later ones as well."""
    old = [background.is_old(Days(row.start_date, row.end_date), reading.published_date) for row in rows]
    if all(old):
        return rows
    return [row._replace(is_background=True) if ago else row for row, ago in zip(rows, old, strict=True)]


def _whole_of(find: Find, rows: Iterable[Casualty]) -> str | None:
    """Return the toll told before ``find`` of which it is a part: the last of its outcome that is not smaller."""
    last = None
    for row in rows:
        if row.outcome == find.outcome and row.part_of is None and (row.count_max or 0) > max(find.group.high or 0, 1):
            last = row.casualty_id
    return last


def _settled(reading: Reading, judged: Sequence[tuple[Find, str]]) -> list[tuple[Find, str]]:
    """Return ``judged`` as the whole article has it: a number is superseded where another stands or it is plainly withdrawn, and a group of
    whom the text has spoken before ("the victims", "them") is no report of its own where a count is told.
    """
    counts: dict[str, set[int]] = {}
    for find, state in judged:
        if state == "current" and find.group.low and not background.is_sum(reading, find):
            counts.setdefault(find.outcome, set()).add(find.group.low)
    kept = []
    for find, state in judged:
        others = counts.get(find.outcome, set())
        if people.is_definite(find.passage, find.group) and (others or find.group.victims is None):
            continue
        alone = state == "superseded" and not others - {find.group.low} and not withdrawal.is_plain(reading, find)
        kept.append((find, "current" if alone else state))
    stand = [find for find, state in kept if state == "current" and find.whole is not None]
    return [(find, state) for find, state in kept if find.group.how != "sum" or state != "current" or _stands(find, stand)]


def _survived(judged: Sequence[tuple[Find, str]]) -> list[tuple[Find, str]]:
    """Return ``judged`` with those who were shot or stabbed without the dead among them ("shot five people, killing two": three were injured); where
    the article gives their number elsewhere, it is not told again.
    """
    rest: dict[int, Find] = {}
    dying: dict[int, list[Find]] = {}
    for find, state in judged:
        if state == "current" and find.outcome == "killed":
            dying.setdefault(find.passage.index, []).append(find)
    for at, (find, _) in enumerate(judged):
        dead = next((other for other in dying.get(find.passage.index, ()) if _is_among(other, find)), None)
        if dead is not None:
            left = (find.group.low or 0) - (dead.group.low or 0)
            rest[at] = find._replace(group=find.group._replace(last=dead.group.last, low=left, high=left), implied=False)
    whole = {judged[at][0].group.low for at in rest}
    kept = []
    for at, (find, state) in enumerate(judged):
        if at in rest or not (find.implied and find.group.low in whole):
            kept.append((rest.get(at, find), state))
    return kept


def _is_among(dead: Find, find: Find) -> bool:
    """Return whether ``dead`` tells, right behind the shots or stabs of ``find``, how many of those whom they hit died."""
    p, low = find.passage, dead.group.low
    if (
        not find.implied
        or find.group.how != "number"
        or dead.outcome != "killed"
        or dead.passage is not p
        or dead.group.how not in ("number", "one")
    ):
        return False
    by = dead.trigger == find.trigger or (p.heads[dead.trigger] == find.trigger and p.tags[dead.trigger] == "VBG")
    return by and dead.group.first >= find.group.last and 0 < (low or 0) < (find.group.low or 0)


def _is_no_other(find: Find) -> bool:
    """Return whether ``find`` says that nobody else was: "no other injuries"."""
    words = find.passage.lower[find.group.first : find.group.last]
    return find.group.how == "none" and not {"other", "others", "further", "additional"}.isdisjoint(words)


def _stands(find: Find, parts: Sequence[Find]) -> bool:
    """Return whether the article stands by two of the ``parts`` that ``find`` is the sum of."""
    return sum(part.passage is find.passage and part.whole == find.group for part in parts) > 1


def finds(reading: Reading, p: Passage) -> list[Find]:
    """Return the reports of ``p``, those of verbs first; of two with one outcome whose words overlap, and neither is a part of the other, one."""
    if not (any(map(_tells_alone, p.lower)) or verbs.may_be_phrased(p)):
        return []
    told: list[Find] = []
    named = list(nouns.find(reading, p))
    numbers = [find for find in named if find.rule.startswith("toll")]
    others = [find for find in named if find not in numbers]
    for find in itertools.chain(numbers, verbs.find(reading, p), verbs.in_titles(reading, p), adjectives.find(reading, p), others):
        if not any(_is_same(find, other) for other in told):
            told.append(find)
    told = [find for find in told if not any(_is_taken(find, other) for other in told)]
    if not told:
        return list(parts.listed(reading, p))
    told = sums.add(p, _open(p, [*told, *nouns.revised(reading, p, told)]))
    listed = [find for find in parts.listed(reading, p) if not any(_is_same(find, other) for other in told)]
    return [*told, *parts.find(reading, p, told), *listed]


@functools.lru_cache(maxsize=KEPT)
def _tells_alone(word: str) -> bool:
    """Return whether ``word``, in lower case, can tell of a toll as a noun, a verb or an adjective, whatever stands beside it."""
    return nouns.may_tell(word) or verbs.tells_alone(word) or word in adjectives.TELLING


def _open(p: Passage, told: Sequence[Find]) -> list[Find]:
    """Return ``told`` with those who were "killed or wounded" as harmed, once, since the text leaves open which."""
    found = []
    for find in told:
        if p.lower[find.trigger - 1 : find.trigger] == ["or"] and any(_is_twin(find, other) for other in told):
            continue
        found.append(find._replace(outcome="harmed") if _leaves_open(p, find) else find)
    return found


def _is_twin(find: Find, other: Find) -> bool:
    same = other.group.head == find.group.head and other.trigger == find.trigger - 2
    return same and {find.outcome, other.outcome} == _DEATH_AND_HARM


_DEATH_AND_HARM = {"killed", "injured"}


def _leaves_open(p: Passage, find: Find) -> bool:
    behind = p.lower[find.trigger + 1 : find.trigger + 3]
    if find.outcome not in _DEATH_AND_HARM or len(behind) < 2 or behind[0] != "or":
        return False
    verb = lexicon.verb(behind[1])
    outcome = "killed" if behind[1] in lexicon.words("dead") else verb.outcome if verb is not None else ""
    return {find.outcome, outcome} == _DEATH_AND_HARM


def _is_same(find: Find, other: Find) -> bool:
    """Return whether two finds tell one report."""
    if find.outcome != other.outcome or (find.trigger == other.trigger and find.rule == other.rule):
        return False
    return find.group.first < other.group.last and other.group.first < find.group.last


def _is_taken(find: Find, other: Find) -> bool:
    """Return whether the people of ``find`` are those of the adjective right behind them: "One dead, dozens injured" injures no one."""
    adjective = other.rule == "adjective" and find.group.head < other.trigger < find.trigger
    return adjective and find.outcome != other.outcome and find.group.last == other.trigger and find.group.head == other.group.head


def _died(find: Find, dead: Sequence[Find]) -> bool:
    """Return whether the article tells that those of ``find``, who were shot or stabbed, died: it says so of the same words, or of a single
    person who may be the one.
    """
    p, group = find.passage, find.group
    for other in dead:
        here = other.passage is p
        if here and other.group.first < group.last and group.first < other.group.last:
            return True
        if (
            (group.low or 0) > 1
            and _is_of_all(other)
            and (group.low == other.group.low or (_all(other) and (other.group.low or 0) > (group.low or 0)))
        ):
            return True
        if group.how not in _SINGLE or other.group.how not in _SINGLE:
            continue
        later = (other.passage.index, other.trigger) >= (p.index, find.trigger)
        if group.how == "named" and other.group.how == "named":
            if _noun(find) == _noun(other):
                return True
            continue
        if _noun(find) and _noun(find) == _noun(other) and other.rule != "noun":
            return True
        if later and (other.group.how in ("pronoun", "named") or _noun(other) in ("victim", _noun(find))):
            return True
        if group.how in ("named", "pronoun") and _noun(other) != "":
            return True
    return False


def _is_told_apart(find: Find, dead: Sequence[Find], judged: Sequence[tuple[Find, str]]) -> bool:
    """Return whether those of ``find``, who were shot or taken to hospital, are people spoken of before ("both", "the two victims"), of whom the
    article tells apart that some died and the others were hurt.
    """
    low = find.group.low or 0
    if low < 2 or not dead or not _is_of_all(find):
        return False
    died = {other.group.low or 0 for other in dead}
    hurt = {other.group.low or 0 for other, _ in judged if other.outcome == find.outcome and other is not find}
    return any(low - number in hurt for number in died if 0 < number < low)


def _is_of_all(find: Find) -> bool:
    """Return whether ``find`` tells of people that the text has spoken of before: "all three", "both", "the three"."""
    words, first = find.passage.lower, find.group.first
    return not {"all", "both", "the"}.isdisjoint(words[max(first - 1, 0) : first + 1])


def _all(find: Find) -> bool:
    return "all" in find.passage.lower[max(find.group.first - 2, 0) : find.group.first + 1]


def _noun(find: Find) -> str:
    """Return the noun that says who the single person is, in lower case."""
    return find.passage.lower[find.group.head] if find.group.how != "pronoun" else ""
