"""Keeping a group of rules, whatever section it stands in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, Response

from bellhop import hotels
from bellhop.console.desk import Desk, Manager, RoleTooLow
from bellhop.console.settings import channel, fields, frame, house, keeping, people, rules
from bellhop.console.settings.fields import NotSo
from bellhop.console.settings.groups import group_of
from bellhop.console.settings.rules import Given
from bellhop.errors import BadInput, NotFound

router = APIRouter(prefix="/h/{hotel}/settings")
PAGES: dict[str, Callable[[Desk, Given], Awaitable[Response]]] = {
    "hotel": house.page,
    "channel": channel.page,
    "people": people.page,
    "bot": rules.show_bot,
    "hours": rules.show_hours,
    "keeping": keeping.page,
}


@router.post("/{section}/rules/{group}")
async def save(desk: Manager, section: str, group: str) -> Response:
    """One group of rules."""
    found = group_of(section, group) if section in PAGES else None
    if found is not None and not desk.may(frame.role_of(section)):
        raise RoleTooLow
    if found is None:
        raise NotFound("there is no such group of rules")
    form = await desk.request.form()
    changes, wrong = fields.read(found.fields, form, desk.hotel.rules)
    if not wrong:
        try:
            async with desk.open() as session:
                await hotels.change_rules(session, desk.actor, **changes)
            return frame.back(desk, section, anchor=group)
        except BadInput as error:
            name = str(error).partition(":")[0].split(".")[0]
            wrong = {each.name: str(NotSo("choice")) for each in found.fields if each.name == name}
            wrong = wrong or {found.fields[0].name: str(error)}
    given = Given(group, _as_given(found, form), wrong)
    return await PAGES[section](desk, given)


def _as_given(group: fields.Group, form: Any) -> dict[str, Any]:
    """What was typed, so that nothing is lost."""
    given: dict[str, Any] = {}
    for each in group.fields:
        match each.kind:
            case "switch":
                given[each.name] = form.get(each.name) == "yes"
            case "marks":
                given[each.name] = [str(one) for one in form.getlist(each.name)]
            case _:
                given[each.name] = str(form.get(each.name) or "")
    return given
