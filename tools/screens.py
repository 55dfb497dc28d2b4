"""Pictures of the workbench for docs/: code the demo, serve it, look at it in Chromium.

``python tools/screens.py docs [--all FOLDER]``; needs Debian's chromium and playwright (requirements-dev.lock).
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "src" / "sayso" / "demo"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SHOTS = {"overview": "/overview", "event": "/event/{event}", "article": "/article/{article}", "pair": "/pair/{pair}", "review": "/review"}
MORE = {"events": "/events", "map": "/map", "source": "/source/{source}", "search": "/search?q=terminal", "coverage": "/coverage",
        "agreement": "/agreement", "pairs": "/pairs", "actor": "/actor/{actor}"}
TALLEST = 1500  # pixels


@contextmanager
def served(file: Path) -> Iterator[str]:
    """The address of a workbench on a file."""
    with subprocess.Popen([sys.executable, "-m", "sayso", "serve", str(file), "--port", "0"], stderr=subprocess.PIPE, text=True) as child:
        try:
            assert child.stderr
            yield re.search(r"http://\S+?(?=/ )", child.stderr.readline())[0]  # type: ignore[index]
        finally:
            child.terminate()


def seen(file: Path) -> dict[str, str]:
    """What the addresses name: the event that most outlets tell, and what it leads to."""
    from sayso.store import browse, reading

    with reading(file) as db:
        event = browse.event(db, browse.events(db, browse.Filter(), "reports", 1)[0]["event_id"]) or {}
        top = {kind: browse.top(db, browse.Filter(), kind, 1)[0][0] for kind in ("origin", "name")}
        pair = next(v for v, _ in browse.top(db, browse.Filter(), "pair", 20) if len(set(v.split(">"))) == 2)
    return {"event": event["event_id"], "article": event["articles"][0], "pair": pair.replace(">", "/"), "source": top["origin"],
            "actor": top["name"]}


def shoot(page: Page, address: str, target: Path) -> None:
    """One picture, as tall as the page up to a limit."""
    page.goto(address)
    tall = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": 1280, "height": max(tall, 600)})
    page.screenshot(path=str(target))
    page.set_viewport_size({"width": 1280, "height": 900})


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="every page, light and dark, in both languages")
    parser.add_argument("--file", type=Path, help="a project file; else the demo is coded")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = args.file or Path(folder) / "demo.sayso"
        if not args.file:
            subprocess.run([sys.executable, "-m", "sayso", "code", str(DEMO), "--to", str(file), "-q"], check=True)
        names = seen(file)
        with served(file) as base, sync_playwright() as p:
            browser = p.chromium.launch(executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"), args=FLAGS)
            for lang, scheme in [("en", "light"), *([("it", "dark")] if args.all else [])]:
                page = browser.new_context(locale=lang, color_scheme=scheme, viewport={"width": 1280, "height": 900}).new_page()
                for name, path in (SHOTS | MORE if args.all else SHOTS).items():
                    shoot(page, base + path.format(**names), args.folder / f"{name}{'' if lang == 'en' else '-' + lang}.png")


if __name__ == "__main__":
    main()
