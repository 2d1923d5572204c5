"""Make the outline of the world that the explorer draws: ``python -m tools.outline countries-110m.json > pipeline/explorer/data/world.json``.

The input is a file of the npm package world-atlas 2.0.2 (``make outline`` fetches it): TopoJSON of Natural Earth's 1:110m countries, which are in
the public domain. Written are two paths of SVG in the projection of the explorer: the coasts, and the borders between countries.
"""

import hashlib
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline import terminal
from pipeline.explorer.projection import WIDTH, project

SHA256 = "2516c915867c7baf18ddec727aec46c315541a07cfb3d79a6559b05d5e94eee8"
"""Of the file that the committed outline was made from."""

Line = list[tuple[float, float]]


def lines(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs of a TopoJSON topology as lines of projected points.

    >>> lines({"transform": {"scale": [1, 1], "translate": [0, 0]}, "arcs": [[[0, 0], [10, 0]]]})
    [[(500.0, 260.0), (527.8, 260.0)]]
    """
    (wide, high), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for right, up in arc:
            x, y = x + right, y + up
            point = project(x * wide + left, y * high + low)
            if not line or line[-1] != point:
                line.append(point)
        found.append(line)
    return found


def uses(geometry: dict[str, Any]) -> Iterator[int]:
    """Return the numbers of the arcs that a geometry is made of.

    >>> list(uses({"type": "Polygon", "arcs": [[0, -2]]}))
    [0, 1]
    """
    for polygon in polygons(geometry):
        for ring in polygon:
            yield from (at if at >= 0 else ~at for at in ring)


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Return the polygons of a geometry, each a list of rings of numbers of arcs; a negative number is an arc backwards."""
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


def path(found: Iterable[Line]) -> str:
    """Return lines as the path of SVG, each point relative to the one before.

    >>> path([[(1.0, 2.0), (3.5, 2.0)], [(0.0, 0.0)]])
    'M1 2l2.5 0'
    """
    parts = []
    for line in found:
        if len(line) > 1:
            steps = (f"{b[0] - a[0]:.1f} {b[1] - a[1]:.1f}".replace(".0 ", " ").removesuffix(".0") for a, b in itertools.pairwise(line))
            parts.append(f"M{line[0][0]:g} {line[0][1]:g}l" + " ".join(steps))
    return "".join(parts)


def rings(geometry: dict[str, Any], found: list[Line]) -> Iterator[Line]:
    """Return the rings of a geometry as closed lines."""
    for polygon in polygons(geometry):
        for ring in polygon:
            line: Line = []
            for at in ring:
                arc = found[at] if at >= 0 else found[~at][::-1]
                line += arc[1:] if line else arc
            yield from parted(line)


def parted(line: Line) -> Iterator[Line]:
    """Return a ring, whose last point is its first, in the pieces that lie on either side of the date line.

    >>> list(parted([(1.0, 0.0), (2.0, 0.0), (999.0, 0.0), (998.0, 1.0), (1.0, 0.0)]))
    [[(999.0, 0.0), (998.0, 1.0)], [(1.0, 0.0), (2.0, 0.0)]]
    """
    pieces: list[Line] = [[]]
    for point in line:
        if pieces[-1] and abs(point[0] - pieces[-1][-1][0]) > WIDTH / 2:
            pieces.append([])
        pieces[-1].append(point)
    if len(pieces) > 1:  # it begins in the middle of a piece
        pieces[0] = pieces.pop() + pieces[0][1:]
    yield from reversed(pieces)


def outline(topology: dict[str, Any]) -> dict[str, str]:
    """Return what the explorer's map is drawn from: the land, the borders, and where they come from."""
    found = lines(topology)
    land = topology["objects"]["land"]["geometries"]
    count = Counter(at for country in topology["objects"]["countries"]["geometries"] for at in uses(country))
    return {
        "source": "Natural Earth 1:110m (public domain), by way of the npm package world-atlas 2.0.2 (ISC, Michael Bostock); tools/outline.py",
        "land": path(ring for geometry in land for ring in rings(geometry, found)),
        "borders": path(found[at] for at, times in sorted(count.items()) if times > 1),
    }


if __name__ == "__main__":
    given = Path(sys.argv[1]).read_bytes()
    if hashlib.sha256(given).hexdigest() != SHA256:
        sys.exit(f"{sys.argv[1]} is another file than the one that the outline is made from")
    terminal.data(json.dumps(outline(json.loads(given)), indent=1, ensure_ascii=False))
