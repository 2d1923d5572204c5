"""The chain's decisions on small pages, and how they are explained."""

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation import labels, neighbours
from transforms.text.page.segmentation.labels import model
from transforms.text.page.segmentation.lines import Line

TITLE = "Fishing boats sink off Bari"


def labelled(*texts: str, explain: bool = True) -> list[Line]:
    lines = cued_lines(*texts)
    neighbours.mark(lines)
    labels.label(lines, explain=explain)
    return lines


def kinds(*texts: str) -> list[str]:
    return [line.kind for line in labelled(*texts)]


def test_a_story_with_a_heading_and_furniture_around_it() -> None:
    texts = (
        "Home",
        "Weather",
        TITLE,
        "By Ana Lind",
        *PROSE[:2],
        "A late warning",
        *PROSE[2:],
        "Most read",
        "Mayor of Rabat resigns after a vote",
    )
    assert kinds(*texts) == [
        "navigation", "navigation", "headline", "byline", "paragraph", "paragraph", "heading", "paragraph", "paragraph", "teaser", "teaser",
    ]  # fmt: skip


def test_a_list_of_other_stories_within_the_story_has_an_end() -> None:
    links = (
        "Recommended Stories",
        "Mayor of Rabat resigns after a long debate",
        "Pier in Oslo burns down",
        "Snow closes roads in the Alps",
    )
    rest = ("The boats are old, and the port's master had called the fishers back to the harbour before they sank.", PROSE[3])
    found = kinds(TITLE, "By Ana Lind", *PROSE[:2], *links, *rest)
    assert found == ["headline", "byline", "paragraph", "paragraph", *["teaser"] * 4, "paragraph", "paragraph"]


def test_one_headline_and_its_copies() -> None:
    assert kinds("Home", TITLE, "By Ana Lind", TITLE, *PROSE).count("headline") == 2
    assert kinds("Home", TITLE, "By Ana Lind", "Two people are still missing after the storm", *PROSE).count("headline") == 1


def test_an_address_is_no_headline() -> None:
    lines = labelled("https://ledger.example/fishing-boats-sink-off-bari.php", TITLE, "By Ana Lind", *PROSE)
    assert [line.text for line in lines if line.kind == "headline"] == [TITLE]


def test_sure_cues_bind_the_chain() -> None:
    video, credit, menu = cued_lines("WATCH | A: B Duration 1:23 C", "Photo: AP", "Home")
    assert model.certain(video) == (model.FURNITURE,)
    assert model.certain(credit) == ("credit", "caption", model.FURNITURE)
    assert model.certain(menu) is None


def test_a_moment_for_machines_is_a_time_wherever_it_stands() -> None:
    assert kinds(TITLE, PROSE[0], "2024-01-24T14:30+0000", *PROSE[1:])[2] == "timestamp"


def test_who_signs_beside_a_time_is_a_byline() -> None:
    (signed,) = cued_lines("By Ana Lind | Jan. 24, 2024 10:15 a.m.")
    assert "timestamp" not in (model.certain(signed) or ("timestamp",))
    assert kinds("Home", TITLE, "By Ana Lind | Jan. 24, 2024 10:15 a.m.", *PROSE)[:3] == ["navigation", "headline", "byline"]


def test_a_credit_beside_a_caption_is_no_caption_itself() -> None:
    lines = cued_lines("Photo: AP", *PROSE[:2], "Image source, Reuters", "Image caption,", "The harbour of Bari in May")
    neighbours.mark(lines)
    assert model.allowed(lines, 0) == ("credit", "caption", model.FURNITURE)
    assert model.allowed(lines, 3) == ("credit", model.FURNITURE)
    assert model.allowed(lines, 5) == ("caption",)


def test_the_sentence_between_a_headline_and_who_signs_is_a_standfirst() -> None:
    title, standfirst = "Fishing boats sink off Bari", "Two people are missing after three boats went down in a storm."
    picture = "A boat on the beach of Bari. (Ana Lind/Reuters)"
    for between in ("By Ana Lind", "May 4, 2023 5:00 AM CDT", picture, "Anna Larsson"):
        assert kinds(title, standfirst, between, *PROSE)[:2] == ["headline", "summary"]
    dated = "Two people were still missing on Monday after three boats had gone down in a storm."
    assert [kinds(title, dated, between, *PROSE)[1] for between in (picture, "By Ana Lind")] == ["paragraph", "summary"]
    assert kinds(title, standfirst, *PROSE)[1] == "paragraph"
    assert kinds(title, "By Ana Lind", standfirst, *PROSE)[2] == "paragraph"
    assert kinds(title, "This live page is now closed.", "May 4, 2023 5:00 AM CDT", *PROSE)[1] != "summary"
    assert kinds(title, PROSE[0], PROSE[1], "By Ana Lind", *PROSE[2:])[1] == "paragraph"  # the story has begun


def test_a_line_above_a_town_alone_is_a_standfirst_with_or_without_its_stop() -> None:
    title = "Fishing boats sink off Bari"
    for standfirst in ("Three boats went down in a storm, says the port's master", "Three boats went down in a storm on the coast."):
        assert kinds(title, standfirst, "LONDON", *PROSE)[:4] == ["headline", "summary", "paragraph", "paragraph"]


def test_the_title_above_highlights_is_the_headline_with_or_without_text_below_them() -> None:
    items = (
        "- Three boats went down in a storm that had been forecast",
        "- Two of the crew are missing, and the search goes on until dark",
    )
    picture = "A boat on the beach of Bari. (Ana Lind/Reuters)"
    assert kinds(picture, TITLE, *items) == ["caption", "headline", "summary", "summary"]
    assert kinds(TITLE, *items, *PROSE[:2]) == ["headline", "summary", "summary", "paragraph", "paragraph"]


def test_day_and_clock_alone_are_no_text() -> None:
    for text, only in (("May 30, 12:55 PM", model._DATED), ("May 30", None), ("12:55 PM on Monday", None)):
        (line,) = cued_lines(text)
        assert model.certain(line) == only


def test_the_first_text_below_the_headline_is_no_comment() -> None:
    text = "Bari (AFP) – Three boats sank.”We did not see them,” the master told us.”On the whole, I would have warned them more,” he said of the m…"
    form = ("Leave a Reply", "Your email address will not be published. Required fields are marked *")
    assert kinds("July 28, 2020", "Boats sink off Bari", text, *form)[1:3] == ["headline", "paragraph"]
    assert model._lead(cued_lines("Boats sink off Bari", *PROSE), 0) == (1, ("comments",))
    assert model._lead(cued_lines("Boats sink off Bari", "Comments are closed", PROSE[0]), 0) == (None, ())


def test_a_name_below_a_credits_label_is_a_credit() -> None:
    caption = "A boat on the beach of Bari. (Ana Lind/Reuters)"
    found = kinds("Boats sink off Bari", *PROSE[:2], caption, "Photo", "LCN", *PROSE[2:])
    assert found[3:6] == ["caption", "credit", "credit"]


def test_a_name_with_a_full_stop_is_no_byline() -> None:
    for text, may_sign in (("Ana Lind.", False), ("Ana Lind", True), ("Ana Lind Jr.", True), ("She left.", True)):
        (line,) = cued_lines(text)
        only = model.certain(line)
        assert (only is None or "byline" in only) is may_sign


def test_what_the_next_line_goes_on_with_is_no_caption_and_no_heading() -> None:
    only = ("paragraph", "comments", "author_bio", "credit", model.FURNITURE)
    for text, expected in (
        ("a night at sea on November 4;", only),
        ("The crew of 1921, the ship and", None),
        ("the old ship, the crew, and", only),
        ("The crew; and", None),
    ):
        (line,) = cued_lines(text)
        assert model.certain(line) == expected


def test_telephone_numbers_alone_are_no_text() -> None:
    for text, may_be_text in (
        ("555-010-0199 or 555-010-0134", False),
        ("Office: (555) 010-0199", False),
        ("The port can be called at 555-010-0199", True),
        ("Row 12-10-2019", True),
    ):
        (line,) = cued_lines(text)
        only = model.certain(line)
        assert (only is None or "paragraph" in only) is may_be_text


def test_a_question_or_call_in_capitals_is_no_text() -> None:
    for text, may_be_text in (
        ("The Ferry Captain Who Never Left His Ship: the Reason Is Known at Last!", False),
        ("Why Did the Ferry of Lowton Never Leave Its Pier?", False),
        ("Why did the ferry of Lowton never leave its pier?", True),
        ("Ana Lind Won in Oslo!", True),
        ("THE FERRY OF LOWTON WILL NEVER LEAVE ITS PIER!", True),
    ):
        (line,) = cued_lines(text)
        only = model.certain(line)
        assert (only is None or "paragraph" in only) is may_be_text


def test_who_signs_with_an_agency_is_no_heading() -> None:
    signed, other = cued_lines("Ana Lind, with Reuters", "Ana Lind, the mayor")
    assert model.certain(signed) == ("byline", "credit", model.FURNITURE)
    assert model.certain(other) is None


def test_every_decision_names_what_spoke_for_it() -> None:
    line = labelled(TITLE, "By Ana Lind", *PROSE)[2]
    label, _, features = line.why.partition(": ")
    assert label.startswith("paragraph rather than ")
    assert all(part.rpartition(" ")[2].startswith("+") for part in features.split(", "))


def test_features_are_named_only_where_somebody_asks() -> None:
    asked, not_asked = (labelled(TITLE, "By Ana Lind", *PROSE, explain=explain) for explain in (True, False))
    assert [line.kind for line in asked] == [line.kind for line in not_asked]
    assert not_asked[2].why == "paragraph"


def test_a_headline_that_says_live_makes_a_live_page() -> None:
    lines = cued_lines("Home", "Storm over Bari LIVE: ferries stop", "By Ana Lind", *PROSE)
    assert labels.label(lines)[0] == "live"
