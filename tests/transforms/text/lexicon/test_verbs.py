import pytest

from transforms.text.lexicon.verbs import lemma


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("said", "say"),
        ("SAYS", "say"),
        ("saying", "say"),
        ("told", "tell"),
        ("wrote", "write"),
        ("denied", "deny"),
        ("denies", "deny"),
        ("accusing", "accuse"),
        ("planned", "plan"),
        ("admitted", "admit"),
        ("referring", "refer"),
        ("labelled", "label"),
        ("dismisses", "dismiss"),
        ("found", "find"),
        ("felt", "feel"),
        ("left", "leave"),
        ("tweeted", "tweet"),
        ("hope", "hope"),
        ("was", "be"),
        ("'ve", "have"),
        ("’s", "be"),
    ],
)
def test_known_verbs_get_their_dictionary_form(form: str, base: str) -> None:
    assert lemma(form) == base


@pytest.mark.parametrize(
    ("form", "base"),
    [("zorbed", "zorb"), ("blimped", "blimp"), ("vlogging", "vlog"), ("yeeted", "yeet"), ("snarfs", "snarf"), ("quizzified", "quizzify")],
)
def test_unknown_verbs_are_cut_by_rule(form: str, base: str) -> None:
    assert lemma(form) == base


@pytest.mark.parametrize("word", ["", "s", "ed", "ing", "-", "“", "bus", "thing", "12", "İ"])
def test_what_is_no_verb_form_never_raises(word: str) -> None:
    assert isinstance(lemma(word), str)
