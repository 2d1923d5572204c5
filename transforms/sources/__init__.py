r"""Inputs on the local disk or any Beam filesystem: which there are, and their bytes.

Beam's own matching and reading are not used for local files: they cut gzip at 16 MiB without an error, hang on FIFOs, follow links out of
the folder, cannot match a name that holds ``[1]``, and stop at a name that is not UTF-8. Other filesystems (``gs://…``, ``s3://…``) go
through ``FileSystems``, with our own decompression.

The rooms: ``listing`` (what ``--input`` names), ``local`` with ``globs`` (folders, links and files of this machine), ``remote`` (objects of
Beam's filesystems), ``archives`` (gzip, zstd), ``streams``, ``collections`` and ``crawls`` (files that hold many articles, in
fields or as pages of HTML), ``dating`` (dates beside the
page's own), and ``inputs`` (what a listed input is called, for all of them). What follows here is all that others use.
"""

from transforms.sources import local, remote
from transforms.sources.archives import gunzip
from transforms.sources.collections import Fields, Record, read_records
from transforms.sources.crawls import PAGE, read_pages
from transforms.sources.dating import Dated, Dating
from transforms.sources.inputs import Listed, fetch_outlet, is_collection, is_crawl, is_remote, local_path
from transforms.sources.listing import list_inputs, reaches
from transforms.sources.streams import read_part

__all__ = [
    "PAGE", "Dated", "Dating", "Fields", "Listed", "Record", "fetch_outlet", "is_collection", "is_crawl", "list_inputs", "reaches",
    "read_bytes", "read_pages", "read_part", "read_records",
]  # fmt: skip


def read_bytes(path: str, *, limit: int) -> bytes:
    """Return the bytes of an input (``Listed.path``), decompressed where its name ends in ``.gz``.

    A file that changes while it is read is read once more. Errors that say nothing about the file itself (input/output error, no memory,
    too many open files, stale handle) are raised as they are: they fail the run, not the input.

    Raises:
        RejectedInput: ``too_large`` (more than ``limit`` bytes, before or after decompression, or a gzip bomb), ``corrupt_archive`` (cut,
            damaged or no gzip), ``vanished``, ``unreadable`` (no permission, or no regular file), ``changed_during_run``.
    """
    raw = remote.read(path, limit) if is_remote(path) else local.read(local_path(path), limit)
    return gunzip(raw, limit) if path.lower().endswith(".gz") else raw
