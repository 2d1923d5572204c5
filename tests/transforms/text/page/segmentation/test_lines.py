import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.text.page.segmentation import furniture, glue, lines


def line(text: str) -> lines.Line:
    return lines.make(text, 0, len(text), 1)


@given(st.text(alphabet=st.characters(), max_size=80))
def test_lines_hold_every_character_that_is_not_blank_and_have_no_blank_edges(text: str) -> None:
    covered = [False] * len(text)
    for start, end, _ in lines.spans(text, 0, len(text)):
        assert text[start:end] == text[start:end].strip()
        for at in range(start, end):
            assert not covered[at]
            covered[at] = True
    assert all(seen or text[at].isspace() for at, seen in enumerate(covered))


WRAPPED = "The pier burned down on Monday night, said the\npolice. Nobody was hurt, and a fire engine came from\nthe next village as late "


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (WRAPPED + "as at nine in the evening.\nBy ANA R. LIND and BO BERG", 2),
        (WRAPPED + "as ten. The mayor hopes that\nBy Friday night it will be rebuilt", 1),
        ("The pier that had been closed since the storm of\nlast winter opened again.\nNobody came.", 2),
        ("Sports\nbusiness\nweather", 3),
        ("A headline that is about forty characters long\nby Ana Lind on a Monday in May", 2),
        ("A headline that is about forty characters long\nposted on 4 May 2023 by Ana Lind", 2),
        ("Three boats sank off the coast of Bari overnight,\nPolice said on Friday.", 1),
        ("A pier\nburned in\nLowton\nlast night.\nNobody was\nhurt and\nthe ferry\nis running.", 2),  # broken at its links
        ("Sports\nbusiness\nweather\nboats\npiers\nferries\nopinion", 7),
        ("It ended here, in a sentence that is long enough.\nand this is odd but short.", 2),
    ],
)
def test_hard_wrapped_lines_are_joined(text: str, joined: int) -> None:
    assert len(lines.unwrap(list(lines.spans(text, 0, len(text))), text)) == joined


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“They came.” Story continues below advertisement Then it rained.", 3),
        ("The story continues below the surface.", 1),
        ("Advertisement", 1),
        ("It fell. ADVERTISEMENT The mayor left.", 3),
        ("It fell. CLICK HERE TO GET THE LEDGER APP The mayor left.", 3),
        ("It fell. CLICK HERE TO TURN ON NOTIFICATIONS. The mayor left.", 1),
        ("A boat in Bari. (Ana Lind/Reuters) The ship left. A pier in Rabat. (Bo Berg/AFP) It burned.", 4),
        ("He came. WATCH | How it began: The first day Duration 1:10 A look back.", 2),
        ("Copyright 2019 Ledger Broadcasting, Inc. All rights reserved. HUDSON, Fla. - A man was found.", 2),
        ("Ferry pier stays closed in LowtonWednesday, March 09, 2022", 2),
        ("The Ledger's Staff ReporterUpdated May 13, 2020", 2),
        ("Ferry pier stays closed in Lowton09 Mar 2022", 2),
        ("Ferry pier stays closed in LowtonMarch 09, 2022", 2),
        ("Ferry pier closed since 09 Mar 2022", 1),
        ("Ferry pier closed since March 09, 2022", 1),
        ("Ferry pier in Lowton Wednesday, March 09, 2022", 1),
        ("They were seen in Bari. A crowd waits at the pier in Bari. Credit: AP The ship left at noon.", 3),
    ],
)
def test_glued_blocks_are_split(text: str, pieces: int) -> None:
    found = glue.split(text, 0, len(text))
    assert len(found) == pieces
    assert "".join(text[a:b] for a, b in found).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Skip to content", "navigation"),
        ("Share this article", "navigation"),
        ("Facebook Twitter Email", "navigation"),
        ("Home News Weather Sports Contests Obits", "navigation"),
        ("View 6 Images", "navigation"),
        ("2K Shares", "navigation"),
        ("Story continues below advertisement", "promo"),
        ("Sign up for our free breaking news emails", "promo"),
        ("Get the best of the Ledger in your inbox every morning.", "promo"),
        ("By signing up, you agree to our Privacy Policy", "promo"),
        ("READ MORE: Washouts a growing risk", "teaser"),
        ("Most read", "teaser"),
        ("More from Science", "teaser"),
        ("Comments (148)", "navigation"),
        ("Join the conversation", "comments"),
        ("© 2024 Ledger Ltd. All rights reserved.", "legal"),
        ("Privacy Policy | Terms of Service", "legal"),
        ("list of 4 items", "teaser"),
        ("Enter your search terms", "navigation"),
        ("You can find this story in My Bookmarks.", "promo"),
        ("CLICK HERE TO GET THE LEDGER APP", "promo"),
        ("3 min read", "timestamp"),
        ("Editor's note: An earlier version gave a wrong date.", "correction"),
        ("This story has been corrected to show that the pier is in Bari.", "correction"),
        ("With files from Ana Lind and The Canadian Press", "credit_line"),
        ("This report by The Canadian Press was first published June 20, 2023.", "credit_line"),
        ("Reporting by Ana Lind; Editing by Bo Berg", "credit_line"),
        ("Associated Press writer Ana Lind in Oslo contributed to this report.", "credit_line"),
        ("Ana Lind is a health correspondent based in Oslo.", "author_bio"),
        ("ana.lind@ledger.example", "author_bio"),
    ],
)
def test_furniture_by_its_wording(text: str, kind: str) -> None:
    cue = furniture.cue(line(text))
    assert cue is not None
    assert cue.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said the pier would open on Friday.",
        "“Share what you have,” she said.",
        "He was best known as the founder of a travelling opera, which gave concerts on ships.",
        "The Holocaust museum's conversations are remembered because they involved both ministers.",
        "Disputed deaths",
        "Police enter the house",
        "Support for the prime minister among party members has fallen, a survey says.",
        "Subscribers to the service fell by a tenth in the spring, the company said.",
        "Subscription revenue rose to 40 million euros.",
        "Our investigators have read all of the emails, the prosecutor said.",
        "Follow-up emails show that the ministry knew of the leak.",
        "Research by the University of Oslo shows that 40 people were ill.",
        "Video from the scene showed smoke over the harbour.",
        "Correction officers at the prison said that 12 inmates had fled.",
        "An earlier version of the bill failed in the senate.",
        "More in-depth talks will be held on Friday.",
        "MORE BODIES WERE FOUND IN THE HARBOUR ON FRIDAY.",
        "He named the party to which he had contributed.",
        "A Danish company bought the yard in May and closed it in June.",
    ],
)
def test_what_is_no_furniture(text: str) -> None:
    assert furniture.cue(line(text)) is None


def test_every_pattern_has_a_name_of_its_own_and_is_found_by_it() -> None:
    names = [rule.cue.name for rule in furniture.PATTERNS]
    assert len(names) == len(set(names))
    assert furniture.pattern("with_files").matches(line("With files from Ana Lind"))
