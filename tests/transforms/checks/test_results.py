"""What a check may show of errors and of keys."""

import duckdb
import pytest

from transforms.checks.results import UncheckedError, shown, what_happened


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (UncheckedError("3 rows were counted, 2 were read"), "3 rows were counted, 2 were read"),
        (FileNotFoundError(2, "No such file", "a name"), "FileNotFoundError: No such file or directory"),
        (OSError("holds a value"), "could not be checked: OSError"),
        (ValueError("holds a value"), "could not be checked: ValueError"),
        (duckdb.ConversionException("holds a value"), "could not be checked: ConversionException"),
    ],
)
def test_messages_that_may_hold_values_are_not_shown(error, told):
    assert what_happened(error) == told


@pytest.mark.parametrize(
    ("value", "told"), [(None, "null"), ("", ""), (7, "7"), ("x" * 200, "x" * 200), ("x" * 200 + "y", "x" * 199 + "\u2026")]
)
def test_keys_are_shown_up_to_200_characters(value, told):
    assert shown(value) == told
