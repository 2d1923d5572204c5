"""Lakes for tests of the explorer, written row by row: no run is needed to look at one."""

import hashlib
import json
from pathlib import Path
from typing import Any

from schemas import digest
from tests import sound_rows

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=alert(1)> & \u2028 ferry"
"""What a headline, a name and a file may hold, and what must stay text wherever it is shown."""
STRANGE = f"توقفت العبارة في الميناء 🚢👩‍👩‍👧 ¡ {'Donaudampfschiff' * 9} שלום"
"""What a headline, a name and a file may hold that is no longer than a line but wider than a window."""


def write(root: Path, rows: sound_rows.Rows) -> Path:
    """Write a lake whose only version holds ``rows``; return its folder."""
    version = root / "versions" / "000001"
    files, numbers = sound_rows.write(version, rows)
    entries = []
    for name, (path,) in files.items():
        content = Path(path).read_bytes()
        month = Path(path).parent.name.removeprefix("published_month=")
        entries.append({
            "path": str(Path(path).relative_to(version)), "dataset": name, "month": month, "rows": numbers[name], "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        })  # fmt: skip
    manifest = {"version": 1, "run_id": "run-0", "files": entries}
    (version / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (root / "current").symlink_to("versions/000001")
    return root


def record(root: Path, told: Any) -> None:
    """Write the record of the run that published the lake's only version."""
    folder = root / "runs" / "run-0"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps(told), encoding="utf-8")


def hostile(root: Path) -> Path:
    """Write a lake in which whatever can be text is hostile: headline, outlet, text, names of entities, speakers, sources, files, rejects."""
    return write(root, _told(sound_rows.lake_rows(2), HOSTILE))


def strange(root: Path) -> Path:
    """Write a lake of one article whose texts run from right to left, are emoji, or have words that are longer than a line."""
    return write(root, _told(sound_rows.lake_rows(1), STRANGE))


def _told(rows: sound_rows.Rows, text: str) -> sound_rows.Rows:
    articles = [row._replace(headline=text, outlet=text, source_uri=f"{text}{row.source_uri}") for row in rows["articles"]]
    ends = {row.article_id: row.char_end for row in rows["segments"]}
    more = [
        segment._replace(segment_index=99, kind="paragraph", text=text, char_start=end, char_end=end + len(text), in_body=True, credit=text)
        for article_id, end in ends.items()
        for segment in rows["segments"][:1]
        for segment in [segment._replace(article_id=article_id)]
    ]
    return rows | {
        "articles": articles,
        "segments": [*rows["segments"], *more],
        "entities": [row._replace(name=text) for row in rows["entities"]],
        "statements": [row._replace(speaker_name=text, speaker_text=text) for row in rows["statements"]],
        "casualties": [row._replace(source_name=text, victims=text, sentence=text) for row in rows["casualties"]],
        "events": [row._replace(actor_text=text, sentence=text) for row in rows["events"]],
        "places": [row._replace(name=row.name and text) for row in rows["places"]],
        "rejects": [row._replace(source_uri=text + row.source_uri, detail=text) for row in rows["rejects"]],
    }


def tolls(root: Path) -> Path:
    """Write a lake of one article: a source revises its count, which has a part, the article has its own count, and an event has no day."""
    rows = sound_rows.article_rows(0)
    (toll,), (event,) = rows["casualties"], rows["events"]
    told = [
        {"count_min": 40, "count_max": 40, "source_name": "Coast guard", "status": "superseded"},
        {"count_min": 30, "count_max": 30, "source_name": None},
        {
            "count_min": 4,
            "count_max": 4,
            "source_name": "Coast guard",
            "victims": "children",
            "part_of": digest("casualty", toll.article_id, 14),
        },
        {"count_min": 31, "count_max": 31, "source_name": "Coast guard"},
    ]
    rows["casualties"] = [
        toll._replace(casualty_id=digest("casualty", toll.article_id, number), char_start=toll.char_start + number - 11, **of)
        for number, of in enumerate(told, 11)
    ]
    undated = event._replace(event_id=digest("event", event.article_id, 2), text="said", start_date=None, end_date=None)
    rows["events"] = [event, undated]
    return write(root, rows)
