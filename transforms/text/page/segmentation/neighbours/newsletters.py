"""Newsletter promotions of several lines: what stands between their first and their last line."""

from transforms.text.page.segmentation.lines import Line

_OPEN = frozenset({"skip past newsletter promotion", "skip newsletter promotion"})
_CLOSE = frozenset({"after newsletter promotion", "end of newsletter promotion"})
_REACH = 15


def mark(lines: list[Line]) -> None:
    """Mark promotions between their own marks, and forms between "Sign up" and the button "Sign up"."""
    opened = -1
    for at, line in enumerate(lines):
        if line.norm in _OPEN:
            opened = at
        elif line.norm in _CLOSE and opened >= 0 and at - opened <= _REACH:
            for inner in lines[opened : at + 1]:
                inner.mark("promo", 3, "within a newsletter promotion")
            opened = -1
        elif line.kind == "promo" and "sign" in line.low[:12]:
            for inner in _form(lines, at):
                inner.mark("promo", 3, "within a newsletter form")


def _form(lines: list[Line], at: int) -> list[Line]:
    """Return the lines between the promotion at ``at`` and its button, all short and none a sure cue; none without a button."""
    for end in range(at + 2, min(at + 6, len(lines))):
        if "sign" in lines[end].low[:16] and lines[end].kind in ("promo", "navigation"):
            inner = lines[at + 1 : end]
            return inner if all(n.length <= 170 and (not n.kind or n.strength < 3) for n in inner) else []
    return []
