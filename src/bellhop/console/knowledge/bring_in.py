"""Entries from a file or from pasted text: looked at first, taken in when somebody has said yes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from bellhop import knowledge
from bellhop.console import layout, travelling
from bellhop.console.desk import Desk, Manager
from bellhop.console.knowledge.forms import REASONS
from bellhop.errors import BadInput
from bellhop.knowledge import Given

router = APIRouter(prefix="/h/{hotel}/knowledge/import")
MOST_BYTES = 4 * 1024 * 1024
SHOWN = 100
PASTED = "pasted"
# words: begin
OUTCOMES = {"new": "New", "changed": "Changed", "same": "Known already", "refused": "Refused"}
# words: end


@router.get("")
async def ask(desk: Manager) -> Response:
    return _page(desk)


@router.post("")
async def look(
    desk: Manager,
    file: Annotated[UploadFile | None, File()] = None,
    text: Annotated[str, Form()] = "",
) -> Response:
    """What would happen; nothing is kept."""
    content = await file.read(MOST_BYTES + 1) if file is not None and file.filename else b""
    name = (file.filename or "file")[-120:] if file is not None and content else PASTED
    content = content or text.encode()
    if not content.strip():
        return _page(desk, wrong=desk.words("Choose a file or paste some text."))
    if len(content) > MOST_BYTES:
        return _page(desk, wrong=desk.words("The file is larger than 4 MB. Divide it."), text=text)
    try:
        found = await _read(desk, name, content)
    except BadInput as error:
        return _page(desk, wrong=desk.words(str(error)), text=text)
    return _page(desk, found=found, name=name, packed=travelling.packed(content))


@router.post("/again")
async def again(
    desk: Manager, name: Annotated[str, Form()] = "", content: Annotated[str, Form()] = ""
) -> Response:
    """The same for good. It travels with the page, so that nothing of it stays here before."""
    raw = travelling.unpacked(content, MOST_BYTES)
    found = await _read(desk, name, raw)
    entries = [each.entry for each in found if each.outcome in ("new", "changed")]
    async with desk.open() as session:
        await knowledge.bring_in(session, desk.hotel.id, entries, by=desk.actor)
    return _page(desk, found=found, name=name, done=True)


async def _read(desk: Desk, name: str, content: bytes) -> list[Given]:
    """Raises BadInput."""
    if name == PASTED:
        rows = knowledge.from_text(content.decode(errors="replace"))
    else:
        rows = knowledge.from_file(name, content)
    async with desk.open() as session:
        return await knowledge.preview(session, rows, default_lang=desk.hotel.locale[:2])


def _page(
    desk: Desk,
    *,
    wrong: str = "",
    text: str = "",
    found: list[Given] | None = None,
    name: str = "",
    packed: str = "",
    done: bool = False,
) -> Response:
    counts = {key: sum(each.outcome == key for each in found or ()) for key in OUTCOMES}
    return layout.page(
        desk, "knowledge/bring_in.html", section="knowledge", status=422 if wrong else 200,
        wrong=wrong, text=text, found=found, name="" if name == PASTED else name,
        file=name, packed=packed, done=done, counts=counts, outcomes=OUTCOMES, reasons=REASONS,
        lines=_lines(found),
    )  # fmt: skip


def _lines(found: list[Given] | None) -> list[Given]:
    """What was refused comes first: that is what somebody must see."""
    order = {"refused": 0, "changed": 1, "new": 2, "same": 3}
    return sorted(found or [], key=lambda each: (order[each.outcome], each.number))[:SHOWN]
