"""The whole flow on one screen: work items in, staged Parquet files out."""

from collections.abc import Sequence
from typing import Optional

import apache_beam as beam

from pipeline.options import RunOptions
from transforms.annotate import AnnotateArticles
from transforms.extract import ExtractFacts
from transforms.parse import ParseArticles
from transforms.read import ReadArticles
from transforms.segment import SegmentArticles
from transforms.validate import ValidateRows
from transforms.values import RunContext
from transforms.watch import Watch
from transforms.work import Keeper, ReadWork
from transforms.write import StageRows, WriteListing


def build(
    root: beam.Pipeline,
    options: RunOptions,
    context: RunContext,
    watch: Watch,
    work: Sequence[str],
    staging: str,
    listing: str,
    keeper: Optional[Keeper] = None,
) -> None:
    """Add the flow to the pipeline ``root``.

    ``work`` are the files that list the work items, ``staging`` the folder for Parquet files, ``listing`` the file that names in the end
    what was staged and rejected; ``keeper`` answers for the files of work as chunks where workers may die. Only names of work files, names of
    staged files and rejections cross a shuffle; texts and annotations stay in one fused stage.
    """
    given = root | "Work" >> beam.Create(list(work)) | beam.Reshuffle().with_input_types(str) | "ReadWork" >> ReadWork(keeper)

    read = given.items | "Read" >> ReadArticles(watch, options.max_bytes)
    parsed = read.articles | "Parse" >> ParseArticles(watch, context.started_at, options.date_order)
    segmented = parsed.articles | "Segment" >> SegmentArticles(watch, context, options.clean_text, options.source_pattern)
    annotated = segmented.articles | "Annotate" >> AnnotateArticles(watch, options.model, options.max_annotated)
    extracted = annotated.articles | "Extract" >> ExtractFacts(watch)
    validated = extracted.articles | "Validate" >> ValidateRows(watch)

    staged = validated.articles | "Stage" >> StageRows(watch, staging)
    rejects = (
        tuple(step.rejects for step in (given, read, parsed, segmented, annotated, extracted, validated)) | "Rejects" >> beam.Flatten()
    )
    ((staged, given.staged) | "AllStaged" >> beam.Flatten(), rejects) | "List" >> WriteListing(listing)
