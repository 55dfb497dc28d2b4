"""``sayso event`` and the end of ``sayso demo``: the event that most outlets tell, from a project file."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso import cli
from sayso.commands import event
from sayso.errors import SaysoError

STORY = Path(cli.__file__).parent / "demo" / "one-event"
TOUR = Path(__file__).parents[2] / "docs" / "tour.md"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A project file with the demo's story, coded by the real coder."""
    path = tmp_path_factory.mktemp("event") / "story.sayso"
    told = CliRunner().invoke(cli.application(), ["code", str(STORY), "--to", str(path), "-q"])
    assert told.exit_code == 0, told.output
    return path


@pytest.mark.pack
def test_the_story_of_the_demo_is_one_event_of_two_origins(file):
    told = CliRunner().invoke(cli.application(), ["event", str(file), "--json"])
    found = json.loads(told.stdout)
    assert (found["type"], found["status"], found["n_outlets"], found["n_origins"]) == ("ASSAULT", "happened", 6, 2)
    assert sorted(o["names"] for o in found["origins"]) == [["Oksana Melnyk"], ["Taras Hryniuk"]]
    assert [o["names"] for o in found["denied_by"]] == [["Anton Veselov"]]
    assert list(found["contested"]) == ["counts.killed"]
    reasons = next(o["why"] for o in found["origins"] if "Taras Hryniuk" in o["names"])
    assert "same speaker" in reasons
    assert "copied passage" in reasons


@pytest.mark.pack
def test_lines_for_people(file):
    told = CliRunner().invoke(cli.application(), ["event", str(file)])
    assert told.exit_code == 0
    assert "6 outlets · 2 origins" in told.stdout
    assert "Taras Hryniuk → Suspilne → {{Interfax-Ukraine, Ukrinform} → Ansa, Reuters}" in told.stdout
    assert "denied by  Anton Veselov → Tass" in told.stdout
    assert "\x1b" not in told.stdout


@pytest.mark.pack
def test_the_tour_shows_what_is_printed(file, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    shown = CliRunner().invoke(cli.application(), ["event", str(file)]).stdout
    assert f"```\n{shown}```\n" in TOUR.read_text(encoding="utf-8")


@pytest.mark.pack
def test_the_event_asked_for(file):
    first = json.loads(CliRunner().invoke(cli.application(), ["export", str(file), "--to", "events"]).stdout.splitlines()[0])
    told = CliRunner().invoke(cli.application(), ["event", str(file), first["event_id"], "--json"])
    assert json.loads(told.stdout)["event_id"] == first["event_id"]


@pytest.mark.pack
def test_an_event_that_is_not_there(file):
    told = CliRunner().invoke(cli.application(), ["event", str(file), "E-none"])
    assert isinstance(told.exception, SaysoError)
    assert "no event E-none" in str(told.exception)


def test_a_run_without_events_shows_nothing(capsys):
    with event.brief() as book:
        event.show_widest(book)
    assert capsys.readouterr().out == ""
