import pytest

from tests.transforms.text.page.segmentation.conftest import PROSE, cued_lines
from transforms.text.page.segmentation import credits
from transforms.text.page.segmentation.neighbours import newsletters, pictures, posts

ALT = "A fishing boat lies on the beach in Bari"
LONG = ALT + " after the storm of Friday"


@pytest.mark.parametrize(
    ("texts", "at", "why"),
    [
        (["View image in fullscreen", ALT, PROSE[0]], 1, "below 'view image in fullscreen'"),
        ([ALT, "toggle caption", PROSE[0]], 0, "above 'toggle caption'"),
        ([ALT + ".", "Ana Lind/Getty Images", PROSE[0]], 0, "above a credit"),
        ([ALT, ALT + ". (Ana Lind/Reuters)"], 0, "the caption below repeats it"),
        ([ALT + ". (Ana Lind/Reuters)", ALT], 1, "repeats the caption above"),
        (
            [LONG, "Open image in gallery", LONG + ". (Ana Lind/AP)"],
            0,
            "repeated as a caption",
        ),
    ],
)
def test_captions_by_what_stands_beside_them(texts: list[str], at: int, why: str) -> None:
    lines = cued_lines(*texts)
    pictures.mark_captions(lines, spaced=False)
    assert (lines[at].kind, lines[at].strength, lines[at].why) == ("caption", 3, why)
    assert lines[-1].kind in ("", "caption")
    assert all(line.kind != "caption" for line in lines if line.text in PROSE)


def test_a_caption_printed_twice_is_a_weaker_cue() -> None:
    lines = cued_lines("The boats lie on the beach in Bari.", "The boats lie on the beach in Bari, seen from the harbour", PROSE[0])
    pictures.mark_captions(lines, spaced=False)
    assert [(line.kind, line.strength) for line in lines] == [("caption", 2), ("caption", 2), ("", 0)]


def test_what_says_the_same_as_a_sure_caption_is_one_wherever_it_stands() -> None:
    lines = cued_lines(
        "• " + ALT, PROSE[0], "View image in fullscreen", ALT, "The harbour of Bari", "View image in fullscreen", "The harbour of Bari"
    )
    pictures.mark_captions(lines, spaced=False)
    assert [line.why for line in lines[:2]] == ["says the same as a caption", ""]
    assert lines[4].kind == ""  # too short to tell
    lines = cued_lines(ALT, PROSE[0], ALT)
    pictures.mark_captions(lines, spaced=False)
    assert [line.kind for line in lines] == ["", "", ""]


def test_what_a_credit_does_not_belong_to() -> None:
    for above in ("“The pier is closed,” she said.", "Boats", "A fishing boat lies on the beach " * 10 + "in Bari."):
        lines = cued_lines(above, "Ana Lind/Getty Images")
        pictures.mark_captions(lines, spaced=False)
        assert lines[0].kind == ""


def test_a_question_below_the_number_of_a_picture_may_be_a_heading() -> None:
    lines = cued_lines("2 / 7", "How long will the pier stay closed?", PROSE[0], "3 / 7", "The pier of Bari")
    pictures.mark_captions(lines, spaced=False)
    assert [line.kind for line in lines] == ["navigation", "", "", "navigation", "caption"]


def test_a_group_of_lines_with_a_caption() -> None:
    lines = cued_lines(PROSE[0], "", ALT, "A boat in Bari. (Ana Lind/Reuters)")
    pictures.mark_captions(lines, spaced=True)
    assert [line.why for line in lines] == ["", "in one group with a caption", "credit at the end"]


def test_a_credit_repeated_on_a_line_of_its_own() -> None:
    lines = cued_lines("A boat in Bari. (Ana Lind/Reuters)", "Ana Lind/Reuters", "A boat in Rabat. (Bo Berg)", "Bo Berg")
    lines[2].mark("caption", 3, "test")
    pictures.mark_repeated_credits(lines)
    assert [line.kind for line in lines] == ["caption", "credit", "caption", "credit"]


def test_a_credit_below_its_label_below_a_caption() -> None:
    caption = "A boat in Bari. (Ana Lind/Reuters)"
    for label, name in (("Photo", "Coast Daily"), ("Image credit:", "LCN"), ("Photo by", "Zofi Arbat")):
        lines = cued_lines(caption, label, name, PROSE[0])
        pictures.mark_labelled_credits(lines)
        assert [line.why for line in lines[1:]] == [credits.LABELLED, credits.LABELLED, ""]
    for above, label, name in (
        (PROSE[0], "Photo", "Coast Daily"),
        (caption, "Gallery", "Coast Daily"),
        (caption, "Photo", "The boats of Bari are back in their harbour"),
        (caption, "Photo", "It was closed."),
    ):
        lines = cued_lines(above, label, name, PROSE[1])
        pictures.mark_labelled_credits(lines)
        assert credits.LABELLED not in [line.why for line in lines]


def test_embedded_posts() -> None:
    lines = cued_lines(
        PROSE[0], "🚢 All boats are asked to stay in port.", "Nobody knows how long.", "— Coast Guard (@coast) January 24, 2024"
    )
    posts.mark(lines)
    assert [line.why for line in lines] == ["", "embedded post", "embedded post", "author of an embedded post"]
    lines = cued_lines(PROSE[0], "All boats stay in port.", "— Coast Guard (@coast) January 24, 2024", "More at pic.twitter.com/abc")
    posts.mark(lines)
    assert [line.why for line in lines] == ["", "embedded post", "author of an embedded post", "embedded post"]


def test_a_post_that_its_author_signs_in_the_same_line() -> None:
    post = "Nobody came to the pier today, for the first time since 1921.— Ana Lind (@anal) May 4, 2023"
    lines = cued_lines(PROSE[0], post, "The mayor wrote — Ana Lind (@anal) was there — on May 4, 2023.")
    posts.mark(lines)
    assert [line.why for line in lines] == ["", "embedded post", ""]


def test_embedded_clips() -> None:
    lines = cued_lines(
        PROSE[0], "@ledger.bari", "The boats are back. More on our app.", "♬ original sound – ledger.bari", PROSE[1], "♬ A song", PROSE[2]
    )
    posts.mark(lines)
    assert [line.kind for line in lines] == ["", "other", "other", "other", "", "other", ""]


def test_newsletter_promotions_of_several_lines() -> None:
    lines = cued_lines("skip past newsletter promotion", "The week in boats", PROSE[0], "after newsletter promotion", PROSE[1])
    newsletters.mark(lines)
    assert [line.kind for line in lines] == ["promo", "promo", "promo", "promo", ""]
    lines = cued_lines("Sign up for our newsletter", "The week in boats", "Your name", "Sign up", PROSE[1])
    newsletters.mark(lines)
    assert [line.kind for line in lines][1:3] == ["promo", "promo"]
    lines = cued_lines("Sign up for our newsletter", PROSE[0] + " " + PROSE[1], "Sign up")
    newsletters.mark(lines)
    assert lines[1].kind == ""  # too long for a form


def test_the_last_text_is_signed_by_the_agencies_that_the_story_is_from() -> None:
    for ends, kind in (("(ANI/Xinhua)", "paragraph"), ("(PTI)", "paragraph"), ("(AP)", "caption"), ("(Ana Lind/Xinhua)", "caption")):
        lines = cued_lines(*PROSE[:2], "Such storms have struck the coast of the north for years. " + ends, "Comments are closed.")
        pictures.mark_signed_text(lines)
        assert lines[2].kind == kind
    lines = cued_lines(PROSE[0], "Such boats have left the coast of the north for years. (PTI)", *PROSE[1:3])
    pictures.mark_signed_text(lines)
    assert lines[1].kind == "caption"
