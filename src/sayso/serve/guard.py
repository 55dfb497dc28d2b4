"""Who may ask what: hosts, tokens, requests from other sites, and the headers of every answer.

In: requests. Out: the application's answer, or a refusal of one line. A page of another site can neither read what is here nor
write it; a name that leads here from outside (DNS rebinding) is refused; forms carry a token that only our pages know; where the
server listens to other machines, each of them must know the server's token.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost", "[::1]")
SESSION, TOKEN = "sayso", "sayso-token"
BODY = 64 * 1024  # bytes of a form
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
                               "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "same-origin", "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin", "permissions-policy": "geolocation=(), camera=(), microphone=()",
}
Refusal = tuple[int, str]


@dataclass(frozen=True)
class Door:
    """What lets in: the hosts this server answers to, its token where one is needed, and the secret of its forms."""

    host: str
    port: int
    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def hosts(self) -> set[str]:
        """The values of ``Host`` that are ours; any where the server listens to all."""
        own = f"[{self.host}]" if ":" in self.host else self.host.lower()
        return {f"{h}:{self.port}" for h in (*LOCAL, own)} | {h for h in (*LOCAL, own) if self.port == 80}

    def is_open(self) -> bool:
        """Whether it listens on addresses whose names we cannot know."""
        return self.host in ("0.0.0.0", "::")

    def form_token(self, session: str) -> str:
        """What a form of this session must carry."""
        return hmac.new(self.secret, session.encode(), sha256).hexdigest()

    def fits(self, session: str, given: str) -> bool:
        """Whether a form's token is that of its session."""
        return bool(session) and hmac.compare_digest(self.form_token(session).encode(), given.encode())


class Guard:
    """The application behind the door (ASGI)."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers, cookies = Headers(scope=scope), cookies_of(Headers(scope=scope))
        session = cookies.get(SESSION) or secrets.token_urlsafe(16)
        scope["sayso.session"] = session
        answer = self.welcomed(scope) or refused(self.door, scope, headers, cookies)
        is_new = SESSION not in cookies

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                out.setdefault("cache-control", "no-cache, private")
                if is_new and not isinstance(answer, Response):
                    out.append("set-cookie", f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Lax")
            await send(message)

        if isinstance(answer, Response):
            await answer(scope, receive, sent)
        else:
            await self.app(scope, limited(receive), sent)

    def welcomed(self, scope: Scope) -> Response | None:
        """Who comes with the token in the address gets it as a cookie, and an address without it."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = query.pop("token", [""])[-1]
        if self.door.token is None or not given or not hmac.compare_digest(given.encode(), self.door.token.encode()):
            return None
        path = "/" + scope["raw_path"].decode("latin-1").split("?")[0].lstrip("/")
        answer = RedirectResponse(path + (f"?{urlencode(query, doseq=True)}" if query else ""), 303)
        answer.set_cookie(TOKEN, given, httponly=True, samesite="lax", path="/")  # lax: a link in a mail opens its page
        return answer


def refused(door: Door, scope: Scope, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Response | None:
    """The answer to a request that may not pass; ``None`` where it may."""
    status, why = reason(door, scope, headers, cookies) or (0, "")
    return PlainTextResponse(f"sayso: {why}\n", status) if status else None


def reason(door: Door, scope: Scope, headers: Mapping[str, str], cookies: Mapping[str, str]) -> Refusal | None:
    """Why a request may not pass."""
    if not door.is_open() and headers.get("host", "").lower() not in door.hosts():
        return 421, "this server does not answer to that name"
    if door.token is not None and not hmac.compare_digest(cookies.get(TOKEN, "").encode(), door.token.encode()):
        return 401, "a token is needed: open the address that sayso serve printed"
    if scope["method"] not in ("GET", "HEAD", "POST"):
        return 405, "only reading and forms"
    site, mode = headers.get("sec-fetch-site", "same-origin"), headers.get("sec-fetch-mode", "navigate")
    if site not in ("same-origin", "none") and (scope["method"] == "POST" or mode != "navigate"):
        return 403, "a request from another site"
    if scope["method"] == "POST":
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            return 403, "a request from another site"
        size = headers.get("content-length", "")
        if not (size.isascii() and size.isdecimal() and int(size) <= BODY):  # none where a body comes in pieces, as no form does
            return 413, "a form that long is not one of ours"
    return None


def limited(receive: Receive) -> Callable[[], Awaitable[Message]]:
    """The body of a request, cut off where it is longer than a form of ours."""
    seen = 0

    async def one() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > BODY:
            return {"type": "http.disconnect"}
        return message

    return one


def cookies_of(headers: Mapping[str, str]) -> dict[str, str]:
    """The cookies of a request; none where they are broken."""
    try:
        return {name: m.value for name, m in SimpleCookie(headers.get("cookie", "")).items()}
    except CookieError:
        return {}
