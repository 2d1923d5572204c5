"""Which mentions of an article name the same entity.

People merge by compatible full names, and a surname joins the one person it can stand for; places and organisations merge by a table of
aliases; an acronym joins the name it abbreviates, by its parentheses or its initials. What is not clear stays apart.
"""

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence

from transforms.text.lexicon import data
from transforms.text.lexicon.names import lexicon
from transforms.text.names.mentions import Name

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ACRONYM = re.compile(r"[A-Z][A-Za-z0-9&/-]{1,9}$")
_OPENING = re.compile(r"\s*[(\[]\s*[\"“]?(?:or |the )?")
_BEFORE = re.compile(r"([\w.]+)\s+$")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLE_WORDS = "de da do dos das del della di du des la le van von der den ten bin bint ibn al el ben abu st mac san santa ul ud y e"
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_SMALL = frozenset(
    ("of", "the", "for", "and", "in", "on", "at", "to", "a", "an", "by", "de", "la", "del", "do", "da", "dos", "&", "y", "e")
)
_STATES = ("republic", "state", "kingdom", "islamic", "people's", "democratic", "federal", "federation", "commonwealth", "sultanate")

_MEN = frozenset(
    ("mr", "sir", "lord", "king", "prince", "father", "pope", "imam", "sheikh", "duke", "don", "señor", "senor", "monsieur", "shri")
)
_WOMEN = frozenset(
    ("mrs", "ms", "miss", "madam", "madame", "lady", "dame", "queen", "princess", "sister", "duchess", "doña", "señora", "senora", "smt")
)
_KIN = {
    "son": "m", "husband": "m", "father": "m", "brother": "m", "uncle": "m", "nephew": "m", "grandfather": "m", "grandson": "m",
    "wife": "f", "daughter": "f", "mother": "f", "aunt": "f", "niece": "f", "grandmother": "f", "granddaughter": "f", "widow": "f",
    "spokesman": "m", "chairman": "m", "congressman": "m", "businessman": "m", "councilman": "m",
    "spokeswoman": "f", "chairwoman": "f", "congresswoman": "f", "businesswoman": "f", "councilwoman": "f", "actress": "f",
}  # fmt: skip
_TITLES = _MEN | _WOMEN | frozenset(("dr", "prof", "professor", "president", "rev", "gen", "general", "col", "capt", "sgt", "sen", "gov"))

_RIVALS = 50
"""Full names with one word in common that are compared: longer lists of one family's members gain nothing and cost quadratic time."""

Key = tuple[str, ...]


def words(name: str) -> Key:
    """The words of ``name`` in lower case, without accents and periods.

    >>> words("José Pérez-Díaz Jr.")
    ('jose', 'perez-diaz', 'jr')
    >>> words("U.S.")
    ('us',)
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(word.replace(".", "").replace("’", "'").casefold() for word in _WORD.findall(name)) or (name.casefold(),)


def fullest(forms: Sequence[str]) -> str:
    """The fullest of several forms of one name: most words, then not in capitals, then longest, then first; white space made single.

    >>> fullest(["Roe", "JANE ROE", "Jane Roe"])
    'Jane Roe'
    """
    spaced = [" ".join(form.split()) for form in forms]
    return max(spaced, key=lambda form: (len(form.split()), not (form.isupper() and " " in form), len(form)))


def gender_of_title(title: str) -> str:
    """``m`` or ``f`` where a title, or another word right before a name, tells it, else an empty string.

    >>> gender_of_title("Mrs."), gender_of_title("Dr.")
    ('f', '')
    """
    low = title.rstrip(".").casefold()
    return "m" if low in _MEN else "f" if low in _WOMEN else _KIN.get(low, "")


def gender_of_name(name: Key) -> str:
    """``m`` or ``f`` where the given name of a full name tells it, else an empty string.

    >>> gender_of_name(("jane", "roe"))
    'f'
    """
    if len(name) < 2:
        return ""
    kind = lexicon().given.get(name[0].capitalize(), "u")
    return "" if kind == "u" else kind


def merge(source: str, names: Sequence[Name]) -> tuple[list[int], list[list[int]]]:
    """The groups of ``names`` that name one entity, by first mention, and for each name the position of its group."""
    keys = [words(source[name.start : name.end]) for name in names]
    label: list[object] = [None] * len(names)
    for i, person in _people(source, names, keys).items():
        label[i] = ("PERSON", person)
    rest = [i for i in range(len(names)) if label[i] is None]
    for i in rest:
        label[i] = _label(names[i].entity_type, keys[i])
    renamed = _acronyms(source, names, keys, label)
    groups: dict[object, list[int]] = {}
    for i in range(len(names)):
        groups.setdefault(renamed(label[i]), []).append(i)
    ordered = list(groups.values())
    owners = [0] * len(names)
    for number, group in enumerate(ordered):
        for position in group:
            owners[position] = number
    return owners, ordered


@functools.cache
def _aliases() -> dict[Key, Key]:
    return {words(form): words(line.split(";")[0]) for line in data.lines("names/aliases.tsv") for form in line.split(";")}


def _label(kind: str, key: Key) -> tuple[str, Key]:
    """What mentions of one entity share when they are no people: the kind (places are one) and the plain name."""
    if kind in ("GPE", "LOC", "FAC"):
        if len(key) > 2 and key[0] in _STATES and "of" in key[:-1]:
            tail = key[key.index("of") + 1 :]
            known = lexicon().lowered.get(tail)
            if known == "country" and key not in _aliases():
                key = tail
        return "place", _aliases().get(key, key)
    if kind == "ORG":
        key = _aliases().get(key, key)
        while len(key) > 1 and "suffix" in lexicon().cues.get(key[-1], ()):
            key = key[:-1]
        return "ORG", key
    if kind == "NORP" and key[-1].endswith("s") and not key[-1].endswith(("ss", "us", "is")) and len(key[-1]) > 3:
        last = key[-1][:-3] + "y" if key[-1].endswith("ies") else key[-1][:-1]
        return "NORP", (*key[:-1], last)
    return kind, key


# People


def _people(source: str, names: Sequence[Name], keys: Sequence[Key]) -> dict[int, Key]:
    """For each position of a person in ``names`` the full name that stands for the person."""
    positions = [i for i, name in enumerate(names) if name.entity_type == "PERSON"]
    plain = {i: _without_titles(keys[i]) for i in positions}
    full = list(dict.fromkeys(plain[i] for i in positions if _is_full(plain[i])))
    person = _full_names(full)
    clusters = list(dict.fromkeys(person.values()))
    members: dict[Key, list[Key]] = defaultdict(list)
    for form, cluster in person.items():
        members[cluster].append(form)
    bearing: dict[str, list[Key]] = defaultdict(list)
    for cluster in clusters:
        for word in dict.fromkeys(word for form in members[cluster] for word in form):
            bearing[word].append(cluster)
    result = {}
    for i in positions:
        key = plain[i]
        if key in person:
            result[i] = person[key]
            continue
        before = _BEFORE.search(source, max(0, names[i].start - 20), names[i].start)
        title = gender_of_title(before.group(1)) if before else ""
        found = _bearer(key, bearing.get(key[-1], ())[:_RIVALS], members, title)
        result[i] = found or (title, *key)
    return result


def _without_titles(key: Key) -> Key:
    low = 0
    while low < len(key) - 1 and key[low] in _TITLES:
        low += 1
    high = len(key)
    while high - 1 > low and key[high - 1] in _SUFFIXES:
        high -= 1
    return key[low:high]


def _is_full(key: Key) -> bool:
    return len(key) >= 2 and key[0] not in _PARTICLES


def _full_names(full: Sequence[Key]) -> dict[Key, Key]:
    """Each full name with the longest compatible one, where there is exactly one."""
    result = {}
    sharing: dict[str, list[Key]] = defaultdict(list)
    for key in full:
        for word in dict.fromkeys((key[0], key[-1])):
            sharing[word].append(key)
    for key in full:
        near = dict.fromkeys((*sharing[key[0]][:_RIVALS], *sharing[key[-1]][:_RIVALS]))
        wider = [other for other in near if other != key and _contains(other, key)]
        tops = [other for other in wider if not any(_contains(third, other) for third in wider if third != other)]
        result[key] = tops[0] if len(tops) == 1 else key
    return result


def _contains(longer: Key, shorter: Key) -> bool:
    """Whether ``shorter`` can be a form of the full name ``longer``: same last word, and its other words or initials in their order; or the
    first words of it.
    """
    if len(shorter) > len(longer) or (len(shorter) == len(longer) and not any(len(word) == 1 for word in shorter)):
        return False
    if longer[: len(shorter)] == shorter or longer[-len(shorter) :] == shorter:
        return True
    if longer[-1] != shorter[-1]:
        return False
    position = 0
    for word in shorter[:-1]:
        while position < len(longer) - 1 and not (longer[position] == word or (len(word) == 1 and longer[position][0] == word)):
            position += 1
        if position >= len(longer) - 1:
            return False
        position += 1
    return longer[0] == shorter[0] or (len(shorter[0]) == 1 and longer[0][0] == shorter[0])


def _bearer(key: Key, clusters: Sequence[Key], members: dict[Key, list[Key]], title: str) -> Key | None:
    """The one person for whom the partial name ``key`` can stand, else None."""
    size = len(key)
    tests: tuple[Callable[[Key], bool], ...] = (
        lambda form: form[-size:] == key,
        lambda form: form[0] == key[0] if size == 1 else form[:size] == key,
        lambda form: size == 1 and key[0] in form[1:-1],
    )
    for test in tests:
        found = [cluster for cluster in clusters if any(test(form) for form in members[cluster])]
        if title and found:
            found = [cluster for cluster in found if gender_of_name(cluster) in ("", title)]
            if len(found) > 1:
                sure = [cluster for cluster in found if gender_of_name(cluster) == title]
                found = sure or found
        if found:
            return found[0] if len(found) == 1 else None
    return None


# Acronyms and short forms


def _acronyms(source: str, names: Sequence[Name], keys: Sequence[Key], label: Sequence[object]) -> Callable[[object], object]:
    """A function from a label to the label of the entity it is a short form of."""
    target: dict[object, object] = {}

    def root(item: object) -> object:
        while item in target:
            item = target[item]
        return item

    def join(short: object, long: object) -> None:
        if root(short) != root(long):
            target[root(short)] = root(long)

    for i in range(len(names) - 1):
        left, right = names[i], names[i + 1]
        if left.segment != right.segment or left.entity_type == "PERSON" or right.entity_type == "PERSON":
            continue
        gap = source[left.end : right.start]
        if not _OPENING.fullmatch(gap) or source[right.end : right.end + 1] not in (")", "]", '"', "”"):
            continue
        one, two = source[left.start : left.end], source[right.start : right.end]
        if _kind(left) == _kind(right):
            if _abbreviates(two, one):
                join(label[i + 1], label[i])
            elif _abbreviates(one, two):
                join(label[i], label[i + 1])
    organisations = list(dict.fromkeys((label[i], keys[i]) for i in range(len(names)) if names[i].entity_type == "ORG"))
    long: dict[str, set[object]] = defaultdict(set)
    for item, key in organisations:
        if len(key) > 1:
            for letters in _initials(key) - set(key):
                long[letters].add(root(item))
    for item, key in organisations:
        if len(key) == 1 and len(key[0]) >= 2 and item not in target:
            found = long.get(key[0].replace("&", "").replace("-", ""), set()) - {root(item)}
            if len(found) == 1:
                join(item, next(iter(found)))
    beginning: dict[str, list[tuple[object, Key]]] = defaultdict(list)
    for item, key in organisations:
        beginning[key[0]].append((item, key))
    for item, key in organisations:
        if item in target:
            continue
        found = {root(other) for other, wide in beginning[key[0]][:_RIVALS] if _is_short_form(key, wide)} - {root(item)}
        if len(found) == 1:
            join(item, next(iter(found)))
    return root


def _kind(name: Name) -> str:
    return "place" if name.entity_type in ("GPE", "LOC", "FAC") else name.entity_type


def _initials(key: Key) -> set[str]:
    return {"".join(word[0] for word in key), "".join(word[0] for word in key if word not in _SMALL)}


def _abbreviates(short: str, long: str) -> bool:
    """Whether ``short`` can stand for ``long``: an acronym whose letters come in this order in it, the first as its first.

    >>> _abbreviates("UDCG", "Ukraine Defence Contact Group"), _abbreviates("WHO", "Ghana Health Service")
    (True, False)
    """
    if not _ACRONYM.match(short) or len(long.split()) < 2 or sum(c.isupper() for c in short) < 2:
        return False
    letters = [c for c in short.casefold() if c.isalnum()]
    rest = iter("".join(words(long)))
    return words(long)[0][0] == letters[0] and all(c in rest for c in letters)


def _is_short_form(key: Key, wide: Key) -> bool:
    """Whether ``wide`` is ``key`` followed only by words for kinds of organisations ("Acme", "Acme Mining Company")."""
    if not len(key) < len(wide) or wide[: len(key)] != key or key[0] in _SMALL:
        return False
    cues = lexicon().cues
    known = lexicon().lowered.get(key, "")
    if known and known != "known":
        return False
    return all({"body", "suffix"} & set(cues.get(word, ())) for word in wide[len(key) :])
