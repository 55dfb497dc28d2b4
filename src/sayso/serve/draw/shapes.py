"""The shape of each kind of source: an outline that holds its name, and a sign. Kinds are told apart without colour."""

from __future__ import annotations

from markupsafe import Markup

from sayso.serve.draw.svg import number, tag

CUT = 12  # of the corners of a hexagon, the fold of a page
SIGNS = {  # about 14 units wide and high
    "person": "M7 7.2a3 3 0 1 0 0-6.1a3 3 0 0 0 0 6.1zM1.4 13c.5-3.3 2.7-4.8 5.6-4.8s5.1 1.5 5.6 4.8",
    "unnamed": "M4.2 4.6c0-4.6 6-4.4 6-.8c0 2.6-3 2.6-3 5.4M7.2 12.2v.6",
    "office": "M1 5L7 1.2L13 5zM2.8 5.4v5.8M5.6 5.4v5.8M8.4 5.4v5.8M11.2 5.4v5.8M1 12.6h12",
    "document": "M3 1h5.4L11.4 4v9H3zM8.4 1v3h3M5 6.6h4.4M5 8.8h4.4M5 11h2.6",
    "agency": "M7 8.6a1.8 1.8 0 1 0 0-3.6a1.8 1.8 0 0 0 0 3.6zM3.6 10.4a5 5 0 0 1 0-7.2M10.4 10.4a5 5 0 0 0 0-7.2"
              "M1.6 12.4a7.9 7.9 0 0 1 0-11.2M12.4 12.4a7.9 7.9 0 0 0 0-11.2",
    "broadcaster": "M1.2 4.6h11.6v8H1.2zM4 1.4L7 4.6L10 1.4M3.4 6.8h5v3.6h-5zM10.8 7.2v.2M10.8 9.6v.2",
    "outlet": "M1 2h9.4v9.4a1.3 1.3 0 0 0 2.6 0V5h-2.6M1 2v9.6a1.4 1.4 0 0 0 1.4 1.4h9.4M3 4.4h5.4v2.8H3zM3 9.2h5.4M3 11h3.6",
}


def sign(kind: str) -> Markup:
    """The small sign of a kind; that of the unnamed for one not known."""
    return tag("path", d=SIGNS.get(kind, SIGNS["unnamed"]), class_="draw-sign")


def outline(kind: str, x: float, y: float, width: float, height: float, look: str) -> Markup:
    """The outline of a kind, from its upper left corner."""
    if kind in ("agency", "broadcaster", "document"):
        return tag("path", d=corners(kind, x, y, width, height), class_=look)
    round_ = {"person": height / 2, "unnamed": height / 2, "office": 0}.get(kind, 6)
    return tag("rect", x=x, y=y, width=width, height=height, rx=round_, class_=f"{look} draw-dotted" if kind == "unnamed" else look)


def corners(kind: str, x: float, y: float, width: float, height: float) -> str:
    """A hexagon for an agency, a slanted box for a broadcaster, a page with a fold for a document."""
    right, low, middle = x + width, y + height, y + height / 2
    points = {
        "agency": ((x + CUT, y), (right - CUT, y), (right, middle), (right - CUT, low), (x + CUT, low), (x, middle)),
        "broadcaster": ((x + CUT, y), (right, y), (right - CUT, low), (x, low)),
        "document": ((x, y), (right - CUT, y), (right, y + CUT), (right, low), (x, low)),
    }[kind]
    fold = f"M{number(right - CUT)} {number(y)}v{CUT}h{CUT}" if kind == "document" else ""
    return "M" + "L".join(f"{number(a)} {number(b)}" for a, b in points) + "Z" + fold
