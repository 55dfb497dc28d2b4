"""Equal Earth (Šavrič, Patterson and Jenny 2018): a longitude and a latitude go in, a place on the map comes out. Areas stay true.

The map is cut in the Bering Strait, so that Russia is whole.

>>> [round(v) for v in project(11, 0)]
[480, 240]
"""

from __future__ import annotations

from math import asin, cos, pi, radians, sin, sqrt

WIDTH, HEIGHT = 960, 430
MIDDLE = 11  # longitude at the middle of the map
NORTH = 240  # units from the upper rim down to the equator
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2
HALF = pi / (M * A1)  # half the equator, in the units of the formula
SCALE = WIDTH / 2 / HALF


def project(lon: float, lat: float) -> tuple[float, float]:
    """Where a place lies on the map, from its degrees; the nearer way round the globe."""
    return plain(wrapped(lon), lat)


def wrapped(lon: float) -> float:
    """Degrees east of the middle of the map, between -180 and 180."""
    return (lon - MIDDLE + 180) % 360 - 180


def plain(east: float, lat: float) -> tuple[float, float]:
    """The same for degrees east of the middle, which may lie past the rim."""
    t = asin(M * sin(radians(lat)))
    t2 = t * t
    t6 = t2 ** 3
    x = radians(east) * cos(t) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)))
    y = t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))
    return WIDTH / 2 + x * SCALE, NORTH - y * SCALE
