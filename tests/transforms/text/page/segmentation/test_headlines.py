import pytest

from transforms.text.page.segmentation import headlines


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Ferry pier stays closed | The Lowton Herald", "Ferry pier stays closed"),
        ("Ferry pier stays closed - BBC News", "Ferry pier stays closed"),
        ("Ferry pier stays closed – lowtonherald.com", "Ferry pier stays closed"),
        ("Ferry pier closed - what we know", "Ferry pier closed - what we know"),
        ("Ferry pier closed | Opinion", "Ferry pier closed | Opinion"),
        ("Live: Lowton - BBC News", "Live: Lowton - BBC News"),
        ("Home » Blog » Ferry pier stays closed", "Ferry pier stays closed"),
        ("Home / Ferry pier stays closed", "Ferry pier stays closed"),
        ("Home > Harbour news > Ferry pier stays closed | Lowton Herald", "Ferry pier stays closed"),
        ("Now reading: Ferry pier stays closed", "Ferry pier stays closed"),
        ("Home win for Lowton / Late goal decides", "Home win for Lowton / Late goal decides"),
        ("Home » News » Lowton", "Home » News » Lowton"),
        ("Ferry pier closed - Review, Pictures", "Ferry pier closed - Review, Pictures"),
    ],
)
def test_an_outlet_behind_a_title_and_a_trail_before_it_are_cut_off(written: str, title: str) -> None:
    assert headlines.bare(written) == title


@pytest.mark.parametrize(
    "line",
    [
        "https://www.ledger.example/news/local/pier-stays-closed-14848.php", "This story is from May 4, 2023", "Home » News » Lowton",
        "pier-at-night.jpg", "pier_at_night", "See all Buying Guides", "3 of 7 | The pier at night", "Please enable cookies",
        "« Mayor resigns | Main | Ferry sold »", "Mayor of Lowton resigns »", "Current:Home > HarbourFerry pier stays closed -Herald",
    ],
)  # fmt: skip
def test_what_is_no_headline(line: str) -> None:
    assert headlines.is_no_headline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Ferry pier stays closed",
        "Share prices fall in Lowton",
        "McCoy wins race",
        "YouTube sued",
        "Welcome to Lowton, city of ferries",
        "News desk moves to the harbour",
        "Current affairs of Lowton",
    ],
)
def test_titles(line: str) -> None:
    assert not headlines.is_no_headline(line)
