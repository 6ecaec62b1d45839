"""The frame of every section: the list of sections beside it, and what was done a moment ago."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Response
from fastapi.responses import RedirectResponse

from bellhop.console import layout
from bellhop.console.desk import Desk


@dataclass(frozen=True, slots=True)
class Part:
    """One section: the last word of its address, its name, and the least role that may."""

    key: str
    icon: str
    title: str
    lead: str
    role: str = "manager"


# words: begin
PARTS = (
    Part(
        "hotel",
        "building-2",
        title="Hotel",
        lead="Name, place, times, and what only guests in the house may know.",
    ),
    Part(
        "bot",
        "concierge-bell",
        title="Bot",
        lead="How it speaks, when it keeps quiet, and what it may spend.",
    ),
    Part(
        "hours",
        "clock",
        title="Hours and limits",
        lead="When somebody is there, and how often guests are written to.",
    ),
    Part(
        "channel",
        "smartphone",
        title="Channel",
        lead="The hotel’s numbers: state, queue, incidents.",
    ),
    Part(
        "people",
        "bell-ring",
        title="Alerts and people",
        lead="Who is told when a guest needs a person, in which order.",
    ),
    Part(
        "staff",
        "users-round",
        title="Staff and roles",
        lead="Who works here, with which role.",
        role="owner",
    ),
    Part(
        "replies", "message-circle", title="Saved replies", lead="Words that the desk uses often."
    ),
    Part(
        "programs",
        "braces",
        title="Programs",
        lead="Keys for programs, and addresses that are told of events.",
        role="owner",
    ),
    Part(
        "mapping",
        "merge",
        title="Bookings from a property system",
        lead="An address for its messages, and how they are read.",
    ),
    Part(
        "keeping",
        "file-clock",
        title="Keeping and erasing",
        lead="How long guests’ words stay, and erasing one guest.",
        role="owner",
    ),
    Part(
        "parked",
        "circle-pause",
        title="Parked events",
        lead="What came in and could not be handled.",
    ),
    Part("trail", "file-text", title="Audit trail", lead="Who changed what."),
)
DONE = {
    "saved": "Saved.",
    "added": "Added.",
    "removed": "Removed.",
    "erased": "The guest is erased.",
    "invited": "The invitation is made.",
    "ended": "The sessions have ended.",
    "replayed": "The events are being handled again.",
    "tested": "Told. Look whether it arrived.",
    "restarted": "The number restarts. Give it up to five minutes.",
    "logged-out": "The number is logged out.",
    "written": "The settings at the provider are right.",
}
# words: end


def parts_for(desk: Desk) -> list[Part]:
    return [part for part in PARTS if desk.may(part.role)]


def role_of(key: str) -> str:
    return next(part.role for part in PARTS if part.key == key)


def show(desk: Desk, key: str, template: str, /, *, wrong: str = "", **values: Any) -> Response:
    """A section's page; `wrong` is shown on top and makes it a 422."""
    part = next(each for each in PARTS if each.key == key)
    done = DONE.get(desk.request.query_params.get("done", ""), "")
    return layout.page(
        desk, template, section="settings", status=422 if wrong else 200, part=part,
        parts=parts_for(desk), done=desk.words(done) if done and not wrong else "",
        wrong=desk.words(wrong) if wrong else "", **values,
    )  # fmt: skip


def back(desk: Desk, key: str, done: str = "saved", anchor: str = "") -> Response:
    """After a deed: the section again, so that a reload repeats nothing."""
    end = f"#{anchor}" if anchor else ""
    return RedirectResponse(f"{desk.base}/settings/{key}?done={done}{end}", 303)
