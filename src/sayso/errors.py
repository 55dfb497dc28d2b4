"""Errors a user can meet, each told in one line."""

from __future__ import annotations


class SaysoError(Exception):
    """Something that ends the run with one line on stderr."""


class UnknownLanguage(SaysoError):
    """No language pack for the language asked for."""


class BadPack(SaysoError):
    """A language pack that cannot be loaded or gives other labels than UD v2."""


class Unreadable(SaysoError):
    """An input no article can be made of; the message is the reason that the summary shows."""


class Unwritable(SaysoError):
    """An output that cannot be written."""


class Missing(SaysoError):
    """A part of sayso that is not there: a model, the demo's articles."""


class BadActors(SaysoError):
    """A user's file of actors that has a fault; the message says where."""


class Busy(SaysoError):
    """A project file that somebody else is writing to."""
