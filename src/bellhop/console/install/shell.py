"""What makes the console installable: manifest, service worker, and the page without a net."""

from __future__ import annotations

import functools
from pathlib import Path

import orjson
from fastapi import APIRouter, Request, Response

from bellhop.console import assets, layout

router = APIRouter()
WORKER = Path(__file__).parent / "worker.js"
ALWAYS_ASK = {"Cache-Control": "no-cache"}
PAPER, PINE = "#f5f3ee", "#1d5b49"


@router.get("/manifest.webmanifest")
async def manifest() -> Response:
    """Who the app is. Installing it opens the first page, which knows the hotel."""
    icons = [
        ("app-192.png", "192x192", "any"),
        ("app-512.png", "512x512", "any"),
        ("app-full-512.png", "512x512", "maskable"),
    ]
    said = {
        "id": "/",
        "name": "Bellhop",
        "short_name": "Bellhop",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PINE,
        "icons": [
            {"src": assets.address(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in icons
        ],
    }
    body = orjson.dumps(said)
    return Response(body, media_type="application/manifest+json", headers=ALWAYS_ASK)


@router.get("/sw.js")
async def worker() -> Response:
    """The service worker, which keeps the shell: a new version of any part is a new worker."""
    return Response(_worker(), media_type="text/javascript; charset=utf-8", headers=ALWAYS_ASK)


@router.get("/offline")
async def offline(request: Request) -> Response:
    """What is shown instead of a page while there is no net. Holds nothing of anybody."""
    return layout.door(request, "install/offline.html")


@functools.cache
def _worker() -> bytes:
    kept = [each.address for each in assets.shell()]
    return b"const SHELL = " + orjson.dumps(kept) + b";\n" + WORKER.read_bytes()
