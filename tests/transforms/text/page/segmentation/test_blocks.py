from tests.transforms.text.page.segmentation.conftest import settled
from transforms.text.page.segmentation import blocks

CAPTION = "A boat lies on the beach"


def test_each_line_is_a_block_and_the_body_is_its_paragraphs() -> None:
    text, lines = settled(("headline", "Boats sink"), ("paragraph", "It rained."), ("", "Menu"), ("credit", "Photo by Ana Lind"))
    found = blocks.of_lines(text, lines)
    assert [(block.kind, text[block.start : block.end], block.in_body) for block in found] == [
        ("headline", "Boats sink", False),
        ("paragraph", "It rained.", True),
        ("other", "Menu", False),
        ("credit_line", "Photo by Ana Lind", False),
    ]


def test_neighbours_of_one_group_are_one_blurb() -> None:
    text, lines = settled(
        ("video", "WATCH | The search: Divers at work"),
        ("video", "2:05"),
        ("video", "Pier burns"),
        ("audio", "LISTEN · 3:52"),
        ("video", "Alone"),
    )
    for line, group in zip(lines, (1, 1, 2, 2, 0), strict=True):
        line.group = group
    found = blocks.of_lines(text, lines)
    assert [(block.kind, text[block.start : block.end]) for block in found] == [
        ("video", "WATCH | The search: Divers at work\n2:05"),
        ("video", "Pier burns"),
        ("audio", "LISTEN · 3:52"),
        ("video", "Alone"),
    ]
    first = found[0]
    assert (first.media_teaser, first.media_title, first.media_duration_seconds) == ("The search", "Divers at work", 125)


def credit(*pairs: tuple[str, str]) -> tuple[str | None, tuple[str, ...], tuple[str, ...]]:
    text, lines = settled(*pairs)
    (found,) = (block for block in blocks.of_lines(text, lines) if block.kind == "caption")
    return found.credit, found.credit_people, found.credit_agencies


def test_the_credit_of_a_caption_in_it_below_it_or_above_it() -> None:
    assert credit(("caption", CAPTION + ". (Ana Lind/AFP)")) == ("Ana Lind/AFP", ("Ana Lind",), ("AFP",))
    assert credit(("caption", "(Ana Lind/Reuters)")) == ("Ana Lind/Reuters", ("Ana Lind",), ("Reuters",))
    assert credit(("caption", CAPTION), ("credit", "[Ana Lind/AFP]")) == ("Ana Lind/AFP", ("Ana Lind",), ("AFP",))
    assert credit(("credit", "Image source, Reuters"), ("caption", CAPTION)) == ("Image source, Reuters", (), ("Reuters",))
    assert credit(("credit", "Photo by Bo Berg"), ("caption", CAPTION)) == (None, (), ())  # that of the picture above
    assert credit(("caption", CAPTION), ("credit_line", "With files from Reuters")) == (None, (), ())


def test_of_several_credits_the_one_that_names_somebody() -> None:
    assert credit(("caption", CAPTION), ("credit", "Supplied"), ("credit", "Ana Lind/AFP")) == ("Ana Lind/AFP", ("Ana Lind",), ("AFP",))
