"""What tells how sure a statement is, beside what the gold says."""

from pipeline.evaluation.task import GoldDocument
from tests.conftest import Annotated
from training import statements
from transforms.text import names, times

TEXT = "Amina Odhiambo said the clinic would open in May. Joseph Kiplagat said the road was closed. The council denied it would pay."


def test_each_statement_is_judged_by_its_content_and_its_speaker(annotated: Annotated) -> None:
    article = annotated(TEXT)
    names.extract(article)
    times.extract(article)
    source = article.source_text

    def spans(words: str) -> list[dict[str, int]]:
        return [{"start": source.index(words), "end": source.index(words) + len(words)}]

    gold = tuple(
        {"content": spans(content), "cue": spans(cue), "source": spans(speaker)}
        for content, cue, speaker in (
            ("the clinic would open in May", "said", "Amina Odhiambo"),
            ("the road was closed", "said", "Amina Odhiambo"),
        )
    )
    end = source.index(" The council")
    document = GoldDocument("a.txt", source, ((0, end),), gold, {})
    found = list(statements.judged([(document, article)]))
    assert [right for _, right in found] == [True, False]
    assert all(features["always"] == features["rule=a verb with a clause"] == 1.0 for features, _ in found)
