"""All facts of one article, in the order in which the extractors need each other."""

from typing import Any

from transforms.text import places, quantities, statements, times
from transforms.text.names import entities
from transforms.text.reading import Reading


def extract(article: Reading) -> dict[str, list[Any]]:
    """The rows of every dataset of ``article``, by dataset; ``articles`` and ``segments`` are among them."""
    time_rows = times.extract(article)
    names = entities.extract(article)
    located = places.extract(article)
    names = names._replace(entities=located["entities"])
    return {
        "articles": [article.article],
        "segments": list(article.segments),
        "mentions": names.mentions,
        "entities": names.entities,
        "coreferences": names.coreferences,
        "places": located["places"],
        "times": time_rows,
        "quantities": quantities.extract(article, time_rows),
        "statements": statements.extract(article, names),
    }
