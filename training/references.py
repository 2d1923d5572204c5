"""Fit how sure a coreference is on annotated chains: ``python -m training.references GOLD``; needs scipy.

What a pronoun stands for is decided by weights with reasons; here their leads and rules become probabilities. Few rows: few features.
"""

import sys
from collections.abc import Iterator

from pipeline.evaluation.coreference import Claim, Gold
from training import corpus
from training.corpus import Pairs
from transforms.text import names
from transforms.text.names import coreferences

PENALTY = 2.0
_HEADER = """\
# How sure a coreference is (transforms/text/names/coreferences.py): feature, log odds.
# Source: logistic regression fitted for this project on annotated chains of coreference; no word of a text.
"""


def judged(pairs: Pairs) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield for each coreference in the scored regions of ``pairs`` its clues, and whether the gold has it in a chain of its entity."""
    for document, article in pairs:
        names.extract(article)
        gold = Gold(document)
        for found in coreferences.find(article):
            if document.is_scored(found.start, found.end):
                named = [(name.start, name.end) for name, owner in zip(article.names, article.owners, strict=True) if owner == found.entity]
                yield dict(found.clues), gold.is_right(Claim(found.start, found.end, found.form, named), strict=False)


def main() -> None:
    """Fit on the documents of the task ``coreference`` that are not held out, and write the table and what it was fitted on."""
    pairs = list(corpus.read(corpus.gold_folder("coreference"), "names"))
    rows = list(judged(pairs))
    corpus.write_odds(coreferences.WEIGHTS, _HEADER, corpus.log_odds(rows, PENALTY))
    corpus.write_down("coreference", (document for document, _ in pairs))
    sys.stdout.write(f"references: from {len(rows)} coreferences of {len(pairs)} documents\n")


if __name__ == "__main__":
    main()
