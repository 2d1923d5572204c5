"""The layers that the names fill: sound for any sentence, also one that was cut, shuffled or doubled."""

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Annotated
from transforms.text import names

SENTENCES = (
    "Mayor April Jones of Leeds, Ont., met Lt.-Gen. Tom Hale of the Harbour Safety Authority (HSA) in April.",
    "“The Ministry of Ports will pay,” said Insp. Ann O'Hare, 43, who is chief of the harbour police; she left on Friday.",
    "DAKAR, Senegal (AP) — The Dominican Republic beat Dominica 3-1 at the Zorvat Stadium, Reuters reported.",
    "Kenyan and French officials called it the Zorvat Act; Borel Marine Inc. and Borel's founder, Anna Borel, sued him.",
    "BREAKING NEWS: POLICE IN LAGOS ARRESTED SENATOR CHIDI OKONKWO | The 19-year-old, he said, had fled to St. John's.",
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A few of the sentences with words dropped, doubled, exchanged, joined, or put in capitals."""
    rng = random.Random(draw(st.integers(0, 1 << 30)))
    words = " \n\n ".join(rng.sample(SENTENCES, rng.randint(1, 3))).split(" ")
    for _ in range(rng.randint(0, 12)):
        at = rng.randrange(len(words))
        change = rng.choice(("drop", "double", "swap", "join", "upper", "comma"))
        if change == "drop" and len(words) > 1:
            del words[at]
        elif change == "double":
            words.insert(at, words[at])
        elif change == "swap":
            other = rng.randrange(len(words))
            words[at], words[other] = words[other], words[at]
        elif change == "join" and at + 1 < len(words):
            words[at : at + 2] = [words[at] + rng.choice(("-", "/", "’s ", "")) + words[at + 1]]
        elif change == "upper":
            words[at] = words[at].upper()
        else:
            words[at] += ","
    return " ".join(words)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutated())
def test_layers_are_sound(annotated: Annotated, text: str) -> None:
    reading = annotated(text)
    rows = names.extract(reading)
    assert all(one.end <= two.start for one, two in itertools.pairwise(reading.names))
    assert len(reading.owners) == len(reading.names) == len(rows["mentions"])
    for name, row in zip(reading.names, rows["mentions"], strict=True):
        assert (row.char_start, row.char_end, row.entity_type) == (name.start, name.end, name.entity_type)
        passage = reading.passages[name.passage]
        assert passage.start <= name.start < name.end <= passage.end
        assert passage.source_span(name.first, name.last)[0] <= name.start
        entity = reading.entity_of(name.start, name.end)
        assert entity is not None
        assert entity.entity_id == row.entity_id
        assert ("mentions", name.start, name.end) in reading.reasons
    for reference in reading.references:
        assert reading.names.exact(reference.start, reference.end) is None
        assert not any(name.start <= reference.start < name.end for name in reading.names)
        assert ("coreferences", reference.start, reference.end) in reading.reasons


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("DAKAR (AP) — Two ships collided.", ["dateline", "tagger"]),
        ("The fire drew a crowd in August Wilson's home town.", ["month as a given name"]),
    ],
)
def test_each_mention_says_what_found_it(annotated: Annotated, text: str, rules: list[str]) -> None:
    reading = annotated(text)
    names.extract(reading)
    assert [reading.reasons["mentions", name.start, name.end] for name in reading.names] == rules
