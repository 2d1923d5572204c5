"""What an article has spoken of so far: who is near, in order, at a cost that does not grow with the article."""

from tests.conftest import Annotated
from tests.steps import steps
from transforms.text.names.discourse import WINDOW, Discourse


def spoken(annotated: Annotated, *sentences: tuple[int, ...], parts: tuple[float, ...] = (0.1,) * 9) -> Discourse:
    """What is left of sentences that speak of entities by number."""
    (passage,) = annotated("It rained.").passages
    discourse = Discourse(parts)
    for numbers in sentences:
        discourse.next_sentence()
        for number in numbers:
            discourse.note(number, "PERSON", "", passage, 0)
    return discourse


def test_who_was_spoken_of_in_the_last_sentences(annotated: Annotated) -> None:
    discourse = spoken(annotated, (0, 1), (2,), (1,), (3,))
    assert [[trace.key for trace in discourse.within(number)] for number in range(4)] == [[3], [3, 1], [3, 1, 2], [3, 1, 2, 0]]
    assert [trace.key for trace in discourse.present()] == [0, 1, 2, 3]


def test_who_makes_up_much_of_the_names_stays_present(annotated: Annotated) -> None:
    discourse = spoken(annotated, (0, 1), *[(2,)] * (WINDOW + 1), parts=(0.1, 0.5, 0.4))
    assert [trace.key for trace in discourse.present()] == [1, 2]


def test_who_is_present_takes_no_longer_in_a_long_article(annotated: Annotated) -> None:
    (passage,) = annotated("It rained.").passages

    def cost(names: int) -> int:
        discourse = Discourse([0.0] * names)
        for number in range(names):
            discourse.next_sentence()
            discourse.note(number, "PERSON", "", passage, 0)
        return steps(discourse.present)

    assert cost(400) == cost(100)
