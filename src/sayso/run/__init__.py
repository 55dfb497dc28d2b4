"""Coding many articles: here, on this machine.

In: what :mod:`sayso.read` gives. Out: the outcome of each article, in order (:func:`run`), counted (:class:`Tally`) and told
(:class:`Progress`).
"""

from sayso.run.local import Factory, one_thread, run
from sayso.run.outcome import Coded, Coder, Outcome
from sayso.run.progress import Progress
from sayso.run.tally import Tally

__all__ = ["Coded", "Coder", "Factory", "Outcome", "Progress", "Tally", "one_thread", "run"]
