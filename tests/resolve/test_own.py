"""A user's own actors: what a file may hold, what is refused and where, and that it wins for its days."""

from datetime import date

import pytest

from sayso.errors import BadActors
from sayso.resolve.bare import bare_known
from sayso.resolve.own import own
from sayso.resolve.tables import Tables

GOOD = """# mine
Fronte del Nord|MLI|REB|rebel|Fdn; Northern Front|2019..2023
Hamas|PSE|PTY|party||2006-01-25..2007-06-14
Amina Diallo|MLI|Diallo|MIN 2021-2023, OPP 2023-
"""
YAML = """organisations:
- "Fronte del Nord|MLI|REB|rebel|Fdn"
people:
- "Amina Diallo|MLI|Diallo|MIN 2021-2023, OPP 2023-"
"""
BAD = [
    ("a.tsv", "# x\nFronte|ZZZ|REB|rebel|", 2, "'ZZZ' is not known"),
    ("a.tsv", "Fronte\tMLI\tXXX\trebel\t", 1, "'XXX' is not known"),
    ("a.tsv", "Fronte|MLI|REB|gruppo|", 1, "'gruppo' is not known"),
    ("a.tsv", "Fronte|MLI|REB|rebel|Fdn\n\nAltro|MLI|REB|rebel|fdn", 3, "'fdn' stands in line 1 already"),
    ("a.tsv", "Fronte|MLI|REB|rebel||2023..2019", 1, "dates '2023..2019'"),
    ("a.tsv", "Fronte|MLI|REB|rebel||2023-13..2024", 1, "dates '2023-13..2024'"),
    ("a.tsv", "Amina Diallo|MLI|Diallo|MIN 2023-2021", 1, "dates '2023-2021'"),
    ("a.tsv", "Amina Diallo|MLI|Diallo|BOSS 2021-", 1, "'BOSS' is not known"),
    ("a.tsv", "Amina Diallo|MLI", 1, "2 cells"),
    ("a.yaml", "organisations:\n- \"Fronte|MLI|REB|rebel|\"\n- \"Fronte|MLI|REB|rebel|\"", 3, "'fronte' stands in line 2 already"),
    ("a.yaml", "organisations:\n- [a, b]", 2, "a row is one line of text"),
    ("a.yaml", "actors:\n- x", 1, "'actors' is not organisations or people"),
    ("a.yaml", "organisations: [", 1, "no YAML"),
    ("a.yaml", "just words", 1, "write organisations: and people:"),
]


@pytest.fixture
def tables(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text(GOOD, encoding="utf-8")
    return Tables("it", own(path))


def told(text, tables, on):
    found = bare_known(text, tables, on)
    return (found[0].country, found[0].sector) if found else None


@pytest.mark.parametrize(("text", "on", "expected"), [
    ("Fdn", date(2020, 5, 1), ("MLI", "REB")),
    ("il Fronte del Nord", date(2023, 12, 31), ("MLI", "REB")),
    ("Hamas", date(2006, 5, 1), ("PSE", "PTY")),       # theirs, for those days
    ("Hamas", date(2024, 5, 1), ("PSE", "REB")),       # before and after, the package's
    ("Diallo", date(2022, 5, 1), ("MLI", "GOV")),
    ("Diallo", date(2024, 5, 1), ("MLI", "OPP")),
])
def test_own_actors_win_for_their_days(tables, text, on, expected):
    assert told(text, tables, on) == expected


def test_the_name_is_nobody_after_its_days(tables):
    assert told("Northern Front", tables, date(2025, 1, 1)) in (None, (None, None))


def test_yaml_holds_the_same_rows(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(YAML, encoding="utf-8")
    assert own(path).people[0]["name"] == "Amina Diallo"
    assert told("Fdn", Tables("en", own(path)), None) == ("MLI", "REB")


@pytest.mark.parametrize(("name", "text", "line", "reason"), BAD)
def test_a_fault_is_told_with_file_and_line(tmp_path, name, text, line, reason):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadActors) as e:
        own(path)
    assert str(e.value).startswith(f"{path}:{line}: ")
    assert reason in str(e.value)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadActors, match="cannot be read"):
        own(tmp_path / "none.tsv")
