"""Fit the weights of the name tagger on annotated documents: ``python -m training.names GOLD``; needs python-crfsuite and scipy.

The features hold no word of open class, so the weights say how much a form, a list, a cluster of words or a position counts, and
nothing of the texts.

Annotated are articles of a few outlets. So the tagger that they give, with all that is asked after it, names what stands in news of other kinds,
of which the names are not annotated: where it is sure of all names of a passage, and leaves out no proper noun, that passage is fitted on like an
annotated one (self-training: Yarowsky, 1995).
"""

import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.evaluation.mentions import COARSE
from pipeline.evaluation.task import GoldDocument
from training import chains, corpus
from training.corpus import Pairs
from transforms.text.lexicon import odds
from transforms.text.names import certainty, mentions, tagger
from transforms.text.names.features import Tokens, every, of_article
from transforms.text.names.forms import of_word
from transforms.text.reading import Reading
from transforms.text.reading.layers import Name

_COARSE = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "NORP": "NORP", "MISC": "MISC"}
_TAGS = {"PERSON": "PER", "ORG": "ORG", "NORP": "NORP", "GPE": "LOC", "LOC": "LOC", "FAC": "FAC"}
"""The tagger's type of each OntoNotes type where nobody annotated: MISC of all others; facilities are apart from places, as in ``targets``."""
OTHERS = (("places", ""), ("coreference", ""), ("segments-broad", "train"))
"""Tasks, and parts of them, whose texts are news in which names are not annotated."""
SURE = 0.6
"""Confidence that each name of a passage must have, for the passage to be fitted on without an annotator."""
_BEFORE_NAMES = frozenset(("cuehonorific", "cueoffice"))
"""Features of words with a capital that stand before names without being part of them."""
_SHORTEST = 8
"""Tokens of such a passage at least."""
Example = tuple[Tokens, Sequence[str]]
"""The tokens of a passage and their labels."""
_HEADER = """\
# Weights of the name tagger: label names; one line a label with its transitions; then one line a feature, label number = weight.
# Features name forms, lists, clusters of words and positions, never words of open class. Fitted by training.names with python-crfsuite
# (L-BFGS, c1 0.6, c2 1.0) on development documents of the Worldwide English NER corpus, and on passages of other news in which a tagger
# fitted on those is sure.
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


def surely(article: Reading) -> Iterator[Example]:
    """Yield the passages of ``article`` in which the present tables find names, are sure of each, and leave out no capitalised proper noun."""
    own: list[list[Name]] = [[] for _ in article.passages]
    for name in mentions.find(article):
        own[name.passage].append(name)
    for tokens, names in zip(of_article(article), own, strict=True):
        if names and len(tokens.words) >= _SHORTEST and min(name.confidence for name in names) >= SURE:
            labels = ["O"] * len(tokens.words)
            for name in names:
                kind = _TAGS.get(name.entity_type, "MISC")
                labels[name.first : name.last] = ["B-" + kind, *["I-" + kind] * (name.last - name.first - 1)]
            if not any(map(_is_left_out, tokens.words, tokens.tags, tokens.labels, labels)):
                yield tokens, labels


def _is_left_out(word: str, tag: str, model: str, label: str) -> bool:
    """Return whether a token is a proper noun with a capital that is part of no name; single letters, days, amounts, titles and offices may be."""
    if label != "O" or tag not in ("NNP", "NNPS") or not word[:1].isupper() or len(word) == 1 or model.endswith("num"):
        return False
    return _BEFORE_NAMES.isdisjoint(of_word(word))


def fit(pairs: Pairs, model: Path, others: Iterable[Example] = ()) -> None:
    """Fit on ``pairs`` and on ``others`` and write python-crfsuite's own model to ``model``."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for document, article in pairs:
        for tokens, labels in zip(of_article(article), targets(document, article), strict=True):
            if labels:
                trainer.append(every(tokens), labels)
    for tokens, own in others:
        trainer.append(every(tokens), own)
    trainer.set_params({"c1": 0.6, "c2": 1.0, "max_iterations": 80, "feature.minfreq": 2, "feature.possible_transitions": True})
    trainer.train(str(model))


def predictions(model: Path, tokens: Tokens) -> list[str]:
    """Return the labels of ``tokens`` by python-crfsuite's own decoder, to compare with the tagger's."""
    import pycrfsuite

    decoder = pycrfsuite.Tagger()
    decoder.open(str(model))
    return list(decoder.tag(every(tokens)))


def write(pairs: Pairs, others: Iterable[Example] = ()) -> int:
    """Fit on ``pairs`` and on ``others`` and write the tagger's table; return the number of features kept."""
    with tempfile.TemporaryDirectory() as folder:
        fit(pairs, Path(folder) / "model", others)
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


def tables(pairs: Pairs, others: Sequence[Example]) -> str:
    """Write the tagger's table, fitted on ``pairs`` and ``others``, and that of how sure a mention is; return what they were fitted on, to be told.

    How sure a mention is, is learnt from each half of the annotated documents with a tagger that was fitted on the other.
    """
    rows: list[tuple[dict[str, float], bool]] = []
    for fold in (0, 1):
        write(pairs[1 - fold :: 2], others)
        rows += judged(pairs[fold::2])
    kept = write(pairs, others)
    corpus.write_odds(certainty.WEIGHTS, _CERTAINTY_HEADER, corpus.log_odds(rows, CERTAINTY_PENALTY))
    odds.weights.cache_clear()
    return f"{kept} features from {len(pairs)} documents and {len(others)} passages, certainty from {len(rows)} mentions"


def main() -> None:
    """Fit on the documents of the task ``mentions`` that are not held out, then on what that fit is sure of in other news, too, and write the tables
    and what they were fitted on.
    """
    pairs = list(corpus.read(corpus.gold_folder("mentions"), "names"))
    tables(pairs, ())
    others = [
        found for task, part in OTHERS for _, article in corpus.read(corpus.gold_folder(task, part), "names") for found in surely(article)
    ]
    corpus.write_down("mentions", (document for document, _ in pairs))
    sys.stdout.write(f"names: {tables(pairs, others)}\n")


if __name__ == "__main__":
    main()
