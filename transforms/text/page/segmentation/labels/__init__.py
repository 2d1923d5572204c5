"""Labels: what every line of a page is in the end, and what kind of page it is, from the lines' features and cues.

This is the part that decides. Lines come in with their features (``lines``) and their cues (``kind``, ``strength``, ``why``, ``barrier``,
``group``, from ``cues`` and ``neighbours``); one is chosen as the headline (``titles``), and a fitted chain (``model``) labels the others by
their wording, their neighbours and their place (``features``, ``setting``), comments and lists of other stories set apart (``threads``); they
go out settled, with the type of the page and the index of its headline. Nothing outside this folder knows how.
"""

from collections.abc import Set

from transforms.text.page.segmentation.labels import (
    entries,
    features,
    model,
    page_types,
    plain,
    setting,
    settling,
    threads,
    titles,
    weights,
)
from transforms.text.page.segmentation.lines import Line


def label(lines: list[Line], *, explain: bool = False) -> tuple[str, int | None]:
    """Settle the kinds of all ``lines``; return the type of the page and the index of the headline.

    With ``explain`` the lines that the chain labelled say in ``why`` which features decided.
    """
    kind = entries.mark(lines)
    if plain.is_fragment(lines):
        plain.settle_all(lines)
        return "brief" if lines else "other", None
    own = plain.sentences(lines)
    where = setting.of(lines, kind)
    table = weights.load()
    found = features.of_page(lines, where)
    scores = table.scores(map(features.own, lines), found.columns)
    title, why = titles.choose(lines, where, found, scores[:, -1].tolist(), explain=explain)
    if titles.free(lines, where, title):
        found = features.of_page(lines, where)
        scores = table.scores(map(features.own, lines), found.columns)
    apart: Set[int] = frozenset() if kind else threads.find(lines, where.first if title is None else max(title, where.first))
    settling.settle(lines, model.apply(lines, scores[:, :-1], titles.copies(lines, where, title), apart, found if explain else None))
    if title is not None:
        lines[title].settle("headline", why)
    plain.keep(lines, own)
    if title is not None and lines[title].kind != "headline":
        title = None
    page_type = page_types.of_page(lines, kind or ("live" if title is not None and entries.called_live(lines, title) else ""))
    if page_type == "roundup":
        settling.name_page(lines)
    if title is not None and page_type == "roundup":
        settling.retitle(lines, title)
        title = None
    if page_type in ("video", "listing"):
        page_types.settle_without_story(lines, page_type)
    return page_type, None if page_type == "listing" else title


def clean(lines: list[Line]) -> tuple[str, None]:
    """Settle all ``lines`` of a page that is known to be nothing but its story; return its type."""
    for line in lines:
        line.settle("paragraph", "clean text")
    return "story" if sum(line.length for line in lines) >= page_types.STORY else "brief" if lines else "other", None
