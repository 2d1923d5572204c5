import dataclasses

import pytest

from pipeline.evaluation import fitted, segments
from pipeline.evaluation.task import GoldDocument, Rows

HEADLINE = "Boats sink off Bari"
LEAD = "Three boats sank off the coast of Bari on Friday, the coast guard said, and two people are missing."
HEADING = "A late warning"
CAPTION = "A boat on the beach. (Ana Lind/AFP)"
MORE = "The boats had left before dawn although a warning was in force, according to the master of the port."
MENU = "Most read"
LINES = [
    ("other", False, MENU),
    ("headline", False, HEADLINE),
    ("paragraph", True, LEAD),
    ("caption", False, CAPTION),
    ("heading", None, HEADING),
    ("paragraph", True, MORE),
    ("other", False, MENU),
]
TEXT = " date 2024-01-24 " + "\n".join(text for _, _, text in LINES)


def document() -> GoldDocument:
    notes = []
    at = 17
    for number, (label, body, text) in enumerate(LINES):
        notes.append({"start": at, "end": at + len(text), "line": number, "label": label, "body": body})
        at += len(text) + 1
    return GoldDocument("page.txt", TEXT, ((17, len(TEXT)),), tuple(notes), {})


def rows(kinds: list[str], headline: str | None = HEADLINE) -> dict[str, Rows]:
    found = [
        {"char_start": note["start"], "char_end": note["end"], "kind": kind, "in_body": kind == "paragraph"}
        for note, kind in zip(document().annotations, kinds, strict=True)
    ]
    return {"page.txt": {"segments": found, "articles": [{"headline": headline}]}}


RIGHT = ["navigation", "headline", "paragraph", "caption", "heading", "paragraph", "teaser"]


def test_everything_right() -> None:
    report = segments.score([document()], rows(RIGHT))
    for name in (*segments.CLASSES, "body_lines", "body_characters"):
        assert report.measures[f"{name}_f"] == 1.0
    assert report.measures["macro_f"] == 1.0
    assert report.measures["captions_leaked"] == 0.0
    assert report.measures["headline"] == 1.0


def test_errors_are_counted_where_they_are() -> None:
    report = segments.score(
        [document()], rows(["paragraph", "headline", "paragraph", "paragraph", "teaser", "teaser", "teaser"], "Boats  sink")
    )
    measures = report.measures
    assert (measures["paragraph_p"], measures["paragraph_r"]) == (pytest.approx(1 / 3), 0.5)
    assert (measures["heading_r"], measures["caption_r"], measures["headline_f"]) == (0.0, 0.0, 1.0)
    assert measures["captions_leaked"] == 1.0
    assert measures["headline"] == 0.0
    assert (measures["body_lines_p"], measures["body_lines_r"]) == (pytest.approx(1 / 3), 0.5)
    ink = {text: len(text.replace(" ", "")) for text in (LEAD, MORE, CAPTION, MENU)}
    assert measures["body_characters_p"] == pytest.approx(ink[LEAD] / (ink[LEAD] + ink[CAPTION] + ink[MENU]))
    assert measures["body_characters_r"] == pytest.approx(ink[LEAD] / (ink[LEAD] + ink[MORE]))


def test_a_heading_taken_for_body_is_not_judged_for_body() -> None:
    report = segments.score([document()], rows(["navigation", "headline", "paragraph", "caption", "paragraph", "paragraph", "teaser"]))
    assert report.measures["body_characters_f"] == 1.0
    assert report.measures["paragraph_p"] == pytest.approx(2 / 3)


def test_a_line_has_the_class_that_holds_half_of_it() -> None:
    note = document().annotations[2]
    middle = (note["start"] + note["end"]) // 2 + 2
    pieces = [segments.Piece(note["start"], middle, "paragraph", True), segments.Piece(middle, note["end"], "teaser", False)]
    (line,) = [found for found in segments.lines(document(), pieces) if found.start == note["start"]]
    assert line.kinds == {"paragraph"}
    assert line.in_body
    assert 0 < line.body_characters < line.characters


def test_a_page_without_rows_scores_nothing() -> None:
    report = segments.score([document()], {})
    assert report.measures["body_characters_f"] == 0.0
    assert report.measures["headline"] == 0.0


def test_baselines_and_other_tools_stand_beside() -> None:
    report = segments.score([document()], rows(RIGHT), {"a tool": {"page.txt": segments.long_lines(document())}})
    assert report.baselines["long_lines"]["paragraph_f"] == 1.0
    assert report.baselines["a tool"] == report.baselines["long_lines"]
    assert "caption" in report.details
    assert "page.txt" in report.details


def test_blurbs_that_leaked_are_reported() -> None:
    text = " date 2024-01-24 WATCH | How it began"
    note = {"start": 17, "end": len(text), "line": 0, "label": "other", "body": False}
    page = GoldDocument("video.txt", text, ((17, len(text)),), (note,), {})
    body = {"video.txt": {"segments": [{"char_start": 17, "char_end": len(text), "kind": "paragraph", "in_body": True}]}}
    assert "in the body: 1" in segments.score([page], body).details


def test_comments_in_the_body_and_furniture_that_facts_come_from_are_measured() -> None:
    report = segments.score([document()], rows(["paragraph", *RIGHT[1:]]))
    ink = {text: len(text.replace(" ", "")) for _, _, text in LINES}
    factual = ink[MENU] + ink[HEADLINE] + ink[LEAD] + ink[CAPTION] + ink[HEADING] + ink[MORE]
    assert report.measures["facts_from_furniture"] == pytest.approx(ink[MENU] / factual)
    assert report.measures["comments_leaked"] == 0.0
    found = document()
    notes = ({**found.annotations[0], "kind": "comments"}, *found.annotations[1:-1], {**found.annotations[-1], "kind": "comments"})
    report = segments.score([dataclasses.replace(found, annotations=notes)], rows(["paragraph", *RIGHT[1:]]))
    assert report.measures["comments_leaked"] == 0.5


def test_pages_that_the_weights_were_fitted_on_are_measured_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    other = dataclasses.replace(document(), file="other.txt", text=TEXT.replace("Friday", "Sunday"))
    monkeypatch.setattr(fitted, "entries", lambda: frozenset({("segments", fitted.digest(TEXT))}))
    predicted = {**rows(["other"] * len(RIGHT), None), "other.txt": rows(RIGHT)["page.txt"]}
    measures = segments.score([document(), other], predicted).measures
    assert (measures["body_lines_f"], measures["fitted_body_lines_f"]) == (1.0, 0.0)
