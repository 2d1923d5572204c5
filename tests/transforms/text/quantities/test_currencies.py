"""Money beside numbers, and whose it is."""

import pytest

from transforms.text.lexicon import data
from transforms.text.quantities import currencies, evidence


@pytest.mark.parametrize(
    ("text", "unit", "codes"),
    [
        ("US$", "dollar", ("USD",)), ("hk $ ", "dollar", ("HKD",)), ("C$", "dollar", ("CAD",)), ("R$", "real", ("BRL",)), ("€ ", "euro", ("EUR",)),
        ("eur ", "euro", ("EUR",)), ("ZAR", "rand", ("ZAR",)), ("₿", "bitcoin", ()), ("Tk ", "taka", ("BDT",)),
    ],
)  # fmt: skip
def test_before(text: str, unit: str, codes: tuple[str, ...]) -> None:
    found = currencies.before(text + "5", len(text))
    assert found is not None
    assert (found.money.unit, found.money.codes) == (unit, codes)
    assert (found.start, found.end) == (0, len(text))


@pytest.mark.parametrize("text", ["ALL ", "TRY ", "about ", "The ", ""])
def test_nothing_before(text: str) -> None:
    assert currencies.before(text + "5", len(text)) is None


def test_a_possessive_is_no_part_of_the_symbol() -> None:
    found = currencies.before("the firm 's $ 5", 14)
    assert found is not None
    assert found.start == 12


@pytest.mark.parametrize(
    ("text", "unit", "codes", "factor"),
    [
        (" yen", "yen", ("JPY",), 1), (" Finnish markka", "markka", ("FIM",), 1), (" us dollars", "dollar", ("USD",), 1), ("元", "yuan", ("CNY",), 1),
        (" MUSD", "dollar", ("USD",), 1e6), ("-euro note", "euro", ("EUR",), 1), (" TRY", "lira", ("TRY",), 1), ("p", "penny", ("GBP",), 1),
        (" satoshis", "satoshi", (), 1),
    ],
)  # fmt: skip
def test_after(text: str, unit: str, codes: tuple[str, ...], factor: float) -> None:
    found = currencies.after("5" + text, 1)
    assert found is not None
    assert (found.money.unit, found.money.codes, found.factor) == (unit, codes, factor)


@pytest.mark.parametrize("text", [" years", " p", " won the race", " US companies", " mad", " $5"])
def test_nothing_certain_after(text: str) -> None:
    found = currencies.after("5" + text, 1)
    assert found is None or found.money.guarded


def test_evidence_must_be_clear() -> None:
    dollars = ("USD", "CAD", "AUD")

    def whose(body: str, sentence: str = "", dateline: str | None = None, agencies: tuple[str, ...] = ()) -> str | None:
        return evidence.Evidence(body, body, dateline, agencies).infer(dollars, sentence)

    assert whose("") is None
    assert whose("Ottawa and Toronto agree with Montreal.") == "CAD"
    assert whose("Ottawa and Toronto agree; Texas and Ohio do not.") is None
    assert whose("Ottawa and Toronto agree; Texas and Ohio do not.", "Texas paid.") == "USD"
    assert whose("Ottawa met Washington.", dateline="SYDNEY, Australia") == "AUD"
    assert whose("Ottawa spoke.", agencies=("The Canadian Press", "AP")) == "CAD"


def test_tables_are_sound() -> None:
    for kind, forms, unit, codes in data.table("quantities/currency_words.tsv"):
        assert kind in ("word", "guarded", "prefix", "either", "sum")
        assert forms
        assert unit
        assert all(len(code) == 3 and code.isupper() for code in codes.split("|")) or codes == currencies.NO_CODE
    assert all(len(row[3]) == 3 for row in data.table("quantities/currency_codes.tsv"))
