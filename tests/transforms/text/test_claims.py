"""Spans are claimed once: what one family has read, a later one does not read again, whatever the text."""

import random
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.contract import check_article
from tests.conftest import Annotated
from transforms.text import families

SEEDS = sorted((Path(__file__).parents[3] / "seeds").glob("*.txt"))
SENTENCES = sorted(
    {
        line.strip()
        for path in SEEDS
        for line in path.read_text(encoding="utf-8", errors="ignore").splitlines()
        if 40 <= len(line.strip()) <= 600 and line.strip()[-1] in '."”'
    }
)
PIECES = (
    "07-Feb-2025", "half past six", "12 and 13 April", "from 23 May to 2 August", "9 a.m. to 4 p.m. on Sunday", "three or four hundred",
    "$5 to 7 million", "two and three-quarter miles", "April Quill", "June 4", "the two thousand two", "Mr. March", "the May Company",
    "Bank of Norvale", "the Canadian Red Cross", "50 Cent", "Boeing 737", "a quarter to 7", "1998", "'98", "the 1990s", "20 Friday", "-",
    "Fred Winters", "one", "to", "of 2024", "at 5", "January", "Monday", "million", "The Hague", "Ottawa Senators", "(", "\u2014",
)  # fmt: skip
OURS = ("no_overlap", "outside_times", "outside_mentions")


def mutated(sentence: str, chance: random.Random) -> str:
    """``sentence`` with words lost, doubled, swapped and capitalised, and pieces of dates, amounts and names put between them."""
    words = sentence.split()
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(words))
        change = chance.randrange(5)
        if change == 0:
            words[at:at] = [chance.choice(PIECES)]
        elif change == 1 and len(words) > 3:
            del words[at]
        elif change == 2:
            words[at] = chance.choice([words[at].upper(), words[at].title(), words[at].lower()])
        elif change == 3:
            other = chance.randrange(len(words))
            words[at], words[other] = words[other], words[at]
        else:
            words[at] = chance.choice(PIECES)
    return " ".join(words)


def read_twice(annotated: Annotated, text: str) -> list[tuple[str, str, str]]:
    """The rows of ``text`` that read what another row has read: dataset, rules and text."""
    checked = check_article(families.extract(annotated(text)))
    assert not checked.article_rejected
    return [(row.dataset, row.rules, row.row.text) for row in checked.broken if set(row.rules.split(",")) & set(OURS)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4), st.integers(0, 2**32))
def test_no_span_of_a_mutated_text_is_read_twice(annotated: Annotated, sentences: list[str], seed: int) -> None:
    chance = random.Random(seed)
    assert read_twice(annotated, "\n\n".join(mutated(sentence, chance) for sentence in sentences)) == []
