"""Fit how sure a statement is on annotated attributions: ``python -m training.statements GOLD``; needs scipy.

What is said and by whom is decided by rules; here what made a row becomes the probability that it is right.
"""

import sys
from collections.abc import Iterator, Mapping

from pipeline.evaluation.statements import Attribution, Judge
from training import corpus
from training.corpus import Pairs
from transforms.text import statements
from transforms.text.statements import certainty, rows

PENALTY = 2.0
_HEADER = """\
# How sure a statement is (transforms/text/statements/certainty.py): feature, log odds.
# Source: logistic regression fitted for this project on news annotated with attributions; no word of a text.
"""


def judged(pairs: Pairs) -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield for each statement in the scored regions of ``pairs`` its features, and whether the gold links such a content to that speaker."""
    for document, article in pairs:
        judge = Judge(document)
        for draft, speaker in statements.spoken(article):
            row = rows.statement(article, draft, speaker)
            item = Attribution.of_row({**row._asdict(), "content_spans": [piece._asdict() for piece in row.content_spans]})
            if judge.is_scored(item):
                yield certainty.features(draft, speaker, row.form), judge.is_linked(item)


def main() -> None:
    """Fit on the documents of the task ``statements`` that are not held out, and write the table and what it was fitted on."""
    pairs = list(corpus.read(corpus.gold_folder("statements"), "statements"))
    found = list(judged(pairs))
    corpus.write_odds(certainty.WEIGHTS, _HEADER, corpus.log_odds(found, PENALTY))
    corpus.write_down("statements", (document for document, _ in pairs))
    sys.stdout.write(f"statements: from {len(found)} statements of {len(pairs)} documents\n")


if __name__ == "__main__":
    main()
