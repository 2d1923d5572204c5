"""All facts of one article, in the order in which the extractors need each other."""

from typing import Any

from transforms.text import places, quantities, statements, times
from transforms.text.names import entities
from transforms.text.reading import Reading
from transforms.text.reading.layers import Layer, TimeSpan


def extract(article: Reading) -> dict[str, list[Any]]:
    """The rows of every dataset of ``article``, by dataset; ``articles`` and ``segments`` are among them."""
    time_rows = times.extract(article)
    article.times = Layer(TimeSpan(row.char_start, row.char_end, row.timex_type) for row in time_rows)
    names = entities.extract(article)
    place_rows, entity_rows = places.extract(article, names)
    names = names._replace(entities=entity_rows)
    return {
        "articles": [article.article],
        "segments": list(article.segments),
        "mentions": names.mentions,
        "entities": names.entities,
        "coreferences": names.coreferences,
        "places": place_rows,
        "times": time_rows,
        "quantities": quantities.extract(article),
        "statements": statements.extract(article, names),
    }
