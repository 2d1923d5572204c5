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
FOREIGN_LINKS = LINKS - {"of", "the", "and", "on", "upon"}
"""Those that stand in no English phrase: a listed name that holds one is that name ("Orlova am Inn")."""
PLACE_PREPOSITIONS = _GROUPS["place_prepositions"]
PERSON_VERBS = _GROUPS["person_verbs"] | reporting.forms("person")
RESIDENTS = _GROUPS["residents"]
INSTITUTIONS = _GROUPS["institutions"]
MEDIA = _GROUPS["media"]
TOWN_NOUNS = _GROUPS["town_nouns"]
GOVERNING = _GROUPS["acts"] | reporting.forms("government")
"""Verbs whose subject, where it is a country or a capital, is its government."""
DISEASES = _GROUPS["diseases"]
"""Words after which a place's name is part of the name of a disease ("Rift Valley fever")."""
ARTICLES = _GROUPS["articles"]
"""Articles of other languages inside names, with the prepositions they are joined to ("Vera del Orlova")."""
SERVICES = _GROUPS["services"]
"""Words of local services that a place's name goes on to with or without a word for a body ("Orlova EMS", "Orlova Irrigation District")."""
PROVINCIAL = _GROUPS["provincial"]
"""Words behind the name of a region, or before "of" or "from" and it, for what regions have and their towns have not."""
NATIONAL = _GROUPS["national"]
"""Words behind the name of a country and a possessive, or before "of" and it, for what countries have and their parts have not."""
