"""Fit the weights of the name tagger on annotated documents: ``python -m training.names GOLD``; needs python-crfsuite and scipy.

The features hold no word of open class, so the weights say how much a form, a list or a position counts, and nothing of the texts.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline.evaluation.mentions import COARSE
from pipeline.evaluation.task import GoldDocument
from training import chains, corpus
from training.corpus import Pairs
from transforms.text.names import certainty, mentions, tagger
from transforms.text.names.features import Tokens, every, of_article
from transforms.text.reading import Reading

_COARSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "MISC": "MISC"}
_HEADER = """\
# Weights of the name tagger: label names; one line a label with its transitions; then one line a feature, label number = weight.
# Features name forms, lists and positions, never words of open class. Fitted by training.names with python-crfsuite (L-BFGS, c1 0.3, c2 1.0)
# on development documents of the Worldwide English NER corpus.
"""
_CERTAINTY_HEADER = """\
# How sure a mention is (transforms/text/names/certainty.py): feature, log odds.
# Source: logistic regression fitted for this project on news annotated with names; no word of a text.
"""
WEIGHTS = "names/weights.tsv"
CERTAINTY_PENALTY = 2.0


def targets(document: GoldDocument, article: Reading) -> list[list[str]]:
    """Return for each passage the gold label of each token: ``O``, or ``B-`` or ``I-`` with the coarse type, FAC apart from LOC."""
    gold = []
    for annotation in document.annotations:
        if annotation["coarse"] in _COARSE:
            coarse = "FAC" if annotation.get("label") == "Facility" else annotation["coarse"]
            gold.append((annotation["start"], annotation["end"], coarse))
    result = []
    for passage in article.passages:
        labels = ["O"] * len(passage)
        for start, end, coarse in sorted(gold):
            if start < passage.end and end > passage.start:
                for number, i in enumerate(range(*passage.tokens_of(start - passage.start, end - passage.start))):
                    labels[i] = ("I-" if number else "B-") + coarse
        result.append(labels)
    return result


def fit(pairs: Pairs, model: Path) -> None:
    """Fit on ``pairs`` and write python-crfsuite's own model to ``model``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for document, article in pairs:
        for tokens, labels in zip(of_article(article), targets(document, article), strict=True):
            if labels:
                trainer.append(every(tokens), labels)
    trainer.set_params({"c1": 0.3, "c2": 1.0, "max_iterations": 80, "feature.minfreq": 2, "feature.possible_transitions": True})
    trainer.train(str(model))


def predictions(model: Path, tokens: Tokens) -> list[str]:
    """Return the labels of ``tokens`` by python-crfsuite's own decoder, to compare with the tagger's."""
    import pycrfsuite

    decoder = pycrfsuite.Tagger()
    decoder.open(str(model))
    return list(decoder.tag(every(tokens)))


def write(pairs: Pairs) -> int:
    """Fit on ``pairs`` and write the tagger's table; return the number of features kept."""
    with tempfile.TemporaryDirectory() as folder:
        fit(pairs, Path(folder) / "model")
        kept = chains.export(Path(folder) / "model", corpus.DATA / WEIGHTS, _HEADER)
    tagger.forget()
    return kept


def judged(pairs: Pairs) -> Iterator[tuple[dict[str, float], bool]]:
    """Yield for each mention that the present tables find in the scored regions of ``pairs`` its features, and whether the gold has it."""
    for document, article in pairs:
        gold = {(one["start"], one["end"], one["coarse"]) for one in document.annotations}
        tagged, found, rules = mentions.unweighed(article)
        for name, row in zip(found, certainty.features(article, tagged, found, rules), strict=True):
            if document.is_scored(name.start, name.end):
                yield row, (name.start, name.end, COARSE[name.entity_type]) in gold


def main() -> None:
    """Fit on the documents of the task ``mentions`` that are not held out, and write the tables and what they were fitted on.

    How sure a mention is, is learnt from each half of the documents with a tagger that was fitted on the other.
    """
    pairs = list(corpus.read(corpus.gold_folder("mentions"), "names"))
    rows = []
    for fold in (0, 1):
        write(pairs[1 - fold :: 2])
        rows += list(judged(pairs[fold::2]))
    kept = write(pairs)
    corpus.write_odds(certainty.WEIGHTS, _CERTAINTY_HEADER, corpus.log_odds(rows, CERTAINTY_PENALTY))
    corpus.write_down("mentions", (document for document, _ in pairs))
    sys.stdout.write(f"names: {kept} features from {len(pairs)} documents, certainty from {len(rows)} mentions\n")


if __name__ == "__main__":
    main()
