"""Make, change and look at instances."""

import secrets
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import ValidationError

from bellhop.sandbox import notices
from bellhop.sandbox.control.found import TheHouse, TheInstance
from bellhop.sandbox.control.wishes import HouseWish, InstanceWish, StateWish
from bellhop.sandbox.house import House
from bellhop.sandbox.instances import (
    DEFAULT_SETTINGS,
    WEBHOOKS_ON,
    Instance,
    Manners,
    fictional_wid,
)

router = APIRouter()


def shown(house: House, instance: Instance) -> dict[str, Any]:
    """An instance with the lengths of its queues."""
    return {
        **instance.model_dump(exclude={"states", "made_at"}),
        "queued": house.departures.count(instance),
        "notifications": notices.count(house.store, instance),
    }


@router.get("/instances")
async def list_instances(house: TheHouse) -> list[dict[str, Any]]:
    """All instances."""
    return [shown(house, instance) for instance in house.instances.values()]


@router.get("/instances/{instance_id}")
async def show_instance(house: TheHouse, instance: TheInstance) -> dict[str, Any]:
    """One instance."""
    return shown(house, instance)


@router.put("/instances/{instance_id}")
async def put_instance(instance_id: str, wish: InstanceWish, house: TheHouse) -> dict[str, Any]:
    """Make or change an instance; changes apply at once, without a restart."""
    if not (instance_id.isascii() and instance_id.isdecimal()):
        raise HTTPException(422, "an instance id is digits")
    if unknown := set(wish.settings) - set(DEFAULT_SETTINGS):
        raise HTTPException(422, f"unknown settings: {', '.join(sorted(unknown))}")
    instance = house.instances.get(instance_id)
    if instance is None:
        token = wish.token or secrets.token_hex(25)
        instance = house.make(instance_id, token, wish.type or "whatsapp")
    _change(instance, wish)
    house.save(instance)
    house.couriers.stop(instance)
    house.departures.stop(instance)
    if wish.state:
        house.set_state(instance, wish.state)
    house.couriers.ring(instance)
    house.departures.ring(instance)
    return shown(house, instance)


def _change(instance: Instance, wish: InstanceWish) -> None:
    if wish.type and wish.type != instance.type:
        instance.type = wish.type
        instance.wid = fictional_wid(instance.id, wish.type)
    for field in ("token", "name", "wid", "locale", "password"):
        if (value := getattr(wish, field)) is not None:
            setattr(instance, field, value)
    if wish.webhooks:
        instance.settings |= WEBHOOKS_ON
    instance.settings |= wish.settings
    try:
        instance.manners = Manners.model_validate(instance.manners.model_dump() | wish.manners)
    except ValidationError as error:
        raise HTTPException(422, error.errors(include_url=False, include_input=False)) from error


@router.delete("/instances/{instance_id}", status_code=204)
async def drop_instance(house: TheHouse, instance: TheInstance) -> None:
    """Forget an instance with its chats and queues."""
    house.drop(instance)


@router.put("/instances/{instance_id}/state")
async def put_state(wish: StateWish, house: TheHouse, instance: TheInstance) -> dict[str, Any]:
    """Put it in any state, as the provider or WhatsApp would."""
    house.set_state(instance, wish.state)
    return shown(house, instance)


@router.put("/settings")
async def put_settings(wish: HouseWish, house: TheHouse) -> HouseWish:
    """What holds for the whole sandbox."""
    house.make_unknown = wish.make_unknown
    return wish


@router.get("/calls")
async def list_calls(house: TheHouse, method: str = "", instance: str = "") -> list[dict[str, Any]]:
    """The last 500 calls to the stand-in Green API, oldest first, without tokens."""
    return [
        call
        for call in house.calls
        if (not method or call["method"].lower() == method.lower())
        and (not instance or call["instance"] == instance)
    ]


@router.delete("/calls", status_code=204)
async def forget_calls(house: TheHouse) -> None:
    """Start counting anew."""
    house.calls.clear()
