"""Lakes for tests of the explorer, written row by row: no run is needed to look at one."""

import hashlib
import json
from pathlib import Path

from tests import sound_rows

HOSTILE = "</script><script>document.title='run'</script><img src=x onerror=alert(1)> & \u2028 ferry"
"""What a headline, a name and a file may hold, and what must stay text wherever it is shown."""


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


def hostile(root: Path) -> Path:
    """Write a lake in which whatever can be text is hostile: headline, outlet, names of entities, speakers, sources, files, details of rejects."""
    rows = sound_rows.lake_rows(2)
    rows["articles"] = [row._replace(headline=HOSTILE, outlet=HOSTILE, source_uri=f"{HOSTILE}{row.source_uri}") for row in rows["articles"]]
    rows["entities"] = [row._replace(name=HOSTILE) for row in rows["entities"]]
    rows["statements"] = [row._replace(speaker_name=HOSTILE, speaker_text=HOSTILE) for row in rows["statements"]]
    rows["casualties"] = [row._replace(source_name=HOSTILE, victims=HOSTILE, sentence=HOSTILE) for row in rows["casualties"]]
    rows["events"] = [row._replace(actor_text=HOSTILE, sentence=HOSTILE) for row in rows["events"]]
    rows["places"] = [row._replace(name=row.name and HOSTILE) for row in rows["places"]]
    rows["rejects"] = [row._replace(source_uri=HOSTILE + row.source_uri, detail=HOSTILE) for row in rows["rejects"]]
    return write(root, rows)
