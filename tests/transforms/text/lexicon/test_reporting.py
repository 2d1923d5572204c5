"""The table of reporting words: one entry a word, every form a form of a verb in it, and what each reader takes from it."""

import pytest

from schemas import DATASETS
from transforms.text.lexicon import data, reporting
from transforms.text.lexicon.verbs import lemma

STANCES = frozenset(next(field.column.vocabulary for field in DATASETS["statements"].fields if field.name == "stance"))
KINDS = ("verbs", "nouns", "adjectives")


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_stands_once_with_a_stance_of_the_contract(kind: str) -> None:
    words = [row[0] for row in data.table(f"reporting/{kind}.tsv")]
    assert words == sorted(set(words))
    assert {entry.stance for entry in getattr(reporting, kind)().values()} <= STANCES
    assert all(entry.frames for entry in getattr(reporting, kind)().values())


def test_every_form_is_one_of_a_reporting_verb_and_has_uses() -> None:
    rows = data.table("reporting/forms.tsv")
    assert len({form for form, _ in rows}) == len(rows)
    assert {form for form, _ in rows if lemma(form) not in reporting.verbs()} == {"according"}
    assert {use for _, uses in rows for use in uses.split()} == reporting.USES


def test_traits_are_those_that_the_file_explains() -> None:
    traits = {"adds", "answers", "deed", "hearer", "requests", "shows", "words"}
    assert {trait for entry in reporting.verbs().values() for trait in entry.traits} == traits


def test_an_entry() -> None:
    assert reporting.verbs()["tell"] == reporting.Cue("asserted", frozenset("ci"), frozenset(("adds", "hearer", "requests")))
    assert reporting.adjectives()["wary"] == reporting.Cue("criticised", frozenset(["of"]))


def test_forms_for_a_use_nobody_knows_are_an_error() -> None:
    with pytest.raises(ValueError, match="no use 'sung'"):
        reporting.forms("sung")


def test_a_longer_class_holds_a_shorter_one() -> None:
    assert reporting.forms("inverted") < reporting.forms("closing") < reporting.forms("speech") | {"told"}
