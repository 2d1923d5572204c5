"""The Natural Earth projection (Šavrič, Patterson and others, 2011), onto a picture of :data:`WIDTH` by :data:`HEIGHT` units."""

import math

WIDTH = 1000.0
HEIGHT = 520.0
_SCALE = WIDTH / (2 * math.pi * 0.8707)


def project(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where degrees of WGS 84 lie in the picture: units to the right of its left edge, and below its upper one.

    >>> project(0, 0), project(-180, 0), project(24.03, 49.84)
    ((500.0, 260.0), (0.0, 260.0), (558.5, 99.8))
    """
    turn, tilt = math.radians(longitude), math.radians(latitude)
    square = tilt * tilt
    fourth = square * square
    x = turn * (0.8707 - 0.131979 * square + fourth * (-0.013791 + fourth * (0.003971 * square - 0.001529 * fourth)))
    y = tilt * (1.007226 + square * (0.015085 + fourth * (-0.044475 + 0.028874 * square - 0.005916 * fourth)))
    return round(WIDTH / 2 + _SCALE * x, 1), round(HEIGHT / 2 - _SCALE * y, 1)
