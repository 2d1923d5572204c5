"""Teams: names of places, schools and people that contend in the games of an article."""

import pytest

from tests.conftest import Annotated
from tests.transforms.text.names.test_pieces import shown, span
from transforms.text.names import teams
from transforms.text.names.spans import Span, key_of, of_tokens
from transforms.text.reading import Reading

REPORT = "The basketball tournament goes on with a semifinal on Friday, when two unbeaten rivals meet in the last game of the playoffs."


def labels(annotated: Annotated, text: str, *names: tuple[str, str]) -> list[str]:
    """The labels of the first occurrences of ``names`` (text and label) in ``text``, before the report of a game."""
    reading = annotated(f"{text} {REPORT}")
    given = [span(reading, *name) for name in names]
    starts = [one.start for one in given]
    return [one.label for one in teams.playing(reading, given) if one.start in starts]


def every(reading: Reading, word: str, label: str) -> list[Span]:
    """The spans of all occurrences of ``word``."""
    words = reading.passages[0].words
    return [of_tokens(reading, 0, i, i + 1, label, key_of([word]), "test") for i in range(len(words)) if words[i] == word]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("No. 4 Tessil Ridge travels to the north.", "Tessil Ridge", "PER"),
        ("Orvane meets #7 Tessil Valley at noon.", "Tessil Valley", "LOC"),
        ("Pairings: Orvane vs. Tessil, 7 p.m.", "Tessil", "PER"),
        ("Pairings: Orvane vs. Tessil, 7 p.m.", "Orvane", "LOC"),
        ("Next comes Tessil (17-3), which has rested.", "Tessil", "LOC"),
        ("Tessil 62, Orvane 58", "Tessil", "PER"),
        ("Tessil 62, Orvane 58", "Orvane", "LOC"),
        ("Tessil 62, Orvane 58: Ruth Quist ran.", "Orvane", "LOC"),
        ("They saw Orvane 3-1 Tessil on the screen.", "Orvane", "LOC"),
        ("Tessil lost in the last minute.", "Tessil", "PER"),
        ("Boston will host the winner.", "Boston", "LOC"),
        ("The girls lost to Boston by a point.", "Boston", "LOC"),
        ("It was the second win over Boston this year.", "Boston", "LOC"),
        ("Boston's defense held.", "Boston", "LOC"),
        ("Ruth Quist was coach at Boston for years.", "Boston", "LOC"),
        ("Boston took an early lead and kept it to the end, 64-39.", "Boston", "LOC"),
        ("Ruth Quist was signed from Boston in May.", "Boston", "LOC"),
        ("Boston's Ruth Quist kept the ball.", "Boston", "LOC"),
        ("Ruth Quist joined Boston in May.", "Boston", "LOC"),
        ("Ruth Quist is the Boston goaltender.", "Boston", "LOC"),
        ("Boston head coach Ruth Quist smiled.", "Boston", "LOC"),
        ("Munster lost in the rain.", "Munster", "PER"),
    ],
)
def test_what_contends_is_a_team(annotated: Annotated, text: str, name: str, label: str) -> None:
    assert labels(annotated, text, (name, label)) == ["ORG"]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Kenya beat Ghana in extra time.", "Kenya", "LOC"),
        ("The players live in Boston and train there.", "Boston", "LOC"),
        ("No. 4 Laura Quist left the court.", "Laura Quist", "PER"),
        ("Tessil scored twice.", "Tessil", "PER"),
        ("Boston took an early vote on it, 64-39 votes.", "Boston", "LOC"),
        ("Storms passed over Boston in the night.", "Boston", "LOC"),
        ("Ruth Quist was brought from Boston in May.", "Boston", "LOC"),
        ("Boston's mayor Ruth Quist kept the ball.", "Boston", "LOC"),
        ("Boston's Ruth Quist, the mayor, kept the ball.", "Boston", "LOC"),
        ("In tennis, Boston's Ruth Quist kept the ball.", "Boston", "LOC"),
        ("In tennis, Tessil 62, Orvane 58 would be odd.", "Tessil", "PER"),
    ],
)
def test_countries_towns_and_players_are_none(annotated: Annotated, text: str, name: str, label: str) -> None:
    assert labels(annotated, text, (name, label)) == [label]


def test_a_team_is_one_wherever_the_article_names_it_but_for_the_place(annotated: Annotated) -> None:
    reading = annotated(f"Boston hosted Tessil. Fans sang that Boston was theirs. Snow fell in Boston. {REPORT}")
    assert [label for _, label in shown(reading, teams.playing(reading, every(reading, "Boston", "LOC")))] == ["ORG", "ORG", "LOC"]


def test_a_player_of_the_name_keeps_it(annotated: Annotated) -> None:
    reading = annotated(f"Amina Tessil came on late. Orvane vs. Tessil ended there. {REPORT}")
    found = [span(reading, "Amina Tessil", "PER"), every(reading, "Tessil", "PER")[1]]
    assert teams.playing(reading, found) == found


def test_other_news_has_no_teams(annotated: Annotated) -> None:
    reading = annotated("Boston lost to Chicago in the race for the fair, Boston 62, Chicago 58, the board said.")
    found = [span(reading, "Boston", "LOC"), span(reading, "Chicago", "LOC")]
    assert teams.playing(reading, found) == found


SEASON = "The goalkeeper kept the ball and the striker scored. The defenders held the lead to the end of the match."


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The second goal lifted Boston past the visitors.", "Boston", "ORG"),
        ("It was a good season for Boston.", "Boston", "ORG"),
        ("The players slept in Boston before the match.", "Boston", "LOC"),
        ("The Boston bus brought the players home.", "Boston", "LOC"),
        ("Fans from north Boston saw the match.", "Boston", "LOC"),
        ("The match took the players to Boston.", "Boston", "LOC"),
        ("Fans left when Boston police closed the pitch.", "Boston", "LOC"),
        ("The players of Salem, Oregon, won the match.", "Oregon", "LOC"),
        ("The season took Kenya by surprise.", "Kenya", "LOC"),
    ],
)
def test_where_all_is_of_games_a_place_is_a_team_unless_something_says_where(
    annotated: Annotated, text: str, name: str, label: str
) -> None:
    reading = annotated(f"{text} {SEASON}")
    assert [found for _, found in shown(reading, teams.playing(reading, [span(reading, name, "LOC")]))] == [label]


@pytest.mark.parametrize(
    "text",
    [
        "Boston wants to build a football stadium. The league sees a game there one day. The council voted 7-4 for it. The team is for it.",
        f"Boston saw a flood on Monday. Rain fell for hours. Two roads were closed. A bridge gave way. Schools were shut. {SEASON}",
    ],
)
def test_a_stadium_and_a_flood_make_no_team_of_a_town(annotated: Annotated, text: str) -> None:
    reading = annotated(text)
    found = [span(reading, "Boston", "LOC")]
    assert teams.playing(reading, found) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tessil 62, Orvane (Ohio) 58", ["Tessil", "Orvane"]),
        ("No. 4 St. Quist 3, Tessil Ridge 0", ["St. Quist", "Tessil Ridge"]),
        ("Pairings: Orvane def. Tessil Valley", ["Orvane", "Tessil Valley"]),
        ("At the end the Rockets won. Ruth Quist left the Rockets.", ["Rockets", "Rockets"]),
        ("At the end the Fans left.", []),
        ("Tessil, 62, met Orvane, 58.", []),
        ("At the end the Dutch won.", []),
    ],
)
def test_lines_of_scores_and_nicknames_show_teams(annotated: Annotated, text: str, found: list[str]) -> None:
    reading = annotated(f"{text}\n\n{REPORT}")
    teams_found = [one for one in teams.playing(reading, []) if one.label == "ORG"]
    assert [reading.source_text[one.start : one.end] for one in teams_found] == found


def test_a_line_of_a_score_takes_the_place_of_what_was_cut_otherwise(annotated: Annotated) -> None:
    reading = annotated(f"Tessil 62, Orvane 58\n\n{REPORT}")
    assert shown(reading, teams.playing(reading, [span(reading, "Orvane 58", "ORG")])) == [("Tessil", "ORG"), ("Orvane", "ORG")]
