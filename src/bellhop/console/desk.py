"""Who asks, and whether they may: the dependencies of every page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession

from bellhop import db, hotels
from bellhop.console import security
from bellhop.console.words import Words, best_language, words
from bellhop.errors import BellhopError, NotFound, Refused
from bellhop.hotels import Hotel, Staff
from bellhop.hotels.logins import Login
from bellhop.hotels.people import RANK


class LoginNeeded(BellhopError):  # noqa: N818 - reads as a sentence
    """Nobody is logged in, or their session has ended."""


class SecondFactorNeeded(BellhopError):  # noqa: N818
    """The installation wants an authenticator app of this person first."""


class RoleTooLow(Refused):
    """They work here, but this is for somebody else."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody who is logged in, wherever they work."""

    request: Request
    login: Login
    words: Words

    @property
    def staff(self) -> Staff:
        return self.login.staff

    def form_token(self) -> str:
        return security.form_token(self.login.token)


@dataclass(frozen=True, slots=True)
class Desk(Visitor):
    """Somebody at work in one hotel, as `role`."""

    hotel: Hotel
    role: str

    def open(self) -> AbstractAsyncContextManager[AsyncSession]:
        """One transaction of this hotel."""
        return db.hotel(self.hotel.id)

    def may(self, role: str) -> bool:
        return RANK[self.role] >= RANK[role]

    @property
    def base(self) -> str:
        """What every address of this hotel begins with."""
        return f"/h/{self.hotel.slug}"

    @property
    def actor(self) -> str:
        """How the audit trail names them."""
        return self.staff.email


async def login_of(request: Request) -> Login | None:
    """Whose browser this is, if anybody's. Looked up once for each request."""
    if not hasattr(request.state, "login"):
        token = request.cookies.get(security.cookie_name(request), "")
        request.state.login = None
        if token:
            async with db.unnamed() as session:
                request.state.login = await hotels.logins.find(session, token)
    found: Login | None = request.state.login
    return found


def words_for(request: Request, login: Login | None = None) -> Words:
    chosen = login.staff.preferences.language if login else ""
    return words(chosen or best_language(request.headers.get("accept-language", "")))


async def guard(request: Request) -> None:
    """For every route: a form comes from our own pages and, once logged in, holds its proof."""
    if request.method in ("GET", "HEAD"):
        return
    security.check_origin(request)
    login = await login_of(request)
    if login is not None:
        await security.check_form(request, login.token)


async def anybody(request: Request) -> Visitor:
    """Somebody logged in. Raises LoginNeeded, SecondFactorNeeded."""
    login = await login_of(request)
    if login is None or not login.open:
        raise LoginNeeded
    if _lacks_second_factor(request, login.staff, "operator" if login.staff.operator else ""):
        raise SecondFactorNeeded
    return Visitor(request, login, words_for(request, login))


async def newcomer(request: Request) -> Visitor:
    """The same, where the second factor is set up."""
    login = await login_of(request)
    if login is None or not login.open:
        raise LoginNeeded
    return Visitor(request, login, words_for(request, login))


def at_desk(least: str) -> Callable[[Request, str], Awaitable[Desk]]:
    """Somebody who works in the hotel of the address, as `least` or more. Raises NotFound for a
    stranger, who learns nothing, and RoleTooLow for a colleague."""

    async def check(request: Request, hotel: str) -> Desk:
        visitor = await anybody(request)
        found, role = await _hotel(hotel, visitor.staff)
        if _lacks_second_factor(request, visitor.staff, role):
            raise SecondFactorNeeded
        desk = Desk(visitor.request, visitor.login, visitor.words, found, role)
        if not desk.may(least):
            raise RoleTooLow
        return desk

    return check


_known: dict[str, UUID] = {}
"""Slugs do not change, so they are looked up once for each process."""


async def _hotel(slug: str, staff: Staff) -> tuple[Hotel, str]:
    known = slug in _known
    hotel_id = _known[slug] if known else await hotels.id_of_slug(slug)
    try:
        async with db.hotel(hotel_id) as session:
            found = await hotels.read(session)
            role = await hotels.people.role_here(session, staff)
    except NotFound:
        _known.pop(slug, None)
        if known:  # removed, and perhaps added anew
            return await _hotel(slug, staff)
        raise
    if role is None:
        raise NotFound("there is no such page")
    _known[slug] = hotel_id
    return found, role


def _lacks_second_factor(request: Request, staff: Staff, role: str) -> bool:
    wanted = request.app.state.settings.second_factor_for
    if staff.has_second_factor or wanted == "nobody":
        return False
    return wanted == "everybody" or role in ("owner", "operator")


AnyVisitor = Annotated[Visitor, Depends(anybody)]
Newcomer = Annotated[Visitor, Depends(newcomer)]
Agent = Annotated[Desk, Depends(at_desk("agent"))]
Manager = Annotated[Desk, Depends(at_desk("manager"))]
Owner = Annotated[Desk, Depends(at_desk("owner"))]
