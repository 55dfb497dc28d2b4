"""The application: addresses → pages, as HTML, JSON and CSV; and the forms that correct.

In: a project file and a :class:`~sayso.serve.guard.Door`. Out: an ASGI application (:func:`application`). A page is made by a function of
:mod:`sayso.serve.pages`; ``/event/E-1`` is shown, ``/event/E-1.json`` and ``/event/E-1.csv`` are the same as data.
"""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from pkgutil import resolve_name
from typing import IO, Any
from urllib.parse import parse_qs, quote, unquote, urlencode

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from sayso import __version__
from sayso.errors import Busy, SaysoError
from sayso.export.plain import plain
from sayso.serve.filters import NAMES
from sayso.serve.guard import Door, Guard
from sayso.serve.marked import shown
from sayso.serve.page import Ask, Maker, Page
from sayso.serve.pages import out
from sayso.serve.speech import Speech, spoken
from sayso.store import browse, reading, reviews, writing
from sayso.store.opening import Opened
from sayso.store.tables import cell

HERE = Path(__file__).parent
YEAR = 365 * 24 * 3600
THEMES = ("light", "dark")
NAME = re.compile(r"[^\x00-\x1f\x7f]{1,80}")
PAGES = {  # address → the function of :mod:`sayso.serve.pages`; loaded when it is first asked for, or by :func:`warm`
    "/overview": "events.overview", "/events": "events.events", "/event/{key:path}": "event.event", "/article/{key:path}": "article.article",
    "/pair/{key:path}": "who.pair", "/pairs": "who.pairs", "/actor/{key:path}": "who.actor", "/source/{key:path}": "who.source",
    "/map": "map.on_map", "/search": "search.found", "/coverage": "coverage.coverage", "/agreement": "agreement.agreement",
    "/review": "review.review", "/report/{key:path}": "review.review",
}
MENU = ("overview", "events", "map", "pairs", "review", "search", "coverage", "agreement")


def application(file: Path, door: Door) -> ASGIApp:
    """The application for one project file."""
    house = House(file, door)
    routes: list[Route | Mount] = [
        Route("/", lambda r: RedirectResponse("/overview")), Route("/review", house.reviewed, methods=["POST"]),
        Route("/settings", house.settled, methods=["POST"]), Route("/out/{form}", house.written)]
    for path, name in PAGES.items():
        for form, answer in (("json", house.as_json), ("csv", house.as_csv), ("", house.as_html)):
            routes.append(Route(f"{path}.{form}" if form else path, partial(made, name, answer)))
    routes.append(Mount("/static", StaticFiles(directory=HERE / "static")))
    routes.append(Route("/drawn/draw.css", lambda r: FileResponse(HERE / "draw" / "draw.css")))
    app = Starlette(routes=routes, exception_handlers={404: house.lost, SaysoError: failed, sqlite3.Error: failed,
                                                       ClientDisconnect: unheard})
    return Guard(app, door)


async def made(name: str, answer: Any, request: Request) -> Response:  # noqa: ANN401
    """A page in one of its forms, made beside the loop."""
    return await asyncio.to_thread(lambda: answer(maker(name), request))


def maker(name: str) -> Maker:
    """The function that makes a page.

    >>> maker("map.on_map").__name__
    'on_map'
    """
    found: Maker = resolve_name(f"sayso.serve.pages.{name}")
    return found


def failed(_: Request, error: Exception) -> Response:
    """The answer where the file could not be read or written."""
    return PlainTextResponse(f"sayso: {plain(str(error))}\n", 503 if isinstance(error, (Busy, sqlite3.OperationalError)) else 500)


def unheard(_: Request, __: Exception) -> Response:
    """The answer to who left in the middle of a form."""
    return PlainTextResponse("sayso: the form did not come whole\n", 400)


class House:
    """Answers requests about one file."""

    def __init__(self, file: Path, door: Door) -> None:
        self.file, self.door = file, door
        self.templates = Environment(loader=PackageLoader("sayso.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                                     lstrip_blocks=True, bytecode_cache=compiled())
        self.templates.filters |= {"plain": lambda x: shown(str(x)), "path": lambda x: quote(str(x), safe="")}

    # ------------------------------------------------------------- reading

    def as_html(self, make: Maker, request: Request) -> Response:
        """A page to look at."""
        with reading(self.file) as db:
            ask = self.asked(db, request)
            page = make(ask)
            if page is None:
                return self.html(request, ask, Page("lost.html", ask.speech("not_found"), {}), 404)
            return self.html(request, ask, page)

    def as_json(self, make: Maker, request: Request) -> Response:
        """The data of a page."""
        with reading(self.file) as db:
            page = make(ask := self.asked(db, request))
            if page is None:
                return self.whole(make, request, ask, ".json") or Response('{"error": "not found"}', 404, media_type="application/json")
            return Response(json.dumps(page.data, ensure_ascii=False, default=str), media_type="application/json")

    def as_csv(self, make: Maker, request: Request) -> Response:
        """The table of a page."""
        with reading(self.file) as db:
            page = make(ask := self.asked(db, request))
            if page is None:
                return self.whole(make, request, ask, ".csv") or PlainTextResponse("not found\n", 404)
            text = io.StringIO()
            lines = csv.writer(text, lineterminator="\n")
            lines.writerow(page.columns)
            lines.writerows([cell(v, "bool" if isinstance(v, bool) else "") for v in row] for row in page.table)
        return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=attached(request.url.path.rsplit("/", 1)[-1]))

    def whole(self, make: Maker, request: Request, ask: Ask, ending: str) -> Response | None:
        """The page of a thing whose own name ends like a form of pages: an article ``news/1.json``."""
        page = make(asked := replace(ask, key=ask.key + ending)) if ask.key else None
        return None if page is None else self.html(request, asked, page)

    def html(self, request: Request, ask: Ask, page: Page, status: int = 200) -> Response:
        """A page in its template."""
        path, address = request.scope["raw_path"].decode("latin-1").split("?")[0], ask.filters.query()
        rest = [(name, v) for name, some in ask.query.items() if name not in (*NAMES, "done", "token") for v in some if v]
        query = "&".join(filter(None, (address, urlencode(rest))))
        text = self.templates.get_template(page.template).render(
            page=page, data=page.data, s=ask.speech, ask=ask, f=ask.filters, menu=MENU, path=path, query=query, address=address,
            version=__version__, file=self.file.name, form_token=self.door.form_token(request.scope["sayso.session"]), languages=spoken(),
            is_coding=browse.is_coding(ask.db), forms=list(out.FORMS), theme=request.cookies.get("sayso-theme", ""), done=ask.one("done"),
            here=path + (f"?{query}" if query else ""), **page.shown)
        return Response(text, status, media_type="text/html; charset=utf-8")

    def asked(self, db: sqlite3.Connection, request: Request) -> Ask:
        """The request as pages see it; what it reads is one state of the file, whoever writes meanwhile."""
        if not db.in_transaction:
            db.execute("BEGIN")
            if isinstance(db, Opened):
                db.kept = {}
        cookies = request.cookies
        query = {name: request.query_params.getlist(name) for name in request.query_params}
        speech = Speech.for_(cookies.get("sayso-language"), request.headers.get("accept-language", ""))
        return Ask(db, query, speech, request.path_params.get("key", ""), named(cookies.get("sayso-by", "")), cookies.get("sayso-alone") == "yes")

    def lost(self, request: Request, _: Exception) -> Response:
        """The answer to an address that leads nowhere."""
        with reading(self.file) as db:
            ask = self.asked(db, request)
            return self.html(request, ask, Page("lost.html", ask.speech("not_found"), {}), 404)

    # ------------------------------------------------------------- writing

    async def reviewed(self, request: Request) -> Response:
        """A correction."""
        form = await form_of(request)
        if not self.door.fits(request.scope["sayso.session"], form.get("token", "")):
            return PlainTextResponse("sayso: this form is not of this session: open the page again\n", 403)
        return await asyncio.to_thread(self.review, request, form)

    def review(self, request: Request, form: Mapping[str, str]) -> Response:
        """Write it, and go on to the next report; back to the same one where it cannot be written."""
        from sayso.serve.pages import review  # late, as all pages

        back = form.get("back", "/review")
        back = back if re.match(r"/(?![/\\])", back) else "/review"
        with reading(self.file) as db:
            ask = self.asked(db, request)
            try:
                said = review.said(ask, form)
                undone = review.report_of(ask.db, said.targets[0]) if said.action == "withdraw" else None
                with writing(self.file, is_new=False) as book:
                    reviews.add(book, said)
            except SaysoError as e:
                page = review.review(replace(ask, key=form.get("report", "")))
                page.shown["fault"] = str(e)
                return self.html(request, ask, page, 409)
        if said.action == "withdraw" and undone:
            back = f"/report/{quote(undone, safe='')}?{back.partition('?')[2]}"
        return RedirectResponse(with_parameter(back, "done", said.action), 303)

    async def settled(self, request: Request) -> Response:
        """The reviewer's name, whether others' corrections are shown in review, the language, light or dark: cookies."""
        form = await form_of(request)
        if not self.door.fits(request.scope["sayso.session"], form.get("token", "")):
            return PlainTextResponse("sayso: this form is not of this session: open the page again\n", 403)
        back = form.get("back", "/")
        answer = RedirectResponse(back if re.match(r"/(?![/\\])", back) else "/", 303)
        allowed = {"language": spoken(), "theme": THEMES, "alone": ("yes", "no")}
        for name in (*allowed, "by"):
            value = form.get(name, "").strip()
            if value in allowed.get(name, ()) or (name == "by" and named(quote(value))):
                answer.set_cookie(f"sayso-{name}", quote(value), max_age=YEAR, httponly=True, samesite="lax", path="/")
        return answer

    async def written(self, request: Request) -> Response:
        """What is shown, in a form that others read."""
        form = request.path_params["form"]
        if form not in out.FORMS:
            return PlainTextResponse(f"sayso: no form {plain(form)!r}; there are: {', '.join(out.FORMS)}\n", 404)

        def make() -> IO[bytes]:
            with reading(self.file) as db:
                return out.written(self.asked(db, request), form)

        stream = await asyncio.to_thread(make)
        name = f"{self.file.stem}.{form}{out.FORMS[form].suffix}"
        return StreamingResponse(pieces(stream), media_type=out.FORMS[form].media, headers=attached(name))


def compiled() -> FileSystemBytecodeCache | None:
    """Where compiled templates stay between starts: beside Python's own compiled files, where those can be written."""
    folder = HERE / "__pycache__"
    return FileSystemBytecodeCache(str(folder)) if os.access(folder, os.W_OK) else None


def attached(name: str) -> dict[str, str]:
    """The header of a file to keep, under a name that is safe in headers and folders."""
    return {"content-disposition": f'attachment; filename="{re.sub(r"[^A-Za-z0-9._-]", "_", name)[-100:]}"'}


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """What stands in a file, which is gone when it is closed."""
    with stream:
        while piece := stream.read(256 * 1024):
            yield piece


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form, the last of each name."""
    body = (await request.body()).decode("utf-8", "replace")
    return {name: some[-1] for name, some in parse_qs(body, keep_blank_values=True, max_num_fields=50).items()}


def named(cookie: str) -> str | None:
    """The reviewer's name from a cookie."""
    name = plain(unquote(cookie)).strip()
    return name if NAME.fullmatch(name) else None


def with_parameter(address: str, name: str, value: str) -> str:
    """An address with one parameter set."""
    path, _, query = address.partition("?")
    pairs = [(k, v) for k, some in parse_qs(query, keep_blank_values=True).items() if k != name for v in some]
    return f"{path}?{urlencode([*pairs, (name, value)])}"
