"""The options of ``newsbeam run``."""

import argparse
from pathlib import Path

from pipeline.arguments import kinds
from pipeline.arguments.codes import exit_codes
from pipeline.errors import UsageError
from pipeline.options import DEFAULT_ANNOTATED, DEFAULT_LIMIT, DEFAULT_MODEL, LARGEST_CHUNK, MAX_FAILURES, default_max_failures


def add(run: argparse.ArgumentParser) -> None:
    """Add the options of a run to the parser of the command."""
    run.add_argument(
        "--input", nargs="+", metavar="PATH", action="extend", dest="inputs",
        help="globs, folders (recursive: *.txt, *.txt.gz, and with --text_field *.jsonl, *.csv, plain, .gz or .zst, and *.parquet) or @FILE with "
        "a path a line; local or of any Beam filesystem",
    )  # fmt: skip
    run.add_argument("--output", metavar="LAKE", help="folder of the lake, made where it is missing, or a URL (s3://bucket/lake)")
    run.add_argument("--source_root", metavar="DIR", help="name inputs by their path below DIR, so that rows do not depend on the machine")
    run.add_argument(
        "--source_pattern", type=kinds.pattern, metavar="REGEX", help="searched in source_uri; its group named outlet fills articles.outlet"
    )
    _add_collections(run)
    run.add_argument(
        "--date_order", choices=("DMY", "MDY", "YMD"), help="how to read dates such as 03/04/2024; without it they are rejects"
    )
    run.add_argument("--clean_text", action="store_true", help="files hold only the story: every block after the date header is body")
    run.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help="installed spaCy model package (default: %(default)s)")
    run.add_argument(
        "--max_rejects", type=kinds.share, default=0.05, metavar="SHARE",
        help="fail where a larger share of the inputs is rejected (default: %(default)s)",
    )  # fmt: skip
    run.add_argument(
        "--max_failures", type=kinds.share, default=default_max_failures(), metavar="SHARE",
        help="fail where the code itself fails over a larger share of the inputs; 0: stop at the first, with its traceback "
        f"(default: %(default)s; the environment variable {MAX_FAILURES} sets another)",
    )  # fmt: skip
    run.add_argument(
        "--strict_drift", action="store_true",
        help="refuse a run whose articles are unlike those of the last runs, as the audit does; without it the summary says so",
    )  # fmt: skip
    run.add_argument(
        "--max_bytes",
        type=kinds.at_least(1),
        default=DEFAULT_LIMIT,
        metavar="N",
        help="largest input after decompression (default: %(default)s)",
    )
    run.add_argument(
        "--max_annotated", type=kinds.at_least(0), default=DEFAULT_ANNOTATED, metavar="N",
        help="characters of an article that facts are looked for in, from its beginning (default: %(default)s); articles.annotated_characters "
        "says where there were more",
    )  # fmt: skip
    run.add_argument("--workers", type=kinds.at_least(0), default=0, metavar="N", help="worker processes (default: one for each core)")
    run.add_argument(
        "--chunk_articles",
        type=kinds.at_least(1),
        metavar="N",
        help=f"articles that a worker takes at a time, at most: chunks are made alike (default: {LARGEST_CHUNK}); on a cluster so many (default: 16, "
        "more of more than 16,000)",
    )
    run.add_argument(
        "--start_timeout", type=kinds.positive, default=120.0, metavar="SECONDS",
        help="a worker process that has not started in so long is replaced (default: %(default)s)",
    )  # fmt: skip
    run.add_argument(
        "--stall_timeout", type=kinds.positive, default=900.0, metavar="SECONDS",
        help="a worker that says nothing for so long, in one step over one article, is replaced and its work tried again "
        "(default: %(default)s)",
    )  # fmt: skip
    _add_extent(run)
    add_config(run)
    run.add_argument("--wait", action="store_true", help="wait while another run holds the lake, instead of exit code 75")
    run.add_argument("--verify", action="store_true", help="compare the hashes of all published files first, not their sizes alone")
    run.add_argument("--quiet", action="store_true", help="print nothing but errors")
    run.add_argument("--log_json", action="store_true", help="one JSON object a line on standard error, for schedulers")
    run.add_argument(
        "--metrics_file", type=kinds.file, metavar="FILE",
        help="write the run's metrics there when it ends, as Prometheus' textfile collector reads them",
    )  # fmt: skip
    run.add_argument(
        "--openlineage_file", type=kinds.file, metavar="FILE",
        help="append the run's events there, as OpenLineage has them, one a line (pip install newsbeam[lineage])",
    )  # fmt: skip
    run.add_argument(
        "--openlineage_url", metavar="URL",
        help="send these events there too; the environment variables OPENLINEAGE_API_KEY and OPENLINEAGE_NAMESPACE count",
    )  # fmt: skip
    run.epilog = (
        "Beam's own options pass through (--runner, --job_endpoint, ...). --runner=DirectRunner, the default, is Beam's in-process\n"
        "runner in several worker processes; it downloads nothing.\n\n" + exit_codes("run")
    )


def _add_collections(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--text_field", type=kinds.not_empty, metavar="NAME",
        help="the field that holds the text of a record: each record of a .jsonl, .csv or .parquet is then an article; without it they are skipped. "
        "Pages of .warc, .wet and .html need none (pip install newsbeam[crawl])",
    )  # fmt: skip
    run.add_argument(
        "--id_field", type=kinds.not_empty, metavar="NAME",
        help="the field that names a record: its source_uri is that of the file, # and the name; without it #row=N, which changes where records move",
    )  # fmt: skip
    run.add_argument(
        "--date_field",
        type=kinds.not_empty,
        metavar="NAME",
        help="the field that holds the date of publication, of a record or of a --sidecar; a header of WARC (WARC-Date)",
    )
    run.add_argument(
        "--sidecar", type=kinds.not_empty, metavar="ENDING",
        help="beside 1.txt a file 1ENDING (.json) is a JSON object that holds --date_field",
    )  # fmt: skip
    run.add_argument(
        "--date_pattern", type=kinds.date_pattern, metavar="REGEX",
        help="searched in source_uri and in the address of a page; its groups year, month and day (numbers) are the date of publication. Of field, "
        "sidecar, name, the markup of HTML and the page's own header the first that gives a date counts: articles.date_basis says which",
    )  # fmt: skip


def _add_extent(run: argparse.ArgumentParser) -> None:
    run.add_argument(
        "--dry_run", action="store_true", help="say what would be done with how many inputs, and why, and do nothing; nothing is written"
    )
    run.add_argument("--full", action="store_true", help="process all inputs anew, also those that are published as they are")
    run.add_argument(
        "--limit", type=kinds.at_least(1), metavar="N",
        help="process at most N articles, the first in byte order of their names; the others are left for later runs and listed as skipped",
    )  # fmt: skip
    run.add_argument(
        "--prune", action="store_true",
        help="articles whose input is not among the inputs leave the lake: give all inputs of the lake with it; without it they stay",
    )  # fmt: skip


def add_config(command: argparse.ArgumentParser) -> None:
    """Add the option that names a file of options."""
    command.add_argument(
        "--config", type=Path, metavar="FILE",
        help="file with options of runs below [run] (default: newsbeam.toml of this folder, or of the nearest above it that has one)",
    )  # fmt: skip


def refuse_fields_of_nothing(options: argparse.Namespace) -> None:
    """Refuse options that name a field where nothing has fields.

    Raises:
        UsageError: there are such options.
    """
    if options.id_field and not options.text_field:
        raise UsageError("--id_field names a field of records: --text_field is missing")
    if options.date_field and not (options.text_field or options.sidecar or options.date_field.upper().startswith("WARC-")):
        raise UsageError("--date_field names a field of records or of a file beside each: --text_field or --sidecar is missing")
    if options.sidecar and not options.date_field:
        raise UsageError("--sidecar needs --date_field, the field that holds the date")
