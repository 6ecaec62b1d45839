"""What every page of the console is wrapped in: headers, cookies, and the proof that a form is
ours."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from urllib.parse import urlsplit

from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bellhop.errors import Refused

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " media-src 'self' blob:; font-src 'self'; connect-src 'self'; object-src 'none';"
    " manifest-src 'self'; worker-src 'self';"
    " base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
YEAR_OF_HTTPS = "max-age=31536000"
COOKIE_SECONDS = 30 * 24 * 3600
FIELD = "_csrf"
HEADER = "X-CSRF"
_MASK_BYTES = 32


class Headers:
    """Adds the headers to whatever has none of its own. Plain ASGI, because streams pass too."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if scope.get("scheme") == "https":
                    headers.setdefault("Strict-Transport-Security", YEAR_OF_HTTPS)
            await send(message)

        await self._app(scope, receive, with_headers)


def is_secure(request: Request) -> bool:
    public: str = request.app.state.settings.public_url
    return request.url.scheme == "https" or public.startswith("https://")


def cookie_name(request: Request) -> str:
    """Browsers take the prefixed name from https only."""
    return "__Host-bellhop" if is_secure(request) else "bellhop"


def keep_token(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(request),
        token,
        max_age=COOKIE_SECONDS,
        path="/",
        secure=is_secure(request),
        httponly=True,
        samesite="lax",
    )


def drop_token(request: Request, response: Response) -> None:
    response.delete_cookie(
        cookie_name(request), path="/", secure=is_secure(request), httponly=True, samesite="lax"
    )


def check_origin(request: Request) -> None:
    """A form that changes something comes from our own pages. Raises Refused.

    Browsers name the origin of every POST; one that names none is not a browser, and carries no
    cookie that it was not given.
    """
    origin = request.headers.get("origin")
    if origin is None and request.headers.get("sec-fetch-site") in (None, "same-origin"):
        return
    ours = {request.headers.get("host", ""), urlsplit(request.app.state.settings.public_url).netloc}
    if origin is None or urlsplit(origin).netloc not in ours:
        raise Refused("This form was sent from another site.")


def form_token(session_token: str) -> str:
    """The proof for one page: the session's own, under a mask of its own, so that a compressed
    page gives nothing away."""
    mask = secrets.token_bytes(_MASK_BYTES)
    hidden = bytes(a ^ b for a, b in zip(mask, _proof(session_token), strict=True))
    return base64.urlsafe_b64encode(mask + hidden).decode()


def proves(session_token: str, given: str) -> bool:
    try:
        raw = base64.urlsafe_b64decode(given.encode())
    except ValueError:
        return False
    if len(raw) != 2 * _MASK_BYTES:
        return False
    mask, hidden = raw[:_MASK_BYTES], raw[_MASK_BYTES:]
    shown = bytes(a ^ b for a, b in zip(mask, hidden, strict=True))
    return hmac.compare_digest(shown, _proof(session_token))


async def check_form(request: Request, session_token: str) -> None:
    """Raises Refused for a form without this session's proof."""
    given = request.headers.get(HEADER, "")
    if not given:
        form = await request.form()
        given = str(form.get(FIELD, ""))
    if not proves(session_token, given):
        raise Refused("This page is too old. Load it again and repeat what you did.")


def _proof(session_token: str) -> bytes:
    return hmac.new(session_token.encode(), b"bellhop form", hashlib.sha256).digest()
