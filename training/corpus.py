"""The documents that weights are fitted on: read, segmented and annotated as in a run, a third of them held out."""

import datetime
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluation import fitted
from pipeline.evaluation.task import GoldDocument, read_gold
from pipeline.options import DEFAULT_MODEL
from transforms.parse import parse_article
from transforms.segment import segment_article
from transforms.text import families
from transforms.text.lexicon import data
from transforms.text.reading import Reading, annotation
from transforms.values import RawArticle, RunContext

Pairs = Sequence[tuple[GoldDocument, Reading]]

DATA = Path(data.__file__).parent
"""Where the tables lie."""

_NOW = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
"""After the day of every annotated document, since what claims to be of a day to come is refused."""


def is_held_out(file: str) -> bool:
    """Return whether nothing may be fitted on the document ``file``: a third of them, by the digest of their names.

    >>> is_held_out("a.txt"), is_held_out("news-2.txt")
    (False, True)
    """
    return int(hashlib.sha256(file.encode()).hexdigest(), 16) % 3 == 0


def read(folder: Path, family: str) -> Iterator[tuple[GoldDocument, Reading]]:
    """Yield the documents of the gold ``folder`` that are not held out, each with its reading as ``family`` gets it."""
    nlp = annotation.load(DEFAULT_MODEL)
    before = [one for one in families.FAMILIES if one.name != family]
    before = before[: next((i for i, one in enumerate(families.FAMILIES) if one.name == family), 0)]
    for document in read_gold(folder):
        if not is_held_out(document.file):
            content = document.text.encode()
            raw = RawArticle(document.file, hashlib.sha256(content).hexdigest(), len(content), "utf-8", document.text)
            parsed = parse_article(raw, None, _NOW)
            segmented = segment_article(parsed, RunContext("training", _NOW, "0"), clean_text=False, source_pattern=None)
            reading = annotation.annotate(nlp, segmented)
            for one in before:
                one.extract(reading)
            yield document, reading


def write_down(task: str, documents: Iterable[GoldDocument]) -> None:
    """Write down by digest that ``task``'s weights were fitted on ``documents``."""
    others = {entry for entry in fitted.entries() if entry[0] != task}
    lines = sorted(others | {(task, fitted.digest(document.text)) for document in documents})
    text = fitted.HEADER + "".join(f"{name}\t{digest}\n" for name, digest in lines)
    fitted.TABLE.write_text(text, encoding="utf-8")


def gold_folder(task: str, part: str = "") -> Path:
    """Return the folder of ``task``, or the ``part`` of it, below the one named on the command line.

    Raises:
        SystemExit: none was named, or it holds no such task.
    """
    folder = Path(sys.argv[1]) / task / part if len(sys.argv) == 2 else None
    if folder is None or not (folder / "gold.jsonl").exists():
        raise SystemExit(f"usage: python -m training.… GOLD  (a folder with {Path(task, part)}/gold.jsonl)")
    return folder


def log_odds(rows: Sequence[tuple[Mapping[str, float], bool]], penalty: float) -> dict[str, float]:
    """Return the weights with which the features of ``rows`` tell what is right (true) from what is not, by feature in the alphabet's order."""
    import numpy

    known = sorted({feature for row, _ in rows for feature in row})
    column = {feature: number for number, feature in enumerate(known)}
    matrix = numpy.zeros((len(rows), len(known)))
    for number, (row, _) in enumerate(rows):
        for feature, value in row.items():
            matrix[number, column[feature]] = value
    wanted = numpy.array([float(right) for _, right in rows])
    return dict(zip(known, logistic(matrix, wanted, penalty).tolist(), strict=True))


def write_odds(table: str, header: str, weights: Mapping[str, float]) -> None:
    """Write the table that ``transforms.text.lexicon.odds`` reads."""
    lines = [f"{feature}\t{weight:.3f}\n" for feature, weight in weights.items()]
    (DATA / table).write_text(header + "".join(lines), encoding="utf-8")


def logistic(matrix: Any, wanted: Any, penalty: float) -> Any:
    """Return the weights of the columns of ``matrix`` (dense or sparse) that tell the rows ``wanted`` (1.0) from the others (0.0)."""
    import numpy

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        slope = matrix.T @ (1 / (1 + numpy.exp(-scores)) - wanted) + penalty * weights
        return float((numpy.logaddexp(0, scores) - wanted * scores).sum() + penalty * (weights @ weights) / 2), slope

    return minimise(loss, matrix.shape[1])


def minimise(function: Callable[[Any], tuple[float, Any]], size: int, iterations: int = 300) -> Any:
    """Return where ``function``, which gives its value and its slope, is lowest, from zeros on and after so many ``iterations`` at most."""
    import numpy
    from scipy.optimize import minimize  # type: ignore[import-untyped,import-not-found,unused-ignore]

    return minimize(function, numpy.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": iterations}).x
