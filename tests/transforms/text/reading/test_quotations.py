import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.steps import growth
from transforms.text.reading import quotations


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Late,” she said.", ["“Late,”"]),
        ('"Late," she said. "Very."', ['"Late,"', '"Very."']),
        ("''Late,'' she said.", ["''Late,''"]),
        ("``Late,'' she said.", ["``Late,''"]),
        ("«Late», she said.", ["«Late»"]),
        ("'We are late,' she said.", ["'We are late,'"]),
        ("‘We are late,’ she said.", ["‘We are late,’"]),
        ("“He called it ‘late’ twice,” she said.", ["“He called it ‘late’ twice,”"]),
        ('He said "it is "late" again" twice.', ['"it is "late" again"']),
        ("The girls' coats don't fit the '90s.", []),
        ("'Tis the season, 'til it isn't.", []),
        ("A 6'2\" man", []),
        ('<a href="x">', []),
        ('She said:"Go home."', ['"Go home."']),
        ("”Wrong mark,” she said.", ["”Wrong mark,”"]),
        ("“Both wrong,“ she said.", ["“Both wrong,“"]),
        ("‘The voters’ choice’ won.", ["‘The voters’ choice’"]),
        ('("Late")', ['"Late"']),
        # the inner one is closed for both, but not where somebody speaks between them
        ("“When will they ask, “Is it safe?” she wrote.", ["“When will they ask, “Is it safe?”"]),
        ("“We stay, she said, “and sing.”", ["“We stay,", "“and sing.”"]),
        ("“We stay. When they ask, “We stay,” he wrote.", ["“We stay. When they ask,", "“We stay,”"]),
    ],
)
def test_outermost_quotations(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "opened", "closed"),
    [
        ("“We stay and", "“We stay and", True, False),
        ('We wait. We stay," she said.', 'We stay,"', False, True),
        ("“We stay, Ona Berg said.", "“We stay,", True, False),
        ("“We stay, said the mayor.", "“We stay,", True, False),
    ],
)
def test_marks_that_are_missing(text: str, expected: str, opened: bool, closed: bool) -> None:
    (quotation,) = quotations.find(text)
    assert (text[quotation.start : quotation.end], quotation.opened, quotation.closed) == (expected, opened, closed)
    assert not quotation.balanced


def test_an_unclosed_quotation_ends_where_the_next_begins() -> None:
    text = "“One thing. “Another thing,” she said."
    assert [(text[q.start : q.end], q.closed) for q in quotations.find(text)] == [("“One thing.", False), ("“Another thing,”", True)]


@given(st.text(alphabet=st.sampled_from("“”\"'‘’`«»„ab ,.!s\n\u00a0(—1="), max_size=80))
def test_quotations_are_in_order_within_the_text_and_never_empty(text: str) -> None:
    end = 0
    for quotation in quotations.find(text):
        assert end <= quotation.start < quotation.end <= len(text)
        assert text[quotation.start : quotation.end].strip()
        end = quotation.end


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    quotations.find(text)


@pytest.mark.parametrize("unit", ['"', "“", "”", "'a ", "“a ", 'a" ', "“a, A b", "‘a", "``''"])
def test_long_runs_take_linear_time(unit: str) -> None:
    assert growth(lambda number: quotations.find(unit * number), 2_500, 5_000) < 2.5
