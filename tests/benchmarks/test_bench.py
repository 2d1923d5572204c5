"""What the comparison with stock spaCy prints of what it measured, and what it measures of a command."""

import importlib.util
import sys
from pathlib import Path

from benchmarks.bench import Measured, Side, shares, table
from benchmarks.processes import as_installed, watch
from benchmarks.texts import articles, pages_of

OURS = [
    Measured(
        14.0, 20.0, 400.0, 500.0, 800.0, "", {"plan": 1.0, "process": 10.0}, {"parse": 100.0, "extract": 300.0, "extract.names": 200.0}
    ),
    Measured(
        12.0, 22.0, 410.0, 490.0, 790.0, "", {"plan": 1.0, "process": 8.0}, {"parse": 140.0, "extract": 260.0, "extract.names": 180.0}
    ),
]
STOCK = Side("stock", [Measured(20.0, 40.0, 300.0, 350.0, 700.0, "3.8"), Measured(24.0, 44.0, 300.0, 360.0, 700.0, "3.8")])


def test_ratios_are_of_each_round_and_memory_is_the_greatest() -> None:
    assert table(100, [STOCK], OURS) == [
        "| | articles/s | × stock | CPU s | MB: main, largest other, all |",
        "| --- | ---: | ---: | ---: | ---: |",
        "| stock | 4.6 | 1 | 42 | 300, 360, 700 |",
        "| processing stage | 11.2 | 2.50 (2.00 to 3.00) | 21 | 410, 500, 800 |",
        "| whole command | 7.7 | 1.71 (1.43 to 2.00) | 21 | 410, 500, 800 |",
    ]


def test_shares_are_of_an_article_and_parts_of_a_step_count_once() -> None:
    assert shares(10, OURS) == [
        "stages: plan 1.0 s, process 9.0 s",
        "steps of the workers, an article: extract 28.0 ms (70%), extract.names 19.0 ms (48%), parse 12.0 ms (30%); 40.0 ms in all",
    ]


def test_own_modules_are_compiled_before_they_are_measured(tmp_path: Path) -> None:
    modules = [tmp_path / package / "module.py" for package in ("newsbeam", "pipeline", "transforms", "schemas", "tests")]
    for module in modules:
        module.parent.mkdir()
        module.write_text("NUMBER = 1\n")
    as_installed(tmp_path)
    assert [Path(importlib.util.cache_from_source(str(module))).exists() for module in modules] == [True, True, True, True, False]


def test_a_command_is_watched_with_what_it_starts() -> None:
    below = "held = b'x' * 90_000_000; import time; time.sleep(1)"
    seen = watch([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {below!r}]); print('done')"])
    assert seen.output == "done\n"
    assert seen.main_mb < 90 < seen.child_mb
    assert seen.together_mb > seen.child_mb - 5


def test_articles_are_always_the_same_and_all_differ() -> None:
    first = list(articles(30))
    assert first == list(articles(30))
    assert len(set(first)) == 30


def test_texts_of_a_folder_come_in_the_order_of_their_names_as_many_as_asked(tmp_path: Path) -> None:
    for name, content in (("c.txt", b"third"), ("a.txt", b"first"), ("b.txt", b"\xff"), ("d.txt", b"fourth")):
        (tmp_path / name).write_bytes(content)
    assert list(pages_of(tmp_path, 2)) == ["first", "third"]
