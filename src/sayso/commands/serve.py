"""``sayso serve``: a project file in the browser."""

from __future__ import annotations

import secrets
import socket
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import Annotated

import typer

from sayso.errors import SaysoError

LOCAL = ("127.0.0.1", "localhost", "::1")
PORT = 8765
WARM = 1.0  # seconds after the start
DEMO = Path(__file__).parents[1] / "demo"

app = typer.Typer()


@app.command()
def serve(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", show_default=False,
                                                       help="A project file, made by: sayso code PATH --to FILE")] = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; beyond this machine a token is needed.")] = LOCAL[0],
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Which port; 0 takes a free one.")] = PORT,
    token: Annotated[str | None, typer.Option("--token", metavar="TEXT", envvar="SAYSO_TOKEN", show_default=False,
                                              help="What a browser must know; made up where it is needed and not given.")] = None,
    is_demo: Annotated[bool, typer.Option("--demo", help="The bundled articles, in a file that is gone afterwards.")] = False,
    is_opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """See, check and correct a project file in the browser. On this machine only, unless told otherwise; Ctrl-C ends it.

    \b
    Examples:
      sayso serve news.sayso
      sayso serve --demo
      sayso serve news.sayso --port 9000 --open
      sayso serve news.sayso --host 0.0.0.0 --token "a long secret"
    """
    if (file is None) != is_demo:
        raise typer.BadParameter("give a project file, or --demo", param_hint="FILE")
    if file is not None:
        run(file, host, port, token, is_opened)
        return
    with TemporaryDirectory() as folder:
        made = Path(folder) / "demo.sayso"
        subprocess.run([sys.executable, "-m", "sayso", "code", str(DEMO), "--to", str(made), "--quiet"], check=True)
        run(made, host, port, token, is_opened)


def run(file: Path, host: str, port: int, token: str | None, is_opened: bool) -> None:
    """Serve a file until Ctrl-C."""
    import uvicorn

    from sayso.serve.app import application
    from sayso.serve.guard import Door
    from sayso.store import reading, shown, writing

    with reading(file) as db:
        is_made = shown.is_made(db)
    if not is_made:
        with writing(file, is_new=False) as db:
            shown.bring_up(db)
    secret = token or (None if host in LOCAL else secrets.token_urlsafe(24))
    if secret is not None and len(secret) < 8 and host not in LOCAL:
        raise typer.BadParameter("at least 8 characters", param_hint="--token")
    listening = listen(host, port)
    port = listening.getsockname()[1]
    shown_host = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    address = f"http://{shown_host}:{port}/" + (f"?token={secret}" if secret else "")
    typer.echo(f"{file.name}: {address}   (Ctrl-C ends it)", err=True)
    if is_opened:
        typer.launch(address)
    import_module("numpy")  # a tenth of a second, which else a page would wait for
    later = Timer(WARM, warm, (file,))
    later.daemon = True
    later.start()
    config = uvicorn.Config(application(file, Door(host, port, secret)), log_level="warning", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def warm(file: Path) -> None:
    """Read what the other pages, the first search and the first correction need, once the first page is out."""
    from sayso.serve.app import PAGES, maker
    from sayso.serve.pages import agreement
    from sayso.store import browse, merging, often, reading, stems

    with suppress(SaysoError), reading(file) as db:
        often.hold(db, browse.state(db))
    for name in PAGES.values():
        maker(name)
    with suppress(SaysoError), reading(file) as db:
        for with_machine in (False, True):
            agreement.known(db, with_machine)
    for lang in ("it", "en"):
        stems.stem("", lang)
    merging.across({})


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # what it accepts has it, too; else the end of a page waits 40 ms
        return listening
    except OSError as e:
        raise SaysoError(f"cannot listen on {host} port {port}: {(e.strerror or str(e)).lower()}; give another with --port") from None
