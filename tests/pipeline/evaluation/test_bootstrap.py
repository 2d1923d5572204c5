"""Intervals of measures over documents."""

from pipeline.evaluation import bootstrap


def recall(sums: bootstrap.Counts) -> dict[str, float]:
    return {"recall": bootstrap.share(sums["right"], sums["gold"])}


def test_where_every_document_is_alike_the_interval_is_a_point() -> None:
    assert bootstrap.intervals([{"gold": 4, "right": 3}] * 9, recall) == {"recall": (0.75, 0.75)}


def test_more_documents_narrow_the_interval_around_the_measure() -> None:
    def width(documents: int) -> float:
        low, high = bootstrap.intervals([{"gold": 1, "right": 1}, {"gold": 1, "right": 0}] * documents, recall)["recall"]
        assert low < 0.5 < high
        return high - low

    assert width(200) < 0.15 < width(10)


def test_the_same_documents_give_the_same_interval_and_none_gives_none() -> None:
    counts = [{"gold": 2, "right": number % 3} for number in range(12)]
    assert bootstrap.intervals(counts, recall) == bootstrap.intervals(counts, recall)
    assert bootstrap.intervals([], recall) == {}


def test_precision_and_recall_may_count_different_things() -> None:
    assert bootstrap.f(2, 4, 2, met=1) == 2 * 1 * 0.25 / 1.25
