"""What looks like a time and is none, or is another."""

import pytest

from tests.transforms.text.times.conftest import Found, Read

OTHER = [
    ("He meets them now and then.", []),
    ("It began on a day that she will not forget.", []),
    ("It flew at 90 miles an hour for two hours.", ["PT2H"]),
    ("He read The Week in Pictures.", []),
    ("He has 1950 cows and 2010 sheep; 1999 of them were shorn.", []),
    ("In 2010 sheep were shorn.", ["2010"]),
    ("He drove from 1908 Linden Drive to the mill.", []),
    ("In 1998 Linden Drive was closed.", ["1998"]),
    ("The town paid for 1950 chairs and 2010 lamps.", []),
    ("They want 2000 more signatures.", []),
    ("It ran in the 2009 and 2010 seasons.", ["2009", "2010"]),
    ("The guard scored twice in the second quarter.", []),
    ("The Herons led by six after the first quarter.", []),
    ("The first quarter of the novel is set at sea.", []),
    ("Profit fell in the second quarter.", ["2023-Q2"]),
    ("Few remember the fall of the old town.", []),
    ("The March to Solmarn drew farmers.", []),
    ("In some quarters the plan was mocked.", []),
    ("Nothing good happens on a Friday or a Sunday night.", ["XXXX-WXX-5", "XXXX-WXX-7TNI"]),
    ("He told a Friday meeting that he would go.", ["2024-01-19"]),
    ("The vase was made in 88 BC, the cup in A.D. 79.", ["BC0088", "0079"]),
    ("About 300 B.C. residents signed.", []),
    ("She won the race in 2:41:09.", ["PT2H41M9S"]),
    ("She swam it in 3:43.1.", ["PT3M43.1S"]),
    ("The clock stopped at 2:41:09.", ["2024-01-24T02:41"]),
    ("The hearing was rescheduled for Tuesday.", ["2024-01-30"]),
    ("The vote was put off to Saturday.", ["2024-01-27"]),
    ("The lease had been due to expire Friday.", ["2024-01-19"]),
    ("The rose bloomed a week earlier than usual.", ["P1W"]),
    ("It must open before the end of year.", ["2024"]),
    ("It agreed to buy the dairy in August.", ["2023-08"]),
    ("He left the port two days later.", ["XXXX-XX-XX"]),
    ("It opens in late May or early June 2026.", ["2026-05", "2026-06"]),
    ("Salt was taxed in 1962. During the next decade, trade fell.", ["1962", "P10Y"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), OTHER)
def test_value(found: Found, text: str, expected: list[str]) -> None:
    assert [row[2] for row in found(text)] == expected


def test_the_next_decade_of_a_story_begins_in_it(read: Read) -> None:
    _, rows = read("Salt was taxed in 1962. During the next decade, trade fell.")
    assert [(row.anchor, row.start_date and row.start_date.year, row.end_date and row.end_date.year) for row in rows] == [
        ("explicit", 1962, 1962),
        ("narrative", 1962, 1972),
    ]


def test_the_last_of_a_month_is_not_the_month_before(found: Found) -> None:
    assert [found("The crash came last February.", date)[0][2] for date in ("2024-03-05", "2024-05-05")] == ["2023-02", "2024-02"]
