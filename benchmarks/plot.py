"""A small writer of line charts as SVG, both axes logarithmic, so that what grows in proportion is a straight line of slope 1."""

import dataclasses
import math
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 20, 40, 50
COLOURS = ("#1f5fa8", "#c2541b", "#3c8a3c")


@dataclasses.dataclass(frozen=True)
class Line:
    """One line: its name, and its points."""

    name: str
    points: Sequence[tuple[float, float]]


def chart(title: str, across: str, up: str, lines: Sequence[Line]) -> str:
    """Return the chart of ``lines`` as SVG, with the names of the axes; the dotted line through the last point of the first line has slope 1."""
    xs = [x for line in lines for x, _ in line.points]
    ys = [y for line in lines for _, y in line.points]
    to_x, to_y = _axis(min(xs), max(xs), LEFT, WIDTH - RIGHT), _axis(min(ys), max(ys), HEIGHT - BOTTOM, TOP)
    middle = (TOP + HEIGHT - BOTTOM) // 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="20" font-size="14">{escape(title)}</text>',
        f'<text x="{(LEFT + WIDTH - RIGHT) // 2}" y="{HEIGHT - 10}" text-anchor="middle">{escape(across)}</text>',
        f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{escape(up)}</text>',
    ]
    for value in _decades(min(xs), max(xs)):
        at = to_x(value)
        parts.append(f'<path d="M{at:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{value:g}</text>')
    for value in _decades(min(ys), max(ys)):
        at = to_y(value)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{value:g}</text>')
    parts.append(_proportional(lines[0], (min(xs), max(xs)), (min(ys), max(ys)), to_x, to_y))
    for number, line in enumerate(lines):
        colour = COLOURS[number % len(COLOURS)]
        steps = " ".join(f"{to_x(x):.1f},{to_y(y):.1f}" for x, y in line.points)
        parts.append(f'<polyline points="{steps}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{to_x(x):.1f}" cy="{to_y(y):.1f}" r="3" fill="{colour}"/>' for x, y in line.points]
        parts.append(f'<text x="{LEFT + 10}" y="{TOP + 16 + 16 * number}" fill="{colour}">{escape(line.name)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _axis(low: float, high: float, first: int, last: int) -> Callable[[float], float]:
    """Return what gives the place between ``first`` and ``last`` of a value between ``low`` and ``high``, by its logarithm."""
    span = math.log(high / low) or 1.0
    return lambda value: first + (last - first) * math.log(value / low) / span


def _decades(low: float, high: float) -> list[float]:
    """Return the powers of ten from ``low`` to ``high``, with their double and fivefold where there are few.

    >>> _decades(80, 1100), _decades(1, 20_000)
    ([100.0, 200.0, 500.0, 1000.0], [1.0, 10.0, 100.0, 1000.0, 10000.0])
    """
    powers = [10.0**power for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]
    values = [value for power in powers for value in ((power,) if len(powers) > 4 else (power, 2 * power, 5 * power))]
    return [value for value in values if low <= value * 1.000001 and value <= high * 1.000001]


def _proportional(
    line: Line, xs: tuple[float, float], ys: tuple[float, float], to_x: Callable[[float], float], to_y: Callable[[float], float]
) -> str:
    """Return the dotted line of slope 1 through the last point of ``line``, as far as the chart reaches."""
    x, y = line.points[-1]
    low = max(xs[0], x * ys[0] / y)
    high = min(xs[1], x * ys[1] / y)
    path = f"M{to_x(low):.1f} {to_y(y * low / x):.1f}L{to_x(high):.1f} {to_y(y * high / x):.1f}"
    return f'<path d="{path}" stroke="#888" stroke-dasharray="2 4" fill="none"/>'
