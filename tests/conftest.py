"""The command, called with a coder that needs no language pack."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "run"))

from sayso import cli
from sayso.commands import code


@pytest.fixture
def sayso(monkeypatch, capsys):
    """Call the command; gives (status, stdout, stderr)."""
    def call(*args):
        monkeypatch.setattr(code, "CODER", "stub_coder:Coder")
        monkeypatch.setattr("sys.argv", ["sayso", *map(str, args)])
        with pytest.raises(SystemExit) as e:
            cli.main()
        out, err = capsys.readouterr()
        return e.value.code or 0, out, err
    return call
