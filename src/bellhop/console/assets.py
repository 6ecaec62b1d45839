"""Styles, scripts, fonts and icons: read once, served under addresses that change with them."""

from __future__ import annotations

import functools
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

FOLDER = Path(__file__).parent / "assets"
PREFIX = "/assets"
ONE_YEAR = "public, max-age=31536000, immutable"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_LINK = re.compile(rb"url\(asset:([a-z0-9.-]+)\)")
_INSIDE = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: bytes | None
    media_type: str
    address: str


@router.get(PREFIX + "/{name}")
async def asset(request: Request, name: str) -> Response:
    """One file. Its address holds a hash of it, so it may be kept for a year."""
    found = _by_address().get(f"{PREFIX}/{name}")
    if found is None:
        return Response(status_code=404)
    headers = {"Cache-Control": ONE_YEAR, "Vary": "Accept-Encoding"}
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type=found.media_type, headers=headers)
    return Response(found.body, media_type=found.media_type, headers=headers)


def address(name: str) -> str:
    """Where a file is served now."""
    return _all()[name].address


def shell() -> list[Asset]:
    """What every page needs, so that an installed console opens at once."""
    names = ("console.css", "console.js", "htmx.min.js", "icons.svg", "app-192.png")
    fonts = [name for name in _all() if name.endswith(".woff2") and "latin-ext" not in name]
    return [_all()[name] for name in (*names, *fonts)]


@functools.cache
def icon_names() -> frozenset[str]:
    return frozenset(file.stem for file in (FOLDER / "icons").glob("*.svg"))


@functools.cache
def _all() -> dict[str, Asset]:
    given = [*(FOLDER / "npm").iterdir(), *(FOLDER / "pages").iterdir()]
    given += (FOLDER / "marks").glob("*.png")
    files = {file.name: file.read_bytes() for file in given}
    files["icons.svg"] = _sprite()
    files["favicon.svg"] = (FOLDER / "marks" / "favicon.svg").read_bytes()
    files["console.js"] = _together("js")
    made = {name: _asset(name, body) for name, body in files.items()}
    style = _LINK.sub(
        lambda link: f"url({made[link[1].decode()].address})".encode(), _together("css")
    )
    return made | {"console.css": _asset("console.css", style)}


@functools.cache
def _by_address() -> dict[str, Asset]:
    return {each.address: each for each in _all().values()}


def _together(kind: str) -> bytes:
    """Our own files of a kind, one after the other by name."""
    parts = sorted((FOLDER / kind).glob(f"*.{kind}"))
    return b"\n".join(part.read_bytes() for part in parts)


def _sprite() -> bytes:
    """All icons as symbols of one picture, each under its own name."""
    symbols = [
        _symbol(file, "0 0 24 24" if folder == "icons" else None)
        for folder in ("icons", "marks")
        for file in sorted((FOLDER / folder).glob("*.svg"))
    ]
    inside = "".join(symbols)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()


def _symbol(file: Path, box: str | None) -> str:
    drawn = file.read_text()
    inside = _INSIDE.search(drawn)
    box = box or re.search(r'viewBox="([^"]+)"', drawn)[1]  # type: ignore[index]
    content = re.sub(r"\s+", " ", inside[1]).strip() if inside else ""
    return f'<symbol id="{file.stem}" viewBox="{box}">{content}</symbol>'


def _asset(name: str, body: bytes) -> Asset:
    stem, _, ending = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:12]
    packed = None if ending in ("woff2", "png") else gzip.compress(body, 9, mtime=0)
    return Asset(body, packed, TYPES[f".{ending}"], f"{PREFIX}/{stem}.{digest}.{ending}")
