"""Words around and inside names that tell places from people and institutions, lower case, by group (``lexicon/data/places/cues.tsv``)."""

from transforms.text.lexicon import data, reporting

_GROUPS = {group: frozenset(words.split()) for group, words in data.table("places/cues.tsv")}

ROADS = _GROUPS["roads"]
NUMBERED = _GROUPS["numbered"]
"""Words that stand before the number of a road."""
WATERS = _GROUPS["waters"]
LANDS = _GROUPS["lands"]
DIVISIONS = _GROUPS["divisions"]
BUILDINGS = _GROUPS["buildings"]
BEFORE = _GROUPS["before"]
"""Words that begin the name of a water or a land ("Lake Vorsten")."""
COMPASS = _GROUPS["compass"]
LINKS = _GROUPS["links"]
"""Small words inside names."""
PLACE_PREPOSITIONS = _GROUPS["place_prepositions"]
PERSON_VERBS = _GROUPS["person_verbs"] | reporting.forms("person")
RESIDENTS = _GROUPS["residents"]
INSTITUTIONS = _GROUPS["institutions"]
MEDIA = _GROUPS["media"]
TOWN_NOUNS = _GROUPS["town_nouns"]
GOVERNING = _GROUPS["acts"] | reporting.forms("government")
"""Verbs whose subject, where it is a country or a capital, is its government."""
