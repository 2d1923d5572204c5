import pytest

from transforms.text.page.segmentation import credits


@pytest.mark.parametrize(
    ("line", "credit", "people", "agencies"),
    [
        (
            "Crews work on the pier in Rabat on Monday. (Ana Lind/AFP/Getty Images)",
            "Ana Lind/AFP/Getty Images",
            ("Ana Lind",),
            ("AFP", "Getty Images"),
        ),
        ("A plow clears snow in Truro, May 4, 2021. (AP Photo/Bo de Vries, File)", "AP Photo/Bo de Vries, File", ("Bo de Vries",), ("AP",)),
        ("The mayor speaks in Truro. (CBC)", "CBC", (), ("CBC",)),
        ("The mayor speaks in Truro. THE CANADIAN PRESS/Ana Lind", "THE CANADIAN PRESS/Ana Lind", ("Ana Lind",), ("CP",)),
        ("The mayor in Truro. Photograph: Ana Lind/Alamy", "Photograph: Ana Lind/Alamy", ("Ana Lind",), ("Alamy",)),
        ("The mayor in Truro. / Photo: AP", "Photo: AP", (), ("AP",)),
        ("The mayor in Truro, September 18, 2023 [Ana Lind/Reuters]", "Ana Lind/Reuters", ("Ana Lind",), ("Reuters",)),
        ("The mayor in Truro. HANDOUT/COAST GUARD VIA REUTERS", "HANDOUT/COAST GUARD VIA REUTERS", (), ("Reuters",)),
        (
            "Fireworks over the bridge. Photo by Ana Lind/AFP via Getty Images",
            "Photo by Ana Lind/AFP via Getty Images",
            ("Ana Lind",),
            ("AFP", "Getty Images"),
        ),
        ("A dog waits outside. Handout/Reuters", "Handout/Reuters", (), ("Reuters",)),
        ("The festival in TruroImage: Ana Lind/REUTERS", "Image: Ana Lind/REUTERS", ("Ana Lind",), ("Reuters",)),
        (
            "The profits in Truro. Illustration photo: Ana Lind / AP / NTB",
            "Illustration photo: Ana Lind / AP / NTB",
            ("Ana Lind",),
            ("AP", "NTB"),
        ),
        ("A ring. Illustration: European Observatory/M. Lind", "Illustration: European Observatory/M. Lind", ("M. Lind",), ()),
        ("The pier in Truro. (Reuters: Ana Lind)", "Reuters: Ana Lind", ("Ana Lind",), ("Reuters",)),
        ("A flag flies in Truro. (AP Photo/Ana Lind) AP Photo", "AP Photo/Ana Lind", ("Ana Lind",), ("AP",)),
        ("The hall in Truro. (U.S. Coast Guard)", "U.S. Coast Guard", (), ()),
        ("A shell from the bay. Image credit: Lind et al., doi: 10.1000/182.", "Image credit: Lind et al., doi: 10.1000/182", (), ()),
        ("Tents at the new site in Truro. QRN/BTS/ELV", "QRN/BTS/ELV", (), ()),
        ("She opened the shop in 2018. QTRO/YouTube", "QTRO/YouTube", (), ()),
        ("The pier in Truro in May. AnaLindQT/X", "AnaLindQT/X", (), ()),
        ("The mayor speaks in Truro on July 25, 2019.A. Bo Lind / AP file", "A. Bo Lind / AP file", ("A. Bo Lind",), ("AP",)),
        (
            "The mayor wants more trees on the pier | Ana Lind/AFP via Getty Images",
            "Ana Lind/AFP via Getty Images",
            ("Ana Lind",),
            ("AFP", "Getty Images"),
        ),
        (
            "The mayor wants more trees on the pier | Ana Lind via Getty Images",
            "Ana Lind via Getty Images",
            ("Ana Lind",),
            ("Getty Images",),
        ),
        ("Crowds at the pier on the longest day.Getty Images", "Getty Images", (), ("Getty Images",)),
        ("The sun rises over Truro.Ana Lind—Getty Images", "Ana Lind—Getty Images", ("Ana Lind",), ("Getty Images",)),
    ],
)
def test_a_credit_is_found_and_read(line: str, credit: str, people: tuple[str, ...], agencies: tuple[str, ...]) -> None:
    where = credits.find(line)
    assert where is not None
    assert line[slice(*where)] == credit
    assert credits.parse(credit) == (people, agencies)


@pytest.mark.parametrize(
    "line",
    [
        "He won (again).",
        "Pier in Truro closes | BBC News / Business",
        "Mayor resigns | Main | Lind/Berg on the pier",
        "A poll by Reuters/Ipsos showed the mayor ahead by two points.",
        "According to a New York Times/CBS News poll released last week, voters are tired",
        "Sen. Ana Lind (D., Mont.) voted against it.",
        "THE POLICE ARRIVED LATE. [END RECORDING]",
        "The rest came courtesy of his brother.",
        "The bank asks for an image credit: nobody gave it one.",
        "The clinics treat HIV/AIDS and TB.",
        "The ferry left at noon. The crew of the ferry and/or Bo stayed",
        "The pier was closed in 2018. Nobody was hurt",
        "Maj. and Mrs. Lind's /Bari",
        "She left the city. (She never came back.)",
        "",
    ],
)
def test_what_is_no_credit(line: str) -> None:
    assert credits.find(line) is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("The new pier in Bari was opened on Monday. Ana Lind", "Ana Lind"),
        ("The new pier in Bari was opened on Monday. Ana Lind for the Daily Ledger", "Ana Lind for the Daily Ledger"),
        ("The new pier in Bari was opened at 9 a.m. Ana Lind", None),  # the stop is that of the hour
        ("The new pier in Bari was opened, she said. Ana Lind", None),
        ("Too short. Ana Lind", None),
        ("THE NEW PIER IN BARI WAS OPENED ON MONDAY. ANA LIND", None),
        ("Ana Lind wears a coat, a belt and shoes.Bo Berg", "Bo Berg"),
        ("The rain of two days in Bari, a town of 900 people, which had seen none like it before.QTR", "QTR"),
        ("The new pier in Bari was opened on Monday.Read More", None),  # a button
        ("The new pier in Bari was opened on Monday.Nobody came", None),  # a sentence
        ("Would you buy the coat that Ana Lind wears?Yes", None),  # an answer
        ("By Ana Lind in Bari For Ledger.Com", None),  # an address
        ("The pier was opened by the U.S.Navy", None),  # an abbreviation
        ("The new pier in Bari was opened on Monday.Bo Berg was there.", None),
    ],
)
def test_a_name_after_the_last_sentence(line: str, name: str | None) -> None:
    where = credits.name_tail(line)
    assert (where and line[slice(*where)]) == name


def test_offsets_count_in_the_whole_line() -> None:
    line = "word " * 100 + "in Bari. (Ana Lind/Reuters)"
    where = credits.find(line)
    assert where is not None
    assert line[slice(*where)] == "Ana Lind/Reuters"
