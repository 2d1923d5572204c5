import pytest

from transforms.text.page.segmentation import bylines, datelines


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Lind, Health Correspondent, The Daily Ledger", ["Ana Lind"]),
        ("By Ana Lind and Bo van der Berg", ["Ana Lind", "Bo van der Berg"]),
        ("by Ana Lind-Okoro, KVDR Staff", ["Ana Lind-Okoro"]),
        ("By Staff The Canadian Press", []),
        ("By Al Jazeera Staff and News Agencies", []),
        ("By ANA LIND – Associated Press", ["Ana Lind"]),
        ("By Reuters", []),
    ],
)
def test_bylines_and_their_names(line: str, names: list[str]) -> None:
    who = bylines.by(line)
    assert who is not None
    assert bylines.names(bylines.head(who)) == names


@pytest.mark.parametrize("line", ["By the time he left it was dark.", "By submitting this you agree to the Privacy Policy", "Bylaws", "By"])
def test_what_is_no_byline(line: str) -> None:
    assert bylines.by(line) is None


def test_bylines_without_by() -> None:
    assert bylines.is_dated("Ana Lind · CBC News · Posted: Oct 17, 2023 5:00 AM CDT | Last Updated: October 17, 2023")
    assert bylines.is_name("Ana Lind")
    assert bylines.is_aged_name("Ana Lind2 minutes ago")
    assert bylines.is_agency("Associated Press in Oslo")
    assert bylines.is_agency("THE ASSOCIATED PRESS")
    assert bylines.is_role("Freelance sports writer")
    assert not bylines.is_name("Privacy Policy")
    assert not bylines.is_name("Download PDF")
    assert not bylines.is_agency("Ana Lind")


def test_agencies_in_order_and_once() -> None:
    assert bylines.agencies("With files from Reuters, The Canadian Press and Reuters") == ["Reuters", "CP"]
    assert bylines.agencies("KYIV (AP)") == ["AP"]
    assert bylines.agencies("a map of the gap") == []


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("KYIV, Ukraine (AP) — Drones struck a depot.", "KYIV, Ukraine", "AP"),
        ("HORNEPAYNE, Ont. - Two people are dead.", "HORNEPAYNE, Ont.", None),
        ("NEW YORK (Reuters) - Shares fell.", "NEW YORK", "Reuters"),
        ("OTTAWA -", "OTTAWA", None),
        ("NAIROBI, Kenya (AP) _", "NAIROBI, Kenya", "AP"),
        ("JERUSALEM: The army said so.", "JERUSALEM", None),
        ("Washington (CNN)", "Washington", "CNN"),
        ("TORONTO — The mayor resigned.", "TORONTO", None),
        ("SAN SALVADOR, 19 APR 89 (AFP) -- IT WAS SO.", "SAN SALVADOR", "AFP"),
    ],
)
def test_datelines(line: str, place: str, agency: str | None) -> None:
    found = datelines.find(line)
    assert found is not None
    assert found[:2] == (place, agency)


@pytest.mark.parametrize(
    "line", ["WATCH - How it works.", "July 25 (Reuters) - Shares fell.", "He left - at last.", "Ana Lind (R)", "NOTES: The team won."]
)
def test_what_is_no_dateline(line: str) -> None:
    assert datelines.find(line) is None
