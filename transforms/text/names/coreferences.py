"""Coreferences: pronouns and descriptions that stand for an entity, resolved only where one antecedent fits and no other can.

Precision comes first: a pronoun inside a quotation, one with two possible antecedents, or one after a person without a name stays
unresolved.
"""

import bisect
from collections.abc import Sequence
from typing import Any, NamedTuple

from schemas import Coreference, Entity
from transforms.text.lexicon.names import lexicon
from transforms.text.names.mentions import Name
from transforms.text.names.merge import gender_of_name, gender_of_title, words
from transforms.text.names.roles import is_office
from transforms.text.reading import Reading
from transforms.text.reading.passage import Passage

_HE = frozenset(("he", "him", "his", "himself"))
_SHE = frozenset(("she", "her", "hers", "herself"))
_IT = frozenset(("it", "its", "itself"))
_OPENING, _CLOSING = frozenset("“«"), frozenset("”»")
_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS"))
_SHORT_FORMS = {
    "gov": "governor", "sen": "senator", "rep": "representative", "pres": "president", "sgt": "sergeant", "gen": "general", "col": "colonel",
    "capt": "captain", "lt": "lieutenant", "prof": "professor", "supt": "superintendent", "det": "detective", "insp": "inspector",
    "spokesperson": "spokesperson", "adm": "admiral", "rev": "reverend", "pm": "minister", "premier": "premier", "cmdr": "commander",
}  # fmt: skip
_PEOPLE_LINE = """
man woman boy girl official spokesman spokeswoman spokesperson witness resident driver suspect victim teacher student officer soldier
prisoner neighbour neighbor person teenager toddler child patient worker employee passenger pilot farmer activist lawyer prosecutor
judge source father mother son daughter husband wife brother sister
"""
_PEOPLE = frozenset(_PEOPLE_LINE.split())
_COMMON_LINE = """
candidate nominee contender analyst activist journalist reporter correspondent writer author columnist editor farmer teacher student
resident victim witness suspect lawyer attorney driver doctor worker member officer official professor researcher scientist historian
engineer economist expert partner head chief star user player defender midfielder striker forward
"""
_COMMON = frozenset(_COMMON_LINE.split())
"""Occupations of which a text may speak without meaning the one person it named with it."""
_HINDERED = frozenset(("former", "deputy", "vice", "acting", "assistant", "ex", "associate", "late", "outgoing", "then"))
_COMPANY = frozenset(("company", "firm", "corporation", "carrier", "airline", "automaker", "carmaker", "retailer", "manufacturer"))
_PUBLIC_LINE = """
ministry department court police army government parliament senate congress party council committee commission university school college
union church agency navy force team club association federation front movement assembly authority
"""
_PUBLIC = frozenset(_PUBLIC_LINE.split())
_WINDOW = 3
"""Sentences back in which a pronoun's antecedent may stand."""


class _Candidate(NamedTuple):
    """Somebody or something a sentence speaks of: position in ``entities`` (None: unnamed), gender, kind, whether it is a subject, where."""

    entity: int | None
    gender: str
    kind: str
    subject: bool
    offset: int


def resolve(article: Reading, names: Sequence[Name], entities: Sequence[Entity], owners: Sequence[int]) -> list[Coreference]:
    """Rows of ``coreferences``, sorted: ``owners[i]`` is the position in ``entities`` of the entity that ``names[i]`` names.

    Pronouns of the third person singular go to the one person (or, "it", organisation) of the same or the three sentences before that
    fits in gender; "the governor", "the ministry" to the one entity of the article that bears the word in its role or name.
    """
    genders = _genders(article.source_text, names, entities, owners)
    resolver = _Resolver(article, names, entities, owners, genders)
    rows = resolver.run()
    settled = resolver.settled()
    if settled != genders:
        rows = _Resolver(article, names, entities, owners, settled).run()
    return rows


class _Resolver:
    def __init__(
        self, article: Reading, names: Sequence[Name], entities: Sequence[Entity], owners: Sequence[int], genders: Sequence[str]
    ) -> None:
        self.article, self.names, self.entities, self.owners = article, names, entities, owners
        self.starts = [name.start for name in names]
        self.genders = genders
        self.pronouns: dict[int, list[int]] = {}
        self.seen: dict[int, int] = {}
        for name, owner in zip(names, owners, strict=True):
            self.seen.setdefault(owner, name.start)
        self.offices = self._offices()
        self.bodies = self._bodies()
        self.rows: list[Coreference] = []

    def run(self) -> list[Coreference]:
        before: list[list[_Candidate]] = []
        for segment in self.article.passages:
            history = before if segment.segment.in_body else []
            quoted = False
            for sentence in segment.doc.sents:
                candidates, quoted = self._sentence(segment, sentence, history, quoted)
                history.append(candidates)
                del history[:-_WINDOW]
        return self.rows

    def settled(self) -> list[str]:
        """The genders, ``?`` for a person of unknown gender to whom both "he" and "she" went, unless one is four times as frequent."""
        result = list(self.genders)
        for entity, (he, she) in self.pronouns.items():
            if he and she and not self.genders[entity]:
                result[entity] = "m" if he >= 4 * she else "f" if she >= 4 * he else "?"
        return result

    def _sentence(
        self, segment: Passage, sentence: Any, history: Sequence[Sequence[_Candidate]], quoted: bool
    ) -> tuple[list[_Candidate], bool]:
        """Resolve what can be resolved in ``sentence``; whom it speaks of, and whether it ends inside a quotation."""
        candidates: list[_Candidate] = []
        doc = segment.doc
        skip = -1
        for token in sentence:
            text = token.text
            if text in _OPENING:
                quoted = True
            elif text in _CLOSING:
                quoted = False
            elif text == '"':
                quoted = not quoted
            if token.i <= skip:
                continue
            offset = segment.start + token.idx
            name = self._name_at(offset)
            if name is not None:
                owner = self.owners[bisect.bisect_right(self.starts, offset) - 1]
                kind = self.entities[owner].entity_type
                head = doc[min(name.last, len(doc)) - 1]
                candidates.append(_Candidate(owner, self.genders[owner], kind, head.dep_ in _SUBJECT, offset))
                skip = name.last - 1
                continue
            low = text.lower()
            found: int | None = None
            if low in _HE or low in _SHE:
                if not quoted:
                    found = self._person("m" if low in _HE else "f", candidates, history, token)
                    if found is not None:
                        self.pronouns.setdefault(found, [0, 0])[low in _SHE] += 1
                        self._add(segment, offset, offset + len(text), "pronoun", found)
                        candidates.append(_Candidate(found, self.genders[found], "PERSON", token.dep_ in _SUBJECT, offset))
                    else:
                        candidates.append(_Candidate(None, "m" if low in _HE else "f", "PERSON", token.dep_ in _SUBJECT, offset))
            elif low in _IT and not quoted and token.dep_ in ("nsubj", "poss"):
                found = self._thing(token, candidates, history)
                if found is not None:
                    self._add(segment, offset, offset + len(text), "pronoun", found)
            elif low == "the":
                last, found = self._description(segment, token, offset)
                if found is not None:
                    end = segment.start + doc[last].idx + len(doc[last].text)
                    self._add(segment, offset, end, "nominal", found)
                    kind = self.entities[found].entity_type
                    candidates.append(_Candidate(found, self.genders[found], kind, doc[last].dep_ in _SUBJECT, offset))
                    skip = last
            elif token.tag_ == "NN" and (low in _PEOPLE or is_office(text)) and not self._names_somebody(segment, token):
                candidates.append(_Candidate(None, "", "PERSON", token.dep_ in _SUBJECT, offset))
        return candidates, quoted

    def _add(self, segment: Passage, start: int, end: int, form: str, entity: int) -> None:
        evidence = self.article.evidence(segment, start, end)
        self.rows.append(
            Coreference(
                article_id=self.article.article.article_id,
                published_date=self.article.article.published_date,
                text=self.article.source_text[start:end],
                char_start=start,
                char_end=end,
                form=form,
                entity_id=self.entities[entity].entity_id,
                segment_index=evidence.segment_index,
                in_body=evidence.in_body,
                sentence=evidence.sentence,
            )
        )

    def _name_at(self, offset: int) -> Name | None:
        position = bisect.bisect_right(self.starts, offset) - 1
        return self.names[position] if position >= 0 and self.names[position].end > offset else None

    def _names_somebody(self, segment: Passage, token: Any) -> bool:
        """Whether the noun is part of somebody's title or role ("Mayor Jane Roe", "Jane Roe, the mayor"), so that it is nobody else."""
        if token.dep_ in ("compound", "appos", "attr", "amod", "poss", "nmod"):
            return True
        following = token.i + 1
        while following < len(segment.doc) and following <= token.i + 2:
            name = self._name_at(segment.start + segment.doc[following].idx)
            if name is not None and name.entity_type == "PERSON":
                return True
            following += 1
        return False

    # Pronouns

    def _person(self, gender: str, here: Sequence[_Candidate], history: Sequence[Sequence[_Candidate]], token: Any) -> int | None:
        fitting = _people(here, gender)
        if fitting:
            return _only(fitting)
        for sentence in reversed(history):
            fitting = _people(sentence, gender)
            if fitting:
                subjects = [one for one in fitting if one.subject]
                one = _only(fitting)
                return one if one is not None or token.dep_ not in _SUBJECT else _only(subjects)
        return None

    def _thing(self, token: Any, here: Sequence[_Candidate], history: Sequence[Sequence[_Candidate]]) -> int | None:
        """The organisation for which "it" stands: the subject of this sentence's beginning, or of the sentence before, with no rival."""
        speech = lexicon().cues.get(token.head.text.lower(), ())
        rivals = [one for one in here if one.kind in ("ORG", "GPE", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "FAC")]
        if rivals:
            subjects = [one for one in rivals if one.subject and one.kind == "ORG"]
            same = {one.entity for one in rivals if one.kind == "ORG"}
            if len(subjects) == 1 and len(same) == 1 and token.dep_ == "nsubj":
                return subjects[0].entity
            return None
        if history and "said" in speech and token.dep_ == "nsubj":
            subjects = [one for one in history[-1] if one.subject and one.kind == "ORG"]
            same = {one.entity for one in history[-1] if one.kind == "ORG"}
            if len(same) == 1 and subjects:
                return subjects[0].entity
        return None

    # Descriptions

    def _description(self, segment: Passage, token: Any, offset: int) -> tuple[int, int | None]:
        """The last token of the description that begins with "the" at ``token``, and the entity it stands for."""
        doc, i = segment.doc, token.i + 1
        if i >= len(doc):
            return i, None
        head = doc[i]
        low = head.text.lower()
        if head.tag_ == "CD" and low.isdigit() and i + 4 < len(doc) and doc[i + 2].text == "year" and doc[i + 4].text == "old":
            return i + 4, self._aged(int(low), offset, doc[i + 5] if i + 5 < len(doc) else None)
        if head.tag_ != "NN" or head.text != low:
            return i, None
        following = doc[i + 1] if i + 1 < len(doc) else None
        if following is not None and (following.tag_ in _NOUNS or following.text.lower() in ("of", "for", "-", "who", "which", "that")):
            return i, None
        if self._name_at(segment.start + head.idx) is not None or (following is not None and self._name_at(segment.start + following.idx)):
            return i, None
        found = self.offices.get(low) if is_office(low) else self.bodies.get(low)
        candidates = [one for one in found or () if self.seen[one] < offset]
        return i, candidates[0] if len(candidates) == 1 and len(found or ()) == 1 else None

    def _aged(self, age: int, offset: int, following: Any) -> int | None:
        if following is not None and following.tag_ in _NOUNS:
            return None
        found = [n for n, one in enumerate(self.entities) if one.age == age and one.entity_type == "PERSON" and self.seen[n] < offset]
        return found[0] if len(found) == 1 else None

    def _offices(self) -> dict[str, list[int]]:
        """For each word for an office the people whose role it is, whoever qualified it."""
        result: dict[str, list[int]] = {}
        for number, entity in enumerate(self.entities):
            if not entity.role:
                continue
            parts = [part.rstrip(".") for part in entity.role.lower().replace("-", " ").split()]
            hindered = any(part in _HINDERED for part in parts)
            for position, part in enumerate(parts):
                if part in ("of", "for", "at", "with", "in", "to"):
                    break
                word = _SHORT_FORMS.get(part, part)
                if is_office(word) and word not in _COMMON:
                    last = position == len(parts) - 1 or parts[position + 1] in ("of", "for", "at", "with", "in", "to", "and")
                    if last and not hindered:
                        result.setdefault(word, []).append(number)
                    elif last:
                        result.setdefault(word, []).extend((number, -1))
        return {word: people for word, people in result.items() if -1 not in people}

    def _bodies(self) -> dict[str, list[int]]:
        """For each word for a kind of organisation those that bear it in their names; for "company" those with a company's suffix."""
        result: dict[str, list[int]] = {}
        cues = lexicon().cues
        for number, entity in enumerate(self.entities):
            if entity.entity_type != "ORG":
                continue
            key = words(entity.name)
            parts = set(key)
            head = _head(key)
            if "body" in cues.get(head, ()) and len(key) > 1:
                result.setdefault(head, []).append(number)
            if any("suffix" in cues.get(part, ()) for part in parts) and not parts & _PUBLIC:
                for word in sorted(_COMPANY - parts):
                    result.setdefault(word, []).append(number)
        return result


def _head(key: Sequence[str]) -> str:
    """The noun that says what kind of organisation a name is: before "of" or "for", else the last."""
    for position, word in enumerate(key):
        if position and word in ("of", "for", "on", "in"):
            return key[position - 1]
    return key[-1]


def _people(candidates: Sequence[_Candidate], gender: str) -> list[_Candidate]:
    return [one for one in candidates if one.kind == "PERSON" and one.gender in ("", gender)]


def _only(candidates: Sequence[_Candidate]) -> int | None:
    """The one entity that all candidates are, else None."""
    found = {one.entity for one in candidates}
    return found.pop() if len(found) == 1 else None


def _genders(source: str, names: Sequence[Name], entities: Sequence[Entity], owners: Sequence[int]) -> list[str]:
    """For each entity ``m``, ``f`` or an empty string: by a title before one of its mentions, else by the given name."""
    told: dict[int, set[str]] = {}
    for name, owner in zip(names, owners, strict=True):
        if name.entity_type == "PERSON":
            before = source[max(0, name.start - 20) : name.start].split()
            if before and source[name.start - 1] == " ":
                told.setdefault(owner, set()).add(gender_of_title(before[-1].rstrip(",")))
    result = []
    for number, entity in enumerate(entities):
        titles = told.get(number, set()) - {""}
        if entity.entity_type != "PERSON":
            result.append("")
        elif len(titles) == 1:
            result.append(next(iter(titles)))
        else:
            result.append("" if titles else gender_of_name(words(entity.name)))
    return result
