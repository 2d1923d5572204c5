"""``make golden``: write the golden output anew. Read the diff before you commit it."""

import tempfile
from pathlib import Path

from pipeline.options import RunOptions
from pipeline.run import run
from tests.golden.form import file_name, golden_texts

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).with_name("expected")


def options(lake: Path, **more: object) -> RunOptions:
    """The run that the golden output is made by."""
    values = {"inputs": (str(ROOT / "seeds"),), "max_rejects": 0.5, "max_failures": 0.0, "source_root": str(ROOT / "seeds")} | more
    return RunOptions(output=str(lake), **values)  # type: ignore[arg-type]


def main() -> None:
    """Write one file for each article of seeds/, and one for the rejects."""
    with tempfile.TemporaryDirectory() as lake:
        run(options(Path(lake)))
        texts = golden_texts(Path(lake))
    EXPECTED.mkdir(exist_ok=True)
    for old in EXPECTED.iterdir():
        old.unlink()
    for name, text in texts.items():
        (EXPECTED / file_name(name)).write_text(text, encoding="utf-8")
    print(f"{len(texts)} files in {EXPECTED}")


if __name__ == "__main__":
    main()
