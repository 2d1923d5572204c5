"""Cues that need the neighbours: forms of several lines, blurbs, captions known by what stands around them, embedded posts, texts cut off, lists."""

from transforms.text.page.segmentation.lines import Line
from transforms.text.page.segmentation.neighbours import (
    blurbs,
    bulletins,
    correspondents,
    cut_off,
    highlights,
    lists,
    newsletters,
    pictures,
    posts,
    series,
    towns,
)


def mark(lines: list[Line]) -> None:
    """Fill ``kind``, ``why`` and ``strength`` of lines by what stands around them, and ``group`` of the lines of a blurb.

    The order matters: what an earlier rule has taken with strength 3 a later one leaves alone.
    """
    spaced = _parted_by_blank_lines(lines)
    bulletins.mark(lines)
    newsletters.mark(lines)
    blurbs.mark(lines, spaced)
    pictures.mark_signed_text(lines)
    pictures.mark_captions(lines, spaced)
    pictures.mark_repeated_credits(lines)
    series.mark(lines)
    pictures.mark_labelled_credits(lines)
    posts.mark(lines)
    cut_off.mark(lines)
    correspondents.mark(lines)
    towns.mark(lines)
    highlights.mark(lines)
    lists.mark(lines)


def _parted_by_blank_lines(lines: list[Line]) -> bool:
    """Return whether the page parts its blocks by blank lines, so that lines without one between them belong together."""
    breaks = [line.gap for line in lines if line.gap]
    return bool(breaks) and sum(1 for gap in breaks if gap >= 2) * 2 >= len(breaks)
