"""Groups of confidence beside what is right."""

from pipeline.evaluation import reliability

ROWS = [(1.0, True), (0.95, True), (0.94, False), (0.9, True), (0.55, False), (0.1, False)]


def test_groups_begin_where_they_say() -> None:
    assert [(low, len(found)) for low, found in reliability.groups(ROWS)] == [(0.0, 1), (0.5, 1), (0.9, 2), (0.95, 2)]
    assert reliability.groups([]) == []


def test_thresholds_say_what_stays_and_what_of_it_is_right() -> None:
    measures = reliability.measures(ROWS)
    assert (measures["confidence_90_kept"], measures["confidence_90_right"]) == (4 / 6, 3 / 4)
    assert reliability.measures([])["confidence_90_right"] == 0.0


def test_the_table_has_a_line_a_group() -> None:
    assert [line.split() for line in reliability.table(ROWS)[1:3]] == [
        ["from", "0.00", "1", "10.0", "0.0"],
        ["from", "0.50", "1", "55.0", "0.0"],
    ]
