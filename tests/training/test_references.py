"""What tells how sure a coreference is, beside what the gold says."""

from pipeline.evaluation.task import GoldDocument
from tests.conftest import Annotated
from training import references

TEXT = "Amina Odhiambo opened the clinic. She spoke of its doctors, and she thanked Joseph Kiplagat. He smiled."


def test_each_coreference_is_judged_by_the_chain_of_its_pronoun(annotated: Annotated) -> None:
    article = annotated(TEXT)
    source = article.source_text
    spans = {
        "Amina Odhiambo": (0, "name"),
        "She ": (0, "pronoun"),
        "she ": (1, "pronoun"),
        "Joseph Kiplagat": (1, "name"),
        "He ": (1, "pronoun"),
    }
    gold = []
    for words, (chain, pos) in spans.items():
        start, end = source.index(words), source.index(words) + len(words.strip())
        gold.append({"start": start, "end": end, "head_start": start, "head_end": end, "text": words.strip(), "chain": chain, "pos": pos,
                     "etype": "person"})  # fmt: skip
    document = GoldDocument("a.txt", source, ((0, len(source)),), tuple(gold), {})
    judged = list(references.judged([(document, article)]))
    assert [right for _, right in judged] == [True, False, True]
    assert all(clues["always"] == 1.0 and any(clue.startswith("personal by ") for clue in clues) for clues, _ in judged)
