"""What the workers of a run have checked of its files (:mod:`transforms.checks.words`), as far as an audit can rely on it.

A word counts where it answers for the rules of this audit, and every file that it names was staged and still has the bytes it was given for. Other
files are audited as if there were no words.
"""

import concurrent.futures
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from newsbeam import objects
from pipeline.lakes import Lake
from transforms.checks import words
from transforms.checks.results import RuleResult
from transforms.values import StagedFile

READERS = 8
"""Files that are hashed at a time."""


class Vouched(NamedTuple):
    """Files that one worker answers for: their rows by address, by dataset; and the rules that some of these break."""

    files: Mapping[str, Mapping[str, int]]
    broken: Sequence[RuleResult]

    def rows(self, dataset: str) -> int:
        """Return how many rows of ``dataset`` there are."""
        return sum(self.files.get(dataset, {}).values())

    def bad(self, dataset: str, engine: str) -> dict[str, RuleResult]:
        """Return the rules of ``dataset`` that some rows break, as ``engine`` found."""
        return {result.rule: result for result in self.broken if (result.dataset, result.engine) == (dataset, engine)}


def vouched(lake: Lake, folder: str, staged: Iterable[StagedFile]) -> list[Vouched]:
    """Return what workers vouch for of the files ``staged`` below the name ``folder``; no file is in two of them."""
    left = {(file.path, file.sha256): lake.address(f"{folder}/{file.path}") for file in staged}
    found = []
    with concurrent.futures.ThreadPoolExecutor(READERS) as readers:
        for name in lake.names(f"{folder}/{words.FOLDER}"):
            word = _read(lake, name)
            if word is None or not all((file.path, file.sha256) in left for file in word.files):
                continue
            addresses = [left.pop((file.path, file.sha256)) for file in word.files]
            if list(readers.map(_sha256, addresses)) == [file.sha256 for file in word.files]:
                found.append(_vouched(word, addresses))
    return found


def without(files: Mapping[str, Sequence[str]], vouched: Iterable[Vouched]) -> dict[str, list[str]]:
    """Return of the addresses ``files`` by dataset those that nobody vouches for."""
    known = {address for one in vouched for addresses in one.files.values() for address in addresses}
    return {name: [address for address in addresses if address not in known] for name, addresses in files.items()}


def _read(lake: Lake, name: str) -> words.Word | None:
    """Return the word in the file ``name``, None where it holds none, or one of other rules."""
    try:
        word = words.read_word(lake.read(name))
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None
    return word if word.rules == words.digest_of_rules() else None


def _sha256(address: str) -> str:
    """Return the SHA-256 of the file at ``address``; nothing where it cannot be read."""
    try:
        if objects.is_url(address):
            return objects.sha256(address)
        with open(address, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _vouched(word: words.Word, addresses: Sequence[str]) -> Vouched:
    files: dict[str, dict[str, int]] = {}
    for file, address in zip(word.files, addresses, strict=True):
        files.setdefault(file.dataset, {})[address] = file.rows
    return Vouched(files, word.broken)
