"""From a template to a page. One place decides whether the whole page or only its middle goes."""

from __future__ import annotations

import functools
import gzip
from pathlib import Path
from typing import Any

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bellhop.console import assets, sections, security
from bellhop.console.desk import Desk, Visitor, words_for
from bellhop.console.moments import Moments, running
from bellhop.console.words import LANGUAGES, Words

PACK_FROM = 1_000
WHOLE, MIDDLE = "frame/shell.html", "frame/bare.html"


@functools.cache
def environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"asset": assets.address, "running": running, "languages": LANGUAGES}
    return made


def wants_middle(request: Request) -> bool:
    """HTMX asks for a part of the page; going back in its history wants all of it."""
    headers = request.headers
    return "hx-request" in headers and "hx-history-restore-request" not in headers


def page(
    visitor: Visitor, template: str, /, *, status: int = 200, section: str = "", **values: Any
) -> Response:
    """A page of the console: whole, or its middle for HTMX. `section` is lit in the rail."""
    frame = MIDDLE if wants_middle(visitor.request) else WHOLE
    common = {
        "frame": frame,
        "section": section,
        "rail": _may_see(visitor, sections.RAIL),
        "below": _may_see(visitor, sections.BELOW),
    }
    return send(visitor.request, render(visitor, template, **common, **values), status)


def fragment(visitor: Visitor, template: str, /, *, status: int = 200, **values: Any) -> Response:
    """A part that is never a page of its own."""
    return send(visitor.request, render(visitor, template, **values), status)


def render(visitor: Visitor, template: str, /, **values: Any) -> str:
    known: dict[str, Any] = {
        "_": visitor.words,
        "lang": visitor.words.language,
        "me": visitor.staff,
        "form_token": visitor.form_token(),
        "field": security.FIELD,
        "desk": None,
    }
    if isinstance(visitor, Desk):
        known |= {
            "desk": visitor,
            "hotel": visitor.hotel,
            "base": visitor.base,
            "at": Moments(visitor.hotel, visitor.words),
        }
    return environment().get_template(template).render(known | values)


def door(
    request: Request,
    template: str,
    /,
    *,
    status: int = 200,
    language: str = "",
    **values: Any,
) -> Response:
    """A page for whoever stands outside: no rail, no hotel."""
    words = Words(language) if language in LANGUAGES else words_for(request)
    login = getattr(request.state, "login", None)
    known = {
        "_": words,
        "lang": words.language,
        "field": security.FIELD,
        "form_token": security.form_token(login.token) if login else "",
    }
    body = environment().get_template(template).render(known | values)
    return send(request, body, status)


def send(request: Request, body: str, status: int = 200) -> Response:
    """Never kept by anybody on the way: every page holds guests' words."""
    raw = body.encode("utf-8", "replace")
    headers = {"Cache-Control": "no-store", "Vary": "HX-Request, Accept-Encoding"}
    if len(raw) >= PACK_FROM and "gzip" in request.headers.get("accept-encoding", ""):
        raw = gzip.compress(raw, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(raw, status, media_type="text/html; charset=utf-8", headers=headers)


def _may_see(visitor: Visitor, parts: tuple[sections.Section, ...]) -> list[sections.Section]:
    if not isinstance(visitor, Desk):
        return []
    return [part for part in parts if visitor.may(part.role)]
