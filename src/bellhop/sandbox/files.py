"""Photos, voice notes and papers, kept in the sandbox's file and served over HTTP."""

import secrets
import time
from typing import Any
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from bellhop.sandbox.store import Store

# What a browser may show in place; anything else is handed out as a download, so that an
# uploaded page or drawing cannot run as one of ours.
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "audio/", "video/")


def kind_of(mime: str) -> str:
    """How the messenger shows a file of this type."""
    if mime == "image/webp":
        return "sticker"
    major = mime.partition("/")[0]
    return {"image": "image", "video": "video", "audio": "voice"}.get(major, "document")


def unwrap_name(name: str) -> str:
    """A file name without folders; headers carry it percent-encoded."""
    return unquote(name).replace("\\", "/").rpartition("/")[2]


def keep(store: Store, base_url: str, name: str, mime: str, body: bytes) -> dict[str, Any]:
    """Store a file; answers what `content["file"]` holds."""
    name = unwrap_name(name) or "file"
    file_id = secrets.token_urlsafe(12)
    store.run(
        "insert into files (id, name, mime, at, body) values (?, ?, ?, ?, ?)",
        file_id,
        name,
        mime,
        time.time(),
        body,
    )
    url = url_of(base_url, file_id, name)
    return {"id": file_id, "url": url, "name": name, "mime": mime, "size": len(body)}


def url_of(base_url: str, file_id: str, name: str) -> str:
    """Where a kept file is served."""
    return f"{base_url}/files/{file_id}/{quote(name)}"


async def serve(request: Request) -> Response:
    """GET /files/{id}/{name}."""
    store: Store = request.app.state.house.store
    row = store.one("select * from files where id = ?", request.path_params["file_id"])
    if row is None:
        return Response(b"No such file", 404, media_type="text/plain")
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=86400",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    if not row["mime"].startswith(SHOWN):
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row['name'])}"
    return Response(row["body"], headers=headers, media_type=row["mime"])
