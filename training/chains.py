"""Write fitted linear chains as the tables that ``transforms.text.lexicon.chains`` reads."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def export(model: Path, weights: Path, header: str) -> int:
    """Write the weights of python-crfsuite's ``model`` to the table ``weights`` below ``header``; return the number of features kept."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info: Any = tagger.info()
    labels: Sequence[str] = sorted(info.labels)
    features: dict[str, dict[str, float]] = {}
    for (feature, label), weight in info.state_features.items():
        features.setdefault(feature, {})[label] = weight
    return write(weights, header, labels, info.transitions, features)


def write(
    table: Path,
    header: str,
    labels: Sequence[str],
    transitions: Mapping[tuple[str, str], float],
    features: Mapping[str, Mapping[str, float]],
    smallest: float = 0.01,
) -> int:
    """Write a chain to ``table`` below ``header``; return the number of its features, of which weights below ``smallest`` are left out.

    ``transitions`` holds the weight of a label before another, ``features`` that of each feature for each label.
    """
    ways = ([label, *(f"{transitions.get((label, other), 0.0):.3f}" for other in labels)] for label in labels)
    lines = ["\t".join(cells) for cells in (["labels", *labels], *ways)]
    kept = 0
    for feature in sorted(features):
        found = ((number, features[feature].get(label, 0.0)) for number, label in enumerate(labels))
        cells = [f"{number}={_short(weight)}" for number, weight in found if abs(weight) >= smallest]
        if cells:
            kept += 1
            lines.append("\t".join([feature, *cells]))
    table.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return kept


def _short(weight: float) -> str:
    return re.sub(r"^(-?)0[.]", r"\1.", f"{weight:.2f}")
