"""What stands in ``transforms/text/ages/``: how a row is found. It reads the passages and the layer of names, and no other family."""

import re
from typing import Any

from schemas import digest
from transforms.text.families import Facts, Family
from transforms.text.reading import Reading

_AGE = re.compile(r", (?P<years>\d{1,3}),")


def extract(reading: Reading, age: Any) -> dict[str, list[Any]]:
    """Return the rows of ``ages``: a number between commas behind a person's name. ``age`` is the row type."""
    rows = []
    for passage in reading.passages:
        for match in _AGE.finditer(passage.text):
            start, end = (passage.start + offset for offset in match.span("years"))
            person = reading.entity_at(passage.start + match.start() - 1)
            if person is None or person.entity_type != "PERSON" or reading.claimed(start, end, "times"):
                continue
            row = age(
                reading.article_id, reading.published_date, digest("age", reading.article_id, start, end), match["years"], start, end,
                int(match["years"]), person.entity_id, None, *reading.evidence(passage, start, end),
            )  # fmt: skip
            reading.explain("ages", start, end, "number between commas behind a person")
            rows.append(row)
    return {"ages": rows}


def family(age: Any) -> Family:
    """Return the line of the registry in ``transforms/text/families.py``."""
    return Family(
        "ages",
        needs=("names", "times"),
        extract=lambda reading: extract(reading, age),
        facts=(Facts("ages", "how old", "green", "concat(f.years, ' years')", ("years", "who"), lambda r: (r["years"], r["entity_name"])),),
    )
