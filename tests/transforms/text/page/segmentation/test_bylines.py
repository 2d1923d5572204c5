import pytest

from transforms.text.page.segmentation import bylines, datelines, leads, timestamps


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ana Lind, Health Correspondent, The Daily Ledger", ["Ana Lind"]),
        ("By Ana Lind and Bo van der Berg", ["Ana Lind", "Bo van der Berg"]),
        ("by Ana Lind-Okoro, KVDR Staff", ["Ana Lind-Okoro"]),
        ("By Staff The Canadian Press", []),
        ("By Ana Lind, Columnist and Harbour Council Liaison", ["Ana Lind"]),
        ("By Ana Lind in Bari and Qorv Zwelt", ["Ana Lind", "Qorv Zwelt"]),
        ("By Al Jazeera Staff and News Agencies", []),
        ("By ANA LIND – Associated Press", ["Ana Lind"]),
        ("By Reuters", []),
        ("Byby ANA LIND, BO MCCOY and CYD O'HARE", ["Ana Lind", "Bo McCoy", "Cyd O'Hare"]),
        ("by Ana Lind   @analind May 4, 2023: 3:42 PM ET", ["Ana Lind"]),
        ("By KVDR Staff | May 4, 2023 at 2:26 PM HST - Updated May 4 at 4:46 PM", []),
        ("By Ana LindPublished: May 4, 2023", ["Ana Lind"]),
        ("06 November 2023 by Ana Lind Discuss (0)", ["Ana Lind"]),
        ("1:54 pm August 9, 2023, by Ana O'Hare", ["Ana O'Hare"]),
        ("SCIENCE | 7 Hours Ago By Ana Lind", ["Ana Lind"]),
        ("By Ana Lind | alind@ledger.example | Lowton Daily News and Bo Berg | bberg@ledger.example", ["Ana Lind", "Bo Berg"]),
        ("By Anna Lind and Bo Berg / Lowton Shimbun Staff Writers", ["Anna Lind", "Bo Berg"]),
        ("By Anna Lind, Chief Technology Officer and Head of Harbour Labs", ["Anna Lind"]),
        ("By Anna Lind Globe Correspondent,Updated May 4, 2023, 5:49 p.m.", ["Anna Lind"]),
        ("Posted on May 4, 2023 at 11:11am by Anna Lind in Harbour News", ["Anna Lind"]),
        ("Written by Anna Lind, MS, RD on May 14, 2023", ["Anna Lind"]),
        ("BY: ANNA LIND AND BO BERG JR.", ["Anna Lind", "Bo Berg Jr."]),
        ("By George T. Conway III", ["George T. Conway III"]),
        ("Posted by Anna", ["Anna"]),
        ("By NBC's Anna Lind and Peter Berg", ["Anna Lind", "Peter Berg"]),
        ("by Anna Lind. Posted on 1:00 pm Thursday Aug 9, 2023", ["Anna Lind"]),
        ("By Anna C. Common", ["Anna C. Common"]),
        ("By Peter Lind Uncategorized", ["Peter Lind"]),
        ("By Anna Berg Anna Berg", ["Anna Berg"]),
        ("Created: 01/13/2022, 18:51 By: Anna Lind, Peter Berg", ["Anna Lind", "Peter Berg"]),
        ("By ANNA VAN LIND Staff Writer", ["Anna van Lind"]),
        ("Reported By: Anna Lind, Edited By: Peter Berg", ["Anna Lind"]),
        ("By Anna Lind in Brussels and Peter Berg in Paris", ["Anna Lind", "Peter Berg"]),
        ("By Anna Lind, Tri-Harbour Dispatch, Local Journalism Initiative Reporter", ["Anna Lind"]),
    ],
)
def test_bylines_and_their_names(line: str, names: list[str]) -> None:
    who = bylines.by(line)
    assert who is not None
    assert bylines.read(line).names == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Lind and Laura Berg LOWTON TODAY", ["Anna Lind", "Laura Berg"]),
        ("Laura Lind and Peter J. Mitchell Lowton Falls Argus Leader", ["Laura Lind", "Peter J. Mitchell"]),
        ("Anna Lind · CBC News · Posted: May 4, 2023 5:00 AM CDT", ["Anna Lind"]),
        ("Laura Lind Senior Writer", ["Laura Lind"]),
        ("Anna Lind@annalind", ["Anna Lind"]),
        ("Robert E. Lind, Ph.D.", ["Robert E. Lind"]),
        ("Laura Lind Peter Berg", ["Laura Lind", "Peter Berg"]),
        ("Anna Lind, Special to the Courier", ["Anna Lind"]),
        ("Anna Lind in Brussels", ["Anna Lind"]),
        ("Anna Lind 8:41 PM on December 20, 2023", ["Anna Lind"]),
        ("Anna Lind • HarbourOnline", ["Anna Lind"]),
        ("Yxwelda Qrandor", ["Yxwelda Qrandor"]),
        ("Anna Lind on May 4, 2023 – 7:37 pmNo Comment", ["Anna Lind"]),
        ("Peter Lind, Laura Berg, Anna Dahl", ["Peter Lind", "Laura Berg", "Anna Dahl"]),
    ],
)
def test_names_without_by(line: str, names: list[str]) -> None:
    assert bylines.read(line).names == names
    assert bylines.is_name(line) or bylines.is_dated(line)


@pytest.mark.parametrize(
    "line",
    [
        "Email This Link", "Saved Stories", "Rocky Planet", "San Jose", "Getty Images", "NJ Advance Media", "Full Bio", "Senior Editor",
        "Deputy Director, Lowton Marine Technologies", "Peter Lind wins the Lowton race", "Photography by Anna Lind", "Lowton Valley News",
    ],
)  # fmt: skip
def test_what_is_no_name(line: str) -> None:
    assert not bylines.is_name(line)
    assert not bylines.is_dated(line)
    assert bylines.by(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "By the time he left it was dark.",
        "Photos by Ana Lind",
        "The novel was written by Ana Lind",
        "By Staff 9 hours ago",
        "By submitting this you agree to the Privacy Policy",
        "Bylaws",
        "By",
    ],
)
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


def test_staff_signs_without_a_name() -> None:
    for line in ("By KVDR Staff", "Posted by harbourcat", "By Associated Press3 minute Read", "by University of Lowton"):
        assert bylines.by(line) is not None
        assert bylines.read(line).names == []
    assert bylines.is_dated("KVDR Video Team  | Updated: May 06, 2023, 04:25 PM IST")
    assert bylines.is_dated("Lowton News Desk | Oslo | Updated: 06-05-2023 04:25 IST | Created: 06-05-2023 04:25 IST")
    assert not bylines.is_dated("Lowton News | Oslo | Updated: 06-05-2023 04:25 IST")


@pytest.mark.parametrize(
    "line", ["Reuters, Bari", "AFP, BARI", "Via AP news wire", "Reuters Staff", "Source: Xinhua", "Associated Press in Oslo"]
)
def test_agencies_alone_on_a_line(line: str) -> None:
    assert bylines.is_agency(line)


def test_a_button_is_no_agency() -> None:
    assert bylines.agencies("AA") == []
    assert not bylines.is_agency("AA")
    assert bylines.agencies("ANKARA (AA)") == ["Anadolu"]


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
        ("BARI. Jan. 24 (Interfax) - Two boats sank.", "BARI", "Interfax"),
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


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("(AP) — The pier was closed.", "AP"),
        ("May 12 (Reuters) - The pier was closed.", "Reuters"),
        ("(Bloomberg) -- The pier was closed.", "Bloomberg"),
        ("(She left) - he said.", None),
        ("The pier (AP) was closed.", None),
        ("May 12 - The pier was closed.", None),
    ],
)
def test_leads_with_an_agency_and_no_place(line: str, agency: str | None) -> None:
    assert datelines.agency_alone(line) == agency


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("- ANA LIND & BO BERG", ["Ana Lind", "Bo Berg"]),
        ("– By Ana Lind, Bo Berg and Maria Marsh", ["Ana Lind", "Bo Berg", "Maria Marsh"]),
        ("By ANA LIND (@analind) and BO BERG (bo@ledger.example)", ["Ana Lind", "Bo Berg"]),
        ("by Ana Lind27 December 2023", ["Ana Lind"]),
        ("News by Ana Lind News Reporter", ["Ana Lind"]),
        ("Author Ana Lind", ["Ana Lind"]),
        ("Ana Lind, Bo Berg - The Lowton Ledger", ["Ana Lind", "Bo Berg"]),
        ("Words: Ana Lind", ["Ana Lind"]),
        ("By Guest Author", []),
        ("By Lowton Lab", []),
    ],
)
def test_forms_of_bylines(line: str, names: list[str]) -> None:
    assert bylines.read(line).names == names


def test_correspondents_in_places_are_explained_by_them() -> None:
    assert bylines.is_name("Ana Lind in Oslo and Bo Berg in Rome")
    assert not bylines.is_name("Ana Lind in trouble")


def test_a_day_glued_to_a_name_is_a_date() -> None:
    assert timestamps.parts("by Ana Lind27 December 2023") == [("published", "27 December 2023")]


def test_a_byline_with_an_agency_is_no_dateline() -> None:
    assert datelines.find("By Ana Lind (Reuters)") is None


@pytest.mark.parametrize(
    ("lead", "names"),
    [
        ("By Ana Lind – LOWTON (Reuters) – The pier was closed.", ["Ana Lind"]),
        ("By Ana Lind SAN JOSE (AP) — The pier was closed.", ["Ana Lind"]),
        ("- By Ana Lind (Reuters) - The pier was closed.", ["Ana Lind"]),
        ("By Friday night, OSLO (AP) — it was closed.", None),
        ("By Ana Lind The pier was closed.", None),
        ("Ana Lind – LOWTON (Reuters) – The pier was closed.", None),
    ],
)
def test_bylines_in_leads(lead: str, names: list[str] | None) -> None:
    found = leads.signed(lead)
    assert (found.names if found is not None else None) == names
