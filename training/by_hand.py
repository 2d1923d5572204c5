"""Weights set by hand, each with its reason, in one table (``by_hand.tsv``)."""

from pathlib import Path

TABLE = Path(__file__).with_name("by_hand.tsv")


def weights(table: str) -> dict[str, float]:
    """Return the weights set by hand in the data file ``table``, by feature.

    >>> weights("places/weights.tsv")
    {'town_phrase': 2.0}
    """
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {feature: float(weight) for name, feature, weight, _ in rows if name == table}
