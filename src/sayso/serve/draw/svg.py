"""Elements of a drawing: names, attributes and text from anywhere go in, escaped markup comes out. No attribute ``style``, ever.

>>> tag("text", "a < b\\u202e", x=1.25, class_="ink")
Markup('<text x="1.25" class="ink">a &lt; b</text>')
>>> linked("javascript:alert(1)", tag("circle", r=2))
Markup('<circle r="2"/>')
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from sayso.export.plain import plain

Value = str | float | None
NO_XML = re.compile("[\ufffe\uffff\u061c\u200b\u2060\ufeff]")  # not allowed in XML, or not to be seen
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
EMPTY_WIDTH, EMPTY_HEIGHT = 480, 60


def clean(text: str) -> str:
    """Text from outside, without what XML does not take and what turns a line around.

    >>> clean("Mosca\\x00\\u202e")
    'Mosca '
    """
    return text if text.isprintable() else NO_XML.sub("", plain(text))


def number(x: float) -> str:
    """A coordinate, short.

    >>> number(12.0), number(0.126), number(-0.001)
    ('12', '0.13', '0')
    """
    short = f"{x:.2f}".rstrip("0").rstrip(".") if x != int(x) else str(int(x))
    return "0" if short == "-0" else short


@cache
def written(name: str) -> str:
    """The name of an attribute: ``class_`` and ``stroke_width`` mean ``class`` and ``stroke-width``."""
    return name.rstrip("_").replace("_", "-")


def attribute(name: str, value: str | float) -> str:
    """One attribute with its value, escaped."""
    return f' {written(name)}="{escape(clean(value)) if isinstance(value, str) else number(value)}"'


def tag(name: str, /, *children: str, **attributes: Value) -> Markup:
    """An element. A child that is not :class:`Markup` is text and is escaped; an attribute that is ``None`` is left out."""
    head = "".join(attribute(k, v) for k, v in attributes.items() if v is not None)
    return Markup(f"<{name}{head}>{joined(children)}</{name}>" if children else f"<{name}{head}/>")


def joined(children: Iterable[str]) -> Markup:
    """Elements and texts one after the other."""
    return Markup("".join(c if isinstance(c, Markup) else escape(clean(c)) for c in children))


def is_safe(href: str) -> bool:
    """Whether an address is one of ours or of the web."""
    return not SCHEME.match(href) or href.lower().startswith(("http://", "https://"))


def linked(href: str | None, *children: str, name: str = "") -> Markup:
    """The children as a link with a name for the screen reader and the mouse; the children alone where there is no address or a harmful one."""
    told = (tag("title", name),) if name else ()
    where = clean(href or "").strip()
    if where and is_safe(where):
        return tag("a", *told, *children, href=where)
    return tag("g", *told, *children) if told else joined(children)


def figure(name: str, box: tuple[float, float], title: str, told: str, *children: str, kind: str = "") -> Markup:
    """A whole drawing. ``name``: begins its ids, one a page; ``box``: width and height; ``told``: the content in words.

    What holds links is a group: the parts of an ``img`` are hidden from a screen reader, links too.
    """
    inside = joined(children)
    width, height = box
    return tag(
        "svg", tag("title", title, id=f"{name}-title"), tag("desc", told, id=f"{name}-desc"), inside,
        xmlns="http://www.w3.org/2000/svg", class_=f"draw {kind}".strip(), role="group" if "<a " in inside else "img",
        aria_labelledby=f"{name}-title", aria_describedby=f"{name}-desc",
        viewBox=f"0 0 {number(width)} {number(height)}", width=width, height=height)


def sentence(name: str, title: str, told: str) -> Markup:
    """A drawing of nothing: it says so."""
    text = tag("text", told, x=EMPTY_WIDTH / 2, y=EMPTY_HEIGHT / 2 + 4, text_anchor="middle", class_="draw-quiet")
    return figure(name, (EMPTY_WIDTH, EMPTY_HEIGHT), title, told, text)
