"""Words that matter to statements alone; the reporting words themselves are in ``transforms.text.lexicon.reporting``."""

from transforms.text.lexicon import data

NO_CLAUSE = data.words("statements/no_cue.txt")
"""Verbs that take clauses and attribute nothing ("make", "cause"), so that their clauses are no contents."""

ASPECTUAL = data.words("statements/aspectual.txt")
"""Verbs that stand before a cue verb and belong to the cue ("continued to insist", "began by saying")."""

NO_SPEAKER = data.words("statements/no_speaker.txt")
"""Words before a colon that are no speaker ("Correction")."""

SPEAKER_NOUNS = data.words("statements/speaker_nouns.txt")
"""Common nouns that are one in a headline ("Poll")."""

LIGHT = data.words("statements/light.txt")
"""Verbs that form one cue with their cue noun ("made the claim that", "expressed concern about")."""
