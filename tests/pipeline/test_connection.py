import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.connection import without


def test_a_package_is_not_there_in_the_block_alone() -> None:
    loaded = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == "pandas"}
    try:
        with without("pandas", "another"), pytest.raises(ModuleNotFoundError):
            __import__("pandas")
        assert not any("_Absent" in type(finder).__name__ for finder in sys.meta_path)
    finally:
        sys.modules.update(loaded)


ASKED = """
import sys
from pathlib import Path
import newsbeam
from pipeline.connection import connect
connection = connect(newsbeam.open(Path(sys.argv[1])))
assert connection.execute("SELECT count(*) FROM runs").fetchone() == (1,)
assert "pandas" not in sys.modules
frame = connection.execute("SELECT article_id FROM articles").to_arrow_table().to_pandas()
assert list(frame.columns) == ["article_id"]
"""


def test_a_query_needs_no_pandas_and_who_does_finds_it(empty_lake: Path) -> None:
    subprocess.run([sys.executable, "-c", ASKED, str(empty_lake)], check=True, cwd=Path(__file__).parents[2])
