"""Write what python-crfsuite has fitted as the table that ``transforms.text.lexicon.chains`` reads."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def export(model: Path, weights: Path, header: str, smallest: float = 0.01, added: Mapping[str, float] | None = None) -> int:
    """Write the weights of python-crfsuite's ``model`` to the table ``weights`` below ``header``; return the number of features kept.

    ``added`` holds what is added by hand to the weight that a feature has for a label, by label and feature (``label:feature``).
    """
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    info: Any = tagger.info()
    labels: Sequence[str] = sorted(info.labels)
    position = {label: number for number, label in enumerate(labels)}
    lines = ["\t".join(["labels", *labels])]
    for label in labels:
        cells = [f"{info.transitions.get((label, other), 0.0):.3f}" for other in labels]
        lines.append("\t".join([label, *cells]))
    features: dict[str, list[tuple[int, float]]] = {}
    state = {(f"{label}:{feature}"): weight for (feature, label), weight in info.state_features.items()}
    for name, more in (added or {}).items():
        state[name] = state.get(name, 0.0) + more
    for name, weight in state.items():
        label, _, feature = name.partition(":")
        if abs(weight) >= smallest:
            features.setdefault(feature, []).append((position[label], weight))
    for feature in sorted(features):
        cells = [f"{number}={_short(weight)}" for number, weight in sorted(features[feature])]
        lines.append("\t".join([feature, *cells]))
    weights.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return len(features)


def _short(weight: float) -> str:
    return re.sub(r"^(-?)0[.]", r"\1.", f"{weight:.2f}")
