"""``sayso actors`` and ``sayso places``: names resolved with their reasons, a corpus counted, wrong words told in one line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.commands.actors import counted
from sayso.errors import BadActors, SaysoError

NAMES = [
    (["actors", "il capo della diplomazia di Teheran"], "IRN GOV: capo della diplomazia di Teheran (role: capo della diplomazia)"),
    (["actors", "il capo della diplomazia di Teheran"], "cow 630"),
    (["actors", "Medvedev", "--on", "2010-06-01"], "on 2010-06-01: president"),
    (["actors", "Kenyan defence secretary Amina Wanjiru", "--lang", "en"], "KEN GOV: Amina Wanjiru (title: defence secretary)"),
    (["actors", "il Congo"], "could be COD, COG: the article decides"),
    (["actors", "qualcosa"], "nobody the tables or the words tell of"),
    (["actors", "Ge\x1b[31morgia"], "Ge [31morgia"),
    (["places", "Tripoli"], "city: Tripoli (Tripoli, LBY)"),
    (["places", "Tripoli", "--after", "L'esercito libanese è entrato a Sidone, in Libano."], "place: Tripoli, LBN"),
    (["places", "Leopoli"], "GeoNames 702550"),
    (["places", "Leopoli"], "Places: GeoNames (geonames.org), CC BY 4.0"),
    (["places", "Xyzzyville"], "no such place"),
]


@pytest.mark.parametrize(("args", "expected"), NAMES)
def test_a_name(args, expected):
    told = CliRunner().invoke(cli.application(), args)
    assert told.exit_code == 0, told.output
    assert expected in told.output
    assert "\x1b" not in told.output


@pytest.mark.parametrize(("args", "error", "reason"), [
    (["actors", "x", "--on", "soon"], SaysoError, "'soon' is not a day"),
    (["actors", "x", "--lang", "qq"], SaysoError, "no language 'qq'"),
    (["actors", "x", "--actors", "/none.tsv"], BadActors, "cannot be read (no such file or directory)"),
    (["actors", "x", "--actors", str(Path(cli.__file__).parent / "resolve" / "tables" / "places.tsv.gz")], BadActors, "not text in UTF-8"),
    (["actors", " "], SaysoError, "an empty name"),
    (["places", ".", "x"], SaysoError, "x: no such file"),
])
def test_wrong_words_are_told(args, error, reason):
    told = CliRunner().invoke(cli.application(), args)
    assert isinstance(told.exception, error)
    assert reason in str(told.exception)


def test_what_is_unresolved_comes_first():
    found = [("Mosca", "RUS"), ("Mosca", "RUS"), ("l'uomo", ""), ("Kiev", "UKR")]
    assert [line.split() for line in counted(found, 3, "actor")] == [["1", "unresolved", "l'uomo"], ["2", "RUS", "Mosca"], ["1", "UKR", "Kiev"]]


def test_an_empty_corpus():
    assert list(counted([], 3, "place")) == ["No place found."]
