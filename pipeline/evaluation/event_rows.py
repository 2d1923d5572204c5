"""Events of one document as the scorer of ``events`` reads them: those of published rows, and those that a trivial rule finds."""

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Optional

from pipeline.evaluation.task import GoldDocument

Row = Mapping[str, Any]


class Found(NamedTuple):
    """One event that was found: the span of its trigger, its PLOVER type, actor and target as words, its days, its modality."""

    start: int
    end: int
    event_type: Optional[str]
    actor: str
    target: str
    first_day: Optional[str]
    last_day: Optional[str]
    modality: str


_PRONOUNS = (
    "i me my mine myself we us our ours ourselves you your yours he him his himself she her hers herself it its itself they them their theirs "
    "themselves who whom whose which that this these those one ones someone somebody anyone anybody everyone everybody nobody others"
)
_OTHERS = (
    "a an the and or of in on at to from by with for as into over under between about against all both some any no not other another such "
    "more most many few several two three who's s t is are was were be been has have had than then there here s"
)
_EMPTY = frozenset(f"{_PRONOUNS} {_OTHERS}".split())
"""Words that say nothing of who or what somebody is."""
_WORD = re.compile(r"[^\W_]+")
_CAPITALISED = re.compile(r"(?:[A-Z](?:\.|[\w’'-]*)\s+(?:of\s+(?=[A-Z]))?){0,4}[A-Z][\w’'-]+")


def content_words(text: str) -> frozenset[str]:
    """Return the words of ``text`` that say something, in lower case: no articles, prepositions or pronouns.

    >>> sorted(content_words("the Army of the North")), content_words("they")
    (['army', 'north'], frozenset())
    """
    return frozenset(_WORD.findall(text.lower())) - _EMPTY


def of_rows(document: GoldDocument, rows: Mapping[str, Sequence[Row]]) -> list[Found]:
    """Return the rows of ``events`` whose trigger lies in a scored region; a pronoun with an entity stands for the entity's name."""
    names = {row["entity_id"]: row["name"] for row in rows.get("entities", ())}

    def words(row: Row, role: str) -> str:
        text = str(row[f"{role}_text"] or "")
        return text if content_words(text) else str(names.get(row[f"{role}_entity_id"], text))

    return [
        Found(
            row["char_start"],
            row["char_end"],
            row["event_type"],
            words(row, "actor"),
            words(row, "target"),
            _day(row["start_date"]),
            _day(row["end_date"]),
            row["modality"],
        )
        for row in rows.get("events", ())
        if document.is_scored(row["char_start"], row["char_end"])
    ]


def _day(value: datetime.date | str | None) -> str | None:
    return None if value is None else str(value)


LEXICON = {
    "AGREE": "agree pledg promis sign accept vow",
    "CONSULT": "met meet discuss talk visit negotiat telephon interview",
    "SUPPORT": "support endors prais welcom back",
    "CONCEDE": "conced eas lift yield apologiz apologis pardon",
    "COOPERATE": "cooperat collaborat extradit shar",
    "AID": "aid donat assist help provid deliver grant",
    "RETREAT": "withdr surrender releas retreat evacuat ceasefire",
    "REQUEST": "request appeal urg call demand ask order",
    "ACCUSE": "accus blam criticiz criticis condemn denounc investigat charg suspect",
    "REJECT": "reject refus den veto oppos declin",
    "THREATEN": "threat warn ultimatum",
    "PROTEST": "protest demonstrat ral riot march strik",
    "SANCTION": "sanction embargo boycott expel suspend cancel halt",
    "MOBILIZE": "mobiliz mobilis deploy station alert",
    "COERCE": "arrest detain seiz ban curfew imprison jail confiscat deport convict",
    "ASSAULT": "attack kill bomb shot shoot fir assassinat explo wound injur murder kidnap destroy fight fought raid clash",
}
"""Stems of words by PLOVER type: what a first version of a coder would have."""
_STEM = {stem: kind for kind, stems in LEXICON.items() for stem in stems.split()}
_TRIGGER = re.compile(
    rf"\b(?P<stem>{'|'.join(sorted(_STEM, key=len, reverse=True))})(?:s|es|ed|ied|ies|ing|ew|awn|ion|ions|ment|er|ers)?\b", re.IGNORECASE
)


_NOT = re.compile(r"\b(?:not|never|no|denie[ds]|deny|without)\b|n[’']t\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:will|would|may|might|could|can|should|if|to|plans?|likely|expected)\b", re.IGNORECASE)
_NEAR = 30
"""How many characters before a trigger the trivial rule looks for words of denial or of the future."""


def lexicon_events(document: GoldDocument) -> list[Found]:
    """Return the trivial rule: each word of a small lexicon of stems is an event of the day of publication; the nearest capitalised phrases
    of its line before and behind it are actor and target; a word of denial or of the future shortly before it decides the modality.
    """
    found = []
    for low, high in document.scored:
        for line in re.finditer(r"[^\n]+", document.text[low:high]):
            names = list(_CAPITALISED.finditer(line.group()))
            for match in _TRIGGER.finditer(line.group()):
                before = [name.group() for name in names if name.end() <= match.start()]
                behind = [name.group() for name in names if name.start() >= match.end()]
                start, end = (low + line.start() + at for at in match.span())
                day = document.record["date"]
                actor, target = (before or [""])[-1], (behind or [""])[0]
                found.append(
                    Found(start, end, _STEM[match["stem"].lower()], actor, target, day, day, _modality(line.group(), match.start()))
                )
    return found


def _modality(line: str, at: int) -> str:
    before = line[max(at - _NEAR, 0) : at].rsplit(". ")[-1]
    return "denied" if _NOT.search(before) else "planned" if _NOT_YET.search(before) else "happened"


def on(found: Iterable[Found], spans: Sequence[Mapping[str, Any]]) -> list[Found]:
    """Return those of ``found`` whose trigger has a character in common with one of ``spans``."""
    return [one for one in found if any(one.start < span["end"] and span["start"] < one.end for span in spans)]
