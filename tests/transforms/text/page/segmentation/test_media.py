import pytest

from transforms.text.page.segmentation import media
from transforms.text.page.segmentation.media import Blurb


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("WATCH l Crash site reached: Rescuers walk Duration 2:47 Teams took turns.", "video"),
        ("WATCH | The vote explained:", "video"),
        ("LISTEN | Why one town voted", "audio"),
        ("LISTEN · 3:52", "audio"),
        ("Click to play video: 'What investigators look for'", "video"),
        ("Video Duration 02 minutes 05 seconds", "video"),
        ("Duration 1:36", "video"),
        ("Watch out for ice on the road.", None),
        ("Watchl is a word", None),
        ("Listen to the doctors, she said.", None),
        ("He waited. Duration matters.", None),
    ],
)
def test_openings_of_blurbs(line: str, kind: str | None) -> None:
    assert media.opening(line) == kind


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (
            ["WATCH l Crash site reached: Rescuers describe walk Duration 12:12 Teams took turns carrying stretchers."],
            Blurb("video", "Crash site reached", "Rescuers describe walk", 732, "Teams took turns carrying stretchers."),
        ),
        (
            [
                "WATCH | Mayor thanks helpers:",
                "A campaign pulls ahead",
                "17 hours ago",
                "Duration 3:22",
                "The mayor says the count goes on.",
            ],
            Blurb("video", "Mayor thanks helpers", "A campaign pulls ahead", 202, "The mayor says the count goes on."),
        ),
        (
            ["Click to play video: 'Flood'", "1:54", "Flood", "Water rose. – Jun 20, 2023"],
            Blurb("video", None, "Flood", 114, "Water rose. – Jun 20, 2023"),
        ),
        (
            ["Video Duration 02 minutes 05 seconds", "02:05", "Marchers block a road"],
            Blurb("video", None, "Marchers block a road", 125, None),
        ),
        (
            ["LISTEN | How pipes make people sick:", "An expert explains 7:14"],
            Blurb("audio", "How pipes make people sick", "An expert explains", 434, None),
        ),
        (["Volunteers comb the park", "00:52"], Blurb("video", None, "Volunteers comb the park", 52, None)),
    ],
)
def test_parts_of_blurbs(pieces: list[str], expected: Blurb) -> None:
    assert media.parse(expected.kind, pieces) == expected
