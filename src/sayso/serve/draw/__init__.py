"""Drawings of the workbench: records go in, inline SVG comes out; nothing here knows the store or the web.

====================  ==================================================================================================
timeline.timeline     bars of cooperation and conflict through time (``periods.fitting`` chooses day, week, month, …)
net.net               cooperation minus conflict of a pair through time
world.world           a map of the world or of a part of it
sources.source_graph  who says so and through whom, with a band for each independent origin
small.shares          a bar of the four quads, for a cell of a table
====================  ==================================================================================================

Each takes ``words("it")`` or ``words("en")`` of :mod:`sayso.serve.draw.words` and a ``name``, other for each drawing of a page, with which its
ids begin. Looks are in ``draw.css``. What may be wider than the page stands in ``<div class="draw-frame" tabindex="0">``.

>>> from datetime import date
>>> from sayso.serve.draw.timeline import Bar, timeline
>>> from sayso.serve.draw.words import words
>>> drawing = timeline([Bar(date(2026, 3, 1), (4, 0, 2, 1), "/events?month=2026-03")], "month", words("en"))
>>> "March 2026: 7 events" in drawing
True
"""
