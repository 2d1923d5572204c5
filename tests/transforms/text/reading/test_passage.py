"""The one token view: what a passage says of its tokens, sentences, tree, quotations and clauses."""

import pytest

from tests.conftest import Annotated
from transforms.text.reading.passage import MAX_EVIDENCE, Passage


def passage(annotated: Annotated, text: str) -> Passage:
    (only,) = annotated(text).passages
    return only


def test_tokens_lie_where_the_source_has_them(annotated: Annotated) -> None:
    reading = annotated("Ann\xa0Roe left.\n\nShe came back\tlater.")
    for number, p in enumerate(reading.passages):
        assert (p.index, reading.source_text[p.start : p.end]) == (number, p.text)
        assert len(p.text) == len(p.readable)
        for i, word in enumerate(p.words):
            low, high = p.source_span(i, i + 1)
            assert p.readable[p.starts[i] : p.ends[i]] == word
            assert word.isspace() or reading.source_text[low:high] == word
    assert reading.passages[0].readable == "Ann Roe left."


def test_questions_about_places(annotated: Annotated) -> None:
    p = passage(annotated, "Ann Roe left. She came back.")
    assert (p.token_at(0), p.token_at(4), p.token_at(3), p.token_at(13)) == (0, 1, 0, 3)
    assert (p.token_from(3), p.token_until(4), p.tokens_of(4, 12)) == (1, 1, (1, 3))
    assert p.slice(0, 2) == "Ann Roe"
    assert p.sentences == [(0, 4), (4, 8)]
    assert p.sentence == [0, 0, 0, 0, 1, 1, 1, 1]
    assert p.sentence_span(5, 6) == (0, 13)
    assert p.sentence_span(8, 17) == (0, 28)
    assert p.token_at(-1) == -1


def test_the_tree(annotated: Annotated) -> None:
    p = passage(annotated, "The old mayor of the town quickly sold her house.")
    sold, mayor = p.words.index("sold"), p.words.index("mayor")
    assert p.heads[sold] == sold
    assert (p.child(sold, "nsubj"), p.last_child(sold, "dobj")) == (mayor, p.words.index("house"))
    assert p.child(sold, "agent") is None
    assert (p.left[mayor], p.right[mayor]) == (0, p.words.index("town"))
    assert (p.left[sold], p.right[sold]) == (0, len(p) - 1)
    assert (p.depth[sold], p.depth[mayor], p.depth[p.words.index("of")]) == (0, 1, 2)
    assert p.governor(p.words.index("town")) == sold
    assert p.is_verb(sold)
    assert not p.is_verb(mayor)


def test_quotations_by_token(annotated: Annotated) -> None:
    p = passage(annotated, '"It rained," he said. "It poured."')
    assert [p.text[q.start : q.end] for q in p.quotations] == ['"It rained,"', '"It poured."']
    assert [p.words[i] for i in range(len(p)) if p.quoted[i] < 0] == ["he", "said", "."]


@pytest.mark.parametrize("text", ["...", "(" * 400, "a" * 400, "“", "\u200b\u200b x"])
def test_odd_texts_are_read(annotated: Annotated, text: str) -> None:
    for p in annotated(text).passages:
        assert len(p) == len(p.tags) == len(p.heads) == len(p.model_labels) == len(p.sentence)
        assert p.clauses == {} or p.words
        assert len(p.quoted) == len(p.left) == len(p.right) == len(p)


def test_the_evidence_of_a_very_long_sentence_is_the_part_around(annotated: Annotated) -> None:
    names = [f"Riga{number:03}" for number in range(300)]
    reading = annotated("They met in " + ", ".join(names) + " and in Oslo")
    (passage,) = reading.passages
    longest = max(high - low for low, high in passage.sentence_bounds)
    assert longest > MAX_EVIDENCE
    for name in names:
        at = reading.source_text.index(name)
        evidence = reading.evidence(passage, at, at + len(name))
        assert name in evidence.sentence
        assert evidence.sentence in reading.source_text
        assert len(evidence.sentence) <= MAX_EVIDENCE
        assert evidence.sentence is reading.evidence(passage, at, at + len(name)).sentence
    first, last = (reading.source_text.index(name) for name in (names[0], names[-1]))
    assert reading.evidence(passage, first, last + 3).sentence == passage.text
